/** What the plan costs and who may pay: by action, fiscal year, condition and source, in whole units that add up. */
import { addDays, toDay } from '../io/dates.js';
import type { Amount, Answers, Budget, Cost, CostLine, Framework, PlannedAction, Span } from '../model.js';
import { findFiscalYears } from './calendar.js';
import { factOf, type RollOutDraft } from './rollout.js';

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
  const amountOf = (cost: Cost, wave: number | null) => figureAmount(answers, spread, cost, wave);
  const lines = planned.flatMap((action) =>
    byId.get(action.id)!.costs.map((cost): CostLine => {
      const amount = amountOf(cost, action.wave);
      const common = { action: action.key, item: cost.item, each: cost.each, funding: cost.funding };
      if (typeof amount === 'string') return { ...common, amount: NOTHING, years: [], total: NOTHING, missing: amount };
      const years =
        cost.each === 'year'
          ? payYearly(amount, action.finish!, start, end, fiscalYears)
          : payOnce(amount, [{ start: action.start!, finish: action.finish! }, ...action.again], start, fiscalYears);
      return { ...common, amount, years, total: sum(years), missing: null };
    }),
  );
  const perYear = (each: Cost['each']) =>
    fiscalYears.map((_, n) => sum(lines.filter((line) => line.each === each).map((line) => line.years[n] ?? NOTHING)));
  const conditionOf = new Map(planned.map(({ key, id }) => [key, byId.get(id)!.condition]));
  const conditions = [...framework.conditions.map(({ id }) => id), null].flatMap((condition) => {
    const total = sum(lines.filter((line) => conditionOf.get(line.action) === condition).map((line) => line.total));
    return total.high === 0 ? [] : [{ condition, total }];
  });
  const hasFunds = Object.keys(answers.funds).length > 0;
  const parts = fiscalYears.map((year) => daysOf(overlap(year, { start, finish: end })) / daysOf(year));
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
    after: sum(
      planned.flatMap((action) =>
        byId
          .get(action.id)!
          .costs.map((cost) => goesOn(cost, amountOf(cost, action.wave), byId.get(action.id)!.repeat)),
      ),
    ),
    afterFromOnce,
    later: sum(
      later.flatMap(({ id, wave }) =>
        byId.get(id)!.costs.map((cost) => {
          const amount = amountOf(cost, wave);
          return typeof amount === 'string' ? NOTHING : amount;
        }),
      ),
    ),
    unknown: findUnknown(lines),
  };
}

/** Pay for a post is due where the post is one of its own. */
function isPaid({ post }: Cost, answers: Answers): boolean {
  return post === null || answers.heldBy[post] === undefined;
}

function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce((all, one) => ({ low: all.low + one.low, high: all.high + one.high }), NOTHING);
}

/** What a cost comes to, once or in a year, or the fact that is missing. */
function figureAmount(answers: Answers, spread: RollOutDraft | null, cost: Cost, wave: number | null): Amount | string {
  const count = cost.per === null ? 1 : factOf(answers, cost.per);
  if (count === null) return cost.per!;
  // The small addition keeps 445 × 0.2 at 89, where binary fractions make it a little less.
  const all = {
    low: Math.round(cost.low * count * cost.share + 1e-6),
    high: Math.round(cost.high * count * cost.share + 1e-6),
  };
  if (wave === null || spread === null || cost.per === null) return all;
  const units = spread.waves.map((one) => one.units);
  const shares = [...units, spread.total - units.reduce((a, b) => a + b, 0)];
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
  const byRemainder = [...shares.keys()].sort((a, b) => exact[b]! - parts[b]! - (exact[a]! - parts[a]!) || a - b);
  for (const n of byRemainder.slice(0, left)) parts[n]! += 1;
  return parts;
}

/** An amount for each turn of an action, spread over the fiscal years by its days within the plan. */
function payOnce(amount: Amount, turns: readonly Span[], start: string, fiscalYears: readonly Span[]): Amount[] {
  const paid = turns.map((turn) => {
    const within = { start: turn.start > start ? turn.start : start, finish: turn.finish };
    const shares = fiscalYears.map((year) => daysOf(overlap(year, within)));
    const low = apportion(amount.low, shares);
    const high = apportion(amount.high, shares);
    return fiscalYears.map((_, n): Amount => ({ low: low[n]!, high: high[n]! }));
  });
  return fiscalYears.map((_, n) => sum(paid.map((years) => years[n]!)));
}

/** A yearly amount from the day after `finish` to the plan's end, in each fiscal year by its days. */
function payYearly(amount: Amount, finish: string, start: string, end: string, fiscalYears: readonly Span[]): Amount[] {
  const from = finish < start ? start : addDays(finish, 1);
  const days = fiscalYears.map((year) => daysOf(overlap(year, { start: from, finish: end })));
  const paid = (yearly: number) => {
    // The whole is rounded once and then divided, so that the years add up to it.
    const whole = Math.round(fiscalYears.reduce((all, year, n) => all + (yearly * days[n]!) / daysOf(year), 0));
    return apportion(
      whole,
      fiscalYears.map((year, n) => days[n]! / daysOf(year)),
    );
  };
  const [low, high] = [paid(amount.low), paid(amount.high)];
  return fiscalYears.map((_, n): Amount => ({ low: low[n]!, high: high[n]! }));
}

/** The days that two spans share; none where the last is before the first. */
function overlap(a: Span, b: Span): Span {
  return { start: a.start > b.start ? a.start : b.start, finish: a.finish < b.finish ? a.finish : b.finish };
}

function daysOf({ start, finish }: Span): number {
  return Math.max(0, toDay(finish) - toDay(start) + 1);
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
