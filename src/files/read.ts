/**
 * Files are read at once and in order, since nothing else can go on meanwhile; Node's own asynchronous reading of a small
 * file takes several times as long. `shown` is the name of the file in messages.
 */
import { constants, isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cannotRead, FileError, tryOr } from './failures.js';

/** The text of a file. @throws FileError where there is none, it cannot be read, or it is not written in UTF-8 */
export function readText(path: string, shown: string): string {
  const text = readTextIfThere(path, shown);
  if (text === null) throw cannotRead(shown, { code: 'ENOENT' });
  return text;
}

/** The text of a file, or null where there is none. @throws FileError as `readText` */
export function readTextIfThere(path: string, shown: string): string | null {
  const bytes = readIfThere(path, shown);
  return bytes === null ? null : decodeText(bytes, shown);
}

/** The paths of files that a shell has opened for this run: the pipe of `<(command)`, or standard input by its name. */
const HANDED_OVER = /^\/(?:dev\/stdin|(?:dev|proc\/self)\/fd\/\d+)$/;

/**
 * The bytes of a file, or null where there is none.
 * @throws FileError where it cannot be read. A device or a pipe, which may never end, is refused unless the shell opened it
 */
export function readIfThere(path: string, shown: string): Buffer | null {
  try {
    const found = statSync(path);
    if (found.isFile() || found.isDirectory()) return readFileSync(path);
    if (found.isFIFO() && HANDED_OVER.test(path)) return readPipe(path, shown);
    throw new FileError(`${shown} cannot be read: it is a device or a pipe, not a file`);
  } catch (error) {
    if (error instanceof FileError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cannotRead(shown, error);
  }
}

function readPipe(path: string, shown: string): Buffer {
  const pieces = collectPieces(shown);
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

/** In bytes: far more than any text that comes through a pipe. */
const MOST_PIPED = 256 * 1024 * 1024;

/** Pieces of an input that may never end, counted as they come. `add` throws a FileError where they are too many. */
export function collectPieces(shown: string): { readonly add: (piece: Buffer) => void; readonly join: () => Buffer } {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const add = (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > MOST_PIPED) throw cannotRead(shown, { code: 'ERR_FS_FILE_TOO_LARGE' });
    pieces.push(piece);
  };
  return { add, join: () => Buffer.concat(pieces) };
}

/** The last bytes of a file as text, cut wherever they begin. Empty where it cannot be read: reading all of it reports that. */
export function readEnd(path: string, bytes: number): string {
  return tryOr(() => {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(bytes);
      const read = readSync(file, buffer, 0, bytes, Math.max(0, fstatSync(file).size - bytes));
      return buffer.toString('utf8', 0, read);
    } finally {
      closeSync(file);
    }
  }, '');
}

/** Bytes as text. @throws FileError where they are not UTF-8, or too many */
export function decodeText(bytes: Buffer, shown: string): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) throw cannotRead(shown, { code: 'ERR_FS_FILE_TOO_LARGE' });
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new FileError(`${shown} cannot be read: it is not written in UTF-8; save it again with that encoding`);
}

/** A path without links in it, also of a file that is not there yet: two paths are one file where these are the same. */
export function realPath(path: string): string {
  const folder = dirname(path);
  const real = tryOr(() => realpathSync.native(path), null);
  return real ?? (folder === path ? path : join(realPath(folder), basename(path)));
}

/** Tells whether a path leads to a device or a pipe, as /dev/stdout. It is written to as it is, and not read before. */
export function isDevice(path: string): boolean {
  const found = tryOr(() => statSync(path), null);
  return found !== null && !found.isFile() && !found.isDirectory();
}
