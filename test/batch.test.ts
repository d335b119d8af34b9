/** Many inputs at once: which are found, what is told of them, and that the parts of a batch give the whole. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chooseJobs } from '../src/pipeline/batch.js';
import { describeProgress, showProgress } from '../src/cli/terminal/progress.js';
import { readShard, takeShard } from '../src/cli/shard.js';
import { frameworkText } from './helpers/build.js';
import { PACKAGE_FOLDER, readFiles, run, withFolder } from './helpers/run.js';

const conditions = frameworkText({});
const good = 'profile: {name: Here}\nstart: 2027-07-01\n';
const bad = 'profile: {nme: Here}\nstart: 2027-07-01\n';
/** A framework and as many good answers files as names. */
const withAnswers = (names: readonly string[]) => ({
  'conditions.yaml': conditions,
  ...Object.fromEntries(names.map((name) => [name, good])),
});
const documentsIn = (folder: string, below: string) =>
  Object.keys(readFiles(folder))
    .filter((name) => name.startsWith(below))
    .map((name) => name.slice(below.length));
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

describe('inputs', () => {
  test('of a folder: only answers, wherever they lie in it', () =>
    withFolder(
      {
        ...withAnswers(['a/one.yaml', 'a/deep/er/two.yml', 'a/three.JSON', 'a/.four.yaml', 'a/.git/five.yaml']),
        'a/three.JSON': '{"profile": {"name": "Here"}, "start": "2027-07-01"}',
        'a/conditions.yaml': conditions,
        'a/notes.txt': 'x',
        'a/one.yaml~': bad,
        'a/.scaleplan.1-0-0.tmp': 'half',
        'a/out/six.yaml': bad,
      },
      async (folder) => {
        expect(await run(['generate', 'a/', '-o', 'a/out/'], folder)).toMatchObject({ code: 0 });
        expect(documentsIn(folder, 'a/out/')).toEqual(['deep/er/two.md', 'one.md', 'six.yaml', 'three.md']);
      },
    ));

  test('are found below the output folder too', () =>
    withFolder(withAnswers(['answers/one.yaml']), async (folder) => {
      expect(await run(['generate', 'answers', '-o', './'], folder)).toMatchObject({ code: 0 });
      expect(documentsIn(folder, 'one')).toEqual(['.md']);
    }));

  test('documents beside the answers are none, nor is the new text beside one that a person has changed', () =>
    withFolder(withAnswers(['a/one.yaml', 'a/two.yaml']), async (folder) => {
      const generate = (what: string) => run(['generate', what, '-o', 'a/', '-d', 'plan.json', '-d', 'plan'], folder);
      expect(lastLine((await generate('a')).stderr)).toBe('2 inputs: 4 written');
      const file = join(folder, 'a/one.plan.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"years": 3', '"years": 30'));
      expect(lastLine((await generate('a')).stderr)).toBe('2 inputs: 3 unchanged, 1 edited by hand');
      expect(documentsIn(folder, 'a/one')).toEqual(['.md', '.plan.json', '.plan.new.json', '.yaml']);
      for (const what of ['a', 'a/*.*', 'a/**'])
        expect(lastLine((await generate(what)).stderr)).toBe('2 inputs: 3 unchanged, 1 edited by hand');
    }));

  test('by a pattern from the top of the disk keep their folders below it', () =>
    withFolder(withAnswers(['a/one.yaml', 'a/b/two.yaml']), async (folder) => {
      expect(await run(['generate', join(folder, 'a/**/*.yaml'), '-o', 'out/'], folder)).toMatchObject({ code: 0 });
      expect(documentsIn(folder, 'out/')).toEqual(['b/two.md', 'one.md']);
    }));

  test.each([
    ['in a file', 'list.txt', {}],
    ['on standard input', '-', { stdin: '\uFEFFa/one.yaml\r\n\r\na/b\na/c*.yaml\n' }],
  ])('named in a list %s', (_, from, more) =>
    withFolder(
      {
        ...withAnswers(['a/one.yaml', 'a/b/two.yaml', 'a/c3.yaml', 'four.yaml']),
        'list.txt': 'a/one.yaml\na/b\na/c*.yaml\n',
      },
      async (folder) => {
        const ended = await run(['generate', '--inputs-from', from, 'four.yaml', '-o', 'out/'], folder, more);
        expect(lastLine(ended.stderr)).toBe('4 inputs: 4 written');
        expect(documentsIn(folder, 'out/')).toEqual(['c3.md', 'four.md', 'one.md', 'two.md']);
      },
    ),
  );

  test.each([
    ['an empty list', ['--inputs-from', '-'], /names no inputs/],
    ['standard input for two things', ['-', '--inputs-from', '-'], /cannot hold both/],
    ['no such list', ['--inputs-from', 'list.txt'], /list\.txt cannot be read/],
    ['a folder without answers', ['empty'], /there is no answers file .* in empty/],
    ['check without a place', ['a.yaml', '--check'], /--check needs a place/],
    [
      'a shard that is none',
      ['a.yaml', '--shard', '0/2'],
      /'--shard <i\/n>' argument '0\/2' is invalid. 0\/2 is no part of a whole/,
    ],
    ['no number of threads', ['a.yaml', '--jobs', '0'], /whole number from 1/],
  ])('%s is wrong usage', (_, args, message) =>
    withFolder({ ...withAnswers(['a.yaml']), 'empty/x.txt': '' }, async (folder) => {
      const { code, stderr } = await run(['generate', ...args], folder);
      expect(code).toBe(2);
      expect(stderr).toMatch(message);
    }),
  );

  test.each([
    ['in two folders', ['a/one.yaml', 'b/one.yaml'], ['a', 'b']],
    ['but for the ending', ['a/one.yaml', 'a/one.json'], ['a']],
    ['but for case', ['a/one.yaml', 'b/ONE.yaml'], ['a', 'b']],
    ['but for the form of a letter', ['a/\u00e9cole.yaml', 'b/E\u0301cole.yaml'], ['a', 'b']],
  ])('of one name %s are refused before anything is written', (_, names, given) =>
    withFolder(withAnswers(['a/other.yaml', ...names]), async (folder) => {
      const { code, stderr } = await run(['generate', ...given, '-o', 'out/'], folder);
      expect(code).toBe(2);
      for (const name of names) expect(stderr).toContain(name);
      expect(stderr).toMatch(/would both write/);
      expect(documentsIn(folder, 'out')).toEqual([]);
    }),
  );

  test.each([
    ['-o FILE', ['a.plan.json', '-o', 'a.plan.json', '-d', 'plan.json']],
    ['-o FOLDER/', ['a.yaml', 'a.plan.json', '-o', './', '-d', 'plan.json']],
  ])('are never written over, not even with --force: %s', (_, args) =>
    withFolder({ ...withAnswers(['a.yaml']), 'a.plan.json': '{}' }, async (folder) => {
      const before = readFiles(folder);
      const { code, stderr } = await run(['generate', ...args, '--force'], folder);
      expect(code).toBe(2);
      expect(stderr).toMatch(/would (?:be written over the answers file a\.|not be what its ending says)/);
      expect(readFiles(folder)).toEqual(before);
    }),
  );
});

