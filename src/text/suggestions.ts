/** What a person who mistyped may have meant. */
import { closestMatch } from 'leven';

/**
 * The known word nearest to what was typed, or undefined where none is near: at most a third of the letters of its last
 * part differ, unless told. A last part typed without the parts before it, as `b` for `a.b`, counts as near, and so do letters in
 * another order, as `aks` for `ask`.
 */
export function findNearest(
  typed: string,
  known: readonly string[],
  mostDiffering = limitOf(typed),
): string | undefined {
  const whole = known.filter((one) => one.endsWith(`.${typed}`));
  if (whole.length === 1) return whole[0];
  const swapped = known.filter((one) => sortLetters(one) === sortLetters(typed));
  if (swapped.length === 1) return swapped[0];
  return closestMatch(typed, [...known], { maxDistance: mostDiffering });
}

function limitOf(typed: string): number {
  const dot = typed.lastIndexOf('.');
  return Math.max(dot < 0 ? 1 : 2, Math.ceil((typed.length - dot - 1) / 3));
}

function sortLetters(text: string): string {
  return text.split('').sort().join('');
}

/**
 * The known id of what is called as was typed, but for upper and lower case; undefined where nothing is, or several are.
 * @param names names with the ids of what is called so
 */
export function findCalled(
  typed: string,
  known: readonly string[],
  names: readonly (readonly [name: string, id: string])[],
): string | undefined {
  const fitting = names.filter(([, id]) => known.includes(id));
  return makeLookup([...known.map((id) => [id, id] as const), ...fitting])(typed);
}

/**
 * Finds what words stand for: by the word itself, where the first of several counts, else by what differs from one only in
 * upper and lower case, spaces, hyphens and underscores, where that is not ambiguous.
 */
export function makeLookup<V>(
  words: readonly (readonly [written: string, value: V])[],
): (typed: string) => V | undefined {
  const exact = new Map<string, V>();
  const folded = new Map<string, V | undefined>();
  for (const [written, value] of words) {
    if (!exact.has(written)) exact.set(written, value);
    const key = foldWord(written);
    folded.set(key, folded.has(key) && folded.get(key) !== value ? undefined : value);
  }
  return (typed) => exact.get(typed) ?? folded.get(foldWord(typed));
}

/** A word without what people write now so, now so. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
