/** The command line as a whole: each command opens the console and runs; what it does is loaded when it is needed. */
import { Command, CommanderError } from '@commander-js/extra-typings';
import * as commands from './command-line.js';
import type { Console } from './report/console.js';
import { EXIT, type ExitCode, type Io } from './world.js';

/** Does with what was typed what the command is for. */
type Execute<Given, Options> = (
  io: Io,
  console: Console,
  given: Given,
  options: Options,
) => ExitCode | Promise<ExitCode>;

/**
 * Runs a command line.
 * @param args the words after the program's name
 * @param version the package's version
 * @returns the exit code; only a fault of the program's own is thrown
 */
export async function runProgram(args: readonly string[], io: Io, version: string): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const executing =
    <Given, Options extends commands.SharedOptions>(load: () => Promise<Execute<Given, Options>>) =>
    async (given: Given, options: Options): Promise<void> => {
      const { Console } = await import('./report/console.js');
      code = await Console.with(io, options, async (console) => (await load())(io, console, given, options));
    };
  const program = new Command('scaleplan')
    .description('From a self-assessment of conditions to an implementation plan: owners, dates, order, proof.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .showHelpAfterError('(scaleplan --help shows what there is)')
    .addHelpText('after', '\nExample:\n  scaleplan generate answers.yaml -o plan.md\n');
  for (const command of [
    commands.describeInterview().action(executing(async () => (await import('./commands/interview.js')).interview)),
    commands.describeGenerate().action(executing(async () => (await import('./commands/generate.js')).generate)),
    commands.describeValidate().action(executing(async () => (await import('./commands/validate.js')).validate)),
    commands.describePortfolio().action(executing(async () => (await import('./commands/portfolio.js')).portfolio)),
    commands.describeImport().action(executing(async () => (await import('./commands/import.js')).importTable)),
    commands.describeExplain().action(executing(async () => (await import('./commands/explain.js')).explain)),
    commands.describeSchema().action(executing(async () => (await import('./commands/schema.js')).printSchema)),
    commands.describeInit().action(executing(async () => (await import('./commands/init.js')).init)),
  ])
    program.addCommand(command.copyInheritedSettings(program));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end the same way as errors do, but are none.
    return error.exitCode === 0 || error.code === 'commander.help' ? EXIT.done : EXIT.usage;
  }
}
