/** All that the program needs of the world around it, handed in; and how it ends. */

/** Streams, folders and environment of one run. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working folder, absolute. */
  readonly cwd: string;
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
