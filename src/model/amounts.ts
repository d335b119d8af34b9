/** Sums of lower and upper estimates of money. */
import type { Amount } from './plan.js';

/** No money at all. */
export const NOTHING: Amount = { low: 0, high: 0 };

/** All amounts together, the lower estimates and the upper ones each for themselves; nothing where there are none. */
export function sumAmounts(amounts: Iterable<Amount>): Amount {
  let low = 0;
  let high = 0;
  for (const amount of amounts) {
    low += amount.low;
    high += amount.high;
  }
  return { low, high };
}
