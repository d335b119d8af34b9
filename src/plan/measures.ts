/** How one will know whether the work has worked: measures, each with its dates. */
import { monthsOf, type PlannedAction, type PlannedMeasure } from '../model/index.js';
import { addDays, addMonths } from '../text/dates.js';
import { byText } from '../text/lists.js';
import type { PlanContext } from './context.js';

/** Days from the plan's start within which today's figures are settled, at the earliest: a planning default. */
const BASELINE_DAYS = 28;

/** The first copy of each action. */
export function findFirsts(planned: readonly PlannedAction[]): PlannedAction[] {
  const seen = new Set<string>();
  return planned.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/**
 * One measure an action, by first reading: for wave actions, that of the first wave to come.
 * @param planned actions with dates, by start
 */
export function findMeasures(context: PlanContext, planned: readonly PlannedAction[]): PlannedMeasure[] {
  const { actions, answers, start: planStart } = context;
  const earliest = addDays(planStart, BASELINE_DAYS - 1);
  const found = findFirsts(planned).flatMap(({ key, id, start, finish }): PlannedMeasure[] => {
    const { measure } = actions.get(id)!;
    if (measure === null) return [];
    const { kind, every } = measure;
    const baseline = answers.baselines[id] ?? null;
    // A sign of the work itself has no figure before the work.
    const isAsked = baseline === null && kind !== 'leading';
    const before = addDays(start!, -1);
    const due = before > earliest ? before : earliest;
    return [
      {
        action: key,
        baseline,
        baselineDue: isAsked ? (due < finish! ? due : finish!) : null,
        // The work shows at once, a result once it has had time.
        firstReading: kind === 'leading' ? finish! : addMonths(finish!, monthsOf(every ?? 'month') ?? 0),
      },
    ];
  });
  return found.sort((a, b) => byText(a.firstReading, b.firstReading));
}
