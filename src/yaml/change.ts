/** Changes of a file's data, and what the changed file must say. How they are written into the text: edit-yaml.ts and edit-json.ts. */
import { isMapping, valueAt } from './values.js';

export type PlainData = string | number | boolean | readonly PlainData[] | { readonly [key: string]: PlainData };

/** One change: a value at a place, or nothing there any more. */
export interface Edit {
  /** Keys from the top of the file down. */
  readonly path: readonly string[];
  /** The new value; null takes away what is there, and what held nothing else. */
  readonly value: PlainData | null;
}

/**
 * Takes what stands at a place to another one with its comments: where nothing stands yet, or only a key without a value,
 * or where it says nothing itself and only its comments go. An item of a list goes to the end of another list.
 */
export interface Move {
  /** An item of a list by its position, from 0. */
  readonly path: readonly string[];
  /** The other list itself for an item of a list. */
  readonly to: readonly string[];
}

export type Change = Edit | Move;

/** The rules of a kind of file. */
export interface Form {
  /** The keys at the top in the order in which a person reads them; a new one goes to its place, others to the end. */
  readonly order: readonly string[];
  /** The key that a text at a place gets where more is put beside it; null where it makes way. */
  readonly keyOfScalar: (path: readonly string[]) => string | null;
}

/** Why a text cannot be changed by a program. */
export type Hindrance = 'anchor' | 'writing';

/** The text stays as it is: what is to be changed is written in a way that only a person can change. */
export class EditError extends Error {
  readonly hindrance: Hindrance;

  constructor(hindrance: Hindrance) {
    super(describeHindrance('the text', hindrance));
    this.hindrance = hindrance;
  }
}

/** Tells a person why a file was not changed. */
export function describeHindrance(file: string, hindrance: Hindrance): string {
  const reason = hindrance === 'anchor' ? ' (an anchor)' : '';
  return `${file} is written in a way that only a person can change there${reason}`;
}

/** Makes changes on plain data, one after the other; the data themselves stay as they are. */
export function changeData(data: unknown, edits: readonly Change[], form: Form): unknown {
  return edits.reduce<unknown>(
    (now, edit) => ('to' in edit ? moveData(now, edit, form) : changeAt(now, edit, form)),
    data,
  );
}

function moveData(data: unknown, { path, to }: Move, form: Form): unknown {
  const put = (into: unknown, at: readonly string[], value: unknown) =>
    changeAt(into, { path: at, value: value as PlainData | null }, form);
  const [holder, value] = [valueAt(data, path.slice(0, -1)), valueAt(data, path)];
  if (value === undefined) return data;
  if (Array.isArray(holder)) {
    const others = holder.filter((_, n) => String(n) !== path.at(-1));
    return put(put(data, path.slice(0, -1), others), to, [...((valueAt(data, to) ?? []) as PlainData[]), value]);
  }
  const rest = put(data, path, null);
  // Only the comments of what says nothing go where something stands.
  return isNothing(value) && valueAt(data, to) !== undefined ? rest : put(rest, to, value);
}

function changeAt(data: unknown, { path, value }: Edit, form: Form, depth = 0): unknown {
  const key = path[depth];
  if (key === undefined) return value ?? undefined;
  if (!isMapping(data) && value === null) return data;
  const bare = data === undefined || data === '' ? null : form.keyOfScalar(path.slice(0, depth));
  const known = isMapping(data) ? data : bare !== null && typeof data !== 'object' ? { [bare]: data } : {};
  if (value === null && known[key] === undefined) return data;
  const inner = changeAt(known[key], { path, value }, form, depth + 1);
  const { [key]: _, ...others } = known;
  const isEmptied = value === null && isMapping(inner) && Object.keys(inner).length === 0;
  // What is there keeps its place.
  return inner === undefined || isEmptied ? others : { ...known, [key]: inner };
}

/** Tells whether two files say the same, in whatever order and with whatever white space around their texts. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return String(a).trim() === String(b).trim();
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => saysTheSame(left[key], right[key]));
}

/** Tells whether only the last key changes. */
export function isRenaming(path: readonly string[], to: readonly string[]): boolean {
  return path.length === to.length && path.slice(0, -1).every((key, n) => key === to[n]);
}

/** Tells whether data say nothing; a mapping with nothing in it says as little as none. */
function isNothing(data: unknown): boolean {
  return data === undefined || (isMapping(data) && Object.values(data).every(isNothing));
}
