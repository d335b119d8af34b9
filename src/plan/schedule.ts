/** From tasks to dates: what each takes of whom, when it may run, and the schedule that comes out. */
import { toDate, toDay } from '../text/dates.js';
import { type Action, type Clash, monthsOf, type Person, type Span } from '../model/index.js';
import type { Activity, Besides, Demand, SchedulingProblem, WorkCalendar } from '../scheduling/problem.js';
import { analyse } from '../scheduling/slack.js';
import { solve } from '../scheduling/solve.js';
import type { PlanContext } from './context.js';
import { rolesAtWork, workersOf, worksInTerm } from './staff.js';
import type { Launch, PlanTask } from './tasks.js';

/**
 * How many schedules are tried unless told to look longer: so many that this number of activities is placed in all. On
 * the example districts more than this hardly changes a date.
 */
const PLACED = 6000;
const LEAST_TRIES = 12;

/** First and last day, counted from the plan's start. */
export interface Days {
  readonly start: number;
  readonly finish: number;
}

/** What one copy's dates are, and what they hang on. */
export interface Placed {
  readonly days: Days | null;
  readonly again: readonly Days[];
  readonly slack: number | null;
}

/** When everything is done. */
export interface PlanSchedule {
  /** By key. */
  readonly placed: ReadonlyMap<string, Placed>;
  /** The launch of each wave, null beyond the horizon. */
  readonly launches: readonly (number | null)[];
  /** Keys from the first action to one that finishes last, each starting when the one before ends. */
  readonly critical: readonly string[];
}

/** The scheduling problem of a plan: the tasks in their order, then the launches. */
export interface PlanProblem {
  readonly context: PlanContext;
  readonly tasks: readonly PlanTask[];
  readonly launches: readonly Launch[];
  readonly problem: SchedulingProblem;
}

/** Puts tasks and launches as a scheduling problem. */
export function makeProblem(
  context: PlanContext,
  tasks: readonly PlanTask[],
  launches: readonly Launch[],
): PlanProblem {
  const { calendar, rollout, staff } = context;
  const index = new Map(tasks.map(({ copy }, n) => [copy.key, n]));
  const indices: Indices = (keys, afterLaunch) => {
    const found = keys.flatMap((key) => index.get(key) ?? []);
    return afterLaunch === null ? found : [...found, indexOfLaunch(tasks, afterLaunch)];
  };
  const launchDays = rollout === null ? null : calendar.launchDays(rollout.rollout.starts);
  return {
    context,
    tasks,
    launches,
    problem: {
      activities: [
        ...tasks.map((task) => makeActivity(context, task, indices)),
        ...launches.map((launch) => makeEvent({ context, tasks, launchDays }, launch, indices)),
      ],
      capacities: [...staff.people.map(({ capacity }) => capacity), 1],
      horizon: calendar.lastDay,
    },
  };
}

/** The activities of copies by their keys, and that of a launch. */
type Indices = (keys: readonly string[], afterLaunch: number | null) => number[];

/** The launches stand after the tasks. */
function indexOfLaunch(tasks: readonly PlanTask[], wave: number): number {
  return tasks.length + wave - 1;
}

function makeActivity(context: PlanContext, task: PlanTask, indices: Indices): Activity {
  const { copy, days, fixed, isUnderWay, blocked, weight } = task;
  const takes = handsFor(context, copy.action);
  const own = calendarOf(context, task);
  const isTail = isAfterLaunch(task);
  const findTurns = laterTurns(context, task);
  return {
    days,
    after: isUnderWay ? [] : indices(copy.after, copy.afterLaunch),
    // The launch holds the hands that begin with it, so that all of them are there on the day.
    demands: isTail ? [] : takes,
    weight,
    calendar: isTail ? (own === null ? null : { next: (day) => day, finish: own.finish }) : own,
    fixed: blocked === null && !isTail ? fixed : null,
    notBefore: blocked === null ? 0 : neverOf(context),
    besides: findTurns === null ? [] : takes.map((take) => ({ ...take, stretches: findTurns })),
  };
}

