/** Frameworks and answers by chance (fast-check): small, but with all that decides about dates, waves and money. */
import fc from 'fast-check';
import { action, question } from './build.js';

const LEVELS = ['low', 'mid', 'high'];
const WINDOWS = [
  { id: 'spring', from: '02-01', to: '06-30' },
  { id: 'winter', from: '11-01', to: '03-31' },
];

const conditionIds = ['water', 'soil', 'air'] as const;
const roleIds = ['lead', 'second', 'third'] as const;

interface Draft {
  readonly weeks: number;
  readonly owner: string;
  readonly after: readonly number[];
  readonly raises: readonly [number, number];
  readonly timing: object;
  readonly repeat: object;
  readonly cost: object;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  weeks: fc.integer({ min: 1, max: 12 }),
  owner: fc.constantFrom(...roleIds),
  after: fc.array(fc.nat({ max: 30 }), { maxLength: 2 }),
  raises: fc.tuple(fc.nat({ max: 1 }), fc.integer({ min: 1, max: 2 })),
  timing: fc.constantFrom<object>(
    {},
    {},
    {},
    { window: 'spring' },
    { window: 'winter' },
    { disrupts: true },
    { decision: { body: 'board', ask: 'Agree' } },
  ),
  repeat: fc.constantFrom<object>(
    {},
    {},
    {},
    { repeat: 'year' },
    { repeat: 'quarter' },
    { repeat: 'wave', phase: 'prepare' },
    { repeat: 'wave', phase: 'launch' },
    { repeat: 'wave', phase: 'review' },
    { repeat: 'wave' },
    { always: true },
  ),
  cost: fc.constantFrom<object>(
    {},
    { costs: [{ item: 'Things', low: 7, high: 11, per: 'people', share: 0.3, funding: ['grant', 'tax'] }] },
    { costs: [{ item: 'Pay', low: 1000, high: 2001, per: 'organization', each: 'year', funding: ['tax'] }] },
    { costs: [{ item: 'Kits', low: 13, high: 13, per: 'units' }] },
    { costs: [{ item: 'Unknown', low: 1, high: 2, per: 'secret' }] },
  ),
});

/** The fields of a framework beside those that every test framework has. It may have a circle; then it is none. */
export const madeUpFramework: fc.Arbitrary<object> = fc
  .record({
    drafts: fc.tuple(...conditionIds.map(() => fc.array(draft, { minLength: 1, maxLength: 6 }))),
    capacities: fc.tuple(...roleIds.map(() => fc.integer({ min: 0, max: 3 }))),
    works: fc.tuple(...roleIds.map(() => fc.constantFrom('all-year', 'school-year'))),
    gate: fc.constantFrom<object[]>(
      [],
      [{ needs: { water: 'mid' }, before: { any: 'high' }, kind: 'hard' }],
      [{ needs: { soil: 'mid' }, before: { wave: 1 }, kind: 'hard' }],
      [{ needs: { soil: 'mid' }, before: { wave: 2, water: 'high' }, kind: 'soft' }],
    ),
    rollout: fc.record({
      first: fc.record({ share: fc.constantFrom(0.1, 0.25, 1), min: fc.constantFrom(1, 2) }),
      growth: fc.constantFrom(1, 2),
      starts: fc.constantFrom(['08-15', '01-10'], ['02-29'], []),
      coached: fc.integer({ min: 0, max: 5 }),
    }),
  })
  .map(({ drafts, capacities, works, gate, rollout: { coached, ...rollout } }) => ({
    profile: [
      { id: 'name', ask: 'Name?', type: 'text', required: true },
      ...['units', 'already', 'coaches', 'people', 'secret'].map((id) => ({
        id,
        ask: `How many ${id}?`,
        type: 'integer',
      })),
    ],
    roles: roleIds.map((id, n) => ({ id, name: id, capacity: capacities[n], works: works[n] })),
    funding: [
      { id: 'grant', name: 'Grant' },
      { id: 'tax', name: 'Tax' },
    ],
    calendar: {
      fiscal_year_starts: '10-01',
      school_year: { from: '09-01', to: '06-15' },
      board_meetings: { weekday: 'tuesday', nth: 2 },
      windows: WINDOWS,
      blackouts: [{ name: 'Tests', from: '12-15', to: '01-20' }],
    },
    rollout: { unit: 'units', already: 'already', capacity: [{ per: 'coaches', units: coached }], ...rollout },
    gates: gate,
    conditions: conditionIds.map((id, n) => ({
      id,
      name: id,
      questions: [question('depth'), question('width')],
      actions: drafts[n]!.map(({ weeks, owner, after, raises: [at, rank], timing, repeat, cost }, k) => {
        // An action waits only for those before it, so that prerequisites alone make no circle.
        const before = drafts
          .slice(0, n + 1)
          .flatMap((some, c) => some.slice(0, c === n ? k : undefined).map((_, m) => `${conditionIds[c]!}.a${m}`));
        return action(`a${k}`, {
          weeks,
          owner,
          after: before.length === 0 ? [] : [...new Set(after.map((one) => before[one % before.length]!))],
          raises: { [['depth', 'width'][at]!]: LEVELS[rank] },
          ...timing,
          ...repeat,
          ...cost,
        });
      }),
    })),
  }));

/** The fields of an answers file to such a framework. */
export const madeUpAnswers: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    levels: fc.tuple(...conditionIds.flatMap(() => [0, 1].map(() => fc.constantFrom('low', 'mid', 'high', 'unknown')))),
    units: fc.constantFrom(1, 3, 12, 1200),
    already: fc.constantFrom(0, 1, 3),
    coaches: fc.constantFrom(0, 1, 4, 100),
    start: fc.constantFrom('2027-07-01', '2028-02-29', '2027-12-31', '2027-10-01'),
    years: fc.constantFrom(1, 2, 3, 6),
    limit: fc.constantFrom<number | 'all'>(1, 4, 'all'),
    held: fc.constantFrom<object>({}, { second: 'lead' }, { third: 'none' }),
    funds: fc.constantFrom<object>(
      {},
      { tax: { amount: 1500, each: 'year' } },
      { grant: { amount: 20, each: 'once' }, tax: { amount: 700, each: 'year' } },
    ),
    decided: fc.constantFrom<object>(
      {},
      { 'water.a0': { start: '2028-03-01' } },
      { 'water.a0': { status: 'in-progress', start: '2027-05-01' } },
      { 'soil.a0': { status: 'done' }, 'air.a0': { status: 'skip' } },
    ),
  })
  .map(({ levels, units, already, coaches, start, years, limit, held, funds, decided }) => ({
    profile: { name: 'Here', units, already, coaches, people: 97 },
    start,
    years,
    responses: Object.fromEntries(
      conditionIds.map((id, n) => [id, { depth: levels[2 * n], width: levels[2 * n + 1] }]),
    ),
    focus: { priorities: 2, first_year_actions: limit },
    roles: held,
    funds,
    actions: decided,
    schools: Array.from({ length: Math.min(units, 5) }, (_, n) => ({
      name: `Unit ${n}`,
      high_need: n % 2 === 0,
      in: n < Math.min(already, 1),
    })),
  }));
