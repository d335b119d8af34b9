/** Signals that end a run, heard so that nothing is left half done. */
import { EXIT } from '../world.js';

/** The signals that end a run, with the code that it then ends with. */
export const ENDS = { SIGHUP: EXIT.hungUp, SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

export type Signal = keyof typeof ENDS;

/**
 * Hears signals that would end the run.
 * @returns stops hearing, so that the next signal ends the run at once
 */
export function onSignal(hear: (by: Signal) => void): () => void {
  const listeners = (Object.keys(ENDS) as Signal[]).map((by) => ({ by, listen: () => hear(by) }));
  for (const { by, listen } of listeners) process.on(by, listen);
  return () => {
    for (const { by, listen } of listeners) process.removeListener(by, listen);
  };
}
