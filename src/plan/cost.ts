/** What the plan costs and who may pay: by action, fiscal year, condition and source, in whole units that add up. */
import { addDays, toDay } from '../text/dates.js';
import {
  type Amount,
  type Answers,
  type Budget,
  type Cost,
  type CostLine,
  monthsOf,
  NOTHING,
  type PlannedAction,
  type Repeat,
  type Span,
  sumAmounts,
} from '../model/index.js';
import { findFiscalYears } from './calendar.js';
import type { PlanContext } from './context.js';
import { factOf, type RollOutDraft } from './waves.js';

/**
 * Figures the budget, in whole units of currency. What is paid once is spread over the days of its action; what is paid
 * every year is paid by the day, from the day after its action ends: what is bought, hired or agreed is there only then.
 * @param planned actions with dates, by start
 * @param later those without
 */
export function findBudget(
  context: PlanContext,
  planned: readonly PlannedAction[],
  later: readonly PlannedAction[],
): Budget {
  const { answers, start, end } = context;
  const bounds = findFiscalYears(start, end, answers.calendar.fiscalYearStarts);
  const fiscalYears = bounds
    .slice(0, -1)
    .map((from, n): Span => ({ start: from, finish: addDays(bounds[n + 1]!, -1) }));
  const term: Term = { whole: toDays({ start, finish: end }), years: fiscalYears.map(toDays) };
  const figures = figureCosts(context, planned);
  const lines = figures.map((figure) => makeLine(figure, term));
  const perYear = (each: Cost['each']) => {
    const own = lines.filter((line) => line.each === each);
    return fiscalYears.map((_, n) => sumAmounts(own.map((line) => line.years[n] ?? NOTHING)));
  };
  const { sources, afterFromOnce } = findSources(context, lines, term);
  return {
    fiscalYears,
    lines,
    total: sumAmounts(lines.map((line) => line.total)),
    once: perYear('once'),
    recurring: perYear('year'),
    conditions: sumConditions(context, figures, lines),
    sources,
    hasFunds: hasFunds(answers),
    after: sumAmounts(figures.map(goesOn)),
    afterFromOnce,
    later: sumAmounts(figureCosts(context, later).map(({ amount }) => amount ?? NOTHING)),
    unknown: findUnknown(lines),
  };
}

function hasFunds({ funds }: Answers): boolean {
  return Object.keys(funds).length > 0;
}

/** A cost of a planned action. */
interface Figure {
  readonly action: PlannedAction;
  readonly condition: string | null;
  readonly repeat: Repeat | null;
  readonly cost: Cost;
  /** What it comes to, once or in a year; null where a fact is missing. */
  readonly amount: Amount | null;
}

function figureCosts({ actions, answers, rollout }: PlanContext, planned: readonly PlannedAction[]): Figure[] {
  const shares = rollout === null ? null : findShares(rollout);
  // Pay for a post is due where the post is one of its own.
  const isPaid = ({ post }: Cost) => post === null || answers.heldBy[post] === undefined;
  return planned.flatMap((action) => {
    const { costs, condition, repeat } = actions.get(action.id)!;
    return costs.filter(isPaid).map((cost): Figure => {
      const all = figureAmount(answers, cost);
      const isOfWave = action.wave !== null && shares !== null && cost.per !== null;
      const amount = all === null || !isOfWave ? all : takePart(all, shares, action.wave - 1);
      return { action, condition, repeat, cost, amount };
    });
  });
}

/** How many units each wave takes, and last how many are left. */
function findShares({ total, waves }: RollOutDraft): number[] {
  const units = waves.map((wave) => wave.units);
  return [...units, total - units.reduce((a, b) => a + b, 0)];
}

/** What a cost comes to for the whole organization, once or in a year; null where the fact that it hangs on is missing. */
function figureAmount(answers: Answers, { per, share, low, high }: Cost): Amount | null {
  const count = per === null ? 1 : factOf(answers, per);
  if (count === null) return null;
  // The small addition keeps 445 × 0.2 at 89, where binary fractions make it a little less.
  const figure = (each: number) => Math.round(each * count * share + 1e-6);
  return { low: figure(low), high: figure(high) };
}

