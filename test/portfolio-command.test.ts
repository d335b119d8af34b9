/** portfolio as a person meets it: many files in, one overview out, in one run or in parts. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { compileSchema } from './helpers/json-schema.js';
import { stringify } from 'yaml';
import { frameworkText, question } from './helpers/build.js';
import { PACKAGE_FOLDER, readFiles, run, withFolder } from './helpers/run.js';

const FIXTURES = join(PACKAGE_FOLDER, 'test/fixtures');
const BIN = join(PACKAGE_FOLDER, 'bin/scaleplan.js');

const conditions = frameworkText({
  profile: [
    { id: 'name', ask: 'Name?', type: 'text', required: true },
    { id: 'size', ask: 'How large is it?', type: 'integer' },
    { id: 'kinds', ask: 'Which kinds?', type: 'choices', options: [{ id: 'a', name: 'A' }] },
  ],
  conditions: [
    {
      id: 'water',
      name: 'Water',
      questions: [question('depth'), question('width')],
      actions: [{ id: 'dig', title: 'Dig', owner: 'lead', weeks: 2, raises: { depth: 'high', width: 'high' } }],
    },
  ],
});

const answers = (name: string, level = 'low') =>
  stringify({ profile: { name, size: name.length }, start: '2027-07-01', responses: { water: level } });

/** So many answers files, a01.yaml and on. */
const many = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `all/a${String(n).padStart(3, '0')}.yaml`,
      answers(`Number ${n}`, ['low', 'mid', 'high'][n % 3]),
    ]),
  );

