/**
 * Gaps: lists of a framework file that could not be read, or not in whole. What they hold is not known, so nobody can say
 * of a reference to it that it leads nowhere. And things that stand in a list of another kind, as a condition below the
 * actions: they have the fields of their own kind.
 */
import { findNearest } from '../text/suggestions.js';
import { type Path, pathKey } from '../diagnostics/path.js';
import { collectBy } from '../text/lists.js';
import { findError, type Finding } from '../diagnostics/problem.js';
import type { Shaped } from '../schema/check.js';
import { type AnySchema, unwrap } from '../schema/structure.js';
import { valueAt } from '../yaml/values.js';
import { isWithin, type Kind, KIND_OF_LIST, PLAN } from './entities.js';
import { frameworkSchema } from './schema.js';

/** Things that may be there unread: of a kind, with full ids that begin so. */
export interface Gap {
  readonly kind: Kind;
  readonly prefix: string;
}

/** Lists that may stand in the file itself, in a condition, in a fact and in the calendar. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  '': [
    ...Object.keys(KIND_OF_LIST).filter((field) => !['questions', 'options', 'windows'].includes(field)),
    'calendar',
  ],
  conditions: ['questions', 'actions'],
  profile: ['options'],
  calendar: ['windows'],
};

/**
 * The gaps that what is left out leaves.
 * @param data what the file says
 * @param left the paths of what is left out of it: lists and what is in them, and keys that nobody knows
 */
export function findGaps(data: unknown, left: readonly Path[]): Gap[] {
  return left.flatMap((path) => {
    // Of a list, all is left out with one of its items.
    const end = path.findLastIndex((step) => typeof step === 'string');
    const holder = path.slice(0, Math.max(0, end));
    const isThing = holder.length === 2 && typeof holder[1] === 'number';
    const lists = holder.length < 2 || isThing ? (LISTS[String(holder[0] ?? '')] ?? []) : [];
    return findMeant(valueAt(data, holder), String(path[end] ?? ''), lists).flatMap((list) =>
      listGaps(data, holder, list),
    );
  });
}

/** The lists that a key means: its own, the one that it misspells, or, where it holds some other list, any that is not written. */
function findMeant(holder: unknown, key: string, lists: readonly string[]): readonly string[] {
  if (lists.includes(key)) return [key];
  const near = findNearest(key, lists);
  if (near !== undefined) return [near];
  const isList = Array.isArray(valueAt(holder, [key]));
  return isList ? lists.filter((list) => valueAt(holder, [list]) === undefined) : [];
}

function listGaps(data: unknown, holder: Path, list: string): Gap[] {
  if (list === 'calendar') return [{ kind: 'window', prefix: '' }];
  const kind = KIND_OF_LIST[list]!;
  if (holder.length === 2) {
    const id = valueAt(data, [...holder, 'id']);
    return [{ kind, prefix: typeof id === 'string' ? `${id}.` : '' }];
  }
  if (list === 'actions') return [{ kind, prefix: `${PLAN}.` }];
  const inner =
    list === 'conditions' ? (['question', 'action'] as const) : list === 'profile' ? (['option'] as const) : [];
  return [kind, ...inner].map((one) => ({ kind: one, prefix: '' }));
}

/**
 * Tells whether a thing that was not found may be there unread, by itself or with the condition in whose id it is.
 * @param id in full
 * @param isKnown tells whether there is a thing of that kind and id
 */
export function isInGap(
  gaps: readonly Gap[],
  kind: Kind,
  id: string,
  isKnown: (kind: Kind, id: string) => boolean,
): boolean {
  if (gaps.some((gap) => gap.kind === kind && id.startsWith(gap.prefix))) return true;
  const dot = id.indexOf('.');
  const condition = id.slice(0, Math.max(0, dot));
  return dot > 0 && !isKnown('condition', condition) && isInGap(gaps, 'condition', condition, isKnown);
}

/** The fields of things, by the list that they belong in, and those that each of them must have. */
const FIELDS = listFields(frameworkSchema as unknown as AnySchema);

function listFields({ entries }: AnySchema): { list: string; known: readonly string[]; needed: readonly string[] }[] {
  return Object.entries(entries ?? {}).flatMap(([list, schema]) => {
    const item = unwrap(unwrap(schema)?.item);
    if (!(list in KIND_OF_LIST) || item?.entries === undefined) return [];
    const known = Object.keys(item.entries);
    const needed = known.filter((key) => item.entries![key]!.type !== 'optional');
    return [{ list, known, needed }, ...listFields(item)];
  });
}

/**
 * Says of a thing in the wrong list only that, and where it belongs.
 * @param data what the file says
 * @returns what was found, and the gaps where these things belong
 */
export function tellMisplaced(data: unknown, shape: Shaped<object>): { findings: readonly Finding[]; gaps: Gap[] } {
  const strange = shape.findings.flatMap(({ code, path }) => (code === 'unknown-key' ? [path.slice(0, -1)] : []));
  const things = [...collectBy(strange.filter(isThing), pathKey).values()];
  const misplaced = things.flatMap(([path, ...again]) => {
    // A single strange field does not make it another kind of thing.
    if (path === undefined || again.length === 0) return [];
    const thing = valueAt(data, path) as Readonly<Record<string, unknown>>;
    const keys = Object.keys(thing);
    const fits = ({ known, needed }: (typeof FIELDS)[number]) =>
      keys.every((key) => known.includes(key)) && needed.every((key) => keys.includes(key));
    const list = FIELDS.find(fits)?.list;
    return list === undefined || typeof thing['id'] !== 'string' ? [] : [{ path, list, id: thing['id'] }];
  });
  const isTold = (path: Path) => misplaced.some((thing) => isWithin(path, thing.path));
  const told = misplaced.map(({ path, list, id }): Finding => {
    const kind = KIND_OF_LIST[String(path.at(-2))]!;
    return findError('misplaced-thing', path, { id, kind, meant: KIND_OF_LIST[list]!, list });
  });
  return {
    findings: [...shape.findings.filter(({ path }) => !isTold(path)), ...told],
    gaps: misplaced.map(({ list, id }) => ({ kind: KIND_OF_LIST[list]!, prefix: id })),
  };
}

function isThing(path: Path): boolean {
  return typeof path.at(-1) === 'number' && String(path.at(-2)) in KIND_OF_LIST;
}
