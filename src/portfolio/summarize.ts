/** Counts and sums over many organizations. All of it follows from their records, in whatever order these are. */
import { addDays, formatFiscalYear } from '../text/dates.js';
import { type Amount, type Framework, NOTHING, sumAmounts } from '../model/index.js';
import { findFiscalYears } from '../plan/calendar.js';
import type { OrganizationRecord, PlanRecord } from './schema.js';

/** What an overview counts. */
export interface Summary {
  readonly total: number;
  /** How many have a plan. */
  readonly plans: number;
  readonly conditions: readonly ConditionCounts[];
  readonly questions: readonly QuestionCounts[];
  /** Largest gap first; those of which too little is known come last. */
  readonly standings: readonly OrganizationStanding[];
  readonly completeness: Completeness;
  readonly actions: readonly ActionCounts[];
  readonly costs: Costs;
  /** By the fact that counts what the plans spread to. */
  readonly spreads: readonly SpreadCounts[];
}

/** How many stand where in one condition: levels, `unknown` and `notApplicable` together are all. */
export interface ConditionCounts {
  readonly condition: string;
  /** By rank. */
  readonly levels: readonly number[];
  readonly unknown: number;
  readonly notApplicable: number;
  /** Of those with a level, those with open questions, which count as the lowest level there. */
  readonly partlyOpen: number;
  /** The mean of the gaps that are known; null where none is. */
  readonly gap: number | null;
}

/** How many are below their aim in one question; the four together are all. */
export interface QuestionCounts {
  readonly question: string;
  readonly condition: string;
  readonly below: number;
  readonly reached: number;
  readonly unknown: number;
  readonly notApplicable: number;
}

/** How far one organization is. */
export interface OrganizationStanding {
  readonly record: OrganizationRecord;
  /** By condition: whether it has a level while some of its questions are open. */
  readonly isPartlyOpen: readonly boolean[];
  /** The mean of the gaps that are known, by the weights of the conditions; null where none is. */
  readonly gap: number | null;
  /** Questions that apply; and of them those with a level, those that nobody knows, those that nobody answered. */
  readonly asked: number;
  readonly known: number;
  readonly unknown: number;
  readonly unanswered: number;
  /** Whether at least half of its questions have a level, so that it can be compared. */
  readonly isComparable: boolean;
}

/** How complete the answers are: organizations, of which each is in one of these; and their questions. */
export interface Completeness {
  readonly allKnown: number;
  /** All answered, some with “unknown”. */
  readonly someUnknown: number;
  readonly someUnanswered: number;
  /** Nothing is answered. */
  readonly empty: number;
  readonly questions: {
    readonly asked: number;
    readonly own: number;
    /** By an answer for their whole condition. */
    readonly covered: number;
    readonly unknown: number;
    readonly unanswered: number;
  };
}

/** One action in all plans that have it. */
export interface ActionCounts {
  readonly action: string;
  readonly plans: number;
  /** In how many of them a part of its cost is not known. */
  readonly costOpen: number;
  readonly total: Amount;
  /** In how many of them it starts, by fiscal year, first to last. */
  readonly starts: readonly { readonly year: string; readonly plans: number }[];
  /** In how many of them it has no date. */
  readonly undated: number;
}

/** What rests on some of the records, by their positions. */
interface Resting {
  readonly year: string;
  readonly members: readonly number[];
}

/** What all plans cost, in whole units of currency that add up. */
export interface Costs {
  readonly total: Amount;
  readonly years: readonly (Resting & { readonly once: Amount; readonly recurring: Amount })[];
  readonly after: Amount;
  readonly later: Amount;
  /** How many plans have work without a date that costs something. */
  readonly laterPlans: number;
  /** In how many plans a part of the cost is not known; and for each fact that is missing. */
  readonly openPlans: number;
  readonly unknown: readonly { readonly fact: string; readonly plans: number }[];
}

/** How the plans spread over one kind of unit. */
export interface SpreadCounts {
  readonly unit: string;
  readonly plans: number;
  readonly total: number;
  readonly already: number;
  readonly carried: number;
  readonly years: readonly (Resting & { readonly launches: number; readonly units: number })[];
  /** Waves without a date within their plan. */
  readonly undated: { readonly launches: number; readonly units: number };
}

/** Sums up records, which are in the order of their inputs. */
export function summarize(framework: Framework, records: readonly OrganizationRecord[]): Summary {
  const standings = records.map((record) => findStanding(framework, record));
  return {
    total: records.length,
    plans: records.filter(({ plan }) => plan !== null).length,
    conditions: countConditions(framework, standings),
    questions: countQuestions(framework, records),
    standings: sortByGap(standings),
    completeness: countCompleteness(standings),
    actions: countActions(framework, records),
    costs: sumCosts(framework, records),
    spreads: sumSpreads(framework, records),
  };
}

