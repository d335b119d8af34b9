/**
 * The pieces that the text of a YAML or JSON file is made of: the entries of its mappings and the items of its lists, each
 * with the comments that belong to it. A comment belongs to what it stands behind, else to what it stands directly above;
 * one that is indented more than what is above it belongs to that.
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  Parser,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** Why a text cannot be changed there by a program. */
export type Hindrance = 'anchor' | 'writing';

/** The text stays as it is: what is to be changed is written in a way that only a person can change. */
export class EditError extends Error {
  readonly hindrance: Hindrance;

  constructor(hindrance: Hindrance) {
    super(describeHindrance('the text', hindrance));
    this.hindrance = hindrance;
  }
}

/** Tells a person why a file was not changed. */
export function describeHindrance(file: string, hindrance: Hindrance): string {
  const reason = hindrance === 'anchor' ? ' (an anchor)' : '';
  return `${file} is written in a way that only a person can change there${reason}`;
}

/** A mapping or a list. */
export type Collection = YAMLMap<Scalar, unknown> | YAMLSeq<Node>;

/** One entry of a mapping or one item of a list, where it stands in the text. */
export interface Item {
  /** The key as it is read; an item of a list is known by its position. */
  readonly name: string;
  /** Null for an item of a list. */
  readonly key: Scalar | null;
  readonly value: Node | null;
  /** Where its key begins, or its dash, or, in brackets, its value. */
  readonly start: number;
  /** Behind the colon or the dash. */
  readonly after: number;
  /** Behind the last character of its value; a comment behind it comes later. */
  readonly end: number;
}

/** An item with what is around it. */
export interface Spot {
  readonly collection: Collection;
  readonly items: readonly Item[];
  readonly index: number;
  readonly item: Item;
  /** Comments before this belong to what is around the collection. */
  readonly low: number;
}

/** What was cut out, to be put elsewhere: lines without the indentation of their place. */
export interface Piece {
  /** Comments above it, those of what held nothing else among them. */
  readonly above: readonly string[];
  /** What stands behind the colon or the dash: the value with the comments in it and behind it. */
  readonly lines: readonly string[];
  /** The value as it may stand in braces or brackets, within one line; null where it may not, or has comments. */
  readonly inline: string | null;
}

/** The text's mapping; null where there is none yet. Scalars are text as typed: 0100005, yes, 1.0. */
export function parseTop(text: string): YAMLMap<Scalar, unknown> | null {
  const { contents } = parseDocument(text, { schema: 'failsafe', keepSourceTokens: true, logLevel: 'error' });
  return isMap(contents) ? (contents as unknown as YAMLMap<Scalar, unknown>) : null;
}

/**
 * The items along a path, as far as there are any.
 * @param top the mapping of the text
 */
export function findSpots(text: string, path: readonly string[], top = parseTop(text)): Spot[] {
  const spots: Spot[] = [];
  let within: unknown = top;
  for (const name of path) {
    if (isAlias(within)) throw new EditError('anchor');
    if (!isMap(within) && !isSeq(within)) break;
    const collection = within as Collection;
    const items = listItems(text, collection);
    const index = items.findIndex((item) => item.name === name);
    if (index < 0) break;
    const item = items[index]!;
    const low = spots.at(-1)?.item.after ?? 0;
    spots.push({ collection, items, index, item, low });
    within = item.value;
  }
  return spots;
}

