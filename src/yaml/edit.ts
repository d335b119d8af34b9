/** Changes an answers file as a person would: only what changes is written anew; all else stays byte for byte. */
import { DATE_PATTERN } from '../text/dates.js';
import { Document, isAlias, isMap, isScalar, isSeq, Scalar } from 'yaml';
import { isMapping, valueAt } from '../schema/check.js';
import {
  type Collection,
  columnOf,
  commentsBetween,
  cutOut,
  EditError,
  endOfLines,
  extentOf,
  findSpots,
  indent,
  indentAt,
  type Item,
  lineStart,
  listComments,
  listInGap,
  listItems,
  listParts,
  parseTop,
  type Piece,
  printLines,
  readPart,
  readPiece,
  saysNothing,
  splice,
  type Spot,
  startsLine,
  STEP,
} from './pieces.js';

/** Plain data as it stands in an answers file. */
export type AnswerData = string | number | boolean | readonly AnswerData[] | { readonly [key: string]: AnswerData };

/** One change: a value at a place, or nothing there any more. */
export interface Edit {
  /** Keys from the top of the file down. */
  readonly path: readonly string[];
  /** The new value; null takes away what is there, and what held nothing else. */
  readonly value: AnswerData | null;
}

/**
 * Takes what stands at a place to another one with its comments: where nothing stands yet, or only a key without a value,
 * or where it says nothing itself and only its comments go. An item of a list goes to the end of another list.
 */
export interface Move {
  /** An item of a list by its position, from 0. */
  readonly path: readonly string[];
  /** The other list itself for an item of a list. */
  readonly to: readonly string[];
}

/**
 * Applies changes to an answers file.
 * @param file its name; the ending .json says that it is JSON
 * @param text a file without errors of syntax, or an empty text for a new file
 * @param edits applied one after the other
 * @returns the text with the changes
 * @throws EditError where it is written in a way that only a person can change
 */
export function editAnswers(file: string, text: string, edits: readonly (Edit | Move)[]): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const content = text.slice(mark.length);
  const isJson = /\.json$/i.test(file);
  const step = /^\s*\{\r?\n([ \t]+)"/.exec(content)?.[1];
  const isSpread = isJson && (step !== undefined || /^[\s{}]*$/.test(content));
  const style: Style = { isJson, isSpread, step: (isJson && step) || STEP };
  const windows = content.match(/\r\n/g)?.length ?? 0;
  const isWindows = windows > 0 && windows * 2 >= (content.match(/\n/g)?.length ?? 0);
  // JSON is YAML too.
  const edited = edits.reduce(
    (now, edit) =>
      'to' in edit
        ? moveText(now, edit, style)
        : edit.value === null
          ? removeText(now, edit.path, style)
          : setText(now, edit.path, edit.value, style),
    isJson && content.trim() === '' ? '{}\n' : content.replace(/\r\n/g, '\n'),
  );
  return `${mark}${isWindows ? edited.replace(/\n/g, '\r\n') : edited}`;
}

/** A new answers file, with its keys in the order in which a person reads them. */
export function printAnswers(data: Readonly<Record<string, AnswerData>>): string {
  return ORDER.filter((key) => data[key] !== undefined)
    .map((key) => join(printBlock([key], pieceOf(data[key]!, YAML))))
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
  const [holder, value] = [valueAt(data, path.slice(0, -1)), valueAt(data, path)];
  if (value === undefined) return data;
  if (Array.isArray(holder)) {
    const others = holder.filter((_, n) => String(n) !== path.at(-1)) as AnswerData[];
    const there = (valueAt(data, to) ?? []) as readonly AnswerData[];
    const left = changeAt(data, path.slice(0, -1), others, 0);
    return changeAt(left, to, [...there, value as AnswerData], 0);
  }
  // Only the comments of what says nothing go where something stands.
  if (isNothing(value) && valueAt(data, to) !== undefined) return changeAt(data, path, null, 0);
  if (!isRenaming(path, to)) return changeAt(changeAt(data, to, value as AnswerData, 0), path, null, 0);
  // What stands there already says nothing: a key without a value.
  const renamed = Object.entries(holder as object)
    .filter(([key]) => key !== to.at(-1))
    .map(([key, inner]) => [key === path.at(-1) ? to.at(-1)! : key, inner as unknown]);
  const now = Object.fromEntries(renamed) as AnswerData;
  return path.length === 1 ? now : changeAt(data, path.slice(0, -1), now, 0);
}

