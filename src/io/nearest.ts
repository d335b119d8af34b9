/** What a person who mistyped may have meant. */
import { closestMatch } from 'leven';

/**
 * The known word nearest to what was typed, or undefined where none is near: at most a third of the letters differ, unless told.
 * A last part typed without the parts before it, as `b` for `a.b`, counts as near.
 */
export function findNearest(
  typed: string,
  known: readonly string[],
  mostDiffering = Math.max(1, Math.ceil(typed.length / 3)),
): string | undefined {
  const whole = known.filter((one) => one.endsWith(`.${typed}`));
  if (whole.length === 1) return whole[0];
  return closestMatch(typed, [...known], { maxDistance: mostDiffering });
}
