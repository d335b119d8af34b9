/** A batch under faults: killed, told to end, without room, without rights, without memory, without a reader. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { BIN, scaleplan, startScaleplan } from './helpers/program.js';
import { frameworkText } from './helpers/build.js';
import { rounds } from './helpers/rounds.js';
import { PACKAGE_FOLDER, readFiles, withFolder } from './helpers/run.js';

/** So many answers files in a folder, to a framework that is read and planned with in no time. */
const smallFiles = (count: number) => ({
  'conditions.yaml': frameworkText({}),
  ...Object.fromEntries(Array.from({ length: count }, (_, n) => [`answers/${100 + n}.yaml`, small])),
});
const small = 'profile: {name: Here}\nstart: 2027-07-01\n';
const lakeview = readFileSync(join(PACKAGE_FOLDER, 'examples/lakeview.yaml'), 'utf8');
/** So many answers files in a folder, each with a plan that takes a while. */
const answersFiles = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`answers/${100 + n}.yaml`, lakeview]));
const temporaryFiles = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.tmp'));

/** Waits until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(20);
}

test('killed at any moment, a batch leaves whole documents only, and begun again it gives the same', () => {
  const kills = rounds(2);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(PACKAGE_FOLDER, 'bench/faults.mjs'), String(kills), String(process.pid), '1'],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(` rounds of 10 documents: ${kills} killed,.* 0 wrong`));
});

test.each([
  ['SIGINT', '1', 12, 130],
  ['SIGINT', '2', 24, 130],
  ['SIGTERM', '2', 24, 143],
  ['SIGHUP', '1', 12, 129],
] as const)(
  '%s ends a batch (--jobs %s) between two inputs, and it says how to go on',
  (signal, jobs, count, expected) =>
    // Threads end what is theirs already, several inputs each.
    withFolder(answersFiles(count), async (folder) => {
      const out = join(folder, 'out');
      const args = ['generate', 'answers', '-o', 'out/', '--jobs', jobs];
      const { child, ended } = startScaleplan(args, folder);
      await until(() => child.exitCode !== null || countFiles(out) > 2);
      child.kill(signal);
      const { code, stderr } = await ended;
      expect(code).toBe(expected);
      const done = Number(/^error: interrupted: (\d+) of \d+ inputs are done$/m.exec(stderr)?.[1]);
      expect(stderr).toMatch(/^ {2}help: start the same command again/m);
      expect(stderr.trimEnd().split('\n').at(-1)).toBe(`${count} inputs: ${done} written`);
      expect(temporaryFiles(out)).toEqual([]);
      const plans = Object.values(readFiles(out));
      expect(plans).toHaveLength(done);
      expect(done).toBeLessThan(count);
      expect(new Set(plans).size).toBe(1);
      const again = scaleplan(args, { cwd: folder });
      expect(again.code).toBe(0);
      expect(again.stderr.trimEnd().split('\n').at(-1)).toBe(
        `${count} inputs: ${count - done} written, ${done} unchanged`,
      );
    }),
);

/** How many files are in a folder that need not be there yet. */
function countFiles(folder: string): number {
  return existsSync(folder) ? readdirSync(folder).length : 0;
}

