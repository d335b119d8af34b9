/**
 * Everything that a document shows, decided: sorted, grouped, worded. Templates only place it.
 * All fields are always there; null, false or an empty list says that there is nothing to show.
 */
import type { Framework, NoteSection } from '../model.js';

/** Text that is Markdown already and is set in as it is. */
export interface Markdown {
  readonly markdown: string;
}

/** What the plan's template shows. */
export interface PlanView {
  readonly organization: string;
  readonly terms: Framework['terms'];
  readonly framework: {
    readonly title: string;
    readonly id: string;
    readonly version: string;
    readonly summary: string | null;
    readonly source: { readonly text: string; readonly url: string | null } | null;
    readonly levels: readonly { readonly name: string; readonly points: number; readonly summary: string | null }[];
    readonly lowest: string;
    readonly highest: string;
    readonly topPoints: number;
  };
  readonly period: { readonly start: string; readonly end: string; readonly years: string };
  readonly approval: string | null;
  readonly facts: readonly { readonly ask: string; readonly value: string }[];
  readonly notes: Readonly<Record<NoteSection, Markdown | null>>;
  /** What was answered for an earlier version of the framework and is not used any more. */
  readonly retired: readonly { readonly place: string; readonly value: string }[];
  readonly brief: BriefView;
  readonly standing: StandingView;
  readonly priorities: PrioritiesView;
  readonly decisions: readonly DecisionView[];
  readonly charts: { readonly levels: Markdown | null; readonly roadmap: Markdown | null };
  readonly periods: readonly PeriodView[];
  readonly roadmap: readonly QuarterView[];
  /** The chain of actions that decides when the plan ends, by start. */
  readonly critical: readonly ActionLine[];
  readonly waves: WavesView | null;
  readonly register: readonly RegisterView[];
  readonly done: readonly { readonly title: string; readonly when: string | null; readonly note: string | null }[];
  readonly skipped: readonly { readonly title: string; readonly note: string | null }[];
  readonly people: PeopleView;
  readonly budget: BudgetView | null;
  readonly measures: readonly MeasureView[];
  readonly risks: readonly RiskView[];
  readonly equity: readonly { readonly name: string; readonly check: string; readonly stopRule: string | null }[];
  readonly messages: readonly MessageView[];
  readonly duties: readonly DutyView[];
  readonly policy: readonly PolicyView[];
  readonly firstDays: readonly { readonly title: string; readonly dates: string; readonly things: readonly string[] }[];
  /** Whether the framework knows of rules that others make. */
  readonly hasPolicy: boolean;
  readonly unknowns: UnknownsView;
  readonly later: readonly {
    readonly title: string;
    readonly condition: string;
    readonly owner: string;
    readonly why: string;
  }[];
}

/** The page on top. */
export interface BriefView {
  readonly standing: string;
  readonly certainty: string;
  readonly priorities: readonly {
    readonly position: number;
    readonly name: string;
    readonly level: string;
    readonly target: string;
    /** When the plan's work toward it is done. */
    readonly done: string;
    readonly first: string | null;
  }[];
  readonly work: string;
  readonly spread: string | null;
  readonly cost: string | null;
  /** What the board is asked in the first year. */
  readonly votes: readonly DecisionView[];
  readonly risks: readonly { readonly threat: string; readonly response: string | null }[];
  readonly open: string | null;
}

/** One action in a line. */
export interface ActionLine {
  readonly title: string;
  readonly condition: string;
  readonly owner: string;
  readonly dates: string;
}

/** Levels, scores, confidence, evidence and notes. */
export interface StandingView {
  readonly groups: readonly {
    readonly name: string | null;
    readonly summary: string | null;
    readonly rows: readonly StandingRow[];
  }[];
  readonly conditions: readonly (StandingRow & {
    readonly summary: string | null;
    readonly heldDown: string | null;
    readonly note: string | null;
    readonly evidence: readonly string[];
    /** One sentence in place of the questions, where all of them stand alike. */
    readonly inShort: string | null;
    readonly questions: readonly QuestionView[];
    readonly remarks: readonly {
      readonly ask: string;
      readonly note: string | null;
      readonly evidence: string | null;
    }[];
  })[];
  readonly notApplicable: readonly string[];
}

export interface StandingRow {
  readonly name: string;
  readonly level: string;
  readonly score: string;
  readonly target: string;
  readonly confidence: string;
}

export interface QuestionView {
  readonly ask: string;
  readonly level: string;
  readonly looksLike: string | null;
  readonly target: string;
}

/** What comes first, and why. */
export interface PrioritiesView {
  readonly focus: readonly PriorityView[];
  readonly others: readonly PriorityView[];
  /** Whether a condition that nobody has answered stands in the list. */
  readonly hasUnknown: boolean;
  readonly lifted: readonly string[];
  readonly softGates: readonly string[];
}

export interface PriorityView {
  readonly position: number;
  readonly name: string;
  readonly level: string;
  readonly gap: string;
  readonly waiting: string;
  readonly why: string | null;
}

/** Something that somebody is asked to decide. */
export interface DecisionView {
  readonly ask: string;
  readonly body: string;
  readonly by: string;
  readonly action: string;
}

