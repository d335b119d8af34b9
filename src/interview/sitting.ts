/** One answers file during an interview: every change goes through the same checks as a file that a person wrote. */
import { editAnswers, type Edit } from '../answers/edit.js';
import { readAnswers } from '../answers/read.js';
import { describeProblem } from '../io/messages.js';
import { hasErrors, type Problem } from '../io/problems.js';
import { readSource } from '../io/source.js';
import type { Answers, Framework } from '../model.js';

/** Where the answers are kept between two changes. */
export interface Store {
  /** The file's name as shown. */
  readonly file: string;
  /** The text as it is now, null where there is no file yet. */
  readonly read: () => string | null;
  /** Puts the text in place of the former one, whole or not at all. */
  readonly write: (text: string) => void;
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
  private constructor(framework: Framework, store: Store, read: Read) {
    this.framework = framework;
    this.store = store;
    this.answers = read.answers;
    this.data = read.data;
    this.warnings = read.problems;
  }

  /** Opens the file, which need not exist yet; its problems where it cannot be read. */
  static open(framework: Framework, store: Store): Sitting | readonly Problem[] {
    const read = readText(framework, store.file, store.read() ?? newText(framework));
    return read.answers === null ? read.problems : new Sitting(framework, store, read as Read);
  }

  /**
   * Changes the file as it is now, which a person may have edited meanwhile, and saves it.
   * @returns what is wrong with the change, and then nothing was changed; null where it is saved
   */
  apply(edits: readonly Edit[]): string | null {
    const { file } = this.store;
    const before = this.store.read() ?? newText(this.framework);
    const now = readText(this.framework, file, before);
    if (now.answers === null) {
      return `${file} was changed meanwhile and cannot be read: ${sentenceOf(now.problems)} Put it right there, then answer again.`;
    }
    const text = editAnswers(file, before, edits);
    const read = readText(this.framework, file, text);
    if (read.answers === null) return sentenceOf(read.problems);
    if (text !== before || this.store.read() === null) this.store.write(text);
    this.answers = read.answers;
    this.data = read.data;
    return null;
  }
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

/** What a file begins with that an interview makes. */
function newText({ id, version }: Framework): string {
  return `framework: ${id}@${version}\n`;
}

/** The first error, as a sentence. */
function sentenceOf(problems: readonly Problem[]): string {
  const first = problems.find((problem) => hasErrors([problem])) ?? problems[0]!;
  const { text, help } = describeProblem(first);
  const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  return help === undefined ? sentence : `${sentence} (${help})`;
}
