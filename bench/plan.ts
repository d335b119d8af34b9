/** How long the middle of the pipeline takes, from the assessment to the view, when the code is warm. */
import { readFileSync } from 'node:fs';
import { readAnswers } from '../src/answers/read.js';
import { readFramework } from '../src/framework/read.js';
import { buildPlan } from '../src/plan/build.js';
import { buildView } from '../src/view/build-view.js';

/** As many as the machine code needs to settle. */
const WARM_UP = 60;
const ROUNDS = 101;

/** @returns the median in milliseconds */
export function measurePlan(frameworkFile: string, answersFile: string): number {
  const framework = readFramework(frameworkFile, readFileSync(frameworkFile, 'utf8')).value!;
  const answers = readAnswers(answersFile, readFileSync(answersFile, 'utf8'), framework, 'plan').value!;
  const { start } = answers;
  if (start === null) throw new Error(`${answersFile} has no start`);
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const begun = performance.now();
    const plan = buildPlan({ framework, answers: { ...answers, start } });
    buildView(framework, answers, plan, {});
    if (round >= WARM_UP) times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}
