/**
 * Everything that a document shows, decided: sorted, grouped, worded. Templates only place it.
 * All fields are always there; null, false or an empty list says that there is nothing to show.
 *
 * The comments on the fields are for those who write templates: `npm run docs` sets them into docs/templates.md, and
 * templates are checked against these types.
 */
import type { NoteSection, Terms } from '../model/index.js';
import type { Markdown } from '../templates/markdown.js';

/** An address on the web (http or https) that is safe to link to. */
export type WebAddress = string;

/** What the templates of documents show. */
export interface PlanView {
  /** The organization's name. */
  readonly organization: string;
  /** What the framework calls things. */
  readonly terms: Terms;
  /** The framework in use. */
  readonly framework: {
    /** Its title. */
    readonly title: string;
    /** Its id. */
    readonly id: string;
    /** Its version, as in 1.0.0. */
    readonly version: string;
    /** What it is about, in a few sentences. */
    readonly summary: string | null;
    /** The published work that its conditions come from. */
    readonly source: {
      /** Authors, title and year in one line. */
      readonly text: string;
      /** Where it can be read. */
      readonly url: WebAddress | null;
    } | null;
    /** The levels, the lowest first. */
    readonly levels: readonly {
      /** What the level is called. */
      readonly name: string;
      /** Its points, from 0 for the lowest. */
      readonly points: number;
      /** What it means. */
      readonly summary: string | null;
    }[];
    /** The name of the lowest level. */
    readonly lowest: string;
    /** The name of the highest level. */
    readonly highest: string;
    /** The points of the highest level. */
    readonly topPoints: number;
  };
  /** The time that the plan covers. */
  readonly period: {
    /** The first day, as in July 1, 2027. */
    readonly start: string;
    /** The last day, as in June 30, 2030. */
    readonly end: string;
    /** How long that is, as in 3 years. */
    readonly years: string;
  };
  /** By what the framework's weeks are multiplied for an organization of this size, as in 1.4; nothing where they hold as they are. */
  readonly weeksFactor: string | null;
  /** Who approved the plan and when, as a sentence; nothing while it is a draft. */
  readonly approval: string | null;
  /** What is known about the organization. */
  readonly facts: readonly {
    /** The question that asks for it. */
    readonly ask: string;
    /** The answer, as one would write it: 5,200, $40,000, Yes. */
    readonly value: string;
  }[];
  /** The team's own words for the sections of the plan. */
  readonly notes: Readonly<Record<NoteSection, Markdown | null>>;
  /** What was answered for an earlier version of the framework and is not used any more. */
  readonly retired: readonly {
    /** Where it stood in the answers. */
    readonly place: string;
    /** What was answered. */
    readonly value: string;
  }[];
  /** The page on top of the plan. */
  readonly brief: BriefView;
  /** Where the organization stands today. */
  readonly standing: StandingView;
  /** What comes first, and why. */
  readonly priorities: PrioritiesView;
  /** Everything that somebody is asked to decide, by date; while the plan is a draft, its own adoption comes first. */
  readonly decisions: readonly DecisionView[];
  /** Pictures in the language Mermaid, which many Markdown viewers draw. Tables say the same. */
  readonly charts: {
    /** The level of each condition and its aim; nothing where no level is known. Says the same as `standing.groups`. */
    readonly levels: Markdown | null;
    /** The work on each condition along the years; nothing where no action has dates. Says the same as `periods`. */
    readonly roadmap: Markdown | null;
  };
  /** From when to when the plan works at each condition. */
  readonly periods: readonly PeriodView[];
  /** The plan in quarters that count from its first day, up to the last one in which something happens. */
  readonly roadmap: readonly QuarterView[];
  /** The chain of actions that decides when the plan ends, by start. */
  readonly critical: readonly ActionLine[];
  /** How the plan spreads; nothing where no roll-out applies, or nobody knows how many there are to join. */
  readonly waves: WavesView | null;
  /** All actions with dates, by condition. */
  readonly register: readonly RegisterView[];
  /** Actions that the answers call done. */
  readonly done: readonly {
    /** The action. */
    readonly title: string;
    /** The day on which it was finished, as in May 12, 2027. */
    readonly when: string | null;
    /** What the team wrote about it. */
    readonly note: string | null;
  }[];
  /** Actions that the answers leave out on purpose. */
  readonly skipped: readonly {
    /** The action. */
    readonly title: string;
    /** What the team wrote about it. */
    readonly note: string | null;
  }[];
  /** Who has how much to do. */
  readonly people: PeopleView;
  /** What the plan costs; nothing where no action of it costs anything. */
  readonly budget: BudgetView | null;
  /** How one will know that the actions worked. */
  readonly measures: readonly MeasureView[];
  /** What may go wrong, the greatest risk first. */
  readonly risks: readonly RiskView[];
  /** What is watched so that nobody is left behind. */
  readonly equity: readonly {
    /** What the check is called. */
    readonly name: string;
    /** What is looked at. */
    readonly check: string;
    /** When to hold. */
    readonly stopRule: string | null;
  }[];
  /** Who is told what, by audience. */
  readonly messages: readonly MessageView[];
  /** From when to when in a year people are told of anything, as in August 15 and June 10; nothing where it is all the same. */
  readonly newsTime: string | null;
  /** Legal duties that the work touches. */
  readonly duties: readonly DutyView[];
  /** Rules that others make and that are not known to allow what the plan needs. */
  readonly policy: readonly PolicyView[];
  /** The first ninety days by week; weeks in which nothing is due are left out. */
  readonly firstDays: readonly {
    /** Which week, as in Week 1. */
    readonly title: string;
    /** Its days, as in Jul 1 – Jul 7, 2027. */
    readonly dates: string;
    /** What is due, a sentence each. */
    readonly things: readonly string[];
  }[];
  /** Whether the framework knows of rules that others make. */
  readonly hasPolicy: boolean;
  /** What is not known, as tasks. */
  readonly unknowns: UnknownsView;
  /** Actions without dates within the plan. */
  readonly later: readonly {
    /** The action, where it is done in waves with their numbers. */
    readonly title: string;
    /** The condition that it belongs to. */
    readonly condition: string;
    /** Who answers for it. */
    readonly owner: string;
    /** Why it is left for later, as a sentence without a full stop. */
    readonly why: string;
  }[];
}

