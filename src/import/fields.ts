/** What a column of a table can hold: every place of an answers file that takes one value, and how a cell is read for it. */
import type { PlainData } from '../yaml/change.js';
import { answersSchema } from '../answers/schema.js';
import { DATE_PATTERN } from '../text/dates.js';
import { readerOf, type ReadTyped, splitList, toMoney, wordReader } from '../answers/typed.js';
import { makeLookup } from '../text/suggestions.js';
import { type AnySchema, unwrap } from '../schema/check.js';
import { type Framework, NOTE_SECTIONS, type Question } from '../model/index.js';
import type { DateOrder, Mapping } from './mapping.js';

/** A place of an answers file. */
export interface Field {
  /** A fact, a condition, CONDITION.QUESTION, one of these with .note or .evidence, or else the keys with dots between them. */
  readonly id: string;
  /** The keys from the top of the file down. */
  readonly path: readonly string[];
  /** What a form made from the framework calls it. */
  readonly ask: string | null;
  readonly read: ReadTyped;
}

const UNKNOWN = [
  ['unknown', 'unknown'],
  ["don't know", 'unknown'],
] as const;
const NOT_APPLICABLE = [
  ['not-applicable', 'not-applicable'],
  ['n/a', 'not-applicable'],
] as const;

const asText: ReadTyped = (typed) => typed;

/** All fields, in the order in which an answers file has them. */
export function listFields(framework: Framework, { levels = {}, dates }: Pick<Mapping, 'levels' | 'dates'>): Field[] {
  const { entries } = answersSchema.pipe[0];
  const isUnknown = makeLookup(UNKNOWN);
  const mapped = makeLookup(Object.entries(levels));
  const levelReader = (more: readonly (readonly [string, string])[]): ReadTyped => {
    const read = wordReader([
      ...framework.levels.flatMap(({ id, name }) => [[id, id] as const, [name, id] as const]),
      ...more,
    ]);
    return (typed) => mapped(typed) ?? read(typed);
  };
  /** A level with its note and its evidence; `descriptions` says what each level looks like. */
  const answerFields = (
    id: string,
    path: readonly string[],
    ask: string,
    descriptions: Question['levels'],
  ): Field[] => {
    const described = descriptions.map((text, rank) => [text, framework.levels[rank]!.id] as const);
    return [
      { id, path: [...path, 'level'], ask, read: levelReader([...described, ...UNKNOWN, ...NOT_APPLICABLE]) },
      { id: `${id}.note`, path: [...path, 'note'], ask: null, read: asText },
      { id: `${id}.evidence`, path: [...path, 'evidence'], ask: null, read: splitList },
    ];
  };
  const special: Record<string, () => Field[]> = {
    // Written for every file.
    framework: () => [],
    profile: () =>
      framework.facts.map((fact) => {
        const read = fact.type === 'date' ? dateReader(dates) : readerOf(fact);
        return {
          id: fact.id,
          path: ['profile', fact.id],
          ask: fact.ask,
          read: (typed) => isUnknown(typed) ?? read(typed),
        };
      }),
    responses: () =>
      framework.conditions.flatMap(({ id, name, questions }) => [
        ...answerFields(id, ['responses', id], name, []),
        ...questions.flatMap((question) =>
          answerFields(question.id, ['responses', id, question.id.slice(id.length + 1)], question.ask, question.levels),
        ),
      ]),
    targets: () =>
      keysOf(framework, 'targets').map((key) => ({
        id: `targets.${key}`,
        path: ['targets', key],
        ask: null,
        read: levelReader([]),
      })),
  };
  return Object.entries(entries as unknown as Record<string, AnySchema>).flatMap(
    ([key, schema]) => special[key]?.() ?? listPlain(framework, schema, [key], dates),
  );
}

/** The fields below a place of the schema. A list has none. */
function listPlain(
  framework: Framework,
  schema: AnySchema,
  path: readonly string[],
  dates: DateOrder | undefined,
): Field[] {
  const at = unwrap(schema)!;
  if (at.type === 'strict_object')
    return Object.entries(at.entries!).flatMap(([key, inner]) => listPlain(framework, inner, [...path, key], dates));
  if (at.type === 'record')
    return keysOf(framework, path[0]!).flatMap((key) => listPlain(framework, at.value!, [...path, key], dates));
  const read = plainReader(at, dates);
  return read === null ? [] : [{ id: path.join('.'), path, ask: null, read }];
}

/** Ids that are keys in a section of an answers file. */
function keysOf(framework: Framework, section: string): readonly string[] {
  const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);
  switch (section) {
    case 'targets':
      return ['default', ...framework.conditions.flatMap(({ id, questions }) => [id, ...ids(questions)])];
    case 'policy':
      return ids(framework.policy);
    case 'capacity':
    case 'roles':
      return ids(framework.roles);
    case 'funds':
      return ids(framework.funding);
    case 'actions':
    case 'measures':
      return ids(framework.actions);
    case 'notes':
      return NOTE_SECTIONS;
    default:
      return [];
  }
}

/** How a place is read that takes one value, else null. */
function plainReader(schema: AnySchema, dates: DateOrder | undefined): ReadTyped | null {
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
function dateReader(order: DateOrder | undefined): ReadTyped {
  return (typed): PlainData => {
    const [, first, second, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed) ?? [];
    if (order === undefined || first === undefined || second === undefined) return typed;
    const [month, day] = order === 'month/day/year' ? [first, second] : [second, first];
    return `${year!}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  };
}
