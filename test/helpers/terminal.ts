/** The built program in a real terminal: a pseudo-terminal made by `script` (util-linux), its screen read by xterm's own parser. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { PACKAGE_FOLDER } from './run.js';

const BIN = join(PACKAGE_FOLDER, 'bin/scaleplan.js');
/** How long something may take to show on the screen before a test gives up. */
const PATIENCE_MS = 60_000;

export interface TerminalOptions {
  readonly cwd: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Open a shell, which a test then types the command into, so that the program can be stopped and go on. */
  readonly inShell?: boolean;
}

/** Terminals opened so far, so that each has a file of its own. */
let count = 0;

export class TestTerminal {
  /** All that was written, with every escape sequence. */
  raw = '';
  private readonly process: ChildProcess;
  private readonly emulator: InstanceType<typeof xterm.Terminal>;
  private readonly about: string;
  private ended: number | null = null;
  private readonly exit: Promise<number>;

  constructor(args: readonly string[], { cwd, columns = 80, rows = 24, env = {}, inShell = false }: TerminalOptions) {
    this.emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 5000 });
    this.about = join(cwd, `.terminal-${count++}`);
    const program = `node '${BIN}' ${args.join(' ')}`;
    const command = `tty > '${this.about}'; echo $$ >> '${this.about}'; stty cols ${columns} rows ${rows}; exec ${inShell ? 'sh -i' : program}`;
    this.process = spawn('script', ['-qefc', command, '/dev/null'], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', HOME: cwd, TERM: 'xterm-256color', SHELL: '/bin/sh', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.process.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.raw += text;
      this.emulator.write(text);
    });
    if (inShell) this.press(`${program}\r`);
    this.exit = new Promise((resolve) => {
      this.process.on('close', (code) => {
        this.ended = code ?? -1;
        resolve(this.ended);
      });
    });
  }

  /** The lines on the screen, without what is blank at their ends. */
  lines(): string[] {
    const buffer = this.emulator.buffer.active;
    return Array.from({ length: this.emulator.rows }, (_, n) =>
      (buffer.getLine(buffer.baseY + n)?.translateToString(true) ?? '').trimEnd(),
    );
  }

  screen(): string {
    return this.lines().join('\n');
  }

  /** Everything that stands on the screen or has scrolled away. */
  history(): string {
    const buffer = this.emulator.buffer.active;
    return Array.from({ length: buffer.length }, (_, n) => buffer.getLine(n)!.translateToString(true).trimEnd()).join(
      '\n',
    );
  }

  /** Waits until the screen shows something. */
  async shows(what: RegExp): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (!what.test(this.screen())) {
      if (Date.now() > until || this.ended !== null)
        throw new Error(`${String(what)} is not on the screen:\n${this.screen()}\n(ended: ${String(this.ended)})`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Presses keys; what they say shows on the screen once they are taken. */
  press(keys: string): void {
    this.process.stdin!.write(keys);
  }

  /** Waits for a question, and answers it. */
  async answer(question: RegExp, keys: string): Promise<void> {
    await this.shows(question);
    this.press(keys);
  }

  resize(columns: number, rows: number): void {
    const [device] = readFileSync(this.about, 'utf8').split('\n');
    this.emulator.resize(columns, rows);
    execFileSync('stty', ['-F', device!, 'cols', String(columns), 'rows', String(rows)]);
  }

  /** Sends the program a signal. */
  signal(name: NodeJS.Signals): void {
    if (!existsSync(this.about)) throw new Error('the program has not begun');
    process.kill(Number(readFileSync(this.about, 'utf8').split('\n')[1]), name);
  }

  /** The code that the program ends with. */
  async end(): Promise<number> {
    return this.exit;
  }

  /** Ends what is left. */
  close(): void {
    if (this.ended !== null) return;
    if (existsSync(this.about)) this.signal('SIGKILL');
    this.process.kill('SIGKILL');
  }
}
