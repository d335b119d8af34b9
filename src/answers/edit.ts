/** Changes an answers file as a person would: only what changes is written anew; all else stays byte for byte. */
import { Document, isMap, isNode, isScalar, type Pair, parseDocument, Scalar, type YAMLMap } from 'yaml';

/** Plain data as it stands in an answers file. */
export type AnswerData = string | number | boolean | readonly AnswerData[] | { readonly [key: string]: AnswerData };

/** One change: a value at a place, or nothing there any more. */
export interface Edit {
  /** Keys from the top of the file down. */
  readonly path: readonly string[];
  /** The new value; null takes away what is there, and what held nothing else. */
  readonly value: AnswerData | null;
}

/** Takes what stands at a place to another one, where nothing stands yet, with the comments in it and behind it. */
export interface Move {
  readonly path: readonly string[];
  readonly to: readonly string[];
}

/**
 * Applies changes to an answers file.
 * @param file its name; the ending .json says that it is JSON
 * @param text a file without errors of syntax, or an empty text for a new file
 * @param edits applied one after the other
 * @returns the text with the changes
 * @throws where an alias elsewhere refers to what is changed
 */
export function editAnswers(file: string, text: string, edits: readonly (Edit | Move)[]): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const content = text.slice(mark.length);
  if (/\.json$/i.test(file)) return `${mark}${editJson(content, edits)}`;
  const windows = content.match(/\r\n/g)?.length ?? 0;
  const isWindows = windows > 0 && windows * 2 >= (content.match(/\n/g)?.length ?? 0);
  const edited = edits.reduce(
    (now, edit) => ('to' in edit ? moveYaml(now, edit) : editYaml(now, edit)),
    content.replace(/\r\n/g, '\n'),
  );
  return `${mark}${isWindows ? edited.replace(/\n/g, '\r\n') : edited}`;
}

/** A new answers file, with its keys in the order in which a person reads them. */
export function printAnswers(data: Readonly<Record<string, AnswerData>>): string {
  return ORDER.filter((key) => data[key] !== undefined)
    .map((key) => printEntry(key, data[key]!, 0))
    .join('');
}

/** The same changes on plain data, which stays as it is: what the changed file must say. */
export function changeData(data: unknown, edits: readonly (Edit | Move)[]): unknown {
  return edits.reduce(
    (now, edit) => ('to' in edit ? moveData(now, edit) : changeAt(now, edit.path, edit.value, 0)),
    data,
  );
}

function moveData(data: unknown, { path, to }: Move): unknown {
  const [holder, value] = [dataAt(data, path.slice(0, -1)), dataAt(data, path)];
  if (value === undefined) return data;
  if (!isRenaming(path, to)) return changeAt(changeAt(data, to, value as AnswerData, 0), path, null, 0);
  // What stands there already says nothing: a key without a value.
  const renamed = Object.entries(holder as object)
    .filter(([key]) => key !== to.at(-1))
    .map(([key, inner]) => [key === path.at(-1) ? to.at(-1)! : key, inner as unknown]);
  const now = Object.fromEntries(renamed) as AnswerData;
  return path.length === 1 ? now : changeAt(data, path.slice(0, -1), now, 0);
}

/** What stands at a place in plain data. */
export function dataAt(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined),
    data,
  );
}

/** Whether two files say the same, in whatever order and with whatever white space round their texts. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return String(a).trim() === String(b).trim();
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => saysTheSame(left[key], right[key]));
}

/** Whether only the last key changes. */
function isRenaming(path: readonly string[], to: readonly string[]): boolean {
  return path.length === to.length && path.slice(0, -1).every((key, n) => key === to[n]);
}

function changeAt(data: unknown, path: readonly string[], value: AnswerData | null, depth: number): unknown {
  const [key, ...rest] = path.slice(depth);
  if (key === undefined) return value ?? undefined;
  const isMapping = typeof data === 'object' && data !== null && !Array.isArray(data);
  if (!isMapping && value === null) return data;
  // A bare level becomes the level beside what is said besides.
  const isLevel = path[0] === 'responses' && depth >= 2 && typeof data === 'string' && data !== '';
  const known = isMapping ? (data as Record<string, unknown>) : isLevel ? { level: data } : {};
  if (value === null && known[key] === undefined) return data;
  const inner = changeAt(known[key], path, value, depth + 1);
  const { [key]: _, ...others } = known;
  const isGone =
    inner === undefined ||
    (value === null && rest.length > 0 && typeof inner === 'object' && Object.keys(inner as object).length === 0);
  // What is there keeps its place.
  return isGone ? others : { ...known, [key]: inner };
}

