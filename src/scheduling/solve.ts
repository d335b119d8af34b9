/** Resource-constrained project scheduling: dates for activities that wait for each other and share people. A pure function. */

import { NEVER, rememberCalendars } from './calendar-tables.js';
import { buildNetwork, type Network } from './network.js';
import { newDraft, placeEarly } from './passes.js';
import type { Dates, Options, SchedulingProblem, Schedule } from './problem.js';
import { listByKey } from './priority-rules.js';
import { search } from './search.js';

/** Activities placed in all, and the bounds of how many schedules that may be. */
const EFFORTS = {
  normal: { placed: 18_000, least: 12, most: 600 },
  high: { placed: 900_000, least: 60, most: 30_000 },
};
/** Schedules tried to find out which fixed starts can be kept. */
const PROBES = 24;

/**
 * Schedules the activities. Of what is tried, the best is taken: the fewest fixed starts not kept; then the fewest activities beyond the
 * horizon; then the earliest last finish; then the least sum of weight times finish; then the former order; then the earliest starts in
 * the user's order. For the two terms before, what is beyond the horizon counts as finishing the day after it. It ends before the effort
 * is spent where the last finish is proven to be as early as can be, and so is the cost where there are weights.
 *
 * The same problem and options always give the same schedule.
 * @throws RangeError where the activities wait for each other in a circle
 */
export function solve(problem: SchedulingProblem, { effort, former }: Options): Schedule {
  const released = new Set<number>();
  const tables = rememberCalendars(problem);
  let network = buildNetwork(problem, tables, released);
  let probe: Int32Array | null = null;
  let tried = 0;
  // A fixed start that proves too early is from then on only a start not before it.
  while (network.hasFixed) {
    const found = search(network, null, null, PROBES);
    tried += found.tried;
    probe = found.list;
    if (found.worth.missed === 0) break;
    const { start } = datesOf(network, found.list);
    for (let i = 0; i < network.size; i++) {
      if (network.fixed[i] !== NEVER && network.fixed[i] !== start[i]) released.add(network.ids[i]!);
    }
    network = buildNetwork(problem, tables, released);
    probe = null;
  }
  const count = countOf(effort, network.size);
  const found = search(network, former === null ? null : listOfFormer(network, former, problem), probe, count);
  const { start, end } = datesOf(network, found.list);

  const dates = Array.from<Dates>({ length: problem.activities.length }).fill(null);
  const isPlaced = new Uint8Array(problem.activities.length);
  let cost = 0;
  let last = -1;
  for (let i = 0; i < network.size; i++) {
    isPlaced[network.ids[i]!] = 1;
    if (start[i] === NEVER) continue;
    const finish = end[i]! - 1;
    dates[network.ids[i]!] = { start: start[i]!, finish };
    cost += network.weights[i]! * finish;
    last = Math.max(last, finish);
  }
  const left = [...problem.activities.keys()].filter((index) => isPlaced[index] === 0);
  return {
    dates,
    order: [...Array.from(found.list, (i) => network.ids[i]!), ...left],
    lastFinish: last,
    lowerBound: found.worth.beyond > 0 ? null : found.leastLast - 1,
    cost,
    tried: tried + found.tried,
  };
}

function countOf(effort: Options['effort'], size: number): number {
  if (typeof effort === 'number') return Math.max(1, Math.floor(effort));
  const { placed, least, most } = EFFORTS[effort];
  return Math.min(most, Math.max(least, Math.round(placed / Math.max(1, size))));
}

function datesOf(network: Network, list: Int32Array): { start: Int32Array; end: Int32Array } {
  const draft = newDraft(network);
  placeEarly(network, draft, list);
  return draft;
}

/** The former order without what is not there any more; what is new comes after it, in the user's order. */
function listOfFormer(network: Network, former: readonly number[], problem: SchedulingProblem): Int32Array {
  const places = new Float64Array(problem.activities.length).fill(Infinity);
  former.forEach((index, place) => {
    if (index >= 0 && index < places.length) places[index] = place;
  });
  return listByKey(
    network,
    Float64Array.from(network.ids, (index) => places[index]!),
  );
}
