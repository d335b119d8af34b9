/** Frameworks about something else, made by writing YAML alone, and one that a script carries over from another shape. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { answersSchema } from '../src/answers/schema.js';
import { readFramework } from '../src/framework/read.js';
import { frameworkSchema } from '../src/framework/schema.js';
import { toProgramSchema } from '../src/schema/json-schema.js';
import type { Framework } from '../src/model/index.js';
import { PACKAGE_FOLDER, run, withFolder } from './helpers/run.js';

const FOLDER = join(PACKAGE_FOLDER, 'examples/frameworks');
const OWN = [
  { name: 'hospital-hygiene', levels: 5, currency: / EUR/ },
  { name: 'library-services', levels: 3, currency: /\$\d/ },
];

const textOf = (name: string, file: string) => readFileSync(join(FOLDER, name, file), 'utf8');

describe.each(OWN)('$name', ({ name, levels, currency }) => {
  test('has nothing wrong with it, and neither have its answers', async () => {
    const { code, stderr } = await run(['validate', 'answers.yaml', '--strict'], join(FOLDER, name));
    expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 0, lines: 2 });
    expect(stderr.match(/: no problems$/gm)).toHaveLength(2);
  });

  test('is complete: conditions, questions and levels, and actions that say what a plan needs', () => {
    const { value } = readFramework('conditions.yaml', textOf(name, 'conditions.yaml'));
    const { conditions, actions, levels: own, equity, gates } = value!;
    expect(own).toHaveLength(levels);
    expect(conditions.length).toBeGreaterThanOrEqual(6);
    expect(conditions.length).toBeLessThanOrEqual(9);
    for (const { questions } of conditions) {
      expect(questions.length).toBeGreaterThanOrEqual(3);
      expect(questions.length).toBeLessThanOrEqual(5);
      for (const question of questions) expect(new Set(question.levels).size).toBe(levels);
    }
    const lacking = actions.filter(
      ({ summary, deliverable, measure, risk }) =>
        summary === null || deliverable === null || measure?.source == null || risk?.response == null,
    );
    expect(lacking.map(({ id }) => id)).toEqual([]);
    expect(equity.every(({ stopRule }) => stopRule !== null)).toBe(true);
    expect(gates.every(({ why }) => why !== null)).toBe(true);
  });

  test('has the plan that the program makes', async () => {
    const { code, stdout } = await run(['generate', 'answers.yaml'], join(FOLDER, name));
    expect(code).toBe(0);
    expect(stdout).toBe(textOf(name, 'plan.md'));
  });

  test('speaks its own language, in every document', async () => {
    const args = ['generate', 'answers.yaml', '-o'];
    await withFolder({}, async (folder) => {
      const out = join(folder, 'out/');
      const documents = ['plan', 'brief', 'actions'].flatMap((document) => ['-d', document]);
      expect((await run([...args, out, ...documents], join(FOLDER, name))).code).toBe(0);
      const texts = ['answers.md', 'answers.brief.md', 'answers.actions.csv'].map((file) =>
        readFileSync(join(out, file), 'utf8'),
      );
      for (const text of texts) {
        expect(text.length).toBeGreaterThan(2000);
        expect(text).not.toMatch(/superintendent|classroom|curriculum|school board|school year|long vacation/i);
        expect(text).not.toMatch(/undefined|NaN|\[object|\{\{/);
      }
      expect(texts[0]).toMatch(currency);
    });
  });
});

test('one of them keeps to US dollars, the other has nothing in them', () => {
  expect(textOf('hospital-hygiene', 'plan.md')).not.toMatch(/\$|dollar/);
  expect(textOf('library-services', 'plan.md')).not.toMatch(/USD|EUR/);
});

/** A JSON Schema, as far as ours go. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
}

/** All fields and choices of a schema: `conditions[].questions[].weight`, `roles[].works=all-year`. */
function findFields(schema: Schema, path = ''): string[] {
  const { properties = {}, additionalProperties, items, anyOf = [], enum: choices = [] } = schema;
  return [
    ...choices.map((choice) => `${path}=${String(choice)}`),
    ...Object.entries(properties).flatMap(([key, inner]) => [`${path}.${key}`, ...findFields(inner, `${path}.${key}`)]),
    ...(typeof additionalProperties === 'object' ? findFields(additionalProperties, `${path}.*`) : []),
    ...(items === undefined ? [] : findFields(items, `${path}[]`)),
    ...anyOf.flatMap((branch) => findFields(branch, path)),
  ];
}

