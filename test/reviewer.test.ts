/** What a keeper would want to know of a framework, and how a keeper silences it. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFramework } from '../src/framework/read.js';
import { action, frameworkText, question } from './helpers/build.js';

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
