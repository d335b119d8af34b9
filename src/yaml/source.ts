/**
 * A file's text as plain data, with the way back from any value to its line and column.
 *
 * Values are those of the YAML 1.2 core schema, but for three differences that serve people who write files by hand:
 * a key without a value counts as not written; keys are text as typed; and the typed text of an unquoted number stays
 * at hand (`textAt`), so that 0100005 can be read as text.
 */
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { endOfLine, Places } from './places.js';
import { findError, type Finding, hasErrors, type Place, type Problem } from '../diagnostics/problem.js';
import type { Path } from '../diagnostics/path.js';
import type { ProblemArgs } from '../diagnostics/codes/families.js';
import { describeKeyAndValue } from './slips.js';
import { describeSyntaxErrors, MAX_DEPTH } from './syntax.js';
import { keyText, parseYaml, rangeOf } from './tree.js';

/** Limits that stop hostile files; far above any honest one. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_ALIASED_NODES = 10_000;

/** Keys that mean something to JavaScript itself; no id is called so, and no file may try. */
export const RESERVED_KEYS: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(Object.prototype).concat('prototype'),
);

/** A file that was read: its data, what was wrong with its syntax, and the way to its places. */
export interface Source {
  readonly file: string;
  /** Mappings as objects, lists as arrays, scalars as values. Undefined where the syntax is wrong. */
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** The text of an unquoted scalar as typed, or undefined where there is none. */
  readonly textAt: (path: Path) => string | undefined;
  /** Turns findings in the data into problems with a place in the file. */
  readonly locate: (findings: readonly Finding[]) => Problem[];
  /** Where a value stands, or its key; where there is no such value, what it would stand in. */
  readonly placeOf: (spot: Spot) => Place;
}

/** A value, its key, or a part of it. */
export type Spot = Pick<Finding, 'path' | 'atKey' | 'within'>;

/**
 * Reads YAML, or JSON where the file's name says so.
 * @param file the name shown in messages; its ending .json chooses JSON
 * @param text the whole file; CRLF and a byte order mark are understood
 */
export function readSource(file: string, text: string): Source {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const size = Buffer.byteLength(content);
  if (size > MAX_BYTES) {
    const places = new Places(file, '');
    return makeUnread(file, places, [places.fileProblem('file-too-large', { bytes: size, limit: MAX_BYTES })]);
  }
  return /\.json$/i.test(file) ? readJson(file, content) : readYaml(file, content);
}

/** A file of which nothing could be read. */
function makeUnread(file: string, places: Places, problems: readonly Problem[]): Source {
  return {
    file,
    data: undefined,
    problems,
    textAt: () => undefined,
    locate: (findings) => findings.map((finding) => places.problemAt(finding, 0, 0)),
    placeOf: () => places.placeAt(0, 0),
  };
}

function readYaml(file: string, text: string): Source {
  const places = new Places(file, text);
  const failed = (...problems: readonly Problem[]) => makeUnread(file, places, problems);
  const deep = findTooDeep(text);
  if (deep !== undefined)
    return failed(places.problemAt(findError('too-deep', [], { limit: MAX_DEPTH }), deep, deep + 1));

  const document = parseYaml(text);
  if (document.errors.length > 0 || document.warnings.length > 0) {
    return failed(...describeSyntaxErrors(document, text, places));
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return failed(places.fileProblem('empty-file', {}));
  }
  const reader = new DocumentReader(document);
  const data = reader.read(document.contents as Node, [], null);
  const placeOf = (spot: Spot) => findPlace(document, text, places, spot);
  const locate = (findings: readonly Finding[]) => findings.map((finding) => locateFinding(finding, placeOf));
  const problems = locate(reader.findings);
  return {
    file,
    data: hasErrors(problems) ? undefined : data,
    problems,
    textAt: (path) => {
      const node = nodeAt(document, path)?.value;
      return isScalar(node) && node.type === Scalar.PLAIN ? node.source : undefined;
    },
    locate,
    placeOf,
  };
}

/** JSON is read by the platform, which is a hundred times faster; only when something is wrong is it read for places. */
function readJson(file: string, text: string): Source {
  let yaml: Source | undefined;
  const asYaml = (): Source => (yaml ??= readYaml(file, text));
  if (findTooDeep(text) !== undefined) return asYaml();
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const places = new Places(file, text);
    const message = (error as Error).message;
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const problem =
      text.trim() === ''
        ? places.fileProblem('empty-file', {})
        : places.problemAt(findError('json-syntax', [], {}), at, at + 1);
    return makeUnread(file, places, [problem]);
  }
  // What JavaScript's reader would lose or take in silence is left to the reader that keeps places, which reports it.
  if (hasRepeatedOrReservedKey(text, data)) return asYaml();
  return {
    file,
    data: withoutNulls(data),
    problems: [],
    textAt: () => undefined,
    locate: (findings) => (findings.length === 0 ? [] : asYaml().locate(findings)),
    placeOf: (spot) => asYaml().placeOf(spot),
  };
}

/** Tells whether a key stands twice in one object, or is one that no file may have. */
function hasRepeatedOrReservedKey(text: string, data: unknown): boolean {
  let written = 0;
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (token[1] !== undefined) written += 1;
  let read = 0;
  let reserved = false;
  const count = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) read += 1;
      reserved ||= RESERVED_KEYS.has(key);
      count(inner);
    }
  };
  count(data);
  return reserved || read !== written;
}

