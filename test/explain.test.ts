/** `scaleplan explain`: every id is told in words, each with the line that says so. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Guide } from '../src/cli/commands/explain.js';
import { findBaseIn } from '../src/framework/in-use.js';
import { Explainer, NAMED_BY } from '../src/framework/explanation.js';
import { completeFramework } from '../src/framework/complete.js';
import { readFrameworkFiles } from '../src/framework/read.js';
import { listReferences, listReferencesInExpressions } from '../src/framework/references.js';
import { listThings } from '../src/framework/entities.js';
import { PROBLEM_CODES } from './helpers/codes.js';
import { PACKAGE_FOLDER, run, withFolder } from './helpers/run.js';

const FIXTURES = join(PACKAGE_FOLDER, 'test/fixtures/problems');

function readFiles(file: string) {
  const { value } = readFrameworkFiles(
    file,
    readFileSync(join(PACKAGE_FOLDER, file), 'utf8'),
    findBaseIn(PACKAGE_FOLDER),
  );
  return value!;
}

/** The first word of a value, as it stands in the file. */
function firstWord(value: unknown): string {
  return (
    /[^\s"']+/.exec(typeof value === 'object' && value !== null ? Object.keys(value)[0]! : String(value))?.[0] ?? ''
  );
}

describe.each([
  ['conditions.yaml', 400],
  ['test/fixtures/frameworks/river-watch.yaml', 50],
  ['examples/overlays/district/conditions.yaml', 400],
])('%s', (file, atLeast) => {
  const files = readFiles(file);
  const guide = new Guide(files);
  const explainer = new Explainer(files.file, completeFramework(files.file));

  test('every id is explained by its full name and by its last part', () => {
    expect(explainer.things.length).toBeGreaterThan(atLeast * 0.6);
    for (const { kind, id, written } of explainer.things) {
      const first = `${kind} ${id}: `;
      expect(guide.explain(id).some((line) => line.startsWith(first))).toBe(true);
      expect(guide.explain(written).some((line) => line.startsWith(first))).toBe(true);
    }
  });

  test('every statement names the file and the line in which it is written', () => {
    let looked = 0;
    const texts = new Map<string, string[]>();
    const lineOf = (place: { file: string; line?: number }) => {
      const path = place.file === 'the built-in conditions.yaml' ? 'conditions.yaml' : place.file;
      if (!texts.has(path)) texts.set(path, readFileSync(join(PACKAGE_FOLDER, path), 'utf8').split('\n'));
      return texts.get(path)![place.line! - 1]!;
    };
    for (const thing of listThings(files.file)) {
      const text = guide.explain(thing.id).join('\n').replaceAll('\u00A0', ' ');
      for (const place of files.placesOf([...thing.path, 'id'])) {
        expect(lineOf(place)).toContain(thing.written);
        expect(text).toContain(`${place.file}:${place.line}`);
      }
      for (const { path } of explainer.explain(thing).sections.flatMap(({ statements }) => statements)) {
        if (path === null) continue;
        const [place] = files.placesOf(path);
        const value = path.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], files.file);
        // A text that is folded begins in the line behind its field.
        expect(`${lineOf(place!)} ${lineOf({ ...place!, line: place!.line! + 1 })}`).toContain(firstWord(value));
        expect(text).toContain(`${place!.file}:${place!.line}`);
        looked++;
      }
    }
    expect(looked).toBeGreaterThan(atLeast);
  });
});

const garden = (args: readonly string[], fixture = 'overlay-of-nothing') =>
  run(['explain', ...args], join(FIXTURES, fixture));

test('an action says what it costs, what it waits for, what waits for it, and what brings it into a plan', async () => {
  const { code, stdout, stderr } = await garden(['soil.build-more-heaps']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`action soil.build-more-heaps: Build more heaps [garden.yaml:52]
  In the condition: Soil (soil) [garden.yaml:31]
  Title: Build more heaps [garden.yaml:53]
  Raises questions to a level
    Is there compost? (soil.compost): Lush [garden.yaml:54]
    Are there worms? (soil.worms): Lush [garden.yaml:54]
  Owner: Gardener (gardener) [garden.yaml:55]
  Is supported by
    Cook (cook) [garden.yaml:56]
  Weeks: 4 [garden.yaml:57]
  Waits for
    Build a heap (soil.build-heap) [garden.yaml:58]
  Comes into a plan where
    “Is there compost?” (soil.compost) stands below Lush and is to reach it
    “Are there worms?” (soil.worms) stands below Lush and is to reach it
    An action that waits for it is in the plan
  What waits for it
    harvest.feed-all: Feed all [garden.yaml:76]
`);
});

