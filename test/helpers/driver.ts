/** An interview in slow motion: one prompt at a time, answered by a test. */
import { conductInterview, type InterviewEnding } from '../../src/interview/conduct.js';
import type { Settings, Terminal } from '../../src/interview/walk.js';
import type { Key, Prompt, Reply } from '../../src/interview/prompts.js';
import { Sitting } from '../../src/interview/answers-session.js';
import type { InterviewScope } from '../../src/interview/steps.js';
import type { Framework } from '../../src/model/index.js';

/** A file in memory. */
export interface MadeUpFile {
  text: string | null;
}

export class Driver {
  readonly told: string[] = [];
  /** What the editor gives back. */
  edited: { text: string } | { problem: string } = { text: '' };
  private waiting: { prompt: Prompt; answer: (reply: Reply) => void } | null = null;
  private ended: InterviewEnding | null = null;
  private wake: (() => void) | null = null;

  constructor(framework: Framework, file: MadeUpFile, scope: Partial<InterviewScope> = {}) {
    const store = {
      file: 'answers.yaml',
      read: () => file.text,
      write: (text: string) => void (file.text = text),
    };
    const sitting = Sitting.open(framework, store);
    if (!(sitting instanceof Sitting)) throw new Error(JSON.stringify(sitting));
    const terminal: Terminal = {
      ask: (prompt) =>
        new Promise((answer) => {
          this.waiting = { prompt, answer };
          this.wake?.();
        }),
      tell: (lines) => void this.told.push(...lines),
      edit: () => Promise.resolve(this.edited),
      canEdit: true,
    };
    const settings: Settings = {
      scope: { quick: false, only: null, ...scope },
      proposedStart: '2027-07-01',
      resumeCommand: 'scaleplan interview answers.yaml',
      wholeCommand: 'scaleplan interview answers.yaml',
      quickCommand: 'scaleplan interview answers.yaml --quick',
    };
    void conductInterview(sitting, terminal, settings).then((ending) => {
      this.ended = ending;
      this.wake?.();
    });
  }

  /** The prompt that is open, or how the interview ended. */
  async now(): Promise<Prompt | InterviewEnding> {
    while (this.waiting === null && this.ended === null) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.waiting?.prompt ?? this.ended!;
  }

  /** Replies to the open prompt; gives what comes next. */
  async reply(reply: Reply): Promise<Prompt | InterviewEnding> {
    const { answer } = this.waiting!;
    this.waiting = null;
    answer(reply);
    return this.now();
  }

  answer(...values: string[]): Promise<Prompt | InterviewEnding> {
    return this.reply({ kind: 'answer', values });
  }

  press(key: Key): Promise<Prompt | InterviewEnding> {
    return this.reply({ kind: 'key', key });
  }

  /** The question that is open. */
  async asks(): Promise<string> {
    const now = await this.now();
    return typeof now === 'string' ? now : now.ask;
  }
}
