/** From one input to its documents in their places, in any thread: nothing is shown here, everything is returned. */
import { resolve } from 'node:path';
import { readAnswers } from '../answers/read.js';
import { FileError } from '../files/failures.js';
import { readText } from '../files/read.js';
import { hasErrors, type Problem } from '../diagnostics/problem.js';
import type { Answers, Framework, NoteSection, Plan, PlanFile } from '../model/index.js';
import { buildPlan } from '../plan/build.js';
import { buildView } from '../view/build-view.js';
import { signDocument } from '../templates/marks.js';
import { findEnding, loadFormat } from '../templates/formats.js';
import { isPlainMarkdown } from '../templates/markdown.js';
import { renderDocument, type Templates } from '../templates/engine.js';
import { viewSheet } from '../view/action-table.js';
import { findStartClashes } from './start-clashes.js';
import { deliver, type Outcome } from '../cli/outputs.js';
import { findUnanswered } from './unanswered.js';

/** The document that is the plan itself, without a template. */
export const PLAN_JSON = 'plan.json';

/** What all inputs of a run have in common. */
export interface Making {
  readonly framework: Framework;
  readonly templates: Templates;
  readonly strict: boolean;
  readonly effort: 'normal' | 'high';
  /** Overwrite documents that a person has changed. */
  readonly force: boolean;
  /** Write nothing, and say what is missing or out of date. */
  readonly check: boolean;
  /** The working folder, which names are relative to. */
  readonly cwd: string;
}

/** One input and the places of its documents. */
export interface Task {
  readonly file: string;
  /** The text, where it does not come from the file. */
  readonly text: string | null;
  /** Each document with its place as shown, null for standard output. */
  readonly targets: readonly { readonly document: string; readonly file: string | null }[];
}

/** What became of one document; its place, or null for standard output. */
export type Delivered = { readonly file: string | null } & (Outcome | { readonly kind: 'failed' });

/** What became of an input. */
export interface Done {
  readonly problems: readonly Problem[];
  /** Files that could not be read or written, each in a sentence. */
  readonly failures: readonly string[];
  /** What a fault of the program's own says, or null. */
  readonly fault: string | null;
  /** By target; empty where there is no document. */
  readonly outcomes: readonly Delivered[];
  /** Texts for standard output. */
  readonly printed: readonly string[];
}

/** Reads an input, makes its documents and puts them in their places. */
export async function makeDocuments(making: Making, task: Task): Promise<Done> {
  const problems: Problem[] = [];
  const failures: string[] = [];
  const done = (outcomes: Done['outcomes'], printed: readonly string[]): Done => ({
    problems,
    failures,
    fault: null,
    outcomes,
    printed,
  });
  let texts: readonly Buffer[];
  try {
    const text = task.text ?? readText(resolve(making.cwd, task.file), task.file);
    const made = await makeTexts(making, task, text, problems);
    if (made === null) return done([], []);
    texts = made;
  } catch (error) {
    if (error instanceof FileError) failures.push(error.message);
    else throw error;
    return done([], []);
  }
  const printed: string[] = [];
  const outcomes = task.targets.map(({ file }, n): Delivered => {
    if (file === null) {
      printed.push(texts[n]!.toString());
      return { file, kind: 'printed' };
    }
    try {
      return { file, ...deliver(making.cwd, file, texts[n]!, making) };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      failures.push(error.message);
      return { file, kind: 'failed' };
    }
  });
  return done(outcomes, printed);
}

/** The texts of an input's documents, or null where the input does not allow any; what is wrong goes to `problems`. */
async function makeTexts(
  { framework, templates, strict, effort }: Making,
  { file, targets }: Task,
  text: string,
  problems: Problem[],
): Promise<readonly Buffer[] | null> {
  const read = readAnswers(file, text, framework, 'plan');
  problems.push(...read.problems);
  const answers = read.value;
  if (answers === undefined) return null;
  const unanswered = strict ? findUnanswered(file, framework, answers) : [];
  problems.push(...unanswered);
  if (hasErrors(unanswered)) return null;
  const { start } = answers;
  if (start === null) throw new Error('answers without a start have passed as answers for a plan');
  const plan = buildPlan(framework, { ...answers, start }, effort);
  problems.push(...findStartClashes(file, text, framework, plan));
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