/** The activity that stands for a launch. */
function makeEvent(
  { context, tasks, launchDays }: { context: PlanContext; tasks: readonly PlanTask[]; launchDays: number[] | null },
  launch: Launch,
  indices: Indices,
): Activity {
  const { calendar, staff } = context;
  const ofLaunch = tasks.filter(({ copy }) => copy.isLaunch && copy.wave === launch.wave);
  const begins = ofLaunch.filter(({ isUnderWay }) => !isUnderWay);
  const underWay = ofLaunch.find(({ isUnderWay }) => isUnderWay);
  // On which day before the plan a finished launch was does not matter to it.
  const fixed = launch.isDone ? -1 : (underWay?.fixed ?? begins.find((task) => task.fixed !== null)?.fixed ?? null);
  const isBlocked = launch.closed !== null || begins.some((task) => task.blocked !== null);
  // No two waves launch on one day, even where nothing else keeps them apart.
  const oneAtATime: Besides = {
    resource: staff.people.length,
    amount: 1,
    stretches: (day) => [{ start: day, finish: day }],
  };
  return {
    days: 0,
    after:
      underWay === undefined && !launch.isDone
        ? indices([...launch.after, ...begins.flatMap(({ copy }) => copy.after)], launch.afterLaunch)
        : [],
    demands: [],
    weight: 0,
    calendar: launchCalendar(
      launchDays,
      begins.map((task) => calendarOf(context, task, { startsAnyDay: true })),
      calendar.lastDay,
    ),
    fixed: isBlocked ? null : fixed,
    notBefore: isBlocked ? neverOf(context) : 0,
    besides: [oneAtATime, ...begins.flatMap((task) => handsFromLaunch(context, task))],
  };
}

function neverOf({ calendar }: PlanContext): number {
  return calendar.lastDay + 1;
}

/** The hands that an action takes on each of its days. */
function handsFor({ staff }: PlanContext, action: Action): Demand[] {
  return workersOf(action, staff).map((person) => ({ resource: person, amount: 1 }));
}

/** The hands that the work beginning with a launch takes from that day on. */
function handsFromLaunch(context: PlanContext, task: PlanTask): Besides[] {
  const { action } = task.copy;
  const own = calendarOf(context, task);
  const stretches = (day: number) => [{ start: day, finish: own?.finish(day) ?? day + task.days - 1 }];
  return handsFor(context, action).map((take) => ({ ...take, stretches }));
}

function calendarOf(
  { calendar, staff }: PlanContext,
  { copy, days }: PlanTask,
  { startsAnyDay = false } = {},
): WorkCalendar | null {
  const { window, disrupts, decision } = copy.action;
  const schoolYear = worksInTerm(copy.action, staff);
  const endsOnMeeting = decision?.body === 'board';
  return calendar.calendarFor({ days, schoolYear, startsAnyDay, window, disrupts, endsOnMeeting });
}

/** Tells whether a copy is the work that begins with the launch of its wave, and so stands where the launch does. */
function isAfterLaunch({ copy, isUnderWay }: PlanTask): boolean {
  return copy.isLaunch && !isUnderWay;
}

/** Finds the later turns of what comes back by the calendar, by the day on which it first starts; null for anything else. */
function laterTurns({ calendar, staff }: PlanContext, { copy, days }: PlanTask): ((day: number) => Days[]) | null {
  const months = monthsOf(copy.action.repeat);
  if (months === null) return null;
  const schoolYear = worksInTerm(copy.action, staff);
  return (day) => {
    const turns: Days[] = [];
    for (let n = 1; ; n++) {
      const start = calendar.monthsAfter(day, n * months);
      const finish = calendar.finishOf(start, days, schoolYear);
      if (finish > calendar.lastDay) return turns;
      if (start >= 0) turns.push({ start, finish });
    }
  };
}

