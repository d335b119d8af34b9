/** A table of values with commas, semicolons or tabs between them (RFC 4180): its rows, and the way back from a cell to its place. */
import { CsvError, parse } from 'csv-parse/sync';
import type { Checked, Place, Problem } from '../diagnostics/problem.js';
import { tryOr } from '../files/failures.js';

/** One row. */
export interface Row {
  /** As a spreadsheet counts rows: from 1, with the row of titles and with empty rows. */
  readonly number: number;
  /** Without the spaces round them. */
  readonly cells: readonly string[];
  /** Its lines in the file, from 1; more than one where a cell has line breaks. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/** A table that was read. */
export interface Table {
  readonly file: string;
  /** The titles of the columns: the first row that is not empty. */
  readonly titles: Row;
  /** The rows below them that are not empty. */
  readonly rows: readonly Row[];
  /** The place of a cell; columns count from 0. */
  readonly placeOf: (row: Row, column: number) => Place;
}

/** Characters that may separate cells; of several, the one that makes the most cells of the first row. */
const DELIMITERS = [',', ';', '\t'];

/**
 * Reads a table.
 * @param file the name shown in messages
 * @param text the whole file; any line breaks and a byte order mark are understood
 */
export function readTable(file: string, text: string): Checked<Table> {
  const content = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const delimiter = findDelimiter(content);
  let rows: readonly Row[];
  try {
    rows = readRows(content, delimiter);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { value: undefined, problems: [describeSyntaxError(file, content, error)] };
  }
  const [titles, ...below] = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  // Qualtrics puts the wording of the questions and ids of its own below the titles.
  const isQualtrics = below[1]?.cells.some((cell) => cell.startsWith('{"ImportId":')) === true;
  const answered = isQualtrics ? below.slice(2) : below;
  if (titles === undefined || answered.length === 0)
    return { value: undefined, problems: [{ code: 'empty-table', severity: 'error', place: { file }, args: {} }] };
  const placeOf = makeFinder(file, content.split('\n'), delimiter, titles);
  return { value: { file, titles, rows: answered, placeOf }, problems: [] };
}

/** Spaces round a cell do not count, not even round its quotes. */
function optionsFor(delimiter: string) {
  return { delimiter, record_delimiter: '\n', relax_column_count: true, trim: true };
}

function findDelimiter(text: string): string {
  const readFirst = (delimiter: string) =>
    parse(text, { ...optionsFor(delimiter), skip_empty_lines: true, to: 1 }) as unknown as string[][];
  const counts = DELIMITERS.map((delimiter) => tryOr(() => readFirst(delimiter)[0]?.length ?? 0, 0));
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

function readRows(text: string, delimiter: string): Row[] {
  const records = parse(text, { ...optionsFor(delimiter), info: true }) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  return records.map(({ record, info }, n) => ({
    number: n + 1,
    cells: record.map((cell) => cell.trim()),
    firstLine: (records[n - 1]?.info.lines ?? 0) + 1,
    lastLine: info.lines,
  }));
}

/** A quote where none can be, or one that is not closed. */
function describeSyntaxError(file: string, text: string, error: CsvError): Problem {
  const { bytes, index, records } = error as unknown as { bytes: number; index: number; records: number };
  // It counts up to the delimiter before the cell.
  const before = Buffer.from(text)
    .subarray(0, index === 0 ? bytes : bytes + 1)
    .toString();
  const line = before.split('\n').length;
  return {
    code: 'table-syntax',
    severity: 'error',
    place: {
      file,
      line,
      column: before.length - before.lastIndexOf('\n'),
      length: 1,
      lineText: text.split('\n')[line - 1]!,
      cell: { row: records + 1, column: letterOf(index) },
    },
    args: { reason: error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'open-quote' : 'stray-quote' },
  };
}

/** How to find a cell: the row in question is read a second time, with the ends of its cells. */
function makeFinder(file: string, lines: readonly string[], delimiter: string, titles: Row): Table['placeOf'] {
  // Several problems of one row are found one after the other.
  let last: { readonly row: Row; readonly ends: readonly number[] } | null = null;
  return (row, column) => {
    const text = lines.slice(row.firstLine - 1, row.lastLine).join('\n');
    if (last?.row !== row) last = { row, ends: findEnds(text, delimiter) };
    const end = last.ends[column] ?? text.length;
    let start = column === 0 ? 0 : Math.min((last.ends[column - 1] ?? text.length) + 1, text.length);
    while (start < end && /\s/.test(text[start]!)) start++;
    const before = text.slice(0, start);
    const line = row.firstLine + before.split('\n').length - 1;
    const lineText = lines[line - 1]!;
    const at = before.length - before.lastIndexOf('\n');
    return {
      file,
      line,
      column: at,
      length: Math.max(1, Math.min(end - start, lineText.length - at + 1)),
      lineText,
      cell: { row: row.number, column: titles.cells[column] || letterOf(column) },
    };
  };
}

/** Where each cell of a row ends, in characters of its text. */
function findEnds(text: string, delimiter: string): number[] {
  const bytes = Buffer.from(text);
  const ends: number[] = [];
  parse(text, {
    ...optionsFor(delimiter),
    cast: (cell, context) => {
      ends.push(bytes.subarray(0, (context as unknown as { bytes: number }).bytes).toString().length);
      return cell;
    },
  });
  return ends;
}

/** The letter of a column in a spreadsheet: A, B … Z, AA. */
function letterOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : letterOf(Math.floor(column / 26) - 1) + letter;
}
