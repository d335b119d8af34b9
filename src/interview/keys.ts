/** The keys of an interview: one letter behind a slash, or a word, the same at every prompt. */
import type { Key } from './prompts.js';

interface KeyName {
  readonly letter: string;
  readonly word: string;
  /** What the line of keys says. */
  readonly says: string;
}

/** In the order in which they are shown. */
export const KEYS: Readonly<Record<Key, KeyName>> = {
  back: { letter: 'b', word: 'back', says: 'back' },
  unknown: { letter: 'u', word: 'unknown', says: "don't know" },
  'not-applicable': { letter: 'x', word: 'not-applicable', says: 'n/a' },
  note: { letter: 'n', word: 'note', says: 'note' },
  evidence: { letter: 'e', word: 'evidence', says: 'link' },
  skip: { letter: 's', word: 'skip', says: 'skip' },
  help: { letter: 'h', word: 'help', says: 'help' },
  editor: { letter: 'v', word: 'editor', says: 'write in your editor' },
  menu: { letter: 'm', word: 'menu', says: 'menu' },
  leave: { letter: 'q', word: 'leave', says: 'leave' },
};

/** The line of keys, `/b back /s skip`: narrow enough for all of them to stand in one line of a terminal. */
export function describeKeys(keys: readonly Key[]): string {
  return keys.map((key) => `/${KEYS[key].letter} ${KEYS[key].says}`).join(' ');
}

/** A key that was typed, with what stands behind it, as in `/n The board agreed.`; text is empty where nothing does. */
export interface TypedKey {
  readonly kind: 'key';
  readonly key: Key;
  readonly text: string;
}

/** Keys that open a field for a text, which may as well stand behind them. */
const OPENING: readonly Key[] = ['note', 'evidence'];

/**
 * The key that was typed as a line: /b, /back or, where no text is expected, back.
 * @returns the key; a sentence where a key was meant that there is not; undefined where the line is something else
 */
export function readKey(line: string, keys: readonly Key[], takesText: boolean): TypedKey | string | undefined {
  const typed = line.trim();
  const isSlashed = typed.startsWith('/');
  if (!isSlashed && takesText) return undefined;
  const [, word = '', text = ''] = /^\/?(\S*)\s*([^]*)$/.exec(typed)!;
  const isNamed = (key: Key) =>
    KEYS[key].word === word.toLowerCase() || (isSlashed && KEYS[key].letter === word.toLowerCase());
  const key = keys.find((one) => isNamed(one) && (text === '' || (isSlashed && OPENING.includes(one))));
  if (key !== undefined) return { kind: 'key', key, text };
  if (!isSlashed || (takesText && !/^\/[a-z]$/i.test(typed) && !(Object.keys(KEYS) as Key[]).some(isNamed)))
    return undefined;
  return `There is no key ${typed.slice(0, 20)} here. Those that there are stand below.`;
}

/** A typed line as text: a slash that begins it is typed twice. */
export function textOfLine(line: string): string {
  return line.startsWith('//') ? line.slice(1) : line;
}
