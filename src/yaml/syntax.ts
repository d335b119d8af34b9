/** Says what is wrong with the syntax of a YAML file: each error once, where it is, and none that only follows from another. */
import { type Document, isAlias, isCollection, isScalar, isSeq, type Node, Scalar, visit, type YAMLError } from 'yaml';
import { endOfLine, lineStart, type Places } from './places.js';
import { findError, type Finding, type Problem, sortProblems } from '../diagnostics/problem.js';
import type { ProblemArgs } from '../diagnostics/codes/families.js';

/** How deep lists and mappings may stand in each other. */
export const MAX_DEPTH = 100;

/** Errors of which nothing else in the text is a consequence. */
const CONTAINED: ReadonlySet<string> = new Set([
  'DUPLICATE_KEY',
  'MULTIPLE_DOCS',
  'TAG_RESOLVE_FAILED',
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'BAD_ALIAS',
]);

/** A text with its tree and its places. */
interface Parsed {
  readonly document: Document;
  readonly text: string;
  readonly places: Places;
}

/**
 * Syntax errors in words of ours, at most one a line. Where the parser loses its way, all that it says after that may
 * follow from it: of that, only slips are told that one sees in the line itself.
 */
export function describeSyntaxErrors(parsed: Parsed): Problem[] {
  const { document, text, places } = parsed;
  const all = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const lost = all.filter(({ code }) => !CONTAINED.has(code));
  const until = lost[0]?.pos[0] ?? text.length;
  const contained = all.filter(({ code, pos }) => CONTAINED.has(code) && pos[0] <= until);
  const isNextLine = ({ pos }: YAMLError, before: YAMLError) => places.lineOf(pos[0]) > places.lineOf(before.pos[0]);
  const later = lost.filter((error, n) => n > 0 && isNextLine(error, lost[n - 1]!));
  const problems = [
    ...(contained.some(({ code }) => code === 'DUPLICATE_KEY') ? describeRepeatedKeys(parsed, until) : []),
    ...contained.flatMap((error) => (error.code === 'DUPLICATE_KEY' ? [] : describeError(error, parsed))),
    ...lost.slice(0, 1).map((error) => describeLost(error, parsed)),
    ...later.flatMap((error) => describeSlip(error, parsed) ?? []),
  ];
  const sorted = sortProblems(problems);
  return sorted.filter(({ place }, n) => place.line !== sorted[n - 1]?.place.line);
}

/** A slip that is seen in the line of an error; undefined where there is none. */
function describeSlip({ pos: [at] }: YAMLError, { text, places }: Parsed): Problem | undefined {
  const [start, end] = findLine(text, at);
  const slip = findSlip(text.slice(start, end));
  return slip && places.problemAt(slip.finding, start + slip.start, start + slip.end);
}

/**
 * Where the line of an offset begins and ends. Of a blank line, that of the next line with something on it: the parser
 * puts what is wrong with that one's column in front of it.
 */
function findLine(text: string, at: number): readonly [number, number] {
  const [start, end] = [lineStart(text, at), endOfLine(text, at)];
  if (text.slice(start, end).trim() !== '') return [start, end];
  const next = text.slice(end).search(/\S/);
  return next < 0 ? [start, end] : findLine(text, end + next);
}

/** The place where the parser loses its way, with where what it was in begins. */
function describeLost(error: YAMLError, parsed: Parsed): Problem {
  const opening = findOpeningQuote(error, parsed);
  if (opening !== undefined) {
    const finding = findError('unclosed-quote', [], { quote: parsed.text.charAt(opening) });
    return parsed.places.problemAt(finding, opening, endOfLine(parsed.text, opening));
  }
  const slip = describeSlip(error, parsed);
  if (slip !== undefined) return slip;
  const described = describeError(error, parsed);
  if (described.code !== 'yaml-syntax') return described;
  return { ...described, ...findBeginning(error.pos[0], described.args.reason === 'MIXED_COLUMNS', parsed) };
}

/**
 * Keys that stand twice in one mapping. Where a list's item begins again, with its first key or its id, the dash before a
 * second item is missing; all that stands twice after it follows from that.
 */
function describeRepeatedKeys({ document, places }: Parsed, until: number): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Map(_, map, ancestors) {
      const isItem = isSeq(ancestors.at(-1)) && map.flow !== true;
      const firsts = new Map<string, readonly [number, number]>();
      for (const { key } of map.items) {
        const range = rangeOf(key);
        if (range === undefined || range[0] > until) continue;
        const name = keyText(key);
        const first = firsts.get(name);
        if (first === undefined) {
          firsts.set(name, range);
          continue;
        }
        const isNext = isItem && (name === 'id' || name === keyText(map.items[0]!.key));
        const finding = findError('duplicate-key', [], { key: name, ...(isNext ? { isNextItem: true } : {}) });
        problems.push({ ...places.problemAt(finding, ...range), related: places.placeAt(...first) });
        if (isNext) return;
      }
    },
  });
  return problems;
}