/** Days on which a wave may launch and all that begins with it may begin. */
function launchCalendar(
  launchDays: readonly number[] | null,
  calendars: readonly (WorkCalendar | null)[],
  lastDay: number,
): WorkCalendar | null {
  const isFine = (day: number) => calendars.every((calendar) => calendar === null || calendar.next(day) === day);
  if (launchDays === null && calendars.every((calendar) => calendar === null)) return null;
  return {
    next: (day) => {
      if (launchDays !== null) return launchDays.find((launch) => launch >= day && isFine(launch)) ?? Infinity;
      for (let launch = Math.max(0, day); launch <= lastDay; launch++) if (isFine(launch)) return launch;
      return Infinity;
    },
    finish: (day) => day - 1,
  };
}

/** Starts that are put off, by key. */
export interface HeldStarts {
  /** The day before which a copy does not start, unless it begins with a launch. */
  readonly notBefore: ReadonlyMap<string, number>;
  /** Copies that do not start before the second year; what begins with a launch holds that too. */
  readonly held: ReadonlySet<string>;
}

/** The same problem, in which some copies start later. */
export function holdBack(plan: PlanProblem, { notBefore, held }: HeldStarts): PlanProblem {
  const { context, problem, tasks } = plan;
  const secondYear = context.calendar.monthsAfter(0, 12);
  const activities = [...problem.activities];
  const hold = (index: number, day: number) => {
    const activity = activities[index]!;
    activities[index] = { ...activity, notBefore: Math.max(activity.notBefore, day) };
  };
  tasks.forEach((task, n) => {
    const { key, wave } = task.copy;
    if (isAfterLaunch(task)) {
      if (held.has(key)) hold(indexOfLaunch(tasks, wave!), secondYear);
    } else {
      const day = held.has(key) ? secondYear : (notBefore.get(key) ?? 0);
      if (day > 0) hold(n, day);
    }
  });
  return { ...plan, problem: { ...problem, activities } };
}

/** The days that each activity could start on if there were hands enough, null where it never could; the launches last. */
export function findEarliest({ activities, capacities, horizon }: SchedulingProblem): (Days | null)[] {
  const earliest: (Days | null | undefined)[] = activities.map(() => undefined);
  const visit = (index: number): Days | null => {
    const known = earliest[index];
    if (known !== undefined) return known;
    const { after, days, calendar, fixed, notBefore, demands } = activities[index]!;
    earliest[index] = null;
    let day = Math.max(0, notBefore);
    let isCut = demands.some(({ resource }) => capacities[resource] === 0);
    for (const before of after) {
      const dates = visit(before);
      if (dates === null) isCut = true;
      else day = Math.max(day, dates.finish + 1);
    }
    if (isCut && fixed === null) return null;
    const start = fixed ?? calendar?.next(day) ?? day;
    const finish = calendar?.finish(start) ?? start + days - 1;
    return (earliest[index] = finish > horizon ? null : { start, finish });
  };
  return activities.map((_, index) => visit(index));
}

/** How long to look for a better schedule: as a word, or as a count of schedules tried; never as time. */
export type Effort = 'normal' | 'high' | number;

/** Schedules the plan. */
export function schedulePlan({ context, problem, tasks, launches }: PlanProblem, effort: Effort): PlanSchedule {
  const tries = effort === 'normal' ? Math.max(LEAST_TRIES, Math.round(PLACED / problem.activities.length)) : effort;
  const schedule = solve(problem, { effort: tries, former: null });
  const { slack, critical } = analyse(problem, schedule);
  const placed = tasks.map((task, n): [string, Placed] => {
    const days = schedule.dates[n] ?? null;
    const again = days === null ? [] : (laterTurns(context, task)?.(days.start) ?? []);
    return [task.copy.key, { days, again, slack: slack[n] ?? null }];
  });
  return {
    placed: new Map(placed),
    launches: launches.map((_, n) => schedule.dates[tasks.length + n]?.start ?? null),
    critical: critical.flatMap(({ activity }) => tasks[activity]?.copy.key ?? []),
  };
}

