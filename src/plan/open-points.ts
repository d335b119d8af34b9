/** What is open: risks, levels that are not there in time, rules to be checked, and what nobody knows yet. */
import { addDays } from '../text/dates.js';
import type {
  Action,
  Assessment,
  Degree,
  FindOut,
  Need,
  OpenSoftGate,
  PlannedAction,
  PolicyRequest,
} from '../model/index.js';
import { hasLevel, isApplicable } from './assess.js';
import type { PlanContext } from './context.js';
import { findFirsts } from './measures.js';
import type { PlanSchedule } from './schedule.js';

const DEGREES: Readonly<Record<Degree, number>> = { low: 1, medium: 2, high: 3 };

/**
 * Keys of actions with a risk, the greatest first: likelihood times impact, then the earlier start.
 * @param planned actions with dates, by start
 */
export function rankRisks({ actions }: PlanContext, planned: readonly PlannedAction[]): string[] {
  return findFirsts(planned)
    .flatMap(({ key, id }) => {
      const { risk } = actions.get(id)!;
      if (risk === null) return [];
      return [{ key, weight: DEGREES[risk.likelihood ?? 'medium'] * DEGREES[risk.impact ?? 'medium'] }];
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ key }) => key);
}

/** Days from the plan's start within which the first of what is not known should be found out: a planning default. */
const FIND_OUT_DAYS = 28;
/** How many things one role finds out in that time, and then in every two weeks: planning defaults. */
const FIND_OUT_AT_ONCE = 5;
const FIND_OUT_MORE_DAYS = 14;

/**
 * Soft gates whose level is not there when what waits for them starts: nothing raises it, or not by then.
 * @param selected the actions of the plan
 * @param planned the same with dates and without
 */
export function findOpenSoftGates(
  { gates, start }: PlanContext,
  selected: readonly Action[],
  planned: readonly PlannedAction[],
  { launches }: PlanSchedule,
): OpenSoftGate[] {
  const starts = new Map<string, string>();
  const finishes = new Map<string, string>();
  for (const { id, start: first, finish } of planned) {
    if (first !== null && !starts.has(id)) starts.set(id, first);
    if (!finishes.has(id)) finishes.set(id, finish ?? '9999');
  }
  const isInTime = (need: Need, day: string) => {
    const raisers = [...gates.raisersOf(need)].filter((id) => finishes.has(id));
    return raisers.length > 0 && raisers.every((id) => finishes.get(id)! < day);
  };
  const open = new Map<string, OpenSoftGate & { actions: string[] }>();
  for (const action of selected) {
    const day = starts.get(action.id);
    if (day === undefined) continue;
    for (const { need, why } of gates.softNeeds(action)) {
      if (isInTime(need, day)) continue;
      const key = `${need.condition} ${need.rank} ${why ?? ''}`;
      const gate = open.get(key) ?? { ...need, why, wave: null, actions: [] };
      gate.actions.push(action.id);
      open.set(key, gate);
    }
  }
  const waves = gates.waveNeeds(launches.length, false).flatMap(({ need, why, wave: from }) => {
    const first = launches.findIndex((day, n) => n + 1 >= from && day !== null && !isInTime(need, addDays(start, day)));
    return first < 0 ? [] : [{ ...need, why, wave: first + 1, actions: [] }];
  });
  return [...open.values(), ...waves];
}

/** Levers that selected actions need and that are not allowed already, in the framework's order. */
export function findPolicyRequests({ framework, answers }: PlanContext, selected: readonly Action[]): PolicyRequest[] {
  return framework.policy.flatMap(({ id }) => {
    const state = answers.policy[id] ?? 'unknown';
    const actions = selected.filter((action) => action.policy.includes(id)).map((action) => action.id);
    return state === 'allowed' || actions.length === 0 ? [] : [{ lever: id, state, actions }];
  });
}

/** Everything that is not known, as tasks with an owner and a date. */
export function findOpenTasks(context: PlanContext, assessment: Assessment): FindOut[] {
  const { framework, answers, done, holds } = context;
  const counts = new Map<string | null, number>();
  const lead =
    findMainOwner(framework.actions.filter((action) => action.condition === null)) ?? findMainOwner(framework.actions);
  // What a vacant post would find out is found out by the one who leads the work.
  const isThere = (role: string) => answers.heldBy[role] !== null && answers.capacity[role] !== 0;
  const task = (of: Pick<FindOut, 'kind' | 'id' | 'saidUnknown'>, wanted: string | null): FindOut => {
    const owner = wanted !== null && isThere(wanted) ? wanted : lead;
    const before = counts.get(owner) ?? 0;
    counts.set(owner, before + 1);
    return { ...of, owner, due: findDue(context, of.kind, before) };
  };
  // The owner of the first action that raises a question.
  const raising = new Map(
    framework.actions
      .toReversed()
      .flatMap(({ owner, raises }) => raises.map(({ question }): [string, string] => [question, owner])),
  );
  const asked = assessment.conditions.flatMap((condition) => condition.questions);
  const questions = asked
    .filter((question) => isApplicable(question) && !hasLevel(question))
    .map(({ id, status }) =>
      task({ kind: 'question', id, saidUnknown: status === 'unknown' }, raising.get(id) ?? lead),
    );
  const facts = framework.facts
    .filter((fact) => answers.facts[fact.id] === undefined && holds(fact.when) !== false)
    .map((fact) => task({ kind: 'fact', id: fact.id, saidUnknown: answers.unknownFacts.includes(fact.id) }, lead));
  const byId = new Map(asked.map((question) => [question.id, question]));
  // Assessed below the level that an action has raised it to.
  const isBelow = ({ question, rank }: Action['raises'][number]) =>
    hasLevel(byId.get(question)!) && byId.get(question)!.rank < rank;
  const toCheck = framework.actions
    .filter(({ id, raises }) => done.has(id) && raises.some(isBelow))
    .map(({ id, owner }) => task({ kind: 'done-action', id, saidUnknown: false }, owner));
  return [...facts, ...questions, ...toCheck];
}

/** @param before how many things the same role finds out before it */
function findDue({ calendar, start }: PlanContext, kind: FindOut['kind'], before: number): string {
  const days = FIND_OUT_DAYS + FIND_OUT_MORE_DAYS * Math.floor(before / FIND_OUT_AT_ONCE);
  // Figures are in a drawer; a question needs those who are there in term only.
  const from = kind === 'question' ? calendar.termDay(0, 1) : 0;
  return addDays(start, Math.min(from + days - 1, calendar.lastDay));
}

/** The role that owns most of these actions, the first of them where several do; null where there is none. */
function findMainOwner(actions: readonly Action[]): string | null {
  const counts = new Map<string, number>();
  for (const { owner } of actions) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0] ?? null;
}