/** Calls `visit` with each condition's position, and its questions' first position and the one behind their last. */
function eachCondition(framework: Framework, visit: (condition: number, from: number, to: number) => void): void {
  let from = 0;
  framework.conditions.forEach(({ questions }, n) => {
    visit(n, from, from + questions.length);
    from += questions.length;
  });
}

/** How far one organization is. */
export function findStanding(framework: Framework, record: OrganizationRecord): OrganizationStanding {
  const { levels, conditions } = record;
  const isPartlyOpen: boolean[] = [];
  eachCondition(framework, (n, from, to) => {
    const own = levels.slice(from, to);
    isPartlyOpen.push((conditions[n]?.level ?? null) !== null && own.some(isOpen));
  });
  const gaps = framework.conditions.flatMap(({ weight }, n) => {
    const gap = conditions[n]?.gap ?? null;
    return gap === null ? [] : [{ weight, gap }];
  });
  const weights = gaps.reduce((sum, { weight }) => sum + weight, 0);
  const gap = weights === 0 ? null : gaps.reduce((sum, one) => sum + one.weight * one.gap, 0) / weights;
  const countOf = (status: string) => levels.filter((level) => level === status).length;
  const [unknown, unanswered] = [countOf('unknown'), countOf('unanswered')];
  const asked = levels.length - countOf('not-applicable');
  const known = asked - unknown - unanswered;
  return {
    record,
    isPartlyOpen,
    gap,
    asked,
    known,
    unknown,
    unanswered,
    isComparable: gap !== null && 2 * known >= asked,
  };
}

function isOpen(level: OrganizationRecord['levels'][number]): boolean {
  return level === 'unknown' || level === 'unanswered';
}

/** Those that can be compared by their gap, then the others by what is known; equal ones by their input. */
function sortByGap(standings: readonly OrganizationStanding[]): OrganizationStanding[] {
  const knownShare = ({ known, asked }: OrganizationStanding) => (asked === 0 ? 0 : known / asked);
  return [...standings].sort(
    (a, b) =>
      Number(b.isComparable) - Number(a.isComparable) ||
      (a.isComparable ? b.gap! - a.gap! : knownShare(b) - knownShare(a)) ||
      (a.record.input < b.record.input ? -1 : 1),
  );
}

function countConditions(framework: Framework, standings: readonly OrganizationStanding[]): ConditionCounts[] {
  return framework.conditions.map(({ id }, n) => {
    const levels = framework.levels.map(() => 0);
    const gaps: number[] = [];
    let [unknown, notApplicable, partlyOpen] = [0, 0, 0];
    for (const { record, isPartlyOpen } of standings) {
      const condition = record.conditions[n]!;
      if (condition === null) notApplicable++;
      else if (condition.level === null) unknown++;
      else levels[condition.level]! += 1;
      if (isPartlyOpen[n] === true) partlyOpen++;
      if (condition !== null && condition.gap !== null) gaps.push(condition.gap);
    }
    return { condition: id, levels, unknown, notApplicable, partlyOpen, gap: mean(gaps) };
  });
}

/** The mean; null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function countQuestions(framework: Framework, records: readonly OrganizationRecord[]): QuestionCounts[] {
  const questions = framework.conditions.flatMap((condition) => condition.questions);
  return questions.map(({ id, condition }, n) => {
    let [below, reached, unknown, notApplicable] = [0, 0, 0, 0];
    for (const { levels, targets } of records) {
      const level = levels[n]!;
      if (level === 'not-applicable') notApplicable++;
      else if (typeof level !== 'number') unknown++;
      else if (level < targets[n]!) below++;
      else reached++;
    }
    return { question: id, condition, below, reached, unknown, notApplicable };
  });
}

function countCompleteness(standings: readonly OrganizationStanding[]): Completeness {
  const isEmpty = ({ asked, unanswered }: OrganizationStanding) => asked > 0 && unanswered === asked;
  const all = standings.length;
  const empty = standings.filter(isEmpty).length;
  const unanswered = standings.filter((one) => one.unanswered > 0).length;
  const allKnown = standings.filter((one) => one.known === one.asked).length;
  const sum = (valueOf: (standing: OrganizationStanding) => number) =>
    standings.reduce((total, one) => total + valueOf(one), 0);
  const covered = sum(({ record }) => record.covered);
  return {
    allKnown,
    someUnknown: all - unanswered - allKnown,
    someUnanswered: unanswered - empty,
    empty,
    questions: {
      asked: sum(({ asked }) => asked),
      own: sum(({ known }) => known) - covered,
      covered,
      unknown: sum((one) => one.unknown),
      unanswered: sum((one) => one.unanswered),
    },
  };
}

/** Plans with the positions of their records. */
function plansOf(records: readonly OrganizationRecord[]): { member: number; plan: PlanRecord }[] {
  return records.flatMap(({ plan }, member) => (plan === null ? [] : [{ member, plan }]));
}

