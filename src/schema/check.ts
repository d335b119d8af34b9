/** Checks data against a schema and says, for all of it at once, what is not as expected. */
import * as v from 'valibot';
import { findNearest } from '../text/suggestions.js';
import { findError, type Finding } from '../diagnostics/problem.js';
import type { Path } from '../diagnostics/path.js';
import type { Source } from '../yaml/source.js';

/** A schema of any of our files. */
export type Schema = v.GenericSchema;

/**
 * What was found in the data, and the data as far as it can be used: undefined where something is missing or wrong that
 * nothing can do without. A value beside findings is there to look for further problems, not to work with.
 */
export interface Shaped<T> {
  readonly value: T | undefined;
  readonly findings: readonly Finding[];
  /** Where the value leaves out what the data has, or has under a name that nobody knows. */
  readonly left: readonly Path[];
}

/**
 * Checks the shape of what a file says.
 * Where the schema wants text and the file has an unquoted number or true/false, the text as typed is taken.
 */
export function checkShape<S extends Schema>(
  schema: S,
  source: Pick<Source, 'data' | 'textAt'>,
): Shaped<v.InferInput<S>> {
  const lists = findMisplacedLists(schema as unknown as AnySchema, source.data, []);
  if (lists[0]?.length === 0) return { value: undefined, findings: [wrongList(schema, [])], left: [] };
  let data = lists.length === 0 ? source.data : withoutPaths(source.data, lists);
  let result = v.safeParse(schema, data);
  if (!result.success) {
    const texts = findUnquotedTexts(result.issues, source);
    if (texts.length > 0) {
      data = structuredClone(data);
      for (const { path, text } of texts) setAt(data, path, text);
      result = v.safeParse(schema, data);
    }
  }
  const listFindings = lists.map((path) => wrongList(schema, path));
  if (result.success) return { value: data as v.InferInput<S>, findings: listFindings, left: lists };
  // What is missing only because a list stood in its place was said already.
  const own = tellMoved(schema, data, describeIssues(schema, data, result.issues)).filter(
    (finding) => !lists.some((path) => path.join('\0') === finding.path.join('\0')),
  );
  const findings = [...listFindings, ...own];
  // First without what is wrong; where that was needed, without the whole part of the file.
  const paths = own.map((finding) => finding.path);
  for (const removed of [paths, paths.map((path) => path.slice(0, 1))]) {
    const rest = withoutPaths(data, removed);
    if (v.is(schema, rest)) return { value: rest, findings, left: [...lists, ...removed] };
  }
  return { value: undefined, findings, left: [] };
}

function wrongList(schema: Schema, path: Path): Finding {
  const expected = expectedKind(schemaAt(schema, path));
  return findError('wrong-type', path, { expected, found: 'a list', where: whereOf(path) });
}

/** Where a list stands, though a mapping is wanted and no list; valibot takes a list for a mapping of its positions. */
function findMisplacedLists(schema: AnySchema | undefined, data: unknown, path: Path): Path[] {
  const at = unwrap(schema);
  if (data === null || typeof data !== 'object' || at === undefined) return [];
  if (Array.isArray(data)) {
    const branches = at.type === 'union' ? (at.options as readonly AnySchema[]).map(unwrap) : [at];
    if (!branches.some((one) => one?.type === 'array')) {
      return branches.some((one) => one?.type === 'record' || one?.type === 'strict_object') ? [path] : [];
    }
  }
  return Object.entries(data).flatMap(([key, inner]) => {
    const step = Array.isArray(data) ? Number(key) : key;
    return typeof inner === 'object' ? findMisplacedLists(stepInto(at, step), inner, [...path, step]) : [];
  });
}

/** A copy of the data without the values at these paths; where one is an item of a list, without the whole list. */
function withoutPaths(data: unknown, paths: readonly Path[]): unknown {
  const copy = structuredClone(data);
  for (const path of paths) {
    const end = path.findLastIndex((step) => typeof step === 'string');
    const parent = valueAt(copy, path.slice(0, Math.max(0, end))) as Record<string, unknown> | undefined;
    if (end >= 0 && parent !== undefined) delete parent[path[end]!];
  }
  return copy;
}

