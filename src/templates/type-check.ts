/**
 * Checks templates against the view before anything is rendered, since Handlebars shows nothing where a field does not
 * exist: every field that they name, helpers, partials with what they are given, and where text is set in.
 * A template that passes cannot fail.
 */
import { findNearest } from '../text/suggestions.js';
import { type Place, type Problem, sortProblems } from '../diagnostics/problem.js';
import type { ProblemArgs, ProblemCode } from '../diagnostics/codes/families.js';
import type { Templates } from './engine.js';
import { type Ending, ENDINGS, findEnding } from './formats.js';
import { parseTemplate, type TemplateSource } from './parse.js';
import { PLACES } from './text-places.js';
import {
  ANYTHING,
  entering,
  fieldNames,
  fieldOf,
  isThere,
  itemOf,
  knowing,
  mayBeSame,
  OWN,
  type Scope,
  type Value,
  withFields,
} from './scope.js';
import {
  asPath,
  isBare,
  isScoped,
  namesIn,
  type HbsPath,
  placeOf,
  textAhead,
  textOf,
  writeCall,
  writePath,
} from './syntax-tree.js';
import type { ViewTypes } from './view-type.js';

/**
 * What is wrong with templates. A fault that a built-in partial shows where a template of one's own calls it is told
 * at the call. In the order of the documents and, within a file, of the lines.
 */
export function checkTemplates(sources: Templates<TemplateSource>, views: ViewTypes): Problem[] {
  const checker = new Checker(sources, views);
  for (const [name, source] of sources.documents) checker.checkDocument(name, source);
  checker.checkUnused();
  return checker.problems();
}

/** The helpers of blocks, each with how it is written and how many names it can give. */
const BLOCKS: Readonly<Record<string, { usage: string; names: number }>> = {
  if: { usage: '{{#if FIELD}}…{{else}}…{{/if}}', names: 0 },
  unless: { usage: '{{#unless FIELD}}…{{/unless}}', names: 0 },
  each: { usage: '{{#each LIST}}…{{/each}} or {{#each LIST as |ITEM|}}…{{/each}}', names: 2 },
  with: { usage: '{{#with FIELD}}…{{/with}} or {{#with FIELD as |NAME|}}…{{/with}}', names: 1 },
};
const LOOKUP_USAGE = '{{lookup FIELD "NAME"}}';
const HELPERS = [...Object.keys(BLOCKS), 'lookup'];

/** What documents have where tables have rows of actions. */
const REGISTER_USAGE = '{{#each register}}{{#each actions}}{{title}}{{/each}}{{/each}}';

/** What every turn of a loop has besides. */
const LOOP_DATA: Readonly<Record<string, 'number' | 'flag' | 'own'>> = {
  index: 'number',
  key: 'own',
  first: 'flag',
  last: 'flag',
};

class Checker {
  private readonly sources: Templates<TemplateSource>;
  private readonly views: ViewTypes;
  private readonly parsed = new Map<TemplateSource, hbs.AST.Program | Problem>();
  private readonly used = new Set<string>();
  /** By what they say and where, so that a partial that is called twice shows a fault once. */
  private readonly found = new Map<string, Problem>();
  private loops = 0;

  constructor(sources: Templates<TemplateSource>, views: ViewTypes) {
    this.sources = sources;
    this.views = views;
  }

  problems(): Problem[] {
    const files = [...this.sources.documents.values(), ...this.sources.partials.values()].map(({ file }) => file);
    return sortProblems([...this.found.values()], files);
  }

  checkDocument(name: string, source: TemplateSource): void {
    const ending = findEnding(name);
    if (ending === null) {
      const args = { name, known: ENDINGS, isPartial: this.sources.partials.has(name) };
      return this.add('error', 'template-unknown-format', { file: source.file }, args);
    }
    const root: Value = { type: ending === 'csv' ? this.views.table : this.views.document, isOptional: false, key: '' };
    this.walkFile(source, scopeOf(source, ending, root), '', '');
  }

  /** Partials of one's own that no document uses: they may have any fields; all else about them can be wrong. */
  checkUnused(): void {
    const unused = [...this.sources.partials].filter(([name, { isOwn }]) => isOwn && !this.used.has(name));
    for (const [name, source] of unused) {
      const known = [...this.sources.partials.keys()].filter((other) => other !== name);
      this.add('warning', 'template-unused-partial', { file: source.file }, { partial: name, known });
      const calls = [{ partial: name, place: { file: source.file }, isOwn: true }];
      this.walkFile(source, { ...scopeOf(source, 'txt', { ...ANYTHING, key: '' }), calls }, '', '');
    }
  }

