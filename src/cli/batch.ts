/** Does the same for many inputs, in one thread or several, and gives the results in the order of the inputs. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Done, makeDocuments, type Making, type Task } from './make.js';
import type { WorkerSettings } from './worker.js';

/** A thread more pays for its start from about so many inputs on (`npm run bench` measures it). */
const INPUTS_PER_THREAD = 60;
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
): AsyncGenerator<Done> {
  const { strict, effort, force, check, cwd } = making;
  const workerData = { strict, effort, force, check, cwd, ...settings };
  return runAll(tasks, jobs, (task) => makeDocuments(making, task), { name: 'make', workerData });
}

/**
 * Does all tasks.
 * @param jobs threads; with one, everything is done in this thread
 * @param runHere does a task in this thread
 * @param thread the function of worker.ts that does the same in a thread of its own, and what that needs
 * @returns the results in the order of the tasks, each as soon as it and all before it are there
 */
export async function* runAll<T, R>(
  tasks: readonly T[],
  jobs: number,
  runHere: (task: T) => Promise<R>,
  { name, workerData }: { readonly name: 'make' | 'record'; readonly workerData: WorkerSettings },
): AsyncGenerator<R> {
  if (jobs === 1) {
    for (const task of tasks) yield runHere(task);
    return;
  }
  const { Tinypool } = await import('tinypool');
  const pool = new Tinypool({
    filename: pathToFileURL(join(workerData.packageFolder, 'dist/worker.js')).href,
    workerData,
    minThreads: jobs,
    maxThreads: jobs,
    name,
  });
  try {
    const running: Promise<R>[] = [];
    let next = 0;
    while (next < tasks.length || running.length > 0) {
      while (next < tasks.length && running.length < jobs * AHEAD) running.push(pool.run(tasks[next++]!) as Promise<R>);
      yield await running.shift()!;
    }
  } finally {
    await pool.destroy();
  }
}
