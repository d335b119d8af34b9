/** From a framework and answers to a plan: assess, select, prioritize, focus, date, and say what is open. */
import { findPrecedences, type Gates, type Precedence } from '../framework/precedence.js';
import { addDays, addYears, toDay } from '../io/dates.js';
import type {
  Action,
  Answers,
  Assessment,
  FindOut,
  Framework,
  HeldUp,
  OpenSoftGate,
  Plan,
  PlannedAction,
  PolicyRequest,
  Priority,
  Reason,
} from '../model.js';
import { assess, type Knowledge } from './assess.js';
import { type Candidate, chooseFirstYear, type FirstYear } from './focus.js';
import { prioritize } from './prioritize.js';
import { type Activity, type Dates, scheduleEarliest } from './schedule.js';
import { selectActions, type Selection } from './select.js';

/** Days from the plan's start within which what is not known should be found out: a planning default. */
const FIND_OUT_DAYS = 28;

/**
 * Builds the plan.
 * @param answers answers whose `start` is there
 */
export function buildPlan(framework: Framework, answers: Answers & { readonly start: string }): Plan {
  const { start, years } = answers;
  const assessed = assess(framework, answers);
  const selection = selectActions(framework, answers, assessed);
  const actions = selection.actions.map(({ action }) => action);
  const precedences = findPrecedences(selection.gates, actions);
  const priorities = prioritize(framework, selection.assessment, actions, precedences, answers.focus.priorities);
  const end = addDays(addYears(start, years), -1);
  const planned = planActions(framework, answers, selection, precedences, priorities, assessed.knowledge, end);
  const decided = framework.actions.map(({ id }) => ({ id, decision: answers.decisions[id] }));
  return {
    start,
    end,
    years,
    assessment: selection.assessment,
    priorities,
    actions: planned
      .filter((action) => action.start !== null)
      .sort((a, b) => (a.start! < b.start! ? -1 : a.start! > b.start! ? 1 : 0)),
    later: planned.filter((action) => action.start === null),
    done: decided.flatMap(({ id, decision }) =>
      decision?.status === 'done' ? [{ id, finish: decision.finish, note: decision.note }] : [],
    ),
    skipped: decided.flatMap(({ id, decision }) => (decision?.status === 'skip' ? [{ id, note: decision.note }] : [])),
    lifted: selection.lifted,
    softGates: findOpenSoftGates(actions, selection, planned),
    policyRequests: findPolicyRequests(framework, answers, actions),
    findOut: findOpenTasks(framework, answers, selection, assessed.knowledge),
  };
}

/** Dates for what was selected, in the framework's order. */
function planActions(
  framework: Framework,
  answers: Answers & { readonly start: string },
  { actions, gates }: Selection,
  precedences: readonly Precedence[],
  priorities: readonly Priority[],
  knowledge: Knowledge,
  end: string,
): PlannedAction[] {
  const dayOf = (date: string) => toDay(date) - toDay(answers.start);
  const lastDay = dayOf(end);
  const secondYear = dayOf(addYears(answers.start, 1));
  const waitsFor = groupWaits(precedences);
  const factor = framework.durations.find((duration) => knowledge.holds(duration.when) === true)?.factor ?? 1;
  const closed = findClosedGates(
    framework,
    answers,
    actions.map(({ action }) => action),
    gates,
  );
  const drafts = actions.map(({ action, reasons }) =>
    draftAction(action, reasons, answers, factor, waitsFor.get(action.id) ?? []),
  );
  const activities = drafts.map((draft): Activity => {
    const decision = answers.decisions[draft.id];
    const isUnderWay = draft.status === 'in-progress';
    const wanted = decision?.start == null ? 0 : dayOf(decision.start);
    return {
      id: draft.id,
      days: isUnderWay && decision?.finish != null ? Math.max(1, dayOf(decision.finish) - wanted + 1) : draft.weeks * 7,
      after: draft.waitsFor,
      notBefore: Math.max(0, wanted),
      startedOn: isUnderWay ? wanted : null,
      blocked: closed.has(draft.id),
    };
  });
  const firstYear = chooseStarts(
    actions.map(({ action }) => action),
    activities,
    priorities,
    answers,
    secondYear,
  );
  const isHeldBack = (activity: Activity) =>
    activity.startedOn === null && firstYear.candidates.has(activity.id) && !firstYear.ids.has(activity.id);
  const dates = scheduleEarliest(
    activities.map((activity) =>
      isHeldBack(activity) ? { ...activity, notBefore: Math.max(activity.notBefore, secondYear) } : activity,
    ),
  );
  return drafts.map((draft, n): PlannedAction => {
    const activity = activities[n]!;
    const placed = dates.get(draft.id)!;
    const isInside = placed !== null && placed.finish <= lastDay;
    return {
      ...draft,
      start: isInside ? addDays(answers.start, placed.start) : null,
      finish: isInside ? addDays(answers.start, placed.finish) : null,
      heldUp: findHeldUp(activity, placed, {
        gate: closed.get(draft.id) ?? null,
        isInside,
        isHeldBack: isHeldBack(activity),
        dates,
        lastDay,
      }),
      isTentative: knowledge.holds(actions[n]!.action.when) === 'unknown',
      forcedBy: firstYear.forcedBy.get(draft.id) ?? null,
    };
  });
}

