/** Problems and counts as lines of text for people. */
import { count } from '../text/plurals.js';
import { showable } from '../text/control-characters.js';
import { describeProblem } from './describe.js';
import type { Place, Problem } from './problem.js';

/** Colors for parts of a message; each returns the text itself where color is off. */
export interface Palette {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

export const PLAIN: Palette = { error: (t) => t, warning: (t) => t, strong: (t) => t, faint: (t) => t };

/**
 * A problem as a compiler would show it: `file:line:column: severity: sentence [code]`, the line before it and the
 * line itself with the place underlined, and the cure. Ends with a newline.
 */
export function formatProblem(problem: Problem, palette: Palette = PLAIN): string {
  const { place, severity } = problem;
  const { text, help } = describeProblem(problem);
  const where = place.line === undefined ? place.file : `${place.file}:${place.line}:${place.column ?? 1}`;
  const lines = [
    `${palette.strong(`${showable(where)}:`)} ${palette[severity](`${severity}:`)} ${showable(text)} ${palette.faint(`[${problem.code}]`)}`,
  ];
  if (place.line !== undefined && place.lineText !== undefined) lines.push(...formatExcerpt(place as Excerpt, palette));
  if (help !== undefined) lines.push(`  help: ${showable(help)}`);
  return `${lines.join('\n')}\n`;
}

const EXCERPT_WIDTH = 120;

type Excerpt = Required<Omit<Place, 'lineBefore'>> & Pick<Place, 'lineBefore'>;

/** The line before, the line, and marks under the place; a long line is cut so that the place shows. */
function formatExcerpt({ line, column, length, lineText, lineBefore }: Excerpt, palette: Palette): string[] {
  const from = column > EXCERPT_WIDTH - 20 ? column - 40 : 1;
  const cut = (text: string) => showable(text.replace(/\t/g, ' ')).slice(from - 1, from - 1 + EXCERPT_WIDTH);
  const gutter = (number: string) => palette.faint(`${number.padStart(String(line).length)} |`);
  const shown = cut(lineText);
  const marks = '^'.repeat(Math.max(1, Math.min(length, shown.length - (column - from))));
  const above = cut(lineBefore ?? '');
  return [
    ...(above.trim() === '' ? [] : [`  ${gutter(String(line - 1))} ${above}`]),
    `  ${gutter(String(line))} ${shown}`,
    `  ${gutter('')} ${' '.repeat(column - from)}${palette.error(marks)}`,
  ];
}

/** "1 error", "2 errors and 1 warning", "no problems". */
export function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [errors > 0 ? count(errors, 'error') : [], warnings > 0 ? count(warnings, 'warning') : []];
  return parts.flat().join(' and ') || 'no problems';
}
