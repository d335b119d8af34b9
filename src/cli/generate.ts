/** `scaleplan generate`: answers files to documents, one or thousands. */
import { dirname, resolve } from 'node:path';
import { sweepTemporaries } from '../io/files.js';
import { findNearest } from '../io/nearest.js';
import { hasErrors } from '../io/problems.js';
import { formatProblem, plural } from '../io/report.js';
import type { Templates } from '../render/render.js';
import { chooseJobs, makeAll } from './batch.js';
import { Console, type SharedOptions } from './console.js';
import { findInputs, type Input, readInput } from './inputs.js';
import { EXIT, type ExitCode, type Io, UserError, worst } from './io.js';
import { loadFrameworkInUse, loadTemplates } from './load.js';
import { type Delivered, type Done, type Making, PLAN_JSON, type Task } from './make.js';
import { findDestination, makeDestination, planTargets } from './outputs.js';
import { Progress } from './progress.js';
import { type Shard, takeShard } from './shard.js';
import { ENDS, onSignal, type Signal } from './signals.js';

/** Options of `generate`. */
export interface GenerateOptions extends SharedOptions {
  readonly output?: string;
  readonly document?: readonly string[];
  readonly conditions?: string;
  readonly templates?: string;
  readonly force?: boolean;
  readonly check?: boolean;
  readonly strict?: boolean;
  readonly effort?: 'normal' | 'high';
  readonly jobs?: number;
  readonly shard?: Shard;
  readonly inputsFrom?: string;
  readonly maxProblems?: number;
}

/** Makes the documents of every input; one bad input never stops the others. */
export async function generate(io: Io, given: readonly string[], options: GenerateOptions): Promise<ExitCode> {
  return Console.with(io, options, (console) => generateAll(io, given, options, console));
}

async function generateAll(
  io: Io,
  given: readonly string[],
  options: GenerateOptions,
  console: Console,
): Promise<ExitCode> {
  const { value: framework, problems } = loadFrameworkInUse(io, options.conditions);
  if (framework === undefined) {
    console.problems(problems);
    return EXIT.problems;
  }
  const { templates, problems: templateProblems } = await loadTemplates(io, options.templates);
  if (templateProblems.length > 0) {
    console.problems(templateProblems);
    return EXIT.problems;
  }
  const documents = [...new Set((options.document ?? ['plan']).map((name) => findDocument(name, templates)))];
  const destination = findDestination(io, options.output);
  if (options.check === true && destination.kind === 'stdout')
    throw new UserError('--check needs a place to look at', 'say with -o where the documents are');
  const all = await findInputs(
    io,
    given,
    destination.kind === 'folder' ? resolve(io.cwd, destination.folder) : null,
    options.inputsFrom,
  );
  // Names are compared over all inputs, so that no two shards write one file.
  const targets = planTargets(io.cwd, all, documents, destination);
  const byInput = new Map<Input, Task['targets'][number][]>(all.map((input) => [input, []]));
  for (const { input, document, file } of targets) byInput.get(input)!.push({ document, file });
  const inputs = takeShard(all, options.shard);
  const tasks = await Promise.all(
    inputs.map(async (input): Promise<Task> => ({
      file: input.file,
      text: input.path === null ? await readInput(io, input) : null,
      targets: byInput.get(input)!,
    })),
  );
  const making: Making = {
    framework,
    templates,
    strict: options.strict ?? false,
    effort: options.effort ?? 'normal',
    force: options.force ?? false,
    check: options.check ?? false,
    cwd: io.cwd,
  };
  if (!making.check) {
    makeDestination(io.cwd, destination);
    sweepFolders(io, tasks);
  }
  const settings = {
    packageFolder: io.packageFolder,
    conditions: options.conditions,
    ownTemplates: options.templates,
  };
  const reporter = options.reporter ?? 'pretty';
  const results = new Results(io, console, tasks.length, options.maxProblems ?? MOST_PROBLEMS, reporter === 'json');
  const progress = new Progress(io, tasks.length, options.quiet === true || reporter === 'json');
  const interruption = new AbortController();
  const stopHearing = onSignal((by) => {
    stopHearing();
    interruption.abort(by);
  });
  try {
    let next = 0;
    for await (const done of makeAll(
      tasks,
      making,
      options.jobs ?? chooseJobs(tasks.length),
      settings,
      interruption.signal,
    )) {
      progress.clear();
      results.take(tasks[next++]!, done);
      progress.step();
    }
    progress.clear();
    if (interruption.signal.aborted) {
      results.tellInterrupted(next, ENDS[interruption.signal.reason as Signal]);
    }
  } finally {
    stopHearing();
  }
  results.tellHidden();
  if (all.length > 1) results.summarize();
  return results.code;
}

/** Takes away what a run that was killed has left beside the documents. */
function sweepFolders(io: Io, tasks: readonly Task[]): void {
  const folders = new Set(
    tasks.flatMap(({ targets }) =>
      targets.flatMap(({ file }) => (file === null ? [] : dirname(resolve(io.cwd, file)))),
    ),
  );
  for (const folder of folders) sweepTemporaries(folder);
}

