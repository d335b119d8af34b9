/** The first line of a YAML file, by which editors find its JSON Schema. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { toSlashes } from '../files/paths.js';
import type { Io } from './world.js';
import { BUILT_IN } from '../framework/in-use.js';

/** Where `init` puts the schemas, from the folder of conditions.yaml. */
export const ANSWERS_SCHEMA = 'schema/answers.schema.json';
export const CONDITIONS_SCHEMA = 'schema/conditions.schema.json';

/** The line that names a schema by its path from the folder of the file. */
export function nameSchema(path: string): string {
  return `# yaml-language-server: $schema=${path}\n`;
}

/**
 * The first line of new answers: names the schema that stands beside the framework in use. Empty where there is none,
 * in JSON, which has no comments, and where the path has spaces, which editors do not understand there.
 * @param frameworkFile as loadFrameworkInUse gives it
 * @param answersFile the file to be written
 */
export function nameAnswersSchema(io: Io, frameworkFile: string, answersFile: string): string {
  if (frameworkFile === BUILT_IN || /\.json$/i.test(answersFile)) return '';
  const schema = join(dirname(resolve(io.cwd, frameworkFile)), ANSWERS_SCHEMA);
  if (!existsSync(schema)) return '';
  const path = toSlashes(relative(dirname(resolve(io.cwd, answersFile)), schema));
  return /\s/.test(path) ? '' : nameSchema(path);
}
