/** What the things of one plan are called in its documents. */
import { WAVE } from '../framework/precedence.js';
import { addMonths, formatDate, formatSpan } from '../text/dates.js';
import type { Action, Answers, Clash, ConditionAssessment, CostLine, Framework } from '../model/index.js';
import {
  type HeldUp,
  type LiftedTarget,
  type Plan,
  type PlannedAction,
  type Priority,
  readCopyKey,
} from '../model/index.js';
import { isAssessed, nearestRank } from '../plan/assess.js';
import { FrameworkNames } from './framework-names.js';
import { collectBy } from '../text/lists.js';
import type { ActionLine } from './view.js';
import { capitalize, joinSome } from '../text/plurals.js';

/** How many things one sentence names before it says "and 3 more". */
export const MOST_NAMED = 4;

/** What documents call actions that belong to no condition. */
export const WHOLE_PLAN = 'Across the whole plan';

/** What a start that the team has set, and that is kept, runs against. */
const CLASHES = {
  window: 'outside its season',
  term: 'on a day when its owner does not work',
  blackout: 'in a time when nothing like it should start',
} as const;

/** A plan with all that it rests on, and names for what is in it. */
export class Names extends FrameworkNames {
  readonly answers: Answers;
  readonly plan: Plan;
  /** Keys of the chain of actions that decides when the plan ends. */
  readonly critical: ReadonlySet<string>;
  /** By role, the role whose holder does it; none for one that nobody holds. */
  private readonly holders: ReadonlyMap<string, string>;
  private readonly lines: ReadonlyMap<string, readonly CostLine[]>;
  private readonly planned: ReadonlyMap<string, PlannedAction>;
  /** By key, all that comes before; filled as it is asked for. */
  private readonly earlier = new Map<string, ReadonlySet<string>>();
  /** Roles whose post is vacant. */
  private readonly vacant: ReadonlySet<string>;
  private readonly assessed: ReadonlyMap<string, ConditionAssessment>;
  private readonly questions: ReadonlyMap<string, ConditionAssessment['questions'][number]>;

  constructor(framework: Framework, answers: Answers, plan: Plan) {
    super(framework);
    this.answers = answers;
    this.plan = plan;
    this.critical = new Set(plan.critical);
    this.holders = new Map(plan.people.flatMap(({ roles }) => roles.map((role) => [role, roles[0]!])));
    this.lines = collectBy(plan.budget.lines, ({ action }) => this.action(action).id);
    this.planned = new Map([...plan.actions, ...plan.later].map((action) => [action.key, action]));
    this.vacant = new Set(plan.people.filter(({ capacity }) => capacity === 0).map(({ roles }) => roles[0]!));
    this.questions = new Map(
      plan.assessment.conditions.flatMap(({ questions }) => questions.map((question) => [question.id, question])),
    );
    this.assessed = new Map(plan.assessment.conditions.map((condition) => [condition.id, condition]));
  }

  /** An action by its id, or by the key of one of its copies. */
  override action(key: string): Action {
    // Most keys are ids.
    return this.actions.get(key) ?? this.actions.get(readCopyKey(key).id)!;
  }

  assessment(condition: string): ConditionAssessment {
    return this.assessed.get(condition)!;
  }

  question(id: string) {
    return this.questions.get(id)!;
  }

  /** The conditions that apply, in the framework's order. */
  applicable(): ConditionAssessment[] {
    return this.plan.assessment.conditions.filter((condition) => condition.applicable);
  }

  /** The conditions to start with, the first one first. */
  focus(): Priority[] {
    return this.plan.priorities.filter(({ inFocus }) => inFocus);
  }

  /** The first day of the second year. */
  secondYear(): string {
    return addMonths(this.plan.start, 12);
  }

  /** Actions that start in the first year. */
  firstYear(): PlannedAction[] {
    return this.plan.actions.filter((action) => action.start! < this.secondYear());
  }

  /** A level's name in quotes. */
  level(rank: number): string {
    return `“${this.levelName(rank)}”`;
  }

  levelName(rank: number): string {
    return this.framework.levels[rank]!.name;
  }

  /** The level of a condition, or that nothing is known about it. */
  levelOf(condition: ConditionAssessment): string {
    return isAssessed(condition) ? this.levelName(condition.rank) : 'Not known yet';
  }

  /** The day on which the plan's work toward a condition's aim is done; null where it is not done within the plan. */
  aimDate(condition: string): string | null {
    const { target, rank } = this.assessment(condition);
    const aim = nearestRank(target);
    if (rank >= aim) return this.plan.start;
    const milestone = this.plan.milestones.find(
      (one) => one.kind === 'level' && one.condition === condition && one.rank === aim,
    );
    return milestone?.date ?? null;
  }

  /** The level nearest to a mean of target ranks. */
  targetName(target: number): string {
    return this.levelName(nearestRank(target));
  }

  /** An action's title, for a wave's copy with its wave. */
  title(action: string): string {
    const { title } = this.action(action);
    const { wave } = readCopyKey(action);
    return wave === null ? title : `${title} (wave ${wave})`;
  }

  /** An action's title in quotes. */
  quoted(action: string): string {
    return `“${this.title(action)}”`;
  }

  conditionOf(action: string): string {
    const { condition } = this.action(action);
    return condition === null ? WHOLE_PLAN : this.condition(condition).name;
  }

  /** A role with the one who does it, where that is the holder of another. */
  roleOf(id: string): string {
    const holder = this.holder(id);
    if (!this.isHeld(id)) return `To be named (${this.role(id)})`;
    if (this.vacant.has(holder)) return `Vacant (${this.role(holder)})`;
    return holder === id ? this.role(id) : `${this.role(holder)} (as ${this.role(id)})`;
  }

