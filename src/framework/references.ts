/** Who names whom in a framework file: the one list of its references, for the rules, for what is hidden, and for people. */
import type { Path } from '../diagnostics/path.js';
import { type ActionFile, type FrameworkFile, LUMP_SUM } from './schema.js';
import { type Kind, listActions, listQuestions, listRollOuts } from './entities.js';
import {
  changeTraced,
  findTraced,
  isTracedList,
  type Traced,
  type TracedMapping,
  writtenAs,
} from './overlays/provenance.js';
import { type NamedId, WhenExpressions } from './when.js';

/** One place where a thing is named by its id. */
export interface Reference {
  readonly kind: Kind;
  /** In full. */
  readonly id: string;
  readonly written: string;
  /** Who names it, as `action "a.b"`. */
  readonly subject: string;
  readonly field: string;
  readonly path: Path;
  /** Whether it is a key of a mapping; else it is a value. */
  readonly atKey: boolean;
  /** The part of an expression that names it. */
  readonly within?: { readonly start: number; readonly end: number };
}

/** Words that stand in the place of a condition in what a gate holds back. */
export const GATED_WORDS = ['any', 'wave'];

/** All references but those in expressions, whether what they name exists or not. */
export function listReferences(file: FrameworkFile): Reference[] {
  return [
    ...file.conditions.flatMap(({ id, group }, n) =>
      listValues('group', group, `condition "${id}"`, ['conditions', n, 'group']),
    ),
    ...listQuestions(file).flatMap(({ id, question, path }) =>
      listKeys('level', question.levels, `question "${id}"`, [...path, 'levels']),
    ),
    ...listActions(file).flatMap(({ id, action, path }) => listActionReferences(id, action, path)),
    ...(file.gates ?? []).flatMap(({ needs, before }, n) => [
      ...listLevels('condition', needs, 'a gate', ['gates', n, 'needs']),
      ...listLevels('condition', before, 'a gate', ['gates', n, 'before']).filter(({ kind, path }) =>
        kind === 'level' ? path.at(-1) !== 'wave' : !GATED_WORDS.includes(String(path.at(-1))),
      ),
    ]),
    ...(file.profile ?? []).flatMap(({ id, at_most }, n) =>
      listValues('fact', at_most, `fact "${id}"`, ['profile', n, 'at_most']),
    ),
    ...(['obligation', 'audience'] as const).flatMap((kind) =>
      (file[`${kind}s`] ?? []).flatMap(({ id, owner }, n) =>
        listValues('role', owner, `${kind} "${id}"`, [`${kind}s`, n, 'owner']),
      ),
    ),
    ...listRollOuts(file).flatMap(({ rollout, path }) => {
      const listFacts = (fact: string | undefined, ...at: Path) =>
        listValues('fact', fact, 'the roll-out', [...path, ...at]);
      return [
        ...listFacts(rollout.unit, 'unit'),
        ...listFacts(rollout.already, 'already'),
        ...(rollout.capacity ?? []).flatMap(({ per, of }, n) => [
          ...listFacts(per, 'capacity', n, 'per'),
          ...listFacts(of, 'capacity', n, 'of'),
        ]),
      ];
    }),
  ];
}

/** The fields of an action that name other things, one or several. */
const ACTION_FIELDS = {
  owner: 'role',
  supports: 'role',
  consulted: 'role',
  informed: 'role',
  policy: 'policy lever',
  obligations: 'obligation',
  after: 'action',
  window: 'window',
} as const satisfies { readonly [Field in keyof ActionFile]?: Kind };

function listActionReferences(id: string, action: ActionFile, path: Path): Reference[] {
  const subject = `action "${id}"`;
  const holder = id.slice(0, id.length - action.id.length);
  const fields = Object.entries(ACTION_FIELDS) as [keyof typeof ACTION_FIELDS, Kind][];
  return [
    ...fields.flatMap(([field, kind]) => listValues(kind, action[field], subject, [...path, field])),
    ...listLevels('question', action.raises, subject, [...path, 'raises']).map((reference) =>
      reference.kind === 'question' && !reference.written.includes('.')
        ? { ...reference, id: `${holder}${reference.written}` }
        : reference,
    ),
    ...listLevels('condition', action.needs, subject, [...path, 'needs']),
    ...(action.costs ?? []).flatMap(({ per, post, funding }, n) => [
      ...listValues('fact', per === LUMP_SUM ? undefined : per, subject, [...path, 'costs', n, 'per']),
      ...listValues('role', post, subject, [...path, 'costs', n, 'post']),
      ...listValues('funding source', funding, subject, [...path, 'costs', n, 'funding']),
    ]),
  ];
}

/** References of a field that holds one id or a list of them. */
function listValues(
  kind: Kind,
  value: string | readonly string[] | undefined,
  subject: string,
  path: Path,
): Reference[] {
  if (value === undefined) return [];
  const field = String(path.at(-1));
  const refer = (id: string, at: Path) => ({ kind, id, written: id, subject, field, path: at, atKey: false });
  return typeof value === 'string' ? [refer(value, path)] : value.map((id, n) => refer(id, [...path, n]));
}

