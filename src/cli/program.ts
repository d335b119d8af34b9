/** The command line: commands, options and help. What they do is in a file each, loaded when it is needed. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { ExplainOptions } from './commands/explain.js';
import type { GenerateOptions } from './commands/generate.js';
import type { ImportOptions } from './commands/import.js';
import type { InitOptions } from './commands/init.js';
import type { InterviewOptions } from './commands/interview.js';
import { EXIT, type ExitCode, type Io, UserError } from './world.js';
import type { PortfolioOptions } from './commands/portfolio.js';
import type { ReporterName } from './report/reporters.js';
import type { SchemaOptions } from './commands/schema.js';
import { readShard } from './shard.js';
import type { ValidateOptions } from './commands/validate.js';

/** Names of the reporters, which are not loaded for help. */
const REPORTERS: readonly ReporterName[] = ['pretty', 'github', 'json'];

/** Names of the schemas, as in schema.ts, which is not loaded for help. */
const SCHEMA_NAMES = ['conditions', 'overlay', 'answers', 'mapping', 'plan', 'portfolio'] as const;

/**
 * Runs a command line.
 * @param args what stands behind the program's name
 * @param version the package's version
 * @throws UserError and FileError for the top to show
 */
export async function runProgram(args: readonly string[], io: Io, version: string): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = createProgram(io, version, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end the same way as errors do, but are none.
    return error.exitCode === 0 || error.code === 'commander.help' ? EXIT.done : EXIT.usage;
  }
}