/** The document that `-d` names: a template NAME.EXT.hbs by NAME.EXT, or by NAME where only one has that name. */
function findDocument(name: string, templates: Templates): string {
  const known = [...templates.documents.keys()];
  if (name === PLAN_JSON) return PLAN_JSON;
  if (known.includes(name)) return name;
  const byStem = known.filter((one) => one.slice(0, one.lastIndexOf('.')) === name);
  if (byStem.length === 1) return byStem[0]!;
  if (byStem.length > 1)
    throw new UserError(
      `several documents are called ${name}: ${byStem.join(', ')}`,
      'name one with its ending, as in -d plan.md',
    );
  const near = findNearest(name, [...known, PLAN_JSON, ...known.map((one) => one.slice(0, one.lastIndexOf('.')))]);
  throw new UserError(
    `there is no template for the document ${name}`,
    near === undefined ? `there is one for each of: ${[...known, PLAN_JSON].join(', ')}` : `did you mean "${near}"?`,
  );
}

/** How many problems are shown one by one, unless told. */
const MOST_PROBLEMS = 200;
/** Of how many inputs each document is named as it is written. */
const MOST_NAMED = 20;
/** How many inputs that failed the summary names. */
const MOST_FAILED = 20;

type Kind = Delivered['kind'];

/** Shows each result as it comes, and counts for the summary. */
class Results {
  code: ExitCode = EXIT.done;
  private readonly io: Io;
  private readonly console: Console;
  private readonly inputs: number;
  private readonly most: number;
  /** Programs hear of every input, people of few. */
  private readonly isForPrograms: boolean;
  private readonly counts = new Map<Kind, number>();
  /** Inputs that failed, with their first problem. */
  private readonly failed: { readonly input: string; readonly why: string }[] = [];
  private shown = 0;
  private hidden = 0;

  constructor(io: Io, console: Console, inputs: number, most: number, isForPrograms: boolean) {
    this.io = io;
    this.console = console;
    this.inputs = inputs;
    this.most = most;
    this.isForPrograms = isForPrograms;
  }

  take({ file: input, targets }: Task, { problems, failures, fault, outcomes, printed }: Done): void {
    this.console.problems(problems.slice(0, this.takeRoom(problems.length)));
    for (const failure of failures.slice(0, this.takeRoom(failures.length))) this.console.error(failure);
    if (fault !== null)
      this.console.error(
        `${input} met a fault of scaleplan itself: ${fault}`,
        'please report it with the files in use and these words',
      );
    for (const text of printed) this.io.stdout.write(text);
    const isWhole = outcomes.length > 0 && failures.length === 0;
    if (!isWhole) {
      const first = problems.find((problem) => hasErrors([problem]));
      const why = failures[0] ?? (first === undefined ? null : formatProblem(first).split('\n')[0]!);
      this.failed.push({ input, why: why ?? `${input}: a fault of scaleplan itself` });
    }
    this.raise(
      fault !== null
        ? EXIT.fault
        : failures.length > 0
          ? EXIT.usage
          : !isWhole || hasErrors(problems)
            ? EXIT.problems
            : EXIT.done,
    );
    outcomes.forEach((outcome, n) => this.count(input, targets[n]!.document, outcome));
  }

  /** How many of so many more can be shown one by one. */
  private takeRoom(wanted: number): number {
    const room = Math.min(wanted, this.most - this.shown);
    this.shown += room;
    this.hidden += wanted - room;
    return room;
  }

  private raise(code: ExitCode): void {
    this.code = worst([this.code, code]);
  }

  private count(input: string, document: string, delivered: Delivered): void {
    const { kind, file } = delivered;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    const facts = { type: 'document', status: kind, input, document, file: file ?? undefined };
    const isNamed = this.inputs <= MOST_NAMED || this.isForPrograms;
    if (kind === 'written' && isNamed) this.console.info(`wrote ${file!}`, facts);
    if (kind === 'unchanged' && isNamed) this.console.info(`${file!} is up to date`, facts);
    if (kind === 'missing' || kind === 'out-of-date') {
      this.console.error(`${file!} is ${kind === 'missing' ? 'missing' : 'out of date'}`, null, facts);
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
      `interrupted: ${done} of ${plural(this.inputs, 'input')} are done`,
      'start the same command again to go on; what is right by then is not written again',
    );
  }

  /** Says that there are more problems than were shown, of however many inputs. */
  tellHidden(): void {
    if (this.hidden > 0)
      this.console.error(`${plural(this.hidden, 'problem')} more not shown`, 'show more with --max-problems');
  }

  /** Which inputs failed and why, and how many documents are what. */
  summarize(): void {
    const shown = this.isForPrograms ? this.failed : this.failed.slice(0, MOST_FAILED);
    for (const { input, why } of shown) this.console.info(`failed: ${why}`, { type: 'failed', input });
    const more = this.failed.length - shown.length;
    if (more > 0) this.console.info(`failed: ${plural(more, 'input')} more`);
    const count = (kind: Kind) => this.counts.get(kind) ?? 0;
    const counts = {
      written: count('written'),
      unchanged: count('unchanged'),
      'edited by hand': count('left-alone'),
      missing: count('missing'),
      'out of date': count('out-of-date'),
      failed: this.failed.length,
    };
    const parts = Object.entries(counts).filter(([, number]) => number > 0);
    const said = parts.map(([what, number]) => `${number} ${what}`).join(', ');
    const facts = Object.fromEntries(
      Object.entries(counts).map(([what, number]) => [what.replaceAll(' ', '_'), number]),
    );
    this.console.info(`${plural(this.inputs, 'input')}: ${said === '' ? 'nothing to do' : said}`, {
      type: 'summary',
      inputs: this.inputs,
      ...facts,
    });
  }
}
