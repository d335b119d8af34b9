/** Everything that the overview shows, decided: counted, sorted, worded. The template only places it. */
import type { Fact, Framework, Terms } from '../model/index.js';
import { viewOverviewBrief } from './summary.js';
import { viewCompleteness, type CompletenessView } from './completeness.js';
import { groupBy } from './groups.js';
import type { Part } from './parts.js';
import { viewGaps, viewGroups, viewHeat, viewLevels } from './levels.js';
import type { GapsView, GroupsView, HeatView, LevelsView } from './levels.js';
import { summarize } from './summarize.js';
import type { PortfolioSheet } from './organization-table.js';
import { viewCosts, viewShared, viewSpreads } from './work.js';
import type { CostsView, SharedView, SpreadView } from './work.js';
import { PortfolioNames } from './wording.js';
import { capitalize, count, joinSome, joinWords } from '../text/plurals.js';
import { formatNumber } from '../text/numbers.js';
import { those } from '../text/lists.js';

/** What the overview's template shows. */
export interface PortfolioView {
  readonly framework: {
    readonly id: string;
    readonly title: string;
    readonly version: string;
    readonly summary: string | null;
  };
  readonly terms: Terms;
  /** What one organization is called, at the beginning of a heading. */
  readonly organization: string;
  readonly total: string;
  readonly highest: string;
  readonly lowest: string;
  readonly lead: readonly string[];
  /** How small counts are kept back; null where all are told. */
  readonly least: string | null;
  readonly brief: readonly { readonly label: string; readonly text: string }[];
  readonly levels: LevelsView;
  readonly heat: HeatView | null;
  readonly groups: GroupsView | null;
  readonly gaps: GapsView;
  readonly shared: SharedView;
  readonly costs: CostsView | null;
  readonly spreads: readonly SpreadView[];
  readonly completeness: CompletenessView;
}

/** What the templates of tables show besides. */
export interface PortfolioTableView extends PortfolioView {
  readonly sheet: PortfolioSheet;
}

/** What a person chose for an overview. */
export interface Choices {
  /** The fact by which organizations are put together. */
  readonly by: string | null;
  /** Counts of organizations below this are not told, and none is named. */
  readonly least: number | null;
}

/** How many names of inputs that failed are listed. */
const MOST_FAILED = 20;

/** Words everything that the overview shows. */
export function viewPortfolio(framework: Framework, part: Part, { by, least }: Choices): PortfolioView {
  const summary = summarize(framework, part.organizations);
  const names = new PortfolioNames(framework, part.organizations, least);
  const fact = framework.facts.find(({ id }) => id === by);
  const groupsOf = (known: Fact) => groupBy(known, part.organizations, (amount) => names.money(amount));
  const groups = fact === undefined ? null : viewGroups(names, fact, groupsOf(fact), summary.standings);
  const { id, title, version, levels, terms } = framework;
  return {
    framework: { id, title, version, summary: framework.summary },
    terms,
    organization: capitalize(terms.organization),
    total: formatNumber(summary.total),
    lowest: levels[0]!.name,
    highest: levels.at(-1)!.name,
    lead: describeInputs(names, part, summary.plans),
    least: least === null ? null : formatNumber(least),
    brief: viewOverviewBrief(names, summary),
    levels: viewLevels(names, summary),
    heat: least === null ? viewHeat(names, summary, groups !== null) : null,
    groups,
    gaps: viewGaps(names, summary),
    shared: viewShared(names, summary),
    costs: viewCosts(names, summary),
    spreads: viewSpreads(names, summary),
    completeness: viewCompleteness(names, summary),
  };
}

/** What the overview is made from, and what is missing in it. */
function describeInputs(names: PortfolioNames, { parts, failed }: Part, plans: number): string[] {
  const { title, version, terms } = names.framework;
  const without = names.total - plans;
  return those(
    `Made with the framework “${title}”, version ${version}, from ${count(names.total, 'answers file')}, one for each ${terms.organization}.`,
    without > 0 &&
      `${capitalize(names.ofThem(without, 'has', 'have'))} no start date yet and so no plan: what follows about work, cost and waves leaves them out.`,
    failed.length > 0 && describeFailed(failed, names.least),
    parts.length > 0 &&
      `It is not complete: it is made of ${joinWords(parts)} of the inputs, and the other parts are missing.`,
  );
}

/** Names are those of files; where no organization is named, neither are they. */
function describeFailed(failed: readonly string[], least: number | null): string {
  const end = 'had errors and';
  if (least === null)
    return `${count(failed.length, 'input')} ${end} ${failed.length === 1 ? 'is' : 'are'} not in this overview: ${joinSome(failed, MOST_FAILED)}.`;
  return `${failed.length < least ? `Fewer than ${least}` : formatNumber(failed.length)} inputs ${end} are not in this overview.`;
}