type Issue = v.BaseIssue<unknown>;

/** Numbers and booleans that stand where text is wanted, with the text that was typed. */
function findUnquotedTexts(
  issues: readonly Issue[],
  source: Pick<Source, 'data' | 'textAt'>,
): { path: Path; text: string }[] {
  return flatten(issues).flatMap(({ issue, path }) => {
    if (!wantsText(issue) || (typeof issue.input !== 'number' && typeof issue.input !== 'boolean')) return [];
    const text = source.textAt(path);
    return text === undefined ? [] : [{ path, text }];
  });
}

/** Whether text would have been taken, by itself or as one of several kinds. */
function wantsText(issue: Issue): boolean {
  return (
    issue.type === 'string' || (issue.type === 'union' && (issue.issues ?? []).some((one) => one.type === 'string'))
  );
}

function setAt(data: unknown, path: Path, value: unknown): void {
  const parent = valueAt(data, path.slice(0, -1)) as Record<string | number, unknown> | undefined;
  const last = path.at(-1);
  if (parent !== undefined && last !== undefined) parent[last] = value;
}

/** The value at a path; undefined where there is none. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined,
    data,
  );
}

/** Whether data is a mapping of keys to values. */
export function isMapping(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** Each issue with its whole path; the issues inside a union stand for the union where one of its branches fits the value's kind. */
function flatten(issues: readonly Issue[], base: Path = []): { issue: Issue; path: Path }[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...(issue.path ?? []).map((item) => item.key as string | number)];
    if (issue.type !== 'union' || issue.issues === undefined) return [{ issue, path }];
    const inner = issue.issues as readonly Issue[];
    const fitting = inner.filter((one) => (one.path ?? []).length > 0 || !KIND_TYPES.has(one.type));
    return fitting.length > 0 ? flatten(fitting, path) : [{ issue, path }];
  });
}

/** Issue types that only say that a value is of another kind. */
const KIND_TYPES = new Set(['string', 'number', 'boolean', 'array', 'record', 'strict_object', 'literal', 'picklist']);

function describeIssues(schema: Schema, data: unknown, issues: readonly Issue[]): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const all = flatten(issues);
  for (const { issue, path } of all) {
    const also = all.filter((one) => one.path.join('\0') === path.join('\0')).map((one) => one.issue);
    for (const finding of describeIssue(schema, data, issue, path, also)) {
      const key = `${finding.path.join('\u0000')} ${finding.code}`;
      if (!seen.has(key)) findings.push(finding);
      seen.add(key);
    }
  }
  return findings;
}

/** @param also all that is wrong with the same value */
function describeIssue(schema: Schema, data: unknown, issue: Issue, path: Path, also: readonly Issue[]): Finding[] {
  const requirement = (issue as { requirement?: unknown }).requirement;
  switch (issue.type) {
    case 'strict_object': {
      const last = issue.path?.at(-1);
      if (last === undefined || (last as { origin?: string }).origin !== 'key') return [wrongType(schema, issue, path)];
      if (issue.expected !== 'never') {
        return describeMissing(schema, data, path);
      }
      const parent = path.slice(0, -1);
      const known = Object.keys(entriesAt(schema, parent));
      return Object.keys(valueAt(data, parent) as object)
        .filter((key) => !known.includes(key))
        .map((key) => findError('unknown-key', [...parent, key], { key, known }, { atKey: true }));
    }
    case 'picklist':
      if (typeof issue.input !== 'string') return [wrongType(schema, issue, path)];
      return [findError('wrong-value', path, { found: issue.input, known: optionsOf(issue.expected) })];
    case 'regex':
      return [describeFormat(String(issue.input), path, issue.message, requirement as RegExp)];
    case 'non_empty':
      return [findError('wrong-type', path, { expected: 'text', found: 'nothing', where: whereOf(path) })];
    case 'finite':
      return [
        findError('wrong-type', path, { expected: 'a number', found: String(issue.input), where: whereOf(path) }),
      ];
    case 'integer': {
      const least = also.find((one) => one.type === 'min_value') as { requirement?: unknown } | undefined;
      const expected = `a whole number${least === undefined ? '' : `, ${String(least.requirement)} or more`}`;
      return [findError('wrong-type', path, { expected, found: String(issue.input), where: whereOf(path) })];
    }
    case 'min_value':
      if (also.some((one) => one.type === 'integer')) return [];
      return [
        findError('out-of-range', path, {
          where: whereOf(path),
          found: issue.input as number,
          expected: `${String(requirement)} or more`,
        }),
      ];
    case 'max_value':
      return [
        findError('out-of-range', path, {
          where: whereOf(path),
          found: issue.input as number,
          expected: `${String(requirement)} or less`,
        }),
      ];
    case 'min_length':
    case 'max_length':
      return [
        findError(
          'wrong-count',
          path,
          {
            what: whereOf(path),
            found: (issue.input as unknown[]).length,
            expected: `${issue.type === 'min_length' ? 'at least' : 'at most'} ${String(requirement)}`,
          },
          { atKey: true },
        ),
      ];
    default:
      return [wrongType(schema, issue, path)];
  }
}

