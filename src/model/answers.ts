/** Answers: one answers file, complete. A field is never absent: null or an empty list says that there is nothing. */
import type { Calendar } from './framework.js';

export type FactValue = string | number | boolean | readonly string[];

/** An answer to a question, or to a condition as a whole. */
export interface Response {
  /** A rank, or why there is none; null where only a note or evidence was given. */
  readonly level: number | 'unknown' | 'not-applicable' | null;
  readonly note: string | null;
  readonly evidence: readonly string[];
}

/** How far an action can be. */
export const ACTION_STATUSES = ['not-started', 'in-progress', 'done', 'skip'] as const;

/** How a policy lever can stand today: it is permitted, or with a waiver, or not, or nobody knows. */
export const POLICY_STATES = ['allowed', 'waiver', 'forbidden', 'unknown'] as const;

/** The decision of a team about an action. */
export interface ActionDecision {
  readonly status: (typeof ACTION_STATUSES)[number];
  readonly assignee: string | null;
  readonly start: string | null;
  readonly finish: string | null;
  readonly weeks: number | null;
  readonly note: string | null;
}

/** One of what the plan spreads to, by name. */
export interface NamedUnit {
  readonly name: string;
  readonly grades: string | null;
  readonly highNeed: boolean;
  /** Already in. */
  readonly isIn: boolean;
}

/** Money of one source: once for the whole plan, or in each fiscal year. */
export interface Fund {
  readonly amount: number;
  readonly each: 'once' | 'year';
}

/** The years that a plan looks ahead, unless told. */
export const DEFAULT_YEARS = 3;

/** One answers file with every default filled in. */
export interface Answers {
  /** By fact id; a fact that is not known has no entry. */
  readonly facts: Readonly<Record<string, FactValue>>;
  /** Facts of which somebody said that they are not known. */
  readonly unknownFacts: readonly string[];
  /** The plan's first day; null where nobody has said it yet, and then there can be no plan. */
  readonly start: string | null;
  readonly years: number;
  /** By condition id for a whole condition, by question id for one question. */
  readonly responses: Readonly<Record<string, Response>>;
  /** The rank aimed at, by question id. */
  readonly targets: Readonly<Record<string, number>>;
  /** How much at once; null for no limit. */
  readonly focus: { readonly priorities: number | null; readonly firstYearActions: number | null };
  /** How each policy lever stands today, by its id. */
  readonly policy: Readonly<Record<string, (typeof POLICY_STATES)[number]>>;
  /** Actions at a time, by role, where the answers say it; 0: the post is vacant. */
  readonly capacity: Readonly<Record<string, number>>;
  /** The role whose holder does this one too, by role; null where nobody does it. */
  readonly heldBy: Readonly<Record<string, string | null>>;
  readonly namedUnits: readonly NamedUnit[];
  /** Money that is there, by funding source, in whole units of currency. */
  readonly funds: Readonly<Record<string, Fund>>;
  /** The framework's calendar with what the answers change. */
  readonly calendar: Calendar;
  /** Figures of today, by action id. */
  readonly baselines: Readonly<Record<string, number>>;
  /** By action id. */
  readonly decisions: Readonly<Record<string, ActionDecision>>;
  readonly approval: { readonly by: string; readonly on: string } | null;
  /** Markdown by section of the plan. */
  readonly notes: Readonly<Partial<Record<NoteSection, string>>>;
  /** Answers for an earlier version of the framework that have no place any more: where each stood, and what it says. */
  readonly retired: readonly { readonly place: string; readonly value: string }[];
}

/** Sections of the plan that take a note of the team's own. */
export const NOTE_SECTIONS = [
  'summary',
  'decisions',
  'standing',
  'priorities',
  'roadmap',
  'waves',
  'actions',
  'people',
  'budget',
  'measures',
  'risks',
  'communication',
  'obligations',
  'policy',
  'first-days',
  'unknowns',
  'later',
  'method',
] as const;
export type NoteSection = (typeof NOTE_SECTIONS)[number];

/** Answers that say on which day the plan starts, as YYYY-MM-DD. */
export type DatedAnswers = Answers & { readonly start: string };
