/** `scaleplan schema`: the JSON Schema of a file format, for editors and for programs that read plan.json or portfolio.json. */
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { answersSchema } from '../answers/schema.js';
import { overlaySchema } from '../framework/overlay-schema.js';
import { frameworkSchema } from '../framework/schema.js';
import { mappingSchema } from '../import/mapping.js';
import { readText } from '../io/files.js';
import { portfolioSchema } from '../portfolio/schema.js';
import { EXIT, type ExitCode, type Io } from './io.js';

const SCHEMAS = {
  conditions: frameworkSchema,
  overlay: overlaySchema,
  answers: answersSchema,
  mapping: mappingSchema,
  portfolio: portfolioSchema,
} as const;

export type SchemaName = keyof typeof SCHEMAS | 'plan';

/**
 * Prints a schema (JSON Schema, draft 7, which has no infinite numbers, and so no word against them). That of plan.json
 * is made of the type in model.ts when the program is built.
 */
export function printSchema(io: Io, name: SchemaName): ExitCode {
  if (name === 'plan') {
    io.stdout.write(readText(join(io.packageFolder, 'dist/plan.schema.json'), 'dist/plan.schema.json'));
    return EXIT.done;
  }
  io.stdout.write(
    `${JSON.stringify(toJsonSchema(SCHEMAS[name], { typeMode: 'input', ignoreActions: ['finite'] }), null, 2)}\n`,
  );
  return EXIT.done;
}
