/** The program as a function: arguments and the world around it in, an exit code out. The one place that catches all. */
import { EXIT, type ExitCode, type Io, worst } from './cli/world.js';
import { runProgram } from './cli/program.js';
import { describeFailure } from './files/failures.js';
import { askForReport, readPackageFile } from './files/package.js';
import { openStandardOutput } from './files/standard-output.js';

/**
 * Runs scaleplan.
 * @param args the words after the program's name
 * @param world streams, folders and environment
 * @returns the exit code, once all that was written has gone out; nothing is thrown
 */
export async function main(args: readonly string[], world: Io): Promise<ExitCode> {
  const io = { ...world, stdout: openStandardOutput(world.stdout) };
  const outputs = [watch(io.stdout, 'standard output', io), watch(io.stderr, 'standard error', io)];
  const { version } = readPackageFile();
  const code = await runProgram(args, io, version).catch((error: Error) => explain(error, args, io, version));
  return worst([code, ...(await Promise.all(outputs.map((finish) => finish())))]);
}

/**
 * Says so when a stream cannot be written, as on a full disk. A reader that goes away early (`| head`) is no error.
 * @returns how to wait until all has gone out, or failed to; it gives the exit code
 */
function watch(stream: NodeJS.WritableStream, name: string, { stderr }: Io): () => Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || code !== EXIT.done) return;
    code = EXIT.usage;
    stderr.write(`error: ${name} cannot be written: ${describeFailure(error)}\n`);
  });
  return () => new Promise((resolve) => stream.write('', () => setImmediate(() => resolve(code))));
}

function explain(error: Error, args: readonly string[], io: Io, version: string): ExitCode {
  const details = io.env['SCALEPLAN_DEBUG'] === '1' ? (error.stack ?? error.message) : error.message;
  io.stderr.write(
    `error: this is a fault of scaleplan itself: ${details}\n` +
      `  help: ${askForReport()}: scaleplan ${version}, Node ${process.version}, ${args.join(' ')}\n`,
  );
  return EXIT.fault;
}
