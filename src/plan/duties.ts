/** The legal duties that a plan touches, and when somebody must have looked at each. */
import type { Duty, PlannedAction } from '../model/index.js';
import { addDays } from '../text/dates.js';
import type { PlanContext } from './context.js';

/** Days from the plan's start within which legal duties are settled, at the earliest: a planning default. */
const DUTY_DAYS = 90;

/**
 * Duties that a planned action names, or whose `when` holds or may hold, in the framework's order.
 * @param planned actions with dates, by start
 */
export function findDuties(context: PlanContext, planned: readonly PlannedAction[]): Duty[] {
  const { framework, actions: byId, holds, start } = context;
  const looksAfterAll = (action: PlannedAction) => {
    const { condition, obligations } = byId.get(action.id)!;
    return condition === null && framework.obligations.every(({ id }) => obligations.includes(id));
  };
  return framework.obligations.flatMap(({ id, owner, when }): Duty[] => {
    const applies = holds(when);
    const actions = planned.filter((action) => byId.get(action.id)!.obligations.includes(id));
    if (applies === false || (when === null && actions.length === 0)) return [];
    // One that looks after all duties bears on none in particular.
    const first = actions.find((action) => !looksAfterAll(action)) ?? actions[0];
    return [
      {
        obligation: id,
        owner: owner ?? (first === undefined ? null : byId.get(first.id)!.owner),
        first: first?.key ?? null,
        due: findDutyDate(actions, looksAfterAll, start),
        actions: actions.map(({ key }) => key),
        toConfirm: applies === 'unknown',
      },
    ];
  });
}

/** Before the first work begins that a duty bears on; where an action looks after all duties, by its end if that is sooner. */
function findDutyDate(
  actions: readonly PlannedAction[],
  looksAfterAll: (action: PlannedAction) => boolean,
  start: string,
): string {
  const days = actions.map((action) => (looksAfterAll(action) ? action.finish! : action.start!));
  const first = days.reduce<string | null>((least, day) => (least === null || day < least ? day : least), null);
  if (first === null) return addDays(start, DUTY_DAYS - 1);
  return first < start ? start : first;
}
