/** From a framework and answers to a plan: assess, select, prioritize, focus, date, and say what is open. */
import { findPrecedences, findWavePrecedences, type Gates } from '../framework/precedence.js';
import { addDays, addMonths, addYears } from '../io/dates.js';
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
  Spread,
  Wave,
} from '../model.js';
import { assess, type Knowledge } from './assess.js';
import { PlanCalendar } from './calendar.js';
import { type Copies, type Copy, expandCopies } from './copies.js';
import { findBudget } from './cost.js';
import { type Candidate, chooseFirstYear, type FirstYear } from './focus.js';
import { prioritize } from './prioritize.js';
import { draftWaves, factOf, findEnough, type RollOutDraft } from './rollout.js';
import {
  type Days,
  findClashes,
  findEarliest,
  findLoads,
  findStaff,
  holdBack,
  makeProblem,
  type PlanSchedule,
  schedulePlan,
  type Staff,
  type Task,
  toSpan,
} from './schedule.js';
import { selectActions, type Selection } from './select.js';
import { watch } from './watch.js';

/** Days from the plan's start within which the first of what is not known should be found out: a planning default. */
const FIND_OUT_DAYS = 28;
/** How many things one role finds out in that time, and then in every two weeks: planning defaults. */
const FIND_OUT_AT_ONCE = 5;
const FIND_OUT_MORE_DAYS = 14;

/** Time to spare before the first launch when starts are spread over the first year: a planning default. */
const SPARE_DAYS = 91;

/**
 * Builds the plan.
 * @param answers answers whose `start` is there
 * @param effort how long to look for a better schedule
 */
export function buildPlan(
  framework: Framework,
  answers: Answers & { readonly start: string },
  effort: 'normal' | 'high' | number = 'normal',
): Plan {
  const { start, years } = answers;
  const end = addDays(addYears(start, years), -1);
  const assessed = assess(framework, answers);
  const spread = draftWaves(framework, answers, assessed.knowledge);
  const waves = spread?.waves.length ?? 0;
  const selection = selectActions(framework, answers, assessed, waves);
  const { gates } = selection;
  const actions = selection.actions.map(({ action }) => action);
  const precedences = findPrecedences(gates, actions);
  const priorities = prioritize(
    framework,
    selection.assessment,
    actions,
    [...precedences, ...(waves > 0 ? findWavePrecedences(gates, actions, precedences) : [])],
    answers.focus.priorities,
  );
  const done = findDone(framework, answers);
  const copies = expandCopies(actions, precedences, gates, waves, done);
  const calendar = new PlanCalendar(answers.calendar, start, end);
  const staff = findStaff(framework.roles, answers);
  const factor = framework.durations.find(({ when }) => assessed.knowledge.holds(when) === true)?.factor ?? 1;
  const tasks = makeTasks(answers, selection, done, copies, priorities, factor, staff, calendar);
  const launchDays = spread === null ? null : calendar.launchDays(spread.rollout.starts);
  const free = makeProblem(tasks, copies, staff, calendar, launchDays);
  const firstYear = chooseStarts(tasks, copies, findEarliest(free.problem), priorities, answers, calendar);
  const secondYear = calendar.dayOf(addYears(start, 1));
  const thirdYear = calendar.dayOf(addYears(start, 2));
  const problem = holdBack(free, firstYear.notBefore, firstYear.held, secondYear);
  const schedule = schedulePlan(problem, effort);
  const clashes = findClashes(problem, schedule.placed);
  const reasons = new Map(selection.actions.map((one) => [one.action.id, one.reasons]));
  const planned = tasks.map(({ copy, blocked, isUnderWay }): PlannedAction => {
    const { action, key, wave } = copy;
    const { days, again, slack } = schedule.placed.get(key)!;
    const decision = decisionOf(answers, copy);
    const span = days === null ? null : toSpan(days, start);
    return {
      key,
      id: action.id,
      wave,
      status: isUnderWay ? 'in-progress' : 'not-started',
      reasons: reasons.get(action.id)!,
      ...weeksOf(answers, action, factor),
      assignee: decision?.assignee ?? null,
      note: decision?.note ?? null,
      waitsFor: copy.isLaunch ? unique([...copy.after, ...(copies.launches[wave! - 1]?.after ?? [])]) : copy.after,
      start: span?.start ?? null,
      finish: span?.finish ?? null,
      again: again.map((turn) => toSpan(turn, start)),
      slack,
      heldUp: findHeldUp(copy, days, blocked, copies, schedule, firstYear.held, thirdYear),
      clashes: clashes.get(key) ?? [],
      isTentative: assessed.knowledge.holds(action.when) === 'unknown',
      forcedBy: firstYear.forcedBy.get(key) ?? null,
    };
  });
  const dated = planned
    .filter((action) => action.start !== null)
    .sort((a, b) => (a.start! < b.start! ? -1 : a.start! > b.start! ? 1 : 0));
  const later = planned.filter((action) => action.start === null);
  const spreading = spread === null ? null : describeSpread(spread, answers, copies, schedule, start);
  const decided = framework.actions.map(({ id }) => ({ id, decision: answers.decisions[id] }));
  return {
    start,
    end,
    years,
    assessment: selection.assessment,
    priorities,
    spread: spreading,
    people: findLoads(problem, schedule.placed, findQuarters(start, end, calendar)),
    critical: schedule.critical,
    actions: dated,
    later,
    done: decided.flatMap(({ id, decision }) =>
      decision?.status === 'done' ? [{ id, finish: decision.finish, note: decision.note }] : [],
    ),
    skipped: decided.flatMap(({ id, decision }) => (decision?.status === 'skip' ? [{ id, note: decision.note }] : [])),
    lifted: selection.lifted,
    softGates: findOpenSoftGates(actions, selection, planned, copies, schedule, start),
    policyRequests: findPolicyRequests(framework, answers, actions),
    budget: findBudget(framework, answers, dated, later, spread, start, end),
    ...watch(framework, answers, dated, later, spreading, gates, assessed.knowledge, selection.assessment, calendar),
    findOut: findOpenTasks(framework, answers, selection, assessed.knowledge),
  };
}