function takePart({ low, high }: Amount, shares: readonly number[], part: number): Amount {
  return { low: apportion(low, shares)[part]!, high: apportion(high, shares)[part]! };
}

/**
 * Divides a whole amount by shares so that the parts add up to it: each gets its share rounded down, and what is left
 * goes to the largest remainders (the method of Hamilton), the first of them where they are equal.
 */
export function apportion(amount: number, shares: readonly number[]): number[] {
  const all = shares.reduce((a, b) => a + b, 0);
  if (all === 0) return shares.map(() => 0);
  const exact = shares.map((share) => (amount * share) / all);
  const parts = exact.map((part) => Math.floor(part));
  const left = amount - parts.reduce((a, b) => a + b, 0);
  if (left === 0) return parts;
  const byRemainder = [...shares.keys()].sort((a, b) => exact[b]! - parts[b]! - (exact[a]! - parts[a]!) || a - b);
  for (const n of byRemainder.slice(0, left)) parts[n]! += 1;
  return parts;
}

/** A span in days since 1970-01-01, which are counted sooner than dates. */
interface Days {
  readonly start: number;
  readonly finish: number;
}

/** The days of a plan, and of each fiscal year that it touches. */
interface Term {
  readonly whole: Days;
  readonly years: readonly Days[];
}

function toDays({ start, finish }: Span): Days {
  return { start: toDay(start), finish: toDay(finish) };
}

function countDays({ start, finish }: Days): number {
  return Math.max(0, finish - start + 1);
}

/** How many days two spans share. */
function commonDays(a: Days, b: Days): number {
  return Math.max(0, Math.min(a.finish, b.finish) - Math.max(a.start, b.start) + 1);
}

function makeLine({ action, cost, amount }: Figure, term: Term): CostLine {
  const common = { action: action.key, item: cost.item, each: cost.each, funding: cost.funding };
  if (amount === null) return { ...common, amount: NOTHING, years: [], total: NOTHING, missing: cost.per };
  const turns = [{ start: action.start!, finish: action.finish! }, ...action.again].map(toDays);
  const years = cost.each === 'year' ? payYearly(amount, turns[0]!.finish, term) : payOnce(amount, turns, term);
  return { ...common, amount, years, total: sumAmounts(years), missing: null };
}

/** An amount for each turn of an action, spread over the fiscal years by its days within the plan. */
function payOnce({ low, high }: Amount, turns: readonly Days[], { whole, years }: Term): Amount[] {
  const paid = years.map(() => ({ low: 0, high: 0 }));
  for (const { start, finish } of turns) {
    const within = { start: Math.max(start, whole.start), finish };
    const shares = years.map((year) => commonDays(year, within));
    const [lows, highs] = [apportion(low, shares), apportion(high, shares)];
    paid.forEach((year, n) => {
      year.low += lows[n]!;
      year.high += highs[n]!;
    });
  }
  return paid;
}

/** A yearly amount from the day after `finish` to the plan's end, in each fiscal year by its days. */
function payYearly(amount: Amount, finish: number, { whole, years }: Term): Amount[] {
  const within = { start: Math.max(finish + 1, whole.start), finish: whole.finish };
  const shares = years.map((year) => commonDays(year, within));
  const paid = (yearly: number) => {
    // The whole is rounded once and then divided, so that the years add up to it.
    const all = Math.round(years.reduce((sum, year, n) => sum + (yearly * shares[n]!) / countDays(year), 0));
    return apportion(
      all,
      years.map((year, n) => shares[n]! / countDays(year)),
    );
  };
  const [lows, highs] = [paid(amount.low), paid(amount.high)];
  return years.map((_, n): Amount => ({ low: lows[n]!, high: highs[n]! }));
}

/** What a cost comes to in each year after the plan. */
function goesOn({ cost, amount, repeat }: Figure): Amount {
  if (amount === null) return NOTHING;
  if (cost.each === 'year') return amount;
  const months = monthsOf(repeat);
  if (months === null) return NOTHING;
  const turns = 12 / months;
  return { low: Math.round(turns * amount.low), high: Math.round(turns * amount.high) };
}

