/** What is wrong with the syntax of a YAML file: each slip once, where it is, and nothing that only follows from it. */
import { type Document, isAlias, isSeq, Scalar, visit, type YAMLError } from 'yaml';
import { endOfLine, lineStarts, Places } from './places.js';
import { findError, type Problem, sortProblems } from '../diagnostics/problem.js';
import { findSlip, type Slip } from './repair.js';
import { isStructural, keyText, parseYaml, rangeOf } from './tree.js';

/** How deep lists and mappings may stand in each other. */
export const MAX_DEPTH = 100;

/** Slips that are looked for in one file; what has more of them was not written as YAML. */
const MAX_SLIPS = 20;
/** Characters that are parsed again for them. */
const MAX_READ_AGAIN = 5_000_000;

/** A text, its lines and its tree. */
interface Parsed {
  readonly text: string;
  readonly lines: readonly string[];
  readonly document: Document;
}

/**
 * Syntax errors in words of ours. Where the parser loses its way by a slip of the pen, it goes on from the text without the
 * slip, so that what it finds next is wrong by itself and no consequence. Where nobody knows what led it astray, nothing
 * behind that is told.
 */
export function describeSyntaxErrors(document: Document, text: string, places: Places): Problem[] {
  const problems: Problem[] = [];
  const written = text.split('\n');
  let parsed: Parsed = { text, lines: written, document };
  while (problems.length < MAX_SLIPS && (problems.length + 1) * text.length < MAX_READ_AGAIN) {
    const at = lineOfFirst(parsed);
    const slip = at === null ? null : findSlip(parsed.lines, at);
    if (slip === null) break;
    const lines = parsed.lines.map((line, n) => slip.lines.get(n) ?? line);
    const next = { text: lines.join('\n'), lines, document: parseYaml(lines.join('\n')) };
    if ((lineOfFirst(next) ?? Number.POSITIVE_INFINITY) <= at!) break;
    problems.push(describeSlip(slip, parsed, placesBefore(places, written, parsed)));
    parsed = next;
  }
  const sorted = sortProblems([...problems, ...describeRest(parsed, placesBefore(places, written, parsed))]);
  return sorted.filter(({ place }, n) => place.line !== sorted[n - 1]?.place.line);
}

/** The first error at which the parser loses its way. */
function firstLost({ document }: Parsed): YAMLError | undefined {
  return document.errors.filter(isStructural).sort((a, b) => a.pos[0] - b.pos[0])[0];
}

/** Its line, from 0; null where there is none, or where a quote that is never closed explains it. */
function lineOfFirst(parsed: Parsed): number | null {
  const first = firstLost(parsed);
  if (first === undefined || openingQuote(first, parsed.document) !== undefined) return null;
  return parsed.text.slice(0, first.pos[0]).split('\n').length - 1;
}

/** What is told of places in a text. */
type Where = Pick<Places, 'problemAt' | 'placeAt' | 'lineOf'>;

/** Places of a text in which slips were put right, as places in the text as it was written: the lines are the same. */
function placesBefore(places: Places, written: readonly string[], { text, lines }: Parsed): Where {
  const here = new Places('', text);
  const startsHere = lineStarts(text);
  const startsWritten = lineStarts(written.join('\n'));
  const toWritten = (offset: number): number => {
    const line = here.lineOf(offset) - 1;
    const [before, now] = [written[line]!, lines[line]!];
    const moved = before === now ? 0 : before.search(/\S|$/) - now.search(/\S|$/);
    const column = offset - startsHere[line]! + moved;
    return startsWritten[line]! + Math.max(0, Math.min(column, before.length));
  };
  return {
    problemAt: (finding, start, end) => places.problemAt(finding, toWritten(start), toWritten(end)),
    placeAt: (start, end) => places.placeAt(toWritten(start), toWritten(end)),
    lineOf: (offset) => here.lineOf(offset),
  };
}

function describeSlip({ args, line, start, end }: Slip, { lines }: Parsed, where: Where): Problem {
  const lineStart = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
  const finding = args === 'tab' ? findError('tab-indent', [], {}) : findError('yaml-syntax', [], args);
  return where.problemAt(finding, lineStart + start, lineStart + end);
}

