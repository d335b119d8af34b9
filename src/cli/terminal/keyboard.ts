/** The keys of a terminal, one at a time: what is typed between two prompts waits for the next one. */
import { emitKeypressEvents, type Key } from 'node:readline';
import { PassThrough } from 'node:stream';

const END = '\u0004';
/** Ask the terminal to say where pasted text begins and ends, and to stop that. */
const BRACKETED_PASTE = { on: '\u001B[?2004h', off: '\u001B[?2004l' };

export class Keyboard {
  /** The keys as prompts read them. */
  readonly stream = new PassThrough();
  private readonly terminal: NodeJS.ReadStream;
  private readonly output: NodeJS.WritableStream;
  private readonly onEnd: () => void;
  private readonly onContinue: () => void;
  private readonly waiting: (string | { readonly pasted: string })[] = [];
  private onPaste: ((text: string) => void) | null = null;
  private pasted: string | null = null;
  private isBusy = false;

  /**
   * Takes the keys as they are pressed, without echo, until it is closed.
   * @param onEnd called on Ctrl-D, when its turn comes
   * @param onContinue called when the program goes on after Ctrl-Z
   */
  constructor(terminal: NodeJS.ReadStream, output: NodeJS.WritableStream, onEnd: () => void, onContinue: () => void) {
    this.terminal = terminal;
    this.output = output;
    this.onEnd = onEnd;
    this.onContinue = onContinue;
    emitKeypressEvents(terminal);
    terminal.on('keypress', this.take);
    this.resume();
  }

  /** A prompt is ready for keys. @param onPaste takes text that was pasted, its line breaks as spaces; it never presses Enter */
  open(onPaste: (text: string) => void): void {
    this.onPaste = onPaste;
    this.pass();
  }

  /** The prompt has its answer; later keys are for the next one. */
  shut(): void {
    this.onPaste = null;
  }

  /** Gives the terminal back while another program uses it. */
  pause(): void {
    this.output.write(BRACKETED_PASTE.off);
    this.terminal.setRawMode(false);
    this.terminal.pause();
  }

  resume(): void {
    this.terminal.setRawMode(true);
    this.output.write(BRACKETED_PASTE.on);
    this.terminal.resume();
  }

  close(): void {
    this.terminal.removeListener('keypress', this.take);
    this.pause();
  }

  private readonly take = (text: string | undefined, key: Key | undefined): void => {
    if (key?.name === 'paste-start') {
      this.pasted = '';
      return;
    }
    const together = key?.sequence ?? text;
    // Ctrl-C soon after Escape comes as one key.
    const sequence = together === '\u001B\u0003' ? '\u0003' : together;
    if (this.pasted !== null) {
      if (key?.name === 'paste-end') {
        this.waiting.push({ pasted: this.pasted.replace(/\s*[\r\n]+\s*/g, ' ') });
        this.pasted = null;
        this.pass();
      } else this.pasted += sequence ?? '';
      return;
    }
    if (key?.ctrl === true && key.name === 'z') {
      this.suspend();
      return;
    }
    if (sequence === undefined) return;
    this.waiting.push(sequence);
    this.pass();
  };

  /** Passes on one key, and the next one only when a prompt has dealt with it. */
  private pass(): void {
    if (this.onPaste === null || this.isBusy) return;
    const next = this.waiting.shift();
    if (next === undefined) return;
    this.isBusy = true;
    if (next === END) this.onEnd();
    else if (typeof next === 'string') this.stream.write(next);
    else this.onPaste(next.pasted);
    setImmediate(() => {
      this.isBusy = false;
      this.pass();
    });
  }

  /** Ctrl-Z: stops, with all that was started together, as other programs do, and takes the keys again afterwards. */
  private suspend(): void {
    // What stands below the cursor would mix with the shell's own line.
    this.output.write(`${BRACKETED_PASTE.off}\u001B[J\n`);
    this.terminal.setRawMode(false);
    const goOn = () => {
      clearTimeout(anyway);
      process.removeListener('SIGCONT', goOn);
      this.resume();
      this.onContinue();
    };
    // Where nobody could wake it up again, the system does not stop it.
    const anyway = setTimeout(goOn, 500);
    process.once('SIGCONT', goOn);
    process.kill(0, 'SIGTSTP');
  }
}
