/** Numbers as people write them. */

/** Signs that people write beside figures of money. */
export const MONEY_SIGNS = '$€£';

/**
 * A number as people write it, 5200 or 5,200 or 5 200; what is none stays text.
 * @param signs characters that may stand before or behind it
 */
export function toNumber(typed: string, signs = ''): number | string {
  const isSign = (letter: string) => signs.includes(letter);
  const bare = typed
    .trim()
    .split('')
    .filter((letter) => !isSign(letter))
    .join('')
    .trim();
  // Commas and spaces only between groups of three, so that 7,5 is not taken for 75.
  const isNumber = /^-?(?:\d+|\d{1,3}(?:[, \u00A0\u202F]\d{3})+)(?:\.\d+)?$/.test(bare);
  return isNumber ? Number(bare.replace(/[, \u00A0\u202F]/g, '')) : typed;
}
