/** Templates (Handlebars) to text. A template holds words, loops and plain ifs; everything else is decided in the view. */
import type Handlebars from 'handlebars';
import type { Place, Problem } from '../io/problems.js';
import type { Markdown } from './view.js';

/** A template that is ready to run. */
export interface Template {
  /** The file it came from, and its text, for messages. */
  readonly file: string;
  readonly text: string;
  readonly run: Handlebars.TemplateDelegate;
}

/** Documents and partials by name: `plan.md` is the template plan.md.hbs, `action` the partial partials/action.hbs. */
export interface Templates {
  readonly documents: ReadonlyMap<string, Template>;
  readonly partials: ReadonlyMap<string, Template>;
}

/** A template that cannot be read or run, as a problem with its place. */
export class TemplateError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/**
 * Renders one document.
 * @param name the document's name with its ending, as plan.md
 * @param view plain data; every text in it is escaped for the document's format
 * @throws TemplateError where the template or one of its partials is at fault
 */
export function renderDocument(
  templates: Templates,
  name: string,
  view: object,
  escape: (text: string) => string,
): string {
  const template = templates.documents.get(name)!;
  const partials = Object.fromEntries(
    [...templates.partials].map(([partial, one]) => [partial, guard(one, templates)]),
  );
  return tidy(guard(template, templates)(escapeTexts(view, remember(escape)), { partials }));
}

/** The same function, but each text is escaped once: names and titles stand in many places. */
function remember(escape: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let escaped = known.get(text);
    if (escaped === undefined) {
      escaped = escape(text);
      known.set(text, escaped);
    }
    return escaped;
  };
}

/** The template, but errors say which file they are in. */
function guard(template: Template, templates: Templates): Handlebars.TemplateDelegate {
  return (context, options) => {
    try {
      return template.run(context, options);
    } catch (error) {
      throw error instanceof TemplateError
        ? error
        : new TemplateError(describeRunError(error as Error, template, templates));
    }
  };
}

/** What Handlebars says at run time, as a problem. */
function describeRunError(
  error: Error & { lineNumber?: number; column?: number; endColumn?: number },
  template: Template,
  templates: Templates,
): Problem {
  const place =
    error.lineNumber === undefined
      ? { file: template.file }
      : placeInText(template, error.lineNumber, (error.column ?? 0) + 1, error.endColumn);
  const field = /^"?(\S+?)"? not defined in/.exec(error.message)?.[1];
  const partial = /^The partial (\S+) could not be found/.exec(error.message)?.[1];
  const helper = /^Missing helper: "(.*)"/.exec(error.message)?.[1];
  if (partial !== undefined)
    return {
      code: 'template-missing-partial',
      severity: 'error',
      place,
      args: { partial, known: [...templates.partials.keys()] },
    };
  if (helper !== undefined)
    return { code: 'template-unknown-helper', severity: 'error', place, args: { helper, known: BUILT_IN_HELPERS } };
  if (field !== undefined) return { code: 'template-unknown-field', severity: 'error', place, args: { field } };
  return { code: 'template-syntax', severity: 'error', place, args: { reason: error.message } };
}

/** A place in a template. Lines and columns count from 1; `end` is the column behind the last, where it is known. */
export function placeInText(
  { file, text }: { file: string; text: string },
  line: number,
  column: number,
  end?: number,
): Place {
  const lines = text.split('\n');
  const length = end === undefined ? 1 : Math.max(1, end + 1 - column);
  const before = line > 1 ? { lineBefore: lines[line - 2]! } : {};
  return { file, line, column, length, lineText: lines[line - 1] ?? '', ...before };
}

/** The helpers that templates have: Handlebars' own. */
export const BUILT_IN_HELPERS: readonly string[] = ['if', 'unless', 'each', 'with', 'lookup'];

/** The same data with every text escaped, but for Markdown, which is set in as it is. */
function escapeTexts(value: unknown, escape: (text: string) => string): unknown {
  if (typeof value === 'string') return escape(value);
  if (Array.isArray(value)) return value.map((item) => escapeTexts(item, escape));
  if (value === null || typeof value !== 'object') return value;
  if ('markdown' in value) return (value as Markdown).markdown;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escapeTexts(inner, escape)]));
}

/** At most one empty line in a row and none at the beginning, no spaces at the end of a line, one newline at the end. */
function tidy(text: string): string {
  const lines: string[] = [];
  let isAfterEmpty = true;
  for (const line of (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text).split('\n')) {
    const last = line.charCodeAt(line.length - 1);
    const tidied = last === SPACE || last === TAB ? line.replace(/[ \t]+$/, '') : line;
    if (tidied !== '' || !isAfterEmpty) lines.push(tidied);
    isAfterEmpty = tidied === '';
  }
  if (lines.at(-1) !== '') lines.push('');
  return lines.join('\n');
}

const SPACE = 32;
const TAB = 9;