/** What the templates of tables (.csv) show. */
export interface TableView extends PlanView {
  /** Every action as a row of plain values, those without dates at the end. In tables (.csv) only. */
  readonly sheet: readonly SheetRow[];
}

/** The page on top. */
export interface BriefView {
  /** How many conditions stand at which level, as a sentence. */
  readonly standing: string;
  /** How many questions were answered, as a sentence. */
  readonly certainty: string;
  /** The conditions in focus. */
  readonly priorities: readonly {
    /** Its place, from 1. */
    readonly position: number;
    /** The condition. */
    readonly name: string;
    /** Its level today. */
    readonly level: string;
    /** The level aimed at. */
    readonly target: string;
    /** When the plan's work toward the aim is done, as in Dec 11, 2029. */
    readonly done: string;
    /** The first action and its start; nothing where no action of it has dates. */
    readonly first: string | null;
  }[];
  /** How much work there is, in a few sentences. */
  readonly work: string;
  /** How far the plan spreads, in a sentence or two; nothing where there are no waves. */
  readonly spread: string | null;
  /** What the plan costs, in a few sentences. */
  readonly cost: string | null;
  /** What the board is asked in the first year. */
  readonly votes: readonly DecisionView[];
  /** The greatest risks of the first year, three at most. */
  readonly risks: readonly {
    /** What may go wrong, as a sentence. */
    readonly threat: string;
    /** What is done about it, as a sentence. */
    readonly response: string | null;
  }[];
  /** How much is not known yet, in a sentence or two. */
  readonly open: string | null;
}

/** One action in a line. */
export interface ActionLine {
  /** The action; one of a wave with its number. */
  readonly title: string;
  /** The condition that it belongs to. */
  readonly condition: string;
  /** Who answers for it. */
  readonly owner: string;
  /** From when to when, as in Jul 1 – Sep 8, 2027. */
  readonly dates: string;
}

/** Levels, scores, confidence, evidence and notes. */
export interface StandingView {
  /** The conditions by group, for tables. */
  readonly groups: readonly {
    /** What the group is called; nothing for the conditions of none. */
    readonly name: string | null;
    /** What the group is about. */
    readonly summary: string | null;
    /** Its conditions. */
    readonly rows: readonly StandingRow[];
  }[];
  /** The conditions one by one, with their questions. */
  readonly conditions: readonly StandingCondition[];
  /** Names of the conditions that do not apply here. */
  readonly notApplicable: readonly string[];
}

/** One condition in a line. */
export interface StandingRow {
  /** The condition. */
  readonly name: string;
  /** Its level today, or that it is not known yet. */
  readonly level: string;
  /** Its score in points, as in 1.4; a range where answers are missing, as in 0.4 to 1.0. */
  readonly score: string;
  /** The level aimed at. */
  readonly target: string;
  /** How much of it rests on answers given one by one, as in 80%. */
  readonly confidence: string;
}

