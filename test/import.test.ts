/** Tables to answers files: what a cell means, what files are called, and that nothing is half-imported. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAnswers } from '../src/answers/read.js';
import { readFramework } from '../src/framework/read.js';
import { findColumns } from '../src/import/columns.js';
import { listFields } from '../src/import/fields.js';
import { importRows } from '../src/import/answers-files.js';
import { NO_MAPPING, readMapping } from '../src/import/mapping.js';
import { chooseNameColumns, makeFileName } from '../src/import/file-names.js';
import { readTable } from '../src/import/table.js';
import { writeTexts } from '../src/files/write.js';
import { hasErrors } from '../src/diagnostics/problem.js';
import { formatProblem } from '../src/diagnostics/report.js';
import { PACKAGE_FOLDER, readFiles, run, withFolder } from './helpers/run.js';
import { rounds } from './helpers/rounds.js';

const RIVER = join(PACKAGE_FOLDER, 'test/fixtures/frameworks/river-watch.yaml');

type Files = Readonly<Record<string, string>>;

/** Imports table.csv of a folder into out/, with mapping.yaml where there is one. */
async function importTable(files: Files, args: readonly string[] = []) {
  return withFolder(files, async (folder) => {
    const mapping = files['mapping.yaml'] === undefined ? [] : ['-m', 'mapping.yaml'];
    const ended = await run(['import', 'table.csv', '-o', 'out/', '-c', RIVER, ...mapping, ...args], folder);
    return { ...ended, written: existsSync(join(folder, 'out')) ? readFiles(join(folder, 'out')) : {} };
  });
}

/** The only file that a table gives. */
async function importOne(files: Files, args: readonly string[] = []): Promise<string> {
  const { code, stderr, written } = await importTable(files, args);
  expect({ code, stderr, files: Object.keys(written).length }).toMatchObject({ code: 0, files: 1 });
  return Object.values(written)[0]!;
}

/** A cell in quotes. */
const quoted = (cell: string): string => `"${cell.replace(/"/g, '""')}"`;

/** A table with the required facts and one column more. */
const tableOf = (title: string, cell: string): string =>
  `group_name,volunteers,${quoted(title)}\nAlder,5,${quoted(cell)}\n`;

const HEAD = 'framework: river-watch@1.0.0\nprofile:\n  group_name: Alder\n  volunteers: 5\n';

