/** Checks data against a schema and says, for all of it at once, what is not as expected. */
import * as v from 'valibot';
import { type Path, samePath } from '../diagnostics/path.js';
import type { Finding } from '../diagnostics/problem.js';
import type { Source } from '../yaml/source.js';
import { valueAt } from '../yaml/values.js';
import { describeIssues, flattenIssues, type Issue, wrongType } from './issues.js';
import { type AnySchema, listBranches, type Schema, stepInto } from './structure.js';

/**
 * The findings in the data, and the data as far as it can be used: undefined where something is missing or wrong that
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
  const listFindings = lists.map((path) => wrongType(schema, path, 'a list'));
  if (lists[0]?.length === 0) return { value: undefined, findings: listFindings, left: [] };
  let data = lists.length === 0 ? source.data : withoutPaths(source.data, lists);
  let result = v.safeParse(schema, data);
  if (!result.success) {
    data = structuredClone(data);
    for (const { path, text } of findUnquotedTexts(result.issues, source)) {
      const parent = valueAt(data, path.slice(0, -1)) as Record<string | number, unknown> | undefined;
      if (parent !== undefined && path.length > 0) parent[path.at(-1)!] = text;
    }
    result = v.safeParse(schema, data);
  }
  if (result.success) return { value: data as v.InferInput<S>, findings: listFindings, left: lists };
  // What is missing only because a list stood in its place was said already.
  const own = describeIssues(schema, data, result.issues).filter(
    (finding) => !lists.some((path) => samePath(path, finding.path)),
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

/** Where a list stands, though a mapping is wanted and no list; valibot takes a list for a mapping of its positions. */
function findMisplacedLists(schema: AnySchema | undefined, data: unknown, path: Path): Path[] {
  const kinds = new Set(listBranches(schema).map(({ type }) => type));
  if (data === null || typeof data !== 'object' || kinds.size === 0) return [];
  if (Array.isArray(data) && !kinds.has('array'))
    return kinds.has('record') || kinds.has('strict_object') ? [path] : [];
  return Object.entries(data).flatMap(([key, inner]) => {
    const step = Array.isArray(data) ? Number(key) : key;
    return typeof inner === 'object' ? findMisplacedLists(stepInto(schema, step), inner, [...path, step]) : [];
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

/** Numbers and booleans that stand where text is wanted, with the text that was typed. */
function findUnquotedTexts(
  issues: readonly Issue[],
  source: Pick<Source, 'data' | 'textAt'>,
): { path: Path; text: string }[] {
  return flattenIssues(issues).flatMap(({ issue, path }) => {
    const { type, input, issues: inner = [] } = issue;
    // Text would have been taken by itself, or as one of several kinds.
    const wantsText = type === 'string' || (type === 'union' && inner.some((one) => one.type === 'string'));
    if (!wantsText || (typeof input !== 'number' && typeof input !== 'boolean')) return [];
    const text = source.textAt(path);
    return text === undefined ? [] : [{ path, text }];
  });
}