type Draft = Omit<PlannedAction, 'start' | 'finish' | 'heldUp' | 'isTentative' | 'forcedBy'>;

function draftAction(
  action: Action,
  reasons: readonly Reason[],
  answers: Answers,
  factor: number,
  waitsFor: readonly string[],
): Draft {
  const decision = answers.decisions[action.id];
  return {
    id: action.id,
    status: decision?.status === 'in-progress' ? 'in-progress' : 'not-started',
    reasons,
    // The small subtraction keeps 10 × 0.7 at 7 weeks, where binary fractions make it a little more.
    weeks: decision?.weeks ?? Math.ceil(action.weeks * factor - 1e-9),
    weeksAreDefault: decision?.weeks == null,
    assignee: decision?.assignee ?? null,
    note: decision?.note ?? null,
    waitsFor,
  };
}

function groupWaits(precedences: readonly Precedence[]): Map<string, string[]> {
  const waits = new Map<string, string[]>();
  for (const { first, id } of precedences) {
    const list = waits.get(id) ?? [];
    if (!list.includes(first)) list.push(first);
    waits.set(id, list);
  }
  return waits;
}

/** Actions behind a level that is not there and that nothing in the plan raises; an action that is done counts as having raised it. */
function findClosedGates(
  framework: Framework,
  answers: Answers,
  selected: readonly Action[],
  gates: Gates,
): Map<string, HeldUp & { kind: 'gate' }> {
  const closed = new Map<string, HeldUp & { kind: 'gate' }>();
  const done = framework.actions.filter(({ id }) => answers.decisions[id]?.status === 'done');
  const atWork = new Set([...selected, ...done].map((action) => action.id));
  for (const action of selected) {
    const unmet = gates.levelNeeds(action).find(({ need }) => ![...gates.raisersOf(need)].some((id) => atWork.has(id)));
    if (unmet !== undefined) closed.set(action.id, { kind: 'gate', ...unmet.need, why: unmet.why });
  }
  return closed;
}

function chooseStarts(
  actions: readonly Action[],
  activities: readonly Activity[],
  priorities: readonly Priority[],
  answers: Answers,
  secondYear: number,
): FirstYear & { readonly candidates: ReadonlySet<string> } {
  const earliest = scheduleEarliest(activities);
  const byCondition = new Map(priorities.map((priority) => [priority.condition, priority]));
  const candidates = activities.flatMap((activity, n): Candidate[] => {
    const placed = earliest.get(activity.id);
    if (placed == null || placed.start >= secondYear) return [];
    const { condition, repeat } = actions[n]!;
    const priority = condition === null ? undefined : byCondition.get(condition);
    return [
      {
        id: activity.id,
        day: placed.start,
        position: priority?.position ?? 0,
        // What is done wave by wave starts with its wave, not because it could.
        inFocus: priority === undefined ? condition === null && repeat !== 'wave' : priority.inFocus,
        fixed: activity.startedOn !== null || answers.decisions[activity.id]?.start != null,
        after: activity.after,
      },
    ];
  });
  return {
    ...chooseFirstYear(candidates, answers.focus.firstYearActions),
    candidates: new Set(candidates.map((candidate) => candidate.id)),
  };
}

