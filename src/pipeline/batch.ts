/** Does the same for many inputs, in one thread or several, and gives the results in the order of the inputs. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { PACKAGE_FOLDER } from '../files/package.js';
import type { Part } from '../portfolio/parts.js';
import { type Delivered, type DocumentTask, makeDocuments } from './documents.js';
import { recordInput, type RecordTask } from './record.js';
import { type Done, NOTHING_DONE, type Run } from './run.js';

/** A thread more pays for its start, in which it compiles what it runs, from about so many inputs on (measured: `npm run bench`). */
const INPUTS_PER_THREAD = 250;
/** Inputs that wait in a thread's queue, so that it never runs dry and memory stays flat. */
const AHEAD = 4;

/** How many threads pay off for so many inputs on this machine. */
export function chooseJobs(inputs: number): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(inputs / INPUTS_PER_THREAD)));
}

/** How a batch is done. */
export interface BatchOptions {
  /** Threads; with one, everything is done in this thread. Unless told, as many as pay off. */
  readonly jobs: number | undefined;
  /** Ends it early, when what is begun is done. */
  readonly signal: AbortSignal;
}

/** Makes the documents of all tasks, and gives the results in their order, each as soon as it and all before it are there. */
export function makeAll(
  run: Run,
  tasks: readonly DocumentTask[],
  options: BatchOptions,
): AsyncGenerator<Done<readonly Delivered[]>> {
  return doAll({ name: 'make', here: (task) => makeDocuments(run, task) }, run, tasks, options);
}

/** Records all tasks; the results come as those of `makeAll`. */
export function recordAll(
  run: Pick<Run, 'framework' | 'settings'>,
  tasks: readonly RecordTask[],
  options: BatchOptions,
): AsyncGenerator<Done<Part>> {
  return doAll({ name: 'record', here: (task) => recordInput(run, task) }, run, tasks, options);
}

/** @param work how to do one task in this thread, and the function of worker.ts that does the same in a thread of its own */
async function* doAll<Task extends { readonly file: string }, T>(
  { name, here }: { readonly name: 'make' | 'record'; readonly here: (task: Task) => Promise<Done<T>> },
  { settings }: Pick<Run, 'settings'>,
  tasks: readonly Task[],
  { jobs = chooseJobs(tasks.length), signal }: BatchOptions,
): AsyncGenerator<Done<T>> {
  if (jobs === 1 || tasks.length <= 1) {
    for (const task of tasks) {
      // Only here are signals heard, since what is done between reading and writing never waits.
      if (tasks.length > 1) await setImmediate();
      if (signal.aborted) return;
      yield await here(task).catch((error: unknown) => describeLoss(error, task.file));
    }
    return;
  }
  const { Tinypool } = await import('tinypool');
  const threads = Math.min(jobs, tasks.length);
  const pool = new Tinypool({
    filename: pathToFileURL(join(PACKAGE_FOLDER, 'dist/worker.js')).href,
    workerData: settings,
    minThreads: threads,
    maxThreads: threads,
    name,
  });
  // A thread that cannot even start has no task to fail with.
  const broken = new Promise<never>((_, reject) => void pool.on('error', reject));
  broken.catch(() => undefined);
  try {
    const running: Promise<Done<T>>[] = [];
    let next = 0;
    for (;;) {
      while (next < tasks.length && running.length < threads * AHEAD && !signal.aborted) {
        const task = tasks[next++]!;
        const done = pool.run(task) as Promise<Done<T>>;
        running.push(done.catch((error: unknown) => describeLoss(error, task.file)));
      }
      const first = running.shift();
      if (first === undefined) return;
      yield await Promise.race([first, broken]);
    }
  } finally {
    await pool.destroy();
  }
}

/** The outcome of a task that a fault of ours or a lack of memory has stopped; the others go on. */
function describeLoss(error: unknown, file: string): Done<never> {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return { ...NOTHING_DONE, fault: message };
  const failure = `${file} needs more memory than there is; a smaller file or fewer --jobs may help`;
  return { ...NOTHING_DONE, failures: [failure] };
}