/** What is left when all known slips are put right. */
function describeRest(parsed: Parsed, where: Where): Problem[] {
  const { document, text } = parsed;
  const lost = firstLost(parsed);
  const until = lost?.pos[0] ?? text.length;
  const contained = [...document.errors, ...document.warnings].filter(
    (one) => !isStructural(one) && one.pos[0] <= until,
  );
  const again = contained.filter(({ code }) => code === 'DUPLICATE_KEY');
  const others = contained.filter(({ code }) => code !== 'DUPLICATE_KEY');
  return [
    ...(again.length === 0 ? [] : describeRepeatedKeys(document, until, where)),
    ...others.map((error) => describeSyntaxError(error, document, text, where)),
    ...(lost === undefined ? [] : [describeLost(lost, document, text, where)]),
  ];
}

/** A place where the parser loses its way, with where what it was in begins. */
function describeLost(error: YAMLError, document: Document, text: string, where: Where): Problem {
  const described = describeSyntaxError(error, document, text, where);
  if (described.code !== 'yaml-syntax') return described;
  return { ...described, ...findBeginning(document, error.pos[0], where) };
}

/**
 * Keys that stand twice in one mapping. Where a list's item begins again, with its first key or its id, the dash before a
 * second item is missing; all that stands twice behind it follows from that.
 */
function describeRepeatedKeys(document: Document, until: number, where: Where): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Map(_, map, ancestors) {
      const isItem = isSeq(ancestors.at(-1)) && map.flow !== true;
      const firsts = new Map<string, readonly [number, number]>();
      for (const { key } of map.items) {
        const range = rangeOf(key);
        if (range === undefined || range[0] > until) continue;
        const [start, end] = range;
        const name = keyText(key);
        const first = firsts.get(name);
        if (first === undefined) {
          firsts.set(name, [start, end]);
          continue;
        }
        const isNext = isItem && (name === 'id' || name === keyText(map.items[0]!.key));
        const finding = findError('duplicate-key', [], { key: name, ...(isNext ? { isNextItem: true } : {}) });
        problems.push({ ...where.problemAt(finding, start, end), related: where.placeAt(...first) });
        if (isNext) return;
      }
    },
  });
  return problems;
}

function describeSyntaxError(error: YAMLError, document: Document, text: string, where: Where): Problem {
  const [start, end] = error.pos;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(lineStart, endOfLine(text, lineStart));
  const wholeLine = (reason: string) => {
    const first = lineStart + line.search(/\S|$/);
    return where.problemAt(findError('yaml-syntax', [], { reason }), first, lineStart + line.length);
  };
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return where.problemAt(findError('tab-indent', [], {}), start, end);
    case 'MULTIPLE_DOCS':
      return where.problemAt(findError('several-documents', [], {}), start, start + 3);
    case 'TAG_RESOLVE_FAILED': {
      const tag = /!\S*/.exec(text.slice(start, end))?.[0] ?? text.slice(start, end);
      return where.problemAt(findError('unknown-tag', [], { tag }), start, end);
    }
    case 'MISSING_CHAR': {
      const opening = openingQuote(error, document);
      if (opening !== undefined) {
        const finding = findError('unclosed-quote', [], { quote: text.charAt(opening) });
        return where.problemAt(finding, opening, endOfLine(text, opening));
      }
      if (/^Sequence item without|^Implicit map keys/.test(error.message) && /\S: /.test(line))
        return wholeLine('MIXED_COLUMNS');
      break;
    }
    case 'BAD_INDENT':
      if (!/^All (?:collection|mapping|sequence) items|^Sequence item/.test(error.message)) break;
      return wholeLine('MIXED_COLUMNS');
    case 'RESOURCE_EXHAUSTION':
      return where.problemAt(findError('too-deep', [], { limit: MAX_DEPTH }), start, end);
    default:
  }
  return where.problemAt(findError('yaml-syntax', [], { reason: error.code }), start, Math.max(end, start + 1));
}

/**
 * Where the list, mapping or text begins in which the parser lost its way, if that is not to be seen beside the error: a
 * bracket that is never closed, or the line that is indented differently from all that follow.
 */
function findBeginning(document: Document, at: number, where: Where): Pick<Problem, 'related'> {
  let found: readonly [number, number] | undefined;
  visit(document, {
    Node(_, node) {
      const range = rangeOf(node);
      if (range === undefined || range[0] >= at || range[1] < at - 1 || isAlias(node)) return;
      if (where.lineOf(range[0]) < where.lineOf(at)) found = range;
    },
  });
  const isSeen = found === undefined || where.lineOf(found[0]) === where.lineOf(at) - 1;
  return isSeen ? {} : { related: where.placeAt(found![0], found![0] + 1) };
}

/** Where the quoted text begins of which an error says that it is never closed. */
function openingQuote({ code, message, pos }: YAMLError, document: Document): number | undefined {
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
