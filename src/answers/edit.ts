/** Changes an answers file as a person would: only what changes is written anew; all else stays byte for byte. */
import { type Change, changeData, EditError, type Form, type PlainData, saysTheSame } from '../yaml/change.js';
import { editJson } from '../yaml/edit-json.js';
import { editYaml, findHindrance, printEntry } from '../yaml/edit-yaml.js';
import { readSource, type Source } from '../yaml/source.js';
import { answersSchema } from './schema.js';

const FORM: Form = {
  order: Object.keys(answersSchema.entries),
  // A bare level becomes the level beside a note, or beside the answers to the questions of a condition.
  keyOfScalar: (path) => (path[0] === 'responses' && path.length >= 2 ? 'level' : null),
};

/**
 * Applies changes to an answers file, and makes sure that it then says what was meant and nothing else.
 * @param before the file as it was read, without errors
 * @param text what it was read from
 * @returns the file with the changes; the same text where it says so already
 * @throws EditError where it is written in a way that only a person can change
 */
export function editAnswers(
  before: Source,
  text: string,
  changes: readonly Change[],
): { readonly text: string; readonly source: Source } {
  const wanted = changeAnswers(before.data, changes);
  if (saysTheSame(before.data, wanted)) return { text, source: before };
  const edited = editText(before.file, text, changes);
  const source = readSource(before.file, edited);
  if (saysTheSame(source.data, wanted)) return { text: edited, source };
  // What is referred to may stand after what refers to it now.
  const isLost = source.problems.some(({ code }) => code === 'unknown-anchor');
  throw new EditError(isLost ? 'anchor' : findHindrance(text));
}

/**
 * Applies changes to the text of an answers file, one after the other.
 * @param file its name; the ending .json says that it is JSON
 * @param text a file without errors of syntax, or an empty text for a new file
 * @throws EditError where it is written in a way that only a person can change
 */
export function editText(file: string, text: string, changes: readonly Change[]): string {
  const isJson = /\.json$/i.test(file);
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const content = text.slice(mark.length);
  const windows = content.match(/\r\n/g)?.length ?? 0;
  const isWindows = windows > 0 && windows * 2 >= content.match(/\n/g)!.length;
  const edited = changes.reduce(
    (now, change) => (isJson ? editJson : editYaml)(now, change, FORM),
    isJson && content.trim() === '' ? '{}\n' : content.replace(/\r\n/g, '\n'),
  );
  return `${mark}${isWindows ? edited.replace(/\n/g, '\r\n') : edited}`;
}

/** The data that a changed file must hold: the same changes on plain data, which stays as it is. */
export function changeAnswers(data: unknown, changes: readonly Change[]): unknown {
  return changeData(data, changes, FORM);
}

/** A new answers file, with its keys in the order in which a person reads them. */
export function printAnswers(data: Readonly<Record<string, PlainData>>): string {
  const lines = FORM.order.flatMap((key) => (data[key] === undefined ? [] : printEntry(key, data[key])));
  return lines.map((line) => `${line}\n`).join('');
}
