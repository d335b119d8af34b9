import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assess } from '../src/plan/assess.js';
import { answers, framework, question } from './helpers/build.js';
import { rounds } from './helpers/rounds.js';

/** The assessment of the first condition. */
function assessed(questions: object[], more: object) {
  const of = framework({
    profile: [
      { id: 'name', ask: 'Name?', type: 'text', required: true },
      { id: 'size', ask: 'Size?', type: 'integer' },
    ],
    conditions: [{ id: 'water', name: 'Water', questions }],
  });
  return assess(of, answers(of, more)).assessment.conditions[0]!;
}

const two = [question('depth'), question('flow')];

describe('scores, levels and confidence', () => {
  test.each([
    ['each question by itself', two, { water: { depth: 'high', flow: 'mid' } }, { score: 1.5, rank: 1, confidence: 1 }],
    ['the whole condition', two, { water: 'mid' }, { score: 1, rank: 1, confidence: 0.5 }],
    [
      'the whole, and one question by itself',
      two,
      { water: { level: 'mid', depth: 'high' } },
      { score: 1.5, confidence: 0.75 },
    ],
    [
      'unknown counts as the lowest',
      two,
      { water: { depth: 'high', flow: 'unknown' } },
      { score: 1, scoreAtMost: 2, confidence: 0.5 },
    ],
    ['unanswered counts as the lowest', two, {}, { score: 0, scoreAtMost: 2, rank: 0, confidence: 0 }],
    [
      'what does not apply does not count',
      two,
      { water: { depth: 'mid', flow: 'not-applicable' } },
      { score: 1, confidence: 1 },
    ],
    ['nothing applies', two, { water: 'not-applicable' }, { applicable: false, score: 0, gap: 0 }],
    ['half a rank goes down', two, { water: { depth: 'mid', flow: 'low' } }, { score: 0.5, rank: 0 }],
    [
      'weights',
      [question('depth', { weight: 2 }), question('flow')],
      { water: { depth: 'high', flow: 'low' } },
      { score: 1.333333, rank: 1 },
    ],
    [
      'weight 0 stays 0',
      [question('depth', { weight: 0 }), question('flow')],
      { water: { depth: 'high', flow: 'low' } },
      { score: 0 },
    ],
    ['only weight 0', [question('depth', { weight: 0 })], { water: { depth: 'high' } }, { applicable: false }],
    [
      'a must-have at the bottom holds the top down',
      [question('depth', { must_have: true }), question('a'), question('b'), question('c'), question('d')],
      { water: { depth: 'low', a: 'high', b: 'high', c: 'high', d: 'high' } },
      { score: 1.6, rank: 1, heldDownBy: ['water.depth'] },
    ],
    [
      'a must-have one below the top does not',
      [question('depth', { must_have: true }), question('a'), question('b')],
      { water: { depth: 'mid', a: 'high', b: 'high' } },
      { rank: 2, heldDownBy: [] },
    ],
  ])('%s', (_, questions, responses, expected) => {
    expect(assessed(questions, { responses })).toMatchObject(expected);
  });

  test.each([
    ['the top unless told', {}, 2],
    ['the default', { default: 'mid' }, 1],
    ['its condition', { default: 'low', water: 'mid' }, 1],
    ['its own', { water: 'high', 'water.depth': 'mid' }, 1.5],
  ])('targets: %s', (_, targets, target) => {
    expect(assessed(two, { targets })).toMatchObject({ target });
  });

  test('a question above its target leaves no gap', () => {
    expect(
      assessed(two, { targets: { default: 'mid' }, responses: { water: { depth: 'high', flow: 'low' } } }),
    ).toMatchObject({ gap: 0.5 });
  });

  test.each([
    ['true: it is asked', { size: 9 }, 'unanswered'],
    ['false: it is not', { size: 1 }, 'not-asked'],
    ['a fact is missing: it is asked', {}, 'unanswered'],
  ])('when %s', (_, facts, status) => {
    const questions = [question('depth', { when: 'size > 5' })];
    expect(assessed(questions, { profile: { name: 'Here', ...facts } }).questions[0]).toMatchObject({ status });
  });

  test('when looks at earlier answers, and at none that is unknown', () => {
    const questions = [question('depth'), question('flow', { when: 'level["water.depth"] >= 1' })];
    const status = (depth: string) => assessed(questions, { responses: { water: { depth } } }).questions[1]!.status;
    expect([status('low'), status('mid'), status('unknown')]).toEqual(['not-asked', 'unanswered', 'unanswered']);
  });
});

test('a higher answer never lowers a score, and the score lies within its range', () => {
  const level = fc.constantFrom('low', 'mid', 'high', 'unknown', 'not-applicable');
  const questions = [question('a', { weight: 2 }), question('b', { must_have: true }), question('c')];
  fc.assert(
    fc.property(
      level,
      level,
      fc.constantFrom(['low', 'mid'], ['mid', 'high'], ['unknown', 'low']),
      (b, c, [lower, higher]) => {
        const score = (a: string) => assessed(questions, { responses: { water: { a, b, c } } });
        const [before, after] = [score(lower!), score(higher!)];
        expect(after.score).toBeGreaterThanOrEqual(before.score);
        expect(after.gap).toBeLessThanOrEqual(before.gap);
        expect(after.scoreAtMost).toBeGreaterThanOrEqual(after.score);
      },
    ),
    { numRuns: rounds(60) },
  );
});
