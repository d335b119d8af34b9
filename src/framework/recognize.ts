/** Which of the two files that people write a file is, whatever it was given as. */
import { findNearest } from '../text/suggestions.js';
import { isMapping } from '../yaml/values.js';
import type { Source } from '../yaml/source.js';

/** Tells whether data is that of a framework, or of a change to one. */
export function isFrameworkData(data: unknown): boolean {
  if (!isMapping(data) || 'responses' in data) return false;
  return 'extends' in data || Array.isArray(data['conditions']) || isMapping(data['framework']);
}

export function isAnswersData(data: unknown): boolean {
  if (!isMapping(data) || isFrameworkData(data) || 'levels' in data) return false;
  return 'responses' in data || 'start' in data || typeof data['framework'] === 'string';
}

/** Tells whether a file says that it extends something, but not what. */
export function isWithoutBase({ data, textAt }: Pick<Source, 'data' | 'textAt'>): boolean {
  return isMapping(data) && !('extends' in data) && textAt(['extends']) !== undefined;
}

/** The key that was meant to be `extends`, in a file that could not be a whole framework; undefined where there is none. */
export function findMisspeltExtends(data: unknown): string | undefined {
  if (!isMapping(data) || 'extends' in data || 'levels' in data) return undefined;
  return Object.keys(data).find((key) => findNearest(key, ['extends']) !== undefined);
}
