// `npm run bench -- batch TABLE [COUNT]`: what a batch costs, on full answers of about 8 KB made by chance for the rows of
// a table (see districts.mjs). All that is compared is run in turn, in this one run, on the same files; medians are shown.
// The floor reads every input and writes as many bytes as its plan has, with nothing between. A plan is warm from the
// WARMth of a run on; its cost is the time between two results, of which blocks of BLOCK are taken, and their median.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { makeAnswers, readTable, writeDistricts } from './districts.mjs';

const ROUNDS = 3;
const SAMPLE = 450;
const SINGLE = 40;
const WARM = 100;
const BLOCK = 25;
/** How many times the built-in framework, and how many plans for each. */
const SIZES = [1, 2, 5, 10];
const PLANS_PER_SIZE = 24;

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'bin/scaleplan.js');
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const folder = mkdtempSync(join(tmpdir(), 'scaleplan-batch-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

/** What a process has used, told when it ends. */
const REPORT = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage(); process.stderr.write(JSON.stringify({ type: 'used', megabytes: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1000 }) + '\\n') })",
)}`;

/** Runs a batch alone. */
function runBatch(inputs, ...more) {
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  return startBatch(inputs, ...more);
}

/** Starts a batch; returns when each result came, in milliseconds, and what the process used. */
function startBatch(inputs, ...more) {
  const list = `${inputs.join('\n')}\n`;
  const args = ['generate', '--inputs-from', '-', '-o', 'out/', '--reporter', 'json', ...more];
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(process.execPath, ['--import', REPORT, bin, ...args], {
      cwd: folder,
      stdio: ['pipe', 'inherit', 'pipe'],
    });
    const at = [];
    let used = null;
    createInterface({ input: child.stderr }).on('line', (line) => {
      const told = JSON.parse(line);
      if (told.type === 'document') at.push(performance.now() - begun);
      else if (told.type === 'used') used = told;
      else if (told.type !== 'summary' && told.severity !== 'warning') reject(new Error(line));
    });
    child.on('close', (code) => {
      if (code !== 0 || at.length !== inputs.length)
        reject(new Error(`it ended with ${code} after ${at.length} plans`));
      resolve({ took: performance.now() - begun, at, ...used });
    });
    child.stdin.end(list);
  });
}

/** Milliseconds that two processes take side by side, each with one thread and half of the inputs: what two cores can give. */
async function timeHalves(inputs) {
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  const halves = [0, 1].map((half) => inputs.filter((_, n) => n % 2 === half));
  const runs = await Promise.all(halves.map((half) => startBatch(half, '--jobs', '1')));
  return Math.max(...runs.map(({ took }) => took));
}

/** Milliseconds a plan between two results of a run. */
function costOf(at, from, to = at.length - 1) {
  const blocks = [];
  for (let n = from; n + BLOCK <= to; n += BLOCK) blocks.push((at[n + BLOCK] - at[n]) / BLOCK);
  return median(blocks);
}

const FLOOR = `const fs = require('fs'); const [, inputs, plans] = process.argv; let n = 0;
const begun = performance.now();
for (const line of fs.readFileSync(inputs, 'utf8').trim().split('\\n')) { const [input, bytes] = line.split(' '); fs.readFileSync(input, 'utf8'); fs.writeFileSync(plans + n++, Buffer.alloc(+bytes, 'x')); }
console.log((performance.now() - begun) / n);`;

/** Milliseconds a plan to read the inputs and write as many bytes as their plans have. */
function timeFloor(inputs) {
  const sizes = inputs.map((input) => statSync(join(folder, 'out', planOf(input))).size);
  writeFileSync(join(folder, 'floor.txt'), inputs.map((input, n) => `${input} ${sizes[n]}`).join('\n'));
  mkdirSync(join(folder, 'floor'), { recursive: true });
  const { stdout } = spawnSync(process.execPath, ['-e', FLOOR, 'floor.txt', 'floor/'], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(join(folder, 'floor'), { recursive: true });
  return Number(stdout);
}

const planOf = (input) => `${basename(input).replace(/\.\w+$/, '')}.md`;

function timeProcess(args) {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${String(stderr)}`);
  return performance.now() - begun;
}

