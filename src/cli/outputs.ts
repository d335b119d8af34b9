/** Where documents go. */
import { statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { tryOr } from '../files/failures.js';
import { realPath } from '../files/read.js';
import { isTypedAsFolder } from '../files/paths.js';
import { makeFolder } from '../pipeline/delivery.js';
import type { Input } from './inputs.js';
import type { Io } from './world.js';
import { UserError } from '../diagnostics/user-error.js';

/** Where the documents of a run go. */
export type Destination =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'folder'; readonly folder: string };

/** Reads `-o`: `-` or nothing is standard output; a name that ends in `/` or is a folder already is a folder. */
export function findDestination(io: Io, output: string | undefined): Destination {
  if (output === undefined || output === '-') return { kind: 'stdout' };
  // Where there is nothing, or nobody can look, writing to it says why.
  const isFolder = isTypedAsFolder(output) || tryOr(() => statSync(resolve(io.cwd, output)).isDirectory(), false);
  if (isFolder) return { kind: 'folder', folder: output };
  return { kind: 'file', file: output };
}

/** A document to be made, and where it goes: a path as shown, or null for standard output. */
export interface Target {
  readonly input: Input;
  readonly document: string;
  readonly file: string | null;
}

/**
 * Gives every document its place: INPUT.md for the plan, INPUT.NAME.EXT for any other.
 * @throws UserError where several documents have only one place, or the place of an input
 */
export function planTargets(
  cwd: string,
  inputs: readonly Input[],
  documents: readonly string[],
  destination: Destination,
): Target[] {
  const pairs = inputs.flatMap((input) => documents.map((document) => ({ input, document })));
  refuseOnePlace(pairs.length, destination);
  if (destination.kind === 'stdout') return pairs.map((pair) => ({ ...pair, file: null }));
  if (destination.kind === 'file') for (const { document } of pairs) checkEnding(destination.file, document);
  const targets = pairs.map((pair) => ({
    ...pair,
    file:
      destination.kind === 'file'
        ? destination.file
        : join(destination.folder, fileNameOf(pair.input.name, pair.document)),
  }));
  refuseCollisions(targets);
  refuseInputs(cwd, inputs, targets);
  return targets;
}

/**
 * A file's ending says what its format is, to whoever opens it and to us when a person has changed it.
 * @throws UserError where a file has another ending than the document that is to be in it
 */
export function checkEnding(file: string, document: string): void {
  const ending = extname(file);
  const expected = extname(document);
  if (ending === '' || ending.toLowerCase() === expected) return;
  throw new UserError(
    `${file} would not be what its ending says: the document ${document} is written as ${expected}`,
    `call it ${file.slice(0, -ending.length)}${expected}`,
  );
}

/** Several documents need a folder. */
export function refuseOnePlace(documents: number, { kind }: Destination): void {
  if (kind === 'folder' || documents < 2) return;
  throw new UserError(
    `there are ${documents} documents to make, but only one place for them`,
    'name a folder for them: -o FOLDER/',
  );
}

function fileNameOf(input: string, document: string): string {
  return document === 'plan.md' ? `${input}.md` : `${input}.${document}`;
}

/** Two inputs never write one file, not even where upper and lower case are the same. */
function refuseCollisions(targets: readonly (Target & { file: string })[]): void {
  const first = new Map<string, Target & { file: string }>();
  for (const target of targets) {
    const key = sameNameOf(target.file);
    const other = first.get(key);
    if (other !== undefined)
      throw new UserError(
        `${other.input.file} and ${target.input.file} would both write ${target.file}`,
        'rename one of them, or write them to two folders',
      );
    first.set(key, target);
  }
}

/** What is equal for two names that some file system takes for one. */
function sameNameOf(path: string): string {
  return path.toLowerCase().normalize('NFC');
}

/** What is equal for two paths that lead to one file, also through links. */
function placeOf(path: string): string {
  return sameNameOf(realPath(path));
}

/**
 * No document ever takes the place of answers, not even with --force.
 * @throws UserError where one would
 */
export function refuseInputs(
  cwd: string,
  inputs: readonly Input[],
  targets: readonly { readonly document: string; readonly input?: Input; readonly file: string | null }[],
): void {
  const paths = new Map(inputs.flatMap(({ path, file }) => (path === null ? [] : [[placeOf(path), file] as const])));
  for (const { document, input, file } of targets) {
    if (file === null) continue;
    const other = paths.get(placeOf(resolve(cwd, file)));
    if (other !== undefined)
      throw new UserError(
        `${document}${input === undefined ? '' : ` of ${input.file}`} would be written over the answers file ${other}`,
        'name another place with -o',
      );
  }
}

/** Makes the folder that documents go to, so that a place where there can be none is said once. */
export function makeDestination(cwd: string, destination: Destination): void {
  if (destination.kind === 'folder') makeFolder(resolve(cwd, destination.folder), destination.folder);
}
