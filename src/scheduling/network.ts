/** A problem turned into flat arrays that the passes run over. What can never be scheduled is left out here. */

import { type CalendarTable, endFrom, NEVER, startFrom } from './calendar-tables.js';
import { IndexHeap } from './heap.js';
import { type Packing, packResources } from './packing.js';
import type { Activity, Demand, SchedulingProblem } from './problem.js';

/** Who waits for whom. The items of activity i in a list such as `preds` stand from `predAt[i]` up to `predAt[i + 1]`. */
interface Links {
  readonly predAt: Int32Array;
  readonly preds: Int32Array;
  readonly succAt: Int32Array;
  readonly succs: Int32Array;
  /** Each after those that it waits for, otherwise in the user's order. */
  readonly topological: Int32Array;
}

/** `size` activities, numbered anew in the user's order. Ends are the day after the last one. */
export interface Network extends Links, Packing {
  readonly size: number;
  /** Their indices in the problem. */
  readonly ids: Int32Array;
  /** The day after the horizon. */
  readonly limit: number;
  readonly days: Int32Array;
  readonly weights: Float64Array;
  readonly weighted: boolean;
  readonly calendars: readonly (CalendarTable | null)[];
  /** The start that was asked for, NEVER where none was, or where it can certainly not be kept. */
  readonly fixed: Int32Array;
  readonly fixedEnd: Int32Array;
  readonly hasFixed: boolean;
  /** Earliest start and end by precedence and calendars alone. */
  readonly head: Int32Array;
  readonly headEnd: Int32Array;
  /** Days that must pass at least between an activity's end and the last one's. */
  readonly tail: Int32Array;
}

/**
 * @param tables the problem's calendars, from `rememberCalendars`
 * @param released activities, by index in the problem, whose fixed start is to be taken as a mere `notBefore`
 * @throws RangeError where the activities wait for each other in a circle
 */
export function buildNetwork(
  problem: SchedulingProblem,
  tables: readonly (CalendarTable | null)[],
  released: ReadonlySet<number>,
): Network {
  const { activities, horizon } = problem;
  const limit = horizon + 1;
  const all = connect(activities);
  const earliest = findEarliest(problem, tables, released, all);
  const ids = earliest.ends.map((_, index) => index).filter((index) => earliest.ends[index] !== NEVER);
  const size = ids.length;
  const days = new Int32Array(size);
  const weights = new Float64Array(size);
  const fixed = new Int32Array(size);
  const calendars: (CalendarTable | null)[] = [];
  let isPlain = true;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const index = ids[i]!;
    const activity = activities[index]!;
    days[i] = activity.days;
    weights[i] = activity.weight;
    fixed[i] = earliest.kept[index] === 1 ? earliest.starts[index]! : NEVER;
    calendars.push(tables[index]!);
    if (activity.calendar !== null || activity.besides.length > 0) isPlain = false;
    sum += activity.days;
  }
  const head = ids.map((index) => earliest.starts[index]!);
  const headEnd = ids.map((index) => earliest.ends[index]!);
  // What waits for something that is left out is left out too, so only followers get lost.
  const links = size === activities.length ? all : renumber(all, ids);
  // Without calendars, everything one after the other is the worst that can come.
  const width = isPlain ? Math.min(limit, headEnd.reduce((a, b) => Math.max(a, b), 0) + sum) : limit;
  return {
    size,
    ids,
    limit,
    days,
    weights,
    weighted: weights.some((weight) => weight > 0),
    calendars,
    fixed,
    fixedEnd: headEnd,
    hasFixed: fixed.some((start) => start !== NEVER),
    head,
    headEnd,
    tail: findTails(links, days),
    ...links,
    ...packResources(problem, { ids, fixed, ends: headEnd, width }),
  };
}

/** By activity of the problem. */
interface Earliest {
  /** Earliest dates by precedence and calendars, NEVER where there are none by the horizon. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 for a fixed start that is not certainly missed. */
  readonly kept: Uint8Array;
}

function findEarliest(
  problem: SchedulingProblem,
  tables: readonly (CalendarTable | null)[],
  released: ReadonlySet<number>,
  { predAt, preds, topological }: Links,
): Earliest {
  const { activities, capacities, horizon } = problem;
  const limit = horizon + 1;
  const starts = new Int32Array(activities.length).fill(NEVER);
  const ends = starts.slice();
  const kept = new Uint8Array(activities.length);
  for (const index of topological) {
    const activity = activities[index]!;
    let ready = -NEVER;
    for (let at = predAt[index]!; at < predAt[index + 1]!; at++) ready = Math.max(ready, ends[preds[at]!]!);
    if (ready === NEVER) continue;
    const { days, fixed } = activity;
    const isKept = fixed !== null && ready <= fixed && !released.has(index);
    if (!isKept && days > 0 && isAbove(activity.demands, capacities)) continue;
    const table = tables[index]!;
    let start = Math.max(ready, 0, activity.notBefore, fixed ?? 0);
    let end = start + days;
    if (isKept) {
      start = fixed;
      end = endOfFixed(activity, fixed);
    } else if (table !== null) {
      start = startFrom(table, start);
      end = endFrom(table, start);
    }
    while (!isKept && end <= limit && isBesidesAbove(activity, start, problem)) {
      start++;
      if (table !== null) start = startFrom(table, start);
      end = table === null ? start + days : endFrom(table, start);
    }
    if (end > limit) continue;
    if (isKept) kept[index] = 1;
    starts[index] = start;
    ends[index] = end;
  }
  return { starts, ends, kept };
}

