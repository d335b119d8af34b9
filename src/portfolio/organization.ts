/** One organization in short: what an overview needs of its answers and plan. */
import type { Answers, Assessment, Condition, ConditionAssessment, Framework, Plan } from '../model/index.js';
import { sumAmounts } from '../model/index.js';
import { hasLevel, isApplicable, isAssessed } from '../plan/assess.js';
import { collectBy } from '../text/lists.js';
import { nameOrganization } from '../view/names.js';
import type { OrganizationRecord, PlanRecord } from './schema.js';
import { weightedMean } from './summarize.js';

/** An organization as it is recorded. */
interface Organization {
  /** The name of its answers file. */
  readonly input: string;
  readonly answers: Answers;
  /** The plan's, where there is one. */
  readonly assessment: Assessment;
  /** Null where the answers have no start yet. */
  readonly plan: Plan | null;
}

export function recordOrganization(
  framework: Framework,
  { input, answers, assessment, plan }: Organization,
): OrganizationRecord {
  const questions = assessment.conditions.flatMap((condition) => condition.questions);
  return {
    input,
    name: nameOrganization(framework, answers),
    facts: answers.facts as OrganizationRecord['facts'],
    conditions: assessment.conditions.map((assessed, n) => {
      if (!assessed.applicable) return null;
      const level = isAssessed(assessed) ? assessed.rank : null;
      return { level, score: assessed.score, gap: findKnownGap(framework.conditions[n]!, assessed) };
    }),
    levels: questions.map((question) => {
      if (hasLevel(question)) return question.rank;
      if (!isApplicable(question)) return 'not-applicable';
      return question.status === 'unknown' ? 'unknown' : 'unanswered';
    }),
    targets: questions.map(({ target }) => target),
    covered: questions.filter(({ status }) => status === 'covered').length,
    plan: plan === null ? null : recordPlan(framework, plan),
  };
}

/** The weighted mean of what the questions lack to their targets, over those whose level is known; null where none is. */
function findKnownGap({ questions }: Condition, assessed: ConditionAssessment): number | null {
  const gaps = questions.map(({ weight }, n) => {
    const question = assessed.questions[n]!;
    return { weight, value: hasLevel(question) ? Math.max(0, question.target - question.rank) : null };
  });
  const gap = weightedMean(gaps);
  return gap === null ? null : Math.round(gap * 1e6) / 1e6;
}

function recordPlan(framework: Framework, { start, end, actions, later, budget, spread }: Plan): PlanRecord {
  // All waves of an action together; those with dates come first, by start.
  const planned = collectBy([...actions, ...later], ({ id }) => id);
  const costs = collectBy(budget.lines, ({ action }) => action);
  return {
    start,
    end,
    actions: framework.actions.map(({ id }) => {
      const waves = planned.get(id);
      if (waves === undefined) return null;
      const lines = waves.flatMap(({ key }) => costs.get(key) ?? []);
      const { low, high } = sumAmounts(lines.map(({ total }) => total));
      return [waves[0]!.start, low, high, lines.every(({ missing }) => missing === null)];
    }),
    fiscalYears: budget.fiscalYears.map((year, n) => ({
      ...year,
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
