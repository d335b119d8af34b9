/** The same bytes, however a batch is cut: into threads, into processes, and by the workflows in examples/ci. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { BIN, scaleplan, startScaleplan } from './helpers/program.js';
import { PACKAGE_FOLDER, readFiles, run, withFolder } from './helpers/run.js';

const EXAMPLES = ['harbor-city', 'lakeview', 'prairie-view', 'short', 'van-buren-school-district'];
const answers = Object.fromEntries(
  EXAMPLES.map((name, n) => [
    `answers/${n % 2 === 0 ? '' : 'more/'}${name}.yaml`,
    readFileSync(join(PACKAGE_FOLDER, 'examples', `${name}.yaml`), 'utf8'),
  ]),
);
const files = { ...answers, 'answers/bad.yaml': 'profile: {district: 5' };
const generate = ['generate', 'answers', '-o', 'plans/', '-d', 'plan', '-d', 'actions', '-d', 'plan.json'];

/** Makes all plans in so many threads. */
function makeAll(folder: string, jobs: string) {
  const { code, stderr } = scaleplan([...generate, '--jobs', jobs], { cwd: folder });
  // On a slow machine there are lines that say how far it is.
  const words = stderr.replace(/^\d+ of \d+, .* left\n/gm, '');
  return { code, words, plans: readFiles(join(folder, 'plans')) };
}

let whole: ReturnType<typeof makeAll>;
let overview: string;
beforeAll(() =>
  withFolder(files, async (folder) => {
    whole = makeAll(folder, '1');
    overview = (await run(['portfolio', ...Object.keys(answers)], folder)).stdout;
  }),
);

test('there is something to compare', () => {
  expect(whole.code).toBe(1);
  expect(Object.keys(whole.plans)).toHaveLength(3 * EXAMPLES.length);
});

test.each(['2', '3', '50'])('--jobs %s gives the same documents and the same words in the same order', (jobs) =>
  withFolder(files, async (folder) => {
    expect(makeAll(folder, jobs)).toEqual(whole);
    return Promise.resolve();
  }),
);

test('four shards in four processes at once give the whole', () =>
  withFolder(files, async (folder) => {
    const runs = [1, 2, 3, 4].map((n) => startScaleplan([...generate, '--shard', `${n}/4`], folder).ended);
    const codes = (await Promise.all(runs)).map(({ code }) => code);
    expect(codes.filter((code) => code === 1)).toHaveLength(1);
    expect(codes.filter((code) => code === 0)).toHaveLength(3);
    expect(readFiles(join(folder, 'plans'))).toEqual(whole.plans);
  }));

