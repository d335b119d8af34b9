/**
 * A file's text as plain data, with the way back from any value to its line and column.
 *
 * Values are those of the YAML 1.2 core schema, but for three differences that serve people who write files by hand:
 * a key without a value counts as not written; keys are text as typed; and the typed text of an unquoted number stays
 * at hand (`textAt`), so that 0100005 can be read as text.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument, Scalar, type YAMLMap } from 'yaml';
import { endOfLine, makePlaces, type Places } from './places.js';
import { findError, type Finding, hasErrors, type Place, type Problem } from '../diagnostics/problem.js';
import type { Path } from '../diagnostics/path.js';
import type { ProblemArgs } from '../diagnostics/codes/families.js';
import { describeKeyAndValue, describeSyntaxErrors, keyText, MAX_DEPTH, rangeOf } from './syntax.js';

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
    const problem = findError('file-too-large', [], { bytes: size, limit: MAX_BYTES });
    return makeUnread(file, makePlaces(file, ''), [inFile(file, problem)]);
  }
  return /\.json$/i.test(file) ? readJson(file, content) : readYaml(file, content);
}

function inFile(file: string, { code, severity, args }: Finding): Problem {
  return { code, severity, place: { file }, args } as Problem;
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
  const places = makePlaces(file, text);
  const failed = (...problems: readonly Problem[]) => makeUnread(file, places, problems);
  const deep = findTooDeep(text);
  if (deep !== undefined)
    return failed(places.problemAt(findError('too-deep', [], { limit: MAX_DEPTH }), deep, deep + 1));

  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0 || document.warnings.length > 0)
    return failed(...describeSyntaxErrors({ document, text, places }));
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    return failed(inFile(file, findError('empty-file', [], {})));
  const { data, findings } = readDocument(document);
  const placeOf = (spot: Spot) => findPlace(document, text, places, spot);
  const locate = (findings: readonly Finding[]) => findings.map((finding) => locateFinding(finding, placeOf));
  const problems = locate(findings);
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
  const read = { data: undefined as unknown, keys: 0, isReserved: false };
  try {
    // A key whose value is null counts as not written.
    read.data = JSON.parse(text, function (this: unknown, key, value: unknown) {
      if (Array.isArray(this)) return value;
      read.keys += 1;
      read.isReserved ||= RESERVED_KEYS.has(key);
      return value ?? undefined;
    });
  } catch (error) {
    const places = makePlaces(file, text);
    const at = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? text.length);
    const problem =
      text.trim() === ''
        ? inFile(file, findError('empty-file', [], {}))
        : places.problemAt(findError('json-syntax', [], {}), at, at + 1);
    return makeUnread(file, places, [problem]);
  }
  // What JavaScript's reader would lose or take in silence is left to the reader that keeps places, which reports it.
  const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;
  // The whole is read as the value of an empty key.
  if (read.isReserved || read.keys !== written + 1) return asYaml();
  return {
    file,
    data: read.data ?? null,
    problems: [],
    textAt: () => undefined,
    locate: (findings) => (findings.length === 0 ? [] : asYaml().locate(findings)),
    placeOf: (spot) => asYaml().placeOf(spot),
  };
}

/** Turns a parsed document into plain data, and collects what is wrong with it. */
function readDocument(document: Document): { readonly data: unknown; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  let aliased = 0;
  let stopped = false;
  const stop = (finding: Finding): void => {
    stopped = true;
    findings.push(finding);
  };
  /** @param alias where the outermost alias stands that led here, if one did */
  const read = (node: unknown, path: Path, alias: Path | null): unknown => {
    if (stopped) return undefined;
    if (alias !== null && ++aliased > MAX_ALIASED_NODES)
      return stop(findError('too-many-aliases', alias, { limit: MAX_ALIASED_NODES }));
    if (path.length > MAX_DEPTH) return stop(findError('too-deep', path.slice(0, 3), { limit: MAX_DEPTH }));
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target !== undefined) return read(target, path, alias ?? path);
      findings.push(findError('unknown-anchor', path, { anchor: node.source }));
    }
    if (isSeq(node)) return node.items.map((item, index) => read(item, [...path, index], alias));
    if (isMap(node)) return readMapping(node, path, alias);
    return isScalar(node) ? node.value : undefined;
  };
  const readMapping = ({ items, flow }: YAMLMap, path: Path, alias: Path | null) => {
    const entries: Record<string, unknown> = {};
    let hasColon = true;
    for (const pair of items) {
      const key = keyText(pair.key);
      const inner = [...path, key];
      if (RESERVED_KEYS.has(key)) {
        findings.push(findError('reserved-key', inner, { key }, { atKey: true }));
        continue;
      }
      if (key === '<<') findings.push(findError('merge-key', inner, {}, { atKey: true }));
      // In braces, what a comma takes from the text before it would count as keys that are not written.
      const hadColon = hasColon;
      hasColon = flow !== true || pair.value !== null;
      if (hadColon && !hasColon) findings.push(findError('yaml-syntax', inner, describeKey(key), { atKey: true }));
      const value = read(pair.value, inner, alias);
      if (value !== null && value !== undefined) entries[key] = value;
    }
    return entries;
  };
  return { data: read(document.contents, [], null), findings };
}

/** Says of a key without a colon what was probably meant by it. */
function describeKey(key: string): ProblemArgs['yaml-syntax'] {
  if (/^[A-Za-z][\w-]*:[^:]/.test(key)) return describeKeyAndValue(key);
  return { reason: /[“”„‟]/.test(key) ? 'CURLY_QUOTES' : 'NO_COLON' };
}

/** The nodes at a path: the value's, and the key's where it stands in a mapping; undefined where there is no such path. */
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

export function locateFinding(finding: Finding, placeOf: Source['placeOf']): Problem {
  const { code, severity, args, related } = finding;
  const first = related === undefined ? {} : { related: placeOf({ ...finding, path: related }) };
  return { code, severity, place: placeOf(finding), args, ...first } as Problem;
}

function findPlace(document: Document, text: string, places: Places, spot: Spot): Place {
  const { path, atKey, within } = spot;
  const nodes = nodeAt(document, path);
  if (nodes === undefined) return findPlace(document, text, places, { ...spot, path: path.slice(0, -1), atKey: true });
  const node = atKey === true && nodes.key !== undefined ? nodes.key : nodes.value;
  const [start, end] = rangeOf(node) ?? [0, 0];
  if (within !== undefined && isScalar(node)) {
    // Escapes and line breaks make the text in the file longer than the value, never shorter.
    const word = String(node.value).slice(within.start, Math.max(within.end, within.start + 1));
    const from = start + within.start + (node.type === Scalar.PLAIN ? 0 : 1);
    const at = text.indexOf(word, from);
    const inner = word === '' || at < 0 || at + word.length > end ? Math.min(from, end) : at;
    return places.placeAt(inner, inner + Math.max(1, word.length));
  }
  return places.placeAt(start, isMap(node) || isSeq(node) ? Math.min(end, endOfLine(text, start)) : end);
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
