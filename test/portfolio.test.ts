/** The overview of many: what always holds of its counts, sums and parts, and of what it keeps back. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { recordInput } from '../src/pipeline/record.js';
import { prepareTemplates, readTemplates } from '../src/templates/folders.js';
import { readFramework } from '../src/framework/read.js';
import type { Fact, Framework } from '../src/model/index.js';
import { groupBy } from '../src/portfolio/groups.js';
import {
  findTwice,
  isPortfolioFile,
  joinParts,
  type Part,
  printPortfolio,
  readPortfolio,
} from '../src/portfolio/parts.js';
import { joinSmallRows, protectRow } from '../src/portfolio/protect.js';
import type { OrganizationRecord } from '../src/portfolio/schema.js';
import { shortenNames } from '../src/portfolio/short-names.js';
import { summarize } from '../src/portfolio/summarize.js';
import { viewPortfolio } from '../src/portfolio/build-overview.js';
import { loadFormat } from '../src/templates/formats.js';
import { renderTemplate } from '../src/templates/engine.js';
import { framework, frameworkText, question } from './helpers/build.js';
import { madeUpAnswers, madeUpFramework } from './helpers/made-up-district.js';
import { PACKAGE_FOLDER } from './helpers/run.js';
import { rounds } from './helpers/rounds.js';

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** A framework and the parts of several answers files; now and then one has no start, or errors. */
const madeUpParts = fc
  .tuple(
    madeUpFramework,
    fc.array(
      fc.tuple(
        madeUpAnswers,
        fc.constantFrom<object>({}, {}, {}, { start: undefined }, { responses: { fire: 'low' } }),
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
  )
  .map(([fields, answers]) => ({
    of: readFramework('conditions.yaml', frameworkText(fields)).value,
    texts: answers.map(([own, more]) => stringify({ ...own, ...more })),
  }))
  // A framework by chance may have a circle.
  .filter(({ of }) => of !== undefined);

async function recordAll(of: Framework, texts: readonly string[]): Promise<Part[]> {
  return Promise.all(
    texts.map(async (text, n) => {
      const { value } = await recordInput(
        { framework: of, settings: { effort: 'normal', cwd: '/' } },
        { file: `${n}.yaml`, name: `group/${n}`, text },
      );
      return value ?? { parts: [], failed: [`group/${n}`], organizations: [] };
    }),
  );
}

describe('parts', () => {
  test('give the same bytes in whatever order and groups they are joined, and read again', async () => {
    await fc.assert(
      fc.asyncProperty(
        madeUpParts,
        fc.infiniteStream(fc.nat({ max: 2 })),
        fc.infiniteStream(fc.nat()),
        async ({ of, texts }, groups, order) => {
          const parts = await recordAll(of!, texts);
          const whole = printPortfolio(of!, joinParts(parts));
          const keys = new Map(parts.map((part) => [part, order.next().value]));
          const shuffled = [...parts].sort((a, b) => keys.get(a)! - keys.get(b)!);
          const bundles: Part[][] = [[], [], []];
          for (const part of shuffled) bundles[groups.next().value]!.push(part);
          const read = bundles.map((bundle) => {
            const text = printPortfolio(of!, joinParts(bundle));
            expect(isPortfolioFile('part.json', text)).toBe(true);
            return readPortfolio('part.json', text, of!).value!;
          });
          expect(printPortfolio(of!, joinParts([joinParts([read[1]!, read[0]!]), read[2]!]))).toBe(whole);
          expect(printPortfolio(of!, joinParts([read[0]!, joinParts([read[2]!, read[1]!])]))).toBe(whole);
        },
      ),
      { numRuns: rounds(25) },
    );
  });

  const shard = (...parts: string[]): Part => ({ parts, failed: [], organizations: [] });

  test.each([
    [[['1/2'], ['2/2']], []],
    [
      [['2/3'], ['1/3']],
      ['1/3', '2/3'],
    ],
    [[['2/3', '1/3'], ['3/3']], []],
    [[['1/1']], []],
    [[['1/2'], ['1/10'], ['2/2']], ['1/10']],
    [[['1/2'], ['1/2']], ['1/2']],
  ])('%j: of these are in the whole %j', (shards, left) => {
    expect(joinParts(shards.map((parts) => shard(...parts))).parts).toEqual(left);
  });

  test('say which inputs stand in two of them', () => {
    const part = (...inputs: string[]): Part => ({
      ...shard(),
      organizations: inputs.map((input) => ({ input }) as OrganizationRecord),
    });
    expect(findTwice([part('a', 'b'), part('b', 'c'), part('c')])).toEqual(['b', 'c']);
    expect(findTwice([part('a', 'b'), part()])).toEqual([]);
  });

  test.each([
    ['a.json', '{"portfolio": 1}', true],
    ['a.json', '\uFEFF{"conditions": [], "portfolio" : 1}', true],
    ['a.json', '{"responses": {"portfolio": "low"}}', false],
    ['a.json', '["portfolio"]', false],
    ['a.json', '{"portfolio": ', false],
    ['a.yaml', '{"portfolio": 1}', false],
  ])('%s %s is one: %s', (file, text, is) => {
    expect(isPortfolioFile(file, text)).toBe(is);
  });
});

test('all are counted, money adds up, and waves make up what is in at the end', async () => {
  await fc.assert(
    fc.asyncProperty(madeUpParts, async ({ of, texts }) => {
      const { organizations } = joinParts(await recordAll(of!, texts));
      const { total, conditions, questions, completeness, actions, costs, spreads, standings, plans } = summarize(
        of!,
        organizations,
      );
      expect(total).toBe(organizations.length);
      for (const { levels, unknown, notApplicable, partlyOpen } of conditions) {
        expect(sum(levels) + unknown + notApplicable).toBe(total);
        expect(partlyOpen).toBeLessThanOrEqual(sum(levels));
      }
      for (const { below, reached, unknown, notApplicable } of questions)
        expect(below + reached + unknown + notApplicable).toBe(total);
      const { allKnown, someUnknown, someUnanswered, empty, questions: asked } = completeness;
      expect(allKnown + someUnknown + someUnanswered + empty).toBe(total);
      expect(asked.own + asked.covered + asked.unknown + asked.unanswered).toBe(asked.asked);
      expect(standings.map(({ record }) => record.input).sort()).toEqual(organizations.map(({ input }) => input));
      for (const side of ['low', 'high'] as const) {
        expect(sum(costs.years.map(({ once, recurring }) => once[side] + recurring[side]))).toBe(costs.total[side]);
        expect(sum(actions.map((action) => action.total[side]))).toBe(costs.total[side]);
      }
      for (const { plans: with_, starts, undated } of actions)
        expect(sum(starts.map((start) => start.plans)) + undated).toBe(with_);
      for (const { already, carried, years } of spreads)
        expect(already + sum(years.map(({ units }) => units))).toBe(carried);
      expect(sum(spreads.map((spread) => spread.plans))).toBeLessThanOrEqual(plans);
    }),
    { numRuns: rounds(25) },
  );
});

describe('a gap', () => {
  const of = framework({
    conditions: [{ id: 'water', name: 'Water', questions: [question('depth'), question('width')] }],
  });
  const record = async (responses: object, more: object = {}) => {
    const text = stringify({ profile: { name: 'Here' }, start: '2027-07-01', responses, ...more });
    const { value } = await recordInput(
      { framework: of, settings: { effort: 'normal', cwd: '/' } },
      { file: 'a.yaml', name: 'a', text },
    );
    return value!.organizations[0]!;
  };

  test.each([
    ['all known', { water: { depth: 'mid', width: 'low' } }, { level: 0, gap: 1.5 }, false],
    ['an open question counts in the level only', { water: { depth: 'high' } }, { level: 1, gap: 0 }, true],
    ['nothing known', { water: 'unknown' }, { level: null, gap: null }, false],
    ['nothing answered', {}, { level: null, gap: null }, false],
    ['at the aim', { water: 'high' }, { level: 2, gap: 0 }, false],
  ])('%s', async (_, responses, expected, isPartlyOpen) => {
    const one = await record(responses);
    expect(one.conditions).toEqual([expect.objectContaining(expected)]);
    const { standings, conditions } = summarize(of, [one]);
    expect(standings[0]).toMatchObject({ gap: expected.gap, isPartlyOpen: [isPartlyOpen] });
    expect(conditions[0]!.unknown).toBe(expected.level === null ? 1 : 0);
  });

  test('goes by the aim of each one, and is never below 0', async () => {
    const one = await record({ water: { depth: 'low', width: 'high' } }, { targets: { default: 'mid' } });
    expect(one.conditions[0]!.gap).toBe(0.5);
  });

  test('a condition that does not apply is neither known nor unknown', async () => {
    const one = await record({ water: 'not-applicable' });
    expect(one.conditions).toEqual([null]);
    expect(summarize(of, [one]).conditions[0]).toMatchObject({ levels: [0, 0, 0], unknown: 0, notApplicable: 1 });
  });

  test('without a start there are levels, and no plan', async () => {
    const one = await record({ water: 'mid' }, { start: undefined });
    expect(one.plan).toBeNull();
    expect(summarize(of, [one])).toMatchObject({
      total: 1,
      plans: 0,
      costs: { total: { low: 0, high: 0 }, years: [] },
    });
  });
});

describe('short names', () => {
  test.each([
    [
      ['Vision', 'Culture', 'Curriculum'],
      ['Vi', 'Cul', 'Cur'],
    ],
    [
      ['Learning Environments', 'Leadership Engagement', 'Policy'],
      ['LearE', 'LeadE', 'Po'],
    ],
    [
      ['Safe Use of Data', 'The Budget'],
      ['SUD', 'Bu'],
    ],
    [
      ['A', 'A', 'A'],
      ['A', 'A2', 'A3'],
    ],
    [
      ['Öl', '市教育委員会', '!!'],
      ['Öl', '市教', '!!'],
    ],
  ])('%j', (names, short) => {
    expect(shortenNames(names)).toEqual(short);
  });

  test('no two are alike', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('A b', 'A B', 'Ab', 'A', 'A2'))),
        (names) => {
          const short = shortenNames(names);
          expect(new Set(short).size).toBe(names.length);
        },
      ),
    );
  });
});

