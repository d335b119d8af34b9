/** Nothing in the program knows what the built-in framework is about. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readFramework } from '../src/framework/read.js';
import { PACKAGE_FOLDER, readFiles, run, withFolder } from './helpers/run.js';

const { value: builtIn } = readFramework(
  'conditions.yaml',
  readFileSync(join(PACKAGE_FOLDER, 'conditions.yaml'), 'utf8'),
);

/** Names in the file formats themselves, which every framework shares. */
const FORMAT_WORDS = /school_year|school-year|\bschools\b(?=: things\()/g;

/** Ids that are everyday words of planning or of the formats; a sentence may use them without meaning the framework's. */
const EVERYDAY = new Set([
  'state',
  'students',
  'board',
  'principals',
  'schools',
  'culture',
  'families',
  'evidence',
  'framework',
  'conditions',
  'themes',
  'instruction',
  'vision',
]);

function wordsOfFramework(): string[] {
  const { conditions, levels, roles, actions, facts, terms, groups, funding, policy } = builtIn!;
  const local = (id: string) => id.slice(id.indexOf('.') + 1);
  const ids = [
    ...conditions.flatMap((condition) => [condition.id, ...condition.questions.map((question) => local(question.id))]),
    ...actions.map((action) => local(action.id)),
    ...[...levels, ...roles, ...groups, ...funding, ...policy, ...facts].map((thing) => thing.id),
  ].filter((id) => /[-_]/.test(id) || id.length > 8);
  const names = [...conditions, ...levels, ...roles].map((thing) => thing.name);
  const words = Object.values(terms).filter((term) => term !== 'USD');
  return [...new Set([...ids, ...names, ...words].map((word) => word.toLowerCase()))].filter(
    (word) => !EVERYDAY.has(word) || words.includes(word),
  );
}

describe('the program', () => {
  const words = wordsOfFramework();
  const files = { ...readFiles(join(PACKAGE_FOLDER, 'src')), ...readFiles(join(PACKAGE_FOLDER, 'templates')) };

  test('knows many words to look for', () => {
    expect(words.length).toBeGreaterThan(200);
    expect(words).toEqual(
      expect.arrayContaining(['curriculum', 'piloting', 'superintendent', 'district', 'school', 'not-started']),
    );
  });

  test.each(Object.keys(files))('%s names nothing of the built-in framework', (file) => {
    const text = files[file]!.replace(FORMAT_WORDS, '').toLowerCase();
    // A command or a status of the format may be called as a level is.
    const found = words.filter((word) =>
      new RegExp(`(?<![\\w-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`).test(text),
    );
    expect(found.filter((word) => !ALLOWED[file]?.includes(word))).toEqual([]);
  });
});

/** Statuses of actions in an answers file, as the format names them. */
const ALLOWED: Record<string, readonly string[]> = {
  // Units that an answers file names stand under `schools`, whatever a framework calls them.
  'answers/read.ts': ['not-started', 'schools'],
  'interview/menu/set-units.ts': ['schools'],
  'model/index.ts': ['curriculum'],
  'model/answers.ts': ['not-started'],
  'model/plan.ts': ['not-started'],
  'plan/build.ts': ['not-started'],
  'plan/tasks.ts': ['not-started'],
};

test('a framework about something else gives a plan in its own words', async () => {
  const fixtures = join(PACKAGE_FOLDER, 'test/fixtures');
  const { code, stdout, stderr } = await run(
    ['generate', 'answers/river-watch.yaml', '-c', 'frameworks/river-watch.yaml'],
    fixtures,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).not.toMatch(/district|school|superintendent|undefined|NaN|\[object/i);
  expect(stdout).toBe(readFileSync(join(fixtures, 'answers/river-watch.plan.md'), 'utf8'));
});

test('YAML and JSON with the same content give the same bytes', async () => {
  const fixtures = join(PACKAGE_FOLDER, 'test/fixtures');
  const files = {
    'yaml/a.yaml': readFileSync(join(fixtures, 'answers/river-watch.yaml'), 'utf8'),
    'json/a.json': readFileSync(join(fixtures, 'answers/river-watch.json'), 'utf8'),
  };
  await withFolder(files, async (folder) => {
    const framework = join(fixtures, 'frameworks/river-watch.yaml');
    const [fromYaml, fromJson] = [
      await run(['generate', 'yaml/a.yaml', '-c', framework], folder),
      await run(['generate', 'json/a.json', '-c', framework], folder),
    ];
    expect(fromYaml.stdout.length).toBeGreaterThan(2000);
    expect(fromJson.stdout).toBe(fromYaml.stdout);
  });
});
