/** An error that a person can put right: it ends a run, or what is done for one input, with a sentence in place of a document. */

/** A sentence, and what to do. Whoever shows it ends with its code. */
export class UserError extends Error {
  override name = 'UserError';
  readonly help: string | null;
  /** The exit code: 2 for wrong usage and files that cannot be read or written, 1 where an input has problems. */
  readonly code: 1 | 2;

  constructor(message: string, help: string | null = null, code: 1 | 2 = 2) {
    super(message);
    this.help = help;
    this.code = code;
  }
}
