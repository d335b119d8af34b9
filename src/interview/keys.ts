/** The keys of an interview: one letter after a slash, or a word, the same at every prompt. */
import type { Key, Reply } from './prompts.js';

/** The letter of each, and what the line of keys says; in the order in which they are shown. */
const KEYS: Readonly<Record<Key, { readonly letter: string; readonly says: string }>> = {
  back: { letter: 'b', says: 'back' },
  unknown: { letter: 'u', says: "don't know" },
  'not-applicable': { letter: 'x', says: 'n/a' },
  note: { letter: 'n', says: 'note' },
  evidence: { letter: 'e', says: 'link' },
  skip: { letter: 's', says: 'skip' },
  help: { letter: 'h', says: 'help' },
  editor: { letter: 'v', says: 'write in your editor' },
  menu: { letter: 'm', says: 'menu' },
  leave: { letter: 'q', says: 'leave' },
};

/** The line of keys, `/b back /s skip`: narrow enough for all of them to stand in one line of a terminal. */
export function describeKeys(keys: readonly Key[]): string {
  return keys.map((key) => `/${KEYS[key].letter} ${KEYS[key].says}`).join(' ');
}

/** A key that was typed, with what stands after it, as in `/n The board agreed.`; text is empty where nothing does. */
type TypedKey = Extract<Reply, { kind: 'key' }>;

/** Keys that open a field for a text, which may as well stand after them. */
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
  const isNamed = (key: Key) => key === word.toLowerCase() || (isSlashed && KEYS[key].letter === word.toLowerCase());
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