describe('one bad input never stops the rest', () => {
  test('whatever is wrong with it', () =>
    withFolder(
      { ...withAnswers(['a.yaml', 'z.yaml']), 'b.yaml': bad, 'c.yaml': '\tx', 'out/d.md/x': '', 'd.yaml': good },
      async (folder) => {
        mkdirSync(join(folder, 'links'));
        symlinkSync('gone.yaml', join(folder, 'links/link.yaml'));
        writeFileSync(join(folder, 'e.yaml'), Buffer.from([0xff, 0xfe]));
        const names = ['a', 'b', 'c', 'd', 'e', 'gone', 'links/link', 'z'].map((name) => `${name}.yaml`);
        const { code, stderr } = await run(['generate', ...names, '-o', 'out/'], folder);
        expect(code).toBe(2);
        expect(stderr.slice(stderr.indexOf('failed:'))).toBe(
          [
            'failed: b.yaml:1:11: error: the answers file names the fact "nme", which does not exist [unknown-reference]',
            'failed: c.yaml:1:1: error: the line is indented with a tab [tab-indent]',
            `failed: ${join('out', 'd.md')} cannot be read: it is a folder`,
            'failed: e.yaml cannot be read: it is not written in UTF-8; save it again with that encoding',
            'failed: gone.yaml cannot be read: there is no such file or folder',
            'failed: links/link.yaml cannot be read: there is no such file or folder',
            '8 inputs: 2 written, 6 failed',
            '',
          ].join('\n'),
        );
        expect(Object.keys(readFiles(join(folder, 'out')))).toEqual(['a.md', 'd.md/x', 'z.md']);
      },
    ));

  const fiveBad = { 'conditions.yaml': conditions, 'a.yaml': good } as Record<string, string>;
  for (let n = 1; n <= 5; n++) fiveBad[`b${n}.yaml`] = bad;

  test('--max-problems shows so many and counts the others', () =>
    withFolder(fiveBad, async (folder) => {
      const { code, stderr } = await run(['generate', '.', '-o', 'out/', '--max-problems', '2'], folder);
      expect(code).toBe(1);
      expect(stderr.match(/^b\d\.yaml:|^\.\/b\d\.yaml:/gm)).toHaveLength(2);
      expect(stderr).toMatch(/3 problems more not shown/);
      expect(stderr.match(/^failed: /gm)).toHaveLength(5);
      expect(lastLine(stderr)).toBe('6 inputs: 1 written, 5 failed');
    }));

  test('--check writes nothing and lists what is missing or out of date', () =>
    withFolder(withAnswers(['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml']), async (folder) => {
      const generate = (...more: string[]) => run(['generate', '.', '-o', 'out/', ...more], folder);
      await generate();
      writeFileSync(join(folder, 'b.yaml'), good.replace('Here', 'There'));
      writeFileSync(join(folder, 'c.yaml'), good.replace('Here', 'Elsewhere'));
      writeFileSync(join(folder, 'e.yaml'), good);
      const edited = join(folder, 'out/d.md');
      writeFileSync(edited, readFileSync(edited, 'utf8').replace('Draft', 'Our draft'));
      const before = readFiles(folder);
      const { code, stderr } = await generate('--check');
      expect(code).toBe(1);
      expect(stderr).toBe(
        [
          `${join('out', 'a.md')} is up to date`,
          `error: ${join('out', 'b.md')} is out of date`,
          `error: ${join('out', 'c.md')} is out of date`,
          `${join('out', 'd.md')} is up to date, but for what a person has changed in it`,
          `error: ${join('out', 'e.md')} is missing`,
          '5 inputs: 2 unchanged, 1 missing, 2 out of date',
          '',
        ].join('\n'),
      );
      expect(readFiles(folder)).toEqual(before);
    }));

  test('a place where no folder can be is said once', () =>
    withFolder({ ...withAnswers(['a.yaml', 'b.yaml']), out: 'a file' }, async (folder) => {
      const { code, stderr } = await run(['generate', '.', '-o', 'out/'], folder);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: 'error: out/ cannot be written: something else is there already\n',
      });
    }));
});