function createProgram(io: Io, version: string, end: (code: ExitCode) => void): Command {
  const program = new Command('scaleplan')
    .description('From a self-assessment of conditions to an implementation plan: owners, dates, order, proof.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .showHelpAfterError('(scaleplan --help shows what there is)')
    .addHelpText('after', '\nExample:\n  scaleplan generate answers.yaml -o plan.md\n');

  shared(
    program
      .command('interview')
      .description('ask in the terminal, save after each answer, then make the plan')
      .argument('[answers]', 'the answers file, which need not exist yet (default: answers.yaml)')
      .option('--quick', 'one question for each condition')
      .option('--only <conditions>', 'only these conditions, with commas between them')
      .option('--plain', 'no cursor movement: for screen readers and slow connections')
      .option('-o, --output <place>', 'where the plan goes: a file, FOLDER/, or - for standard output')
      .option('-c, --conditions <file>', 'the framework; else conditions.yaml in this folder, else the built-in one')
      .option('-t, --templates <folder>', 'templates of your own, which stand before built-in ones of the same name'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleplan interview\n  scaleplan interview lakeview.yaml --quick\n  scaleplan interview lakeview.yaml --only vision,culture\n',
    )
    .action(async (answers: string | undefined, options: InterviewOptions) => {
      const { interview } = await import('./commands/interview.js');
      end(await interview(io, answers, options));
    });

  shared(
    program
      .command('generate')
      .description('make documents from answers files')
      .argument('[inputs...]', 'answers files (.yaml, .yml, .json), folders, patterns, or - for standard input')
      .option('--inputs-from <file>', 'a list of more inputs, one a line; - for standard input')
      .option('-o, --output <place>', 'a file for one document, or FOLDER/ for several; standard output unless told')
      .option(
        '-d, --document <name>',
        'plan, brief, actions, plan.json or your own; again for several (default: plan)',
        collect,
      )
      .option('-c, --conditions <file>', 'the framework; else conditions.yaml in this folder, else the built-in one')
      .option('-t, --templates <folder>', 'templates of your own, which stand before built-in ones of the same name')
      .option('--force', 'overwrite documents that a person has changed')
      .option('--check', 'write nothing; fail where a document is missing or out of date')
      .option('--jobs <number>', 'threads; what pays off unless told', readNumber)
      .option('--shard <i/n>', 'only the ith of n parts of the inputs, for several machines', readShard)
      .option('--max-problems <number>', 'show so many problems one by one (default: 200)', readNumber)
      .addOption(
        new Option('--effort <how>', 'how long to look for a better schedule (default: normal)').choices([
          'normal',
          'high',
        ]),
      )
      .option('--strict', 'refuse answers files with unanswered questions'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleplan generate answers.yaml > plan.md\n  scaleplan generate answers/ -o plans/\n',
    )
    .action(async (inputs: string[], options: GenerateOptions) => {
      requireInputs(inputs, options.inputsFrom);
      const { generate } = await import('./commands/generate.js');
      end(await generate(io, inputs, options));
    });

  shared(
    program
      .command('validate')
      .description('say all that is wrong with a framework, answers files and templates')
      .argument('[files...]', 'answers files or frameworks, folders, patterns, or - for standard input')
      .option('-c, --conditions <file>', 'the framework; else conditions.yaml in this folder, else the built-in one')
      .option('-t, --templates <folder>', 'templates of your own, to be checked too')
      .option('--strict', 'take warnings and unanswered questions for errors')
      .option('--fix', 'bring answers made for an earlier version up to the framework in use; nothing is dropped'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleplan validate\n  scaleplan validate answers/ -c conditions.yaml\n  scaleplan validate answers/ --fix\n',
    )
    .action(async (files: string[], options: ValidateOptions) => {
      const { validate } = await import('./commands/validate.js');
      end(await validate(io, files, options));
    });

  shared(
    program
      .command('portfolio')
      .description('make one overview of many answers files')
      .argument('[inputs...]', 'answers files, folders, patterns, or parts made with --shard (portfolio.json)')
      .option('--inputs-from <file>', 'a list of more inputs, one a line; - for standard input')
      .option('-o, --output <place>', 'a file for one document, or FOLDER/ for several; standard output unless told')
      .option(
        '-d, --document <name>',
        'portfolio.md, portfolio.csv, portfolio.json or your own; again for several (default: portfolio.md)',
        collect,
      )
      .option('--by <fact>', 'show gaps by the groups that a fact makes')
      .option('--min-count <number>', 'tell no count below this, and name no one; 3 or more', readMinimum)
      .option('-c, --conditions <file>', 'the framework; else conditions.yaml in this folder, else the built-in one')
      .option('-t, --templates <folder>', 'templates of your own, in its folder portfolio/')
      .option('--force', 'overwrite documents that a person has changed')
      .option('--check', 'write nothing; fail where a document is missing or out of date')
      .option('--jobs <number>', 'threads; what pays off unless told', readNumber)
      .option('--shard <i/n>', 'only the ith of n parts of the inputs, as portfolio.json to be joined', readShard)
      .option('--max-problems <number>', 'show so many problems one by one (default: 200)', readNumber)
      .addOption(
        new Option('--effort <how>', 'the same as the plans were made with (default: normal)').choices([
          'normal',
          'high',
        ]),
      ),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleplan portfolio answers/ > overview.md\n  scaleplan portfolio answers/ --min-count 10 -o public.md\n  scaleplan portfolio answers/ --shard 1/4 -o part1.json\n  scaleplan portfolio part*.json -d portfolio.md -d portfolio.csv -o overview/\n',
    )
    .action(async (inputs: string[], options: PortfolioOptions) => {
      requireInputs(inputs, options.inputsFrom);
      const { portfolio } = await import('./commands/portfolio.js');
      end(await portfolio(io, inputs, options));
    });

  shared(
    program
      .command('import')
      .description('make answers files of a table, one a row; all of them or none')
      .argument('<table>', 'a table saved as CSV (commas, semicolons or tabs), or - for standard input')
      .requiredOption('-o, --output <folder>', 'where the answers files go: FOLDER/')
      .option('-m, --mapping <file>', 'what the columns and words of the table mean, where they are no ids')
      .option('-n, --name <column>', 'the column that names the files; again for several', collect)
      .option('-c, --conditions <file>', 'the framework; else conditions.yaml in this folder, else the built-in one')
      .option('--force', 'overwrite answers files that say something else'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleplan import survey.csv -o answers/\n  scaleplan import survey.csv -o answers/ -m mapping.yaml --name "Group name"\n',
    )
    .action(async (table: string, options: ImportOptions) => {
      const { importTable } = await import('./commands/import.js');
      end(await importTable(io, table, options));
    });

  shared(
    program
      .command('explain')
      .description('say what an id is, and which file and line says so')
      .argument('[id]', 'a condition, question, level, action, role or any other id, or the code of a problem')
      .option('-c, --conditions <file>', 'the framework; else conditions.yaml in this folder, else the built-in one'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  scaleplan explain\n  scaleplan explain vision\n  scaleplan explain unknown-reference\n',
    )
    .action(async (id: string | undefined, options: ExplainOptions) => {
      const { explain } = await import('./commands/explain.js');
      end(await explain(io, id, options));
    });

  shared(
    program
      .command('schema')
      .description('print the JSON Schema of a file format, for editors; that of answers for the framework in use')
      .addArgument(program.createArgument('<format>', 'which format').choices(SCHEMA_NAMES))
      .option('-c, --conditions <file>', 'the framework; else conditions.yaml in this folder, else the built-in one')
      .option('-o, --output <file>', 'where it goes; standard output unless told'),
  )
    .addHelpText('after', '\nExample:\n  scaleplan schema answers -o answers.schema.json\n')
    .action(async (format: (typeof SCHEMA_NAMES)[number], options: SchemaOptions) => {
      const { printSchema } = await import('./commands/schema.js');
      end(await printSchema(io, format, options));
    });

  shared(
    program
      .command('init')
      .description('a framework of your own to start from, with templates, an example, a guide and a workflow')
      .argument('[folder]', 'where it goes', '.')
      .option('--minimal', 'a framework of one condition, with comments, to grow from'),
  )
    .addHelpText('after', '\nExamples:\n  scaleplan init framework\n  scaleplan init framework --minimal\n')
    .action(async (folder: string, options: InitOptions) => {
      const { init } = await import('./commands/init.js');
      end(await init(io, folder, options, version));
    });

  return program;
}

function shared(command: Command): Command {
  return command
    .addOption(new Option('--color', 'colour, even where the terminal is not asked for it'))
    .addOption(new Option('--no-color', 'no colour'))
    .option('-q, --quiet', 'show problems only')
    .addOption(
      new Option(
        '--reporter <how>',
        'how problems are shown: for people, as GitHub annotations, or as JSON lines',
      ).choices(REPORTERS),
    );
}

function requireInputs(inputs: readonly string[], inputsFrom: string | undefined): void {
  if (inputs.length === 0 && inputsFrom === undefined)
    throw new UserError('no inputs are given', 'name answers files or folders, or a list of them with --inputs-from');
}

/** A whole number from 3: fewer than 2 would be 1, which is no secret. */
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

function collect(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}