const timeBareNode = () => median(Array.from({ length: 9 }, () => timeProcess(['-e', '0'])));

/** A framework of so many times the conditions, repeated under other ids, and answers to it. */
function enlarge(times, rows) {
  const data = parse(readFileSync(join(root, 'conditions.yaml'), 'utf8'));
  const { framework } = JSON.parse(readFileSync(join(root, 'dist/framework.json'), 'utf8'));
  const ids = new Set(data.conditions.map(({ id }) => id));
  const rename = (id, n) => {
    const [head, ...rest] = id.split('.');
    return n > 0 && ids.has(head) ? [`${head}-${n}`, ...rest].join('.') : id;
  };
  const renameKeys = (mapping, n) => Object.fromEntries(Object.entries(mapping).map(([id, to]) => [rename(id, n), to]));
  const repeat = (condition, n) => ({
    ...condition,
    id: rename(condition.id, n),
    name: n === 0 ? condition.name : `${condition.name} ${n}`,
    questions: condition.questions,
    actions: condition.actions.map((action) => ({
      ...action,
      ...(action.after === undefined ? {} : { after: action.after.map((id) => rename(id, n)) }),
      ...(action.needs === undefined ? {} : { needs: renameKeys(action.needs, n) }),
      ...(action.raises === undefined ? {} : { raises: renameKeys(action.raises, n) }),
    })),
  });
  const copies = Array.from({ length: times }, (_, n) => n);
  const large = {
    ...data,
    conditions: copies.flatMap((n) => data.conditions.map((condition) => repeat(condition, n))),
  };
  writeFileSync(join(folder, `x${times}.yaml`), stringify(large, { aliasDuplicateObjects: false }));
  const inputs = join(folder, `x${times}`);
  mkdirSync(inputs);
  for (const row of rows) {
    const answers = makeAnswers(row, framework);
    const responses = Object.assign({}, ...copies.map((n) => renameKeys(answers.responses, n)));
    writeFileSync(join(inputs, `${row.leaid}.json`), JSON.stringify({ ...answers, responses }));
  }
  return readdirSync(inputs).map((name) => join(`x${times}`, name));
}

