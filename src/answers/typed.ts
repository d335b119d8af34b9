/**
 * What people type at a prompt or in a cell of a table, as the values that an answers file holds. What is no such value
 * stays text, which the checks of the file refuse; nothing is checked here.
 */
import type { Fact } from '../model.js';
import type { AnswerData } from './edit.js';

/** From what was typed to a value. */
export type ReadTyped = (typed: string) => AnswerData;

/** Signs that people write beside figures of money. */
const MONEY_SIGNS = '$€£';
/** Signs that people write beside figures of a kind. */
const SIGNS: Readonly<Record<string, string>> = { money: MONEY_SIGNS, percent: '%' };

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

/** The same for a sum of money. */
export function toMoney(typed: string): number | string {
  return toNumber(typed, MONEY_SIGNS);
}

/** How the values of a fact are read. */
export function readerOf({ type, options }: Pick<Fact, 'type' | 'options'>): ReadTyped {
  switch (type) {
    case 'text':
    case 'date':
      return (typed) => typed;
    case 'integer':
    case 'number':
    case 'money':
    case 'percent':
      return (typed) => toNumber(typed, SIGNS[type] ?? '');
    case 'boolean': {
      const isTrue = makeLookup(YES_NO);
      return (typed) => isTrue(typed) ?? typed;
    }
    case 'choice':
      return wordReader(options.flatMap(({ id, name }) => [[id, id] as const, [name, id] as const]));
    case 'choices': {
      const read = wordReader(options.flatMap(({ id, name }) => [[id, id] as const, [name, id] as const]));
      return (typed) => {
        const whole = read(typed);
        if (options.some(({ id }) => id === whole)) return [whole];
        const parts = splitList(typed);
        return (parts.length > 1 ? parts : typed.split(',').map((part) => part.trim())).map(read);
      };
    }
    default:
      return type satisfies never;
  }
}

const YES_NO: readonly (readonly [string, boolean])[] = [
  ['yes', true],
  ['no', false],
  ['y', true],
  ['n', false],
  ['true', true],
  ['false', false],
];

/** Several texts in one: those between semicolons or on lines of their own. */
export function splitList(typed: string): string[] {
  return typed
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Reads one of some words, each with the id that it stands for. */
export function wordReader(words: readonly (readonly [written: string, id: string])[]): (typed: string) => string {
  const find = makeLookup(words);
  return (typed) => find(typed) ?? typed;
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
