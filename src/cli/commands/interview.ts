/** `scaleplan interview`: asks in the terminal, saves after each answer, then makes the plan. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { foldWord, suggest } from '../../text/suggestions.js';
import { findFiscalYears } from '../../plan/calendar.js';
import { conductInterview, describeLeaving } from '../../interview/conduct.js';
import type { Terminal } from '../../interview/walk.js';
import { Sitting } from '../../interview/answers-session.js';
import { idOfStep, listSteps, type InterviewScope } from '../../interview/steps.js';
import { decodeText, readTextIfThere } from '../../files/read.js';
import { describeFailure, FileError } from '../../files/failures.js';
import { writeText } from '../../files/write.js';
import { showable } from '../../text/control-characters.js';
import type { Framework } from '../../model/index.js';
import { describeGenerate, type InterviewOptions } from '../command-line.js';
import { type Console, openPalette, ProblemsError } from '../report/console.js';
import { requireFramework, requireTemplateFiles } from '../requirements.js';
import { nameAnswersSchema } from '../editor-line.js';
import { EXIT, type ExitCode, type Io } from '../world.js';
import { UserError } from '../../diagnostics/user-error.js';
import { isAnswersFile } from '../inputs.js';
import { findUnusedFrameworks } from '../../framework/in-use.js';
import { takeLock } from '../../files/lock.js';
import { checkEnding, findDestination } from '../outputs.js';
import { ENDS, onSignal, type Signal } from '../terminal/signals.js';
import { wrapText } from '../terminal/wrap.js';

/** Asks, and makes the plan where it is wanted. */
export async function interview(io: Io, console: Console, file: string, options: InterviewOptions): Promise<ExitCode> {
  if (!isAnswersFile(file))
    throw new UserError(
      `${file} cannot be an answers file: its name ends in none of .yaml, .yml and .json`,
      'name the file that the answers are kept in, as in: scaleplan interview answers.yaml',
    );
  const destination = findDestination(io, options.output);
  if (destination.kind === 'file') checkEnding(destination.file, 'plan.md');
  const ended = await askAll(io, console, file, options);
  return ended === 'plan' ? makePlan(io, console, file, options) : ended;
}

/** Asks until the person leaves or wants the plan. */
async function askAll(io: Io, console: Console, file: string, options: InterviewOptions): Promise<ExitCode | 'plan'> {
  const path = resolve(io.cwd, file);
  const { framework, file: frameworkFile } = requireFramework(io, options.conditions);
  const scope: InterviewScope = { quick: options.quick ?? false, only: findOnly(framework, options.only) };
  // Better now than when everything is answered.
  await requireTemplateFiles(io, options.templates, 'plan');
  if (io.stdin.isTTY !== true || io.stderr.isTTY !== true) throw describeNoTerminal(framework, file, path, scope);
  const release = takeLock(path, file);
  try {
    const store = {
      file,
      read: () => readTextIfThere(path, file),
      write: (text: string) => writeText(path, file, text),
      head: nameAnswersSchema(io, frameworkFile, file),
    };
    const sitting = Sitting.open(framework, store);
    if (!(sitting instanceof Sitting)) throw new ProblemsError(sitting);
    console.problems([
      ...findUnusedFrameworks(io.cwd, options.conditions, frameworkFile, [{ path }]),
      ...sitting.warnings,
    ]);
    const resumeCommand = describeCommand(file, options);
    const ending = await withTerminal(io, options, (terminal) =>
      conductInterview(sitting, terminal, {
        scope,
        proposedStart: nextFiscalYear(sitting.answers.calendar.fiscalYearStarts),
        resumeCommand,
        wholeCommand: describeCommand(file, { ...options, only: '' }),
        quickCommand: describeCommand(file, { ...options, quick: true }),
      }),
    );
    if (typeof ending === 'number') {
      io.stderr.write(`\n${describeLeaving(sitting, resumeCommand).map(showable).join('\n')}\n`);
      return ending;
    }
    return ending === 'left' ? EXIT.done : 'plan';
  } finally {
    release();
  }
}

/** Runs an interview on the terminal; a signal ends it with its code. */
async function withTerminal<T>(
  io: Io,
  options: InterviewOptions,
  run: (terminal: Terminal) => Promise<T>,
): Promise<T | ExitCode> {
  const controller = new AbortController();
  const { signal } = controller;
  const stopHearing = onSignal((by) => controller.abort(by));
  const isPlain = options.plain === true || io.env['TERM'] === 'dumb' || (io.env['ACCESSIBLE'] ?? '') !== '';
  const { ask, without, close } = isPlain
    ? (await import('../terminal/plain.js')).openPlain(io, signal)
    : (await import('../terminal/screen.js')).openScreen(io, await openPalette(io, options.color), signal);
  const tell = (lines: readonly string[]) => {
    const columns = Math.max(20, (io.stderr as NodeJS.WriteStream).columns || 80) - 1;
    io.stderr.write(`${lines.flatMap((line) => wrapText(line, columns)).join('\n')}\n`);
  };
  const edit: Terminal['edit'] = (text) => Promise.resolve(without(() => editText(io, text)));
  try {
    return await run({ tell, ask, edit, canEdit: editorOf(io) !== undefined });
  } catch (error) {
    if (signal.aborted) return ENDS[signal.reason as Signal];
    // Ctrl-C is a key of the prompt's own while it is open.
    if ((error as Error).name === 'ExitPromptError') return EXIT.interrupted;
    throw error;
  } finally {
    close();
    stopHearing();
  }
}

