/**
 * The assessment of the answers, and the plan made of it: plain, complete data that can be written as JSON. What is part of
 * plan.json is written out in full, since its JSON Schema is made from these types.
 */
import type { FactValue, NamedUnit } from './answers.js';
import type { RollOut, RollOutCapacity } from './framework.js';

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
  readonly profile: Readonly<Record<string, FactValue>>;
  /** The program's own sign that nobody has changed the file since. */
  readonly mark: string;
}
