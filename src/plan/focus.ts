/** How much starts in the first year: a few conditions, not too many actions, and not all of them at once. */
import type { Priority } from '../model/index.js';
import { reachAll } from '../text/lists.js';
import { type Days, findEarliest, type HeldStarts, type PlanProblem } from './schedule.js';
import type { Copy, PlanTask } from './tasks.js';

/** How much of what may start in the first year may have started by the end of each quarter: planning defaults. */
const PACE = [0.4, 0.6, 0.8, 1];

/** Time to spare before the first launch when starts are spread over the first year: a planning default. */
const SPARE_DAYS = 91;

/** An action that could start in the first year. */
interface Candidate {
  readonly id: string;
  /** The day on which it could start, from 0. */
  readonly day: number;
  /** The position of its condition among the priorities, 0 where it belongs to none, below 0 for what goes before all. */
  readonly position: number;
  /** The day by which it should start so that the first wave is not put off, Infinity where it waits for no such thing. */
  readonly latest: number;
  /** Whether its condition is among those to start with, or it belongs to none. */
  readonly inFocus: boolean;
  /** What it must start for in the first year, though it is not in focus, or null. */
  readonly neededBy: string | null;
  /** Whether it starts in the first year in any case: it is under way, or the team has set its start. */
  readonly fixed: boolean;
  /** Actions of the plan that must be finished first. */
  readonly after: readonly string[];
}

/** What starts in the first year, and what is put off for that. */
export interface FirstYear extends HeldStarts {
  /** By key: the action in focus that makes an action outside the focus start in the first year. */
  readonly forcedBy: ReadonlyMap<string, string>;
}

/** Chooses what starts in the first year, and in which quarter of it. */
export function chooseStarts(plan: PlanProblem, priorities: readonly Priority[]): FirstYear {
  const { answers, calendar } = plan.context;
  const candidates = findCandidates(plan, priorities);
  const starts = [0, 3, 6, 9].map((months) => calendar.monthsAfter(0, months));
  const quarterOf = (day: number) =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= day),
    );
  const limit = answers.focus.firstYearActions;
  const { chosen, forcedBy } = chooseFirstYear(candidates, limit);
  const starting = candidates.filter(({ id }) => chosen.has(id));
  const quarters = limit === null ? new Map<string, number>() : spreadStarts(starting, limit, quarterOf);
  return {
    forcedBy,
    held: new Set(candidates.filter(({ id }) => !chosen.has(id)).map(({ id }) => id)),
    notBefore: new Map([...quarters].map(([key, quarter]) => [key, starts[quarter]!])),
  };
}

/** What could start in the first year if there were hands enough. */
function findCandidates(plan: PlanProblem, priorities: readonly Priority[]): Candidate[] {
  const { context, tasks, problem } = plan;
  const earliest = findEarliest(problem);
  const secondYear = context.calendar.monthsAfter(0, 12);
  const byCondition = new Map(priorities.map((priority) => [priority.condition, priority]));
  const launch = tasks.find(({ copy }) => copy.isLaunch && copy.wave === 1)?.copy.key ?? null;
  const latest = findLatest(plan, earliest);
  const inFocus = new Set(priorities.filter((one) => one.inFocus).map(({ condition }) => condition));
  const firstSteps = findFirstSteps(tasks, earliest, inFocus);
  return tasks.flatMap(({ copy, fixed }, n): Candidate[] => {
    const days = earliest[n] ?? null;
    if (days === null || days.start >= secondYear) return [];
    const { key, action, wave, after } = copy;
    const { condition } = action;
    const isFirst = firstSteps.has(n) || isForAll(copy);
    // Then what the first wave waits for, and its review when it is due: with the waves the plan stands or falls.
    const isForWave = latest.has(key) || action.phase === 'review';
    const position = (condition === null ? undefined : byCondition.get(condition)?.position) ?? 0;
    return [
      {
        id: key,
        day: days.start,
        position: isFirst ? -2 : isForWave ? -1 : position,
        neededBy: latest.has(key) ? launch : null,
        latest: latest.get(key) ?? Infinity,
        inFocus: wave !== null || condition === null || inFocus.has(condition),
        fixed: fixed !== null,
        after,
      },
    ];
  });
}

/** The tasks (by their index) with which each condition in focus makes its first step, before the first wave takes all there is room for. */
function findFirstSteps(
  tasks: readonly PlanTask[],
  earliest: readonly (Days | null)[],
  inFocus: ReadonlySet<string>,
): ReadonlySet<number> {
  const firstSteps = new Map<string, number>();
  tasks.forEach(({ copy }, n) => {
    const { condition } = copy.action;
    const days = earliest[n] ?? null;
    if (condition === null || copy.wave !== null || days === null || !inFocus.has(condition)) return;
    const known = firstSteps.get(condition);
    if (known === undefined || days.start < earliest[known]!.start) firstSteps.set(condition, n);
  });
  return new Set(firstSteps.values());
}

