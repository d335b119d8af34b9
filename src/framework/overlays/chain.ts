/** The files that a framework is made of: the one given, what it extends, what that extends, and so on. */
import { findError, type Finding, hasErrors, type Problem } from '../../diagnostics/problem.js';
import { isWithoutBase } from '../recognize.js';
import { readSource, type Source } from '../../yaml/source.js';

/** Far more than a state, its regions and their districts need. */
const MAX_FILES = 10;

/** The text that is extended and the name it is shown by; or a sentence why there is none, and the names of what is built in. */
export type Base =
  | { readonly file: string; readonly text: string }
  | { readonly failure: string; readonly known?: readonly string[] }
  | { readonly known: readonly string[] };

/**
 * Finds what a file extends.
 * @param base the text after `extends:`
 * @param from the file that extends it, as shown
 */
export type FindBase = (base: string, from: string) => Base;

/** The files of a framework, the first base first. */
export interface Chain {
  readonly sources: readonly Source[];
  /** Why it ends before a framework that extends nothing. */
  readonly problems: readonly Problem[];
}

export function isOverlay(data: unknown): data is { readonly extends: unknown } {
  return typeof data === 'object' && data !== null && 'extends' in data;
}

export function readChain(file: string, text: string, findBase: FindBase): Chain {
  const sources = [readSource(file, text)];
  for (;;) {
    const { file: from, data, locate } = sources[0]!;
    const fail = (finding: Finding): Chain => ({ sources, problems: locate([finding]) });
    if (isWithoutBase(sources[0]!)) {
      const nothing = findBase('', from);
      const args = { reason: 'nothing stands after "extends"', known: ('known' in nothing && nothing.known) || [] };
      return fail(findError('unreadable-base', ['extends'], args, { atKey: true }));
    }
    // Whatever is wrong with `extends` itself is reported with the shape of the file.
    if (!isOverlay(data) || typeof data.extends !== 'string' || data.extends === '') return { sources, problems: [] };
    const base = data.extends;
    if (sources.length === MAX_FILES) return fail(findError('extends-too-long', ['extends'], { limit: MAX_FILES }));
    const found = findBase(base, from);
    if ('failure' in found)
      return fail(findError('unreadable-base', ['extends'], { reason: found.failure, known: found.known ?? [] }));
    if ('known' in found) {
      const args = { subject: 'this file', field: 'extends', id: base, known: found.known };
      return fail(findError('unknown-reference', ['extends'], args));
    }
    const again = sources.findIndex((source) => source.file === found.file);
    if (again >= 0) {
      const circle = sources.slice(0, again).map((source) => source.file);
      return fail(findError('extends-circle', ['extends'], { files: [found.file, ...circle.reverse(), found.file] }));
    }
    sources.unshift(readSource(found.file, found.text));
  }
}

/** Tells whether the files could be read as data, down to a framework that extends nothing. */
export function isWhole({ sources, problems }: Chain): boolean {
  return !hasErrors(problems) && sources.every(({ data }) => data !== undefined) && !isOverlay(sources[0]!.data);
}
