/** The codes of all problems, read from where they are declared. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from './run.js';

const declared = readFileSync(join(PACKAGE_FOLDER, 'src/diagnostics/problem.ts'), 'utf8');
const block = declared.slice(declared.indexOf('interface ProblemArgs'), declared.indexOf('export type ProblemCode'));

/** A code is a key of ProblemArgs, with quotes where it has a hyphen. */
export const PROBLEM_CODES: readonly string[] = [...block.matchAll(/^ {2}'?([a-z][a-z0-9-]*)'?: /gm)].map(
  (match) => match[1]!,
);

/** The codes in what the program printed. */
export function findCode(printed: string): string[] {
  return [...printed.matchAll(/\[([a-z0-9-]+)\]$/gm)].map((match) => match[1]!);
}
