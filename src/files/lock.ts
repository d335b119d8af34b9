/** Keeps two interviews from writing one file: the one that holds it says so in a file beside it. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { cannotWrite, FileError, tryOr } from './failures.js';
import { realPath } from './read.js';

interface Holder {
  readonly pid: number;
  readonly host: string;
}

const ATTEMPTS = 3;

/**
 * Takes the lock of a file that is to be changed.
 * @param shown the file's name in messages
 * @returns how to give it back
 * @throws FileError where somebody else holds it, or the folder cannot be written to; a lock whose process is gone is taken over
 */
export function takeLock(path: string, shown: string): () => void {
  const place = realPath(path);
  const lock = join(dirname(place), `.${basename(place)}.lock`);
  const own = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder);
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(lock, own, { flag: 'wx' });
      return () => {
        // Only what is still ours is given back.
        if (readLock(lock) === own) tryOr(() => rmSync(lock, { force: true }), undefined);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(shown, error);
    }
    const holder = readHolder(lock);
    if (attempt === ATTEMPTS || isHeld(holder)) {
      throw new FileError(
        `another interview is writing ${shown}: process ${holder?.pid ?? '?'}${holder === null || holder.host === hostname() ? '' : ` on ${holder.host}`}`,
        `it may be open in another window: leave it there with /q. If there is none any more, delete ${lock}`,
      );
    }
    // Of several that find it abandoned, one moves it away.
    const stale = `${lock}.${process.pid}`;
    tryOr(() => {
      renameSync(lock, stale);
      rmSync(stale, { force: true, recursive: true });
      // Otherwise somebody else was faster, or the folder cannot be written to any more.
    }, undefined);
  }
}

function readLock(lock: string): string | null {
  return tryOr(() => readFileSync(lock, 'utf8'), null);
}

function readHolder(lock: string): Holder | null {
  const data = tryOr(() => JSON.parse(readLock(lock) ?? '') as Partial<Holder> | null, null);
  return typeof data?.pid === 'number' && typeof data.host === 'string' ? { pid: data.pid, host: data.host } : null;
}

/** Tells whether the process that took a lock still runs. One of another machine counts as running: nobody here can tell. */
function isHeld(holder: Holder | null): boolean {
  if (holder === null) return false;
  if (holder.host !== hostname()) return true;
  // A process of the same number as this one is gone: this one has only just begun.
  return holder.pid !== process.pid && isRunning(holder.pid);
}

/** Tells whether a process of this machine runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
