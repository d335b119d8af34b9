/** Which actions a plan needs, and why each. */
import { Gates, type LevelsReached } from '../framework/precedence.js';
import type { Action, Answers, Assessment, Framework, LiftedTarget, Need, Reason } from '../model/index.js';
import { type Assessed, assessWithTargets, isApplicable } from './assess.js';

/** The actions of a plan, before they have dates. */
export interface Selection {
  /** In the framework's order. */
  readonly actions: readonly { readonly action: Action; readonly reasons: readonly Reason[] }[];
  /** The assessment with the targets that gates and needs have lifted. */
  readonly assessment: Assessment;
  readonly lifted: readonly LiftedTarget[];
  /** The gates, seen from where the organization stands. */
  readonly gates: Gates;
}

/**
 * Selects, for each question and each level between its score and its target, the actions that raise it exactly to
 * that level, else those to the next level up that has any; what these need first; and what every plan has. A hard
 * gate or need lifts the target of what it asks for where something behind it is selected, which may select more, until
 * nothing changes. A condition that is where it is meant to be keeps what repeats, so that it stays there.
 * @param waves how many waves there will be
 */
export function selectActions(
  framework: Framework,
  answers: Answers,
  { assessment, knowledge }: Assessed,
  waves: number,
): Selection {
  const standing = describeStanding(assessment);
  const gates = new Gates(framework, standing);
  const isOpen = (action: Action) => {
    const status = answers.decisions[action.id]?.status;
    // What is done for the first wave is still ahead for the others.
    const isDone = status === 'done' && !(action.repeat === 'wave' && waves > 1);
    return !isDone && status !== 'skip' && !isAlreadyTrue(action, standing) && knowledge.holds(action.when) !== false;
  };
  const open = new Set(framework.actions.filter(isOpen));
  const byId = new Map(framework.actions.map((action) => [action.id, action]));
  const raisers = indexRaisers(framework.actions.filter((action) => knowledge.holds(action.when) !== false));
  const targets = new Map(
    assessment.conditions.flatMap((condition) => condition.questions.map((question) => [question.id, question.target])),
  );
  const lifted: LiftedTarget[] = [];
  for (;;) {
    const reasons = new Map<string, Reason[]>();
    const add = (action: Action, reason: Reason) => {
      if (!open.has(action)) return;
      const known = reasons.get(action.id);
      if (known !== undefined) {
        known.push(reason);
        return;
      }
      reasons.set(action.id, [reason]);
      for (const first of action.after) add(byId.get(first)!, { kind: 'prerequisite', of: action.id });
    };
    for (const condition of assessment.conditions) {
      for (const question of condition.questions.filter(isApplicable)) {
        for (let rank = question.rank + 1; rank <= targets.get(question.id)!; rank++) {
          for (const action of findRaisers(raisers.get(question.id), rank)) {
            const lift =
              rank > question.target
                ? lifted.find((one) => one.condition === condition.id && one.rank >= rank)
                : undefined;
            add(
              action,
              lift
                ? { kind: 'gate', ...lift }
                : { kind: 'answer', question: question.id, from: question.rank, to: rank },
            );
          }
        }
      }
    }
    for (const action of framework.actions) {
      if (answers.decisions[action.id]?.status === 'in-progress') add(action, { kind: 'in-progress' });
      if (action.repeat === 'wave' ? waves > 0 : action.always) add(action, { kind: 'always' });
      else if (keepsLevel(action, assessment, targets) && answers.decisions[action.id] === undefined)
        reasons.set(action.id, reasons.get(action.id) ?? [{ kind: 'keep' }]);
    }
    const selected = framework.actions.filter((action) => reasons.has(action.id));
    const lifts = findLifts(gates, selected, waves, assessment, targets);
    if (lifts.length === 0) {
      return {
        actions: selected.map((action) => ({ action, reasons: reasons.get(action.id)! })),
        assessment: assessWithTargets(framework, answers, assessment, targets),
        lifted,
        gates,
      };
    }
    lifted.push(...lifts);
  }
}

/** What is there: the ranks of the questions that apply; what does not apply stands in nobody's way. */
function describeStanding(assessment: Assessment): LevelsReached {
  const conditions = new Map(assessment.conditions.map((condition) => [condition.id, condition]));
  const ranks = new Map(
    assessment.conditions.flatMap((condition) =>
      condition.questions.map((question): [string, number] => [
        question.id,
        isApplicable(question) ? question.rank : Infinity,
      ]),
    ),
  );
  return {
    rankOf: (question) => ranks.get(question)!,
    isMet: ({ condition, rank }) => {
      const assessed = conditions.get(condition)!;
      return !assessed.applicable || assessed.rank >= rank;
    },
  };
}

/** Whether all that an action raises is there. An action that raises nothing is never already true. */
function isAlreadyTrue(action: Action, standing: LevelsReached): boolean {
  return action.raises.length > 0 && action.raises.every(({ question, rank }) => standing.rankOf(question) >= rank);
}

/** Whether an action that comes back every quarter or year keeps up what is there, in a condition that is where it is meant to be. */
function keepsLevel(
  { condition, repeat, raises }: Action,
  assessment: Assessment,
  targets: ReadonlyMap<string, number>,
): boolean {
  if ((repeat !== 'quarter' && repeat !== 'year') || condition === null || raises.length === 0) return false;
  const { applicable, questions } = assessment.conditions.find((one) => one.id === condition)!;
  return applicable && questions.filter(isApplicable).every(({ id, rank }) => rank >= targets.get(id)! && rank > 0);
}

/** Actions by question and by the rank that they raise it to. */
function indexRaisers(actions: readonly Action[]): ReadonlyMap<string, readonly (readonly Action[] | undefined)[]> {
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

/** Targets that something selected needs higher; sets them in `targets` and says which conditions were lifted. */
function findLifts(
  gates: Gates,
  selected: readonly Action[],
  waves: number,
  assessment: Assessment,
  targets: Map<string, number>,
): LiftedTarget[] {
  const lifts: LiftedTarget[] = [];
  const needs = [...gates.waveNeeds(waves, true), ...selected.flatMap((action) => gates.levelNeeds(action))];
  for (const { need, before, why } of needs) {
    if (liftTargets(need, assessment, targets)) lifts.push({ ...need, before, why });
  }
  return lifts;
}

/** Lifts the targets of a condition's questions to a rank; says whether any was lower. */
function liftTargets(need: Need, assessment: Assessment, targets: Map<string, number>): boolean {
  const questions = assessment.conditions.find((condition) => condition.id === need.condition)!.questions;
  let isLower = false;
  for (const question of questions) {
    if (!isApplicable(question) || targets.get(question.id)! >= need.rank) continue;
    targets.set(question.id, need.rank);
    isLower = true;
  }
  return isLower;
}