/** By key, what a start that the team has set runs against. */
export function findClashes(plan: PlanProblem, { placed }: PlanSchedule): ReadonlyMap<string, readonly Clash[]> {
  const { problem, tasks, context } = plan;
  const { calendar, staff } = context;
  const spans = findSpans(plan, placed);
  const clashes = new Map<string, Clash[]>();
  tasks.forEach(({ copy, fixed, isUnderWay }, n) => {
    const days = placed.get(copy.key)?.days ?? null;
    if (fixed === null || isUnderWay || days === null) return;
    const found: Clash[] = [];
    const { action } = copy;
    if (days.start !== fixed) {
      const last = copy.after.find((key) => (placed.get(key)?.days?.finish ?? -1) >= fixed);
      if (last !== undefined) found.push({ kind: 'waits-for', action: last });
    } else {
      if (action.disrupts && calendar.isBlackout(fixed)) found.push({ kind: 'blackout' });
      const own = problem.activities[n]!.calendar;
      if (own !== null && own.next(fixed) !== fixed && found.length === 0)
        found.push({ kind: action.window === null ? 'term' : 'window' });
      for (const role of rolesAtWork(action)) {
        const person = staff.personOf.get(role) ?? null;
        if (person !== null && mostAtOnce(spans[person]!, days) > staff.people[person]!.capacity)
          found.push({ kind: 'capacity', role });
      }
    }
    if (found.length > 0) clashes.set(copy.key, found);
  });
  return clashes;
}

/** By person, all that one works at. */
function findSpans({ tasks, context }: PlanProblem, placed: PlanSchedule['placed']): Days[][] {
  const spans = context.staff.people.map((): Days[] => []);
  for (const { copy } of tasks) {
    const { days, again } = placed.get(copy.key)!;
    if (days !== null) for (const person of workersOf(copy.action, context.staff)) spans[person]!.push(days, ...again);
  }
  return spans;
}

/** The most of these that run on one day within a span. */
function mostAtOnce(spans: readonly Days[], within: Days): number {
  // There are most on a day on which one of them begins.
  let most = 0;
  for (const { start, finish } of spans) {
    const day = Math.max(start, within.start);
    if (day > finish || day > within.finish) continue;
    let now = 0;
    for (const other of spans) if (other.start <= day && other.finish >= day) now++;
    most = Math.max(most, now);
  }
  return most;
}

/** The load of each person in each quarter of the plan. */
export function findLoads(plan: PlanProblem, { placed }: PlanSchedule): Person[] {
  const { staff, calendar } = plan.context;
  const quarters = findQuarters(plan.context);
  const spansOf = findSpans(plan, placed);
  return staff.people.map(({ roles, capacity, schoolYear }, person) => {
    const spans = spansOf[person]!;
    return {
      roles,
      capacity,
      load: quarters.map((quarter) => {
        const days = spans.reduce(
          (sum, { start, finish }) =>
            sum + calendar.workingDays(Math.max(start, quarter.start), Math.min(finish, quarter.finish), schoolYear),
          0,
        );
        return {
          weeks: toWeeks(days),
          room: toWeeks(capacity * calendar.workingDays(quarter.start, quarter.finish, schoolYear)),
          most: mostAtOnce(spans, quarter),
        };
      }),
    };
  });
}

/** First and last day of each quarter of the plan. */
function findQuarters({ calendar }: PlanContext): Days[] {
  const quarters: Days[] = [];
  for (let start = 0, n = 1; start <= calendar.lastDay; n++) {
    const next = calendar.monthsAfter(0, 3 * n);
    quarters.push({ start, finish: Math.min(next - 1, calendar.lastDay) });
    start = next;
  }
  return quarters;
}

/** Days as weeks, to one decimal. */
function toWeeks(days: number): number {
  return Math.round((days / 7) * 10) / 10;
}

/** Days as dates. */
export function toSpan({ start, finish }: Days, first: string): Span {
  const origin = toDay(first);
  return { start: toDate(origin + start), finish: toDate(origin + finish) };
}
