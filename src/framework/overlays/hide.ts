/** Takes away what overlays hide: what names it follows or falls away, and what cannot do without it is an error. */
import { findError, findWarning } from '../../diagnostics/problem.js';
import { collectBy } from '../../text/lists.js';
import type { Mention } from '../../diagnostics/codes/code.js';
import { valueAt } from '../../yaml/values.js';
import { collectFormerIds, findNow, listFormerIds } from './renamed-ids.js';
import type { LayerFinding } from './merge.js';
import { listAllReferences, type Reference, replaceReference } from '../references.js';
import type { FrameworkFile } from '../schema.js';
import { isWithin, type Kind, listThings, type Thing } from '../entities.js';
import {
  changeTraced,
  findTraced,
  isTracedList,
  isTracedMapping,
  type TracedMapping,
  type Origin,
  type Traced,
  untraceData,
} from './provenance.js';

/** Something that is hidden, by itself or with what it is in. */
export interface Hidden {
  readonly kind: Kind;
  readonly id: string;
  /** The thing that the overlay hides: this one, or what it is in. */
  readonly by: { readonly kind: Kind; readonly id: string; readonly hide: Origin };
  /** The actions that it waited for. */
  readonly after: readonly string[];
  /** Its former ids in full. */
  readonly was: readonly string[];
}

export function splitHidden(merged: Traced): { visible: Traced; hidden: Hidden[] } {
  const file = untraceData(merged) as FrameworkFile;
  const things = listThings(file);
  const formerIds = listFormerIds(file);
  const marked = things.flatMap((thing) => {
    const hide = findTraced(merged, [...thing.path, 'hide']);
    return hide?.value === true ? [{ thing, hide: hide.origin }] : [];
  });
  const hidden = things.flatMap(({ kind, id, path }): Hidden[] => {
    const by = marked.find(({ thing }) => isWithin(path, thing.path));
    if (by === undefined) return [];
    const { after = [] } = valueAt(file, path) as { after?: readonly string[] };
    const was = formerIds.flatMap((former) => (former.kind === kind && former.now === id ? former.id : []));
    return [{ kind, id, by: { ...by.thing, hide: by.hide }, after, was }];
  });
  return { visible: withoutHidden(merged), hidden };
}

/** Everything but what is marked, and without the marks. A mark is true or false, unlike any field or id called so. */
function withoutHidden(from: Traced): Traced {
  const isMarked = ({ value }: Traced) => isTracedMapping(value) && value.get('hide')?.value === true;
  if (isTracedList(from.value))
    return { ...from, value: from.value.filter((item) => !isMarked(item)).map(withoutHidden) };
  if (!isTracedMapping(from.value)) return from;
  const entries = [...from.value].filter(([key, { value }]) => key !== 'hide' || typeof value !== 'boolean');
  return { ...from, value: new Map(entries.map(([key, inner]) => [key, withoutHidden(inner)])) };
}

/**
 * Mends the references to what is hidden. Where another thing takes its place by `was`, they go over to it. Else they
 * fall away, and an action that waited for a hidden one waits for what that one waited for.
 * @param visible what is there
 * @param file the same as plain data, its shape checked
 * @returns `needed`: the ids of hidden things, as written, that something cannot do without
 */
export function mendReferences(visible: Traced, file: FrameworkFile, hidden: readonly Hidden[]) {
  if (hidden.length === 0) return { mended: visible, findings: [], needed: new Set<string>() };
  const gone = new Map(hidden.map((one) => [keyOf(one), one]));
  const formerIds = collectFormerIds(file, hidden);
  const heirOf = ({ kind, id }: Pick<Thing, 'kind' | 'id'>) => findNow(formerIds, kind, id) ?? null;
  const mentions: { hidden: Hidden; reference: Reference; isNeeded: boolean }[] = [];
  let mended = visible;
  // From the last to the first, so that what goes from a list or a text moves nothing that is still to come.
  for (const reference of listAllReferences(file).reverse()) {
    const target = gone.get(keyOf(reference));
    if (target === undefined) continue;
    const heir = heirOf(target);
    if (heir !== null) {
      mended = replaceReference(mended, reference, heir);
      continue;
    }
    const isNeeded = isNeededWhere(reference);
    // That a level is gone from what questions say of each level goes without saying.
    if (reference.field !== 'levels') mentions.unshift({ hidden: findLastHeir(target, hidden), reference, isNeeded });
    if (isNeeded) continue;
    const instead = target.kind === 'action' ? findRemaining(target.after, gone, heirOf) : [];
    mended = dropReference(mended, reference, instead);
  }
  mended = changeTraced(mended, ['gates'], withoutEmptyGates);
  return {
    mended,
    findings: describeMentions(mentions),
    needed: new Set(mentions.filter(({ isNeeded }) => isNeeded).map(({ reference }) => reference.written)),
  };
}

