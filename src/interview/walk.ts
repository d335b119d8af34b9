/** Going through the questions one after the other: each answer is saved at once, with a way back from everywhere. */
import { findMissing } from '../answers/facts.js';
import type { Framework } from '../model/index.js';
import type { Sitting } from './answers-session.js';
import { type Asking, editFor, helpOf, makePrompt, pathOf, type Prompt, type Reply } from './prompts.js';
import { keyOfStep, listSteps, type InterviewScope, type Standing, type Step } from './steps.js';

/** The person at the other end. */
export interface Terminal {
  /** Asks until there is an answer or a key. Rejects where the person is gone. */
  readonly ask: (prompt: Prompt) => Promise<Reply>;
  /** Says something; each line is a paragraph. */
  readonly tell: (lines: readonly string[]) => void;
  /** Lets the person write a longer text; a sentence where that failed, and then where the draft is. */
  readonly edit: (text: string) => Promise<{ readonly text: string } | { readonly problem: string }>;
  /** Whether the person has an editor. */
  readonly canEdit: boolean;
}

/** What an interview needs besides the answers. */
export interface Settings {
  readonly scope: InterviewScope;
  /** The day that is proposed as the plan's first, YYYY-MM-DD. */
  readonly proposedStart: string;
  /** What to type to come back. */
  readonly resumeCommand: string;
  /** What to type to be asked everything. */
  readonly wholeCommand: string;
  /** What to type for one question a condition. */
  readonly quickCommand: string;
}

/** What is asked with the answers so far, and what of it is answered. */
export function standingsOf({ framework, answers, data }: Sitting, scope: InterviewScope): Standing[] {
  return listSteps(framework, answers, data['years'] !== undefined, scope);
}

function positionOf(standings: readonly Standing[], step: Step): number {
  return standings.findIndex((one) => keyOfStep(one.step) === keyOfStep(step));
}

/** How a walk through questions ended: nothing is open any more, or the person wants the menu, or to leave. */
type Went = 'done' | 'menu' | 'leave';

/** Where one is among the questions, and where one came from. */
export class Walk {
  readonly sitting: Sitting;
  readonly terminal: Terminal;
  readonly settings: Settings;
  /** What the next prompt is to say first: a change that was refused. */
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
    return standingsOf(this.sitting, this.settings.scope);
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
  async askRequired(): Promise<Went> {
    const { facts, start } = findMissing(this.framework, this.sitting.answers);
    const isMissing = ({ step }: Standing) =>
      (step.kind === 'start' && start) || (step.kind === 'fact' && facts.some(({ id }) => id === step.id));
    for (const { step } of this.standings().filter(isMissing)) {
      this.last = step;
      const went = await this.askStep(step);
      if (went === 'leave') return went;
      if (went !== 'answered') return 'menu';
    }
    return 'menu';
  }

  /** Asks a question, and what is open from there on. */
  async askFrom(first: Step | null): Promise<Went> {
    for (let step = first; step !== null;) {
      this.last = step;
      const went = await this.askStep(step);
      if (went === 'leave' || went === 'menu') return went;
      if (went === 'back') {
        const before = this.before(step);
        if (before === null) this.terminal.tell(['This is the first question.']);
        step = before ?? step;
        continue;
      }
      if (went === 'skip') this.skipped.add(keyOfStep(step));
      else this.skipped.delete(keyOfStep(step));
      const next = this.nextOpen(step);
      if (next !== null && keyOfStep(next) !== keyOfStep(this.following(step) ?? next))
        this.terminal.tell(['What comes between is answered; on we go.']);
      step = next;
    }
    return 'done';
  }

  /** The first open question behind a step, else the first open one at all; null where none is. */
  private nextOpen(after: Step | null): Step | null {
    const standings = this.standings();
    const isOpen = ({ step, status }: Standing) => status === 'open' && !this.skipped.has(keyOfStep(step));
    const from = after === null ? -1 : positionOf(standings, after);
    return (standings.slice(from + 1).find(isOpen) ?? standings.find(isOpen))?.step ?? null;
  }

  /** The question before a step, in the order in which they are asked. */
  private before(step: Step): Step | null {
    const standings = this.standings();
    return standings[positionOf(standings, step) - 1]?.step ?? null;
  }

  private following(step: Step): Step | null {
    const standings = this.standings();
    return standings[positionOf(standings, step) + 1]?.step ?? null;
  }

