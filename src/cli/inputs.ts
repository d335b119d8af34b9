/** Which answers files a command line names: files, folders, globs, or `-` for standard input. */
import { statSync } from 'node:fs';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { decodeText, describeFailure, FileError, readText } from '../io/files.js';
import { type Io, UserError } from './io.js';

/** One answers file to read. */
export interface Input {
  /** As shown in messages. */
  readonly file: string;
  /** Absolute, or null for standard input. */
  readonly path: string | null;
  /** Its place within the folder given, without the ending, with `/`: what its documents are named after. */
  readonly name: string;
}

/** Endings of answers files. */
export const ENDINGS = ['.yaml', '.yml', '.json'];

/** Whether a file's name is that of an answers file. */
export function isAnswersFile(file: string): boolean {
  return ENDINGS.includes(extname(file).toLowerCase());
}

/**
 * Resolves the inputs of a command line, each once, in the order given; within a folder or glob by name.
 * @param outputFolder left out where a folder is searched
 * @param inputsFrom a file that names more inputs, one a line; - for standard input
 * @throws UserError where nothing is found
 */
export async function findInputs(
  io: Io,
  given: readonly string[],
  outputFolder: string | null,
  inputsFrom?: string,
): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const one of [...given, ...(await readList(io, inputsFrom))])
    inputs.push(...(await findInput(io, one, outputFolder)));
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
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

async function findInput(io: Io, given: string, outputFolder: string | null): Promise<Input[]> {
  if (given === '-') return [{ file: 'standard input', path: null, name: 'plan' }];
  const path = resolve(io.cwd, given);
  const kind = kindOfPath(path, given);
  if (kind === 'file') return [{ file: given, path, name: nameOf(basename(path)) }];
  if (kind === 'folder') return searchFolder(path, given, outputFolder);
  // Loaded only where there is something to search for.
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(given))
    throw new UserError(
      `${given} does not exist`,
      'give an answers file, a folder, a pattern such as "answers/*.yaml", or - for standard input',
    );
  const found = await glob(given, { cwd: io.cwd, onlyFiles: true });
  const files = found.filter(isAnswersFile).sort();
  if (files.length === 0) throw new UserError(`no .yaml, .yml or .json file matches ${given}`);
  const base = given.slice(0, given.search(/[*?[{(!]/)).replace(/[^/]*$/, '');
  return files.map((file) => ({
    file,
    path: resolve(io.cwd, file),
    name: nameOf(
      relative(base || '.', file)
        .split(sep)
        .join('/'),
    ),
  }));
}

function kindOfPath(path: string, shown: string): 'file' | 'folder' | null {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? null : found.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return null;
    throw new FileError(`${shown} cannot be read: ${describeFailure(error)}`);
  }
}

/** Answers files below a folder: no dot-files, no temporary files, nothing of the output folder. */
async function searchFolder(folder: string, shown: string, outputFolder: string | null): Promise<Input[]> {
  const { glob } = await import('tinyglobby');
  const found = await glob('**/*.{yaml,yml,json}', {
    cwd: folder,
    onlyFiles: true,
    dot: false,
    caseSensitiveMatch: false,
  });
  const inOutput = (path: string) =>
    outputFolder !== null && outputFolder !== folder && (path + sep).startsWith(outputFolder + sep);
  const files = found.filter((file) => !inOutput(join(folder, file))).sort();
  const inputs: Input[] = [];
  for (const file of files) {
    const path = join(folder, file);
    const named = `${shown.replace(/\/+$/, '')}/${file}`;
    // A framework among the answers is not answers, nor is what editors need.
    if (basename(file) === 'conditions.yaml' || file.endsWith('.schema.json')) continue;
    inputs.push({ file: named, path, name: nameOf(file) });
  }
  if (inputs.length === 0) throw new UserError(`there is no answers file (.yaml, .yml or .json) in ${shown}`);
  return inputs;
}

function nameOf(file: string): string {
  return isAnswersFile(file) ? file.slice(0, -extname(file).length) : file;
}

/** The text of an input. */
export async function readInput(io: Io, input: Input): Promise<string> {
  return input.path === null ? readStandardInput(io, input.file) : readText(input.path, input.file);
}

async function readStandardInput(io: Io, shown: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return decodeText(Buffer.concat(chunks), shown);
}
