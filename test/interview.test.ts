/** The interview as a function that is handed its prompts: what it asks, keeps and shows. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { readAnswers } from '../src/answers/read.js';
import type { Key, Prompt } from '../src/interview/prompts.js';
import { buildPlan } from '../src/plan/build.js';
import { framework, question } from './helpers/build.js';
import { Driver, type MadeUpFile } from './helpers/driver.js';
import { rounds } from './helpers/rounds.js';

const CLINIC = framework({
  profile: [
    { id: 'name', ask: 'Name?', type: 'text', required: true },
    { id: 'beds', ask: 'How many beds?', type: 'integer', min: 1, help: 'Count those in use.' },
    { id: 'kitchen', ask: 'Is there a kitchen?', type: 'boolean' },
    { id: 'meals', ask: 'How many meals a day?', type: 'integer', when: 'kitchen' },
    {
      id: 'kind',
      ask: 'What kind is it?',
      type: 'choice',
      options: [
        { id: 'small', name: 'Small' },
        { id: 'large', name: 'Large' },
      ],
    },
    {
      id: 'wards',
      ask: 'Which wards?',
      type: 'choices',
      options: [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
      ],
    },
  ],
  policy: [{ id: 'night', name: 'Work at night', ask: 'Is work at night permitted?', why: 'Nights are short.' }],
  funding: [{ id: 'grant', name: 'Grant' }],
  roles: [
    { id: 'lead', name: 'Lead' },
    { id: 'nurse', name: 'Nurse' },
  ],
  conditions: [
    {
      id: 'water',
      name: 'Water',
      questions: [
        question('depth', { help: 'Look down.', evidence: ['A rope'] }),
        question('flow', { when: 'level["water.depth"] > 0' }),
      ],
      actions: [{ id: 'dig', title: 'Dig', owner: 'lead', weeks: 2, raises: { depth: 'high' } }],
    },
    { id: 'air', name: 'Air', questions: [question('wind')] },
  ],
});

/** Answers every prompt from a table by its question, with a key where it begins with a slash; stops at a question not in it. */
async function play(driver: Driver, table: readonly (readonly [ask: string, ...replies: string[]])[]): Promise<void> {
  for (const [ask, ...values] of table) {
    expect(await driver.asks()).toBe(ask);
    if (values[0]?.startsWith('/')) await driver.press(values[0].slice(1) as Key);
    else await driver.answer(...values);
  }
}

const FACTS = [
  ['Name?', 'North'],
  ['How many beds?', '1,200'],
  ['Is there a kitchen?', 'no'],
  ['What kind is it?', 'large'],
  ['Which wards?', 'a', 'b'],
] as const;
const REST = [
  ['Is work at night permitted?', '/unknown'],
  ['On which day does the plan start? Write it as YYYY-MM-DD.', '2027-07-01'],
  ['How many years does it look ahead?', '2'],
] as const;

test('a whole interview gives the file that a person would write', async () => {
  const file: MadeUpFile = { text: null };
  const driver = new Driver(CLINIC, file);
  await play(driver, [
    ...FACTS,
    ['How is depth?', 'mid'],
    ['How is flow?', '/not-applicable'],
    ['How is wind?', '/unknown'],
    ...REST,
  ]);
  expect(await driver.asks()).toBe('What next?');
  expect(file.text).toBe(
    `framework: test@1.0.0
profile:
  name: North
  beds: 1200
  kitchen: false
  kind: large
  wards:
    - a
    - b
start: 2027-07-01
years: 2
responses:
  water:
    depth: mid
    flow: not-applicable
  air:
    wind: unknown
policy:
  night: unknown
`,
  );
});

test('a file and an interview give the same plan', async () => {
  const file: MadeUpFile = { text: null };
  const driver = new Driver(CLINIC, file);
  await play(driver, [...FACTS, ['How is depth?', 'low'], ['How is wind?', 'high'], ...REST]);
  expect(await driver.answer('plan')).toBe('plan');
  const written = `{"profile": {"name": "North", "beds": 1200, "kitchen": "no", "kind": "large", "wards": ["a", "b"]}, "start": "2027-07-01",
    "years": 2, "responses": {"water": {"depth": "low"}, "air": {"wind": "high"}}, "policy": {"night": "unknown"}}`;
  const planOf = (name: string, text: string) => {
    const { value, problems } = readAnswers(name, text, CLINIC, 'plan');
    expect(problems).toEqual([]);
    return buildPlan({ framework: CLINIC, answers: { ...value!, start: value!.start! } });
  };
  expect(planOf('a.yaml', file.text!)).toEqual(planOf('a.json', written));
});

