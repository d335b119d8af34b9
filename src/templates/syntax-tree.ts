/** Parts of parsed templates: what they are called, where they stand, and what stands behind them. */
import type { Place } from '../diagnostics/problem.js';
import { linesOf, placeInTemplate, type TemplateSource } from './parse.js';

/** A path to a field, as in budget.sources. */
export type HbsPath = hbs.AST.PathExpression;

/** What stands behind a place, as far as it is known: at least the next character that is no space. */
export function textAhead(body: readonly hbs.AST.Statement[], from: number, after: string): string {
  let text = '';
  for (const statement of body.slice(from)) {
    if (statement.type === 'ContentStatement') text += (statement as hbs.AST.ContentStatement).value;
    if (statement.type === 'MustacheStatement') text += 'x';
    if (statement.type === 'BlockStatement') {
      const { program, inverse } = statement as { program?: hbs.AST.Program; inverse?: hbs.AST.Program };
      text += textAhead((program ?? inverse)!.body, 0, '');
    }
    if (/[^ \t]/.test(text)) return text;
  }
  return text + after;
}

/** Handlebars takes a literal in the place of a name for the name of a field. */
export function asPath(node: hbs.AST.PathExpression | hbs.AST.Literal): HbsPath {
  if (node.type === 'PathExpression') return node as HbsPath;
  const original = String((node as { original?: unknown }).original);
  return { type: 'PathExpression', data: false, depth: 0, parts: [original], original, loc: node.loc };
}

/** Tells whether a path says of itself that it is about the fields here, as `this.name` does. */
export function isScoped({ original }: HbsPath): boolean {
  return /^\.|this\b/.test(original);
}

/** Tells whether a path is a mere name of a field. */
export function isBare(path: HbsPath): boolean {
  return !path.data && path.depth === 0 && !isScoped(path);
}

/** The names that a block gives to what it is about. */
export function namesIn({ program, inverse }: hbs.AST.BlockStatement): readonly string[] {
  const [own, other] = [program, inverse] as [hbs.AST.Program | undefined, hbs.AST.Program | undefined];
  return (own ?? other)?.blockParams ?? [];
}

/** A node as it is written, for messages. */
export function textOf(node: hbs.AST.Node): string {
  if (node.type === 'PathExpression') return writePath(node as HbsPath);
  if (node.type === 'SubExpression') return writeCall(node as hbs.AST.SubExpression);
  return 'original' in node ? String(node.original) : '(…)';
}

/** A helper with what it is given, as a part of another tag. */
export function writeCall({ path, params }: Pick<hbs.AST.SubExpression, 'path' | 'params'>): string {
  const given = params.map((param) => (param.type === 'StringLiteral' ? JSON.stringify(textOf(param)) : textOf(param)));
  return `(${[textOf(path), ...given].join(' ')})`;
}

/** A path, or what is before one of its parts, as it is written. */
export function writePath({ data, depth, parts }: HbsPath, upTo = parts.length): string {
  const names = parts.slice(0, upTo).map((part) => part.replace(/^\d+$/, '[$&]'));
  return `${data ? '@' : ''}${'../'.repeat(depth)}${names.join('.')}`.replace(/\/$/, '') || 'this';
}

/** Where a node stands, or the part of a path that is meant. */
export function placeOf(source: TemplateSource, node: hbs.AST.Node, within?: { part: number; field: string }): Place {
  const { start, end } = node.loc;
  const line = linesOf(source.text)[start.line - 1] ?? '';
  const written = line.slice(start.column, end.line === start.line ? end.column : undefined);
  let [from, length] = [0, written.length];
  if (within !== undefined) {
    let at = /^(?:[@"'[]|\.\.\/|\.\/)*/.exec(written)![0].length;
    const parts = 'parts' in node ? (node as HbsPath).parts : [within.field];
    for (const part of parts.slice(0, within.part)) at = written.indexOf(part, at) + part.length;
    const found = written.indexOf(within.field, at);
    if (found >= 0) [from, length] = [found, within.field.length];
  }
  return placeInTemplate(source, start.line, start.column + from + 1, length);
}
