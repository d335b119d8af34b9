/** Does the same for many inputs, in one thread or several, and gives the results in the order of the inputs. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Done, makeDocuments, type Making, type Task } from './documents.js';
import type { WorkerSettings } from './worker.js';

/** A thread more pays for its start, in which it compiles what it runs, from about so many inputs on (measured: `npm run bench`). */
const INPUTS_PER_THREAD = 250;
/** Inputs that wait in a thread's queue, so that it never runs dry and memory stays flat. */
const AHEAD = 4;

/** How many threads pay off for so many inputs on this machine. */
export function chooseJobs(inputs: number): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(inputs / INPUTS_PER_THREAD)));
}

/** Makes the documents of all tasks; see `runAll`. */
export function makeAll(
  tasks: readonly Task[],
  making: Making,
  jobs: number,
  settings: Pick<WorkerSettings, 'packageFolder' | 'conditions' | 'ownTemplates'>,
  signal: AbortSignal,
): AsyncGenerator<Done> {
  const { strict, effort, force, check, cwd } = making;
  const workerData = { strict, effort, force, check, cwd, ...settings };
  const none: Done = { problems: [], failures: [], fault: null, outcomes: [], printed: [] };
  return runAll({
    tasks,
    jobs,
    runHere: (task) => makeDocuments(making, task),
    lose: (loss) => ({ ...none, ...loss }),
    name: 'make',
    workerData,
    signal,
  });
}

/** What a task comes to that a fault of ours or a lack of memory has stopped. */
export type Loss = Pick<Done, 'failures' | 'fault'>;

/** Tasks, and how to do one. */
export interface Run<T, R> {
  readonly tasks: readonly T[];
  /** Threads; with one, everything is done in this thread. */
  readonly jobs: number;
  /** Does a task in this thread. */
  readonly runHere: (task: T) => Promise<R>;
  /** The result of a task that was lost; the others go on. */
  readonly lose: (loss: Loss) => R;
  /** The function of worker.ts that does the same in a thread of its own, and what that needs. */
  readonly name: 'make' | 'record';
  readonly workerData: WorkerSettings;
  /** Ends it early, when what is begun is done. */
  readonly signal: AbortSignal;
}

/** Does all tasks, and gives the results in the order of the tasks, each as soon as it and all before it are there. */
export async function* runAll<T extends { readonly file: string }, R>(run: Run<T, R>): AsyncGenerator<R> {
  const { tasks, jobs, runHere, lose, name, workerData, signal } = run;
  if (jobs === 1 || tasks.length <= 1) {
    for (const task of tasks) {
      // Only here are signals heard, since what is done between reading and writing never waits.
      if (tasks.length > 1) await setImmediate();
      if (signal.aborted) return;
      yield await runHere(task).catch((error: unknown) => lose(describeLoss(error, task.file)));
    }
    return;
  }
  const { Tinypool } = await import('tinypool');
  const threads = Math.min(jobs, tasks.length);
  const pool = new Tinypool({
    filename: pathToFileURL(join(workerData.packageFolder, 'dist/worker.js')).href,
    workerData,
    minThreads: threads,
    maxThreads: threads,
    name,
  });
  // A thread that cannot even start has no task to fail with.
  const broken = new Promise<never>((_, reject) => void pool.on('error', reject));
  broken.catch(() => undefined);
  try {
    const running: Promise<R>[] = [];
    let next = 0;
    for (;;) {
      while (next < tasks.length && running.length < threads * AHEAD && !signal.aborted) {
        const task = tasks[next++]!;
        running.push((pool.run(task) as Promise<R>).catch((error: unknown) => lose(describeLoss(error, task.file))));
      }
      const first = running.shift();
      if (first === undefined) return;
      yield await Promise.race([first, broken]);
    }
  } finally {
    await pool.destroy();
  }
}

function describeLoss(error: unknown, file: string): Loss {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? {
        failures: [`${file} needs more memory than there is; a smaller file or fewer --jobs may help`],
        fault: null,
      }
    : { failures: [], fault: message };
}
