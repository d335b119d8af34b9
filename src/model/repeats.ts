/**
 * How often an action is done again: the one place that knows what each word means in time. The format of
 * conditions.yaml, the plan and the documents ask here; none of them compares a word of its own.
 */

/** The words that a framework may use, in the order in which an editor offers them. */
export const REPEATS = ['wave', 'quarter', 'year'] as const;

/** Once for each wave of the roll-out, or again and again by the calendar. */
export type Repeat = (typeof REPEATS)[number];

const MONTHS = { wave: null, quarter: 3, year: 12 } as const satisfies Record<Repeat, number | null>;

/**
 * The time between two turns of an action.
 * @param repeat null: it is done once
 * @returns whole months; null for what does not come back by the calendar: once, or once for each wave
 */
export function monthsOf(repeat: Repeat | null): number | null {
  return repeat === null ? null : MONTHS[repeat];
}
