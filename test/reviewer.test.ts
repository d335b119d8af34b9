/** What a keeper would want to know of a framework, and how a keeper silences it. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findOccasions } from '../src/framework/triggers.js';
import { readFramework } from '../src/framework/read.js';
import { makeContext } from '../src/plan/context.js';
import { selectActions } from '../src/plan/select.js';
import { action, answers, frameworkText, question } from './helpers/build.js';
import { layOver } from './helpers/overlays.js';

/** Warnings and errors of a framework that is right but for what is given, as `code id`. */
function review(more: object): string[] {
  return readFramework('conditions.yaml', frameworkText(more)).problems.map(({ code, args }) =>
    'id' in args ? `${code} ${args.id}` : 'written' in args ? `${code} ${args.written}` : code,
  );
}

const conditionWith = (...actions: object[]) => [
  { id: 'water', name: 'Water', questions: [question('depth')], actions },
];
const work = (weeks: number, more: object = {}) => action(`w${weeks}`, { weeks, raises: { depth: 'high' }, ...more });

describe('a role that owns more than it can carry', () => {
  const TERM = { school_year: { from: '09-01', to: '05-31' } };
  test.each<[string, object, object[], object, boolean]>([
    ['as much as there is room for', { capacity: 1 }, [work(100), work(56)], {}, false],
    ['a week more', { capacity: 1 }, [work(100), work(57)], {}, true],
    ['two at a time, unless told', {}, [work(200), work(112)], {}, false],
    ['two at a time, and a week more', {}, [work(200), work(113)], {}, true],
    ['only the weeks of its term', { capacity: 1, works: 'school-year' }, [work(118)], TERM, true],
    ['just the weeks of its term', { capacity: 1, works: 'school-year' }, [work(117)], TERM, false],
    ['a term that nobody has written down', { capacity: 1, works: 'school-year' }, [work(156)], {}, false],
    ['what hangs on a fact', { capacity: 1 }, [work(100), work(90, { when: 'name == "A"' })], {}, false],
    ['what is repeated, once', { capacity: 1 }, [work(100, { repeat: 'quarter' })], {}, false],
    ['nobody at all', { capacity: 0 }, [work(1)], {}, true],
  ])('%s', (_, role, actions, calendar, isTold) => {
    const roles = [{ id: 'lead', name: 'Lead', ...role }];
    expect(review({ roles, calendar, conditions: conditionWith(...actions) })).toEqual(
      isTold ? ['overloaded-role lead'] : [],
    );
  });

  test('what others own does not count', () => {
    const roles = [
      { id: 'lead', name: 'Lead', capacity: 1 },
      { id: 'second', name: 'Second', capacity: 1 },
    ];
    const conditions = conditionWith(work(150, { supports: ['second'] }), work(151, { owner: 'second' }));
    expect(review({ roles, conditions })).toEqual([]);
  });
});

describe('quiet', () => {
  const idle = { roles: [{ id: 'lead', name: 'Lead' }, ...['a', 'b'].map((id) => ({ id, name: id }))] };
  const conditions = conditionWith(work(2));
  test.each<[string, string[], string[]]>([
    ['nothing', [], ['unused a', 'unused b']],
    ['one of two', ['unused a'], ['unused b']],
    ['both by their code', ['unused'], []],
    ['both, one by one', ['unused a', 'unused b'], []],
    ['twice', ['unused', 'unused a'], []],
    ['something else', ['unused c'], ['idle-quiet unused c', 'unused a', 'unused b']],
  ])('%s', (_, quiet, told) => {
    expect(review({ ...idle, conditions, quiet }).sort()).toEqual(told.sort());
  });

  test('no error is silenced by any code', () => {
    const broken = { conditions: conditionWith(work(2, { after: ['water.nothing'] })) };
    const codes = fc.constantFrom(
      'unknown-reference',
      'unused',
      'cycle',
      'unknown-reference water.nothing',
      '*',
      'all',
    );
    fc.assert(
      fc.property(fc.array(codes), (quiet) => {
        expect(review({ ...broken, quiet })).toContain('unknown-reference water.nothing');
      }),
    );
  });
});

