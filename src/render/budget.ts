/** The budget in tables, and what it says in a few sentences. */
import type { Amount } from '../model.js';
import { linkTarget } from './markdown.js';
import { MOST_NAMED, type Names, WHOLE_PLAN } from './names.js';
import type { BudgetView } from './view.js';
import { endSentence, formatDate, formatShare, joinSome } from './words.js';

export function viewBudget(names: Names): BudgetView | null {
  const { budget } = names.plan;
  if (budget.lines.length === 0 && budget.later.high === 0) return null;
  const unpaid = budget.sources.find(({ source }) => source === null) ?? null;
  return {
    summary: summarize(names),
    hasFunds: budget.hasFunds,
    years: budget.fiscalYears.map(({ start, finish }, n) => ({
      name: fiscalYear(start, finish),
      once: names.amount(budget.once[n]!),
      recurring: names.amount(budget.recurring[n]!),
      total: names.amount(add(budget.once[n]!, budget.recurring[n]!)),
      unfunded: names.amount(unpaid?.years[n] ?? { low: 0, high: 0 }),
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
        `Not known: ${endSentence(names.fact(fact))} Without it, nobody can say what ${joinSome(
          actions.map((action) => names.quoted(action)),
          MOST_NAMED,
        )} would cost.`,
    ),
  };
}

function add(a: Amount, b: Amount): Amount {
  return { low: a.low + b.low, high: a.high + b.high };
}

/** 2027–28, or 2027 where it is a calendar year. */
function fiscalYear(start: string, finish: string): string {
  const [from, to] = [start.slice(0, 4), finish.slice(0, 4)];
  return from === to ? from : `${from}–${to.slice(2)}`;
}

/** What the whole comes to, in one sentence, or null where nothing costs anything. */
export function describeCost(names: Names): string | null {
  const { budget } = names.plan;
  if (budget.lines.length === 0) return null;
  const unknown = budget.unknown.length === 0 ? '' : ' Some costs are not known yet, because facts are missing.';
  return `By planning defaults, the work costs ${names.amount(budget.total)} within these years, and ${names.amount(budget.after)} every year after them.${unknown}`;
}

function summarize(names: Names): string[] {
  const { budget, end } = names.plan;
  const cost = describeCost(names);
  const money = names.framework.facts.filter((fact) => fact.type === 'money');
  const totals = budget.fiscalYears.map((_, n) => add(budget.once[n]!, budget.recurring[n]!));
  const highest = totals.reduce((most, one, n) => (one.high > totals[most]!.high ? n : most), 0);
  const year = budget.fiscalYears[highest]!;
  const compared = money.flatMap(({ id }) => {
    const value = names.answers.facts[id];
    if (typeof value !== 'number' || value <= 0 || totals[highest]!.high === 0) return [];
    const share = formatShare(Math.min(9.99, totals[highest]!.high / value));
    return [
      `The fiscal year that costs most, ${fiscalYear(year.start, year.finish)}, comes to at most ${share} of the ${names.money(value)} in ${names.fact(id)}`,
    ];
  });
  return [
    ...(cost === null ? [] : [cost]),
    ...compared.map(endSentence),
    ...(budget.after.high > 0
      ? [
          `After ${formatDate(end)}, ${names.amount(budget.after)} comes back every year. That is the edge to look at now: money that ends must be followed by money that stays.${budget.afterFromOnce.high > 0 ? ` In the last year, ${names.amount(budget.afterFromOnce)} of it is paid from money that is there only once.` : ''}`,
        ]
      : []),
    ...(budget.later.high > 0
      ? [`What was left for later would cost ${names.amount(budget.later)} besides, once or in its first year.`]
      : []),
  ];
}
