/** Frameworks and answers for tests: ordinary unless a test states what differs. */
import { stringify } from 'yaml';
import { readAnswers } from '../../src/answers/read.js';
import { readFramework } from '../../src/framework/read.js';
import type { Problem } from '../../src/diagnostics/problem.js';
import type { Answers, Framework, Plan } from '../../src/model/index.js';
import { buildPlan } from '../../src/plan/build.js';

/** A question as in conditions.yaml, whose levels are described. */
export function question(id: string, more: object = {}): object {
  return { id, ask: `How is ${id}?`, levels: { low: 'a', mid: 'b', high: 'c' }, ...more };
}

/** An action as in conditions.yaml: two weeks, owned by the lead. */
export function action(id: string, more: object = {}): object {
  return { id, title: `Do ${id}`, owner: 'lead', weeks: 2, ...more };
}

/** The text of a framework with three levels (low, mid, high), one required fact and a lead. */
export function frameworkText(more: object): string {
  return stringify({
    framework: { id: 'test', version: '1.0.0', title: 'Test' },
    levels: [
      { id: 'low', name: 'Low' },
      { id: 'mid', name: 'Mid' },
      { id: 'high', name: 'High' },
    ],
    profile: [{ id: 'name', ask: 'Name?', type: 'text', required: true }],
    roles: [{ id: 'lead', name: 'Lead' }],
    conditions: [{ id: 'water', name: 'Water', questions: [question('depth')] }],
    ...more,
  });
}

/** A framework; a test that gives a wrong one fails. */
export function framework(more: object = {}): Framework {
  return expectValue(readFramework('conditions.yaml', frameworkText(more)));
}

/** Answers to a framework. */
export function answers(of: Framework, more: object = {}): Answers & { start: string } {
  const { value, problems } = readAnswers(
    'answers.yaml',
    stringify({ profile: { name: 'Here' }, start: '2027-07-01', ...more }),
    of,
    'plan',
  );
  return expectValue({ value, problems }) as Answers & { start: string };
}

/** The plan of a framework and answers. */
export function plan(frameworkMore: object, answersMore: object = {}): Plan {
  const of = framework(frameworkMore);
  return buildPlan({ framework: of, answers: answers(of, answersMore) });
}

function expectValue<T>({ value, problems }: { value: T | undefined; problems: readonly Problem[] }): T {
  if (value === undefined)
    throw new Error(problems.map((problem) => `${problem.code} ${JSON.stringify(problem.args)}`).join('\n'));
  return value;
}