test('resumes at the first question without an answer, and keeps what a person wrote', async () => {
  const file: MadeUpFile = {
    text: '# ours\nprofile:\n  name: North # for now\n  beds: unknown\n\nresponses: {water: {depth: low}}\n',
  };
  const driver = new Driver(CLINIC, file);
  expect(await driver.asks()).toBe('Is there a kitchen?');
  await driver.answer('yes');
  expect(file.text).toBe(
    '# ours\nprofile:\n  name: North # for now\n  beds: unknown\n  kitchen: true\n\nresponses: {water: {depth: low}}\n',
  );
});

describe('back', () => {
  test('shows the former answer, and goes on where one was', async () => {
    const file: MadeUpFile = { text: null };
    const driver = new Driver(CLINIC, file);
    await play(driver, [FACTS[0], FACTS[1], ['Is there a kitchen?', '/back'], ['How many beds?', '/back']]);
    expect(await driver.now()).toMatchObject({ ask: 'Name?', current: ['North'] });
    expect(await driver.answer('South')).toMatchObject({ ask: 'Is there a kitchen?' });
    expect(file.text).toContain('name: South');
  });

  test('asks what has come up, and keeps what has been hidden', async () => {
    const file: MadeUpFile = { text: null };
    const driver = new Driver(CLINIC, file);
    await play(driver, [
      FACTS[0],
      FACTS[1],
      ['Is there a kitchen?', 'yes'],
      ['How many meals a day?', '3'],
      ['What kind is it?', '/back'],
    ]);
    await play(driver, [
      ['How many meals a day?', '/back'],
      ['Is there a kitchen?', 'no'],
    ]);
    expect(await driver.asks()).toBe('What kind is it?');
    expect(file.text).toContain('meals: 3');
    await play(driver, [['What kind is it?', '/back']]);
    await play(driver, [['Is there a kitchen?', 'yes']]);
    // The answer is back, so the question is not asked again.
    expect(await driver.asks()).toBe('What kind is it?');
  });

  test('in a later sitting goes to what was answered before', async () => {
    const driver = new Driver(CLINIC, { text: 'profile: {name: North}\n' });
    await play(driver, [['How many beds?', '/back']]);
    expect(await driver.now()).toMatchObject({ ask: 'Name?', current: ['North'] });
  });

  test('from the first question stays there', async () => {
    const driver = new Driver(CLINIC, { text: null });
    await play(driver, [['Name?', '/back']]);
    expect(await driver.asks()).toBe('Name?');
    expect(driver.told).toContain('This is the first question.');
  });
});

test.each([
  ['a number that is none', ['Name?', 'North'], ['How many beds?', 'many'], /whole number/i],
  ['a number out of range', ['Name?', 'North'], ['How many beds?', '0'], /1 or more/],
])('%s is not saved, and the prompt says why', async (_, first, [ask, typed], says) => {
  const file: MadeUpFile = { text: null };
  const driver = new Driver(CLINIC, file);
  await play(driver, [first as never]);
  const before = file.text;
  const again = (await driver.answer(typed!)) as Prompt;
  expect(again.ask).toBe(ask);
  expect(again.remarks.join(' ')).toMatch(says);
  expect(file.text).toBe(before);
});

test('the menu can be reached from every question, and leads back to it', async () => {
  const driver = new Driver(CLINIC, { text: 'profile: {name: North}\n' });
  expect(await driver.asks()).toBe('How many beds?');
  await driver.press('skip');
  expect(await driver.press('menu')).toMatchObject({ ask: 'What next?' });
  expect(await driver.press('back')).toMatchObject({ ask: 'Is there a kitchen?' });
});

test('an answer for a whole condition is shown with its questions, and one that does not apply leaves none open', async () => {
  const driver = new Driver(
    CLINIC,
    { text: 'responses: {water: mid, air: not-applicable}\n' },
    { only: ['water', 'air'] },
  );
  const now = (await driver.now()) as Prompt;
  expect(now.remarks.join()).toMatch(/^Of Water as a whole you said: Mid\.$/);
  await driver.answer('high');
  expect(await driver.asks()).toBe('How is flow?');
  await driver.answer('low');
  expect(await driver.asks()).toBe('What next?');
});

