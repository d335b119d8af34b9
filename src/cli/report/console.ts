/** Lines for the person at the terminal; all of them go to stderr, so that stdout holds documents only. */
import type { Problem } from '../../diagnostics/problem.js';
import { type Palette, PLAIN } from '../../diagnostics/report.js';
import { describeRefusal, type ExitCode, type Io } from '../world.js';
import { type Facts, makeReporter, type Reporter, type ReporterName } from './reporters.js';

/** Options that every command has. */
export interface SharedOptions {
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly reporter?: ReporterName;
}

export class Console {
  private readonly reporter: Reporter;
  private readonly quiet: boolean;

  private constructor(reporter: Reporter, quiet: boolean) {
    this.reporter = reporter;
    this.quiet = quiet;
  }

  /** Opens it for one run, which closes it at its end. What a person can put right is told, and ends the run with its code. */
  static async with<T>(io: Io, options: SharedOptions, use: (console: Console) => Promise<T>): Promise<T | ExitCode> {
    const reporter = makeReporter(options.reporter ?? 'pretty', io, await openPalette(io, options.color));
    try {
      return await use(new Console(reporter, options.quiet ?? false));
    } catch (error) {
      const refusal = describeRefusal(error as Error);
      if (refusal === null) throw error;
      reporter.error(refusal.message, refusal.help);
      return refusal.code;
    } finally {
      reporter.close();
    }
  }

  /** Problems are always shown. */
  problems(problems: readonly Problem[]): void {
    problems.forEach((problem) => this.reporter.problem(problem));
  }

  /** A refusal with what to do about it. */
  error(message: string, help: string | null = null, facts?: Facts): void {
    this.reporter.error(message, help, facts);
  }

  /** Something worth knowing, unless --quiet. */
  info(message: string, facts?: Facts): void {
    if (!this.quiet) this.reporter.info(message, facts);
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