describe('a cell', () => {
  test.each<[string, string, string]>([
    // Numbers
    ['river_km', '12.5', '  river_km: 12.5\n'],
    ['river_km', ' 1,200 ', '  river_km: 1200\n'],
    ['river_km', '1 200', '  river_km: 1200\n'],
    ['trained', '12 %', '  trained: 12\n'],
    ['budget', '$1,200', '  budget: 1200\n'],
    ['laboratory_days', '3.0', '  laboratory_days: 3\n'],
    // Other facts
    ['founded', '2001-05-06', '  founded: 2001-05-06\n'],
    ['laboratory', 'Yes', '  laboratory: true\n'],
    ['laboratory', 'FALSE', '  laboratory: false\n'],
    ['laboratory', 'n', '  laboratory: false\n'],
    ['water', 'estuary', '  water: estuary\n'],
    ['water', 'An Estuary with tides', '  water: estuary\n'],
    ['concerns', 'litter', '  concerns:\n    - litter\n'],
    ['concerns', 'litter; drought;', '  concerns:\n    - litter\n    - drought\n'],
    ['concerns', 'litter and plastic, Bacteria after rain', '  concerns:\n    - litter\n    - bacteria\n'],
    ['concerns', 'litter\ndrought', '  concerns:\n    - litter\n    - drought\n'],
    ['founded', 'Unknown', '  founded: unknown\n'],
    ['river_km', 'don’t know', '  river_km: unknown\n'],
    ['river_km', '', ''],
    ['river_km', '  ', ''],
    // Levels
    ['people', 'tried', 'responses:\n  people: tried\n'],
    ['people', 'NOT  BEGUN', 'responses:\n  people: not-begun\n'],
    ['people', 'Don’t know', 'responses:\n  people: unknown\n'],
    ['people', 'N/A', 'responses:\n  people: not-applicable\n'],
    ['people.crew', 'Lasting', 'responses:\n  people:\n    crew: lasting\n'],
    ['people.crew', 'A few people have been trained.', 'responses:\n  people:\n    crew: tried\n'],
    ['people.note', '=1+1', 'responses:\n  people:\n    note: =1+1\n'],
    ['people.crew.note', 'one\ntwo', 'responses:\n  people:\n    crew:\n      note: |-\n        one\n        two\n'],
    ['people.evidence', 'a, b; c', 'responses:\n  people:\n    evidence:\n      - a, b\n      - c\n'],
    // The rest of an answers file
    ['start', '2027-07-01', 'start: 2027-07-01\n'],
    ['years', '5', 'years: 5\n'],
    ['targets.default', 'Regular', 'targets:\n  default: regular\n'],
    ['targets.people.crew', 'lasting', 'targets:\n  people.crew: lasting\n'],
    ['focus.priorities', 'All', 'focus:\n  priorities: all\n'],
    ['capacity.trainer', '0', 'capacity:\n  trainer: 0\n'],
    ['roles.trainer', 'coordinator', 'roles:\n  trainer: coordinator\n'],
    ['actions.people.pair-up.status', 'In progress', 'actions:\n  people.pair-up:\n    status: in-progress\n'],
    ['actions.people.pair-up.start', '2027-09-01', 'actions:\n  people.pair-up:\n    start: 2027-09-01\n'],
    ['measures.people.pair-up.baseline', '20', 'measures:\n  people.pair-up:\n    baseline: 20\n'],
    ['notes.summary', 'Ours', 'notes:\n  summary: Ours\n'],
    // Titles as people write them
    ['River KM', '3', '  river_km: 3\n'],
    ['profile.river_km', '3', '  river_km: 3\n'],
    ['How many kilometers of river do you look after?', '3', '  river_km: 3\n'],
    ['Are there enough trained\nvolunteers for every site?', 'Tried', 'responses:\n  people:\n    crew: tried\n'],
    ['Being heard', 'Tried', 'responses:\n  voice: tried\n'],
  ])('%s: %j', async (title, cell, expected) => {
    expect(await importOne({ 'table.csv': tableOf(title, cell) })).toBe(HEAD + expected);
  });

  test('a text stays what it is, whatever it looks like', async () => {
    const table = `group_name,volunteers\n"0100005",5\n"=HYPERLINK(""x"")",5\n- x,5\n"yes: # no",5\n`;
    const { written } = await importTable({ 'table.csv': table });
    expect(Object.values(written).map((text) => /group_name: (.*)/.exec(text)![1])).toEqual([
      '"0100005"',
      '=HYPERLINK("x")',
      '"- x"',
      '"yes: # no"',
    ]);
  });

  test('a level stands beside its note, and questions below their condition, in the order of the framework', async () => {
    const table =
      'people.safety,people.note,people,people.crew.note,people.crew,volunteers,group_name\nTried,Ann,Regular,M,Lasting,5,Alder\n';
    expect(await importOne({ 'table.csv': table })).toBe(
      `${HEAD}responses:\n  people:\n    level: regular\n    note: Ann\n    crew:\n      level: lasting\n      note: M\n    safety: tried\n`,
    );
  });
});

