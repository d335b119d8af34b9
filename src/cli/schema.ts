/** `scaleplan schema`: the JSON Schema of a file format, for editors. */
import { toJsonSchema } from '@valibot/to-json-schema';
import { answersSchema } from '../answers/schema.js';
import { frameworkSchema } from '../framework/schema.js';
import { EXIT, type ExitCode, type Io } from './io.js';

const SCHEMAS = { conditions: frameworkSchema, answers: answersSchema } as const;

export type SchemaName = keyof typeof SCHEMAS;

/** Prints a schema (JSON Schema, draft 7, which has no infinite numbers, and so no word against them). */
export function printSchema(io: Io, name: SchemaName): ExitCode {
  io.stdout.write(
    `${JSON.stringify(toJsonSchema(SCHEMAS[name], { typeMode: 'input', ignoreActions: ['finite'] }), null, 2)}\n`,
  );
  return EXIT.done;
}
