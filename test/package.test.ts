/** The package as it is built and described: the program in a process of its own, and what README shows. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withInstalledCopy } from './helpers/installed-copy.js';
import { BIN, scaleplan } from './helpers/program.js';
import { PACKAGE_FOLDER, readFiles, run, withFolder } from './helpers/run.js';

const EXAMPLES = join(PACKAGE_FOLDER, 'examples');
const readme = readFileSync(join(PACKAGE_FOLDER, 'README.md'), 'utf8');
const { version, engines } = JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as {
  version: string;
  engines: { node: string };
};

/** The code block that stands behind a mark in README. */
function blockOf(mark: string): string {
  const from = readme.indexOf(`<!-- ${mark} -->`);
  return /```\w*\n([\s\S]*?)```/.exec(readme.slice(from))![1]!;
}

test.each([
  [['--version'], 0, `${version}\n`],
  [['generate', 'nowhere.yaml'], 2, ''],
])('%j ends with %d', (args, code, stdout) => {
  expect(scaleplan(args)).toMatchObject({ code, stdout });
});

describe('README', () => {
  test('shows an example and what is made of it', () => {
    expect(blockOf('input')).toBe(readFileSync(join(EXAMPLES, 'short.yaml'), 'utf8'));
    const { code, stdout } = scaleplan(['generate', '-'], { input: blockOf('input') });
    expect(code).toBe(0);
    expect(stdout.startsWith(blockOf('output').trimEnd())).toBe(true);
  });

  test('its first command makes a plan', () =>
    withFolder({}, async (folder) => {
      const [install, make] = blockOf('plan').trim().split(' && ');
      expect(install).toBe('npm ci');
      const [node, bin, ...args] = make!.split(' ');
      expect([node, bin]).toEqual(['node', 'bin/scaleplan.js']);
      const out = join(folder, args.at(-1)!);
      expect(scaleplan([...args.slice(0, -1), out], { cwd: PACKAGE_FOLDER })).toMatchObject({ code: 0 });
      expect(readFileSync(out, 'utf8')).toMatch(/^# Lakeview School District: implementation plan\n/);
    }));

  test('its second command is the test command', () => {
    expect(blockOf('test').trim()).toBe('npm ci && npm test');
  });
});

describe('an older Node', () => {
  const needed = /^>=(\d+\.\d+)$/.exec(engines.node)![1]!;

  // In a folder without dist/, anything that is loaded would fail.
  test.each([
    ['12.9.0', false],
    ['20.18.3', false],
    [`${needed}.0`, true],
  ])('%s: runs the program: %p', (version, isNew) =>
    withFolder({ 'old.cjs': `Object.defineProperty(process.versions, 'node', { value: '${version}' });` }, (folder) => {
      cpSync(join(PACKAGE_FOLDER, 'bin'), join(folder, 'bin'), { recursive: true });
      const { status, stderr } = spawnSync(process.execPath, ['-r', './old.cjs', 'bin/scaleplan.js', '--help'], {
        cwd: folder,
        encoding: 'utf8',
      });
      if (isNew) expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('dist') });
      else
        expect({ status, stderr }).toEqual({
          status: 2,
          stderr: `error: scaleplan needs Node ${needed} or later, and this is Node ${version}\n  help: a newer one is at https://nodejs.org/\n`,
        });
      return Promise.resolve();
    }),
  );
});

test('an installed copy makes a plan with the packages that it names alone', () =>
  withInstalledCopy({ 'a.yaml': blockOf('input') }, (folder) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['node_modules/scaleplan/bin/scaleplan.js', 'generate', 'a.yaml', '--jobs', '2'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.startsWith(blockOf('output').trimEnd())).toBe(true);
  }));

describe('the same bytes', () => {
  const make = (cwd: string, env: Record<string, string> = {}) =>
    scaleplan(['generate', join(EXAMPLES, 'lakeview.yaml')], { cwd, env }).stdout;
  const usual = make(PACKAGE_FOLDER);

  test.each([
    ['another time zone', { TZ: 'Pacific/Kiritimati' }],
    ['another time zone, west', { TZ: 'Pacific/Pago_Pago' }],
    ['another language', { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }],
  ])('in %s and another folder', (_, env) =>
    withFolder({}, async (folder) => {
      expect(usual.length).toBeGreaterThan(50_000);
      expect(make(folder, env)).toBe(usual);
    }),
  );

  test('from the built framework and from the same text read anew', () =>
    withFolder({}, async (folder) => {
      writeFileSync(
        join(folder, 'own.yaml'),
        `${readFileSync(join(PACKAGE_FOLDER, 'conditions.yaml'), 'utf8')}# one more line\n`,
      );
      expect((await run(['generate', join(EXAMPLES, 'lakeview.yaml'), '-c', 'own.yaml'], folder)).stdout).toBe(usual);
    }));
});