describe('examples/ci', () => {
  const count = 4;

  interface Machine {
    readonly script: string;
    readonly env: Record<string, string>;
  }

  /** The commands of a workflow's two jobs, as the engines would run them: for each part, and for the join. */
  interface Workflow {
    readonly parts: readonly Machine[];
    readonly join: string;
  }

  const indices = Array.from({ length: count }, (_, n) => String(n + 1));

  function readGitHub(): Workflow {
    const { jobs } = parse(readFileSync(join(PACKAGE_FOLDER, 'examples/ci/github.yml'), 'utf8')) as {
      jobs: Record<string, { steps: { run?: string }[]; env?: Record<string, string>; strategy?: { matrix: object } }>;
    };
    expect(jobs['make']!.strategy!.matrix).toEqual({ shard: indices.map(Number) });
    const fill = (text: string, index: string) =>
      text.replace(/\$\{\{ *([\w.-]+) *\}\}/g, (_, name: string) => {
        const value = { 'matrix.shard': index, 'strategy.job-total': String(count) }[name];
        if (value === undefined) throw new Error(`${name} is nothing that GitHub knows here`);
        return value;
      });
    // A step that comes after one that failed runs all the same where it says so; the job fails nevertheless.
    const scriptOf = (job: string, index: string) =>
      jobs[job]!.steps.flatMap(({ run }) => (run === undefined ? [] : [`${fill(run, index)} || code=$?`])).join('\n');
    return {
      parts: indices.map((index) => ({
        script: `code=0\n${scriptOf('make', index)}\nexit $code`,
        env: Object.fromEntries(Object.entries(jobs['make']!.env!).map(([key, text]) => [key, fill(text, index)])),
      })),
      join: `code=0\n${scriptOf('join', '')}\nexit $code`,
    };
  }

  function readGitLab(): Workflow {
    const jobs = parse(readFileSync(join(PACKAGE_FOLDER, 'examples/ci/gitlab.yml'), 'utf8')) as Record<
      string,
      { script: string[]; variables?: Record<string, string>; parallel?: number; before_script?: string[] }
    >;
    expect(jobs['make']!.parallel).toBe(count);
    const before = jobs['default']!.before_script!;
    return {
      parts: indices.map((index) => {
        const own = { CI_NODE_INDEX: index, CI_NODE_TOTAL: String(count) } as Record<string, string>;
        const fill = (text: string) => text.replace(/\$(\w+)/g, (_, name: string) => own[name]!);
        const variables = Object.entries(jobs['make']!.variables!).map(([key, text]) => [key, fill(text)]);
        return {
          script: ['set -e', ...before, ...jobs['make']!.script].join('\n'),
          env: { ...own, ...(Object.fromEntries(variables) as Record<string, string>) },
        };
      }),
      join: ['set -e', ...before, ...jobs['join']!.script].join('\n'),
    };
  }

  /** `npx scaleplan` is the program built here, and `npm ci` has nothing to do. */
  const shims = {
    'bin/npx': `#!/bin/sh\nshift\nexec "${process.execPath}" "${BIN}" "$@"\n`,
    'bin/npm': '#!/bin/sh\n[ "$*" = ci ]\n',
  };

  function runScript(folder: string, cwd: string, script: string, env: Record<string, string>) {
    const path = `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
    return spawnSync('bash', ['-c', script], { cwd, env: { ...process.env, ...env, PATH: path }, encoding: 'utf8' });
  }

  test.each([
    ['github.yml', readGitHub],
    ['gitlab.yml', readGitLab],
  ])('%s makes every plan on one of its machines, and joins the parts', (_, read) =>
    withFolder({ ...shims, ...answers }, async (folder) => {
      const workflow = read();
      chmodSync(join(folder, 'bin/npx'), 0o755);
      chmodSync(join(folder, 'bin/npm'), 0o755);
      const joined = join(folder, 'joined');
      mkdirSync(joined);
      let documents = 0;
      for (const [n, { script, env }] of workflow.parts.entries()) {
        const machine = join(folder, `machine${n}`);
        mkdirSync(machine);
        cpSync(join(folder, 'answers'), join(machine, 'answers'), { recursive: true });
        const { status, stderr } = runScript(folder, machine, script, env);
        expect({ status, faults: stderr.match(/error.*/g) }).toEqual({ status: 0, faults: null });
        const made = readFiles(machine);
        documents += Object.keys(made).filter((name) => name.startsWith('plans')).length;
        for (const [name, text] of Object.entries(made).filter(([one]) => /^(plans|parts)/.test(one))) {
          mkdirSync(join(joined, name, '..'), { recursive: true });
          writeFileSync(join(joined, name), text);
        }
      }
      expect(documents).toBe(EXAMPLES.length);
      const plans = Object.entries(whole.plans).filter(([name]) => name.endsWith('.md'));
      expect(readFiles(join(joined, 'plans'))).toEqual(Object.fromEntries(plans));
      const { status } = runScript(folder, joined, workflow.join, {});
      expect(status).toBe(0);
      expect(readFileSync(join(joined, 'portfolio.md'), 'utf8')).toBe(overview);
      return Promise.resolve();
    }),
  );
});
