/** Answers made for an earlier version: the same plan, nothing lost, and all else as it was. */
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readAnswers } from '../src/answers/read.js';
import { migrateAnswers } from '../src/answers/migrate.js';
import { readFramework } from '../src/framework/read.js';
import { readSource } from '../src/yaml/source.js';
import type { Answers, Framework, DatedAnswers } from '../src/model/index.js';
import { buildPlan } from '../src/plan/build.js';
import { action, framework, frameworkText, question } from './helpers/build.js';
import { choices, type Said, writeCommented } from './helpers/commented.js';
import { madeUpAnswers, madeUpFramework } from './helpers/made-up-district.js';
import { run, withFolder } from './helpers/run.js';
import { rounds } from './helpers/rounds.js';

/** A second version: most things were called otherwise, one question comes from another condition, one condition has taken in another. */
const GARDEN = {
  framework: { id: 'test', version: '2.0.0', title: 'Test' },
  levels: [
    { id: 'low', name: 'Low' },
    { id: 'mid', name: 'Mid', was: ['medium'] },
    { id: 'high', name: 'High' },
  ],
  profile: [
    { id: 'name', ask: 'Name?', type: 'text', required: true, was: ['title'] },
    {
      id: 'kinds',
      ask: 'Which?',
      type: 'choices',
      options: [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
      ],
    },
  ],
  roles: [
    { id: 'lead', name: 'Lead', was: ['head'] },
    { id: 'second', name: 'Second', was: ['sun'] },
  ],
  conditions: [
    {
      id: 'water',
      name: 'Water',
      was: ['stream', 'pond'],
      questions: [question('depth', { was: ['deep'] }), question('width', { was: ['pond.broad'] })],
      actions: [action('dig', { raises: { depth: 'mid' }, was: ['shovel', 'deep'] })],
    },
    {
      id: 'soil',
      name: 'Soil',
      questions: [question('worms', { was: ['stream.fish'] })],
    },
  ],
  retired: ['number', 'sun', 'water.taste', 'kinds.c', 'awful'],
};

const garden: Framework = framework(GARDEN);
const renew = (text: string, file = 'a.yaml') => migrateAnswers(file, text, garden);