  /** Returns the text up to the end of the file, as `settle` gives it. */
  private walkFile(source: TemplateSource, scope: Scope, before: string, after: string): string {
    const parsed = this.parsed.get(source) ?? parseTemplate(source);
    this.parsed.set(source, parsed);
    if ('body' in parsed) return this.walk(parsed, scope, before, after);
    this.found.set(JSON.stringify(parsed), parsed);
    return before;
  }

  private walk(program: hbs.AST.Program, scope: Scope, before: string, after: string): string {
    return program.body.reduce(
      (text, statement, n) => this.walkStatement(statement, scope, text, textAhead(program.body, n + 1, after)),
      before,
    );
  }

  private walkStatement(statement: hbs.AST.Statement, scope: Scope, before: string, after: string): string {
    switch (statement.type) {
      case 'ContentStatement':
        return PLACES[scope.ending].settle(before + (statement as hbs.AST.ContentStatement).value);
      case 'MustacheStatement':
        this.checkShown(statement as hbs.AST.MustacheStatement, scope, before, after);
        return PLACES[scope.ending].settle(`${before}x`);
      case 'BlockStatement':
        return this.walkBlock(statement as hbs.AST.BlockStatement, scope, before, after);
      case 'PartialStatement':
        return this.walkPartial(statement as hbs.AST.PartialStatement, scope, before, after);
      case 'CommentStatement':
        return before;
      default:
        // Partials with a block, partials within a template, decorators.
        this.report('template-not-supported', scope, statement, {});
        return before;
    }
  }

  private checkShown(mustache: hbs.AST.MustacheStatement, scope: Scope, before: string, after: string): void {
    const path = asPath(mustache.path);
    const isCall = mustache.params.length > 0 || mustache.hash !== undefined;
    const value =
      isCall || (HELPERS.includes(path.original) && isHelperName(path, scope))
        ? this.call({ ...mustache, path }, scope)
        : this.resolve(path, scope, true);
    const { kind } = value.type;
    if (kind === 'fields' || kind === 'list') {
      const names = fieldNames(value)
        .filter((name) => !['fields', 'list'].includes(fieldOf(value, name)!.type.kind))
        .slice(0, 3);
      const whole = isCall ? writeCall({ ...mustache, path }) : path.original;
      const fields = isCall ? names : names.map((name) => writePath({ ...path, parts: [...path.parts, name] }));
      this.report('template-not-text', scope, mustache.path, { path: whole, kind, fields, isCall });
      return;
    }
    if (kind !== 'text' && kind !== 'markdown' && kind !== 'address') return;
    const place = PLACES[scope.ending].findUnsafe(before, after, kind);
    if (place !== null) this.report('template-unsafe-place', scope, mustache.path, { path: path.original, place });
  }

  private walkBlock(block: hbs.AST.BlockStatement, scope: Scope, before: string, after: string): string {
    const [within, otherwise] = this.openBlock(block, scope);
    const { program, inverse } = block as { program?: hbs.AST.Program; inverse?: hbs.AST.Program };
    const other = inverse === undefined ? before : this.walk(inverse, otherwise, before, after);
    if (program === undefined) return other;
    const text = this.walk(program, within, before, after);
    // What each turn of a loop follows is the text before the loop, or the turn before.
    if (asPath(block.path).original === 'each' && scope.ending === 'csv') this.walk(program, within, text, after);
    return text;
  }

  /** What is seen within a block, and in its `else`. */
  private openBlock(block: hbs.AST.BlockStatement, scope: Scope): [within: Scope, otherwise: Scope] {
    const path = asPath(block.path);
    const name = path.original;
    const unknown: [Scope, Scope] = [entering(scope, this.anything(), namesOf(block, [ANYTHING]), 1), scope];
    const helper = isHelperName(path, scope) && Object.hasOwn(BLOCKS, name) ? BLOCKS[name]! : undefined;
    if (helper === undefined) {
      this.call({ ...block, path }, scope);
      if (name === 'lookup') this.report('template-helper-use', scope, path, { helper: name, usage: LOOKUP_USAGE });
      return unknown;
    }
    const [param] = block.params;
    const value = param === undefined ? ANYTHING : this.evaluate(param, scope);
    if (
      param === undefined ||
      block.params.length > 1 ||
      !areOptions(name, block.hash) ||
      namesIn(block).length > helper.names
    ) {
      this.report('template-helper-use', scope, block.path, { helper: name, usage: helper.usage });
      return unknown;
    }
    const then = knowing(scope, this.valuesOn(param, scope));
    if (name === 'if') return [then, scope];
    if (name === 'unless') return [scope, then];
    if (name === 'with') return [entering(then, value, namesOf(block, [value]), 0), scope];
    const item = this.itemIn(value, param, scope);
    if (item === undefined) return unknown;
    const named = namesOf(block, [item, { ...OWN, key: `${item.key}@key` }]);
    return [entering(then, item, named, 1), scope];
  }

