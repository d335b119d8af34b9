/**
 * How often something comes back: the one place that knows what each word means in time. The format of conditions.yaml,
 * the plan and the documents ask here; none of them compares a word of its own.
 */

/** The words for an action that a framework may use, in the order in which an editor offers them. */
export const REPEATS = ['wave', 'quarter', 'year'] as const;

/** Once for each wave of the roll-out, or again and again by the calendar. */
export type Repeat = (typeof REPEATS)[number];

/** The words for a measure: how often one looks at it. */
export const READING_INTERVALS = ['month', 'quarter', 'year', 'wave'] as const;

/** How often one looks at a measure. */
export type ReadingInterval = (typeof READING_INTERVALS)[number];

const MONTHS = { wave: null, month: 1, quarter: 3, year: 12 } as const satisfies Record<
  Repeat | ReadingInterval,
  number | null
>;

/**
 * The time between two turns.
 * @param word null: it is done once
 * @returns whole months; null for what does not come back by the calendar: once, or once for each wave
 */
export function monthsOf(word: Repeat | ReadingInterval | null): number | null {
  return word === null ? null : MONTHS[word];
}