function unique(keys: readonly string[]): string[] {
  return [...new Set(keys)];
}

function findDone(framework: Framework, answers: Answers): Set<string> {
  return new Set(framework.actions.filter(({ id }) => answers.decisions[id]?.status === 'done').map(({ id }) => id));
}

/** What the team decided about a copy: for all waves who does it and how long it takes, for the first one when. */
function decisionOf(answers: Answers, { action, wave }: Copy): Answers['decisions'][string] | undefined {
  const decision = answers.decisions[action.id];
  if (decision === undefined || wave === null || wave === 1) return decision;
  return { ...decision, status: 'not-started', start: null, finish: null };
}

/** Weeks here: the team's own figure, or the framework's times the factor for the size. */
function weeksOf(answers: Answers, action: Action, factor: number): { weeks: number; weeksAreDefault: boolean } {
  const own = answers.decisions[action.id]?.weeks ?? null;
  if (own !== null) return { weeks: own, weeksAreDefault: false };
  // The small subtraction keeps 10 × 0.7 at 7 weeks, where binary fractions make it a little more.
  return { weeks: action.stretches ? Math.ceil(action.weeks * factor - 1e-9) : action.weeks, weeksAreDefault: true };
}

function makeTasks(
  answers: Answers,
  selection: Selection,
  done: ReadonlySet<string>,
  { copies }: Copies,
  priorities: readonly Priority[],
  factor: number,
  staff: Staff,
  calendar: PlanCalendar,
): Task[] {
  const closed = findClosedGates(
    selection.actions.map(({ action }) => action),
    done,
    selection.gates,
  );
  const byCondition = new Map(priorities.map(({ condition, priority }) => [condition, priority]));
  // What belongs to no condition serves all of them.
  const highest = Math.max(1, ...priorities.map(({ priority }) => priority));
  return copies.map((copy): Task => {
    const { action } = copy;
    const decision = decisionOf(answers, copy);
    const isUnderWay = decision?.status === 'in-progress';
    const wanted = decision?.start == null ? null : calendar.dayOf(decision.start);
    const fixed = isUnderWay ? (wanted ?? 0) : wanted === null ? null : Math.max(0, wanted);
    const length = weeksOf(answers, action, factor).weeks * 7;
    const finish = isUnderWay && decision.finish !== null ? calendar.dayOf(decision.finish) : null;
    const days = finish === null ? length : finish - fixed! + 1;
    return {
      copy,
      // Work that has begun goes on at least until the first day of the plan.
      days: isUnderWay ? Math.max(days, 1 - fixed!) : days,
      isUnderWay,
      fixed,
      weight: action.condition === null ? highest : (byCondition.get(action.condition) ?? 0),
      blocked: isUnderWay ? null : (closed.get(action.id) ?? findNobody(action, staff)),
    };
  });
}