/** The fields and choices of a schema that some data make use of. */
function findUsed(schema: Schema, data: unknown, path = ''): string[] {
  const { properties = {}, additionalProperties, items, anyOf = [], enum: choices = [] } = schema;
  const here = [
    ...(choices.includes(data) ? [`${path}=${String(data)}`] : []),
    ...anyOf.flatMap((branch) => findUsed(branch, data, path)),
  ];
  if (Array.isArray(data))
    return [...here, ...(items === undefined ? [] : data.flatMap((one) => findUsed(items, one, `${path}[]`)))];
  if (data === null || typeof data !== 'object') return here;
  return [
    ...here,
    ...Object.entries(data).flatMap(([key, inner]) => {
      const property = properties[key];
      if (property !== undefined) return [`${path}.${key}`, ...findUsed(property, inner, `${path}.${key}`)];
      return typeof additionalProperties === 'object' ? findUsed(additionalProperties, inner, `${path}.*`) : [];
    }),
  ];
}

/** An action is the same within a condition and outside, a roll-out the same alone and in a list. */
const atOnePlace = (field: string) =>
  field.replace(/^\.conditions\[\]\.actions/, '.actions').replace('.rollout[]', '.rollout');

/** What holds anyway, and warnings to silence; and of the days of the week, one stands for all. */
const NOT_SHOWN = /^\.roles\[\]\.works=all-year$|^\.quiet$|\.weekday=|\.status=not-started$/;

test.each([
  ['conditions', frameworkSchema],
  ['answers', answersSchema],
])('together they show every field of %s', (kind, source) => {
  const schema: Schema = toProgramSchema(source);
  const used = OWN.flatMap(({ name }) => findUsed(schema, parse(textOf(name, `${kind}.yaml`)))).map(atOnePlace);
  const fields = findFields(schema)
    .map(atOnePlace)
    .filter((field) => !NOT_SHOWN.test(field));
  expect(new Set(fields).size).toBeGreaterThan(40);
  expect([...new Set(fields)].filter((field) => !used.includes(field))).toEqual([]);
});

describe('what docs/framework.md says cannot be said', () => {
  const text = textOf('hospital-hygiene', 'conditions.yaml');

  test.each([
    [
      'a gate before an action',
      '    before: {wave: 2}',
      '    before: {plan.ward-launch: reliable}',
      'unknown-reference',
    ],
    [
      'a gate on a question',
      '  - needs: {surveillance: agreed}',
      '  - needs: {surveillance.counting: agreed}',
      'unknown-reference',
    ],
    ['a window that opens twice', 'id: budget, name', 'id: spring, name', 'duplicate-id'],
    ['work that is repeated each month', 'repeat: quarter', 'repeat: month', 'wrong-value'],
    ['a decision of a committee', 'decision: {body: board', 'decision: {body: committee', 'wrong-value'],
    [
      'two parts of the year',
      'school_year: {from: 02-16, to: 12-14}',
      'school_year: [{from: 02-16, to: 06-30}]',
      'wrong-type',
    ],
    ['a question with a scale of its own', '          absent: They are told nothing.\n', '', 'missing-level'],
    [
      'groups within groups',
      '  - id: ward\n    name: What',
      '  - id: ward\n    group: ground\n    name: What',
      'unknown-key',
    ],
    [
      'a day of a duty',
      '    owner: ipc-lead\n  - id: biological',
      '    owner: ipc-lead\n    due: 2027-01-01\n  - id: biological',
      'unknown-key',
    ],
  ])('%s is refused', (_, from, to, code) => {
    expect(text).toContain(from);
    const { problems } = readFramework('conditions.yaml', text.replace(from, to));
    expect(problems.map((problem) => problem.code)).toContain(code);
  });
});

