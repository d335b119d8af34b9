/** One thread of a batch: loads the framework and the templates once, then does what it is given. */
import { workerData } from 'node:worker_threads';
import { loadFrameworkInUse } from './framework-in-use.js';
import { type Done, makeDocuments, type Making, type Task } from './documents.js';
import { type Recorded, recordInput, type RecordTask } from './record.js';
import { prepareTemplates, readTemplates } from './template-folders.js';

/** What a worker needs to load the same as the main thread. */
export interface WorkerSettings extends Omit<Making, 'framework' | 'templates'> {
  readonly packageFolder: string;
  readonly conditions: string | undefined;
  readonly ownTemplates: string | undefined;
}

let making: Promise<Making> | null = null;

async function load(): Promise<Making> {
  // The pool hands what it was given as the second part of its own data.
  const [, settings] = workerData as [unknown, WorkerSettings];
  const { packageFolder, conditions, ownTemplates, ...rest } = settings;
  const place = { cwd: rest.cwd, packageFolder };
  const { value: framework } = loadFrameworkInUse(place, conditions);
  // The main thread has checked them.
  const templates = await prepareTemplates(await readTemplates(place, ownTemplates, 'plan'));
  if (framework === undefined) throw new Error('the framework has errors that the main thread did not see');
  return { framework, templates, ...rest };
}

/** Makes the documents of one input. */
export async function make(task: Task): Promise<Done> {
  making ??= load();
  return makeDocuments(await making, task);
}

/** Records one input of an overview. */
export async function record(task: RecordTask): Promise<Recorded> {
  making ??= load();
  return recordInput(await making, task);
}
