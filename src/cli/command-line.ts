/** All that can be typed: the commands with their arguments, options and help. What a command does is in commands/. */
import { Argument, Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { OptionValues } from '@commander-js/extra-typings';
import { readShard } from './shard.js';

const CONDITIONS = new Option(
  '-c, --conditions <file>',
  'the framework; else conditions.yaml in this folder, else the built-in one',
);
const TEMPLATES = new Option(
  '-t, --templates <folder>',
  'templates of your own, which stand before built-in ones of the same name',
);
const OUTPUT = new Option(
  '-o, --output <place>',
  'a file for one document, or FOLDER/ for several; standard output unless told',
);
const INPUTS_FROM = new Option('--inputs-from <file>', 'a list of more inputs, one a line; - for standard input');
const FORCE = new Option('--force', 'overwrite documents that a person has changed');
const CHECK = new Option('--check', 'write nothing; fail where a document is missing or out of date');
const JOBS = new Option('--jobs <number>', 'threads; what pays off unless told').argParser(readNumber);
const MAX_PROBLEMS = new Option('--max-problems <number>', 'show so many problems one by one')
  .argParser(readNumber)
  .default(200);
/** The documents that are made unless told. */
const PLAN_ONLY: readonly string[] = ['plan'];
const shardOption = (which: string) => new Option('--shard <i/n>', which).argParser(readShard);
const effortOption = (why: string) =>
  new Option('--effort <how>', why).choices(['normal', 'high'] as const).default('normal' as const);
const REPORTERS = ['pretty', 'github', 'json'] as const;

/** A command with the options that every command has, after its own, and with examples at the end of its help. */
function withShared<Args extends unknown[], Options extends OptionValues>(
  command: Command<Args, Options>,
  ...examples: readonly string[]
) {
  const title = examples.length === 1 ? 'Example' : 'Examples';
  return command
    .option('--color', 'colour, even where the terminal is not asked for it')
    .option('--no-color', 'no colour')
    .option('-q, --quiet', 'show problems only')
    .addOption(
      new Option('--reporter <how>', 'how problems are shown: for people, as GitHub annotations, or as JSON lines')
        .choices(REPORTERS)
        .default('pretty' as const),
    )
    .addHelpText('after', `\n${title}:\n${examples.map((line) => `  ${line}\n`).join('')}`);
}

export function describeInterview() {
  return withShared(
    new Command('interview')
      .description('ask in the terminal, save after each answer, then make the plan')
      .argument('[answers]', 'the answers file, which need not exist yet', 'answers.yaml')
      .option('--quick', 'one question for each condition')
      .option('--only <conditions>', 'only these conditions, with commas between them')
      .option('--plain', 'no cursor movement: for screen readers and slow connections')
      .option('-o, --output <place>', 'where the plan goes: a file, FOLDER/, or - for standard output')
      .addOption(CONDITIONS)
      .addOption(TEMPLATES),
    'scaleplan interview',
    'scaleplan interview lakeview.yaml --quick',
    'scaleplan interview lakeview.yaml --only vision,culture',
  );
}

export function describeGenerate() {
  return withShared(
    new Command('generate')
      .description('make documents from answers files')
      .argument('[inputs...]', 'answers files (.yaml, .yml, .json), folders, patterns, or - for standard input')
      .addOption(INPUTS_FROM)
      .addOption(OUTPUT)
      .addOption(
        new Option('-d, --document <name>', 'plan, brief, actions, plan.json or your own; again for several')
          .argParser(collectOver(PLAN_ONLY))
          .default(PLAN_ONLY, 'plan'),
      )
      .addOption(CONDITIONS)
      .addOption(TEMPLATES)
      .addOption(FORCE)
      .addOption(CHECK)
      .addOption(JOBS)
      .addOption(shardOption('only the ith of n parts of the inputs, for several machines'))
      .addOption(MAX_PROBLEMS)
      .addOption(effortOption('how long to look for a better schedule'))
      .option('--strict', 'refuse answers files with unanswered questions'),
    'scaleplan generate answers.yaml > plan.md',
    'scaleplan generate answers/ -o plans/',
  );
}

export function describeValidate() {
  return withShared(
    new Command('validate')
      .description('say all that is wrong with a framework, answers files and templates')
      .argument('[files...]', 'answers files or frameworks, folders, patterns, or - for standard input')
      .addOption(CONDITIONS)
      .option('-t, --templates <folder>', 'templates of your own, to be checked too')
      .option('--strict', 'take warnings and unanswered questions for errors')
      .option('--fix', 'bring answers made for an earlier version up to the framework in use; nothing is dropped'),
    'scaleplan validate',
    'scaleplan validate answers/ -c conditions.yaml',
    'scaleplan validate answers/ --fix',
  );
}

export function describePortfolio() {
  return withShared(
    new Command('portfolio')
      .description('make one overview of many answers files')
      .argument('[inputs...]', 'answers files, folders, patterns, or parts made with --shard (portfolio.json)')
      .addOption(INPUTS_FROM)
      .addOption(OUTPUT)
      .addOption(
        new Option(
          '-d, --document <name>',
          'portfolio.md, portfolio.csv, portfolio.json or your own; again for several (default: portfolio.md)',
        ).argParser(collectOver([])),
      )
      .option('--by <fact>', 'show gaps by the groups that a fact makes')
      .addOption(
        new Option('--min-count <number>', 'tell no count below this, and name no one; 3 or more').argParser(
          readMinimum,
        ),
      )
      .addOption(CONDITIONS)
      .option('-t, --templates <folder>', 'templates of your own, in its folder portfolio/')
      .addOption(FORCE)
      .addOption(CHECK)
      .addOption(JOBS)
      .addOption(shardOption('only the ith of n parts of the inputs, as portfolio.json to be joined'))
      .addOption(MAX_PROBLEMS)
      .addOption(effortOption('the same as the plans were made with')),
    'scaleplan portfolio answers/ > overview.md',
    'scaleplan portfolio answers/ --min-count 10 -o public.md',
    'scaleplan portfolio answers/ --shard 1/4 -o part1.json',
    'scaleplan portfolio part*.json -d portfolio.md -d portfolio.csv -o overview/',
  );
}

export function describeImport() {
  return withShared(
    new Command('import')
      .description('make answers files of a table, one a row; all of them or none')
      .argument('<table>', 'a table saved as CSV (commas, semicolons or tabs), or - for standard input')
      .requiredOption('-o, --output <folder>', 'where the answers files go: FOLDER/')
      .option('-m, --mapping <file>', 'what the columns and words of the table mean, where they are no ids')
      .addOption(
        new Option('-n, --name <column>', 'the column that names the files; again for several').argParser(
          collectOver([]),
        ),
      )
      .addOption(CONDITIONS)
      .option('--force', 'overwrite answers files that say something else'),
    'scaleplan import survey.csv -o answers/',
    'scaleplan import survey.csv -o answers/ -m mapping.yaml --name "Group name"',
  );
}

export function describeExplain() {
  return withShared(
    new Command('explain')
      .description('say what an id is, and which file and line says so')
      .argument('[id]', 'a condition, question, level, action, role or any other id, or the code of a problem')
      .addOption(CONDITIONS),
    'scaleplan explain',
    'scaleplan explain vision',
    'scaleplan explain unknown-reference',
  );
}

/** The file formats that have a schema. */
const FORMATS = ['conditions', 'overlay', 'answers', 'mapping', 'plan', 'portfolio'] as const;

export function describeSchema() {
  return withShared(
    new Command('schema')
      .description('print the JSON Schema of a file format, for editors; that of answers for the framework in use')
      .addArgument(new Argument('<format>', 'which format').choices(FORMATS))
      .addOption(CONDITIONS)
      .option('-o, --output <file>', 'where it goes; standard output unless told'),
    'scaleplan schema answers -o answers.schema.json',
  );
}

export function describeInit() {
  return withShared(
    new Command('init')
      .description('a framework of your own to start from, with templates, an example, a guide and a workflow')
      .argument('[folder]', 'where it goes', '.')
      .option('--minimal', 'a framework of one condition, with comments, to grow from'),
    'scaleplan init framework',
    'scaleplan init framework --minimal',
  );
}

type OptionsOf<Describe extends () => { opts(): unknown }> = Readonly<ReturnType<ReturnType<Describe>['opts']>>;

export type InterviewOptions = OptionsOf<typeof describeInterview>;
export type GenerateOptions = OptionsOf<typeof describeGenerate>;
export type ValidateOptions = OptionsOf<typeof describeValidate>;
export type PortfolioOptions = OptionsOf<typeof describePortfolio>;
export type ImportOptions = OptionsOf<typeof describeImport>;
export type ExplainOptions = OptionsOf<typeof describeExplain>;
export type SchemaOptions = OptionsOf<typeof describeSchema>;
export type InitOptions = OptionsOf<typeof describeInit>;
/** The options that every command has. */
export type SharedOptions = Pick<ExplainOptions, 'color' | 'quiet' | 'reporter'>;
/** The names of the reporters and of the file formats that have a schema. */
export type ReporterName = (typeof REPORTERS)[number];
export type SchemaName = (typeof FORMATS)[number];

/** A whole number from 3: where only counts below 2 are kept back, one that is kept back is 1, and so no secret. */
function readMinimum(written: string): number {
  const number = readNumber(written);
  if (number < 3) throw new InvalidArgumentError('It must be 3 or more.');
  return number;
}

/** A whole number from 1. */
function readNumber(written: string): number {
  if (!/^[1-9]\d{0,5}$/.test(written)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(written);
}

/** Collects the values of an option that may be given several times; the first takes the place of those that stand there unless told. */
function collectOver(unlessTold: readonly string[]) {
  return (value: string, before: readonly string[] = unlessTold): readonly string[] =>
    before === unlessTold ? [value] : [...before, value];
}
