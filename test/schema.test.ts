/** The JSON Schemas that editors get: they take what the program takes, and refuse what it refuses. */
import type { ValidateFunction } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { makeAnswersSchema } from '../src/answers/editor-schema.js';
import { readAnswers } from '../src/answers/read.js';
import { overlaySchema } from '../src/framework/overlays/schema.js';
import { readFramework } from '../src/framework/read.js';
import { frameworkSchema } from '../src/framework/schema.js';
import { mappingSchema } from '../src/import/mapping.js';
import { type JsonSchema, toEditorSchema } from '../src/schema/json-schema.js';
import { hasErrors } from '../src/diagnostics/problem.js';
import type { ProblemCode } from '../src/diagnostics/codes/families.js';
import { checkShape } from '../src/schema/check.js';
import { readSource } from '../src/yaml/source.js';
import type { Framework } from '../src/model/index.js';
import { framework, question } from './helpers/build.js';
import { compileSchema } from './helpers/json-schema.js';
import { PACKAGE_FOLDER, run } from './helpers/run.js';
import { rounds } from './helpers/rounds.js';

const FIXTURES = join(PACKAGE_FOLDER, 'test/fixtures');
const read = (...path: string[]) => readFileSync(join(PACKAGE_FOLDER, ...path), 'utf8');

/** What hangs on several values at once, or on the calendar, which a JSON Schema lets pass. */
const BEYOND: readonly ProblemCode[] = [
  'role-circle',
  'finish-before-start',
  'answered-twice',
  'not-a-date',
  'missing-fact',
  'missing-start',
];

