/** What can be wrong with an input, as data: a code, a place and arguments. codes/ has what the codes mean and say. */
import type { ProblemArgs, ProblemCode } from './codes/families.js';
import type { Path } from './path.js';

/** Where something stands in a file. Lines and columns count from 1; `length` is in UTF-16 code units. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
  /** The text of the line, to show it, and of the line before. */
  readonly lineText?: string;
  readonly lineBefore?: string;
  /** In a table: the row as a spreadsheet counts it, and the title of the column, or its letter where it has none. */
  readonly cell?: { readonly row: number; readonly column: string };
}

/** A code with its arguments, and more. */
type Coded<More> = {
  [C in ProblemCode]: {
    readonly code: C;
    readonly severity: 'error' | 'warning';
    readonly args: ProblemArgs[C];
  } & More;
}[ProblemCode];

/** One thing that is wrong (error) or worth knowing (warning), where it is. */
export type Problem = Coded<{
  readonly place: Place;
  /** The other place that belongs to it, such as the first use of an id. */
  readonly related?: Place;
  /** Others of the same code at the same place, which are reported with it. */
  readonly alike?: readonly Problem[];
}>;

interface More {
  /** Set where the key is meant rather than the value. */
  readonly atKey?: boolean;
  /** The part of the value that is meant, in characters of its text. */
  readonly within?: { readonly start: number; readonly end: number };
  /** The other value that belongs to it. */
  readonly related?: Path;
  /**
   * Other values that take part in it. Where a framework is made of several files, the problem is shown at the one that
   * was written last.
   */
  readonly also?: readonly Path[];
}

/** A problem found in data, before it is known where in a file the data stands: the way to the value from the top of the file. */
export type Finding = Coded<{ readonly path: Path } & More>;

/** A value, or nothing where an error stood in the way; and all that was found on the way. */
export type Checked<T> =
  | { readonly value: T; readonly problems: readonly Problem[] }
  | { readonly value: undefined; readonly problems: readonly Problem[] };

export function findError<C extends ProblemCode>(code: C, path: Path, args: ProblemArgs[C], more: More = {}): Finding {
  return { code, severity: 'error', path, args, ...more } as Finding;
}

export function findWarning<C extends ProblemCode>(
  code: C,
  path: Path,
  args: ProblemArgs[C],
  more: More = {},
): Finding {
  return { code, severity: 'warning', path, args, ...more } as Finding;
}

/** The id of the thing that a problem is about, if it is about one. */
export function idOf(args: Problem['args']): string | undefined {
  if ('question' in args) return args.question;
  if ('action' in args) return args.action;
  return 'id' in args ? args.id : undefined;
}

export function hasErrors(problems: readonly { readonly severity: 'error' | 'warning' }[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/**
 * The same problems in the order of their places in the file; those without a line come first.
 * @param files the order of the files, where there are several
 */
export function sortProblems(problems: readonly Problem[], files: readonly string[] = []): Problem[] {
  return [...problems].sort(
    (a, b) =>
      files.indexOf(a.place.file) - files.indexOf(b.place.file) ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      (a.place.column ?? 0) - (b.place.column ?? 0),
  );
}