describe('a table', () => {
  const expected = `${HEAD}  river_km: 1.5\n`;
  test.each<[string, string]>([
    ['commas', 'group_name,volunteers,river_km\nAlder,5,1.5\n'],
    ['semicolons', 'group_name;volunteers;river_km\nAlder;5;1.5\n'],
    ['semicolons, with commas in quotes', '"group_name";volunteers;river_km;"Tell us, in short, why"\nAlder;5;1.5;a\n'],
    ['tabs', 'group_name\tvolunteers\triver_km\nAlder\t5\t1.5\n'],
    ['a byte order mark', '\uFEFFgroup_name,volunteers,river_km\nAlder,5,1.5\n'],
    ['Windows lines', 'group_name,volunteers,river_km\r\nAlder,5,1.5\r\n'],
    ['old Macintosh lines', 'group_name,volunteers,river_km\rAlder,5,1.5\r'],
    ['mixed lines, and none at the end', 'group_name,volunteers,river_km\r\n\nAlder,5,1.5'],
    ['empty rows and columns', ',,,\ngroup_name,volunteers,river_km,,\nAlder,5,1.5,,,\n,,\n\n,,,,,\n'],
    ['spaces round cells and quotes', ' group_name , "volunteers" ,river_km\nAlder, "5" , 1.5 \n'],
    ['all in quotes', '"group_name","volunteers","river_km"\n"Alder","5","1.5"\n'],
    [
      'what Qualtrics adds',
      'StartDate,group_name,volunteers,river_km\nStart Date,Name?,How many?,How far?\n' +
        '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID3""}"\n2027-01-01,Alder,5,1.5\n',
    ],
  ])('with %s', async (_, table) => {
    expect(await importOne({ 'table.csv': table })).toBe(expected);
  });

  test('comes from standard input', () =>
    withFolder({}, async (folder) => {
      const args = ['import', '-', '-o', 'out/', '-c', RIVER];
      const { code, stderr } = await run(args, folder, { stdin: 'group_name,volunteers\nAlder,5\n' });
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: `wrote ${join('out', 'alder.yaml')}\nstandard input: 1 row: 1 written; named by "group_name"\n`,
      });
    }));
});

describe('a mapping', () => {
  test('says what titles, levels and dates mean, and what is left out', async () => {
    const written = await importOne({
      'table.csv':
        'Group [name],"Q1: how\nmany",Since,Q2,Q3,Q3 comment,Timestamp\nAlder,5,7/1/2001,Strongly agree,not sure,Ask Ann,1\n',
      'mapping.yaml': `columns:
  Group [name]: group_name
  "Q1: how many": volunteers
  Since: founded
  Q2: people.crew
  Q3: voice
  Q3 comment: voice.note
levels: {strongly agree: lasting, Not sure: unknown}
dates: month/day/year
ignore: [timestamp]
`,
    });
    expect(written).toBe(
      `${HEAD}  founded: 2001-07-01\nresponses:\n  people:\n    crew: lasting\n  voice:\n    level: unknown\n    note: Ask Ann\n`,
    );
  });

  test.each([
    ['month/day/year', '7/1/2001', '2001-07-01'],
    ['day/month/year', '1.7.2001', '2001-07-01'],
    ['day/month/year', '2001-07-01', '2001-07-01'],
  ])('with dates as %s reads %s', async (dates, cell, expected) => {
    const files = { 'table.csv': tableOf('founded', cell), 'mapping.yaml': `dates: ${dates}\n` };
    expect(await importOne(files)).toBe(`${HEAD}  founded: ${expected}\n`);
  });

  test('goes before what a title or a word says by itself, and tells titles apart that differ only in case', async () => {
    const written = await importOne({
      'table.csv': 'Name,NAME,volunteers,people\nAlder,30,5,Tried\n',
      'mapping.yaml': 'columns: {Name: group_name, NAME: river_km}\nlevels: {Tried: lasting}\n',
    });
    expect(written).toBe(`${HEAD}  river_km: 30\nresponses:\n  people: lasting\n`);
  });

  test('is described by a schema', async () => {
    const { stdout } = await run(['schema', 'mapping'], PACKAGE_FOLDER);
    expect(Object.keys((JSON.parse(stdout) as { properties: object }).properties)).toEqual([
      'columns',
      'levels',
      'dates',
      'ignore',
    ]);
  });
});

