/** The keys of a terminal, one at a time: what is typed between two prompts waits for the next one. */
import { emitKeypressEvents } from 'node:readline';
import { PassThrough } from 'node:stream';

interface PressedKey {
  readonly sequence?: string;
  readonly name?: string;
  readonly ctrl?: boolean;
}

export class Keyboard {
  /** What prompts read. */
  readonly stream = new PassThrough();
  private readonly terminal: NodeJS.ReadStream;
  private readonly onEnd: () => void;
  private readonly waiting: string[] = [];
  private isOpen = false;
  private isBusy = false;

  /**
   * Takes the keys as they are pressed, without echo, until it is closed.
   * @param onEnd called on Ctrl-D
   */
  constructor(terminal: NodeJS.ReadStream, onEnd: () => void) {
    this.terminal = terminal;
    this.onEnd = onEnd;
    emitKeypressEvents(terminal);
    terminal.on('keypress', this.take);
    this.resume();
  }

  /** A prompt is ready for keys. */
  open(): void {
    this.isOpen = true;
    this.pass();
  }

  /** The prompt has its answer; later keys are for the next one. */
  shut(): void {
    this.isOpen = false;
  }

  /** Gives the terminal back while another program uses it. */
  pause(): void {
    this.terminal.setRawMode(false);
    this.terminal.pause();
  }

  resume(): void {
    this.terminal.setRawMode(true);
    this.terminal.resume();
  }

  close(): void {
    this.terminal.removeListener('keypress', this.take);
    this.pause();
  }

  private readonly take = (text: string | undefined, key: PressedKey | undefined): void => {
    if (key?.ctrl === true && key.name === 'd') {
      this.onEnd();
      return;
    }
    if (key?.ctrl === true && key.name === 'z') {
      this.suspend();
      return;
    }
    const sequence = key?.sequence ?? text;
    if (sequence === undefined) return;
    this.waiting.push(sequence);
    this.pass();
  };

  /** Passes on one key, and the next one only when a prompt has dealt with it. */
  private pass(): void {
    if (!this.isOpen || this.isBusy) return;
    const sequence = this.waiting.shift();
    if (sequence === undefined) return;
    this.isBusy = true;
    this.stream.write(sequence);
    setImmediate(() => {
      this.isBusy = false;
      this.pass();
    });
  }

  /** Ctrl-Z: stops as other programs do, and takes the keys again afterwards. */
  private suspend(): void {
    this.pause();
    process.once('SIGCONT', () => this.resume());
    process.kill(process.pid, 'SIGTSTP');
  }
}
