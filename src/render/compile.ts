/** Compiles templates. Loaded only for templates that were not compiled when the package was built. */
import Handlebars from 'handlebars';
import { findError, type Finding, type Problem } from '../io/problems.js';
import { BUILT_IN_HELPERS, placeInText, type Template } from './render.js';

/**
 * How all templates are compiled: a field that is not there is an error, and no helper comes from elsewhere.
 * Texts are escaped in the view, for the document's own format, so Handlebars must not escape them for HTML.
 */
export const COMPILE_OPTIONS = {
  strict: true,
  noEscape: true,
  preventIndent: true,
  knownHelpersOnly: true,
  knownHelpers: { if: true, unless: true, each: true, with: true, lookup: true, log: false } as const,
};

/** A template's file and text. */
export interface TemplateSource {
  readonly file: string;
  readonly text: string;
}

/** Compiles a template, or says what is wrong with it. */
export function compileTemplate(
  { file, text }: TemplateSource,
  partialNames: readonly string[],
): { template: Template | null; problems: Problem[] } {
  const problems = checkTemplate({ file, text }, partialNames);
  if (problems.length > 0) return { template: null, problems };
  return { template: { file, text, run: Handlebars.create().compile(text, COMPILE_OPTIONS) }, problems: [] };
}

/** What is wrong with a template by itself: its syntax, partials and helpers that do not exist. */
export function checkTemplate({ file, text }: TemplateSource, partialNames: readonly string[]): Problem[] {
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(text);
  } catch (error) {
    const message = (error as Error).message;
    const line = Number(/on line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+$/.exec(message)?.[1] ?? 1);
    return [locateParseError({ file, text }, message, line)];
  }
  const checker = new TemplateChecker(partialNames);
  checker.accept(program);
  return checker.found.map(({ finding, node }) => {
    const { start, end } = node.loc;
    return problemAt(
      { file, text },
      finding,
      start.line,
      start.column + 1,
      end.line === start.line ? end.column : undefined,
    );
  });
}

/** A parser's error at the tag that is at fault: the block that is never closed, else the first tag of the line. */
function locateParseError(source: TemplateSource, message: string, line: number): Problem {
  const finding = findError('template-syntax', [], { reason: describeParseError(message) });
  const rows = source.text.split('\n');
  const open: { line: number; column: number; end: number }[] = [];
  for (const [n, row] of rows.entries()) {
    for (const tag of row.matchAll(/\{\{([#/])[^}]*\}\}/g)) {
      if (tag[1] === '#') open.push({ line: n + 1, column: tag.index + 1, end: tag.index + tag[0].length });
      else open.pop();
    }
  }
  const unclosed = open.at(-1);
  if (/got 'EOF'/.test(message) && unclosed !== undefined) {
    return problemAt(source, finding, unclosed.line, unclosed.column, unclosed.end);
  }
  return problemAt(source, finding, line, Math.max(0, (rows[line - 1] ?? '').indexOf('{{')) + 1);
}

function describeParseError(message: string): string {
  const expecting = /got '(.*)'$/m.exec(message)?.[1];
  if (expecting === 'EOF') return 'a block is not closed';
  const mismatch = /(\S+) doesn't match (\S+)/.exec(message);
  if (mismatch !== null) return `the block "${mismatch[1]!}" is closed by "${mismatch[2]!}"`;
  return 'a tag is not written as Handlebars wants it';
}

function problemAt(source: TemplateSource, finding: Finding, line: number, column: number, end?: number): Problem {
  const place = placeInText(source, line, column, end);
  return { code: finding.code, severity: finding.severity, place, args: finding.args } as Problem;
}

class TemplateChecker extends Handlebars.Visitor {
  readonly found: { finding: Finding; node: hbs.AST.Node }[] = [];
  private readonly partialNames: readonly string[];

  constructor(partialNames: readonly string[]) {
    super();
    this.partialNames = partialNames;
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    const name = (partial.name as hbs.AST.PathExpression).original;
    if (!this.partialNames.includes(name))
      this.found.push({
        finding: findError('template-missing-partial', [], { partial: name, known: this.partialNames }),
        node: partial.name,
      });
    super.PartialStatement(partial);
  }

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    this.checkHelper(block.path);
    super.BlockStatement(block);
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (mustache.params.length > 0 || mustache.hash !== undefined)
      this.checkHelper(mustache.path as hbs.AST.PathExpression);
    super.MustacheStatement(mustache);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.checkHelper(expression.path);
    super.SubExpression(expression);
  }

  private checkHelper(path: hbs.AST.PathExpression): void {
    const helper = path.original;
    if (!BUILT_IN_HELPERS.includes(helper))
      this.found.push({
        finding: findError('template-unknown-helper', [], { helper, known: BUILT_IN_HELPERS }),
        node: path,
      });
  }
}