test('a table for the gaps in many conditions has no more columns than a page', () => {
  const ids = Array.from({ length: 40 }, (_, n) => `condition-${n}`);
  const of = framework({ conditions: ids.map((id) => ({ id, name: `Name ${id}`, questions: [question('depth')] })) });
  const { heat } = viewPortfolio(of, { parts: [], failed: [], organizations: [] }, { by: null, least: null });
  const columns = heat!.tables.map((table) => table.columns.length);
  expect(Math.max(...columns)).toBeLessThanOrEqual(13);
  expect(new Set(heat!.tables.flatMap((table) => table.columns)).size).toBe(40);
});

describe('groups', () => {
  const group = (type: Fact['type'], values: readonly unknown[], options: Fact['options'] = []) => {
    const fact = { id: 'x', type, options } as unknown as Fact;
    const records = values.map((value, n) => ({
      input: String(n),
      facts: value === undefined ? {} : { x: value },
    })) as unknown as OrganizationRecord[];
    return groupBy(fact, records, (amount) => `$${amount}`).map(({ name, members }) => [name, members.length]);
  };

  test.each<[string, Fact['type'], unknown[], [string, number][]]>([
    [
      'text as typed',
      'text',
      ['b', 'a', 'b', undefined],
      [
        ['a', 1],
        ['b', 2],
        ['Not known', 1],
      ],
    ],
    [
      'yes and no',
      'boolean',
      [false, true, false],
      [
        ['Yes', 1],
        ['No', 2],
      ],
    ],
    [
      'dates by year',
      'date',
      ['2020-05-01', '2019-01-01', '2020-01-01'],
      [
        ['2019', 1],
        ['2020', 2],
      ],
    ],
    [
      'numbers in four bands',
      'integer',
      [1, 2, 3, 4, 5, 6, 7, 8],
      [
        ['Up to 2', 2],
        ['Over 2, up to 4', 2],
        ['Over 4, up to 6', 2],
        ['Over 6', 2],
      ],
    ],
    [
      'bands that can be read',
      'money',
      [1234, 5678, 9012, 34567],
      [
        ['Up to $1200', 0],
        ['Over $1200, up to $5700', 2],
        ['Over $5700, up to $9000', 0],
        ['Over $9000', 2],
      ],
    ],
    ['the same number everywhere', 'percent', [5, 5, 5], [['All', 3]]],
    [
      'a value of another kind is not known',
      'integer',
      [1, 'x'],
      [
        ['All', 1],
        ['Not known', 1],
      ],
    ],
  ])('%s', (_, type, values, groups) => {
    expect(group(type, values)).toEqual(groups.filter(([, size]) => size > 0));
  });

  test('choices by the names and in the order of their options', () => {
    const options = [
      { id: 'z', name: 'Last letter' },
      { id: 'a', name: 'First letter' },
    ];
    expect(group('choice', ['a', 'z', 'a'], options)).toEqual([
      ['Last letter', 1],
      ['First letter', 2],
    ]);
  });
});

