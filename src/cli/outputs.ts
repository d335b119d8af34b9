/** Where documents go, and putting them there without losing what a person wrote. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { describeFailure, FileError, readTextIfThere, writeText } from '../io/files.js';
import { isAsWritten, markOfDocument } from '../render/document.js';
import type { Input } from './inputs.js';
import { type Io, UserError } from './io.js';

/** Where the documents of a run go. */
export type Destination =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'folder'; readonly folder: string };

/** Reads `-o`: `-` or nothing is standard output; a name that ends in `/` or is a folder already is a folder. */
export function findDestination(io: Io, output: string | undefined): Destination {
  if (output === undefined || output === '-') return { kind: 'stdout' };
  if (/[/\\]$/.test(output) || isFolder(resolve(io.cwd, output))) return { kind: 'folder', folder: output };
  return { kind: 'file', file: output };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** A document to be made, and where it goes: a path as shown, or null for standard output. */
export interface Target {
  readonly input: Input;
  readonly document: string;
  readonly file: string | null;
}

/**
 * Gives every document its place: INPUT.md for the plan, INPUT.NAME.EXT for any other.
 * @throws UserError where several documents have only one place
 */
export function planTargets(
  inputs: readonly Input[],
  documents: readonly string[],
  destination: Destination,
): Target[] {
  const pairs = inputs.flatMap((input) => documents.map((document) => ({ input, document })));
  refuseOnePlace(pairs.length, destination);
  if (destination.kind === 'stdout') return pairs.map((pair) => ({ ...pair, file: null }));
  if (destination.kind === 'file') return pairs.map((pair) => ({ ...pair, file: destination.file }));
  const targets = pairs.map((pair) => ({
    ...pair,
    file: join(destination.folder, fileNameOf(pair.input.name, pair.document)),
  }));
  refuseCollisions(targets);
  return targets;
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
    const key = target.file.normalize('NFC').toLowerCase();
    const other = first.get(key);
    if (other !== undefined)
      throw new UserError(
        `${other.input.file} and ${target.input.file} would both write ${target.file}`,
        'rename one of them, or write them to two folders',
      );
    first.set(key, target);
  }
}

/** What became of a document. */
export type Outcome =
  | { readonly kind: 'printed' | 'written' | 'unchanged' }
  /** A person has changed it, so it was left alone; the new text is in a file beside it. */
  | { readonly kind: 'left-alone'; readonly beside: string }
  /** What `--check` finds. */
  | { readonly kind: 'missing' | 'out-of-date' };

/**
 * Puts a document in its place. One whose bytes are right already is not written again; one that a person has changed
 * is left alone, and the new text goes beside it as NAME.new.EXT, unless `force` says to overwrite it. With `check`
 * nothing is written: one that a person has changed, but that is otherwise up to date, counts as unchanged.
 */
export function deliver(
  cwd: string,
  file: string,
  text: string,
  { force, check }: { readonly force: boolean; readonly check: boolean },
): Outcome {
  const path = isAbsolute(file) ? file : resolve(cwd, file);
  const existing = readTextIfThere(path, file);
  if (existing === text) return { kind: 'unchanged' };
  if (check) {
    if (existing === null) return { kind: 'missing' };
    return { kind: markOfDocument(existing) === markOfDocument(text) ? 'unchanged' : 'out-of-date' };
  }
  if (existing === null || force || isAsWritten(file, existing)) {
    makeFolder(dirname(path), file);
    writeText(path, file, text);
    return { kind: 'written' };
  }
  const beside = `${file.slice(0, file.length - extname(file).length)}.new${extname(file)}`;
  const besidePath = resolve(cwd, beside);
  const besideText = readTextIfThere(besidePath, beside);
  if (besideText !== null && besideText !== text && !isAsWritten(beside, besideText)) {
    throw new FileError(`${file} and ${beside} have both been changed by a person; neither was overwritten`);
  }
  if (besideText !== text) writeText(besidePath, beside, text);
  return { kind: 'left-alone', beside };
}

function makeFolder(path: string, shown: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new FileError(`${shown} cannot be written: ${describeFailure(error)}`);
  }
}
