/** From a framework and answers to a plan: assess, select, prioritize, focus, date, and say what is open. */
import { findPrecedences } from '../framework/precedence.js';
import { byText } from '../text/lists.js';
import type { Answers, Clash, Framework, HeldUp, Plan, PlannedAction } from '../model/index.js';
import { makeContext, type PlanContext } from './context.js';
import { findBudget } from './cost.js';
import { findDuties } from './duties.js';
import { chooseStarts, type FirstYear } from './focus.js';
import { findMeasures } from './measures.js';
import { findMessages } from './messages.js';
import { findMilestones } from './milestones.js';
import { findOpenSoftGates, findOpenTasks, findPolicyRequests, rankRisks } from './open-points.js';
import { prioritize } from './prioritize.js';
import {
  type Effort,
  findClashes,
  findLoads,
  holdBack,
  makeProblem,
  type PlanProblem,
  type PlanSchedule,
  schedulePlan,
  toSpan,
} from './schedule.js';
import { selectActions, type Selection } from './select.js';
import { dateWaves } from './spread.js';
import { decisionOf, expandCopies, makeTasks, type PlanTask, weeksOf } from './tasks.js';

/** What a plan is made from. */
export interface PlanInput {
  readonly framework: Framework;
  /** Answers to this framework, with a start. */
  readonly answers: Answers;
  /** How long to look for a better schedule: `normal` unless told, `high` for much longer, or how many schedules to try. */
  readonly effort?: Effort;
}

/**
 * Builds the plan of one organization. The same input always gives the same plan: nothing else is looked at.
 * @returns plain data that can be written as JSON: dates as YYYY-MM-DD, work in weeks, money in whole units of the
 *   framework's currency, levels as ranks from 0 for the lowest
 * @throws RangeError where the answers have no start
 */
export function buildPlan({ framework, answers, effort = 'normal' }: PlanInput): Plan {
  const context = makeContext(framework, answers);
  const { start, end, weeksFactor } = context;
  const selection = selectActions(context);
  const { actions: selected, assessment, lifted } = selection;
  const precedences = findPrecedences(context.gates, selected);
  const priorities = prioritize(context, selection, precedences);
  const copies = expandCopies(context, selected, precedences);
  const tasks = makeTasks(context, selected, copies.copies, priorities);
  const free = makeProblem(context, tasks, copies.launches);
  const firstYear = chooseStarts(free, priorities);
  const problem = holdBack(free, firstYear);
  const schedule = schedulePlan(problem, effort);
  const planned = describeActions({ problem, schedule, selection, firstYear, clashes: findClashes(problem, schedule) });
  const actions = planned.filter((action) => action.start !== null).sort((a, b) => byText(a.start!, b.start!));
  const later = planned.filter((action) => action.start === null);
  const spread = dateWaves(context, copies, schedule);
  return {
    start,
    end,
    years: answers.years,
    weeksFactor,
    assessment,
    priorities,
    spread,
    people: findLoads(problem, schedule),
    critical: schedule.critical,
    actions,
    later,
    ...listDecided(context),
    lifted,
    softGates: findOpenSoftGates(context, selected, planned, schedule),
    policyRequests: findPolicyRequests(context, selected),
    budget: findBudget(context, actions, later),
    measures: findMeasures(context, actions),
    milestones: findMilestones(context, { actions, later, spread, assessment }),
    duties: findDuties(context, actions),
    messages: findMessages(context, actions, spread),
    risks: rankRisks(context, actions),
    findOut: findOpenTasks(context, assessment),
  };
}

/** What the team has done, and what it leaves out. */
function listDecided({ framework, answers }: PlanContext): Pick<Plan, 'done' | 'skipped'> {
  const decided = (status: 'done' | 'skip') =>
    framework.actions.flatMap(({ id }) => {
      const decision = answers.decisions[id];
      return decision?.status === status ? [{ id, decision }] : [];
    });
  return {
    done: decided('done').map(({ id, decision: { finish, note } }) => ({ id, finish, note })),
    skipped: decided('skip').map(({ id, decision: { note } }) => ({ id, note })),
  };
}

/** A schedule, and what it came from. */
interface Scheduled {
  readonly problem: PlanProblem;
  readonly schedule: PlanSchedule;
  readonly selection: Selection;
  readonly firstYear: FirstYear;
  readonly clashes: ReadonlyMap<string, readonly Clash[]>;
}

/** The actions with their dates, in the framework's order. */
function describeActions(scheduled: Scheduled): PlannedAction[] {
  const { problem, schedule, selection, firstYear, clashes } = scheduled;
  const { context, tasks, launches } = problem;
  return tasks.map((task) => {
    const { copy, isUnderWay } = task;
    const { action, key, wave } = copy;
    const { days, again, slack } = schedule.placed.get(key)!;
    const decision = decisionOf(context.answers, copy);
    const span = days === null ? null : toSpan(days, context.start);
    const beforeLaunch = copy.isLaunch ? (launches[wave! - 1]?.after ?? []) : [];
    return {
      key,
      id: action.id,
      wave,
      status: isUnderWay ? 'in-progress' : 'not-started',
      reasons: selection.reasons.get(action.id)!,
      ...weeksOf(context, action),
      assignee: decision?.assignee ?? null,
      note: decision?.note ?? null,
      waitsFor: [...new Set([...copy.after, ...beforeLaunch])],
      start: span?.start ?? null,
      finish: span?.finish ?? null,
      again: again.map((turn) => toSpan(turn, context.start)),
      slack,
      heldUp: findHeldUp(scheduled, task),
      clashes: clashes.get(key) ?? [],
      isTentative: context.holds(action.when) === 'unknown',
      forcedBy: firstYear.forcedBy.get(key) ?? null,
    };
  });
}

/** What holds an action up, other than that those it waits for are not finished yet; null where nothing does. */
function findHeldUp({ problem, schedule, firstYear }: Scheduled, { copy, blocked }: PlanTask): HeldUp | null {
  const { key, after, wave, afterLaunch, isLaunch } = copy;
  const { context, launches } = problem;
  const days = schedule.placed.get(key)!.days;
  const thirdYear = context.calendar.monthsAfter(0, 24);
  if (days !== null) return firstYear.held.has(key) && days.start < thirdYear ? { kind: 'focus' } : null;
  if (blocked !== null) return blocked;
  const isLate = (other: string) => schedule.placed.get(other)?.days === null;
  const launch = afterLaunch === null ? undefined : launches[afterLaunch - 1];
  const ofLaunch = launch !== undefined && schedule.launches[launch.wave - 1] === null ? launch : undefined;
  if (isLaunch && wave !== null && ofLaunch?.closed != null) return ofLaunch.closed;
  const late = [...after, ...(ofLaunch?.after ?? [])].find(isLate);
  return late === undefined ? { kind: 'horizon' } : { kind: 'waits-for', action: late };
}
