/** From copies of actions to dates: what each takes of whom, when it may run, and the schedule that comes out. */
import { addMonths, toDate, toDay } from '../io/dates.js';
import type { Action, Answers, Clash, HeldUp, Person, Role, Span } from '../model.js';
import type { Activity, Besides, Calendar, Problem } from '../scheduling/problem.js';
import { analyse } from '../scheduling/slack.js';
import { solve } from '../scheduling/solve.js';
import type { PlanCalendar } from './calendar.js';
import type { Copies, Copy, Launch } from './copies.js';

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
  /** It does not start before this day. */
  readonly notBefore: number;
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
  readonly problem: Problem;
  readonly tasks: readonly Task[];
  readonly launches: readonly Launch[];
  readonly start: string;
  readonly calendar: PlanCalendar;
  readonly staff: Staff;
}

/**
 * @param start the plan's first day, YYYY-MM-DD
 * @param launchDays days on which a wave may launch, null where any
 * @param launchNotBefore by wave, a day before which it does not launch
 */
export function makeProblem(
  tasks: readonly Task[],
  { launches }: Copies,
  staff: Staff,
  calendar: PlanCalendar,
  start: string,
  launchDays: readonly number[] | null,
  launchNotBefore: (wave: number) => number,
): PlanProblem {
  const index = new Map(tasks.map(({ copy }, n) => [copy.key, n]));
  const never = calendar.lastDay + 1;
  const personOf = (action: Action) => staff.personOf.get(action.owner) ?? null;
  const indices = (keys: readonly string[], afterLaunch: number | null) => [
    ...keys.flatMap((key) => index.get(key) ?? []),
    ...(afterLaunch === null ? [] : [tasks.length + afterLaunch - 1]),
  ];
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
    const isTail = copy.isLaunch && !isUnderWay;
    return {
      days,
      after: isUnderWay ? [] : indices(copy.after, copy.afterLaunch),
      // The launch holds the hands that begin with it, so that all of them are there on the day.
      demands: isTail ? [] : takes,
      weight,
      calendar: isTail ? (own === null ? null : { next: (day) => day, finish: own.finish }) : own,
      fixed: blocked === null && !isTail ? fixed : null,
      notBefore: blocked === null ? (isTail ? 0 : task.notBefore) : never,
      besides:
        action.repeat === 'quarter' || action.repeat === 'year'
          ? takes.map((take) => ({ ...take, stretches: (day) => findLaterTurns(task, day, start, calendar, staff) }))
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
      notBefore: isBlocked ? never : launchNotBefore(launch.wave),
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
    start,
    calendar,
    staff,
  };
}

/** Whether the days of an action count only in term, because its owner works only then. */
function worksInTerm({ owner }: Action, staff: Staff): boolean {
  const person = staff.personOf.get(owner) ?? null;
  return person !== null && staff.people[person]!.schoolYear;
}

/** The later turns of what repeats each quarter or year, if it first starts on that day; none for anything else. */
function findLaterTurns(
  { copy: { action }, days }: Task,
  day: number,
  start: string,
  calendar: PlanCalendar,
  staff: Staff,
): Days[] {
  if (action.repeat !== 'quarter' && action.repeat !== 'year') return [];
  const months = action.repeat === 'year' ? 12 : 3;
  const origin = toDay(start);
  const first = toDate(origin + day);
  const turns: Days[] = [];
  for (let n = 1; ; n++) {
    const turn = toDay(addMonths(first, n * months)) - origin;
    const finish = calendar.finishOf(turn, days, worksInTerm(action, staff));
    if (finish > calendar.lastDay) return turns;
    if (turn >= 0) turns.push({ start: turn, finish });
  }
}

/** Days on which a wave may launch and all that begins with it may begin. */
function launchCalendar(
  launchDays: readonly number[] | null,
  calendars: readonly (Calendar | null)[],
  lastDay: number,
): Calendar | null {
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
export function findEarliest({ activities, capacities, horizon }: Problem): (Days | null)[] {
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
  { problem, tasks, launches, start, calendar, staff }: PlanProblem,
  effort: 'normal' | 'high' | number,
): PlanSchedule {
  const tries = effort === 'normal' ? Math.max(LEAST_TRIES, Math.round(PLACED / problem.activities.length)) : effort;
  const schedule = solve(problem, { effort: tries, former: null });
  const { slack, critical } = analyse(problem, schedule);
  const placed = tasks.map((task, n): [string, Placed] => {
    const days = schedule.dates[n] ?? null;
    const again = days === null ? [] : findLaterTurns(task, days.start, start, calendar, staff);
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
  { problem, tasks, calendar, staff }: PlanProblem,
  placed: ReadonlyMap<string, Placed>,
): ReadonlyMap<string, readonly Clash[]> {
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
      if (person !== null && mostAtOnce(spansOf(tasks, placed, staff, person), days) > staff.people[person]!.capacity)
        found.push({ kind: 'capacity', role: action.owner });
    }
    if (found.length > 0) clashes.set(copy.key, found);
  });
  return clashes;
}

/** All that one person works at. */
function spansOf(tasks: readonly Task[], placed: ReadonlyMap<string, Placed>, staff: Staff, person: number): Days[] {
  return tasks.flatMap(({ copy }) => {
    if (staff.personOf.get(copy.action.owner) !== person) return [];
    const { days, again } = placed.get(copy.key)!;
    return days === null ? [] : [days, ...again];
  });
}

/** The most of these that run on one day within a span. */
function mostAtOnce(spans: readonly Days[], within: Days): number {
  const edges = spans
    .filter(({ start, finish }) => start <= within.finish && finish >= within.start)
    .flatMap(({ start, finish }): [number, number][] => [
      [Math.max(start, within.start), 1],
      [Math.min(finish, within.finish) + 1, -1],
    ])
    .sort(([a, up], [b, down]) => a - b || up - down);
  let now = 0;
  let most = 0;
  for (const [, change] of edges) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}

/**
 * The load of each person in each quarter of the plan.
 * @param quarters first and last day of each
 */
export function findLoads(
  { tasks, staff, calendar }: PlanProblem,
  placed: ReadonlyMap<string, Placed>,
  quarters: readonly Days[],
): Person[] {
  return staff.people.map(({ roles, capacity, schoolYear }, person) => {
    const spans = spansOf(tasks, placed, staff, person);
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
