/** From a row of a table to what an answers file says, checked as any answers file is, with every problem at its cell. */
import type { PlainData } from '../yaml/change.js';
import { type AnswersSource, checkAnswers } from '../answers/read.js';
import { samePath } from '../diagnostics/path.js';
import { isWithin } from '../framework/entities.js';
import { type Finding, findError, type Problem } from '../diagnostics/problem.js';
import type { Framework } from '../model/index.js';
import { type Column, problemAt } from './columns.js';
import type { Row, Table } from './table.js';

/** Reads a row; an empty cell is not answered. */
export function readRow(
  framework: Framework,
  columns: readonly Column[],
  table: Table,
  row: Row,
): { data: { readonly [key: string]: PlainData }; problems: readonly Problem[] } {
  const { id, version } = framework;
  const data: Mutable = { framework: `${id}@${version}` };
  for (const { index, field } of columns) {
    const typed = row.cells[index] ?? '';
    if (typed !== '') setAt(data, field.path, field.read(typed));
  }
  shortenLevels(data);
  const locate = (findings: readonly Finding[]) =>
    findings.flatMap((finding): Problem[] => {
      const column = findColumn(columns, finding.path);
      // A fact without a column is missing in every row; that was reported once.
      if (column === undefined && finding.code === 'missing-fact') return [];
      return [problemAt(table.placeOf(row, column?.index ?? 0), finding)];
    });
  const source: AnswersSource = { data, problems: [], textAt: () => undefined, locate };
  const extra = row.cells.flatMap((cell, index) =>
    index < table.titles.cells.length || cell === ''
      ? []
      : [problemAt(table.placeOf(row, index), findError('cell-without-column', [], { found: cell }))],
  );
  return { data, problems: [...checkAnswers(source, framework, 'check').problems, ...extra] };
}

interface Mutable {
  [key: string]: PlainData | Mutable;
}

function setAt(data: Mutable, path: readonly string[], value: PlainData): void {
  let at = data;
  for (const key of path.slice(0, -1)) at = (at[key] ??= {}) as Mutable;
  at[path.at(-1)!] = value;
}

/** A level with nothing beside it is written without its key, as people do. */
function shortenLevels(data: Mutable): void {
  const responses = (data['responses'] ?? {}) as Mutable;
  for (const answers of [...(Object.values(responses) as Mutable[]), responses]) {
    for (const [key, value] of Object.entries(answers)) {
      const isAlone = typeof value === 'object' && Object.keys(value).join() === 'level';
      if (isAlone) answers[key] = (value as Mutable)['level']!;
    }
  }
}

/** The column of a value, of what holds it, or of a part of it. */
function findColumn(columns: readonly Column[], path: Finding['path']): Column | undefined {
  return (
    columns.find(({ field }) => samePath(field.path, path)) ??
    columns.find(({ field }) => isWithin(field.path, path)) ??
    columns.find(({ field }) => isWithin(path, field.path))
  );
}
