/** Sizes of waves, and whole amounts divided so that they add up. */
import { describe, expect, test } from '@jest/globals';
import { apportion } from '../src/plan/cost.js';
import { action, framework, plan, question } from './helpers/build.js';
import { sizeWaves } from '../src/plan/waves.js';

const rollout = (more: object) =>
  framework({
    profile: [
      { id: 'name', ask: 'Name?', type: 'text', required: true },
      { id: 'wards', ask: 'How many wards?', type: 'integer' },
    ],
    rollout: { unit: 'wards', ...more },
  }).rollouts[0]!;
const USUAL = { first: { share: 0.2, min: 1, max: 6 }, growth: 2 };

describe('sizes of waves', () => {
  test.each([
    ['a share first, then twice what is stable', USUAL, 12, 3, Infinity, [2, 7]],
    ['nobody in yet', USUAL, 12, 0, Infinity, [2, 4, 6]],
    ['the first within its bounds', USUAL, 60, 9, Infinity, [6, 30, 15]],
    ['no more than can be carried', USUAL, 12, 3, 3, [2, 3, 3, 1]],
    ['nobody to carry any', USUAL, 12, 3, 0, []],
    ['all in already', USUAL, 12, 12, Infinity, []],
    ['one only', USUAL, 1, 0, Infinity, [1]],
    ['very many', USUAL, 1200, 0, Infinity, [6, 12, 36, 108, 324, 714]],
    ['no growth, so no second wave', { ...USUAL, growth: 0 }, 12, 0, Infinity, [2]],
    ['nothing said: all at once', {}, 12, 0, Infinity, [12]],
  ])('%s', (_, more, total, already, most, sizes) => {
    expect(sizeWaves(rollout(more), total, already, most)).toEqual(sizes);
  });
});

describe('dividing whole amounts', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [10, [0, 3, 1], [0, 8, 2]],
    [7, [1, 2, 4], [1, 2, 4]],
    [0, [1, 1], [0, 0]],
    [5, [0, 0], [0, 0]],
  ])('%d by %j', (amount, shares, parts) => {
    expect(apportion(amount, shares)).toEqual(parts);
  });
});

describe('a wave action that is done', () => {
  const wave = (id: string, phase: string) => action(id, { repeat: 'wave', phase });
  const made = (done: string[]) =>
    plan(
      {
        profile: [
          { id: 'name', ask: 'Name?', type: 'text', required: true },
          { id: 'wards', ask: 'How many wards?', type: 'integer' },
        ],
        rollout: { unit: 'wards', first: { share: 0.5, min: 1 }, growth: 2 },
        conditions: [
          {
            id: 'water',
            name: 'Water',
            questions: [question('depth')],
            actions: [wave('ready', 'prepare'), wave('open', 'launch'), wave('look-back', 'review')],
          },
        ],
      },
      {
        profile: { name: 'Here', wards: 4 },
        actions: Object.fromEntries(done.map((id) => [`water.${id}`, { status: 'done' }])),
      },
    );
  const keys = (done: string[]) => made(done).actions.map(({ key }) => key.replace('water.', ''));

  test.each([
    [[], ['ready:1', 'open:1', 'look-back:1', 'ready:2', 'open:2', 'look-back:2']],
    [['ready'], ['open:1', 'look-back:1', 'ready:2', 'open:2', 'look-back:2']],
    [
      ['ready', 'open'],
      ['look-back:1', 'ready:2', 'open:2', 'look-back:2'],
    ],
    [
      ['ready', 'open', 'look-back'],
      ['ready:2', 'open:2', 'look-back:2'],
    ],
  ])('%j is done for the first wave only', (done, expected) => {
    expect(keys(done).sort()).toEqual([...expected].sort());
  });

  test('puts a launch that is done before the plan', () => {
    const { spread, start } = made(['ready', 'open']);
    expect(spread!.waves.map(({ launch }) => launch! < start)).toEqual([true, false]);
  });
});
