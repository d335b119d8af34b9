/** The names of the files that are made of a table's rows. */
import { makeLookup, suggest } from '../text/suggestions.js';
import { UserError } from '../diagnostics/user-error.js';
import type { Framework } from '../model/index.js';
import type { Column } from './columns.js';
import type { Row, Table } from './table.js';

/** Bytes of a name: room is left for the endings of documents and of temporary files. */
const MOST_BYTES = 120;

/** Names of devices on Windows, whatever their ending, and of the framework's own file. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d|conditions)$/;

/**
 * A text as a file's name without its ending, `van-buren-schools`: letters and digits of any script, hyphens between; empty
 * where it has none. No two names differ only in case or Unicode form, and none means something to a file system.
 */
export function makeFileName(text: string): string {
  const name = text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  // Cut between bytes, the last letter may be half of one.
  const short = Buffer.from(name)
    .subarray(0, MOST_BYTES)
    .toString()
    .replace(/\uFFFD$/, '');
  const trimmed = short.replace(/^-|-$/g, '');
  return RESERVED.test(trimmed) ? `${trimmed}-` : trimmed;
}

/** The name of a row's file by some columns. */
export function nameRow(row: Row, columns: readonly number[]): string {
  return makeFileName(columns.map((index) => row.cells[index] ?? '').join(' '));
}

/** The columns that a person names by title or by id. @throws UserError where there is none of the name */
export function findNameColumns(table: Table, columns: readonly Column[], asked: readonly string[]): number[] {
  const known = [
    ...table.titles.cells.map((title, index) => [title, index] as const),
    ...columns.map(({ field, index }) => [field.id, index] as const),
  ];
  const find = makeLookup(known);
  return asked.map((one) => {
    const index = find(one);
    if (index !== undefined) return index;
    const words = known.map(([word]) => word);
    throw new UserError(
      `${table.file} has no column ${JSON.stringify(one)} to name the files`,
      suggest(one, words) ?? 'name one by its title',
    );
  });
}

/**
 * The columns that name the files unless told: the first that gives a fact of type text, in the framework's order, with as
 * many of the next ones as it takes to tell all rows apart. Where all do not, the first alone; empty where there is none.
 */
export function chooseNameColumns(framework: Framework, table: Table, columns: readonly Column[]): readonly number[] {
  const texts = framework.facts
    .filter(({ type }) => type === 'text')
    .flatMap(({ id }) => columns.filter(({ field }) => field.id === id).map(({ index }) => index));
  const choices = texts.map((_, n) => texts.slice(0, n + 1));
  const tellsApart = (choice: readonly number[]) =>
    new Set(table.rows.map((row) => nameRow(row, choice))).size === table.rows.length;
  return choices.find(tellsApart) ?? texts.slice(0, 1);
}
