/** From a framework and answers to a plan: assess, select, prioritize, focus, date, and say what is open. */
import { findPrecedences, findWavePrecedences } from '../framework/precedence.js';
import { addDays, addMonths, addYears } from '../text/dates.js';
import type { DatedAnswers, Framework, HeldUp, Plan, PlannedAction } from '../model/index.js';
import { assess } from './assess.js';
import { PlanCalendar } from './calendar.js';
import { type Copies, type Copy, expandCopies } from './wave-copies.js';
import { findBudget } from './cost.js';
import { chooseStarts } from './focus.js';
import { findOpenSoftGates, findOpenTasks, findPolicyRequests } from './open-points.js';
import { prioritize } from './prioritize.js';
import { draftWaves } from './waves.js';
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
  toSpan,
} from './schedule.js';
import { selectActions } from './select.js';
import { describeSpread } from './spread.js';
import { decisionOf, findDone, makeTasks, weeksOf } from './tasks.js';
import { watch } from './monitoring.js';

/** What a plan is made of. */
export interface PlanInput {
  readonly framework: Framework;
  /** Answers with the plan's first day. */
  readonly answers: DatedAnswers;
  /** How long to look for a better schedule, or how many tries; normal unless told. */
  readonly effort?: 'normal' | 'high' | number;
}

/**
 * Builds the plan: assesses, selects, orders, dates and costs the work. A pure function: the same input gives the same plan.
 * @returns plain data that can be written as JSON: dates as YYYY-MM-DD, durations in weeks, money in whole units of the
 * framework's currency, levels as ranks from 0
 */
export function buildPlan({ framework, answers, effort = 'normal' }: PlanInput): Plan {
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
    weeksFactor: factor,
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
    findOut: findOpenTasks(framework, answers, selection, assessed.knowledge, calendar),
  };
}

function unique(keys: readonly string[]): string[] {
  return [...new Set(keys)];
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