test('a reader of the messages that goes away early is no error', () =>
  withFolder(answersFiles(4), async (folder) => {
    const script = `"${process.execPath}" "${BIN}" generate answers -o out/ --jobs 2 2>&1 | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const printed = execFileSync('bash', ['-c', script], { encoding: 'utf8', cwd: folder });
    expect(printed).toBe('wrote out/100.md\n0\n');
    expect(readdirSync(join(folder, 'out'))).toHaveLength(4);
    return Promise.resolve();
  }));

test.each([
  [
    'the document on a full standard output',
    'generate answers > /dev/full',
    'error: standard output cannot be written',
  ],
  ['a document on a full device', 'generate answers -o /dev/full', 'error: /dev/full cannot be written'],
])('%s is one line and exit 2', (_, command, message) =>
  withFolder(smallFiles(1), async (folder) => {
    const { status, stderr } = spawnSync('bash', ['-c', `"${process.execPath}" "${BIN}" ${command}`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: `${message}: the disk is full\n` });
    return Promise.resolve();
  }),
);

/** Answers that are no file; each command stands where it must come to an end. */
const river = join(PACKAGE_FOLDER, 'test/fixtures/frameworks/river-watch.yaml');
const NO_FILE = 'cannot be read: it is a device or a pipe, not a file';
test.each([
  ['answers from a device', 'generate /dev/zero', `error: /dev/zero ${NO_FILE}`],
  ['answers from a pipe with a name', 'validate endless', `error: endless ${NO_FILE}`],
  ['a framework from a device', 'validate -c /dev/zero', `error: /dev/zero ${NO_FILE}`],
  ['a list of inputs from a device', 'generate --inputs-from /dev/zero', `error: /dev/zero ${NO_FILE}`],
  ['what extends a device', 'validate -c extends-a-device.yaml', `error: /dev/zero ${NO_FILE} [unreadable-base]`],
  [
    'endless standard input',
    'generate - < /dev/zero',
    'error: standard input cannot be read: it is far too large for a file of text',
  ],
])('%s is refused', (_, command, message) =>
  withFolder({ 'extends-a-device.yaml': 'extends: /dev/zero\n' }, async (folder) => {
    execFileSync('mkfifo', [join(folder, 'endless')]);
    const script = `"${process.execPath}" "${BIN}" ${command}`;
    const { stderr, signal } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
    expect({ stderr, signal }).toEqual({ stderr: expect.stringContaining(message), signal: null });
    return Promise.resolve();
  }),
);

test('what a shell hands over is read: standard input, by its name too, and the output of a command', () =>
  withFolder({ 'a.yaml': 'profile: { group_name: Alder, volunteers: 3 }\nstart: 2028-03-01\n' }, async (folder) => {
    const commands = ['- < a.yaml', '/dev/stdin < a.yaml', '<(cat a.yaml)', `a.yaml -c <(cat "${river}")`];
    const plans = commands.map((command) => {
      const script = `cat a.yaml | "${process.execPath}" "${BIN}" generate -c "${river}" ${command}`;
      return spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' }).stdout;
    });
    expect(plans[0]).toMatch(/^# Alder/);
    expect(new Set(plans).size).toBe(1);
    return Promise.resolve();
  }));

test.each([
  ['a plan', 'generate lakeview.yaml'],
  ['the plan as data', 'generate lakeview.yaml -d plan.json'],
  ['a schema', 'schema conditions'],
])('%s on standard output that is a file without room for it: exit 2, and it says so', (_, command) =>
  withFolder({ 'lakeview.yaml': lakeview }, async (folder) => {
    // 64 blocks of 1,024 bytes, after which a write is cut short, and then refused.
    const script = `trap '' XFSZ; ulimit -f 64; "${process.execPath}" "${BIN}" ${command} > out`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'error: standard output cannot be written: the file is too large for this disk\n',
    });
    return Promise.resolve();
  }),
);

test('standard output that is a file is added to where the shell says so', () =>
  withFolder({ 'lakeview.yaml': lakeview, out: 'before\n' }, async (folder) => {
    const script = `"${process.execPath}" "${BIN}" generate lakeview.yaml >> out`;
    expect(spawnSync('bash', ['-c', script], { cwd: folder }).status).toBe(0);
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(
      `before\n${scaleplan(['generate', 'lakeview.yaml'], { cwd: folder }).stdout}`,
    );
    return Promise.resolve();
  }));

test.each([
  ['answers, by a schema', 'schema answers -o real/a.json', 'real/a.json is there already, and is no JSON Schema'],
  [
    'answers, by an overview',
    'portfolio real -d portfolio.json -o real/a.json --force',
    'portfolio.json would be written over the answers file real/a.json',
  ],
  [
    'answers, by a plan through a link',
    'generate real/a.json -d plan.json -o link/a.json --force',
    'plan.json of real/a.json would be written over the answers file real/a.json',
  ],
])('what a person wrote is not overwritten: %s', (_, command, message) =>
  withFolder({ 'real/a.json': '{"profile": {"district": "A", "students": 1, "schools": 1}}' }, async (folder) => {
    symlinkSync('real', join(folder, 'link'));
    const before = readFiles(folder);
    const { code, stderr } = scaleplan(command.split(' '), { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`error: ${message}`) });
    expect(readFiles(folder)).toEqual(before);
    return Promise.resolve();
  }),
);

test('a schema takes the place of an earlier one', () =>
  withFolder({}, async (folder) => {
    for (const format of ['conditions', 'answers'])
      expect(scaleplan(['schema', format, '-o', 'x.json'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(folder, 'x.json'), 'utf8')).toBe(scaleplan(['schema', 'answers'], { cwd: folder }).stdout);
    return Promise.resolve();
  }));

/** Why no disk can be made here to fill, or null. */
const noDisk = (() => {
  const { status, stderr, error } = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt'], {
    encoding: 'utf8',
  });
  return status === 0 ? null : (error?.message ?? stderr.trim());
})();

(noDisk === null ? test : test.skip)(
  `a full disk${noDisk === null ? '' : ` (cannot be made here: ${noDisk})`}: what fits is whole, the others are counted, one line each`,
  () =>
    withFolder({ ...answersFiles(6), 'out/x': '' }, async (folder) => {
      const script = `mount -t tmpfs -o size=300k none out && "${process.execPath}" "${BIN}" generate answers -o out/ --jobs 2; code=$?; ls -A out; tail -qc 5 out/*; exit $code`;
      const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'bash', '-c', script], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(status).toBe(2);
      const names = stdout.match(/^\S+\.\w+$/gm)!;
      expect(names.length).toBeGreaterThan(0);
      expect(stdout).not.toContain('.tmp');
      expect(stdout.match(/ -->$/gm)).toHaveLength(names.length);
      expect(stderr.match(/^error: out\/\d+\.md cannot be written: the disk is full$/gm)).toHaveLength(
        6 - names.length,
      );
      expect(stderr.trimEnd().split('\n').at(-1)).toBe(`6 inputs: ${names.length} written, ${6 - names.length} failed`);
      return Promise.resolve();
    }),
);

/** Rights bind everybody but the administrator, who takes another user's name for a while. */
const asUser = process.getuid!() === 0 ? { uid: 65534, gid: 65534 } : {};
const canRun = spawnSync(process.execPath, [BIN, '--version'], asUser).status === 0;

(canRun ? describe : describe.skip)(
  `without rights${canRun ? '' : ' (no other user can run the program here)'}`,
  () => {
    const withRights = (rights: Record<string, number>, use: (folder: string) => void) =>
      withFolder({ ...smallFiles(2), 'answers/deep/3.yaml': small, 'out/x': '' }, async (folder) => {
        // The temporary folder itself is for its owner only.
        chmodSync(folder, 0o755);
        chmodSync(join(folder, 'out'), 0o777);
        for (const [name, right] of Object.entries(rights)) chmodSync(join(folder, name), right);
        try {
          use(folder);
        } finally {
          for (const name of Object.keys(rights)) chmodSync(join(folder, name), 0o755);
        }
        return Promise.resolve();
      });
    const generate = (folder: string, ...more: string[]) =>
      scaleplan(['generate', 'answers', '-o', 'out/', ...more], { cwd: folder, ...asUser });

    test('to read one input: the others are made', () =>
      withRights({ 'answers/100.yaml': 0 }, (folder) => {
        const { code, stderr } = generate(folder);
        expect(code).toBe(2);
        expect(stderr).toMatch(/^error: answers\/100\.yaml cannot be read: permission is missing$/m);
        expect(stderr.trimEnd().split('\n').at(-1)).toBe('3 inputs: 2 written, 1 failed');
      }));

    test('to look into a folder of inputs: nothing is left out without a word', () =>
      withRights({ 'answers/deep': 0 }, (folder) => {
        expect(generate(folder)).toMatchObject({
          code: 2,
          stderr: 'error: answers/deep cannot be read: permission is missing\n',
        });
      }));

    test('to write to the output folder: one line for each document', () =>
      withRights({ out: 0o555 }, (folder) => {
        const { code, stderr } = generate(folder, '--max-problems', '2');
        expect(code).toBe(2);
        expect(stderr.match(/^error: out\/\d+\.md cannot be written: permission is missing$/gm)).toHaveLength(2);
        expect(stderr).toMatch(/^error: 1 problem more not shown$/m);
        expect(stderr.trimEnd().split('\n').at(-1)).toBe('3 inputs: 3 failed');
      }));

    test('to make the output folder: one line', () =>
      withRights({ out: 0o555 }, (folder) => {
        expect(scaleplan(['generate', 'answers', '-o', 'out/new/'], { cwd: folder, ...asUser })).toMatchObject({
          code: 2,
          stderr: 'error: out/new/ cannot be written: permission is missing\n',
        });
      }));
  },
);

test('a thread that runs out of memory fails its input, and the others are made', () =>
  withFolder(answersFiles(4), async (folder) => {
    const schools = Array.from({ length: 60_000 }, (_, n) => `  - {name: School ${n}, grades: K-5}\n`).join('');
    const [head, tail] = lakeview.split(/^schools:\n(?: {2}- .*\n)+/m);
    writeFileSync(join(folder, 'answers/101.yaml'), `${head!}schools:\n${schools}${tail!}`);
    const { code, stderr } = scaleplan(['generate', 'answers', '-o', 'out/', '--jobs', '2'], {
      cwd: folder,
      env: { NODE_OPTIONS: '--max-old-space-size=100' },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: answers\/101\.yaml needs more memory than there is/m);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe('4 inputs: 3 written, 1 failed');
    expect(readdirSync(join(folder, 'out'))).toEqual(['100.md', '102.md', '103.md']);
    return Promise.resolve();
  }));
