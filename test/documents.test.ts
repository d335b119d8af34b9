/** Documents that are no Markdown: a table for spreadsheets, and the plan itself. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { escapeCsv } from '../src/templates/csv.js';
import { isAsWritten, signDocument } from '../src/templates/marks.js';
import { PACKAGE_FOLDER, run, withFolder } from './helpers/run.js';

const EXAMPLE = join(PACKAGE_FOLDER, 'examples/lakeview.yaml');

/** The cells of a table of quoted or bare cells. */
function readTable(text: string): string[][] {
  return text
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\n')
    .map((row) =>
      [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) =>
        (cell[1] ?? cell[2]!).replace(/""/g, '"'),
      ),
    );
}

test.each([
  ['plain', '"plain"'],
  ['a "b", c', '"a ""b"", c"'],
  ['=1+2', '"\'=1+2"'],
  ['@sum', '"\'@sum"'],
  ['+1', '"\'+1"'],
  ['-1', '"\'-1"'],
  ['\tx', '"\'\tx"'],
  ['two\nlines', '"two lines"'],
])('a cell for %j', (text, cell) => {
  expect(escapeCsv(text)).toBe(cell);
});

describe('actions.csv', () => {
  test('has a row for each action of the plan, all of one length, and the same dates', () =>
    withFolder({}, async (folder) => {
      const args = ['generate', EXAMPLE, '-o', `${folder}/`];
      expect((await run([...args, '-d', 'actions', '-d', 'plan.json'], folder)).code).toBe(0);
      const [head, ...rows] = readTable(readFileSync(join(folder, 'lakeview.actions.csv'), 'utf8'));
      const plan = JSON.parse(readFileSync(join(folder, 'lakeview.plan.json'), 'utf8')) as {
        actions: { key: string; start: string }[];
        later: { key: string }[];
      };
      expect(rows.map((row) => row.length)).toEqual(rows.map(() => head!.length));
      expect(rows.map((row) => row[0])).toEqual([...plan.actions, ...plan.later].map(({ key }) => key));
      const start = head!.indexOf('Start');
      expect(rows.slice(0, plan.actions.length).map((row) => row[start])).toEqual(plan.actions.map((one) => one.start));
    }));

  test.each(['actions.csv', 'plan.json', 'brief.md'])('%s that a person has changed is left alone', (document) =>
    withFolder({}, async (folder) => {
      const file = join(folder, `out.${document}`);
      const args = ['generate', EXAMPLE, '-d', document, '-o', file];
      expect((await run(args, folder)).code).toBe(0);
      const written = readFileSync(file, 'utf8');
      expect((await run(args, folder)).stderr).toMatch(/up to date/);
      const changed = written.replace('Superintendent', 'Our superintendent').replace('vision', 'mission');
      expect(changed).not.toBe(written);
      writeFileSync(file, changed);
      expect((await run(args, folder)).code).toBe(1);
      expect(readFileSync(file, 'utf8')).toBe(changed);
    }),
  );
});

test.each(['a.md', 'a.csv', 'a.json'])('a mark in %s is found again', (name) => {
  const text = name === 'a.json' ? '{\n  "a": 1\n}\n' : name === 'a.csv' ? '"A","B"\n"1","2"\n' : 'text\n';
  const signed = signDocument(name, Buffer.from(text)).toString();
  expect(isAsWritten(name, signed)).toBe(true);
  expect(isAsWritten(name, signed.replace(/1|2|text/, 'x'))).toBe(false);
  expect(isAsWritten(name, text)).toBe(false);
});

describe('the schema of plan.json', () => {
  const check = async (change: (plan: Record<string, unknown>) => void, example: string) => {
    const schema = JSON.parse((await run(['schema', 'plan'], PACKAGE_FOLDER)).stdout) as object;
    const { stdout } = await run(['generate', `examples/${example}.yaml`, '-d', 'plan.json'], PACKAGE_FOLDER);
    const plan = JSON.parse(stdout) as Record<string, unknown>;
    change(plan);
    return new Ajv().validate(schema, plan);
  };

  test.each(['prairie-view', 'lakeview', 'harbor-city', 'van-buren-school-district', 'short'])(
    'fits the plan of %s',
    async (example) => {
      expect(await check(() => undefined, example)).toBe(true);
    },
  );

  test.each([
    ['another field', (plan: Record<string, unknown>) => (plan['other'] = 1)],
    ['a field less', (plan: Record<string, unknown>) => delete plan['critical']],
    ['a text for a number', (plan: Record<string, unknown>) => (plan['years'] = 'three')],
  ])('does not fit %s', async (_, change) => {
    expect(await check(change, 'short')).toBe(false);
  });
});