describe('one file', () => {
  test.each<[string, string, string, string[]]>([
    [
      'the version',
      'framework: test@1.0.0 # ours\n',
      'framework: test@2.0.0 # ours\n',
      ['1 framework: test@1.0.0 → test@2.0.0'],
    ],
    ['a framework without a version stays', 'framework: test\n', 'framework: test\n', []],
    [
      'ids in their place, with their comments',
      'responses:\n  # all\n  stream: # one\n    deep: medium # two\n  soil: low\n',
      'responses:\n  # all\n  water: # one\n    depth: mid # two\n  soil: low\n',
      ['3 stream → water', '4 stream.deep: medium → mid', '4 stream.deep → water.depth'],
    ],
    [
      'in braces',
      'responses: {soil: low, stream: {deep: {level: medium, note: "0"}}}\n',
      'responses: {soil: low, water: {depth: {level: mid, note: "0"}}}\n',
      ['1 stream → water', '1 stream.deep.level: medium → mid', '1 stream.deep → water.depth'],
    ],
    [
      'what is retired, as it was typed',
      'profile:\n  number: 0100005 # of the state\n  title: 007\nresponses:\n  sun: low\n',
      'profile:\n  name: 007\nretired:\n  profile:\n    number: 0100005 # of the state\n  responses:\n    sun: low\n',
      ['2 number → retired.profile.number', '3 title → name', '5 sun → retired.responses.sun'],
    ],
    [
      'a level that is gone, but not the note beside it',
      'responses: {soil: {worms: {level: awful, note: None.}}}\n',
      'responses: {soil: {worms: {note: None.}}}\nretired:\n  responses:\n    soil:\n      worms:\n        level: awful\n',
      ['1 soil.worms.level: awful → retired.responses.soil.worms.level'],
    ],
    [
      'one of several options',
      'profile: {kinds: [a, c, b]}\n',
      'profile: {kinds: [a, b]}\nretired:\n  profile:\n    kinds:\n      - c\n',
      ['1 kinds: c → retired.profile.kinds'],
    ],
    [
      'a question that has gone to another condition',
      'responses:\n  stream:\n    deep: low\n    fish: {level: high, note: Eels.} # seen\n  soil: low\n',
      'responses:\n  water:\n    depth: low\n  soil:\n    level: low\n    worms: {level: high, note: Eels.} # seen\n',
      ['2 stream → water', '3 stream.deep → water.depth', '4 stream.fish → soil.worms'],
    ],
    [
      'two conditions that have become one',
      'responses:\n  stream: medium\n  pond:\n    broad: low\n',
      'responses:\n  water:\n    level: mid\n    width: low\n',
      ['2 stream: medium → mid', '2 stream → water', '3 pond → water', '4 pond.broad → water.width'],
    ],
    [
      'a whole condition answered beside the questions of its former self',
      'responses:\n  stream:\n    deep: {level: low, evidence: [a, "b"]} # few\n  water: high # whole\n',
      'responses:\n  water:\n    level: high # whole\n    depth: {level: low, evidence: [a, "b"]} # few\n',
      ['2 stream → water', '3 stream.deep → water.depth'],
    ],
    [
      'what is retired stands beside what was so before',
      'responses: {water: {taste: low}}\nretired: {responses: {water: {taste: high}}}\n',
      'retired: {responses: {water: {taste: high, taste (2): low}}}\n',
      ['1 water.taste → retired.responses.water.taste (2)'],
    ],
    [
      'what was retired before its condition was called otherwise',
      'responses:\n  pond: {taste: low, fish: mid, broad: low}\ntargets: {stream.taste: high}\n',
      'responses:\n  water: {width: low}\n  soil:\n    worms: mid\nretired:\n  responses:\n    pond:\n      taste: low\n  targets: {stream.taste: high}\n',
      [
        '2 pond → water',
        '2 pond.taste → retired.responses.pond.taste',
        '2 pond.fish → soil.worms',
        '2 pond.broad → water.width',
        '3 stream.taste → retired.targets.stream.taste',
      ],
    ],
    [
      'the same former id of a role and a condition, and of a question and an action',
      'responses: {stream: {deep: low}, sun: low}\ncapacity: {sun: 2}\nactions: {stream.deep: {status: done}}\n',
      'responses: {water: {depth: low}}\ncapacity: {second: 2}\nactions: {water.dig: {status: done}}\nretired:\n  responses:\n    sun: low\n',
      [
        '1 stream → water',
        '1 stream.deep → water.depth',
        '1 sun → retired.responses.sun',
        '2 sun → second',
        '3 stream.deep → water.dig',
      ],
    ],
    [
      'options that are gone, each with its comments',
      'profile:\n  kinds:\n    # first\n    - c # gone\n    - a # stays\n    - c\nretired:\n  profile: {kinds: [z]}\n',
      'profile:\n  kinds:\n    - a # stays\nretired:\n  profile:\n    kinds:\n      - z\n      # first\n      - c # gone\n      - c\n',
      ['4 kinds: c → retired.profile.kinds', '6 kinds: c → retired.profile.kinds'],
    ],
    [
      'the only option, with a comment in its brackets',
      'profile: {kinds: [ # chosen\n  c]}\n',
      'profile:\n  kinds: []\nretired:\n  profile:\n    kinds:\n      # chosen\n      - c\n',
      ['2 kinds: c → retired.profile.kinds'],
    ],
    [
      'quotes of keys, without a space behind the colon',
      'responses: {"stream":"medium",\'sun\':"low"}\n',
      'responses: {"water":"mid"}\nretired:\n  responses:\n    sun: "low"\n',
      ['1 stream → water', '1 stream: medium → mid', '1 sun → retired.responses.sun'],
    ],
    [
      'what has a comment into braces of one line',
      'responses:\n  sun: low # as seen\nretired: {responses: {fun: old}} # kept\n',
      'retired: # kept\n  responses:\n    fun: old\n    sun: low # as seen\n',
      ['2 sun → retired.responses.sun'],
    ],
    [
      'a bare level with a comment beside braces',
      'responses:\n  stream: low # as seen\n  water: {width: mid}\n',
      'responses:\n  water:\n    width: mid\n    level: low # as seen\n',
      ['2 stream → water'],
    ],
    [
      'what becomes empty goes with its comments, the others stay',
      '# ours\n\n# money\ncapacity: # agreed\n  # two left\n  awful: 1 # soon\n  # end\n\n# on water\nresponses:\n  # a sunny one\n  sun: low\n  # wet\n  soil: low\n# the end\n',
      '# ours\n\n# on water\nresponses:\n  # wet\n  soil: low\nretired:\n  responses:\n    # a sunny one\n    sun: low\n  # money\n  capacity: # agreed\n    # two left\n    awful: 1 # soon\n    # end\n# the end\n',
      ['6 awful → retired.capacity.awful', '12 sun → retired.responses.sun'],
    ],
    [
      'comments of a condition that another one has taken in',
      'responses:\n  stream: {deep: low}\n  # pond\n  pond: # p\n    # on broad\n    broad: low # b\n    # end\n',
      'responses:\n  water:\n    depth: low\n    # pond\n    # p\n    # on broad\n    # end\n    width: low # b\n',
      ['2 stream → water', '2 stream.deep → water.depth', '4 pond → water', '6 pond.broad → water.width'],
    ],
    [
      'keys without a value stay',
      'capacity:\n  head: 1\n  second: # ask\nresponses:\n  sun: low\n  soil: # later\n',
      'capacity:\n  lead: 1\n  second: # ask\nresponses:\n  soil: # later\nretired:\n  responses:\n    sun: low\n',
      ['2 head → lead', '5 sun → retired.responses.sun'],
    ],
    [
      'a bare level and a question that comes to its condition',
      'responses:\n  stream: {fish: low}\n  soil: medium\n',
      'responses:\n  soil:\n    level: mid\n    worms: low\n',
      ['2 stream → water', '2 stream.fish → soil.worms', '3 soil: medium → mid'],
    ],
    [
      'keys behind a question mark',
      'responses:\n  # on the sun\n  ? sun # s\n  : low # so\n  ? stream\n  :\n    deep: low\n  soil: low\n',
      'responses:\n  ? water\n  :\n    depth: low\n  soil: low\nretired:\n  responses:\n    # on the sun\n    # s\n    sun: low # so\n',
      ['3 sun → retired.responses.sun', '5 stream → water', '7 stream.deep → water.depth'],
    ],
    [
      'beside an anchor',
      'responses: {soil: {worms: &a {level: low}}, water: {deep: *a, width: &b medium}}\n',
      'responses: {soil: {worms: &a {level: low}}, water: {depth: *a, width: &b mid}}\n',
      ['1 water.deep → water.depth', '1 water.width: medium → mid'],
    ],
    [
      'roles, actions and targets',
      'targets: {stream: high, water.deep: medium}\ncapacity: {head: 1}\nroles: {second: head}\nactions: {stream.shovel: {status: done}}\n',
      'targets: {water: high, water.depth: mid}\ncapacity: {lead: 1}\nroles: {second: lead}\nactions: {water.dig: {status: done}}\n',
      [
        '1 stream → water',
        '1 water.deep: medium → mid',
        '1 water.deep → water.depth',
        '2 head → lead',
        '3 second: head → lead',
        '4 stream.shovel → water.dig',
      ],
    ],
  ])('%s', (_, before, after, told) => {
    const { text, changes, failure } = renew(before);
    expect(failure).toBe(null);
    expect(text).toBe(after);
    expect(changes.map((change) => `${change.line} ${change.text}`)).toEqual(expect.arrayContaining(told));
    expect(changes).toHaveLength(told.length);
    expect(renew(text)).toEqual({ text, changes: [], failure: null });
  });

  test('Windows line breaks and a byte order mark stay', () => {
    expect(renew('\uFEFFresponses:\r\n  stream: medium # x\r\n  sun: low\r\n').text).toBe(
      '\uFEFFresponses:\r\n  water: mid # x\r\nretired:\r\n  responses:\r\n    sun: low\r\n',
    );
  });

  test('JSON keeps its order', () => {
    const { text } = renew(
      '{"framework": "test@1.0.0", "responses": {"sun": "low", "stream": "medium"}, "years": 2}',
      'a.json',
    );
    expect(text).toBe(
      '{"framework": "test@2.0.0", "responses": {"water": "mid"}, "years": 2, "retired": {"responses": {"sun": "low"}}}',
    );
  });

  test.each([
    [
      'its numbers and its Windows line breaks',
      '{"profile": {"title": "A", "number": 12345678901234567890},\r\n "years": 3.0}\r\n',
      '{"profile": {"name": "A"},\r\n "years": 3.0,\r\n "retired": {"profile": {"number": 12345678901234567890}}}\r\n',
    ],
    [
      'its tabs, and no line break at its end',
      '{\n\t"profile": {\n\t\t"kinds": [\n\t\t\t"c",\n\t\t\t"a"\n\t\t]\n\t},\n\t"responses": {\n\t\t"sun": {\n\t\t\t"level": "low"\n\t\t}\n\t}\n}',
      '{\n\t"profile": {\n\t\t"kinds": [\n\t\t\t"a"\n\t\t]\n\t},\n\t"retired": {\n\t\t"profile": {\n\t\t\t"kinds": [\n\t\t\t\t"c"\n\t\t\t]\n\t\t},\n\t\t"responses": {\n\t\t\t"sun": {\n\t\t\t\t"level": "low"\n\t\t\t}\n\t\t}\n\t}\n}',
    ],
  ])('JSON keeps %s', (_, before, after) => {
    const { text, failure } = renew(before, 'a.json');
    expect(failure).toBe(null);
    expect(text).toBe(after);
    expect(JSON.parse(text)).toEqual(JSON.parse(after));
    expect(renew(text, 'a.json')).toEqual({ text, changes: [], failure: null });
  });

  test.each([
    ['answered by both ids', 'targets: {water: low, stream: high}\n', 'errors'],
    ['answered by both ids, a fact', 'profile: {name: A, title: B}\n', 'errors'],
    ['answered by both ids, a role', 'roles: {lead: none, head: second}\n', 'errors'],
    ['a mistyped id', 'responses: {watr: low}\nframework: test@1.0.0\n', 'errors'],
    ['broken syntax', 'responses: {\n', 'errors'],
    ['an alias to what is changed', 'capacity: {head: 1}\nresponses: {sun: &s {note: x}, soil: *s}\n', 'anchor'],
    [
      'a change within what an alias stands for',
      'responses: {soil: {worms: &a {level: medium}}, water: {width: *a}}\n',
      'anchor',
    ],
  ])('%s is left to a person', (_, text, failure) => {
    expect(renew(text)).toEqual({ text, changes: [], failure });
  });
});

