/** The interview in a real terminal, with real keys. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { TestTerminal, type TerminalOptions } from './helpers/terminal.js';
import { PACKAGE_FOLDER, run, withFolder } from './helpers/run.js';

const CLINIC = `framework: { id: clinic, version: 1.0.0, title: A Clinic That Lasts }
levels:
  - { id: low, name: Low, summary: Nobody does it. }
  - { id: mid, name: Middling, summary: Some do it. }
  - { id: high, name: High, summary: All do it. }
terms: { organization: clinic }
profile:
  - { id: clinic, ask: What is the clinic called?, type: text, required: true }
  - { id: beds, ask: How many beds are there?, type: integer, min: 1 }
  - { id: kitchen, ask: Is there a kitchen?, type: boolean }
  - id: wards
    ask: Which wards are there?
    type: choices
    options: [{ id: a, name: Surgery }, { id: b, name: Births }]
roles: [{ id: lead, name: Head nurse }]
conditions:
  - id: care
    name: Care
    summary: Everyone has a plan.
    questions:
      - { id: plans, ask: Has everyone a plan?, help: Look at ten beds., levels: { low: Nobody has., mid: Some have., high: All have. } }
    actions: [{ id: write, title: Write the plans, owner: lead, weeks: 4, raises: { plans: high } }]
  - id: rest
    name: Rest
    summary: Nobody works two shifts.
    questions:
      - { id: shifts, ask: Are shifts fair?, levels: { low: Never., mid: Often., high: Always. } }
`;

const ENTER = '\r';
const DOWN = '\u001B[B';

/** Runs a test with a terminal that is gone afterwards. */
async function withTerminal(
  args: readonly string[],
  options: Partial<TerminalOptions>,
  use: (terminal: TestTerminal, folder: string) => Promise<void>,
  files: Record<string, string> = { 'conditions.yaml': CLINIC },
): Promise<void> {
  await withFolder(files, async (folder) => {
    const terminal = new TestTerminal(['interview', ...args], { cwd: folder, ...options });
    try {
      await use(terminal, folder);
    } finally {
      terminal.close();
    }
  });
}

const read = (folder: string, file = 'answers.yaml') =>
  parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;

describe.each([40, 80, 200])('a quick interview at %d columns', (columns) => {
  test('from the first screen to the plan', () =>
    withTerminal(['--quick'], { columns }, async (terminal, folder) => {
      await terminal.answer(/called\?/, `North${ENTER}`);
      await terminal.answer(/How many beds/, `many${ENTER}`);
      await terminal.shows(/whole number/);
      terminal.press(`\u0015${'12'}${ENTER}`);
      await terminal.answer(/kitchen/, `/b${ENTER}`);
      await terminal.shows(/Enter keeps: 12/);
      terminal.press(`15${ENTER}`);
      await terminal.answer(/kitchen/, `2${ENTER}`);
      await terminal.answer(/Which wards/, ` ${DOWN} ${ENTER}`);
      await terminal.answer(/condition 1\s+of 2/, `${DOWN}${DOWN}${ENTER}`);
      await terminal.answer(/condition 2\s+of 2/, `/u${ENTER}`);
      await terminal.answer(/which day/, ENTER);
      await terminal.answer(/How many years/, `2${ENTER}`);
      await terminal.shows(/What next/);
      expect(terminal.history()).toMatch(/\[not known\]/);
      terminal.press(ENTER);
      await terminal.shows(/Choose first/);
      terminal.press(`1${ENTER}`);
      expect(await terminal.end()).toBe(0);
      expect(read(folder)).toMatchObject({
        framework: 'clinic@1.0.0',
        profile: { clinic: 'North', beds: 15, kitchen: false, wards: ['a', 'b'] },
        responses: { care: 'mid', rest: 'unknown' },
        years: 2,
      });
      const { stdout } = await run(['generate', 'answers.yaml'], folder);
      expect(readFileSync(join(folder, 'answers.md'), 'utf8')).toBe(stdout);
    }));
});

