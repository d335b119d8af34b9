/** Sizes of waves, and whole amounts divided so that they add up. */
import { describe, expect, test } from '@jest/globals';
import { apportion } from '../src/plan/cost.js';
import { framework } from './helpers/build.js';
import { sizeWaves } from '../src/plan/rollout.js';

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
