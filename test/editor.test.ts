/** Files with our schemas in the language server that editors use. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Editor } from './helpers/editor.js';
import { PACKAGE_FOLDER, run, withFolder } from './helpers/run.js';

const RIVER_WATCH = join(PACKAGE_FOLDER, 'test/fixtures/frameworks/river-watch.yaml');
const CONDITIONS = '# yaml-language-server: $schema=conditions.schema.json\n';
const ANSWERS = '# yaml-language-server: $schema=answers.schema.json\n';

let editor: Editor;
let folder: string;
let close: () => void;
let gone: Promise<void>;

beforeAll(async () => {
  const schemas = {
    'conditions.schema.json': (await run(['schema', 'conditions'], PACKAGE_FOLDER)).stdout,
    'answers.schema.json': (await run(['schema', 'answers', '-c', RIVER_WATCH], PACKAGE_FOLDER)).stdout,
  };
  await new Promise<void>((ready) => {
    gone = withFolder(schemas, (made) => {
      folder = made;
      ready();
      return new Promise((resolve) => (close = resolve));
    });
  });
  editor = await Editor.open(folder);
}, 60_000);

afterAll(async () => {
  await editor.close();
  close();
  await gone;
});

const wordsOf = (documentation: string | { readonly value: string } | undefined) =>
  typeof documentation === 'object' ? documentation.value : documentation;

describe('completion', () => {
  test.each([
    ['a condition', 'responses:\n  ▮', 'people', /^People\n\nEnough trained volunteers/],
    ['a question', 'responses:\n  people:\n    ▮', 'crew', /^Are there enough trained volunteers/],
    ['a level', 'responses:\n  people:\n    crew: ▮', 'tried', /^A few people have been trained\.$/],
    ['a level beside a note', 'responses:\n  people:\n    crew:\n      level: ▮', 'tried', /^A few people have been/],
    ['a level of a condition', 'responses:\n  people: ▮', 'not-applicable', /^It does not apply here\.$/],
    ['a fact', 'profile:\n  ▮', 'laboratory_days', /^How many days does the laboratory take\?\n\nCount from/],
    ['an option', 'profile:\n  water: ▮', 'estuary', /^An estuary with tides$/],
    ['one of several options', 'profile:\n  concerns:\n    - ▮', 'litter', /^litter and plastic$/],
    ['a target', 'targets:\n  voice: ▮', 'lasting', /^It goes on when people leave\.$/],
    ['a role', 'capacity:\n  ▮', 'trainer', /^Trainer\n\nActions at a time/],
    ['the holder of a role', 'roles:\n  trainer: ▮', 'none', /^Nobody\.$/],
    ['an action', 'actions:\n  ▮', 'people.pair-up', /^Pair people up/],
    ['the status of an action', 'actions:\n  people.pair-up:\n    status: ▮', 'in-progress', /./],
    ['the framework', 'framework: ▮', 'river-watch@1.0.0', /./],
  ])('offers %s', async (_, marked, label, words) => {
    const offered = await editor.complete(join(folder, 'answers.yaml'), ANSWERS + marked);
    const found = offered.find((one) => one.label === label);
    expect(found === undefined ? offered.map((one) => one.label) : label).toBe(label);
    expect(wordsOf(found!.documentation)).toMatch(words);
    // Nothing to choose from but what means something.
    expect(offered.map((one) => one.label)).not.toContain('null');
  });

  test.each([
    ['a field of a condition', 'conditions:\n  - id: a\n    name: A\n    ▮', 'stop_doing'],
    ['a field of a question', 'conditions:\n  - id: a\n    questions:\n      - id: b\n        ▮', 'must_have'],
    ['a field of an action', 'conditions:\n  - id: a\n    actions:\n      - id: b\n        ▮', 'deliverable'],
    ['a kind of fact', 'profile:\n  - id: a\n    type: ▮', 'percent'],
    ['a day of the week', 'calendar:\n  board_meetings:\n    weekday: ▮', 'tuesday'],
  ])('offers %s of a framework', async (_, marked, label) => {
    const offered = await editor.complete(join(folder, 'conditions.yaml'), CONDITIONS + marked);
    expect(offered.map((one) => one.label)).toContain(label);
    expect(wordsOf(offered.find((one) => one.label === label)!.documentation)).toMatch(/./);
  });
});

describe('mistakes', () => {
  test.each<[string, string, readonly [line: number, character: number, message: RegExp][]]>([
    ['a wrong level', 'responses:\n  people:\n    crew: best\n', [[3, 10, /Valid values: "not-begun", "tried"/]]],
    ['an unknown question', 'responses:\n  people: {crw: tried}\n', [[2, 11, /Property crw is not allowed/]]],
    ['a wrong option', 'profile:\n  water: lake\n', [[2, 9, /Valid values: "stream", "river", "estuary"/]]],
    [
      'an unknown fact, and a number in words',
      'profile:\n  volunteers: many\n  watr: river\n',
      [
        [2, 14, /Expected "integer"/],
        [3, 2, /Property watr is not allowed/],
      ],
    ],
    ['a number out of range', 'profile:\n  volunteers: 0\n', [[2, 14, /below the minimum of 1/]]],
    ['a date in words', 'start: tomorrow\n', [[1, 7, /^This should be a date as YYYY-MM-DD\.$/]]],
    ['another framework', 'framework: other@1.0.0\n', [[1, 11, /river-watch@1\.0\.0/]]],
    ['nothing, where nothing is wrong', 'profile:\nyears:\nresponses:\n  people:\n  voice: tried\n', []],
  ])('shows %s', async (name, text, expected) => {
    const found = await editor.check(join(folder, `${name.replaceAll(' ', '-')}.yaml`), ANSWERS + text);
    const places = (all: readonly { line: number; character: number }[]) =>
      all.map(({ line, character }) => `${line}:${character}`).sort();
    expect(places(found.map((one) => one.range.start))).toEqual(
      places(expected.map(([line, character]) => ({ line, character }))),
    );
    for (const [line, , message] of expected)
      expect(found.find(({ range }) => range.start.line === line)!.message).toMatch(message);
  });

  test('shows a wrong field of a framework at its place', async () => {
    const text = 'framework: {id: a, version: 1.0, title: A}\nlevels: []\nconditions:\n  - {id: b, nme: B}\n';
    const found = await editor.check(join(folder, 'broken.yaml'), CONDITIONS + text);
    const places = found.map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`);
    expect(places).toHaveLength(3);
    expect(places).toEqual(
      expect.arrayContaining([
        '2:8 Array has too few items. Expected 2 or more.',
        '4:12 Property nme is not allowed.',
        expect.stringMatching(/^4:4 Missing property "name"/),
      ]),
    );
  });
});

test('what stands under the pointer is explained', async () => {
  const shown = await editor.explain(join(folder, 'answers.yaml'), `${ANSWERS}responses:\n  people: {cr▮ew: tried}\n`);
  expect(shown).toMatch(/Are there enough trained volunteers for every site\?/);
});
