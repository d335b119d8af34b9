/** What the plan costs and who may pay: by action, fiscal year, condition and source, in whole units that add up. */
import { addDays, toDay } from '../text/dates.js';
import type { Amount, Answers, Budget, Cost, CostLine, Framework, PlannedAction, Span } from '../model/index.js';
import { findFiscalYears } from './calendar.js';
import { factOf, type RollOutDraft } from './waves.js';

const NOTHING: Amount = { low: 0, high: 0 };

/**
 * Figures the budget. What is paid once is spread over the days of its action; what is paid every year is paid by the
 * day, from the day after its action ends: what is bought, hired or agreed is there only then.
 * @param planned actions with dates, by start
 * @param later those without
 */
export function findBudget(
  framework: Framework,
  answers: Answers,
  planned: readonly PlannedAction[],
  later: readonly PlannedAction[],
  spread: RollOutDraft | null,
  start: string,
  end: string,
): Budget {
  const bounds = findFiscalYears(start, end, answers.calendar.fiscalYearStarts);
  const fiscalYears = bounds
    .slice(0, -1)
    .map((from, n): Span => ({ start: from, finish: addDays(bounds[n + 1]!, -1) }));
  const byId = new Map(
    framework.actions.map((action) => [
      action.id,
      { ...action, costs: action.costs.filter((cost) => isPaid(cost, answers)) },
    ]),
  );
  const whole = toDays({ start, finish: end });
  const years = fiscalYears.map(toDays);
  const shares = spread === null ? null : findShares(spread);
  const costsOf = (actions: readonly PlannedAction[]) =>
    actions.flatMap((action) => {
      const { costs, condition, repeat } = byId.get(action.id)!;
      return costs.map((cost) => {
        return { action, condition, repeat, cost, amount: figureAmount(answers, shares, cost, action.wave) };
      });
    });
  const costs = costsOf(planned);
  const lines = costs.map(({ action, cost, amount }): CostLine => {
    const common = { action: action.key, item: cost.item, each: cost.each, funding: cost.funding };
    if (typeof amount === 'string') return { ...common, amount: NOTHING, years: [], total: NOTHING, missing: amount };
    const turns = [{ start: action.start!, finish: action.finish! }, ...action.again];
    const paid =
      cost.each === 'year'
        ? payYearly(amount, toDay(action.finish!), whole, years)
        : payOnce(amount, turns.map(toDays), whole, years);
    return { ...common, amount, years: paid, total: sum(paid), missing: null };
  });
  const perYear = (each: Cost['each']) => {
    const own = lines.filter((line) => line.each === each);
    return fiscalYears.map((_, n) => sum(own.map((line) => line.years[n] ?? NOTHING)));
  };
  const totals = new Map<string | null, Amount>();
  costs.forEach(({ condition }, n) => {
    totals.set(condition, sum([totals.get(condition) ?? NOTHING, lines[n]!.total]));
  });
  const conditions = [...framework.conditions.map(({ id }) => id), null].flatMap((condition) => {
    const total = totals.get(condition) ?? NOTHING;
    return total.high === 0 ? [] : [{ condition, total }];
  });
  const hasFunds = Object.keys(answers.funds).length > 0;
  const parts = years.map((year) => commonDays(year, whole) / countDays(year));
  const { sources, afterFromOnce } = findSources(framework, answers, lines, parts, hasFunds);
  return {
    fiscalYears,
    lines,
    total: sum(lines.map((line) => line.total)),
    once: perYear('once'),
    recurring: perYear('year'),
    conditions,
    sources,
    hasFunds,
    after: sum(costs.map(({ cost, amount, repeat }) => goesOn(cost, amount, repeat))),
    afterFromOnce,
    later: sum(costsOf(later).map(({ amount }) => (typeof amount === 'string' ? NOTHING : amount))),
    unknown: findUnknown(lines),
  };
}

/** Pay for a post is due where the post is one of its own. */
function isPaid({ post }: Cost, answers: Answers): boolean {
  return post === null || answers.heldBy[post] === undefined;
}

function sum(amounts: readonly Amount[]): Amount {
  let low = 0;
  let high = 0;
  for (const amount of amounts) {
    low += amount.low;
    high += amount.high;
  }
  return { low, high };
}

/** How many units each wave takes, and last how many are left. */
function findShares({ total, waves }: RollOutDraft): number[] {
  const units = waves.map((wave) => wave.units);
  return [...units, total - units.reduce((a, b) => a + b, 0)];
}

/**
 * What a cost comes to, once or in a year, or the fact that is missing.
 * @param shares those of the waves, from `findShares`
 */
