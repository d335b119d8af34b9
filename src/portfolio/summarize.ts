/** Counts and sums over many organizations. All of it follows from their records, in whatever order these are. */
import { addDays, formatFiscalYear } from '../text/dates.js';
import { type Framework, type Question, sumAmounts } from '../model/index.js';
import { findFiscalYears } from '../plan/calendar.js';
import { collectBy } from '../text/lists.js';
import type { OrganizationRecord, PlanRecord } from './schema.js';

/** All that an overview counts. */
export type Summary = ReturnType<typeof summarize>;

/** How far one organization is. */
export type OrganizationStanding = ReturnType<typeof findStanding>;

/** Sums up records, which are in the order of their inputs. */
export function summarize(framework: Framework, records: readonly OrganizationRecord[]) {
  const standings = records.map((record) => findStanding(framework, record));
  return {
    total: records.length,
    /** How many have a plan. */
    plans: plansOf(records).length,
    conditions: countConditions(framework, standings),
    questions: countQuestions(framework, records),
    /** Largest gap first; those of which too little is known come last. */
    standings: sortByGap(standings),
    completeness: countCompleteness(standings),
    actions: countActions(framework, records),
    costs: sumCosts(framework, records),
    spreads: sumSpreads(framework, records),
  };
}

function questionsOf({ conditions }: Framework): Question[] {
  return conditions.flatMap(({ questions }) => questions);
}

