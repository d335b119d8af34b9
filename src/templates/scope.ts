/** What a template sees from one place in it: the fields there, those around it, and names of its own. */
import type { Ending } from './formats.js';
import type { TemplateSource } from './parse.js';
import type { ViewType } from './view-type.js';
import type { Place } from '../diagnostics/problem.js';

/** What a value is: as the view says, what the template itself says, or something that was reported already. */
export type ValueType = ViewType | { readonly kind: 'own' } | { readonly kind: 'anything' };

/** Something that a template names. */
export interface Value {
  readonly type: ValueType;
  /** Whether there may be nothing. */
  readonly isOptional: boolean;
  /** Where it stands, as in budget.sources; two values with one key are the same. */
  readonly key: string;
  /** Instead of those of its type, the fields of what a partial is given by name. */
  readonly fields?: ReadonlyMap<string, Value>;
}

/** What is known of a place in a template. */
export interface Scope {
  readonly file: TemplateSource;
  readonly ending: Ending;
  /** The values whose fields can be named, the innermost first; a partial sees none of those around its call. */
  readonly contexts: readonly Value[];
  readonly root: Value;
  /** How many loops it stands in. */
  readonly loops: number;
  /** Names that blocks gave, as in `{{#each register as |group|}}`. */
  readonly names: ReadonlyMap<string, Value>;
  /** Keys of the values of which a block around it has made sure that they are there. */
  readonly there: ReadonlySet<string>;
  /** The calls of partials that lead here from a document. */
  readonly calls: readonly Call[];
}

/** A call of a partial. */
export interface Call {
  readonly partial: string;
  readonly place: Place;
  /** Whether it stands in a template of one's own. */
  readonly isOwn: boolean;
}

/** Something about which nothing more is said. */
export const ANYTHING: Value = { type: { kind: 'anything' }, isOptional: false, key: '?' };

/** What the template itself says. */
export const OWN: Value = { type: { kind: 'own' }, isOptional: false, key: '=' };

/** A field of a value, an item or the length of a list; undefined where there is none. */
export function fieldOf(value: Value, name: string): Value | undefined {
  const { type, key } = value;
  const given = value.fields?.get(name);
  if (given !== undefined) return given;
  const inner = key === '' ? name : `${key}.${name}`;
  if (type.kind === 'anything') return { ...ANYTHING, key: inner };
  if (type.kind === 'list') {
    if (name === 'length') return { type: { kind: 'number' }, isOptional: false, key: inner };
    return /^\d+$/.test(name) ? { type: type.of, isOptional: true, key: inner } : undefined;
  }
  if (type.kind !== 'fields' || !Object.hasOwn(type.fields, name)) return undefined;
  const { type: fieldType, isOptional } = type.fields[name]!;
  return { type: fieldType, isOptional, key: inner };
}

export function fieldNames({ type, fields }: Value): string[] {
  if (fields !== undefined) return [...fields.keys()];
  return type.kind === 'fields' ? Object.keys(type.fields) : [];
}

/** The fields of a value by name, with more that stand before them. */
export function withFields(value: Value, more: ReadonlyMap<string, Value>, key: string): Value {
  const own = fieldNames(value).map((name): [string, Value] => [name, fieldOf(value, name)!]);
  const type: ValueType = value.type.kind === 'anything' ? value.type : { kind: 'fields', fields: {} };
  return { type, isOptional: false, key, fields: new Map([...own, ...more]) };
}

/**
 * What one turn of a loop is about: an item of a list, or a field where all fields are texts, numbers and the like.
 * Undefined where a loop has nothing to go through.
 */
export function itemOf(value: Value, key: string): Value | undefined {
  const { type } = value;
  if (type.kind === 'anything') return { ...ANYTHING, key };
  if (type.kind === 'list') return { type: type.of, isOptional: false, key };
  const fields = fieldNames(value).map((name) => fieldOf(value, name)!);
  const kinds = new Set(fields.map((field) => field.type.kind));
  if (fields.length === 0 || kinds.has('list') || kinds.has('fields')) return undefined;
  const [kind, ...others] = kinds;
  const item: ValueType = others.length === 0 ? { kind: kind as 'text' } : { kind: 'text' };
  return { type: item, isOptional: fields.some((field) => field.isOptional), key };
}

/** Tells whether a value is there for sure. */
export function isThere(value: Value, { there }: Scope): boolean {
  return !value.isOptional || there.has(value.key);
}

/** Tells whether it is one value, so that no field can be named in it. */
export function isSingle({ type, fields }: Value): boolean {
  return fields === undefined && type.kind !== 'fields' && type.kind !== 'anything';
}

/** Tells whether two values may be one and the same: what is seen of one list twice, or the same text. */
export function mayBeSame(one: Value, other: Value): boolean {
  if (one.type.kind === 'anything' || other.type.kind === 'anything') return false;
  if (isSingle(one) || isSingle(other)) return isSingle(one) && isSingle(other);
  // A partial that is given fields by name has a thing of its own.
  if (one.fields !== undefined || other.fields !== undefined) return false;
  return fieldNames(one).join() === fieldNames(other).join();
}

/** The same place with what a block around it has made sure to be there: a value and all on the way to it. */
export function knowing(scope: Scope, values: readonly Value[]): Scope {
  const keys = values.flatMap(({ key, type }) => (type.kind === 'list' ? [key, `${key}.0`] : [key]));
  return keys.length === 0 ? scope : { ...scope, there: new Set([...scope.there, ...keys]) };
}

/** Within a block that is about a value. */
export function entering(scope: Scope, value: Value, names: ReadonlyMap<string, Value>, loops: number): Scope {
  const [inner, ...outer] = scope.contexts;
  const context = { ...value, isOptional: false };
  // Handlebars takes no step for a block about what it is about already.
  const contexts = inner!.key === value.key ? [context, ...outer] : [context, ...scope.contexts];
  return { ...scope, contexts, names: new Map([...scope.names, ...names]), loops: scope.loops + loops };
}
