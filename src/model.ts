/**
 * The data that passes between the parts, in the order in which it flows:
 * Framework, Answers → Assessment → Plan. All of it is plain, complete and read-only, and can be written as JSON.
 *
 * Ids: a condition is `curriculum`-like; a question or action is `CONDITION.QUESTION`, `CONDITION.ACTION`, or
 * `plan.ACTION` where it belongs to no condition. Levels are ranks from 0. Dates are YYYY-MM-DD; days count from 0 at
 * the plan's start, both ends included. A field is never absent: null or an empty list says that there is nothing.
 */

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
  readonly durations: readonly Duration[];
  readonly gates: readonly Gate[];
  readonly conditions: readonly Condition[];
  /** All actions: those of the conditions in their order, then those of none. */
  readonly actions: readonly Action[];
  /** Ids that earlier versions had, each with the id that took its place, or null. */
  readonly formerIds: Readonly<Record<string, string | null>>;
}

/** A published work. */
export interface Citation {
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number | null;
  readonly url: string | null;
}

/** What the documents call things. */
export interface Terms {
  readonly organization: string;
  readonly unit: string;
  readonly units: string;
  readonly board: string;
  readonly leader: string;
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
  readonly type: 'text' | 'integer' | 'number' | 'money' | 'percent' | 'boolean' | 'date' | 'choice' | 'choices';
  readonly required: boolean;
  readonly min: number | null;
  readonly max: number | null;
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
  readonly after: readonly string[];
  readonly needs: readonly Need[];
  readonly repeat: 'wave' | 'quarter' | 'year' | null;
  readonly always: boolean;
  readonly when: string | null;
  readonly deliverable: string | null;
  readonly decision: { readonly body: 'board' | 'leader'; readonly ask: string } | null;
  readonly measure: Measure | null;
  readonly risk: Risk | null;
  readonly policy: readonly string[];
  readonly obligations: readonly string[];
  readonly resources: readonly { readonly title: string; readonly url: string }[];
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
  /** By action id. */
  readonly decisions: Readonly<Record<string, ActionDecision>>;
  readonly approval: { readonly by: string; readonly on: string } | null;
  /** Markdown by section of the plan. */
  readonly notes: Readonly<Partial<Record<NoteSection, string>>>;
}

/** Sections of the plan that take a note of the team's own. */
export const NOTE_SECTIONS = [
  'summary',
  'standing',
  'priorities',
  'roadmap',
  'actions',
  'policy',
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
  | { readonly kind: 'in-progress' };

/** What holds an action up, other than that those it waits for are not finished yet. */
export type HeldUp =
  /** Too much would start in the first year; it starts in the second at the earliest. */
  | { readonly kind: 'focus' }
  /** It would end after the last day that the plan looks ahead to. */
  | { readonly kind: 'horizon' }
  /** A level must be there first, and nothing in the plan can raise it. */
  | { readonly kind: 'gate'; readonly condition: string; readonly rank: number; readonly why: string | null }
  /** The action that it waits for has no date, or ends after the start that the team asked for. */
  | { readonly kind: 'waits-for'; readonly action: string };

/** An action of the plan, with its dates. */
export interface PlannedAction {
  readonly id: string;
  readonly status: 'not-started' | 'in-progress';
  readonly reasons: readonly Reason[];
  /** Weeks here: the team's own figure, or the framework's times the factor for the size. */
  readonly weeks: number;
  /** Whether `weeks` is the framework's planning default. */
  readonly weeksAreDefault: boolean;
  readonly assignee: string | null;
  readonly note: string | null;
  /** Actions of the plan that must be finished first: prerequisites, what gates and needs ask for, lower steps of the same question. */
  readonly waitsFor: readonly string[];
  /** First and last day; null beyond the horizon. */
  readonly start: string | null;
  readonly finish: string | null;
  readonly heldUp: HeldUp | null;
  /** Whether a fact that decides if it applies here is not known. */
  readonly isTentative: boolean;
  /** The action in focus that makes this one start in the first year, though its condition is not in focus. */
  readonly forcedBy: string | null;
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

/** The computed plan. */
export interface Plan {
  /** First and last day that the plan looks at. */
  readonly start: string;
  readonly end: string;
  readonly years: number;
  readonly assessment: Assessment;
  readonly priorities: readonly Priority[];
  /** With dates, in the order of their start, then the framework's. */
  readonly actions: readonly PlannedAction[];
  /** Selected, but beyond the horizon. */
  readonly later: readonly PlannedAction[];
  readonly done: readonly { readonly id: string; readonly finish: string | null; readonly note: string | null }[];
  readonly skipped: readonly { readonly id: string; readonly note: string | null }[];
  readonly lifted: readonly LiftedTarget[];
  readonly softGates: readonly OpenSoftGate[];
  readonly policyRequests: readonly PolicyRequest[];
  readonly findOut: readonly FindOut[];
}