function findHeldUp(
  activity: Activity,
  placed: Dates,
  found: {
    gate: (HeldUp & { kind: 'gate' }) | null;
    isInside: boolean;
    isHeldBack: boolean;
    dates: ReadonlyMap<string, Dates>;
    lastDay: number;
  },
): HeldUp | null {
  if (found.gate !== null && activity.startedOn === null) return found.gate;
  const isLate = (id: string) => {
    const dates = found.dates.get(id);
    return dates === null || (dates !== undefined && dates.finish > found.lastDay);
  };
  if (!found.isInside) {
    const late = activity.after.find(isLate);
    return late === undefined ? { kind: 'horizon' } : { kind: 'waits-for', action: late };
  }
  if (
    placed !== null &&
    activity.notBefore > 0 &&
    activity.startedOn === null &&
    placed.start > activity.notBefore &&
    !found.isHeldBack
  ) {
    const last = activity.after.find((id) => found.dates.get(id)?.finish === placed.start - 1);
    if (last !== undefined) return { kind: 'waits-for', action: last };
  }
  return found.isHeldBack ? { kind: 'focus' } : null;
}

/** Soft gates whose level is not there when an action behind them starts: nothing raises it, or not by then. */
function findOpenSoftGates(
  selected: readonly Action[],
  { gates }: Selection,
  planned: readonly PlannedAction[],
): OpenSoftGate[] {
  const dates = new Map(planned.map((action) => [action.id, action]));
  const open = new Map<string, { condition: string; rank: number; why: string | null; actions: string[] }>();
  for (const action of selected) {
    const start = dates.get(action.id)?.start ?? null;
    if (start === null) continue;
    for (const { need, why } of gates.softNeeds(action)) {
      const raisers = [...gates.raisersOf(need)].filter((id) => dates.has(id));
      const isInTime = raisers.every((id) => (dates.get(id)?.finish ?? '9999') < start);
      if (raisers.length > 0 && isInTime) continue;
      const key = `${need.condition} ${need.rank} ${why ?? ''}`;
      const gate = open.get(key) ?? { ...need, why, actions: [] };
      gate.actions.push(action.id);
      open.set(key, gate);
    }
  }
  return [...open.values()];
}

/** Levers that selected actions need and that are not allowed already, in the framework's order. */
function findPolicyRequests(framework: Framework, answers: Answers, selected: readonly Action[]): PolicyRequest[] {
  return framework.policy.flatMap(({ id }) => {
    const state = answers.policy[id] ?? 'unknown';
    const actions = selected.filter((action) => action.policy.includes(id)).map((action) => action.id);
    return state === 'allowed' || actions.length === 0 ? [] : [{ lever: id, state, actions }];
  });
}

/** What is not known, as tasks with an owner and a date. */
function findOpenTasks(
  framework: Framework,
  answers: Answers & { readonly start: string },
  selection: Selection,
  knowledge: Knowledge,
): FindOut[] {
  const due = addDays(answers.start, FIND_OUT_DAYS - 1);
  const lead =
    findMainOwner(framework.actions.filter((action) => action.condition === null)) ?? findMainOwner(framework.actions);
  const facts = framework.facts
    .filter((fact) => answers.facts[fact.id] === undefined && knowledge.holds(fact.when) !== false)
    .map((fact): FindOut => ({
      kind: 'fact',
      id: fact.id,
      saidUnknown: answers.unknownFacts.includes(fact.id),
      owner: lead,
      due,
    }));
  const questions = selection.assessment.conditions.flatMap((condition) => {
    const owner = findMainOwner(framework.actions.filter((action) => action.condition === condition.id)) ?? lead;
    return condition.questions
      .filter(({ status }) => status === 'unknown' || status === 'unanswered')
      .map(({ id, status }): FindOut => ({ kind: 'question', id, saidUnknown: status === 'unknown', owner, due }));
  });
  const done = framework.actions
    .filter((action) => answers.decisions[action.id]?.status === 'done' && lacksItsLevel(action, selection.assessment))
    .map((action): FindOut => ({ kind: 'done-action', id: action.id, saidUnknown: false, owner: action.owner, due }));
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
