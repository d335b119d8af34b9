/**
 * Gaps: lists of a framework file that could not be read, or not in whole. What they hold is not known, so nobody can say
 * of a reference to it that it leads nowhere.
 */
import { findNearest } from '../text/suggestions.js';
import type { Path } from '../diagnostics/path.js';
import { valueAt } from '../yaml/values.js';
import { type Kind, KIND_OF_LIST, PLAN } from './entities.js';

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