describe('small counts', () => {
  /** All rows of so many counts that have that sum. */
  function* rowsOf(length: number, total: number): Generator<number[]> {
    if (length === 1) yield [total];
    else
      for (let first = 0; first <= total; first++)
        for (const rest of rowsOf(length - 1, total - first)) yield [first, ...rest];
  }

  /** What a reader is told of a row. */
  const published = (row: readonly number[], least: number) =>
    protectRow(row, least)
      .map((showing, n) => (showing === 'shown' ? row[n] : showing))
      .join();

  test.each([
    [3, 2, 16],
    [3, 3, 14],
    [3, 4, 13],
    [4, 3, 18],
    [4, 4, 16],
    [5, 3, 22],
    [3, 5, 11],
    [4, 2, 30],
  ])(
    'below %d, in rows of %d up to %d: none is told, nor can be worked out by one who knows the rule',
    (least, length, most) => {
      for (let total = least; total <= most; total++) {
        const alike = new Map<string, number[][]>();
        for (const row of rowsOf(length, total)) {
          const told = published(row, least);
          alike.set(told, [...(alike.get(told) ?? []), row]);
        }
        for (const rows of alike.values()) {
          const showing = protectRow(rows[0]!, least);
          const hidden = [...showing.keys()].filter((n) => showing[n] !== 'shown');
          if (hidden.length > 0) expect(sum(hidden.map((n) => rows[0]![n]!))).toBeGreaterThanOrEqual(least);
          for (const n of rows[0]!.keys()) {
            const possible = new Set(rows.map((row) => row[n]!));
            const small = [...possible].filter((count) => count > 0 && count < least);
            // Where a small count is possible, another count is too.
            if (small.length > 0) expect(possible.size).toBeGreaterThan(1);
            if (showing[n] === 'shown') expect(small).toEqual([]);
          }
        }
      }
    },
  );

  test.each([
    [
      [20, 30, 0],
      ['shown', 'shown', 'shown'],
    ],
    [
      [20, 30, 4],
      ['shown', 'held', 'few'],
    ],
    [
      [20, 7, 8, 40],
      ['shown', 'few', 'few', 'shown'],
    ],
    [
      [20, 1, 2, 40],
      ['shown', 'few', 'few', 'held'],
    ],
    [
      [20, 9, 9, 40],
      ['shown', 'few', 'few', 'held'],
    ],
    [
      [12, 4, 0],
      ['held', 'held', 'held'],
    ],
  ])('%j below 10: %j', (row, showing) => {
    expect(protectRow(row, 10)).toEqual(showing);
    expect(protectRow(row, null)).toEqual(row.map(() => 'shown'));
  });

  test('rows that rest on too few are joined with those beside them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.nat({ max: 12 }), { minLength: 1 })),
        fc.constantFrom(null, 3, 5),
        (members, least) => {
          const rows = members.map((own, year) => ({ year, members: own }));
          const joined = joinSmallRows(rows, least);
          const all = new Set(members.flat());
          expect(joined.flat()).toEqual(joined.length === 0 ? [] : rows);
          expect(joined.length === 0).toBe(rows.length === 0 || all.size < (least ?? 0));
          for (const some of joined)
            expect(new Set(some.flatMap((row) => row.members)).size).toBeGreaterThanOrEqual(least ?? 1);
        },
      ),
    );
  });
});