/** Keys of an answers file in the order in which a person reads them; a new one goes to its place. */
const ORDER = [
  'framework',
  'profile',
  'start',
  'years',
  'responses',
  'targets',
  'focus',
  'policy',
  'capacity',
  'roles',
  'schools',
  'funds',
  'calendar',
  'actions',
  'measures',
  'approval',
  'notes',
  'retired',
];
const INDENT = 2;

type Entry = Pair<Scalar, unknown>;

/** As text only, so that nothing that was typed is read as something else: 0100005, yes, 1.0. */
function parseTop(text: string): unknown {
  return parseDocument(text, { schema: 'failsafe', logLevel: 'error' }).contents;
}

function moveYaml(text: string, { path, to }: Move): string {
  const top = parseTop(text);
  if (!isMap(top)) return text;
  const holders = findHolders(top as YAMLMap<Scalar, unknown>, path);
  const entry = holders.length < path.length ? undefined : entryOf(holders.at(-1)!, path.at(-1)!);
  if (entry === undefined) return text;
  const [from, end] = entry.key.range!;
  if (isRenaming(path, to) && entryOf(holders.at(-1)!, to.at(-1)!) === undefined)
    return splice(text, from, end, scalarOf(to.at(-1)!).toString());
  // The node itself, so that a number stays a number and what is in quotes stays in quotes.
  return editYaml(editYaml(text, { path: to, value: entry.value as AnswerData }), { path, value: null });
}

function editYaml(text: string, { path, value }: Edit): string {
  const top = parseTop(text);
  if (!isMap(top)) {
    if (value === null) return text;
    const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    return `${before}${printEntry(path[0]!, nest(path.slice(1), value), 0)}`;
  }
  const holders = findHolders(top as YAMLMap<Scalar, unknown>, path);
  return value === null ? remove(text, holders, path) : set(text, holders, path, value);
}

/** The mappings along a path, from the top down, as far as there are any. */
function findHolders(top: YAMLMap<Scalar, unknown>, path: readonly string[]): YAMLMap<Scalar, unknown>[] {
  const holders = [top];
  for (const key of path.slice(0, -1)) {
    const next = entryOf(holders.at(-1)!, key)?.value;
    if (!isMap(next) || next.items.length === 0) break;
    holders.push(next as YAMLMap<Scalar, unknown>);
  }
  return holders;
}

function entryOf(map: YAMLMap<Scalar, unknown>, key: string): Entry | undefined {
  return map.items.find((item) => item.key.value === key);
}

function set(
  text: string,
  holders: readonly YAMLMap<Scalar, unknown>[],
  path: readonly string[],
  value: AnswerData,
): string {
  const map = holders.at(-1)!;
  const depth = holders.length - 1;
  const key = path[depth]!;
  const entry = entryOf(map, key);
  const whole = nest(path.slice(depth + 1), value);
  if (map.flow === true) {
    if (entry === undefined) map.items.push(makeEntry(key, levelled(path, depth, undefined, whole)));
    else entry.value = nodeOf(levelled(path, depth, entry.value, whole));
    return splice(text, map.range![0], map.range![1], printInline(map));
  }
  const indent = columnOf(text, map.items[0]!.key.range![0]);
  if (entry !== undefined) {
    const [from, to] = extentOf(text, entry);
    const printed = printEntry(key, levelled(path, depth, entry.value, whole), indent).trim();
    return splice(text, from, to, printed);
  }
  const before = depth > 0 || !ORDER.includes(key) ? map.items.at(-1) : findBefore(map, key);
  const printed = printEntry(key, whole, indent);
  if (before === undefined) return splice(text, map.items[0]!.key.range![0] - indent, null, `${printed}`);
  const end = endOfLine(text, extentOf(text, before)[1]);
  const isLast = end >= text.length;
  return splice(text, end, null, isLast && !text.endsWith('\n') ? `\n${printed}` : printed);
}

/** The entry of a file that a new one follows, undefined where it is the first. */
function findBefore(map: YAMLMap<Scalar, unknown>, key: string): Entry | undefined {
  const position = ORDER.indexOf(key);
  return map.items.findLast((item) => ORDER.indexOf(String(item.key.value)) < position);
}