/** How the program and the schema judge an answers file. */
function judge(of: Framework, validate: ValidateFunction, text: string) {
  const { problems } = readAnswers('answers.yaml', text, of, 'interview');
  const errors = problems.filter((one) => hasErrors([one]));
  const isTaken = validate(parse(text));
  return {
    program: errors.map(({ code, args }) => `${code} ${JSON.stringify(args)}`),
    schema: isTaken ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`),
    isBeyond:
      errors.length > 0 &&
      errors.every(({ code, args }) => BEYOND.includes(code) || isPartOfWhole(code, args) || isSameNumber(code, args)),
  };
}

function isPartOfWhole(code: ProblemCode, args: object): boolean {
  return code === 'out-of-range' && /, the number of /.test((args as { expected: string }).expected);
}

/** A number that is no id as it is typed, and equal to one: 2 where 02 is one. A schema sees its value only. */
function isSameNumber(code: ProblemCode, args: object): boolean {
  if (code !== 'wrong-value') return false;
  const { found, known } = args as { found: string; known: string[] };
  return found.trim() !== '' && known.some((one) => Number(one) === Number(found));
}

const riverWatch = readFramework('river-watch.yaml', read('test/fixtures/frameworks/river-watch.yaml')).value!;
const builtIn = readFramework('conditions.yaml', read('conditions.yaml')).value!;

describe('the schema of answers to a framework', () => {
  const ofBuiltIn = compileSchema(makeAnswersSchema(builtIn));
  const ofRiverWatch = compileSchema(makeAnswersSchema(riverWatch));

  test.each(readdirSync(join(PACKAGE_FOLDER, 'examples')).filter((name) => name.endsWith('.yaml')))(
    'takes %s',
    (name) => {
      expect(judge(builtIn, ofBuiltIn, read('examples', name))).toMatchObject({ program: [], schema: [] });
    },
  );

  test('takes answers to another framework', () => {
    const text = read('test/fixtures/answers/river-watch.yaml');
    expect(judge(riverWatch, ofRiverWatch, text)).toMatchObject({ program: [], schema: [] });
  });

  const broken = readdirSync(join(FIXTURES, 'problems')).flatMap((name) => {
    const names = readdirSync(join(FIXTURES, 'problems', name));
    return names.includes('answers.yaml') && !names.includes('conditions.yaml') ? [name] : [];
  });

  test('agrees with the program about broken files', () => {
    const judged = broken.flatMap((name) => {
      const text = read('test/fixtures/problems', name, 'answers.yaml');
      if (hasErrors(readSource('answers.yaml', text).problems)) return [];
      return [{ name, ...judge(builtIn, ofBuiltIn, text) }];
    });
    expect(judged.length).toBeGreaterThan(20);
    const differing = judged.filter(
      ({ program, schema, isBeyond }) => !isBeyond && program.length > 0 !== schema.length > 0,
    );
    expect(differing).toEqual([]);
  });

  test('agrees with the program about made-up answers', () => {
    for (const { of, data, words } of SUBJECTS) {
      const validate = compileSchema(makeAnswersSchema(of));
      fc.assert(
        fc.property(disturb(data, words), (answers) => {
          const judged = judge(of, validate, stringify(answers));
          const agree = judged.program.length > 0 === judged.schema.length > 0;
          expect(judged.isBeyond || agree ? [] : judged).toEqual([]);
        }),
        { numRuns: rounds(80) },
      );
    }
  });

  test('takes a target and a holder without a value', () => {
    const validate = compileSchema(makeAnswersSchema(changed));
    const text = 'targets: {default: , water: , water.depth: }\nroles: {lead: }\n';
    expect(judge(changed, validate, text)).toMatchObject({ program: [], schema: [] });
  });

  test('takes a question where it was before it went to another condition', () => {
    const validate = compileSchema(makeAnswersSchema(changed));
    for (const condition of ['water', 'wasser']) {
      const text = `responses: {${condition}: {flow: {level: high, note: n}}}\n`;
      expect(judge(changed, validate, text)).toMatchObject({ program: [], schema: [] });
    }
  });

  test('takes what was asked in a condition that is gone', () => {
    const validate = compileSchema(makeAnswersSchema(changed));
    const text = 'targets: {fire.any: high}\nactions: {fire.any: {status: done}}\nresponses: {fire: {any: high}}\n';
    expect(judge(changed, validate, text)).toMatchObject({ program: [], schema: [] });
  });

  test('lets pass only what hangs on several values or on the calendar', () => {
    const text = 'profile: {pond: 3, lake: 2}\nroles: {lead: second, second: lead}\nstart: 2027-02-29\n';
    const validate = compileSchema(makeAnswersSchema(changed));
    expect(judge(changed, validate, text)).toMatchObject({ schema: [], isBeyond: true });
  });
});

/** A framework with every type of fact, levels that are numbers, and ids that have moved. */
const changed = framework({
  levels: [
    { id: '1', name: 'One' },
    { id: '02', name: 'Two', was: ['two', 'zwei'] },
    { id: 'high', name: 'High' },
  ],
  profile: [
    { id: 'name', ask: 'Name?', type: 'text', required: true },
    { id: 'lake', ask: 'Lake?', type: 'integer', min: 1, max: 9, was: ['sea'] },
    { id: 'pond', ask: 'Pond?', type: 'integer', at_most: 'lake' },
    { id: 'length', ask: 'Length?', type: 'number' },
    { id: 'price', ask: 'Price?', type: 'money' },
    { id: 'part', ask: 'Part?', type: 'percent' },
    { id: 'wet', ask: 'Wet?', type: 'boolean' },
    { id: 'since', ask: 'Since?', type: 'date' },
    {
      id: 'kind',
      ask: 'Kind?',
      type: 'choice',
      was: ['sort'],
      options: [
        { id: '7', name: 'Seven' },
        { id: 'true', name: 'True' },
      ],
    },
    {
      id: 'kinds',
      ask: 'Kinds?',
      type: 'choices',
      options: [
        { id: 'a', name: 'A' },
        { id: '8', name: 'Eight' },
      ],
    },
  ],
  roles: [
    { id: 'lead', name: 'Lead', was: ['chief'] },
    { id: 'second', name: 'Second', was: ['wasser'] },
  ],
  funding: [{ id: 'grant', name: 'Grant', was: ['gift'] }],
  policy: [{ id: 'lever', name: 'Lever' }],
  retired: ['old', 'water.gone', 'wasser.alt', 'kind.9', 'sort.10', 'fire', 'low', 'lead'],
  conditions: [
    {
      id: 'water',
      name: 'Water',
      was: ['wasser'],
      questions: [
        question('depth', { was: ['tiefe'], levels: { '1': 'a', '02': 'b', high: 'c' } }),
        question('width', { levels: { '1': 'a', '02': 'b', high: 'c' } }),
      ],
      actions: [{ id: 'dig', title: 'Dig', owner: 'lead', weeks: 2, was: ['delve'] }],
    },
    {
      id: 'air',
      name: 'Air',
      questions: [question('flow', { was: ['water.flow'], levels: { '1': 'a', '02': 'b', high: 'c' } })],
    },
  ],
});

const SUBJECTS = [
  {
    of: riverWatch,
    data: parse(read('test/fixtures/answers/river-watch.yaml')) as unknown,
    words: ['tried', 'people', 'people.crew', 'crew', 'method', 'coordinator', 'stream', 'litter', 'voice.one-table'],
  },
  {
    of: changed,
    data: {
      framework: 'test@1.0.0',
      profile: {
        name: 'Here',
        lake: 3,
        length: 1.5,
        price: 10,
        part: 20,
        wet: true,
        since: '2020-02-29',
        kind: '7',
        kinds: ['a'],
      },
      start: '2027-07-01',
      years: 3,
      responses: {
        water: {
          level: 'high',
          note: '',
          evidence: [''],
          depth: 'high',
          width: { level: '1', note: 'n', evidence: ['e'] },
        },
        air: 'high',
      },
      targets: { default: 'high', water: '1', 'water.depth': 'high' },
      focus: { priorities: 'all', first_year_actions: 3 },
      policy: { lever: 'allowed' },
      capacity: { lead: 0 },
      roles: { second: 'lead' },
      schools: [{ name: 'A', in: true, high_need: false, grades: 'K-5' }],
      funds: { grant: { amount: 3, each: 'year' } },
      calendar: { fiscal_year_starts: '07-01', board_meetings: { weekday: 'monday', nth: 2 }, blackouts: [] },
      actions: { 'water.dig': { status: 'done', assignee: 'A', start: '2027-07-01', weeks: 3, note: 'n' } },
      measures: { 'water.dig': { baseline: 2 } },
      approval: { by: 'Us', on: '2027-07-01' },
      notes: { summary: 'Text' },
    } as unknown,
    // prettier-ignore
    words: [
      'water', 'wasser', 'depth', 'tiefe', 'water.depth', 'wasser.depth', 'wasser.tiefe', 'water.tiefe', 'water.flow', 'flow', 'air.flow',
      'gone', 'water.gone', 'wasser.gone', 'old', 'fire', 'low', 'two', '02', '1', 'high', 'lead', 'chief', 'gift', 'grant', 'sea', 'lake',
      'water.delve', 'wasser.dig', '9', '10', 'kind.9', 'none', 'kind', 'sort', 'kinds', 'wet', 'since', 'alt', 'wasser.alt', 'water.alt', 'fire.any',
    ],
  },
];

/** Data in which one to three values, keys or items are changed. */
function disturb(data: unknown, words: readonly string[]): fc.Arbitrary<unknown> {
  const word = fc.constantFrom(...words, 'unknown', 'not-applicable', 'default', 'level', 'note', 'all', 'waiver');
  const value = fc.oneof(
    word,
    fc.constantFrom('', 'yes', 'No', '2027-02-29', '2027-13-01', '02-30', 'test@2', 'test', 'other@1', 'monday'),
    fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 2, 8, 1.5, 101, 1e16, 31, [], {}, [null], ['a'], [1]),
    fc.array(word, { maxLength: 2 }),
    fc.dictionary(word, fc.oneof(word, fc.constant(3)), { maxKeys: 2, noNullPrototype: true }),
  );
  const change = fc.record({ at: fc.nat(), key: fc.option(word), value, isGone: fc.boolean() });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    let copy = structuredClone(data);
    for (const { at, key, value: by, isGone } of changes) {
      // A key that is not known and says nothing is passed over by the program, and shown as a mistake by editors.
      const isKnown = changes.length === 1 && key === null;
      copy = changeAt(copy, at, key, (by === null || by === '') && !isKnown ? 'x' : by, isGone);
    }
    return copy;
  });
}

/** Changes one of all places: gives its key another name, takes it away, or puts another value there. */
function changeAt(data: unknown, at: number, key: string | null, by: unknown, isGone: boolean): unknown {
  const holders: [Record<string, unknown>, string][] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      holders.push([value as Record<string, unknown>, name]);
      visit(inner);
    }
  };
  visit(data);
  const [holder, name] = holders[at % Math.max(1, holders.length)] ?? [];
  if (holder === undefined || name === undefined) return data;
  const isList = Array.isArray(holder);
  if (key !== null && !isList) holder[key] = structuredClone(isGone ? by : holder[name]);
  else if (isGone && !isList) delete holder[name];
  else holder[name] = structuredClone(by);
  return data;
}

describe.each([
  ['conditions', frameworkSchema, parse(read('test/fixtures/frameworks/river-watch.yaml')) as unknown],
  ['conditions', frameworkSchema, FULL_FRAMEWORK()],
  ['overlay', overlaySchema, { extends: 'x', ...FULL_FRAMEWORK() }],
  ['mapping', mappingSchema, { columns: { a: 'b' }, levels: { c: 'd' }, dates: 'month/day/year', ignore: ['e'] }],
] as const)('the schema of %s', (_, schema, data) => {
  const validate = compileSchema(toEditorSchema(schema));
  const judgeShape = (text: string) => {
    const isTaken = validate(parse(text));
    return {
      program: checkShape(schema, readSource('a.yaml', text)).findings.map(
        ({ code, path }) => `${code} ${path.join('.')}`,
      ),
      schema: isTaken ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`),
    };
  };

  test(`takes ${JSON.stringify(data).slice(0, 60)}`, () => {
    expect(judgeShape(stringify(data))).toEqual({ program: [], schema: [] });
  });

  test('agrees with the program about the shape', () => {
    fc.assert(
      fc.property(disturb(data, ['id', 'name', 'any', 'hide', 'without', 'place', 'last', 'x y', '07-01']), (made) => {
        const judged = judgeShape(stringify(made));
        expect(judged.program.length > 0 === judged.schema.length > 0 ? [] : judged).toEqual([]);
      }),
      { numRuns: rounds(40) },
    );
  });
});