  /** A role that may not be named yet. */
  roleOrNobody(id: string | null): string {
    return id === null ? 'To be named' : this.roleOf(id);
  }

  /** What a fact counts, to say how many of it something needs. */
  ofThe(id: string): string {
    const { name } = this.framework.facts.find((fact) => fact.id === id)!;
    return name === null ? `Of what ${this.fact(id)} counts` : `Of the ${name}`;
  }

  /** Who helps with an action, is asked before and is told: each person once; roles that nobody holds are left out. */
  others({ owner, supports, consulted, informed }: Action): { helps: string[]; asked: string[]; told: string[] } {
    const seen = new Set([this.holder(owner)]);
    const list = (roles: readonly string[]) =>
      roles.flatMap((id) => {
        const holder = this.holder(id);
        if (!this.isHeld(id) || seen.has(holder)) return [];
        seen.add(holder);
        return [this.vacant.has(holder) ? `${this.role(holder)} (vacant)` : this.role(holder)];
      });
    return { helps: list(supports), asked: list(consulted), told: list(informed) };
  }

  /** The person who holds a role: the role itself, or the one whose holder does it too. */
  holder(role: string): string {
    return this.holders.get(role) ?? role;
  }

  isHeld(role: string): boolean {
    return this.holders.has(role);
  }

  /** The role that answers for an action, and the person where one is named. */
  owner(action: PlannedAction): string {
    const role = this.roleOf(this.action(action.id).owner);
    // No brackets within brackets.
    return action.assignee === null ? role : `${action.assignee} (${role.replace(/ \((.*)\)$/, ', $1')})`;
  }

  /** Actions in quotes, up to so many. */
  quoteSome(actions: readonly string[], most = MOST_NAMED): string {
    const titles = actions.map((action) => this.quoted(action));
    return joinSome(titles, most);
  }

  /** Actions under the names of their conditions, in the framework's order; those of none at the end. */
  byCondition(actions: readonly PlannedAction[]): { name: string; actions: PlannedAction[] }[] {
    const groups = collectBy(actions, ({ id }) => this.action(id).condition);
    return [...this.framework.conditions, { id: null, name: WHOLE_PLAN }].flatMap(({ id, name }) => {
      const own = groups.get(id);
      return own === undefined ? [] : { name, actions: own };
    });
  }

  /** Who decides, as the framework calls them. */
  body(body: 'board' | 'leader'): string {
    return capitalize(this.framework.terms[body]);
  }

  /** What a condition or action is called where it stands in a gate. */
  gated(id: string): string {
    return id === WAVE ? 'the roll-out' : (this.conditions.get(id)?.name ?? this.quoted(id));
  }

  /** What an action costs, in all its waves. */
  costLines(id: string): readonly CostLine[] {
    return this.lines.get(id) ?? [];
  }

  /** Keys of all that an action of the plan comes after, directly or not. */
  before(key: string): ReadonlySet<string> {
    const known = this.earlier.get(key);
    if (known !== undefined) return known;
    const found = new Set<string>();
    this.earlier.set(key, found);
    for (const first of this.planned.get(key)?.waitsFor ?? []) {
      found.add(first);
      for (const earlier of this.before(first)) found.add(earlier);
    }
    return found;
  }

  dates(action: PlannedAction): string {
    if (action.start === null || action.finish === null) return 'No date yet';
    return `${formatSpan(action.start, action.finish)}${action.status === 'in-progress' ? ' (under way)' : ''}`;
  }

  line(action: PlannedAction): ActionLine {
    return {
      title: this.title(action.key),
      condition: this.conditionOf(action.id),
      owner: this.owner(action),
      dates: this.dates(action),
    };
  }

  /** Why an action does not start sooner, as the rest of a sentence about it. */
  heldUp(heldUp: HeldUp): string {
    switch (heldUp.kind) {
      case 'focus':
        return 'held for the second year';
      case 'horizon':
        return `does not fit before ${formatDate(this.plan.end)}`;
      case 'gate':
        return `needs ${this.gated(heldUp.condition)} at ${this.level(heldUp.rank)} first, and nothing in this plan can bring it there`;
      case 'nobody':
        return heldUp.isVacant
          ? `the post of ${this.role(heldUp.role)} is vacant`
          : `nobody holds the role of ${this.role(heldUp.role)}`;
      case 'waits-for':
        return `waits for ${this.quoted(heldUp.action)}`;
    }
  }

  /** What a start set by the team runs against, as the rest of a sentence about it. */
  clash(clash: Clash): string {
    if (clash.kind === 'capacity')
      return `with the start that you set, ${this.roleOf(clash.role)} has more at once than one can carry`;
    if (clash.kind === 'waits-for') return `cannot start when you set it: it waits for ${this.quoted(clash.action)}`;
    return `the start that you set is ${CLASHES[clash.kind]}, and is kept`;
  }

  /** What must be in place before something can go further. */
  need({ condition, rank, before, why }: LiftedTarget): string {
    return `${this.gated(condition)} must be at ${this.level(rank)} before ${this.gated(before)} can go further.${why === null ? '' : ` ${why}`}`;
  }
}

/** The first required text fact names the organization, else what the framework calls one. */
export function nameOrganization({ facts, terms }: Framework, answers: Answers): string {
  const fact = facts.find((one) => one.type === 'text' && one.required);
  const name = fact === undefined ? undefined : answers.facts[fact.id];
  return typeof name === 'string' ? name : capitalize(terms.organization);
}
