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
} from '../model.js';

/** The expressions of a framework, ready to be evaluated over one file's answers. */
export interface Knowledge {
  /** true, false, or unknown where a fact or level that the expression needs is missing; true where there is none. */
  readonly holds: (when: string | null) => boolean | 'unknown';
}

/** What an assessment gives to the steps after it. */
export interface Assessed {
  readonly assessment: Assessment;
  readonly knowledge: Knowledge;
}

/**
 * Assesses every condition.
 * A question is scored by its own answer, else by the answer for its whole condition; what is unknown or unanswered
 * counts as rank 0 and lowers the confidence. A condition's score is the weighted mean of the questions that apply.
 */
export function assess(framework: Framework, answers: Answers): Assessed {
  const expressions = new WhenExpressions(framework);
  const levels = new Map<string, number>();
  const data: WhenData = { facts: answers.facts, levels };
  const knowledge: Knowledge = { holds: (when) => (when === null ? true : expressions.evaluate(when, data)) };
  const conditions: ConditionAssessment[] = [];
  for (const condition of framework.conditions) {
    const questions: QuestionAssessment[] = [];
    for (const question of condition.questions) {
      const assessed = assessQuestion(question, answers, knowledge);
      questions.push(assessed);
      if (isKnown(assessed)) levels.set(assessed.id, assessed.rank);
    }
    const assessed = assessCondition(
      condition,
      questions,
      answers.responses[condition.id],
      framework.levels.length - 1,
    );
    conditions.push(assessed);
    if (assessed.confidence > 0) levels.set(assessed.id, assessed.rank);
  }
  return { assessment: { conditions }, knowledge };
}

function isKnown({ status }: QuestionAssessment): boolean {
  return status === 'answered' || status === 'covered';
}

/** Whether a question counts in its condition. */
export function isApplicable({ status }: QuestionAssessment): boolean {
  return status !== 'not-applicable' && status !== 'not-asked';
}

function assessQuestion(question: Question, answers: Answers, knowledge: Knowledge): QuestionAssessment {
  const own = answers.responses[question.id];
  const whole = answers.responses[question.condition];
  const base = {
    id: question.id,
    target: answers.targets[question.id]!,
    note: own?.note ?? null,
    evidence: own?.evidence ?? [],
  };
  if (knowledge.holds(question.when) === false) return { ...base, status: 'not-asked', rank: 0 };
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
  const weights = new Map(condition.questions.map((question) => [question.id, question.weight]));
  const mustHaves = new Set(condition.questions.filter((question) => question.mustHave).map((question) => question.id));
  const counting = questions.filter((question) => isApplicable(question) && weights.get(question.id)! > 0);
  const mean = (valueOf: (question: QuestionAssessment) => number) =>
    weightedMean(counting, (question) => weights.get(question.id)!, valueOf);
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
  const nearest = Math.max(0, Math.ceil(score - 0.5));
  const low = questions.filter(
    (question) => isApplicable(question) && mustHaves.has(question.id) && question.rank <= top - 2,
  );
  const isHeldDown = nearest === top && low.length > 0;
  return {
    ...common,
    applicable: true,
    score,
    scoreAtMost: mean((question) => (isKnown(question) ? question.rank : top)),
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
