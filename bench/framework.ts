/** How long a large framework takes to load and check, against what the `yaml` package alone takes to parse it. */
import { parseDocument } from 'yaml';
import { readFramework } from '../src/framework/read.js';

const QUESTIONS_PER_CONDITION = 5;
const ACTIONS_PER_CONDITION = 25;
const ROUNDS = 5;

/** How one size of framework came out. */
export interface FrameworkTimes {
  readonly questions: number;
  readonly actions: number;
  readonly bytes: number;
  /** Medians of the processor's time, in milliseconds. */
  readonly parse: number;
  readonly read: number;
}

/** Measures a framework of so many conditions, with 5 questions and 25 actions each. */
export function measureFramework(conditions: number): FrameworkTimes {
  const text = makeFramework(conditions);
  const parses: number[] = [];
  const reads: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    parses.push(timeOf(() => parseDocument(text).toJS()));
    reads.push(
      timeOf(() => {
        const { problems } = readFramework('large.yaml', text);
        if (problems.length > 0) throw new Error(`the made-up framework has a problem: ${problems[0]!.code}`);
      }),
    );
  }
  return {
    questions: conditions * QUESTIONS_PER_CONDITION,
    actions: conditions * ACTIONS_PER_CONDITION,
    bytes: Buffer.byteLength(text),
    parse: median(parses),
    read: median(reads),
  };
}

/** The processor's time, which other programs on the machine lengthen less than the clock's. */
function timeOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const SENTENCE =
  'Somebody looks at what is there today, writes it down with dates and names, and shows it to those who live with it.';

/** A framework without a problem, whose fields are about as long and as many as those of the built-in one. */
function makeFramework(conditions: number): string {
  const parts = [
    'framework: {id: large, version: 1.0.0, title: A Large Framework}',
    'levels: [{id: low, name: Low}, {id: mid, name: Middling}, {id: high, name: High}]',
    'profile:',
    '  - {id: name, ask: What is it called?, type: text, required: true}',
    '  - {id: size, ask: How many are there?, type: integer}',
    'roles: [{id: lead, name: Lead}, {id: helper, name: Helper}]',
    'funding: [{id: grant, name: Grant}]',
    'conditions:',
  ];
  for (let c = 0; c < conditions; c++) {
    parts.push(`  - id: c${c}`, `    name: Condition ${c}`, `    summary: ${SENTENCE}`, '    questions:');
    for (let q = 0; q < QUESTIONS_PER_CONDITION; q++)
      parts.push(
        `      - id: q${q}`,
        `        ask: How far is question ${q} of condition ${c}?`,
        `        help: ${SENTENCE}`,
        '        levels:',
        `          low: Nobody does. ${SENTENCE}`,
        `          mid: Some do. ${SENTENCE}`,
        `          high: All do. ${SENTENCE}`,
        '        evidence: [A list of names, Minutes of a meeting]',
      );
    parts.push('    actions:');
    for (let a = 0; a < ACTIONS_PER_CONDITION; a++)
      parts.push(
        `      - id: a${a}`,
        `        title: Do the work number ${a} of condition ${c}`,
        `        summary: ${SENTENCE}`,
        // What raises to the lower level stands first, since it is done first.
        `        raises: {q${a % QUESTIONS_PER_CONDITION}: ${a < ACTIONS_PER_CONDITION / 2 ? 'mid' : 'high'}}`,
        `        owner: ${a % 3 === 0 ? 'helper' : 'lead'}`,
        `        supports: [${a % 3 === 0 ? 'lead' : 'helper'}]`,
        `        weeks: ${1 + (a % 12)}`,
        ...(a > 0 ? [`        after: [c${c}.a${a - 1}]`] : []),
        `        when: size > ${a}`,
        '        costs:',
        '          - {item: Time of the team, low: 900, high: 1500, per: size, share: 0.1, each: once, funding: [grant]}',
        `        deliverable: ${SENTENCE}`,
        '        measure: {name: Share that is done, unit: percent, target: 100, every: quarter}',
        `        risk: {threat: It takes longer than it should., likelihood: medium, impact: high, response: Begin early.}`,
      );
  }
  return `${parts.join('\n')}\n`;
}
