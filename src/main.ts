/** The program as a function: arguments and the world around it in, an exit code out. The one place that catches all. */
import { EXIT, type ExitCode, type Io, type UserError } from './cli/io.js';
import { runProgram } from './cli/program.js';

/**
 * Runs scaleplan.
 * @param args what stands behind the program's name
 * @param io streams, folders and environment
 * @param version the package's version
 * @returns the exit code; nothing is thrown
 */
export async function main(args: readonly string[], io: Io, version: string): Promise<ExitCode> {
  try {
    return await runProgram(args, io, version);
  } catch (error) {
    return explain(error as Error, args, io, version);
  }
}

function explain(error: Error, args: readonly string[], io: Io, version: string): ExitCode {
  // By name, since each built file has classes of its own.
  if (error.name === 'UserError') {
    const { message, help, code } = error as UserError;
    io.stderr.write(`error: ${message}\n${help === null ? '' : `  help: ${help}\n`}`);
    return code;
  }
  if (error.name === 'FileError') {
    io.stderr.write(`error: ${error.message}\n`);
    return EXIT.usage;
  }
  const details = io.env['SCALEPLAN_DEBUG'] === '1' ? (error.stack ?? error.message) : error.message;
  io.stderr.write(
    `error: this is a fault of scaleplan itself: ${details}\n` +
      `  help: please report it with the files in use and these words: scaleplan ${version}, Node ${process.version}, ${args.join(' ')}\n`,
  );
  return EXIT.fault;
}
