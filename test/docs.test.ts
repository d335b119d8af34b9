/** What the documents show is what happens. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CODES } from '../src/diagnostics/codes/families.js';
import { PACKAGE_FOLDER, run, withFolder } from './helpers/run.js';

const guide = readFileSync(join(PACKAGE_FOLDER, 'docs/framework.md'), 'utf8');

/** The code blocks that stand behind a mark, each with what else the mark says. */
function blocksOf(mark: string): { rest: string; text: string }[] {
  const pattern = new RegExp(`<!-- ${mark}(.*?) -->\\n\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``, 'g');
  return [...guide.matchAll(pattern)].map((match) => ({ rest: match[1]!.trim(), text: match[2]! }));
}

/** A text with a change made as in a unified diff, whose lines stand at one place only. */
function applyChange(text: string, change: string): string {
  const lines = change.trimEnd().split('\n');
  const without = (sign: string) =>
    lines
      .filter((line) => !line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  const parts = text.split(without('+'));
  expect(parts).toHaveLength(2);
  return parts.join(without('-'));
}

describe('docs/framework.md', () => {
  const overlays = blocksOf('overlay');

  test('has overlays and explanations to look at', () => {
    expect(overlays).toHaveLength(4);
    expect(blocksOf('explain')).toHaveLength(2);
    expect(blocksOf('change')).toHaveLength(4);
    // No other block is left unread.
    expect(guide.match(/```(yaml|diff)/g)).toHaveLength(overlays.length + 4 + 2);
  });

  test('has changes that can be made one after the other in a new framework, and are in its plan', () =>
    withFolder({}, async (folder) => {
      await run(['init', '.'], folder);
      const file = join(folder, 'conditions.yaml');
      for (const { text } of blocksOf('change')) {
        writeFileSync(file, applyChange(readFileSync(file, 'utf8'), text));
        const { code, stderr } = await run(['validate', 'answers.yaml'], folder);
        expect({ code, warnings: stderr.match(/\[[a-z-]+\]$/gm) }).toEqual({
          code: 0,
          // What the guide says of a question without an action.
          warnings: text.includes('ask: How often') ? ['[unreached-level]'] : null,
        });
      }
      const { stdout } = await run(['generate', 'answers.yaml'], folder);
      for (const word of ['“Trying it out”', 'How often do families see', 'Open ordinary lessons', '### School Meals'])
        expect(stdout).toContain(word);
    }));

  test('has a whole framework about something else', () => {
    const files = { 'conditions.yaml': blocksOf('framework')[0]!.text, 'answers.yaml': blocksOf('answers')[0]!.text };
    return withFolder(files, async (folder) => {
      expect(await run(['validate', 'answers.yaml', '--strict', '-q'], folder)).toMatchObject({ code: 0, stderr: '' });
      const { stdout } = await run(['generate', 'answers.yaml'], folder);
      expect(stdout).toMatch(/^# Weber and Daughters: implementation plan$/m);
      expect(stdout).toMatch(/Build racks under a roof/);
    });
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
  expect(rows).toEqual(Object.entries(CODES).map(([code, { meaning }]) => [code, meaning]));
});
