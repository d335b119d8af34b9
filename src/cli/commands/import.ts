/** `scaleplan import`: a table, one row for each answers file. */
import { readdirSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { findColumns, problemAt } from '../../import/columns.js';
import { listFields } from '../../import/fields.js';
import { type ImportedFile, importRows } from '../../import/answers-files.js';
import { NO_MAPPING, readMapping } from '../../import/mapping.js';
import { chooseNameColumns, findNameColumns } from '../../import/file-names.js';
import { readTable, type Table } from '../../import/table.js';
import { cannotRead } from '../../files/failures.js';
import { readText, readTextIfThere } from '../../files/read.js';
import { sweepTemporaries, writeTexts } from '../../files/write.js';
import { count } from '../../text/plurals.js';
import { type Checked, type Finding, findError, hasErrors } from '../../diagnostics/problem.js';
import { countProblems } from '../../diagnostics/report.js';
import type { ImportOptions } from '../command-line.js';
import { type Console, ProblemsError } from '../report/console.js';
import { loadFrameworkInUse } from '../../framework/in-use.js';
import { nameAnswersSchema } from '../editor-line.js';
import { isAnswersFile, readInput } from '../inputs.js';
import { EXIT, type ExitCode, type Io } from '../world.js';
import { UserError } from '../../diagnostics/user-error.js';
import { makeFolder } from '../../pipeline/delivery.js';
import { findDestination } from '../outputs.js';
import { showProgress } from '../terminal/progress.js';

/** Up to how many files each is named as it is written. */
const MOST_NAMED = 20;

/** Makes an answers file of every row; where anything is wrong, nothing is written. */
export async function importTable(io: Io, console: Console, given: string, options: ImportOptions): Promise<ExitCode> {
  const destination = findDestination(io, options.output);
  if (destination.kind !== 'folder')
    throw new UserError('the answers files need a folder', 'name one with a slash at its end: -o FOLDER/');
  const { folder } = destination;
  const { mapping: mappingFile } = options;
  const read = [
    loadFrameworkInUse(io.cwd, options.conditions),
    mappingFile === undefined
      ? { value: NO_MAPPING, problems: [] }
      : readMapping(mappingFile, readText(resolve(io.cwd, mappingFile), mappingFile)),
    await loadTable(io, given),
  ] as const;
  const [{ value: framework }, { value: mapping }, { value: table }] = read;
  if (framework === undefined || mapping === undefined || table === undefined)
    throw new ProblemsError(read.flatMap(({ value, problems }) => (value === undefined ? problems : [])));
  const { columns, problems: ofColumns } = findColumns(framework, listFields(framework, mapping), mapping, table);
  const namedBy =
    options.name === undefined
      ? chooseNameColumns(framework, table, columns)
      : findNameColumns(table, columns, options.name);
  const { files: bare, problems: ofRows } = importRows(framework, columns, table, namedBy);
  const head = nameAnswersSchema(io, read[0].file, join(folder, 'answers.yaml'));
  const files = bare.map((file) => ({ ...file, text: head + file.text }));
  const problems = [...ofColumns, ...ofRows];
  if (!hasErrors(problems) && namedBy.length === 0)
    throw new UserError('no column has texts that could name the files', 'choose one with --name COLUMN');
  const isForced = options.force === true;
  const compared = hasErrors(problems) ? [] : compareFolder(resolve(io.cwd, folder), folder, files, isForced);
  for (const { file, clash } of compared)
    if (clash !== null) problems.push(problemAt(table.placeOf(file.row, namedBy[0]!), clash));
  const changed = compared.filter(({ clash }) => clash === null).map(({ file }) => file);
  console.problems(problems);
  const rows = `${table.file}: ${count(files.length, 'row')}`;
  if (hasErrors(problems)) {
    console.info(`${rows}: ${countProblems(problems)}; nothing was written`);
    return EXIT.problems;
  }
  await writeFiles(io, console, folder, changed);
  if (changed.length <= MOST_NAMED) for (const { name } of changed) console.info(`wrote ${join(folder, name)}`);
  const counts = { written: changed.length, 'up to date': files.length - changed.length };
  const outcome = Object.entries(counts).flatMap(([what, number]) => (number > 0 ? [`${number} ${what}`] : []));
  const titles = namedBy.map((index) => JSON.stringify(table.titles.cells[index]));
  console.info(`${rows}: ${outcome.join(', ')}; named by ${titles.join(' and ')}`);
  return EXIT.done;
}

async function writeFiles(io: Io, console: Console, folder: string, files: readonly ImportedFile[]): Promise<void> {
  const path = resolve(io.cwd, folder);
  makeFolder(path, folder);
  sweepTemporaries(path);
  const progress = showProgress(io, files.length, console.isQuiet || console.isForPrograms);
  try {
    await writeTexts(
      files.map(({ name, text }) => ({ path: join(path, name), shown: join(folder, name), text })),
      () => progress.step(),
    );
  } finally {
    progress.clear();
  }
}

async function loadTable(io: Io, given: string): Promise<Checked<Table>> {
  if (/\.(?:xlsx?|xlsm|ods|numbers)$/i.test(given))
    throw new UserError(
      `${given} is a workbook, not a table of text`,
      'save the sheet as CSV (UTF-8) and import that file',
    );
  const isInput = given === '-';
  const file = isInput ? 'standard input' : given;
  return readTable(file, await readInput(io, { file, path: isInput ? null : resolve(io.cwd, given), name: file }));
}

/** The files that are not there yet as they are, and what stands in the way of each: a person may have changed it since. */
function compareFolder(
  path: string,
  folder: string,
  files: readonly ImportedFile[],
  isForced: boolean,
): { readonly file: ImportedFile; readonly clash: Finding | null }[] {
  const there = listFolder(path, folder).filter(isAnswersFile);
  // Documents are named after the files without their endings, and some disks take upper and lower case for the same.
  const stemOf = (name: string) => name.slice(0, -extname(name).length).normalize('NFC').toLowerCase();
  const byStem = new Map(there.map((name) => [stemOf(name), name]));
  return files.flatMap((file) => {
    const other = byStem.get(stemOf(file.name));
    if (other === undefined) return [{ file, clash: null }];
    const shown = join(folder, other);
    const isSame = other.normalize('NFC') === file.name;
    if (isSame && readTextIfThere(join(path, other), shown) === file.text) return [];
    const isFree = isSame && isForced;
    return [{ file, clash: isFree ? null : findError('file-exists', [], { file: shown, isSame }) }];
  });
}

function listFolder(path: string, shown: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cannotRead(shown, error);
  }
}
