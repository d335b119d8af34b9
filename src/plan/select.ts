/** Which actions a plan needs, and why each. */
import {
  type Action,
  type Assessment,
  type ConditionAssessment,
  type LiftedTarget,
  monthsOf,
  type Need,
  type Reason,
} from '../model/index.js';
import { assessWithTargets, isApplicable } from './assess.js';
import { countWaves, type PlanContext } from './context.js';

/** The actions of a plan, before they have dates. */
export interface Selection {
  /** In the framework's order. */
  readonly actions: readonly Action[];
  /** Why each is selected, by id. */
  readonly reasons: ReadonlyMap<string, readonly Reason[]>;
  /** The assessment with the targets that gates and needs have lifted. */
  readonly assessment: Assessment;
  readonly lifted: readonly LiftedTarget[];
}

/**
 * Selects, for each question and each level between its score and its target, the actions that raise it exactly to
 * that level, else those to the next level up that has any; what these need first; and what every plan has. A hard
 * gate or need lifts the target of what it asks for where something that waits for it is selected, which may select
 * more, until nothing changes. A condition that is where it is meant to be keeps what repeats, so that it stays there.
 */
export function selectActions(context: PlanContext): Selection {
  const { framework, answers, assessment, holds } = context;
  const search: Search = {
    context,
    open: new Set(framework.actions.filter((action) => isOpen(context, action))),
    raisers: indexRaisers(framework.actions.filter((action) => holds(action.when) !== false)),
    conditions: new Map(assessment.conditions.map((condition) => [condition.id, condition])),
    targets: new Map(
      assessment.conditions.flatMap(({ questions }) => questions.map((question) => [question.id, question.target])),
    ),
  };
  const lifted: LiftedTarget[] = [];
  for (;;) {
    const reasons = findReasons(search, lifted);
    const actions = framework.actions.filter((action) => reasons.has(action.id));
    const lifts = findLifts(search, actions);
    if (lifts.length === 0) {
      return {
        actions,
        reasons,
        assessment: assessWithTargets(framework, answers, assessment, search.targets),
        lifted,
      };
    }
    lifted.push(...lifts);
  }
}

/** A selection under way. */
interface Search {
  readonly context: PlanContext;
  /** The actions that can be selected. */
  readonly open: ReadonlySet<Action>;
  readonly raisers: Raisers;
  readonly conditions: ReadonlyMap<string, ConditionAssessment>;
  /** The target of each question, as far as it is lifted by now. */
  readonly targets: Map<string, number>;
}

/** Tells whether there is something to do: the action is not done, left out, in vain or for others. */
function isOpen(context: PlanContext, action: Action): boolean {
  const { answers, gates, holds } = context;
  const status = answers.decisions[action.id]?.status;
  // What is done for the first wave is still ahead for the others.
  const isDone = status === 'done' && !(action.repeat === 'wave' && countWaves(context) > 1);
  // An action that raises nothing is never in vain.
  const isAlreadyTrue =
    action.raises.length > 0 && action.raises.every(({ question, rank }) => gates.reached.rankOf(question) >= rank);
  return !isDone && status !== 'skip' && !isAlreadyTrue && holds(action.when) !== false;
}

/** All reasons to do something, by action. */
function findReasons(search: Search, lifted: readonly LiftedTarget[]): Map<string, Reason[]> {
  const { context, open, raisers, targets } = search;
  const { framework, answers, assessment, actions } = context;
  const reasons = new Map<string, Reason[]>();
  const add = (action: Action, reason: Reason) => {
    if (!open.has(action)) return;
    const known = reasons.get(action.id);
    if (known !== undefined) {
      known.push(reason);
      return;
    }
    reasons.set(action.id, [reason]);
    for (const first of action.after) add(actions.get(first)!, { kind: 'prerequisite', of: action.id });
  };
  for (const { id: condition, questions } of assessment.conditions) {
    for (const question of questions.filter(isApplicable)) {
      const { id, rank: from, target } = question;
      for (let to = from + 1; to <= targets.get(id)!; to++) {
        const lift = to > target ? lifted.find((one) => one.condition === condition && one.rank >= to) : undefined;
        for (const action of findRaisers(raisers.get(id), to))
          add(action, lift ? { kind: 'gate', ...lift } : { kind: 'answer', question: id, from, to });
      }
    }
  }
  for (const action of framework.actions) {
    if (answers.decisions[action.id]?.status === 'in-progress') add(action, { kind: 'in-progress' });
    if (action.repeat === 'wave' ? countWaves(context) > 0 : action.always) add(action, { kind: 'always' });
    else if (keepsLevel(search, action) && answers.decisions[action.id] === undefined)
      reasons.set(action.id, reasons.get(action.id) ?? [{ kind: 'keep' }]);
  }
  return reasons;
}

/** Tells whether an action that comes back by the calendar keeps up a condition that is where it is meant to be. */
function keepsLevel({ conditions, targets }: Search, { condition, repeat, raises }: Action): boolean {
  if (monthsOf(repeat) === null || condition === null || raises.length === 0) return false;
  const { applicable, questions } = conditions.get(condition)!;
  return applicable && questions.filter(isApplicable).every(({ id, rank }) => rank >= targets.get(id)! && rank > 0);
}

/** Actions by question and by the rank that they raise it to. */
type Raisers = ReadonlyMap<string, readonly (readonly Action[] | undefined)[]>;

function indexRaisers(actions: readonly Action[]): Raisers {
  const index = new Map<string, Action[][]>();
  for (const action of actions) {
    for (const { question, rank } of action.raises) {
      const byRank = index.get(question) ?? [];
      (byRank[rank] ??= []).push(action);
      index.set(question, byRank);
    }
  }
  return index;
}

/** The actions that raise a question exactly to a rank, else to the next rank up that has any. */
function findRaisers(byRank: readonly (readonly Action[] | undefined)[] | undefined, rank: number): readonly Action[] {
  if (byRank === undefined) return [];
  for (let next = rank; next < byRank.length; next++) if (byRank[next] !== undefined) return byRank[next]!;
  return [];
}

/** Lifts the targets that something selected needs higher, and says which conditions were lifted. */
function findLifts(search: Search, selected: readonly Action[]): LiftedTarget[] {
  const { gates } = search.context;
  const needs = [
    ...gates.waveNeeds(countWaves(search.context), true),
    ...selected.flatMap((action) => gates.levelNeeds(action)),
  ];
  return needs.flatMap(({ need, before, why }) => (liftTargets(search, need) ? [{ ...need, before, why }] : []));
}

/** Lifts the targets of a condition's questions to a rank; says whether any was lower. */
function liftTargets({ conditions, targets }: Search, need: Need): boolean {
  let isLower = false;
  for (const question of conditions.get(need.condition)!.questions) {
    if (!isApplicable(question) || targets.get(question.id)! >= need.rank) continue;
    targets.set(question.id, need.rank);
    isLower = true;
  }
  return isLower;
}