/** The command that the person has set as editor. */
function editorOf(io: Io): string | undefined {
  return [io.env['VISUAL'], io.env['EDITOR']].find((one) => one !== undefined && one.trim() !== '');
}

/** Opens the person's own editor on a text; where that fails, the draft stays where it is. */
function editText(io: Io, text: string): { text: string } | { problem: string } {
  const editor = editorOf(io);
  if (editor === undefined) return { problem: 'No editor is set.' };
  try {
    const folder = mkdtempSync(join(tmpdir(), 'scaleplan-'));
    const draft = join(folder, 'note.md');
    writeFileSync(draft, text);
    // What is set may have options of its own; the shell divides them. Nothing of it goes to stdout.
    const { status, error } = spawnSync(`${editor} "$DRAFT"`, {
      shell: true,
      stdio: ['inherit', 2, 2],
      env: { ...process.env, DRAFT: draft },
    });
    if (error !== undefined || status !== 0)
      return { problem: `The editor ended with an error. What you wrote there is in ${draft}.` };
    const written = decodeText(readFileSync(draft), draft);
    rmSync(folder, { recursive: true, force: true });
    return { text: written };
  } catch (error) {
    if (error instanceof FileError) return { problem: `${error.message}.` };
    return { problem: `The editor could not be used: ${describeFailure(error)}.` };
  }
}

/** The conditions that --only names. */
function findOnly(framework: Framework, only: string | undefined): string[] | null {
  if (only === undefined) return null;
  const known = framework.conditions.map(({ id }) => id);
  const named = [...new Set(only.split(',').map((written) => written.trim()))].filter((id) => id !== '');
  if (named.length === 0) throw new UserError('--only names no condition', `the conditions are: ${known.join(', ')}`);
  return named.map((id) => {
    const found = framework.conditions.find((one) =>
      [one.id, one.name].some((word) => foldWord(word) === foldWord(id)),
    );
    if (found !== undefined) return found.id;
    throw new UserError(`there is no condition ${id}`, suggest(id, known) ?? `the conditions are: ${known.join(', ')}`);
  });
}

/** How many open answers the message without a terminal names. */
const MOST_NAMED = 8;

function describeNoTerminal(framework: Framework, file: string, path: string, scope: InterviewScope): UserError {
  const text = readTextIfThere(path, file);
  const sitting = Sitting.open(framework, { file, read: () => text, write: () => undefined });
  const standings = sitting instanceof Sitting ? listSteps(sitting, scope) : [];
  const names = standings.filter(({ status }) => status === 'open').map(({ step }) => idOfStep(step));
  const missing =
    names.length === 0
      ? ''
      : `; not answered yet: ${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''}`;
  return new UserError(
    `an interview needs a terminal${missing}`,
    `write the answers into ${file} by hand (scaleplan schema answers describes it), then run: scaleplan generate ${file}`,
  );
}

/** The first day of the next fiscal year: what most plans start on. The one place that looks at the clock. */
function nextFiscalYear(startsOn: string): string {
  const today = new Date().toISOString().slice(0, 10);
  return findFiscalYears(today, today, startsOn)[1]!;
}

/** A word of a command line, in quotes where the shell needs them. */
function quote(word: string): string {
  return /^[\w./,@:-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;
}

function describeCommand(
  file: string,
  { conditions, templates, output, quick, only, plain }: InterviewOptions,
): string {
  const options = {
    '-c': conditions,
    '-t': templates,
    '-o': output,
    '--quick': quick,
    '--only': only === '' ? undefined : only,
    '--plain': plain,
  };
  return [
    'scaleplan interview',
    quote(file),
    ...Object.entries(options).flatMap(([flag, value]) => {
      if (value === undefined) return [];
      return value === true ? [flag] : [flag, quote(value)];
    }),
  ].join(' ');
}

/** Makes the plan beside the answers, or where -o says, and says what to do with it. */
async function makePlan(io: Io, console: Console, file: string, options: InterviewOptions): Promise<ExitCode> {
  const { generate } = await import('./generate.js');
  const place = options.output ?? join(dirname(file), `${basename(file, extname(file))}.md`);
  const code = await generate(io, console, [file], { ...describeGenerate().opts(), ...options, output: place });
  if (options.quiet !== true && place !== '-') {
    const ready = code === EXIT.done ? 'The plan is ready. It is a text file (Markdown) that any editor opens. ' : '';
    const lines = [
      `${ready}To change an answer, type:`,
      `  ${describeCommand(file, options)}`,
      ...(code === EXIT.done
        ? ['For two pages to hand out, type:', `  scaleplan generate ${quote(file)} -d brief`]
        : []),
    ];
    io.stderr.write(`${lines.map(showable).join('\n')}\n`);
  }
  return code;
}