function keyOf({ kind, id }: Pick<Thing, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

/** Of things that took each other's place and are all hidden, the last: had it stayed, nothing would be amiss. */
function findLastHeir(target: Hidden, hidden: readonly Hidden[], seen: readonly Hidden[] = []): Hidden {
  const heir = hidden.find(({ kind, was }) => kind === target.kind && was.includes(target.id));
  return heir === undefined || seen.includes(heir) ? target : findLastHeir(heir, hidden, [...seen, heir]);
}

/** Tells whether the field, or the expression, makes no sense without what it names. */
function isNeededWhere({ kind, field, subject, within, atKey }: Reference): boolean {
  if (within !== undefined) return true;
  if (kind === 'level') return !atKey;
  if (kind === 'fact') return field !== 'already';
  return field === 'owner' && subject.startsWith('action');
}

/** The actions that are there and that hidden ones waited for, directly or over further hidden ones. */
function findRemaining(
  after: readonly string[],
  gone: ReadonlyMap<string, Hidden>,
  heirOf: (thing: Pick<Thing, 'kind' | 'id'>) => string | null,
  seen = new Set<string>(),
): string[] {
  return after.flatMap((id) => {
    if (seen.has(id)) return [];
    seen.add(id);
    const thing = { kind: 'action', id } as const;
    const hidden = gone.get(keyOf(thing));
    if (hidden === undefined) return [id];
    return heirOf(thing) ?? findRemaining(hidden.after, gone, heirOf, seen);
  });
}

/** @param instead what else stands in its place, in a list */
function dropReference(from: Traced, { path, subject }: Reference, instead: readonly string[]): Traced {
  const isInList = typeof path.at(-1) === 'number';
  if (!isInList || instead.length === 0) return changeTraced(from, path, () => null);
  return changeTraced(from, path.slice(0, -1), (list) => {
    const items = list.value as readonly Traced[];
    const there = new Set<Traced['value']>([...items.map(({ value }) => value), subject.slice('action "'.length, -1)]);
    const more = instead.filter((id) => !there.has(id));
    const value = items.flatMap((item, n) => (n === path.at(-1) ? more.map((id) => ({ ...item, value: id })) : [item]));
    return { ...list, value };
  });
}

/** A gate that needs nothing any more, or that nothing waits for, is none. */
function withoutEmptyGates(gates: Traced): Traced {
  const isEmpty = (gate: Traced, key: string) =>
    ((gate.value as TracedMapping).get(key)!.value as TracedMapping).size === 0;
  return {
    ...gates,
    value: (gates.value as readonly Traced[]).filter((gate) => !isEmpty(gate, 'needs') && !isEmpty(gate, 'before')),
  };
}

const MOST_SHOWN = 3;

/** For each `hide`: who cannot do without what it hides, or else how many mentions of it fell away. */
function describeMentions(
  mentions: readonly { hidden: Hidden; reference: Reference; isNeeded: boolean }[],
): LayerFinding[] {
  return [...collectBy(mentions, ({ hidden }) => keyOf(hidden.by)).values()].map((group) => {
    const needed = group.filter(({ isNeeded }) => isNeeded);
    const each = (needed.length > 0 ? needed : group)
      .map(({ reference: { subject, field, written } }): Mention => ({ subject, field, id: written }))
      .map((mention) => [JSON.stringify(mention), mention] as const);
    const told = [...new Map(each).values()];
    const { kind, id, hide } = group[0]!.hidden.by;
    const args = { kind, id, count: told.length, shown: told.slice(0, MOST_SHOWN) };
    const finding =
      needed.length > 0
        ? findError('hidden-but-needed', hide.path, args, { atKey: true })
        : findWarning('hidden-mentions', hide.path, args, { atKey: true });
    return { layer: hide.layer, finding };
  });
}
