/** How far a batch is, for the person who waits: on a terminal a line that changes, elsewhere a line every so often. */
import { formatNumber } from '../../text/numbers.js';
import type { Io } from '../world.js';

/** Seconds without a word before anything is said, and between two lines on a terminal and where there is none. */
const PATIENCE = 2;
const EVERY = { terminal: 0.2, elsewhere: 15 };

/** The line or lines that show it. */
export interface Progress {
  /** One input more is done. */
  readonly step: () => void;
  /** Makes room for other lines, until the next step. */
  readonly clear: () => void;
}

/** Begins to show it. @param now milliseconds by a clock that only goes forward */
export function showProgress(io: Io, total: number, isQuiet: boolean, now = () => performance.now()): Progress {
  const begun = now();
  let said = 0;
  let count = 0;
  // The line on the terminal, or nothing.
  let line = '';
  const step = () => {
    count++;
    if (isQuiet || total < 2 || count === total) return;
    const seconds = (now() - begun) / 1000;
    const isTerminal = io.stderr.isTTY === true && io.env['TERM'] !== 'dumb';
    if (seconds >= PATIENCE && seconds - said >= EVERY[isTerminal ? 'terminal' : 'elsewhere']) {
      said = seconds;
      const text = describeProgress(count, total, seconds);
      if (isTerminal) line = text;
      else io.stderr.write(`${text}\n`);
    }
    if (line !== '') io.stderr.write(`\r${line}\u001B[K`);
  };
  const clear = () => {
    if (line !== '') io.stderr.write('\r\u001B[K');
  };
  return { step, clear };
}

/** How many of how many are done after so many seconds, how fast, and how long the others will take. */
export function describeProgress(done: number, total: number, seconds: number): string {
  const rate = done / seconds;
  const speed =
    rate < 1 ? `${formatNumber(Math.round(rate * 60))} a minute` : `${formatNumber(Math.round(rate))} a second`;
  const left = (total - done) / rate;
  const time = left < 90 ? `${Math.ceil(left)} s` : `${Math.ceil(left / 60)} min`;
  return `${formatNumber(done)} of ${formatNumber(total)}, ${speed}, ${time} left`;
}
