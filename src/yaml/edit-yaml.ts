/**
 * Changes in the text of a YAML file. An entry of a block is put in, cut out and moved as the lines that it stands on; all
 * else is changed in the library's Document of the innermost such entry, which is then written anew. A comment belongs to
 * the entry that it stands after on its line, else to the one directly below it; one that is indented more than the entry
 * above it belongs to that.
 */
import {
  type CST,
  Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  Pair,
  parseDocument,
  Parser,
  Scalar,
  visit,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { DATE_PATTERN } from '../text/dates.js';
import { type Change, EditError, type Form, type Hindrance, isRenaming, type Move, type PlainData } from './change.js';
import { endOfLine, lineStart } from './places.js';

/** Keys from the top of the file down; an item of a list by its position. */
export type Keys = readonly string[];
type EntryPair = Pair<Scalar<string>, Node | null>;
/** A mapping with its entries, or a list with its items. */
export type Holder = (YAMLMap<Scalar<string>, Node | null> | YAMLSeq<Node>) & { items: (EntryPair | Node)[] };

/**
 * Applies one change to a text that has no errors of syntax, with line breaks of Unix.
 * @throws EditError where it is written in a way that only a person can change
 */
export function editYaml(text: string, change: Change, form: Form): string {
  if ('to' in change) return move(text, change, form);
  return change.value === null ? remove(text, change.path) : set(text, change.path, change.value, form);
}

/** The lines of an entry: a key with its value. */
export function printEntry(name: string, value: PlainData): string[] {
  return print(makeNode({ [name]: value }));
}

function set(text: string, path: Keys, value: PlainData, form: Form): string {
  const former = nodeAt(parse(text), path);
  if (former === undefined) return insert(text, path, printEntry(path.at(-1)!, value), form);
  const node = makeNode(value);
  if (isScalar(former) && isScalar(node)) {
    if (isQuoted(former) && typeof value === 'string' && !value.includes('\n')) node.type = former.type!;
    const [from, to] = former.range!;
    const isInBraces = findEntries(text, path).length < path.length;
    const [line, ...more] = print(Object.assign(enclose(node), { flow: isInBraces }));
    if (from < to && more.length === 0 && !text.slice(from, to).includes('\n'))
      return splice(text, from, to, isInBraces ? line!.slice(1, -1) : line!.slice('- '.length));
  }
  return rewrite(openBraces(text, path), path, (document, within) => {
    const there = document.getIn(within, true);
    if (isScalar(there) && isScalar(node)) node.comment = there.comment?.split('\n')[0] ?? null;
    document.setIn(within, node);
  });
}

/** Takes away what stands at a place, and what held nothing else; comments on lines of their own stay. */
function remove(before: string, path: Keys): string {
  if (nodeAt(parse(before), path) === undefined) return before;
  const text = openBraces(before, path);
  const outer = findEmptied(text, path);
  const rest = cut(text, outer);
  const alone = new Set(text.split('\n').map((line) => line.trim()));
  const kept = findLost(text, rest).filter((comment) => alone.has(comment));
  return putAbove(rest, findEntries(text, outer).at(-1), kept);
}

function move(before: string, { path, to }: Move, form: Form): string {
  const [holder, value, there] = [path.slice(0, -1), path, to].map((place) => nodeAt(parse(before), place));
  if (value === undefined) return before;
  if (isMap(holder) && there === undefined && isRenaming(path, to)) return renameKey(before, path, to.at(-1)!);
  const text = openBraces(openBraces(before, path), to);
  if (isSeq(holder)) {
    const { rest, lines } = take(text, path);
    return there === undefined
      ? insert(rest, to, nest([to.at(-1)!], lines), form)
      : insert(rest, [...to, '-'], lines, form);
  }
  if (there !== undefined) {
    // One of the two says nothing: it goes, but for its comments.
    if (!saysNothing(value) && !saysNothing(there)) throw new EditError('writing');
    const [gone, left] = saysNothing(value) ? [path, to] : [to, path];
    const { rest, lines } = take(text, gone);
    const kept = putAbove(rest, findEntries(rest, left).at(-1), listComments(join(lines)));
    return left === to ? kept : move(kept, { path, to }, form);
  }
  // What holds nothing else goes as a whole, where it is called the same there.
  let up = 0;
  const emptied = findEmptied(text, path).length;
  const isSame = () => path.at(-1 - up) === to.at(-1 - up) && nodeAt(parse(text), to.slice(0, -1 - up)) === undefined;
  while (path.length - up > emptied && isSame()) up++;
  const { rest, lines } = take(text, path.slice(0, path.length - up));
  const place = to.slice(0, to.length - up);
  return insert(rest, place, splitLines(renameKey(join(lines), [path.at(-1 - up)!], place.at(-1)!)), form);
}

/** Puts an entry where nothing of its name stands yet, or an item to the others. */
function insert(before: string, path: Keys, lines: readonly string[], form: Form): string {
  const text = openBraces(before, path);
  const entries = findEntries(text, path);
  const holder = entries.length === 0 ? parse(text).contents : entries.at(-1)!.value;
  const nested = nest(path.slice(entries.length, -1), lines);
  if (entries.length === 0 && !isMap(holder)) return putLines(text, text.length, nested);
  if (!isBlock(holder))
    return rewrite(text, path, (document, within) => addTo(document, within, lines, { path, form }));
  const rank = entries.length > 0 ? -1 : form.order.indexOf(path[0]!);
  const isAbove = (item: EntryPair | Node) => rank < 0 || (isPair(item) && form.order.indexOf(item.key.value) < rank);
  const last = holder.items.findLastIndex(isAbove);
  const { from, to, column } = readEntry(text, holder, Math.max(last, 0), entries.at(-1)?.low ?? 0);
  return putLines(text, last < 0 ? from : to, indent(nested, column));
}

/** Adds an entry or an item in a document, line by line where it is too long for braces or has comments. */
function addTo(
  document: Document,
  within: Keys,
  lines: readonly string[],
  { path, form }: { path: Keys; form: Form },
): void {
  const [item] = (parseOpened(join(lines)).contents as Holder).items;
  const isLong = lines.length > 1 || listComments(join(lines)).length > 0;
  for (const depth of within.keys()) {
    const place = within.slice(0, depth);
    const there = document.getIn(place, true);
    const key = form.keyOfScalar(path.slice(0, path.length - within.length + depth));
    const isSaid = key !== null && isScalar(there) && !saysNothing(there) && there.value !== '';
    // What stood there alone stands in it then.
    if (!isCollection(there)) document.setIn(place, isSaid ? enclose(new Pair(makeNode(key), there)) : new YAMLMap());
    const holder = document.getIn(place, true) as Holder;
    if (isLong || holder.items.length === 0) holder.flow = false;
    if (depth === within.length - 1) holder.items.push(item!);
  }
}

/** Cuts out what stands at a place, with what holds nothing else: its lines, all comments above them. */
function take(text: string, path: Keys): { readonly rest: string; readonly lines: readonly string[] } {
  const lines = readLines(text, path);
  const own = lines.slice(lines.findIndex((line) => !/^\s*(?:#|$)/.test(line)));
  const rest = cut(text, findEmptied(text, path));
  return { rest, lines: [...findLost(text, rest, join(own)), ...own] };
}

function readLines(text: string, path: Keys): readonly string[] {
  const entries = findEntries(text, path);
  const { from = 0, to = 0, start = 0, column = 0 } = entries.at(-1) ?? {};
  if (entries.length === path.length && text[start] !== '?') return outdent(text.slice(from, to), column);
  const { document, within } = openEntry(text, path);
  const item = findItem(document.getIn(within.slice(0, -1), true) as Holder, path.at(-1)!);
  return print(enclose(isPair(item) ? new Pair(makeNode(path.at(-1)!), item.value) : item!));
}

/** The text without what stands at a place, and without its comments. */
function cut(text: string, path: Keys): string {
  const holder = nodeAt(parse(text), path.slice(0, -1)) as Holder;
  if (holder.flow === true) return cutInBraces(text, holder, path.at(-1)!);
  const [{ from, to }, outer] = findEntries(text, path).reverse() as [Entry, Entry?];
  // A list without items would be no list any more.
  if (isSeq(holder) && holder.items.length === 1)
    return splice(splice(text, from, to, ''), outer!.after, outer!.after, ' []');
  const hasBlankAbove = from === 0 || text.slice(0, from).endsWith('\n\n');
  return splice(text, from, hasBlankAbove && text[to] === '\n' ? to + 1 : to, '');
}

/** The text without an entry or an item in braces or brackets that have no comments. */
export function cutInBraces(text: string, holder: Holder, name: string): string {
  const index = holder.items.indexOf(findItem(holder, name)!);
  const [before, here, next] = [index - 1, index, index + 1].map((n) => holder.items[n] && spanOf(holder.items[n]));
  const [from, to] = before
    ? [before[1], here![1]]
    : next
      ? [here![0], next[0]]
      : [holder.range![0] + 1, holder.range![1] - 1];
  return splice(text, from, to, '');
}

/** Where an entry or an item in braces or brackets begins and ends. */
export function spanOf(item: EntryPair | Node): [start: number, end: number] {
  const [first, last] = isPair(item) ? [item.key, item.value ?? item.key] : [item, item];
  return [first.range![0], last.range![1]];
}

/** The outermost on a way that holds nothing else. */
export function findEmptied(text: string, path: Keys): Keys {
  const holder = nodeAt(parse(text), path.slice(0, -1));
  const isAlone = path.length > 1 && isMap(holder) && holder.items.length === 1;
  return isAlone ? findEmptied(text, path.slice(0, -1)) : path;
}

/** Another key, in quotes where the former one is. */
function renameKey(text: string, path: Keys, name: string): string {
  if (path.at(-1) === name) return text;
  const { key } = findItem(nodeAt(parse(text), path.slice(0, -1)) as Holder, path.at(-1)!) as EntryPair;
  const scalar = Object.assign(makeNode(name), isQuoted(key) ? { type: key.type } : {});
  return splice(text, ...spanOf(key), print(scalar)[0]!);
}

/** Writes the innermost block entry on a way anew; comments that have no place in it any more stand above it. */
function rewrite(text: string, path: Keys, change: (document: Document, within: Keys) => void): string {
  const { document, within, start, to, column } = openEntry(text, path);
  change(document, within);
  visit(document, {
    Pair: (_, { key, value }) => {
      const isOpened = isCollection(value) && value.flow === false && value.srcToken?.type === 'flow-collection';
      if (isOpened && value.comment?.includes('\n') === false)
        [(key as Scalar).comment, value.comment] = [value.comment, null];
    },
  });
  const lines = print(document);
  const all = indent([...findLost(text.slice(start, to), join(lines)), ...lines], column);
  return splice(text, lineStart(text, start), to, join(all));
}

/** Makes a block of braces on a way that go over several lines. */
function openBraces(text: string, path: Keys): string {
  const entries = findEntries(text, path);
  const holder = entries.length === 0 ? parse(text).contents : entries.at(-1)!.value;
  const isLong = isCollection(holder) && holder.flow === true && text.slice(...spanOf(holder)).includes('\n');
  return isLong && entries.length < path.length ? rewrite(text, path, () => undefined) : text;
}

/** The innermost block entry on a way as a document of its own; that of the whole file where there is none. */
function openEntry(text: string, path: Keys) {
  const entries = findEntries(text, path);
  const { start, to, column } = entries.at(-1) ?? { start: 0, to: text.length, column: 0 };
  const document = parseOpened(join(outdent(text.slice(start, to), column)));
  return { document, within: path.slice(Math.max(0, entries.length - 1)), start, to, column };
}

/** A text whose braces over several lines are a block, with each comment at the entry that it is about. */
function parseOpened(text: string): Document {
  const document = parse(text);
  const carry = (from: Node, to: Node) => {
    to.commentBefore = [to.commentBefore, from.commentBefore].filter((comment) => comment).join('\n') || null;
    from.commentBefore = null;
  };
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(value)) carry(value, key as Scalar);
    },
    Collection: (_, node) => {
      const [first] = node.items;
      if (first === undefined) return;
      if (text.slice(...spanOf(node)).includes('\n')) node.flow = false;
      if (node.flow !== true) carry(node, (isPair(first) ? first.key : first) as Node);
    },
  });
  return document;
}

