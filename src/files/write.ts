/** Files are written whole or not at all. `shown` is the name of a file in messages. */
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { cannotWrite, FileError, tryOr } from './failures.js';
import { isRunning } from './lock.js';
import { isDevice } from './read.js';

/** Files written so far by this thread, so that no two have one temporary name. */
let written = 0;

/**
 * Writes a file beside its place, flushes it and renames it, so that nobody ever sees half of it. A link stays a link,
 * and a file that is replaced keeps its rights; a device is written to as it is.
 * @throws FileError where it cannot be written; then nothing has changed
 */
export function writeText(path: string, shown: string, text: string | Buffer): void {
  const { place, mode, temporary } = chooseStage(path, shown);
  try {
    if (isDevice(path)) return writeFileSync(path, text);
    const file = openSync(temporary, 'wx', mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, place);
  } catch (error) {
    removeTemporary(temporary);
    throw cannotWrite(shown, error);
  }
}

/**
 * Removes a temporary file where that can be done: the reason why the file itself could not be written is what counts.
 * Where the disk has turned read-only, or is gone, the next run that can removes it.
 */
function removeTemporary(path: string): void {
  tryOr(() => rmSync(path, { force: true }), undefined);
}

/** The place of a file (the path, or where the link leads), its rights, and the file beside it that is written first. */
function chooseStage(path: string, shown: string): { place: string; mode: number; temporary: string } {
  const place = tryOr(() => realpathSync(path), path);
  const mode = tryOr(() => statSync(place).mode, 0o666);
  if ((mode & 0o222) === 0) throw new FileError(`${shown} cannot be written: it is marked as read-only`);
  return {
    place,
    mode,
    // Not named after the file, whose name may be as long as a name can be.
    temporary: join(dirname(place), `.scaleplan.${process.pid}-${threadId}-${written++}.tmp`),
  };
}

/** Files that are flushed at a time: waiting for one disk after the other takes five times as long. */
const AT_A_TIME = 32;

/**
 * Writes many files, each as `writeText` does. None takes its place before all are written, so that a full disk leaves
 * everything as it was.
 * @param step called as each is written
 * @throws FileError the first failure
 */
export async function writeTexts(
  files: readonly { readonly path: string; readonly shown: string; readonly text: string }[],
  step?: () => void,
): Promise<void> {
  const waiting = files.values();
  const staged: { readonly place: string; readonly temporary: string; readonly shown: string }[] = [];
  const failures: FileError[] = [];
  const fail = (shown: string, error: unknown) =>
    failures.push(error instanceof FileError ? error : cannotWrite(shown, error));
  const writeNext = async () => {
    for (const { path, shown, text } of waiting) {
      try {
        const { place, mode, temporary } = chooseStage(path, shown);
        staged.push({ place, temporary, shown });
        await writeFile(temporary, text, { mode, flag: 'wx', flush: true });
      } catch (error) {
        fail(shown, error);
      }
      if (failures.length > 0) return;
      step?.();
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, writeNext));
  for (const { place, temporary, shown } of staged) {
    try {
      if (failures.length === 0) renameSync(temporary, place);
      else removeTemporary(temporary);
    } catch (error) {
      fail(shown, error);
      removeTemporary(temporary);
    }
  }
  if (failures[0] !== undefined) throw failures[0];
}

const TEMPORARY = /^\.scaleplan\.(\d+)-\d+-\d+\.tmp$/;

/** Removes the temporary files of killed runs from a folder; those of runs that go on stay. */
export function sweepTemporaries(folder: string): void {
  for (const name of tryOr(() => readdirSync(folder), [])) {
    const pid = TEMPORARY.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) removeTemporary(join(folder, name));
  }
}
