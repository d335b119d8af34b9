/** The budget in tables, and what it says in a few sentences. */
import { NOTHING, sumAmounts } from '../model/index.js';
import { linkTarget } from '../templates/markdown.js';
import { those } from '../text/lists.js';
import { type Names, WHOLE_PLAN } from './names.js';
import type { BudgetView } from './view.js';
import { count, endSentence, joinWords } from '../text/plurals.js';
import { formatDate, formatFiscalYear } from '../text/dates.js';
import { formatShare } from '../text/numbers.js';

export function viewBudget(names: Names): BudgetView | null {
  const { budget } = names.plan;
  if (budget.lines.length === 0 && budget.later.high === 0) return null;
  const unpaid = budget.sources.find(({ source }) => source === null) ?? null;
  return {
    summary: summarize(names),
    hasFunds: budget.hasFunds,
    years: budget.fiscalYears.map(({ start, finish }, n) => ({
      name: formatFiscalYear(start, finish),
      once: names.amount(budget.once[n]!),
      recurring: names.amount(budget.recurring[n]!),
      total: names.amount(sumAmounts([budget.once[n]!, budget.recurring[n]!])),
      unfunded: names.amount(unpaid?.years[n] ?? NOTHING),
    })),
    conditions: budget.conditions.map(({ condition, total }) => ({
      name: condition === null ? WHOLE_PLAN : names.condition(condition).name,
      total: names.amount(total),
    })),
    sources: budget.sources.flatMap(({ source, total }) => {
      const known = names.framework.funding.find(({ id }) => id === source);
      if (known === undefined) return [];
      const { name, paysFor, limits, url } = known;
      return [{ name, total: names.amount(total), paysFor, limits, url: url === null ? null : linkTarget(url) }];
    }),
    unpaid: unpaid === null || unpaid.total.high === 0 ? null : names.amount(unpaid.total),
    unknown: budget.unknown.map(
      ({ fact, actions }) =>
        `Not known: ${endSentence(names.fact(fact))} Without it, nobody can say what ${names.quoteSome(actions)} would cost.`,
    ),
  };
}

/** What the whole comes to, in a few sentences, or null where nothing costs anything. */
export function describeCost(names: Names): string | null {
  const { budget } = names.plan;
  if (budget.lines.length === 0) return null;
  const unpaid = budget.sources.find(({ source }) => source === null)?.total ?? NOTHING;
  const missing = new Set(budget.unknown.flatMap(({ actions }) => actions)).size;
  const facts = joinWords(budget.unknown.map(({ fact }) => names.fact(fact)));
  return those(
    `By planning defaults, the work costs about ${names.about(budget.total)} within these years, and about ${names.about(budget.after)} every year after them.`,
    ...compareWithBudget(names),
    !budget.hasFunds && 'Nobody has agreed to pay for it yet.',
    budget.hasFunds &&
      unpaid.high > 0 &&
      `No money is there yet for ${unpaid.low === 0 ? `up to ${names.about({ low: unpaid.high, high: unpaid.high })}` : `about ${names.about(unpaid)}`} of it.`,
    missing > 0 &&
      `Not in these sums: ${count(missing, 'action')} whose cost hangs on numbers that are not known yet (${facts}). The true sums are higher.`,
  ).join(' ');
}

/** The dearest fiscal year beside each amount of money that the answers give. */
function compareWithBudget(names: Names): string[] {
  const { budget } = names.plan;
  const totals = budget.fiscalYears.map((_, n) => sumAmounts([budget.once[n]!, budget.recurring[n]!]));
  const highest = totals.reduce((most, one, n) => (one.high > totals[most]!.high ? n : most), 0);
  const { start, finish } = budget.fiscalYears[highest]!;
  return names.framework.facts.flatMap(({ id, type }) => {
    const value = names.answers.facts[id];
    if (type !== 'money' || typeof value !== 'number' || value <= 0 || totals[highest]!.high === 0) return [];
    // Rounded up, for it is said to be the most.
    const share = formatShare(Math.min(9.99, Math.ceil((totals[highest]!.high / value) * 100 - 1e-9) / 100));
    const most = budget.unknown.length > 0 ? '' : 'at most ';
    const least = formatShare(Math.min(9.99, totals[highest]!.low / value));
    return [
      `The dearest fiscal year, ${formatFiscalYear(start, finish)}, comes to ${budget.unknown.length > 0 && least !== share ? `${least} to ` : most}${share} of ${names.fact(id)}.`,
    ];
  });
}

function summarize(names: Names): string[] {
  const { budget, end } = names.plan;
  return those(
    describeCost(names),
    budget.after.high > 0 &&
      `After ${formatDate(end)}, ${names.amount(budget.after)} comes back every year. Decide now who will pay it: money that ends must be followed by money that stays.${budget.afterFromOnce.high > 0 ? ` In the last year, ${names.amount(budget.afterFromOnce)} of it is paid from money that is there only once.` : ''}`,
    budget.later.high > 0 &&
      `What was left for later would cost ${names.amount(budget.later)} besides, once or in its first year.`,
  );
}
