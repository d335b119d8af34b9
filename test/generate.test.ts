/** generate, validate and schema as a person meets them: files in, files and lines out. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readPackageFile } from '../src/files/package.js';
import { frameworkText, question } from './helpers/build.js';
import { PACKAGE_FOLDER, readFiles, run, withFolder } from './helpers/run.js';

const conditions = frameworkText({
  conditions: [
    {
      id: 'water',
      name: 'Water',
      questions: [question('depth')],
      actions: [{ id: 'dig', title: 'Dig', owner: 'lead', weeks: 2, raises: { depth: 'high' } }],
    },
  ],
});
const good = 'profile: {name: Here}\nstart: 2027-07-01\n';
const bad = 'profile: {nme: Here}\nstart: 2027-07-01\n';

describe('where documents go', () => {
  test.each([
    ['a document of another kind than its ending says', 'plan.docx', /call it plan\.md/],
    ['a file marked as read-only', 'old.md', /old\.md cannot be written: it is marked as read-only/],
  ])('refused: %s', (_, place, message) =>
    withFolder({ 'conditions.yaml': conditions, 'a.yaml': good }, async (folder) => {
      await run(['generate', 'a.yaml', '-o', 'old.md'], folder);
      const before = readFiles(folder);
      chmodSync(join(folder, 'old.md'), 0o444);
      writeFileSync(join(folder, 'b.yaml'), good.replace('Here', 'There'));
      const { code, stderr } = await run(['generate', 'b.yaml', '-o', place], folder);
      expect(code).toBe(2);
      expect(stderr).toMatch(message);
      expect(readFiles(folder)).toEqual({ ...before, 'b.yaml': expect.anything() });
    }),
  );

  test('one input without -o: standard output, and nothing else there', () =>
    withFolder({ 'conditions.yaml': conditions, 'a.yaml': good }, async (folder) => {
      const { code, stdout, stderr } = await run(['generate', 'a.yaml'], folder);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^# Here: implementation plan\n/);
    }));

  test('-: from standard input', () =>
    withFolder({ 'conditions.yaml': conditions }, async (folder) => {
      expect((await run(['generate', '-'], folder, { stdin: good })).stdout).toMatch(/^# Here/);
    }));

  test.each([
    ['-o FILE for one', ['a.yaml', '-o', 'out/plan.md'], ['out/plan.md']],
    ['-o FOLDER/ for several', ['a.yaml', 'sub/b.yaml', '-o', 'out/'], ['out/a.md', 'out/b.md']],
    ['a folder, with its folders', ['.', '-o', 'out/'], ['out/a.md', 'out/sub/b.md', 'out/sub/c.md']],
    ['a pattern', ['sub/*.{yaml,json}', '-o', 'out/'], ['out/b.md', 'out/c.md']],
    ['the same input twice', ['a.yaml', './a.yaml', '-o', 'out/'], ['out/a.md']],
  ])('%s', (_, args, made) =>
    withFolder(
      {
        'conditions.yaml': conditions,
        'a.yaml': good,
        'sub/b.yaml': good,
        'sub/c.json': JSON.stringify({ profile: { name: 'Here' }, start: '2027-07-01' }),
        'sub/.hidden.yaml': bad,
        'sub/notes.txt': 'x',
      },
      async (folder) => {
        expect(await run(['generate', ...args], folder)).toMatchObject({ code: 0, stdout: '' });
        expect(Object.keys(readFiles(folder)).filter((name) => name.startsWith('out'))).toEqual(made);
      },
    ),
  );

  test.each([
    ['beside them', ['ours/a.yaml'], 'ours/conditions.yaml'],
    ['above them', ['ours/all'], 'ours/conditions.yaml'],
    [
      'here, under a name that is not looked for',
      ['ours/all/b.yaml', 'c/d.yaml'],
      'ours/conditions.yaml|conditions.yml',
    ],
    ['here, but in use', ['b.yaml', '-c', 'ours/conditions.yaml'], ''],
  ])('says of a framework %s that it is not used', (_, args, expected) => {
    const answers = 'profile: {district: Here, students: 900, schools: 3}\nstart: 2027-07-01\n';
    const files = {
      'ours/conditions.yaml': readFileSync(join(PACKAGE_FOLDER, 'conditions.yaml'), 'utf8'),
      'ours/a.yaml': answers,
      'ours/all/b.yaml': answers,
      'conditions.yml': conditions,
      'b.yaml': answers,
      'c/d.yaml': answers,
    };
    return withFolder(files, async (folder) => {
      const { code, stderr } = await run(['generate', ...args, '-o', 'out/'], folder);
      const found = [...stderr.matchAll(/^(.*): warning: this framework is not used/gm)].map(([, file]) => file);
      expect({ code, found: found.join('|') }).toEqual({ code: 0, found: expected.replaceAll('/', sep) });
      const strict = await run(['generate', ...args, '-o', 'strict/', '--strict'], folder);
      expect(strict.code === 1 || expected === '').toBe(true);
    });
  });

  test('its own output folder is no input, and a second run changes nothing', () =>
    withFolder({ 'conditions.yaml': conditions, 'a.yaml': good, 'plans/x.yaml': bad }, async (folder) => {
      await run(['generate', '.', '-o', 'plans/'], folder);
      const { code, stderr } = await run(['generate', '.', '-o', 'plans/'], folder);
      expect({ code, stderr }).toEqual({ code: 0, stderr: `${join('plans', 'a.md')} is up to date\n` });
    }));

  test.each([
    ['several inputs, no place', ['a.yaml', 'b.yaml'], /2 documents to make.*\n.*-o FOLDER/],
    ['nothing there', ['c.yaml'], /c\.yaml does not exist/],
    ['nothing matches', ['*.yml'], /no \.yaml, \.yml or \.json file matches/],
    ['no input', [], /no inputs are given/],
    ['unknown option', ['a.yaml', '--outpt', 'x'], /unknown option '--outpt'\n\(Did you mean --output\?\)/],
    ['unknown document', ['a.yaml', '-d', 'plam'], /no template for the document plam/],
    ['unknown template folder', ['a.yaml', '-t', 'mine'], /mine cannot be read: there is no such file or folder/],
    [
      'two inputs for one document',
      ['a.yaml', 'sub/A.yaml', '-o', 'out/'],
      /a\.yaml and sub\/A\.yaml would both write/,
    ],
    ['a folder where a file is meant', ['a.yaml', '-c', 'sub'], /sub cannot be read: it is a folder/],
  ])('wrong usage, exit 2: %s', (_, args, message) =>
    withFolder(
      { 'conditions.yaml': conditions, 'a.yaml': good, 'b.yaml': good, 'sub/A.yaml': good },
      async (folder) => {
        const { code, stdout, stderr } = await run(['generate', ...args], folder);
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(stderr).toMatch(message);
        expect(Object.keys(readFiles(folder)).filter((name) => name.startsWith('out'))).toEqual([]);
      },
    ),
  );

  test('one bad input never stops the others', () =>
    withFolder({ 'conditions.yaml': conditions, 'a.yaml': bad, 'b.yaml': good }, async (folder) => {
      const { code, stderr } = await run(['generate', 'a.yaml', 'b.yaml', '-o', 'out/'], folder);
      expect(code).toBe(1);
      expect(stderr).toMatch(/a\.yaml:1:11: error: .*"nme"/);
      expect(stderr).toMatch(/2 inputs: 1 written, 1 failed\n$/);
      expect(Object.keys(readFiles(join(folder, 'out')))).toEqual(['b.md']);
    }));
});

describe('what a person has changed', () => {
  const setUp = (use: (folder: string, file: string) => Promise<void>) =>
    withFolder({ 'conditions.yaml': conditions, 'a.yaml': good }, async (folder) => {
      await run(['generate', 'a.yaml', '-o', 'a.md'], folder);
      await use(folder, join(folder, 'a.md'));
    });
  const generate = (folder: string, ...more: string[]) => run(['generate', 'a.yaml', '-o', 'a.md', ...more], folder);

  test('is left alone; the new text goes beside it; exit 1', () =>
    setUp(async (folder, file) => {
      const written = readFileSync(file, 'utf8');
      const edited = written.replace('Draft', 'Our draft');
      writeFileSync(file, edited);
      const { code, stderr } = await generate(folder);
      expect(code).toBe(1);
      expect(stderr).toMatch(/a\.md was changed by a person.*a\.new\.md/);
      expect(readFiles(folder)).toMatchObject({ 'a.md': edited, 'a.new.md': written });
    }));

  test('is overwritten with --force', () =>
    setUp(async (folder, file) => {
      const written = readFileSync(file, 'utf8');
      writeFileSync(file, `${written}\nMine.\n`);
      expect(await generate(folder, '--force')).toMatchObject({ code: 0 });
      expect(readFileSync(file, 'utf8')).toBe(written);
    }));

  test('a file that was never ours is left alone too', () =>
    setUp(async (folder, file) => {
      writeFileSync(file, 'My own notes\n');
      expect(await generate(folder)).toMatchObject({ code: 1 });
      expect(readFileSync(file, 'utf8')).toBe('My own notes\n');
    }));

  test('neither of two changed files is lost', () =>
    setUp(async (folder, file) => {
      writeFileSync(file, 'mine');
      writeFileSync(join(folder, 'a.new.md'), 'mine too');
      expect(await generate(folder)).toMatchObject({ code: 2 });
      expect(readFiles(folder)).toMatchObject({ 'a.md': 'mine', 'a.new.md': 'mine too' });
    }));

  test('other line endings are no change, and what is as written is replaced', () =>
    setUp(async (folder, file) => {
      writeFileSync(file, readFileSync(file, 'utf8').replace(/\n/g, '\r\n'));
      writeFileSync(join(folder, 'a.yaml'), good.replace('Here', 'There'));
      expect(await generate(folder)).toMatchObject({ code: 0 });
      expect(readFileSync(file, 'utf8')).toMatch(/^# There/);
    }));
});

describe('facts', () => {
  const facts = (type: string, written: string) =>
    withFolder(
      {
        'conditions.yaml': frameworkText({
          profile: [
            { id: 'name', ask: 'Name?', type: 'text', required: true },
            {
              id: 'x',
              ask: 'X?',
              type,
              options: [
                { id: 'a', name: 'An a' },
                { id: 'b', name: 'A b' },
              ],
            },
          ],
        }),
        'a.yaml': `profile:\n  name: Here\n  x: ${written}\nstart: 2027-07-01\n`,
      },
      async (folder) => (await run(['generate', 'a.yaml'], folder)).stdout.match(/^- X\? (.*)$/m)?.[1] ?? null,
    );

  test.each([
    ['text', '0100005', '0100005'],
    ['text', '1.10', '1.10'],
    ['text', 'true', 'true'],
    ['text', '"quoted"', 'quoted'],
    ['integer', '41000', '41,000'],
    ['number', '1.5', '1.5'],
    ['money', '1250000', '$1,250,000'],
    ['percent', '12', '12%'],
    ['boolean', 'yes', 'Yes'],
    ['boolean', 'No', 'No'],
    ['boolean', 'true', 'Yes'],
    ['date', '2027-03-01', 'March 1, 2027'],
    ['choice', 'b', 'A b'],
    ['choices', '[a, b]', 'An a and A b'],
    ['integer', 'unknown', null],
    ['integer', '', null],
    ['integer', '1.5', null],
    ['integer', '"5"', null],
    ['boolean', 'maybe', null],
    ['percent', '101', null],
    ['date', '2027-02-30', null],
    ['choice', 'c', null],
  ])('%s: %s', async (type, written, shown) => {
    expect(await facts(type, written)).toBe(shown);
  });
});

describe('validate', () => {
  test('says which files it read and what it found', () =>
    withFolder({ 'conditions.yaml': conditions, 'a.yaml': good, 'b.yaml': bad }, async (folder) => {
      const { code, stdout, stderr } = await run(['validate', 'a.yaml', 'b.yaml'], folder);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(
        /^conditions\.yaml: framework test@1\.0\.0 with 1 condition, 1 question, and 1 action: no problems$/m,
      );
      expect(stderr).toMatch(/^a\.yaml: answers to 0 of 1 question: no problems$/m);
      expect(stderr).toMatch(/^b\.yaml: answers: 1 error$/m);
    }));

  test('an answer that nobody knows is an answer, and counted', () =>
    withFolder({ 'conditions.yaml': conditions, 'a.yaml': `${good}responses: {water: unknown}\n` }, async (folder) => {
      const { stderr } = await run(['validate', 'a.yaml'], folder);
      expect(stderr).toMatch(/^a\.yaml: answers to 1 of 1 question, 1 of them "unknown": no problems$/m);
    }));

  test('half-finished is not wrong, unless --strict', () =>
    withFolder({ 'conditions.yaml': conditions, 'a.yaml': 'profile: {name: Here}\n' }, async (folder) => {
      expect(await run(['validate', 'a.yaml'], folder)).toMatchObject({ code: 0 });
      const { code, stderr } = await run(['validate', 'a.yaml', '--strict'], folder);
      expect(code).toBe(1);
      expect(stderr).toMatch(/1 question is not answered: water\.depth \[unanswered\]/);
    }));

  test('takes a file with conditions and levels for a framework', () =>
    withFolder({ 'mine.yaml': conditions }, async (folder) => {
      const { code, stderr } = await run(['validate', 'mine.yaml'], folder);
      expect(code).toBe(0);
      expect(stderr).toMatch(/^the built-in conditions\.yaml: framework district-conditions@.*: no problems$/m);
      expect(stderr).toMatch(/^mine\.yaml: framework test@1\.0\.0/m);
    }));

  test('--quiet shows problems only', () =>
    withFolder({ 'conditions.yaml': conditions, 'a.yaml': good }, async (folder) => {
      expect(await run(['validate', 'a.yaml', '-q'], folder)).toEqual({ code: 0, stdout: '', stderr: '' });
    }));
});

test.each([
  [['--help'], 0, /generate[\s\S]*validate[\s\S]*schema/],
  [['generate', '--help'], 0, /Examples:\n {2}scaleplan generate/],
  [['validate', '--help'], 0, /Examples:/],
  [['schema', '--help'], 0, /Example:/],
  [['--version'], 0, new RegExp(`^${readPackageFile().version}\n$`)],
  [['schema', 'conditions'], 0, /"required": \[\n +"framework",\n +"levels",\n +"conditions"/],
  [['schema', 'overlay'], 0, /"required": \[\n +"extends"\n/],
  [['schema', 'answers'], 0, /"responses"/],
  [['schema', 'plan'], 0, /"milestones"/],
])('%j ends with %d', async (args, code, printed) => {
  await withFolder({}, async (folder) => {
    const ended = await run(args, folder);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toMatch(printed);
  });
});

test.each([[[]], [['genrate', 'x']], [['schema', 'plans']]])('%j is wrong usage', async (args) => {
  await withFolder({}, async (folder) => {
    const { code, stdout, stderr } = await run(args, folder);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
    expect(code).toBe(args.length === 0 ? 0 : 2);
  });
});
