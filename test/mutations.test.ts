/** A slip of the pen in a framework, one byte at a time: whatever it is, the keeper is told where to look. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFramework } from '../src/framework/read.js';
import type { Problem } from '../src/io/problems.js';
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
  ['a small framework', 'test/fixtures/frameworks/river-watch.yaml', 2000],
  ['the built-in framework', 'conditions.yaml', 60],
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
  expect(far / errors).toBeLessThan(0.01);
});
