/** A batch as the person who waits sees it: progress while it runs, and a signal ends it between two inputs. */
import { showProgress } from '../terminal/progress.js';
import { ENDS, onSignal, type Signal } from '../terminal/signals.js';
import type { ExitCode, Io } from '../world.js';
import type { Console } from './console.js';

/**
 * Follows a batch to its end.
 * @param total how many results there will be
 * @param start begins it; it ends early when the signal is aborted
 * @param take receives each result as it comes, with its place in the order of the inputs, from 0
 * @returns null, or the exit code of the signal that has ended it
 */
export async function followBatch<Result>(
  { io, console, total }: { readonly io: Io; readonly console: Console; readonly total: number },
  start: (signal: AbortSignal) => AsyncIterable<Result>,
  take: (result: Result, n: number) => void,
): Promise<ExitCode | null> {
  const progress = showProgress(io, total, console.isQuiet || console.isForPrograms);
  const interruption = new AbortController();
  const stopHearing = onSignal((by) => {
    stopHearing();
    interruption.abort(by);
  });
  try {
    let next = 0;
    for await (const result of start(interruption.signal)) {
      progress.clear();
      take(result, next++);
      progress.step();
    }
    progress.clear();
  } finally {
    stopHearing();
  }
  return interruption.signal.aborted ? ENDS[interruption.signal.reason as Signal] : null;
}
