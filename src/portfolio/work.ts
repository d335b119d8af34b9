/** What many plans share, and what all together cost and launch, by fiscal year. */
import { sumAmounts } from '../model/index.js';
import { capitalize, count, joinSome } from '../text/plurals.js';
import { formatNumber } from '../text/numbers.js';
import { those } from '../text/lists.js';
import { joinSmallRows } from './protect.js';
import { sum, type Summary } from './summarize.js';
import type { PortfolioNames } from './wording.js';

/** Actions that stand in at least half of the plans. */
export interface SharedView {
  /** How many there are, of how many in the framework. */
  readonly shared: string;
  readonly all: string;
  /** That open questions make work, where there are any. */
  readonly open: string | null;
  /** What costs money, the highest cost first. */
  readonly paid: readonly (SharedAction & Readonly<Record<'items' | 'cost', string>>)[];
  /** What needs no money, that of most plans first. */
  readonly unpaid: readonly SharedAction[];
}

type SharedAction = Readonly<Record<'title' | 'role' | 'plans' | 'starts', string>>;

export interface CostsView {
  readonly summary: readonly string[];
  /** Whether plans are counted by year. */
  readonly hasPlans: boolean;
  readonly rows: readonly Readonly<Record<'year' | 'plans' | 'once' | 'recurring' | 'total', string>>[];
  readonly total: Readonly<Record<'once' | 'recurring' | 'total', string>>;
  readonly unknown: string | null;
}

/** How the plans spread over one kind of unit. */
export interface SpreadView {
  readonly name: string;
  readonly summary: string;
  readonly units: string;
  readonly rows: readonly Readonly<Record<'year' | 'launches' | 'units', string>>[];
}

type ActionCounts = Summary['actions'][number];

const MOST_ACTIONS = 15;
const MOST_STARTS = 2;

/** Actions that stand in at least half of the plans, and of them those that cost something, the dearest first. */
export function findShared(names: PortfolioNames, { actions, plans }: Summary) {
  const shared = actions.filter((action) => 2 * action.plans >= plans && names.isEnough(action.plans));
  // In the framework's order where they are alike.
  const paid = shared
    .filter(({ total, costOpen }) => total.high > 0 || costOpen > 0)
    .sort((a, b) => b.total.high - a.total.high || b.plans - a.plans);
  return { shared, paid };
}

export function viewShared(names: PortfolioNames, summary: Summary): SharedView {
  const { shared, paid } = findShared(names, summary);
  const unpaid = shared
    .filter(({ action }) => names.action(action).costs.length === 0)
    .sort((a, b) => b.plans - a.plans)
    .slice(0, MOST_ACTIONS);
  return {
    shared: formatNumber(shared.length),
    all: formatNumber(summary.actions.length),
    open: describeOpen(names, summary),
    paid: paid.slice(0, MOST_ACTIONS).map((action) => ({
      ...viewAction(names, action),
      items: [...new Set(names.action(action.action).costs.map(({ item }) => item))].join('; '),
      cost: describeCost(names, action),
    })),
    unpaid: unpaid.map((action) => viewAction(names, action)),
  };
}

function describeOpen({ framework, least }: PortfolioNames, { standings }: Summary): string | null {
  const open = standings.filter(({ record, known, asked }) => record.plan !== null && known < asked).length;
  if (open === 0) return null;
  // With the counts of complete answers, this one would tell how many without a plan have open questions.
  const plans = least === null ? `In ${count(open, 'plan')}` : 'In some plans';
  return `${plans}, questions are open. An open question counts as “${framework.levels[0]!.name}” until its level is known, so these plans may hold more work, and cost more, than they need.`;
}

function viewAction(names: PortfolioNames, { action, plans, starts, undated }: ActionCounts): SharedAction {
  const { title, owner } = names.action(action);
  return {
    title,
    role: names.role(owner),
    plans: names.some(plans),
    starts: nameStarts(names, those(...starts, undated > 0 && { year: 'no date yet', plans: undated })),
  };
}

