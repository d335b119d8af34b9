/** `scaleplan portfolio`: answers files, or parts of overviews, to one overview of all. */
import { resolve } from 'node:path';
import { FileError } from '../../files/failures.js';
import { readText, realPath } from '../../files/read.js';
import { count, joinWords } from '../../text/plurals.js';
import { suggest } from '../../text/suggestions.js';
import type { Framework } from '../../model/index.js';
import { canGroupBy } from '../../portfolio/groups.js';
import { findTwice, isPortfolioFile, joinParts, type Part, printPortfolio } from '../../portfolio/parts.js';
import { viewPortfolioSheet } from '../../portfolio/organization-table.js';
import { MOST_ROWS } from '../../portfolio/levels.js';
import { viewPortfolio } from '../../portfolio/build-overview.js';
import { signDocument } from '../../templates/marks.js';
import { findEnding, loadFormat } from '../../templates/formats.js';
import { renderTemplate, type Templates } from '../../templates/engine.js';
import { recordAll } from '../../pipeline/batch.js';
import type { PortfolioOptions } from '../command-line.js';
import type { Console } from '../report/console.js';
import { followBatch } from '../report/follow.js';
import { requireFramework, requireTemplates } from '../requirements.js';
import { findDocument } from '../document-names.js';
import { findInputs, type Input, readInput } from '../inputs.js';
import { EXIT, type ExitCode, type Io, worst } from '../world.js';
import { UserError } from '../../diagnostics/user-error.js';
import { findUnusedFrameworks } from '../../framework/in-use.js';
import { findDestination, placeAll, refuseInputs, refuseSame } from '../outputs.js';
import { Results } from '../report/results.js';
import { deliver, type DocumentPlace, sweepFolders } from '../../pipeline/delivery.js';
import type { RecordTask } from '../../pipeline/record.js';
import { NOTHING_DONE } from '../../pipeline/run.js';
import { type Shard, takeShard } from '../shard.js';

/** The document that is the records themselves, without a template; a part of the inputs is always this. */
const PORTFOLIO_JSON = 'portfolio.json';
const PORTFOLIO_MD = 'portfolio.md';
/** The input that programs are told that an overview is made of. */
const ALL = 'all inputs';

/** Makes the overview of every input; one bad input never stops the others. */
export async function portfolio(
  io: Io,
  console: Console,
  given: readonly string[],
  options: PortfolioOptions,
): Promise<ExitCode> {
  const { framework, file: inUse } = requireFramework(io, options.conditions);
  const templates = await requireTemplates(io, console, options.templates, 'portfolio');
  const documents = chooseDocuments(options, templates);
  checkFact(options.by, documents, framework);
  const destination = findDestination(io, options.output);
  const targets = placeAll(
    documents.map((document) => ({ document })),
    destination,
    ({ document }) => document,
  );
  const outputFolder = destination.kind === 'folder' ? resolve(io.cwd, destination.folder) : null;
  const inputs = chooseInputs(
    io,
    await findInputs(io, given, outputFolder, options.inputsFrom),
    targets,
    options.shard,
  );
  console.problems(findUnusedFrameworks(io.cwd, options.conditions, inUse, inputs));
  const results = new Results(console, inputs.length, options.maxProblems);
  const parts = await recordInputs({ io, console, framework, results }, inputs, options);
  results.tellHidden();
  // Half an overview would look like a whole one.
  if (parts === null) return results.code;
  const part = joinRead(inputs, parts, options.shard);
  const total = part.organizations.length;
  if (inputs.length > 1) results.summarize({ 'in the overview': total });
  if (documents.some((document) => document !== PORTFOLIO_JSON)) {
    if (total === 0) throw new UserError('there is nothing to show: no input could be read', null, EXIT.problems);
    // An overview of fewer than what is kept back would show nothing.
    if (options.minCount !== undefined && total < options.minCount)
      throw new UserError(
        `there are fewer than ${options.minCount} to show, and --min-count ${options.minCount} keeps back all counts below that`,
        'an overview of so few cannot be published without naming them',
      );
    if (part.parts.length > 0) {
      console.error(`only ${joinWords(part.parts)} of the inputs are there`, 'name the other parts too');
      results.raise(EXIT.problems);
    }
  }
  const isCut = total > MOST_ROWS || options.minCount !== undefined;
  if (documents.includes(PORTFOLIO_MD) && options.by === undefined && isCut)
    console.info('--by FACT shows the gaps of all, in groups');
  const code = await deliverAll({ io, console, framework, templates, part }, targets, options);
  return worst([results.code, code]);
}

/** Writes or prints the overview's documents, and tells what became of each. */
async function deliverAll(
  { io, console, ...overview }: Overview,
  targets: readonly DocumentPlace[],
  options: PortfolioOptions,
): Promise<ExitCode> {
  // Counted for themselves, so that each document is named however many inputs there were.
  const made = new Results(console, 1, options.maxProblems);
  if (options.check !== true) sweepFolders(io.cwd, targets);
  for (const { document, file } of targets) {
    try {
      const text = signDocument(document, await renderPart(document, overview, options));
      if (file === null) io.stdout.write(text.toString());
      else made.count(ALL, document, { file, ...deliver(io.cwd, file, text, options) });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      made.tell(document, { ...NOTHING_DONE, failures: [error.message] }, false);
    }
  }
  return made.code;
}

/** An overview of what was read, and the run that makes it. */
interface Overview {
  readonly io: Io;
  readonly console: Console;
  readonly framework: Framework;
  readonly templates: Templates;
  readonly part: Part;
}

