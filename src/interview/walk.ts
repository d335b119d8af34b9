/** Going through the questions one after the other: each answer is saved at once, with a way back from everywhere. */
import { findMissing } from '../answers/facts.js';
import type { Framework } from '../model/index.js';
import { isMapping, valueAt } from '../yaml/values.js';
import type { Sitting } from './answers-session.js';
import { type Asking, helpOf, type Key, makePrompt, pathOf, type Prompt, readAnswer, type Reply } from './prompts.js';
import { idOfStep, keyOfStep, listSteps, type InterviewScope, type Standing, type Step } from './steps.js';

/** The person at the other end. */
export interface Terminal {
  /** Asks until there is an answer or a key. Rejects where the person is gone. */
  readonly ask: (prompt: Prompt) => Promise<Reply>;
  /** Says something; each line is a paragraph. */
  readonly tell: (lines: readonly string[]) => void;
  /** Lets the person write a longer text; a sentence where that failed, and then where the draft is. */
  readonly edit: (text: string) => Promise<{ readonly text: string } | { readonly problem: string }>;
  /** The person has an editor. */
  readonly canEdit: boolean;
}

/** All that an interview needs besides the answers. */
export interface Settings {
  readonly scope: InterviewScope;
  /** The day that is proposed as the plan's first, YYYY-MM-DD. */
  readonly proposedStart: string;
  /** The command to type to come back. */
  readonly resumeCommand: string;
  /** The command to type to be asked everything. */
  readonly wholeCommand: string;
  /** The command to type for one question a condition. */
  readonly quickCommand: string;
}

function positionOf(standings: readonly Standing[], step: Step): number {
  return standings.findIndex((one) => keyOfStep(one.step) === keyOfStep(step));
}

/** Thrown where the person wants to leave, from wherever that is in the interview. */
export class Leaving extends Error {
  override name = 'Leaving';
}

/** An answer, or a key that does not end the interview. */
type StayingReply = Reply & ({ readonly kind: 'answer' } | { readonly key: Exclude<Key, 'leave'> });

/** How a walk through questions ended: nothing is open any more, or the person wants the menu. */
type Went = 'done' | 'menu';

/** Where one is among the questions, and where one came from. Each way to ask throws Leaving. */
export class Walk {
  readonly sitting: Sitting;
  readonly terminal: Terminal;
  readonly settings: Settings;
  /** The sentence that the next prompt is to say first: a change that was refused. */
  refused: string | null = null;
  private last: Step | null = null;
  private readonly skipped = new Set<string>();

  constructor(sitting: Sitting, terminal: Terminal, settings: Settings) {
    this.sitting = sitting;
    this.terminal = terminal;
    this.settings = settings;
  }

  get framework(): Framework {
    return this.sitting.framework;
  }

  /** All that a prompt is made from. */
  asking(): Asking {
    const { framework, answers } = this.sitting;
    return { framework, answers, standings: this.standings(), proposedStart: this.settings.proposedStart };
  }

  standings(): Standing[] {
    return listSteps(this.sitting, this.settings.scope);
  }

  async ask(prompt: Prompt): Promise<StayingReply> {
    const reply = await this.terminal.ask(prompt);
    if (reply.kind === 'key' && reply.key === 'leave') throw new Leaving();
    return reply as StayingReply;
  }

  /** Asks what is open, from the first one on; what was skipped in this sitting comes again only where nothing else is open. */
  async askOpen(): Promise<Went> {
    if (this.nextOpen(null) === null) this.skipped.clear();
    return this.askFrom(this.nextOpen(null));
  }

  /** Asks the question again that was asked last, or else the last of all. */
  async askLast(): Promise<Went> {
    const standings = this.standings();
    const isAsked = this.last !== null && positionOf(standings, this.last) >= 0;
    return this.askFrom(isAsked ? this.last : (standings.at(-1)?.step ?? null));
  }

  /** Asks what a plan cannot do without, and nothing else. */
  async askRequired(): Promise<void> {
    const { facts, start } = findMissing(this.framework, this.sitting.answers);
    const isMissing = ({ step }: Standing) =>
      (step.kind === 'start' && start) || (step.kind === 'fact' && facts.some(({ id }) => id === step.id));
    for (const { step } of this.standings().filter(isMissing)) {
      this.last = step;
      if ((await this.askStep(step)) !== 'answered') return;
    }
  }