type Entry = ReturnType<typeof readEntry>;

/** The entries of blocks on a way, as far as there are any. */
function findEntries(text: string, path: Keys): Entry[] {
  const entries: Entry[] = [];
  let within: unknown = parse(text).contents;
  for (const name of path) {
    const index = isBlock(within) ? within.items.indexOf(findItem(within, name)!) : -1;
    if (index < 0) break;
    entries.push(readEntry(text, within as Holder, index, entries.at(-1)?.low ?? 0));
    within = entries.at(-1)!.value;
  }
  return entries;
}

function isBlock(node: unknown): node is Holder {
  return isCollection(node) && node.flow !== true && node.items.length > 0;
}

/**
 * An entry or an item of a block, by its places in the text.
 * @param low where it begins at the earliest
 */
function readEntry(text: string, holder: Holder, index: number, low: number) {
  const { start, after, end } = placesOf(text, holder, index);
  const line = lineStart(text, start);
  const before = text.slice(line, start).trim();
  if (before !== '') throw new EditError(before.startsWith('&') ? 'anchor' : 'writing');
  const column = start - line;
  const linesEnd = (at: number) => {
    const to = text[at - 1] === '\n' ? at : lineEnd(text, at);
    const deeper = new RegExp(`^(?:(?:[ \\t]*\\n)*[ \\t]{${column + 1},}#.*(?:\\n|$))*`);
    return to + deeper.exec(text.slice(to))![0].length;
  };
  const least = index === 0 ? low : linesEnd(placesOf(text, holder, index - 1).end);
  const above = /(?:[ \t]*#.*\n)*$/.exec(text.slice(least, line))![0].length;
  const item = holder.items[index]!;
  return {
    value: isPair(item) ? item.value : item,
    /** Where its key begins, or its dash, or a question mark before its key; and how many characters stand before that. */
    start,
    column,
    /** After its colon or its dash. */
    after,
    /** Where the first entry in it begins at the earliest. */
    low: lineEnd(text, after),
    /** Where its first line begins, or the first comment directly above that: what a file begins with is about the file. */
    from: above === line ? line : line - above,
    /** Where its last line ends, or the last comment below that is indented more than it. */
    to: linesEnd(end),
  };
}

/** Where an entry or an item of a block begins, where its colon or its dash ends, and where its value does. */
function placesOf(text: string, holder: Holder, index: number) {
  const item = holder.items[index]!;
  const dashed = (holder.srcToken as CST.BlockSequence).items.filter(
    ({ start }) => find(start, 'seq-item-ind') !== undefined,
  );
  const token = isPair(item) ? item.srcToken : dashed[index];
  const mark = find(token?.start, 'explicit-key-ind') ?? find(token?.start, 'seq-item-ind');
  const start = mark ?? (item as EntryPair).key.range![0];
  const colon = find(token?.sep, 'map-value-ind');
  const after = colon === undefined ? (isPair(item) ? item.key.range![1] : start + 1) : colon + 1;
  const end = endOf(text, isPair(item) ? item.value : item);
  return { start, after, end: Math.max(after, end) };
}

function find(tokens: readonly CST.SourceToken[] | undefined, wanted: string): number | undefined {
  return tokens?.find(({ type }) => type === wanted)?.offset;
}

/** After the last character of a value, or where it would begin. */
function endOf(text: string, node: Node | null): number {
  if (isBlock(node)) return placesOf(text, node, node.items.length - 1).end;
  const [start, end] = node?.range ?? [0, 0];
  // Empty lines at its end are part of such a text.
  const isKept = isScalar(node) && /^[|>]\d?\+/.test(text.slice(start, start + 3));
  return isKept ? end : start + text.slice(start, end).trimEnd().length;
}

export function parse(text: string): Document<Node> {
  // Scalars are text as typed: 0100005, yes, 1.0.
  return parseDocument(text, { schema: 'failsafe', keepSourceTokens: true, logLevel: 'error' });
}

/** The node at a place: null for a key without a value, undefined where there is nothing. */
export function nodeAt(document: Document, path: Keys): Node | null | undefined {
  let node: unknown = document.contents;
  for (const name of path) {
    if (isAlias(node)) throw new EditError('anchor');
    if (!isCollection(node) || !node.has(name)) return undefined;
    node = node.get(name, true) ?? null;
  }
  return node as Node | null;
}

/** The entry with a key, or the item at a position. */
export function findItem(holder: Holder, name: string): EntryPair | Node | undefined {
  return holder.items.find((item, n) => (isPair(item) ? item.key.value === name : String(n) === name));
}

/** Tells whether it says nothing: a key without a value, or with nothing but such keys. */
export function saysNothing(node: unknown): boolean {
  if (isMap(node)) return node.items.every(({ value }) => saysNothing(value));
  return node === null || (isScalar(node) && node.type === Scalar.PLAIN && /^(?:~|null|)$/i.test(String(node.value)));
}

/** Every comment in a YAML text, in its order. */
export function listComments(text: string): string[] {
  return listTokens(text, 'comment').map(({ source }) => source.trimEnd());
}

/** The comments of a text that none of some others has. */
function findLost(text: string, ...others: readonly string[]): string[] {
  const left = others.flatMap(listComments);
  return listComments(text).filter((comment) => {
    const index = left.indexOf(comment);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** The hindrance where a changed text does not say what was meant. */
export function findHindrance(text: string): Hindrance {
  return listTokens(text, 'alias').length > 0 ? 'anchor' : 'writing';
}

function listTokens(text: string, wanted: string): CST.SourceToken[] {
  const list = (token: unknown): CST.SourceToken[] => {
    if (typeof token !== 'object' || token === null) return [];
    return (token as CST.SourceToken).type === wanted ? [token as CST.SourceToken] : Object.values(token).flatMap(list);
  };
  return [...new Parser().parse(text)].flatMap(list).sort((a, b) => a.offset - b.offset);
}

/** A mapping of one entry, or a list of one item. */
function enclose(item: Node | Pair): Holder {
  return Object.assign(isPair(item) ? new YAMLMap() : new YAMLSeq(), { items: [item] }) as Holder;
}

/** Text in quotes where a reader would take it for something else, several lines as a block. */
function makeNode(value: PlainData): Node {
  const { contents } = new Document(value, { schema: 'failsafe' });
  visit(contents, {
    Scalar: (_, scalar) => {
      const text = String(scalar.value);
      // Readers of YAML 1.1 take more words and figures for something else than we do; dates are written bare.
      const isMistakable = /^(?:[-+.]?\d.*|true|false|yes|no|on|off|y|n|null|~|)$/i.test(text);
      const isBare = typeof scalar.value !== 'string' || DATE_PATTERN.test(text) || !isMistakable;
      scalar.type = text.includes('\n') ? Scalar.BLOCK_LITERAL : isBare ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
      scalar.value = text;
    },
  });
  return contents!;
}

function isQuoted({ type }: Scalar): boolean {
  return type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE;
}

function print(what: Node | Document): string[] {
  const document = what instanceof Document ? what : new Document(null, { schema: 'failsafe' });
  if (what !== document) document.contents = what as never;
  return splitLines(document.toString({ lineWidth: 0, flowCollectionPadding: false, verifyAliasOrder: false }));
}

/** Lines below the keys that lead to them. */
function nest(names: Keys, lines: readonly string[]): readonly string[] {
  return names.reduceRight((inner, name) => [`${print(makeNode(name))[0]!}:`, ...indent(inner, 2)], lines);
}

/** Puts lines where a line begins, or at the end of the text. */
function putLines(text: string, at: number, lines: readonly string[]): string {
  return splice(text, at, at, `${at === 0 || text[at - 1] === '\n' ? '' : '\n'}${join(lines)}`);
}

/** Puts comments above an entry. */
function putAbove(text: string, entry: Entry | undefined, comments: readonly string[]): string {
  return putLines(text, entry?.from ?? 0, indent(comments, entry?.column ?? 0));
}

function indent(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(columns)}${line}`));
}

function outdent(text: string, columns: number): string[] {
  return splitLines(text.replace(new RegExp(`^[ \\t]{0,${columns}}`, 'gm'), ''));
}

function splitLines(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

function join(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** After the line break that ends the line. */
function lineEnd(text: string, at: number): number {
  return Math.min(endOfLine(text, at) + 1, text.length);
}

/** The text with something else between two places. */
export function splice(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}
