/** `scaleplan generate`: answers files to documents. */
import { resolve } from 'node:path';
import { readAnswers } from '../answers/read.js';
import { FileError } from '../io/files.js';
import { findNearest } from '../io/nearest.js';
import { hasErrors, type Problem } from '../io/problems.js';
import { plural } from '../io/report.js';
import type { Answers, Framework, NoteSection, Plan, PlanFile } from '../model.js';
import { buildPlan } from '../plan/build.js';
import { escapeCsv } from '../render/csv.js';
import { signDocument } from '../render/document.js';
import { escapeMarkdown, isPlainMarkdown } from '../render/markdown.js';
import { renderDocument, TemplateError, type Templates } from '../render/render.js';
import { viewSheet } from '../render/sheet.js';
import { buildView } from '../render/build-view.js';
import { findStartClashes } from './clashes.js';
import { Console, type SharedOptions } from './console.js';
import { findInputs, type Input, readInput } from './inputs.js';
import { EXIT, type ExitCode, type Io, UserError, worst } from './io.js';
import { loadFrameworkInUse, loadTemplates } from './load.js';
import { deliver, findDestination, type Outcome, planTargets } from './outputs.js';
import { findUnanswered } from './unanswered.js';

/** Options of `generate`. */
export interface GenerateOptions extends SharedOptions {
  readonly output?: string;
  readonly document?: readonly string[];
  readonly conditions?: string;
  readonly templates?: string;
  readonly force?: boolean;
  readonly strict?: boolean;
  readonly effort?: 'normal' | 'high';
}

/** The document that is the plan itself, without a template. */
const PLAN_JSON = 'plan.json';

/** Makes the documents of every input; one bad input never stops the others. */
export async function generate(io: Io, given: readonly string[], options: GenerateOptions): Promise<ExitCode> {
  return Console.with(io, options, (console) => generateAll(io, given, options, console));
}

async function generateAll(
  io: Io,
  given: readonly string[],
  options: GenerateOptions,
  console: Console,
): Promise<ExitCode> {
  const { value: framework, problems } = loadFrameworkInUse(io, options.conditions);
  if (framework === undefined) {
    console.problems(problems);
    return EXIT.problems;
  }
  const { templates, problems: templateProblems } = await loadTemplates(io, options.templates);
  if (templateProblems.length > 0) {
    console.problems(templateProblems);
    return EXIT.problems;
  }
  const documents = (options.document ?? ['plan']).map((name) => findDocument(name, templates));
  const destination = findDestination(io, options.output);
  const inputs = await findInputs(
    io,
    given,
    destination.kind === 'folder' ? resolve(io.cwd, destination.folder) : null,
  );
  const targets = planTargets(inputs, [...new Set(documents)], destination);
  const tally = { written: 0, unchanged: 0, 'left-alone': 0, printed: 0, failed: 0 };
  const codes: ExitCode[] = [];
  for (const input of inputs) {
    const own = targets.filter((target) => target.input === input);
    const made = await makeDocuments(
      io,
      input,
      own.map((target) => target.document),
      framework,
      templates,
      options.strict ?? false,
      options.effort ?? 'normal',
      console,
    );
    codes.push(made.code);
    if (made.texts === null) tally.failed += 1;
    for (const [n, text] of (made.texts ?? []).entries()) {
      const { file } = own[n]!;
      const outcome = deliverOne(io, file, text, options.force ?? false, console);
      codes.push(outcome === null ? EXIT.usage : outcome.kind === 'left-alone' ? EXIT.problems : EXIT.done);
      tally[outcome?.kind ?? 'failed'] += 1;
    }
  }
  if (inputs.length > 1) console.info(describeTally(inputs.length, tally));
  return worst(codes);
}

/** The document that `-d` names: a template NAME.EXT.hbs by NAME.EXT, or by NAME where only one has that name. */
function findDocument(name: string, templates: Templates): string {
  const known = [...templates.documents.keys()];
  if (name === PLAN_JSON) return PLAN_JSON;
  if (known.includes(name)) return name;
  const byStem = known.filter((one) => one.slice(0, one.lastIndexOf('.')) === name);
  if (byStem.length === 1) return byStem[0]!;
  if (byStem.length > 1)
    throw new UserError(
      `several documents are called ${name}: ${byStem.join(', ')}`,
      'name one with its ending, as in -d plan.md',
    );
  const near = findNearest(name, [...known, PLAN_JSON, ...known.map((one) => one.slice(0, one.lastIndexOf('.')))]);
  throw new UserError(
    `there is no template for the document ${name}`,
    near === undefined ? `there is one for each of: ${[...known, PLAN_JSON].join(', ')}` : `did you mean "${near}"?`,
  );
}

