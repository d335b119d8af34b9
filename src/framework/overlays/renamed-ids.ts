/** Ids that a framework had once: which id took the place of each. */
import { type Path } from '../../diagnostics/path.js';
import { collectBy } from '../../text/lists.js';
import { ANSWERED_KINDS, type AnsweredKind, type FormerIds } from '../../model/index.js';
import { valueAt } from '../../yaml/values.js';
import type { FrameworkFile } from '../schema.js';
import { type Kind, KIND_OF_HOLDER, listThings, splitId } from '../entities.js';

/** Something that an overlay took away, with its former ids; all in full. */
export interface Gone {
  readonly kind: Kind;
  readonly id: string;
  readonly was: readonly string[];
}

export function collectFormerIds(file: FrameworkFile, gone: readonly Gone[] = []): FormerIds {
  const things = listThings(file);
  const claims = [
    ...gone.flatMap(({ kind, id: now, was }) => was.map((id) => ({ kind, id, now }))),
    ...listFormerIds(file),
  ];
  const successors = [
    // What says that it was what something gone was has taken its place too.
    ...gone.flatMap(({ kind, id, was }) =>
      claims
        .filter((one) => one.kind === kind && one.now !== id && was.includes(one.id))
        .map(({ now }) => ({ kind, id, now })),
    ),
    ...claims,
  ];
  const found: Partial<Record<Kind, Readonly<Record<string, string | null>>>> = {};
  // What things are in comes before them.
  for (const kind of ['condition', 'fact', ...ANSWERED_KINDS] as const) {
    const ofKind = <T extends { readonly kind: Kind }>(all: readonly T[]) => all.filter((one) => one.kind === kind);
    const holder = KIND_OF_HOLDER[kind];
    found[kind] ??= findSuccessors({
      known: new Set(ofKind(things).map(({ id }) => id)),
      successors: new Map(ofKind(successors).map(({ id, now }) => [id, now])),
      retired: new Set((file.retired ?? []).filter((id) => id.includes('.') === (holder !== undefined))),
      gone: new Set(ofKind(gone).map(({ id }) => id)),
      holders: holder === undefined ? {} : found[holder]!,
    });
  }
  return found as FormerIds;
}

/** All that is said of the ids of one kind. */
interface SaidOfIds {
  readonly known: ReadonlySet<string>;
  /** The id that took the place of another. */
  readonly successors: ReadonlyMap<string, string>;
  readonly retired: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
  /** The former ids of what things of this kind are in, with those of today. */
  readonly holders: Readonly<Record<string, string | null>>;
}

/**
 * Finds the id of today for each former id of one kind, or null. First counts what is said of it, then what is said of it
 * by another name of what it is in.
 */
function findSuccessors({ known, successors, retired, gone, holders }: SaidOfIds): Record<string, string | null> {
  const said = new Set([...successors.keys(), ...retired, ...gone]);
  const renamed = Object.keys(holders).filter((old) => holders[old] !== null);
  const names = collectBy(renamed, (old) => holders[old]!);
  /** An id with each name of what it is in, that of today first. */
  const nameOtherwise = (id: string): string[] => {
    const [holder, rest] = splitId(id);
    const now = lookUp(holders, holder) ?? holder;
    const former = names.get(now) ?? [];
    return former.length === 0 ? [] : [now, ...former].map((name) => `${name}.${rest}`);
  };
  const resolve = (id: string, seen: readonly string[]): string | null => {
    if (known.has(id)) return id;
    const next = successors.get(id);
    if (next !== undefined) return seen.includes(next) ? null : resolve(next, [...seen, next]);
    if (retired.has(id)) return null;
    const other = nameOtherwise(id).find((one) => !seen.includes(one) && (known.has(one) || said.has(one)));
    return other === undefined ? null : resolve(other, [...seen, other]);
  };
  const ids = [...said, ...[...known, ...said].flatMap(nameOtherwise)];
  return Object.fromEntries(ids.filter((id) => !known.has(id)).map((id) => [id, resolve(id, [id])]));
}

/** Each former id in full, with the id in use now and the place where that is said. */
export function listFormerIds(file: FrameworkFile): { kind: Kind; id: string; now: string; path: Path }[] {
  return listThings(file).flatMap(({ kind, id: now, written, path }) => {
    const { was = [] } = valueAt(file, path) as { was?: readonly string[] };
    const prefix = now.slice(0, now.length - written.length);
    const idOf = (old: string) => (old.includes('.') ? old : prefix + old);
    return was.map((old, n) => ({ kind, id: idOf(old), now, path: [...path, 'was', n] }));
  });
}

/**
 * The id that took the place of a former one.
 * @returns null where it is gone, undefined where there never was one
 */
export function findNow(formerIds: FormerIds, kind: Kind, id: string): string | null | undefined {
  const now = lookUp(formerIds[kind as AnsweredKind] ?? {}, id);
  const holder = KIND_OF_HOLDER[kind];
  if (now !== undefined || holder === undefined) return now;
  // With what it was in, it goes.
  return lookUp(formerIds[holder], splitId(id)[0]) === null ? null : undefined;
}

/** An object knows words of JavaScript's own, which are no ids. */
function lookUp(ids: Readonly<Record<string, string | null>>, id: string): string | null | undefined {
  return Object.hasOwn(ids, id) ? ids[id] : undefined;
}
