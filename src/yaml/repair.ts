/**
 * Slips of the pen that break YAML, as a colon that is missing or a line that begins one column too far to the right. What
 * lets the parser go on when it is put right is what was wrong: so one slip is told once, where it is, and none that
 * follows from it.
 */
import { Places } from './places.js';
import type { ProblemArgs } from '../diagnostics/codes/families.js';
import { isStructural, parseYaml } from './tree.js';

/** One slip, and the text without it. */
export interface Slip {
  readonly args: ProblemArgs['yaml-syntax'] | 'tab';
  /** The line, from 0, and the part of it that is wrong. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Lines put right, by their numbers. */
  readonly lines: ReadonlyMap<number, string>;
}

/** Lines that nobody wrote by hand are left to the parser. */
const MAX_LINE = 1000;

/** How many lines around an error are looked at; those further away only where the error is in what they begin. */
const LINES_AROUND = 30;

/**
 * Finds the slip because of which the parser lost its way.
 * @param lines all lines of the file
 * @param at the line of the first error, from 0
 * @returns null where nothing that is known as a slip lets the parser go on
 */
export function findSlip(lines: readonly string[], at: number): Slip | null {
  const excerpt = takeExcerpt(lines, at);
  if (excerpt.some((line) => lines[line]!.length > MAX_LINE)) return null;
  const firstErrorWith = (changed: ReadonlyMap<number, string>): number =>
    findFirstError(excerpt.map((line) => changed.get(line) ?? lines[line]!).join('\n'), excerpt, at);
  if (firstErrorWith(new Map()) !== at) return null;
  let best = null as { slip: Slip; reached: number } | null;
  for (const slip of listSlips(lines, at)) {
    if (best?.reached === Number.POSITIVE_INFINITY && !isAsGood(slip, best.slip)) return best.slip;
    const reached = firstErrorWith(slip.lines);
    if (best?.reached === Number.POSITIVE_INFINITY && reached === best.reached) return addIndent(best.slip, slip);
    if (reached > Math.max(at, slip.line, best?.reached ?? 0)) best = { slip, reached };
  }
  return best?.slip ?? null;
}

/** Whether the same lines are moved as far the other way. */
function isAsGood({ args, line, lines }: Slip, than: Slip): boolean {
  const distance = (indent: readonly number[] = []) => Math.abs((indent[0] ?? 0) - (indent[1] ?? 0));
  const [one, other] = [args, than.args].map((of) => (of === 'tab' ? undefined : of.indent));
  if (one === undefined || other === undefined) return false;
  const isOther = one[1] !== other[1] && distance(one) === distance(other);
  return isOther && line === than.line && lines.size === than.lines.size;
}

/** One slip of two of which nobody can say which is meant. */
function addIndent(slip: Slip, { args }: Slip): Slip {
  if (slip.args === 'tab' || args === 'tab') return slip;
  const [found, wanted] = slip.args.indent!;
  return { ...slip, args: { ...slip.args, indent: [found!, ...[wanted!, args.indent![1]!].sort((a, b) => a - b)] } };
}

/**
 * The line of the first error, as numbered in the file: where the parser loses its way, or, from the line `at` on, a key
 * that stands twice, which a wrong guess brings about.
 */
function findFirstError(text: string, excerpt: readonly number[], at: number): number {
  const starts = new Places('', text);
  const reached = parseYaml(text).errors.flatMap((error) => {
    const line = excerpt[starts.lineOf(error.pos[0]) - 1] ?? Number.POSITIVE_INFINITY;
    return isStructural(error) || (error.code === 'DUPLICATE_KEY' && line >= at) ? [line] : [];
  });
  return Math.min(Number.POSITIVE_INFINITY, ...reached);
}

/** The numbers of the lines near a line, and of those further up that what is near stands in. */
function takeExcerpt(lines: readonly string[], at: number): number[] {
  const from = Math.max(0, at - LINES_AROUND);
  const to = Math.min(lines.length, at + LINES_AROUND);
  const near = Array.from({ length: to - from }, (_, n) => from + n);
  const above = listAbove(lines, findWritten(lines, from, 1)[0] ?? from).filter((line) => line < from);
  return [...above, ...near];
}

/** The lines that a line stands in, the topmost first. */
function listAbove(lines: readonly string[], at: number): number[] {
  const above: number[] = [];
  let below = lines[at] ?? '';
  for (let line = at - 1; line >= 0; line--) {
    const text = lines[line]!;
    // What a list stands in may begin in the same column as its dashes.
    const isBeside = indentOf(text) === indentOf(below) && isItem(below) && !isItem(text);
    if (!isWritten(text) || !(indentOf(text) < indentOf(below) || isBeside)) continue;
    above.unshift(line);
    below = text;
  }
  return above;
}

