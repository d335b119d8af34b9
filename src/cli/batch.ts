/** Makes the documents of many inputs, in one thread or several, and gives the results in the order of the inputs. */
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

/**
 * Makes the documents of all tasks.
 * @param jobs threads; with one, everything is done in this thread
 * @returns the results in the order of the tasks, each as soon as it and all before it are there
 */
export async function* makeAll(
  tasks: readonly Task[],
  making: Making,
  jobs: number,
  settings: Pick<WorkerSettings, 'packageFolder' | 'conditions' | 'ownTemplates'>,
): AsyncGenerator<Done> {
  if (jobs === 1) {
    for (const task of tasks) yield makeDocuments(making, task);
    return;
  }
  const { Tinypool } = await import('tinypool');
  const { strict, effort, force, check, cwd } = making;
  const workerData: WorkerSettings = { strict, effort, force, check, cwd, ...settings };
  const pool = new Tinypool({
    filename: pathToFileURL(join(settings.packageFolder, 'dist/worker.js')).href,
    workerData,
    minThreads: jobs,
    maxThreads: jobs,
    name: 'make',
  });
  try {
    const running: Promise<Done>[] = [];
    let next = 0;
    while (next < tasks.length || running.length > 0) {
      while (next < tasks.length && running.length < jobs * AHEAD)
        running.push(pool.run(tasks[next++]!) as Promise<Done>);
      yield await running.shift()!;
    }
  } finally {
    await pool.destroy();
  }
}
