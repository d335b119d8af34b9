/** Turns what valibot finds in data into findings in words of ours. */
import type * as v from 'valibot';
import { type Path, pathKey } from '../diagnostics/path.js';
import { collectBy } from '../text/lists.js';
import { findError, type Finding } from '../diagnostics/problem.js';
import { findNearest } from '../text/suggestions.js';
import { kindOf, valueAt } from '../yaml/values.js';
import { describeKind, entriesAt, listBranches, type Schema, schemaAt } from './structure.js';

export type Issue = v.BaseIssue<unknown>;

/** An issue with the whole path of its value. */
interface PlacedIssue {
  readonly issue: Issue;
  readonly path: Path;
}

/** Issue types that only say that a value is of another kind. */
const KIND_TYPES = new Set(['string', 'number', 'boolean', 'array', 'record', 'strict_object', 'literal', 'picklist']);

/** Each issue with its path; the issues inside a union stand for the union where one of its branches fits the value's kind. */
export function flattenIssues(issues: readonly Issue[], base: Path = []): PlacedIssue[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...(issue.path ?? []).map((item) => item.key as string | number)];
    if (issue.type !== 'union' || issue.issues === undefined) return [{ issue, path }];
    const inner = issue.issues as readonly Issue[];
    const fitting = inner.filter((one) => (one.path ?? []).length > 0 || !KIND_TYPES.has(one.type));
    return fitting.length > 0 ? flattenIssues(fitting, path) : [{ issue, path }];
  });
}

/** Says of each issue what is wrong, each code once at a path. */
export function describeIssues(schema: Schema, data: unknown, issues: readonly Issue[]): Finding[] {
  const all = flattenIssues(issues);
  const at = collectBy(all, ({ path }) => pathKey(path));
  const seen = new Set<string>();
  return all
    .flatMap((one) =>
      one.issue.type === 'strict_object'
        ? describeMapping(schema, data, one)
        : describeIssue(schema, one, at.get(pathKey(one.path))!),
    )
    .filter(({ path, code }) => {
      const key = `${pathKey(path)} ${code}`;
      return !seen.has(key) && seen.add(key);
    });
}

/** Says which keys are missing, or are not known, where a mapping with certain keys is wanted. */
function describeMapping(schema: Schema, data: unknown, { issue, path }: PlacedIssue): Finding[] {
  const last = issue.path?.at(-1) as { origin?: string } | undefined;
  if (last?.origin !== 'key') return [wrongType(schema, path, kindOf(issue.input))];
  const parent = path.slice(0, -1);
  const keys = Object.keys((valueAt(data, parent) as object | undefined) ?? {});
  const known = Object.keys(entriesAt(schema, parent));
  const unknown = keys.filter((key) => !known.includes(key));
  if (issue.expected === 'never')
    return unknown.map((key) => findError('unknown-key', [...parent, key], { key, known }, { atKey: true }));
  // Another key beside it may be this one mistyped, which is said of that one.
  const key = String(path.at(-1));
  if (unknown.some((other) => findNearest(other, known) === key)) return [];
  return [findError('missing-key', path, { key, within: nameOf(data, parent) })];
}

/** @param also all that is wrong with the same value */
function describeIssue(schema: Schema, { issue, path }: PlacedIssue, also: readonly PlacedIssue[]): Finding[] {
  const { type, input, requirement } = issue as Issue & { readonly requirement?: unknown };
  const [where, found, limit] = [whereOf(path), String(input), String(requirement)];
  switch (type) {
    case 'picklist':
      if (typeof input !== 'string') break;
      return [findError('wrong-value', path, { found, known: listOptions(schema, path) })];
    case 'regex':
      return [describeFormat(found, path, issue.message, requirement as RegExp)];
    case 'non_empty':
      return [findError('wrong-type', path, { expected: 'text', found: 'nothing', where })];
    case 'finite':
      return [findError('wrong-type', path, { expected: 'a number', found, where })];
    case 'integer': {
      const least = also.find((one) => one.issue.type === 'min_value')?.issue as { requirement?: unknown } | undefined;
      const expected = `a whole number${least === undefined ? '' : `, ${String(least.requirement)} or more`}`;
      return [findError('wrong-type', path, { expected, found, where })];
    }
    case 'min_value':
      if (also.some((one) => one.issue.type === 'integer')) return [];
      return [findError('out-of-range', path, { where, found: input as number, expected: `${limit} or more` })];
    case 'max_value':
      return [findError('out-of-range', path, { where, found: input as number, expected: `${limit} or less` })];
    case 'min_length':
    case 'max_length': {
      const expected = `${type === 'min_length' ? 'at least' : 'at most'} ${limit}`;
      const count = (input as unknown[]).length;
      return [findError('wrong-count', path, { what: where, found: count, expected }, { atKey: true })];
    }
    default:
  }
  return [wrongType(schema, path, kindOf(input))];
}

/** Says that a value is of another kind than its schema wants; `found` is its kind in plain words. */
export function wrongType(schema: Schema, path: Path, found: string): Finding {
  const expected = describeKind(schemaAt(schema, path));
  return findError('wrong-type', path, { expected, found, where: whereOf(path) });
}

/** The words that may stand at a path. */
function listOptions(schema: Schema, path: Path): string[] {
  const choice = listBranches(schemaAt(schema, path)).find(({ type }) => type === 'picklist');
  return (choice?.options ?? []).map(String);
}

/** Text that is not in its format; where that is the format of an id, with the id that the text would make. */
function describeFormat(found: string, path: Path, expected: string, format: RegExp): Finding {
  const isId = format.test('a');
  const plain = found.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
  const ids = isId ? [plain.replace(/[^a-z0-9_-]+/g, '-'), plain.replace(/[^a-z0-9_]+/g, '_')] : [];
  const write = ids.map((id) => id.replace(/^[-_]+|[-_]+$/g, '')).find((id) => format.test(id));
  return findError('bad-format', path, { found, expected, ...(write === undefined ? {} : { write }) });
}

/** The key of a value, or that of the list that it stands in. */
function whereOf(path: Path): string {
  const last = path.at(-1);
  return typeof last === 'number' ? String(path.at(-2) ?? 'the list') : (last ?? 'the file');
}

/** The words by which a person would call the thing at a path: its id, else its key. */
function nameOf(data: unknown, path: Path): string {
  const value = valueAt(data, path) as { id?: unknown } | undefined;
  if (typeof value?.id === 'string') return value.id;
  const last = path.at(-1);
  return typeof last === 'number' ? `item ${last + 1} of ${whereOf(path)}` : whereOf(path);
}
