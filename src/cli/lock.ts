/** Keeps two interviews from writing one file: who holds it says so in a file beside it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describeFailure, FileError, isRunning } from '../io/files.js';
import { UserError } from './io.js';

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Takes the lock of a file.
 * @param shown the file's name in messages
 * @returns how to give it back
 * @throws UserError where somebody else holds it; a lock whose process is gone is taken over
 */
export function takeLock(path: string, shown: string): () => void {
  const lock = join(dirname(path), `.${basename(path)}.lock`);
  const own: Holder = { pid: process.pid, host: hostname() };
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(lock, JSON.stringify(own), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new FileError(`${shown} cannot be written: ${describeFailure(error)}`);
    }
    const holder = readHolder(lock);
    if (attempt > 0 || isAlive(holder, own.host)) {
      throw new UserError(
        `another interview is writing ${shown}: process ${holder?.pid ?? '?'}${holder === null || holder.host === own.host ? '' : ` on ${holder.host}`}`,
        `end it first; if there is none any more, delete ${lock}`,
      );
    }
    rmSync(lock, { force: true });
  }
}

function readHolder(lock: string): Holder | null {
  try {
    const data = JSON.parse(readFileSync(lock, 'utf8')) as Partial<Holder>;
    return typeof data.pid === 'number' && typeof data.host === 'string' ? { pid: data.pid, host: data.host } : null;
  } catch {
    return null;
  }
}

/** Whether the process that took a lock still runs; nobody can say it of another machine. */
function isAlive(holder: Holder | null, host: string): boolean {
  if (holder === null) return false;
  return holder.host !== host || isRunning(holder.pid);
}