const isItem = (line: string): boolean => /^ *- /.test(line);
const isWritten = (line: string): boolean => /^\s*[^\s#]/.test(line);
const indentOf = (line: string): number => /^ */.exec(line)![0].length;

/** What may be wrong near an error, the surest first. */
function* listSlips(lines: readonly string[], at: number): Generator<Slip> {
  const around = [at, ...findWritten(lines, at - 1, -1), ...findWritten(lines, at + 1, 1)];
  const above = Array.from({ length: Math.min(at, LINES_AROUND) }, (_, n) => at - 1 - n);
  // What no file means to have; it may have been taken for text for a while.
  const spaced = lines.flatMap((line, n) => (/^ *[^\S \t\r\n]/.test(line) ? [n] : []));
  const spaces = [...listWithin(lines, spaced, findSpace)];
  if (spaces[0] !== undefined) yield { ...spaces[0], lines: new Map(spaces.flatMap((slip) => [...slip.lines])) };
  yield* listWithin(lines, around, findSpace);
  yield* listWithin(lines, [...around, ...above], findDash);
  for (const find of [findCurlyQuote, findMissingColon, findOpenBracket, findMissingComma])
    yield* listWithin(lines, around, find);
  for (const line of around) yield* listTabs(lines, line);
  for (const find of [findSecondColon, findTextInNeedOfQuotes]) yield* listWithin(lines, around, find);
  for (const line of [...around, ...findFirstBeside(lines, at)]) yield* listDashes(lines, line);
  yield* [...around, ...listHolders(lines, at)].flatMap((line) => listIndents(lines, line)).sort(compareIndents);
}

function* listWithin(
  lines: readonly string[],
  numbers: readonly number[],
  find: (line: string) => InLine | null,
): Generator<Slip> {
  for (const line of numbers) {
    const slip = find(lines[line]!);
    if (slip !== null) yield { ...slip, line, lines: new Map([[line, slip.text]]) };
  }
}

/** The nearest line from one on that is neither empty nor a comment. */
function findWritten(lines: readonly string[], from: number, step: 1 | -1): number[] {
  let line = from;
  while (line >= 0 && line < lines.length && !isWritten(lines[line]!)) line += step;
  return line >= 0 && line < lines.length ? [line] : [];
}

/** The first line of what a line stands in. */
function findFirstBeside(lines: readonly string[], at: number): number[] {
  for (let line = at - 1; line >= 0; line--)
    if (isWritten(lines[line]!) && indentOf(lines[line]!) < indentOf(lines[at]!))
      return findWritten(lines, line + 1, 1);
  return [];
}

/** What the line before one stands in, as far as that may have been meant to begin where the line begins. */
function listHolders(lines: readonly string[], at: number): number[] {
  const indent = indentOf(lines[at]!);
  const holders = findWritten(lines, at - 1, -1).flatMap((before) => listAbove(lines, before));
  return holders.filter((line) => indentOf(lines[line]!) >= indent - 4).reverse();
}

/** A slip within a line, and the line without it. */
type InLine = Pick<Slip, 'args' | 'start' | 'end'> & { readonly text: string };

/** Spaces of word processors, which YAML takes for letters. */
function findSpace(line: string): InLine | null {
  const spaces = /[^\S \t\r\n]+/.exec(line);
  if (spaces === null) return null;
  const text = line.replace(/[^\S \t\r\n]/g, ' ');
  return { args: { reason: 'NO_BREAK_SPACE' }, start: spaces.index, end: spaces.index + spaces[0].length, text };
}

/** A dash without the space behind it, and dashes and dots that word processors begin lists with. */
function findDash(line: string): InLine | null {
  const close = /^( *)-(?=[A-Za-z][\w-]*:(?: |\r?$))/.exec(line);
  if (close !== null) {
    const [begin = ''] = close;
    const text = `${begin} ${line.slice(begin.length)}`;
    return { args: { reason: 'NO_SPACE_BEHIND_DASH' }, start: begin.length - 1, end: begin.length, text };
  }
  const dash = /^( *)[–—−‒‐‑•·*](?= )/.exec(line);
  if (dash === null) return null;
  const start = dash[1]!.length;
  const text = `${dash[1]!}-${line.slice(start + 1)}`;
  return { args: { reason: 'WRONG_DASH', found: line.charAt(start) }, start, end: start + 1, text };
}

function findCurlyQuote(line: string): InLine | null {
  const start = line.search(/[“”„‟]/);
  if (start < 0) return null;
  return { args: { reason: 'CURLY_QUOTES' }, start, end: line.length, text: line.replace(/[“”„‟]/g, '"') };
}

/** `name Family`, `name:Family`, `name = Family`, or `name` alone. */
function findMissingColon(line: string): InLine | null {
  const found = /^( *(?:- +)*)([A-Za-z][\w-]*)( *[:=;]?)( *)(.*?)\r?$/.exec(line);
  if (found === null) return null;
  const [, before = '', key = '', mark = '', space = '', rest = ''] = found;
  const start = before.length;
  const hasColon = mark.endsWith(':');
  if (hasColon && (space !== '' || rest === '')) return null;
  const args = {
    reason: hasColon ? 'NO_SPACE_BEHIND_COLON' : 'NO_COLON_BEHIND_KEY',
    write: shorten(`${key}: ${rest}`),
  };
  return { args, start, end: line.length, text: `${before}${key}: ${rest}` };
}

/** As much of a line as shows how it begins. */
const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text.trimEnd());

