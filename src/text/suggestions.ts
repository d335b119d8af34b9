/** Finds the known words that a person who mistyped may have meant. */
import { closestMatch } from 'leven';

/** Asks whether the known word nearest to what was typed was meant; null where none is near. */
export function suggest(typed: string, known: readonly string[]): string | null {
  const near = findNearest(typed, known);
  return near === undefined ? null : askIfMeant(near);
}

/** The question whether a word was meant. @param where the place of what the word names, in a few words */
export function askIfMeant(word: string, where = ''): string {
  return `did you mean ${JSON.stringify(word)}${where === '' ? '' : ` (${where})`}?`;
}

/**
 * The known word nearest to what was typed, or undefined where none is near. A last part typed without the parts before it,
 * as `b` for `a.b`, counts as near, and so do letters in another order, as `aks` for `ask`.
 * @param mostDiffering the number of letters that may differ: a third of the last part
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
 * The known id whose thing has the name that was typed, in upper or lower case; undefined where none has, or several have.
 * @param names names, each with the id of a thing that has it
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
 * Finds the values of words: by the word itself (the first of several counts), else by a word that differs only in upper and
 * lower case, spaces, hyphens, and underscores, where that is not ambiguous.
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

/** A word in one spelling: lower case, straight apostrophes, and single spaces for hyphens and underscores. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