describe('shards', () => {
  test.each(['', '1', '0/2', '3/2', '1/0', '-1/2', '1/2/3', '1.5/2', 'a/b', ' 1/2'])('%j is none', (written) => {
    expect(() => readShard(written)).toThrow(/is no part of a whole/);
  });

  test('are disjoint and together the whole, sorted, whatever the order of the inputs', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'binary' }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 50 }),
        (names, count) => {
          const inputs = names.map((file) => ({ file }));
          const shards = Array.from({ length: count }, (_, n) => takeShard(inputs, readShard(`${n + 1}/${count}`)));
          const turned = takeShard([...inputs].reverse(), { index: 1, count });
          expect(turned).toEqual(shards[0]);
          const made = shards.flat().map(({ file }) => file);
          expect(made.sort()).toEqual([...names].sort());
          const isSorted = shards.every((shard) => shard.every(({ file }, n) => n === 0 || shard[n - 1]!.file < file));
          const sizes = shards.map((shard) => shard.length);
          expect({ isSorted, isEven: Math.max(...sizes) - Math.min(...sizes) <= 1 }).toEqual({
            isSorted: true,
            isEven: true,
          });
        },
      ),
    );
  });

  test('may be empty', () =>
    withFolder(withAnswers(['a.yaml', 'b.yaml']), async (folder) => {
      const { code, stderr } = await run(['generate', '.', '-o', 'out/', '--shard', '3/3'], folder);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '0 inputs: nothing to do\n' });
    }));

  test('never write one file, though each sees only its part', () =>
    withFolder(withAnswers(['a/one.yaml', 'b/one.yaml']), async (folder) => {
      expect(await run(['generate', 'a', 'b', '-o', 'out/', '--shard', '1/2'], folder)).toMatchObject({ code: 2 });
    }));
});