interface Made {
  readonly code: ExitCode;
  /** One text for each document, or null where the input does not allow any. */
  readonly texts: readonly string[] | null;
}

async function makeDocuments(
  io: Io,
  input: Input,
  documents: readonly string[],
  framework: Framework,
  templates: Templates,
  strict: boolean,
  effort: 'normal' | 'high',
  console: Console,
): Promise<Made> {
  try {
    const text = await readInput(io, input);
    const { value: answers, problems } = readAnswers(input.file, text, framework, 'plan');
    const unanswered = answers !== undefined && strict ? findUnanswered(input.file, framework, answers) : [];
    console.problems([...problems, ...unanswered]);
    if (answers === undefined || hasErrors(unanswered)) return { code: EXIT.problems, texts: null };
    const { start } = answers;
    if (start === null) throw new Error('answers without a start have passed as answers for a plan');
    const plan = buildPlan(framework, { ...answers, start }, effort);
    console.problems(findStartClashes(input.file, text, framework, plan));
    const view = buildView(framework, answers, plan, await cleanNotes(answers.notes));
    return {
      code: EXIT.done,
      texts: documents.map((document) =>
        signDocument(
          document,
          document === PLAN_JSON
            ? printPlan(framework, answers, plan)
            : document.endsWith('.csv')
              ? renderDocument(templates, document, { ...view, sheet: viewSheet(framework, answers, plan) }, escapeCsv)
              : renderDocument(templates, document, view, escapeMarkdown),
        ),
      ),
    };
  } catch (error) {
    const failure = describeInputFailure(error);
    if (failure instanceof FileError) console.error(failure.message);
    else console.problems([failure]);
    return { code: failure instanceof FileError ? EXIT.usage : EXIT.problems, texts: null };
  }
}

function describeInputFailure(error: unknown): FileError | Problem {
  if (error instanceof FileError) return error;
  if (error instanceof TemplateError) return error.problem;
  throw error;
}

/** The plan itself as JSON, with what it was made from; the mark is set when it is signed. */
function printPlan(framework: Framework, answers: Answers, plan: Plan): string {
  const of = { framework: `${framework.id}@${framework.version}`, profile: answers.facts };
  const file: Omit<PlanFile, 'mark'> = { ...of, ...plan };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The team's notes, fit to stand in a document. The Markdown parser is loaded only where one needs it. */
async function cleanNotes(notes: Answers['notes']): Promise<Partial<Record<NoteSection, string>>> {
  const clean: [string, string][] = [];
  for (const [section, note] of Object.entries(notes)) {
    if (isPlainMarkdown(note)) clean.push([section, note.trim()]);
    else clean.push([section, (await import('../render/notes.js')).cleanNote(note)]);
  }
  return Object.fromEntries(clean);
}

/** Delivers one document and says what became of it; null where it could not be written. */
function deliverOne(io: Io, file: string | null, text: string, force: boolean, console: Console): Outcome | null {
  try {
    const outcome = deliver(io, file, text, force);
    if (outcome.kind === 'written') console.info(`wrote ${file!}`);
    if (outcome.kind === 'unchanged') console.info(`${file!} is up to date`);
    if (outcome.kind === 'left-alone') {
      console.error(
        `${file!} was changed by a person, or is not a document of scaleplan, and is left alone; the new text is in ${outcome.beside}`,
        'take over what you need from it, or use --force to overwrite the document',
      );
    }
    return outcome;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    console.error(error.message);
    return null;
  }
}

function describeTally(inputs: number, tally: Record<Outcome['kind'] | 'failed', number>): string {
  const parts = [
    [tally.written, 'written'],
    [tally.unchanged, 'up to date'],
    [tally['left-alone'], 'left alone'],
    [tally.failed, 'failed'],
  ] as const;
  return `${plural(inputs, 'input')}: ${parts
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} ${what}`)
    .join(', ')}`;
}