export function findStanding(framework: Framework, record: OrganizationRecord) {
  const { levels, conditions } = record;
  const isOpen = (n: number) => levels[n] === 'unknown' || levels[n] === 'unanswered';
  const open = new Set(questionsOf(framework).flatMap(({ condition }, n) => (isOpen(n) ? [condition] : [])));
  const gaps = framework.conditions.map(({ weight }, n) => ({ weight, value: conditions[n]?.gap ?? null }));
  const gap = weightedMean(gaps);
  const countOf = (status: string) => levels.filter((level) => level === status).length;
  const [unknown, unanswered] = [countOf('unknown'), countOf('unanswered')];
  const asked = levels.length - countOf('not-applicable');
  const known = asked - unknown - unanswered;
  return {
    record,
    /** By condition: whether it has a level while some of its questions are open. */
    isPartlyOpen: framework.conditions.map(({ id }, n) => (conditions[n]?.level ?? null) !== null && open.has(id)),
    /** The mean of the gaps that are known, by the weights of the conditions; null where none is. */
    gap,
    /** Questions that apply; and of them those with a level, those that nobody knows, those that nobody answered. */
    asked,
    known,
    unknown,
    unanswered,
    /** Whether at least half of its questions have a level, so that it can be compared. */
    isComparable: gap !== null && 2 * known >= asked,
  };
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

/** How many stand where in each condition: levels (by rank), `unknown` and `notApplicable` together are all. */
function countConditions(framework: Framework, standings: readonly OrganizationStanding[]) {
  return framework.conditions.map(({ id }, n) => {
    const applicable = standings.flatMap(({ record }) => record.conditions[n] ?? []);
    const countAt = (rank: number | null) => applicable.filter(({ level }) => level === rank).length;
    return {
      condition: id,
      levels: framework.levels.map((_, rank) => countAt(rank)),
      unknown: countAt(null),
      notApplicable: standings.length - applicable.length,
      /** Of those with a level, those with open questions, which count as the lowest level there. */
      partlyOpen: standings.filter(({ isPartlyOpen }) => isPartlyOpen[n]).length,
      /** The mean of the gaps that are known; null where none is. */
      gap: mean(applicable.flatMap(({ gap }) => gap ?? [])),
    };
  });
}

/** All values together, one for each thing. */
export function sum<T>(things: readonly T[], valueOf: (thing: T) => number): number {
  return things.reduce((total, thing) => total + valueOf(thing), 0);
}

/** The mean of those values that are known, by their weights; null where none is. */
export function weightedMean(parts: readonly { weight: number; value: number | null }[]): number | null {
  const known = parts.filter(({ value }) => value !== null);
  const weights = sum(known, ({ weight }) => weight);
  return weights === 0 ? null : sum(known, ({ weight, value }) => weight * value!) / weights;
}

/** The mean; null of nothing. */
export function mean(values: readonly number[]): number | null {
  return weightedMean(values.map((value) => ({ weight: 1, value })));
}

/** How many are below their aim in each question; the four counts together are all. */
function countQuestions(framework: Framework, records: readonly OrganizationRecord[]) {
  return questionsOf(framework).map(({ id, condition }, n) => {
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

/** How complete the answers are: organizations, of which each is in one of the first four; and their questions. */
function countCompleteness(standings: readonly OrganizationStanding[]) {
  const empty = standings.filter(({ asked, unanswered }) => asked > 0 && unanswered === asked).length;
  const unanswered = standings.filter((one) => one.unanswered > 0).length;
  const allKnown = standings.filter((one) => one.known === one.asked).length;
  const covered = sum(standings, ({ record }) => record.covered);
  return {
    allKnown,
    /** All answered, some with “unknown”. */
    someUnknown: standings.length - unanswered - allKnown,
    someUnanswered: unanswered - empty,
    /** Nothing is answered. */
    empty,
    questions: {
      asked: sum(standings, ({ asked }) => asked),
      own: sum(standings, ({ known }) => known) - covered,
      /** By an answer for their whole condition. */
      covered,
      unknown: sum(standings, ({ unknown }) => unknown),
      unanswered: sum(standings, (one) => one.unanswered),
    },
  };
}

/** Plans with the positions of their records. */
function plansOf(records: readonly OrganizationRecord[]): { member: number; plan: PlanRecord }[] {
  return records.flatMap(({ plan }, member) => (plan === null ? [] : [{ member, plan }]));
}

/** A fiscal year's name and its first day. */
interface FiscalYear {
  readonly year: string;
  readonly start: string;
}

/** The fiscal year that a day is in, by the calendar of its plan. */
function yearOf({ fiscalYears }: PlanRecord, date: string): FiscalYear {
  const own = fiscalYears.find(({ start, finish }) => start <= date && date <= finish);
  if (own !== undefined) return { year: formatFiscalYear(own.start, own.finish), start: own.start };
  // Work that is under way has begun before its plan.
  const [start, next] = findFiscalYears(date, date, (fiscalYears[0]?.start ?? '0000-01-01').slice(5));
  return { year: formatFiscalYear(start!, addDays(next!, -1)), start: start! };
}

/** What stands under each fiscal year, first to last. A year is known by its name, whatever day it begins on. */
function byYear<T extends FiscalYear>(things: readonly T[]): { year: string; own: T[] }[] {
  return [...collectBy(things, ({ year }) => year)]
    .map(([year, own]) => ({
      year,
      own,
      start: own.reduce((least, { start }) => (start < least ? start : least), '~'),
    }))
    .sort((a, b) => (a.start < b.start || (a.start === b.start && a.year < b.year) ? -1 : 1));
}

/** The positions of the records that things come from, each once. */
function membersOf(things: readonly { readonly member: number }[]): number[] {
  return [...new Set(things.map(({ member }) => member))];
}

/** Each action in all plans that have it. */
function countActions(framework: Framework, records: readonly OrganizationRecord[]) {
  const plans = plansOf(records);
  return framework.actions.map(({ id }, n) => {
    const planned = plans.flatMap(({ plan }) => {
      const action = plan.actions[n]!;
      return action === null ? [] : [{ plan, action }];
    });
    const dated = planned.flatMap(({ plan, action: [start] }) => (start === null ? [] : [yearOf(plan, start)]));
    return {
      action: id,
      plans: planned.length,
      /** In how many of them a part of its cost is not known. */
      costOpen: planned.filter(({ action: [, , , isWhole] }) => !isWhole).length,
      total: sumAmounts(planned.map(({ action: [, low, high] }) => ({ low, high }))),
      /** In how many of them it starts, by fiscal year, first to last. */
      starts: byYear(dated).map(({ year, own }) => ({ year, plans: own.length })),
      /** In how many of them it has no date. */
      undated: planned.length - dated.length,
    };
  });
}

/** What all plans cost, by fiscal year, in whole units of currency that add up. */
export function sumCosts(framework: Framework, records: readonly OrganizationRecord[]) {
  const plans = plansOf(records);
  const costs = plans.flatMap(({ member, plan }) =>
    plan.fiscalYears.map((one) => ({ ...one, member, year: formatFiscalYear(one.start, one.finish) })),
  );
  const countPlans = (isMeant: (plan: PlanRecord) => boolean) => plans.filter(({ plan }) => isMeant(plan)).length;
  return {
    total: sumAmounts(costs.flatMap(({ once, recurring }) => [once, recurring])),
    years: byYear(costs).map(({ year, own }) => ({
      year,
      members: membersOf(own),
      once: sumAmounts(own.map(({ once }) => once)),
      recurring: sumAmounts(own.map(({ recurring }) => recurring)),
    })),
    after: sumAmounts(plans.map(({ plan }) => plan.after)),
    later: sumAmounts(plans.map(({ plan }) => plan.later)),
    /** How many plans have work without a date that costs something. */
    laterPlans: countPlans(({ later }) => later.high > 0),
    /** In how many plans a part of the cost is not known; and for each fact that is missing. */
    openPlans: countPlans(({ unknown }) => unknown.length > 0),
    unknown: framework.facts
      .map(({ id }) => ({ fact: id, plans: countPlans(({ unknown }) => unknown.includes(id)) }))
      .filter((one) => one.plans > 0),
  };
}

/** How the plans spread over each kind of unit, which is known by the fact that counts it. */
function sumSpreads(framework: Framework, records: readonly OrganizationRecord[]) {
  const units = [...new Set(framework.rollouts.map(({ unit }) => unit))];
  const all = plansOf(records).flatMap(({ member, plan }) =>
    plan.spread === null ? [] : [{ member, plan, ...plan.spread }],
  );
  return units.flatMap((unit) => {
    const spreads = all.filter((one) => one.unit === unit);
    if (spreads.length === 0) return [];
    const waves = spreads.flatMap(({ member, plan, waves: own }) => own.map((wave) => ({ ...wave, member, plan })));
    const dated = waves.flatMap((wave) =>
      wave.launch === null ? [] : [{ ...wave, ...yearOf(wave.plan, wave.launch) }],
    );
    const count = (own: readonly { units: number }[]) => ({
      launches: own.length,
      units: sum(own, (one) => one.units),
    });
    return [
      {
        unit,
        plans: spreads.length,
        total: sum(spreads, ({ total }) => total),
        already: sum(spreads, ({ already }) => already),
        carried: sum(spreads, ({ carried }) => carried),
        years: byYear(dated).map(({ year, own }) => ({ year, members: membersOf(own), ...count(own) })),
        /** Waves without a date within their plan. */
        undated: count(waves.filter(({ launch }) => launch === null)),
      },
    ];
  });
}
