/**
 * Everything that a document shows, decided: sorted, grouped, worded. Templates only place it.
 * All fields are always there; null, false or an empty list says that there is nothing to show.
 */
import { addDays, addMonths } from '../io/dates.js';
import type {
  Action,
  Answers,
  ConditionAssessment,
  Framework,
  HeldUp,
  NoteSection,
  Plan,
  PlannedAction,
  QuestionAssessment,
  Reason,
} from '../model.js';
import { NOTE_SECTIONS } from '../model.js';
import { linkTarget } from './markdown.js';
import {
  capitalize,
  count,
  formatDate,
  formatMonths,
  formatNumber,
  formatScore,
  formatShare,
  formatShortDate,
  formatSpan,
  joinSome,
  joinWords,
} from './words.js';

/** Text that is Markdown already and is set in as it is. */
export interface Markdown {
  readonly markdown: string;
}

/** What the plan's template shows. */
export interface PlanView {
  readonly organization: string;
  readonly terms: Framework['terms'] & {
    readonly Organization: string;
    readonly Board: string;
    readonly Leader: string;
  };
  readonly framework: {
    readonly title: string;
    readonly id: string;
    readonly version: string;
    readonly summary: string | null;
    readonly source: { readonly text: string; readonly url: string | null } | null;
    readonly levels: readonly { readonly name: string; readonly points: number; readonly summary: string | null }[];
    readonly topPoints: number;
    readonly conditionCount: number;
  };
  readonly period: { readonly start: string; readonly end: string; readonly years: string };
  readonly approval: string | null;
  readonly facts: readonly { readonly ask: string; readonly value: string }[];
  readonly notes: Readonly<Record<NoteSection, Markdown | null>>;
  readonly brief: BriefView;
  readonly standing: StandingView;
  readonly priorities: PrioritiesView;
  readonly roadmap: readonly QuarterView[];
  readonly register: readonly RegisterView[];
  readonly done: readonly { readonly title: string; readonly when: string | null; readonly note: string | null }[];
  readonly skipped: readonly { readonly title: string; readonly note: string | null }[];
  readonly policy: readonly PolicyView[];
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
    readonly first: string | null;
  }[];
  readonly work: string;
  readonly firstSteps: readonly ActionLine[];
  readonly decisions: readonly { readonly ask: string; readonly body: string; readonly by: string }[];
  readonly risks: readonly { readonly threat: string; readonly response: string | null; readonly action: string }[];
  readonly open: readonly string[];
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
  readonly hasFocusLimit: boolean;
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

/** What starts and what is finished in three months. */
export interface QuarterView {
  readonly title: string;
  readonly months: string;
  readonly starts: readonly ActionLine[];
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
  readonly weeks: string;
  readonly repeat: string | null;
  readonly waitsFor: string | null;
  readonly heldUp: string | null;
  readonly reasons: readonly string[];
  readonly deliverable: string | null;
  readonly decision: string | null;
  readonly measure: string | null;
  readonly risk: string | null;
  readonly policy: string | null;
  readonly note: string | null;
  readonly resources: readonly { readonly title: string; readonly url: string | null }[];
}

export interface PolicyView {
  readonly name: string;
  readonly state: string;
  readonly ask: string | null;
  readonly why: string | null;
  readonly request: string | null;
  readonly actions: string;
}

/** What is not known, as tasks. */
export interface UnknownsView {
  readonly summary: string | null;
  readonly due: string | null;
  readonly facts: readonly TaskView[];
  readonly conditions: readonly {
    readonly name: string;
    readonly owner: string;
    readonly questions: readonly TaskView[];
  }[];
  readonly checks: readonly TaskView[];
}

export interface TaskView {
  readonly ask: string;
  readonly owner: string;
  readonly state: string;
}

/**
 * Words everything that documents show.
 * @param notes the team's notes, cleaned, by section
 */