test('leaving by Ctrl-C says how to come back, and the next sitting goes on', () =>
  withFolder({ 'conditions.yaml': CLINIC }, async (folder) => {
    const first = new TestTerminal(['interview', 'a.yaml'], { cwd: folder });
    await first.answer(/called\?/, `North${ENTER}`);
    await first.answer(/How many beds/, '\u0003');
    expect(await first.end()).toBe(130);
    expect(first.screen()).toMatch(/scaleplan interview a\.yaml/);
    // The cursor is shown again, and nothing is left behind.
    expect(first.raw.lastIndexOf('\u001B[?25h')).toBeGreaterThanOrEqual(first.raw.lastIndexOf('\u001B[?25l'));
    expect(existsSync(join(folder, '.a.yaml.lock'))).toBe(false);

    const second = new TestTerminal(['interview', 'a.yaml'], { cwd: folder });
    await second.answer(/How many beds/, `/q${ENTER}`);
    expect(await second.end()).toBe(0);
    expect(second.history()).toMatch(/1 of \d+ questions are answered/);
  }));

test.each<[string, (terminal: TestTerminal) => void, number]>([
  ['Ctrl-D', (terminal) => terminal.press('\u0004'), 0],
  ['SIGTERM', (terminal) => terminal.signal('SIGTERM'), 143],
])('%s in the middle loses nothing', (_, leave, code) =>
  withTerminal([], {}, async (terminal, folder) => {
    await terminal.answer(/called\?/, `North${ENTER}`);
    await terminal.shows(/How many beds/);
    leave(terminal);
    expect(await terminal.end()).toBe(code);
    expect(terminal.screen()).toMatch(/scaleplan interview answers\.yaml/);
    expect(read(folder)).toMatchObject({ profile: { clinic: 'North' } });
  }),
);

test.each(['', '--plain'])('Ctrl-Z gives the terminal to the shell, and fg goes on (%s)', (option) =>
  withTerminal([option], { inShell: true, env: { ENV: '', PS1: '$ ' } }, async (terminal, folder) => {
    await terminal.answer(/called\?/, `North${ENTER}`);
    await terminal.answer(/How many beds/, '\u001A');
    await terminal.shows(/Stopped[^]*^\$$/m);
    terminal.press(`stty -a${ENTER}`);
    // The shell has its terminal as it was.
    await terminal.shows(/ icanon[^]* echo [^]*^\$$/m);
    terminal.press(`clear; fg${ENTER}`);
    await terminal.shows(option === '' ? /How many beds/ : /^node .* interview/m);
    terminal.press(`12${ENTER}`);
    await terminal.answer(/kitchen/, `/q${ENTER}`);
    await terminal.answer(/scaleplan interview answers\.yaml[^]*^\$$/m, `exit${ENTER}`);
    await terminal.end();
    expect(read(folder)).toMatchObject({ profile: { clinic: 'North', beds: 12 } });
  }),
);

test('killed after each answer in turn, the file has every answer before', () =>
  withFolder({ 'conditions.yaml': CLINIC }, async (folder) => {
    const steps: [RegExp, string, object][] = [
      [/called\?/, `North${ENTER}`, { profile: { clinic: 'North' } }],
      [/How many beds/, `7${ENTER}`, { profile: { beds: 7 } }],
      [/kitchen/, `1${ENTER}`, { profile: { kitchen: true } }],
      [/Which wards/, ` ${ENTER}`, { profile: { wards: ['a'] } }],
      [/Has everyone/, `3${ENTER}`, { responses: { care: { plans: 'high' } } }],
      [/Are shifts/, `/x${ENTER}`, { responses: { rest: { shifts: 'not-applicable' } } }],
    ];
    for (const [n, [question, keys]] of steps.entries()) {
      const terminal = new TestTerminal(['interview'], { cwd: folder });
      await terminal.answer(question, keys);
      await terminal.shows(steps[n + 1]?.[0] ?? /which day/);
      terminal.signal('SIGKILL');
      await terminal.end();
      for (const [, , expected] of steps.slice(0, n + 1)) expect(read(folder)).toMatchObject(expected);
    }
  }));

