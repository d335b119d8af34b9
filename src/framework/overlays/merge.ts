/**
 * Lays an overlay over what it extends. Mappings merge by key and things by their id; every other value that the
 * overlay gives replaces the one before. Former ids add up, so that answers given once are never lost.
 */
import { findError, type Finding, findWarning } from '../../diagnostics/problem.js';
import { findIdentity, PLACE_PATTERN } from './schema.js';
import { KIND_OF_LIST } from '../entities.js';
import {
  isTracedList,
  isTracedMapping,
  type TracedMapping,
  writtenAs,
  type Traced,
  untraceData,
} from './provenance.js';

/** A finding in one of the files that a framework is made of. */
export interface LayerFinding {
  readonly layer: number;
  readonly finding: Finding;
}

/**
 * Lays an overlay over a framework.
 * @param base a whole framework, whose things may be hidden
 * @param overlay an overlay of the right shape
 * @returns the framework, in which hidden things still stand, marked; and what in the overlay does not fit the base
 */
export function mergeOverlay(base: Traced, overlay: Traced): { merged: Traced; findings: LayerFinding[] } {
  const findings: LayerFinding[] = [];
  return { merged: mergeMapping(base, withoutKeys(overlay, ['extends']), findings), findings };
}

function mergeValue(field: string, base: Traced | undefined, over: Traced, findings: LayerFinding[]): Traced {
  if (isTracedMapping(over.value)) return mergeMapping(base, over, findings);
  const under = base !== undefined && isTracedList(base.value) ? base.value : [];
  if (isThings(field, over) && (base === undefined || isThings(field, base)))
    return put(base, { origin: over.origin, value: mergeThings(field, under, over, findings) });
  if (['was', 'retired', 'quiet'].includes(field) && isTracedList(over.value)) {
    const already = new Set(under.map(({ value }) => value));
    return put(base, { ...over, value: [...under, ...over.value.filter(({ value }) => !already.has(value))] });
  }
  return put(base, over);
}

function mergeMapping(base: Traced | undefined, over: Traced, findings: LayerFinding[]): Traced {
  const merged = new Map(base !== undefined && isTracedMapping(base.value) ? base.value : []);
  for (const [key, value] of over.value as TracedMapping)
    merged.set(key, mergeValue(key, merged.get(key), value, findings));
  return put(base, { origin: over.origin, value: merged });
}

/** The value, and what stood in its place. */
function put(base: Traced | undefined, now: Traced): Traced {
  return base === undefined ? now : { ...now, before: base };
}

/** Tells whether a value is a list of things that overlays can name. An empty list of a field that may be one is. */
export function isThings(field: string, { value }: Traced): boolean {
  return findIdentity(field) !== null && isTracedList(value) && value.every((item) => isTracedMapping(item.value));
}

/** The words that name a thing in its list. */
export function nameThing(field: string, thing: Traced): string {
  const parts = findIdentity(field)!.map((key) => {
    const part = (thing.value as TracedMapping).get(key);
    return part === undefined ? '' : nameOf(part);
  });
  return parts.join(' before ');
}

/** A gate is named by its two mappings, in whatever order their keys are written. */
function nameOf(part: Traced): string {
  if (!isTracedMapping(part.value)) return writtenAs(part);
  return [...part.value]
    .map(([key, inner]) => `${key}: ${writtenAs(inner)}`)
    .sort()
    .join(', ');
}

/** The name that messages have for the things in a list. */
export function kindOfThing(field: string): string {
  return KIND_OF_LIST[field] ?? (field === 'gates' ? 'gate' : 'equity check');
}

function mergeThings(field: string, base: readonly Traced[], over: Traced, findings: LayerFinding[]): Traced[] {
  const things = [...base];
  const seen = new Map<string, Traced>();
  for (const item of over.value as readonly Traced[]) {
    const id = nameThing(field, item);
    const first = seen.get(id);
    if (first === undefined) mergeThing(field, things, item, findings);
    else {
      const { layer, path } = item.origin;
      const finding = findError('duplicate-id', path, { kind: kindOfThing(field), id }, { related: first.origin.path });
      findings.push({ layer, finding });
    }
    seen.set(id, item);
  }
  return things;
}

/** Lays one thing over the one that it names, or adds it, in place. */
function mergeThing(field: string, things: Traced[], item: Traced, findings: LayerFinding[]): void {
  const kind = kindOfThing(field);
  const mapping = item.value as TracedMapping;
  const hide = mapping.get('hide')?.value;
  const { layer, path } = item.origin;
  const report = (finding: Finding) => findings.push({ layer, finding });

  const id = nameThing(field, item);
  const known = things.map((thing) => nameThing(field, thing));
  const at = known.indexOf(id);
  if (at < 0 && hide === true) {
    report(findError('unknown-id', path, { kind, id, known, missing: [] }));
    return;
  }
  const base = things[at];
  if (base !== undefined && hide === undefined && (base.value as TracedMapping).get('hide')?.value === true)
    report(findWarning('changes-hidden', path, { kind, id }));
  const removed = mapping.get('without');
  const without = removed === undefined ? [] : (untraceData(removed) as string[]);
  const under = base && withoutKeys(base, without);
  const merged = recallFields(mergeMapping(under, withoutKeys(item, ['without', 'place']), findings), base, without);
  if (base === undefined) things.push(merged);
  else things[at] = { ...merged, before: base };
  const place = mapping.get('place');
  const misplaced = place === undefined ? null : move(field, things, merged.value, place);
  if (misplaced !== null) report(misplaced);
}

/** With what stood in the place of fields that were taken away and given anew. */
function recallFields(merged: Traced, base: Traced | undefined, without: readonly string[]): Traced {
  if (base === undefined || without.length === 0) return merged;
  const before = base.value as TracedMapping;
  const value = new Map(merged.value as TracedMapping);
  for (const [field, now] of value) if (without.includes(field)) value.set(field, put(before.get(field), now));
  return { ...merged, value };
}

/** Moves a thing to its place in the list, in place. */
function move(field: string, things: Traced[], moved: Traced['value'], place: Traced): Finding | null {
  const written = writtenAs(place);
  const [, , side, id] = PLACE_PATTERN.exec(written) ?? [];
  const thing = things.find(({ value }) => value === moved)!;
  const others = things.filter((one) => one !== thing);
  const known = others.map((one) => nameThing(field, one));
  const beside = id === undefined ? 0 : known.indexOf(id);
  if (beside < 0) {
    const subject = `${kindOfThing(field)} ${JSON.stringify(nameThing(field, thing))}`;
    const within = { start: written.length - id!.length, end: written.length };
    return findError('unknown-reference', place.origin.path, { subject, field: 'place', id: id!, known }, { within });
  }
  const to = side === undefined ? (written === 'first' ? 0 : others.length) : side === 'before' ? beside : beside + 1;
  others.splice(to, 0, thing);
  things.splice(0, things.length, ...others);
  return null;
}

function withoutKeys(mapping: Traced, keys: readonly string[]): Traced {
  if (!isTracedMapping(mapping.value) || !keys.some((key) => (mapping.value as TracedMapping).has(key))) return mapping;
  return { ...mapping, value: new Map([...mapping.value].filter(([key]) => !keys.includes(key))) };
}