/** Tells whether a copy belongs in every plan and to no condition: duties, agreements, costs. */
function isForAll({ action, wave }: Copy): boolean {
  return action.always && action.condition === null && wave === null;
}

/**
 * All that the first wave's launch waits for, directly or not: by key, the day by which each should start for the launch
 * to keep its earliest day, with some time to spare because hands are not counted here.
 */
function findLatest({ tasks, launches }: PlanProblem, earliest: readonly (Days | null)[]): ReadonlyMap<string, number> {
  const index = new Map(tasks.map(({ copy }, n) => [copy.key, n]));
  const last = [
    ...(launches[0]?.after ?? []),
    ...tasks.filter(({ copy }) => copy.isLaunch && copy.wave === 1).flatMap(({ copy }) => copy.after),
  ];
  const waiting = new Map<string, string[]>(last.map((key) => [key, []]));
  const open = [...waiting.keys()];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const first of tasks[index.get(key) ?? -1]?.copy.after ?? []) {
      if (!waiting.has(first)) open.push(first);
      waiting.set(first, [...(waiting.get(first) ?? []), key]);
    }
  }
  const launch = earliest[tasks.length]?.start ?? Infinity;
  const direct = new Set(last);
  const latest = new Map<string, number>();
  const find = (key: string): number => {
    const known = latest.get(key);
    if (known !== undefined) return known;
    const end = Math.min(direct.has(key) ? launch : Infinity, ...waiting.get(key)!.map(find));
    const days = earliest[index.get(key) ?? -1] ?? null;
    const start = days === null ? end : end - (days.finish - days.start + 1);
    latest.set(key, start);
    return start;
  };
  for (const key of waiting.keys()) find(key);
  return new Map([...latest].map(([key, day]) => [key, day - SPARE_DAYS]));
}

/**
 * Chooses what starts in the first year: the earliest actions of the conditions in focus, each with all that it waits
 * for, as long as no more than `limit` start; what is fixed counts first.
 * @param limit how many may start, or null for no limit
 */
function chooseFirstYear(
  candidates: readonly Candidate[],
  limit: number | null,
): { readonly chosen: ReadonlySet<string>; readonly forcedBy: ReadonlyMap<string, string> } {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const chosen = new Set(candidates.filter((candidate) => candidate.fixed).map((candidate) => candidate.id));
  const forcedBy = new Map<string, string>();
  const inOrder = candidates
    .filter((candidate) => (candidate.inFocus || candidate.neededBy !== null) && !candidate.fixed)
    .sort((a, b) => Math.min(0, a.position) - Math.min(0, b.position) || a.day - b.day || a.position - b.position);
  for (const candidate of inOrder) {
    if (chosen.has(candidate.id)) continue;
    // With all that it waits for, directly or not, and that is not chosen already.
    const isToChoose = (id: string) => !chosen.has(id) && byId.has(id);
    const needed = [...reachAll([candidate], ({ after }) => after.filter(isToChoose).map((id) => byId.get(id)!))];
    if (limit !== null && chosen.size + needed.length > limit) continue;
    for (const { id, inFocus, neededBy } of needed) {
      chosen.add(id);
      if (!inFocus) forcedBy.set(id, neededBy ?? candidate.id);
    }
  }
  return { chosen, forcedBy };
}

/**
 * Spreads the starts over the quarters, so that the year does not begin with everything: in each quarter what the first
 * wave cannot wait for any longer, then the others as far as there is room, those with the least time left first.
 * @param quarterOf the quarter of the first year that a day falls in, from 0
 */
function spreadStarts(
  starting: readonly Candidate[],
  limit: number,
  quarterOf: (day: number) => number,
): Map<string, number> {
  const quarters = new Map<string, number>();
  const isOpen = new Set(starting.map(({ id }) => id));
  const inOrder = [...starting].sort(
    (a, b) =>
      Math.min(-1, a.position) - Math.min(-1, b.position) ||
      a.latest - b.latest ||
      a.day - b.day ||
      a.position - b.position,
  );
  PACE.forEach((pace, quarter) => {
    const room = Math.ceil(limit * pace);
    const isLast = quarter === PACE.length - 1;
    for (let before = -1; before !== quarters.size;) {
      before = quarters.size;
      for (const { id, day, latest, fixed, after } of inOrder) {
        if (!isOpen.has(id) || quarterOf(day) > quarter || after.some((first) => isOpen.has(first))) continue;
        if (!isLast && !fixed && quarterOf(latest) > quarter && quarters.size >= room) continue;
        quarters.set(id, quarter);
        isOpen.delete(id);
      }
    }
  });
  return quarters;
}