/**
 * Whether two files say the same, in whatever order and with whatever white space round their texts. A mapping with nothing
 * in it says as little as none.
 */
export function saysTheSame(a: unknown, b: unknown): boolean {
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return String(a).trim() === String(b).trim();
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => saysTheSame(left[key], right[key]));
}

function isNothing(data: unknown): boolean {
  return data === undefined || (isMapping(data) && Object.values(data).every(isNothing));
}

/** Whether only the last key changes. */
function isRenaming(path: readonly string[], to: readonly string[]): boolean {
  return path.length === to.length && path.slice(0, -1).every((key, n) => key === to[n]);
}

function changeAt(data: unknown, path: readonly string[], value: AnswerData | null, depth: number): unknown {
  const [key, ...rest] = path.slice(depth);
  if (key === undefined) return value ?? undefined;
  const isHolder = isMapping(data);
  if (!isHolder && value === null) return data;
  // A bare level becomes the level beside what is said besides.
  const isLevel = path[0] === 'responses' && depth >= 2 && typeof data === 'string' && data !== '';
  const known = isHolder ? (data as Record<string, unknown>) : isLevel ? { level: data } : {};
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

/** How new things are written. */
interface Style {
  readonly isJson: boolean;
  /** Whether each entry has a line of its own, in braces too. */
  readonly isSpread: boolean;
  /** One level of indentation. */
  readonly step: string;
}

/** Puts a piece at a place, below the keys that are not there yet; what stands there already is replaced by it. */
function put(text: string, path: readonly string[], piece: Piece, style: Style): string {
  const top = parseTop(text);
  const spots = findSpots(text, path, top);
  const last = spots.at(-1);
  const names = path.slice(spots.length);
  if (top === null) {
    const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    return before + join(printBlock(names, piece));
  }
  if (last === undefined) return insert(text, top, spots, names, piece, style);
  if (names.length === 0) return replaceValue(text, last, piece, style);
  const { value, start } = last.item;
  if (isAlias(value)) throw new EditError('anchor');
  const isBlock = last.collection.flow !== true;
  if (isMap(value) && value.items.length > 0) return insert(text, value as Collection, spots, names, piece, style);
  if (isMap(value) && isBlock) return put(openUp(text, value as Collection, last), path, piece, style);
  if (isBlock && saysNothing(value)) {
    const lines = indent(printBlock(names, piece), ' '.repeat(columnOf(text, start)) + STEP);
    const at = endOfLines(text, last.item);
    return splice(text, at, at, `${text[at - 1] === '\n' ? '' : '\n'}${join(lines)}`);
  }
  if (isLevel(path, spots)) return put(expandLevel(text, last, style), path, piece, style);
  if (isBlock) {
    const lines = ['', ...indent(printBlock(names, piece), STEP)];
    return replaceValue(text, last, { above: [], lines, inline: null }, style);
  }
  const within = printBraces(names, piece, style, startsLine(text, last.item));
  if (within === null) return put(openPath(text, spots, last.collection), path, piece, style);
  return replaceValue(text, last, { above: piece.above, lines: within, inline: within.join('') }, style);
}

/** Puts a piece into a mapping, where nothing of that name stands. */
function insert(
  text: string,
  map: Collection,
  spots: readonly Spot[],
  names: readonly string[],
  piece: Piece,
  style: Style,
): string {
  const items = listItems(text, map);
  const path = [...spots.map(({ item }) => item.name), ...names];
  if (map.flow === true) {
    const [name, ...inner] = names as [string, ...string[]];
    const isOwnLine = items.length === 0 ? style.isSpread : startsLine(text, items.at(-1)!);
    const value = printBraces(inner, piece, style, isOwnLine);
    if (value === null) return put(openPath(text, spots, map), path, piece, style);
    return insertInBraces(text, map, items, printLines(`${printKey(name, style)}:`, value), isOwnLine, style);
  }
  const column = columnOf(text, items[0]!.start);
  const lines = indent(printBlock(names, piece), ' '.repeat(column));
  const position = ORDER.indexOf(names[0]!);
  const before =
    spots.length > 0 || position < 0 ? items.at(-1) : items.findLast(({ name }) => ORDER.indexOf(name) < position);
  if (before === undefined) {
    const [at] = extentOf(text, { collection: map, items, index: 0, item: items[0]!, low: 0 });
    return splice(text, at, at, join(lines));
  }
  const at = endOfLines(text, before);
  return splice(text, at, at, `${text[at - 1] === '\n' ? '' : '\n'}${join(lines)}`);
}

/** Adds an entry or an item behind the others, on a line of its own where the last one has that. */
function insertInBraces(
  text: string,
  collection: Collection,
  items: readonly Item[],
  lines: readonly string[],
  isOwnLine: boolean,
  style: Style,
): string {
  const [open, close] = collection.range!;
  const last = items.at(-1);
  if (last === undefined) {
    const base = indentAt(text, open);
    const inner = isOwnLine ? `\n${indent(lines, base + style.step).join('\n')}\n${base}` : lines.join('\n');
    return splice(text, open + 1, close - 1, inner);
  }
  const part = listParts(text, collection, items).parts.at(-1)!;
  const base = indentAt(text, last.start) + (isOwnLine ? '' : style.step);
  const isNewLine = isOwnLine || text.slice(last.end, part.to).includes('#');
  const inner = isNewLine ? `\n${indent(lines, base).join('\n')}` : ` ${lines.join(`\n${base}`)}`;
  const added = splice(text, part.to, part.to, part.comma === null ? inner : `${inner},`);
  return part.comma === null ? splice(added, last.end, last.end, ',') : added;
}

/** Writes another value for a key; comments within the former one go above it. */
function replaceValue(text: string, spot: Spot, piece: Piece, style: Style): string {
  const { item, collection } = spot;
  const { value, after, end, start } = item;
  const hasValue = value !== null && value.range![0] < end;
  const from = hasValue ? value.range![0] : after;
  const isSameLine = hasValue && !text.slice(after, from).includes('\n');
  const pad = collection.flow === true ? indentAt(text, start) : ' '.repeat(columnOf(text, start));
  const addAbove = (now: string, comments: readonly string[]): string => {
    if (comments.length === 0) return now;
    if (collection.flow !== true)
      return splice(now, lineStart(now, start), lineStart(now, start), join(indent(comments, pad)));
    const lineBreak = `\n${pad}${startsLine(now, item) ? '' : STEP}`;
    return splice(now, start, start, `${/\s/.test(now[start - 1]!) ? '' : ' '}${comments.join(lineBreak)}${lineBreak}`);
  };
  const inside = style.isJson ? [] : commentsBetween(text, after, end);
  if (collection.flow === true) {
    const written = readBraces(piece, style, startsLine(text, item))!.join(`\n${pad}`);
    return addAbove(splice(text, isSameLine ? from : after, end, isSameLine ? written : ` ${written}`), inside);
  }
  if (piece.lines.length === 1 && isSameLine && !text.slice(from, end).includes('\n'))
    return addAbove(splice(text, from, end, piece.lines[0]!), inside);
  const to = endOfLines(text, item);
  const [behind = '', ...below] = text.slice(end, to).split('\n');
  const [first = '', ...others] = printLines('', piece.lines);
  const head = `${first}${behind.trim() === '' ? '' : ` ${behind.trim()}`}`;
  const written = join([head, ...indent(others, pad)]);
  const comments = [...inside, ...below.map((line) => line.trim()).filter((line) => line !== '')];
  return addAbove(splice(text, after, to, written), comments);
}

/** Whether a level of a whole condition stands where more is to be said. */
function isLevel(path: readonly string[], spots: readonly Spot[]): boolean {
  const value = spots.at(-1)!.item.value;
  return path[0] === 'responses' && spots.length >= 2 && isScalar(value) && !saysNothing(value) && value.value !== '';
}

/** A bare level becomes the level beside what is said besides: a note, or the answers to the questions of a condition. */
function expandLevel(text: string, { item, collection }: Spot, style: Style): string {
  const { after, end, start } = item;
  if (collection.flow === true) {
    const from = after + /^(?:\s|#[^\n]*\n)*/.exec(text.slice(after, end))![0].length;
    const [base, key] = [indentAt(text, start), printKey('level', style)];
    const isOwnLine = style.isSpread && startsLine(text, item);
    const [open, close] = isOwnLine ? [`{\n${base}${style.step}`, `\n${base}}`] : ['{', '}'];
    return splice(text, from, end, `${open}${key}: ${text.slice(from, end)}${close}`);
  }
  const to = endOfLines(text, item);
  const [first, ...others] = text.slice(after, to).split('\n');
  const level = `\n${' '.repeat(columnOf(text, start))}${STEP}level:${first!}`;
  return splice(text, after, to, [level, ...indent(others, STEP)].join('\n'));
}

/** Writes what stands in braces or brackets line by line instead. */
function openUp(text: string, collection: Collection, holder: Spot | undefined): string {
  const [start, close] = collection.range!;
  const items = listItems(text, collection);
  const { opening, parts, closing } = listParts(text, collection, items);
  const pad = holder === undefined ? '' : ' '.repeat(columnOf(text, holder.item.start)) + STEP;
  const inner = items.flatMap((item, n) => {
    const { above, lines } = readPart(text, item, parts[n]!);
    const { key } = item;
    const head = key === null ? '-' : `${text.slice(...(key.range as unknown as [number, number]))}:`;
    return [...above, ...printLines(head, lines)];
  });
  const to = text.indexOf('\n', close) < 0 ? text.length : text.indexOf('\n', close);
  const tail = text.slice(close, to).trim();
  if (tail !== '' && !tail.startsWith('#')) throw new EditError('writing');
  const from = holder?.item.after ?? start;
  const before = text.slice(from, start);
  const around = [...listInGap(before), ...opening, ...(tail === '' ? [] : [tail])];
  const props = before.replace(/#[^\n]*/g, '').trim();
  const below = indent([...around.slice(holder === undefined ? 0 : 1), ...inner, ...closing], pad);
  const head = [props, around[0] ?? ''].filter((one) => one !== '').map((one) => ` ${one}`);
  return splice(text, from, to, holder === undefined ? below.join('\n') : [head.join(''), ...below].join('\n'));
}

/** Opens up the outermost braces on a way to a collection. */
function openPath(text: string, spots: readonly Spot[], inner: Collection): string {
  const collections = [...spots.map(({ collection }) => collection), inner];
  const depth = collections.findIndex(({ flow }) => flow === true);
  return openUp(text, collections[depth]!, spots[depth - 1]);
}

/** Writes comments above what stands at a place. */
function putAbove(text: string, path: readonly string[], comments: readonly string[]): string {
  if (comments.length === 0) return text;
  const spots = findSpots(text, path);
  const { item, collection } = spots.at(-1)!;
  if (collection.flow === true) return putAbove(openPath(text, spots, collection), path, comments);
  const at = lineStart(text, item.start);
  return splice(text, at, at, join(indent(comments, ' '.repeat(columnOf(text, item.start)))));
}

/** What was cut out, and the text without it. */
interface Cut {
  readonly text: string;
  readonly piece: Piece;
}

/** Cuts out what stands at the end of a way, and with it what holds nothing else; the comments of that come with it. */
function take(text: string, spots: readonly Spot[], style: Style): Cut {
  const depth = findEmptied(spots);
  const [inner, outer] = [spots.at(-1)!, spots[depth]!];
  const piece = readPiece(text, inner);
  const rest = cutOut(text, outer);
  if (style.isJson) return { text: rest, piece };
  const [from, to] = extentOf(text, inner);
  // The last in its braces leaves none of the comments there.
  const isAlone = outer.items.length === 1 && outer.collection.flow === true;
  const [first, end] = isAlone ? outer.collection.range! : extentOf(text, outer);
  const above = [...commentsBetween(text, first, from), ...piece.above, ...commentsBetween(text, to, end)];
  return { text: rest, piece: { ...piece, above, inline: above.length > 0 ? null : piece.inline } };
}

/** The outermost on a way that holds nothing else. */
function findEmptied(spots: readonly Spot[]): number {
  let depth = spots.length - 1;
  while (depth > 0 && spots[depth]!.items.length === 1 && isMap(spots[depth]!.collection)) depth--;
  return depth;
}

function moveText(text: string, { path, to }: Move, style: Style): string {
  const top = parseTop(text);
  const [spots, there] = [path, to].map((way) => findSpots(text, way, top)) as [Spot[], Spot[]];
  const spot = spots.at(-1);
  if (spot === undefined || spots.length < path.length) return text;
  if (isSeq(spot.collection)) return moveItem(text, { path, to }, style);
  if (there.length === to.length) {
    const isNothing = saysNothing(spot.item.value);
    if (!isNothing && !saysNothing(there.at(-1)!.item.value)) throw new EditError('writing');
    // One of the two says nothing: it goes, but for its comments.
    const { text: rest, piece } = take(text, isNothing ? spots : there, style);
    const comments = [...piece.above, ...commentsBetween(piece.lines.join('\n'), 0, Infinity)];
    return isNothing ? putAbove(rest, to, comments) : moveText(putAbove(rest, path, comments), { path, to }, style);
  }
  if (isRenaming(path, to)) {
    const [start, end] = spot.item.key!.range!;
    return splice(text, start, end, renameKey(spot.item.key!, to.at(-1)!));
  }
  // What holds nothing else goes as a whole, where it is called the same there.
  let up = 0;
  const emptied = findEmptied(spots);
  while (spots.length - 1 - up > emptied && path.at(-1 - up) === to.at(-1 - up) && there.length < to.length - 1 - up)
    up++;
  const { text: rest, piece } = take(text, spots.slice(0, spots.length - up), style);
  return put(rest, to.slice(0, to.length - up), piece, style);
}

/** One of several that were chosen goes to the end of another list. */
function moveItem(text: string, move: Move, style: Style): string {
  const { text: rest, piece } = take(text, findSpots(text, move.path), style);
  const there = findSpots(rest, move.to);
  const list = there.at(-1)?.item.value;
  if (there.length < move.to.length || !isSeq(list)) {
    const inline = piece.inline === null ? null : `[${piece.inline}]`;
    const spread = ['[', ...indent(piece.lines, style.step), ']'];
    const lines = style.isJson ? spread : ['', ...indent(printItem(piece), STEP)];
    return put(rest, move.to, { above: [], lines, inline }, style);
  }
  const items = listItems(rest, list as Collection);
  const last = items.at(-1);
  if (list.flow === true) {
    const isOwnLine = last !== undefined && startsLine(rest, last);
    const value = readBraces(piece, style, isOwnLine);
    if (value === null) {
      const way = findSpots(text, move.to);
      return moveItem(openPath(text, way, way.at(-1)!.item.value as unknown as Collection), move, style);
    }
    return insertInBraces(rest, list as Collection, items, value, isOwnLine, style);
  }
  const lines = join(indent(printItem(piece), ' '.repeat(columnOf(rest, last!.start))));
  const at = endOfLines(rest, last!);
  return splice(rest, at, at, `${rest[at - 1] === '\n' ? '' : '\n'}${lines}`);
}

/** Takes away what stands at a place, and what held nothing else; comments on lines of their own stay. */
function removeText(text: string, path: readonly string[], style: Style): string {
  const spots = findSpots(text, path);
  if (spots.length < path.length) return text;
  const outer = spots[findEmptied(spots)]!;
  const [from, to] = extentOf(text, outer);
  const isOwn = (at: number) => text.slice(lineStart(text, at), at).trim() === '';
  const kept = style.isJson ? [] : listComments(text).filter(({ at }) => at >= from && at < to && isOwn(at));
  if (kept.length === 0) return cutOut(text, outer);
  if (outer.collection.flow === true) return removeText(openPath(text, spots, outer.collection), path, style);
  const comments = kept.map(({ comment }) => comment);
  return splice(cutOut(text, outer), from, from, join(indent(comments, ' '.repeat(columnOf(text, outer.item.start)))));
}

function setText(text: string, path: readonly string[], value: AnswerData, style: Style): string {
  const spots = findSpots(text, path);
  const former = spots.length === path.length ? spots.at(-1)!.item.value : null;
  return put(text, path, pieceOf(value, style, isScalar(former) ? former : undefined), style);
}

/** Lines of an entry below the keys that lead to it, and of the comments above it. */
function printBlock(names: readonly string[], piece: Piece): string[] {
  const [name, ...inner] = names as [string, ...string[]];
  const head = `${printKey(name, YAML)}:`;
  return inner.length === 0
    ? [...piece.above, ...printLines(head, piece.lines)]
    : [head, ...indent(printBlock(inner, piece), STEP)];
}

function printItem(piece: Piece): string[] {
  return [...piece.above, ...printLines('-', piece.lines)];
}

/** A value as it stands in braces; null where its comments have no place there. */
function readBraces(piece: Piece, { isJson, isSpread }: Style, isOwnLine: boolean): readonly string[] | null {
  if (piece.inline !== null && !(isSpread && isOwnLine)) return [piece.inline];
  return isJson ? piece.lines : null;
}

/** The same below the keys that lead to it. */
function printBraces(
  names: readonly string[],
  piece: Piece,
  style: Style,
  isOwnLine: boolean,
): readonly string[] | null {
  const [name, ...inner] = names;
  if (name === undefined) return readBraces(piece, style, isOwnLine);
  const value = printBraces(inner, piece, style, isOwnLine);
  if (value === null) return null;
  const lines = printLines(`${printKey(name, style)}:`, value);
  return isOwnLine && style.isSpread ? ['{', ...indent(lines, style.step), '}'] : bracket('{', lines, '}');
}

function bracket(open: string, lines: readonly string[], close: string): string[] {
  return `${open}${lines.join('\n')}${close}`.split('\n');
}

function join(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

const YAML: Style = { isJson: false, isSpread: false, step: STEP };

/** @param like what stands there so far, whose quotes are kept */
function pieceOf(value: AnswerData, { isJson, step }: Style, like?: Scalar): Piece {
  if (isJson) {
    const line = JSON.stringify(value, null, 1)
      .replace(/([[{])\n\s*/g, '$1')
      .replace(/\n\s*(?=[\]}])/g, '');
    return { above: [], lines: JSON.stringify(value, null, step).split('\n'), inline: line.replace(/\n\s*/g, ' ') };
  }
  const node = () => {
    const made = nodeOf(value);
    const isQuoted = like?.type === Scalar.QUOTE_DOUBLE || like?.type === Scalar.QUOTE_SINGLE;
    if (isQuoted && isScalar(made) && typeof value === 'string' && !value.includes('\n')) made.type = like.type!;
    return made;
  };
  const document = new Document(null, { schema: 'failsafe' });
  const print = (contents: unknown) => {
    document.contents = contents as never;
    return document.toString({ lineWidth: 0, indent: STEP.length, flowCollectionPadding: false });
  };
  const entry = document.createNode({}) as unknown as { items: unknown[] };
  entry.items.push(document.createPair('x', node()));
  const within = document.createNode([]) as unknown as { items: unknown[]; flow: boolean };
  within.items.push(node());
  within.flow = true;
  const lines = print(entry).slice('x:'.length).replace(/\n$/, '').split('\n');
  return { above: [], lines: [lines[0]!.trim(), ...lines.slice(1)], inline: print(within).trim().slice(1, -1) };
}

function printKey(name: string, { isJson }: Style): string {
  return isJson ? JSON.stringify(name) : scalarOf(name).toString();
}

/** Another key, in quotes where the former one is. */
function renameKey(key: Scalar, name: string): string {
  return key.type === Scalar.QUOTE_DOUBLE
    ? JSON.stringify(name)
    : key.type === Scalar.QUOTE_SINGLE
      ? `'${name.replaceAll("'", "''")}'`
      : scalarOf(name).toString();
}

function nodeOf(value: AnswerData): unknown {
  const document = new Document(null, { schema: 'failsafe' });
  if (Array.isArray(value)) {
    const list = document.createNode([]) as unknown as { items: unknown[] };
    list.items = (value as readonly AnswerData[]).map((one) => nodeOf(one));
    return list;
  }
  if (typeof value === 'object') {
    const map = document.createNode({}) as unknown as { items: unknown[] };
    map.items = Object.entries(value).map(([key, one]) => document.createPair(scalarOf(key), nodeOf(one)));
    return map;
  }
  return typeof value === 'string' ? scalarOf(value) : Object.assign(new Scalar(String(value)), { type: Scalar.PLAIN });
}

/** Text in quotes where a reader would take it for something else, several lines as a block. */
function scalarOf(value: string): Scalar {
  const scalar = new Scalar(value);
  // Readers of YAML 1.1 take more words and figures for something else than we do; dates are written bare.
  const isMistakable = /^(?:[-+.]?\d.*|true|false|yes|no|on|off|y|n|null|~|)$/i.test(value);
  scalar.type = /\n/.test(value)
    ? Scalar.BLOCK_LITERAL
    : isMistakable && !DATE_PATTERN.test(value)
      ? Scalar.QUOTE_DOUBLE
      : Scalar.PLAIN;
  return scalar;
}
