/**
 * Files: read as text, written whole or not at all. All at once and in order, since nothing else can go on meanwhile;
 * Node's own asynchronous reading of a small file takes several times as long.
 */
import { constants, isUtf8 } from 'node:buffer';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';

/** A file that could not be read or written, in a sentence. */
export class FileError extends Error {
  override name = 'FileError';
}

/** The text of a file, which must be written in UTF-8. */
export function readText(path: string, shown: string): string {
  const text = readTextIfThere(path, shown);
  if (text === null) throw new FileError(`${shown} cannot be read: ${FAILURES['ENOENT']!}`);
  return text;
}

/** The text of a file, or null where there is none. */
export function readTextIfThere(path: string, shown: string): string | null {
  const bytes = readIfThere(path, shown);
  return bytes === null ? null : decodeText(bytes, shown);
}

/** What a shell has opened for this run: the pipe of `<(command)`, or standard input by its name. */
const HANDED_OVER = /^\/(?:dev\/stdin|(?:dev|proc\/self)\/fd\/\d+)$/;

/** What a file holds, or null where there is none. A device or a pipe, which may never end, is refused unless it was handed over. */
export function readIfThere(path: string, shown: string): Buffer | null {
  try {
    const found = statSync(path);
    if (found.isFile() || found.isDirectory()) return readFileSync(path);
    if (found.isFIFO() && HANDED_OVER.test(path)) return readPipe(path, shown);
    throw new FileError(`${shown} cannot be read: it is a device or a pipe, not a file`);
  } catch (error) {
    if (error instanceof FileError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new FileError(`${shown} cannot be read: ${describeFailure(error)}`);
  }
}

function readPipe(path: string, shown: string): Buffer {
  const pieces = new Pieces(shown);
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const piece = Buffer.alloc(65536);
      const read = readSync(file, piece, 0, piece.length, null);
      if (read === 0) return pieces.join();
      pieces.add(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}

/** Far more than any text that comes through a pipe. */
const MOST_PIPED = 256 * 1024 * 1024;

/** Pieces of what may never end, counted as they come. */
export class Pieces {
  private readonly pieces: Buffer[] = [];
  private bytes = 0;
  private readonly shown: string;

  constructor(shown: string) {
    this.shown = shown;
  }

  add(piece: Buffer): void {
    this.bytes += piece.length;
    if (this.bytes > MOST_PIPED)
      throw new FileError(`${this.shown} cannot be read: ${FAILURES['ERR_FS_FILE_TOO_LARGE']!}`);
    this.pieces.push(piece);
  }

  join(): Buffer {
    return Buffer.concat(this.pieces);
  }
}

/** The last bytes of a file as text, cut wherever they begin; nothing where it cannot be read, which reading it will tell. */
export function readEnd(path: string, bytes: number): string {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(bytes);
      const read = readSync(file, buffer, 0, bytes, Math.max(0, fstatSync(file).size - bytes));
      return buffer.toString('utf8', 0, read);
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}

/** Bytes as text. */
export function decodeText(bytes: Buffer, shown: string): string {
  if (bytes.length > constants.MAX_STRING_LENGTH)
    throw new FileError(`${shown} cannot be read: ${FAILURES['ERR_FS_FILE_TOO_LARGE']!}`);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new FileError(`${shown} cannot be read: it is not written in UTF-8; save it again with that encoding`);
}

/** A path without links in it, also of a file that is not there yet: two paths are one file where these are the same. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(realPath(folder), basename(path));
  }
}

/** Whether a path leads to a device or a pipe, as /dev/stdout: it is written to as it is, and what it holds is no text. */
export function isDevice(path: string): boolean {
  try {
    const found = statSync(path);
    return !found.isFile() && !found.isDirectory();
  } catch {
    return false;
  }
}

/** Files written so far by this thread, so that no two have one temporary name. */
let written = 0;

/**
 * Writes a file beside its place, flushes it and renames it, so that nobody ever sees half of it. A link stays a link,
 * and a file that is replaced keeps its rights; a device is written to as it is.
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
    throw new FileError(`${shown} cannot be written: ${describeFailure(error)}`);
  }
}

/** Takes a temporary file away where that can be done: why the file itself could not be written is what counts. */
function removeTemporary(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The disk has turned read-only, or is gone; the next run that can takes it away.
  }
}

/** Where a file is made before it takes its place: the path, or what it is a link to. */
function chooseStage(path: string, shown: string): { place: string; mode: number; temporary: string } {
  let place = path;
  let mode = 0o666;
  try {
    place = realpathSync(path);
    mode = statSync(place).mode;
  } catch {
    // There is no file yet.
  }
  if ((mode & 0o222) === 0) throw new FileError(`${shown} cannot be written: it is marked as read-only`);
  return {
    place,
    mode,
    // Not named after the file, whose name may be as long as a name can be.
    temporary: join(dirname(place), `.scaleplan.${process.pid}-${threadId}-${written++}.tmp`),
  };
}

/** A file to be written: its path, its name as shown, and all that it says. */
export interface NewFile {
  readonly path: string;
  readonly shown: string;
  readonly text: string;
}

/** Files that are flushed at a time: waiting for one disk after the other takes five times as long. */
const AT_A_TIME = 32;

/**
 * Writes many files as one is written. None takes its place before all are written, so that a full disk leaves everything
 * as it was.
 * @param step called as each is written
 */
export async function writeTexts(files: readonly NewFile[], step: () => void): Promise<void> {
  const waiting = files.values();
  const staged: { readonly place: string; readonly temporary: string; readonly shown: string }[] = [];
  const failures: FileError[] = [];
  const fail = (shown: string, error: unknown) =>
    failures.push(
      error instanceof FileError ? error : new FileError(`${shown} cannot be written: ${describeFailure(error)}`),
    );
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
      step();
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

/** Takes away what a run that was killed has left in a folder; what a run that goes on has there stays. */
export function sweepTemporaries(folder: string): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const pid = Number(TEMPORARY.exec(name)?.[1] ?? Number.NaN);
    if (!Number.isNaN(pid) && !isRunning(pid)) removeTemporary(join(folder, name));
  }
}

/** Whether a process of this machine runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const FAILURES: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'permission is missing',
  EPERM: 'permission is missing',
  EROFS: 'the disk cannot be written to',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is too large for this disk',
  ENAMETOOLONG: 'the name is too long',
  ERR_FS_FILE_TOO_LARGE: 'it is far too large for a file of text',
  EMFILE: 'too many files are open',
  ELOOP: 'its links go round in a circle',
  EIO: 'the disk reports an error',
  EEXIST: 'something else is there already',
};

/** Why a file operation failed, in plain words. */
export function describeFailure(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return FAILURES[code ?? ''] ?? message;
}
