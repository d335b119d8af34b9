/** `scaleplan schema`: the JSON Schema of a file format, for editors and for programs that read plan.json or portfolio.json. */
import { join, resolve } from 'node:path';
import { makeAnswersSchema } from '../../answers/editor-schema.js';
import { overlaySchema } from '../../framework/overlays/schema.js';
import { frameworkSchema } from '../../framework/schema.js';
import { mappingSchema } from '../../import/mapping.js';
import { tryOr } from '../../files/failures.js';
import { isDevice, readText, readTextIfThere } from '../../files/read.js';
import { writeText } from '../../files/write.js';
import { PACKAGE_FOLDER } from '../../files/package.js';
import { toEditorSchema, toProgramSchema } from '../../schema/json-schema.js';
import type { Framework } from '../../model/index.js';
import { portfolioSchema } from '../../portfolio/schema.js';
import type { SchemaName, SchemaOptions } from '../command-line.js';
import type { Console } from '../report/console.js';
import { EXIT, type ExitCode, type Io } from '../world.js';
import { UserError } from '../../diagnostics/user-error.js';
import { requireFramework } from '../requirements.js';

const MAKERS = {
  conditions: () => toEditorSchema(frameworkSchema),
  overlay: () => toEditorSchema(overlaySchema),
  mapping: () => toEditorSchema(mappingSchema),
  portfolio: () => toProgramSchema(portfolioSchema),
};

/** Prints or writes a schema: that of answers for the framework in use, that of plan.json as it was made of its type when the program was built. */
export function printSchema(io: Io, _console: Console, name: SchemaName, options: SchemaOptions): ExitCode {
  if (name !== 'answers' && options.conditions !== undefined)
    throw new UserError(
      `the schema of ${name} is the same for every framework`,
      'leave out --conditions, or ask for: scaleplan schema answers',
    );
  const text = schemaText(name, () => requireFramework(io, options.conditions).framework);
  const { output = '-' } = options;
  if (output === '-') io.stdout.write(text);
  else {
    refuseOther(resolve(io.cwd, output), output);
    writeText(resolve(io.cwd, output), output, text);
  }
  return EXIT.done;
}

/**
 * A schema takes the place of a schema only: whatever else is there may be somebody's work.
 * @throws UserError where something else is there
 */
function refuseOther(path: string, shown: string): void {
  const existing = isDevice(path) ? null : readTextIfThere(path, shown);
  if (existing === null || isJsonSchema(existing)) return;
  throw new UserError(`${shown} is there already, and is no JSON Schema`, 'name another file, or take that one away');
}

function isJsonSchema(text: string): boolean {
  const data = tryOr(() => JSON.parse(text) as Readonly<Record<string, unknown>> | null, null);
  return /^https?:\/\/json-schema\.org\//.test(String(data?.['$schema']));
}

/** The text of a schema. @param framework gives the framework in use, for that of answers */
export function schemaText(name: SchemaName, framework: () => Framework): string {
  if (name === 'plan') return readText(join(PACKAGE_FOLDER, 'dist/plan.schema.json'), 'dist/plan.schema.json');
  const schema = name === 'answers' ? makeAnswersSchema(framework()) : MAKERS[name]();
  return `${JSON.stringify(schema, null, 1)}\n`;
}