/** One condition in full. */
export interface StandingCondition extends StandingRow {
  /** What the condition is about. */
  readonly summary: string | null;
  /** Why its level is lower than its score, as a sentence; nothing where it is not. */
  readonly heldDown: string | null;
  /** What the team wrote about the condition as a whole. */
  readonly note: string | null;
  /** What the team named as evidence for the condition as a whole. */
  readonly evidence: readonly string[];
  /** One sentence in place of the questions, where all of them stand alike. */
  readonly inShort: string | null;
  /** Its questions. */
  readonly questions: readonly QuestionView[];
  /** Those of its questions for which there is a note or evidence. */
  readonly remarks: readonly {
    /** The question. */
    readonly ask: string;
    /** What the team wrote. */
    readonly note: string | null;
    /** What the team named as evidence. */
    readonly evidence: string | null;
  }[];
}

/** How one question stands. */
export interface QuestionView {
  /** The question. */
  readonly ask: string;
  /** Its level today, or that it is not known. */
  readonly level: string;
  /** What this level looks like, as the framework says; nothing where the question has no answer of its own. */
  readonly looksLike: string | null;
  /** The level aimed at. */
  readonly target: string;
}

/** What comes first, and why. */
export interface PrioritiesView {
  /** The conditions in focus, the first one first. */
  readonly focus: readonly PriorityView[];
  /** The conditions that come after them. */
  readonly others: readonly PriorityView[];
  /** Whether a condition that nobody has answered stands in the list. */
  readonly hasUnknown: boolean;
  /** Aims that had to be raised, because something else needs them, a sentence each. */
  readonly lifted: readonly string[];
  /** Work that goes ahead without something that should be there first, a sentence each. */
  readonly softGates: readonly string[];
}

/** One condition and its place. */
export interface PriorityView {
  /** Its place, from 1. */
  readonly position: number;
  /** The condition. */
  readonly name: string;
  /** Its level today. */
  readonly level: string;
  /** How many levels it is from its aim on average, as in 1.8. */
  readonly gap: string;
  /** How many actions elsewhere wait for it, or None. */
  readonly waiting: string;
  /** Why the condition matters, as the framework says. */
  readonly why: string | null;
}

/** Something that somebody is asked to decide. */
export interface DecisionView {
  /** What is to be decided. */
  readonly ask: string;
  /** Who decides. */
  readonly body: string;
  /** By when, as in Aug 10, 2027. */
  readonly by: string;
  /** The action that it is for. */
  readonly action: string;
}

/** From when to when the plan works at something. */
export interface PeriodView {
  /** The condition, or what stands for actions of none. */
  readonly name: string;
  /** The first day, as in Jul 1, 2027. */
  readonly from: string;
  /** The last day. */
  readonly to: string;
  /** How many actions it has. */
  readonly actions: string;
}

/** How the plan spreads. */
export interface WavesView {
  /** How many are in, how many will be, and what limits it, a sentence each. */
  readonly summary: readonly string[];
  /** What the plan spreads to, in the plural. */
  readonly unit: string;
  /** The waves. */
  readonly rows: readonly {
    /** Which wave, as in Wave 1. */
    readonly name: string;
    /** How many join in it. */
    readonly units: string;
    /** Which ones, by name. */
    readonly which: string | null;
    /** The day of its launch, or why there is none. */
    readonly launch: string;
    /** The day on which its review ends. */
    readonly review: string;
  }[];
  /** Those of high need that are to join, by name; nothing where none is named, or where there is one wave. */
  readonly highNeed: string | null;
  /** What each review looks at. */
  readonly review: readonly string[];
  /** What must be in place before a wave, a sentence each. */
  readonly gates: readonly string[];
}

/** Who has how much to do. */
export interface PeopleView {
  /** How full each person's hands are, by year. */
  readonly years: readonly {
    /** Which year, as in Year 1. */
    readonly title: string;
    /** Those who have work in it. */
    readonly rows: readonly {
      /** The role. */
      readonly name: string;
      /** How full the four quarters are, as in 61%. */
      readonly quarters: readonly string[];
    }[];
  }[];
  /** Who has more at once than one can carry, because of starts that were set, a sentence each. */
  readonly overloads: readonly string[];
  /** Work for which there is nobody, a sentence each. */
  readonly vacant: readonly string[];
  /** Persons who hold several roles, a sentence each. */
  readonly several: readonly string[];
  /** Who does what in the first year: one who answers for it, who helps, who is asked before, who is told. */
  readonly responsibilities: readonly {
    /** The action. */
    readonly title: string;
    /** Who answers for it. */
    readonly owner: string;
    /** Who helps with it. */
    readonly helps: string;
    /** Who is asked before it is decided. */
    readonly asked: string;
    /** Who is told about it. */
    readonly told: string;
  }[];
  /** What may end to make room, for the conditions in focus. */
  readonly stops: readonly {
    /** The condition. */
    readonly condition: string;
    /** What may end, a sentence each. */
    readonly things: readonly string[];
  }[];
}