/**
 * Says of keys that nobody knows where they stand, but that are known in what is around them or stands before them, that
 * the line begins in the wrong column. Where the key is missing there, that follows from it and is not said.
 */
function tellMoved(schema: Schema, data: unknown, findings: readonly Finding[]): Finding[] {
  const filled = new Set<Finding>();
  const told = findings.map((finding): Finding => {
    if (finding.code !== 'unknown-key') return finding;
    const missing = findings.filter((one) => one.code === 'missing-key' && one.path.at(-1) === finding.args.key);
    const move = findMove(schema, data, finding.path, missing);
    // A slip of the pen is likelier than a wrong column, unless the key is missing elsewhere.
    if (
      move === null ||
      (move.missing === undefined && findNearest(finding.args.key, finding.args.known) !== undefined)
    )
      return finding;
    if (move.missing !== undefined) filled.add(move.missing);
    return { ...finding, args: { ...finding.args, move: { to: move.to, holder: nameOf(data, move.holder) } } };
  });
  return told.filter((finding) => !filled.has(finding));
}

/** @param missing where the same key is missing */
function findMove(
  schema: Schema,
  data: unknown,
  path: Path,
  missing: readonly Finding[],
): { readonly to: 'left' | 'right'; readonly holder: Path; readonly missing: Finding | undefined } | null {
  const key = String(path.at(-1));
  const here = path.slice(0, -1);
  const missingBelow = missing.findLast((one) => one.path.length > path.length && isBelow(one.path, here));
  if (missingBelow !== undefined) return { to: 'right', holder: missingBelow.path.slice(0, -1), missing: missingBelow };
  const around = here.map((_, n) => here.slice(0, here.length - 1 - n));
  const above = around.find((at) => key in entriesAt(schema, at) && valueAt(data, [...at, key]) === undefined);
  if (above !== undefined)
    return {
      to: 'left',
      holder: above,
      missing: missing.find((one) => one.path.length === above.length + 1 && isBelow(one.path, above)),
    };
  const fields = Object.keys(valueAt(data, here) as object);
  const before = fields.slice(0, fields.indexOf(key)).findLast((field) => {
    const inner = [...here, field];
    return key in entriesAt(schema, inner) || key in entriesAt(schema, [...inner, 0]);
  });
  return before === undefined ? null : { to: 'right', holder: [...here, before], missing: undefined };
}

/** Whether a path leads to something within another one. */
function isBelow(path: Path, holder: Path): boolean {
  return holder.every((step, n) => path[n] === step);
}

/** Text that is not in its format; where that is the format of an id, with the id that the text would make. */
function describeFormat(found: string, path: Path, expected: string, format: RegExp): Finding {
  const isId = format.test('a');
  const plain = found.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
  const ids = isId ? [plain.replace(/[^a-z0-9_-]+/g, '-'), plain.replace(/[^a-z0-9_]+/g, '_')] : [];
  const write = ids.map((id) => id.replace(/^[-_]+|[-_]+$/g, '')).find((id) => format.test(id));
  return findError('bad-format', path, { found, expected, ...(write === undefined ? {} : { write }) });
}

