/** Reads conditions.yaml: text → data with places → checked shape → checked references → the complete framework. */
import type { Checked } from '../io/problems.js';
import { hasErrors, sortProblems } from '../io/problems.js';
import { checkShape } from '../io/shape.js';
import { readSource } from '../io/source.js';
import type { Framework } from '../model.js';
import { loadFramework } from './load.js';
import { checkFrameworkRules } from './rules.js';
import { frameworkSchema } from './schema.js';

/**
 * Reads a framework.
 * @param file the name shown in messages
 * @param text the whole file
 * @returns the framework, unless there is an error; and every problem found, in the order of the file
 */
export function readFramework(file: string, text: string): Checked<Framework> {
  const source = readSource(file, text);
  if (hasErrors(source.problems)) return { value: undefined, problems: sortProblems(source.problems) };
  const shape = checkShape(frameworkSchema, source);
  if (shape.value === undefined) return { value: undefined, problems: sortProblems(source.locate(shape.findings)) };
  const problems = sortProblems(source.locate(checkFrameworkRules(shape.value)));
  return hasErrors(problems) ? { value: undefined, problems } : { value: loadFramework(shape.value), problems };
}
