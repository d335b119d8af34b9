/** Explains the ids of a framework in words, with the way to the place of each statement. */
import { type Path, pathKey, samePath } from '../diagnostics/path.js';
import type { Framework } from '../model/index.js';
import { entriesAt } from '../schema/structure.js';
import { capitalize } from '../text/plurals.js';
import { isMapping, valueAt } from '../yaml/values.js';
import { findOccasions, type Occasion } from './triggers.js';
import { Gates } from './precedence.js';
import { listReferences, listReferencesInExpressions, type Reference } from './references.js';
import { type FrameworkFile, frameworkSchema } from './schema.js';
import { isWithin, KIND_OF_LIST, listThings, type Thing } from './entities.js';

/** One sentence or word, and where the framework's files say it; null where it follows from several places. */
export interface Statement {
  readonly text: string;
  readonly path: Path | null;
}

export interface Section {
  readonly heading: string;
  /** The field that says all of it, where there is one. */
  readonly path: Path | null;
  readonly statements: readonly Statement[];
}

export interface Explanation {
  readonly thing: Thing;
  readonly name: string;
  readonly sections: readonly Section[];
}

/** The headings of fields whose names alone do not say enough. */
const HEADINGS: Readonly<Record<string, string>> = {
  after: 'Waits for',
  always: 'Is part of every plan',
  ask: 'Asks',
  at: 'Is told at',
  disrupts: 'Disrupts everyday work',
  every: 'Is measured every',
  informed: 'Is told to',
  levels: 'What each level looks like',
  must_have: 'Must be high for its condition to be at the top',
  needs: 'Waits until a condition has a level',
  raises: 'Raises questions to a level',
  repeat: 'Is done again each',
  stop_doing: 'May end to make room',
  stretch: 'Stretches with size',
  supports: 'Is supported by',
  was: 'Was called',
  when: 'Only where',
  works: 'Works',
};

/** The headings of those that name a thing, by the field in which they do, in the order in which they are told. */
export const NAMED_BY: Readonly<Record<string, string>> = {
  raises: 'Is raised by',
  group: 'Conditions in it',
  owner: 'Answers for',
  supports: 'Does part of',
  consulted: 'Is consulted on',
  informed: 'Is told of',
  post: 'Is paid for by',
  after: 'What waits for it',
  before: 'Gates that hold it back',
  needs: 'What waits for its level',
  level: 'Is named by',
  window: 'What runs in it',
  funding: 'May pay for',
  policy: 'Is needed by',
  obligations: 'Is touched by',
  per: 'Counts for',
  unit: 'Counts what the plan spreads to',
  already: 'Counts who is already in',
  of: 'Limits the waves',
  at_most: 'Is the upper limit of',
  when: 'Decides about',
};

/** Ways in which an action comes into a plan, whatever is answered to its questions. */
const OCCASIONS: Readonly<Record<Exclude<Occasion['kind'], 'answer'>, string>> = {
  always: 'It is part of every plan',
  wave: 'The plan has waves: once for each',
  keep: 'Its condition is where it is meant to be, and this keeps it there',
  prerequisite: 'An action that waits for it is in the plan',
};

/** Fields that say by themselves what is meant, where they come first. */
const SPEAKING: ReadonlySet<string> = new Set(['item', 'title', 'name']);

/** Levels are named nearly everywhere; so many of those that name one are told. */
const MOST_OF_LEVEL = 8;

export class Explainer {
  /** Everything with an id. */
  readonly things: readonly Thing[];
  private readonly file: FrameworkFile;
  private readonly framework: Framework;
  private readonly references: readonly Reference[];
  /** References by the paths of the keys, and of the values, that name something. */
  private readonly atKeys: ReadonlyMap<string, Reference>;
  private readonly atValues: ReadonlyMap<string, Reference>;

  /** @param framework what is made of the file */
  constructor(file: FrameworkFile, framework: Framework) {
    this.file = file;
    this.framework = framework;
    this.things = listThings(file);
    const references = listReferences(file);
    this.references = [...references, ...listReferencesInExpressions(file)];
    const byPath = (wanted: readonly Reference[]) => new Map(wanted.map((one) => [pathKey(one.path), one]));
    this.atKeys = byPath(references.filter(({ atKey }) => atKey));
    this.atValues = byPath(references.filter(({ atKey }) => !atKey));
  }