function describeError({ code, message, pos: [start, end] }: YAMLError, { text, places }: Parsed): Problem {
  const say = (finding: Finding, to = end, from = start) => places.problemAt(finding, from, to);
  switch (code) {
    case 'TAB_AS_INDENT':
      return say(findError('tab-indent', [], {}));
    case 'MULTIPLE_DOCS':
      return say(findError('several-documents', [], {}), start + 3);
    case 'TAG_RESOLVE_FAILED': {
      const tag = /!\S*/.exec(text.slice(start, end))?.[0] ?? text.slice(start, end);
      return say(findError('unknown-tag', [], { tag }));
    }
    case 'RESOURCE_EXHAUSTION':
      return say(findError('too-deep', [], { limit: MAX_DEPTH }));
    default: {
      if (!/^All (?:collection|mapping|sequence) items|^Sequence item|^A block sequence/.test(message))
        return say(findError('yaml-syntax', [], { reason: code }), Math.max(end, start + 1));
      const [lineStart, lineEnd] = findLine(text, start);
      const first = lineStart + text.slice(lineStart, lineEnd).search(/\S|$/);
      return say(findError('yaml-syntax', [], { reason: 'MIXED_COLUMNS' }), lineEnd, first);
    }
  }
}

/**
 * Where the list, mapping or text begins in which the parser lost its way, if that is not to be seen beside the error: a
 * bracket that is never closed, or the line that is indented differently from all that follow.
 */
function findBeginning(at: number, isMixed: boolean, { document, places }: Parsed): Pick<Problem, 'related'> {
  let found: readonly [number, number] | undefined;
  // The outermost list or mapping that ends here: where columns are mixed, it is the one in a column of its own.
  let ended: typeof found;
  visit(document, {
    Node(_, node) {
      const range = rangeOf(node);
      if (range === undefined || range[0] >= at || range[1] < at - 1 || isAlias(node)) return;
      if (node === document.contents || places.lineOf(range[0]) >= places.lineOf(at)) return;
      found = range;
      if (isMixed && isCollection(node) && range[1] <= at) ended ??= range;
    },
  });
  found = ended ?? found;
  const isSeen = found === undefined || places.lineOf(found[0]) === places.lineOf(at) - 1;
  return isSeen ? {} : { related: places.placeAt(found![0], found![0] + 1) };
}

/** Where the quoted text begins of which an error says that it is never closed. */
function findOpeningQuote({ code, message, pos }: YAMLError, { document }: Parsed): number | undefined {
  if (code !== 'MISSING_CHAR' || !message.includes('quote')) return undefined;
  let opening: number | undefined;
  visit(document, {
    Scalar(_, node) {
      const range = rangeOf(node);
      const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
      if (quoted && range !== undefined && range[0] < pos[0] && range[1] >= pos[0] - 1) opening = range[0];
    },
  });
  return opening;
}

/** A key as typed, so that `007` and `2027` stay what they are. */
export function keyText(key: unknown): string {
  if (isScalar(key)) return key.type === Scalar.PLAIN && key.source !== undefined ? key.source : String(key.value);
  return String(key);
}

/** Where a node begins and ends, if it stands in the text. */
export function rangeOf(node: unknown): [number, number] | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
}

type Known = ProblemArgs['yaml-syntax'];

/**
 * Slips of the pen that break YAML and that one sees in the line itself, the surest first. The first group of a pattern is what stands before the slip; what the
 * rest matches is the slip.
 */
const SLIPS: readonly (readonly [pattern: RegExp, describe: (slip: string) => Known | 'tab'])[] = [
  // Spaces of word processors, which YAML takes for letters.
  [/^( *|[^"']*?[:,[{-] *)[^\S \t\r\n]+/, () => ({ reason: 'NO_BREAK_SPACE' })],
  [/^( *)\t[ \t]*/, () => 'tab'],
  [/^( *)-(?=[A-Za-z][\w-]*:(?: |$))/, () => ({ reason: 'NO_SPACE_AFTER_DASH' })],
  // Dashes and dots that word processors begin lists with.
  [/^( *)[–—−‒‐‑•·*](?= )/, (found) => ({ reason: 'WRONG_DASH', found })],
  [/^([^"']*[:,[{-] +)[“”„‟].*/, () => ({ reason: 'CURLY_QUOTES' })],
  [/^( *(?:- +)*)[A-Za-z][\w-]*:[^\s:/].*/, describeKeyAndValue],
  // The value of a line `key: value` that is not quoted and has a colon.
  [/^( *(?:- +)*[^\s"'[{#-][^"':]*: +)[^\s"'[{#][^#]*?:(?: .*|$)/, () => ({ reason: 'SECOND_COLON' })],
];

/**
 * Finds the slip in a line, which ends before its line break; undefined where it has none that is known.
 * @returns what to say of it, and the part of the line that is wrong, in characters from 0
 */
function findSlip(line: string): { finding: Finding; start: number; end: number } | undefined {
  for (const [pattern, describe] of SLIPS) {
    const [all, before = ''] = pattern.exec(line.trimEnd()) ?? [];
    if (all === undefined) continue;
    const args = describe(all.slice(before.length));
    const finding = args === 'tab' ? findError('tab-indent', [], {}) : findError('yaml-syntax', [], args);
    return { finding, start: before.length, end: all.length };
  }
  return undefined;
}

/** Says of `key:value` how it is written. */
export function describeKeyAndValue(written: string): Known {
  const text = written.replace(':', ': ');
  return { reason: 'NO_SPACE_AFTER_COLON', write: text.length > 40 ? `${text.slice(0, 40)}…` : text };
}
