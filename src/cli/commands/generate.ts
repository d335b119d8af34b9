/** `scaleplan generate`: answers files to documents, one or thousands. */
import { resolve } from 'node:path';
import { makeAll } from '../../pipeline/batch.js';
import { type DocumentPlace, sweepFolders } from '../../pipeline/delivery.js';
import type { DocumentTask } from '../../pipeline/documents.js';
import { PLAN_JSON } from '../../plan/plan-file.js';
import type { RunSettings } from '../../pipeline/run.js';
import { findUnusedFrameworks } from '../../framework/in-use.js';
import type { GenerateOptions } from '../command-line.js';
import { findDocument } from '../document-names.js';
import { findInputs, type Input, readInput } from '../inputs.js';
import { findDestination, makeDestination, planTargets, type Target } from '../outputs.js';
import type { Console } from '../report/console.js';
import { followBatch } from '../report/follow.js';
import { Results } from '../report/results.js';
import { requireFramework, requireTemplates } from '../requirements.js';
import { takeShard } from '../shard.js';
import { EXIT, type ExitCode, type Io } from '../world.js';
import { UserError } from '../../diagnostics/user-error.js';

/** Makes the documents of every input; one bad input never stops the others. */
export async function generate(
  io: Io,
  console: Console,
  given: readonly string[],
  options: GenerateOptions,
): Promise<ExitCode> {
  const { framework, file: inUse } = requireFramework(io, options.conditions);
  const templates = await requireTemplates(io, console, options.templates, 'plan');
  const documents = [...new Set(options.document.map((name) => findDocument(name, templates, PLAN_JSON)))];
  const destination = findDestination(io, options.output);
  if (options.check === true && destination.kind === 'stdout')
    throw new UserError('--check needs a place to look at', 'say with -o where the documents are');
  const outputFolder = destination.kind === 'folder' ? resolve(io.cwd, destination.folder) : null;
  const all = await findInputs(io, given, outputFolder, options.inputsFrom);
  const unused = findUnusedFrameworks(io.cwd, options.conditions, inUse, all);
  console.problems(unused);
  if (unused.length > 0 && options.strict === true) return EXIT.problems;
  // Names are compared over all inputs, so that no two shards write one file.
  const targets = planTargets(io.cwd, all, documents, destination);
  const tasks = await listTasks(io, takeShard(all, options.shard), targets);
  const { jobs, conditions, effort, force, check, strict } = options;
  const settings: RunSettings = { cwd: io.cwd, conditions, templates: options.templates, effort, strict, force, check };
  if (check !== true) {
    makeDestination(io.cwd, destination);
    sweepFolders(
      io.cwd,
      tasks.flatMap((task) => task.targets),
    );
  }
  const results = new Results(console, tasks.length, options.maxProblems);
  await followBatch(
    { io, console, results },
    (signal) => makeAll({ settings, framework, templates }, tasks, { jobs, signal }),
    (made, n) => {
      const { file, targets: places } = tasks[n]!;
      results.tell(file, made, made.value !== null);
      for (const [at, delivered] of (made.value ?? []).entries()) {
        if (delivered.kind === 'printed') io.stdout.write(delivered.text);
        results.count(file, places[at]!.document, delivered);
      }
    },
  );
  results.tellHidden();
  if (all.length > 1) results.summarize();
  return results.code;
}

/** The inputs with the places of their documents, and what standard input says. */
async function listTasks(io: Io, inputs: readonly Input[], targets: readonly Target[]): Promise<DocumentTask[]> {
  const byInput = new Map<Input, DocumentPlace[]>(inputs.map((input) => [input, []]));
  for (const { input, document, file } of targets) byInput.get(input)?.push({ document, file });
  return Promise.all(
    inputs.map(async (input) => ({
      file: input.file,
      text: input.path === null ? await readInput(io, input) : null,
      targets: byInput.get(input)!,
    })),
  );
}
