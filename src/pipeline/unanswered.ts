/** The errors that `--strict` makes: questions that nobody has answered yet. */
import type { Problem } from '../diagnostics/problem.js';
import type { Answers, Framework } from '../model/index.js';
import { assess } from '../plan/assess.js';

/** How many of the questions the message names. */
const MOST_NAMED = 5;

/** One problem for all questions without an answer, or none. "unknown" is an answer. */
export function findUnanswered(file: string, framework: Framework, answers: Answers): Problem[] {
  const open = assess(framework, answers)
    .assessment.conditions.flatMap((condition) => condition.questions)
    .filter((question) => question.status === 'unanswered')
    .map((question) => question.id);
  if (open.length === 0) return [];
  const args = { count: open.length, first: open.slice(0, MOST_NAMED) };
  return [{ code: 'unanswered', severity: 'error', place: { file }, args }];
}
