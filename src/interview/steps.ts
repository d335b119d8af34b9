/** The questions of an interview, in their order, and what of it is answered. */
import type { Answers, Framework } from '../model/index.js';
import { assess } from '../plan/assess.js';
import type { Sitting } from './answers-session.js';

/** One thing that is asked. */
export type Step =
  | { readonly kind: 'fact'; readonly id: string }
  /** A condition as a whole. */
  | { readonly kind: 'condition'; readonly id: string }
  | { readonly kind: 'question'; readonly id: string }
  | { readonly kind: 'policy'; readonly id: string }
  | { readonly kind: 'start' }
  | { readonly kind: 'years' };

/** How much an interview asks. */
export interface InterviewScope {
  /** One question for each condition. */
  readonly quick: boolean;
  /** Only these conditions, and nothing else; null for everything. */
  readonly only: readonly string[] | null;
}

/** How a step stands. */
export interface Standing {
  readonly step: Step;
  readonly status: 'answered' | 'unknown' | 'open';
}

/** The name of a step, which no other step has. */
export function keyOfStep(step: Step): string {
  return 'id' in step ? `${step.kind} ${step.id}` : step.kind;
}

/** The id of what is asked, or the name of what there is only one of. */
export function idOfStep(step: Step): string {
  return 'id' in step ? step.id : step.kind;
}

/**
 * All that is asked with the answers given so far, in order: facts, conditions by group, rules that others make, the
 * start and the horizon; a quick one leaves the rules out. What an answer hides is not in it; what is not known yet hides nothing.
 */
export function listSteps(
  { framework, answers, data }: Pick<Sitting, 'framework' | 'answers' | 'data'>,
  { quick, only }: InterviewScope,
): Standing[] {
  const { assessment, holds } = assess(framework, answers);
  const conditions = inGroups(framework)
    .map((id) => assessment.conditions.find((condition) => condition.id === id)!)
    .filter(({ id }) => only === null || only.includes(id))
    .flatMap(({ id, questions }): Standing[] => {
      const asked = questions.filter(({ status }) => status !== 'not-asked');
      if (quick && asked.length > 0) {
        const isUnknown = answers.responses[id]?.level === 'unknown';
        const isDone = hasOwnAnswer(answers, id) || asked.every((question) => hasOwnAnswer(answers, question.id));
        return [{ step: { kind: 'condition', id }, status: statusOf(isDone, isUnknown) }];
      }
      return asked.map(({ id: question, status }) => {
        const hasOwn = hasOwnAnswer(answers, question);
        // Where a condition does not apply as a whole, nothing is open in it.
        const isDone = hasOwn || status === 'not-applicable';
        return { step: { kind: 'question', id: question }, status: statusOf(isDone, hasOwn && status === 'unknown') };
      });
    });
  if (only !== null) return conditions;
  const facts = framework.facts
    .filter((fact) => holds(fact.when) !== false)
    .map(({ id }): Standing => ({
      step: { kind: 'fact', id },
      status: statusOf(answers.facts[id] !== undefined, answers.unknownFacts.includes(id)),
    }));
  const policy = framework.policy.map(({ id }): Standing => ({
    step: { kind: 'policy', id },
    status: statusOf(answers.policy[id] !== undefined, answers.policy[id] === 'unknown'),
  }));
  return [
    ...facts,
    ...conditions,
    ...(quick ? [] : policy),
    { step: { kind: 'start' }, status: statusOf(answers.start !== null) },
    { step: { kind: 'years' }, status: statusOf(data['years'] !== undefined) },
  ];
}

function statusOf(isAnswered: boolean, isUnknown = false): Standing['status'] {
  return isUnknown ? 'unknown' : isAnswered ? 'answered' : 'open';
}

/** Ids of the conditions, group by group; those of no group last. */
function inGroups({ groups, conditions }: Framework): string[] {
  const order = [...groups.map(({ id }) => id), null];
  return order.flatMap((group) => conditions.filter((one) => one.group === group).map(({ id }) => id));
}

function hasOwnAnswer(answers: Answers, id: string): boolean {
  return (answers.responses[id]?.level ?? null) !== null;
}
