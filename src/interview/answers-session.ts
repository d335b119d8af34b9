/** One answers file during an interview: every change goes through the same checks as a file that a person wrote. */
import { editAnswers } from '../answers/edit.js';
import { checkAnswers } from '../answers/read.js';
import { FileError } from '../files/failures.js';
import { describeProblem } from '../diagnostics/describe.js';
import { hasErrors, type Problem } from '../diagnostics/problem.js';
import { describeHindrance, type Edit, EditError } from '../yaml/change.js';
import { readSource } from '../yaml/source.js';
import { isMapping } from '../yaml/values.js';
import { capitalize } from '../text/plurals.js';
import type { Answers, Framework } from '../model/index.js';

/** Where the answers are kept between two changes. */
export interface Store {
  /** The file's name as shown. */
  readonly file: string;
  /** The text as it is now, null where there is no file yet. */
  readonly read: () => string | null;
  /** Puts the text in place of the former one, whole or not at all. */
  readonly write: (text: string) => void;
  /** The comments at the head of a new file. */
  readonly head?: string;
}

type Data = Readonly<Record<string, unknown>>;

/** A file that is open for changes. */
export class Sitting {
  readonly framework: Framework;
  readonly store: Store;
  answers: Answers;
  /** The file's data as written. */
  data: Data;
  /** Warnings about the file as it was opened: another version of the framework, ids that have moved. */
  readonly warnings: readonly Problem[];
  /** Set where the last change could not be written. */
  isBehind = false;
  /** The text of the file when it was last read or written; null where there was none. */
  private text: string | null;

  private constructor(
    opened: Pick<Sitting, 'framework' | 'store' | 'answers' | 'data' | 'warnings'>,
    text: string | null,
  ) {
    this.text = text;
    this.framework = opened.framework;
    this.store = opened.store;
    this.answers = opened.answers;
    this.data = opened.data;
    this.warnings = opened.warnings;
  }

  /** Opens the file, which need not exist yet; its problems where it cannot be read. */
  static open(framework: Framework, store: Store): Sitting | readonly Problem[] {
    const text = store.read();
    const source = readSource(store.file, beginText(framework, store, text ?? ''));
    const { value: answers, problems: warnings } = checkAnswers(source, framework, 'interview');
    if (answers === undefined) return warnings;
    return new Sitting({ framework, store, answers, data: source.data as Data, warnings }, text);
  }

  /** Tells whether there is a file yet, or was when it was last looked at. */
  get isSaved(): boolean {
    return this.text !== null;
  }

  /** Writes the answers again where the file was deleted or emptied meanwhile; whether it was. */
  restore(): boolean {
    const { text, store } = this;
    if (text === null || isEmpty(text) || !isEmpty(store.read() ?? '')) return false;
    store.write(text);
    return true;
  }

  /**
   * Changes the file as it is now, which a person may have edited meanwhile, and saves it.
   * @returns what is wrong with the change, and then nothing was changed; null where it is saved
   */
  apply(edits: readonly Edit[]): string | null {
    const { file } = this.store;
    try {
      this.restore();
      const found = this.store.read();
      const before = beginText(this.framework, this.store, found ?? '');
      const source = readSource(file, before);
      const now = checkAnswers(source, this.framework, 'interview');
      if (now.value === undefined) {
        return `${file} was changed meanwhile and cannot be read: ${sentenceOf(now.problems, true)} Put it right there, then answer again.`;
      }
      const asWritten = edits.map(({ path, value }) => ({
        path: writtenPath(this.framework, source.data, path),
        value,
      }));
      const { text, source: changed } = editAnswers(source, before, asWritten);
      const { value, problems } = checkAnswers(changed, this.framework, 'interview');
      if (value === undefined) return sentenceOf(problems.map((problem) => toTheAnswer(problem, edits)));
      if (text !== found) this.store.write(text);
      this.text = text;
      this.answers = value;
      this.data = changed.data as Data;
      this.isBehind = false;
      return null;
    } catch (error) {
      if (error instanceof EditError)
        return `${describeHindrance(file, error.hindrance)}. Write the answer into the file, then go on.`;
      if (!(error instanceof FileError)) throw error;
      this.isBehind = true;
      return `Not saved: ${error.message}.`;
    }
  }
}

/** The path as the file writes it, which may have ids that the framework has renamed since. */
function writtenPath(framework: Framework, data: unknown, path: readonly string[]): string[] {
  const [section, ...keys] = path as [string, ...string[]];
  const written = [section];
  let at = (data as Record<string, unknown>)[section];
  keys.forEach((key, depth) => {
    const known = isMapping(at) ? at : {};
    const isQuestion = section === 'responses' && depth === 1;
    // A former id of a question goes with its condition's own id, of today or of then.
    const full = (id: string) => (isQuestion ? [`${keys[0]!}.${id}`, `${written[1]!}.${id}`] : [id]);
    const wanted = isQuestion ? `${keys[0]!}.${key}` : key;
    const former = Object.keys(known).find(
      (id) => id !== key && full(id).some((one) => isFormerly(framework, wanted, one)),
    );
    const used = known[key] === undefined && former !== undefined ? former : key;
    written.push(used);
    at = known[used];
  });
  return written;
}

/** Tells whether something was called so once. No kind is asked for, since an id in use is of the right one. */
function isFormerly({ formerIds }: Framework, id: string, once: string): boolean {
  return Object.values(formerIds).some((ids) => Object.hasOwn(ids, once) && ids[once] === id);
}

/** Tells whether a text says nothing yet. */
function isEmpty(text: string): boolean {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .every((line) => /^\s*(?:#.*|---.*)?$/.test(line));
}

/** The text to change: what the file says, or how a new one begins. */
function beginText(framework: Framework, { file, head = '' }: Store, text: string): string {
  if (!isEmpty(text)) return text;
  const { id, version } = framework;
  if (/\.json$/i.test(file)) return `${JSON.stringify({ framework: `${id}@${version}` }, null, 2)}\n`;
  return `${text === '' ? head : ''}${text === '' || text.endsWith('\n') ? text : `${text}\n`}framework: ${id}@${version}\n`;
}

/** The same problem, told without the id of what was asked, which stands above the answer in words. */
function toTheAnswer(problem: Problem, edits: readonly Edit[]): Problem {
  if (problem.code !== 'out-of-range' && problem.code !== 'wrong-type') return problem;
  if (!edits.some(({ path }) => path.at(-1) === problem.args.where)) return problem;
  return { ...problem, args: { ...problem.args, where: 'the answer' } } as Problem;
}

/** The first error, as a sentence, with its line where that is of use. */
function sentenceOf(problems: readonly Problem[], withLine = false): string {
  const first = problems.find((problem) => hasErrors([problem])) ?? problems[0]!;
  const { text, help } = describeProblem(first);
  const { line } = first.place;
  const sentence = `${withLine && line !== undefined ? `line ${line}: ${text}` : capitalize(text)}.`;
  return help === undefined ? sentence : `${sentence} (${help})`;
}