  private async askStep(step: Step): Promise<'answered' | 'skip' | 'back' | 'menu' | 'leave'> {
    const { sitting, terminal } = this;
    let said: readonly string[] = [];
    for (;;) {
      const prompt = makePrompt(this.asking(), step);
      const reply = await terminal.ask({ ...prompt, remarks: [...said, ...prompt.remarks] });
      said = [];
      if (reply.kind === 'answer') {
        const problem = sitting.apply([editFor(this.framework, step, reply.values, this.hasMore(step))]);
        if (problem === null) return 'answered';
        said = [problem];
        continue;
      }
      switch (reply.key) {
        case 'back':
        case 'skip':
        case 'menu':
        case 'leave':
          return reply.key;
        case 'unknown':
        case 'not-applicable': {
          const path = this.hasMore(step) ? [...pathOf(step), 'level'] : pathOf(step);
          const problem = sitting.apply([{ path, value: reply.key }]);
          if (problem === null) return 'answered';
          said = [problem];
          break;
        }
        case 'help':
          said = helpOf(this.framework, step);
          break;
        case 'note':
        case 'evidence': {
          const text = reply.text ?? '';
          const added =
            reply.key === 'note' ? await this.askNote(step, prompt, text) : await this.askEvidence(step, prompt, text);
          if (added === 'leave') return 'leave';
          break;
        }
        case 'editor':
          break;
        default:
          reply.key satisfies never;
      }
    }
  }

  /** Whether a mapping stands at the place of an answer, with a note beside its level perhaps. */
  private hasMore(step: Step): boolean {
    const at = pathOf(step).reduce<unknown>(
      (data, key) => (typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined),
      this.sitting.data,
    );
    return typeof at === 'object' && at !== null && !Array.isArray(at);
  }

  /** @param given a note that was typed behind the key, or an empty text */
  private async askNote(step: Step, about: Prompt, given: string): Promise<'done' | 'leave'> {
    const { sitting, terminal } = this;
    const refused = given === '' ? null : this.saveNote(step, given);
    if (given !== '' && refused === null) return 'done';
    let remarks: readonly string[] = refused === null ? [] : [refused];
    // What was written in the editor and could not be saved.
    let draft: string | null = null;
    for (;;) {
      const note = sitting.answers.responses[idOf(step)]?.note ?? null;
      const reply = await terminal.ask({
        ...about,
        progress: 'note',
        ask: `Note on: ${about.ask}`,
        remarks: [
          ...remarks,
          ...(note === null ? [] : ['What you type takes the place of the note; - alone takes it away.']),
        ],
        keys: [...(terminal.canEdit ? (['editor'] as const) : []), 'back', 'leave'],
        kind: 'text',
        choices: [],
        current: note === null ? [] : [note],
      });
      if (reply.kind === 'key' && reply.key !== 'editor') return reply.key === 'leave' ? 'leave' : 'done';
      let typed: string;
      if (reply.kind === 'key') {
        const written = await terminal.edit(draft ?? note ?? '');
        if ('problem' in written) {
          remarks = [written.problem];
          continue;
        }
        typed = draft = written.text.trim();
      } else [typed] = reply.values as [string];
      const problem = this.saveNote(step, typed.trim());
      if (problem === null) return 'done';
      remarks = [problem];
    }
  }

  private saveNote(step: Step, note: string): string | null {
    return this.sitting.apply([{ path: [...pathOf(step), 'note'], value: note === '' || note === '-' ? null : note }]);
  }

  /** @param given a link that was typed behind the key, or an empty text */
  private async askEvidence(step: Step, about: Prompt, given: string): Promise<'done' | 'leave'> {
    const refused = given === '' ? null : this.saveLink(step, given);
    if (given !== '' && refused === null) return 'done';
    let remarks: readonly string[] = refused === null ? [] : [refused];
    for (;;) {
      const known = this.sitting.answers.responses[idOf(step)]?.evidence ?? [];
      const reply = await this.terminal.ask({
        ...about,
        progress: 'evidence',
        ask: `A link or a document that shows it, for: ${about.ask}`,
        remarks: [
          ...remarks,
          ...known.map((link) => `So far: ${link}`),
          ...(known.length === 0 ? [] : ['- alone takes away the last one.']),
        ],
        keys: ['back', 'leave'],
        kind: 'text',
        choices: [],
        current: [],
      });
      if (reply.kind === 'key') return reply.key === 'leave' ? 'leave' : 'done';
      const problem = this.saveLink(step, reply.values[0]!.trim());
      if (problem === null) return 'done';
      remarks = [problem];
    }
  }

  private saveLink(step: Step, typed: string): string | null {
    const known = this.sitting.answers.responses[idOf(step)]?.evidence ?? [];
    const links = typed === '-' ? known.slice(0, -1) : [...known, typed];
    return this.sitting.apply([{ path: [...pathOf(step), 'evidence'], value: links.length === 0 ? null : links }]);
  }
}

function idOf(step: Step): string {
  return 'id' in step ? step.id : step.kind;
}
