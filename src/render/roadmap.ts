/** What starts and what is finished, quarter by quarter, counted from the plan's first day. */
import { addDays, addMonths } from '../io/dates.js';
import type { Names } from './names.js';
import type { QuarterView } from './view.js';
import { formatMonths } from './words.js';

export function viewRoadmap(names: Names): QuarterView[] {
  const { plan } = names;
  const quarters = Array.from({ length: plan.years * 4 }, (_, n): QuarterView => {
    const from = addMonths(plan.start, 3 * n);
    const next = addMonths(plan.start, 3 * (n + 1));
    // What began before the plan is shown in its first quarter.
    const isIn = (date: string) => (n === 0 || date >= from) && date < next;
    return {
      title: `Year ${Math.floor(n / 4) + 1}, quarter ${(n % 4) + 1}`,
      months: formatMonths(from, addDays(next, -1)),
      starts: plan.actions.filter((action) => isIn(action.start!)).map((action) => names.line(action)),
      finishes: plan.actions
        .filter((action) => isIn(action.finish!))
        .map(({ key }) => {
          const { deliverable } = names.action(key);
          return deliverable === null ? names.title(key) : `${names.title(key)}: ${deliverable}`;
        }),
    };
  });
  // Quarters behind the last one with work are left out; one without work between others is shown.
  const last = quarters.findLastIndex(({ starts, finishes }) => starts.length > 0 || finishes.length > 0);
  return quarters.slice(0, last + 1);
}
