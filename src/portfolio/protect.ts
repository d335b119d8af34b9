/**
 * Keeps small counts out of what is published: a count below the minimum is not shown, and neither is what would give it
 * away (complementary suppression: NCES 2011-603, SLDS Technical Brief 3; FCSM Statistical Policy Working Paper 22).
 */

/** Whether a count may be shown; `few`: it is below the minimum; `held`: it would give away one that is. */
type Showing = 'shown' | 'few' | 'held';

/**
 * Says which counts of a row may be shown, when everybody knows their sum. None (0) is shown, since it is about nobody;
 * those from 1 to below the minimum are hidden. Their sum can be had by subtraction, so they hide each other only where
 * it is no small count itself, and does not say that each is 1 or that each is as large as it can be. Else further
 * counts are held back, from the end of the row, until the hidden ones have more together than they would if each small
 * one were as large, and each other one as small, as it can be. Where the row has not enough for that, or no count that
 * is not small, none of it is shown. So no small count can be worked out, not even by a reader who knows this rule.
 * @param least the minimum, 3 or more; null: all may be shown
 */
export function protectRow(counts: readonly number[], least: number | null): Showing[] {
  const isFew = (count: number) => least !== null && count > 0 && count < least;
  const few = counts.filter(isFew);
  if (least === null || few.length === 0) return counts.map(() => 'shown');
  const allHeld = counts.map((): Showing => 'held');
  if (!counts.some((count) => count >= least)) return allHeld;
  const showing = counts.map((count): Showing => (isFew(count) ? 'few' : 'shown'));
  let hidden = few.reduce((sum, count) => sum + count, 0);
  let most = few.length * (least - 1);
  if (few.length > 1 && hidden >= least && hidden > few.length && hidden < most) return showing;
  for (let n = counts.length - 1; n >= 0 && hidden <= most; n--) {
    if (counts[n]! < least) continue;
    showing[n] = 'held';
    hidden += counts[n]!;
    most += least;
  }
  return hidden > most ? showing : allHeld;
}

/**
 * Joins each row that rests on fewer records than the minimum with the row before it, or the next where there is none.
 * @param rows each with the positions of the records that it rests on
 * @returns the rows, each with those that were joined to it; none where all together rest on too few
 */
export function joinSmallRows<T extends { readonly members: readonly number[] }>(
  rows: readonly T[],
  least: number | null,
): T[][] {
  const isSmall = (joined: readonly T[]) => new Set(joined.flatMap(({ members }) => members)).size < (least ?? 0);
  const joined: T[][] = [];
  for (const row of rows) {
    const last = joined.at(-1);
    if (last !== undefined && isSmall(last)) last.push(row);
    else joined.push([row]);
  }
  // The last ones have no next row.
  if (joined.length > 0 && isSmall(joined.at(-1)!)) {
    const rest = joined.pop()!;
    joined.at(-1)?.push(...rest);
  }
  return joined;
}
