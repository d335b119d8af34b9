/** Every action as a row of plain values, for spreadsheets and project tools. */
import { type Answers, type Framework, monthsOf, type Plan, sumAmounts } from '../model/index.js';
import { collectBy } from '../text/lists.js';
import { Names } from './names.js';
import { HOW_OFTEN } from './register.js';
import type { SheetRow } from './view.js';

export function viewSheet(framework: Framework, answers: Answers, plan: Plan): SheetRow[] {
  const names = new Names(framework, answers, plan);
  const costs = collectBy(plan.budget.lines, ({ action }) => action);
  return [...plan.actions, ...plan.later].map((planned) => {
    const action = names.action(planned.id);
    const lines = costs.get(planned.key) ?? [];
    const { low, high } = sumAmounts(lines.map(({ total }) => total));
    const { helps, asked, told } = names.others(action);
    const isUnknown = lines.some(({ missing }) => missing !== null);
    const money = (amount: number) => (isUnknown ? 'not known' : lines.length === 0 ? '' : String(amount));
    return {
      key: planned.key,
      title: names.title(planned.key),
      condition: names.conditionOf(planned.id),
      wave: planned.wave === null ? '' : String(planned.wave),
      status: planned.start === null ? 'later' : planned.status,
      owner: names.roleOf(action.owner),
      assignee: planned.assignee ?? '',
      helps: helps.join('; '),
      asked: asked.join('; '),
      told: told.join('; '),
      start: planned.start ?? '',
      finish: planned.finish ?? '',
      weeks: String(planned.weeks),
      slack: planned.slack === null ? '' : String(Math.floor(planned.slack / 7)),
      critical: names.critical.has(planned.key) ? 'yes' : '',
      after: planned.waitsFor.join(' '),
      repeats: action.repeat === null || monthsOf(action.repeat) === null ? '' : HOW_OFTEN[action.repeat],
      low: money(low),
      high: money(high),
      deliverable: action.deliverable ?? '',
      measure: action.measure?.name ?? '',
      note: planned.note ?? '',
    };
  });
}
