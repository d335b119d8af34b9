/** Putting documents in their places without losing what a person wrote. */
import { mkdirSync } from 'node:fs';
import { dirname, extname, isAbsolute, resolve } from 'node:path';
import { cannotWrite, FileError } from '../files/failures.js';
import { decodeText, isDevice, readIfThere } from '../files/read.js';
import { sweepTemporaries, writeText } from '../files/write.js';
import { isAsWritten, markOfDocument } from '../templates/marks.js';
import type { RunSettings } from './run.js';

/** A document to be made, and where it goes: a path as shown, or null for standard output. */
export interface DocumentPlace {
  readonly document: string;
  readonly file: string | null;
}

/** The outcome of a document. */
export type Outcome =
  | { readonly kind: 'written' }
  /** `isEdited`: a person has changed it, and but for that it is up to date. */
  | { readonly kind: 'unchanged'; readonly isEdited?: boolean }
  /** A person has changed it, so it was left alone; the new text is in a file beside it. */
  | { readonly kind: 'left-alone'; readonly beside: string }
  /** The findings of `--check`. */
  | { readonly kind: 'missing' | 'out-of-date' };

/**
 * Puts a document in its place. One whose bytes are right already is not written again; one that a person has changed
 * is left alone, and the new text goes beside it as NAME.new.EXT, unless `force` says to overwrite it. With `check`
 * nothing is written: one that a person has changed, but that is otherwise up to date, counts as unchanged.
 */
export function deliver(
  cwd: string,
  file: string,
  text: Buffer,
  { force = false, check = false }: Pick<RunSettings, 'force' | 'check'>,
): Outcome {
  const path = isAbsolute(file) ? file : resolve(cwd, file);
  const bytes = isDevice(path) ? null : readIfThere(path, file);
  if (bytes?.equals(text) === true) return { kind: 'unchanged' };
  const existing = bytes === null ? null : decodeText(bytes, file);
  if (check) {
    if (existing === null) return { kind: 'missing' };
    const isCurrent = markOfDocument(existing) === markOfDocument(text.toString());
    return isCurrent ? { kind: 'unchanged', isEdited: true } : { kind: 'out-of-date' };
  }
  if (existing === null || force || isAsWritten(file, existing)) {
    makeFolder(dirname(path), file);
    writeText(path, file, text);
    return { kind: 'written' };
  }
  const beside = `${file.slice(0, file.length - extname(file).length)}.new${extname(file)}`;
  const besidePath = resolve(cwd, beside);
  const besideBytes = readIfThere(besidePath, beside);
  if (besideBytes?.equals(text) === true) return { kind: 'left-alone', beside };
  if (besideBytes !== null && !isAsWritten(beside, decodeText(besideBytes, beside))) {
    throw new FileError(`${file} and ${beside} have both been changed by a person; neither was overwritten`);
  }
  writeText(besidePath, beside, text);
  return { kind: 'left-alone', beside };
}

/** Makes a folder, and those that it is in, unless it is there. */
export function makeFolder(path: string, shown: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw cannotWrite(shown, error);
  }
}

/** Takes away what a run that was killed has left beside the documents. */
export function sweepFolders(cwd: string, targets: readonly DocumentPlace[]): void {
  const folders = targets.flatMap(({ file }) => (file === null ? [] : dirname(resolve(cwd, file))));
  for (const folder of new Set(folders)) sweepTemporaries(folder);
}
