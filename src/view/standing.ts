/** Where the organization stands: levels, scores, confidence, notes and evidence. */
import type { Condition, ConditionAssessment, QuestionAssessment } from '../model/index.js';
import { hasLevel, isApplicable } from '../plan/assess.js';
import { collectBy } from '../text/lists.js';
import type { Names } from './names.js';
import type { QuestionView, StandingRow, StandingView } from './view.js';
import { formatScore, formatShare } from '../text/numbers.js';
import { joinWords } from '../text/plurals.js';

export function viewStanding(names: Names): StandingView {
  const byGroup = collectBy(names.applicable(), ({ id }) => names.condition(id).group);
  return {
    groups: [...names.framework.groups, { id: null, name: null, summary: null }].flatMap(({ id, name, summary }) => {
      const own = byGroup.get(id);
      return own === undefined ? [] : { name, summary, rows: own.map((assessed) => viewRow(names, assessed)) };
    }),
    conditions: names.applicable().map((assessed) => {
      const { note, evidence, questions } = assessed;
      const condition = names.condition(assessed.id);
      return {
        ...viewRow(names, assessed),
        summary: condition.summary,
        heldDown: describeHeldDown(names, assessed),
        note,
        evidence,
        inShort: describeInShort(names, assessed),
        questions: questions.filter(isApplicable).map((question) => viewQuestion(names, question, condition)),
        remarks: questions
          .filter((one) => one.note !== null || one.evidence.length > 0)
          .map((one) => ({
            ask: `${names.ask(one.id)}${one.status === 'not-applicable' ? ' (Does not apply here.)' : ''}`,
            note: one.note,
            evidence: one.evidence.join('; ') || null,
          })),
      };
    }),
    notApplicable: names.plan.assessment.conditions
      .filter((condition) => !condition.applicable)
      .map((condition) => names.condition(condition.id).name),
  };
}

/** Where all questions stand alike, a sentence says it better than a table. */
function describeInShort(names: Names, assessed: ConditionAssessment): string | null {
  const asked = assessed.questions.filter(isApplicable);
  const first = asked[0];
  const isAlike = asked.every(({ status, target }) => status === first?.status && target === first.target);
  if (first === undefined || asked.length < 2 || !isAlike) return null;
  if (first.status === 'unanswered') return `None of its ${asked.length} questions has been answered yet.`;
  if (first.status !== 'covered') return null;
  return `One answer for the whole condition covers its ${asked.length} questions; the aim for each is ${names.level(first.target)}.`;
}

function viewRow(names: Names, assessed: ConditionAssessment): StandingRow {
  const [low, high] = [formatScore(assessed.score), formatScore(assessed.scoreAtMost)];
  return {
    name: names.condition(assessed.id).name,
    level: names.levelOf(assessed),
    score: low === high ? low : `${low} to ${high}`,
    target: names.targetName(assessed.target),
    confidence: formatShare(assessed.confidence),
  };
}

function describeHeldDown(names: Names, { heldDownBy, rank }: ConditionAssessment): string | null {
  if (heldDownBy.length === 0) return null;
  const asks = joinWords(heldDownBy.map((id) => `“${names.ask(id)}”`));
  return `The answers average higher, but the level is held at ${names.level(rank)} while ${asks} ${heldDownBy.length === 1 ? 'stands' : 'stand'} low.`;
}

function viewQuestion(names: Names, question: QuestionAssessment, condition: Condition): QuestionView {
  const { levels } = condition.questions.find((one) => one.id === question.id)!;
  const open = question.status === 'unknown' ? 'Nobody knows yet' : 'Not answered yet';
  return {
    ask: names.ask(question.id),
    level: hasLevel(question) ? names.levelName(question.rank) : open,
    looksLike: question.status === 'answered' ? levels[question.rank]! : null,
    target: names.levelName(question.target),
  };
}
