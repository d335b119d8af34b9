/** The built-in framework is what it says it is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readFramework } from '../src/framework/read.js';
import { PACKAGE_FOLDER } from './helpers/run.js';

const text = readFileSync(join(PACKAGE_FOLDER, 'conditions.yaml'), 'utf8');
const { value, problems } = readFramework('conditions.yaml', text);
const framework = value!;

describe('the built-in framework', () => {
  test('has no problems, not even warnings', () => {
    expect(problems).toEqual([]);
  });

  test("has the paper's ten conditions in its order and with its names, and the three themes", () => {
    const namesOf = (group: string) =>
      framework.conditions.filter((condition) => condition.group === group).map((condition) => condition.name);
    expect(namesOf('conditions')).toEqual([
      'Curriculum',
      'Instruction',
      'Comprehensive Assessment System',
      'Learning Environments',
      'Student Supports',
      'Professional Development',
      'Leadership Development',
      'Technology Policy',
      'Comprehensive Data Systems',
      'Partnerships',
    ]);
    expect(namesOf('themes')).toEqual(['Vision', 'Culture', 'Transparency']);
    expect(framework.levels.map((level) => level.id)).toEqual(['not-started', 'piloting', 'scaling', 'systemic']);
    expect(framework.source).toMatchObject({ authors: ['Matt Williams', 'Jesse Moyer', 'Sarah Jenkins'], year: 2014 });
  });

  test.each(framework.conditions.map((condition) => condition.id))(
    '%s: four or five questions, each level of each reached',
    (id) => {
      const condition = framework.conditions.find((one) => one.id === id)!;
      expect([4, 5]).toContain(condition.questions.length);
      const raises = framework.actions.flatMap((action) => action.raises);
      const missing = condition.questions.flatMap((question) =>
        [1, 2, 3]
          .filter((rank) => !raises.some((raise) => raise.question === question.id && raise.rank === rank))
          .map((rank) => `${question.id} ${rank}`),
      );
      expect(missing).toEqual([]);
    },
  );

  test('every action says what comes of it, how one knows, and what may go wrong', () => {
    const bare = framework.actions.filter(
      (action) => action.deliverable === null || action.measure === null || action.risk === null,
    );
    expect(bare.map((action) => action.id)).toEqual([]);
    expect(framework.actions.length).toBeGreaterThanOrEqual(97);
  });

  test('promises nothing and uses no bare acronyms', () => {
    expect(text).not.toMatch(/\b(?:is|are) allowable\b/i);
    expect(text).not.toMatch(/will (?:raise|improve|increase) (?:achievement|scores|test)/i);
    expect(text).not.toMatch(/\b(?:PL|MTSS|PLC|SWD|ELD|UDL|RACI|MOU|PDSA|PD|TL|LMS|SIS)\b/);
  });
});