/** The items of a collection, in the order of the text. */
export function listItems(text: string, collection: Collection): Item[] {
  if (isSeq(collection)) {
    const token = collection.srcToken as { items: { start: { type: string; offset: number }[] }[] } | undefined;
    const dashes = token?.items.flatMap(({ start }) => start.filter(({ type }) => type === 'seq-item-ind')) ?? [];
    return collection.items.map((value, n) => {
      const start = collection.flow === true ? value.range![0] : dashes[n]!.offset;
      const after = collection.flow === true ? start : start + 1;
      return { name: String(n), key: null, value, start, after, end: Math.max(after, endOf(text, value)) };
    });
  }
  return collection.items.map(({ key, value }) => {
    const [from, end] = key.range!;
    // A key may stand behind a question mark.
    const start = from - (/\?[ \t]*$/.exec(text.slice(lineStart(text, from), from))?.[0].length ?? 0);
    const after = value === null ? end : findFrom(text, end, /#[^\n]*|:/g, ':') + 1;
    const node = value as Node | null;
    return { name: String(key.value), key, value: node, start, after, end: Math.max(after, endOf(text, node)) };
  });
}

/** Behind the last character of a value, -1 where it has none. */
function endOf(text: string, node: Node | null): number {
  const [start, end] = node?.range ?? [0, 0];
  if (start === end) return -1;
  if ((isMap(node) || isSeq(node)) && node.flow !== true) return listItems(text, node as Collection).at(-1)!.end;
  // Empty lines at its end are part of such a text.
  const isKept = isScalar(node) && /^[|>]\d?\+/.test(text.slice(start, start + 3));
  return isKept ? end : start + text.slice(start, end).trimEnd().length;
}

/** Whether it says nothing: a key without a value, or with nothing but such keys. */
export function saysNothing(node: unknown): boolean {
  if (isMap(node)) return node.items.every(({ value }) => saysNothing(value));
  return node === null || (isScalar(node) && node.type === Scalar.PLAIN && /^(?:~|null|)$/i.test(String(node.value)));
}

/** Every comment in a YAML text, in its order, each with its place. */
export function listComments(text: string): { readonly at: number; readonly comment: string }[] {
  return listTokens(text, 'comment').map(({ offset, source }) => ({ at: offset, comment: source.trimEnd() }));
}

/** What stood in the way where a changed text does not say what was meant. */
export function findHindrance(text: string): Hindrance {
  return listTokens(text, 'alias').length > 0 ? 'anchor' : 'writing';
}

interface Token {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
}

function listTokens(text: string, wanted: string): Token[] {
  const collect = (token: unknown): Token[] => {
    if (typeof token !== 'object' || token === null) return [];
    return (token as Token).type === wanted ? [token as Token] : Object.values(token).flatMap(collect);
  };
  return [...new Parser().parse(text)].flatMap(collect).sort((a, b) => a.offset - b.offset);
}

/** The comments between two places. */
export function commentsBetween(text: string, from: number, to: number): string[] {
  if (!text.slice(from, to).includes('#')) return [];
  return listComments(text).flatMap(({ at, comment }) => (at >= from && at < to ? [comment] : []));
}

/** The range of an item with the comments that belong to it: whole lines, or within braces a part of them. */
export function extentOf(text: string, spot: Spot): [from: number, to: number] {
  const { collection, items, index, item, low } = spot;
  if (collection.flow === true) {
    const { from, to } = listParts(text, collection, items).parts[index]!;
    return [from, to];
  }
  const before = text.slice(lineStart(text, item.start), item.start);
  if (before.trim() !== '') throw new EditError(hindranceIn(before));
  const floor = index === 0 ? low : endOfLines(text, items[index - 1]!);
  let from = lineStart(text, item.start);
  while (from > floor) {
    const above = lineStart(text, from - 1);
    if (above < floor || !/^[ \t]*#/.test(text.slice(above, from))) break;
    from = above;
  }
  // What a file begins with is about the file.
  if (from === 0) from = lineStart(text, item.start);
  return [from, endOfLines(text, item)];
}

/** Behind the last line of an item, comments that are indented more than it among them. */
export function endOfLines(text: string, item: Item): number {
  const column = columnOf(text, item.start);
  let to = text[item.end - 1] === '\n' ? item.end : lineEnd(text, item.end);
  if (!/^[ \t]*(?:#.*)?\n?$/.test(text.slice(item.end, to))) throw new EditError(hindranceIn(text.slice(item.end, to)));
  for (let at = to; at < text.length;) {
    const end = lineEnd(text, at);
    const [, blank, mark] = /^([ \t]*)(\S?)/.exec(text.slice(at, end))!;
    if (mark !== '' && (mark !== '#' || blank!.length <= column)) break;
    if (mark === '#') to = end;
    at = end;
  }
  return to;
}

/** An item in braces or brackets, with its comments. */
interface Part {
  readonly from: number;
  /** Behind its comma, and behind the comment behind that. */
  readonly to: number;
  readonly comma: number | null;
  readonly above: readonly string[];
  readonly behind: string | null;
}

/** What stands in braces or brackets: behind the opening one, the parts, and below the last. */
export function listParts(
  text: string,
  collection: Collection,
  items: readonly Item[],
): { readonly opening: readonly string[]; readonly parts: readonly Part[]; readonly closing: readonly string[] } {
  const [open, close] = collection.range!;
  const opening: string[] = [];
  let above: string[] = [];
  const parts: { -readonly [K in keyof Part]: Part[K] }[] = [];
  for (let n = 0, at = open + 1; n <= items.length; n++) {
    const next = items[n];
    const gap = text.slice(at, next?.start ?? close - 1);
    const previous = parts.at(-1);
    let isSameLine = true;
    let from: number | null = null;
    const isBeforeComma = () => previous?.comma === null && gap.replace(/#[^\n]*/g, '').includes(',');
    for (const { 0: token, index } of gap.matchAll(/#[^\n]*|,|\n|\S/g)) {
      const here = at + index;
      if (token === '\n') isSameLine = false;
      else if (token === ',') [previous!.comma, previous!.to] = [here, Math.max(previous!.to, here + 1)];
      else if (!token.startsWith('#')) throw new EditError(hindranceIn(gap));
      else if (previous === undefined && isSameLine) opening.push(token.trimEnd());
      else if (previous !== undefined && (isSameLine || isBeforeComma())) {
        previous.to = here + token.trimEnd().length;
        if (isSameLine) previous.behind = token.trimEnd();
        else previous.above = [...previous.above, token.trimEnd()];
      } else {
        from ??= here;
        above.push(token.trimEnd());
      }
    }
    if (next === undefined) break;
    parts.push({ from: from ?? next.start, to: next.end, comma: null, above, behind: null });
    above = [];
    at = next.end;
  }
  return { opening, parts, closing: above };
}

/** What an item says, with its comments. */
export function readPiece(text: string, spot: Spot): Piece {
  const { collection, items, index, item } = spot;
  return collection.flow === true
    ? readPart(text, item, listParts(text, collection, items).parts[index]!)
    : readLines(text, spot);
}

/** The same for an item in braces or brackets. */
export function readPart(text: string, item: Item, { above, behind }: Pick<Part, 'above' | 'behind'>): Piece {
  const lead = /^(?:\s|#[^\n]*\n)*/.exec(text.slice(item.after, item.end))![0];
  const raw = text.slice(item.after + lead.length, item.end);
  const inKey = `${text.slice(item.key?.range![1] ?? item.after, item.after)}${lead}`;
  const inside = listInGap(inKey);
  const base = indentAt(text, item.start);
  const [first = '', ...others] = raw.split('\n').map((line, n) => (n === 0 ? line : outdent(line, base.length)));
  const lines = [first, ...others.map((line) => (/^(?:[\]}]|\s|$)/.test(line) ? line : `${STEP}${line}`))];
  const hasComments = above.length + inside.length > 0 || behind !== null;
  return {
    above: [...above, ...inside],
    lines: behind === null ? lines : [...lines.slice(0, -1), `${lines.at(-1)} ${behind}`.trim()],
    inline: hasComments || others.length > 0 ? null : raw,
  };
}

function readLines(text: string, spot: Spot): Piece {
  const { item } = spot;
  const [from, to] = extentOf(text, spot);
  const column = columnOf(text, item.start);
  const inKey = text.slice(item.key?.range![1] ?? item.after, item.after);
  const above = [...text.slice(from, lineStart(text, item.start)).split('\n'), ...listInGap(inKey)];
  const [first, ...others] = text.slice(item.after, to).replace(/\n$/, '').split('\n');
  const lines = [first!.trim(), ...others.map((line) => outdent(line, column))];
  return {
    above: above.map((line) => line.trim()).filter((line) => line !== ''),
    lines,
    inline: lines.length === 1 && from === lineStart(text, item.start) && isInline(lines[0]!) ? lines[0]! : null,
  };
}

/** The comments in a text in which nothing else is written. */
export function listInGap(gap: string): string[] {
  return [...gap.matchAll(/#[^\n]*/g)].map(([comment]) => comment.trimEnd());
}

/** Whether a value that stands behind a colon or a dash says the same in brackets. */
function isInline(value: string): boolean {
  const read = (text: string) => parseDocument(text, { schema: 'failsafe', logLevel: 'error' });
  const [alone, within] = [read(`- ${value}`), read(`[${value}]`)];
  return within.errors.length === 0 && JSON.stringify(alone.toJS()) === JSON.stringify(within.toJS());
}

/** The text without an item and its comments; what held nothing else is left empty. */
export function cutOut(text: string, spot: Spot): string {
  const { collection, items, index } = spot;
  const [from, to] = extentOf(text, spot);
  if (collection.flow !== true) {
    // A list without items would be no list any more.
    if (isSeq(collection) && items.length === 1) return splice(splice(text, from, to, ''), spot.low, spot.low, ' []');
    const hasBlankAbove = from === 0 || text.slice(0, from).endsWith('\n\n');
    return splice(text, from, hasBlankAbove && text[to] === '\n' ? to + 1 : to, '');
  }
  const { parts } = listParts(text, collection, items);
  const [before, next] = [parts[index - 1], parts[index + 1]];
  if (items.length === 1) {
    const [open, close] = collection.range!;
    return splice(text, open + 1, close - 1, '');
  }
  if (next !== undefined) {
    const needsSpace = text[next.from] === '#' && !/\s/.test(text[from - 1]!);
    return splice(text, from, next.from, needsSpace ? ' ' : '');
  }
  // A comment in front ends its line.
  const keepsLine = /#.*\n/.test(text.slice(before!.from, from)) && !/^[ \t]*\n/.test(text.slice(to));
  const cut = splice(text, keepsLine ? from : before!.to, to, '');
  // The last one has no comma behind it, unless it had one before.
  const comma = parts[index]!.comma === null ? before!.comma : null;
  return comma === null ? cut : splice(cut, comma, comma + 1, '');
}

/** Lines of a value below a key or a dash, without indentation: the first stands on its line. */
export function printLines(head: string, lines: readonly string[]): string[] {
  const [first = '', ...others] = lines;
  return [first === '' ? head : `${head} ${first}`, ...others];
}

/** One level of indentation, where a text does not show its own. */
export const STEP = '  ';

/** Lines with an indentation in front, but for empty ones. */
export function indent(lines: readonly string[], by: string): string[] {
  return lines.map((line) => (line === '' ? '' : `${by}${line}`));
}

function outdent(line: string, columns: number): string {
  return line.replace(new RegExp(`^[ \\t]{0,${columns}}`), '');
}

/** What a text that is neither white space nor a comment, where only these are expected, is. */
function hindranceIn(text: string): Hindrance {
  const mark = text.replace(/#[^\n]*/g, '').trim()[0];
  return mark === '&' || mark === '*' ? 'anchor' : 'writing';
}

/** The place of a token, past others that the pattern takes. */
function findFrom(text: string, from: number, pattern: RegExp, wanted: string): number {
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text))
    if (found[0] === wanted) return found.index;
  return text.length - 1;
}

/** How many characters stand before it on its line. */
export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** The white space with which the line of a place begins. */
export function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at)))![0];
}

/** Whether nothing stands before it on its line. */
export function startsLine(text: string, { start }: Item): boolean {
  return lineStart(text, start) + indentAt(text, start).length === start;
}

/** Where the line of a place begins. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** Behind the line break that ends the line. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** The text with something else between two places. */
export function splice(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}
