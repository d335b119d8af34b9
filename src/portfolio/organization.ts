/** One organization in short: what an overview needs of its answers and plan. */
import type { Answers, Assessment, Condition, ConditionAssessment, Framework, Plan } from '../model/index.js';
import { hasLevel, isApplicable, isAssessed } from '../plan/assess.js';
import { nameOrganization } from '../view/names.js';
import type { OrganizationRecord, PlanRecord } from './schema.js';

/** An organization as it is recorded. */
export interface Organization {
  /** The name of its answers file. */
  readonly input: string;
  readonly answers: Answers;
  /** The plan's, where there is one. */
  readonly assessment: Assessment;
  /** Null where the answers have no start yet. */
  readonly plan: Plan | null;
}

/** Records an organization. */
export function recordOrganization(
  framework: Framework,
  { input, answers, assessment, plan }: Organization,
): OrganizationRecord {
  const questions = assessment.conditions.flatMap((condition) => condition.questions);
  return {
    input,
    name: nameOrganization(framework, answers),
    facts: Object.fromEntries(
      Object.entries(answers.facts).map(([id, value]) => [
        id,
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : [...value],
      ]),
    ),
    conditions: assessment.conditions.map((assessed, n) =>
      assessed.applicable
        ? {
            level: isAssessed(assessed) ? assessed.rank : null,
            score: assessed.score,
            gap: findKnownGap(framework.conditions[n]!, assessed),
          }
        : null,
    ),
    levels: questions.map((question) =>
      hasLevel(question)
        ? question.rank
        : !isApplicable(question)
          ? 'not-applicable'
          : question.status === 'unknown'
            ? 'unknown'
            : 'unanswered',
    ),
    targets: questions.map(({ target }) => target),
    covered: questions.filter(({ status }) => status === 'covered').length,
    plan: plan === null ? null : recordPlan(framework, plan),
  };
}

/** The weighted mean of what the questions lack to their targets, over those whose level is known; null where none is. */
function findKnownGap({ questions }: Condition, assessed: ConditionAssessment): number | null {
  let weights = 0;
  let lacks = 0;
  questions.forEach(({ weight }, n) => {
    const question = assessed.questions[n]!;
    if (!hasLevel(question)) return;
    weights += weight;
    lacks += weight * Math.max(0, question.target - question.rank);
  });
  return weights === 0 ? null : Math.round((lacks / weights) * 1e6) / 1e6;
}

function recordPlan(framework: Framework, { start, end, actions, later, budget, spread }: Plan): PlanRecord {
  const costs = new Map<string, { low: number; high: number; isWhole: boolean }>();
  for (const { action, total, missing } of budget.lines) {
    const cost = costs.get(action) ?? { low: 0, high: 0, isWhole: true };
    costs.set(action, cost);
    cost.low += total.low;
    cost.high += total.high;
    cost.isWhole &&= missing === null;
  }
  // All waves of an action together; those with dates come first, by start.
  const recorded = new Map<string, [start: string | null, low: number, high: number, isWhole: boolean]>();
  for (const { id, key, start: first } of [...actions, ...later]) {
    const entry = recorded.get(id) ?? [first, 0, 0, true];
    recorded.set(id, entry);
    const cost = costs.get(key);
    if (cost === undefined) continue;
    entry[1] += cost.low;
    entry[2] += cost.high;
    entry[3] &&= cost.isWhole;
  }
  return {
    start,
    end,
    actions: framework.actions.map(({ id }) => recorded.get(id) ?? null),
    fiscalYears: budget.fiscalYears.map((year, n) => ({
      start: year.start,
      finish: year.finish,
      once: budget.once[n]!,
      recurring: budget.recurring[n]!,
    })),
    after: budget.after,
    later: budget.later,
    unknown: budget.unknown.map(({ fact }) => fact),
    spread:
      spread === null
        ? null
        : {
            unit: spread.rollout.unit,
            total: spread.total,
            already: spread.already,
            carried: spread.carried,
            waves: spread.waves.map(({ launch, units }) => ({ launch, units })),
          },
  };
}
