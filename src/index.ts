/**
 * scaleplan as a library, and the whole program on one screen: load a framework, load answers, build the plan, view it,
 * render a document. The commands call the same functions, for many inputs and with files around them (src/pipeline).
 *
 * What a person can mend in a file is never thrown: it comes as `problems`, each with its place, and `value` is undefined
 * where one of them is an error. Files that are named are read from the working folder, unless `cwd` names another; all
 * else depends on the options alone, and changes none of them. docs/library.md tells more, with an example.
 */
import { resolve } from 'node:path';
import { readAnswers } from './answers/read.js';
import { type Checked, hasErrors, type Problem } from './diagnostics/problem.js';
import { UserError } from './diagnostics/user-error.js';
import { readText } from './files/read.js';
import { loadFrameworkInUse, readFrameworkInUse } from './framework/in-use.js';
import type { Answers, DatedAnswers, Framework, Plan } from './model/index.js';
import { PLAN_JSON, printPlan } from './plan/plan-file.js';
import { cleanNotes } from './templates/clean-notes.js';
import { renderTemplate, type Templates } from './templates/engine.js';
import { findTemplateProblems, prepareTemplates, readTemplates } from './templates/folders.js';
import { findEnding, loadFormat } from './templates/formats.js';
import { signDocument } from './templates/marks.js';
import { viewSheet } from './view/action-table.js';
import { buildView } from './view/build-view.js';
import type { PlanView } from './view/view.js';

export { formatProblem } from './diagnostics/report.js';
export type { Answers, Checked, DatedAnswers, Framework, Plan, PlanView, Problem, Templates };

/** A file, or the text that it would hold; messages name the file. */
export interface InputFile {
  readonly file: string;
  readonly text?: string;
  readonly cwd?: string;
}

/** What a plan is about. */
export interface Planned {
  readonly framework: Framework;
  readonly answers: DatedAnswers;
  readonly plan: Plan;
}

/** Where templates of one's own are. */
export interface TemplateFolder {
  readonly folder: string;
  readonly cwd: string;
}

/** Which document to render, and what is there for it already. */
export interface DocumentOptions {
  /** Its name with its ending, as plan.md or plan.json. */
  readonly document: string;
  /** Else the built-in ones are loaded. */
  readonly templates?: Templates;
  /** The view of the plan, where several documents show it; else it is built. */
  readonly view?: PlanView;
}

/** Loads a framework and all that it extends: the file, else conditions.yaml in the working folder, else the built-in one. */
export function loadFramework({ file, text, cwd = process.cwd() }: Partial<InputFile> = {}): Checked<Framework> {
  const name = file ?? 'conditions.yaml';
  try {
    return text === undefined ? loadFrameworkInUse(cwd, file) : readFrameworkInUse(cwd, { file: name, text });
  } catch (error) {
    return tellUnread(name, error);
  }
}

/** Loads the answers of one organization to a framework's questions, in YAML, or in JSON where the file's name ends so. */
export function loadAnswers(options: InputFile & Pick<Planned, 'framework'>): Checked<DatedAnswers> {
  const { file, framework, cwd = process.cwd() } = options;
  try {
    const text = options.text ?? readText(resolve(cwd, file), file);
    // Read for a plan, answers without a start are an error.
    return readAnswers(file, text, framework, 'plan') as Checked<DatedAnswers>;
  } catch (error) {
    return tellUnread(file, error);
  }
}

/** Builds the plan; see there for what comes in and out, and in which units. */
export { buildPlan, type PlanInput } from './plan/build.js';

/** Words the plan as documents show it: by section, with days, numbers and sums as people write them. */
export async function viewPlan({ framework, answers, plan }: Planned): Promise<PlanView> {
  return buildView(framework, answers, plan, await cleanNotes(answers.notes));
}

/** Loads and checks the templates of a folder, which stand before the built-in ones of the same name; without one, these. */
export async function loadTemplates(options: Partial<TemplateFolder> = {}): Promise<Checked<Templates>> {
  const { folder, cwd = process.cwd() } = options;
  try {
    const files = await readTemplates(cwd, folder, 'plan');
    const problems = await findTemplateProblems(files);
    return { value: hasErrors(problems) ? undefined : await prepareTemplates(files), problems };
  } catch (error) {
    return tellUnread(folder ?? 'templates', error);
  }
}

/**
 * Renders a document as `scaleplan generate` writes it: plan.json, or one that has a template.
 * @returns its bytes, in UTF-8; `toString()` gives the text
 * @throws RangeError where there is no such document
 */
export async function renderDocument(options: Planned & DocumentOptions): Promise<Buffer> {
  const { document, framework, answers, plan } = options;
  if (document === PLAN_JSON) return signDocument(document, printPlan(framework, answers, plan));
  const templates = options.templates ?? (await loadTemplates()).value!;
  const ending = findEnding(document);
  if (ending === null || !templates.documents.has(document))
    throw new RangeError(
      `there is no document ${document}, but: ${[...templates.documents.keys(), PLAN_JSON].join(', ')}`,
    );
  const view = options.view ?? (await viewPlan(options));
  const shown = ending === 'csv' ? { ...view, sheet: viewSheet(framework, answers, plan) } : view;
  return signDocument(document, renderTemplate(templates, document, shown, await loadFormat(ending)));
}

/** A file or folder that cannot be read, as a problem like any other. */
function tellUnread(file: string, error: unknown): { value: undefined; problems: Problem[] } {
  if (!(error instanceof UserError)) throw error;
  const { message: reason, help } = error;
  return {
    value: undefined,
    problems: [{ code: 'unreadable-file', severity: 'error', place: { file }, args: { reason, help } }],
  };
}
