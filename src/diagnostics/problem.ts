/** What can be wrong with an input, as data: a code, a place and arguments. The sentences are in messages.ts. */
import type { Path } from './path.js';

export type { Path };

/** Where something stands in a file. Lines and columns count from 1; `length` is in UTF-16 code units. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
  /** The text of the line, to show it, and of the line before. */
  readonly lineText?: string;
  readonly lineBefore?: string;
  /** In a table: the row as a spreadsheet counts it, and the title of the column, or its letter where it has none. */
  readonly cell?: { readonly row: number; readonly column: string };
}

/** What each kind of problem says about itself. Each has a broken file that shows it in test/fixtures/problems. */
export interface ProblemArgs {
  // The file as such
  'empty-file': Record<never, never>;
  'file-too-large': { bytes: number; limit: number };
  /** `inUse` is the framework that the answers beside it are read with. */
  'unused-framework': { file: string; inUse: string };
  'wrong-file': { is: 'framework' | 'answers'; wanted: 'framework' | 'answers' };
  // YAML and JSON
  /** `found` and `write`: the sign or word that is wrong, and what to write. `indent`: the spaces found, and those that may be wanted. */
  'yaml-syntax': {
    reason: string;
    found?: string;
    write?: string;
    indent?: readonly number[];
  };
  'tab-indent': Record<never, never>;
  'unclosed-quote': { quote: string };
  /** `isNextItem`: it is most likely the first key of a further item of a list, whose dash is missing. */
  'duplicate-key': { key: string; isNextItem?: boolean };
  'several-documents': Record<never, never>;
  'unknown-anchor': { anchor: string };
  'too-many-aliases': { limit: number };
  'too-deep': { limit: number };
  'merge-key': Record<never, never>;
  'unknown-tag': { tag: string };
  'reserved-key': { key: string };
  'json-syntax': Record<never, never>;
  // The shape
  'wrong-type': { expected: string; found: string; where: string };
  /** `move`: the same key is known further to the left or to the right, in `holder`. */
  'unknown-key': {
    key: string;
    known: readonly string[];
    move?: { readonly to: 'left' | 'right'; readonly holder: string };
  };
  'missing-key': { key: string; within: string };
  /** `near`, here and below: the id of what is called as was typed. */
  'wrong-value': { found: string; known: readonly string[]; near?: string };
  /** `write`: the text in the format, where that is plain. */
  'bad-format': { found: string; expected: string; write?: string };
  'out-of-range': { where: string; found: number; expected: string };
  'wrong-count': { what: string; found: number; expected: string };
  // What must fit together
  'duplicate-id': { kind: string; id: string };
  'reserved-id': { kind: string; id: string };
  /** A thing in a list of another `kind`; `list` is where it belongs. */
  'misplaced-thing': { id: string; kind: string; meant: string; list: string };
  /** `subject` says what refers (as `action "a"`), `field` by which of its fields. */
  'unknown-reference': { subject: string; field: string; id: string; known: readonly string[]; near?: string };
  'missing-level': { question: string; level: string };
  'missing-options': { fact: string };
  cycle: { steps: readonly string[] };
  'when-syntax': { reason: string };
  'when-type': { reason: string };
  /** `fact`: the one of which it should be an option. */
  'when-unknown-name': { name: string; known: readonly string[]; fact?: string; near?: string };
  'when-later-question': { question: string; id: string };
  'per-not-numeric': { what: string; fact: string; type: string; known: readonly string[] };
  'window-too-short': { action: string; window: string; days: number; weeks: number };
  'low-above-high': { low: number; high: number };
  // Overlays
  /** `known`: what could stand there for the built-in framework. */
  'unreadable-base': { reason: string; known: readonly string[] };
  'extends-circle': { files: readonly string[] };
  'extends-too-long': { limit: number };
  'overlay-field': { key: string };
  /**
   * `missing`: the fields without which it is no new thing either; none where it was to be hidden. `now`: its id of today,
   * where it has gone elsewhere. `was`: what it says that it was, and what is there.
   */
  'unknown-id': {
    kind: string;
    id: string;
    known: readonly string[];
    missing: readonly string[];
    now?: string;
    was?: string;
  };
  'changes-hidden': { kind: string; id: string };
  'hidden-but-needed': { kind: string; id: string; count: number; shown: readonly Mention[] };
  'hidden-mentions': { kind: string; id: string; count: number; shown: readonly Mention[] };
  // Answers
  'finish-before-start': { start: string; finish: string };
  'not-a-date': { found: string };
  'missing-fact': { fact: string; ask: string };
  'missing-start': Record<never, never>;
  'other-framework': { what: 'answers' | 'overview'; found: string; expected: string };
  'other-version': { found: string; expected: string };
  /**
   * `now` in full; `write` as it stands in its place, which is below `under` where it has gone to another condition. `more`:
   * the number of further places that are not told.
   */
  'renamed-id': { kind: string; id: string; now: string; write: string; under?: string; more?: number };
  'answered-twice': { kind: string; id: string; now: string };
  'retired-id': { kind: string; id: string };
  'role-circle': { roles: readonly string[] };
  unanswered: { count: number; first: readonly string[] };
  /** `other` is the role or the action that it runs against, `start` the day on which it starts in the plan. */
  'start-clash': {
    title: string;
    against: 'window' | 'blackout' | 'term' | 'capacity' | 'waits-for';
    other: string | null;
    start: string | null;
  };
  // Tables
  'table-syntax': { reason: 'open-quote' | 'stray-quote' };
  'empty-table': Record<never, never>;
  /** `known` has the ids that were probably meant. */
  'unknown-column': { title: string; known: readonly string[] };
  /** Titles, each with an id that was perhaps meant. */
  'left-out-columns': { columns: readonly { title: string; near: string | null }[] };
  'same-column': { id: string; first: string };
  'missing-column': { fact: string; ask: string };
  'cell-without-column': { found: string };
  'no-file-name': Record<never, never>;
  /** `first` is the row that is called so already. */
  'same-file-name': { name: string; first: number };
  /** `isSame`: it has the very name, rather than one that gives the same documents. */
  'file-exists': { file: string; isSame: boolean };
  // Parts of an overview
  /** `where` is the way to what is wrong, from the top of the file. */
  'not-a-portfolio': { where: string };
  'other-content': { framework: string };
  // What a keeper of a framework would want to know
  'unreached-level': { question: string; level: string };
  /** `why`: all it raises is the lowest level, there are no waves, or it has nothing at all. */
  'unselectable-action': { action: string; why: 'lowest-level' | 'no-waves' | 'nothing' };
  /** `near`: the thing of what an overlay extends that is perhaps meant. */
  unused: { kind: string; id: string; near?: string };
  'condition-without-questions': { id: string; near?: string };
  'phase-without-waves': { action: string; phase: string };
  /** `weeks` of work, and `room`: the weeks that it can carry in `years`, so many `capacity` at a time. */
  'overloaded-role': { id: string; weeks: number; room: number; capacity: number; years: number };
  'same-level-text': { question: string; level: string; other: string };
  'same-name': { kind: string; id: string; other: string };
  /** `holder` says that it was called so; null where it is said to be retired. `isBelow`: the id is that of a base. */
  'former-id-in-use': { kind: string; id: string; holder: string | null; isBelow?: boolean };
  'same-former-id': { id: string; now: string; other: string };
  'unknown-quiet': { code: string; known: readonly string[] };
  'idle-quiet': { written: string };
  // Templates
  'template-syntax': { reason: string };
  'template-not-supported': Record<never, never>;
  /** `isPartial` where a partial has that name. */
  'template-unknown-format': { name: string; known: readonly string[]; isPartial: boolean };
  'template-missing-partial': { partial: string; known: readonly string[] };
  'template-partial-circle': { steps: readonly string[] };
  /** A built-in partial is called where what it shows is not there, as `field`, or must not stand. */
  'template-partial-place': { partial: string; field: string | null };
  'template-unused-partial': { partial: string; known: readonly string[] };
  'template-stray': { kind: 'file' | 'folder' | 'empty' };
  /** `field` says what a field of that name is. */
  'template-unknown-helper': { helper: string; known: readonly string[]; field: 'list' | 'fields' | 'text' | null };
  'template-helper-use': { helper: string; usage: string };
  /**
   * `holder` is what should have the field, `whole` its path, `instead` what documents have in place of what only tables
   * have, and `call` where its partial is called, as FILE:LINE.
   */
  'template-unknown-field': {
    field: string;
    holder: string;
    kind: 'fields' | 'list' | 'text';
    whole: string;
    near: string | null;
    known: readonly string[];
    isForTables: boolean;
    instead: string | null;
    call: string | null;
  };
  'template-unknown-data': { name: string; known: readonly string[]; isLoopData: boolean };
  /** `isVague` where there is something around it, but Handlebars may not see it. */
  'template-no-parent': { path: string; isPartial: boolean; isVague: boolean };
  'template-maybe-nothing': { path: string };
  /** `fields` are some of its fields as they can be shown; `isCall` where a helper finds it. */
  'template-not-text': { path: string; kind: 'list' | 'fields'; fields: readonly string[]; isCall: boolean };
  /** `whole` is where something is looked up, and `isField` where what is said without quotes is a field of it. */
  'template-not-a-key': { path: string; whole: string; isList: boolean; isField: boolean };
  'template-not-a-list': { path: string; kind: 'fields' | 'text' };
  'template-unsafe-place': {
    path: string;
    place:
      | 'comment'
      | 'script'
      | 'tag'
      | 'attribute'
      | 'address'
      | 'link'
      | 'code'
      | 'front-matter'
      | 'part-of-cell'
      | 'part-of-line';
  };
}