  /** What one turn of a loop through a value is about, or an item of it; undefined, and reported, where it has none. */
  private itemIn(value: Value, node: hbs.AST.Expression, scope: Scope): Value | undefined {
    const item = itemOf(value, `${value.key}[]#${++this.loops}`);
    const kind = value.type.kind === 'fields' ? 'fields' : 'text';
    if (item === undefined) this.report('template-not-a-list', scope, node, { path: textOf(node), kind });
    return item;
  }

  /** The value of a path or sub-expression that a block is about, and those on the way to it. */
  private valuesOn(node: hbs.AST.Expression, scope: Scope): Value[] {
    if (node.type !== 'PathExpression') return [];
    const path = node as HbsPath;
    const start = this.start(path, scope);
    if (start === undefined) return [];
    const values = [start.value];
    for (const part of path.parts.slice(start.taken)) {
      const value = fieldOf(values.at(-1)!, part);
      if (value === undefined) return [];
      values.push(value);
    }
    return values.length === 1 ? values : values.slice(1);
  }

  private walkPartial(partial: hbs.AST.PartialStatement, scope: Scope, before: string, after: string): string {
    const { pairs } = (partial.hash as hbs.AST.Hash | undefined) ?? { pairs: [] };
    const given = new Map(pairs.map(({ key, value }) => [key, this.evaluate(value, scope)]));
    const [param] = partial.params;
    const context = param === undefined ? scope.contexts[0]! : this.evaluate(param, scope);
    if (param !== undefined && !isThere(context, scope))
      this.report('template-maybe-nothing', scope, param, { path: textOf(param) });
    if (partial.name.type === 'SubExpression') {
      this.report('template-not-supported', scope, partial.name, {});
      return before;
    }
    if (partial.params.length > 1) {
      const usage = `{{> ${textOf(partial.name)} FIELD}}`;
      this.report('template-helper-use', scope, partial.name, { helper: '>', usage });
      return before;
    }
    const name = String((partial.name as HbsPath).original);
    const source = this.sources.partials.get(name);
    if (source === undefined) {
      const known = [...this.sources.partials.keys()];
      this.report('template-missing-partial', scope, partial.name, { partial: name, known });
      return before;
    }
    const steps = [...scope.calls.map((call) => call.partial), name];
    if (steps.indexOf(name) < steps.length - 1) {
      this.report('template-partial-circle', scope, partial.name, { steps: steps.slice(steps.indexOf(name)) });
      return before;
    }
    this.used.add(name);
    const value = given.size === 0 ? context : withFields(context, given, `${context.key}+${++this.loops}`);
    const contexts = [{ ...value, isOptional: false }];
    const call = { partial: name, place: placeOf(scope.file, partial.name), isOwn: scope.file.isOwn };
    const within = { ...scope, file: source, contexts, names: new Map(), calls: [...scope.calls, call] };
    return this.walkFile(source, within, before, after);
  }

  /** The value of a parameter. */
  private evaluate(node: hbs.AST.Expression, scope: Scope): Value {
    if (node.type === 'PathExpression') return this.resolve(node as HbsPath, scope, false);
    if (node.type === 'SubExpression') {
      const call = node as hbs.AST.SubExpression;
      return this.call({ ...call, path: asPath(call.path) }, scope);
    }
    return OWN;
  }

