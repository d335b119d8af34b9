// `node bench/faults.mjs TIMES [SEED [COPIES]]`: kills a batch so many times at random moments and says what is left. In
// each round a batch of two copies of the examples, or so many, in two threads is killed (SIGKILL) somewhere between its
// start and its end; what it leaves must be whole documents only, and, begun again, it must give the same files as a
// batch that nobody disturbed. Every other round goes on where the one before was killed. Ends with 1 where that is not so.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const times = Number(process.argv[2] ?? 200);
let seed = Number(process.argv[3] ?? 1);
const copies = Number(process.argv[4] ?? 2);

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'scaleplan-faults-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

mkdirSync(join(folder, 'answers'));
for (const name of readdirSync(join(root, 'examples')).filter((one) => one.endsWith('.yaml')))
  for (let n = 0; n < copies; n++) copyFileSync(join(root, 'examples', name), join(folder, 'answers', `${n}-${name}`));

/** Runs the batch, and kills it after so many milliseconds. */
function run(out, killAfter) {
  const args = [
    join(root, 'bin/scaleplan.js'),
    'generate',
    'answers',
    '-o',
    `${out}/`,
    '-d',
    'plan',
    '-d',
    'plan.json',
  ];
  return new Promise((resolve) => {
    const begun = performance.now();
    const child = spawn(process.execPath, [...args, '--jobs', '2', '-q'], { cwd: folder, stdio: 'inherit' });
    const timer = setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, took: performance.now() - begun });
    });
  });
}

const read = (out) =>
  new Map(
    existsSync(join(folder, out))
      ? readdirSync(join(folder, out)).map((name) => [name, readFileSync(join(folder, out, name), 'utf8')])
      : [],
  );

function random() {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
}

const whole = await run('whole', 2 ** 31 - 1);
const right = read('whole');
if (whole.code !== 0 || right.size === 0) throw new Error('the undisturbed batch did not end well');

let [round, killed, midway, leftovers] = [0, 0, 0, 0];
const wrong = [];
// A batch that ended before its time came counts as a round, but not as killed.
while (killed < times) {
  round++;
  const isFresh = round % 2 === 1;
  if (isFresh) rmSync(join(folder, 'out'), { recursive: true, force: true });
  const { code } = await run('out', random() * whole.took);
  if (code === null) killed++;
  const left = read('out');
  if (code === null && left.size > 0 && left.size < right.size) midway++;
  for (const [name, text] of left) {
    if (/^\.scaleplan\..*\.tmp$/.test(name)) leftovers++;
    else if (text !== right.get(name)) wrong.push(`round ${round}: ${name} is not whole`);
  }
  if (isFresh && killed < times) continue;
  const again = await run('out', 2 ** 31 - 1);
  const made = read('out');
  if (again.code !== 0) wrong.push(`round ${round}: begun again, it ended with ${again.code}`);
  for (const name of new Set([...made.keys(), ...right.keys()]))
    if (made.get(name) !== right.get(name)) wrong.push(`round ${round}: begun again, ${name} is not the same`);
}
console.log(
  `${round} rounds of ${right.size} documents: ${killed} killed, ${midway} of them with some documents written; ` +
    `${leftovers} temporary files left and taken away; ${wrong.length} wrong`,
);
for (const line of wrong) console.log(line);
process.exitCode = wrong.length > 0 ? 1 : 0;