test('any old answers give the same plan when they are written anew, and nothing in them is lost', () => {
  const kinds = { responses: 'c', capacity: 'r', roles: 'r', funds: 'f', actions: 'a', profile: 'p' } as const;
  const old = fc.record({
    base: madeUpFramework,
    answered: madeUpAnswers,
    renamed: fc.uniqueArray(
      fc.constantFrom<string>('water', 'soil', 'air', 'second', 'third', 'tax', 'units', 'depth', 'mid'),
    ),
    gone: fc.uniqueArray(fc.constantFrom('responses', 'profile', 'capacity', 'funds', 'question', 'level'), {
      maxLength: 4,
    }),
    style: fc.constantFrom('block', 'flow', 'json'),
  });
  let plans = 0;
  fc.assert(
    fc.property(old, ({ base, answered, renamed, gone, style }) => {
      const before = (id: string) => (renamed.includes(id) ? `old-${id}`.replace('old-units', 'old_units') : id);
      const withWas = (things: object[]): object[] =>
        things.map((thing) => {
          const { id, questions } = thing as { id: string; questions?: object[] };
          return {
            ...thing,
            ...(renamed.includes(id) ? { was: [before(id)] } : {}),
            ...(questions === undefined ? {} : { questions: withWas(questions) }),
          };
        });
      const { profile, roles, funding, conditions } = base as Record<string, object[]>;
      const text = frameworkText({
        ...base,
        framework: { id: 'test', version: '2.0.0', title: 'Test' },
        levels: withWas([
          { id: 'low', name: 'Low' },
          { id: 'mid', name: 'Mid' },
          { id: 'high', name: 'High' },
        ]),
        profile: withWas(profile!),
        roles: withWas(roles!),
        funding: withWas(funding!),
        conditions: withWas(conditions!),
        retired: ['gone', 'water.gone', 'lost'],
      });
      const { value: of } = readFramework('conditions.yaml', text);
      // It may have a circle; then it is no framework.
      if (of === undefined) return;

      const keys = (value: unknown, deep: boolean): unknown =>
        typeof value !== 'object' || value === null || Array.isArray(value)
          ? value
          : Object.fromEntries(
              Object.entries(value).map(([key, inner]) => [
                key.includes('.') ? key.split('.').map(before).join('.') : before(key),
                deep ? keys(inner, true) : inner,
              ]),
            );
      const data = structuredClone(answered) as Record<string, Record<string, unknown>>;
      for (const section of Object.keys(kinds)) data[section] = keys(data[section], section === 'responses') as never;
      const responses = data['responses']! as Record<string, Record<string, unknown>>;
      for (const one of Object.values(responses))
        for (const [key, level] of Object.entries(one)) one[key] = { level: before(String(level)), note: `On ${key}.` };
      data['roles'] = Object.fromEntries(
        Object.entries(data['roles']!).map(([key, other]) => [key, before(String(other))]),
      );
      if (gone.includes('responses')) responses['gone'] = { level: 'low', depth: 'mid' };
      if (gone.includes('question')) responses[before('water')]!['gone'] = { note: 'Gone.', evidence: ['x'] };
      if (gone.includes('level'))
        (Object.values(responses[before('soil')]!)[0] as Record<string, unknown>)['level'] = 'lost';
      if (gone.includes('profile')) data['profile']!['gone'] = 12;
      if (gone.includes('capacity')) data['capacity'] = { gone: 1 };
      if (gone.includes('funds')) data['funds']!['gone'] = { amount: 3 };
      data['framework'] = 'test@1.0.0' as never;

      const file = style === 'json' ? 'a.json' : 'a.yaml';
      const written =
        style === 'json'
          ? JSON.stringify(data)
          : stringify(data, { collectionStyle: style as 'block' | 'flow', lineWidth: 0 }).replace(
              /^( *)(\S+: \S+)$/gm,
              (line, indent: string, rest: string) =>
                style === 'block' ? `${indent}${rest} # about ${rest.length}` : line,
            );
      const renewed = migrateAnswers(file, written, of);
      expect(renewed.failure).toBe(null);

      const [first, last] = [written, renewed.text].map((one) => readAnswers(file, one, of, 'plan'));
      expect(last!.problems).toEqual([]);
      const planOf = (one: Answers | undefined) => buildPlan({ framework: of, answers: one as DatedAnswers });
      const strip = (one: Answers) => ({ ...one, retired: [] });
      expect(strip(last!.value!)).toEqual(strip(first!.value!));
      if (plans++ % 10 === 0) expect(planOf(last!.value)).toEqual(planOf(first!.value));

      const leaves = (value: unknown): string[] =>
        typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [String(value)];
      const present = (word: string) => word.replace(/^old[-_]|^test@.*/, '');
      const said = (one: string) => leaves(readSource(file, one).data).map(present).sort();
      expect(said(renewed.text)).toEqual(said(written));
      const comments = (one: string) => (one.match(/# about.*$/gm) ?? []).length;
      expect(comments(renewed.text)).toBe(comments(written));
      expect(migrateAnswers(file, renewed.text, of)).toEqual({ text: renewed.text, changes: [], failure: null });
    }),
    { numRuns: rounds(60), seed: 20278, endOnFailure: true },
  );
  expect(plans).toBeGreaterThan(rounds(60) / 4);
});

describe('validate --fix', () => {
  const files = {
    'conditions.yaml': frameworkText(GARDEN),
    'answers/a.yaml': 'framework: test@1.0.0\nprofile: {title: Here}\nstart: 2027-07-01\nresponses: {sun: low}\n',
    'answers/b.yaml': 'framework:   test@2.0.0\nprofile: {name: "Here"}\n',
  };

  test('says what it changed, and leaves alone what is right', () =>
    withFolder(files, async (folder) => {
      const before = statSync(join(folder, 'answers/b.yaml')).mtimeMs;
      const { code, stderr } = await run(['validate', '--fix', 'answers'], folder);
      expect(code).toBe(0);
      expect(stderr).toContain(
        'answers/a.yaml:1: framework: test@1.0.0 → test@2.0.0\nanswers/a.yaml:2: title → name\n',
      );
      expect(readFileSync(join(folder, 'answers/b.yaml'), 'utf8')).toBe(files['answers/b.yaml']);
      expect(statSync(join(folder, 'answers/b.yaml')).mtimeMs).toBe(before);
      const { stdout } = await run(['generate', 'answers/a.yaml'], folder);
      expect(stdout).toContain('not used in this plan:\n\n- responses, sun: low\n');
    }));

  test('former ids of a base and of the overlay on it, and what the overlay hides', () =>
    withFolder(
      {
        'base.yaml': frameworkText(GARDEN),
        'conditions.yaml':
          'extends: base.yaml\nframework: {id: ours, version: 3.0.0}\nconditions:\n  - {id: water, was: [lake]}\n  - {id: soil, hide: true}\n',
        'a.yaml': 'framework: test@1.0.0\nprofile: {title: Here}\nresponses: {lake: {deep: low}, soil: medium}\n',
      },
      async (folder) => {
        await run(['validate', '--fix', 'a.yaml'], folder);
        expect(readSource('a.yaml', readFileSync(join(folder, 'a.yaml'), 'utf8')).data).toEqual({
          framework: 'test@2.0.0',
          profile: { name: 'Here' },
          responses: { water: { depth: 'low' } },
          retired: { responses: { soil: 'medium' } },
        });
      },
    ));

  test('a read-only file is refused, and the next one goes on', () =>
    withFolder({ ...files, 'answers/c.yaml': files['answers/a.yaml'] }, async (folder) => {
      chmodSync(join(folder, 'answers/a.yaml'), 0o444);
      const { code, stderr } = await run(['validate', '--fix', 'answers'], folder);
      expect(code).toBe(2);
      expect(stderr).toContain('answers/a.yaml cannot be written: it is marked as read-only');
      expect(readFileSync(join(folder, 'answers/a.yaml'), 'utf8')).toBe(files['answers/a.yaml']);
      expect(readFileSync(join(folder, 'answers/c.yaml'), 'utf8')).toContain('test@2.0.0');
    }));

  test.each([
    ['a framework is not changed', ['--fix', 'conditions.yaml'], '', 0, 'conditions.yaml: framework test@2.0.0'],
    [
      'standard input cannot be',
      ['--fix', '-'],
      'responses: {sun: low}\nprofile: {name: Here}\n',
      2,
      'standard input cannot be changed',
    ],
    ['some files must be named', ['--fix'], '', 2, 'no files are given to fix'],
  ])('%s', (_, args, stdin, code, said) =>
    withFolder(
      { ...files, 'conditions.yaml': frameworkText({ ...GARDEN, conditions: withActions() }) },
      async (folder) => {
        const text = readFileSync(join(folder, 'conditions.yaml'), 'utf8');
        const ended = await run(['validate', ...args], folder, { stdin });
        expect(ended.code).toBe(code);
        expect(ended.stderr).toContain(said);
        expect(readFileSync(join(folder, 'conditions.yaml'), 'utf8')).toBe(text);
      },
    ),
  );

  test('answers behind an interview that goes on are left alone', () =>
    withFolder(files, async (folder) => {
      const { hostname } = await import('node:os');
      const lock = { pid: process.ppid, host: hostname() };
      writeFileSync(join(folder, 'answers/.a.yaml.lock'), JSON.stringify(lock));
      const { code, stderr } = await run(['validate', '--fix', 'answers'], folder);
      expect(code).toBe(2);
      expect(stderr).toContain('another interview is writing answers/a.yaml');
      expect(readFileSync(join(folder, 'answers/a.yaml'), 'utf8')).toBe(files['answers/a.yaml']);
    }));
});

/** The same conditions with all that raises their questions. */
function withActions(): object[] {
  return GARDEN.conditions.map((condition) => ({
    ...condition,
    actions: (condition.questions as { id: string }[]).map(({ id }) =>
      action(`do-${id}`, { raises: { [id]: 'high' } }),
    ),
  }));
}

const level = fc.constantFrom('low', 'medium', 'high');
const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const answer = fc.oneof(
  level,
  fc.record({ level: some(level), note: some(fc.constant('|seen')), evidence: some(fc.constant(['x', 'y'])) }),
);
const condition = (...ids: string[]) => {
  const fields: Record<string, fc.Arbitrary<unknown>> = { level: some(level), note: some(fc.constant('so')) };
  for (const id of ids) fields[id] = some(fc.oneof(answer, fc.constant(null)));
  return fc.oneof({ weight: 3, arbitrary: fc.record(fields) }, { weight: 1, arbitrary: level });
};
const said = fc.record({
  framework: fc.constant('test@1.0.0'),
  profile: some(
    fc.record({
      title: some(fc.constant('Here')),
      number: some(fc.constantFrom('0100005', null)),
      kinds: some(fc.subarray(['a', 'c', 'b'])),
    }),
  ),
  start: some(fc.constant('2027-07-01')),
  capacity: some(fc.record({ head: some(fc.constant(1)), second: some(fc.constantFrom(2, null)) })),
  responses: some(
    fc.record({
      sun: some(condition('heat')),
      stream: some(condition('deep', 'fish')),
      pond: some(condition('broad')),
      soil: some(condition('worms')),
      water: some(condition('taste')),
    }),
  ),
  roles: some(fc.record({ second: some(fc.constant('head')) })),
  targets: some(fc.record({ sun: some(level), 'stream.deep': some(level), default: some(level) })),
  retired: some(
    fc.record({
      responses: some(fc.record({ fun: some(fc.constant('old')) })),
      profile: some(fc.record({ kinds: some(fc.constant(['z'])) })),
    }),
  ),
});
const strip = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .filter(([, one]) => one !== undefined)
          .map(([key, one]) => [key, strip(one)]),
      );
const order = fc.shuffledSubarray(['profile', 'start', 'capacity', 'responses', 'roles', 'targets', 'retired'], {
  minLength: 7,
});

/** Answers for the first version in any order, in which nothing is answered twice. */
const oldAnswers = fc
  .tuple(said, order, fc.constantFrom('stream', 'pond', 'water'))
  .map(([data, keys, whole]): Record<string, Said> => {
    const all = strip(data) as Record<string, Said>;
    const conditions = (all['responses'] ?? {}) as Record<string, Said>;
    // One answer for all that have become one.
    for (const id of ['stream', 'pond', 'water'].filter((one) => one !== whole && conditions[one] !== undefined)) {
      if (typeof conditions[id] === 'string') delete conditions[id];
      else {
        const { level: _, note: __, ...questions } = conditions[id] as Record<string, Said>;
        conditions[id] = questions;
      }
    }
    if ((conditions['stream'] as Record<string, Said> | undefined)?.['fish'] !== undefined)
      delete (conditions['soil'] as Record<string, Said> | undefined)?.['worms'];
    return Object.fromEntries(
      ['framework', ...keys].filter((key) => all[key] !== undefined).map((key) => [key, all[key]!]),
    );
  });

/** That a file says the same anew, nothing is lost, and once is enough. */
function expectTheSame(file: string, before: string, after: string): void {
  const of = garden;
  const leaves = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(leaves)
      : [String(value).replace('medium', 'mid').replace('test@1', 'test@2').replace('head', 'lead')];
  const said = (text: string) => leaves(readSource(file, text).data).sort();
  expect(said(after)).toEqual(said(before));
  const [first, last] = [before, after].map((text) => readAnswers(file, text, of, 'interview'));
  expect({ ...last!.value, retired: [] }).toEqual({ ...first!.value, retired: [] });
  expect(renew(after, file)).toEqual({ text: after, changes: [], failure: null });
}

test('no comment of any old answers is lost, and each stays with what it stands at', () => {
  const present: Record<string, string> = {
    title: 'name',
    deep: 'depth',
    fish: 'worms',
    broad: 'width',
    stream: 'water',
    pond: 'water',
    head: 'lead',
    'stream.deep': 'water.depth',
  };
  fc.assert(
    fc.property(oldAnswers, choices, fc.boolean(), (old, taken, isWindows) => {
      const { text: written, placed } = writeCommented(old, taken);
      const before = isWindows ? written.replaceAll('\n', '\r\n') : written;
      const { text, failure } = renew(before);
      expect(failure).toBe(null);
      if (isWindows) expect(text).not.toMatch(/[^\r]\n/);
      const after = text.replaceAll('\r\n', '\n');
      const comments = (one: string) => (one.match(/# \d+: .*/g) ?? []).sort();
      expect(comments(after)).toEqual(comments(written));
      const lines = after.split('\n');
      for (const { comment, key, where } of placed) {
        const at = lines.findIndex((line) => line.includes(comment));
        const below = lines.slice(at).find((line) => !/^\s*#/.test(line));
        expect(`${comment} → ${where === 'behind' ? lines[at] : below}`).toMatch(
          new RegExp(`["' {](?:${key}|${present[key] ?? key}|level)(?: \\(2\\))?["']?(?::| #|$)`),
        );
      }
      expectTheSame('a.yaml', before, text);
    }),
    { numRuns: rounds(100), seed: 20279, endOnFailure: true },
  );
});

test('any old answers in JSON keep their way of writing, and numbers as they were typed', () => {
  const long = '12345678901234567890';
  /** JSON as it is written all through a file, but for the long number. */
  const write = (data: unknown, step: string): string => {
    const text = JSON.stringify(data, null, step || 1).replace('"long"', long);
    return step !== ''
      ? text
      : text
          .replace(/([[{])\n\s*/g, '$1')
          .replace(/\n\s*([\]}])/g, '$1')
          .replace(/\n\s*/g, ' ');
  };
  const step = fc.constantFrom('', '  ', '    ', '\t');
  fc.assert(
    fc.property(oldAnswers, step, fc.boolean(), fc.constantFrom('', '\n'), (old, by, isWindows, end) => {
      const profile = { number: 'long', ...(old['profile'] as object), title: 'Here' };
      const lineBreak = isWindows ? '\r\n' : '\n';
      const before = `${write({ ...old, profile }, by)}${end}`.replaceAll('\n', lineBreak);
      const { text, failure } = renew(before, 'a.json');
      expect(failure).toBe(null);
      const now = JSON.parse(text.replace(long, '"long"')) as unknown;
      expect(text).toBe(`${write(now, by)}${end}`.replaceAll('\n', lineBreak));
      expectTheSame('a.json', before, text);
    }),
    { numRuns: rounds(100), seed: 20280, endOnFailure: true },
  );
});