describe('progress', () => {
  test.each([
    [10, 4501, 2, '10 of 4,501, 5 a second, 15 min left'],
    [4000, 4501, 100, '4,000 of 4,501, 40 a second, 13 s left'],
    [1, 3, 120, '1 of 3, 1 a minute, 4 min left'],
  ])('%d of %d after %d s', (done, total, seconds, line) => {
    expect(describeProgress(done, total, seconds)).toBe(line);
  });

  /** What is written while inputs are done, one every so many milliseconds. */
  const watch = (
    total: number,
    every: number,
    stderr: { isTTY?: boolean },
    more: { env?: object; isQuiet?: boolean },
  ) => {
    const lines: string[] = [];
    let now = 5000;
    const io = { stderr: { ...stderr, write: (text: string) => lines.push(text) }, env: more.env ?? {} };
    const progress = showProgress(io as never, total, more.isQuiet ?? false, () => now);
    for (let n = 0; n < total; n++) {
      now += every;
      progress.clear();
      progress.step();
    }
    progress.clear();
    return lines;
  };

  test('on a terminal: one line, which is gone at the end', () => {
    const lines = watch(40, 100, { isTTY: true }, {});
    expect(lines[0]).toBe('\r20 of 40, 10 a second, 2 s left\u001B[K');
    expect(lines.join('')).not.toContain('\n');
    expect(lines.at(-1)).toBe('\r\u001B[K');
    // It stands there again after whatever made it go away.
    expect(lines.slice(1, 4)).toEqual(['\r\u001B[K', lines[0], '\r\u001B[K']);
  });

  test.each([
    ['elsewhere', {}, {}],
    ['on a terminal that cannot move its cursor', { isTTY: true }, { env: { TERM: 'dumb' } }],
  ])('%s: a line every fifteen seconds', (_, stderr, more) => {
    expect(watch(400, 100, stderr, more)).toEqual([
      '150 of 400, 10 a second, 25 s left\n',
      '300 of 400, 10 a second, 10 s left\n',
    ]);
  });

  test('nothing where it is quiet or soon done', () => {
    expect(watch(400, 100, {}, { isQuiet: true })).toEqual([]);
    expect(watch(15, 100, { isTTY: true }, {})).toEqual([]);
  });
});

test('as many threads as pay off: one for few inputs, never more than processors', () => {
  expect(chooseJobs(1)).toBe(1);
  expect(chooseJobs(450)).toBe(1);
  expect(chooseJobs(1e6)).toBeGreaterThanOrEqual(1);
  expect(chooseJobs(1e6)).toBe(chooseJobs(1e5));
});

describe('--reporter github', () => {
  const names = Array.from({ length: 12 }, (_, n) => `b${10 + n}.yaml`);
  const files = {
    'conditions.yaml': conditions,
    'a.yaml': good,
    'we, 100%: ours.yaml': 'profile: {name: Here}\nstart: 2027-07-01\nyears: "a|b%0A::error::<b>"\n',
    ...Object.fromEntries(names.map((name) => [name, bad])),
  };
  const generate = (folder: string, env: Record<string, string>) =>
    run(['generate', '.', '-o', 'out/', '--reporter', 'github'], folder, { env });

  test('annotates as many as GitHub shows, and tells the others as text', () =>
    withFolder(files, async (folder) => {
      const { code, stderr } = await generate(folder, {});
      expect(code).toBe(1);
      const lines = stderr.split('\n');
      const annotations = lines.filter((line) => line.startsWith('::'));
      expect(annotations).toHaveLength(10);
      expect(annotations[0]).toMatch(/^::error file=\.\/b10\.yaml,line=1,col=11,title=unknown-reference::[^\r\n]+$/);
      expect(stderr).toMatch(/^\.\/b21\.yaml:1:11: error: /m);
      expect(stderr).toMatch(/^3 problems more than GitHub shows as annotations, see above$/m);
    }));

  test('escapes what the annotation would end at', () =>
    withFolder(files, async (folder) => {
      const [annotation] = (
        await run(['generate', 'we, 100%: ours.yaml', '--reporter', 'github'], folder)
      ).stderr.split('\n');
      expect(annotation).toMatch(/^::error file=we%2C 100%25%3A ours\.yaml,line=3,col=8,title=[a-z-]+::/);
      expect(annotation).toContain('"a|b%250A::error::<b>"');
    }));

  test('puts the counts and a table of all into the summary of the step', () =>
    withFolder(files, async (folder) => {
      const summary = join(folder, 'summary.md');
      await generate(folder, { GITHUB_STEP_SUMMARY: summary });
      const lines = readFileSync(summary, 'utf8').trimEnd().split('\n');
      expect(lines.slice(0, 4)).toEqual([
        '14 inputs: 1 written, 13 failed',
        '',
        '| | Where | What |',
        '| --- | --- | --- |',
      ]);
      expect(lines).toHaveLength(4 + 13);
      // No cell ends early, and nothing is taken for HTML.
      for (const line of lines.slice(4)) expect(line.match(/(?<!\\)\|/g)).toHaveLength(4);
      expect(lines.at(-1)).toContain('a\\|b');
      expect(lines.at(-1)).not.toMatch(/(?<!\\)<b>/);
    }));

  test('a summary that cannot be written is no reason to fail', () =>
    withFolder({ ...withAnswers(['a.yaml']), 'b.yaml': good }, async (folder) => {
      const { code, stderr } = await generate(folder, { GITHUB_STEP_SUMMARY: folder });
      expect(code).toBe(0);
      expect(stderr).toMatch(/cannot be written: it is a folder/);
    }));
});