test('the schema of conditions takes the built-in framework', () => {
  expect(compileSchema(toEditorSchema(frameworkSchema))(parse(read('conditions.yaml')))).toBe(true);
});

/** Every pattern of a schema, wherever it stands. */
function listPatterns(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) =>
    key === 'pattern' && typeof value === 'string' ? [value] : listPatterns(value),
  );
}

// What JSON Schema recommends, since validators in other languages have other dialects: no classes by letter, no groups but
// plain ones, no dot, and no empty class.
test.each(['conditions', 'overlay', 'mapping', 'answers', 'answers -c full.yaml', 'plan', 'portfolio'])(
  'every dialect of regular expressions reads the patterns in the schema of %s',
  async (name) => {
    const { code, stdout } = await run(['schema', ...name.split(' ')], join(FIXTURES, 'frameworks'));
    expect(code).toBe(0);
    const patterns = [...new Set([...listPatterns(JSON.parse(stdout)), ...listPatterns(makeAnswersSchema(changed))])];
    const foreign = patterns.filter((pattern) => {
      const withoutClasses = pattern.replace(/\[\^?[^\]\\[]+\]/g, 'x').replace(/\\[.^$*+?()[\]{}|\\]/g, 'x');
      return !/^(?:[A-Za-z0-9 @_/^$|-]|\((?!\?)|\)|[*+?]|\{\d+(?:,\d*)?\})*$/.test(withoutClasses);
    });
    expect(foreign).toEqual([]);
  },
);