  /** Asks a question, and what is open from there on. */
  async askFrom(first: Step | null): Promise<Went> {
    for (let step = first; step !== null;) {
      this.last = step;
      const went = await this.askStep(step);
      if (went === 'menu') return went;
      if (went === 'back') {
        const before = this.beside(step, -1);
        if (before === null) this.terminal.tell(['This is the first question.']);
        step = before ?? step;
        continue;
      }
      if (went === 'skip') this.skipped.add(keyOfStep(step));
      else this.skipped.delete(keyOfStep(step));
      const next = this.nextOpen(step);
      if (next !== null && keyOfStep(next) !== keyOfStep(this.beside(step, 1) ?? next))
        this.terminal.tell(['What comes between is answered; on we go.']);
      step = next;
    }
    return 'done';
  }

  /** The first open question after a step, else the first open one at all; null where none is. */
  private nextOpen(after: Step | null): Step | null {
    const standings = this.standings();
    const isOpen = ({ step, status }: Standing) => status === 'open' && !this.skipped.has(keyOfStep(step));
    const from = after === null ? -1 : positionOf(standings, after);
    return (standings.slice(from + 1).find(isOpen) ?? standings.find(isOpen))?.step ?? null;
  }

  /** The question so many places after a step, or before it, in the order in which they are asked. */
  private beside(step: Step, places: number): Step | null {
    const standings = this.standings();
    return standings[positionOf(standings, step) + places]?.step ?? null;
  }

  private async askStep(step: Step): Promise<'answered' | 'skip' | 'back' | 'menu'> {
    let said: readonly string[] = [];
    for (;;) {
      const prompt = makePrompt(this.asking(), step);
      const reply = await this.ask({ ...prompt, remarks: [...said, ...prompt.remarks] });
      said = [];
      if (reply.kind === 'answer' || reply.key === 'unknown' || reply.key === 'not-applicable') {
        const value = reply.kind === 'answer' ? readAnswer(this.framework, step, reply.values) : reply.key;
        // A level may stand beside a note.
        const hasMore = isMapping(valueAt(this.sitting.data, pathOf(step)));
        const path = hasMore ? [...pathOf(step), 'level'] : pathOf(step);
        const problem = this.sitting.apply([{ path, value }]);
        if (problem === null) return 'answered';
        said = [problem];
      } else if (reply.key === 'help') said = helpOf(this.framework, step);
      else if (reply.key === 'note' || reply.key === 'evidence')
        await this.askBesides(step, prompt, reply.key, reply.text ?? '');
      else if (reply.key !== 'editor') return reply.key;
    }
  }

  /** @param given what was typed after the key, or an empty text */
  private async askBesides(step: Step, about: Prompt, key: 'note' | 'evidence', given: string): Promise<void> {
    const besides = () => this.sitting.answers.responses[idOfStep(step)] ?? { note: null, evidence: [] };
    const save = (typed: string) => {
      const value = key === 'note' ? readNote(typed) : readLinks(typed, besides().evidence);
      return this.sitting.apply([{ path: [...pathOf(step), key], value }]);
    };
    let problem = given === '' ? '' : save(given);
    // What was written in the editor and could not be saved.
    let draft: string | null = null;
    while (problem !== null) {
      const { note, evidence } = besides();
      const asked = key === 'note' ? this.describeNote(about, note) : describeLinks(about, evidence);
      const remarks = problem === '' ? asked.remarks : [problem, ...asked.remarks];
      const reply = await this.ask({ ...about, ...asked, remarks, progress: key, kind: 'text', choices: [] });
      if (reply.kind === 'key' && reply.key !== 'editor') return;
      if (reply.kind === 'answer') problem = save(reply.values[0]!.trim());
      else {
        const written = await this.terminal.edit(draft ?? note ?? '');
        if ('text' in written) draft = written.text.trim();
        problem = 'problem' in written ? written.problem : save(draft!);
      }
    }
  }

  private describeNote({ ask }: Prompt, note: string | null): Besides {
    return {
      ask: `Note on: ${ask}`,
      remarks: note === null ? [] : ['What you type takes the place of the note; - alone takes it away.'],
      keys: [...(this.terminal.canEdit ? (['editor'] as const) : []), 'back', 'leave'],
      current: note === null ? [] : [note],
    };
  }
}

/** A question about something beside an answer. */
type Besides = Pick<Prompt, 'ask' | 'remarks' | 'keys' | 'current'>;

function describeLinks({ ask }: Prompt, known: readonly string[]): Besides {
  return {
    ask: `A link or a document that shows it, for: ${ask}`,
    remarks: [
      ...known.map((link) => `So far: ${link}`),
      ...(known.length === 0 ? [] : ['- alone takes away the last one.']),
    ],
    keys: ['back', 'leave'],
    current: [],
  };
}

function readNote(typed: string): string | null {
  return typed === '' || typed === '-' ? null : typed;
}

function readLinks(typed: string, known: readonly string[]): readonly string[] | null {
  const links = typed === '-' ? known.slice(0, -1) : [...known, typed];
  return links.length === 0 ? null : links;
}