/** A bare level becomes the level beside what is said besides: a note, or the answers to the questions of a condition. */
function levelled(path: readonly string[], depth: number, known: unknown, value: AnswerData): AnswerData {
  const isPart = path[0] === 'responses' && depth >= 1 && path.length > depth + 1;
  if (!isPart || !isScalar(known) || /^(?:~|null|)$/i.test(String(known.value)) || typeof value !== 'object')
    return value;
  return { level: String(known.value), ...(value as Record<string, AnswerData>) };
}

function remove(text: string, holders: readonly YAMLMap<Scalar, unknown>[], path: readonly string[]): string {
  if (holders.length < path.length) return text;
  let depth = path.length - 1;
  if (entryOf(holders[depth]!, path[depth]!) === undefined) return text;
  while (depth > 0 && holders[depth]!.items.length === 1) depth--;
  const map = holders[depth]!;
  const entry = entryOf(map, path[depth]!)!;
  if (map.flow === true) {
    map.items.splice(map.items.indexOf(entry), 1);
    return splice(text, map.range![0], map.range![1], printInline(map));
  }
  const [from, to] = extentOf(text, entry);
  return splice(text, startOfLine(text, from), endOfLine(text, to), '');
}

/** Where an entry begins, and where the last character of its value ends; a comment behind it is not part of it. */
function extentOf(text: string, { key, value }: Entry): [from: number, to: number] {
  const from = key.range![0];
  const range = (value as { range?: [number, number, number] | null } | null)?.range;
  let to = range === null || range === undefined ? text.indexOf(':', key.range![1] - 1) + 1 : range[1];
  if (to <= from) to = key.range![1] + 1;
  while (to > from && /\s/.test(text[to - 1]!)) to--;
  return [from, to];
}

function columnOf(text: string, at: number): number {
  return at - startOfLine(text, at);
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Behind the line break that ends the line. */
function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function splice(text: string, from: number, to: number | null, by: string): string {
  return text.slice(0, from) + by + text.slice(to ?? from);
}

/** A value below the rest of a path. */
function nest(path: readonly string[], value: AnswerData): AnswerData {
  return path.reduceRight<AnswerData>((inner, key) => ({ [key]: inner }), value);
}

function printEntry(key: string, value: AnswerData, indent: number): string {
  const document = new Document(null, { schema: 'failsafe' });
  const map = document.createNode({}) as unknown as YAMLMap<Scalar, unknown>;
  map.items.push(makeEntry(key, value));
  document.contents = map as never;
  const printed = document.toString({ lineWidth: 0, indent: INDENT, flowCollectionPadding: false });
  return printed.replace(/^(?=.)/gm, ' '.repeat(indent));
}

/** A mapping in braces, as it stands within a line. */
function printInline(map: YAMLMap<Scalar, unknown>): string {
  const document = new Document(null, { schema: 'failsafe' });
  document.contents = map as never;
  map.commentBefore = null;
  map.comment = null;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim();
}

function makeEntry(key: string, value: AnswerData): Entry {
  const document = new Document(null, { schema: 'failsafe' });
  return document.createPair(scalarOf(key), nodeOf(value)) as unknown as Entry;
}

function nodeOf(value: AnswerData): unknown {
  if (isNode(value)) return value;
  const document = new Document(null, { schema: 'failsafe' });
  if (Array.isArray(value)) {
    const list = document.createNode([]) as unknown as { items: unknown[] };
    list.items = (value as readonly AnswerData[]).map((one) => nodeOf(one));
    return list;
  }
  if (typeof value === 'object') {
    const map = document.createNode({}) as unknown as YAMLMap<Scalar, unknown>;
    map.items = Object.entries(value).map(([key, one]) => makeEntry(key, one));
    return map;
  }
  return typeof value === 'string' ? scalarOf(value) : Object.assign(new Scalar(String(value)), { type: Scalar.PLAIN });
}

/** Text in quotes where a reader would take it for something else, several lines as a block. */
function scalarOf(value: string): Scalar {
  const scalar = new Scalar(value);
  // Readers of YAML 1.1 take more words and figures for something else than we do; dates are written bare.
  const isMistakable = /^(?:[-+.]?\d.*|true|false|yes|no|on|off|y|n|null|~|)$/i.test(value);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value);
  scalar.type = /\n/.test(value) ? Scalar.BLOCK_LITERAL : isMistakable && !isDate ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
  return scalar;
}

function editJson(text: string, edits: readonly (Edit | Move)[]): string {
  const data = changeData(text.trim() === '' ? {} : JSON.parse(text), edits);
  const indent = /^\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  return `${JSON.stringify(data, null, indent)}\n`;
}
