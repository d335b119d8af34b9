/** From copies of actions to dates: what each takes of whom, when it may run, and the schedule that comes out. */
import { toDate, toDay } from '../text/dates.js';
import type { Action, Answers, Clash, HeldUp, Person, Role, Span } from '../model/index.js';
import type { Activity, Besides, SchedulingProblem, WorkCalendar } from '../scheduling/problem.js';
import { analyse } from '../scheduling/slack.js';
import { solve } from '../scheduling/solve.js';
import type { PlanCalendar } from './calendar.js';
import type { Copies, Copy, Launch } from './wave-copies.js';

/**
 * How many schedules are tried unless told to look longer: so many that this number of activities is placed in all. On
 * the example districts more than this hardly changes a date.
 */
const PLACED = 6000;
const LEAST_TRIES = 12;

/** A copy with all that decides about its dates. */
export interface Task {
  readonly copy: Copy;
  readonly days: number;
  readonly isUnderWay: boolean;
  /** The start that the team has set, as a day, before 0 perhaps where it is under way. */
  readonly fixed: number | null;
  readonly weight: number;
  /** Why it cannot start at all. */
  readonly blocked: HeldUp | null;
}

/** Who does the work: persons, and the person of each role. */
export interface Staff {
  readonly people: readonly {
    readonly roles: readonly string[];
    readonly capacity: number;
    readonly schoolYear: boolean;
  }[];
  /** The index of the person by role; null where nobody holds it. */
  readonly personOf: ReadonlyMap<string, number | null>;
}

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

export interface PlanSchedule {
  readonly placed: ReadonlyMap<string, Placed>;
  /** The launch of each wave, null beyond the horizon. */
  readonly launches: readonly (number | null)[];
  readonly critical: readonly string[];
}

/** Finds out who does what: a role held besides another one shares that person's hands and working time. */
export function findStaff(roles: readonly Role[], answers: Answers): Staff {
  const holderOf = (role: string): string | null => {
    let holder: string | null = role;
    while (holder !== null && answers.heldBy[holder] !== undefined) holder = answers.heldBy[holder]!;
    return holder;
  };
  const holders = roles.filter(({ id }) => holderOf(id) === id);
  const index = new Map(holders.map(({ id }, n) => [id, n]));
  return {
    people: holders.map(({ id, capacity, works }) => ({
      roles: [id, ...roles.filter((other) => other.id !== id && holderOf(other.id) === id).map((other) => other.id)],
      capacity: answers.capacity[id] ?? capacity,
      schoolYear: works === 'school-year',
    })),
    personOf: new Map(
      roles.map(({ id }) => {
        const holder = holderOf(id);
        return [id, holder === null ? null : index.get(holder)!];
      }),
    ),
  };
}

/** The problem of a plan: the copies in their order, then the launches. */
export interface PlanProblem {
  readonly problem: SchedulingProblem;
  readonly tasks: readonly Task[];
  readonly launches: readonly Launch[];
  readonly calendar: PlanCalendar;
  readonly staff: Staff;
}