/** What it costs. */
export interface BudgetView {
  /** What the whole comes to, a sentence or a few each. */
  readonly summary: readonly string[];
  /** Whether the answers say what money is there. */
  readonly hasFunds: boolean;
  /** The fiscal years. */
  readonly years: readonly {
    /** Which one, as in 2027–28. */
    readonly name: string;
    /** What is paid once. */
    readonly once: string;
    /** What is paid every year. */
    readonly recurring: string;
    /** Both together. */
    readonly total: string;
    /** What no money is there for. */
    readonly unfunded: string;
  }[];
  /** What the work on each condition costs. */
  readonly conditions: readonly {
    /** The condition, or what stands for actions of none. */
    readonly name: string;
    /** Its cost within the plan. */
    readonly total: string;
  }[];
  /** Where the money may come from. */
  readonly sources: readonly {
    /** What the source is called. */
    readonly name: string;
    /** What it would pay, or what it could be asked for. */
    readonly total: string;
    /** What it may pay for. */
    readonly paysFor: string | null;
    /** What limits it. */
    readonly limits: string | null;
    /** Where its rules can be read. */
    readonly url: WebAddress | null;
  }[];
  /** What no money is there for, in all years together. */
  readonly unpaid: string | null;
  /** Costs that hang on a fact that is not known, a sentence or two each. */
  readonly unknown: readonly string[];
}

/** How one knows that an action worked. */
export interface MeasureView {
  /** What is measured. */
  readonly name: string;
  /** The condition that it belongs to. */
  readonly condition: string;
  /** Whether it is an early sign or a result. */
  readonly kind: string;
  /** Today's figure, or by when to find it out. */
  readonly today: string;
  /** The figure aimed at. */
  readonly target: string;
  /** Where the figure comes from. */
  readonly source: string;
  /** Who answers for it. */
  readonly owner: string;
  /** When it is looked at first, as in Dec 11, 2027. */
  readonly first: string;
}

/** What may go wrong. */
export interface RiskView {
  /** What may go wrong, as a sentence. */
  readonly threat: string;
  /** How likely and how bad it is. */
  readonly size: string;
  /** What is done about it. */
  readonly response: string;
  /** Who answers for it. */
  readonly owner: string;
  /** The action that it belongs to. */
  readonly action: string;
}

/** What an audience is told, and when. */
export interface MessageView {
  /** Who is told. */
  readonly name: string;
  /** What they are told. */
  readonly message: string | null;
  /** How they are told. */
  readonly channels: string | null;
  /** Who tells them. */
  readonly owner: string;
  /** When, as in Jul 1, 2027 (at the start); Sep 8, 2027 (before wave 1). */
  readonly dates: string;
}

/** A legal duty. */
export interface DutyView {
  /** What the law or rule is called. */
  readonly name: string;
  /** What it asks. */
  readonly duty: string;
  /** Who sees to it. */
  readonly owner: string;
  /** By when somebody looks at it, as in Aug 31, 2027. */
  readonly due: string;
  /** The first action that it bears on, with its start. */
  readonly work: string | null;
  /** Whether it is not known yet that it applies. */
  readonly toConfirm: boolean;
  /** Where it can be read. */
  readonly url: WebAddress | null;
}

/** One action as a row of a sheet, which templates of tables have besides: plain values, dates as YYYY-MM-DD. */
export interface SheetRow {
  /** The action's id; one of a wave with its number, as in plan.launch:1. */
  readonly key: string;
  /** The action; one of a wave with its number. */
  readonly title: string;
  /** The condition that it belongs to. */
  readonly condition: string;
  /** The number of its wave. */
  readonly wave: string;
  /** How far it is; later for one without dates. */
  readonly status: string;
  /** The role that answers for it. */
  readonly owner: string;
  /** The person named for it. */
  readonly assignee: string;
  /** Who helps, with semicolons between. */
  readonly helps: string;
  /** Who is asked before, with semicolons between. */
  readonly asked: string;
  /** Who is told, with semicolons between. */
  readonly told: string;
  /** The first day, as in 2027-07-01. */
  readonly start: string;
  /** The last day. */
  readonly finish: string;
  /** How many weeks it takes. */
  readonly weeks: string;
  /** Whole weeks by which it can slip, empty where it has no dates. */
  readonly slack: string;
  /** yes where it decides when the plan ends. */
  readonly critical: string;
  /** Ids of the actions that it comes after, with spaces between. */
  readonly after: string;
  /** every quarter or every year, where it is done again. */
  readonly repeats: string;
  /** The lower estimate of its cost as a mere number, or that it is not known. */
  readonly low: string;
  /** The upper estimate. */
  readonly high: string;
  /** What comes of it. */
  readonly deliverable: string;
  /** What is measured. */
  readonly measure: string;
  /** What the team wrote about it. */
  readonly note: string;
}

