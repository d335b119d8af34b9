/** `scaleplan validate --fix`: writes an answers file anew for the framework in use. */
import { describeHindrance } from '../../yaml/change.js';
import { type Migrated, migrateAnswers } from '../../answers/migrate.js';
import { FileError } from '../../files/failures.js';
import { readText } from '../../files/read.js';
import { writeText } from '../../files/write.js';
import type { Framework } from '../../model/index.js';
import type { Console } from '../report/console.js';
import type { Input } from '../inputs.js';
import { EXIT, type ExitCode } from '../world.js';
import { takeLock } from '../../files/lock.js';

/**
 * Brings a file up to the framework in use, where that is needed, and tells what it changed.
 * @param text what the file says
 * @returns what it says now
 */
export function fixAnswers(
  input: Input,
  text: string,
  framework: Framework,
  console: Console,
): { readonly text: string; readonly code: ExitCode } {
  const { path, file } = input;
  const before = migrateAnswers(file, text, framework);
  if (before.failure !== null) return fail(before.failure, text, file, console);
  if (before.changes.length === 0) return { text, code: EXIT.done };
  if (path === null) {
    console.error(`${file} cannot be changed`, 'give the name of the file');
    return { text, code: EXIT.usage };
  }
  try {
    const release = takeLock(path, file);
    try {
      // Someone may have changed it meanwhile.
      const renewed = migrateAnswers(file, readText(path, file), framework);
      if (renewed.failure !== null) return fail(renewed.failure, renewed.text, file, console);
      writeText(path, file, renewed.text);
      for (const change of renewed.changes) console.info(`${file}:${change.line}: ${change.text}`);
      return { text: renewed.text, code: EXIT.done };
    } finally {
      release();
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    console.error(error.message, error.help);
    return { text, code: EXIT.usage };
  }
}

function fail(
  why: NonNullable<Migrated['failure']>,
  text: string,
  file: string,
  console: Console,
): { readonly text: string; readonly code: ExitCode } {
  if (why === 'errors') console.error(`${file} was not changed, because it has errors`, 'put them right first');
  else console.error(describeHindrance(file, why), 'change by hand what the warnings name');
  return { text, code: EXIT.problems };
}