describe('files are called', () => {
  test.each([
    ['Van Buren School District', 'van-buren-school-district'],
    ["St. Mary's & Co. (North)", 'st-marys-co-north'],
    ['0100005', '0100005'],
    ['Doña Ana', 'doña-ana'],
    ['Don\u0303a Ana', 'doña-ana'],
    ['ÉCOLE', 'école'],
    ['名前', '名前'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\x', 'c-x'],
    ['.hidden.', 'hidden'],
    ['CON', 'con-'],
    ['Com1', 'com1-'],
    ['conditions', 'conditions-'],
    ['a\u202Eb\u0000c', 'a-b-c'],
    ['🌲', ''],
  ])('%j: %j', (text, name) => {
    expect(makeFileName(text)).toBe(name);
  });

  test('something that every file system takes, and that stays the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = makeFileName(text);
        expect(name).toMatch(/^(?:[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}-]*)?$/u);
        expect(Buffer.byteLength(name)).toBeLessThan(130);
        expect(name).toBe(name.normalize('NFC').toLowerCase().normalize('NFC'));
        expect(makeFileName(name.replace(/-$/, ''))).toBe(name);
      }),
    );
  });

  const table = 'group_name,volunteers,Site\nAlder,5,n1\nALDER,6,n2\nBirch,7,n2\n';
  test.each<[string, string, readonly string[], readonly string[] | RegExp]>([
    ['the first text', 'group_name,volunteers\nAlder,5\nBirch,6\n', [], ['alder', 'birch']],
    ['a column by its title', 'group_name,volunteers,Site no.\nA,5,7\nA,6,8\n', ['-n', 'site no.'], ['7', '8']],
    [
      'a column by its id',
      'group_name,How many volunteers went out last year?\nA,5\nA,6\n',
      ['-n', 'volunteers'],
      ['5', '6'],
    ],
    ['two columns', table, ['-n', 'group_name', '-n', 'Site'], ['alder-n1', 'alder-n2', 'birch-n2']],
    ['one that does not tell them apart', table, [], /row 3, column "group_name": .* alder\.yaml, as that of row 2/],
    ['Unicode forms', 'group_name,volunteers\nDoña,5\nDon\u0303a,6\n', [], /row 3, .* doña\.yaml, as that of row 2/],
    ['an unknown column', table, ['-n', 'Sit'], /no column "Sit" .*\n.*did you mean "Site"/],
    ['one with an empty cell', 'group_name,volunteers,S\nA,5,x\nB,6,\n', ['-n', 'S'], /row 3, column "S": no file/],
  ])('by %s', async (_, csv, args, expected) => {
    const { code, stderr, written } = await importTable({ 'table.csv': csv }, args);
    const names = Object.keys(written).map((name) => name.replace(/\.yaml$/, ''));
    if (expected instanceof RegExp) {
      expect(code).not.toBe(0);
      expect(stderr).toMatch(expected);
      expect(names).toEqual([]);
    } else expect({ code, names }).toEqual({ code: 0, names: [...expected].sort() });
  });
});

describe('what is there already', () => {
  const csv = 'group_name,volunteers\nAlder,5\nBirch,6\n';
  const alder = 'framework: river-watch@1.0.0\nprofile:\n  group_name: Alder\n  volunteers: 5\n';
  test.each<[string, Files, readonly string[], number, readonly string[]]>([
    ['the same stays', { 'out/alder.yaml': alder }, [], 0, ['alder.yaml', 'birch.yaml']],
    ['what a person has changed stops all', { 'out/alder.yaml': `${alder}# ours\n` }, [], 1, ['alder.yaml']],
    ['unless forced', { 'out/alder.yaml': `${alder}# ours\n` }, ['--force'], 0, ['alder.yaml', 'birch.yaml']],
    ['another ending stops all', { 'out/alder.json': '{}' }, ['--force'], 1, ['alder.json']],
    ['another case stops all', { 'out/Alder.yaml': alder }, ['--force'], 1, ['Alder.yaml']],
    ['other files do not matter', { 'out/alder.md': 'x' }, [], 0, ['alder.md', 'alder.yaml', 'birch.yaml']],
    ['a folder with the name stops all', { 'out/birch.yaml/x': '' }, [], 2, ['birch.yaml/x']],
  ])('%s', async (_, files, args, code, names) => {
    const ended = await importTable({ 'table.csv': csv, ...files }, args);
    expect({ code: ended.code, names: Object.keys(ended.written) }).toEqual({ code, names });
    const before = files['out/alder.yaml'];
    if (before !== undefined) expect(ended.written['alder.yaml']).toBe(code === 0 ? alder : before);
  });

  test('a second run writes nothing', () =>
    withFolder({ 'table.csv': csv }, async (folder) => {
      const args = ['import', 'table.csv', '-o', 'out/', '-c', RIVER];
      await run(args, folder);
      expect((await run(args, folder)).stderr).toBe('table.csv: 2 rows: 2 up to date; named by "group_name"\n');
    }));
});