/** One mention of an id: who mentions it, in which field, and how. */
export interface Mention {
  readonly subject: string;
  readonly field: string;
  readonly id: string;
}

export type ProblemCode = keyof ProblemArgs;

/** One thing that is wrong (error) or worth knowing (warning), where it is. */
export type Problem = {
  [C in ProblemCode]: {
    readonly code: C;
    readonly severity: 'error' | 'warning';
    readonly place: Place;
    /** The other place that belongs to it, as where an id stands first. */
    readonly related?: Place;
    /** Others of the same code at the same place, which are told with it. */
    readonly alike?: readonly Problem[];
    readonly args: ProblemArgs[C];
  };
}[ProblemCode];

/** A problem found in data, before it is known where in a file the data stands. */
export type Finding = {
  [C in ProblemCode]: {
    readonly code: C;
    readonly severity: 'error' | 'warning';
    /** The way to the value from the top of the file. */
    readonly path: Path;
    /** Whether the key is meant rather than the value. */
    readonly atKey?: boolean;
    /** The part of the value that is meant, in characters of its text. */
    readonly within?: { readonly start: number; readonly end: number };
    /** The other value that belongs to it. */
    readonly related?: Path;
    /**
     * Other values that take part in it. Where a framework is made of several files, the problem is shown at the one that
     * was written last.
     */
    readonly also?: readonly Path[];
    readonly args: ProblemArgs[C];
  };
}[ProblemCode];

