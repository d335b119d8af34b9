/** How far a batch is, for the person who waits: on a terminal a line that changes, elsewhere a line every so often. */
import { formatNumber } from '../../text/numbers.js';
import type { Io } from '../world.js';

/** Seconds without a word before anything is said, and between two lines on a terminal and where there is none. */
const PATIENCE = 2;
const EVERY = { terminal: 0.2, elsewhere: 15 };

export class Progress {
  private readonly io: Io;
  private readonly total: number;
  private readonly isQuiet: boolean;
  private readonly now: () => number;
  private readonly begun: number;
  private said = 0;
  private count = 0;
  /** The line on the terminal, or nothing. */
  private line = '';

  /** @param now milliseconds by a clock that only goes forward */
  constructor(io: Io, total: number, isQuiet: boolean, now: () => number = () => performance.now()) {
    this.io = io;
    this.total = total;
    this.isQuiet = isQuiet || total < 2;
    this.now = now;
    this.begun = now();
  }

  /** One input more is done. */
  step(): void {
    this.count++;
    if (this.isQuiet || this.count === this.total) return;
    const seconds = (this.now() - this.begun) / 1000;
    const isTerminal = this.io.stderr.isTTY === true && this.io.env['TERM'] !== 'dumb';
    if (seconds >= PATIENCE && seconds - this.said >= EVERY[isTerminal ? 'terminal' : 'elsewhere']) {
      this.said = seconds;
      const line = describeProgress(this.count, this.total, seconds);
      if (isTerminal) this.line = line;
      else this.io.stderr.write(`${line}\n`);
    }
    if (this.line !== '') this.io.stderr.write(`\r${this.line}\u001B[K`);
  }

  /** Makes room for other lines, until the next step. */
  clear(): void {
    if (this.line !== '') this.io.stderr.write('\r\u001B[K');
  }
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