function findTails({ succAt, succs, topological }: Links, days: Int32Array): Int32Array {
  const tail = new Int32Array(days.length);
  for (let k = days.length - 1; k >= 0; k--) {
    const i = topological[k]!;
    let most = 0;
    for (let at = succAt[i]!, stop = succAt[i + 1]!; at < stop; at++) {
      const next = succs[at]!;
      most = Math.max(most, tail[next]! + days[next]!);
    }
    tail[i] = most;
  }
  return tail;
}

function isAbove(demands: readonly Demand[], capacities: readonly number[]): boolean {
  for (const { resource, amount } of demands) if (amount > capacities[resource]!) return true;
  return false;
}

/** Some stretch within the horizon takes more than there ever is. */
function isBesidesAbove({ besides }: Activity, start: number, { capacities, horizon }: SchedulingProblem): boolean {
  for (const { resource, amount, stretches } of besides) {
    if (amount <= capacities[resource]!) continue;
    for (const stretch of stretches(start)) {
      if (stretch.start <= horizon && stretch.finish >= Math.max(0, stretch.start)) return true;
    }
  }
  return false;
}

/** The day after the last one; a calendar that knows no end does not count. */
function endOfFixed(activity: Activity, start: number): number {
  const finish = activity.calendar?.finish(start) ?? NaN;
  return Number.isFinite(finish) && finish >= start ? finish + 1 : start + activity.days;
}

/** Who waits for whom, each said once; and the order by precedence, the first in the user's order where several could come next. */
function connect(activities: readonly Activity[]): Links {
  const count = activities.length;
  const predAt = new Int32Array(count + 1);
  const succAt = new Int32Array(count + 1);
  const marks = new Int32Array(count);
  let links = 0;
  for (const { after } of activities) links += after.length;
  const preds = new Int32Array(links);
  links = 0;
  for (let index = 0; index < count; index++) {
    for (const before of activities[index]!.after) {
      if (marks[before] === index + 1) continue;
      marks[before] = index + 1;
      preds[links++] = before;
      succAt[before + 1]!++;
    }
    predAt[index + 1] = links;
  }
  const succs = fillFollowers(predAt, preds, succAt);
  const topological = new Int32Array(count);
  const waiting = marks;
  const heap = new IndexHeap(count);
  for (let index = 0; index < count; index++) {
    waiting[index] = predAt[index + 1]! - predAt[index]!;
    if (waiting[index] === 0) heap.push(index, index);
  }
  let sorted = 0;
  while (heap.size > 0) {
    const index = heap.pop();
    topological[sorted++] = index;
    for (let at = succAt[index]!; at < succAt[index + 1]!; at++) {
      const next = succs[at]!;
      if (--waiting[next]! === 0) heap.push(next, next);
    }
  }
  if (sorted < count) throw new RangeError('activities wait for each other in a circle');
  return { predAt, preds, succAt, succs, topological };
}

/** @param succAt how many wait for each, one place further on; afterwards, where their list begins */
function fillFollowers(predAt: Int32Array, preds: Int32Array, succAt: Int32Array): Int32Array {
  const count = succAt.length - 1;
  for (let i = 0; i < count; i++) succAt[i + 1]! += succAt[i]!;
  const filled = succAt.slice();
  const succs = new Int32Array(succAt[count]!);
  for (let i = 0; i < count; i++) {
    for (let at = predAt[i]!; at < predAt[i + 1]!; at++) succs[filled[preds[at]!]!++] = i;
  }
  return succs;
}

/** The links of those that are kept, by their new numbers. */
function renumber(all: Links, ids: Int32Array): Links {
  const size = ids.length;
  const numberOf = new Int32Array(all.topological.length).fill(-1);
  ids.forEach((index, i) => (numberOf[index] = i));
  const predAt = new Int32Array(size + 1);
  const preds = new Int32Array(all.preds.length);
  const succAt = new Int32Array(size + 1);
  const topological = new Int32Array(size);
  let links = 0;
  for (let index = 0; index < numberOf.length; index++) {
    const i = numberOf[index]!;
    if (i < 0) continue;
    for (let at = all.predAt[index]!; at < all.predAt[index + 1]!; at++) {
      const before = numberOf[all.preds[at]!]!;
      preds[links++] = before;
      succAt[before + 1]!++;
    }
    predAt[i + 1] = links;
  }
  let sorted = 0;
  for (const index of all.topological) if (numberOf[index]! >= 0) topological[sorted++] = numberOf[index]!;
  return { predAt, preds, succAt, succs: fillFollowers(predAt, preds, succAt), topological };
}