/** That nobody can do it, or null. */
function findNobody({ owner }: Action, staff: Staff): HeldUp | null {
  const person = staff.personOf.get(owner) ?? null;
  if (person === null) return { kind: 'nobody', role: owner, isVacant: false };
  return staff.people[person]!.capacity === 0 ? { kind: 'nobody', role: owner, isVacant: true } : null;
}

function findQuarters(start: string, end: string, calendar: PlanCalendar): Days[] {
  const quarters: Days[] = [];
  for (let from = start, n = 1; from <= end; n++) {
    const next = addMonths(start, 3 * n);
    quarters.push({ start: calendar.dayOf(from), finish: Math.min(calendar.dayOf(next), calendar.lastDay + 1) - 1 });
    from = next;
  }
  return quarters;
}

function describeSpread(
  draft: RollOutDraft,
  answers: Answers,
  { copies, launches }: Copies,
  schedule: PlanSchedule,
  start: string,
): Spread {
  const dateOf = (day: number) => addDays(start, day);
  const waves = draft.waves.map((wave): Wave => {
    const launch = schedule.launches[wave.number - 1] ?? null;
    const reviews = copies.filter(({ action, wave: own }) => own === wave.number && action.phase === 'review');
    const ends = reviews.map(({ key }) => schedule.placed.get(key)!.days?.finish ?? null);
    const review = ends.length === 0 || ends.includes(null) ? null : Math.max(...ends.map((day) => day!));
    const { after, closed } = launches[wave.number - 1]!;
    const late = after.find((key) => schedule.placed.get(key)?.days === null);
    const waiting: HeldUp = late === undefined ? { kind: 'horizon' } : { kind: 'waits-for', action: late };
    return {
      ...wave,
      launch: launch === null ? null : dateOf(launch),
      review: review === null ? null : dateOf(review),
      heldUp: launch === null ? (closed ?? waiting) : null,
    };
  });
  const launched = waves.filter(({ launch }) => launch !== null);
  const carried = draft.already + launched.reduce((sum, { units }) => sum + units, 0);
  return {
    rollout: draft.rollout,
    total: draft.total,
    already: draft.already,
    waves,
    carried,
    capacity: draft.rollout.capacity.map((limit) => ({
      ...limit,
      there: factOf(answers, limit.per),
      // Without any wave there would still be one launch, had somebody the hands for it.
      enough: findEnough(draft, limit, answers, Math.max(1, launched.length)),
    })),
    unknown: draft.unknown,
  };
}

/** Actions behind a level that is not there and that nothing in the plan raises; an action that is done counts as having raised it. */
function findClosedGates(
  selected: readonly Action[],
  done: ReadonlySet<string>,
  gates: Gates,
): Map<string, HeldUp & { kind: 'gate' }> {
  const closed = new Map<string, HeldUp & { kind: 'gate' }>();
  const atWork = new Set([...selected.map((action) => action.id), ...done]);
  for (const action of selected) {
    const unmet = gates.levelNeeds(action).find(({ need }) => ![...gates.raisersOf(need)].some((id) => atWork.has(id)));
    if (unmet !== undefined) closed.set(action.id, { kind: 'gate', ...unmet.need, why: unmet.why });
  }
  return closed;
}

function chooseStarts(
  tasks: readonly Task[],
  copies: Copies,
  earliest: readonly (Days | null)[],
  priorities: readonly Priority[],
  answers: Answers & { readonly start: string },
  calendar: PlanCalendar,
): FirstYear & { readonly held: ReadonlySet<string>; readonly notBefore: ReadonlyMap<string, number> } {
  const secondYear = calendar.dayOf(addYears(answers.start, 1));
  const quarters = [0, 3, 6, 9].map((months) => calendar.dayOf(addMonths(answers.start, months)));
  const byCondition = new Map(priorities.map((priority) => [priority.condition, priority]));
  const launch = tasks.find(({ copy }) => copy.isLaunch && copy.wave === 1)?.copy.key ?? null;
  const latest = findLatest(tasks, copies, earliest);
  // Each condition in focus makes its first step, before the first wave takes all there is room for.
  const firstSteps = new Map<string, number>();
  tasks.forEach(({ copy }, n) => {
    const { condition } = copy.action;
    const days = earliest[n] ?? null;
    if (condition === null || copy.wave !== null || days === null || byCondition.get(condition)?.inFocus !== true)
      return;
    const known = firstSteps.get(condition);
    if (known === undefined || days.start < earliest[known]!.start) firstSteps.set(condition, n);
  });
  const isFirstStep = new Set(firstSteps.values());
  const candidates = tasks.flatMap(({ copy, fixed }, n): Candidate[] => {
    const days = earliest[n] ?? null;
    if (days === null || days.start >= secondYear) return [];
    const { condition } = copy.action;
    const priority = condition === null ? undefined : byCondition.get(condition);
    return [
      {
        id: copy.key,
        day: days.start,
        // Then what the first wave waits for: with the waves the plan stands or falls.
        position: isFirstStep.has(n) || isForAll(copy) ? -2 : latest.has(copy.key) ? -1 : (priority?.position ?? 0),
        neededBy: latest.has(copy.key) ? launch : null,
        latest: latest.get(copy.key) ?? Infinity,
        inFocus: copy.wave !== null || (priority === undefined ? condition === null : priority.inFocus),
        fixed: fixed !== null,
        after: copy.after,
      },
    ];
  });
  const chosen = chooseFirstYear(candidates, answers.focus.firstYearActions, (day) =>
    Math.max(
      0,
      quarters.findLastIndex((quarter) => quarter <= day),
    ),
  );
  return {
    ...chosen,
    held: new Set(candidates.filter(({ id }) => !chosen.ids.has(id)).map(({ id }) => id)),
    notBefore: new Map([...chosen.quarters].map(([key, quarter]) => [key, quarters[quarter]!])),
  };
}

