/** Problems and counts as lines of text for people. */
import { describeProblem } from './messages.js';
import type { Place, Problem } from './problem.js';

/** Colours for parts of a message; each returns the text itself where colour is off. */
export interface Palette {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** No colour at all. */
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
  return [
    ...(lineBefore === undefined || cut(lineBefore).trim() === ''
      ? []
      : [`  ${gutter(String(line - 1))} ${cut(lineBefore)}`]),
    `  ${gutter(String(line))} ${shown}`,
    `  ${gutter('')} ${' '.repeat(column - from)}${palette.error(marks)}`,
  ];
}

/** Text without the characters that steer a terminal or turn the direction of writing. */
export function showable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these very characters are looked for
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}

/** "1 error", "2 errors and 1 warning", "no problems". */
export function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
  return parts.length === 0 ? 'no problems' : parts.join(' and ');
}

/** "1 file", "2 files". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
