/** The parts of a schema of valibot, found by a path into the data that it describes. */
import type * as v from 'valibot';
import type { Path } from '../diagnostics/path.js';

/** A schema of any of our files. */
export type Schema = v.GenericSchema;

/** A schema by its parts. */
export interface AnySchema {
  readonly type: string;
  readonly entries?: Record<string, AnySchema>;
  readonly item?: AnySchema;
  readonly value?: AnySchema;
  readonly wrapped?: AnySchema;
  /** Of what is optional: what takes its place where it is missing. */
  readonly default?: unknown;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  /** The checks besides that of the kind, as of the pattern of a text. */
  readonly pipe?: readonly { readonly requirement?: unknown }[];
}

/** The schema of what is optional. */
export function unwrap(schema: AnySchema | undefined): AnySchema | undefined {
  return schema?.type === 'optional' ? unwrap(schema.wrapped) : schema;
}

/** The kinds that a schema takes: itself, or the branches of a union. */
export function listBranches(schema: AnySchema | undefined): readonly AnySchema[] {
  const at = unwrap(schema);
  if (at?.type === 'union') return (at.options as readonly AnySchema[]).flatMap(listBranches);
  return at === undefined ? [] : [at];
}

/** The part of a schema that describes the value at a path; of a union, the branch that has such a path. */
export function schemaAt(schema: Schema, path: Path): AnySchema | undefined {
  return path.reduce<AnySchema | undefined>((at, step) => stepInto(at, step), schema as unknown as AnySchema);
}

/** The schema of what stands in a list or a mapping, at a position or a key. */
export function stepInto(schema: AnySchema | undefined, step: string | number): AnySchema | undefined {
  const wanted = typeof step === 'number' ? ['array'] : ['strict_object', 'record'];
  const holder = listBranches(schema).find(({ type }) => wanted.includes(type));
  return holder?.type === 'strict_object' ? holder.entries?.[step] : (holder?.item ?? holder?.value);
}

/** The fields of the mapping at a path, in the order of the file format; none where there is no such mapping. */
export function entriesAt(schema: Schema, path: Path): Record<string, AnySchema> {
  return listBranches(schemaAt(schema, path)).find(({ type }) => type === 'strict_object')?.entries ?? {};
}

/** Says in plain words what a schema takes. */
export function describeKind(schema: AnySchema | undefined): string {
  return [...new Set(listBranches(schema).map(describeBranch))].join(', or ') || 'something else';
}

const MAPPING = 'a mapping (key: value)';
const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  record: MAPPING,
  strict_object: MAPPING,
};

function describeBranch({ type, options, literal }: AnySchema): string {
  if (type === 'picklist') return `one of ${options!.join(', ')}`;
  return type === 'literal' ? JSON.stringify(literal) : (KINDS[type] ?? 'something else');
}
