/** Template texts to their parts, and what is wrong with how they are written. */
import Handlebars from 'handlebars';
import type { Place, Problem } from '../diagnostics/problem.js';

/** A template as it was read. */
export interface TemplateSource {
  readonly file: string;
  readonly text: string;
  /** Whether it can be changed by whoever runs the program; built-in ones cannot. */
  readonly isOwn: boolean;
}

/** The parts of a template, or what stands in the way. */
export function parseTemplate(source: TemplateSource): hbs.AST.Program | Problem {
  try {
    return Handlebars.parse(source.text);
  } catch (error) {
    const { message } = error as Error;
    const args = { reason: describeFault(message) };
    return { code: 'template-syntax', severity: 'error', place: findFault(source, message), args };
  }
}

/** What a parser's error is about: the block that is never closed, else the place that it names or points at. */
function findFault(source: TemplateSource, message: string): Place {
  const rows = linesOf(source.text);
  const named = / - (\d+):(\d+)$/.exec(message);
  if (named !== null) {
    const [line, column] = [Number(named[1]), Number(named[2])];
    return placeInTemplate(source, line, column + 1, /^\S[^\s}]*/.exec(rows[line - 1]!.slice(column))?.[0].length ?? 1);
  }
  const unclosed = /got 'EOF'/.test(message) ? findUnclosed(rows) : undefined;
  if (unclosed !== undefined) return placeInTemplate(source, unclosed.line, unclosed.column, unclosed.length);
  const line = Math.min(Number(/on line (\d+)/.exec(message)?.[1] ?? 1), rows.length);
  return placeInTemplate(source, line, findPointed(source.text, rows, line, message) + 1, 1);
}

function findUnclosed(rows: readonly string[]) {
  const open = [];
  for (const [n, row] of rows.entries()) {
    for (const tag of row.matchAll(/\{\{~?([#^/])\s*[^}\s~][^}]*\}\}/g)) {
      if (tag[1] !== '/') open.push({ line: n + 1, column: tag.index + 1, length: tag[0].length });
      else open.pop();
    }
  }
  return open.at(-1);
}

/** The column, from 0, at which a parser points: it shows 20 characters on both sides, without line breaks. */
function findPointed(text: string, rows: readonly string[], line: number, message: string): number {
  const [, excerpt, marks] = /\n([^\n]*)\n(-*)\^/.exec(message) ?? [];
  if (excerpt === undefined || marks === undefined) return 0;
  const oneLine = (from: number, to: number) => text.slice(Math.max(0, from), to).replace(/\n/g, '');
  const row = rows[line - 1]!;
  const lineEnd = [...text.matchAll(LINE_END)][line - 2];
  const start = lineEnd === undefined ? 0 : lineEnd.index + lineEnd[0].length;
  for (let at = start; at <= start + row.length; at++) {
    const past = `${at > 20 ? '...' : ''}${oneLine(at - 20, at)}`;
    if (past.length === marks.length && excerpt.startsWith(past + oneLine(at, at + 20))) return at - start;
  }
  return Math.max(0, row.indexOf('{{'));
}

/** What a parser's error says, for people. */
function describeFault(message: string): string {
  const mismatch = /(\S+) doesn't match (\S+)/.exec(message);
  if (mismatch !== null) return `the block "${mismatch[1]!}" is closed by "${mismatch[2]!}"`;
  const token = /got '(.*)'$/m.exec(message)?.[1] ?? '';
  return FAULTS.get(token) ?? 'a tag is not written as Handlebars wants it';
}

const STRAY_ELSE = 'this "else" belongs to no block, or is the second of its block';

/** By the token that the parser does not expect. */
const FAULTS: ReadonlyMap<string, string> = new Map([
  ['EOF', 'a block is not closed'],
  ['INVERSE', STRAY_ELSE],
  ['OPEN_INVERSE_CHAIN', STRAY_ELSE],
  ['OPEN_ENDBLOCK', 'a block is closed here that was not opened'],
  ['EQUALS', 'nothing can be compared; a block takes one field, as in {{#if waves}}'],
]);

/** A place in a template. Lines and columns count from 1. */
export function placeInTemplate(
  { file, text }: Pick<TemplateSource, 'file' | 'text'>,
  line: number,
  column: number,
  length: number,
): Place {
  const lines = linesOf(text);
  const before = line > 1 ? { lineBefore: lines[line - 2]! } : {};
  return { file, line, column, length, lineText: lines[line - 1] ?? '', ...before };
}

/** The lines of a template, counted as Handlebars counts them. */
export function linesOf(text: string): string[] {
  return text.split(LINE_END);
}

const LINE_END = /\r\n?|\n/g;