test('each level that reads as a lower one is told, whatever its case and spaces', () => {
  const levels = { low: 'None.', mid: 'None.', high: ' NONE.' };
  const conditions = [{ ...conditionWith(work(2))[0], questions: [question('depth', { levels })] }];
  expect(review({ conditions })).toEqual(['same-level-text', 'same-level-text']);
});

describe('an action that nothing can select', () => {
  const raising = action('dig', { raises: { depth: 'high' } });
  const waves = { profile: [{ id: 'n', ask: 'N?', type: 'integer' }], rollout: { unit: 'n' } };
  test.each<[string, object[], object, string[]]>([
    ['raises nothing', [action('sing')], {}, ['sing']],
    ['raises the lowest level only', [action('sing', { raises: { depth: 'low' } })], {}, ['sing']],
    [
      'and is said to be part of every plan',
      [action('sing', { raises: { depth: 'low' }, always: true })],
      {},
      ['sing'],
    ],
    ['but keeps the level each year', [action('sing', { raises: { depth: 'low' }, repeat: 'year' })], {}, []],
    ['only such a one waits for it', [action('sing', { after: ['water.hum'] }), action('hum')], {}, ['sing', 'hum']],
    ['what can be selected waits for it', [{ ...raising, after: ['water.hum'] }, action('hum')], {}, []],
    [
      'what can be selected waits for what waits for it',
      [{ ...raising, after: ['water.sing'] }, action('sing', { after: ['water.hum'] }), action('hum')],
      {},
      [],
    ],
    ['is done for each wave, without a roll-out', [action('sing', { repeat: 'wave' })], {}, ['sing']],
    ['always, for each wave, without one', [action('sing', { repeat: 'wave', always: true })], {}, ['sing']],
    ['is done for each wave, with one', [action('sing', { repeat: 'wave' })], waves, []],
    ['is done for each wave, and raises something', [{ ...raising, repeat: 'wave' }], {}, []],
  ])('%s', (_, actions, more, told) => {
    const conditions = conditionWith(...actions, action('dig-more', { raises: { depth: 'high' } }));
    const { problems } = readFramework('conditions.yaml', frameworkText({ conditions, ...more }));
    const found = problems.flatMap(({ code, args }) =>
      code === 'unselectable-action' ? (args as { action: string }).action : [],
    );
    expect(found).toEqual(told.map((id) => `water.${id}`));
  });

  test('is one that no answers bring into a plan', () => {
    const level = fc.constantFrom('low', 'mid', 'high');
    const flag = fc.boolean();
    const made = fc.record({
      raises: fc.option(fc.record({ depth: level }), { nil: {} }),
      always: flag,
      repeat: fc.constantFrom(undefined, 'wave', 'quarter', 'year'),
      after: fc.subarray([0, 1, 2, 3]),
    });
    fc.assert(
      fc.property(fc.array(made, { minLength: 1, maxLength: 5 }), flag, (drawn, hasRollOut) => {
        const actions = drawn.map(({ after, ...rest }, n) =>
          action(`a${n}`, { ...rest, after: after.filter((one) => one < n).map((one) => `water.a${one}`) }),
        );
        const text = frameworkText({
          profile: [
            { id: 'name', ask: 'Name?', type: 'text', required: true },
            { id: 'n', ask: 'N?', type: 'integer' },
          ],
          conditions: conditionWith(...actions),
          ...(hasRollOut && { rollout: { unit: 'n' } }),
        });
        const of = readFramework('conditions.yaml', text).value;
        // Some wait for each other in a circle.
        if (of === undefined) return;
        const selected = new Set<string>();
        for (const depth of ['low', 'mid', 'high', 'unknown']) {
          for (const target of ['low', 'mid', 'high']) {
            const profile = { name: 'Here', n: 1 };
            const given = answers(of, { profile, responses: { water: { depth } }, targets: { default: target } });
            const selection = selectActions(makeContext(of, given));
            for (const one of selection.actions) selected.add(one.id);
          }
        }
        const occasions = findOccasions(of);
        const possible = of.actions.filter(({ id }) => occasions.get(id)!.length > 0).map(({ id }) => id);
        expect([...selected].sort()).toEqual(possible.sort());
      }),
    );
  });
});

