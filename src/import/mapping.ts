/** The mapping file: a person's words for what the columns and cells of a table mean, where these are no ids. */
import * as v from 'valibot';
import { readSource, type Source } from '../yaml/source.js';
import { type Checked, hasErrors, sortProblems } from '../diagnostics/problem.js';
import { checkShape } from '../schema/check.js';

/** Words, each with an id that it stands for. */
const words = (description: string) => v.optional(v.pipe(v.record(v.string(), v.string()), v.description(description)));

/** The whole of a mapping file. Which titles and ids exist is known only with the table and the framework: see columns.ts. */
export const mappingSchema = v.pipe(
  v.strictObject({
    columns: words('Title of a column: the id of a fact, of a condition, CONDITION.QUESTION, or SECTION.ID.'),
    levels: words('What the table calls a level: the id of the level, unknown, or not-applicable.'),
    dates: v.optional(
      v.pipe(
        v.picklist(['month/day/year', 'day/month/year']),
        v.description('How the table writes dates, besides YYYY-MM-DD, as 7/1/2027.'),
      ),
    ),
    ignore: v.optional(v.pipe(v.array(v.string()), v.description('Titles of columns that are left out.'))),
  }),
  v.title('What the columns of a table mean'),
);

/** A mapping file that was read. */
export interface TableMapping extends v.InferOutput<typeof mappingSchema> {
  readonly locate: Source['locate'];
}

/** Where there is no mapping file. */
export const NO_MAPPING: TableMapping = { locate: () => [] };

/** Reads a mapping file, YAML or JSON. */
export function readMapping(file: string, text: string): Checked<TableMapping> {
  const source = readSource(file, text);
  if (hasErrors(source.problems)) return { value: undefined, problems: sortProblems(source.problems) };
  const { value, findings } = checkShape(mappingSchema, source);
  const problems = sortProblems(source.locate(findings));
  if (value === undefined || hasErrors(problems)) return { value: undefined, problems };
  return { value: { ...value, locate: source.locate }, problems };
}
