/** Slips of the pen that break YAML and that one sees in the line itself: each is one regular expression. */
import type { ProblemArgs } from '../diagnostics/codes/families.js';
import { findError, type Finding } from '../diagnostics/problem.js';

/** A slip in a line: what to say of it, and the part of the line that is wrong, in characters from 0. */
export interface Slip {
  readonly finding: Finding;
  readonly start: number;
  readonly end: number;
}

type Known = ProblemArgs['yaml-syntax'];

/** The surest first. The first group of a pattern is what stands before the slip; what the rest matches is the slip. */
const SLIPS: readonly (readonly [pattern: RegExp, describe: (slip: string) => Known | 'tab'])[] = [
  // Spaces of word processors, which YAML takes for letters.
  [/^( *|[^"']*?[:,[{-] *)[^\S \t\r\n]+/, () => ({ reason: 'NO_BREAK_SPACE' })],
  [/^( *)\t[ \t]*/, () => 'tab'],
  [/^( *)-(?=[A-Za-z][\w-]*:(?: |$))/, () => ({ reason: 'NO_SPACE_AFTER_DASH' })],
  // Dashes and dots that word processors begin lists with.
  [/^( *)[–—−‒‐‑•·*](?= )/, (found) => ({ reason: 'WRONG_DASH', found })],
  [/^([^"']*[:,[{-] +)[“”„‟].*/, () => ({ reason: 'CURLY_QUOTES' })],
  [/^( *(?:- +)*)[A-Za-z][\w-]*:[^\s:/].*/, describeKeyAndValue],
  // The value of a line `key: value` that is not quoted and has a colon.
  [/^( *(?:- +)*[^\s"'[{#-][^"':]*: +)[^\s"'[{#][^#]*?:(?: .*|$)/, () => ({ reason: 'SECOND_COLON' })],
];

/** Finds the slip in a line, which ends before its line break; undefined where it has none that is known. */
export function findSlip(line: string): Slip | undefined {
  for (const [pattern, describe] of SLIPS) {
    const [all, before = ''] = pattern.exec(line.trimEnd()) ?? [];
    if (all === undefined) continue;
    const args = describe(all.slice(before.length));
    const finding = args === 'tab' ? findError('tab-indent', [], {}) : findError('yaml-syntax', [], args);
    return { finding, start: before.length, end: all.length };
  }
  return undefined;
}

/** Says of `key:value` how it is written. */
export function describeKeyAndValue(written: string): Known {
  const text = written.replace(':', ': ');
  return { reason: 'NO_SPACE_AFTER_COLON', write: text.length > 40 ? `${text.slice(0, 40)}…` : text };
}