/** What starts and what is finished in three months. */
export interface QuarterView {
  /** Which quarter, as in Year 1, quarter 1. */
  readonly title: string;
  /** Its months, as in July – September 2027. */
  readonly months: string;
  /** The actions that start. */
  readonly starts: readonly ActionLine[];
  /** Why nothing starts, where nothing does. */
  readonly quiet: string | null;
  /** What is reached, with its date, a line each. */
  readonly milestones: readonly string[];
  /** The actions that are finished. */
  readonly finishes: readonly string[];
}

/** The actions of one condition. */
export interface RegisterView {
  /** The condition, or what stands for actions of none. */
  readonly name: string;
  /** Its actions by start; those that are done in each wave stand once. */
  readonly actions: readonly ActionView[];
}

/** One action in full. */
export interface ActionView {
  /** The action. */
  readonly title: string;
  /** What it is about. */
  readonly summary: string | null;
  /** Who answers for it, with the person where one is named. */
  readonly owner: string;
  /** Who helps, who is asked first and who is told. */
  readonly roles: string | null;
  /** From when to when; where it is done in waves or again, every time. */
  readonly dates: string;
  /** How many weeks it takes; nothing where it is under way. */
  readonly weeks: string | null;
  /** How often it is done, where it is done more than once. */
  readonly repeat: string | null;
  /** What it costs, and for what. */
  readonly cost: string | null;
  /** The actions that it comes after. */
  readonly waitsFor: string | null;
  /** By how much it can slip, where that says something. */
  readonly slack: string | null;
  /** Why it does not start sooner, or why it starts so soon, as the rest of a sentence. */
  readonly heldUp: string | null;
  /** Why it is in the plan, a sentence each. */
  readonly reasons: readonly string[];
  /** What comes of it. */
  readonly deliverable: string | null;
  /** Who decides what. */
  readonly decision: string | null;
  /** How one knows that it worked. */
  readonly measure: string | null;
  /** What may go wrong, and what is done about it. */
  readonly risk: string | null;
  /** The rules that it depends on, where they are not known to allow it. */
  readonly policy: string | null;
  /** Whether it hangs on a fact that is not known yet. */
  readonly isTentative: boolean;
  /** What the team wrote about it. */
  readonly note: string | null;
  /** Where to read more. */
  readonly resources: readonly {
    /** What it is called. */
    readonly title: string;
    /** Where it is; nothing where it is no address on the web. */
    readonly url: WebAddress | null;
  }[];
}

/** A rule that others make. */
export interface PolicyView {
  /** What it is about. */
  readonly name: string;
  /** What is permitted today. */
  readonly state: string;
  /** Whether it is not known what is permitted. */
  readonly isUnknown: boolean;
  /** What to find out first. */
  readonly ask: string | null;
  /** Why it matters. */
  readonly why: string | null;
  /** What to ask for. */
  readonly request: string | null;
  /** The actions that depend on it. */
  readonly actions: string;
}

/** What is not known, as tasks. */
export interface UnknownsView {
  /** How much there is to find out and by when, without a full stop; nothing where all is known. */
  readonly summary: string | null;
  /** Facts about the organization that are not known. */
  readonly facts: readonly TaskView[];
  /** Questions without an answer, by condition. */
  readonly conditions: readonly {
    /** The condition. */
    readonly name: string;
    /** Its open questions. */
    readonly questions: readonly TaskView[];
  }[];
  /** Actions that are said to be done, while the answers do not show what they bring about. */
  readonly checks: readonly TaskView[];
}

/** Something to find out. */
export interface TaskView {
  /** The question, or the action to check. */
  readonly ask: string;
  /** Who finds it out. */
  readonly owner: string;
  /** What is known about it so far. */
  readonly state: string;
  /** By when, as in August 12, 2027. */
  readonly due: string;
}
