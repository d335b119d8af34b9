/** From one input of an overview to its part, in any thread: nothing is shown here, everything is returned. */
import { resolve } from 'node:path';
import { readAnswers } from '../answers/read.js';
import { readText } from '../files/read.js';
import type { Framework } from '../model/index.js';
import { assess } from '../plan/assess.js';
import { buildPlan } from '../plan/build.js';
import { isPortfolioFile, type Part, readPortfolio } from '../portfolio/parts.js';
import { recordOrganization } from '../portfolio/organization.js';
import { attempt, type Done, NOTHING_DONE, type RunSettings } from './run.js';

/** One input. */
export interface RecordTask {
  readonly file: string;
  /** Its name in the overview. */
  readonly name: string;
  /** The text, where it does not come from the file. */
  readonly text: string | null;
}

/** Reads answers and records their plan, or reads a portfolio.json with records that were made before. */
export async function recordInput(
  { framework, settings: { cwd, effort } }: { framework: Framework; settings: Pick<RunSettings, 'cwd' | 'effort'> },
  { file, name, text: given }: RecordTask,
): Promise<Done<Part>> {
  const failures: string[] = [];
  const text = given ?? attempt(failures, () => readText(resolve(cwd, file), file));
  if (text === null) return { ...NOTHING_DONE, failures };
  if (isPortfolioFile(file, text)) {
    const { value = null, problems } = readPortfolio(file, text, framework);
    return { ...NOTHING_DONE, problems, value };
  }
  const { value: answers, problems } = readAnswers(file, text, framework, 'check');
  if (answers === undefined) return { ...NOTHING_DONE, problems };
  const { start } = answers;
  const plan = start === null ? null : buildPlan({ framework, answers: { ...answers, start }, effort });
  const assessment = plan?.assessment ?? assess(framework, answers).assessment;
  const organization = recordOrganization(framework, { input: name, answers, assessment, plan });
  return { ...NOTHING_DONE, problems, value: { parts: [], failed: [], organizations: [organization] } };
}
