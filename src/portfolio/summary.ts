/** The overview in a few sentences. */
import { count, joinWords } from '../text/plurals.js';
import { formatNumber, formatScore } from '../text/numbers.js';
import { viewCompleteness } from './completeness.js';
import { viewGaps } from './levels.js';
import type { Summary } from './summarize.js';
import { findShared } from './work.js';
import type { PortfolioNames } from './wording.js';

/** How many things a sentence names. */
const MOST_NAMED = 3;

export function viewOverviewBrief(names: PortfolioNames, summary: Summary): { label: string; text: string }[] {
  const parts: [string, string | null][] = [
    ['Where they stand.', describeGaps(names, summary)],
    ['What is missing most often.', describeCommonest(names, summary)],
    ['What they could do together.', describeShared(names, summary)],
    ['What it costs.', describeCost(names, summary)],
    ['What is open.', describeOpen(names, summary)],
  ];
  return parts.flatMap(([label, text]) => (text === null ? [] : [{ label, text }]));
}

function describeGaps(names: PortfolioNames, { conditions }: Summary): string | null {
  const known = conditions
    .filter(
      ({ gap, unknown, notApplicable }) => (gap ?? 0) > 0 && names.isEnough(names.total - unknown - notApplicable),
    )
    .sort((a, b) => b.gap! - a.gap!)
    .slice(0, MOST_NAMED);
  if (known.length === 0) return null;
  const list = known.map(({ condition, gap }) => `${names.condition(condition).name} (${formatScore(gap!)})`);
  return `On average, the most is missing to the aim in ${joinWords(list)}; the figure says how many levels, where it is known.`;
}

function describeCommonest(names: PortfolioNames, summary: Summary): string | null {
  const [first] = viewGaps(names, summary).rows;
  if (first === undefined) return null;
  return `“${first.ask}” (${first.condition}): ${first.cells[0]!} of the ${formatNumber(names.total)} are below their aim.`;
}

function describeShared(names: PortfolioNames, summary: Summary): string | null {
  const { shared, paid } = findShared(names, summary);
  if (shared.length === 0) return null;
  const dearest = paid.slice(0, MOST_NAMED).map(({ action }) => `“${names.action(action).title}”`);
  const most = dearest.length === 0 ? '' : ` Most money goes into ${joinWords(dearest)}.`;
  return `${count(shared.length, 'action stands', 'actions stand')} in at least half of the plans.${most}`;
}

function describeCost(names: PortfolioNames, { costs, plans }: Summary): string | null {
  if (!names.isEnough(plans) || costs.total.high === 0) return null;
  const after = costs.after.high === 0 ? '' : `, and about ${names.about(costs.after)} every year after them`;
  const open = costs.openPlans === 0 ? '' : ' It is more than that, because not all plans have all numbers.';
  return `By planning defaults, all plans together cost about ${names.about(costs.total)} within their years${after}.${open}`;
}

function describeOpen(names: PortfolioNames, summary: Summary): string | null {
  const { allKnown, someUnanswered, empty } = summary.completeness;
  if (allKnown === names.total) return null;
  // The counts as in the table below, so that both together tell no more than one.
  const [complete, , unfinished] = viewCompleteness(names, summary).rows;
  if (names.least !== null)
    return `Every question has a level: ${complete!.count}. Some questions are not answered yet: ${unfinished!.count}.`;
  return `Of the ${formatNumber(names.total)}, ${complete!.count} know the level of every question, and ${formatNumber(someUnanswered + empty)} have questions that are not answered yet.`;
}
