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

/** Whether a line is one of the keys, offered or not. */
export function isKey(line: string): boolean {
  return keyOfLine(line, Object.keys(KEYS) as Key[], true) !== undefined;
}

/** The key that was typed as a line: /b, /back or, where no text is expected, back. */
export function keyOfLine(line: string, keys: readonly Key[], takesText: boolean): Key | undefined {
  const typed = line.trim().toLowerCase();
  if (!typed.startsWith('/') && takesText) return undefined;
  const word = typed.replace(/^\//, '');
  return keys.find((key) => KEYS[key].word === word || (typed.startsWith('/') && KEYS[key].letter === word));
}

/** A typed line as text: a slash that begins it is typed twice. */
export function textOfLine(line: string): string {
  return line.startsWith('//') ? line.slice(1) : line;
}