export function buildView(
  framework: Framework,
  answers: Answers,
  plan: Plan,
  notes: Readonly<Partial<Record<NoteSection, string>>>,
): PlanView {
  return new ViewBuilder(framework, answers, plan).build(notes);
}

class ViewBuilder {
  private readonly framework: Framework;
  private readonly answers: Answers;
  private readonly plan: Plan;
  private readonly actions: ReadonlyMap<string, Action>;
  private readonly names: ReadonlyMap<string, string>;
  private readonly roleNames: ReadonlyMap<string, string>;
  private readonly asks: ReadonlyMap<string, string>;
  private readonly assessed: ReadonlyMap<string, ConditionAssessment>;
  private readonly questions: ReadonlyMap<string, QuestionAssessment>;

  constructor(framework: Framework, answers: Answers, plan: Plan) {
    this.framework = framework;
    this.answers = answers;
    this.plan = plan;
    this.actions = new Map(framework.actions.map((action) => [action.id, action]));
    this.names = new Map(framework.conditions.map((condition) => [condition.id, condition.name]));
    this.roleNames = new Map(framework.roles.map((role) => [role.id, role.name]));
    this.asks = new Map(
      framework.conditions.flatMap((condition) => condition.questions.map((question) => [question.id, question.ask])),
    );
    this.assessed = new Map(plan.assessment.conditions.map((condition) => [condition.id, condition]));
    this.questions = new Map(
      plan.assessment.conditions.flatMap((condition) => condition.questions.map((question) => [question.id, question])),
    );
  }

  build(notes: Readonly<Partial<Record<NoteSection, string>>>): PlanView {
    const { framework, plan, answers } = this;
    const { terms } = framework;
    return {
      organization: this.organizationName(),
      terms: {
        ...terms,
        Organization: capitalize(terms.organization),
        Board: capitalize(terms.board),
        Leader: capitalize(terms.leader),
      },
      framework: {
        title: framework.title,
        id: framework.id,
        version: framework.version,
        summary: framework.summary,
        source: this.describeSource(),
        levels: framework.levels.map((level, points) => ({ name: level.name, points, summary: level.summary })),
        topPoints: framework.levels.length - 1,
        conditionCount: framework.conditions.length,
      },
      period: { start: formatDate(plan.start), end: formatDate(plan.end), years: count(plan.years, 'year') },
      approval:
        answers.approval === null ? null : `Approved by ${answers.approval.by} on ${formatDate(answers.approval.on)}.`,
      facts: this.viewFacts(),
      notes: Object.fromEntries(
        NOTE_SECTIONS.map((section) => [section, notes[section] === undefined ? null : { markdown: notes[section] }]),
      ) as Record<NoteSection, Markdown | null>,
      brief: this.viewBrief(),
      standing: this.viewStanding(),
      priorities: this.viewPriorities(),
      roadmap: this.viewRoadmap(),
      register: this.viewRegister(),
      done: plan.done.map(({ id, finish, note }) => ({
        title: this.titleOf(id),
        when: finish === null ? null : formatDate(finish),
        note,
      })),
      skipped: plan.skipped.map(({ id, note }) => ({ title: this.titleOf(id), note })),
      policy: this.viewPolicy(),
      unknowns: this.viewUnknowns(),
      later: plan.later.map((action) => ({
        title: this.titleOf(action.id),
        condition: this.conditionNameOf(action.id),
        owner: this.ownerOf(action),
        why: action.heldUp === null ? '' : this.describeHeldUp(action.heldUp),
      })),
    };
  }

  /** The first required text fact names the organization, else what the framework calls one. */
  private organizationName(): string {
    const fact = this.framework.facts.find((one) => one.type === 'text' && one.required);
    const name = fact === undefined ? undefined : this.answers.facts[fact.id];
    return typeof name === 'string' ? name : capitalize(this.framework.terms.organization);
  }

