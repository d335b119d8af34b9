/** Lines for the person at the terminal; all of them go to stderr, so that stdout holds documents only. */
import type { Problem } from '../io/problems.js';
import { formatProblem, type Palette, PLAIN, showable } from '../io/report.js';
import type { Io } from './io.js';

/** Options that every command has. */
export interface SharedOptions {
  readonly color?: boolean;
  readonly quiet?: boolean;
}

export class Console {
  private readonly io: Io;
  private readonly palette: Palette;
  private readonly quiet: boolean;

  private constructor(io: Io, palette: Palette, quiet: boolean) {
    this.io = io;
    this.palette = palette;
    this.quiet = quiet;
  }

  static async open(io: Io, options: SharedOptions): Promise<Console> {
    return new Console(io, await openPalette(io, options.color), options.quiet ?? false);
  }

  /** Problems are always shown. */
  problems(problems: readonly Problem[]): void {
    for (const problem of problems) this.io.stderr.write(formatProblem(problem, this.palette));
  }

  /** A refusal with what to do about it. */
  error(message: string, help: string | null = null): void {
    this.io.stderr.write(
      `${this.palette.error('error:')} ${showable(message)}\n${help === null ? '' : `  help: ${showable(help)}\n`}`,
    );
  }

  /** Something worth knowing, unless --quiet. */
  info(message: string): void {
    if (!this.quiet) this.io.stderr.write(`${showable(message)}\n`);
  }
}

/** Colour as asked for, else on a terminal only, and never under NO_COLOR or TERM=dumb. */
function wantsColor(io: Io, asked: boolean | undefined): boolean {
  if (asked !== undefined) return asked;
  return io.stderr.isTTY === true && (io.env['NO_COLOR'] ?? '') === '' && io.env['TERM'] !== 'dumb';
}

/** The colours for stderr as asked for; none where there is to be no colour. */
export async function openPalette(io: Io, asked: boolean | undefined): Promise<Palette> {
  return wantsColor(io, asked) ? await loadPalette() : PLAIN;
}

async function loadPalette(): Promise<Palette> {
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return { error: chalk.red.bold, warning: chalk.yellow.bold, strong: chalk.bold, faint: chalk.dim };
}