/** References of a field whose keys are ids. */
function listKeys(kind: Kind, mapping: object | undefined, subject: string, path: Path): Reference[] {
  const field = String(path.at(-1));
  const refer = (id: string) => ({ kind, id, written: id, subject, field, path: [...path, id], atKey: true });
  return Object.keys(mapping ?? {}).map(refer);
}

/** References of a mapping of things to levels. */
function listLevels(
  kind: Kind,
  mapping: Readonly<Record<string, string | number>> | undefined,
  subject: string,
  path: Path,
): Reference[] {
  return [
    ...listKeys(kind, mapping, subject, path),
    ...Object.entries(mapping ?? {}).flatMap(([key, level]) =>
      listValues('level', String(level), subject, [...path, key]).map((one) => ({ ...one, field: 'level' })),
    ),
  ];
}

/** An expression, who has it, and where it stands. */
export interface WhenField {
  readonly expression: string;
  readonly subject: string;
  readonly path: Path;
  /** Where it belongs to a question: the question's id. */
  readonly question: string | null;
}

export function listExpressions(file: FrameworkFile): WhenField[] {
  /** The position of the condition that an expression is in; -1 where it is in none. */
  const conditionOf = ({ path }: WhenField) => (path[0] === 'conditions' ? Number(path[1]) : -1);
  const list = (expression: string | undefined, subject: string, path: Path, question: string | null = null) =>
    expression === undefined ? [] : [{ expression, subject, path: [...path, 'when'], question }];
  return [
    ...(file.profile ?? []).flatMap(({ when, id }, n) => list(when, `fact "${id}"`, ['profile', n])),
    ...(file.obligations ?? []).flatMap(({ when, id }, n) => list(when, `obligation "${id}"`, ['obligations', n])),
    ...(file.audiences ?? []).flatMap(({ when, id }, n) => list(when, `audience "${id}"`, ['audiences', n])),
    ...(file.durations ?? []).flatMap(({ when }, n) => list(when, 'a stretch of the weeks', ['durations', n])),
    ...listRollOuts(file).flatMap(({ rollout, path }) => list(rollout.when, 'the roll-out', path)),
    ...[
      ...listActions(file).flatMap(({ id, action, path }) => list(action.when, `action "${id}"`, path)),
      ...listQuestions(file).flatMap(({ id, question, path }) => list(question.when, `question "${id}"`, path, id)),
    ].sort((one, other) => conditionOf(one) - conditionOf(other)),
  ];
}

/**
 * The references in expressions, in the order in which they stand there; one that cannot be read names nothing.
 * @param facts those that they may be about
 */
export function listReferencesInExpressions(file: FrameworkFile, facts = file.profile ?? []): Reference[] {
  const expressions = new WhenExpressions({ facts });
  return listExpressions(file).flatMap(({ expression, subject, path }) => {
    if (expressions.check(expression)?.kind === 'syntax') return [];
    const refer = (kind: Kind, { id: written, start, end }: NamedId, id = written): Reference => ({
      kind,
      id,
      written,
      subject,
      field: 'when',
      path,
      atKey: false,
      within: { start, end },
    });
    return [
      ...expressions.namedFacts(expression).map((one) => refer('fact', one)),
      ...expressions.namedLevels(expression).map((one) => refer(one.id.includes('.') ? 'question' : 'condition', one)),
      ...expressions.namedOptions(expression).map((one) => refer('option', one, `${one.fact}.${one.id}`)),
    ].sort((a, b) => a.within!.start - b.within!.start);
  });
}

/** All references, those in expressions last. @param facts those that expressions may be about */
export function listAllReferences(file: FrameworkFile, facts?: FrameworkFile['profile']): Reference[] {
  return [...listReferences(file), ...listReferencesInExpressions(file, facts)];
}

/** The same data in which another id stands in the place of a reference; once only, where it stands beside already. */
export function replaceReference(from: Traced, { path, atKey, within, written }: Reference, id: string): Traced {
  if (within !== undefined)
    return changeTraced(from, path, (at) => {
      const text = writtenAs(at);
      const [before, after] = [text.slice(0, within.start), text.slice(within.end)];
      // Not every id can stand after a dot.
      const [, holder] = /^([^]*)\.\s*$/.exec(before) ?? [];
      const renamed = text.slice(within.start, within.end).replace(written, () => id);
      return { ...at, value: (holder === undefined ? before + renamed : `${holder}["${id}"]`) + after };
    });
  if (!atKey) {
    const beside = findTraced(from, path.slice(0, -1))!.value;
    const isThereToo = isTracedList(beside) && beside.some(({ value }) => value === id);
    return changeTraced(from, path, (at) => (isThereToo ? null : { ...at, value: id }));
  }
  return changeTraced(from, path.slice(0, -1), (at) => {
    const mapping = at.value as TracedMapping;
    const entries = [...mapping].filter(([key]) => key !== written || !mapping.has(id));
    return { ...at, value: new Map(entries.map(([key, inner]) => [key === written ? id : key, inner])) };
  });
}
