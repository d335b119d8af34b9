/** How early the last finish can be at best. */

import { NEVER } from './calendar-tables.js';
import { IndexHeap } from './heap.js';
import type { Network } from './network.js';

/**
 * A lower bound of the last end: the critical path with calendars; and for each resource the work of those that cannot start before
 * some day, spread evenly from there, and after it the least that must follow any of them.
 * (Energetic reasoning was tried: it proves 2 more of the 480 problems of PSPLIB J30, and takes as long as fifty schedules.)
 * @returns the day after the last finish, 0 at least
 */
export function boundOfLast(network: Network): number {
  const { size, head, headEnd, tail, fixed, days, capacities, takeAt, takeField, takeAmount } = network;
  let least = 0;
  for (let i = 0; i < size; i++) least = Math.max(least, headEnd[i]! + tail[i]!);
  if (takeField.length === 0) return least;
  const work = new Float64Array(capacities.length);
  const shortest = new Int32Array(capacities.length).fill(NEVER);
  // The latest first.
  const queue = new IndexHeap(size);
  for (let i = 0; i < size; i++) if (fixed[i] === NEVER) queue.push(i, -head[i]!);
  while (queue.size > 0) {
    const i = queue.pop();
    for (let at = takeAt[i]!, stop = takeAt[i + 1]!; at < stop; at++) {
      const field = takeField[at]!;
      work[field]! += days[i]! * takeAmount[at]!;
      if (tail[i]! < shortest[field]!) shortest[field] = tail[i]!;
      least = Math.max(least, head[i]! + Math.ceil(work[field]! / capacities[field]!) + shortest[field]!);
    }
  }
  return least;
}

/** No schedule costs less than each activity at its earliest by precedence and calendars. */
export function boundOfCost(network: Network): number {
  let cost = 0;
  for (let i = 0; i < network.size; i++) cost += network.weights[i]! * network.headEnd[i]!;
  return cost;
}