/** Runs the built program in a process of its own. */
function scaleplan(args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

describe('the documents of a small portfolio', () => {
  const framework = ['-c', 'frameworks/river-watch.yaml'];

  test.each([
    ['portfolio.md', []],
    ['portfolio.csv', []],
    ['portfolio.json', []],
    ['min-count.md', ['--by', 'water', '--min-count', '3']],
  ])('%s', async (file, more) => {
    const document = file === 'min-count.md' ? 'portfolio.md' : file;
    const { code, stdout } = await run(
      ['portfolio', 'portfolio/answers', ...framework, '-d', document, ...more],
      FIXTURES,
    );
    // One of the files has an error.
    expect(code).toBe(1);
    expect(stdout).toBe(readFileSync(join(FIXTURES, 'portfolio', file), 'utf8'));
    expect(stdout).not.toMatch(/[Dd]istrict|[Ss]chool|[Ss]uperintendent|undefined|NaN|\[object/);
  });

  test('fit the schema that is printed', async () => {
    const schema = JSON.parse((await run(['schema', 'portfolio'], PACKAGE_FOLDER)).stdout) as object;
    const validate = compileSchema(schema);
    const written = JSON.parse(readFileSync(join(FIXTURES, 'portfolio/portfolio.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(validate(written)).toBe(true);
    expect(validate({ ...written, organizations: [{}] })).toBe(false);
  });

  test('show all that the examples have, and add up', async () => {
    const { code, stdout } = await run(['portfolio', 'examples/*.yaml', '--by', 'union'], PACKAGE_FOLDER);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/undefined|NaN|\[object|\{\{/);
    expect(stdout.match(/^## .*$/gm)).toEqual([
      '## In brief',
      '## Where they stand',
      '## The largest gaps',
      '## The commonest gaps',
      '## Work that most plans share',
      '## Cost by fiscal year',
      '## Waves by fiscal year',
      '## What is not finished or not known',
      '## How to read this',
    ]);
    const cost = stdout.slice(stdout.indexOf('## Cost by'), stdout.indexOf('## Waves by'));
    const rows = cost
      .split('\n')
      .filter((line) => line.includes('$') && line.startsWith('|'))
      .map((line) =>
        line
          .split('|')
          .slice(3, 6)
          .map((cell) => {
            const [low, high = low] = [...cell.matchAll(/\$([\d,]+)/g)].map(([, found]) =>
              Number(found!.replace(/,/g, '')),
            );
            return [low!, high!];
          }),
      );
    const total = rows.pop()!;
    expect(rows.length).toBeGreaterThan(2);
    for (const side of [0, 1])
      for (const column of [0, 1, 2])
        expect(rows.reduce((sum, row) => sum + row[column]![side]!, 0)).toBe(total[column]![side]);
    for (const row of [...rows, total]) expect([row[0]![0]! + row[1]![0]!, row[0]![1]! + row[1]![1]!]).toEqual(row[2]);
  });
});

describe('in parts', () => {
  test('four parts joined, one run, and a run in threads give the same bytes', () =>
    withFolder({ 'conditions.yaml': conditions, ...many(9), 'all/bad.yaml': 'profile: {nme: x}\n' }, async (folder) => {
      for (const n of [1, 2, 3, 4]) {
        const { code } = await run(['portfolio', 'all', '--shard', `${n}/4`, '-o', `parts/${n}/`], folder);
        expect(code).toBe(n === 2 ? 1 : 0);
      }
      const parts = [4, 2, 1, 3].map((n) => `parts/${n}/portfolio.json`);
      const documents = ['-d', 'portfolio.md', '-d', 'portfolio.csv', '-d', 'portfolio.json'];
      expect(scaleplan(['portfolio', ...parts, '-o', 'joined/', ...documents], folder).code).toBe(0);
      expect((await run(['portfolio', 'all', '-o', 'one/', ...documents], folder)).code).toBe(1);
      expect(scaleplan(['portfolio', 'all', '-o', 'threads/', '--jobs', '3', ...documents], folder).code).toBe(1);
      const one = readFiles(join(folder, 'one'));
      expect(Object.keys(one)).toEqual(['portfolio.csv', 'portfolio.json', 'portfolio.md']);
      expect(one['portfolio.md']).toMatch(/9 answers files.*1 input had errors and is not in this overview: bad\./);
      expect(readFiles(join(folder, 'joined'))).toEqual(one);
      expect(readFiles(join(folder, 'threads'))).toEqual(one);
    }));

  test('a part that is missing is named, and the overview says so', () =>
    withFolder({ 'conditions.yaml': conditions, ...many(6) }, async (folder) => {
      for (const n of [1, 3]) await run(['portfolio', 'all', '--shard', `${n}/3`, '-o', `${n}.json`], folder);
      const { code, stdout, stderr } = await run(['portfolio', '1.json', '3.json'], folder);
      expect(code).toBe(1);
      expect(stderr).toMatch(/only 1\/3 and 3\/3 of the inputs are there/);
      expect(stdout).toMatch(/It is not complete: it is made of 1\/3 and 3\/3 of the inputs/);
      // Joined to a part again, nothing is wrong.
      expect((await run(['portfolio', '1.json', '3.json', '-d', 'portfolio.json'], folder)).code).toBe(0);
    }));
});

describe('what cannot be joined', () => {
  test('two parts with answers of one name', () =>
    withFolder(
      { 'conditions.yaml': conditions, 'x/a.yaml': answers('A'), 'y/a.yaml': answers('B') },
      async (folder) => {
        for (const of of ['x', 'y']) await run(['portfolio', of, '-d', 'portfolio.json', '-o', `${of}.json`], folder);
        const { code, stdout, stderr } = await run(['portfolio', 'x.json', 'y.json'], folder);
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(stderr).toMatch(/a stands in both x\.json and y\.json/);
        const files = await run(['portfolio', 'x/a.yaml', 'y/a.yaml'], folder);
        expect(files).toMatchObject({ code: 2, stdout: '' });
        expect(files.stderr).toMatch(/x\/a\.yaml and y\/a\.yaml would both be called a in the overview/);
        expect((await run(['portfolio', '.'], folder)).stderr).not.toMatch(/would both be called/);
      },
    ));

  test('parts of two frameworks: both are named, and the rest is there', () =>
    withFolder(
      {
        'conditions.yaml': conditions,
        'other.yaml': conditions.replace('1.0.0', '2.0.0'),
        'a.yaml': answers('A'),
        'b.yaml': answers('B'),
      },
      async (folder) => {
        await run(['portfolio', 'a.yaml', '-d', 'portfolio.json', '-o', 'a.json'], folder);
        await run(['portfolio', 'b.yaml', '-c', 'other.yaml', '-d', 'portfolio.json', '-o', 'b.json'], folder);
        const { code, stdout, stderr } = await run(['portfolio', 'a.json', 'b.json'], folder);
        expect(code).toBe(1);
        expect(stderr).toMatch(/^b\.json: error: .*"test@2\.0\.0".*"test@1\.0\.0" \[other-framework\]$/m);
        expect(stdout).toMatch(/from 1 answers file/);
      },
    ));
});

describe('where documents go', () => {
  const files = { 'conditions.yaml': conditions, 'a.yaml': answers('A'), 'b.yaml': answers('B') };

  test('what is written is no input of the next run, which changes nothing', () =>
    withFolder(files, async (folder) => {
      const args = ['portfolio', '.', '-o', './', '-d', 'portfolio.md', '-d', 'portfolio.json'];
      expect((await run(args, folder)).stderr).toMatch(/2 inputs: 2 in the overview\nwrote portfolio\.md/);
      const { code, stderr } = await run(args, folder);
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: '2 inputs: 2 in the overview\nportfolio.md is up to date\nportfolio.json is up to date\n',
      });
    }));

  test('what a person has changed is left alone, and --check tells what is out of date', () =>
    withFolder(files, async (folder) => {
      const args = ['portfolio', 'a.yaml', 'b.yaml', '-o', 'out.md'];
      expect((await run([...args, '--check'], folder)).code).toBe(1);
      await run(args, folder);
      expect((await run([...args, '--check'], folder)).code).toBe(0);
      const edited = readFileSync(join(folder, 'out.md'), 'utf8').replace('In brief', 'In short');
      writeFileSync(join(folder, 'out.md'), edited);
      expect((await run([...args, '--check'], folder)).code).toBe(0);
      expect(await run(args, folder)).toMatchObject({ code: 1 });
      expect(readFileSync(join(folder, 'out.md'), 'utf8')).toBe(edited);
      expect((await run([...args, '--force'], folder)).code).toBe(0);
      expect(readFileSync(join(folder, 'out.md'), 'utf8')).toMatch(/## In brief/);
    }));

  test('a template of one’s own stands before the built-in one, and is no document of generate', () =>
    withFolder(
      {
        ...files,
        'mine/portfolio/portfolio.md.hbs': '{{total}} here\n',
        'mine/portfolio/letter.md.hbs': 'Dear {{organization}}\n',
        'bad/portfolio/wrong.md.hbs': '{{totl}}\n',
      },
      async (folder) => {
        const make = (...more: string[]) => run(['portfolio', 'a.yaml', 'b.yaml', '-t', 'mine', ...more], folder);
        expect((await make()).stdout).toMatch(/^2 here\n/);
        expect((await make('-d', 'letter')).stdout).toMatch(/^Dear Organization\n/);
        expect(await run(['portfolio', 'a.yaml', '-t', 'bad', '-d', 'wrong'], folder)).toMatchObject({
          code: 1,
          stdout: '',
          stderr: expect.stringMatching(/wrong\.md\.hbs:1:3: error: .*totl/),
        });
        const generated = await run(['generate', 'a.yaml', '-t', 'mine', '-d', 'letter'], folder);
        expect(generated.stderr).toMatch(/no template for the document letter/);
      },
    ));
});

describe('how many have a row', () => {
  test('of more than a hundred only the largest gaps, and all of them in groups with --by', () =>
    withFolder({ 'conditions.yaml': conditions, ...many(101) }, async (folder) => {
      const { stdout, stderr } = await run(['portfolio', 'all'], folder);
      expect(stdout).toMatch(/the 20 of the 101 with the largest gaps/);
      expect(stdout.match(/^\| Number \d+ \| 2\.0 \| Lo 2\.0 \|$/gm)).toHaveLength(20);
      expect(stderr).toMatch(/--by FACT shows the gaps of all, in groups/);
      const grouped = (await run(['portfolio', 'all', '--by', 'size'], folder)).stdout;
      expect(grouped.match(/^\| (Up to|Over) .*$/gm)).toEqual([
        '| Up to 9 | 100 | 1.0 | Lo 1.0 |',
        '| Over 9 | 1 | 1.0 | Mi 1.0 |',
      ]);
      expect(grouped).not.toMatch(/Number \d/);
    }));

  test('up to a hundred each one, the largest gap first', () =>
    withFolder({ 'conditions.yaml': conditions, ...many(4) }, async (folder) => {
      const { stdout } = await run(['portfolio', 'all'], folder);
      expect([...stdout.matchAll(/^\| (Number \d) \| (\d\.\d) /gm)].map(([, name, gap]) => [name, gap])).toEqual([
        ['Number 0', '2.0'],
        ['Number 3', '2.0'],
        ['Number 1', '1.0'],
        ['Number 2', '0.0'],
      ]);
    }));
});

test.each([
  ['an unknown fact', ['--by', 'sise'], /no fact sise.*\n.*did you mean "size"\?/],
  ['a fact with several values', ['--by', 'kinds'], /--by kinds makes no groups/],
  ['a minimum that hides nothing', ['--min-count', '2'], /It must be 3 or more/],
  ['more than there are', ['--min-count', '5'], /fewer than 5 to show/],
  [
    'a row for each one with --min-count',
    ['--min-count', '3', '-d', 'portfolio.csv'],
    /portfolio\.csv has a row for each/,
  ],
  ['records with --min-count', ['--min-count', '3', '-d', 'portfolio.json'], /portfolio\.json has a row for each/],
  ['an overview of a part', ['--shard', '1/2', '-d', 'portfolio.md'], /only portfolio\.json can be one/],
  ['two documents, one place', ['-d', 'portfolio.md', '-d', 'portfolio.csv'], /only one place/],
  ['a name that two have', ['-d', 'portfolio'], /several documents are called portfolio/],
  ['a document of one plan', ['-d', 'plan.json'], /no template for the document plan\.json/],
])('wrong usage, exit 2: %s', (_, more, message) =>
  withFolder({ 'conditions.yaml': conditions, ...many(4) }, async (folder) => {
    const { code, stdout, stderr } = await run(['portfolio', 'all', ...more], folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  }),
);

test('nothing that can be read is nothing to show', () =>
  withFolder({ 'conditions.yaml': conditions, 'a.yaml': 'profile: {nme: x}\n' }, async (folder) => {
    const { code, stdout, stderr } = await run(['portfolio', 'a.yaml'], folder);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/there is nothing to show/);
    expect(readdirSync(folder)).toEqual(['a.yaml', 'conditions.yaml']);
  }));