describe('things that are called the same', () => {
  const levels = ['Low', ' low', 'High'].map((name, n) => ({ id: ['low', 'mid', 'high'][n]!, name }));
  const twoConditions = [conditionWith(work(2))[0], { ...conditionWith(work(2))[0], id: 'air', name: 'WATER' }];
  const sameAsks = ['depth', 'width'].map((id) => question(id, { ask: 'How is it?' }));
  test.each<[string, object, string[]]>([
    ['levels', { levels, conditions: conditionWith(work(2)) }, ['same-name mid']],
    ['conditions, but not questions of two', { conditions: twoConditions }, ['same-name air']],
    [
      'questions of one condition',
      {
        conditions: [
          { ...conditionWith(work(2, { raises: { depth: 'high', width: 'high' } }))[0], questions: sameAsks },
        ],
      },
      ['same-name water.width'],
    ],
  ])('%s', (_, more, told) => {
    expect(review(more)).toEqual(told);
  });
});

describe('what an overlay is told of what it extends', () => {
  const base = (more: object = {}) =>
    frameworkText({
      roles: [
        { id: 'lead', name: 'Lead', ...more },
        { id: 'idle', name: 'Idle' },
      ],
      conditions: [
        { id: 'water', name: 'Water', questions: [question('depth'), question('width')], actions: [work(2), work(60)] },
      ],
    });
  const inWater = (...actions: object[]) => ({ conditions: [{ id: 'water', actions }] });
  const told = (text: string, ...overlays: object[]) =>
    layOver(text, ...overlays).problems.map(({ code, place }) => `${place.file}:${place.line} ${code}`);

  test.each<[string, string, object[], string[]]>([
    ['nothing that it has by itself', base(), [{}], []],
    ['nor where it is only reworded', base(), [inWater({ id: 'w2', title: 'Dig' })], []],
    ['nothing of what it does not use any more', base(), [inWater({ id: 'w2', hide: true })], []],
    [
      'what it does not reach any more',
      base(),
      [inWater(...['w2', 'w60'].map((id) => ({ id, hide: true })))],
      ['1:1 unreached-level'],
    ],
    [
      'what it only raises less far',
      base(),
      [inWater({ id: 'w2', hide: true }, { id: 'w60', raises: { depth: 'mid' } })],
      ['1:9 unreached-level'],
    ],
    [
      'what the file between has brought about: nothing',
      base(),
      [inWater(...['w2', 'w60'].map((id) => ({ id, hide: true }))), {}],
      [],
    ],
    ['that a role is overloaded by it', base({ capacity: 1 }), [inWater(work(100))], ['1:7 overloaded-role']],
    [
      'that a role that was overloaded is so by other figures',
      base({ capacity: 0 }),
      [inWater({ id: 'w60', weeks: 50 })],
      ['1:6 overloaded-role'],
    ],
    ['that it is more so', base({ capacity: 0 }), [inWater({ id: 'w60', weeks: 61 })], ['1:6 overloaded-role']],
    [
      'at a level that it adds, that it is not reached',
      base(),
      [
        {
          levels: [{ id: 'top', name: 'Top' }],
          conditions: [
            {
              id: 'water',
              questions: ['depth', 'width'].map((id) => ({ id, levels: { top: 'd' } })),
            },
          ],
        },
      ],
      ['1:8 unreached-level'],
    ],
    ['that it renames a role to another', base(), [{ roles: [{ id: 'lead', name: 'Idle' }] }], ['1:4 same-name']],
    ['what it adds itself and does not use', base(), [{ roles: [{ id: 'more', name: 'More' }] }], ['1:3 unused']],
  ])('%s', (_, text, overlays, expected) => {
    expect(told(text, ...overlays)).toEqual(expected);
  });

  test('is silenced by the overlay', () => {
    const hides = inWater(...['w2', 'w60'].map((id) => ({ id, hide: true })));
    expect(told(base(), { ...hides, quiet: ['unreached-level water.depth'] })).toEqual([]);
    expect(told(base(), { quiet: ['unused idle'] })).toEqual(['1:3 idle-quiet']);
  });
});