/** Whether it belongs in every plan and to no condition: duties, agreements, costs. */
function isForAll({ action, wave }: Copy): boolean {
  return action.always && action.condition === null && wave === null;
}

/**
 * All that the first wave's launch waits for, directly or not: by key, the day by which each should start for the launch
 * to keep its earliest day, with some time to spare because hands are not counted here.
 */
function findLatest(
  tasks: readonly Task[],
  { launches }: Copies,
  earliest: readonly (Days | null)[],
): ReadonlyMap<string, number> {
  const index = new Map(tasks.map(({ copy }, n) => [copy.key, n]));
  const launch = earliest[tasks.length]?.start ?? Infinity;
  const latest = new Map<string, number>();
  const visit = (keys: readonly string[], before: number) => {
    for (const key of keys) {
      const n = index.get(key);
      if (n === undefined) continue;
      const days = earliest[n] ?? null;
      const start = days === null ? before : before - (days.finish - days.start + 1);
      if ((latest.get(key) ?? Infinity) <= start && latest.has(key)) continue;
      latest.set(key, start);
      visit(tasks[n]!.copy.after, start);
    }
  };
  visit(
    [
      ...(launches[0]?.after ?? []),
      ...tasks.filter(({ copy }) => copy.isLaunch && copy.wave === 1).flatMap(({ copy }) => copy.after),
    ],
    launch,
  );
  return new Map([...latest].map(([key, day]) => [key, day - SPARE_DAYS]));
}

function findHeldUp(
  { key, after, wave, afterLaunch, isLaunch }: Copy,
  days: Days | null,
  blocked: HeldUp | null,
  { launches }: Copies,
  schedule: PlanSchedule,
  held: ReadonlySet<string>,
  thirdYear: number,
): HeldUp | null {
  if (days !== null) return held.has(key) && days.start < thirdYear ? { kind: 'focus' } : null;
  if (blocked !== null) return blocked;
  const isLate = (other: string) => schedule.placed.get(other)?.days === null;
  const launch = afterLaunch === null ? undefined : launches[afterLaunch - 1];
  const ofLaunch = launch !== undefined && schedule.launches[launch.wave - 1] === null ? launch : undefined;
  if (isLaunch && wave !== null && ofLaunch?.closed != null) return ofLaunch.closed;
  const late = [...after, ...(ofLaunch?.after ?? [])].find(isLate);
  return late === undefined ? { kind: 'horizon' } : { kind: 'waits-for', action: late };
}

/** Soft gates whose level is not there when what is behind them starts: nothing raises it, or not by then. */
function findOpenSoftGates(
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
  const counts = new Map<string | null, number>();
  const task = (of: Pick<FindOut, 'kind' | 'id' | 'saidUnknown'>, owner: string | null): FindOut => {
    const before = counts.get(owner) ?? 0;
    counts.set(owner, before + 1);
    const days = FIND_OUT_DAYS + FIND_OUT_MORE_DAYS * Math.floor(before / FIND_OUT_AT_ONCE);
    return { ...of, owner, due: addDays(answers.start, days - 1) };
  };
  const lead =
    findMainOwner(framework.actions.filter((action) => action.condition === null)) ?? findMainOwner(framework.actions);
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
