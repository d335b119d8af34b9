/** Words put together: plurals, lists, and the ends of sentences. */
import { formatNumber } from './numbers.js';

/** a, b, and c */
export function joinWords(words: readonly string[]): string {
  if (words.length <= 2) return words.join(' and ');
  return `${words.slice(0, -1).join(', ')}, and ${words.at(-1)!}`;
}

/** a, b, c, and 4 more */
export function joinSome(words: readonly string[], most: number): string {
  return words.length <= most
    ? joinWords(words)
    : `${words.slice(0, most).join(', ')}, and ${words.length - most} more`;
}

/** "1 action", "2 actions", "1,200 actions" */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${formatNumber(number)} ${number === 1 ? one : several}`;
}

/** The text with its first letter large. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The text with a full stop, unless it ends as a sentence already. */
export function endSentence(text: string): string {
  return /[.!?…][)”"]?$/.test(text) ? text : `${text}.`;
}
