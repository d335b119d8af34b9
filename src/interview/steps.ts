/** What an interview asks, in its order, and what of it is answered. */
import type { Answers, Framework } from '../model/index.js';
import { assess } from '../plan/assess.js';

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

/** The key that names a step. */
export function keyOfStep(step: Step): string {
  return 'id' in step ? `${step.kind} ${step.id}` : step.kind;
}

/**
 * All that is asked with the answers given so far, in order: facts, conditions by group, rules that others make, the
 * start and the horizon; a quick one leaves the rules out. What an answer hides is not in it; what is not known yet hides nothing.
 * @param hasYears whether the answers say how many years the plan looks ahead
 */
export function listSteps(
  framework: Framework,
  answers: Answers,
  hasYears: boolean,
  { quick, only }: InterviewScope,
): Standing[] {
  const { assessment, holds } = assess(framework, answers);
  const conditions = inGroups(framework)
    .map((id) => assessment.conditions.find((condition) => condition.id === id)!)
    .filter(({ id }) => only === null || only.includes(id))
    .flatMap(({ id, questions }): Standing[] => {
      const asked = questions.filter(({ status }) => status !== 'not-asked');
      if (quick) {
        const level = answers.responses[id]?.level ?? null;
        const isDone = level !== null || asked.every((question) => hasOwnAnswer(answers, question.id));
        return asked.length === 0
          ? []
          : [
              {
                step: { kind: 'condition', id },
                status: level === 'unknown' ? 'unknown' : isDone ? 'answered' : 'open',
              },
            ];
      }
      return asked.map(({ id: question, status }) => ({
        step: { kind: 'question', id: question },
        // Where a condition does not apply as a whole, nothing is open in it.
        status:
          status === 'not-applicable' || (hasOwnAnswer(answers, question) && status !== 'unknown')
            ? 'answered'
            : hasOwnAnswer(answers, question)
              ? 'unknown'
              : 'open',
      }));
    });
  if (only !== null) return conditions;
  const facts = framework.facts
    .filter((fact) => holds(fact.when) !== false)
    .map(({ id }): Standing => ({
      step: { kind: 'fact', id },
      status: answers.facts[id] !== undefined ? 'answered' : answers.unknownFacts.includes(id) ? 'unknown' : 'open',
    }));
  const policy = framework.policy.map(({ id }): Standing => {
    const state = answers.policy[id];
    return {
      step: { kind: 'policy', id },
      status: state === undefined ? 'open' : state === 'unknown' ? 'unknown' : 'answered',
    };
  });
  return [
    ...facts,
    ...conditions,
    ...(quick ? [] : policy),
    { step: { kind: 'start' }, status: answers.start === null ? 'open' : 'answered' },
    { step: { kind: 'years' }, status: hasYears ? 'answered' : 'open' },
  ];
}

/** Ids of the conditions, group by group; those of no group last. */
function inGroups({ groups, conditions }: Framework): string[] {
  const order = [...groups.map(({ id }) => id), null];
  return order.flatMap((group) => conditions.filter((one) => one.group === group).map(({ id }) => id));
}

function hasOwnAnswer(answers: Answers, question: string): boolean {
  return (answers.responses[question]?.level ?? null) !== null;
}
