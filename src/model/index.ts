/**
 * The data that passes between the parts, in the order in which it flows:
 * Framework, Answers → Assessment → Plan. All of it is plain, complete and read-only, and can be written as JSON.
 *
 * Ids: a condition is `curriculum`-like; a question or action is `CONDITION.QUESTION`, `CONDITION.ACTION`, or
 * `plan.ACTION` where it belongs to no condition. Levels are ranks from 0. Dates are YYYY-MM-DD; days count from 0 at
 * the plan's start, both ends included. A field is never absent: null or an empty list says that there is nothing.
 */

import type { Repeat } from './repeats.js';

export { monthsOf, type Repeat, REPEATS } from './repeats.js';

// ── Framework: conditions.yaml, complete ────────────────────────────────────────────────────────────────────────────

/** The content of conditions.yaml with every default filled in and every reference known to resolve. */
export interface Framework {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly summary: string | null;
  readonly source: Citation | null;
  readonly terms: Terms;
  /** Lowest first; a level's rank is its position. */
  readonly levels: readonly Level[];
  readonly groups: readonly Named[];
  readonly facts: readonly Fact[];
  readonly roles: readonly Role[];
  readonly funding: readonly FundingSource[];
  readonly policy: readonly PolicyLever[];
  readonly obligations: readonly Obligation[];
  readonly audiences: readonly Audience[];
  readonly equity: readonly EquityCheck[];
  readonly calendar: Calendar;
  readonly durations: readonly Duration[];
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

/** A published work. */
export interface Citation {
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number | null;
  readonly url: string | null;
}

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

/** Something that has an id, a name and perhaps a sentence about it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly summary: string | null;
}

/** One rung of the scale. */
export type Level = Named;

/** A fact about the organization. */
export interface Fact {
  readonly id: string;
  readonly ask: string;
  /** What it is called within a sentence, a number in the plural. */
  readonly name: string | null;
  readonly type: 'text' | 'integer' | 'number' | 'money' | 'percent' | 'boolean' | 'date' | 'choice' | 'choices';
  readonly required: boolean;
  readonly min: number | null;
  readonly max: number | null;
  /** The fact that it is a part of, and so cannot be more than. */
  readonly atMost: string | null;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly help: string | null;
  readonly when: string | null;
}

/** Who does or answers for work. */
export interface Role {
  readonly id: string;
  readonly name: string;
  /** Actions at a time. */
  readonly capacity: number;
  readonly works: 'all-year' | 'school-year';
}

/** Where money may come from. */
export interface FundingSource {
  readonly id: string;
  readonly name: string;
  readonly paysFor: string | null;
  readonly limits: string | null;
  readonly url: string | null;
}

/** Something that those who make the rules must allow. */
export interface PolicyLever {
  readonly id: string;
  readonly name: string;
  readonly ask: string | null;
  readonly why: string | null;
  readonly request: string | null;
}

/** A legal duty. */
export interface Obligation {
  readonly id: string;
  readonly name: string;
  readonly duty: string;
  readonly owner: string | null;
  readonly when: string | null;
  readonly url: string | null;
}

/** Who must be told. */
export interface Audience {
  readonly id: string;
  readonly name: string;
  readonly message: string | null;
  readonly channels: readonly string[];
  readonly owner: string | null;
  /** At the plan's start, before each wave, at each wave's review. */
  readonly at: readonly ('start' | 'wave' | 'review')[];
  readonly when: string | null;
}

/** What is watched so that nobody is left behind, and when to hold. */
export interface EquityCheck {
  readonly name: string;
  readonly check: string;
  readonly stopRule: string | null;
}

/** Days of every year, as MM-DD, both included; one whose `to` is before its `from` passes over the end of the year. */
export interface YearSpan {
  readonly from: string;
  readonly to: string;
}

/** When things can happen. */
export interface Calendar {
  /** MM-DD */
  readonly fiscalYearStarts: string;
  readonly schoolYear: YearSpan | null;
  /** The nth of a weekday (0 for Monday) in each month. */
  readonly boardMeetings: { readonly weekday: number; readonly nth: number } | null;
  readonly windows: readonly (YearSpan & { readonly id: string; readonly name: string })[];
  readonly blackouts: readonly (YearSpan & { readonly name: string })[];
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

/** How much longer or shorter work takes where the expression holds. */
export interface Duration {
  readonly when: string;
  readonly factor: number;
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
export interface Condition {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  readonly weight: number;
  readonly summary: string | null;
  readonly why: string | null;
  /** What may end to make room for the work on it. */
  readonly stopDoing: readonly string[];
  readonly questions: readonly Question[];
}

/** Asks for the level of one aspect of a condition. */
export interface Question {
  /** CONDITION.QUESTION */
  readonly id: string;
  readonly condition: string;
  readonly ask: string;
  readonly help: string | null;
  readonly weight: number;
  readonly mustHave: boolean;
  readonly when: string | null;
  /** What each level looks like, by rank. */
  readonly levels: readonly string[];
  readonly evidence: readonly string[];
}

/** A piece of work. */
export interface Action {
  /** CONDITION.ACTION or plan.ACTION */
  readonly id: string;
  readonly condition: string | null;
  readonly title: string;
  readonly summary: string | null;
  /** The questions that it raises, each with its condition, and the rank it raises them to. */
  readonly raises: readonly { readonly question: string; readonly condition: string; readonly rank: number }[];
  readonly owner: string;
  readonly supports: readonly string[];
  readonly consulted: readonly string[];
  readonly informed: readonly string[];
  readonly weeks: number;
  /** Whether it takes longer or shorter by the size of the organization. */
  readonly stretches: boolean;
  readonly after: readonly string[];
  readonly needs: readonly Need[];
  readonly window: string | null;
  /** It does not start in a blackout. */
  readonly disrupts: boolean;
  readonly repeat: Repeat | null;
  /** Of a wave: prepare ends before the launch, launch starts on it, review follows it. */
  readonly phase: 'prepare' | 'launch' | 'review' | null;
  readonly always: boolean;
  readonly when: string | null;
  readonly costs: readonly Cost[];
  readonly deliverable: string | null;
  readonly decision: { readonly body: 'board' | 'leader'; readonly ask: string } | null;
  readonly measure: Measure | null;
  readonly risk: Risk | null;
  readonly policy: readonly string[];
  readonly obligations: readonly string[];
  readonly resources: readonly { readonly title: string; readonly url: string }[];
}

/** What is paid for, in whole units of currency for one of `per`. */
export interface Cost {
  readonly item: string;
  readonly low: number;
  readonly high: number;
  /** A numeric fact; null for a lump sum. */
  readonly per: string | null;
  /** The part of `per` that is meant. */
  readonly share: number;
  readonly each: 'once' | 'year';
  /** Funding sources, the most likely first. */
  readonly funding: readonly string[];
  /** The role whose pay this is. */
  readonly post: string | null;
}

/** How one knows that an action worked. */
export interface Measure {
  readonly name: string;
  readonly unit: string | null;
  readonly target: number | null;
  readonly source: string | null;
  readonly every: 'month' | 'quarter' | 'year' | 'wave' | null;
  readonly kind: 'leading' | 'lagging' | null;
}

export type Degree = 'low' | 'medium' | 'high';

/** What may go wrong with an action. */
export interface Risk {
  readonly threat: string;
  readonly likelihood: Degree | null;
  readonly impact: Degree | null;
  readonly response: string | null;
}

// ── Answers: one answers file, complete ─────────────────────────────────────────────────────────────────────────────

export type FactValue = string | number | boolean | readonly string[];

/** What was answered to a question, or to a condition as a whole. */
export interface Response {
  /** A rank, or why there is none; null where only a note or evidence was given. */
  readonly level: number | 'unknown' | 'not-applicable' | null;
  readonly note: string | null;
  readonly evidence: readonly string[];
}

/** What a team decided about an action. */
export interface ActionDecision {
  readonly status: 'not-started' | 'in-progress' | 'done' | 'skip';
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
  /** What is permitted today, by lever. */
  readonly policy: Readonly<Record<string, 'allowed' | 'waiver' | 'forbidden' | 'unknown'>>;
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
  /** What was answered for an earlier version of the framework and has no place any more: where it stood, and what it says. */
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

// ── Assessment: where the organization stands ───────────────────────────────────────────────────────────────────────

/** How a question stands. */
export interface QuestionAssessment {
  readonly id: string;
  /**
   * answered: for itself; covered: by the answer for its whole condition; unknown: asked, and nobody knows;
   * unanswered: not asked yet; not-applicable: does not apply; not-asked: its `when` is false.
   */
  readonly status: 'answered' | 'covered' | 'unknown' | 'unanswered' | 'not-applicable' | 'not-asked';
  /** The rank used for planning: 0 where it is not known. */
  readonly rank: number;
  readonly target: number;
  readonly note: string | null;
  readonly evidence: readonly string[];
}

/** How a condition stands. Scores are weighted means of ranks, to six decimals. */
export interface ConditionAssessment {
  readonly id: string;
  /** False where nothing counts: then it is left out of the plan, and its numbers are 0. */
  readonly applicable: boolean;
  readonly score: number;
  /** The score if everything unknown turned out to be at the top. */
  readonly scoreAtMost: number;
  /** The nearest rank to the score, held down by must-haves. */
  readonly rank: number;
  /** Questions that hold the rank down. */
  readonly heldDownBy: readonly string[];
  /** The share that is known, 0 to 1. */
  readonly confidence: number;
  /** The weighted mean of what the questions lack to their targets. */
  readonly gap: number;
  /** The weighted mean of the questions' targets. */
  readonly target: number;
  readonly note: string | null;
  readonly evidence: readonly string[];
  readonly questions: readonly QuestionAssessment[];
}

/** Levels, scores, gaps and confidence computed from the answers. */
export interface Assessment {
  readonly conditions: readonly ConditionAssessment[];
}

// ── Plan ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Why an action is in the plan. */
export type Reason =
  | { readonly kind: 'answer'; readonly question: string; readonly from: number; readonly to: number }
  | { readonly kind: 'prerequisite'; readonly of: string }
  | {
      readonly kind: 'gate';
      readonly condition: string;
      readonly rank: number;
      readonly before: string;
      readonly why: string | null;
    }
  | { readonly kind: 'always' }
  /** It keeps up a level that is there. */
  | { readonly kind: 'keep' }
  | { readonly kind: 'in-progress' };

/** What holds an action up, other than that those it waits for are not finished yet. */
export type HeldUp =
  /** Too much would start in the first year; it starts in the second at the earliest. */
  | { readonly kind: 'focus' }
  /** It would end after the last day that the plan looks ahead to. */
  | { readonly kind: 'horizon' }
  /** A level must be there first, and nothing in the plan can raise it. */
  | { readonly kind: 'gate'; readonly condition: string; readonly rank: number; readonly why: string | null }
  /** Nobody can do it: the post is vacant, or nobody holds the role. */
  | { readonly kind: 'nobody'; readonly role: string; readonly isVacant: boolean }
  /** The action (a key) that it waits for has no date, or ends after the start that the team asked for. */
  | { readonly kind: 'waits-for'; readonly action: string };

/** What a start that the team has set runs against: it is kept all the same. */
export type Clash =
  | { readonly kind: 'window' | 'blackout' | 'term' }
  /** More at a time than the person can carry. */
  | { readonly kind: 'capacity'; readonly role: string }
  /** Not kept: what it waits for ends later. */
  | { readonly kind: 'waits-for'; readonly action: string };

/** First and last day, both included. */
export interface Span {
  readonly start: string;
  readonly finish: string;
}

/** An action of the plan, or one wave's copy of it, with its dates. */
export interface PlannedAction {
  /** The id, for a wave's copy with `:` and the wave's number. */
  readonly key: string;
  readonly id: string;
  /** The wave, from 1; null where it is not done wave by wave. */
  readonly wave: number | null;
  readonly status: 'not-started' | 'in-progress';
  readonly reasons: readonly Reason[];
  /** Weeks here: the team's own figure, or the framework's times the factor for the size. */
  readonly weeks: number;
  /** Whether `weeks` is the framework's planning default. */
  readonly weeksAreDefault: boolean;
  readonly assignee: string | null;
  readonly note: string | null;
  /** Keys of what must be finished first: prerequisites, what gates and needs ask for, lower steps of the same question. */
  readonly waitsFor: readonly string[];
  /** First and last day; null beyond the horizon. */
  readonly start: string | null;
  readonly finish: string | null;
  /** Its later turns within the plan, where it repeats. */
  readonly again: readonly Span[];
  /** Days by which it can slip without moving the last finish; null without dates. */
  readonly slack: number | null;
  readonly heldUp: HeldUp | null;
  readonly clashes: readonly Clash[];
  /** Whether a fact that decides if it applies here is not known. */
  readonly isTentative: boolean;
  /** The action in focus (a key) that makes this one start in the first year, though its condition is not in focus. */
  readonly forcedBy: string | null;
}

/** Those that join together. */
export interface Wave {
  /** From 1. */
  readonly number: number;
  readonly units: number;
  /** Proposed by name, where the answers name them. */
  readonly named: readonly NamedUnit[];
  /** The launch; null beyond the horizon. */
  readonly launch: string | null;
  /** The last day of its review; null where there is none within the plan. */
  readonly review: string | null;
  readonly heldUp: HeldUp | null;
}

/** How the plan spreads. */
export interface Spread {
  readonly rollout: RollOut;
  readonly total: number;
  readonly already: number;
  /** Those that facts allow, also beyond the horizon. */
  readonly waves: readonly Wave[];
  /** How many are in at the plan's end. */
  readonly carried: number;
  /** Of each fact that limits a wave: what there is, and the least with which all would be in by then, null where no amount would do. */
  readonly capacity: readonly (RollOutCapacity & {
    readonly there: number | null;
    readonly enough: number | null;
  })[];
  /** Facts that would limit it and are not known. */
  readonly unknown: readonly string[];
}

/** Someone who does the work of one or more roles. */
export interface Person {
  /** The role held first, then those held besides. */
  readonly roles: readonly string[];
  /** Actions at a time. */
  readonly capacity: number;
  /** By quarter of the plan. */
  readonly load: readonly Load[];
}

/** The work of one person in one quarter. */
export interface Load {
  /** Weeks of work, each action counted for itself. */
  readonly weeks: number;
  /** Weeks of work that there is room for. */
  readonly room: number;
  /** The most actions at one time. */
  readonly most: number;
}

/** A condition in the order of what to do first. */
export interface Priority {
  readonly condition: string;
  /** From 1. */
  readonly position: number;
  /** gap × weight × (1 + share of the selected actions elsewhere that wait for its own). */
  readonly priority: number;
  /** Selected actions elsewhere, and those of them that wait, directly or not, for its own. */
  readonly elsewhere: number;
  readonly waiting: number;
  /** Whether it is among those to start with. */
  readonly inFocus: boolean;
}

/** A task to find out what is not known. */
export interface FindOut {
  /** The level of a question; a fact; or whether an action that is done has brought its question to its level. */
  readonly kind: 'question' | 'fact' | 'done-action';
  /** The question's, fact's or action's id. */
  readonly id: string;
  /** Whether somebody said that it is unknown, rather than nobody having answered. */
  readonly saidUnknown: boolean;
  /** A role, where the framework has one. */
  readonly owner: string | null;
  readonly due: string;
}

/** A soft gate whose level is not there. */
export interface OpenSoftGate {
  readonly condition: string;
  readonly rank: number;
  readonly why: string | null;
  /** The first wave that goes ahead without it, or null. */
  readonly wave: number | null;
  /** Actions of the plan that go ahead without it. */
  readonly actions: readonly string[];
}

/** A level that something in the plan needs, above what the team aims at. */
export interface LiftedTarget {
  readonly condition: string;
  readonly rank: number;
  /** The condition or action that needs it. */
  readonly before: string;
  readonly why: string | null;
}

/** A lever that actions of the plan need and that is not known to be allowed. */
export interface PolicyRequest {
  readonly lever: string;
  readonly state: 'waiver' | 'forbidden' | 'unknown';
  readonly actions: readonly string[];
}

/** How one knows that an action worked, with dates. */
export interface PlannedMeasure {
  /** The action's key. */
  readonly action: string;
  /** Today's figure, where it is known. */
  readonly baseline: number | null;
  /** The day by which to find out today's figure; null where it is known, or there is none before the work. */
  readonly baselineDue: string | null;
  /** The first day on which the action can have had its effect: its last. */
  readonly firstReading: string;
}

/** A legal duty that the plan touches. */
export interface Duty {
  readonly obligation: string;
  readonly owner: string | null;
  /** The key of the first action that it bears on. */
  readonly first: string | null;
  /** When the first work begins that it bears on: the day by which somebody has looked at it. */
  readonly due: string;
  /** Keys of the actions that touch it. */
  readonly actions: readonly string[];
  /** Whether a fact that decides if it applies is not known. */
  readonly toConfirm: boolean;
}

/** Something that an audience is told. */
export interface Message {
  readonly audience: string;
  readonly at: 'start' | 'wave' | 'review';
  readonly wave: number | null;
  readonly date: string;
}

/** A dated point. */
export type Milestone = { readonly date: string } & (
  | { readonly kind: 'launch' | 'review'; readonly wave: number }
  | { readonly kind: 'decision'; readonly action: string; readonly body: 'board' | 'leader' }
  /** All work of the plan that raises a condition to a level is finished. */
  | { readonly kind: 'level'; readonly condition: string; readonly rank: number }
);

/** A lower and an upper estimate, in whole units of currency. */
export interface Amount {
  readonly low: number;
  readonly high: number;
}

/** What one thing costs that an action of the plan needs. */
export interface CostLine {
  /** The action's key. */
  readonly action: string;
  readonly item: string;
  readonly each: 'once' | 'year';
  /** What it comes to, each time or each year. */
  readonly amount: Amount;
  /** By fiscal year; empty where a fact is missing. */
  readonly years: readonly Amount[];
  readonly total: Amount;
  /** The fact without which nobody can say, or null. */
  readonly missing: string | null;
  readonly funding: readonly string[];
}

/** What the plan costs, in whole units of currency that add up. */
export interface Budget {
  /** First and last day of each fiscal year that the plan touches. */
  readonly fiscalYears: readonly Span[];
  readonly lines: readonly CostLine[];
  readonly total: Amount;
  /** By fiscal year. */
  readonly once: readonly Amount[];
  readonly recurring: readonly Amount[];
  /** By condition, null for what belongs to none; those without cost are left out. */
  readonly conditions: readonly { readonly condition: string | null; readonly total: Amount }[];
  /**
   * Where the answers say what money is there: what each source pays, and `null` for what nothing pays. Else each cost
   * stands with the first source that comes into question, and `null` for what has none.
   */
  readonly sources: readonly {
    readonly source: string | null;
    readonly years: readonly Amount[];
    readonly total: Amount;
  }[];
  /** Whether the answers say what money is there. */
  readonly hasFunds: boolean;
  /** What goes on costing every year when the plan ends, and what of it money that is there only once pays in the last year. */
  readonly after: Amount;
  readonly afterFromOnce: Amount;
  /** What is beyond the horizon: what it would cost once, and in its first year. */
  readonly later: Amount;
  /** Facts that are missing, and the keys of the actions whose cost hangs on them. */
  readonly unknown: readonly { readonly fact: string; readonly actions: readonly string[] }[];
}

/** The computed plan. */
export interface Plan {
  /** First and last day that the plan looks at. */
  readonly start: string;
  readonly end: string;
  readonly years: number;
  /** The framework's weeks are multiplied by it where the work depends on the organization's size; 1 where none applies. */
  readonly weeksFactor: number;
  readonly assessment: Assessment;
  readonly priorities: readonly Priority[];
  /** Null where the framework has no roll-out that applies, or what it counts is not known. */
  readonly spread: Spread | null;
  readonly people: readonly Person[];
  /** Keys of actions from the first to one that finishes last, each starting when the one before ends. */
  readonly critical: readonly string[];
  /** With dates, in the order of their start, then the framework's. */
  readonly actions: readonly PlannedAction[];
  /** Selected, but beyond the horizon. */
  readonly later: readonly PlannedAction[];
  readonly done: readonly { readonly id: string; readonly finish: string | null; readonly note: string | null }[];
  readonly skipped: readonly { readonly id: string; readonly note: string | null }[];
  readonly lifted: readonly LiftedTarget[];
  readonly softGates: readonly OpenSoftGate[];
  readonly policyRequests: readonly PolicyRequest[];
  readonly budget: Budget;
  /** By first reading. */
  readonly measures: readonly PlannedMeasure[];
  /** By date. */
  readonly milestones: readonly Milestone[];
  readonly duties: readonly Duty[];
  /** By date. */
  readonly messages: readonly Message[];
  /** Keys of actions with a risk, the greatest first: likelihood times impact, then the earlier start. */
  readonly risks: readonly string[];
  readonly findOut: readonly FindOut[];
}

/** plan.json: the plan, with what it was made from. Dates are YYYY-MM-DD. */
export interface PlanFile extends Plan {
  /** Id and version, as district-conditions@1.0.0. */
  readonly framework: string;
  /** The facts in the answers, by id. */
  readonly profile: Answers['facts'];
  /** The program's own sign that nobody has changed the file since. */
  readonly mark: string;
}