/** A framework file with every field. */
function FULL_FRAMEWORK() {
  return parse(read('test/fixtures/frameworks/full.yaml')) as Record<string, unknown>;
}

describe.each([
  ['conditions', toEditorSchema(frameworkSchema)],
  ['overlay', toEditorSchema(overlaySchema)],
  ['answers', makeAnswersSchema(riverWatch)],
])('each field of %s', (_, schema) => {
  const fields = [...listFields(schema, schema)];

  test('says what it is', () => {
    expect(fields.length).toBeGreaterThan(50);
    const silent = fields.filter(({ field }) => (field.description ?? '') === '');
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('has an example that it takes, unless its values are listed or it is made of fields', () => {
    const without = fields.filter(({ field }) => !isPlain(field, schema) && exampleOf(field) === undefined);
    expect(without.map(({ path }) => path)).toEqual([]);
    const shown = fields.flatMap(({ path, field }) => {
      const example = exampleOf(field);
      return example === undefined ? [] : [{ path, field, example: parse(example) as unknown }];
    });
    // One schema of all fields, since compiling one for each takes most of the time.
    const validate = compileSchema({
      definitions: schema.definitions ?? {},
      properties: Object.fromEntries(shown.map(({ field }, n) => [n, field])),
    });
    validate(Object.fromEntries(shown.map(({ example }, n) => [n, example])));
    const wrong = (validate.errors ?? []).map(({ instancePath }) => shown[Number(instancePath.split('/')[1])]!);
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

interface Field {
  readonly path: string;
  readonly field: JsonSchema;
}

/** All branches of a schema, references followed. */
function branchesOf(schema: JsonSchema, root: JsonSchema): readonly JsonSchema[] {
  const { $ref, anyOf = [], then } = schema;
  const referred = $ref === undefined ? [] : [root.definitions![$ref.split('/').at(-1)!]!];
  const inner = [...referred, ...anyOf, ...(then === undefined ? [] : [then])];
  return [schema, ...inner.flatMap((one) => branchesOf(one, root))];
}

function* listFields(schema: JsonSchema, root: JsonSchema, path = ''): Generator<Field> {
  for (const branch of branchesOf(schema, root)) {
    for (const [key, value] of Object.entries(branch.properties ?? {})) {
      // What a definition says of itself is said of the field.
      const said = branchesOf(value, root).find((one) => one.description !== undefined)?.description;
      yield { path: `${path}${key}`, field: { ...value, ...(said !== undefined && { description: said }) } };
      yield* listFields(value, root, `${path}${key}.`);
    }
    if (branch.items !== undefined) yield* listFields(branch.items, root, `${path}[].`);
  }
}

/** Whether an editor says by itself what may stand there. */
function isPlain(field: JsonSchema, root: JsonSchema): boolean {
  return branchesOf(field, root).some(
    (one) =>
      one.enum !== undefined ||
      one.properties !== undefined ||
      one.type === 'boolean' ||
      (one.items !== undefined && isPlain(one.items, root)),
  );
}

function exampleOf({ description }: JsonSchema): string | undefined {
  return /\n\nExample: `([^]*)`$/.exec(description ?? '')?.[1];
}