/** Prints all, for a table of districts of which so many are taken. */
export async function measureBatch(table, count) {
  const rows = readTable(table).slice(0, count);
  const list = (format) =>
    writeDistricts(rows, join(folder, format), format).map((file) => join(format, basename(file)));
  const [yaml, json] = [list('yaml'), list('json')];
  const sample = (files) => files.slice(0, SAMPLE);

  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = timeBareNode();
    const one = await runBatch(sample(yaml), '--jobs', '1');
    const floor = timeFloor(sample(yaml));
    const fromJson = await runBatch(sample(json), '--jobs', '1');
    const two = await runBatch(sample(yaml), '--jobs', '2');
    const halves = await timeHalves(sample(yaml));
    const each = yaml
      .filter((_, n) => n % Math.ceil(yaml.length / SINGLE) === 0)
      .map((input) => timeProcess([bin, 'generate', input, '-o', 'single.md', '-q', '--force']));
    rounds.push({ bare, floor, one, fromJson, two, halves, single: median(each) });
  }
  const of = (measure) => median(rounds.map(measure));
  const show = (value) => value.toFixed(value < 10 ? 2 : 1);
  const kilobytes = yaml.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / yaml.length / 1000;
  console.log(
    `${yaml.length} answers of ${kilobytes.toFixed(1)} KB on average. Medians of ${ROUNDS} rounds of ${sample(yaml).length}; bare node takes ${of(({ bare }) => bare).toFixed(0)} ms here. Other work on the machine shows in all of them.\n`,
  );
  console.log('| a plan, warm | ms | × bare node | at most | × floor |\n| --- | --- | --- | --- | --- |');
  /** @type {[string, (round: any) => number, number | string][]} */
  const costs = [
    ['floor: read, write as many bytes', ({ floor }) => floor, ''],
    ['YAML answers, one thread', ({ one }) => costOf(one.at, WARM), 0.275],
    ['JSON answers, one thread', ({ fromJson }) => costOf(fromJson.at, WARM), 0.2],
    ['YAML answers, two threads', ({ two }) => costOf(two.at, WARM), ''],
    ['a process for each', ({ single }) => single, ''],
  ];
  for (const [what, measure, limit] of costs) {
    const cells = [
      show(of(measure)),
      show(of((round) => measure(round) / round.bare)),
      limit,
      show(of((round) => measure(round) / round.floor)),
    ];
    console.log(`| ${what} | ${cells.join(' | ')} |`);
  }
  const cpu = of(({ one }) => one.cpu / one.at.length);
  console.log(`\nProcessor time of one thread, with its start: ${show(cpu)} ms a plan.`);

  const alone = await runBatch(yaml, '--jobs', '1');
  const both = await runBatch(yaml, '--jobs', '2');
  const halved = await timeHalves(yaml);
  const [single, bare] = [of((round) => round.single), of((round) => round.bare)];
  const smallPeak = of(({ two }) => two.megabytes);
  console.log(`\n| all ${yaml.length} | | to reach |\n| --- | --- | --- |`);
  console.log(`| two threads, × one thread | ${show(alone.took / both.took)} | 1.4 or more |`);
  console.log(`| two processes with half of the inputs each, × one thread | ${show(alone.took / halved)} | |`);
  console.log(`| two threads, of ${sample(yaml).length} | ${show(of(({ one, two }) => one.took / two.took))} | |`);
  console.log(`| two processes, of ${sample(yaml).length} | ${show(of(({ one, halves }) => one.took / halves))} | |`);
  console.log(`| two threads, × a process for each | ${show(single / (both.took / yaml.length))} | 12 or more |`);
  console.log(`| one thread, × a process for each | ${show(single / (alone.took / yaml.length))} | |`);
  console.log(`| peak memory, two threads | ${both.megabytes.toFixed(0)} MB | 350 MB or less |`);
  console.log(`| that, × the peak of ${sample(yaml).length} | ${show(both.megabytes / smallPeak)} | 1.15 or less |`);
  if (yaml.length > 4000) {
    for (const [name, { at }] of Object.entries({ 'one thread': alone, 'two threads': both })) {
      const ratio = costOf(at, 3500) / costOf(at, 1000, 2000);
      console.log(`| a plan of 3,500 to the end, × of 1,000 to 2,000, ${name} | ${show(ratio)} | 0.9 to 1.1 |`);
    }
  }
  console.log(`| seconds, two threads (one thread) | ${show(both.took / 1000)} (${show(alone.took / 1000)}) | |`);
  console.log(`| that a plan, × bare node | ${show(both.took / yaml.length / bare)} | |`);

  console.log('\n| framework × | actions | ms a plan | a plan and action, × built-in |\n| --- | --- | --- | --- |');
  let base = null;
  for (const times of SIZES) {
    const inputs = enlarge(times, rows.slice(0, PLANS_PER_SIZE));
    const { at } = await runBatch(inputs, '--jobs', '1', '-c', `x${times}.yaml`, '-d', 'plan');
    const { actions } = parse(readFileSync(join(folder, `x${times}.yaml`), 'utf8'));
    const repeated = parse(readFileSync(join(folder, `x${times}.yaml`), 'utf8')).conditions;
    const total = actions.length + repeated.reduce((sum, one) => sum + one.actions.length, 0);
    const steps = at.slice(1).map((time, n) => time - at[n]);
    const cost = median(steps.slice(steps.length / 2));
    base ??= cost / total;
    console.log(`| ${times} | ${total} | ${show(cost)} | ${show(cost / total / base)} |`);
  }
}