test('the same answer again leaves the file as a person wrote it', async () => {
  const file: MadeUpFile = { text: "profile: {name: 'North', beds: 0012}\n" };
  const driver = new Driver(CLINIC, file);
  await driver.press('back');
  await driver.answer('12');
  for (const key of ['back', 'back'] as const) await driver.press(key);
  await driver.answer('North');
  expect(file.text).toBe("profile: {name: 'North', beds: 0012}\n");
});

test('what was wrong is said without ids', async () => {
  const driver = new Driver(CLINIC, { text: 'profile: {name: North}\n' });
  expect(((await driver.answer('many')) as Prompt).remarks).toEqual([
    expect.stringMatching(/^The answer should be a whole number/),
  ]);
});

test.each([
  ['note', { note: 'Two teams only.' }],
  ['evidence', { evidence: ['Two teams only.'] }],
] as const)('what stands behind the key is the %s', async (key, written) => {
  const file: MadeUpFile = { text: null };
  const driver = new Driver(CLINIC, file, { only: ['air'] });
  await driver.now();
  await driver.reply({ kind: 'key', key, text: 'Two teams only.' });
  await driver.answer('mid');
  expect(parse(file.text!)).toMatchObject({ responses: { air: { wind: { ...written, level: 'mid' } } } });
});

test.each(['gone', 'empty'])(
  'a file that is %s meanwhile is written again, with all that was answered',
  async (how) => {
    const file: MadeUpFile = { text: '# ours\nprofile: {name: North}\n' };
    const driver = new Driver(CLINIC, file);
    await driver.answer('12');
    file.text = how === 'gone' ? null : '\n';
    await driver.answer('no');
    expect(file.text).toBe('# ours\nprofile: {name: North, beds: 12, kitchen: false}\n');
    file.text = how === 'gone' ? null : '\n';
    expect(await driver.press('leave')).toBe('left');
    expect(file.text).toBe('# ours\nprofile: {name: North, beds: 12, kitchen: false}\n');
    expect(driver.told.join('\n')).toMatch(/written again/);
  },
);

