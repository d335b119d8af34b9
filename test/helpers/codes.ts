/** The codes of problems: all that there are, and those in what the program printed. */
import { CODES } from '../../src/diagnostics/codes/families.js';

/** In the order of docs/problems.md. */
export const PROBLEM_CODES: readonly string[] = Object.keys(CODES);

/** The codes in what the program printed. */
export function findCode(printed: string): string[] {
  return [...printed.matchAll(/\[([a-z0-9-]+)\]$/gm)].map((match) => match[1]!);
}
