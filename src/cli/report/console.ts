/** Lines for the person at the terminal; all of them go to stderr, so that stdout holds documents only. */
import type { Problem } from '../../diagnostics/problem.js';
import { type Palette, PLAIN } from '../../diagnostics/report.js';
import { UserError } from '../../diagnostics/user-error.js';
import type { SharedOptions } from '../command-line.js';
import { EXIT, type ExitCode, type Io } from '../world.js';
import { type Facts, makeReporter, type Reporter } from './reporters.js';

/** A framework, templates or a table with errors, which end the run: they are shown, and the exit code is that of problems. */
export class ProblemsError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super('the input has problems');
    this.problems = problems;
  }
}

export class Console {
  /** Programs hear of every input, people of few. */
  readonly isForPrograms: boolean;
  readonly isQuiet: boolean;
  private readonly reporter: Reporter;

  private constructor(reporter: Reporter, options: SharedOptions) {
    this.reporter = reporter;
    this.isQuiet = options.quiet === true;
    this.isForPrograms = options.reporter === 'json';
  }

  /** Opens it for one run, which closes it at its end. What a person can put right is told, and ends the run with its code. */
  static async with(io: Io, options: SharedOptions, use: (console: Console) => Promise<ExitCode>): Promise<ExitCode> {
    const reporter = makeReporter(options.reporter, io, await openPalette(io, options.color));
    const console = new Console(reporter, options);
    try {
      return await use(console);
    } catch (error) {
      if (error instanceof ProblemsError) {
        console.problems(error.problems);
        return EXIT.problems;
      }
      if (!(error instanceof UserError)) throw error;
      reporter.error(error.message, error.help);
      return error.code;
    } finally {
      reporter.close?.();
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
    if (!this.isQuiet) this.reporter.info(message, facts);
  }
}

/** The colours for stderr: as asked for, else on a terminal only, and none under NO_COLOR or TERM=dumb. */
export async function openPalette({ stderr, env }: Io, asked: boolean | undefined): Promise<Palette> {
  const isWanted = asked ?? (stderr.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb');
  if (!isWanted) return PLAIN;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return { error: chalk.red.bold, warning: chalk.yellow.bold, strong: chalk.bold, faint: chalk.dim };
}