/** The fiscal years in which most start, in their order. */
function nameStarts(names: PortfolioNames, starts: ActionCounts['starts']): string {
  const told = starts.filter(({ plans }) => names.isEnough(plans));
  const most = [...told].sort((a, b) => b.plans - a.plans).slice(0, MOST_STARTS);
  const shown = told.filter((start) => most.includes(start));
  // Small counts could be had by subtraction from the others, so then only the years are named.
  return shown.map(({ year, plans }) => (names.least === null ? `${year} (${formatNumber(plans)})` : year)).join(', ');
}

function describeCost(names: PortfolioNames, { total, plans, costOpen }: ActionCounts): string {
  if (total.high === 0) return 'not known';
  if (!names.isEnough(plans - costOpen)) return 'not shown';
  return `${names.amount(total)}${costOpen === 0 ? '' : `, and more: not all is known in ${names.some(costOpen)}`}`;
}

/** Null where nothing costs anything, or too few plans do. */
export function viewCosts(names: PortfolioNames, { costs, plans }: Summary): CostsView | null {
  if (!names.isEnough(plans) || (costs.total.high === 0 && costs.unknown.length === 0)) return null;
  const sumYears = (years: Summary['costs']['years']) => {
    const once = sumAmounts(years.map((year) => year.once));
    const recurring = sumAmounts(years.map((year) => year.recurring));
    const total = sumAmounts([once, recurring]);
    return { once: names.amount(once), recurring: names.amount(recurring), total: names.amount(total) };
  };
  return {
    summary: describeCosts(names, costs),
    hasPlans: names.least === null,
    rows: joinSmallRows(costs.years, names.least).map((years) => ({
      year: nameYears(years),
      plans: formatNumber(new Set(years.flatMap(({ members }) => members)).size),
      ...sumYears(years),
    })),
    total: sumYears(costs.years),
    unknown: describeUnknown(names, costs),
  };
}

function describeCosts(names: PortfolioNames, { total, after, later, laterPlans }: Summary['costs']): string[] {
  return those(
    `By planning defaults, the work of all plans together costs about ${names.about(total)} within their years. These are estimates that nobody has promised to pay.`,
    after.high > 0 && `When the plans have ended, about ${names.about(after)} of it comes back every year.`,
    later.high > 0 &&
      names.isEnough(laterPlans) &&
      `Work that has no date within its plan would cost about ${names.about(later)} besides.`,
  );
}

function describeUnknown(names: PortfolioNames, { openPlans, unknown }: Summary['costs']): string | null {
  if (openPlans === 0) return null;
  const facts = unknown.map(({ fact, plans }) => `${names.fact(fact)} (in ${names.some(plans)})`);
  return `In ${names.some(openPlans)} of the plans, a part of the cost is not known and not in these sums, because numbers are missing: ${joinSome(facts, 12)}. The true sums are higher.`;
}

/** The name of a year, or of the first and the last of several. */
function nameYears(years: readonly { readonly year: string }[]): string {
  const [first, last] = [years[0]!.year, years.at(-1)!.year];
  return first === last ? first : `${first} to ${last}`;
}

/** A part for each kind of unit that plans spread over. */
export function viewSpreads(names: PortfolioNames, { spreads }: Summary): SpreadView[] {
  return spreads.flatMap((spread) => {
    const rollout = names.framework.rollouts.find(({ unit }) => unit === spread.unit)!;
    const viewRow = (year: string, counts: readonly (typeof spread.undated)[]) => ({
      year,
      launches: formatNumber(sum(counts, ({ launches }) => launches)),
      units: formatNumber(sum(counts, ({ units }) => units)),
    });
    const rows = joinSmallRows(spread.years, names.least).map((years) => viewRow(nameYears(years), years));
    if (names.least !== null && rows.length === 0) return [];
    // How many have no date would tell, with the others, of the few plans that have such waves.
    if (names.least === null && spread.undated.launches > 0)
      rows.push(viewRow('No date within the plan', [spread.undated]));
    return [
      {
        name: capitalize(rollout.names),
        summary:
          names.least === null
            ? `${capitalize(count(spread.plans, 'plan spreads', 'plans spread'))} over ${formatNumber(spread.total)} ${rollout.names}: ${formatNumber(spread.already)} are in today, and ${formatNumber(spread.carried)} will be in when the plans end.`
            : `How many ${rollout.names} join in which year.`,
        units: capitalize(rollout.names),
        rows,
      },
    ];
  });
}
