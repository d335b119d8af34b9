/**
 * The JSON Schema of answers to one framework, so that an editor knows its ids, levels and options. It takes all that
 * read.ts takes; what hangs on several values at once (a part that is more than the whole, a circle of roles) it lets pass.
 */
import { YEARS } from '../text/dates.js';
import { parse } from 'yaml';
import { MONTH_DAY_PATTERN } from '../framework/schema.js';
import { allowNothing, type JsonSchema, oneOf, toEditorSchema, UNQUOTED } from '../schema/json-schema.js';
import { type AnsweredKind, type Condition, type Fact, type Framework, NOTE_SECTIONS } from '../model/index.js';
import { answer, answersSchema, response } from './schema.js';

/** An empty text, where it counts as nothing. */
const EMPTY: JsonSchema = { type: 'string', maxLength: 0 };
/** A fact that nobody knows. */
const UNKNOWN: JsonSchema = { enum: ['unknown'], enumDescriptions: ['Nobody knows it yet.'] };
/** What an answer may be besides a level. */
const NO_LEVEL = { unknown: 'Asked, and nobody knows.', 'not-applicable': 'It does not apply here.' };

/** Something that a key of an answers file names, in sentences. */
interface Entry {
  readonly id: string;
  readonly about: readonly (string | null)[];
}

/** What the keys of a section name that former ids may stand for. */
const KINDS: Readonly<Record<string, readonly AnsweredKind[]>> = {
  profile: ['fact'],
  responses: ['condition'],
  targets: ['condition', 'question'],
  policy: ['policy lever'],
  capacity: ['role'],
  roles: ['role'],
  funds: ['funding source'],
  actions: ['action'],
  measures: ['action'],
  notes: [],
};

/** The JSON Schema of the answers to a framework. */
export function makeAnswersSchema(framework: Framework): JsonSchema {
  const whole = toEditorSchema(answersSchema);
  const names = new Names(framework);
  const { conditions, actions, roles, facts, funding, policy, levels, id, version } = framework;
  const sections: Record<string, JsonSchema> = { ...whole.properties };
  const definitions: Record<string, JsonSchema> = {
    ...fieldsOfResponse(),
    'retired-answer': allowNothing(toEditorSchema(answer)),
    target: allowNothing(names.describeLevels(describeInGeneral(levels))),
    holder: allowNothing(
      names.describeWords(
        [...roles, { id: 'none', name: 'Nobody.' }].map((role) => [role.id, role.name]),
        names.listFormer(['role']).map(([old]) => old),
      ),
    ),
  };
  /** Puts ids in the place of any key; `valueOf` says what stands under them, where it is not the same for all. */
  const fill = (
    key: string,
    entries: readonly Entry[],
    valueOf?: (id: string) => JsonSchema,
    ofRetired = refer(key),
  ) => {
    const { description, anyOf } = sections[key]!;
    const [record, ...others] = anyOf!;
    definitions[key] = record!.additionalProperties as JsonSchema;
    const { description: ofValue } = definitions[key]!;
    const usual = { ...(ofValue !== undefined && { description: ofValue }), ...refer(key) };
    const properties = names.describeKeys(entries, KINDS[key]!, valueOf ?? (() => usual), ofRetired);
    const patternProperties = names.describeKeysOfGone(KINDS[key]!, ofRetired);
    const ofSection = { ...record!, properties, ...patternProperties, additionalProperties: false };
    sections[key] = { description: description!, anyOf: [ofSection, ...others] };
  };

  const known = [id, ...framework.bases.map((base) => base.id)];
  sections['framework'] = allowNothing({
    description: 'The framework and version answered.',
    anyOf: [
      { enum: [`${id}@${version}`], enumDescriptions: [framework.title] },
      {
        type: 'string',
        pattern: `^${oneWordOf(known)}(@|$)`,
        patternErrorMessage: `This should be ${id}@${version}.`,
      },
      ...(known.some((one) => typeof parse(one) !== 'string') ? [UNQUOTED] : []),
    ],
  });
  fill(
    'profile',
    facts.map((fact) => ({ id: fact.id, about: [fact.ask, fact.help] })),
    (fact) => names.describeFact(facts.find((one) => one.id === fact)!),
  );
  const ofConditions = conditions.map((one) => ({ id: one.id, about: [one.name, one.summary] }));
  const ofQuestions = conditions.flatMap((condition) =>
    condition.questions.map((question) => ({ id: question.id, about: [question.ask] })),
  );
  fill('responses', ofConditions, (condition) =>
    names.describeCondition(conditions.find((one) => one.id === condition)!),
  );
  const byDefault = { id: 'default', about: ['The level aimed at where nothing else is said.'] };
  fill('targets', [byDefault, ...ofConditions, ...ofQuestions], () => refer('target'), refer('target'));
  fill(
    'policy',
    policy.map((lever) => ({ id: lever.id, about: [lever.name, lever.ask] })),
  );
  const ofRoles = roles.map((role) => ({ id: role.id, about: [role.name] }));
  fill('capacity', ofRoles);
  fill('roles', ofRoles, () => refer('holder'), refer('holder'));
  fill(
    'funds',
    funding.map((source) => ({ id: source.id, about: [source.name, source.paysFor] })),
  );
  const ofActions = actions.map((action) => ({ id: action.id, about: [action.title, action.summary] }));
  fill('actions', ofActions);
  fill('measures', ofActions);
  fill(
    'notes',
    NOTE_SECTIONS.map((section) => ({ id: section, about: [] })),
  );
  return { ...whole, title: `Answers: ${framework.title}`, properties: sections, definitions };
}

/** The names of a framework, as keys and as values. */
class Names {
  private readonly framework: Framework;