describe('from OWASP SAMM', () => {
  const CONVERT = join(FOLDER, 'from-samm/convert.mjs');
  const convert = (folder: string) => spawnSync(process.execPath, [CONVERT, folder], { encoding: 'utf8' });

  /** A model in the shape and size of SAMM with made-up texts, each of which stands nowhere else. */
  const model = makeModel();
  const files = Object.fromEntries(model.map(({ file, ...thing }) => [`model/${file}.yml`, stringify(thing)]));
  const ofType = (type: string) => model.filter((thing) => thing.type === type);
  const carried = withFolder(files, async (folder) => {
    const { status, stdout, stderr } = convert(join(folder, 'model'));
    return { status, stderr, text: stdout, ...readFramework('conditions.yaml', stdout) };
  });

  test('gives a framework with nothing wrong with it', async () => {
    const { status, stderr, problems } = await carried;
    expect({ status, stderr, problems }).toEqual({ status: 0, stderr: '', problems: [] });
  });

  test('flattens three levels of grouping and keeps all names', async () => {
    const { groups, conditions } = (await carried).value!;
    expect(groups.map(({ name }) => name)).toEqual(namesOf(ofType('Function')));
    expect(conditions.map(({ name }) => name)).toEqual(namesOf(ofType('Practice')));
    const asks = conditions.flatMap(({ questions }) => questions.map(({ ask }) => ask.replace(/: how far.*/, '')));
    expect(asks).toEqual(namesOf(ofType('Stream')).sort());
    expect(conditions.map(({ group }) => group)).toEqual(groups.flatMap(({ id }) => [id, id, id]));
  });

  test('has an action for each question and level, each with what comes first and a reference', async () => {
    const framework = (await carried).value!;
    const { actions, conditions, levels } = framework;
    expect(actions).toHaveLength(ofType('Activity').length);
    const raised = actions.flatMap(({ raises }) => raises.map(({ question, rank }) => `${question} ${rank}`));
    const wanted = conditions.flatMap(({ questions }) =>
      questions.flatMap(({ id }) => levels.slice(1).map((_, n) => `${id} ${n + 1}`)),
    );
    expect(raised.sort()).toEqual(wanted.sort());
    expect(actions.filter(({ resources }) => resources.length !== 1)).toEqual([]);
    expect(actions.find(({ id }) => id === 'A-AA.A-AA-2-B')!.after).toEqual(['A-AA.A-AA-1-A']);
    expect(actions[0]!.resources[0]!.url).toBe('https://owaspsamm.org/model/a-function/a-practice-a/stream-a/');
  });

  test('loses no text, answer, value or weight', async () => {
    const { value } = await carried;
    const said = JSON.stringify(value).replace(/\\n/g, '\n').replace(/\s+/g, ' ');
    const lost = model.flatMap(({ file, type, ...fields }) =>
      Object.entries(fields)
        .filter(([key]) => !LEFT_OUT.has(key))
        .flatMap(([, inner]) => textsIn(inner))
        .filter((text) => !said.includes(text.trim().replace(/\s+/g, ' ')))
        .map((text) => `${file} (${type}): ${text}`),
    );
    expect(lost).toEqual([]);
    const helps = value!.conditions.flatMap(({ questions }) => questions.map(({ help }) => help!));
    expect(helps).toHaveLength(30);
    for (const help of helps) expect(help.match(/counts (?:0|0\.25|0\.5|1), with weight [12]/g)).toHaveLength(12);
  });

  test('counts a stream by the weight of its answers', async () => {
    const weights = (await carried).value!.conditions[0]!.questions.map(({ weight }) => weight);
    expect(weights).toEqual([1, 2]);
  });

  test('gives a plan', async () => {
    const { text, value } = await carried;
    await withFolder({ 'conditions.yaml': text, 'a.yaml': answersTo(value!) }, async (folder) => {
      expect((await run(['validate', 'a.yaml'], folder)).stderr.match(/no problems/g)).toHaveLength(2);
      const { code, stdout } = await run(['generate', 'a.yaml'], folder);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^# Example Ltd: implementation plan\n/);
      expect(stdout).not.toMatch(/undefined|NaN|\[object/);
      // From level 1 to level 2: one activity for each stream, after what it is related to.
      expect(stdout.match(/^#### Title of \w-\w\w-2-[AB]$/gm)).toHaveLength(30);
    });
  });

  test('names what it cannot carry over, and how it is called', () =>
    withFolder({ ...files, 'model/extra.yml': 'id: x\ntype: Stream\nguidance: More' }, async (folder) => {
      expect(convert(join(folder, 'model')).stderr).toBe('not carried over: guidance of extra (Stream, x)\n');
      const { status, stderr } = spawnSync(process.execPath, [CONVERT], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: 'usage: node convert.mjs path/to/core/model > conditions.yaml\n',
      });
    }));
});

interface Thing {
  readonly file: string;
  readonly type: string;
  readonly [key: string]: unknown;
}

/** References by id and what a plan has no use for. */
const LEFT_OUT = new Set(
  'id model function practice maturityLevel stream level activity answerSet relatedActivities number order color logo assignee progress'.split(
    ' ',
  ),
);

/** The texts within a field; an answer's value and weight are looked for where they stand together. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
}

const namesOf = (things: readonly Thing[]) => things.map(({ name }) => String(name));

/** Five functions of three practices of two streams of three levels, as files of the original are. */
function makeModel(): Thing[] {
  const levels = [1, 2, 3];
  const answers = [0, 0.25, 0.5, 1].map((value, order) => ({ text: `Answer ${order}`, value, order }));
  return [
    ...levels.map((number) => ({
      file: `maturity_levels/${number}`,
      type: 'MaturityLevel',
      id: `level ${number}`,
      number,
      description: `What level ${number} means`,
    })),
    ...[1, 2].map((weight) => ({
      file: `answer_sets/${weight}`,
      type: 'AnswerSet',
      id: `answers ${weight}`,
      values: answers.map((answer) => ({ ...answer, weight })).reverse(),
    })),
    ...['A', 'B', 'C', 'D', 'E'].flatMap((letter, order) => [
      {
        file: `business_functions/${letter}`,
        type: 'Function',
        id: `function ${letter}`,
        model: 'SAMM20',
        name: `${letter} function`,
        description: `About ${letter}.\n\nSecond paragraph about ${letter}.\n`,
        color: '#228B22',
        logo: 'https://example.org/logo',
        order: order + 1,
      },
      ...['A', 'B', 'C'].flatMap((name, n) => makePractice(letter, name, n + 1)),
    ]),
  ];
}

function makePractice(group: string, name: string, order: number): Thing[] {
  const code = `${group}-${group}${name}`;
  return [
    {
      file: `security_practices/${code}`,
      type: 'Practice',
      id: `practice ${code}`,
      function: `function ${group}`,
      name: `${group} practice ${name}`,
      shortName: `${group}${name}`,
      shortDescription: `In short: ${code}.`,
      longDescription: `At length: ${code}.\n\nMore: ${code}.\n`,
      order,
      assignee: null,
      progress: 50,
    },
    ...[1, 2, 3].map((level) => ({
      file: `practice_levels/${code}-${level}`,
      type: 'PracticeLevel',
      id: `level ${level} of ${code}`,
      practice: `practice ${code}`,
      maturityLevel: `level ${level}`,
      objective: `Objective of ${code}-${level}.`,
    })),
    ...['B', 'A'].flatMap((letter) => [
      {
        file: `streams/${code}-${letter}`,
        type: 'Stream',
        id: `stream ${code}-${letter}`,
        practice: `practice ${code}`,
        name: `Stream ${code}-${letter}`,
        letter,
        description: `Description of stream ${code}-${letter}.`,
        order: letter === 'A' ? 1 : 2,
      },
      ...[1, 2, 3].flatMap((level) => makeActivity(code, level, letter)),
    ]),
  ];
}

function makeActivity(code: string, level: number, letter: string): Thing[] {
  const file = `${code}-${level}-${letter}`;
  return [
    {
      file: `activities/${file}`,
      type: 'Activity',
      id: `activity ${file}`,
      stream: `stream ${code}-${letter}`,
      level: `level ${level} of ${code}`,
      title: `Title of ${file}`,
      benefit: `Benefit of ${file}`,
      shortDescription: `In short: ${file}.`,
      longDescription: `At length: ${file}.\n\nMore: ${file}.\n`,
      results: level === 3 ? [`Result of ${file}`] : null,
      metrics: level === 3 ? [`Metric of ${file}`] : null,
      costs: level === 3 ? `Cost of ${file}` : null,
      personnel: level === 3 ? [`Person for ${file}`] : null,
      notes: null,
      relatedActivities: level === 2 && letter === 'B' ? [`activity ${code}-1-A`] : null,
    },
    {
      file: `questions/${file}`,
      type: 'Question',
      id: `question ${file}`,
      activity: `activity ${file}`,
      answerSet: `answers ${letter === 'A' ? 1 : 2}`,
      text: `Is ${file} done?`,
      order: 1,
      quality: [`First sign of ${file}`, `Second sign of ${file}`],
    },
  ];
}

function answersTo(framework: Framework): string {
  return stringify({
    framework: `${framework.id}@${framework.version}`,
    profile: { name: 'Example Ltd' },
    start: '2027-01-04',
    responses: Object.fromEntries(framework.conditions.map(({ id }) => [id, 'level-1'])),
    targets: { default: 'level-2' },
    focus: { priorities: 'all', first_year_actions: 'all' },
  });
}
