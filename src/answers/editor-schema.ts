/**
 * The JSON Schema of answers to one framework, so that an editor knows its ids, levels and options. It takes all that
 * read.ts takes; what hangs on several values at once (a part that is more than the whole, a circle of roles) it lets pass.
 */
import { YEARS } from '../text/dates.js';
import { parse } from 'yaml';
import { MONTH_DAY_PATTERN } from '../framework/schema.js';
import { allowNothing, type JsonSchema, oneOf, toEditorSchema, UNQUOTED } from '../schema/json-schema.js';
import type { AnsweredKind, Condition, Fact, Framework } from '../model/index.js';
import { boundsOf } from './facts.js';
import { type AnswersSection, listSections } from './sections.js';
import { answer, answersSchema, response } from './schema.js';

/** An empty text, where it counts as nothing. */
const EMPTY: JsonSchema = { type: 'string', maxLength: 0 };
/** A fact that nobody knows. */
const UNKNOWN: JsonSchema = { enum: ['unknown'], enumDescriptions: ['Nobody knows it yet.'] };
/** Answers that are no level. */
const NO_LEVEL = { unknown: 'Asked, and nobody knows.', 'not-applicable': 'It does not apply here.' };

/** A mapping by the values that its keys may have. */
interface KeyedBy extends AnswersSection {
  readonly valueOf: (id: string) => JsonSchema;
  /** The value of a key that is retired. */
  readonly retired: JsonSchema;
  /** The beginning that ids have in full and keys do not. */
  readonly prefix?: string;
}

export function makeAnswersSchema(framework: Framework): JsonSchema {
  const whole = toEditorSchema(answersSchema);
  const { note, evidence } = toEditorSchema(response).properties!;
  const { roles, levels } = framework;
  const sections: Record<string, JsonSchema> = { ...whole.properties, framework: describeFrameworkName(framework) };
  const holders = [...roles, { id: 'none', name: 'Nobody.' }].map((role) => [role.id, role.name] as const);
  const formerRoles = listFormer(framework, ['role']).map(([old]) => old);
  const definitions: Record<string, JsonSchema> = {
    note: note!,
    evidence: evidence!,
    'retired-answer': allowNothing(toEditorSchema(answer)),
    target: allowNothing(describeLevels(framework, describeInGeneral(levels))),
    holder: allowNothing(describeWords(holders, formerRoles)),
  };
  const special = describeSpecial(framework);
  for (const [key, section] of Object.entries(listSections(framework))) {
    const { description, anyOf } = sections[key]!;
    const [record, ...others] = anyOf!;
    const value = record!.additionalProperties as JsonSchema;
    definitions[key] = value;
    const usual = { ...(value.description !== undefined && { description: value.description }), ...refer(key) };
    const all: KeyedBy = { valueOf: () => usual, retired: refer(key), ...section, ...special[key] };
    const properties = describeKeys(framework, all);
    const patternProperties = describeKeysOfGone(framework, all);
    const ofSection = { ...record!, properties, ...patternProperties, additionalProperties: false };
    sections[key] = { description: description!, anyOf: [ofSection, ...others] };
  }
  return { ...whole, title: `Answers: ${framework.title}`, properties: sections, definitions };
}

function describeFrameworkName({ id, version, title, bases }: Framework): JsonSchema {
  const known = [id, ...bases.map((base) => base.id)];
  const patternErrorMessage = `This should be ${id}@${version}.`;
  return allowNothing({
    description: 'The framework and version answered.',
    anyOf: [
      { enum: [`${id}@${version}`], enumDescriptions: [title] },
      { type: 'string', pattern: `^${oneWordOf(known)}(@|$)`, patternErrorMessage },
      ...(known.some((one) => typeof parse(one) !== 'string') ? [UNQUOTED] : []),
    ],
  });
}

/** The sections in which the values of the keys are not all the same. */
function describeSpecial(framework: Framework): Record<string, Partial<KeyedBy>> {
  const { conditions, facts } = framework;
  const find = <T extends { readonly id: string }>(things: readonly T[], id: string) =>
    things.find((thing) => thing.id === id)!;
  return {
    profile: { valueOf: (id) => allowNothing(oneOf(describeValue(framework, find(facts, id)), [UNKNOWN, EMPTY])) },
    responses: { valueOf: (id) => describeCondition(framework, find(conditions, id)) },
    targets: { valueOf: () => refer('target'), retired: refer('target') },
    roles: { valueOf: () => refer('holder'), retired: refer('holder') },
  };
}

/** Former ids of some kinds, each with the id in use now, or null where it is gone. */
function listFormer(framework: Framework, kinds: readonly AnsweredKind[]): [old: string, now: string | null][] {
  return kinds.flatMap((kind) => Object.entries(framework.formerIds[kind]));
}

/** The value of each key; former ids are read, but not offered. */
function describeKeys(
  framework: Framework,
  { entries, kinds, valueOf, retired, prefix = '' }: KeyedBy,
): Record<string, JsonSchema> {
  const key = (id: string) => id.slice(prefix.length);
  const former = listFormer(framework, kinds).filter(([old]) => old.startsWith(prefix));
  return Object.fromEntries([
    ...entries.map(({ id, about }) => {
      const value = valueOf(id);
      const description = [...about, value.description ?? null].filter((text) => text !== null).join('\n\n');
      return [key(id), { ...value, ...(description !== '' && { description }) }];
    }),
    ...former.map(([old, now]) => [
      key(old),
      now === null
        ? { ...retired, deprecationMessage: `"${key(old)}" is no longer asked; it is left out.` }
        : { ...valueOf(now), deprecationMessage: `"${key(old)}" is called "${now}" now.` },
    ]),
  ]);
}

