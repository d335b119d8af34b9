/** Changes in the text of a JSON file, each at its place and in the file's own way of writing. JSON is YAML in braces. */
import { isMap, isPair, isScalar, isSeq } from 'yaml';
import { type Change, EditError, type Form, isRenaming, type Move } from './change.js';
import { cutInBraces, findEmptied, findItem, type Holder, type Keys, nodeAt, parse } from './edit-yaml.js';
import { saysNothing, spanOf, splice } from './edit-yaml.js';
import { lineStart } from './places.js';

interface Style {
  readonly form: Form;
  /** One level of indentation; null where the file is written in one line. */
  readonly step: string | null;
}

/** Writes a value, over several lines or in one, without the indentation of its place. */
type Print = (isSpread: boolean) => string;

/**
 * Applies one change to a text that has no errors of syntax, with line breaks of Unix.
 * @throws EditError where something else stands where something is to be moved
 */
export function editJson(text: string, change: Change, form: Form): string {
  const step = /^\s*\{\n([ \t]+)"/.exec(text)?.[1] ?? (/^[\s{}]*$/.test(text) ? '  ' : null);
  if ('to' in change) return move(text, change, { form, step });
  const { path, value } = change;
  if (value === null) return nodeAt(parse(text), path) === undefined ? text : cut(text, path);
  const line = JSON.stringify(value, null, 1).replace(/(?<=[[{])\n\s*|\n\s*(?=[\]}])/g, '');
  const print: Print = (isSpread) => (isSpread ? JSON.stringify(value, null, step!) : line.replace(/\n\s*/g, ' '));
  return put(text, path, print, { form, step });
}

function move(text: string, { path, to }: Move, style: Style): string {
  const [holder, value, there] = [path.slice(0, -1), path, to].map((place) => nodeAt(parse(text), place));
  if (!value) return text;
  const item = findItem(holder as Holder, path.at(-1)!);
  if (isPair(item) && there === undefined && isRenaming(path, to))
    return splice(text, ...spanOf(item.key), JSON.stringify(to.at(-1)));
  const [from, end] = spanOf(value);
  const raw = text.slice(from, end).replaceAll(`\n${indentAt(text, from)}`, '\n');
  const rest = cut(text, path);
  if (isSeq(holder) && isSeq(there)) return add(rest, nodeAt(parse(rest), to) as Holder, () => raw, style);
  if (isSeq(holder)) return put(rest, to, (isSpread) => enclose('[]', [raw], isSpread ? style.step : null), style);
  if (there !== undefined && saysNothing(value)) return rest;
  if (there !== undefined && !saysNothing(there)) throw new EditError('writing');
  return put(rest, to, () => raw, style);
}

/** Takes away what stands at a place, and what held nothing else. */
function cut(text: string, path: Keys): string {
  const outer = findEmptied(text, path);
  return cutInBraces(text, nodeAt(parse(text), outer.slice(0, -1)) as Holder, outer.at(-1)!);
}

/** Puts a value at a place, below the keys that are not there yet. */
function put(text: string, path: Keys, print: Print, style: Style): string {
  let depth = path.length;
  while (nodeAt(parse(text), path.slice(0, depth)) === undefined) depth--;
  const node = nodeAt(parse(text), path.slice(0, depth))!;
  const [name, ...names] = path.slice(depth);
  const printBelow = (isSpread: boolean) =>
    names.reduceRight(
      (inner, one) => enclose('{}', [printPair(one, inner)], isSpread ? style.step : null),
      print(isSpread),
    );
  if (name !== undefined && isMap(node))
    return add(text, node as Holder, (isSpread) => printPair(name, printBelow(isSpread)), style);
  const [from, to] = spanOf(node);
  const isOwnLine = /^[ \t]*(?:"(?:[^"\\]|\\.)*"\s*:\s*)?$/.test(text.slice(lineStart(text, from), from));
  const step = isOwnLine ? style.step : null;
  // What stood there alone stands beside the new value then.
  const key =
    isScalar(node) && !saysNothing(node) && node.value !== '' ? style.form.keyOfScalar(path.slice(0, depth)) : null;
  const pairs = [
    ...(key === null ? [] : [printPair(key, text.slice(from, to))]),
    printPair(name!, printBelow(step !== null)),
  ];
  const written = name === undefined ? print(step !== null) : enclose('{}', pairs, step);
  return splice(text, from, to, written.replaceAll('\n', `\n${indentAt(text, from)}`));
}

/** Adds an entry or an item after the others, on a line of its own where the last one has that. */
function add(text: string, holder: Holder, print: Print, { step }: Style): string {
  const last = holder.items.at(-1);
  const [start, end] = spanOf(last ?? holder);
  const isOwnLine = text.slice(lineStart(text, start), start).trim() === '';
  const lineBreak = `\n${indentAt(text, start)}`;
  const written = print(step !== null && (isOwnLine || last === undefined));
  if (last !== undefined)
    return splice(text, end, end, `,${isOwnLine ? lineBreak : ' '}${written.replaceAll('\n', lineBreak)}`);
  return splice(text, start, end, enclose(isMap(holder) ? '{}' : '[]', [written], step).replaceAll('\n', lineBreak));
}

function printPair(name: string, value: string): string {
  return `${JSON.stringify(name)}: ${value}`;
}

function enclose(brackets: '{}' | '[]', inner: readonly string[], step: string | null): string {
  const [open, close] = [brackets[0], brackets[1]];
  if (step === null) return `${open}${inner.join(', ')}${close}`;
  return `${open}${inner.map((one) => `\n${step}${one.replaceAll('\n', `\n${step}`)}`).join(',')}\n${close}`;
}

/** The white space with which the line of a place begins. */
function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at)))![0];
}
