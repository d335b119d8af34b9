/** Where an organization stands: levels, scores, gaps and confidence, from its answers. */
import { WhenExpressions, type WhenData } from '../framework/when.js';
import type {
  Answers,
  Assessment,
  Condition,
  ConditionAssessment,
  Framework,
  Question,
  QuestionAssessment,
  Response,
} from '../model/index.js';

/** What an assessment gives to the steps after it. */
export interface Assessed {
  readonly assessment: Assessment;
  /** true, false, or unknown where a fact or level that the expression needs is missing; true where there is none. */
  readonly holds: (when: string | null) => boolean | 'unknown';
}

/**
 * Assesses every condition.
 * A question is scored by its own answer, else by the answer for its whole condition; what is unknown or unanswered
 * counts as rank 0 and lowers the confidence. A condition's score is the weighted mean of the questions that apply.
 * @returns levels as ranks from 0, besides the framework's `when` expressions over these answers
 */
export function assess(framework: Framework, answers: Answers): Assessed {
  const expressions = new WhenExpressions(framework);
  const levels = new Map<string, number>();
  const data: WhenData = { facts: answers.facts, levels };
  const evaluate = (when: string) => expressions.evaluate(when, data);
  const conditions: ConditionAssessment[] = [];
  for (const condition of framework.conditions) {
    const questions: QuestionAssessment[] = [];
    for (const question of condition.questions) {
      const isAsked = question.when === null || evaluate(question.when) !== false;
      const assessed = assessQuestion(question, answers, isAsked);
      questions.push(assessed);
      if (hasLevel(assessed)) levels.set(assessed.id, assessed.rank);
    }
    const assessed = assessCondition(
      condition,
      questions,
      answers.responses[condition.id],
      framework.levels.length - 1,
    );
    conditions.push(assessed);
    if (isAssessed(assessed)) levels.set(assessed.id, assessed.rank);
  }
  // From here on all levels are known, and no expression changes its value any more.
  const known = new Map<string, boolean | 'unknown'>();
  const holds = (when: string | null): boolean | 'unknown' => {
    if (when === null) return true;
    const value = known.get(when) ?? evaluate(when);
    known.set(when, value);
    return value;
  };
  return { assessment: { conditions }, holds };
}

/** Tells whether a question has a level, its own or its condition's. */
export function hasLevel({ status }: QuestionAssessment): boolean {
  return status === 'answered' || status === 'covered';
}

/** Tells whether a question counts in its condition: it is asked here, and nobody said that it does not apply. */
export function isApplicable({ status }: QuestionAssessment): boolean {
  return status !== 'not-applicable' && status !== 'not-asked';
}

/** Tells whether anything is known about a condition: some question that counts in it has a level. */
export function isAssessed({ confidence }: ConditionAssessment): boolean {
  return confidence > 0;
}

/** The rank nearest to a mean of ranks; halves go down. */
export function nearestRank(mean: number): number {
  return Math.max(0, Math.ceil(mean - 0.5));
}

function assessQuestion(question: Question, answers: Answers, isAsked: boolean): QuestionAssessment {
  const own = answers.responses[question.id];
  const whole = answers.responses[question.condition];
  const base = {
    id: question.id,
    target: answers.targets[question.id]!,
    note: own?.note ?? null,
    evidence: own?.evidence ?? [],
  };
  if (!isAsked) return { ...base, status: 'not-asked', rank: 0 };
  const level = own?.level ?? null;
  if (typeof level === 'number') return { ...base, status: 'answered', rank: level };
  const answer = level ?? whole?.level ?? null;
  if (typeof answer === 'number') return { ...base, status: 'covered', rank: answer };
  return { ...base, status: answer ?? 'unanswered', rank: 0 };
}

/** How much of a question is known: all of its own answer, half of an answer for the whole condition. */
function knownShare({ status }: QuestionAssessment): number {
  return status === 'answered' ? 1 : status === 'covered' ? 0.5 : 0;
}

function assessCondition(
  condition: Condition,
  questions: readonly QuestionAssessment[],
  whole: Response | undefined,
  top: number,
): ConditionAssessment {
  const counting = condition.questions.flatMap(({ weight }, n) => {
    const assessed = questions[n]!;
    return isApplicable(assessed) && weight > 0 ? [{ weight, assessed }] : [];
  });
  const mean = (valueOf: (question: QuestionAssessment) => number) =>
    weightedMean(
      counting,
      ({ weight }) => weight,
      ({ assessed }) => valueOf(assessed),
    );
  const common = { id: condition.id, note: whole?.note ?? null, evidence: whole?.evidence ?? [], questions };
  if (counting.length === 0) {
    return {
      ...common,
      applicable: false,
      score: 0,
      scoreAtMost: 0,
      rank: 0,
      heldDownBy: [],
      confidence: 0,
      gap: 0,
      target: 0,
    };
  }
  const score = mean(({ rank }) => rank);
  const nearest = nearestRank(score);
  const low = questions.filter(
    (question, n) => isApplicable(question) && condition.questions[n]!.mustHave && question.rank <= top - 2,
  );
  const isHeldDown = nearest === top && low.length > 0;
  return {
    ...common,
    applicable: true,
    score,
    scoreAtMost: mean((question) => (hasLevel(question) ? question.rank : top)),
    rank: isHeldDown ? top - 1 : nearest,
    heldDownBy: isHeldDown ? low.map((question) => question.id) : [],
    confidence: mean(knownShare),
    gap: mean(({ target, rank }) => Math.max(0, target - rank)),
    target: mean(({ target }) => target),
  };
}

/** The same assessment aiming at other ranks; a question without an entry keeps its target. */
export function assessWithTargets(
  framework: Framework,
  answers: Answers,
  assessment: Assessment,
  targets: ReadonlyMap<string, number>,
): Assessment {
  return {
    conditions: assessment.conditions.map((assessed, n) => {
      if (assessed.questions.every(({ id, target }) => (targets.get(id) ?? target) === target)) return assessed;
      const questions = assessed.questions.map((question) => ({
        ...question,
        target: targets.get(question.id) ?? question.target,
      }));
      return assessCondition(
        framework.conditions[n]!,
        questions,
        answers.responses[assessed.id],
        framework.levels.length - 1,
      );
    }),
  };
}

function weightedMean<T>(items: readonly T[], weightOf: (item: T) => number, valueOf: (item: T) => number): number {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  const sum = items.reduce((all, item) => all + weightOf(item) * valueOf(item), 0);
  return Math.round((sum / total) * 1e6) / 1e6;
}
