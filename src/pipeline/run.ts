/** A run of the program over many inputs: what it was asked for, what all inputs have in common, and what becomes of each. */
import type { Problem } from '../diagnostics/problem.js';
import { FileError } from '../files/failures.js';
import type { Framework } from '../model/index.js';
import type { Templates } from '../templates/engine.js';

/** The settings that a run was asked for, as plain data, so that every thread can load the same. */
export interface RunSettings {
  /** The working folder, which the names of files are relative to. */
  readonly cwd: string;
  /** The framework's file, where one was named. */
  readonly conditions: string | undefined;
  /** The folder of templates of one's own, where one was named. */
  readonly templates?: string | undefined;
  /** How long to look for a better schedule. */
  readonly effort: 'normal' | 'high';
  /** A question that nobody has answered is an error. */
  readonly strict?: boolean | undefined;
  /** Overwrite documents that a person has changed. */
  readonly force?: boolean | undefined;
  /** Write nothing, and say what is missing or out of date. */
  readonly check?: boolean | undefined;
}

/** All that the inputs of a run have in common. */
export interface Run {
  readonly settings: RunSettings;
  readonly framework: Framework;
  readonly templates: Templates;
}

/** The outcome of one input. */
export interface Done<T> {
  readonly problems: readonly Problem[];
  /** Files that could not be read or written, each in a sentence. */
  readonly failures: readonly string[];
  /** The message of a fault of the program's own, or null. */
  readonly fault: string | null;
  /** The thing that was made of it; null where something stood in the way. */
  readonly value: T | null;
}

/** The outcome of an input from which nothing was made. */
export const NOTHING_DONE: Done<never> = { problems: [], failures: [], fault: null, value: null };

/**
 * Does what reads or writes a file.
 * @param failures takes the sentence where the file cannot be read or written
 * @returns what `use` returns, or null where it has failed so
 */
export function attempt<T>(failures: string[], use: () => T): T | null {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    failures.push(error.message);
    return null;
  }
}