/** @param launchDays days on which a wave may launch, null where any */
export function makeProblem(
  tasks: readonly Task[],
  { launches }: Copies,
  staff: Staff,
  calendar: PlanCalendar,
  launchDays: readonly number[] | null,
): PlanProblem {
  const index = new Map(tasks.map(({ copy }, n) => [copy.key, n]));
  const never = calendar.lastDay + 1;
  const personOf = (action: Action) => staff.personOf.get(action.owner) ?? null;
  const indices = (keys: readonly string[], afterLaunch: number | null): number[] => {
    const found: number[] = [];
    for (const key of keys) {
      const known = index.get(key);
      if (known !== undefined) found.push(known);
    }
    if (afterLaunch !== null) found.push(indexOfLaunch(tasks, afterLaunch));
    return found;
  };
  const calendarOf = ({ copy: { action }, days }: Task, counts = worksInTerm(action, staff)) =>
    calendar.calendarFor({
      days,
      schoolYear: counts,
      window: action.window,
      disrupts: action.disrupts,
      endsOnMeeting: action.decision?.body === 'board',
    });
  const activities = tasks.map((task): Activity => {
    const { copy, days, fixed, isUnderWay, blocked, weight } = task;
    const { action } = copy;
    const person = personOf(action);
    const takes = person === null ? [] : [{ resource: person, amount: 1 }];
    const own = calendarOf(task);
    const isTail = isAfterLaunch(task);
    return {
      days,
      after: isUnderWay ? [] : indices(copy.after, copy.afterLaunch),
      // The launch holds the hands that begin with it, so that all of them are there on the day.
      demands: isTail ? [] : takes,
      weight,
      calendar: isTail ? (own === null ? null : { next: (day) => day, finish: own.finish }) : own,
      fixed: blocked === null && !isTail ? fixed : null,
      notBefore: blocked === null ? 0 : never,
      besides:
        action.repeat === 'quarter' || action.repeat === 'year'
          ? takes.map((take) => ({ ...take, stretches: (day) => findLaterTurns(task, day, calendar, staff) }))
          : [],
    };
  });
  // No two waves launch on one day, even where nothing else keeps them apart.
  const oneAtATime: Besides = {
    resource: staff.people.length,
    amount: 1,
    stretches: (day) => [{ start: day, finish: day }],
  };
  const events = launches.map((launch): Activity => {
    const begins = tasks.filter(({ copy, isUnderWay }) => copy.isLaunch && copy.wave === launch.wave && !isUnderWay);
    const underWay = tasks.find(({ copy, isUnderWay }) => copy.isLaunch && copy.wave === launch.wave && isUnderWay);
    const calendars = begins.map((task) => calendarOf(task));
    // On which day before the plan a finished launch was does not matter to it.
    const fixed = launch.isDone ? -1 : (underWay?.fixed ?? begins.find((task) => task.fixed !== null)?.fixed ?? null);
    const isBlocked = launch.closed !== null || begins.some((task) => task.blocked !== null);
    return {
      days: 0,
      after:
        underWay === undefined && !launch.isDone
          ? indices([...launch.after, ...begins.flatMap(({ copy }) => copy.after)], launch.afterLaunch)
          : [],
      demands: [],
      weight: 0,
      // Its day stands even where the term begins a little later; the weeks count from then on.
      calendar: launchCalendar(
        launchDays,
        begins.map((task) => calendarOf(task, false)),
        calendar.lastDay,
      ),
      fixed: isBlocked ? null : fixed,
      notBefore: isBlocked ? never : 0,
      besides: [
        oneAtATime,
        ...begins.flatMap((task, n) => {
          const person = personOf(task.copy.action);
          if (person === null) return [];
          const finishOf = (day: number) => calendars[n]?.finish(day) ?? day + task.days - 1;
          return [{ resource: person, amount: 1, stretches: (day: number) => [{ start: day, finish: finishOf(day) }] }];
        }),
      ],
    };
  });
  return {
    problem: {
      activities: [...activities, ...events],
      capacities: [...staff.people.map(({ capacity }) => capacity), 1],
      horizon: calendar.lastDay,
    },
    tasks,
    launches,
    calendar,
    staff,
  };
}

/** Whether a copy is the work that begins with the launch of its wave, and so stands where the launch does. */
function isAfterLaunch({ copy, isUnderWay }: Task): boolean {
  return copy.isLaunch && !isUnderWay;
}

/** The launches stand behind the tasks. */
function indexOfLaunch(tasks: readonly Task[], wave: number): number {
  return tasks.length + wave - 1;
}

/**
 * The same problem, in which some copies start later.
 * @param notBefore by key, the day before which a copy does not start, unless it begins with a launch
 * @param held keys of the copies and launches that do not start before the day `until`
 */