describe('nothing is half-imported', () => {
  test('every bad cell is named, and no file is written', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => `G${n},${n === 7 ? 5 : 'many'}`);
    const { code, stderr, written } = await importTable({ 'table.csv': `group_name,volunteers\n${rows.join('\n')}\n` });
    expect({ code, written }).toEqual({ code: 1, written: {} });
    const named = [...stderr.matchAll(/^table\.csv:(\d+):\d+: error: row (\d+), column "volunteers": /gm)];
    expect(named.map(([, line, row]) => [line, row])).toEqual(
      rows.flatMap((_, n) => (n === 7 ? [] : [[String(n + 2), String(n + 2)]])),
    );
    expect(stderr).toMatch(/300 rows: 299 errors; nothing was written\n$/);
  });

  test('of files of which one cannot be written, none is', () =>
    withFolder({}, async (folder) => {
      mkdirSync(join(folder, 'out'));
      const files = ['out/a', 'out/b', 'nowhere/c', 'out/d'].map((shown) => ({
        path: join(folder, shown),
        shown,
        text: 'x',
      }));
      await expect(writeTexts(files, () => undefined)).rejects.toThrow(/^nowhere\/c cannot be written/);
      expect(readdirSync(join(folder, 'out'))).toEqual([]);
    }));

  test('a row and column are told to programs too', async () => {
    const csv = 'group_name,"How many volunteers\nwent out last year?"\n\n"A\nB",x\n';
    const { stderr } = await importTable({ 'table.csv': csv }, ['--reporter', 'json']);
    const [first] = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toMatchObject({
      type: 'problem',
      line: 5,
      column: 4,
      row: 3,
      title: 'How many volunteers\nwent out last year?',
    });
  });
});

