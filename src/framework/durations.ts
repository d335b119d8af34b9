/** How long work takes in an organization of a certain size, and how much room a part of the year has for it. */
import type { YearSpan } from '../model/index.js';
import { toDay } from '../text/dates.js';

/**
 * Whole weeks that an action takes.
 * @param action with `stretch: false` it takes its weeks whatever the size
 * @param factor how much longer or shorter work takes in an organization of this size
 */
export function weeksFor(
  { weeks, stretch }: { readonly weeks: number; readonly stretch?: boolean | undefined },
  factor: number,
): number {
  // The small subtraction keeps 10 × 0.7 at 7 weeks, where binary fractions make it a little more.
  return stretch === false ? weeks : Math.ceil(weeks * factor - 1e-9);
}

/** Days of a part of the year, both ends included, in a year without a leap day; it may pass over the end of the year. */
export function daysOfSpan({ from, to }: YearSpan): number {
  const days = toDay(`2001-${to}`) - toDay(`2001-${from}`) + 1;
  return days > 0 ? days : days + 365;
}
