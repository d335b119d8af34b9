/** A slip of the pen in a framework, in a byte or in a line: whatever it is, the keeper is told where to look. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFramework } from '../src/framework/read.js';
import type { Problem } from '../src/diagnostics/problem.js';
import { rounds } from './helpers/rounds.js';
import { PACKAGE_FOLDER } from './helpers/run.js';

/** Characters that mean something in YAML, and a few that do not. */
const LETTERS = ' \t\n:-#{}[]"\'|>*&!%@,?abcXYZ0129_.é'.split('');

/** The file with one byte (or one letter) put in, taken out or replaced. */
interface Slip {
  readonly at: number;
  readonly kind: 'put in' | 'taken out' | 'replaced';
  readonly by: Buffer;
}

function slipsIn(bytes: Buffer): fc.Arbitrary<Slip> {
  return fc.record({
    at: fc.nat(bytes.length - 1),
    kind: fc.constantFrom('put in' as const, 'taken out' as const, 'replaced' as const),
    by: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...LETTERS).map((letter) => Buffer.from(letter)) },
      { weight: 1, arbitrary: fc.nat(255).map((byte) => Buffer.from([byte])) },
    ),
  });
}

function apply(bytes: Buffer, { at, kind, by }: Slip): Buffer {
  return Buffer.concat([
    bytes.subarray(0, at),
    ...(kind === 'taken out' ? [] : [by]),
    bytes.subarray(kind === 'put in' ? at : at + 1),
  ]);
}

/** Every line that a problem names. */
function linesOf({ place, related, alike = [] }: Problem): (number | undefined)[] {
  return [place.line, related?.line, ...alike.flatMap(linesOf)];
}

test.each([
  ['a small framework', 'test/fixtures/frameworks/river-watch.yaml', rounds(200)],
  ['the built-in framework', 'conditions.yaml', rounds(10)],
])('%s', (_, file, numRuns) => {
  const bytes = readFileSync(join(PACKAGE_FOLDER, file));
  let [errors, far] = [0, 0];
  fc.assert(
    fc.property(slipsIn(bytes), (slip) => {
      const changed = apply(bytes, slip);
      // What is no text is refused before it is read.
      if (!isUtf8(changed)) return;
      const { value, problems } = readFramework(file, changed.toString('utf8'));
      const wrong = problems.filter(({ severity }) => severity === 'error');
      expect(value === undefined).toBe(wrong.length > 0);
      if (wrong.length === 0) return;
      errors++;
      const line = bytes.subarray(0, slip.at).toString('latin1').split('\n').length;
      const isNear = wrong.flatMap(linesOf).some((one) => one !== undefined && Math.abs(one - line) <= 1);
      if (!isNear) far++;
    }),
    { numRuns, seed: 20276 },
  );
  expect(errors).toBeGreaterThan(numRuns / 4);
  // A line that is turned into a comment, or out of one, leaves nothing that could be pointed at.
  // A few rounds may by chance have three more than one in a hundred.
  expect(far).toBeLessThan(errors / 100 + 3);
});

/** What people do to a line by mistake; null where it cannot be done to that line. */
const LINE_SLIPS: Readonly<Record<string, (line: string) => string | null>> = {
  'one space too many': (line) => ` ${line}`,
  'two spaces too many': (line) => `  ${line}`,
  'one space too few': (line) => replace(line, /^ /, ''),
  'no colon': (line) => replace(line, /^( *(?:- )?[\w-]+): (?=[^{[])/, '$1 '),
  'no space behind the colon': (line) => replace(line, /^( *(?:- )?[\w-]+): (?=[^{[])/, '$1:'),
  'no colon before a list or mapping': (line) => replace(line, /:$/, ''),
  'no dash': (line) => replace(line, /^( *)- /, '$1  '),
  'no dash and no spaces for it': (line) => replace(line, /^( *)- /, '$1'),
  'a dash of a word processor': (line) => replace(line, /^( *)- /, '$1– '),
  'tabs for spaces': (line) => replace(line, /^ {2,}/, (spaces) => '\t'.repeat(spaces.length / 2)),
  'no-break spaces': (line) => replace(line, /^ +/, (spaces) => '\u00A0'.repeat(spaces.length)),
  'a second colon': (line) => replace(line, /^( *(?:- )?[\w-]+: [A-Za-z]\w*) /, '$1: '),
  'a bracket left open': (line) => replace(line, /[\]}]$/, ''),
  'no comma': (line) => replace(line, /(\{.*), (?=[\w-]+: )/, '$1 '),
};

function replace(line: string, pattern: RegExp, by: string | ((found: string) => string)): string | null {
  const changed = line.replace(pattern, by as string);
  return changed === line ? null : changed;
}

test.each(Object.entries(LINE_SLIPS))('%s gives one error, at the line or beside it', (_, slip) => {
  const file = 'test/fixtures/frameworks/river-watch.yaml';
  const lines = readFileSync(join(PACKAGE_FOLDER, file), 'utf8').split('\n');
  // Every third line shows it, and takes a third of the time.
  const step = rounds(3, 1);
  const results = lines.flatMap((line, n) => {
    const changed = n % step === 0 && /^ *[^ #]/.test(line) ? slip(line) : null;
    if (changed === null) return [];
    const { problems } = readFramework(file, [...lines.slice(0, n), changed, ...lines.slice(n + 1)].join('\n'));
    const wrong = problems.filter(({ severity }) => severity === 'error');
    const isNear = wrong.flatMap(linesOf).some((at) => at !== undefined && Math.abs(at - n - 1) <= 1);
    return [{ at: n + 1, isOne: wrong.length <= 1, isNear: wrong.length === 0 || isNear }];
  });
  expect(results.length).toBeGreaterThan(3);
  // The first of two lines in the wrong column is taken for the right one; and what is YAML none the less is read as such.
  const astray = results.filter(({ isOne, isNear }) => !isOne || !isNear);
  expect(astray.length / results.length).toBeLessThan(0.06);
});

test.each([
  [
    'a list whose name is misspelt',
    /^( *(?:conditions|questions|actions|levels|profile|options|roles|gates))s?:/,
    '$1x:',
  ],
  ['an id that another thing has', /^( *- (?:\{ )?id: )([\w-]+)/, null],
])('%s gives one error, and none about what would be in it', (_, pattern, by) => {
  const file = 'test/fixtures/frameworks/river-watch.yaml';
  const lines = readFileSync(join(PACKAGE_FOLDER, file), 'utf8').split('\n');
  let last: { indent: number; id: string } | null = null;
  const codes = lines.map((line, n) => {
    const [, before = '', id = ''] = pattern.exec(line) ?? [];
    const indent = line.search(/\S|$/);
    if (last !== null && line !== '' && indent < last.indent) last = null;
    if (before === '') return [];
    const taken = last?.indent === indent ? last.id : null;
    last = { indent, id };
    if (by === null && taken === null) return [];
    const changed = line.replace(pattern, by ?? `$1${taken!}`);
    const { problems } = readFramework(file, [...lines.slice(0, n), changed, ...lines.slice(n + 1)].join('\n'));
    return problems.map(
      ({ code, place }) => `${code}${place.line === n + 1 ? '' : ` in line ${place.line}, not ${n + 1}`}`,
    );
  });
  const found = codes.filter((one) => one.length > 0);
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter((one) => one.length > 1 || !['unknown-key', 'duplicate-id'].includes(one[0]!))).toEqual([]);
});