  /** All that the files say of a thing, and who names it. */
  explain(thing: Thing): Explanation {
    const value = valueAt(this.file, thing.path) as Readonly<Record<string, unknown>>;
    const fields = listFields(value, thing.path).filter(([field]) => field !== 'id');
    return {
      thing,
      name: this.nameOf(thing),
      sections: [
        ...this.explainPlace(thing),
        ...fields.map(([field, inner]) => this.explainField(field, inner, [...thing.path, field])),
        ...this.explainWork(thing),
        ...this.explainMentions(thing),
      ],
    };
  }

  /** The name of a thing among people. */
  nameOf({ path }: Thing): string {
    const { name, title, ask, id } = valueAt(this.file, path) as Record<string, string | undefined>;
    return oneLine(title ?? (path.at(-2) === 'profile' ? ask : (name ?? ask)) ?? id!);
  }

  /** The thing that a thing belongs to, and where it stands there. */
  private explainPlace({ kind, path }: Thing): Section[] {
    const outer = this.things.find((one) => isWithin(path.slice(0, -1), one.path));
    if (outer !== undefined) return [single(`In the ${outer.kind}`, this.show(outer), [...outer.path, 'id'])];
    if (kind !== 'level') return [];
    const rank = Number(path.at(-1));
    const text = `${rank + 1} of ${this.file.levels.length}, from the lowest; expressions count from 0, so there it is ${rank}`;
    return [single('Rank', text, [...path, 'id'])];
  }

  private explainField(field: string, value: unknown, path: Path): Section {
    const heading = headField(field);
    const inside = (step: string | number) => [...path, step];
    if (Array.isArray(value)) {
      const isThings = field in KIND_OF_LIST && value.every((item) => typeof item === 'object');
      const statements = value.map((item: unknown, n): Statement => {
        const at = inside(n);
        if (!isThings) return { text: this.showValue(item, at), path: at };
        const thing = this.things.find((one) => samePath(one.path, at))!;
        return { text: this.showWithName(thing), path: [...at, 'id'] };
      });
      return { heading, path, statements };
    }
    if (isMapping(value)) {
      const statements = listFields(value, path).map(([key, inner]): Statement => {
        const named = this.atKeys.get(pathKey(inside(key)));
        const name = named === undefined ? sentenceCase(key) : this.showReference(named);
        return { text: `${name}: ${this.showValue(inner, inside(key))}`, path: inside(key) };
      });
      return { heading, path, statements };
    }
    return single(heading, this.showValue(value, path), path);
  }

  /** The ways in which an action comes into a plan, and the gates that it waits for. */
  private explainWork({ kind, id }: Thing): Section[] {
    const action = kind === 'action' ? this.framework.actions.find((one) => one.id === id) : undefined;
    if (action === undefined) return [];
    const gates = this.framework.gates.flatMap((gate, n): Statement[] => {
      const alone = new Gates({ ...this.framework, gates: [gate] });
      const holds = [...alone.levelNeeds({ ...action, needs: [] }), ...alone.softNeeds(action)].length > 0;
      return holds ? [{ text: this.describeGate(n), path: ['gates', n] }] : [];
    });
    const occasions = findOccasions(this.framework)
      .get(id)!
      .map((one) => this.describe(one));
    const texts = occasions.length === 0 ? ['Nothing could bring it there'] : occasions;
    const statements = texts.map((text) => ({ text, path: null }));
    return [
      { heading: 'Comes into a plan where', path: null, statements },
      ...(gates.length === 0 ? [] : [{ heading: 'Gates before it', path: null, statements: gates }]),
    ];
  }

  private describe(occasion: Occasion): string {
    if (occasion.kind !== 'answer') return OCCASIONS[occasion.kind];
    const { question, rank } = occasion;
    const asked = this.things.find(({ kind, id }) => kind === 'question' && id === question)!;
    return `“${this.nameOf(asked)}” (${question}) stands below ${this.framework.levels[rank]!.name} and is to reach it`;
  }

