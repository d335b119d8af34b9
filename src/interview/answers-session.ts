/** One answers file during an interview: every change goes through the same checks as a file that a person wrote. */
import { changeData, type Edit, editAnswers, saysTheSame } from '../yaml/edit.js';
import { describeHindrance, EditError, findHindrance } from '../yaml/pieces.js';
import { readAnswers } from '../answers/read.js';
import { FileError } from '../files/failures.js';
import { describeProblem } from '../diagnostics/describe.js';
import { hasErrors, type Problem } from '../diagnostics/problem.js';
import { readSource } from '../yaml/source.js';
import type { Answers, Framework } from '../model/index.js';

/** Where the answers are kept between two changes. */
export interface Store {
  /** The file's name as shown. */
  readonly file: string;
  /** The text as it is now, null where there is no file yet. */
  readonly read: () => string | null;
  /** Puts the text in place of the former one, whole or not at all. */
  readonly write: (text: string) => void;
  /** What a new file begins with. */
  readonly head?: string;
}

/** What stands in the file, and changing it. */
export class Sitting {
  readonly framework: Framework;
  readonly store: Store;
  answers: Answers;
  /** The file's data as written. */
  data: Readonly<Record<string, unknown>>;
  /** What is worth knowing about the file as it was opened: another version of the framework, ids that have moved. */
  readonly warnings: readonly Problem[];
  /** Whether the last change could not be written. */
  isBehind = false;
  /** What the file said when it was last read or written; null where there was none. */
  private text: string | null;

  private constructor(framework: Framework, store: Store, read: Read, text: string | null) {
    this.text = text;
    this.framework = framework;
    this.store = store;
    this.answers = read.answers;
    this.data = read.data;
    this.warnings = read.problems;
  }

  /** Opens the file, which need not exist yet; its problems where it cannot be read. */
  static open(framework: Framework, store: Store): Sitting | readonly Problem[] {
    const text = store.read();
    const read = readText(framework, store.file, beginText(framework, store, text ?? ''));
    return read.answers === null ? read.problems : new Sitting(framework, store, read as Read, text);
  }

  /** Whether there is a file yet, or was when it was last looked at. */
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
      const now = readText(this.framework, file, before);
      if (now.answers === null) {
        return `${file} was changed meanwhile and cannot be read: ${sentenceOf(now.problems, true)} Put it right there, then answer again.`;
      }
      const asWritten = edits.map(({ path, value }) => ({ path: writtenPath(this.framework, now.data, path), value }));
      const wanted = changeData(now.data, asWritten);
      // What is said already stays as the person wrote it.
      const text = saysTheSame(now.data, wanted) ? before : editAnswers(file, before, asWritten);
      const read = readText(this.framework, file, text);
      if (read.answers === null) return sentenceOf(read.problems.map((problem) => toTheAnswer(problem, edits)));
      if (!saysTheSame(read.data, wanted)) throw new EditError(findHindrance(before));
      if (text !== found) this.store.write(text);
      this.text = text;
      this.answers = read.answers;
      this.data = read.data;
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
    const known = typeof at === 'object' && at !== null && !Array.isArray(at) ? (at as Record<string, unknown>) : {};
    const isQuestion = section === 'responses' && depth === 1;
    // A former id of a question stands with its condition's own id, of today or of then.
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

/** Whether something was called so once. No kind is asked for, since an id in use is of the right one. */
function isFormerly({ formerIds }: Framework, id: string, once: string): boolean {
  return Object.values(formerIds).some((ids) => Object.hasOwn(ids, once) && ids[once] === id);
}

/** Whether a text says nothing yet. */
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

interface Read {
  readonly answers: Answers;
  readonly data: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
}

function readText(
  framework: Framework,
  file: string,
  text: string,
): Read | { readonly answers: null; readonly data: null; readonly problems: readonly Problem[] } {
  const { value, problems } = readAnswers(file, text, framework, 'interview');
  if (value === undefined) return { answers: null, data: null, problems };
  return { answers: value, data: readSource(file, text).data as Readonly<Record<string, unknown>>, problems };
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
  const sentence = `${withLine && line !== undefined ? `line ${line}: ${text}` : `${text.charAt(0).toUpperCase()}${text.slice(1)}`}.`;
  return help === undefined ? sentence : `${sentence} (${help})`;
}
