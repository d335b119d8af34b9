/** How far a batch is, for the person who waits: on a terminal a line that changes, elsewhere a line every so often. */
import { formatNumber } from '../render/words.js';
import type { Io } from './io.js';

/** Seconds without a word before anything is said, and between two lines where there is no terminal. */
const PATIENCE = 2;
const EVERY = 15;

export class Progress {
  private readonly io: Io;
  private readonly total: number;
  private readonly isQuiet: boolean;
  private readonly begun = performance.now();
  private said = 0;
  private count = 0;
  private isDrawn = false;

  constructor(io: Io, total: number, isQuiet: boolean) {
    this.io = io;
    this.total = total;
    this.isQuiet = isQuiet || total < 2;
  }

  /** One input more is done. */
  step(): void {
    this.count++;
    if (this.isQuiet) return;
    const seconds = (performance.now() - this.begun) / 1000;
    const isTerminal = this.io.stderr.isTTY === true && this.io.env['TERM'] !== 'dumb';
    if (seconds - this.said < (isTerminal ? 0.2 : EVERY) || seconds < PATIENCE || this.count === this.total) return;
    this.said = seconds;
    const rate = this.count / seconds;
    const line = `${formatNumber(this.count)} of ${formatNumber(this.total)}, ${formatRate(rate)}, ${formatTime((this.total - this.count) / rate)} left`;
    this.io.stderr.write(isTerminal ? `\r${line}\u001B[K` : `${line}\n`);
    this.isDrawn = isTerminal;
  }

  /** Makes room for another line. */
  clear(): void {
    if (this.isDrawn) this.io.stderr.write('\r\u001B[K');
    this.isDrawn = false;
  }
}

function formatRate(perSecond: number): string {
  return perSecond < 1
    ? `${formatNumber(Math.round(perSecond * 60))} a minute`
    : `${formatNumber(Math.round(perSecond))} a second`;
}

function formatTime(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