  private describeSource(): PlanView['framework']['source'] {
    const { source } = this.framework;
    if (source === null) return null;
    const by = source.authors.length === 0 ? '' : `${joinWords(source.authors)}: `;
    return {
      text: `${by}${source.title}${source.year === null ? '' : ` (${source.year})`}`,
      url: source.url === null ? null : linkTarget(source.url),
    };
  }

  private viewFacts(): PlanView['facts'] {
    return this.framework.facts.flatMap((fact) => {
      const value = this.answers.facts[fact.id];
      return value === undefined ? [] : [{ ask: fact.ask, value: this.describeFact(fact, value) }];
    });
  }

  private describeFact(fact: Framework['facts'][number], value: Answers['facts'][string]): string {
    const optionName = (id: string) => fact.options.find((option) => option.id === id)?.name ?? id;
    if (typeof value === 'boolean') return value ? 'Yes' : 'No';
    if (typeof value === 'number') {
      const number = formatNumber(value);
      return fact.type === 'money'
        ? `${number} ${this.framework.terms.currency}`
        : fact.type === 'percent'
          ? `${number}%`
          : number;
    }
    if (typeof value === 'string')
      return fact.type === 'date' ? formatDate(value) : fact.type === 'choice' ? optionName(value) : value;
    return joinWords(value.map(optionName));
  }

