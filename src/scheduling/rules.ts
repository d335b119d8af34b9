/** Priority rules: in which order to place the activities. A rule is a key an activity; the least comes first. */

import { IndexHeap, NEVER, startBefore, type Network } from './network.js';

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
  const latestEnd = new Float64Array(size).fill(headEnd.reduce((a, b) => Math.max(a, b), 0));
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
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const value = weights.slice();
  for (let k = size - 1; k >= 0; k--) {
    const i = topological[k]!;
    // Counted once a path, so no more than all there is.
    for (let at = succAt[i]!, stop = succAt[i + 1]!; at < stop; at++)
      value[i] = Math.min(total, value[i]! + value[succs[at]!]!);
  }
  return [value.map((v, i) => -v / Math.sqrt(days[i]! + 1)), value.map((v, i) => -v / Math.max(1, days[i]!))];
}

/** Mixes two rules by rank: `share` of the first. */
export function mixRules(first: Float64Array, second: Float64Array, share: number): Float64Array {
  const other = ranksOf(second);
  return ranksOf(first).map((rank, i) => share * rank + (1 - share) * other[i]!);
}

function ranksOf(keys: Float64Array): Float64Array {
  const order = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b);
  const ranks = new Float64Array(keys.length);
  order.forEach((i, at) => {
    const before = order[at - 1];
    ranks[i] = before !== undefined && keys[before] === keys[i] ? ranks[before]! : at;
  });
  return ranks;
}
