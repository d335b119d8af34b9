/** The package as a library: the example in its docs runs against the built package, and its types hold. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { withInstalledCopy } from './helpers/installed-copy.js';
import { scaleplan } from './helpers/program.js';
import { PACKAGE_FOLDER } from './helpers/run.js';

const [example = ''] = /(?<=<!-- example -->\n\n```js\n)[^]*?(?=```)/.exec(
  readFileSync(join(PACKAGE_FOLDER, 'docs/library.md'), 'utf8'),
)!;
const answers = readFileSync(join(PACKAGE_FOLDER, 'examples/short.yaml'), 'utf8');

test('the example of docs/library.md makes the brief that the command makes', () =>
  withInstalledCopy({ 'example.js': example, 'answers.yaml': answers }, (folder) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['example.js'], { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ actions from 20\d\d-\d\d-\d\d to 20\d\d-\d\d-\d\d\n$/);
    expect(readFileSync(join(folder, 'brief.md'), 'utf8')).toBe(
      scaleplan(['generate', 'answers.yaml', '-d', 'brief'], { cwd: folder }).stdout,
    );
  }));

test('what is wrong with a file is told as data, also where it is not there', () =>
  withInstalledCopy({ 'example.js': example }, (folder) => {
    const run = () => spawnSync(process.execPath, ['example.js'], { cwd: folder, encoding: 'utf8' });
    expect(run()).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('[unreadable-file]') });
    writeFileSync(join(folder, 'answers.yaml'), 'profile: {students: many}\n');
    expect(run()).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/answers\.yaml:1:21: error: .*\[wrong-type\]/),
    });
  }));

test('its types are there, without a package that an installed copy lacks', () =>
  withInstalledCopy(
    {
      'use.ts': `import { buildPlan, loadAnswers, loadFramework, type Plan, renderDocument } from 'scaleplan';
        const { value: framework } = loadFramework({ file: 'conditions.yaml' });
        if (framework === undefined) throw new Error();
        const { value: answers } = loadAnswers({ file: 'a.yaml', text: 'start: 2027-07-01', framework });
        if (answers === undefined) throw new Error();
        const plan: Plan = buildPlan({ framework, answers, effort: 'high' });
        const days: string | null = plan.actions[0]!.start;
        // @ts-expect-error -- no plan without answers
        buildPlan({ framework });
        export const text: string = (await renderDocument({ document: 'plan.md', framework, answers, plan })).toString() + days;`,
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          module: 'nodenext',
          target: 'es2022',
          strict: true,
          noEmit: true,
          types: ['node'],
          typeRoots: [join(PACKAGE_FOLDER, 'node_modules/@types')],
          preserveSymlinks: true,
        },
        files: ['use.ts'],
      }),
    },
    (folder) => {
      const tsc = join(PACKAGE_FOLDER, 'node_modules/typescript/bin/tsc');
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
      expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    },
  ));
