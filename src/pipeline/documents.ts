/** From one input to its documents in their places, in any thread: nothing is shown here, everything is returned. */
import { resolve } from 'node:path';
import { readAnswers } from '../answers/read.js';
import { readText } from '../files/read.js';
import { type Checked, hasErrors } from '../diagnostics/problem.js';
import type { Answers, Framework, NoteSection, Plan, PlanFile } from '../model/index.js';
import { buildPlan } from '../plan/build.js';
import { buildView } from '../view/build-view.js';
import { signDocument } from '../templates/marks.js';
import { findEnding, loadFormat } from '../templates/formats.js';
import { isPlainMarkdown } from '../templates/markdown.js';
import { renderDocument } from '../templates/engine.js';
import { viewSheet } from '../view/action-table.js';
import { findStartClashes } from './start-clashes.js';
import { deliver, type Outcome } from './delivery.js';
import { attempt, type Done, NOTHING_DONE, type Run } from './run.js';
import { findUnanswered } from './unanswered.js';

/** The document that is the plan itself, without a template. */
export const PLAN_JSON = 'plan.json';

/** One input and the places of its documents. */
export interface DocumentTask {
  readonly file: string;
  /** The text, where it does not come from the file. */
  readonly text: string | null;
  /** Each document with its place as shown, null for standard output. */
  readonly targets: readonly { readonly document: string; readonly file: string | null }[];
}

/** What became of one document: its text, where it goes to standard output, or its place and what was done there. */
export type Delivered =
  | { readonly file: null; readonly kind: 'printed'; readonly text: string }
  | ({ readonly file: string } & (Outcome | { readonly kind: 'failed' }));

/** Reads an input, makes its documents and puts them in their places; what became of them is by target. */
export async function makeDocuments(run: Run, task: DocumentTask): Promise<Done<readonly Delivered[]>> {
  const { cwd } = run.settings;
  const failures: string[] = [];
  const text = task.text ?? attempt(failures, () => readText(resolve(cwd, task.file), task.file));
  if (text === null) return { ...NOTHING_DONE, failures };
  const { value: planned, problems } = planAnswers(run, task.file, text);
  if (planned === undefined) return { ...NOTHING_DONE, problems };
  const texts = await makeTexts(run, planned, task.targets);
  const value = task.targets.map(({ file }, n): Delivered => {
    if (file === null) return { file, kind: 'printed', text: texts[n]!.toString() };
    const outcome = attempt(failures, () => deliver(cwd, file, texts[n]!, run.settings));
    return { file, ...(outcome ?? { kind: 'failed' }) };
  });
  return { ...NOTHING_DONE, problems, failures, value };
}

/** Answers and the plan that was made of them. */
interface Planned {
  readonly answers: Answers;
  readonly plan: Plan;
}

function planAnswers({ framework, settings }: Run, file: string, text: string): Checked<Planned> {
  const { value: answers, problems } = readAnswers(file, text, framework, 'plan');
  if (answers === undefined) return { value: undefined, problems };
  const unanswered = settings.strict ? findUnanswered(file, framework, answers) : [];
  if (hasErrors(unanswered)) return { value: undefined, problems: [...problems, ...unanswered] };
  const { start } = answers;
  if (start === null) throw new Error('answers without a start have passed as answers for a plan');
  const plan = buildPlan(framework, { ...answers, start }, settings.effort);
  return { value: { answers, plan }, problems: [...problems, ...findStartClashes(file, text, framework, plan)] };
}

/** The texts of an input's documents. */
async function makeTexts(
  { framework, templates }: Run,
  { answers, plan }: Planned,
  targets: DocumentTask['targets'],
): Promise<readonly Buffer[]> {
  const view = buildView(framework, answers, plan, await cleanNotes(answers.notes));
  return Promise.all(
    targets.map(async ({ document }) => {
      const ending = findEnding(document);
      // All documents that have a template have an ending that is known.
      if (ending === null) return signDocument(document, printPlan(framework, answers, plan));
      const all = ending === 'csv' ? { ...view, sheet: viewSheet(framework, answers, plan) } : view;
      return signDocument(document, renderDocument(templates, document, all, await loadFormat(ending)));
    }),
  );
}

/** The plan itself as JSON, with what it was made from; the mark is set when it is signed. */
function printPlan(framework: Framework, answers: Answers, plan: Plan): Buffer {
  const of = { framework: `${framework.id}@${framework.version}`, profile: answers.facts };
  const file: Omit<PlanFile, 'mark'> = { ...of, ...plan };
  return Buffer.from(`${JSON.stringify(file, null, 2)}\n`);
}

/** The team's notes, fit to stand in a document. The Markdown parser is loaded only where one needs it. */
async function cleanNotes(notes: Answers['notes']): Promise<Partial<Record<NoteSection, string>>> {
  const clean: [string, string][] = [];
  for (const [section, note] of Object.entries(notes)) {
    if (isPlainMarkdown(note)) clean.push([section, note.trim()]);
    else clean.push([section, (await import('../templates/notes.js')).cleanNote(note)]);
  }
  return Object.fromEntries(clean);
}