/** The documents to make. What names single organizations cannot be made where small counts are kept back. */
function chooseDocuments({ document, shard, minCount }: PortfolioOptions, templates: Templates): string[] {
  const asked = document?.map((name) => findDocument(name, templates, PORTFOLIO_JSON));
  const documents = [...new Set(asked ?? [shard === undefined ? PORTFOLIO_MD : PORTFOLIO_JSON])];
  if (shard !== undefined && documents.some((one) => one !== PORTFOLIO_JSON))
    throw new UserError(
      `--shard makes a part, and only ${PORTFOLIO_JSON} can be one`,
      'leave out -d; then make the overview of all parts: scaleplan portfolio PART1.json PART2.json ...',
    );
  const open = documents.find((one) => one === PORTFOLIO_JSON || one.endsWith('.csv'));
  if (minCount !== undefined && open !== undefined)
    throw new UserError(
      `${open} has a row for each answers file, which --min-count is there to protect`,
      `leave out --min-count for ${open}, and keep it to yourself`,
    );
  return documents;
}

function checkFact(by: string | undefined, documents: readonly string[], { facts }: Framework): void {
  if (by === undefined) return;
  if (documents.every((one) => one === PORTFOLIO_JSON))
    throw new UserError(`--by changes nothing in ${PORTFOLIO_JSON}`, 'give it where the overview is made of all parts');
  const known = facts.filter(canGroupBy).map(({ id }) => id);
  if (known.includes(by)) return;
  const fact = facts.find(({ id }) => id === by);
  if (fact !== undefined)
    throw new UserError(
      `--by ${by} makes no groups: it can have several values at once`,
      `choose one of: ${known.join(', ')}`,
    );
  throw new UserError(
    `there is no fact ${by} in the framework`,
    suggest(by, known) ?? `there are: ${known.join(', ')}`,
  );
}

/** The inputs of this run: what it is about to write is none of them, and no two answers files have one name. */
function chooseInputs(
  io: Io,
  found: readonly Input[],
  targets: readonly DocumentPlace[],
  shard: Shard | undefined,
): readonly Input[] {
  const written = new Set(targets.flatMap(({ file }) => (file === null ? [] : realPath(resolve(io.cwd, file)))));
  // An overview that this run makes anew is none of its inputs.
  const isMadeAnew = ({ path, file }: Input) =>
    path !== null && written.has(realPath(path)) && isPortfolioFile(file, readText(path, file));
  const inputs = found.filter((input) => !isMadeAnew(input));
  refuseInputs(io.cwd, inputs, targets);
  refuseSame(
    // Parts are often all called portfolio.json, and what matters is what is in them, which is seen when they are read.
    inputs.filter(({ file }) => !/\.json$/i.test(file)),
    ({ name }) => name,
    (other, { file, name }) =>
      new UserError(
        `${other.file} and ${file} would both be called ${name} in the overview`,
        'rename one of them, or name a folder that has both in folders of their own',
      ),
  );
  return takeShard(inputs, shard);
}

/** The part that was read of each input, null where none could be; null in place of all where a signal has ended the run. */
async function recordInputs(
  { io, console, framework, results }: Pick<Overview, 'io' | 'console' | 'framework'> & { readonly results: Results },
  inputs: readonly Input[],
  { effort, conditions, jobs }: PortfolioOptions,
): Promise<(Part | null)[] | null> {
  const tasks = await Promise.all(
    inputs.map(async (input): Promise<RecordTask> => ({
      file: input.file,
      name: input.name,
      text: input.path === null ? await readInput(io, input) : null,
    })),
  );
  const settings = { cwd: io.cwd, conditions, effort };
  const parts: (Part | null)[] = [];
  const isWhole = await followBatch(
    { io, console, results },
    (signal) => recordAll({ settings, framework }, tasks, { jobs, signal }),
    (recorded, n) => {
      results.tell(inputs[n]!.file, recorded, recorded.value !== null);
      parts.push(recorded.value);
    },
  );
  return isWhole ? parts : null;
}

/** One part of all that was read. */
function joinRead(inputs: readonly Input[], read: readonly (Part | null)[], shard: Shard | undefined): Part {
  const parts = inputs.map(({ name }, n): Part => read[n] ?? { parts: [], failed: [name], organizations: [] });
  const [twice, ...more] = findTwice(parts);
  if (twice !== undefined) {
    const files = inputs.filter((_, n) => parts[n]!.organizations.some(({ input }) => input === twice));
    throw new UserError(
      `${twice} stands in both ${joinWords(files.map(({ file }) => file))}${more.length === 0 ? '' : `, and so do ${count(more.length, 'other')}`}`,
      'name parts of which none has what another has, and answers files of different names',
    );
  }
  const own = shard === undefined ? [] : [{ parts: [`${shard.index}/${shard.count}`], failed: [], organizations: [] }];
  return joinParts([...parts, ...own]);
}

async function renderPart(
  document: string,
  { framework, templates, part }: Omit<Overview, 'io' | 'console'>,
  { by, minCount }: PortfolioOptions,
): Promise<Buffer> {
  if (document === PORTFOLIO_JSON) return Buffer.from(printPortfolio(framework, part));
  const view = viewPortfolio(framework, part, { by: by ?? null, least: minCount ?? null });
  const ending = findEnding(document);
  // Templates of any other ending are refused when they are read.
  if (ending === null) throw new Error(`${document} has an ending that no template may have`);
  const shown = ending === 'csv' ? { ...view, sheet: viewPortfolioSheet(framework, part.organizations) } : view;
  return renderTemplate(templates, document, shown, await loadFormat(ending));
}
