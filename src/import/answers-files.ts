/** From a table to answers files: one a row. All of it is checked; nothing is written here. */
import { printAnswers } from '../answers/edit.js';
import { findError, type Finding, type Problem, sortProblems } from '../diagnostics/problem.js';
import type { Framework } from '../model/index.js';
import { type Column, problemAt } from './columns.js';
import { nameRow } from './file-names.js';
import { readRow } from './rows.js';
import type { Row, Table } from './table.js';

/** An answers file to be written. */
export interface ImportedFile {
  readonly name: string;
  readonly text: string;
  /** The row that it was made of. */
  readonly row: Row;
}

const ENDING = '.yaml';

/**
 * Makes an answers file of each row.
 * @param namedBy positions of the columns that name the files
 * @returns the files, and what is wrong with cells, in the order of the table
 */
export function importRows(
  framework: Framework,
  columns: readonly Column[],
  table: Table,
  namedBy: readonly number[],
): { files: readonly ImportedFile[]; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const files = table.rows.map((row): ImportedFile => {
    const { data, problems: ofRow } = readRow(framework, columns, table, row);
    problems.push(...ofRow);
    return { name: `${nameRow(row, namedBy)}${ENDING}`, text: printAnswers(data), row };
  });
  // Where a fact is missing, so is the name; that was reported.
  const said = new Set(problems.map(placeKey));
  const clashes = findClashes(files, table, namedBy).filter((problem) => !said.has(placeKey(problem)));
  return { files, problems: sortProblems([...problems, ...clashes]) };
}

function placeKey({ place }: Problem): string {
  return `${place.line}:${place.column}`;
}

/** Names that are none, and files that would be called the same. */
function findClashes(files: readonly ImportedFile[], table: Table, namedBy: readonly number[]): Problem[] {
  const [nameColumn] = namedBy;
  if (nameColumn === undefined) return [];
  const first = new Map<string, number>();
  return files.flatMap(({ name, row }) => {
    const before = first.get(name);
    first.set(name, before ?? row.number);
    const tell = (finding: Finding) => [problemAt(table.placeOf(row, nameColumn), finding)];
    if (name === ENDING) return tell(findError('no-file-name', [], {}));
    return before === undefined ? [] : tell(findError('same-file-name', [], { name, first: before }));
  });
}
