/** The plan as a file: plan.json, for other programs. */
import type { Answers, Framework, Plan, PlanFile } from '../model/index.js';

/** The document that is the plan itself, without a template. */
export const PLAN_JSON = 'plan.json';

/** The plan as JSON, with what it was made from; its mark is set when it is signed. */
export function printPlan(framework: Framework, answers: Answers, plan: Plan): Buffer {
  const of = { framework: `${framework.id}@${framework.version}`, profile: answers.facts };
  const file: Omit<PlanFile, 'mark'> = { ...of, ...plan };
  return Buffer.from(`${JSON.stringify(file, null, 2)}\n`);
}
