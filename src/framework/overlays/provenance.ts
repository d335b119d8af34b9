/** Data made of several files, in which each value knows the file and the place that it comes from. */
import type { Path } from '../../diagnostics/path.js';

/** Where a value was written: which of the files, counted from the first base, and the way to it there. */
export interface Origin {
  readonly layer: number;
  readonly path: Path;
}

export interface Traced {
  readonly origin: Origin;
  readonly value: Value;
  /** The value that stood here before a later file changed it. */
  readonly before?: Traced;
}

export type TracedMapping = ReadonlyMap<string, Traced>;
type Value = string | number | boolean | readonly Traced[] | TracedMapping;

/** A mapping, or a list, or neither. */
export const isTracedMapping = (value: Value): value is TracedMapping => value instanceof Map;
export const isTracedList = (value: Value): value is readonly Traced[] => Array.isArray(value);

/** Plain data as it stands in one of the files. */
export function traceData(data: unknown, origin: Origin): Traced {
  const inner = (step: string | number): Origin => ({ layer: origin.layer, path: [...origin.path, step] });
  if (Array.isArray(data)) return { origin, value: data.map((item, n) => traceData(item, inner(n))) };
  if (typeof data === 'object' && data !== null) {
    const entries = Object.entries(data).filter(([, value]) => value !== undefined);
    return { origin, value: new Map(entries.map(([key, value]) => [key, traceData(value, inner(key))])) };
  }
  return { origin, value: data as string | number | boolean };
}

export function untraceData({ value }: Traced): unknown {
  if (isTracedList(value)) return value.map(untraceData);
  if (isTracedMapping(value)) return Object.fromEntries([...value].map(([key, inner]) => [key, untraceData(inner)]));
  return value;
}

/** A single value as text; empty where it is a list or a mapping. */
export function writtenAs({ value }: Traced): string {
  return typeof value === 'object' ? '' : String(value);
}

/** The value at a path, or undefined. */
export function findTraced(from: Traced, path: Path): Traced | undefined {
  return path.reduce<Traced | undefined>((at, step) => {
    if (at === undefined) return undefined;
    if (isTracedList(at.value)) return at.value[Number(step)];
    return isTracedMapping(at.value) ? at.value.get(String(step)) : undefined;
  }, from);
}

/** The origin of the value at a path; where there is none, the place that it would have in the last file that wrote about it. */
export function findOrigin(from: Traced, path: Path): Origin {
  const found = findTraced(from, path);
  if (found !== undefined) return found.origin;
  const outer = findOrigin(from, path.slice(0, -1));
  return { layer: outer.layer, path: [...outer.path, ...path.slice(-1)] };
}

/** Data with another value at a path, or without it; what stands in a list moves up. */
export function changeTraced(from: Traced, path: Path, change: (at: Traced) => Traced | null): Traced {
  const [step, ...rest] = path;
  if (step === undefined) return change(from) ?? from;
  const changed = (inner: Traced) => (rest.length === 0 ? change(inner) : changeTraced(inner, rest, change));
  if (isTracedList(from.value))
    return { ...from, value: from.value.flatMap((inner, n) => (n === step ? (changed(inner) ?? []) : inner)) };
  if (!isTracedMapping(from.value)) return from;
  const entries = [...from.value].flatMap(([key, inner]): [string, Traced][] => {
    const now = key === step ? changed(inner) : inner;
    return now === null ? [] : [[key, now]];
  });
  return { ...from, value: new Map(entries) };
}

/** Where a value was written, the last time first. */
export function listOrigins(traced: Traced, path: Path): Origin[] {
  const origins: Origin[] = [];
  for (let at = findTraced(traced, path); at !== undefined; at = at.before) origins.push(at.origin);
  return origins;
}

/** The fields that a thing does not have any more: by which `without`, and where each stood. */
export function listTaken(thing: Traced | undefined): { field: string; by: Origin; stood: Origin }[] {
  const taken: { field: string; by: Origin; stood: Origin }[] = [];
  const there = new Set(thing === undefined ? [] : (thing.value as TracedMapping).keys());
  for (let at = thing; at?.before !== undefined; at = at.before) {
    const by = { ...at.origin, path: [...at.origin.path, 'without'] };
    for (const [field, { value, origin }] of at.before.value as TracedMapping) {
      if (there.has(field) || (field === 'hide' && typeof value === 'boolean')) continue;
      there.add(field);
      taken.push({ field, by, stood: origin });
    }
  }
  return taken;
}
