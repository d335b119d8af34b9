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
import { findDestination, planTargets } from './outputs.js';
import { Progress } from './progress.js';
import { type Shard, takeShard } from './shard.js';

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
  const documents = [
    ...new Set((options.document ?? ['plan']).map((name) => findDocument(name, templates, PLAN_JSON))),
  ];
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
  const targets = planTargets(all, documents, destination);
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
  if (!making.check) sweepFolders(io, tasks);
  const jobs = options.jobs ?? chooseJobs(tasks.length);
  const settings = {
    packageFolder: io.packageFolder,
    conditions: options.conditions,
    ownTemplates: options.templates,
  };
  const results = new Results(io, console, tasks.length, options.maxProblems ?? MOST_PROBLEMS);
  const progress = new Progress(
    io,
    tasks.length,
    options.quiet === true || (options.reporter ?? 'pretty') !== 'pretty',
  );
  for await (const done of makeAll(tasks, making, jobs, settings)) {
    progress.clear();
    results.take(done);
    progress.step();
  }
  progress.end();
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

/**
 * The document that `-d` names: a template NAME.EXT.hbs by NAME.EXT, or by NAME where only one has that name.
 * @param data the document that has no template
 */
export function findDocument(name: string, templates: Templates, data: string): string {
  const known = [...templates.documents.keys()];
  if (name === data) return data;
  if (known.includes(name)) return name;
  const byStem = known.filter((one) => one.slice(0, one.lastIndexOf('.')) === name);
  if (byStem.length === 1) return byStem[0]!;
  if (byStem.length > 1)
    throw new UserError(
      `several documents are called ${name}: ${byStem.join(', ')}`,
      'name one with its ending, as in -d plan.md',
    );
  const near = findNearest(name, [...known, data, ...known.map((one) => one.slice(0, one.lastIndexOf('.')))]);
  throw new UserError(
    `there is no template for the document ${name}`,
    near === undefined ? `there is one for each of: ${[...known, data].join(', ')}` : `did you mean "${near}"?`,
  );
}

/** How many problems are shown one by one, unless told. */
export const MOST_PROBLEMS = 200;
/** Of how many inputs each document is named as it is written. */
const MOST_NAMED = 20;
/** How many inputs that failed the summary names. */
const MOST_FAILED = 20;

type Kind = Delivered['kind'];

/** Shows each result as it comes, and counts for the summary. */
export class Results {
  code: ExitCode = EXIT.done;
  private readonly io: Io;
  private readonly console: Console;
  private readonly inputs: number;
  private readonly most: number;
  private readonly counts = new Map<Kind, number>();
  /** Why inputs failed, a line each. */
  private readonly failed: string[] = [];
  private failures = 0;
  private shown = 0;
  private hidden = 0;

  constructor(io: Io, console: Console, inputs: number, most: number) {
    this.io = io;
    this.console = console;
    this.inputs = inputs;
    this.most = most;
  }

  take({ problems, failures, outcomes, printed }: Done): void {
    this.tell(problems, failures, outcomes.length > 0);
    for (const text of printed) this.io.stdout.write(text);
    outcomes.forEach((outcome) => this.count(outcome));
  }

  /** Shows what is wrong with an input, and counts it among those that failed where anything of it is missing. */
  tell(problems: Done['problems'], failures: readonly string[], isMade: boolean): void {
    const room = Math.max(0, this.most - this.shown);
    this.console.problems(problems.slice(0, room));
    this.shown += Math.min(room, problems.length);
    this.hidden += Math.max(0, problems.length - room);
    for (const failure of failures) this.console.error(failure);
    if (!isMade || failures.length > 0) this.fail(problems, failures);
    this.raise(failures.length > 0 ? EXIT.usage : !isMade || hasErrors(problems) ? EXIT.problems : EXIT.done);
  }

  private fail(problems: Done['problems'], failures: readonly string[]): void {
    this.failures++;
    if (this.failed.length >= MOST_FAILED) return;
    const first = problems.find((problem) => hasErrors([problem]));
    this.failed.push(failures[0] ?? (first === undefined ? 'no document' : formatProblem(first).split('\n')[0]!));
  }

  raise(code: ExitCode): void {
    this.code = worst([this.code, code]);
  }

  /** Says what became of a document. */
  count(delivered: Delivered): void {
    const { kind, file } = delivered;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    const isNamed = this.inputs <= MOST_NAMED;
    if (kind === 'written' && isNamed) this.console.info(`wrote ${file!}`);
    if (kind === 'unchanged' && isNamed) this.console.info(`${file!} is up to date`);
    if (kind === 'missing' || kind === 'out-of-date') {
      this.console.error(`${file!} is ${kind === 'missing' ? 'missing' : 'out of date'}`);
      this.raise(EXIT.problems);
    }
    if (kind === 'left-alone') {
      this.console.error(
        `${file!} was changed by a person, or is not a document of scaleplan, and is left alone; the new text is in ${delivered.beside}`,
        'take over what you need from it, or use --force to overwrite the document',
      );
      this.raise(EXIT.problems);
    }
  }

  /** Says that there are more problems than were shown, of however many inputs. */
  tellHidden(): void {
    if (this.hidden > 0)
      this.console.error(`${plural(this.hidden, 'problem')} more not shown`, 'show more with --max-problems');
  }

  /**
   * How many of which, and which inputs failed and why.
   * @param before what else to count, before these
   */
  summarize(before: readonly (readonly [number, string])[] = []): void {
    const count = (kind: Kind) => this.counts.get(kind) ?? 0;
    const parts = [
      ...before,
      [count('written'), 'written'],
      [count('unchanged'), 'up to date'],
      [count('left-alone'), 'left alone'],
      [count('missing'), 'missing'],
      [count('out-of-date'), 'out of date'],
      [this.failures, 'failed'],
    ] as const;
    if (this.failures > 0 && this.inputs > MOST_NAMED) {
      for (const why of this.failed) this.console.info(`failed: ${why}`);
      if (this.failures > this.failed.length)
        this.console.info(`failed: ${plural(this.failures - this.failed.length, 'input')} more`);
    }
    this.console.info(
      `${plural(this.inputs, 'input')}: ${parts
        .filter(([number]) => number > 0)
        .map(([number, what]) => `${number} ${what}`)
        .join(', ')}`,
    );
  }
}