function figureAmount(
  answers: Answers,
  shares: readonly number[] | null,
  cost: Cost,
  wave: number | null,
): Amount | string {
  const count = cost.per === null ? 1 : factOf(answers, cost.per);
  if (count === null) return cost.per!;
  // The small addition keeps 445 × 0.2 at 89, where binary fractions make it a little less.
  const all = {
    low: Math.round(cost.low * count * cost.share + 1e-6),
    high: Math.round(cost.high * count * cost.share + 1e-6),
  };
  if (wave === null || shares === null || cost.per === null) return all;
  return { low: apportion(all.low, shares)[wave - 1]!, high: apportion(all.high, shares)[wave - 1]! };
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

/**
 * An amount for each turn of an action, spread over the fiscal years by its days within the plan.
 * @param whole the plan's days
 */
function payOnce(amount: Amount, turns: readonly Days[], whole: Days, fiscalYears: readonly Days[]): Amount[] {
  const paid = fiscalYears.map(() => ({ low: 0, high: 0 }));
  for (const { start, finish } of turns) {
    const within = { start: Math.max(start, whole.start), finish };
    const shares = fiscalYears.map((year) => commonDays(year, within));
    const low = apportion(amount.low, shares);
    const high = apportion(amount.high, shares);
    paid.forEach((year, n) => {
      year.low += low[n]!;
      year.high += high[n]!;
    });
  }
  return paid;
}

/** A yearly amount from the day after `finish` to the plan's end, in each fiscal year by its days. */
function payYearly(amount: Amount, finish: number, whole: Days, fiscalYears: readonly Days[]): Amount[] {
  const within = { start: Math.max(finish + 1, whole.start), finish: whole.finish };
  const shares = fiscalYears.map((year) => commonDays(year, within));
  const paid = (yearly: number) => {
    // The whole is rounded once and then divided, so that the years add up to it.
    const all = Math.round(fiscalYears.reduce((sum, year, n) => sum + (yearly * shares[n]!) / countDays(year), 0));
    return apportion(
      all,
      fiscalYears.map((year, n) => shares[n]! / countDays(year)),
    );
  };
  const [low, high] = [paid(amount.low), paid(amount.high)];
  return fiscalYears.map((_, n): Amount => ({ low: low[n]!, high: high[n]! }));
}

/** What a cost comes to in each year after the plan. */
function goesOn(cost: Cost, amount: Amount | string, repeat: 'wave' | 'quarter' | 'year' | null): Amount {
  if (typeof amount === 'string') return NOTHING;
  if (cost.each === 'year' || repeat === 'year') return amount;
  return repeat === 'quarter' ? { low: 4 * amount.low, high: 4 * amount.high } : NOTHING;
}

function findUnknown(lines: readonly CostLine[]): Budget['unknown'] {
  const facts = new Map<string, string[]>();
  for (const { missing, action } of lines) {
    if (missing === null) continue;
    const actions = facts.get(missing) ?? [];
    if (!actions.includes(action)) actions.push(action);
    facts.set(missing, actions);
  }
  return [...facts].map(([fact, actions]) => ({ fact, actions }));
}

/**
 * Lets each cost take from its sources in their order what is left in its fiscal year, those that start first before the
 * others; the lower and the upper estimate each for itself.
 * @param parts by fiscal year, the part of it within the plan: so much of a yearly fund counts
 */
function findSources(
  framework: Framework,
  answers: Answers,
  lines: readonly CostLine[],
  parts: readonly number[],
  hasFunds: boolean,
): { sources: Budget['sources']; afterFromOnce: Amount } {
  const years = parts.length;
  const paid = new Map<string | null, { low: number; high: number }[]>();
  const give = (source: string | null, year: number, side: 'low' | 'high', amount: number) => {
    const known = paid.get(source) ?? Array.from({ length: years }, () => ({ low: 0, high: 0 }));
    paid.set(source, known);
    known[year]![side] += amount;
  };
  const afterFromOnce = { low: 0, high: 0 };
  for (const side of ['low', 'high'] as const) {
    const left = new Map(
      Object.entries(answers.funds).map(([source, { amount, each }]) => [
        source,
        // Money that is there once is one pot for all years.
        each === 'year' ? parts.map((part) => Math.floor(amount * part)) : [amount],
      ]),
    );
    for (let year = 0; year < years; year++) {
      for (const line of lines) {
        let open = line.years[year]?.[side] ?? 0;
        if (open === 0) continue;
        if (!hasFunds) {
          give(line.funding[0] ?? null, year, side, open);
          continue;
        }
        for (const source of line.funding) {
          const pot = left.get(source);
          if (pot === undefined) continue;
          const at = pot.length === 1 ? 0 : year;
          const taken = Math.min(open, pot[at]!);
          if (taken === 0) continue;
          pot[at]! -= taken;
          open -= taken;
          give(source, year, side, taken);
          if (line.each === 'year' && year === years - 1 && answers.funds[source]!.each === 'once')
            afterFromOnce[side] += taken;
        }
        if (open > 0) give(null, year, side, open);
      }
    }
  }
  const order = [...framework.funding.map(({ id }) => id), null];
  const sources = order.flatMap((source) => {
    const amounts = paid.get(source);
    return amounts === undefined ? [] : [{ source, years: amounts, total: sum(amounts) }];
  });
  return { sources, afterFromOnce };
}
