/** What starts and what is finished, quarter by quarter, counted from the plan's first day. */
import { addDays, addMonths, formatMonths, formatShortDate } from '../text/dates.js';
import type { Milestone } from '../model/index.js';
import type { Names } from './names.js';
import type { ActionLine, QuarterView } from './view.js';
import { count } from '../text/plurals.js';

const QUARTERS = 4;

export function viewRoadmap(names: Names): QuarterView[] {
  const { plan } = names;
  const firstYear = names.firstYear().length;
  const limit = names.answers.focus.firstYearActions;
  const quarters = Array.from({ length: plan.years * QUARTERS }, (_, n): QuarterView => {
    const from = addMonths(plan.start, 3 * n);
    const next = addMonths(plan.start, 3 * (n + 1));
    // What began before the plan is shown in its first quarter.
    const isIn = (date: string) => (n === 0 || date >= from) && date < next;
    const starts = plan.actions.filter((action) => isIn(action.start!)).map((action) => names.line(action));
    const isFull = n < QUARTERS && limit !== null && firstYear >= limit;
    const full = isFull ? `: ${count(firstYear, 'action')} have started, as many as the first year is to have` : '';
    return {
      title: `Year ${Math.floor(n / QUARTERS) + 1}, quarter ${(n % QUARTERS) + 1}`,
      months: formatMonths(from, addDays(next, -1)),
      starts,
      quiet: starts.length > 0 ? null : `Nothing new starts in this quarter${full}.`,
      milestones: plan.milestones.flatMap((milestone) => {
        const what = isIn(milestone.date) && describeMilestone(names, milestone);
        return what === false ? [] : `${formatShortDate(milestone.date)}: ${what}`;
      }),
      finishes: plan.actions.filter((action) => isIn(action.finish!)).map(({ key }) => names.title(key)),
    };
  });
  // Quarters after the last one with work are left out; one without work between others is shown.
  const last = quarters.findLastIndex(({ starts, finishes }) => starts.length > 0 || finishes.length > 0);
  return quarters.slice(0, last + 1);
}

/** The chain of actions that decides when the plan ends: each starts when the one before it ends. */
export function viewCritical(names: Names): ActionLine[] {
  const chain = names.plan.actions.filter(({ key }) => names.critical.has(key));
  // One action alone is no chain.
  return chain.length < 2 ? [] : chain.map((action) => names.line(action));
}

/** A milestone in words; decisions have a section of their own. */
function describeMilestone(names: Names, milestone: Milestone): string | false {
  if (milestone.kind === 'launch') return `wave ${milestone.wave} launches`;
  if (milestone.kind === 'review') return `the review of wave ${milestone.wave} ends`;
  return (
    milestone.kind === 'level' &&
    `the planned work toward ${names.level(milestone.rank)} in ${names.condition(milestone.condition).name} is done; check where it stands`
  );
}
