/** Bad input: each folder of fixtures/problems has files, a command line in `args`, and in `out` what it ends with and prints. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readSource } from '../src/yaml/source.js';
import { findCode, PROBLEM_CODES } from './helpers/codes.js';
import { PACKAGE_FOLDER, run } from './helpers/run.js';

const FOLDER = join(PACKAGE_FOLDER, 'test/fixtures/problems');
const names = readdirSync(FOLDER).sort();

describe('bad input', () => {
  test.each(names)('%s', async (name) => {
    const folder = join(FOLDER, name);
    const args = readFileSync(join(folder, 'args'), 'utf8').trim().split(/\s+/);
    const { code, stderr } = await run(args, folder);
    expect(`exit ${code}\n${stderr}`).toBe(readFileSync(join(folder, 'out'), 'utf8'));
    expect(stderr).not.toMatch(/\bat .+:\d+:\d+\)?$/m);
  });

  test('every code has a pair that shows it', () => {
    // A file above the limit would have to be kept here; see below. One that cannot be read is told by the library only.
    const shown = new Set([
      'file-too-large',
      'unreadable-file',
      ...names.flatMap((name) => findCode(readFileSync(join(FOLDER, name, 'out'), 'utf8'))),
    ]);
    expect(PROBLEM_CODES.filter((code) => !shown.has(code))).toEqual([]);
  });
});

test('docs/problems.md is what `npm run docs` makes, and has every code', () => {
  const page = readFileSync(join(PACKAGE_FOLDER, 'docs/problems.md'), 'utf8');
  expect(page).toBe(
    execFileSync(process.execPath, [join(PACKAGE_FOLDER, 'scripts/docs-problems.mjs'), '--print'], {
      encoding: 'utf8',
    }),
  );
  const sections = page.split(/^### /m).slice(1);
  expect(sections.map((section) => section.split('\n')[0])).toEqual(PROBLEM_CODES);
  for (const section of sections) expect(section.split('\n').slice(1).join('').trim()).not.toBe('');
});

test('a file above the limit is refused before it is read', () => {
  const { problems } = readSource('a.yaml', `a: ${'x'.repeat(33 * 1024 * 1024)}`);
  expect(problems.map((problem) => problem.code)).toEqual(['file-too-large']);
});
