/** Writing files where the disk itself gives up: what the first error says reaches the person, whatever fails after it. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';

const fail = (code: string) => () => {
  throw Object.assign(new Error(`${code}: from the test`), { code });
};
const real = await import('node:fs');
jest.unstable_mockModule('node:fs', () => ({ ...real, fsyncSync: fail('EIO'), rmSync: fail('EROFS') }));
const promises = await import('node:fs/promises');
jest.unstable_mockModule('node:fs/promises', () => ({
  ...promises,
  writeFile: async (path: string, text: string) => {
    await promises.writeFile(path, text);
    fail('ENOSPC')();
  },
}));
const { sweepTemporaries, writeText, writeTexts } = await import('../src/files/write.js');

const folder = mkdtempSync(join(tmpdir(), 'scaleplan-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('one file: why it could not be written is told, not that its temporary file could not be taken away', () => {
  expect(() => writeText(join(folder, 'a.md'), 'a.md', 'text')).toThrow(
    'a.md cannot be written: the disk reports an error',
  );
});

test('many files: the same, and none is in its place', async () => {
  const files = ['b.md', 'c.md'].map((name) => ({ path: join(folder, name), shown: name, text: name }));
  await expect(writeTexts(files, () => undefined)).rejects.toThrow(/^[bc]\.md cannot be written: the disk is full$/);
  expect(readdirSync(folder).filter((name) => name.endsWith('.md'))).toEqual([]);
});

test('leftovers that cannot be taken away stop no run', () => {
  // No process has this number.
  real.writeFileSync(join(folder, '.scaleplan.4194999-0-0.tmp'), '');
  expect(() => sweepTemporaries(folder)).not.toThrow();
});
