/** Every action as a row of plain values, for spreadsheets and project tools. */
import { type Answers, type Framework, monthsOf, type Plan } from '../model/index.js';
import { Names } from './names.js';
import { HOW_OFTEN } from './register.js';
import type { SheetRow } from './view.js';

export function viewSheet(framework: Framework, answers: Answers, plan: Plan): SheetRow[] {
  const names = new Names(framework, answers, plan);
  const costs = new Map<string, { low: number; high: number; isUnknown: boolean }>();
  for (const { action, total, missing } of names.plan.budget.lines) {
    const known = costs.get(action) ?? { low: 0, high: 0, isUnknown: false };
    known.low += total.low;
    known.high += total.high;
    known.isUnknown ||= missing !== null;
    costs.set(action, known);
  }
  return [...names.plan.actions, ...names.plan.later].map((planned) => {
    const action = names.action(planned.id);
    const cost = costs.get(planned.key);
    const { helps, asked, told } = names.others(action);
    const money = (amount: number | undefined) =>
      cost?.isUnknown ? 'not known' : amount === undefined ? '' : String(amount);
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
      low: money(cost?.low),
      high: money(cost?.high),
      deliverable: action.deliverable ?? '',
      measure: action.measure?.name ?? '',
      note: planned.note ?? '',
    };
  });
}