describe('--reporter json', () => {
  const guide = readFileSync(join(PACKAGE_FOLDER, 'docs/batch.md'), 'utf8');
  /** Fields of the objects of each type, as docs/batch.md says: those that are always there, and those that may be. */
  const documented = new Map(
    [...guide.matchAll(/^\| `(\w+)` +\| (`[^|]+)\|([^|]*)\|/gm)].map(([, type, always, perhaps]) => {
      const names = (cell: string) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
      return [type!, { always: ['type', ...names(always!)], perhaps: names(perhaps!) }];
    }),
  );
  const tell = async (folder: string, ...args: string[]) => {
    const { stderr } = await run([...args, '--reporter', 'json'], folder);
    const lines = stderr.trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  test('one object a line, each as documented', () =>
    withFolder(
      { ...withAnswers(['a.yaml', 'c.yaml', 'd.yaml', 'e.yaml']), 'b.yaml': bad, 'out/a.md': 'mine' },
      async (folder) => {
        await run(['generate', 'c.yaml', 'd.yaml', '-o', 'out/'], folder);
        writeFileSync(join(folder, 'd.yaml'), good.replace('Here', 'There'));
        const args = ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml', 'e.yaml', 'gone.yaml', '-o', 'out/'];
        const all = [
          ...(await tell(folder, 'generate', ...args, '--max-problems', '1', '--check')),
          ...(await tell(folder, 'generate', ...args)),
          ...(await tell(folder, 'generate', 'gone.yaml')),
          ...(await tell(folder, 'validate', 'a.yaml')),
        ];
        expect(new Set(documented.keys())).toEqual(new Set(all.map(({ type }) => type)));
        for (const object of all) {
          const { always, perhaps } = documented.get(object['type'] as string)!;
          expect(Object.keys(object)).toEqual(expect.arrayContaining(always));
          expect([...always, ...perhaps]).toEqual(expect.arrayContaining(Object.keys(object)));
        }
        const statuses = all.filter(({ type }) => type === 'document').map(({ status }) => status);
        for (const status of new Set(statuses)) expect(guide).toContain(`\`${status as string}\``);
        expect(new Set(statuses)).toEqual(new Set(['written', 'unchanged', 'left-alone', 'missing', 'out-of-date']));
      },
    ));

  test('every document and every input that failed, of however many', () =>
    withFolder(
      {
        'conditions.yaml': conditions,
        ...Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`${n}.yaml`, n % 2 === 0 ? good : bad])),
      },
      async (folder) => {
        const objects = await tell(folder, 'generate', '.', '-o', 'out/');
        const count = (type: string) => objects.filter((object) => object['type'] === type).length;
        expect([count('document'), count('failed')]).toEqual([30, 30]);
        expect(objects.at(-1)).toMatchObject({ type: 'summary', inputs: 60, written: 30, failed: 30, unchanged: 0 });
      },
    ));
});

test('the folder of outputs is made with all above it', () =>
  withFolder(withAnswers(['a.yaml', 'b/c.yaml']), async (folder) => {
    mkdirSync(join(folder, 'x'));
    await run(['generate', '.', '-o', 'x/y/z/'], folder);
    expect(documentsIn(folder, 'x/y/z/')).toEqual(['a.md', 'b/c.md']);
  }));