describe('wrong usage', () => {
  test.each<[readonly string[], RegExp]>([
    [['import', 'a.xlsx', '-o', 'out/'], /is a workbook.*\n.*CSV \(UTF-8\)/],
    [['import', 'nowhere.csv', '-o', 'out/'], /nowhere\.csv cannot be read/],
    [['import', 'a.csv'], /required option '-o/],
    [['import', 'a.csv', '-o', 'out'], /need a folder.*\n.*-o FOLDER\//],
    [['import', 'a.csv', '-o', 'out/', '-m', 'nowhere.yaml'], /nowhere\.yaml cannot be read/],
  ])('%j', async (args, expected) =>
    withFolder({ 'a.csv': 'group_name,volunteers\nA,5\n' }, async (folder) => {
      const { code, stderr } = await run(args, folder);
      expect(code).toBe(2);
      expect(stderr).toMatch(expected);
      expect(existsSync(join(folder, 'out'))).toBe(false);
    }),
  );
});

test('docs/import.md shows what is made of its example', async () => {
  const docs = readFileSync(join(PACKAGE_FOLDER, 'docs/import.md'), 'utf8');
  const block = (mark: string) => /```\w*\n([\s\S]*?)```/.exec(docs.slice(docs.indexOf(`<!-- ${mark} -->`)))![1]!;
  await withFolder({ 'table.csv': block('table.csv'), 'mapping.yaml': block('mapping.yaml') }, async (folder) => {
    const [program, ...args] = block('command').trim().split(' ');
    const { code, stderr } = await run(args, folder);
    expect({ program, code }).toEqual({ program: 'scaleplan', code: 0 });
    expect(stderr).toMatch(/2 rows: 2 written; named by "District name"\n$/);
    expect(readFileSync(join(folder, 'answers/maple-hollow-schools.yaml'), 'utf8')).toBe(block('answers'));
    expect((await run(['validate', 'answers/'], folder)).code).toBe(0);
    expect((await run(['generate', 'answers/', '-o', 'plans/'], folder)).code).toBe(0);
  });
});

const { value: river } = readFramework('river-watch.yaml', readFileSync(RIVER, 'utf8'));
const fields = listFields(river!, NO_MAPPING);

/** A text as it may stand in a cell: not empty, without spaces round it, and not one of the words for what is not known. */
const text = fc
  .oneof(
    fc.constantFrom(
      'yes',
      '0100005',
      'a: b',
      '- x',
      '# y',
      '"',
      "it's",
      '{',
      '名前',
      'two\nlines',
      '=1+1',
      'a\n\n b',
      'x,;\ty',
    ),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
  )
  .map((one) => one.replace(/\r\n?/g, '\n').trim())
  .filter((one) => one !== '' && !/^(?:unknown|don['‘’]t[\s_-]know)$/i.test(one.normalize('NFKC')));
const oneLine = text.map((one) => one.replace(/[;\n]/g, ' ').trim()).filter((one) => one !== '');
const level = fc.constantFrom(...river!.levels.map(({ id }) => id), 'unknown', 'not-applicable');

/** Values of some fields, by id, each with the cell that says it. */
const VALUES: Record<string, fc.Arbitrary<{ cell: string; value: unknown }>> = Object.fromEntries(
  Object.entries({
    group_name: text,
    volunteers: fc.integer({ min: 1 }),
    river_km: fc.double({ min: 0, max: 1e6, noNaN: true }).map((number) => Number(number.toFixed(3))),
    trained: fc.integer({ min: 0, max: 100 }),
    founded: fc.constantFrom('2001-02-28', '1999-12-31'),
    water: fc.constantFrom('stream', 'river', 'estuary'),
    laboratory: fc.boolean(),
    people: level,
    'people.note': text,
    'people.crew': level,
    'people.crew.note': text,
    voice: level,
    'measuring.method': level,
    'measuring.rhythm.note': text,
    start: fc.constantFrom('2027-07-01', '2028-02-29'),
    years: fc.integer({ min: 1, max: 30 }),
    'targets.default': fc.constantFrom('regular', 'lasting'),
    'targets.people.crew': fc.constantFrom('regular', 'lasting'),
    'focus.priorities': fc.constantFrom<string | number>('all', 4),
    'capacity.trainer': fc.nat(),
    'actions.people.pair-up.assignee': text,
    'notes.summary': text,
  } satisfies Record<string, fc.Arbitrary<unknown>>).map(([id, values]) => [
    id,
    (values as fc.Arbitrary<unknown>).map((value) => ({ cell: String(value), value })),
  ]),
);
VALUES['concerns'] = fc
  .subarray(['bacteria', 'nutrients', 'litter', 'drought'], { minLength: 1 })
  .map((value) => ({ cell: value.join('; '), value }));
VALUES['people.evidence'] = fc
  .array(oneLine, { minLength: 1, maxLength: 3 })
  .map((value) => ({ cell: value.join('\n'), value }));

/** What an answers file says with these values, as plain data. */
function nest(values: Readonly<Record<string, { value: unknown } | undefined>>): object {
  const data: Record<string, unknown> = {};
  for (const [id, given] of Object.entries(values)) {
    const { path } = fields.find((field) => field.id === id)!;
    let at = data;
    for (const key of path.slice(0, -1)) at = (at[key] ??= {}) as Record<string, unknown>;
    at[path.at(-1)!] = given!.value;
  }
  return data;
}

test('any answers put into a table come back the same', () => {
  const row = fc.record(VALUES, { requiredKeys: ['group_name', 'volunteers'] });
  const shape = fc.record({
    delimiter: fc.constantFrom(',', ';', '\t'),
    end: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\uFEFF'),
    titles: fc.shuffledSubarray(Object.keys(VALUES), { minLength: Object.keys(VALUES).length }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 3 }), shape, (rows, { delimiter, end, mark, titles }) => {
      const lines = [titles, ...rows.map((values) => titles.map((id) => values[id]?.cell ?? ''))];
      const csv = mark + lines.map((cells) => cells.map(quoted).join(delimiter) + end).join('');
      const { value: table } = readTable('table.csv', csv);
      const { columns, problems } = findColumns(river!, fields, NO_MAPPING, table!);
      const imported = importRows(river!, columns, table!, []);
      expect([...problems, ...imported.problems]).toEqual([]);
      imported.files.forEach(({ text: written }, n) => {
        const read = readAnswers('a.yaml', written, river!, 'check');
        const meant = readAnswers('a.json', JSON.stringify(nest(rows[n]!)), river!, 'check');
        expect(read.problems).toEqual([]);
        expect(read.value).toEqual(meant.value);
      });
    }),
    { numRuns: rounds(80), seed: 20273, endOnFailure: true },
  );
});

/** Tables by chance: pieces of tables, titles, and anything else. */
const piece = fc.oneof(
  fc.constantFrom(',', ';', '\t', '\n', '\r\n', '"', '""', ' ', '5', 'tried', '__proto__'),
  fc.constantFrom('group_name', 'volunteers', 'people', 'people.crew', 'concerns'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const pieces = fc.array(piece, { maxLength: 40 }).map((some) => some.join(''));
const anyTable = fc.oneof(
  pieces,
  pieces.map((more) => `group_name,volunteers,people\nA,5,tried\n${more}`),
  fc
    .array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.constantFrom('5', '1,000', 'x'), level), { maxLength: 4 })
    .map((rows) => ['group_name,volunteers,people', ...rows.map((cells) => cells.map(quoted).join(','))].join('\n')),
);
const anyMapping = fc.oneof(
  fc.string(),
  pieces.map((more) => `columns: {${more}}`),
  fc.dictionary(pieces, pieces).map((columns) => JSON.stringify({ columns, levels: columns })),
);

test('whatever stands in a table or a mapping, it gives right answers files or says what is wrong', () => {
  let written = 0;
  fc.assert(
    fc.property(anyTable, fc.option(anyMapping, { nil: null, freq: 1 }), (csv, mappingText) => {
      const table = readTable('table.csv', csv);
      const read =
        mappingText === null ? { value: NO_MAPPING, problems: [] } : readMapping('mapping.yaml', mappingText);
      if (table.value === undefined || read.value === undefined) {
        expect([...table.problems, ...read.problems].map((problem) => formatProblem(problem)).join('')).toMatch(
          /error: /,
        );
        return;
      }
      const { columns, problems } = findColumns(river!, listFields(river!, read.value), read.value, table.value);
      const namedBy = chooseNameColumns(river!, table.value, columns);
      const imported = importRows(river!, columns, table.value, namedBy);
      const all = [...problems, ...imported.problems];
      for (const problem of all) expect(formatProblem(problem)).toMatch(/^(?:table\.csv|mapping\.yaml):\d+:\d+: /);
      if (hasErrors(all)) return;
      written += imported.files.length;
      for (const file of imported.files) expect(readAnswers('a.yaml', file.text, river!, 'check').problems).toEqual([]);
    }),
    { numRuns: rounds(200), seed: 20274, endOnFailure: true },
  );
  expect(written).toBeGreaterThan(rounds(200) / 10);
});

test('the program ends such runs as any other', async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, anyMapping, async (csv, mapping) => {
      const { code, stderr, written } = await importTable({ 'table.csv': csv, 'mapping.yaml': mapping });
      expect([0, 1, 2]).toContain(code);
      expect(Object.keys(written).length > 0).toBe(code === 0);
      expect(stderr).not.toMatch(/fault of scaleplan/);
    }),
    { numRuns: rounds(12), seed: 20275, endOnFailure: true },
  );
});