test.each<[string, string[], (string | RegExp)[]]>([
  [
    'a level',
    ['green'],
    [
      'Rank: 2 of 3, from the lowest; expressions count from 0, so there it is 1',
      'Before Harvest reaches Lush, Soil must have reached Green.',
    ],
  ],
  ['a role', ['cook'], [/Answers for\n {4}harvest\.plan-meals: Plan the meals \[garden\.yaml:69\]/, 'Does part of']],
  ['a fact', ['beds'], [/Counts for\n {4}soil\.build-heap/, /Decides about\n {4}soil\.worms/]],
  ['a season', ['spring'], [/What runs in it\n {4}soil\.build-heap/]],
  ['an action with a gate before it', ['feed-all'], [/Gates before it\n {4}Before Harvest reaches Lush/]],
  ['a condition', ['soil'], [/Questions\n {4}soil\.compost: Is there compost\?/, /Actions\n/]],
  ['the code of a problem', ['window-too-short'], ['problem window-too-short', 'shorter than the action']],
])('%s is told in words', async (_, args, wanted) => {
  const { code, stdout } = await garden(args);
  expect(code).toBe(0);
  for (const one of wanted) {
    if (typeof one === 'string') expect(stdout).toContain(one);
    else expect(stdout).toMatch(one);
  }
});

test('what an overlay changes is told with what stood there before', () =>
  withFolder(
    {
      'garden.yaml': readFileSync(join(FIXTURES, 'overlay-of-nothing/garden.yaml'), 'utf8'),
      'conditions.yaml': `extends: garden.yaml
conditions:
  - id: soil
    name: Earth
    actions:
      - id: build-more-heaps
        after: [harvest.plan-meals]
      - {id: build-heap, hide: true}
`,
    },
    async (folder) => {
      const explained = async (id: string) => (await run(['explain', id], folder)).stdout;
      expect(await explained('soil')).toMatch(
        /^condition soil: Earth \[conditions\.yaml:3, first in garden\.yaml:31\]\n {2}Name: Earth \[conditions\.yaml:4, instead of garden\.yaml:32\]\n {2}Group: .* \[garden\.yaml:33\]/,
      );
      expect(await explained('build-more-heaps')).toContain(
        '  Waits for [conditions.yaml:7, instead of garden.yaml:58]\n    Plan the meals (harvest.plan-meals) [conditions.yaml:7]\n',
      );
      expect(await explained('build-heap')).toBe(
        'action soil.build-heap\n  Hidden, and so no part of this framework. [conditions.yaml:8]\n',
      );
    },
  ));

test('an id that something else took the place of leads to that', async () => {
  const { stdout } = await garden(['beds'], 'overlay-lets-others-take-the-place');
  expect(stdout).toMatch(/^fact beds\n {2}Hidden.*\n\nIn place of beds, there is plots now\.\n\nfact plots: /);
  expect((await garden(['soil.moles'])).code).toBe(2);
});

test('what an overlay takes away from a thing is told with what stood there', () =>
  withFolder(
    {
      'garden.yaml': readFileSync(join(FIXTURES, 'overlay-of-nothing/garden.yaml'), 'utf8'),
      'state.yaml': `extends: garden.yaml
conditions:
  - id: soil
    actions:
      - id: build-more-heaps
        without: [supports]
`,
      'conditions.yaml': `extends: state.yaml
conditions:
  - id: soil
    actions:
      - id: build-more-heaps
        weeks: 5
        without: [raises, after]
        raises: {compost: green}
`,
    },
    async (folder) => {
      const { stdout } = await run(['explain', 'soil.build-more-heaps'], folder);
      expect(stdout).toContain(`  Raises questions to a level [conditions.yaml:8, instead of garden.yaml:54]
    Is there compost? (soil.compost): Green [conditions.yaml:8]
`);
      expect(stdout).toContain(`  Waits for: taken away [conditions.yaml:7, instead of garden.yaml:58]
  Is supported by: taken away [state.yaml:6, instead of garden.yaml:56]
`);
    },
  ));