/** From when to when the plan works at something. */
export interface PeriodView {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly actions: string;
}

/** How the plan spreads. */
export interface WavesView {
  readonly summary: readonly string[];
  readonly unit: string;
  readonly rows: readonly {
    readonly name: string;
    readonly units: string;
    readonly which: string | null;
    readonly launch: string;
    readonly review: string;
  }[];
  readonly review: readonly string[];
  readonly gates: readonly string[];
}

/** Who has how much to do. */
export interface PeopleView {
  readonly years: readonly {
    readonly title: string;
    readonly rows: readonly { readonly name: string; readonly quarters: readonly string[] }[];
  }[];
  readonly overloads: readonly string[];
  readonly vacant: readonly string[];
  readonly several: readonly string[];
  /** Who does what in the first year: one who answers for it, who helps, who is asked before, who is told. */
  readonly responsibilities: readonly {
    readonly title: string;
    readonly owner: string;
    readonly helps: string;
    readonly asked: string;
    readonly told: string;
  }[];
  readonly stops: readonly { readonly condition: string; readonly things: readonly string[] }[];
}

/** What it costs. */
export interface BudgetView {
  readonly summary: readonly string[];
  readonly hasFunds: boolean;
  readonly years: readonly {
    readonly name: string;
    readonly once: string;
    readonly recurring: string;
    readonly total: string;
    readonly unfunded: string;
  }[];
  readonly conditions: readonly { readonly name: string; readonly total: string }[];
  readonly sources: readonly {
    readonly name: string;
    readonly total: string;
    readonly paysFor: string | null;
    readonly limits: string | null;
    readonly url: string | null;
  }[];
  readonly unpaid: string | null;
  readonly unknown: readonly string[];
}

export interface MeasureView {
  readonly name: string;
  readonly condition: string;
  readonly kind: string;
  readonly today: string;
  readonly target: string;
  readonly source: string;
  readonly owner: string;
  readonly first: string;
}

export interface RiskView {
  readonly threat: string;
  readonly size: string;
  readonly response: string;
  readonly owner: string;
  readonly action: string;
}

/** What an audience is told, and when. */
export interface MessageView {
  readonly name: string;
  readonly message: string | null;
  readonly channels: string | null;
  readonly owner: string;
  readonly dates: string;
}

export interface DutyView {
  readonly name: string;
  readonly duty: string;
  readonly owner: string;
  readonly due: string;
  /** The first action that it bears on, with its start. */
  readonly work: string | null;
  readonly toConfirm: boolean;
  readonly url: string | null;
}

/** One action as a row of a sheet, which templates of tables have besides: plain values, dates as YYYY-MM-DD. */
export interface SheetRow {
  readonly key: string;
  readonly title: string;
  readonly condition: string;
  readonly wave: string;
  readonly status: string;
  readonly owner: string;
  readonly assignee: string;
  readonly helps: string;
  readonly asked: string;
  readonly told: string;
  readonly start: string;
  readonly finish: string;
  readonly weeks: string;
  /** Whole weeks by which it can slip, empty where it has no dates. */
  readonly slack: string;
  readonly critical: string;
  readonly after: string;
  readonly repeats: string;
  readonly low: string;
  readonly high: string;
  readonly deliverable: string;
  readonly measure: string;
  readonly note: string;
}

/** What starts and what is finished in three months. */
export interface QuarterView {
  readonly title: string;
  readonly months: string;
  readonly starts: readonly ActionLine[];
  /** Why nothing starts, where nothing does. */
  readonly quiet: string | null;
  readonly milestones: readonly string[];
  readonly finishes: readonly string[];
}

/** The actions of one condition. */
export interface RegisterView {
  readonly name: string;
  readonly actions: readonly ActionView[];
}

export interface ActionView {
  readonly title: string;
  readonly summary: string | null;
  readonly owner: string;
  readonly roles: string | null;
  readonly dates: string;
  readonly weeks: string | null;
  readonly repeat: string | null;
  readonly cost: string | null;
  readonly waitsFor: string | null;
  readonly slack: string | null;
  readonly heldUp: string | null;
  readonly reasons: readonly string[];
  readonly deliverable: string | null;
  readonly decision: string | null;
  readonly measure: string | null;
  readonly risk: string | null;
  readonly policy: string | null;
  readonly isTentative: boolean;
  readonly note: string | null;
  readonly resources: readonly { readonly title: string; readonly url: string | null }[];
}

export interface PolicyView {
  readonly name: string;
  readonly state: string;
  readonly isUnknown: boolean;
  readonly ask: string | null;
  readonly why: string | null;
  readonly request: string | null;
  readonly actions: string;
}

/** What is not known, as tasks. */
export interface UnknownsView {
  readonly summary: string | null;
  readonly facts: readonly TaskView[];
  readonly conditions: readonly { readonly name: string; readonly questions: readonly TaskView[] }[];
  readonly checks: readonly TaskView[];
}

export interface TaskView {
  readonly ask: string;
  readonly owner: string;
  readonly state: string;
  readonly due: string;
}
