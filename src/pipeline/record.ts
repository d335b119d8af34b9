/** From one input of an overview to its part, in any thread: nothing is shown here, everything is returned. */
import { resolve } from 'node:path';
import { readAnswers } from '../answers/read.js';
import { FileError } from '../files/failures.js';
import { readText } from '../files/read.js';
import type { Problem } from '../diagnostics/problem.js';
import { assess } from '../plan/assess.js';
import { buildPlan } from '../plan/build.js';
import { isPortfolioFile, type Part, readPortfolio } from '../portfolio/parts.js';
import { recordOrganization } from '../portfolio/organization.js';
import type { Making } from './documents.js';

/** What all inputs of a run have in common. */
export type Recording = Pick<Making, 'framework' | 'effort' | 'cwd'>;

/** One input. */
export interface RecordTask {
  readonly file: string;
  /** What it is called in the overview. */
  readonly name: string;
  /** The text, where it does not come from the file. */
  readonly text: string | null;
}

/** What became of an input. */
export interface Recorded {
  readonly problems: readonly Problem[];
  /** Why the file could not be read. */
  readonly failures: readonly string[];
  /** What a fault of our own says that has stopped it. */
  readonly fault: string | null;
  /** Null where it has errors. */
  readonly part: Part | null;
}

/** Reads answers and records their plan, or reads a portfolio.json with records that were made before. */
export async function recordInput(recording: Recording, { file, name, text: given }: RecordTask): Promise<Recorded> {
  const { framework, effort, cwd } = recording;
  let text: string;
  try {
    text = given ?? readText(resolve(cwd, file), file);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { problems: [], failures: [error.message], fault: null, part: null };
  }
  if (isPortfolioFile(file, text)) {
    const { value, problems } = readPortfolio(file, text, framework);
    return { problems, failures: [], fault: null, part: value ?? null };
  }
  const { value: answers, problems } = readAnswers(file, text, framework, 'check');
  if (answers === undefined) return { problems, failures: [], fault: null, part: null };
  const { start } = answers;
  const plan = start === null ? null : buildPlan(framework, { ...answers, start }, effort);
  const assessment = plan?.assessment ?? assess(framework, answers).assessment;
  const organization = recordOrganization(framework, { input: name, answers, assessment, plan });
  return { problems, failures: [], fault: null, part: { parts: [], failed: [], organizations: [organization] } };
}