test('the first screen names the shorter interview where it is shorter', async () => {
  const long = new Driver(CLINIC, { text: null });
  await long.now();
  expect(long.told.join('\n')).toMatch(/one question for each condition \(10 questions left[^]*answers\.yaml --quick/);
  const quick = new Driver(CLINIC, { text: null }, { quick: true });
  await quick.now();
  expect(quick.told.join('\n')).not.toMatch(/shorter/);
});

test('without what a plan needs, only that is asked, one after the other', async () => {
  const driver = new Driver(CLINIC, { text: null });
  await driver.now();
  await driver.press('menu');
  expect(await driver.answer('plan')).toMatchObject({ ask: 'Name?' });
  expect(await driver.answer('North')).toMatchObject({ ask: expect.stringMatching(/^On which day/) });
  expect(await driver.answer('2027-07-01')).toMatchObject({ ask: 'What next?' });
  expect(await driver.answer('plan')).toBe('plan');
});

test.each(['unknown', 'not-applicable'] as const)('Enter keeps the answer "%s"', async (key) => {
  const file: MadeUpFile = { text: null };
  const driver = new Driver(CLINIC, file, { only: ['air'] });
  await driver.now();
  await driver.press(key);
  await driver.answer('change');
  await driver.answer('Air');
  expect(await driver.answer('0')).toMatchObject({ kept: key });
});

test('help, notes and links stay with the question', async () => {
  const file: MadeUpFile = { text: 'profile: {name: North}\nresponses: {}\n' };
  const driver = new Driver(CLINIC, file, { only: ['water'] });
  expect(await driver.press('help')).toMatchObject({ remarks: ['Look down.', 'What would show it: A rope.'] });
  expect(await driver.press('note')).toMatchObject({ ask: 'Note on: How is depth?', kind: 'text' });
  expect(await driver.answer('We measured: 3 m')).toMatchObject({ remarks: ['Note: We measured: 3 m'] });
  await driver.press('evidence');
  await driver.answer('https://example.org/a');
  await driver.answer('mid');
  const { value } = readAnswers('a.yaml', file.text!, CLINIC, 'check');
  expect(value!.responses['water.depth']).toEqual({
    level: 1,
    note: 'We measured: 3 m',
    evidence: ['https://example.org/a'],
  });
});

test('a long note is written in the editor, and the draft is named where that fails', async () => {
  const file: MadeUpFile = { text: null };
  const driver = new Driver(CLINIC, file, { only: ['air'] });
  await driver.press('note');
  driver.edited = { problem: 'The editor ended with an error.' };
  expect(await driver.press('editor')).toMatchObject({ remarks: ['The editor ended with an error.'] });
  driver.edited = { text: 'One\n\nTwo\n' };
  expect(await driver.press('editor')).toMatchObject({ remarks: ['Note: One\n\nTwo'] });
});

test('what is skipped is open at the end, and not before', async () => {
  const driver = new Driver(CLINIC, { text: 'profile: {name: North}\n' }, { only: ['water', 'air'] });
  await play(driver, [
    ['How is depth?', '/skip'],
    ['How is flow?', '/skip'],
    ['How is wind?', 'low'],
  ]);
  const review = (await driver.now()) as Prompt;
  expect(review.choices).toContainEqual({ value: 'open', name: 'Answer what is open', detail: '2 questions' });
  expect(driver.told.join('\n')).toContain('[open] How is depth?');
  expect(driver.told.join('\n')).toContain('[Low] How is wind?');
  expect(await driver.answer('open')).toMatchObject({ ask: 'How is depth?' });
});

test('quick: one question for each condition', async () => {
  const file: MadeUpFile = { text: null };
  const driver = new Driver(CLINIC, file, { quick: true });
  await play(driver, [...FACTS]);
  expect(await driver.now()).toMatchObject({ title: 'Water', progress: 'condition 1 of 2' });
  await driver.answer('mid');
  await driver.press('unknown');
  expect(file.text).toContain('responses:\n  water: mid\n  air: unknown\n');
});

test('progress counts what is asked', async () => {
  const driver = new Driver(CLINIC, { text: 'profile: {name: North}\n' }, { only: ['water', 'air'] });
  expect(await driver.now()).toMatchObject({ progress: 'condition 1 of 2 · question 1 of 3' });
  // A depth of zero hides the question about the flow.
  expect(await driver.answer('low')).toMatchObject({ progress: 'condition 2 of 2 · question 2 of 2' });
});

test('a file that was changed by hand meanwhile keeps both changes', async () => {
  const file: MadeUpFile = { text: 'profile: {name: North}\n' };
  const driver = new Driver(CLINIC, file);
  await driver.now();
  file.text = 'profile: {name: South}\n';
  await driver.answer('3');
  expect(file.text).toBe('profile: {name: South, beds: 3}\n');
  file.text = 'profile: {name: [South\n';
  expect(((await driver.answer('yes')) as Prompt).remarks.join()).toMatch(/was changed meanwhile and cannot be read/);
  expect(file.text).toBe('profile: {name: [South\n');
});

test('an anchor is not changed by halves: the file stays as it is, and the prompt says so', async () => {
  const text = 'responses: {water: {depth: &d low, flow: *d}}\n';
  const file: MadeUpFile = { text };
  const driver = new Driver(CLINIC, file, { only: ['water'] });
  for (let now = await driver.now(); (now as Prompt).ask !== 'How is depth?';) now = await driver.press('back');
  const again = (await driver.answer('high')) as Prompt;
  expect(again.remarks.join()).toMatch(/only a person can change there \(an anchor\)/);
  expect(file.text).toBe(text);
});

test('a key behind a question mark is answered where it stands', async () => {
  const file: MadeUpFile = { text: 'responses:\n  water:\n    ? depth # d\n    : low # so far\n' };
  const driver = new Driver(CLINIC, file, { only: ['water'] });
  for (let now = await driver.now(); (now as Prompt).ask !== 'How is depth?';) now = await driver.press('back');
  await driver.answer('high');
  expect(file.text).toBe('responses:\n  water:\n    ? depth # d\n    : high # so far\n');
});

test.each([
  ['no file yet', null],
  ['an empty file', ''],
  ['only a comment', '# ours\n'],
])('%s is a beginning', async (_, text) => {
  const file: MadeUpFile = { text };
  const driver = new Driver(CLINIC, file);
  await play(driver, [FACTS[0]]);
  expect(file.text).toBe(`${text ?? ''}framework: test@1.0.0\nprofile:\n  name: North\n`);
});

test('an answer under a former id is changed where it stands', async () => {
  const renamed = framework({
    conditions: [{ id: 'water', was: ['wells'], name: 'Water', questions: [question('depth', { was: ['deep'] })] }],
  });
  const file: MadeUpFile = { text: 'profile: {name: North}\nresponses: {wells: {deep: low}}\n' };
  const driver = new Driver(renamed, file, { only: ['water'] });
  await driver.now();
  for (const reply of ['change', 'Water', '0', 'high']) await driver.answer(reply);
  expect(file.text).toBe('profile: {name: North}\nresponses: {wells: {deep: high}}\n');
});

test.each(['7,5', '1,2,3', '5%', '$30', '1e3'])('%s is no number of beds', async (typed) => {
  const file: MadeUpFile = { text: 'profile: {name: North}\n' };
  const driver = new Driver(CLINIC, file);
  expect((await driver.now()) as Prompt).toMatchObject({ ask: 'How many beds?' });
  expect(((await driver.answer(typed)) as Prompt).ask).toBe('How many beds?');
  expect(file.text).toBe('profile: {name: North}\n');
});

describe('after the questions', () => {
  const whole = `profile: {name: North, beds: 3, kitchen: no, kind: small, wards: [a]}
start: 2027-07-01
years: 2
responses: {water: {depth: low}, air: {wind: high}}
policy: {night: allowed}
`;
  const changed = async (...replies: (string | string[])[]) => {
    const file: MadeUpFile = { text: whole };
    const driver = new Driver(CLINIC, file);
    await driver.now();
    for (const reply of replies)
      await (typeof reply === 'string' && reply.startsWith('/')
        ? driver.press(reply.slice(1) as Key)
        : driver.answer(...[reply].flat()));
    return file.text!.replace(whole, '');
  };

  test.each([
    ['an aim for all', ['targets', 'default', 'mid'], 'targets:\n  default: mid\n'],
    ['an aim for one', ['targets', 'water', 'mid'], 'targets:\n  water: mid\n'],
    ['how much at once', ['focus', '3', 'all'], 'focus:\n  priorities: 3\n  first_year_actions: all\n'],
    ['a vacant post', ['people', 'nurse', 'vacant'], 'capacity:\n  nurse: 0\n'],
    ['a role held besides', ['people', 'nurse', 'held', 'lead'], 'roles:\n  nurse: lead\n'],
    ['a role that is not there', ['people', 'nurse', 'none'], 'roles:\n  nurse: none\n'],
    ['more hands', ['people', 'nurse', 'number', '4'], 'capacity:\n  nurse: 4\n'],
    ['money', ['money', 'grant', '$12,000', 'year'], 'funds:\n  grant:\n    amount: 12000\n    each: year\n'],
    [
      'a name',
      ['units', 'new', 'Ward 1', 'K-5', 'yes', 'no'],
      'schools:\n  - name: Ward 1\n    grades: K-5\n    high_need: true\n',
    ],
    ['a name taken away', ['units', 'new', 'Ward 1', 'K-5', 'yes', 'no', '0', '-'], ''],
    ['money taken away', ['money', 'grant', '5', 'once', 'grant', '0'], ''],
    ['as usual again', ['people', 'nurse', 'vacant', 'nurse', 'usual'], ''],
  ])('%s', async (_, replies, written) => {
    const text = await changed(...replies);
    // What is new stands in its place in the file, wherever that is.
    expect(
      whole
        .trimEnd()
        .split('\n')
        .reduce((rest, line) => rest.replace(`${line}\n`, ''), text),
    ).toBe(written);
  });

  test('one answer is changed', async () => {
    expect(await changed('change', 'Water', '0', 'high')).toBe(whole.replace('depth: low', 'depth: high'));
  });

  test('a circle of roles is refused', async () => {
    const file: MadeUpFile = { text: `${whole}roles: {lead: nurse}\n` };
    const driver = new Driver(CLINIC, file);
    await driver.now();
    for (const reply of ['people', 'nurse', 'held']) await driver.answer(reply);
    expect(((await driver.answer('lead')) as Prompt).remarks.join()).toMatch(/circle/);
    expect(file.text).toBe(`${whole}roles: {lead: nurse}\n`);
  });

  test('without what a plan needs, that is asked first', async () => {
    const driver = new Driver(CLINIC, { text: 'profile: {name: North}\n' });
    for (let now = await driver.now(); typeof now !== 'string' && now.ask !== 'What next?';)
      now = await driver.press('skip');
    expect(await driver.answer('plan')).toMatchObject({
      ask: 'On which day does the plan start? Write it as YYYY-MM-DD.',
    });
  });

  test('leaving says how to come back', async () => {
    const driver = new Driver(CLINIC, { text: whole });
    await driver.now();
    expect(await driver.answer('leave')).toBe('left');
    expect(driver.told.at(-1)).toContain('scaleplan interview answers.yaml');
  });
});

describe('whatever a person does', () => {
  /** What the file must say: by question, the level (or unknown, not-applicable) and the note. */
  interface Model {
    readonly levels: Map<string, string>;
    readonly notes: Map<string, string>;
  }
  interface Real {
    driver: Driver;
    readonly file: MadeUpFile;
  }
  const ASKED = new Map([
    ['How is depth?', 'water.depth'],
    ['How is flow?', 'water.flow'],
    ['How is wind?', 'air.wind'],
  ]);
  const start = (file: MadeUpFile) => new Driver(CLINIC, file, { only: ['water', 'air'] });

  class Act implements fc.AsyncCommand<Model, Real> {
    private readonly what: string;
    private readonly level: string;
    private readonly note: string;

    constructor(what: string, level: string, note: string) {
      this.what = what;
      this.level = level;
      this.note = note;
    }

    check(): boolean {
      return true;
    }

    async run(model: Model, real: Real): Promise<void> {
      const now = await real.driver.now();
      if (typeof now === 'string' || this.what === 'resume') {
        // A sitting that was left, or whose terminal was closed, goes on from the file.
        real.driver = start(real.file);
        return;
      }
      const id = ASKED.get(now.ask);
      if (id === undefined) {
        // The review: leave, or look at what is open.
        await (this.what === 'leave' ? real.driver.answer('leave') : real.driver.press('back'));
      } else if (this.what === 'answer') {
        model.levels.set(id, this.level);
        await real.driver.answer(this.level);
      } else if (this.what === 'note') {
        await real.driver.press('note');
        model.notes.set(id, this.note);
        await real.driver.answer(this.note);
      } else if (this.what === 'unknown' || this.what === 'not-applicable') {
        model.levels.set(id, this.what);
        await real.driver.press(this.what);
      } else await real.driver.press(this.what as Key);
      this.compare(model, real);
    }

    private compare(model: Model, { file }: Real): void {
      const { value, problems } = readAnswers('a.yaml', file.text ?? 'profile: {}\n', CLINIC, 'interview');
      expect(problems).toEqual([]);
      const found = Object.entries(value!.responses).map(([id, { level, note }]) => [
        id,
        typeof level === 'number' ? CLINIC.levels[level]!.id : level,
        note,
      ]);
      const expected = [...new Set([...model.levels.keys(), ...model.notes.keys()])].map((id) => [
        id,
        model.levels.get(id) ?? null,
        model.notes.get(id) ?? null,
      ]);
      expect(new Set(found.map(String))).toEqual(new Set(expected.map(String)));
    }

    toString(): string {
      return `${this.what} ${this.level} ${this.note}`;
    }
  }

  test('every answer is in the file, and nothing else', async () => {
    const acts = fc
      .record({
        what: fc.constantFrom(
          'answer',
          'answer',
          'back',
          'skip',
          'unknown',
          'not-applicable',
          'note',
          'leave',
          'menu',
          'resume',
        ),
        level: fc.constantFrom('low', 'mid', 'high'),
        note: fc.constantFrom('A note', 'yes', '# not a comment', 'a: b', '- x', "it's", '2027', 'two  spaces', '名前'),
      })
      .map(({ what, level, note }) => new Act(what, level, note));
    await fc.assert(
      fc.asyncProperty(fc.commands([acts], { maxCommands: 30 }), async (commands) => {
        const file: MadeUpFile = { text: null };
        await fc.asyncModelRun(
          () => ({ model: { levels: new Map(), notes: new Map() }, real: { driver: start(file), file } }),
          commands,
        );
      }),
      { numRuns: rounds(60), seed: 20271, endOnFailure: true },
    );
  });
});
