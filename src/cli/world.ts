/** What the program needs of the world around it, handed in; and how it ends. */
import { type FileError } from '../files/failures.js';

/** Streams, folders and environment of one run. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working folder, absolute. */
  readonly cwd: string;
  /** The folder of the package: conditions.yaml, templates/ and what was built of them in dist/. */
  readonly packageFolder: string;
}

/** How a run ends. */
export const EXIT = {
  done: 0,
  /** The input has problems, or a document that a person changed was left alone. */
  problems: 1,
  /** Wrong usage, or a file could not be read or written. */
  usage: 2,
  /** A fault of the program's own. */
  fault: 70,
  /** Ended by a signal: 128 and its number, as shells count. */
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The graver of several endings. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return Math.max(EXIT.done, ...codes) as ExitCode;
}

/** Something that a person can put right: a sentence, and what to do. The top prints it and ends with its code. */
export class UserError extends Error {
  override name = 'UserError';
  readonly help: string | null;
  readonly code: ExitCode;

  constructor(message: string, help: string | null = null, code: ExitCode = EXIT.usage) {
    super(message);
    this.help = help;
    this.code = code;
  }
}

/** An error that a person can put right, as what to show; null for any other. By name, since each built file has classes of its own. */
export function describeRefusal(error: Error): { message: string; help: string | null; code: ExitCode } | null {
  if (error.name === 'UserError') {
    const { message, help, code } = error as UserError;
    return { message, help, code };
  }
  return error.name === 'FileError'
    ? { message: error.message, help: (error as FileError).help, code: EXIT.usage }
    : null;
}
