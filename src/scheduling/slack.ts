/** What a schedule hangs on: how far each activity can slip, and the chain that decides the last finish. */

import type { Activity, SchedulingProblem, Schedule } from './problem.js';

/** A step of the critical path, and why it does not start earlier: the step before is a predecessor, or hands over its people. */
export interface CriticalStep {
  readonly activity: number;
  readonly waits: 'after' | 'resource' | null;
}

export interface Analysis {
  /**
   * Days by which each activity's start can slip without a later last finish, if all that waits for it, for its end or for its people,
   * slips too, and none changes its turn at a resource. What an activity takes besides does not move: it slips only as far as that
   * stays the same. 0 for a fixed start that is kept, null beyond the horizon.
   */
  readonly slack: readonly (number | null)[];
  /**
   * From the first to one that finishes last: each starts when the one before ends. It begins with one that waits for nothing but a
   * date, or for what another takes besides. Empty where nothing is scheduled.
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
export function analyse(problem: SchedulingProblem, schedule: Schedule): Analysis {
  const { activities } = problem;
  const { dates } = schedule;
  // By start; those on the same day in the schedule's order, where each stands after those that it waits for.
  const order = schedule.order.filter((index) => dates[index] !== null);
  order.sort((a, b) => dates[a]!.start - dates[b]!.start);
  const arcs = activities.map((activity): Arc[] => activity.after.map((from) => ({ from, kind: 'after' })));
  const latestEnd = Array.from<number>({ length: activities.length }).fill(schedule.lastFinish + 1);
  const flow: Flow = { activities, neededBy: new Int32Array(activities.length).fill(-1), arcs, latestEnd };
  usersOf(problem, schedule, order).forEach((users, resource) => {
    handOver(flow, users, problem.capacities[resource]!);
  });

  const slack = Array.from<number | null>({ length: activities.length }).fill(null);
  for (const index of order.toReversed()) {
    const activity = activities[index]!;
    const { start } = dates[index]!;
    const latest = start === activity.fixed ? start : latestStart(activity, start, latestEnd[index]!, problem.horizon);
    slack[index] = latest - start;
    for (const { from } of arcs[index]!) latestEnd[from] = Math.min(latestEnd[from]!, latest);
  }
  return { slack, critical: walkBack(problem, schedule, order, arcs) };
}

/** The latest start that ends before `end`, not below the present one. */
function latestStart(activity: Activity, start: number, end: number, horizon: number): number {
  const { days, calendar, besides } = activity;
  let day = end - days;
  if (besides.length > 0) {
    const now = besidesFrom(activity, start, horizon);
    let same = start;
    while (same < day && isSame(now, besidesFrom(activity, same + 1, horizon))) same++;
    day = same;
  }
  if (calendar === null) return Math.max(start, day);
  while (day > start && !(calendar.next(day) === day && calendar.finish(day) < end)) day--;
  return Math.max(start, day);
}

/** A piece of work that takes so much of a resource, from its first day to the one before `end`. */
interface Piece {
  readonly index: number;
  amount: number;
  readonly start: number;
  readonly end: number;
  /** It is what the activity takes besides, and not the activity itself. */
  readonly isBesides: boolean;
}
interface Stretch {
  readonly resource: number;
  readonly amount: number;
  readonly start: number;
  readonly end: number;
}

/** What the activity takes besides within the horizon, if it starts on that day. */
function besidesFrom({ besides }: Activity, day: number, horizon: number): Stretch[] {
  const found: Stretch[] = [];
  for (const { resource, amount, stretches } of besides) {
    if (amount === 0) continue;
    for (const stretch of stretches(day)) {
      const start = Math.max(0, stretch.start);
      const end = Math.min(horizon, stretch.finish) + 1;
      if (start < end) found.push({ resource, amount, start, end });
    }
  }
  return found;
}

function isSame(a: readonly Stretch[], b: readonly Stretch[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => {
      const { resource, start, end } = b[at]!;
      return one.resource === resource && one.start === start && one.end === end;
    })
  );
}

/** By resource, all that takes some of it, in the order of the starts; of those on the same day, what is taken besides comes last. */
function usersOf(
  { activities, capacities, horizon }: SchedulingProblem,
  { dates }: Schedule,
  order: readonly number[],
): Piece[][] {
  const users = capacities.map((): Piece[] => []);
  for (const index of order) {
    const { demands, days } = activities[index]!;
    const { start, finish } = dates[index]!;
    if (days === 0) continue;
    for (const { resource, amount } of demands)
      if (amount > 0) users[resource]!.push({ index, amount, start, end: finish + 1, isBesides: false });
  }
  const besides = capacities.map((): Piece[] => []);
  for (const index of order) {
    for (const { resource, amount, start, end } of besidesFrom(activities[index]!, dates[index]!.start, horizon))
      besides[resource]!.push({ index, amount, start, end, isBesides: true });
  }
  return users.map((own, resource) => {
    const others = besides[resource]!;
    return others.length === 0 ? own : [...own, ...others].sort((a, b) => a.start - b.start);
  });
}

/** What is found out by following the units of each resource. */
interface Flow {
  readonly activities: readonly Activity[];
  /** By activity, one of those that wait for it; kept up for the one that is looked at. */
  readonly neededBy: Int32Array;
  /** By activity, what its start hangs on. */
  readonly arcs: readonly Arc[][];
  /** By activity, the day before which it must have ended. */
  readonly latestEnd: number[];
}

/**
 * Adds an arc from each activity to those that take over units of the resource from it: from predecessors first, then from those that
 * ended last (a resource flow, Artigues, Michelon and Reusser 2003). What is taken besides is a piece of work on fixed days: who hands
 * over to it must end before, and who takes over from it is not bound to an activity.
 * @param users all that takes some of the resource, in the order of the starts
 */
function handOver({ activities, neededBy, arcs, latestEnd }: Flow, users: readonly Piece[], capacity: number): void {
  if (users.reduce((sum, { amount }) => sum + amount, 0) <= capacity) return;
  let fresh = capacity;
  let givers: Piece[] = [];
  for (const user of users) {
    const { index, amount, start, isBesides } = user;
    if (!isBesides) for (const before of activities[index]!.after) neededBy[before] = index;
    const isBefore = (giver: Piece) => !isBesides && !giver.isBesides && neededBy[giver.index] === index;
    const free = givers.filter((giver) => giver.end <= start);
    free.sort((a, b) => Number(isBefore(b)) - Number(isBefore(a)) || b.end - a.end || a.index - b.index);
    let wanted = amount;
    const take = (giver: Piece) => {
      const taken = Math.min(wanted, giver.amount);
      giver.amount -= taken;
      wanted -= taken;
      if (giver.isBesides || isBefore(giver)) return;
      if (isBesides) latestEnd[giver.index] = Math.min(latestEnd[giver.index]!, start);
      else arcs[index]!.push({ from: giver.index, kind: 'resource' });
    };
    for (const giver of free) if (wanted > 0 && isBefore(giver)) take(giver);
    const unused = Math.min(wanted, fresh);
    fresh -= unused;
    wanted -= unused;
    for (const giver of free) if (wanted > 0 && giver.amount > 0) take(giver);
    // What a fixed start takes above the capacity comes from nobody, and goes to nobody.
    givers = givers.filter((giver) => giver.amount > 0);
    if (amount > wanted) givers.push({ ...user, amount: amount - wanted });
  }
}

function walkBack(
  problem: SchedulingProblem,
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