/** The value of a key for a thing of a condition that is gone, whatever the thing was called. */
function describeKeysOfGone(framework: Framework, { kinds, retired }: KeyedBy): Pick<JsonSchema, 'patternProperties'> {
  const gone = listFormer(framework, ['condition']).flatMap(([old, now]) => (now === null ? [old] : []));
  if (gone.length === 0 || !(kinds.includes('question') || kinds.includes('action'))) return {};
  const deprecationMessage = 'Its condition is no longer there; it is left out.';
  return { patternProperties: { [`^${oneWordOf(gone)}\\.`]: { ...retired, deprecationMessage } } };
}

/** Some words, each with what it means; former ones are read, but not offered. */
function describeWords(
  words: readonly (readonly [word: string, means: string])[],
  former: readonly string[],
): JsonSchema {
  // A word that is a number or true/false when it stands without quotes is taken as typed.
  const unquoted = words.flatMap(([word, means]): [unknown, string][] => {
    const value = parse(word) as unknown;
    return typeof value === 'number' || typeof value === 'boolean' ? [[value, means]] : [];
  });
  const all = [...words, ...unquoted];
  const choice = { enum: all.map(([word]) => word), enumDescriptions: all.map(([, means]) => means) };
  return former.length === 0 ? choice : { anyOf: [choice, { type: 'string', pattern: `^${oneWordOf(former)}$` }] };
}

/** A level by its id; with words for what is no level. */
function describeLevels(
  framework: Framework,
  meanings: readonly string[],
  words: Readonly<Record<string, string>> = {},
): JsonSchema {
  return describeWords(
    [...framework.levels.map(({ id }, rank) => [id, meanings[rank]!] as const), ...Object.entries(words)],
    listFormer(framework, ['level']).map(([old]) => old),
  );
}

/** The value of a fact that is known. */
function describeValue(framework: Framework, fact: Fact): JsonSchema {
  const { id, type, options } = fact;
  const { min, max } = boundsOf(fact);
  switch (type) {
    case 'text':
      return { anyOf: [{ type: 'string' }, UNQUOTED] };
    case 'integer':
    case 'number':
    case 'money':
    case 'percent':
      return {
        type: type === 'integer' ? 'integer' : 'number',
        minimum: Math.max(min ?? -Infinity, -Number.MAX_SAFE_INTEGER),
        maximum: Math.min(max ?? Infinity, Number.MAX_SAFE_INTEGER),
      };
    case 'boolean': {
      const inAnyCase = { type: 'string', pattern: '^([Yy][Ee][Ss]|[Nn][Oo])$' };
      return { anyOf: [{ enum: ['yes', 'no', true, false] }, inAnyCase] };
    }
    case 'date':
      return {
        type: 'string',
        pattern: `^${YEARS}-${MONTH_DAY_PATTERN.source.slice(1)}`,
        patternErrorMessage: 'This should be a date as YYYY-MM-DD.',
      };
    case 'choice':
    case 'choices': {
      const retired = listFormer(framework, ['option']).flatMap(([old, now]) =>
        now === null && old.startsWith(`${id}.`) ? [old.slice(id.length + 1)] : [],
      );
      const offered = options.map((one) => [one.id, one.name] as const);
      const option = describeWords(offered, retired);
      return type === 'choice' ? option : { type: 'array', items: option };
    }
    default:
      return type satisfies never;
  }
}

/** The answer to a condition: for the whole, or question by question. */
function describeCondition(framework: Framework, { id, questions }: Condition): JsonSchema {
  // A question that went to another condition is still read where it was.
  const all = framework.conditions.flatMap((condition) => condition.questions);
  return describeResponse(framework, describeInGeneral(framework.levels), {
    // For a whole condition they may be empty.
    note: oneOf({ anyOf: [refer('note')] }, [EMPTY]),
    evidence: oneOf({ anyOf: [refer('evidence')] }, [
      { type: 'array', items: { anyOf: [{ type: 'string' }, UNQUOTED] } },
    ]),
    ...describeKeys(framework, {
      entries: questions.map((question) => ({ id: question.id, about: [question.ask, question.help] })),
      kinds: ['question'],
      valueOf: (one) => {
        const { levels } = all.find((question) => question.id === one)!;
        return describeResponse(framework, levels, { note: refer('note'), evidence: refer('evidence') });
      },
      retired: refer('retired-answer'),
      prefix: `${id}.`,
    }),
  });
}

/** A level, or a mapping of it and more. */
function describeResponse(
  framework: Framework,
  meanings: readonly string[],
  more: Readonly<Record<string, JsonSchema>>,
): JsonSchema {
  const level = describeLevels(framework, meanings, NO_LEVEL);
  const properties = { level: allowNothing({ description: 'How far it is.', ...level }), ...more };
  return {
    // Said twice: this says what is wrong at its place, and the other is what editors offer.
    if: { type: 'object' },
    // oxlint-disable-next-line unicorn/no-thenable
    then: { type: 'object', properties, additionalProperties: false },
    else: allowNothing(level),
    anyOf: [level, {}],
  };
}

/** The meaning of each level where a question does not say its own. */
function describeInGeneral(levels: Framework['levels']): string[] {
  return levels.map(({ name, summary }) => summary ?? name);
}

function refer(definition: string): JsonSchema {
  return { $ref: `#/definitions/${definition}` };
}

/** A pattern for one of some words. */
function oneWordOf(words: readonly string[]): string {
  return `(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`;
}
