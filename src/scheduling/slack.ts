/** What a schedule hangs on: how far each activity can slip, and the chain that decides the last finish. */

import type { Activity, Problem, Schedule } from './problem.js';

/** A step of the critical path, and why it does not start earlier: the step before is a predecessor, or hands over its people. */
export interface CriticalStep {
  readonly activity: number;
  readonly waits: 'after' | 'resource' | null;
}

export interface Analysis {
  /**
   * Days by which each activity's start can slip without a later last finish, if all that waits for it, for its end or for its people,
   * slips too, and none changes its turn at a resource. 0 for a fixed start that is kept, null beyond the horizon.
   */
  readonly slack: readonly (number | null)[];
  /**
   * From the first to one that finishes last: each starts when the one before ends. It begins with one that waits for nothing but a
   * date. Empty where nothing is scheduled.
   */
  readonly critical: readonly CriticalStep[];
}

interface Arc {
  readonly from: number;
  readonly kind: 'after' | 'resource';
}

/**
 * @param problem the one that was solved
 * @param schedule its solution
 */
export function analyse(problem: Problem, schedule: Schedule): Analysis {
  const { activities } = problem;
  const { dates } = schedule;
  // By start; those on the same day in the schedule's order, where each stands after those that it waits for.
  const order = schedule.order.filter((index) => dates[index] !== null);
  order.sort((a, b) => dates[a]!.start - dates[b]!.start);
  const arcs = activities.map((activity): Arc[] => activity.after.map((from) => ({ from, kind: 'after' })));
  problem.capacities.forEach((capacity, resource) => handOver(problem, schedule, order, resource, capacity, arcs));

  const latestEnd = Array.from<number>({ length: activities.length }).fill(schedule.lastFinish + 1);
  const slack = Array.from<number | null>({ length: activities.length }).fill(null);
  for (const index of order.toReversed()) {
    const activity = activities[index]!;
    const { start } = dates[index]!;
    const latest = start === activity.fixed ? start : latestStart(activity, start, latestEnd[index]!);
    slack[index] = latest - start;
    for (const { from } of arcs[index]!) latestEnd[from] = Math.min(latestEnd[from]!, latest);
  }
  return { slack, critical: walkBack(problem, schedule, order, arcs) };
}

/** The latest start that ends before `end`, not below the present one. */
function latestStart({ days, calendar }: Activity, start: number, end: number): number {
  if (calendar === null) return Math.max(start, end - days);
  let day = end - days;
  while (day > start && !(calendar.next(day) === day && calendar.finish(day) < end)) day--;
  return Math.max(start, day);
}

/**
 * Adds an arc from each activity to those that take over units of the resource from it: from predecessors first, then from those that
 * ended last (a resource flow, Artigues, Michelon and Reusser 2003).
 */
function handOver(
  problem: Problem,
  schedule: Schedule,
  order: readonly number[],
  resource: number,
  capacity: number,
  arcs: Arc[][],
): void {
  const users: { index: number; amount: number }[] = [];
  let total = 0;
  for (const index of order) {
    const { demands, days } = problem.activities[index]!;
    const amount = days === 0 ? 0 : (demands.find((demand) => demand.resource === resource)?.amount ?? 0);
    if (amount > 0) users.push({ index, amount });
    total += amount;
  }
  if (total <= capacity) return;
  let fresh = capacity;
  let givers: { index: number; amount: number; end: number }[] = [];
  for (const { index, amount } of users) {
    const { start, finish } = schedule.dates[index]!;
    const before = new Set(problem.activities[index]!.after);
    const free = givers.filter((giver) => giver.end <= start);
    free.sort(
      (a, b) => Number(before.has(b.index)) - Number(before.has(a.index)) || b.end - a.end || a.index - b.index,
    );
    let wanted = amount;
    const take = (giver: { index: number; amount: number }) => {
      const taken = Math.min(wanted, giver.amount);
      giver.amount -= taken;
      wanted -= taken;
      if (!before.has(giver.index)) arcs[index]!.push({ from: giver.index, kind: 'resource' });
    };
    for (const giver of free) if (wanted > 0 && before.has(giver.index)) take(giver);
    const unused = Math.min(wanted, fresh);
    fresh -= unused;
    wanted -= unused;
    for (const giver of free) if (wanted > 0 && giver.amount > 0) take(giver);
    // What a fixed start takes above the capacity comes from nobody, and goes to nobody.
    givers = givers.filter((giver) => giver.amount > 0);
    if (amount > wanted) givers.push({ index, amount: amount - wanted, end: finish + 1 });
  }
}

function walkBack(
  problem: Problem,
  { dates, lastFinish }: Schedule,
  order: readonly number[],
  arcs: readonly Arc[][],
): CriticalStep[] {
  const path: CriticalStep[] = [];
  let at = order.find((index) => dates[index]!.finish === lastFinish);
  while (at !== undefined) {
    const arc = bindingArc(problem.activities[at]!, dates[at]!.start, arcs[at]!, (from) => dates[from]!.finish + 1);
    path.push({ activity: at, waits: arc?.kind ?? null });
    at = arc?.from;
  }
  return path.reverse();
}

/** The one that ends last of those waited for, if the start would be earlier had it ended a day earlier. */
function bindingArc(
  activity: Activity,
  start: number,
  arcs: readonly Arc[],
  endOf: (from: number) => number,
): Arc | undefined {
  if (start === activity.fixed) return undefined;
  let binding: Arc | undefined;
  for (const arc of arcs) if (binding === undefined || endOf(arc.from) > endOf(binding.from)) binding = arc;
  if (binding === undefined) return undefined;
  const ready = endOf(binding.from);
  if (ready <= Math.max(0, activity.notBefore, activity.fixed ?? 0)) return undefined;
  const next = (day: number) => activity.calendar?.next(day) ?? day;
  return next(ready) === start && next(ready - 1) < start ? binding : undefined;
}