test.each([
  ['find-a-spot', 'Nothing could bring it there\n'],
  ['fence-it', 'Nothing could bring it there\n'],
  ['clear-it', 'Nothing could bring it there\n'],
  ['open-day', 'Nothing could bring it there\n'],
  ['build-heap', '“Is there compost?” (soil.compost) stands below Green\n  and is to reach it\n'],
])('what brings %s into a plan is told as a plan would have it', async (id, told) => {
  const { stdout } = await garden([id], 'actions-that-nothing-can-select');
  expect(stdout).toContain(`  Comes into a plan where: ${told}`);
});

test('a text over several lines is told as one, and its place behind it', () =>
  withFolder(
    {
      'conditions.yaml': readFileSync(join(FIXTURES, 'overlay-of-nothing/garden.yaml'), 'utf8').replace(
        '    name: Soil\n',
        '    name: Soil\n    why: >\n      Nothing grows\n      without it.\n',
      ),
    },
    async (folder) => {
      const { stdout } = await run(['explain', 'soil'], folder);
      expect(stdout).toContain('  Why: Nothing grows without it. [conditions.yaml:');
    },
  ));

test('whatever names a thing has a heading', () => {
  const full = readFiles('test/fixtures/frameworks/full.yaml');
  const fields = [...listReferences(full.file), ...listReferencesInExpressions(full.file)].map(({ field }) => field);
  expect(fields).toContain('at_most');
  expect([...new Set(fields)].filter((field) => field !== 'levels' && !(field in NAMED_BY))).toEqual([]);
});

test('an id of earlier versions is told as such', () =>
  withFolder(
    {
      'conditions.yaml': readFileSync(join(FIXTURES, 'overlay-of-nothing/garden.yaml'), 'utf8') + 'retired: [moles]\n',
    },
    async (folder) => {
      const { code, stdout } = await run(['explain', 'moles'], folder);
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: 'moles\n  Retired: earlier versions of this framework had it. [conditions.yaml:77]\n',
      });
    },
  ));

test('without an id, it lists what there is', async () => {
  const builtIn = await garden([], 'overlay-answers-for-another-framework');
  expect(builtIn.code).toBe(0);
  expect(builtIn.stdout).toMatch(/^District Conditions for Scale \(district-conditions@1\.0\.0\)\n\n13 conditions\n/);
  const listed = await garden(['-c', 'garden.yaml']);
  expect(listed.stdout).toMatch(
    /^A garden that feeds us \(garden@1\.0\.0\)\n\n2 conditions\n {2}soil, harvest\n3 levels\n/,
  );
  const { stdout: chain } = await garden(['-c', 'town.yaml'], 'overlay-answers-for-another-framework');
  expect(chain).toMatch(
    /^Gardens of the state \(state-garden@2\.0\.1, made from garden@1\.0\.0 and\nstate-garden@2\.0\.0\)/,
  );
});

test('an id that does not exist is answered with the nearest', async () => {
  const { code, stdout, stderr } = await garden(['wrms']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe('error: there is nothing called "wrms"\n  help: did you mean "worms"?\n');
  expect((await garden(['zzzzzzzzzz'])).stderr).toContain('help: scaleplan explain lists what there is');
  expect((await garden(['constructor'])).code).toBe(2);
});

test('a framework with errors shows them, and the code of one can be looked up meanwhile', async () => {
  const broken = await garden(['soil'], 'overlay-unknown-ids');
  expect(broken).toMatchObject({ code: 1, stdout: '' });
  expect(broken.stderr).toContain('[unknown-id]');
  expect(await garden(['unknown-id'], 'overlay-unknown-ids')).toMatchObject({ code: 0, stderr: '' });
});

test('every code is explained', async () => {
  for (const code of PROBLEM_CODES) {
    const { stdout } = await garden([code]);
    expect(stdout.startsWith(`problem ${code}\n  `)).toBe(true);
  }
});