describe('an overview that keeps small counts back', () => {
  const LEAST = 7;
  const of = framework({
    profile: [
      { id: 'name', ask: 'Name?', type: 'text', required: true },
      { id: 'kind', ask: 'Kind?', type: 'text' },
    ],
    conditions: ['water', 'soil'].map((id) => ({
      id,
      name: id,
      questions: [question('depth'), question('width'), question('height')],
      actions: [
        { id: 'dig', title: `Dig ${id}`, owner: 'lead', weeks: 2, raises: { depth: 'high' } },
        {
          id: 'buy',
          title: `Buy ${id}`,
          owner: 'lead',
          weeks: 2,
          raises: { width: 'high' },
          costs: [{ item: 'Things', low: 10_000, high: 20_000, per: 'organization' }],
        },
      ],
    })),
  });

  /** Many answers of a few sorts, so that counts are small, large and nearly all. */
  const many = fc
    .array(
      fc.record({
        times: fc.constantFrom(1, 2, 6, 7, 8, 15),
        level: fc.constantFrom('low', 'mid', 'high', 'unknown', 'not-applicable'),
        other: fc.constantFrom('low', 'high', undefined),
        kind: fc.constantFrom('a', 'b', 'c', undefined),
        start: fc.constantFrom('2027-07-01', '2028-03-01', '2031-01-01', undefined),
      }),
      { minLength: 2, maxLength: 6 },
    )
    .filter((sorts) => sum(sorts.map(({ times }) => times)) >= LEAST);

  test('tells no number of organizations below it, and none whose rest is below it; names nobody', async () => {
    const templates = await prepareTemplates(await readTemplates(PACKAGE_FOLDER, undefined, 'portfolio'));
    await fc.assert(
      fc.asyncProperty(many, fc.nat({ max: 8 }), async (sorts, failures) => {
        const texts = sorts.flatMap(({ times, level, other, kind, start }) =>
          Array.from({ length: times }, () =>
            stringify({
              profile: { name: 'Nomen Nescio', kind },
              start,
              responses: { water: { depth: level, width: other }, soil: other },
            }),
          ),
        );
        const { organizations } = joinParts(await recordAll(of, texts));
        const total = organizations.length;
        const failed = Array.from({ length: failures }, (_, n) => `failure-${'x'.repeat(n + 1)}`);
        const view = viewPortfolio(of, { parts: [], failed, organizations }, { by: 'kind', least: LEAST });
        const text = renderTemplate(templates, 'portfolio.md', view, await loadFormat('md')).toString();
        expect(text).not.toMatch(/Nomen|group\/|failure-/);
        const told = failures === 0 ? null : failures < LEAST ? 'Fewer than 7' : String(failures);
        expect(/(Fewer than \d+|\d+) inputs? had errors/.exec(text)?.[1] ?? null).toBe(told);
        // What is no number of organizations.
        const left = text
          .replace(/\$[\d,]+/g, '')
          .replace(/\d{4}–\d{2}|\b20\d\d\b/g, '')
          .replace(/\d+\.\d+(\.\d+)?/g, '')
          .replace(/\d+%/g, '')
          .replace(/(fewer than|below|from) \d+|more than \d+/gi, '')
          .replace(/count from 1 to just/g, '')
          .replace(/\d+ (of the \d+ )?actions? (that|stands?)/g, '')
          .replace(/\d+ inputs had errors/g, '')
          .replace(/were asked \d+ questions/g, '')
          .replace(/Of 0 nothing/g, '');
        const numbers = (left.match(/\d+/g) ?? []).map(Number);
        expect(numbers).toContain(total);
        for (const number of numbers) {
          expect(number === 0 || number >= LEAST).toBe(true);
          expect(number >= total || number === 0 || total - number >= LEAST).toBe(true);
        }
      }),
      { numRuns: rounds(25) },
    );
  });
});