/** A key that is missing, unless another key beside it looks like it mistyped. */
function describeMissing(schema: Schema, data: unknown, path: Path): Finding[] {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const known = Object.keys(entriesAt(schema, parent));
  const others = Object.keys((valueAt(data, parent) as object | undefined) ?? {});
  if (others.some((other) => !known.includes(other) && findNearest(other, known) === key)) return [];
  return [findError('missing-key', path, { key, within: nameOf(data, parent) })];
}

function wrongType(schema: Schema, issue: Issue, path: Path): Finding {
  return findError('wrong-type', path, {
    expected: expectedKind(schemaAt(schema, path)),
    found: kindOf(issue.input),
    where: whereOf(path),
  });
}

function whereOf(path: Path): string {
  const last = path.at(-1);
  return typeof last === 'number' ? `${String(path.at(-2) ?? 'the list')}` : last === undefined ? 'the file' : last;
}

/** What a person would call the thing at a path: its id, else its key. */
function nameOf(data: unknown, path: Path): string {
  const value = valueAt(data, path) as { id?: unknown } | undefined;
  if (typeof value?.id === 'string') return value.id;
  const last = path.at(-1);
  return last === undefined
    ? 'the file'
    : typeof last === 'number'
      ? `item ${last + 1} of ${String(path.at(-2) ?? 'the list')}`
      : last;
}

/** The kind of a value in plain words. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping (key: value)';
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'something else';
}

/** A schema by its parts. */
export interface AnySchema {
  readonly type: string;
  readonly entries?: Record<string, AnySchema>;
  readonly item?: AnySchema;
  readonly value?: AnySchema;
  readonly wrapped?: AnySchema;
  /** Of what is optional: what takes its place where it is missing. */
  readonly default?: unknown;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  /** What is checked besides the kind, as the pattern of a text. */
  readonly pipe?: readonly { readonly requirement?: unknown }[];
}

/** The schema of what is optional. */
export function unwrap(schema: AnySchema | undefined): AnySchema | undefined {
  return schema?.type === 'optional' ? unwrap(schema.wrapped) : schema;
}

/** The part of a schema that describes the value at a path; of a union, the branch that has such a path. */
function schemaAt(schema: Schema, path: Path): AnySchema | undefined {
  return path.reduce<AnySchema | undefined>((at, step) => stepInto(unwrap(at), step), schema as unknown as AnySchema);
}

function stepInto(schema: AnySchema | undefined, step: string | number): AnySchema | undefined {
  switch (schema?.type) {
    case 'strict_object':
      return schema.entries?.[step];
    case 'record':
      return schema.value;
    case 'array':
      return schema.item;
    case 'union': {
      const wanted = typeof step === 'number' ? ['array'] : ['strict_object', 'record'];
      const branch = (schema.options as readonly AnySchema[])
        .map(unwrap)
        .find((option) => wanted.includes(option?.type ?? ''));
      return branch === undefined ? undefined : stepInto(branch, step);
    }
    default:
      return undefined;
  }
}

/** The fields of the mapping at a path, in the order of the file format; none where there is no such mapping. */
export function entriesAt(schema: Schema, path: Path): Record<string, AnySchema> {
  const at = unwrap(schemaAt(schema, path));
  if (at?.type === 'union') {
    return (
      (at.options as readonly AnySchema[]).map(unwrap).find((option) => option?.type === 'strict_object')?.entries ?? {}
    );
  }
  return at?.entries ?? {};
}

/** What a schema takes, in plain words. */
function expectedKind(schema: AnySchema | undefined): string {
  const at = unwrap(schema);
  switch (at?.type) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'record':
    case 'strict_object':
      return 'a mapping (key: value)';
    case 'picklist':
      return `one of ${at.options!.join(', ')}`;
    case 'literal':
      return JSON.stringify(at.literal);
    case 'union':
      return [...new Set((at.options as readonly AnySchema[]).map(expectedKind))].join(', or ');
    default:
      return 'something else';
  }
}

/** The values of a picklist, out of valibot's description `("a" | "b")`. */
function optionsOf(expected: string | null): string[] {
  return [...(expected ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1]!);
}
