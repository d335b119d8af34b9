/** How much a team takes on at once. */
import { toNumber } from '../../text/numbers.js';
import type { Walk } from '../walk.js';
import { type, type Went } from './asking.js';

/** Asks how many conditions come first, and how many actions start in the first year. */
export async function setFocus(walk: Walk): Promise<Went> {
  const { priorities, firstYearActions } = walk.sitting.answers.focus;
  const save = (field: string) => (typed: string) =>
    walk.sitting.apply([{ path: ['focus', field], value: typed === 'all' ? typed : toNumber(typed) }]);
  const first = await type(
    walk,
    {
      title: 'How much at once',
      ask: 'How many conditions come first? A number, or all.',
      current: String(priorities ?? 'all'),
    },
    save('priorities'),
  );
  if (first !== 'done') return first === 'leave' ? 'leave' : 'done';
  const second = await type(
    walk,
    {
      title: 'How much at once',
      ask: 'How many actions start in the first year, at most? A number, or all.',
      current: String(firstYearActions ?? 'all'),
    },
    save('first_year_actions'),
  );
  return second === 'leave' ? 'leave' : 'done';
}
