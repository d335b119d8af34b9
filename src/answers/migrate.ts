/** Answers made for an earlier version of a framework, written anew for the one in use: nothing that was answered is lost. */
import { type Finding, hasErrors } from '../diagnostics/problem.js';
import type { ProblemCode } from '../diagnostics/codes/families.js';
import { isMapping, valueAt } from '../yaml/values.js';
import { readSource } from '../yaml/source.js';
import type { Framework } from '../model/index.js';
import { type Change, EditError, type Hindrance, type Move } from '../yaml/change.js';
import { listComments } from '../yaml/edit-yaml.js';
import { changeAnswers, editAnswers } from './edit.js';
import { inspectAnswers } from './read.js';

/** A file after it was brought up to date; without changes the text is the very same. */
export interface Migrated {
  readonly text: string;
  /** The changes, each by its place in the text before. */
  readonly changes: readonly { readonly line: number; readonly column: number; readonly text: string }[];
  /** Why nothing was changed though it should be: errors, or a way of writing that only a person can change. */
  readonly failure: 'errors' | Hindrance | null;
}

/** Findings that come of an earlier version. */
const OUTDATED: ReadonlySet<ProblemCode> = new Set(['other-version', 'renamed-id', 'retired-id']);

/**
 * Brings an answers file up to the framework in use. Former ids become present ones in their place; what has no place any
 * more goes under `retired`, below the keys that it had. What is mistyped stays.
 * @param file its name; the ending .json says that it is JSON
 */
export function migrateAnswers(file: string, text: string, framework: Framework): Migrated {
  const fail = (failure: Migrated['failure']): Migrated => ({ text, changes: [], failure });
  const source = readSource(file, text);
  if (hasErrors(source.problems)) return fail('errors');
  const { findings } = inspectAnswers(source, framework, 'check');
  const outdated = findings.filter(({ code }) => OUTDATED.has(code));
  if (outdated.length === 0) return fail(null);
  // A fact that is new in this version may be missing; that hinders nothing.
  if (findings.some(({ code, severity }) => severity === 'error' && code !== 'missing-fact')) return fail('errors');

  let data = source.data;
  const edits: Change[] = [];
  const changes = sortDeepestFirst(outdated).map((finding) => {
    const step = migrateOne(source.data, data, finding);
    data = changeAnswers(data, step.edits);
    edits.push(...step.edits);
    const { line = 1, column = 1 } = source.placeOf(finding);
    return { line, column, text: step.text };
  });
  try {
    const renewed = editAnswers(source, text, edits);
    const isRight =
      sortComments(file, renewed.text) === sortComments(file, text) &&
      !inspectAnswers(renewed.source, framework, 'check').findings.some(({ code }) => OUTDATED.has(code));
    return isRight
      ? { text: renewed.text, changes: changes.sort((a, b) => a.line - b.line || a.column - b.column), failure: null }
      : fail('writing');
  } catch (error) {
    if (error instanceof EditError) return fail(error.hindrance);
    throw error;
  }
}

/** All comments of a file, in whatever order. */
function sortComments(file: string, text: string): string {
  if (/\.json$/i.test(file)) return '';
  return listComments(text.replace(/\r\n/g, '\n')).sort().join('\n');
}

/** Values before keys, and what is in something before that itself, so that no path changes on the way. */
function sortDeepestFirst(findings: readonly Finding[]): Finding[] {
  const rank = ({ path, atKey }: Finding) => (atKey === true ? -path.length : -Infinity);
  return [...findings].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

/**
 * @param before the data as they were
 * @param data the same after the steps so far
 */
function migrateOne(before: unknown, data: unknown, finding: Finding): { edits: readonly Change[]; text: string } {
  const { path: at, atKey, code, args } = finding;
  const path = at.map(String);
  const name = nameOf(path);
  if (code === 'other-version') {
    const written = String(valueAt(data, path));
    const now = `${written.slice(0, written.indexOf('@'))}@${args.expected}`;
    return { edits: [{ path, value: now }], text: `framework: ${written} → ${now}` };
  }
  if (code === 'renamed-id') {
    const { now, write, under } = args;
    if (atKey !== true) return { edits: [{ path, value: write }], text: `${name}: ${args.id} → ${write}` };
    const to = under === undefined ? [...path.slice(0, -1), write] : ['responses', under, write];
    return { edits: listMoves(data, path, to), text: `${name} → ${args.kind === 'question' ? now : nameOf(to)}` };
  }
  const holder = path.slice(0, -1);
  const chosen = valueAt(data, holder);
  if (Array.isArray(chosen)) {
    const option = String(valueAt(before, at));
    const to = findFreePlace(data, ['retired', ...holder], Array.isArray);
    const edits = [{ path: [...holder, String(chosen.indexOf(option))], to }];
    return { edits, text: `${nameOf(holder)}: ${option} → ${to.join('.')}` };
  }
  const to = findFreePlace(data, ['retired', ...path]);
  const said = atKey === true ? name : `${name}: ${String(valueAt(data, path))}`;
  return { edits: [{ path, to }], text: `${said} → ${to.join('.')}` };
}

/** As people call the place of an answer. */
function nameOf(path: readonly string[]): string {
  return path.slice(1).join('.');
}

/** Moves that bring one thing to a place where a part of it may stand already, as where two conditions became one. */
function listMoves(data: unknown, path: readonly string[], to: readonly string[]): Move[] {
  const [value, there] = [valueAt(data, path), valueAt(data, to)];
  if (value === undefined || there === undefined) return [{ path, to }];
  // A bare level is that of the whole condition.
  if (!isMapping(value)) return [{ path, to: [...to, 'level'] }];
  const moves = Object.keys(value).flatMap((key) => listMoves(data, [...path, key], [...to, key]));
  // Nothing is left then but comments, and keys without a value.
  return [...moves, { path, to }];
}

/**
 * The place, with a number after a key where something else has been there since an earlier time.
 * @param takesMore tells whether more can be added to the value there
 */
function findFreePlace(
  data: unknown,
  wanted: readonly string[],
  takesMore: (there: unknown) => boolean = () => false,
): string[] {
  return wanted.reduce<string[]>((place, key, depth) => {
    const isTaken = (name: string) => {
      const there = valueAt(data, [...place, name]);
      return there !== undefined && !(depth === wanted.length - 1 ? takesMore(there) : isMapping(there));
    };
    let name = key;
    for (let n = 2; isTaken(name); n++) name = `${key} (${n})`;
    return [...place, name];
  }, []);
}
