/** How much a team takes on at once. */
import { toNumber } from '../../text/numbers.js';
import type { Walk } from '../walk.js';
import { type } from './asking.js';

/** Asks how many conditions come first, and how many actions start in the first year. */
export async function setFocus(walk: Walk): Promise<void> {
  const { priorities, firstYearActions } = walk.sitting.answers.focus;
  const askHow = (ask: string, now: number | null, field: string) =>
    type(walk, { title: 'How much at once', ask, current: [String(now ?? 'all')] }, (typed) =>
      walk.sitting.apply([{ path: ['focus', field], value: typed === 'all' ? typed : toNumber(typed) }]),
    );
  if (await askHow('How many conditions come first? A number, or all.', priorities, 'priorities'))
    await askHow(
      'How many actions start in the first year, at most? A number, or all.',
      firstYearActions,
      'first_year_actions',
    );
}
