/** Makes the documents of many inputs, in one thread or several, and gives the results in the order of the inputs. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
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
 * @param signal ends it early, when what is begun is done
 * @returns the results in the order of the tasks, each as soon as it and all before it are there
 */
export async function* makeAll(
  tasks: readonly Task[],
  making: Making,
  jobs: number,
  settings: Pick<WorkerSettings, 'packageFolder' | 'conditions' | 'ownTemplates'>,
  signal: AbortSignal,
): AsyncGenerator<Done> {
  if (jobs === 1 || tasks.length <= 1) {
    for (const task of tasks) {
      // Only here are signals heard, since what is done between reading and writing never waits.
      if (tasks.length > 1) await setImmediate();
      if (signal.aborted) return;
      yield await makeDocuments(making, task).catch((error: unknown) => describeLoss(error, task));
    }
    return;
  }
  const { Tinypool } = await import('tinypool');
  const { strict, effort, force, check, cwd } = making;
  const workerData: WorkerSettings = { strict, effort, force, check, cwd, ...settings };
  const threads = Math.min(jobs, tasks.length);
  const pool = new Tinypool({
    filename: pathToFileURL(join(settings.packageFolder, 'dist/worker.js')).href,
    workerData,
    minThreads: threads,
    maxThreads: threads,
    name: 'make',
  });
  // A thread that cannot even start has no task to fail with.
  const broken = new Promise<never>((_, reject) => void pool.on('error', reject));
  broken.catch(() => undefined);
  try {
    const running: Promise<Done>[] = [];
    let next = 0;
    for (;;) {
      while (next < tasks.length && running.length < threads * AHEAD && !signal.aborted) {
        const task = tasks[next++]!;
        running.push((pool.run(task) as Promise<Done>).catch((error: unknown) => describeLoss(error, task)));
      }
      const first = running.shift();
      if (first === undefined) return;
      yield await Promise.race([first, broken]);
    }
  } finally {
    await pool.destroy();
  }
}

/** What became of an input that a fault of ours or a lack of memory has stopped; the others go on. */
function describeLoss(error: unknown, { file }: Task): Done {
  const { code, message } = error as NodeJS.ErrnoException;
  const none: Done = { problems: [], failures: [], fault: null, outcomes: [], printed: [] };
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { ...none, failures: [`${file} needs more memory than there is; a smaller file or fewer --jobs may help`] }
    : { ...none, fault: message };
}
