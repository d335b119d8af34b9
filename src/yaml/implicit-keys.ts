/** What the parser takes for a key, though something else was meant. */
import { isPair, isScalar, Scalar } from 'yaml';
import { MONEY_SIGNS, toNumber } from '../text/numbers.js';
import type { ProblemArgs } from '../diagnostics/codes/families.js';
import { keyText } from './tree.js';

/**
 * What was probably meant by a key that nobody would write.
 * @param before what stands before it in the mapping
 * @returns null where it is a key like any other, or goes on with what was told of the one before
 */
export function findMisreadKey(
  before: readonly unknown[],
  { key, value }: { readonly key: unknown; readonly value: unknown },
  isFlow: boolean,
): ProblemArgs['yaml-syntax'] | null {
  const written = keyText(key);
  const [, name, mark, rest] = /^([A-Za-z][\w-]*)(:| +)([^:].*)$/.exec(written) ?? [];
  const reason = mark === ':' ? 'NO_SPACE_BEHIND_COLON' : 'NO_COLON_BEHIND_KEY';
  // A bracket that is opened in a key, and not closed in it, was meant to begin a value.
  const opened = isScalar(key) && key.type === Scalar.PLAIN ? /^(?:\{[^}]*|\[[^\]]*)$/.exec(rest ?? '') : null;
  if (!isFlow)
    return opened === null ? null : { reason, write: `${name}: ${opened[0].startsWith('{') ? '{...}' : '[...]'}` };
  if (value !== null) return null;
  // Within braces a comma ends the text before it, and what follows would count as a key that is not written.
  const last = before.at(-1);
  if (isPair(last) && last.value === null) return null;
  const previous = isPair(last) && isScalar(last.value) ? (last.value.source ?? '') : '';
  if (mark === ':') return { reason, write: `${name}: ${rest}` };
  if (/^[“”„‟]/.test(previous)) return { reason: 'CURLY_QUOTES' };
  const number = toNumber(`${previous},${written}`, MONEY_SIGNS);
  return typeof number === 'number' ? { reason: 'GROUPED_DIGITS', write: String(number) } : { reason: 'NO_COLON' };
}
