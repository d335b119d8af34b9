/** What the documents show is what happens. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROBLEM_CODES } from './helpers/codes.js';
import { MEANINGS } from '../src/io/meanings.js';
import { PACKAGE_FOLDER, run, withFolder } from './helpers/run.js';

const guide = readFileSync(join(PACKAGE_FOLDER, 'docs/framework.md'), 'utf8');

/** The code blocks that stand behind a mark, each with what else the mark says. */
function blocksOf(mark: string): { rest: string; text: string }[] {
  const pattern = new RegExp(`<!-- ${mark}(.*?) -->\\n\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``, 'g');
  return [...guide.matchAll(pattern)].map((match) => ({ rest: match[1]!.trim(), text: match[2]! }));
}

describe('docs/framework.md', () => {
  const overlays = blocksOf('overlay');

  test('has overlays and explanations to look at', () => {
    expect(overlays).toHaveLength(3);
    expect(blocksOf('explain')).toHaveLength(2);
    // No other block of YAML is left unread.
    expect(guide.match(/```yaml/g)).toHaveLength(overlays.length);
  });

  test.each(overlays.map(({ text }) => [text]))('this overlay is right:\n%s', (text) =>
    withFolder({ 'conditions.yaml': text }, async (folder) => {
      const answers = join(PACKAGE_FOLDER, 'examples/lakeview.yaml');
      const { code, stderr } = await run(['validate', answers], folder);
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining(': error: ') as unknown });
    }),
  );

  test.each(blocksOf('explain').map(({ rest, text }) => [rest, text]))(
    'explain %s begins as shown',
    async (id, text) => {
      const { code, stdout } = await run(
        ['explain', id, '-c', 'examples/overlays/district/conditions.yaml'],
        PACKAGE_FOLDER,
      );
      expect(code).toBe(0);
      expect(stdout.startsWith(text)).toBe(true);
    },
  );
});

test('docs/problems.md lists every code with what it means', () => {
  const listed = readFileSync(join(PACKAGE_FOLDER, 'docs/problems.md'), 'utf8');
  const rows = [...listed.matchAll(/^### ([a-z-]+)\n\n(.+)$/gm)].map((match) => [match[1], match[2]]);
  expect(Object.fromEntries(rows)).toEqual(MEANINGS);
  expect(rows.map(([code]) => code)).toEqual(PROBLEM_CODES);
});
