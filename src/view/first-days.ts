/** The first ninety days, week by week. */
import { addDays, formatSpan } from '../text/dates.js';
import { those } from '../text/lists.js';
import type { Names } from './names.js';
import type { PlanView } from './view.js';
import { capitalize, count } from '../text/plurals.js';

/** Thirteen weeks: ninety days and one. */
const WEEKS = 13;
const AT = Object.entries({ start: 'the plan', wave: 'the next wave', review: 'the review' });

export function viewFirstDays(names: Names): PlanView['firstDays'] {
  const { plan } = names;
  return Array.from({ length: WEEKS }, (_, n) => {
    const from = addDays(plan.start, 7 * n);
    const to = addDays(from, 6);
    const isIn = (date: string | null) => date !== null && date >= from && date <= to;
    const messages = plan.messages.filter(({ date }) => isIn(date));
    const telling = AT.map(([at, what]) => {
      const audiences = messages
        .filter((message) => message.at === at)
        .map(({ audience }) => names.framework.audiences.find(({ id }) => id === audience)!.name);
      return audiences.length > 0 && `Tell about ${what}: ${audiences.join('; ')}`;
    });
    const open = plan.findOut.filter(({ due }) => isIn(due)).length;
    const baselines = plan.measures.filter(({ baselineDue }) => isIn(baselineDue)).length;
    return {
      title: `Week ${n + 1}`,
      dates: formatSpan(from, to),
      things: those(
        ...plan.actions
          .filter(({ start }) => isIn(start))
          .map((action) => `Start: ${names.title(action.key)}. ${names.owner(action)}`),
        ...telling,
        ...plan.actions
          .filter(({ finish }) => isIn(finish))
          .map(({ key }) => {
            const { decision } = names.action(key);
            return decision === null
              ? `Finish: ${names.title(key)}`
              : `${names.body(decision.body)} decides: ${decision.ask}`;
          }),
        open > 0 && `Find out by the end of the week: ${capitalize(count(open, 'open question'))}`,
        baselines > 0 && `Have today's figure for ${count(baselines, 'measure')}`,
      ),
    };
  }).filter(({ things }) => things.length > 0);
}
