/** Changing an answers file in place: the data is what was meant, and all else stays as it was. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { changeAnswers, editText } from '../src/answers/edit.js';
import type { PlainData } from '../src/yaml/change.js';
import { readSource } from '../src/yaml/source.js';
import { choices, writeCommented } from './helpers/commented.js';
import { PACKAGE_FOLDER } from './helpers/run.js';
import { rounds } from './helpers/rounds.js';

const edit = (text: string, path: string, value: PlainData | null, file = 'a.yaml') =>
  editText(file, text, [{ path: path.split('/'), value }]);

describe('one change', () => {
  test.each<[string, string, string, PlainData | null, string]>([
    ['a scalar keeps its comment', 'start: 2027-07-01 # soon\n', 'start', '2028-01-01', 'start: 2028-01-01 # soon\n'],
    ['quotes elsewhere stay', 'a: "1"\nstart: x\n', 'start', 'z', 'a: "1"\nstart: z\n'],
    [
      'a new key stands in its place',
      'framework: t\nresponses: {}\n',
      'start',
      '2027-01-01',
      'framework: t\nstart: 2027-01-01\nresponses: {}\n',
    ],
    [
      'in front of all and of the comments on what is first',
      '# ours\n\n# all\nresponses: {}\n',
      'start',
      'x',
      '# ours\n\nstart: x\n# all\nresponses: {}\n',
    ],
    ['in front of all', 'responses: {}\n', 'start', 'x', 'start: x\nresponses: {}\n'],
    [
      'behind a block',
      'profile:\n  a: 1 # one\n\n# ours\nresponses: {}\n',
      'profile/b',
      2,
      'profile:\n  a: 1 # one\n  b: 2\n\n# ours\nresponses: {}\n',
    ],
    ['in braces', 'profile: {a: 1}\n', 'profile/b', 2, 'profile: {a: 1, b: 2}\n'],
    [
      'a level becomes one of several',
      'responses:\n  water: low\n',
      'responses/water/depth',
      'mid',
      'responses:\n  water:\n    level: low\n    depth: mid\n',
    ],
    [
      'a level gets a note',
      'responses:\n  water:\n    depth: low # so far\n',
      'responses/water/depth/note',
      'o',
      'responses:\n  water:\n    depth:\n      level: low # so far\n      note: o\n',
    ],
    ['several lines', 'notes: {}\n', 'notes/summary', 'a\n\nb', 'notes:\n  summary: |-\n    a\n\n    b\n'],
    ['what a reader may take for something else', 'profile: {}\n', 'profile/a', 'yes', 'profile:\n  a: "yes"\n'],
    ['a number as text', '', 'profile/a', '0100005', 'profile:\n  a: "0100005"\n'],
    ['taken away with its comment', 'a: 1\nb: 2 # two\nc: 3\n', 'b', null, 'a: 1\nc: 3\n'],
    ['taken away with what held it', 'roles:\n  a: b\nfunds: {}\n', 'roles/a', null, 'funds: {}\n'],
    ['taken away from braces', 'roles: {a: b, c: d}\n', 'roles/a', null, 'roles: {c: d}\n'],
    ['what is not there cannot be taken away', 'a: 1\n', 'b/c', null, 'a: 1\n'],
    ['only comments so far', '# ours\n', 'start', 'x', '# ours\nstart: x\n'],
    ['no line break at the end', 'a: 1', 'start', 'x', 'a: 1\nstart: x\n'],
    ['a key without a value', 'profile:\n  a:\n  b: 2\n', 'profile/a', 'x', 'profile:\n  a: x\n  b: 2\n'],
    [
      'a long text in front stays folded',
      'notes:\n  a: >-\n    one\n    two\nstart: x\n',
      'start',
      'z',
      'notes:\n  a: >-\n    one\n    two\nstart: z\n',
    ],
    ['in the quotes that were there', "start: 'x' # q\n", 'start', "it's", "start: 'it''s' # q\n"],
    [
      'braces over several lines become a block',
      'profile: {\n  a: 1, # one\n  b: 2 # two\n}\n',
      'profile/c',
      'x, y',
      'profile:\n  a: 1 # one\n  b: 2 # two\n  c: x, y\n',
    ],
    [
      'so do those in which a changed list has a comment, which stays above it',
      'a: {b: [ # ex\n  x], c: 1}\n',
      'a/b',
      ['z'],
      'a:\n  # ex\n  b:\n    - z\n  c: 1\n',
    ],
    [
      'a comment inside a changed list stays above it',
      'a:\n  b: [\n    x, # ex\n    y ]\n',
      'a/b',
      ['z'],
      'a:\n  # ex\n  b:\n    - z\n',
    ],
    [
      'several lines before a comment',
      'notes:\n  a: x # ex\n',
      'notes/a',
      'y\nz',
      'notes:\n  a: |- # ex\n    y\n    z\n',
    ],
    [
      'what is taken away leaves comments on lines of their own',
      'a: 1\n# on c\nc:\n  # on b\n  b: 2 # two\nd: 3\n',
      'c/b',
      null,
      'a: 1\n# on c\n# on b\nd: 3\n',
    ],
  ])('%s', (_, before, path, value, after) => {
    expect(edit(before, path, value)).toBe(after);
  });

  test('Windows line breaks stay', () => {
    expect(edit('a: 1\r\nstart: x\r\n', 'start', 'z')).toBe('a: 1\r\nstart: z\r\n');
  });

  test.each<[string, string, PlainData | null, string]>([
    ['{\n    "a": 1\n}\n', 'start', 'x', '{\n    "a": 1,\n    "start": "x"\n}\n'],
    ['{"responses": {"w": "low"}}', 'responses/w/note', 'n', '{"responses": {"w": {"level": "low", "note": "n"}}}'],
    [
      '{\r\n\t"responses": {\r\n\t\t"w": "low"\r\n\t}\r\n}',
      'responses/w/note',
      'n',
      '{\r\n\t"responses": {\r\n\t\t"w": {\r\n\t\t\t"level": "low",\r\n\t\t\t"note": "n"\r\n\t\t}\r\n\t}\r\n}',
    ],
    ['', 'profile/a', 1, '{\n  "profile": {\n    "a": 1\n  }\n}\n'],
    [
      '{"schools": []}',
      'schools',
      [{ name: 'A "[1]"' }, { in: true }],
      '{"schools": [{"name": "A \\"[1]\\""}, {"in": true}]}',
    ],
    ['{"years":1e0, "start":"x"}\n', 'start', 'z', '{"years":1e0, "start":"z"}\n'],
    ['{"roles": {"a": "b"}, "start": "x"}', 'roles/a', null, '{"start": "x"}'],
    ['{"roles": {"a": "b"}}', 'roles/a', null, '{}'],
  ])('JSON: %s', (before, path, value, after) => {
    expect(edit(before, path, value, 'a.json')).toBe(after);
  });
});

/** The same change on plain data. */
function change(data: Record<string, unknown>, path: readonly string[], value: PlainData | null): void {
  const [key, ...rest] = path as [string, ...string[]];
  const at = data[key];
  if (rest.length === 0) {
    if (value === null) delete data[key];
    else data[key] = value;
    return;
  }
  if (typeof at === 'object' && at !== null && !Array.isArray(at)) change(at as Record<string, unknown>, rest, value);
  else if (value !== null) {
    const inner: Record<string, unknown> = {};
    change(inner, rest, value);
    data[key] = inner;
  }
  if (value === null && typeof data[key] === 'object' && Object.keys(data[key] as object).length === 0)
    delete data[key];
}

