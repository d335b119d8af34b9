/** Where documents go. */
import { statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { tryOr } from '../files/failures.js';
import { realPath } from '../files/read.js';
import { isTypedAsFolder } from '../files/paths.js';
import { type DocumentPlace, makeFolder } from '../pipeline/delivery.js';
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

/** A document of an input. */
export interface Target extends DocumentPlace {
  readonly input: Input;
}

/**
 * Gives every document of every input its place: INPUT.md for the plan, INPUT.NAME.EXT for any other. Two inputs never
 * write one file, not even where upper and lower case are the same.
 * @throws UserError where several documents have only one place, or the place of an input
 */
export function planTargets(
  cwd: string,
  inputs: readonly Input[],
  documents: readonly string[],
  destination: Destination,
): Target[] {
  const pairs = inputs.flatMap((input) => documents.map((document) => ({ input, document })));
  const targets = placeAll(pairs, destination, ({ input: { name }, document }) =>
    document === 'plan.md' ? `${name}.md` : `${name}.${document}`,
  );
  refuseSame(
    targets.filter(({ file }) => file !== null),
    ({ file }) => sameNameOf(file!),
    (other, { input, file }) =>
      new UserError(
        `${other.input.file} and ${input.file} would both write ${file!}`,
        'rename one of them, or write them to two folders',
      ),
  );
  refuseInputs(cwd, inputs, targets);
  return targets;
}

/**
 * Gives documents their places.
 * @param nameOf the name of one in a folder
 * @throws UserError where several have only one place, or one would have the ending of another format
 */
export function placeAll<D extends { readonly document: string }>(
  documents: readonly D[],
  destination: Destination,
  nameOf: (one: D) => string,
): (D & DocumentPlace)[] {
  // Several documents need a folder.
  if (destination.kind !== 'folder' && documents.length > 1)
    throw new UserError(
      `there are ${documents.length} documents to make, but only one place for them`,
      'name a folder for them: -o FOLDER/',
    );
  return documents.map((one) => {
    if (destination.kind === 'stdout') return { ...one, file: null };
    if (destination.kind === 'folder') return { ...one, file: join(destination.folder, nameOf(one)) };
    checkEnding(destination.file, one.document);
    return { ...one, file: destination.file };
  });
}

/** Refuses things of which two have one key. @param describe what is wrong with the first and another one */
export function refuseSame<T>(
  things: readonly T[],
  keyOf: (thing: T) => string,
  describe: (first: T, other: T) => UserError,
): void {
  const first = new Map<string, T>();
  for (const thing of things) {
    const same = first.get(keyOf(thing));
    if (same !== undefined) throw describe(same, thing);
    first.set(keyOf(thing), thing);
  }
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

/** A key that is equal for two names that some file system takes for one. */
function sameNameOf(path: string): string {
  return path.toLowerCase().normalize('NFC');
}

/** A key that is equal for two paths that lead to one file, also through links. */
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
  targets: readonly (DocumentPlace & { readonly input?: Input })[],
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
