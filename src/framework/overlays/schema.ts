/** The shape of an overlay: that of a framework, where all may be left out and each thing may be hidden or moved. */
import * as v from 'valibot';
import { flag, frameworkSchema, said, shown, text } from '../schema.js';
import { KIND_OF_LIST } from '../entities.js';

/** Where a thing is to stand in its list. */
export const PLACE_PATTERN = /^(first|last|(before|after) ([^ ]+))$/;

const place = shown(
  v.pipe(v.string(), v.regex(PLACE_PATTERN, '"first", "last", "before ID" or "after ID"')),
  'Where it stands in its list: first, last, before ID or after ID.',
  'after supplies',
);

/**
 * The fields that name a thing in its list, by the field of the list, so that an overlay can change it: its id, unless it has none.
 * Every other list is given as a whole.
 */
export function findIdentity(field: string): readonly string[] | null {
  if (field === 'equity') return ['name'];
  if (field === 'gates') return ['needs', 'before'];
  return field in KIND_OF_LIST ? ['id'] : null;
}

type Any = v.GenericSchema & {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Any>>;
  readonly item?: Any;
  readonly wrapped?: Any;
  readonly options?: readonly Any[];
};

/** The schema in which everything may be left out. */
function loosen(schema: Any, field: string): Any {
  switch (schema.type) {
    case 'optional':
      return loosen(schema.wrapped!, field);
    case 'strict_object':
      return describe(schema, v.strictObject(loosenEntries(schema.entries!, [])) as unknown as Any);
    case 'array': {
      const identity = findIdentity(field);
      const { entries } = schema.item!;
      if (identity === null || entries === undefined) return schema;
      return describe(schema, v.array(v.strictObject(loosenThing(entries, identity))) as unknown as Any);
    }
    case 'union':
      return describe(schema, v.union(schema.options!.map((option) => loosen(option, field))) as unknown as Any);
    default:
      return schema;
  }
}

function loosenEntries(entries: Readonly<Record<string, Any>>, kept: readonly string[]): Record<string, Any> {
  return Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [
      key,
      kept.includes(key) ? entry : (v.optional(loosen(entry, key)) as unknown as Any),
    ]),
  );
}

/** A thing that stands in the base already, or a new one. */
function loosenThing(entries: Readonly<Record<string, Any>>, identity: readonly string[]): Record<string, Any> {
  const removable = Object.keys(entries).filter((key) => entries[key]!.type === 'optional');
  return {
    ...loosenEntries(entries, identity),
    hide: v.optional(flag('true takes it away, with all that is in it.')),
    ...(removable.length > 0 && {
      without: v.optional(said(v.array(v.picklist(removable)), 'Fields of the base that are taken away.')),
    }),
    ...(identity.includes('id') && { place: v.optional(place) }),
  } as unknown as Record<string, Any>;
}

function describe(from: Any, to: Any): Any {
  const description = v.getDescription(from);
  return description === undefined ? to : (v.pipe(to, v.description(description)) as unknown as Any);
}

export const overlaySchema = v.pipe(
  v.strictObject({
    extends: text(
      'What it changes: the built-in framework by its name, as scaleplan/ID, or a file, from the folder of this one.',
      '../shared/conditions.yaml',
    ),
    ...loosenEntries((frameworkSchema as unknown as Any).entries!, []),
  }),
  v.title('An overlay: what a framework changes of another one'),
);
