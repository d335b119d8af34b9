/** Templates (Handlebars) to text. A template holds words, loops and plain ifs; everything else is decided in the view. */
import type Handlebars from 'handlebars';
import type { Format } from './formats.js';
import type { Markdown } from './markdown.js';

/** A template that is ready to run. */
export type Template = Handlebars.TemplateDelegate;

/** Documents and partials by name: `plan.md` is the template plan.md.hbs, `action` the partial partials/action.hbs. */
export interface Templates<T = Template> {
  readonly documents: ReadonlyMap<string, T>;
  readonly partials: ReadonlyMap<string, T>;
}

/**
 * Renders one document. Its templates have been checked (check.ts), so that none of them fails.
 * @param name the document's name with its ending, as plan.md
 * @param view plain data; every text in it is escaped for the document's format
 * @returns its text in UTF-8
 */
export function renderTemplate(templates: Templates, name: string, view: object, format: Format): Buffer {
  const template = templates.documents.get(name)!;
  const texts = escapeTexts(view, { ...format, escape: remember(format.escape) });
  const text = template(texts, { partials: Object.fromEntries(templates.partials) });
  return encodeLines(tidy(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text));
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

/** The same data with every text, and what is Markdown already, as it stands in a document. */
function escapeTexts(value: unknown, format: Format): unknown {
  if (typeof value === 'string') return format.escape(value);
  if (Array.isArray(value)) return value.map((item) => escapeTexts(item, format));
  if (value === null || typeof value !== 'object') return value;
  if ('markdown' in value) return format.fromMarkdown((value as Markdown).markdown);
  const escaped: Record<string, unknown> = {};
  for (const key of Object.keys(value)) escaped[key] = escapeTexts((value as Record<string, unknown>)[key], format);
  return escaped;
}

/** At most one empty line in a row and none at the beginning, no spaces at the end of a line, one newline at the end. */
function tidy(text: string): readonly string[] {
  const lines: string[] = [];
  let isAfterEmpty = true;
  for (const line of text.split('\n')) {
    const last = line.charCodeAt(line.length - 1);
    const tidied = last === SPACE || last === TAB ? line.replace(/[ \t]+$/, '') : line;
    if (tidied !== '' || !isAfterEmpty) lines.push(tidied);
    isAfterEmpty = tidied === '';
  }
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Of so many lines one text is made at a time: texts of more than 128 KB have memory of their own, which takes long to get. */
const LINES_AT_ONCE = 250;

/** Lines in UTF-8, each with a newline at its end. */
function encodeLines(lines: readonly string[]): Buffer {
  const texts: string[] = [];
  for (let n = 0; n < lines.length; n += LINES_AT_ONCE) texts.push(`${lines.slice(n, n + LINES_AT_ONCE).join('\n')}\n`);
  const bytes = Buffer.allocUnsafe(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0));
  let at = 0;
  for (const text of texts) at += bytes.write(text, at);
  return bytes;
}

const SPACE = 32;
const TAB = 9;