  constructor(framework: Framework) {
    this.framework = framework;
  }

  /** Former ids of some kinds, each with the id in use now, or null where it is gone. */
  listFormer(kinds: readonly AnsweredKind[]): [old: string, now: string | null][] {
    return kinds.flatMap((kind) => Object.entries(this.framework.formerIds[kind]));
  }

  /**
   * What may stand under each key; former ids are read, but not offered.
   * @param kinds what the keys name
   * @param retired what may stand under a key that is retired
   * @param prefix what the ids begin with in full and the keys do not
   */
  describeKeys(
    entries: readonly Entry[],
    kinds: readonly AnsweredKind[],
    valueOf: (id: string) => JsonSchema,
    retired: JsonSchema,
    prefix = '',
  ): Record<string, JsonSchema> {
    const key = (id: string) => id.slice(prefix.length);
    const former = this.listFormer(kinds).filter(([old]) => old.startsWith(prefix));
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

  /** What may stand under a key of what was in a condition that is gone, whatever it was called. */
  describeKeysOfGone(kinds: readonly AnsweredKind[], retired: JsonSchema): Pick<JsonSchema, 'patternProperties'> {
    const gone = this.listFormer(['condition']).flatMap(([old, now]) => (now === null ? [old] : []));
    if (gone.length === 0 || !(kinds.includes('question') || kinds.includes('action'))) return {};
    const deprecationMessage = 'Its condition is no longer there; it is left out.';
    return { patternProperties: { [`^${oneWordOf(gone)}\\.`]: { ...retired, deprecationMessage } } };
  }

  /** Some words, each with what it means; former ones are read, but not offered. */
  describeWords(words: readonly (readonly [word: string, means: string])[], former: readonly string[]): JsonSchema {
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
  describeLevels(meanings: readonly string[], words: Readonly<Record<string, string>> = {}): JsonSchema {
    const { levels } = this.framework;
    return this.describeWords(
      [...levels.map(({ id }, rank) => [id, meanings[rank]!] as const), ...Object.entries(words)],
      this.listFormer(['level']).map(([old]) => old),
    );
  }

  /** The value of a fact. */
  describeFact(fact: Fact): JsonSchema {
    const others = [UNKNOWN, EMPTY];
    return allowNothing(oneOf(this.describeValue(fact), others));
  }

  private describeValue({ id, type, min, max, options }: Fact): JsonSchema {
    const isBounded = type === 'money' || type === 'percent';
    switch (type) {
      case 'text':
        return { anyOf: [{ type: 'string' }, UNQUOTED] };
      case 'integer':
      case 'number':
      case 'money':
      case 'percent':
        return {
          type: type === 'integer' ? 'integer' : 'number',
          minimum: Math.max(min ?? (isBounded ? 0 : -Infinity), -Number.MAX_SAFE_INTEGER),
          maximum: Math.min(max ?? (type === 'percent' ? 100 : Infinity), Number.MAX_SAFE_INTEGER),
        };
      case 'boolean':
        return {
          anyOf: [{ enum: ['yes', 'no', true, false] }, { type: 'string', pattern: '^([Yy][Ee][Ss]|[Nn][Oo])$' }],
        };
      case 'date':
        return {
          type: 'string',
          pattern: `^${YEARS}-${MONTH_DAY_PATTERN.source.slice(1)}`,
          patternErrorMessage: 'This should be a date as YYYY-MM-DD.',
        };
      case 'choice':
      case 'choices': {
        const retired = this.listFormer(['option']).flatMap(([old, now]) =>
          now === null && old.startsWith(`${id}.`) ? [old.slice(id.length + 1)] : [],
        );
        const option = this.describeWords(
          options.map((one) => [one.id, one.name]),
          retired,
        );
        return type === 'choice' ? option : { type: 'array', items: option };
      }
      default:
        return type satisfies never;
    }
  }

  /** The answer to a condition: for the whole, or question by question. */
  describeCondition({ id, questions }: Condition): JsonSchema {
    // A question that went to another condition is still read where it was.
    const all = this.framework.conditions.flatMap((condition) => condition.questions);
    return this.describeResponse(describeInGeneral(this.framework.levels), {
      // For a whole condition they may be empty.
      note: oneOf({ anyOf: [refer('note')] }, [EMPTY]),
      evidence: oneOf({ anyOf: [refer('evidence')] }, [
        { type: 'array', items: { anyOf: [{ type: 'string' }, UNQUOTED] } },
      ]),
      ...this.describeKeys(
        questions.map((question) => ({ id: question.id, about: [question.ask, question.help] })),
        ['question'],
        (one) => {
          const { levels } = all.find((question) => question.id === one)!;
          return this.describeResponse(levels, { note: refer('note'), evidence: refer('evidence') });
        },
        refer('retired-answer'),
        `${id}.`,
      ),
    });
  }

  /** A level, or a mapping of it and more. */
  private describeResponse(meanings: readonly string[], more: Readonly<Record<string, JsonSchema>>): JsonSchema {
    const level = this.describeLevels(meanings, NO_LEVEL);
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
}

/** What each level means where it is not said of a question. */
function describeInGeneral(levels: Framework['levels']): string[] {
  return levels.map(({ name, summary }) => summary ?? name);
}

function fieldsOfResponse(): Record<string, JsonSchema> {
  const { note, evidence } = toEditorSchema(response).properties!;
  return { note: note!, evidence: evidence! };
}

function refer(definition: string): JsonSchema {
  return { $ref: `#/definitions/${definition}` };
}

/** A pattern for one of some words. */
function oneWordOf(words: readonly string[]): string {
  return `(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`;
}
