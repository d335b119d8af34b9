/** The program as a function: arguments and the world around it in, an exit code out. The one place that catches all. */
import { describeRefusal, EXIT, type ExitCode, type Io } from './cli/world.js';
import { runProgram } from './cli/program.js';

export { describeFailure } from './files/failures.js';
export { openStandardOutput } from './files/standard-output.js';

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
  const refusal = describeRefusal(error);
  if (refusal !== null) {
    const { message, help, code } = refusal;
    io.stderr.write(`error: ${message}\n${help === null ? '' : `  help: ${help}\n`}`);
    return code;
  }
  const details = io.env['SCALEPLAN_DEBUG'] === '1' ? (error.stack ?? error.message) : error.message;
  io.stderr.write(
    `error: this is a fault of scaleplan itself: ${details}\n` +
      `  help: please report it with the files in use and these words: scaleplan ${version}, Node ${process.version}, ${args.join(' ')}\n`,
  );
  return EXIT.fault;
}
