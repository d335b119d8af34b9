/** One thread of a batch: loads the framework and the templates once, then does what it is given. */
import { workerData } from 'node:worker_threads';
import { loadFrameworkInUse } from '../framework/in-use.js';
import { prepareTemplates, readTemplates } from '../templates/folders.js';
import { type Delivered, type DocumentTask, makeDocuments } from './documents.js';
import { recordInput, type RecordTask } from './record.js';
import type { Part } from '../portfolio/parts.js';
import type { Done, Run, RunSettings } from './run.js';

let loaded: Promise<Run> | null = null;

async function load(): Promise<Run> {
  // The pool hands what it was given as the second part of its own data.
  const [, settings] = workerData as [unknown, RunSettings];
  const { value: framework } = loadFrameworkInUse(settings.cwd, settings.conditions);
  // The main thread has checked them.
  const templates = await prepareTemplates(await readTemplates(settings.cwd, settings.templates, 'plan'));
  if (framework === undefined) throw new Error('the framework has errors that the main thread did not see');
  return { settings, framework, templates };
}

/** Makes the documents of one input. */
export async function make(task: DocumentTask): Promise<Done<readonly Delivered[]>> {
  return makeDocuments(await (loaded ??= load()), task);
}

/** Records one input of an overview. */
export async function record(task: RecordTask): Promise<Done<Part>> {
  return recordInput(await (loaded ??= load()), task);
}