test('every example is right and gives a whole plan', () =>
  withFolder({}, async (folder) => {
    // Below are frameworks of their own: see examples.test.ts.
    const examples = join(EXAMPLES, '*.yaml');
    expect(await run(['validate', examples], folder)).toMatchObject({ code: 0 });
    mkdirSync(join(folder, 'plans'));
    const { code, stderr } = await run(['generate', examples, '-o', 'plans/'], folder);
    expect({ code, last: stderr.trim().split('\n').at(-1) }).toEqual({ code: 0, last: '5 inputs: 5 written' });
    for (const name of ['prairie-view', 'lakeview', 'harbor-city', 'van-buren-school-district', 'short']) {
      const plan = readFileSync(join(folder, 'plans', `${name}.md`), 'utf8');
      expect(plan).not.toMatch(/undefined|NaN|\[object|\{\{/);
      expect(plan.match(/^## /gm)).toHaveLength(18);
    }
  }));

test('a table of districts, some of one name and state, becomes answers files that are right', () =>
  withFolder(
    {
      'table.csv':
        'leaid,name,state,enrollment,public_enrollment,schools\r\n' +
        '0601415,Washington Unified School District,CA,"2,868",2868,8\r\n' +
        '0641580,Washington Unified School District,CA,"8,517",8517,24\r\n' +
        '0601620,ABC Unified School District,CA,"19,911",19911,30\r\n',
      'mapping.yaml': 'columns: {leaid: leaid, name: district, state: state, enrollment: students, schools: schools}\n',
    },
    async (folder) => {
      const args = ['import', 'table.csv', '-m', 'mapping.yaml', '-o', 'answers/'];
      const { code, stderr } = scaleplan(args, { cwd: folder });
      expect({ code, last: stderr.trim().split('\n').at(-1) }).toEqual({
        code: 0,
        last: 'table.csv: 3 rows: 3 written; named by "name" and "state" and "leaid"',
      });
      expect(stderr).toMatch(/warning: columns .* are left out: "public_enrollment"/);
      expect(await run(['validate', 'answers/', '-q'], folder)).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(readFileSync(join(folder, 'answers/washington-unified-school-district-ca-0601415.yaml'), 'utf8')).toMatch(
        / leaid: "0601415"\n {2}students: 2868\n/,
      );
    },
  ));

describe('the chain of overlays in examples/overlays', () => {
  const chain = (name: string) => join(EXAMPLES, 'overlays', name, 'conditions.yaml');

  test.each(['state', 'region', 'district'])('the file of the %s is right', async (name) => {
    const { code, stderr } = await run(['validate', '--strict', '-c', chain(name)], PACKAGE_FOLDER);
    expect(stderr).toMatch(/ made from .*: no problems\n$/);
    expect(code).toBe(0);
  });

  test('answers that were given before it make a plan with it, in one thread or several', () =>
    withFolder({}, async (folder) => {
      const answers = ['lakeview', 'prairie-view'].map((name) => join(EXAMPLES, `${name}.yaml`));
      const args = ['generate', ...answers, '-c', chain('district'), '-o'];
      expect(await run([...args, 'one/', '--jobs', '1'], folder)).toMatchObject({ code: 0 });
      expect(scaleplan([...args, 'two/', '--jobs', '2'], { cwd: folder })).toMatchObject({ code: 0 });
      expect(readFiles(join(folder, 'two'))).toEqual(readFiles(join(folder, 'one')));
      const plan = readFileSync(join(folder, 'one/lakeview.md'), 'utf8');
      expect(plan).toMatch(/Made with the framework “Conditions for Scale in Lakeview”/);
      expect(plan).not.toMatch(/undefined|NaN|\[object|\{\{|Fund small tests that teachers lead|“Systemic”/);
      for (const words of ['Getting There', 'Run routes together', 'Coordinator of the Lakeview Way', 'How we work'])
        expect(plan).toContain(words);
      expect((await run(['generate', answers[0]!], folder)).stdout).toMatch(
        /Fund small tests that teachers lead[\s\S]*Systemic/,
      );
    }));
});

test('the built program explains an id from any folder', () =>
  withFolder({}, async (folder) => {
    const { code, stdout } = scaleplan(['explain', 'vision'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^condition vision: Vision \[the built-in conditions\.yaml:\d+\]\n/);
  }));

test('a reader that goes away early is no error', () => {
  const script = `node "${BIN}" generate "${join(EXAMPLES, 'lakeview.yaml')}" | head -n 1; echo "\${PIPESTATUS[0]}"`;
  expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).toBe(
    '# Lakeview School District: implementation plan\n0\n',
  );
});

test('a pipe gets the whole document', () => {
  const { stdout } = scaleplan(['generate', join(EXAMPLES, 'harbor-city.yaml')]);
  expect(stdout).toMatch(/<!-- scaleplan [0-9a-f]{64} -->\n$/);
});
