/** The fields that a column of a table can hold: every place of an answers file that takes one value, and how a cell is read for it. */
import type { PlainData } from '../yaml/change.js';
import { listSections } from '../answers/sections.js';
import { splitId } from '../framework/entities.js';
import { answersSchema } from '../answers/schema.js';
import { DATE_PATTERN } from '../text/dates.js';
import { readerOf, type ReadTyped, splitList, toMoney, wordReader } from '../answers/typed.js';
import { makeLookup } from '../text/suggestions.js';
import { type AnySchema, unwrap } from '../schema/structure.js';
import type { Framework, Question } from '../model/index.js';
import type { TableMapping } from './mapping.js';

/** A place of an answers file. */
export interface Field {
  /** A fact, a condition, CONDITION.QUESTION, one of these with .note or .evidence, or else the keys with dots between them. */
  readonly id: string;
  /** The keys from the top of the file down. */
  readonly path: readonly string[];
  /** Its title in a form that is made from the framework. */
  readonly ask: string | null;
  readonly read: ReadTyped;
}

const UNKNOWN = ['unknown', "don't know"].map((word) => [word, 'unknown'] as const);
const NOT_APPLICABLE = ['not-applicable', 'n/a'].map((word) => [word, 'not-applicable'] as const);

const asText: ReadTyped = (typed) => typed;

/** All fields, in the order in which an answers file has them. */
export function listFields(framework: Framework, { levels, dates }: Pick<TableMapping, 'levels' | 'dates'>): Field[] {
  const makeReader = makeLevelReaders(framework, levels);
  const special: Record<string, () => Field[]> = {
    // Written for every file.
    framework: () => [],
    profile: () => listFacts(framework, dates),
    responses: () => listResponses(framework, makeReader),
    targets: () => listTargets(framework, makeReader([])),
  };
  return Object.entries(answersSchema.entries as unknown as Record<string, AnySchema>).flatMap(
    ([key, schema]) => special[key]?.() ?? listPlain(framework, schema, [key], dates),
  );
}

/** Words for levels and for what is none, each with the id that it stands for. */
type Words = readonly (readonly [word: string, id: string])[];

/** Makes readers of levels, by the table's own words, by ids and names, and by more words. */
function makeLevelReaders(framework: Framework, own: TableMapping['levels'] = {}): (more: Words) => ReadTyped {
  const findOwn = makeLookup(Object.entries(own));
  const known = framework.levels.flatMap(({ id, name }): Words => [
    [id, id],
    [name, id],
  ]);
  return (more) => {
    const read = wordReader([...known, ...more]);
    return (typed) => findOwn(typed) ?? read(typed);
  };
}

function listFacts({ facts }: Framework, dates: TableMapping['dates']): Field[] {
  const isUnknown = makeLookup(UNKNOWN);
  return facts.map((fact) => {
    const read = fact.type === 'date' ? dateReader(dates) : readerOf(fact);
    const { id, ask } = fact;
    return { id, path: ['profile', id], ask, read: (typed) => isUnknown(typed) ?? read(typed) };
  });
}

/** Levels of conditions and questions, each with its note and its evidence. */
function listResponses({ conditions, levels }: Framework, makeReader: (more: Words) => ReadTyped): Field[] {
  const listOne = (id: string, path: readonly string[], ask: string, descriptions: Question['levels']): Field[] => {
    const described = descriptions.map((text, rank) => [text, levels[rank]!.id] as const);
    const read = makeReader([...described, ...UNKNOWN, ...NOT_APPLICABLE]);
    return [
      { id, path: [...path, 'level'], ask, read },
      { id: `${id}.note`, path: [...path, 'note'], ask: null, read: asText },
      { id: `${id}.evidence`, path: [...path, 'evidence'], ask: null, read: splitList },
    ];
  };
  return conditions.flatMap(({ id, name, questions }) => [
    ...listOne(id, ['responses', id], name, []),
    ...questions.flatMap((question) =>
      listOne(question.id, ['responses', ...splitId(question.id)], question.ask, question.levels),
    ),
  ]);
}

function listTargets({ conditions }: Framework, read: ReadTyped): Field[] {
  const keys = conditions.flatMap(({ id, questions }) => [id, ...questions.map((question) => question.id)]);
  return ['default', ...keys].map((key) => ({ id: `targets.${key}`, path: ['targets', key], ask: null, read }));
}

/** The fields below a place of the schema. A list has none. */
function listPlain(
  framework: Framework,
  schema: AnySchema,
  path: readonly string[],
  dates: TableMapping['dates'],
): Field[] {
  const at = unwrap(schema)!;
  if (at.type === 'strict_object')
    return Object.entries(at.entries!).flatMap(([key, inner]) => listPlain(framework, inner, [...path, key], dates));
  if (at.type === 'record')
    // The ids that are keys in this section.
    return (listSections(framework)[path[0]!]?.entries ?? []).flatMap(({ id }) =>
      listPlain(framework, at.value!, [...path, id], dates),
    );
  const read = plainReader(at, dates);
  return read === null ? [] : [{ id: path.join('.'), path, ask: null, read }];
}

/** Reads the cells of a place that takes one value; null for a place that takes none. */
function plainReader(schema: AnySchema, dates: TableMapping['dates']): ReadTyped | null {
  switch (schema.type) {
    case 'string':
      return schema.pipe?.some(({ requirement }) => requirement === DATE_PATTERN) === true ? dateReader(dates) : asText;
    case 'number':
      return toMoney;
    case 'union': {
      const words = (schema.options as readonly AnySchema[]).flatMap(({ type, literal }) =>
        type === 'literal' ? [[String(literal), String(literal)] as const] : [],
      );
      const find = makeLookup(words);
      return (typed) => find(typed) ?? toMoney(typed);
    }
    case 'picklist': {
      const options = schema.options as readonly string[];
      return wordReader([
        ...options.map((option) => [option, option] as const),
        ...(options.includes('unknown') ? UNKNOWN : []),
      ]);
    }
    default:
      return null;
  }
}

/** Reads a date as the table writes it; one that is not written so stays as it is. */
function dateReader(order: TableMapping['dates']): ReadTyped {
  return (typed): PlainData => {
    const [, first, second, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed) ?? [];
    if (order === undefined || first === undefined || second === undefined) return typed;
    const [month, day] = order === 'month/day/year' ? [first, second] : [second, first];
    return `${year!}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  };
}