/** The fiscal year that a day is in, by the calendar of its plan. */
function yearOf({ fiscalYears }: PlanRecord, date: string): { year: string; start: string } {
  const own = fiscalYears.find(({ start, finish }) => start <= date && date <= finish);
  if (own !== undefined) return { year: formatFiscalYear(own.start, own.finish), start: own.start };
  // Work that is under way has begun before its plan.
  const [start, next] = findFiscalYears(date, date, (fiscalYears[0]?.start ?? '0000-01-01').slice(5));
  return { year: formatFiscalYear(start!, addDays(next!, -1)), start: start! };
}

/** What stands under one fiscal year, first to last. A year is known by its name, whatever day it begins on. */
class ByYear<T> {
  private readonly years = new Map<string, { start: string; value: T }>();
  private readonly create: () => T;

  constructor(create: () => T) {
    this.create = create;
  }

  at({ year, start }: { year: string; start: string }): T {
    const known = this.years.get(year) ?? { start, value: this.create() };
    this.years.set(year, known);
    if (start < known.start) known.start = start;
    return known.value;
  }

  list(): (T & { year: string })[] {
    return [...this.years]
      .sort(([a, one], [b, other]) => (one.start < other.start || (one.start === other.start && a < b) ? -1 : 1))
      .map(([year, { value }]) => ({ year, ...value }));
  }
}

function countActions(framework: Framework, records: readonly OrganizationRecord[]): ActionCounts[] {
  const plans = plansOf(records);
  return framework.actions.map(({ id }, n) => {
    const starts = new ByYear(() => ({ plans: 0 }));
    let [count, costOpen, undated, low, high] = [0, 0, 0, 0, 0];
    for (const { plan } of plans) {
      const planned = plan.actions[n]!;
      if (planned === null) continue;
      const [start, least, most, isWhole] = planned;
      count++;
      low += least;
      high += most;
      if (!isWhole) costOpen++;
      if (start === null) undated++;
      else starts.at(yearOf(plan, start)).plans++;
    }
    return { action: id, plans: count, costOpen, total: { low, high }, starts: starts.list(), undated };
  });
}

/** What all plans cost, by fiscal year. */
export function sumCosts(framework: Framework, records: readonly OrganizationRecord[]): Costs {
  const years = new ByYear(() => ({ members: [] as number[], once: NOTHING, recurring: NOTHING }));
  const plans = plansOf(records);
  for (const { member, plan } of plans) {
    for (const { start, finish, once, recurring } of plan.fiscalYears) {
      const year = years.at({ year: formatFiscalYear(start, finish), start });
      year.members.push(member);
      year.once = sumAmounts([year.once, once]);
      year.recurring = sumAmounts([year.recurring, recurring]);
    }
  }
  const list = years.list();
  return {
    total: sumAmounts(list.flatMap(({ once, recurring }) => [once, recurring])),
    years: list,
    after: sumAmounts(plans.map(({ plan }) => plan.after)),
    later: sumAmounts(plans.map(({ plan }) => plan.later)),
    laterPlans: plans.filter(({ plan }) => plan.later.high > 0).length,
    openPlans: plans.filter(({ plan }) => plan.unknown.length > 0).length,
    unknown: framework.facts.flatMap(({ id }) => {
      const count = plans.filter(({ plan }) => plan.unknown.includes(id)).length;
      return count === 0 ? [] : [{ fact: id, plans: count }];
    }),
  };
}

function sumSpreads(framework: Framework, records: readonly OrganizationRecord[]): SpreadCounts[] {
  const plans = plansOf(records);
  const units = [...new Set(framework.rollouts.map(({ unit }) => unit))];
  return units.flatMap((unit) => {
    const years = new ByYear(() => ({ members: [] as number[], launches: 0, units: 0 }));
    const undated = { launches: 0, units: 0 };
    let [count, total, already, carried] = [0, 0, 0, 0];
    for (const { member, plan } of plans) {
      const { spread } = plan;
      if (spread?.unit !== unit) continue;
      count++;
      total += spread.total;
      already += spread.already;
      carried += spread.carried;
      for (const wave of spread.waves) {
        const year = wave.launch === null ? null : years.at(yearOf(plan, wave.launch));
        const into = year ?? undated;
        into.launches++;
        into.units += wave.units;
        if (year !== null && year.members.at(-1) !== member) year.members.push(member);
      }
    }
    return count === 0 ? [] : [{ unit, plans: count, total, already, carried, years: years.list(), undated }];
  });
}
