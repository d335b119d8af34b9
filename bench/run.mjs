// `npm run bench -- PSPLIB-FOLDER` measures the scheduler too, on the problems in that folder; `npm run bench -- batch TABLE`
// measures batches instead (see batch.mjs).
// What one run of the built program costs, as ratios within this run: each command is timed in turn with a bare
// `node -e 0`, pair by pair, and the median of the ratios is shown. `npm run bench` prints the table.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

if (process.argv[2] === 'batch') {
  const [table, count] = process.argv.slice(3);
  if (table === undefined) throw new Error('name the table of districts: npm run bench -- batch TABLE [COUNT]');
  const { measureBatch } = await import('./batch.mjs');
  await measureBatch(table, Number(count ?? Infinity));
  process.exit();
}

const ROUNDS = 21;
const problems = process.argv[2];
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'bin/scaleplan.js');
const answers = join(root, 'examples/lakeview.yaml');
const folder = mkdtempSync(join(tmpdir(), 'scaleplan-bench-'));

// A framework of one's own: the built-in one with one character more, so that it is read and checked as YAML.
writeFileSync(join(folder, 'own.yaml'), `${readFileSync(join(root, 'conditions.yaml'), 'utf8')}#\n`);
const plan = join(folder, 'plan.md');

function run(args, options = {}) {
  const ended = spawnSync(process.execPath, args, { cwd: folder, ...options });
  if (ended.status !== 0) throw new Error(`node ${args.join(' ')} ended with ${ended.status}: ${String(ended.stderr)}`);
  return ended;
}

function time(args) {
  const from = process.hrtime.bigint();
  run(args);
  return Number(process.hrtime.bigint() - from) / 1e6;
}

/** How long an interview takes until its first question is on the screen of a terminal, which `script` (util-linux) makes. */
function timeFirstPrompt() {
  return new Promise((resolve) => {
    const from = process.hrtime.bigint();
    const terminal = spawn('script', ['-qefc', `exec '${process.execPath}' '${bin}' interview new.yaml`, '/dev/null'], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let shown = '';
    let took = null;
    terminal.stdout.setEncoding('utf8').on('data', (text) => {
      shown += text;
      if (took !== null || !shown.includes('/q leave')) return;
      took = Number(process.hrtime.bigint() - from) / 1e6;
      terminal.stdin.write('\u0003');
    });
    terminal.on('close', () => resolve(took));
  });
}

/** A part of the benchmark that runs the program's own modules. */
async function load(part) {
  const bundle = join(root, `dist/bench-${part}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [`bench/${part}.ts`],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // CommonJS packages in an ES module bundle ask for Node's own modules with `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const loaded = await import(pathToFileURL(bundle).href);
  rmSync(bundle);
  return loaded;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

run([bin, 'generate', answers, '-o', plan]);
const floor = `const fs = require('fs'); fs.writeFileSync(process.argv[2], fs.readFileSync(process.argv[1], 'utf8') && fs.readFileSync(process.argv[3], 'utf8'))`;
const cases = [
  ['read the answers, write the same bytes', ['-e', floor, answers, join(folder, 'floor.md'), plan], null],
  ['--version', [bin, '--version'], 1.35],
  ['--help', [bin, '--help'], 1.35],
  ['one full plan, built-in framework', [bin, 'generate', answers, '-o', plan, '--force', '-q'], 2.8],
  [
    'one full plan, framework of one’s own',
    [bin, 'generate', answers, '-c', 'own.yaml', '-o', plan, '--force', '-q'],
    6,
  ],
];

const ratios = cases.map(() => []);
const times = cases.map(() => []);
const bare = [];
for (let round = 0; round < ROUNDS + 2; round++) {
  for (const [n, [, args]] of cases.entries()) {
    rmSync(plan, { force: true });
    if (n === 0) run([bin, 'generate', answers, '-o', plan]);
    const base = time(['-e', '0']);
    const own = time(args);
    if (round < 2) continue;
    bare.push(base);
    times[n].push(own);
    ratios[n].push(own / base);
  }
}

const peak = Math.max(
  ...Array.from({ length: 5 }, () => {
    const report = "process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}`))";
    const ended = run([
      '--import',
      `data:text/javascript,${encodeURIComponent(report)}`,
      bin,
      'generate',
      answers,
      '-o',
      plan,
      '--force',
      '-q',
    ]);
    return Number(/peak (\d+)/.exec(ended.stderr.toString())[1]) / 1024;
  }),
);

const prompts = [];
for (let round = 0; round < 9; round++) {
  const base = time(['-e', '0']);
  const own = await timeFirstPrompt();
  if (round >= 2) prompts.push({ own, ratio: own / base });
}

console.log(`Medians of ${ROUNDS} rounds; bare node takes ${median(bare).toFixed(0)} ms here.\n`);
console.log('| command | × bare node | at most | ms |\n| --- | --- | --- | --- |');
for (const [n, [name, , limit]] of cases.entries()) {
  const row = [name, median(ratios[n]).toFixed(2), limit ?? '', median(times[n]).toFixed(0)];
  console.log(`| ${row.join(' | ')} |`);
}
const [ratio, took] = [median(prompts.map((one) => one.ratio)), median(prompts.map(({ own }) => own))];
console.log(`| interview, first question on the screen | ${ratio.toFixed(2)} | 5 | ${took.toFixed(0)} |`);
const { measurePlan } = await load('plan');
const warm = measurePlan(join(root, 'conditions.yaml'), join(root, 'examples/harbor-city.yaml'));
console.log(`| assess to view, warm, large example | ${(warm / median(bare)).toFixed(2)} |  | ${warm.toFixed(1)} |`);
console.log(`\nPeak memory of one plan: ${peak.toFixed(0)} MB (at most 120 MB).`);
rmSync(folder, { recursive: true });

const { measureFramework } = await load('framework');
console.log(
  '\n| framework | questions | actions | MB | ms a MB | × parsing its YAML | at most |\n| --- | --- | --- | --- | --- | --- | --- |',
);
for (const conditions of [20, 60, 200]) {
  const { questions, actions, bytes, parse, read } = measureFramework(conditions);
  const row = [
    conditions + ' conditions',
    questions,
    actions,
    (bytes / 1e6).toFixed(1),
    (read / (bytes / 1e6)).toFixed(0),
    (read / parse).toFixed(2),
    '1.5',
  ];
  console.log(`| ${row.join(' | ')} |`);
}

if (problems !== undefined) {
  const { measureScheduler } = await load('schedule');
  console.log(`\n${measureScheduler(problems)}`);
}