/** A bracket that is opened in this line, and not closed in it. */
function findOpenBracket(line: string): InLine | null {
  const closing: Record<string, string> = { '[': ']', '{': '}' };
  const open: { mark: string; at: number }[] = [];
  let missing: { mark: string; at: number } | undefined;
  let text = '';
  for (const [piece] of line.replace(/\r$/, '').matchAll(/"(?:[^"\\]|\\.)*"|(?<=[[{,:\s])'(?:[^']|'')*'|[^]/g)) {
    if (piece in closing) open.push({ mark: piece, at: text.length });
    if (piece === ']' || piece === '}') {
      while (open.length > 0 && closing[open.at(-1)!.mark] !== piece) {
        missing ??= open.at(-1);
        text += closing[open.pop()!.mark]!;
      }
      open.pop();
    }
    text += piece;
  }
  missing ??= open[0];
  if (missing === undefined) return null;
  while (open.length > 0) text += closing[open.pop()!.mark]!;
  const args = { reason: 'OPEN_BRACKET', write: closing[missing.mark]! };
  return { args, start: missing.at, end: missing.at + 1, text };
}

/** `{a: 1 b: 2}` */
function findMissingComma(line: string): InLine | null {
  const found = /^(.*[[{].*[^\s,{[]) +([A-Za-z][\w-]*)(?=: )/.exec(line);
  if (found === null) return null;
  const [whole, before = '', key = ''] = found;
  const start = whole.length - key.length;
  const text = `${before}, ${key}${line.slice(whole.length)}`;
  return { args: { reason: 'NO_COMMA', found: key }, start, end: whole.length, text };
}

/** The value of a line `key: value`, or an item of a list. */
function splitLine(line: string): { before: string; value: string } | null {
  const found = /^( *(?:- +)*(?:[^\s"'[{#][^"]*?: +)?)(\S.*?)\s*$/.exec(line);
  return found === null ? null : { before: found[1]!, value: found[2]! };
}

/** `ask: Step 1: what is there?` */
function findSecondColon(line: string): InLine | null {
  const split = splitLine(line);
  if (split === null || !/:(?: |$)/.test(split.value) || /^["'[{]/.test(split.value)) return null;
  return { args: { reason: 'SECOND_COLON' }, ...quoteValue(split) };
}

/** `title: [new] A house`, `title: 'The boy's house'` */
function findTextInNeedOfQuotes(line: string): InLine | null {
  const split = splitLine(line);
  if (split === null || !/^["'[{*&!%@`|>]/.test(split.value)) return null;
  const mark = split.value.charAt(0);
  const args = /["']/.test(mark) ? { reason: 'TEXT_BEHIND_QUOTE', found: mark } : { reason: 'BAD_SCALAR_START' };
  return { args, ...quoteValue(split) };
}

function quoteValue({ before, value }: { before: string; value: string }): Omit<InLine, 'args'> {
  return { start: before.length, end: before.length + value.length, text: before + JSON.stringify(value) };
}

/** Tabs instead of spaces: in this line, or in all lines. */
function* listTabs(lines: readonly string[], line: number): Generator<Slip> {
  const TAB = /^( *)(\t[ \t]*)/;
  const found = TAB.exec(lines[line]!);
  if (found === null) return;
  const slip = { args: 'tab' as const, line, start: found[1]!.length, end: found[0].length };
  const rest = lines[line]!.slice(found[0].length);
  for (const indent of listLikelyIndents(lines, line, 0))
    yield { ...slip, lines: new Map([[line, ' '.repeat(indent) + rest]]) };
  const all = lines.flatMap((text, n) => (TAB.test(text) ? [n] : []));
  for (const width of [2, 4, 8]) {
    const widen = (text: string) => text.replace(/^[ \t]+/, (space) => space.replaceAll('\t', ' '.repeat(width)));
    yield { ...slip, lines: new Map(all.map((n) => [n, widen(lines[n]!)])) };
  }
}

/** A line without a dash where those of a list have one. */
function* listDashes(lines: readonly string[], line: number): Generator<Slip> {
  const text = lines[line]!;
  const start = indentOf(text);
  if (isItem(text)) return;
  const slip = { args: { reason: 'NO_DASH' }, line, start, end: text.trimEnd().length };
  for (const indent of [start, start - 2]) {
    const item = findItemBeside(lines, line, indent, -1) ?? findItemBeside(lines, line, indent, 1);
    if (item !== undefined && beginsAlike(item.slice(indent + 1), text))
      yield { ...slip, lines: new Map([[line, `${text.slice(0, indent)}- ${text.slice(start)}`]]) };
  }
}

/** The nearest item of a list whose dashes are in a column, before a line or behind it. */
function findItemBeside(lines: readonly string[], from: number, indent: number, step: 1 | -1): string | undefined {
  for (let line = from + step; line >= 0 && line < lines.length; line += step) {
    const text = lines[line]!;
    if (!isWritten(text)) continue;
    if (indentOf(text) < indent) return undefined;
    if (indentOf(text) === indent && isItem(text)) return text;
  }
  return undefined;
}

/** Whether a line may be an item as another one is: with the same key at its beginning, if that has one. */
function beginsAlike(item: string, line: string): boolean {
  const keyOf = (text: string) => /^ *([\w-]+):(?: |$)/.exec(text)?.[1];
  return keyOf(item) === undefined || keyOf(item) === keyOf(line);
}

/** A line that begins in the wrong column, alone, with what belongs to it, or with all that follows it there. */
function listIndents(lines: readonly string[], line: number): Slip[] {
  const found = indentOf(lines[line]!);
  const inner = found + (isItem(lines[line]!) ? 2 : 1);
  const lengths = [...new Set([1, lengthOfBlock(lines, line, inner), lengthOfBlock(lines, line, found)])];
  // What stands below `key:` stays below it.
  const below = findWritten(lines, line + 1, 1).map((next) => indentOf(lines[next]!))[0] ?? 0;
  const isHead = /:\s*$/.test(lines[line]!);
  const isKept = (wanted: number, length: number) => !isHead || length > 1 || below > found === below > wanted;
  return listLikelyIndents(lines, line, found).flatMap((wanted) =>
    lengths
      .filter((length) => isKept(wanted, length))
      .map((length): Slip => {
        const shift = (text: string) => ' '.repeat(Math.max(0, indentOf(text) + wanted - found)) + text.trimStart();
        const block = Array.from({ length }, (_, n) => line + n).filter((n) => isWritten(lines[n]!));
        return {
          args: { reason: block.length === 1 ? 'WRONG_INDENT' : 'WRONG_INDENT_OF_LINES', indent: [found, wanted] },
          line,
          start: found,
          end: lines[line]!.trimEnd().length,
          lines: new Map(block.map((n) => [n, shift(lines[n]!)])),
        };
      }),
  );
}

/** Odd columns last, since most files are indented by two; then the smallest change first. */
function compareIndents(a: Slip, b: Slip): number {
  const isOdd = ({ args }: Slip) => args !== 'tab' && args.indent![0]! % 2 === 0 && args.indent![1]! % 2 === 1;
  return Number(isOdd(a)) - Number(isOdd(b)) || a.lines.size - b.lines.size;
}

/** How many lines from a line on begin no further to the left than a column. */
function lengthOfBlock(lines: readonly string[], line: number, least: number): number {
  let end = line + 1;
  while (end < lines.length && (!isWritten(lines[end]!) || indentOf(lines[end]!) >= least)) end++;
  return end - line;
}

/**
 * Columns in which lines nearby, and those that they stand in, begin, or what stands behind their dash; the nearest to a
 * column first.
 */
function listLikelyIndents(lines: readonly string[], line: number, found: number): number[] {
  const near = lines.slice(Math.max(0, line - 30), line + 15).filter(isWritten);
  const above = findWritten(lines, line - 1, -1).flatMap((before) => listAbove(lines, before));
  const indents = [...near, ...above.map((n) => lines[n]!)].flatMap((text) => {
    const dash = /^ *- +/.exec(text)?.[0].length;
    return dash === undefined ? [indentOf(text)] : [indentOf(text), dash];
  });
  const others = [...new Set(indents)].filter((indent) => indent !== found);
  return others.sort((a, b) => Math.abs(a - found) - Math.abs(b - found)).slice(0, 6);
}
