/** Failures to read or write a file, in plain words. `shown` is the name of the file in messages. */
import { UserError } from '../diagnostics/user-error.js';

/** A file could not be read or written: a sentence, and what to do about it, where that is known. */
export class FileError extends UserError {
  override name = 'FileError';
}

const REASONS: Record<string, string> = {
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
  ELOOP: 'its links go around in a circle',
  EIO: 'the disk reports an error',
  EEXIST: 'something else is there already',
};

/** The reason why a file operation failed, in a few plain words. @param error what Node threw */
export function describeFailure(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? message;
}

/** The outcome of an attempt that may fail, as a look at a file that need not be there, or else what stands in for it. */
export function tryOr<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

/** The failure to read a file. @param error what Node threw */
export function cannotRead(shown: string, error: unknown): FileError {
  return new FileError(`${shown} cannot be read: ${describeFailure(error)}`);
}

/** The failure to write a file. @param error what Node threw */
export function cannotWrite(shown: string, error: unknown): FileError {
  return new FileError(`${shown} cannot be written: ${describeFailure(error)}`);
}
