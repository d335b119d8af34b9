/** Text in lines that fit a terminal. */
import { wrapAnsi } from 'fast-wrap-ansi';
import { showable } from '../../text/control-characters.js';

/**
 * Breaks text between words into lines of at most so many columns (a wide character counts two); a line that is indented
 * stays so. Characters that steer a terminal are shown as such.
 */
export function wrapText(text: string, columns: number): string[] {
  return showable(text)
    .split('\n')
    .flatMap((line) => {
      const indent = /^ */.exec(line)![0];
      const lines = wrapAnsi(line.slice(indent.length), Math.max(10, columns - indent.length), { hard: true });
      return lines.split('\n').map((part) => `${indent}${part}`);
    });
}