  // ── Names ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  private levelName(rank: number): string {
    return this.framework.levels[rank]!.name;
  }

  /** The level nearest to a mean of target ranks. */
  private targetName(target: number): string {
    return this.levelName(Math.round(target));
  }

  private titleOf(action: string): string {
    return this.actions.get(action)!.title;
  }

  private conditionNameOf(action: string): string {
    const { condition } = this.actions.get(action)!;
    return condition === null ? WHOLE_PLAN : this.names.get(condition)!;
  }

  private roleName(role: string): string {
    return this.roleNames.get(role) ?? role;
  }

  private ownerOf(action: PlannedAction): string {
    const role = this.roleName(this.actions.get(action.id)!.owner);
    return action.assignee === null ? role : `${action.assignee} (${role})`;
  }

  /** What a condition or action is called where it stands in a gate. */
  private nameOf(id: string): string {
    return this.names.get(id) ?? (this.actions.has(id) ? `“${this.titleOf(id)}”` : id);
  }

  private lineOf(action: PlannedAction): ActionLine {
    return {
      title: this.titleOf(action.id),
      condition: this.conditionNameOf(action.id),
      owner: this.ownerOf(action),
      dates: this.datesOf(action),
    };
  }

  private datesOf(action: PlannedAction): string {
    return action.start === null || action.finish === null ? 'no date yet' : formatSpan(action.start, action.finish);
  }

  private applicable(): ConditionAssessment[] {
    return this.plan.assessment.conditions.filter((condition) => condition.applicable);
  }

  /** Actions that start in the first year. */
  private firstYear(): PlannedAction[] {
    const end = addMonths(this.plan.start, 12);
    return this.plan.actions.filter((action) => action.start! < end);
  }

  // ── Brief ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  private viewBrief(): BriefView {
    const { plan } = this;
    const firstYear = this.firstYear();
    const focus = plan.priorities.filter((priority) => priority.inFocus);
    return {
      standing: this.describeStanding(),
      certainty: this.describeCertainty(),
      priorities: focus.map(({ condition, position }) => {
        const assessed = this.assessed.get(condition)!;
        const first = plan.actions.find((action) => this.actions.get(action.id)!.condition === condition);
        return {
          position,
          name: this.names.get(condition)!,
          level: this.levelOf(assessed),
          target: this.targetName(assessed.target),
          first:
            first === undefined
              ? null
              : `${this.titleOf(first.id)} (${formatShortDate(first.start!)}, ${this.ownerOf(first)})`,
        };
      }),
      work: this.describeWork(firstYear),
      firstSteps: firstYear
        .filter((action) => action.status === 'not-started')
        .slice(0, FIRST_STEPS)
        .map((action) => this.lineOf(action)),
      decisions: [...firstYear]
        .sort((a, b) => (a.finish! < b.finish! ? -1 : a.finish! > b.finish! ? 1 : 0))
        .flatMap((action) => {
          const { decision } = this.actions.get(action.id)!;
          return decision === null
            ? []
            : [{ ask: decision.ask, body: this.bodyName(decision.body), by: formatDate(action.finish!) }];
        }),
      risks: this.topRisks(firstYear),
      open: this.describeOpen(),
    };
  }

  private describeStanding(): string {
    const applicable = this.applicable();
    const counts = this.framework.levels.map((level, rank) => ({
      name: level.name,
      found: applicable.filter((one) => one.rank === rank && this.isAnswered(one)).length,
    }));
    const open = applicable.filter((one) => !this.isAnswered(one)).length;
    const parts = [
      ...counts.filter(({ found }) => found > 0).map(({ name, found }) => `${found} at “${name}”`),
      ...(open > 0 ? [`${open} not known yet`] : []),
    ];
    return `Of ${count(applicable.length, 'condition')} that this plan looks at, ${joinWords(parts)}.`;
  }

  /** Whether anything is known about a condition. */
  private isAnswered(condition: ConditionAssessment): boolean {
    return condition.confidence > 0;
  }

  private describeCertainty(): string {
    const questions = this.applicable()
      .flatMap((condition) => condition.questions)
      .filter((question) => question.status !== 'not-asked' && question.status !== 'not-applicable');
    const number = (status: QuestionAssessment['status']) =>
      questions.filter((question) => question.status === status).length;
    const whole = number('covered');
    const own = number('answered');
    const open = number('unknown') + number('unanswered');
    const parts = [
      ...(own > 0 ? [`${own} ${own === 1 ? 'was' : 'were'} answered one by one`] : []),
      ...(whole > 0
        ? [
            `${whole} ${whole === 1 ? 'is' : 'are'} covered by one answer for the whole condition, which is less certain`,
          ]
        : []),
      ...(open > 0
        ? [
            `${open} ${open === 1 ? 'is' : 'are'} not known yet and ${open === 1 ? 'counts' : 'count'} as “${this.levelName(0)}”`,
          ]
        : []),
    ];
    return `Of ${count(questions.length, 'question')}, ${joinWords(parts)}.`;
  }

  private describeWork(firstYear: readonly PlannedAction[]): string {
    const { plan } = this;
    const all = plan.actions.length;
    if (all === 0) return 'No action is needed to reach what is aimed at.';
    const last = plan.actions.reduce(
      (latest, action) => (action.finish! > latest ? action.finish! : latest),
      plan.start,
    );
    const later =
      plan.later.length === 0
        ? ''
        : ` ${capitalize(count(plan.later.length, 'more action'))} ${plan.later.length === 1 ? 'does' : 'do'} not fit before ${formatDate(plan.end)} and ${plan.later.length === 1 ? 'is' : 'are'} listed apart.`;
    return `The plan has ${count(all, 'action')}; ${count(firstYear.length, 'of them starts', 'of them start')} in the first year, and the last one ends on ${formatDate(last)}.${later}`;
  }

  private topRisks(actions: readonly PlannedAction[]): BriefView['risks'] {
    return actions
      .flatMap((action) => {
        const { risk } = this.actions.get(action.id)!;
        return risk === null
          ? []
          : [
              {
                risk,
                action: this.titleOf(action.id),
                weight: DEGREES[risk.likelihood ?? 'medium'] * DEGREES[risk.impact ?? 'medium'],
              },
            ];
      })
      .sort((a, b) => b.weight - a.weight)
      .slice(0, TOP_RISKS)
      .map(({ risk, action }) => ({ threat: risk.threat, response: risk.response, action }));
  }

  private describeOpen(): string[] {
    const { plan } = this;
    return [
      ...(plan.findOut.length > 0
        ? [
            `${capitalize(count(plan.findOut.length, 'thing'))} ${plan.findOut.length === 1 ? 'is' : 'are'} not known yet; each has an owner and a date.`,
          ]
        : []),
      ...(plan.policyRequests.length > 0
        ? [
            `${capitalize(count(plan.policyRequests.length, 'rule'))} may have to change, or may already allow what is planned.`,
          ]
        : []),
      ...(plan.later.length > 0
        ? [`${capitalize(count(plan.later.length, 'action'))} must wait until after ${formatDate(plan.end)}.`]
        : []),
    ];
  }

  private bodyName(body: 'board' | 'leader'): string {
    return capitalize(this.framework.terms[body]);
  }

  // ── Where we stand ─────────────────────────────────────────────────────────────────────────────────────────────────

  private viewStanding(): StandingView {
    const rowsOf = (group: string | null) =>
      this.applicable()
        .filter(
          (assessed) => this.framework.conditions.find((condition) => condition.id === assessed.id)!.group === group,
        )
        .map((assessed) => this.rowOf(assessed));
    const groups = [
      ...this.framework.groups.map((group) => ({ name: group.name, summary: group.summary, rows: rowsOf(group.id) })),
      { name: null, summary: null, rows: rowsOf(null) },
    ];
    return {
      groups: groups.filter((group) => group.rows.length > 0),
      conditions: this.applicable().map((assessed) => {
        const condition = this.framework.conditions.find((one) => one.id === assessed.id)!;
        const asked = assessed.questions.filter(
          (question) => question.status !== 'not-asked' && question.status !== 'not-applicable',
        );
        return {
          ...this.rowOf(assessed),
          summary: condition.summary,
          heldDown: this.describeHeldDown(assessed),
          note: assessed.note,
          evidence: assessed.evidence,
          questions: asked.map((question) => this.viewQuestion(question, condition)),
          remarks: assessed.questions
            .filter((question) => question.note !== null || question.evidence.length > 0)
            .map((question) => ({
              ask: this.asks.get(question.id)!,
              note: question.note,
              evidence: question.evidence.length === 0 ? null : question.evidence.join('; '),
            })),
        };
      }),
      notApplicable: this.plan.assessment.conditions
        .filter((condition) => !condition.applicable)
        .map((condition) => this.names.get(condition.id)!),
    };
  }

  private rowOf(assessed: ConditionAssessment): StandingRow {
    const [low, high] = [formatScore(assessed.score), formatScore(assessed.scoreAtMost)];
    return {
      name: this.names.get(assessed.id)!,
      level: this.levelOf(assessed),
      score: low === high ? low : `${low} to ${high}`,
      target: this.targetName(assessed.target),
      confidence: formatShare(assessed.confidence),
    };
  }

  private levelOf(assessed: ConditionAssessment): string {
    return this.isAnswered(assessed) ? this.levelName(assessed.rank) : 'Not known yet';
  }

  private describeHeldDown(assessed: ConditionAssessment): string | null {
    if (assessed.heldDownBy.length === 0) return null;
    const asks = assessed.heldDownBy.map((id) => `“${this.asks.get(id)!}”`);
    return `The answers average higher, but the level is held at “${this.levelName(assessed.rank)}” while ${joinWords(asks)} ${asks.length === 1 ? 'stands' : 'stand'} low.`;
  }

  private viewQuestion(question: QuestionAssessment, condition: Framework['conditions'][number]): QuestionView {
    const known = question.status === 'answered' || question.status === 'covered';
    const levels = condition.questions.find((one) => one.id === question.id)!.levels;
    return {
      ask: this.asks.get(question.id)!,
      level: known
        ? this.levelName(question.rank)
        : question.status === 'unknown'
          ? 'Nobody knows yet'
          : 'Not answered yet',
      looksLike: question.status === 'answered' ? levels[question.rank]! : null,
      target: this.levelName(question.target),
    };
  }

  // ── Priorities ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private viewPriorities(): PrioritiesView {
    const { plan } = this;
    const views = plan.priorities.map((priority) => {
      const assessed = this.assessed.get(priority.condition)!;
      return {
        inFocus: priority.inFocus,
        view: {
          position: priority.position,
          name: this.names.get(priority.condition)!,
          level: this.levelOf(assessed),
          gap: formatScore(assessed.gap),
          waiting: priority.elsewhere === 0 ? 'none' : `${priority.waiting} of ${priority.elsewhere}`,
          why: this.framework.conditions.find((condition) => condition.id === priority.condition)!.why,
        },
      };
    });
    return {
      focus: views.filter((one) => one.inFocus).map((one) => one.view),
      others: views.filter((one) => !one.inFocus).map((one) => one.view),
      hasFocusLimit: this.answers.focus.priorities !== null,
      lifted: plan.lifted.map((lift) =>
        this.describeNeed(lift, `so this plan aims for it, above the target that was set`),
      ),
      softGates: plan.softGates.map(
        (gate) =>
          `${this.nameOf(gate.condition)} is not yet at “${this.levelName(gate.rank)}”, which would be better in place first${gate.why === null ? '' : `: ${uncapitalize(withoutPeriod(gate.why))}`}. ${capitalize(count(gate.actions.length, 'action'))} ${gate.actions.length === 1 ? 'goes' : 'go'} ahead without it: ${joinSome(
            gate.actions.map((id) => `“${this.titleOf(id)}”`),
            3,
          )}.`,
      ),
    };
  }

  private describeNeed(
    need: { condition: string; rank: number; before: string; why: string | null },
    consequence: string | null,
  ): string {
    const why = need.why === null ? '' : ` ${need.why}`;
    return `${this.nameOf(need.condition)} must be at “${this.levelName(need.rank)}” before ${this.nameOf(need.before)} can go further${consequence === null ? '' : `, ${consequence}`}.${why}`;
  }

  // ── Roadmap ────────────────────────────────────────────────────────────────────────────────────────────────────────

  private viewRoadmap(): QuarterView[] {
    const { plan } = this;
    const quarters: QuarterView[] = [];
    for (let n = 0; n < plan.years * 4; n++) {
      const from = n === 0 ? '' : addMonths(plan.start, 3 * n);
      const next = addMonths(plan.start, 3 * (n + 1));
      const isIn = (date: string) => date >= from && date < next;
      const starts = plan.actions.filter((action) => isIn(action.start!));
      const finishes = plan.actions.filter((action) => isIn(action.finish!));
      if (starts.length === 0 && finishes.length === 0) continue;
      quarters.push({
        title: `Year ${Math.floor(n / 4) + 1}, quarter ${(n % 4) + 1}`,
        months: formatMonths(addMonths(plan.start, 3 * n), addDays(next, -1)),
        starts: starts.map((action) => this.lineOf(action)),
        finishes: finishes.map((action) => this.actions.get(action.id)!.deliverable ?? this.titleOf(action.id)),
      });
    }
    return quarters;
  }

  // ── Action register ────────────────────────────────────────────────────────────────────────────────────────────────

  private viewRegister(): RegisterView[] {
    const { plan, framework } = this;
    const of = (condition: string | null) =>
      plan.actions
        .filter((action) => this.actions.get(action.id)!.condition === condition)
        .map((action) => this.viewAction(action));
    return [
      ...framework.conditions.map((condition) => ({ name: condition.name, actions: of(condition.id) })),
      { name: WHOLE_PLAN, actions: of(null) },
    ].filter((part) => part.actions.length > 0);
  }

  private viewAction(planned: PlannedAction): ActionView {
    const action = this.actions.get(planned.id)!;
    const with_ = (label: string, roles: readonly string[]) =>
      roles.length === 0 ? [] : [`${label} ${joinWords(roles.map((role) => this.roleName(role)))}`];
    const roles = [
      ...with_('with', action.supports),
      ...with_('asks', action.consulted),
      ...with_('tells', action.informed),
    ];
    return {
      title: action.title,
      summary: action.summary,
      owner: this.ownerOf(planned),
      roles: roles.length === 0 ? null : roles.join('; '),
      dates: this.datesOf(planned),
      weeks:
        planned.status === 'in-progress'
          ? 'under way'
          : `${count(planned.weeks, 'week')}${planned.weeksAreDefault ? ', a planning default' : ''}`,
      repeat: action.repeat === null ? null : REPEATS[action.repeat],
      waitsFor:
        planned.waitsFor.length === 0
          ? null
          : joinSome(
              planned.waitsFor.map((id) => `“${this.titleOf(id)}”`),
              MOST_NAMED,
            ),
      heldUp:
        planned.heldUp === null
          ? planned.forcedBy === null
            ? null
            : `starts in the first year because “${this.titleOf(planned.forcedBy)}” waits for it`
          : this.describeHeldUp(planned.heldUp),
      reasons: this.describeReasons(planned.reasons),
      deliverable: action.deliverable,
      decision: action.decision === null ? null : `${this.bodyName(action.decision.body)}: ${action.decision.ask}`,
      measure: action.measure === null ? null : describeMeasure(action.measure),
      risk: action.risk === null ? null : describeRisk(action.risk),
      policy:
        action.policy.length === 0
          ? null
          : joinWords(action.policy.map((id) => this.framework.policy.find((lever) => lever.id === id)!.name)),
      note: planned.note,
      resources: action.resources.map(({ title, url }) => ({ title, url: linkTarget(url) })),
    };
  }

  /** Why an action is in the plan: the answers that it changes, the gates behind it, and what waits for it. */
  private describeReasons(reasons: readonly Reason[]): string[] {
    const unique = <T>(items: readonly T[]) => [...new Set(items)];
    const answers = reasons.filter((reason) => reason.kind === 'answer');
    const byQuestion = unique(answers.map((reason) => reason.question)).map((id) => {
      const to = Math.max(...answers.filter((reason) => reason.question === id).map((reason) => reason.to));
      return this.describeAnswer(this.questions.get(id)!, to);
    });
    const gates = unique(
      reasons.flatMap((reason) => (reason.kind === 'gate' ? [this.describeNeed(reason, null)] : [])),
    );
    const waiting = unique(
      reasons.flatMap((reason) => (reason.kind === 'prerequisite' ? [`“${this.titleOf(reason.of)}”`] : [])),
    );
    return [
      ...byQuestion,
      ...gates,
      ...(waiting.length > 0
        ? [`${joinSome(waiting, MOST_NAMED)} ${waiting.length === 1 ? 'needs' : 'need'} it first.`]
        : []),
      ...(reasons.some((reason) => reason.kind === 'in-progress') ? ['It is under way already.'] : []),
      ...(reasons.length === 1 && reasons[0]!.kind === 'always' ? ['It belongs in every plan.'] : []),
    ];
  }

  private describeAnswer(question: QuestionAssessment, to: number): string {
    const known = question.status === 'answered' || question.status === 'covered';
    const now = known
      ? `stands at “${this.levelName(question.rank)}”`
      : `is not known yet, so it counts as “${this.levelName(0)}”`;
    return `“${this.asks.get(question.id)!}” ${now}; this action works toward “${this.levelName(to)}”.`;
  }

  private describeHeldUp(heldUp: HeldUp): string {
    switch (heldUp.kind) {
      case 'focus':
        return 'waits for the second year, so that not too much starts at once';
      case 'horizon':
        return `would end after ${formatDate(this.plan.end)}`;
      case 'gate':
        return `needs ${this.nameOf(heldUp.condition)} at “${this.levelName(heldUp.rank)}” first, and nothing in this plan can bring it there`;
      case 'waits-for':
        return `waits for “${this.titleOf(heldUp.action)}”`;
      default:
        return heldUp satisfies never;
    }
  }

  // ── Policy and unknowns ────────────────────────────────────────────────────────────────────────────────────────────

  private viewPolicy(): PolicyView[] {
    return this.plan.policyRequests.map((request) => {
      const lever = this.framework.policy.find((one) => one.id === request.lever)!;
      return {
        name: lever.name,
        state: POLICY_STATES[request.state],
        ask: lever.ask,
        why: lever.why,
        request: lever.request,
        actions: joinSome(
          request.actions.map((id) => `“${this.titleOf(id)}”`),
          MOST_NAMED,
        ),
      };
    });
  }

  private viewUnknowns(): UnknownsView {
    const { findOut } = this.plan;
    const factAsk = new Map(this.framework.facts.map((fact) => [fact.id, fact.ask]));
    const task = (ask: string, one: Plan['findOut'][number], state: string): TaskView => ({
      ask,
      owner: one.owner === null ? 'to be named' : this.roleName(one.owner),
      state,
    });
    const state = (one: Plan['findOut'][number]) => (one.saidUnknown ? 'Nobody knows yet' : 'Not answered yet');
    const byCondition = this.framework.conditions.flatMap((condition) => {
      const tasks = findOut.filter((one) => one.kind === 'question' && one.id.startsWith(`${condition.id}.`));
      if (tasks.length === 0) return [];
      const questions = tasks.map((one) => task(this.asks.get(one.id)!, one, state(one)));
      return [{ name: condition.name, owner: questions[0]!.owner, questions }];
    });
    const due = findOut[0]?.due;
    return {
      summary:
        due === undefined ? null : `${capitalize(count(findOut.length, 'thing'))} to find out by ${formatDate(due)}`,
      due: due === undefined ? null : formatDate(due),
      facts: findOut.filter((one) => one.kind === 'fact').map((one) => task(factAsk.get(one.id)!, one, state(one))),
      conditions: byCondition,
      checks: findOut
        .filter((one) => one.kind === 'done-action')
        .map((one) => task(this.titleOf(one.id), one, 'Done, but the answers do not show its effect yet')),
    };
  }
}

