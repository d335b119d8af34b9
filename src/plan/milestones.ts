/** The dated points of a plan. */
import type { Milestone, Plan, PlannedAction } from '../model/index.js';
import { byText } from '../text/lists.js';
import type { PlanContext } from './context.js';

/** Launches and reviews of waves, decisions, and levels that are reached, by date. */
export function findMilestones(
  context: PlanContext,
  { actions: planned, later, spread, assessment }: Pick<Plan, 'actions' | 'later' | 'spread' | 'assessment'>,
): Milestone[] {
  const { start, actions, gates } = context;
  const finishes = findFinishes(context, planned, later);
  const levels = assessment.conditions.flatMap(({ id: condition, applicable, rank: from, target }) => {
    if (!applicable) return [];
    return Array.from({ length: Math.max(0, Math.ceil(target) - from) }, (_, n) => from + n + 1).flatMap(
      (rank): Milestone[] => {
        const raisers = [...gates.raisersOf({ condition, rank })];
        if (raisers.length === 0 || !raisers.every((id) => finishes.has(id))) return [];
        const date = raisers.map((id) => finishes.get(id)!).reduce((a, b) => (a > b ? a : b));
        return [{ kind: 'level', condition, rank, date }];
      },
    );
  });
  const waves = (spread?.waves ?? []).flatMap(({ number, launch, review }): Milestone[] => [
    ...(launch === null || launch < start ? [] : [{ kind: 'launch' as const, wave: number, date: launch }]),
    ...(review === null ? [] : [{ kind: 'review' as const, wave: number, date: review }]),
  ]);
  const decided = planned.flatMap(({ key, id, finish }): Milestone[] => {
    const { decision } = actions.get(id)!;
    return decision === null ? [] : [{ kind: 'decision', action: key, body: decision.body, date: finish! }];
  });
  return [...waves, ...decided, ...levels].sort((a, b) => byText(a.date, b.date));
}

/** By id, when an action is finished, all its waves; none where a wave has no date. */
function findFinishes(
  { done, start }: PlanContext,
  planned: readonly PlannedAction[],
  later: readonly PlannedAction[],
): ReadonlyMap<string, string> {
  // Work that the team has done is no work of the plan, whether or not the answers show its effect yet.
  const finishes = new Map([...done].map((id) => [id, start]));
  for (const { id, finish } of planned) {
    const known = finishes.get(id);
    if (known === undefined || finish! > known) finishes.set(id, finish!);
  }
  for (const { id } of later) finishes.delete(id);
  return finishes;
}
