/** The outcome of each input of a batch: shown as it comes, and counted for the summary. */
import { hasErrors } from '../../diagnostics/problem.js';
import { formatProblem } from '../../diagnostics/report.js';
import { askForReport } from '../../files/package.js';
import { formatNumber } from '../../text/numbers.js';
import { count } from '../../text/plurals.js';
import type { Console } from './console.js';
import { EXIT, type ExitCode, worst } from '../world.js';
import type { Delivered } from '../../pipeline/documents.js';
import type { Done } from '../../pipeline/run.js';

/** Of how many inputs each document is named as it is written, and how many inputs that failed the summary names. */
const MOST_NAMED = 20;

type Kind = Delivered['kind'];

/** Shows each result as it comes, and counts for the summary. */
export class Results {
  code: ExitCode = EXIT.done;
  private readonly console: Console;
  readonly inputs: number;
  private readonly most: number;
  private readonly counts = new Map<Kind, number>();
  /** Inputs that failed, with their first problem. */
  private readonly failed: { readonly input: string; readonly why: string }[] = [];
  private shown = 0;
  private hidden = 0;

  /**
   * @param inputs how many there are
   * @param most so many problems are shown one by one
   */
  constructor(console: Console, inputs: number, most: number) {
    this.console = console;
    this.inputs = inputs;
    this.most = most;
  }

  /** Shows what is wrong with an input, and counts it among those that failed where anything of it is missing. */
  tell(input: string, { problems, failures, fault }: Omit<Done<unknown>, 'value'>, isMade: boolean): void {
    this.console.problems(problems.slice(0, this.takeRoom(problems.length)));
    for (const failure of failures.slice(0, this.takeRoom(failures.length))) this.console.error(failure);
    if (fault !== null) this.console.error(`${input} met a fault of scaleplan itself: ${fault}`, askForReport());
    const isWhole = isMade && failures.length === 0;
    if (!isWhole) {
      const first = problems.find((problem) => hasErrors([problem]));
      const why = failures[0] ?? (first === undefined ? null : formatProblem(first).split('\n')[0]!);
      this.failed.push({ input, why: why ?? `${input}: a fault of scaleplan itself` });
    }
    if (fault !== null) this.raise(EXIT.fault);
    else if (failures.length > 0) this.raise(EXIT.usage);
    else if (!isWhole || hasErrors(problems)) this.raise(EXIT.problems);
  }

  /** How many of so many more can be shown one by one. */
  private takeRoom(wanted: number): number {
    const room = Math.min(wanted, this.most - this.shown);
    this.shown += room;
    this.hidden += wanted - room;
    return room;
  }

  raise(code: ExitCode): void {
    this.code = worst([this.code, code]);
  }

  /** Says what became of a document. */
  count(input: string, document: string, delivered: Delivered): void {
    const { kind, file } = delivered;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    const facts = { type: 'document', status: kind, input, document, file: file ?? undefined };
    const isNamed = this.inputs <= MOST_NAMED || this.console.isForPrograms;
    if (kind === 'written' && isNamed) this.console.info(`wrote ${file!}`, facts);
    if (kind === 'unchanged' && isNamed)
      this.console.info(
        `${file!} is up to date${delivered.isEdited === true ? ', but for what a person has changed in it' : ''}`,
        facts,
      );
    if (kind === 'missing' || kind === 'out-of-date') {
      this.console.error(
        `${file!} is ${kind === 'missing' ? 'missing' : 'out of date'}`,
        this.inputs === 1 ? 'make it with the same command without --check' : null,
        facts,
      );
      this.raise(EXIT.problems);
    }
    if (kind === 'left-alone') {
      this.console.error(
        `${file!} was changed by a person, or is not a document of scaleplan, and is left alone; the new text is in ${delivered.beside}`,
        'take over what you need from it, or overwrite the document with scaleplan generate --force',
        { ...facts, beside: delivered.beside },
      );
      this.raise(EXIT.problems);
    }
  }

  /** Says how far the run came that a signal has ended. */
  tellInterrupted(done: number, code: ExitCode): void {
    this.raise(code);
    this.console.error(
      `interrupted: ${done} of ${count(this.inputs, 'input')} are done`,
      'start the same command again to go on; what is right by then is not written again',
    );
  }

  /** Says that there are more problems than were shown, of however many inputs. */
  tellHidden(): void {
    if (this.hidden > 0)
      this.console.error(`${count(this.hidden, 'problem')} more not shown`, 'show more with --max-problems');
  }

  /**
   * Which inputs failed and why, and how many documents are what.
   * @param before what else to count, before these
   */
  summarize(before: Readonly<Record<string, number>> = {}): void {
    const shown = this.console.isForPrograms ? this.failed : this.failed.slice(0, MOST_NAMED);
    for (const { input, why } of shown) this.console.info(`failed: ${why}`, { type: 'failed', input });
    const more = this.failed.length - shown.length;
    if (more > 0) this.console.info(`failed: ${count(more, 'input')} more`);
    const number = (kind: Kind) => this.counts.get(kind) ?? 0;
    const counts = {
      ...before,
      written: number('written'),
      unchanged: number('unchanged'),
      'edited by hand': number('left-alone'),
      missing: number('missing'),
      'out of date': number('out-of-date'),
      failed: this.failed.length,
    };
    const all = Object.entries(counts);
    const said = all.flatMap(([what, number]) => (number > 0 ? [`${formatNumber(number)} ${what}`] : []));
    const facts = Object.fromEntries(all.map(([what, number]) => [what.replaceAll(' ', '_'), number]));
    this.console.info(`${count(this.inputs, 'input')}: ${said.join(', ') || 'nothing to do'}`, {
      type: 'summary',
      inputs: this.inputs,
      ...facts,
    });
  }
}
