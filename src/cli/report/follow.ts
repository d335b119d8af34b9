/** A batch as the person who waits sees it: progress while it runs, and a signal ends it between two inputs. */
import { showProgress } from '../terminal/progress.js';
import { ENDS, onSignal, type Signal } from '../terminal/signals.js';
import type { Io } from '../world.js';
import type { Console } from './console.js';
import type { Results } from './results.js';

/**
 * Follows a batch to its end.
 * @param results is told where a signal has ended it
 * @param start begins it; it ends early when the signal is aborted
 * @param take receives each result as it comes, with its place in the order of the inputs, from 0
 * @returns whether it came to its end
 */
export async function followBatch<Result>(
  { io, console, results }: { readonly io: Io; readonly console: Console; readonly results: Results },
  start: (signal: AbortSignal) => AsyncIterable<Result>,
  take: (result: Result, n: number) => void,
): Promise<boolean> {
  const progress = showProgress(io, results.inputs, console.isQuiet || console.isForPrograms);
  const interruption = new AbortController();
  const stopHearing = onSignal((by) => {
    stopHearing();
    interruption.abort(by);
  });
  let next = 0;
  try {
    for await (const result of start(interruption.signal)) {
      progress.clear();
      take(result, next++);
      progress.step();
    }
    progress.clear();
  } finally {
    stopHearing();
  }
  const { aborted, reason } = interruption.signal;
  if (aborted) results.tellInterrupted(next, ENDS[reason as Signal]);
  return !aborted;
}
