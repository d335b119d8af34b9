/** Values that have not the shape that the schema of their file wants. */
import { MONEY_SIGNS, toNumber } from '../../text/numbers.js';
import { code, nameKey, quote, suggestOrList } from './code.js';

/** What to do about a value of the wrong kind. */
function cureOfType(expected: string, found: string): string | undefined {
  const typed = /^the text (".*")$/.exec(found)?.[1];
  if (expected === 'a list' && typed !== undefined) return 'put it in brackets: [...]';
  if (/number/.test(expected) && typed !== undefined) {
    const number = toNumber(JSON.parse(typed) as string, `${MONEY_SIGNS}%`);
    if (typeof number !== 'number') return undefined;
    return typed === quote(String(number)) ? `write it without quotes: ${number}` : `write ${number}`;
  }
  return expected === 'text' && /^(?:-?\d|true|false)/.test(found) ? 'put quotes around it' : undefined;
}

export const SHAPE_CODES = {
  'wrong-type': code<{ expected: string; found: string; where: string }>({
    meaning: 'A value is of another kind than is wanted there, as text in place of a number.',
    says: ({ expected, found, where }) => `${nameKey(where)} should be ${expected}, but is ${found}`,
    cure: ({ expected, found }) => cureOfType(expected, found),
  }),
  'unknown-key': code<{ key: string; known: readonly string[] }>({
    meaning: 'The field does not exist here. Most often it is misspelled, or indented too far or not far enough.',
    says: ({ key }) => `${quote(key)} is not a field here`,
    cure: ({ key, known }) => suggestOrList(key, known),
  }),
  'missing-key': code<{ key: string; within: string }>({
    meaning: 'A field is missing that the thing cannot do without.',
    says: ({ key, within }) => `${nameKey(within)} has no ${quote(key)}`,
    // Only a framework must have levels; where it has none, it was perhaps meant to change another one.
    cure: ({ key, within }) =>
      `add "${key}: ..."${within === 'the file' && key === 'levels' ? ', or "extends: ..." where the file only changes another framework' : ''}`,
  }),
  /** `near`, here and elsewhere: the id of what is called as was typed. */
  'wrong-value': code<{ found: string; known: readonly string[]; near?: string }>({
    meaning: 'Only certain words fit here, and this is none of them.',
    says: ({ found }) => `${quote(found)} is not a value that fits here`,
    cure: ({ found, known, near }, meant) => suggestOrList(found, known, meant, near),
  }),
  /** `write`: the text in the format, where that is plain. */
  'bad-format': code<{ found: string; expected: string; write?: string }>({
    meaning: 'The text is not written as it must be here, as a day of the year or an id.',
    says: ({ found, expected }) => `${quote(found)} should be ${expected}`,
    cure: ({ write }) => (write === undefined ? undefined : `write ${quote(write)}`),
  }),
  'out-of-range': code<{ where: string; found: number; expected: string }>({
    meaning: 'The number is too small or too large.',
    says: ({ where, found, expected }) => `${nameKey(where)} should be ${expected}, but is ${found}`,
  }),
  'wrong-count': code<{ what: string; found: number; expected: string }>({
    meaning: 'The list is too short or too long.',
    says: ({ what, found, expected }) => `${nameKey(what)} has ${found}, but should have ${expected}`,
  }),
};
