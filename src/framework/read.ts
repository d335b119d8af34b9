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
  const rules = shape.value === undefined ? [] : checkFrameworkRules(shape.value);
  // What is left out because its shape is wrong would only seem to be unused or unreached.
  const findings =
    shape.findings.length === 0 ? rules : [...shape.findings, ...rules.filter((one) => one.severity === 'error')];
  const problems = sortProblems(source.locate(findings));
  if (shape.value === undefined || hasErrors(problems)) return { value: undefined, problems };
  return { value: loadFramework(shape.value), problems };
}
