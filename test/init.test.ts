/** A framework of one's own from `init`, in the built program: it works at once, and nothing is written over. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { Sitting } from '../src/interview/answers-session.js';
import { framework } from './helpers/build.js';
import { PACKAGE_FOLDER, readFiles, run, withFolder } from './helpers/run.js';

const BIN = join(PACKAGE_FOLDER, 'bin/scaleplan.js');

function scaleplan(args: readonly string[], cwd: string) {
  const { status: code, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd, encoding: 'utf8' });
  return { code, stdout, stderr };
}

describe.each([
  ['whole', []],
  ['minimal', ['--minimal']],
])('a new %s framework', (_, options) => {
  test('is right, gives a plan, and passes its own workflow', () =>
    withFolder({}, async (folder) => {
      expect(scaleplan(['init', 'own', ...options], folder)).toMatchObject({ code: 0, stdout: '' });
      const own = join(folder, 'own');
      expect(await run(['validate', 'answers.yaml', '-q'], own)).toEqual({ code: 0, stdout: '', stderr: '' });
      const { code, stdout } = await run(['generate', 'answers.yaml', '-q'], own);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^# .+: implementation plan\n/);
      expect(stdout.match(/^## /gm)!.length).toBeGreaterThan(10);
      expect(await run(['generate', 'answers.yaml', '-t', 'templates', '-o', 'plan.md', '-q'], own)).toMatchObject({
        code: 0,
      });
      for (const command of commandsOfWorkflow(own)) {
        const shell = command.replaceAll(/\bscaleplan\b/g, `"${process.execPath}" "${BIN}"`);
        const ended = spawnSync('bash', ['-o', 'pipefail', '-c', shell], { cwd: own, encoding: 'utf8' });
        expect({ command, code: ended.status, stderr: ended.stderr }).toMatchObject({ command, code: 0 });
      }
    }));

  test('has a guide whose commands work and whose files are there', () =>
    withFolder({}, async (folder) => {
      await run(['init', '.', ...options], folder);
      const files = readFiles(folder);
      const guide = files['README.md']!;
      for (const [, named] of guide.matchAll(/^\| `([^`]+)`/gm))
        expect(Object.keys(files).some((name) => name.startsWith(named!))).toBe(true);
      const commands = /```sh\n([^]*?)```/.exec(guide)![1]!.trim().split('\n');
      expect(commands.length).toBeGreaterThan(3);
      for (const command of commands.map((line) => line.split('#')[0]!.trim())) {
        // An interview needs a terminal.
        if (command.startsWith('scaleplan interview')) continue;
        const { code } = await run(command.split(/\s+/).slice(1), folder);
        expect({ command, code }).toEqual({ command, code: 0 });
      }
    }));

  test('names schemas that are there and hold', () =>
    withFolder({}, async (folder) => {
      await run(['init', '.', ...options], folder);
      const files = readFiles(folder);
      for (const [file, format] of [
        ['conditions.yaml', 'conditions'],
        ['answers.yaml', 'answers'],
      ] as const) {
        const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(files[file]!)![1]!;
        expect((await run(['schema', format], folder)).stdout).toBe(files[schema]);
      }
    }));
});

/** The commands of the workflow that run scaleplan. */
function commandsOfWorkflow(folder: string): string[] {
  const workflow = parse(readFiles(folder)['.github/workflows/plans.yml']!) as {
    jobs: { plans: { steps: readonly { run?: string }[] } };
  };
  const commands = workflow.jobs.plans.steps.flatMap(({ run: command }) => command ?? []);
  expect(commands[0]).toMatch(/^npm install --global \.\/scaleplan-\d+\.\d+\.\d+\.tgz$/);
  return commands.slice(1);
}

describe('what is there already', () => {
  test('stays as it is, and what is missing is added', () =>
    withFolder({ 'README.md': 'Mine.\n', 'answers.yaml': 'profile: {}\n' }, async (folder) => {
      const { code, stderr } = await run(['init', '--minimal'], folder);
      expect(code).toBe(0);
      expect(stderr).toMatch(/^wrote conditions\.yaml$/m);
      expect(stderr).toMatch(/^README\.md was there already and stays as it is$/m);
      expect(stderr).toMatch(/^answers\.yaml was there already and stays as it is$/m);
      const files = readFiles(folder);
      expect([files['README.md'], files['answers.yaml']]).toEqual(['Mine.\n', 'profile: {}\n']);
      expect(Object.keys(files)).toEqual(expect.arrayContaining(['conditions.yaml', 'templates/plan.md.hbs']));
    }));

  test('another framework stops it, and nothing is written', () =>
    withFolder({ 'own/conditions.yaml': 'mine: true\n' }, async (folder) => {
      const { code, stderr } = await run(['init', 'own'], folder);
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr:
          'error: own/conditions.yaml is there already; nothing was written\n' +
          '  help: go on with that one, or name another folder, as in: scaleplan init framework\n',
      });
      expect(readFiles(folder)).toEqual({ 'own/conditions.yaml': 'mine: true\n' });
    }));

  test('a second time changes nothing', () =>
    withFolder({}, async (folder) => {
      await run(['init', '.'], folder);
      const before = readFiles(folder);
      const { code, stderr } = await run(['init', '.'], folder);
      expect({ code, stderr }).toEqual({ code: 0, stderr: 'nothing was missing; README.md says how to go on\n' });
      expect(readFiles(folder)).toEqual(before);
    }));
});

test('a folder with a framework of its own is taken for its answers only', () =>
  withFolder({}, async (folder) => {
    await run(['init', '.', '--minimal'], folder);
    const { code, stderr } = await run(['validate', '.'], folder);
    expect({ code, checked: stderr.match(/^[^:\n]+(?=: (?:answers|framework))/gm) }).toEqual({
      code: 0,
      checked: ['conditions.yaml', './answers.yaml'],
    });
  }));

describe('answers that the program writes name the schema of their framework', () => {
  const table = 'organization_name,welcome\nA,started\n';

  test('where it stands beside the framework', () =>
    withFolder({ 'table.csv': table }, async (folder) => {
      await run(['init', '.', '--minimal'], folder);
      expect(await run(['import', 'table.csv', '-o', 'answers/', '-q'], folder)).toMatchObject({ code: 0 });
      expect(readFiles(folder)['answers/a.yaml']).toMatch(
        /^# yaml-language-server: \$schema=\.\.\/schema\/answers\.schema\.json\nframework: my-conditions@1\.0\.0\n/,
      );
      expect(await run(['import', 'table.csv', '-o', 'answers/', '-q'], folder)).toMatchObject({ code: 0 });
    }));

  test('as the first line of a file that an interview begins', () => {
    const file: { text: string | null } = { text: null };
    const store = {
      file: 'answers.yaml',
      read: () => file.text,
      write: (text: string) => void (file.text = text),
      head: '# yaml-language-server: $schema=answers.schema.json\n',
    };
    const sitting = Sitting.open(framework(), store) as Sitting;
    expect(sitting.apply([{ path: ['years'], value: 3 }])).toBeNull();
    expect(sitting.apply([{ path: ['years'], value: 4 }])).toBeNull();
    expect(file.text).toBe(`${store.head}framework: test@1.0.0\nyears: 4\n`);
  });

  test('and none where there is none', () =>
    withFolder({ 'table.csv': 'district,students,schools\nA,5,1\n' }, async (folder) => {
      expect(await run(['import', 'table.csv', '-o', 'answers/', '-q'], folder)).toMatchObject({ code: 0 });
      expect(readFiles(folder)['answers/a.yaml']).toMatch(/^framework: /);
    }));
});
