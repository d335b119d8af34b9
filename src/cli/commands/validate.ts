/** `scaleplan validate`: says all that is wrong with a framework, with answers files, and with templates of one's own. */
import { readAnswers } from '../../answers/read.js';
import { isFrameworkData, isWithoutBase } from '../../framework/recognize.js';
import { readFramework } from '../../framework/read.js';
import { FileError } from '../../files/failures.js';
import { count, joinWords } from '../../text/plurals.js';
import { type Checked, hasErrors, type Problem } from '../../diagnostics/problem.js';
import { countProblems } from '../../diagnostics/report.js';
import { readSource } from '../../yaml/source.js';
import type { Answers, Framework } from '../../model/index.js';
import { assess, isApplicable } from '../../plan/assess.js';
import type { ValidateOptions } from '../command-line.js';
import type { Console } from '../report/console.js';
import { fixAnswers } from './fix.js';
import { findInputs, type Input, readInput } from '../inputs.js';
import { EXIT, type ExitCode, type Io, worst } from '../world.js';
import { UserError } from '../../diagnostics/user-error.js';
import { findBaseIn, findFramework, findUnusedFrameworks } from '../../framework/in-use.js';
import { findTemplateProblems, readTemplates } from '../../templates/folders.js';
import { findUnanswered } from '../../pipeline/unanswered.js';

/** Checks the framework in use and every file given; a file that is itself a framework is checked as one. */
export async function validate(
  io: Io,
  console: Console,
  given: readonly string[],
  options: ValidateOptions,
): Promise<ExitCode> {
  if (options.fix === true && given.length === 0)
    throw new UserError('no files are given to fix', 'name answers files or folders');
  const inUse = findFramework(io.cwd, options.conditions);
  const framework = readFramework(inUse.file, inUse.text, findBaseIn(io.cwd));
  reportFramework(console, inUse.file, framework);
  const codes: ExitCode[] = [codeFor(framework.problems, options)];
  if (options.templates !== undefined) codes.push(await validateTemplates(io, console, options.templates, options));
  const inputs = given.length === 0 ? [] : await findInputs(io, given, null);
  const answers: Input[] = [];
  for (const input of inputs) {
    const { code, isAnswers } = await validateInput({ io, console }, framework.value, options, input);
    codes.push(code);
    if (isAnswers) answers.push(input);
  }
  const unused = findUnusedFrameworks(io.cwd, options.conditions, inUse.file, answers);
  console.problems(unused);
  codes.push(codeFor(unused, options));
  return worst(codes);
}

async function validateTemplates(
  io: Io,
  console: Console,
  folder: string,
  options: ValidateOptions,
): Promise<ExitCode> {
  const all = [await readTemplates(io.cwd, folder, 'plan'), await readTemplates(io.cwd, folder, 'portfolio')];
  const problems = (await Promise.all(all.map(findTemplateProblems))).flat();
  const countOwn = (part: 'document' | 'partial') => {
    const sources = all.flatMap((files) => [...files[`${part}s`].values()]);
    return count(sources.filter(({ isOwn }) => isOwn).length, part);
  };
  console.problems(problems);
  console.info(`${folder}: ${countOwn('document')} and ${countOwn('partial')} of your own: ${countProblems(problems)}`);
  return codeFor(problems, options);
}

function codeFor(problems: readonly Problem[], { strict }: ValidateOptions): ExitCode {
  return hasErrors(problems) || (strict === true && problems.length > 0) ? EXIT.problems : EXIT.done;
}

/** @param framework undefined where the framework in use has errors */
async function validateInput(
  { io, console }: { readonly io: Io; readonly console: Console },
  framework: Framework | undefined,
  options: ValidateOptions,
  input: Input,
): Promise<{ readonly code: ExitCode; readonly isAnswers: boolean }> {
  const text = await readInput(io, input).catch((error: unknown) => {
    if (!(error instanceof FileError)) throw error;
    console.error(error.message);
    return null;
  });
  if (text === null) return { code: EXIT.usage, isAnswers: false };
  if (looksLikeFramework(input.file, text)) {
    const read = readFramework(input.file, text, findBaseIn(io.cwd));
    reportFramework(console, input.file, read);
    return { code: codeFor(read.problems, options), isAnswers: false };
  }
  if (framework === undefined) {
    console.error(`${input.file} was not checked, because the framework has errors`);
    return { code: EXIT.problems, isAnswers: true };
  }
  const fixed = options.fix === true ? fixAnswers(input, text, framework, console) : { text, code: EXIT.done };
  const { value, problems } = readAnswers(input.file, fixed.text, framework, 'check');
  const isStrict = value !== undefined && options.strict === true;
  const all = [...problems, ...(isStrict ? findUnanswered(input.file, framework, value) : [])];
  console.problems(all);
  const what = value === undefined ? 'answers' : describeAnswers(framework, value);
  console.info(`${input.file}: ${what}: ${countProblems(all)}`);
  return { code: worst([fixed.code, codeFor(all, options)]), isAnswers: true };
}

function looksLikeFramework(file: string, text: string): boolean {
  // Most answers can be told from a framework without reading them twice.
  if (!/extends|conditions|^"?framework"?:\s*(?:[{#]|$)/m.test(text)) return false;
  const source = readSource(file, text);
  // What cannot be read is told by its first words.
  if (source.data === undefined) return /^(?:extends|levels|conditions):/m.test(text) && !/^responses:/m.test(text);
  return isFrameworkData(source.data) || isWithoutBase(source);
}

function reportFramework(console: Console, file: string, { value, problems }: Checked<Framework>): void {
  console.problems(problems);
  console.info(`${file}: ${value === undefined ? 'framework' : describeFramework(value)}: ${countProblems(problems)}`);
}

function describeFramework({ id, version, bases, conditions, actions }: Framework): string {
  const questions = conditions.reduce((sum, condition) => sum + condition.questions.length, 0);
  const counts = [count(conditions.length, 'condition'), count(questions, 'question'), count(actions.length, 'action')];
  const origin =
    bases.length === 0 ? '' : `, made from ${joinWords(bases.map((base) => `${base.id}@${base.version}`))}`;
  return `framework ${id}@${version} with ${joinWords(counts)}${origin}`;
}

function describeAnswers(framework: Framework, answers: Answers): string {
  const asked = assess(framework, answers)
    .assessment.conditions.flatMap((condition) => condition.questions)
    .filter((question) => question.status !== 'not-asked');
  const answered = asked.filter((question) => question.status !== 'unanswered' || !isApplicable(question)).length;
  const unknown = asked.filter((question) => question.status === 'unknown').length;
  const said = unknown === 0 ? '' : `, ${unknown} of them "unknown"`;
  return `answers to ${answered} of ${count(asked.length, 'question')}${said}${answers.start === null ? ', no start yet' : ''}`;
}