/** By condition in the framework's order, what has a cost; null for what belongs to none. */
function sumConditions(
  { framework }: PlanContext,
  figures: readonly Figure[],
  lines: readonly CostLine[],
): Budget['conditions'] {
  const totals = new Map<string | null, Amount>();
  figures.forEach(({ condition }, n) => {
    totals.set(condition, sumAmounts([totals.get(condition) ?? NOTHING, lines[n]!.total]));
  });
  return [...framework.conditions.map(({ id }) => id), null].flatMap((condition) => {
    const total = totals.get(condition) ?? NOTHING;
    return total.high === 0 ? [] : [{ condition, total }];
  });
}

/** The facts that are missing, each with the keys of the actions whose cost hangs on it. */
function findUnknown(lines: readonly CostLine[]): Budget['unknown'] {
  const facts = new Map<string, Set<string>>();
  for (const { missing, action } of lines)
    if (missing !== null) facts.set(missing, (facts.get(missing) ?? new Set()).add(action));
  return [...facts].map(([fact, actions]) => ({ fact, actions: [...actions] }));
}

/** What each source pays; the lower and the upper estimate each for itself. */
function findSources(
  { framework, answers }: PlanContext,
  lines: readonly CostLine[],
  term: Term,
): Pick<Budget, 'sources' | 'afterFromOnce'> {
  const pay = (side: keyof Amount) =>
    hasFunds(answers) ? payFromFunds(answers, lines, term, side) : namePayers(lines, side);
  const [low, high] = [pay('low'), pay('high')];
  const sources = [...framework.funding.map(({ id }) => id), null].flatMap((source) => {
    const [lows, highs] = [low.paid.get(source), high.paid.get(source)];
    if (lows === undefined && highs === undefined) return [];
    const years = term.years.map((_, n): Amount => ({ low: lows?.[n] ?? 0, high: highs?.[n] ?? 0 }));
    return [{ source, years, total: sumAmounts(years) }];
  });
  return { sources, afterFromOnce: { low: low.afterFromOnce, high: high.afterFromOnce } };
}

/** What is paid of one estimate. */
interface Payments {
  /** By source, null for what nothing pays: the sum in each fiscal year. */
  readonly paid: Map<string | null, number[]>;
  /** Of what is paid every year, what money that is there only once pays in the last year. */
  afterFromOnce: number;
}

function give({ paid }: Payments, source: string | null, year: number, amount: number): void {
  if (amount === 0) return;
  const years = paid.get(source) ?? [];
  years[year] = (years[year] ?? 0) + amount;
  paid.set(source, years);
}

/** Where nobody says what money is there, each cost stands with the first source that comes into question. */
function namePayers(lines: readonly CostLine[], side: keyof Amount): Payments {
  const payments: Payments = { paid: new Map(), afterFromOnce: 0 };
  for (const { funding, years } of lines)
    years.forEach((amount, year) => give(payments, funding[0] ?? null, year, amount[side]));
  return payments;
}

/**
 * Lets each cost take from its sources in their order what is left in its fiscal year, those that start first before the
 * others.
 */
function payFromFunds({ funds }: Answers, lines: readonly CostLine[], term: Term, side: keyof Amount): Payments {
  const payments: Payments = { paid: new Map(), afterFromOnce: 0 };
  // So much of a yearly fund counts as there is of the year within the plan.
  const parts = term.years.map((year) => commonDays(year, term.whole) / countDays(year));
  const left = new Map(
    Object.entries(funds).map(([source, { amount, each }]) => [
      source,
      // Money that is there once is one pot for all years.
      each === 'year' ? parts.map((part) => Math.floor(amount * part)) : [amount],
    ]),
  );
  for (let year = 0; year < parts.length; year++) {
    for (const line of lines) {
      let open = line.years[year]?.[side] ?? 0;
      for (const source of line.funding) {
        const pot = left.get(source);
        if (pot === undefined) continue;
        const at = pot.length === 1 ? 0 : year;
        const taken = Math.min(open, pot[at]!);
        pot[at]! -= taken;
        open -= taken;
        give(payments, source, year, taken);
        if (line.each === 'year' && year === parts.length - 1 && funds[source]!.each === 'once')
          payments.afterFromOnce += taken;
      }
      give(payments, null, year, open);
    }
  }
  return payments;
}
