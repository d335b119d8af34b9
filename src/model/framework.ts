/**
 * The framework: the content of conditions.yaml with every default filled in and every reference known to resolve. Its
 * types are those of the schema in framework/schema.ts, which says of each field what it means. Written out here is what
 * differs from the file: ids in full, levels as ranks, and what plan.json and the templates show, since plan.json's JSON
Schema and the check of the templates are made from these types as they are written.
 */
import type { FilledFile } from '../framework/schema.js';

/** The data of a file, complete: names in camel case, null for what is not said, and without what a thing was called. */
export type Complete<T> = T extends readonly (infer Item)[]
  ? readonly Complete<Item>[]
  : T extends object
    ? { readonly [K in keyof T & string as K extends 'was' ? never : CamelCase<K>]-?: Complete<OrNull<T[K]>> }
    : T;

type OrNull<T> = T extends undefined ? null : T;
type CamelCase<K extends string> = K extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : K;

type File = Complete<FilledFile>;
type FileCondition = File['conditions'][number];
type FileQuestion = FileCondition['questions'][number];
type FileAction = File['actions'][number];
type FileCost = FileAction['costs'][number];

/** What the documents call things. */
export interface Terms {
  /** One that makes a plan. */
  readonly organization: string;
  /** One of what the organization consists of. */
  readonly unit: string;
  /** Several of them. */
  readonly units: string;
  /** Who decides for the organization. */
  readonly board: string;
  /** Who leads it. */
  readonly leader: string;
  /** Three letters, as in USD. */
  readonly currency: string;
}

/** The content of conditions.yaml with every default filled in and every reference known to resolve. */
export interface Framework
  extends
    Pick<File['framework'], 'id' | 'version' | 'title' | 'summary' | 'source'>,
    Pick<File, 'groups' | 'roles' | 'funding' | 'policy' | 'obligations' | 'audiences' | 'equity'> {
  readonly terms: Terms;
  /** Lowest first; a level's rank is its position. */
  readonly levels: readonly Level[];
  readonly facts: readonly Fact[];
  readonly calendar: Calendar;
  /** The first whose `when` holds applies. */
  readonly durations: File['durations'];
  /** The first whose `when` holds applies. */
  readonly rollouts: readonly RollOut[];
  readonly gates: readonly Gate[];
  readonly conditions: readonly Condition[];
  /** All actions: those of the conditions in their order, then those of none. */
  readonly actions: readonly Action[];
  readonly formerIds: FormerIds;
  /** The frameworks that it was made from by overlays, the first base first: answers given for one of them hold for it. */
  readonly bases: readonly { readonly id: string; readonly version: string }[];
}

/** Kinds of things that answers name by their ids. Ids are told apart within a kind only. */
export const ANSWERED_KINDS = [
  'condition',
  'question',
  'action',
  'level',
  'fact',
  'option',
  'role',
  'funding source',
  'policy lever',
] as const;
export type AnsweredKind = (typeof ANSWERED_KINDS)[number];

/**
 * By kind, ids in full that are in use no more, each with the id that took its place, or null where it is gone. Complete:
 * what was in a condition or fact that is called otherwise now is among them. No id in use is.
 */
export type FormerIds = Readonly<Record<AnsweredKind, Readonly<Record<string, string | null>>>>;

/** One rung of the scale. */
export type Level = File['levels'][number];

/** A fact about the organization. */
export type Fact = File['profile'][number];

/** Who does or answers for work. */
export type Role = File['roles'][number];

/** Days of every year, as MM-DD, both included; one whose `to` is before its `from` passes over the end of the year. */
export interface YearSpan {
  readonly from: string;
  readonly to: string;
}

/** When things can happen. */
export interface Calendar extends Pick<File['calendar'], 'fiscalYearStarts' | 'schoolYear' | 'blackouts'> {
  /** The nth of a weekday (0 for Monday) in each month. */
  readonly boardMeetings: { readonly weekday: number; readonly nth: number } | null;
  readonly windows: readonly (YearSpan & { readonly id: string; readonly name: string })[];
}

/** How the plan spreads from a few to all. */
export interface RollOut {
  readonly when: string | null;
  /** The fact that counts what it spreads to. */
  readonly unit: string;
  readonly name: string;
  readonly names: string;
  /** Whether these are what the answers may name one by one. */
  readonly isUsualUnit: boolean;
  /** The fact that counts those already in. */
  readonly already: string | null;
  readonly capacity: readonly RollOutCapacity[];
  /** The first wave: a share of all, within bounds. */
  readonly first: { readonly share: number; readonly min: number; readonly max: number | null };
  /** A later wave is at most this many times what is stable by then. */
  readonly growth: number | null;
  /** MM-DD on which a wave may launch; none: any day. */
  readonly starts: readonly string[];
  readonly review: readonly string[];
}

/** How many units one of a fact carries through a launch; with `of`, how many of that fact, which is spread evenly over the units. */
export interface RollOutCapacity {
  readonly per: string;
  readonly units: number;
  readonly of: string | null;
}

/** A condition and the rank that it must have. */
export interface Need {
  readonly condition: string;
  readonly rank: number;
}

/** What must be there before something else may start. */
export interface Gate {
  readonly needs: readonly Need[];
  /** Steps that wait: a condition's step to a rank; `null` for every condition that the gate does not need. */
  readonly before: readonly { readonly condition: string | null; readonly rank: number }[];
  /** Waves that wait: those from this number (1 for the first) on, or null. */
  readonly beforeWave: number | null;
  readonly hard: boolean;
  readonly why: string | null;
}

/** One thing that must be in place. */
export interface Condition extends Omit<FileCondition, 'questions' | 'actions'> {
  readonly questions: readonly Question[];
}

/** Asks for the level of one aspect of a condition. */
export interface Question extends Omit<FileQuestion, 'levels'> {
  /** CONDITION.QUESTION */
  readonly id: string;
  readonly condition: string;
  /** What each level looks like, by rank. */
  readonly levels: readonly string[];
}

/** A piece of work. */
export interface Action extends Omit<FileAction, 'raises' | 'needs' | 'costs'> {
  /** CONDITION.ACTION or plan.ACTION */
  readonly id: string;
  readonly condition: string | null;
  /** The questions that it raises, each with its condition, and the rank it raises them to. */
  readonly raises: readonly { readonly question: string; readonly condition: string; readonly rank: number }[];
  readonly needs: readonly Need[];
  readonly costs: readonly Cost[];
}

/** What is paid for, in whole units of currency for one of `per`. */
export interface Cost extends Omit<FileCost, 'per'> {
  /** A numeric fact; null for a lump sum. */
  readonly per: string | null;
}

/** How likely a risk is, and how bad it would be. */
export type Degree = NonNullable<NonNullable<FileAction['risk']>['impact']>;
