/**
 * What people type at a prompt or in a cell of a table, as the values that an answers file holds. What is no such value
 * stays text, which the checks of the file refuse; nothing is checked here.
 */
import { makeLookup } from '../text/suggestions.js';
import { MONEY_SIGNS, toNumber } from '../text/numbers.js';
import type { Fact } from '../model/index.js';
import type { PlainData } from '../yaml/change.js';

/** From what was typed to a value. */
export type ReadTyped = (typed: string) => PlainData;

/** Signs that people write beside figures of a kind. */
const SIGNS: Readonly<Record<string, string>> = { money: MONEY_SIGNS, percent: '%' };

/** A sum of money as people write it; what is none stays text. */
export function toMoney(typed: string): number | string {
  return toNumber(typed, MONEY_SIGNS);
}

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
    case 'choices': {
      const read = wordReader(options.flatMap(({ id, name }) => [[id, id] as const, [name, id] as const]));
      if (type === 'choice') return read;
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

const YES_NO = Object.entries({ yes: true, no: false, y: true, n: false, true: true, false: false });

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
