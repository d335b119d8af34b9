/** What is open: levels that are not there in time, rules to be checked, and what nobody knows yet. */
import { addDays } from '../text/dates.js';
import type {
  Action,
  Answers,
  Assessment,
  FindOut,
  Framework,
  OpenSoftGate,
  PlannedAction,
  PolicyRequest,
} from '../model/index.js';
import type { Knowledge } from './assess.js';
import type { PlanCalendar } from './calendar.js';
import type { Copies } from './wave-copies.js';
import type { PlanSchedule } from './schedule.js';
import type { Selection } from './select.js';

/** Days from the plan's start within which the first of what is not known should be found out: a planning default. */
const FIND_OUT_DAYS = 28;
/** How many things one role finds out in that time, and then in every two weeks: planning defaults. */
const FIND_OUT_AT_ONCE = 5;
const FIND_OUT_MORE_DAYS = 14;

/** Soft gates whose level is not there when what is behind them starts: nothing raises it, or not by then. */
export function findOpenSoftGates(
  selected: readonly Action[],
  { gates }: Selection,
  planned: readonly PlannedAction[],
  { launches }: Copies,
  schedule: PlanSchedule,
  start: string,
): OpenSoftGate[] {
  const starts = new Map<string, string>();
  const finishes = new Map<string, string>();
  for (const { id, start: first, finish } of planned) {
    if (first !== null && !starts.has(id)) starts.set(id, first);
    if (!finishes.has(id)) finishes.set(id, finish ?? '9999');
  }
  const isInTime = (need: { condition: string; rank: number }, day: string) => {
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
    const first = launches.find(({ wave }) => {
      const day = schedule.launches[wave - 1] ?? null;
      return wave >= from && day !== null && !isInTime(need, addDays(start, day));
    });
    return first === undefined ? [] : [{ ...need, why, wave: first.wave, actions: [] }];
  });
  return [...open.values(), ...waves];
}

/** Levers that selected actions need and that are not allowed already, in the framework's order. */
export function findPolicyRequests(
  framework: Framework,
  answers: Answers,
  selected: readonly Action[],
): PolicyRequest[] {
  return framework.policy.flatMap(({ id }) => {
    const state = answers.policy[id] ?? 'unknown';
    const actions = selected.filter((action) => action.policy.includes(id)).map((action) => action.id);
    return state === 'allowed' || actions.length === 0 ? [] : [{ lever: id, state, actions }];
  });
}

/** What is not known, as tasks with an owner and a date. */
export function findOpenTasks(
  framework: Framework,
  answers: Answers & { readonly start: string },
  selection: Selection,
  knowledge: Knowledge,
  calendar: PlanCalendar,
): FindOut[] {
  const counts = new Map<string | null, number>();
  const lead =
    findMainOwner(framework.actions.filter((action) => action.condition === null)) ?? findMainOwner(framework.actions);
  // What a vacant post would find out is found out by the one who leads the work.
  const isThere = (role: string) => answers.heldBy[role] !== null && answers.capacity[role] !== 0;
  const task = (of: Pick<FindOut, 'kind' | 'id' | 'saidUnknown'>, wanted: string | null): FindOut => {
    const owner = wanted !== null && isThere(wanted) ? wanted : lead;
    const before = counts.get(owner) ?? 0;
    counts.set(owner, before + 1);
    const days = FIND_OUT_DAYS + FIND_OUT_MORE_DAYS * Math.floor(before / FIND_OUT_AT_ONCE);
    // Figures are in a drawer; a question needs those who are there in term only.
    const from = of.kind === 'question' ? calendar.termDay(0, 1) : 0;
    return { ...of, owner, due: addDays(answers.start, Math.min(from + days - 1, calendar.lastDay)) };
  };
  // The owner of the first action that raises a question.
  const raising = new Map(
    framework.actions
      .toReversed()
      .flatMap(({ owner, raises }) => raises.map(({ question }): [string, string] => [question, owner])),
  );
  const questions = selection.assessment.conditions.flatMap((condition) =>
    condition.questions
      .filter(({ status }) => status === 'unknown' || status === 'unanswered')
      .map(({ id, status }) => {
        return task({ kind: 'question', id, saidUnknown: status === 'unknown' }, raising.get(id) ?? lead);
      }),
  );
  const facts = framework.facts
    .filter((fact) => answers.facts[fact.id] === undefined && knowledge.holds(fact.when) !== false)
    .map((fact) => task({ kind: 'fact', id: fact.id, saidUnknown: answers.unknownFacts.includes(fact.id) }, lead));
  const done = framework.actions
    .filter((action) => answers.decisions[action.id]?.status === 'done' && lacksItsLevel(action, selection.assessment))
    .map((action) => task({ kind: 'done-action', id: action.id, saidUnknown: false }, action.owner));
  return [...facts, ...questions, ...done];
}

/** Whether a question that an action raises is assessed below the level it raises it to. */
function lacksItsLevel(action: Action, assessment: Assessment): boolean {
  const questions = new Map(
    assessment.conditions.flatMap((condition) => condition.questions.map((question) => [question.id, question])),
  );
  return action.raises.some(({ question, rank }) => {
    const assessed = questions.get(question)!;
    return (assessed.status === 'answered' || assessed.status === 'covered') && assessed.rank < rank;
  });
}

/** The role that owns most of these actions, the first of them where several do; null where there is none. */
function findMainOwner(actions: readonly Action[]): string | null {
  const counts = new Map<string, number>();
  for (const { owner } of actions) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0] ?? null;
}
