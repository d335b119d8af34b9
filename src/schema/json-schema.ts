/**
 * Schemas of our files as JSON Schema (draft 7). Those for editors must take whatever the reader takes: an unquoted
 * number where text is wanted, and a key without a value where the key may be missing.
 */
import { toJsonSchema } from '@valibot/to-json-schema';
import { Document, visit } from 'yaml';
import type { Schema } from './structure.js';

/** A JSON Schema, as far as ours go; `deprecationMessage`, `enumDescriptions` and `patternErrorMessage` are words of editors. */
export interface JsonSchema extends Texts, Values, Parts {
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
}
type Fields<Key extends string, Value> = { readonly [K in Key]?: Value };
type Texts = Fields<'$schema' | '$ref' | 'title' | 'description' | 'pattern', string> &
  Fields<'deprecationMessage' | 'patternErrorMessage', string>;
type Values = Fields<'examples' | 'enum', readonly unknown[]> &
  Fields<'enumDescriptions', readonly string[]> &
  Fields<'maxLength' | 'minimum' | 'maximum', number>;
type Parts = Fields<'items' | 'not' | 'if' | 'then' | 'else', JsonSchema> &
  Fields<'definitions' | 'properties' | 'patternProperties', Readonly<Record<string, JsonSchema>>>;

// Said by what they are not, since editors offer the values of a type that is named: true, false and null.
/** A number or true/false, where text is wanted: the text as typed is taken. */
export const UNQUOTED: JsonSchema = { not: { type: ['string', 'array', 'object', 'null'] } };
const TRUE_OR_FALSE: JsonSchema = { not: { type: ['string', 'number', 'array', 'object', 'null'] } };
/** A key without a value counts as not written. */
const NOTHING: JsonSchema = { not: { type: ['string', 'number', 'boolean', 'array', 'object'] } };

/** The schema of a file that a person writes, or of a part of it. */
export function toEditorSchema(schema: Schema): JsonSchema {
  return loosen(toProgramSchema(schema));
}

/** The schema of a file that only programs write and read: nothing but what is written is taken. */
export function toProgramSchema(schema: Schema): JsonSchema {
  return toJsonSchema(schema, {
    typeMode: 'input',
    // JSON has no infinite numbers, and so JSON Schema no word against them.
    ignoreActions: ['finite'],
    // Editors write a default into the file, where it would stand as if it were meant.
    overrideSchema: ({ jsonSchema }) => {
      const { default: _, ...rest } = jsonSchema;
      return rest;
    },
    overrideAction: ({ valibotAction, jsonSchema }) => {
      if (valibotAction.type !== 'regex') return undefined;
      const { message } = valibotAction as unknown as { readonly message: string };
      return { ...jsonSchema, patternErrorMessage: `This should be ${message}.` };
    },
  }) as JsonSchema;
}

function loosen(whole: JsonSchema): JsonSchema {
  const schema = showExample(whole);
  if (schema.type === 'string' && schema.enum === undefined) return oneOf(schema, listUnquoted(schema.pattern));
  const { properties, required = [], additionalProperties, items, anyOf } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [
          key,
          required.includes(key) ? loosen(value) : allowNothing(loosen(value)),
        ]),
      ),
    }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: allowNothing(loosen(additionalProperties)),
    }),
    ...(items && { items: loosen(items) }),
    ...(anyOf && { anyOf: anyOf.map(loosen) }),
  };
}

/** The example in the description: editors would write one that stands by itself into the file as if it were meant. */
function showExample({ examples, ...schema }: JsonSchema): JsonSchema {
  const [example] = examples ?? [];
  if (example === undefined) return schema;
  const document = new Document(example);
  visit(document, { Collection: (_, node) => void (node.flow = true) });
  const shown = document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim();
  return { ...schema, description: `${schema.description ?? ''}\n\nExample: \`${shown}\`` };
}

/** The values that need not stand in quotes to be a text of a pattern. */
function listUnquoted(pattern: string | undefined): JsonSchema[] {
  if (pattern === undefined) return [UNQUOTED];
  const matches = (text: string) => new RegExp(pattern).test(text);
  return [...(matches('7') ? [{ type: 'integer', minimum: 0 }] : []), ...(matches('true') ? [TRUE_OR_FALSE] : [])];
}

/** The schema, or no value. */
export function allowNothing(schema: JsonSchema): JsonSchema {
  return oneOf(schema, [NOTHING]);
}

/** The schema or one of others; what it says about itself is said of all. */
export function oneOf(schema: JsonSchema, others: readonly JsonSchema[]): JsonSchema {
  const { title, description, anyOf, ...rest } = schema;
  if (others.length === 0) return schema;
  const about = { ...(title && { title }), ...(description && { description }) };
  // Editors show what is said of a list of values only beside the list.
  const withAbout = rest.enum === undefined || description === undefined ? rest : { description, ...rest };
  return { ...about, anyOf: [...(anyOf ?? [withAbout]), ...others] };
}