/** A value, or nothing where an error stood in the way; and all that was found on the way. */
export type Checked<T> =
  | { readonly value: T; readonly problems: readonly Problem[] }
  | { readonly value: undefined; readonly problems: readonly Problem[] };

/** Makes a finding of severity `error`. */
export function findError<C extends ProblemCode>(
  code: C,
  path: Path,
  args: ProblemArgs[C],
  more: Pick<Finding, 'atKey' | 'within' | 'related' | 'also'> = {},
): Finding {
  return { code, severity: 'error', path, args, ...more } as Finding;
}

/** Makes a finding of severity `warning`. */
export function findWarning<C extends ProblemCode>(
  code: C,
  path: Path,
  args: ProblemArgs[C],
  more: Pick<Finding, 'atKey' | 'within' | 'related' | 'also'> = {},
): Finding {
  return { code, severity: 'warning', path, args, ...more } as Finding;
}

/** The id of the thing that a problem is about, if it is about one. */
export function idOf(args: Problem['args']): string | undefined {
  if ('question' in args) return args.question;
  if ('action' in args) return args.action;
  return 'id' in args ? args.id : undefined;
}

/** Whether any of them is an error. */
export function hasErrors(problems: readonly { readonly severity: 'error' | 'warning' }[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/**
 * The same problems in the order of their places in the file; those without a line come first.
 * @param files the order of the files, where there are several
 */
export function sortProblems(problems: readonly Problem[], files: readonly string[] = []): Problem[] {
  return [...problems].sort(
    (a, b) =>
      files.indexOf(a.place.file) - files.indexOf(b.place.file) ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      (a.place.column ?? 0) - (b.place.column ?? 0),
  );
}
