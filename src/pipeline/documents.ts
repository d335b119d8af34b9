/** From one input to its documents in their places, in any thread: nothing is shown here, everything is returned. */
import { resolve } from 'node:path';
import { type Checked, hasErrors } from '../diagnostics/problem.js';
import { readText } from '../files/read.js';
import { buildPlan, viewPlan, loadAnswers, type Planned, renderDocument } from '../index.js';
import { PLAN_JSON } from '../plan/plan-file.js';
import { deliver, type DocumentPlace, type Outcome } from './delivery.js';
import { attempt, type Done, NOTHING_DONE, type Run } from './run.js';
import { findStartClashes } from './start-clashes.js';
import { findUnanswered } from './unanswered.js';

/** One input and the places of its documents. */
export interface DocumentTask {
  readonly file: string;
  /** The text, where it does not come from the file. */
  readonly text: string | null;
  readonly targets: readonly DocumentPlace[];
}

/** The outcome of one document: its text, where it goes to standard output, or its place and what was done there. */
export type Delivered =
  | { readonly file: null; readonly kind: 'printed'; readonly text: string }
  | ({ readonly file: string } & (Outcome | { readonly kind: 'failed' }));

/** Reads an input, makes its documents and puts them in their places; what became of them is by target. */
export async function makeDocuments(run: Run, task: DocumentTask): Promise<Done<readonly Delivered[]>> {
  const { cwd } = run.settings;
  const failures: string[] = [];
  const text = task.text ?? attempt(failures, () => readText(resolve(cwd, task.file), task.file));
  if (text === null) return { ...NOTHING_DONE, failures };
  const { value: planned, problems } = planInput(run, task.file, text);
  if (planned === undefined) return { ...NOTHING_DONE, problems };
  const documents = task.targets.map(({ document }) => document);
  // plan.json shows no view, and several other documents share one.
  const view = documents.every((one) => one === PLAN_JSON) ? {} : { view: await viewPlan(planned) };
  const shown = { ...planned, ...view, templates: run.templates };
  const texts = await Promise.all(documents.map((document) => renderDocument({ document, ...shown })));
  const value = task.targets.map(({ file }, n): Delivered => {
    if (file === null) return { file, kind: 'printed', text: Buffer.from(texts[n]!).toString() };
    const outcome = attempt(failures, () => deliver(cwd, file, texts[n]!, run.settings));
    return { file, ...(outcome ?? { kind: 'failed' }) };
  });
  return { ...NOTHING_DONE, problems, failures, value };
}

/** The answers of an input, and the plan that was made of them; undefined where they do not allow any. */
function planInput({ framework, settings }: Run, file: string, text: string): Checked<Planned> {
  const { value: answers, problems } = loadAnswers({ file, text, framework });
  if (answers === undefined) return { value: undefined, problems };
  const unanswered = settings.strict === true ? findUnanswered(file, framework, answers) : [];
  if (hasErrors(unanswered)) return { value: undefined, problems: [...problems, ...unanswered] };
  const plan = buildPlan({ framework, answers, effort: settings.effort });
  const clashes = findStartClashes(file, text, framework, plan);
  return { value: { framework, answers, plan }, problems: [...problems, ...clashes] };
}
