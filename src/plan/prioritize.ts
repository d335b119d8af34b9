/** Which conditions come first. */
import { findWavePrecedences, type Precedence } from '../framework/precedence.js';
import type { Priority } from '../model/index.js';
import { collectBy, reachAll } from '../text/lists.js';
import { countWaves, type PlanContext } from './context.js';
import type { Selection } from './select.js';

/**
 * Ranks the conditions that have a gap: priority = gap × weight × (1 + the share of the selected actions elsewhere that
 * wait, directly or not, for its own), between one and two times gap × weight. Ties by the framework's order.
 * @param precedences those among the selected actions that hold without waves
 */
export function prioritize(
  context: PlanContext,
  { actions: selected, assessment }: Selection,
  precedences: readonly Precedence[],
): Priority[] {
  const { framework, gates } = context;
  const focus = context.answers.focus.priorities;
  const inWaves = countWaves(context) > 0 ? findWavePrecedences(gates, selected, precedences) : [];
  const next = collectBy([...precedences, ...inWaves], ({ first }) => first);
  const conditionOfAction = new Map(selected.map((action) => [action.id, action.condition]));
  return framework.conditions
    .flatMap((condition, n) => {
      const { applicable, gap } = assessment.conditions[n]!;
      if (!applicable || gap === 0) return [];
      const own = selected.filter((action) => action.condition === condition.id).map((action) => action.id);
      const elsewhere = selected.length - own.length;
      const waiting = [...reachAll(own, (id) => (next.get(id) ?? []).map((one) => one.id))].filter(
        (id) => conditionOfAction.has(id) && conditionOfAction.get(id) !== condition.id,
      ).length;
      const share = elsewhere === 0 ? 0 : waiting / elsewhere;
      return [{ condition: condition.id, priority: gap * condition.weight * (1 + share), elsewhere, waiting }];
    })
    .sort((a, b) => b.priority - a.priority)
    .map((one, n) => ({
      ...one,
      priority: Math.round(one.priority * 1e6) / 1e6,
      position: n + 1,
      inFocus: focus === null || n < focus,
    }));
}
