/** `scaleplan generate`: answers files to documents, one or thousands. */
import { resolve } from 'node:path';
import { hasErrors } from '../../diagnostics/problem.js';
import { chooseJobs, makeAll } from '../../pipeline/batch.js';
import { Console, type SharedOptions } from '../report/console.js';
import { findDocument } from '../document-names.js';
import { findInputs, type Input, readInput } from '../inputs.js';
import { EXIT, type ExitCode, type Io, UserError } from '../world.js';
import { findUnusedFrameworks, loadFrameworkInUse } from '../../pipeline/framework-in-use.js';
import { type Making, PLAN_JSON, type Task } from '../../pipeline/documents.js';
import { findDestination, makeDestination, planTargets, sweepFolders } from '../outputs.js';
import { Progress } from '../terminal/progress.js';
import { MOST_PROBLEMS, Results } from '../report/results.js';
import { type Shard, takeShard } from '../shard.js';
import { ENDS, onSignal, type Signal } from '../terminal/signals.js';
import { findTemplateProblems, prepareTemplates, readTemplates } from '../../pipeline/template-folders.js';

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
  const { value: framework, problems, file: inUse } = loadFrameworkInUse(io, options.conditions);
  if (framework === undefined) {
    console.problems(problems);
    return EXIT.problems;
  }
  const templateFiles = await readTemplates(io, options.templates, 'plan');
  const templateProblems = await findTemplateProblems(io, templateFiles);
  console.problems(templateProblems);
  if (hasErrors(templateProblems)) return EXIT.problems;
  const templates = await prepareTemplates(templateFiles);
  const documents = [
    ...new Set((options.document ?? ['plan.md']).map((name) => findDocument(name, templates, PLAN_JSON))),
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
  const unused = findUnusedFrameworks(io, options.conditions, inUse, all);
  console.problems(unused);
  if (unused.length > 0 && options.strict === true) return EXIT.problems;
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
    sweepFolders(
      io.cwd,
      tasks.flatMap((task) => task.targets),
    );
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
