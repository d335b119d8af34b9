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
  { path, file }: Input,
  text: string,
  framework: Framework,
  console: Console,
): { readonly text: string; readonly code: ExitCode } {
  const refuse = (code: ExitCode, why: string, help: string | null) => {
    console.error(why, help);
    return { text, code };
  };
  const refuseFailure = (why: NonNullable<Migrated['failure']>) =>
    why === 'errors'
      ? refuse(EXIT.problems, `${file} was not changed, because it has errors`, 'put them right first')
      : refuse(EXIT.problems, describeHindrance(file, why), 'change by hand what the warnings name');
  const before = migrateAnswers(file, text, framework);
  if (before.failure !== null) return refuseFailure(before.failure);
  if (before.changes.length === 0) return { text, code: EXIT.done };
  if (path === null) return refuse(EXIT.usage, `${file} cannot be changed`, 'give the name of the file');
  try {
    const release = takeLock(path, file);
    try {
      // Someone may have changed it meanwhile.
      const renewed = migrateAnswers(file, readText(path, file), framework);
      if (renewed.failure !== null) return { ...refuseFailure(renewed.failure), text: renewed.text };
      writeText(path, file, renewed.text);
      for (const change of renewed.changes) console.info(`${file}:${change.line}: ${change.text}`);
      return { text: renewed.text, code: EXIT.done };
    } finally {
      release();
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return refuse(EXIT.usage, error.message, error.help);
  }
}