  /** Who names a thing, by the field in which it does. */
  private explainMentions({ kind, id }: Thing): Section[] {
    const mentions = this.references.filter((one) => one.kind === kind && one.id === id && one.field !== 'levels');
    const fields = Object.entries(NAMED_BY).filter(([field]) => mentions.some((one) => one.field === field));
    return fields.map(([field, heading]): Section => {
      const ofField = mentions.filter((one) => one.field === field);
      const texts = new Map(ofField.map((one) => [this.describeMention(one), one.path]));
      const all = [...texts].map(([text, path]): Statement => ({ text, path }));
      const statements = kind === 'level' ? all.slice(0, MOST_OF_LEVEL) : all;
      const more = all.length - statements.length;
      const rest = more === 0 ? [] : [{ text: `and ${more} more`, path: null }];
      return { heading, path: null, statements: [...statements, ...rest] };
    });
  }

  private describeMention({ field, subject, path, kind }: Reference): string {
    if (path[0] === 'gates') return this.describeGate(Number(path[1]));
    const by = this.things.findLast((one) => isWithin(path, one.path));
    if (by === undefined) return sentenceCase(subject);
    const name = this.showWithName(by);
    const level = this.atValues.get(pathKey(path));
    return kind !== 'level' && level?.kind === 'level' && (field === 'raises' || field === 'needs')
      ? `${name} (${this.showReference(level)})`
      : name;
  }

  /** "Before A reaches B, C must have reached D." */
  private describeGate(n: number): string {
    const { needs, before, beforeWave, hard, why } = this.framework.gates[n]!;
    const { levels } = this.framework;
    const nameOf = (condition: string | null) =>
      this.framework.conditions.find(({ id }) => id === condition)?.name ?? 'any other condition';
    const steps = [
      ...before.map(({ condition, rank }) => `${nameOf(condition)} reaches ${levels[rank]!.name}`),
      ...(beforeWave === null ? [] : [`wave ${beforeWave} begins`]),
    ];
    const needed = needs.map(({ condition, rank }) => `${nameOf(condition)} must have reached ${levels[rank]!.name}`);
    const reason = why === null ? '' : ` ${oneLine(why)}`;
    return `Before ${steps.join(' or ')}, ${needed.join(' and ')}${hard ? '' : ', or it is a risk'}.${reason}`;
  }

  private showValue(value: unknown, path: Path): string {
    const named = this.atValues.get(pathKey(path));
    if (named !== undefined) return this.showReference(named);
    if (Array.isArray(value)) return value.map((item: unknown, n) => this.showValue(item, [...path, n])).join(', ');
    if (isMapping(value)) {
      const parts = listFields(value, path).map(
        ([key, inner], n) =>
          `${n === 0 && SPEAKING.has(key) ? '' : `${key.replace(/_/g, ' ')}: `}${this.showValue(inner, [...path, key])}`,
      );
      return parts.join('; ');
    }
    return typeof value === 'boolean' ? (value ? 'yes' : 'no') : oneLine(String(value));
  }

  private showReference({ kind, id, written }: Reference): string {
    const thing = this.things.find((one) => one.kind === kind && one.id === id);
    return thing === undefined ? written : this.show(thing);
  }

  /** "Name (id)"; of a level the name alone. */
  private show(thing: Thing): string {
    return thing.kind === 'level' ? this.nameOf(thing) : `${this.nameOf(thing)} (${thing.id})`;
  }

  /** "id: name" */
  private showWithName(thing: Thing): string {
    return `${thing.id}: ${this.nameOf(thing)}`;
  }
}

export function headField(field: string): string {
  return HEADINGS[field] ?? sentenceCase(field);
}

/** The fields of a mapping at a path, in the order of the file format. */
function listFields(value: object, path: Path): [string, unknown][] {
  const order = Object.keys(entriesAt(frameworkSchema, path));
  return Object.entries(value).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
}

/** Text that was written over several lines. */
function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function single(heading: string, text: string, path: Path): Section {
  return { heading, path, statements: [{ text, path }] };
}

function sentenceCase(words: string): string {
  return capitalize(words).replace(/_/g, ' ');
}