  /** The value of a helper that stands in a line; only `lookup` can. */
  private call({ path, params, hash }: Pick<hbs.AST.SubExpression, 'path' | 'params' | 'hash'>, scope: Scope): Value {
    const helper = path.original;
    const values = params.map((param) => this.evaluate(param, scope));
    if (!isHelperName(path, scope) || !HELPERS.includes(helper)) {
      const type = this.valuesOn(path, scope).at(-1)?.type.kind ?? 'anything';
      const field = type === 'anything' ? null : type === 'list' || type === 'fields' ? type : 'text';
      this.report('template-unknown-helper', scope, path, { helper, known: HELPERS, field });
      return this.anything();
    }
    const [of, key] = values;
    if (helper !== 'lookup' || of === undefined || key === undefined || params.length > 2 || hash !== undefined) {
      this.report('template-helper-use', scope, path, { helper, usage: BLOCKS[helper]?.usage ?? LOOKUP_USAGE });
      return this.anything();
    }
    const literal = params[1]!;
    if (literal.type === 'StringLiteral' || literal.type === 'NumberLiteral') {
      const name = String((literal as hbs.AST.StringLiteral).value);
      const field = fieldOf(of, name);
      if (field !== undefined) return { ...field, isOptional: field.isOptional || !isThere(of, scope) };
      this.reportField(scope, literal, { part: 0, field: name, of, whole: textOf(params[0]!) });
      return this.anything();
    }
    const item = this.itemIn(of, params[0]!, scope);
    if (item === undefined) return this.anything();
    const isList = of.type.kind === 'list';
    const fits = ['own', 'anything', ...(isList ? ['number'] : [])];
    if (of.type.kind !== 'anything' && !fits.includes(key.type.kind)) {
      const [whole, path] = [textOf(params[0]!), textOf(literal)];
      const isField = fieldNames(of).includes(path);
      this.report('template-not-a-key', scope, literal, { path, whole, isList, isField });
      return this.anything();
    }
    return { ...item, isOptional: true };
  }

  /**
   * The value that a path names.
   * @param isShown whether it is set into the text, which would have a gap where something on the way is not there
   */
  private resolve(path: HbsPath, scope: Scope, isShown: boolean): Value {
    const start = this.start(path, scope);
    if (start === undefined) {
      this.reportStart(path, scope);
      return this.anything();
    }
    let { value } = start;
    let isOptional = !isThere(value, scope);
    for (const [n, part] of path.parts.entries()) {
      if (n < start.taken) continue;
      const field = fieldOf(value, part);
      if (field === undefined) {
        this.reportField(scope, path, { part: n, field: part, of: value, whole: writePath(path, n) });
        return this.anything();
      }
      if (isOptional && isShown) {
        this.report('template-maybe-nothing', scope, path, { path: writePath(path, n) });
        return this.anything();
      }
      value = field;
      isOptional ||= !isThere(value, scope);
    }
    return { ...value, isOptional };
  }

  /** What a path sets out from, and how many of its parts that takes; undefined where there is no such thing. */
  private start(path: HbsPath, scope: Scope): { value: Value; taken: number } | undefined {
    const [first] = path.parts;
    if (path.data) {
      if (first === 'root') return path.depth <= scope.loops ? { value: scope.root, taken: 1 } : undefined;
      if (first === undefined || !Object.hasOwn(LOOP_DATA, first) || path.depth >= scope.loops) return undefined;
      const type = { kind: LOOP_DATA[first]! };
      return { value: { type, isOptional: false, key: `@${path.depth}.${scope.loops}.${first}` }, taken: 1 };
    }
    if (path.depth > 0) {
      const context = scope.contexts[path.depth];
      // Handlebars takes no step where something is the same as what is around it, so that nobody knows where ".." leads.
      const isVague = scope.contexts.slice(0, path.depth).some((one, n) => {
        const around = scope.contexts[n + 1];
        return around !== undefined && mayBeSame(one, around);
      });
      return context === undefined || isVague ? undefined : { value: context, taken: 0 };
    }
    const named = first === undefined || isScoped(path) ? undefined : scope.names.get(first);
    return named === undefined ? { value: scope.contexts[0]!, taken: 0 } : { value: named, taken: 1 };
  }

  private reportStart(path: HbsPath, scope: Scope): void {
    if (!path.data) {
      const args = { isPartial: scope.calls.length > 0, isVague: path.depth < scope.contexts.length };
      return this.report('template-no-parent', scope, path, { path: path.original, ...args });
    }
    const known = ['@root', ...(scope.loops > 0 ? Object.keys(LOOP_DATA).map((name) => `@${name}`) : [])];
    const isLoopData = Object.hasOwn(LOOP_DATA, path.parts[0] ?? '');
    this.report('template-unknown-data', scope, path, { name: path.original, known, isLoopData });
  }

