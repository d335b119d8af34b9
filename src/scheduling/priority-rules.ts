/** Priority rules: in which order to place the activities. A rule is a key an activity; the least comes first. */

import { NEVER, startBefore } from './calendar-tables.js';
import { IndexHeap } from './heap.js';
import type { Network } from './network.js';

/** The activities so that each stands after those that it waits for; of those that could come next, the one of the least key. */
export function listByKey(network: Network, keys: Float64Array): Int32Array {
  const { size, predAt, succAt, succs } = network;
  const waiting = new Int32Array(size);
  const heap = new IndexHeap(size);
  for (let i = 0; i < size; i++) {
    waiting[i] = predAt[i + 1]! - predAt[i]!;
    if (waiting[i] === 0) heap.push(i, keys[i]!);
  }
  const list = new Int32Array(size);
  for (let k = 0; k < size; k++) {
    const i = heap.pop();
    list[k] = i;
    for (let at = succAt[i]!, stop = succAt[i + 1]!; at < stop; at++) {
      const next = succs[at]!;
      if (--waiting[next]! === 0) heap.push(next, keys[next]!);
    }
  }
  return list;
}

/**
 * The rules for an early last finish that did best in Kolisch's comparisons (1996): latest finish time, latest start time, most total
 * successors (counted once a path here, so that it takes linear time).
 */
export function rulesForLast(network: Network): Float64Array[] {
  const { size, days, head, headEnd, fixed, calendars, topological, succAt, succs } = network;
  const latestStart = new Float64Array(size);
  let last = 0;
  for (let i = 0; i < size; i++) last = Math.max(last, headEnd[i]!);
  const latestEnd = new Float64Array(size).fill(last);
  const followers = new Float64Array(size);
  for (let k = size - 1; k >= 0; k--) {
    const i = topological[k]!;
    for (let at = succAt[i]!, stop = succAt[i + 1]!; at < stop; at++) {
      const next = succs[at]!;
      latestEnd[i] = Math.min(latestEnd[i]!, latestStart[next]!);
      followers[i] = Math.max(-size, followers[i]! + followers[next]! - 1);
    }
    const table = calendars[i]!;
    const plain = latestEnd[i]! - days[i]!;
    if (fixed[i] !== NEVER) latestStart[i] = fixed[i]!;
    else if (table === null || plain <= head[i]!) latestStart[i] = plain;
    else latestStart[i] = startBefore(table, days[i]!, latestEnd[i]!, head[i]!);
  }
  return [latestEnd, latestStart, followers];
}

/**
 * Rules for a low sum of weight times finish, after Smith's weight by length (1956): an activity stands for its own weight and for
 * that of all that waits for it. By length, and by the root of the length.
 */
export function rulesForCost(network: Network): Float64Array[] {
  const { size, days, weights, topological, succAt, succs } = network;
  let total = 0;
  for (let i = 0; i < size; i++) total += weights[i]!;
  const byRoot = new Float64Array(size);
  const byLength = new Float64Array(size);
  const value = weights.slice();
  for (let k = size - 1; k >= 0; k--) {
    const i = topological[k]!;
    // Counted once a path, so no more than all there is.
    for (let at = succAt[i]!, stop = succAt[i + 1]!; at < stop; at++)
      value[i] = Math.min(total, value[i]! + value[succs[at]!]!);
    byRoot[i] = -value[i]! / Math.sqrt(days[i]! + 1);
    byLength[i] = -value[i]! / Math.max(1, days[i]!);
  }
  return [byRoot, byLength];
}

/** Mixes two rules by their ranks: `share` of the first. */
export function mixRanks(first: Float64Array, second: Float64Array, share: number): Float64Array {
  const mixed = new Float64Array(first.length);
  for (let i = 0; i < mixed.length; i++) mixed[i] = share * first[i]! + (1 - share) * second[i]!;
  return mixed;
}

/** The place of each key by size; the same where keys are equal. */
export function ranksOf(keys: Float64Array): Float64Array {
  const size = keys.length;
  const heap = new IndexHeap(size);
  for (let i = 0; i < size; i++) heap.push(i, keys[i]!);
  const ranks = new Float64Array(size);
  let before = -1;
  for (let at = 0; at < size; at++) {
    const i = heap.pop();
    ranks[i] = before >= 0 && keys[before] === keys[i] ? ranks[before]! : at;
    before = i;
  }
  return ranks;
}