/** What the register calls actions that belong to no condition. */
const WHOLE_PLAN = 'Across the whole plan';
/** How many first steps and risks the page on top names, and how many things one sentence names. */
const FIRST_STEPS = 8;
const TOP_RISKS = 3;
const MOST_NAMED = 4;

const DEGREES = { low: 1, medium: 2, high: 3 } as const;
const REPEATS = { wave: 'once for each wave', quarter: 'every quarter', year: 'every year' } as const;
const EVERY = { month: 'every month', quarter: 'every quarter', year: 'every year', wave: 'for each wave' } as const;
const POLICY_STATES = {
  waiver: 'Possible with a waiver',
  forbidden: 'Not permitted today',
  unknown: 'Not known yet',
} as const;

function describeMeasure(measure: NonNullable<Action['measure']>): string {
  const unit =
    measure.unit === null || measure.unit === 'count' ? '' : measure.unit === 'percent' ? '%' : ` ${measure.unit}`;
  const target = measure.target === null ? '' : `; target ${formatNumber(measure.target)}${unit}`;
  const source = measure.source === null ? '' : `; from ${uncapitalize(measure.source)}`;
  const every = measure.every === null ? '' : `, ${EVERY[measure.every]}`;
  return `${measure.name}${target}${source}${every}`;
}

function describeRisk(risk: NonNullable<Action['risk']>): string {
  const size =
    risk.likelihood === null || risk.impact === null ? '' : ` (likelihood ${risk.likelihood}, impact ${risk.impact})`;
  return `${withoutPeriod(risk.threat)}${size}.${risk.response === null ? '' : ` Response: ${risk.response}`}`;
}

function withoutPeriod(text: string): string {
  return text.replace(/\.$/, '');
}

/** The text with its first letter small, unless the first word is a name or abbreviation of large letters. */
function uncapitalize(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