test('resized in the middle, the question stands on the screen once', () =>
  withTerminal([], {}, async (terminal) => {
    await terminal.answer(/called\?/, `North${ENTER}`);
    await terminal.shows(/How many beds/);
    terminal.resize(40, 20);
    await terminal.shows(/^How many beds are there\?$/m);
    terminal.resize(100, 30);
    await new Promise((resolve) => setTimeout(resolve, 200));
    terminal.press('9');
    await terminal.shows(/^> 9$/m);
    expect(terminal.screen().match(/How many beds/g)).toHaveLength(1);
  }));

test('a long question in another script does not garble the screen', () => {
  const long = `${'名前と住所を教えてください。'.repeat(12)} Ünïcödé ${'words and '.repeat(16)}?`;
  const odd = CLINIC.replace('How many beds are there?', `"${long}"`).replace(
    'Nobody has.',
    `"${'どこにもありません。'.repeat(10)}"`,
  );
  return withTerminal(
    [],
    { columns: 40 },
    async (terminal) => {
      await terminal.answer(/called\?/, `North${ENTER}`);
      await terminal.shows(/^> $|^>$/m);
      expect(terminal.lines().every((line) => line.length <= 40)).toBe(true);
      expect(terminal.screen()).toMatch(/\/b back/);
      terminal.press('8');
      await terminal.shows(/^> 8$/m);
      terminal.press(`${ENTER}`);
      await terminal.answer(/kitchen/, `1${ENTER}`);
      await terminal.answer(/Which wards/, ` ${ENTER}`);
      await terminal.shows(/Has everyone/);
      for (const key of [DOWN, DOWN, DOWN, DOWN, DOWN]) {
        terminal.press(key);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      await terminal.shows(/^> 2 Middling/m);
      expect(terminal.screen().match(/Has everyone a plan/g)).toHaveLength(1);
    },
    { 'conditions.yaml': odd },
  );
});

test('one Enter too many, pasted lines and a path are no answers to what comes next', () =>
  withTerminal(['--only', 'care,rest'], {}, async (terminal, folder) => {
    await terminal.answer(/Has everyone/, `/n${ENTER}`);
    await terminal.shows(/Note on/);
    terminal.press('\u001B[200~First line\r2 of us were away\r/u third\u001B[201~');
    await terminal.shows(/third/);
    terminal.press(ENTER);
    await terminal.shows(/Note: First line 2 of us/);
    terminal.press(`/e${ENTER}`);
    await terminal.answer(/A link or a document/, `/board/minutes.pdf${ENTER}`);
    await terminal.shows(/Evidence: \/board\/minutes\.pdf/);
    terminal.press(`/u${ENTER}${ENTER}${ENTER}`);
    await terminal.shows(/Are shifts fair[\s\S]*Choose first/);
    terminal.press(`/q${ENTER}`);
    await terminal.end();
    expect(read(folder)).toMatchObject({
      responses: {
        care: {
          plans: { level: 'unknown', note: 'First line 2 of us were away /u third', evidence: ['/board/minutes.pdf'] },
        },
      },
    });
    expect(read(folder)).not.toHaveProperty('responses.rest');
  }));

test('where one is to choose, what is no choice is refused, and a note may stand behind its key', () =>
  withTerminal(['--quick', '--only', 'Care,rest'], {}, async (terminal, folder) => {
    await terminal.shows(/condition 1 of 2/);
    for (const typed of ['In 2024 they said', '-1', '1.5', '30', '4']) {
      terminal.press(typed);
      await terminal.shows(new RegExp(`> ${typed}$`, 'm'));
      terminal.press(ENTER);
      await terminal.shows(/Type a number from 1 to 3/);
    }
    terminal.press(`/z${ENTER}`);
    await terminal.shows(/There is no key \/z/);
    terminal.press(`/n Since 2024, in 2 places${ENTER}`);
    await terminal.answer(/Note: Since 2024, in 2 places/, `high${ENTER}`);
    await terminal.answer(/condition 2 of 2/, `\u001B\u0003`);
    expect(await terminal.end()).toBe(130);
    expect(read(folder)).toMatchObject({ responses: { care: { level: 'high', note: 'Since 2024, in 2 places' } } });
    expect(read(folder)).not.toHaveProperty('responses.rest');
  }));

test('a long note leaves room for the choices', () =>
  withTerminal(
    ['--only', 'care'],
    {},
    async (terminal) => {
      await terminal.shows(/3 High: All have\.[^]*\/q leave/);
      expect(terminal.screen()).toMatch(/Note: word [^]*\.\.\.\n[^]*1 Low/);
    },
    { 'conditions.yaml': CLINIC, 'answers.yaml': `responses: {care: {plans: {note: ${'word '.repeat(900)}}}}\n` },
  ));

test('in eight rows the question is on the screen', () =>
  withTerminal(['--only', 'care'], { rows: 8 }, async (terminal) => {
    await terminal.shows(/Has everyone a plan\?[\s\S]*\/q leave/);
    terminal.press(`/q${ENTER}`);
    await terminal.end();
  }));

test('in a long list, two digits are one number', () => {
  const many = CLINIC.replace(
    'options: [{ id: a, name: Surgery }, { id: b, name: Births }]',
    `options: [${Array.from({ length: 13 }, (_, n) => `{ id: w${n + 1}, name: Ward ${n + 1} }`).join(', ')}]`,
  ).replace('type: choices', 'type: choice');
  return withTerminal(
    [],
    {},
    async (terminal, folder) => {
      await terminal.answer(/called\?/, `North${ENTER}`);
      await terminal.answer(/How many beds/, `2${ENTER}`);
      await terminal.answer(/kitchen/, `2${ENTER}`);
      await terminal.answer(/Which wards/, `12${ENTER}`);
      await terminal.shows(/Has everyone/);
      expect(read(folder)).toMatchObject({ profile: { wards: 'w12' } });
      terminal.press(`/q${ENTER}`);
      await terminal.end();
    },
    { 'conditions.yaml': many },
  );
});

test('NO_COLOR leaves no colour anywhere', () =>
  withTerminal([], { env: { NO_COLOR: '1' } }, async (terminal) => {
    await terminal.answer(/called\?/, `North${ENTER}`);
    await terminal.answer(/How many beds/, `/q${ENTER}`);
    await terminal.end();
    // eslint-disable-next-line no-control-regex -- the sequence that sets colours and weights
    expect(terminal.raw.match(/\u001B\[[0-9;]*m/g) ?? []).toEqual([]);
  }));

describe('--plain', () => {
  test.each<[string, string[], Record<string, string>]>([
    ['asked for', ['--plain'], {}],
    ['under TERM=dumb', [], { TERM: 'dumb' }],
    ['under ACCESSIBLE=1', [], { ACCESSIBLE: '1' }],
  ])('%s: no escape sequence, numbers and words', (_, args, env) =>
    withTerminal(['--quick', ...args], { env }, async (terminal, folder) => {
      await terminal.answer(/called\?/, 'North\n');
      await terminal.answer(/How many beds/, 'many\n');
      await terminal.answer(/whole number/, '12\n');
      await terminal.answer(/kitchen/, '/back\n');
      await terminal.answer(/Enter keeps it/, '\n');
      await terminal.answer(/kitchen/, 'no\n');
      await terminal.answer(/Which wards/, '1 2\n');
      await terminal.answer(/condition 1 of 2/, '9\n');
      await terminal.answer(/from 1 to 3/, '2\n');
      await terminal.answer(/condition 2 of 2/, 'unknown\n');
      await terminal.answer(/which day/, '\n');
      await terminal.answer(/How many years/, '2\n');
      await terminal.answer(/What next/, '1\n');
      expect(await terminal.end()).toBe(0);
      expect(terminal.raw).not.toContain('\u001B');
      expect(read(folder)).toMatchObject({
        profile: { clinic: 'North', beds: 12, kitchen: false, wards: ['a', 'b'] },
        responses: { care: 'mid', rest: 'unknown' },
      });
      expect(existsSync(join(folder, 'answers.md'))).toBe(true);
    }),
  );

  test('end of input leaves, Ctrl-C interrupts', async () => {
    await withTerminal(['--plain'], {}, async (terminal) => {
      await terminal.answer(/called\?/, '\u0004');
      expect(await terminal.end()).toBe(0);
      expect(terminal.screen()).toMatch(/scaleplan interview answers\.yaml --plain/);
    });
    await withTerminal(['--plain'], {}, async (terminal) => {
      await terminal.answer(/called\?/, '\u0003');
      expect(await terminal.end()).toBe(130);
      expect(terminal.screen()).toMatch(/scaleplan interview answers\.yaml --plain/);
    });
  });
});

test('a second interview on one file says who holds it; a lock left behind is taken over', () =>
  withFolder({ 'conditions.yaml': CLINIC }, async (folder) => {
    const first = new TestTerminal(['interview'], { cwd: folder });
    await first.shows(/called\?/);
    const second = new TestTerminal(['interview'], { cwd: folder });
    expect(await second.end()).toBe(2);
    expect(second.screen()).toMatch(/another interview is writing answers\.yaml: process \d+/);
    first.signal('SIGKILL');
    await first.end();
    expect(existsSync(join(folder, '.answers.yaml.lock'))).toBe(true);
    const third = new TestTerminal(['interview'], { cwd: folder });
    await third.answer(/called\?/, `/q${ENTER}`);
    expect(await third.end()).toBe(0);
  }));

test('-o - leaves only the document on standard output', () =>
  withFolder(
    {
      'conditions.yaml': CLINIC,
      'a.yaml':
        'profile: {clinic: North, beds: 2, kitchen: no, wards: [a]}\nstart: 2027-01-01\nyears: 1\nresponses: {care: {plans: low}, rest: {shifts: low}}\n',
    },
    async (folder) => {
      const terminal = new TestTerminal(['interview', 'a.yaml', '-o', '-', '>', 'out.md'], { cwd: folder });
      await terminal.answer(/What next/, `1${ENTER}`);
      expect(await terminal.end()).toBe(0);
      const { stdout } = await run(['generate', 'a.yaml'], folder);
      expect(readFileSync(join(folder, 'out.md'), 'utf8')).toBe(stdout);
    },
  ));

test('a long note in $EDITOR; a failing editor keeps the draft', () =>
  withTerminal(
    ['--only', 'care'],
    { env: { EDITOR: 'sh ./edit.sh' } },
    async (terminal, folder) => {
      await terminal.answer(/Has everyone/, `/n${ENTER}`);
      await terminal.answer(/Note on/, `/v${ENTER}`);
      await terminal.shows(/Note: One/);
      terminal.press(`/n${ENTER}`);
      await terminal.answer(/Note on/, `/v${ENTER}`);
      await terminal.shows(/What you wrote there is in\s/);
      terminal.press(`/q${ENTER}`);
      await terminal.end();
      expect(read(folder)).toMatchObject({ responses: { care: { plans: { note: 'One\n\nTwo' } } } });
    },
    {
      'conditions.yaml': CLINIC,
      // Writes a note the first time, and fails the second time.
      'edit.sh': 'if [ -e done ]; then echo lost >> "$1"; exit 1; fi; touch done; printf "One\\n\\nTwo\\n" > "$1"\n',
    },
  ));

test.each([
  [['interview'], /needs a terminal; not answered yet: district, state/],
  [['interview', '--only', 'visoin'], /did you mean "vision"/],
])('%j without a terminal is wrong usage', async (args, says) => {
  const { code, stderr } = await run(args, PACKAGE_FOLDER);
  expect(code).toBe(2);
  expect(stderr).toMatch(says);
});