export function holdBack(
  plan: PlanProblem,
  notBefore: ReadonlyMap<string, number>,
  held: ReadonlySet<string>,
  until: number,
): PlanProblem {
  const { problem, tasks } = plan;
  const activities = [...problem.activities];
  const hold = (index: number, day: number) => {
    const activity = activities[index]!;
    activities[index] = { ...activity, notBefore: Math.max(activity.notBefore, day) };
  };
  tasks.forEach((task, n) => {
    const { key, wave } = task.copy;
    if (isAfterLaunch(task)) {
      if (held.has(key)) hold(indexOfLaunch(tasks, wave!), until);
    } else {
      const day = held.has(key) ? until : (notBefore.get(key) ?? 0);
      if (day > 0) hold(n, day);
    }
  });
  return { ...plan, problem: { ...problem, activities } };
}

/** Whether the days of an action count only in term, because its owner works only then. */
function worksInTerm({ owner }: Action, staff: Staff): boolean {
  const person = staff.personOf.get(owner) ?? null;
  return person !== null && staff.people[person]!.schoolYear;
}

/** The later turns of what repeats each quarter or year, if it first starts on that day; none for anything else. */
function findLaterTurns({ copy: { action }, days }: Task, day: number, calendar: PlanCalendar, staff: Staff): Days[] {
  if (action.repeat !== 'quarter' && action.repeat !== 'year') return [];
  const months = action.repeat === 'year' ? 12 : 3;
  const schoolYear = worksInTerm(action, staff);
  const turns: Days[] = [];
  for (let n = 1; ; n++) {
    const turn = calendar.monthsAfter(day, n * months);
    const finish = calendar.finishOf(turn, days, schoolYear);
    if (finish > calendar.lastDay) return turns;
    if (turn >= 0) turns.push({ start: turn, finish });
  }
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

/** Schedules the plan. The effort is a count of schedules tried, never time. */
export function schedulePlan(
  { problem, tasks, launches, calendar, staff }: PlanProblem,
  effort: 'normal' | 'high' | number,
): PlanSchedule {
  const tries = effort === 'normal' ? Math.max(LEAST_TRIES, Math.round(PLACED / problem.activities.length)) : effort;
  const schedule = solve(problem, { effort: tries, former: null });
  const { slack, critical } = analyse(problem, schedule);
  const placed = tasks.map((task, n): [string, Placed] => {
    const days = schedule.dates[n] ?? null;
    const again = days === null ? [] : findLaterTurns(task, days.start, calendar, staff);
    return [task.copy.key, { days, again, slack: slack[n] ?? null }];
  });
  return {
    placed: new Map(placed),
    launches: launches.map((_, n) => schedule.dates[tasks.length + n]?.start ?? null),
    critical: critical.flatMap(({ activity }) => tasks[activity]?.copy.key ?? []),
  };
}

/** What a start that the team has set runs against. */
export function findClashes(
  plan: PlanProblem,
  placed: ReadonlyMap<string, Placed>,
): ReadonlyMap<string, readonly Clash[]> {
  const { problem, tasks, calendar, staff } = plan;
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
      const person = staff.personOf.get(action.owner) ?? null;
      if (person !== null && mostAtOnce(spans[person]!, days) > staff.people[person]!.capacity)
        found.push({ kind: 'capacity', role: action.owner });
    }
    if (found.length > 0) clashes.set(copy.key, found);
  });
  return clashes;
}

/** By person, all that one works at. */
function findSpans({ tasks, staff }: PlanProblem, placed: ReadonlyMap<string, Placed>): Days[][] {
  const spans = staff.people.map((): Days[] => []);
  for (const { copy } of tasks) {
    const person = staff.personOf.get(copy.action.owner) ?? null;
    const { days, again } = placed.get(copy.key)!;
    if (person !== null && days !== null) spans[person]!.push(days, ...again);
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

/**
 * The load of each person in each quarter of the plan.
 * @param quarters first and last day of each
 */
export function findLoads(plan: PlanProblem, placed: ReadonlyMap<string, Placed>, quarters: readonly Days[]): Person[] {
  const { staff, calendar } = plan;
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

/** Days as weeks, to one decimal. */
function toWeeks(days: number): number {
  return Math.round((days / 7) * 10) / 10;
}

/** Days as dates. */
export function toSpan({ start, finish }: Days, first: string): Span {
  const origin = toDay(first);
  return { start: toDate(origin + start), finish: toDate(origin + finish) };
}