  /** @param missing the field, which part of the path it is, what should have it, and that as it is written */
  private reportField(
    scope: Scope,
    node: hbs.AST.Expression,
    { part, field, of, whole }: { part: number; field: string; of: Value; whole: string },
  ): void {
    const call = scope.calls.at(-1);
    const isFirst = node.type === 'PathExpression' && part === 0 && isBare(node as HbsPath);
    const args = {
      field,
      ...describeHolder(of),
      whole,
      near: isFirst ? nearestAround(scope, field) : (findNearest(field, fieldNames(of)) ?? null),
      known: fieldNames(of),
      isForTables: of.key === '' && fieldOf({ ...of, type: this.views.table }, field) !== undefined,
      instead: of.key === '' && fieldOf(of, 'register') !== undefined ? REGISTER_USAGE : null,
      call: call === undefined || !scope.file.isOwn ? null : `${call.place.file}:${call.place.line ?? 1}`,
    };
    this.reportAt('template-unknown-field', scope, placeOf(scope.file, node, { part, field }), args);
  }

  private report<C extends ProblemCode>(code: C, scope: Scope, node: hbs.AST.Node, args: ProblemArgs[C]): void {
    this.reportAt(code, scope, placeOf(scope.file, node), args);
  }

  /** Reports a problem of a template of one's own at its place, of a built-in one at the call that leads to it. */
  private reportAt<C extends ProblemCode>(code: C, scope: Scope, place: Place, args: ProblemArgs[C]): void {
    if (scope.file.isOwn) return this.add('error', code, place, args);
    const call = scope.calls.findLast(({ isOwn }) => isOwn);
    // Built-in templates alone were checked when they were built.
    if (call === undefined) throw new Error(`${scope.file.file} has the problem ${code} ${JSON.stringify(args)}`);
    if (code === 'template-partial-circle') return this.add('error', code, call.place, args);
    const field = code === 'template-unknown-field' ? (args as ProblemArgs['template-unknown-field']).field : null;
    this.add('error', 'template-partial-place', call.place, { partial: call.partial, field });
  }

  private add<C extends ProblemCode>(severity: Problem['severity'], code: C, place: Place, args: ProblemArgs[C]): void {
    const key = JSON.stringify([code, place.file, place.line, place.column]);
    if (!this.found.has(key)) this.found.set(key, { code, severity, place, args } as Problem);
  }

  private anything(): Value {
    return { ...ANYTHING, key: `?${++this.loops}` };
  }
}

function scopeOf(file: TemplateSource, ending: Ending, root: Value): Scope {
  return { file, ending, contexts: [root], root, loops: 0, names: new Map(), there: new Set(), calls: [] };
}

/** Tells whether a path is a mere name that can be a helper's. */
function isHelperName(path: HbsPath, scope: Scope): boolean {
  return isBare(path) && path.parts.length === 1 && !scope.names.has(path.parts[0]!);
}

/** Tells whether the options of a block are those that its helper has. */
function areOptions(helper: string, hash: hbs.AST.Hash | undefined): boolean {
  const allowed = helper === 'if' || helper === 'unless' ? ['includeZero'] : [];
  return (hash?.pairs ?? []).every(({ key }) => allowed.includes(key));
}

/** The names that a block gives, with their values; the first value is that of all names without one. */
function namesOf(block: hbs.AST.BlockStatement, values: readonly Value[]): ReadonlyMap<string, Value> {
  return new Map(namesIn(block).map((name, n) => [name, { ...(values[n] ?? values[0]!), isOptional: false }]));
}

/** What a value is called in a message: the plan, a field, or an item of a list. */
function describeHolder({ key, type, fields }: Value): Pick<ProblemArgs['template-unknown-field'], 'holder' | 'kind'> {
  const plain = key.replace(/#\d+|\+\d+/g, '');
  const last = plain.replace(/(?:\[\])+$/, '');
  const name = last.slice(Math.max(last.lastIndexOf('.'), last.lastIndexOf(']')) + 1);
  const holder = plain === '' ? 'the plan' : plain.endsWith('[]') ? `an item of "${name}"` : `"${name}"`;
  const kind = fields !== undefined || type.kind === 'fields' ? 'fields' : type.kind === 'list' ? 'list' : 'text';
  return { holder, kind };
}

/** The name that a field was meant to be: a field here, one around here, or one of the whole plan. */
function nearestAround({ contexts, root, names }: Scope, field: string): string | null {
  const places = [
    { prefix: '', known: [...fieldNames(contexts[0]!), ...names.keys()] },
    ...contexts.slice(1).map((context, n) => ({ prefix: '../'.repeat(n + 1), known: fieldNames(context) })),
    { prefix: '@root.', known: fieldNames(root) },
  ];
  const place =
    places.find(({ known }) => known.includes(field)) ??
    places.find(({ known }) => findNearest(field, known) !== undefined);
  return place === undefined ? null : place.prefix + findNearest(field, place.known)!;
}