/** A copy of data without the keys whose value is null: they count as not written. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}

/** Turns a parsed document into plain data, once, collecting what is wrong with it. */
class DocumentReader {
  readonly findings: Finding[] = [];
  private aliased = 0;
  private stopped = false;

  private readonly document: Document;

  constructor(document: Document) {
    this.document = document;
  }

  /** @param alias where the outermost alias stands that led here, if one did */
  read(node: unknown, path: Path, alias: Path | null): unknown {
    if (this.stopped) return undefined;
    if (alias !== null && ++this.aliased > MAX_ALIASED_NODES) {
      return this.stop(findError('too-many-aliases', alias, { limit: MAX_ALIASED_NODES }));
    }
    if (path.length > MAX_DEPTH) return this.stop(findError('too-deep', path.slice(0, 3), { limit: MAX_DEPTH }));
    if (isScalar(node)) return node.value;
    if (isAlias(node)) {
      const target = node.resolve(this.document);
      if (target === undefined) {
        this.findings.push(findError('unknown-anchor', path, { anchor: node.source }));
        return undefined;
      }
      return this.read(target, path, alias ?? path);
    }
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index], alias));
    if (isMap(node)) return this.readMapping(node.items, node.flow === true, path, alias);
    return undefined;
  }

  private readMapping(
    items: readonly unknown[],
    isFlow: boolean,
    path: Path,
    alias: Path | null,
  ): Record<string, unknown> {
    const entries: Record<string, unknown> = {};
    let hasColon = true;
    for (const pair of items) {
      if (!isPair(pair)) continue;
      const key = keyText(pair.key);
      const inner = [...path, key];
      if (RESERVED_KEYS.has(key)) {
        this.findings.push(findError('reserved-key', inner, { key }, { atKey: true }));
        continue;
      }
      if (key === '<<') this.findings.push(findError('merge-key', inner, {}, { atKey: true }));
      // In braces, what a comma takes from the text before it would count as keys that are not written.
      const hadColon = hasColon;
      hasColon = !isFlow || pair.value !== null;
      if (hadColon && !hasColon) this.findings.push(findError('yaml-syntax', inner, describeKey(key), { atKey: true }));
      const value = this.read(pair.value, inner, alias);
      if (value !== null && value !== undefined) entries[key] = value;
    }
    return entries;
  }

  private stop(finding: Finding): undefined {
    this.stopped = true;
    this.findings.push(finding);
    return undefined;
  }
}

/** Says of a key without a colon what was probably meant by it. */
function describeKey(key: string): ProblemArgs['yaml-syntax'] {
  if (/^[A-Za-z][\w-]*:[^:]/.test(key)) return describeKeyAndValue(key);
  return { reason: /[“”„‟]/.test(key) ? 'CURLY_QUOTES' : 'NO_COLON' };
}

/** The nodes at a path: the value's, and the key's where it stands in a mapping. */
function nodeAt(document: Document, path: Path): { key?: unknown; value: unknown } | undefined {
  let value: unknown = document.contents;
  let key: unknown;
  for (const step of path) {
    if (isAlias(value)) value = value.resolve(document);
    if (isSeq(value) && typeof step === 'number') {
      key = undefined;
      value = value.items[step];
    } else if (isMap(value)) {
      const pair = value.items.find((item) => keyText(item.key) === String(step));
      if (pair === undefined) return undefined;
      key = pair.key;
      value = pair.value;
    } else return undefined;
  }
  return { key, value };
}

/** A finding as a problem with its places. */
export function locateFinding(finding: Finding, placeOf: Source['placeOf']): Problem {
  const { code, severity, args, related } = finding;
  const first = related === undefined ? {} : { related: placeOf({ ...finding, path: related }) };
  return { code, severity, place: placeOf(finding), args, ...first } as Problem;
}

function findPlace(document: Document, text: string, places: Places, spot: Spot): Place {
  const { path, atKey, within } = spot;
  const nodes = nodeAt(document, path);
  if (nodes === undefined) {
    return path.length === 0
      ? places.placeAt(0, 0)
      : findPlace(document, text, places, { ...spot, path: path.slice(0, -1), atKey: true });
  }
  const node = atKey === true && nodes.key !== undefined ? nodes.key : nodes.value;
  const range = rangeOf(node);
  if (range === undefined) return places.placeAt(0, 0);
  const start = range[0];
  let end = range[1];
  if (isMap(node) || isSeq(node)) end = Math.min(end, endOfLine(text, start));
  if (within !== undefined && isScalar(node)) {
    // Escapes and line breaks make the text in the file longer than the value, never shorter.
    const word = String(node.value).slice(within.start, Math.max(within.end, within.start + 1));
    const from = start + within.start + (node.type === Scalar.PLAIN ? 0 : 1);
    const at = text.indexOf(word, from);
    const inner = word === '' || at < 0 || at + word.length > range[1] ? Math.min(from, range[1]) : at;
    return places.placeAt(inner, inner + Math.max(1, word.length));
  }
  return places.placeAt(start, end);
}

/** Where the text nests deeper than any honest file, before a parser has to find out by running out of stack. */
function findTooDeep(text: string): number | undefined {
  const indent = /^(?: {400}|(?:[-?] +){50})/m.exec(text);
  if (indent !== null) return indent.index;
  let depth = 0;
  for (const bracket of text.matchAll(/[[\]{}]/g)) {
    if (bracket[0] === ']' || bracket[0] === '}') depth = Math.max(0, depth - 1);
    else if (++depth > MAX_DEPTH) return bracket.index;
  }
  return undefined;
}
