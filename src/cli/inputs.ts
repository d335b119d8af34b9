/** Which answers files a command line names: files, folders, globs, or `-` for standard input. */
import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join, relative, resolve } from 'node:path';
import { collectPieces, decodeText, readEnd, readText } from '../files/read.js';
import { cannotRead, type FileError } from '../files/failures.js';
import { folderOfPattern, isBelow, toPattern, toSlashes } from '../files/paths.js';
import { markOfDocument } from '../templates/marks.js';
import { type Io } from './world.js';
import { UserError } from '../diagnostics/user-error.js';

/** One answers file to read. */
export interface Input {
  /** As shown in messages. */
  readonly file: string;
  /** Absolute, or null for standard input. */
  readonly path: string | null;
  /** Its place within the folder given, without the ending, with `/`: what its documents are named after. */
  readonly name: string;
}

const ANSWERS_ENDINGS = ['.yaml', '.yml', '.json'];

/** Tells whether a file's name is that of an answers file. */
export function isAnswersFile(file: string): boolean {
  return ANSWERS_ENDINGS.includes(extname(file).toLowerCase());
}

/**
 * Resolves the inputs of a command line, each once, in the order given; within a folder or glob by name. One of several
 * that does not exist is an input nevertheless: it fails when it is read, and stops no other.
 * @param outputFolder left out where a folder is searched
 * @param inputsFrom a file that names more inputs, one a line; - for standard input
 * @throws UserError where none is given or found
 */
export async function findInputs(
  io: Io,
  given: readonly string[],
  outputFolder: string | null,
  inputsFrom?: string,
): Promise<Input[]> {
  if (given.length === 0 && inputsFrom === undefined)
    throw new UserError('no inputs are given', 'name answers files or folders, or a list of them with --inputs-from');
  if (inputsFrom === '-' && given.includes('-'))
    throw new UserError(
      'standard input cannot hold both answers and the list of inputs',
      'put the answers or the list into a file',
    );
  const all = [...given, ...(await readList(io, inputsFrom))];
  if (all.length === 0) throw new UserError(`${inputsFrom ?? '-'} names no inputs`, 'write one on each line');
  const inputs: Input[] = [];
  for (const one of all) inputs.push(...(await findInput(io, one, outputFolder, all.length === 1)));
  const seen = new Set<string>();
  return inputs.filter(({ path, file }) => {
    const key = path ?? file;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** The names in a list of inputs. */
async function readList(io: Io, from: string | undefined): Promise<string[]> {
  if (from === undefined) return [];
  const text = from === '-' ? await readStandardInput(io, 'standard input') : readText(resolve(io.cwd, from), from);
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
}

async function findInput(io: Io, given: string, outputFolder: string | null, isOnly: boolean): Promise<Input[]> {
  if (given === '-') return [{ file: 'standard input', path: null, name: 'plan' }];
  const path = resolve(io.cwd, given);
  const asFile = [{ file: given, path, name: nameOf(basename(path)) }];
  const kind = kindOfPath(path);
  if (kind === 'file') return asFile;
  if (kind === 'folder') return searchFolder(path, given, outputFolder);
  // Loaded only where there is something to search for.
  const { isDynamicPattern } = await import('tinyglobby');
  if (isDynamicPattern(toPattern(given))) return searchPattern(io, given);
  if (!isOnly) return asFile;
  throw new UserError(
    `${given} does not exist`,
    'give an answers file, a folder, a pattern such as "answers/*.yaml", or - for standard input',
  );
}

/** Null where there is nothing; a file too where nobody can look, since reading it says why. */
function kindOfPath(path: string): 'file' | 'folder' | null {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? null : 'file';
  }
}

async function searchPattern(io: Io, typed: string): Promise<Input[]> {
  const pattern = toPattern(typed);
  const found = await search(pattern, io.cwd, '.', true);
  const files = found.filter(isAnswersFile);
  if (files.length === 0) throw new UserError(`no .yaml, .yml or .json file matches ${typed}`);
  const base = resolve(io.cwd, folderOfPattern(pattern));
  return files.map((file) => {
    const path = resolve(io.cwd, file);
    return { file, path, name: nameOf(toSlashes(relative(base, path))) };
  });
}

/** Answers files below a folder, without a framework among them and what is in the output folder. */
async function searchFolder(folder: string, shown: string, outputFolder: string | null): Promise<Input[]> {
  const found = await search('**/*.{yaml,yml,json}', folder, shown, false);
  const inOutput = (path: string) =>
    outputFolder !== null && isBelow(outputFolder, folder) && isBelow(path, outputFolder);
  // What editors need stands beside a framework.
  const isNoAnswers = (file: string) => basename(file) === 'conditions.yaml' || file.endsWith('.schema.json');
  const files = found.filter((file) => !isNoAnswers(file) && !inOutput(join(folder, file)));
  if (files.length === 0) throw new UserError(`there is no answers file (.yaml, .yml or .json) in ${shown}`);
  return files.map((file) => ({
    file: `${shown.replace(/\/+$/, '')}/${file}`,
    path: join(folder, file),
    name: nameOf(file),
  }));
}

/**
 * Files that match, by name: no dot-files, which temporary ones are too, and no documents of ours.
 * @throws FileError where a folder cannot be searched, lest what is in it be left out without a word
 */
async function search(pattern: string, cwd: string, shown: string, caseSensitiveMatch: boolean): Promise<string[]> {
  const { globSync } = await import('tinyglobby');
  let unreadable: FileError | null = null;
  const readFolder = (path: string, options: { withFileTypes: true }) => {
    try {
      return readdirSync(path, options);
    } catch (error) {
      unreadable ??= cannotRead(join(shown, relative(cwd, path)), error);
      throw error;
    }
  };
  const found = globSync(pattern, {
    cwd,
    onlyFiles: true,
    dot: false,
    caseSensitiveMatch,
    fs: { readdirSync: readFolder as typeof readdirSync },
  });
  if (unreadable !== null) throw unreadable;
  // A document that this program wrote, as plan.json beside the answers, ends with our mark.
  return found.filter((file) => markOfDocument(readEnd(resolve(cwd, file), 512)) === null).sort();
}

function nameOf(file: string): string {
  return isAnswersFile(file) ? file.slice(0, -extname(file).length) : file;
}

/** The text of an input. */
export async function readInput(io: Io, input: Input): Promise<string> {
  return input.path === null ? readStandardInput(io, input.file) : readText(input.path, input.file);
}

async function readStandardInput(io: Io, shown: string): Promise<string> {
  const pieces = collectPieces(shown);
  for await (const piece of io.stdin) pieces.add(Buffer.from(piece as Uint8Array));
  return decodeText(pieces.join(), shown);
}
