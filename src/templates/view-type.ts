/**
 * What templates can show, as data: made from the types in view.ts when the program is built. Templates are checked
 * against it, and the fields in docs/templates.md are listed from it.
 */

/** What stands in one place of the view. */
export type ViewType =
  /** Text, Markdown (set in as it is), a web address, a number, or yes or no (flag). */
  | { readonly kind: 'text' | 'markdown' | 'address' | 'number' | 'flag' }
  | { readonly kind: 'list'; readonly of: ViewType }
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, ViewField>> };

/** One field of the view. */
export interface ViewField {
  readonly type: ViewType;
  /** Whether there may be nothing (null). */
  readonly isOptional: boolean;
  /** What it is, in a sentence or two. */
  readonly about: string;
}

/** The view of ordinary documents, and that of tables. */
export interface ViewTypes {
  readonly document: ViewType;
  readonly table: ViewType;
}

/** As much of JSON Schema as the types in view.ts come to. */
export interface ViewSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly ViewSchema[];
  readonly items?: ViewSchema;
  readonly properties?: Readonly<Record<string, ViewSchema>>;
  readonly description?: string;
  readonly definitions?: Readonly<Record<string, ViewSchema>>;
}

const SCALARS = { string: 'text', number: 'number', boolean: 'flag' } as const;
const PREFIX = '#/definitions/';

/**
 * The type that a JSON Schema defines under a name.
 * @throws where it has something that templates cannot show, as a value of several kinds
 */
export function readViewType(schema: ViewSchema, name: string): ViewType {
  const { type, isOptional } = readSchema({ $ref: PREFIX + name }, schema.definitions!, name);
  if (isOptional) throw new Error(`${name} may be nothing`);
  return type;
}

function readSchema(
  schema: ViewSchema,
  definitions: Readonly<Record<string, ViewSchema>>,
  where: string,
): { type: ViewType; isOptional: boolean } {
  const choices =
    schema.anyOf ?? (Array.isArray(schema.type) ? schema.type.map((type: string) => ({ type })) : [schema]);
  const [some, ...others] = choices.filter(({ type }) => type !== 'null');
  if (some === undefined || others.length > 0) throw new Error(`${where} is not of one kind`);
  return { type: readPlain(some, definitions, where), isOptional: choices.length > 1 };
}

function readPlain(schema: ViewSchema, definitions: Readonly<Record<string, ViewSchema>>, where: string): ViewType {
  const { $ref, type, items, properties } = schema;
  if ($ref === `${PREFIX}Markdown`) return { kind: 'markdown' };
  if ($ref === `${PREFIX}WebAddress`) return { kind: 'address' };
  if ($ref !== undefined) return readPlain(definitions[$ref.slice(PREFIX.length)]!, definitions, where);
  if (typeof type === 'string' && type in SCALARS) return { kind: SCALARS[type as keyof typeof SCALARS] };
  if (items !== undefined) {
    const of = readSchema(items, definitions, `${where}[]`);
    if (of.isOptional) throw new Error(`${where} is a list with gaps`);
    return { kind: 'list', of: of.type };
  }
  if (properties === undefined) throw new Error(`${where} is of no kind that templates can show`);
  const fields = Object.entries(properties).map(([name, property]): [string, ViewField] => [
    name,
    { ...readSchema(property, definitions, `${where}.${name}`), about: property.description ?? '' },
  ]);
  return { kind: 'fields', fields: Object.fromEntries(fields) };
}