test('any changes of any file give what they mean, and keep every comment', () => {
  const examples = ['harbor-city', 'lakeview', 'prairie-view', 'short'].map((name) =>
    readFileSync(join(PACKAGE_FOLDER, `examples/${name}.yaml`), 'utf8'),
  );
  const text = fc.oneof(
    fc.constantFrom('yes', '1.0', 'a: b', '- x', '# y', '', '"', "it's", '{', '名前', 'two\nlines', '  x  '),
    fc.string(),
  );
  const paths = fc.constantFrom(
    'profile/state',
    'profile/extra',
    'start',
    'years',
    'targets/vision',
    'capacity/new',
    'notes/summary',
    'notes/risks',
    'funds/x/amount',
    'schools',
    'approval/by',
  );
  const edits = fc.array(
    fc.record({
      path: paths.map((path) => path.split('/')),
      value: fc.oneof(
        text,
        fc.nat(),
        fc.boolean(),
        fc.constant(null),
        fc.array(fc.record({ name: text }), { minLength: 1, maxLength: 2 }),
      ),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(fc.constantFrom('', ...examples), edits, (before, list) => {
      const after = editText('a.yaml', before, list);
      const expected = (before === '' ? {} : parse(before)) as Record<string, unknown>;
      for (const { path, value } of list) change(expected, path, value);
      expect(parse(after) ?? {}).toEqual(expected);
      const untouched = before.split('\n').filter((line) => /^\s*#/.test(line));
      for (const comment of untouched) expect(after.split('\n')).toContain(comment);
    }),
    { numRuns: rounds(100), seed: 20272, endOnFailure: true },
  );
});

test('any answer into any file, however it is written, keeps all its comments', () => {
  const file = {
    framework: 'test@1.0.0',
    profile: { name: 'Here', beds: 3, kinds: ['a', 'b'], none: null },
    responses: {
      water: { level: 'low', note: '|seen', depth: { level: 'mid', evidence: ['x', 'y'] }, width: 'low', flow: null },
      soil: 'low',
      air: {},
    },
    targets: { default: 'high' },
    notes: { summary: 'So it is' },
  };
  const paths = [
    'start',
    'profile/name',
    'profile/kinds',
    'profile/none',
    'profile/more',
    'responses/water/level',
    'responses/water/depth',
    'responses/water/depth/note',
    'responses/water/depth/evidence',
    'responses/water/width/note',
    'responses/water/flow',
    'responses/soil/note',
    'responses/soil/worms/evidence',
    'responses/air/wind',
    'targets/default',
    'capacity/head',
    'notes/summary',
    'notes/risks',
  ];
  const value = fc.constantFrom<PlainData>(
    'mid',
    'yes',
    'a, b',
    'two\n\nlines',
    '# no comment',
    "it's {",
    ['z'],
    ['p', 'q'],
  );
  const edit = fc.oneof(
    fc.record({ path: fc.constantFrom(...paths).map((path) => path.split('/')), value }),
    fc.record({ path: fc.constant(['profile', 'more']), value: fc.constantFrom<PlainData>(7, true) }),
  );
  const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(choices, edits, (taken, list) => {
      const before = writeCommented(file, taken).text;
      const after = editText('a.yaml', before, list);
      const [then, now] = [before, after].map((text) => readSource('a.yaml', text));
      expect(now!.problems).toEqual([]);
      expect(then!.problems).toEqual([]);
      expect(now!.data).toEqual(changeAnswers(then!.data, list));
      const comments = (text: string) => (text.match(/# \d+: .*/g) ?? []).sort();
      expect(comments(after)).toEqual(comments(before));
    }),
    { numRuns: rounds(60), seed: 20281, endOnFailure: true },
  );
});
