/** The ways in which each action can come into a plan: for the rules, and for people who ask. */
import { type Action, type Framework, monthsOf } from '../model/index.js';

/**
 * One way in which an action can come into a plan. `answer`: a question stands below a level and is to reach it; `always`: it
 * is part of every plan; `wave`: the plan has waves; `keep`: its condition is where it is meant to be, and this keeps it there;
 * `prerequisite`: an action that waits for it is in the plan.
 */
export type Occasion =
  | { readonly kind: 'answer'; readonly question: string; readonly rank: number }
  | { readonly kind: 'always' | 'wave' | 'keep' | 'prerequisite' };

/** By action, what can bring it into a plan where answers ask for it; none where nothing can. */
export function findOccasions(framework: Framework): ReadonlyMap<string, readonly Occasion[]> {
  const { actions } = framework;
  const own = new Map(actions.map((action) => [action.id, listOwnOccasions(action, framework)]));
  const byId = new Map(actions.map((action) => [action.id, action]));
  const waitedFor = new Set<string>();
  const visit = ({ after }: Action): void => {
    for (const id of after) {
      const first = byId.get(id)!;
      if (waitedFor.has(id) || isAlwaysTrue(first)) continue;
      waitedFor.add(id);
      visit(first);
    }
  };
  // An action that only keeps up a level brings nothing else along.
  for (const action of actions) if (own.get(action.id)!.some(({ kind }) => kind !== 'keep')) visit(action);
  return new Map(
    [...own].map(([id, occasions]) => [id, waitedFor.has(id) ? [...occasions, { kind: 'prerequisite' }] : occasions]),
  );
}

function listOwnOccasions(action: Action, { rollouts }: Framework): Occasion[] {
  const { raises, always, repeat, condition } = action;
  const occasions: Occasion[] = [];
  if (!isAlwaysTrue(action)) {
    if (always && repeat !== 'wave') occasions.push({ kind: 'always' });
    for (const { question, rank } of raises) if (rank > 0) occasions.push({ kind: 'answer', question, rank });
    if (repeat === 'wave' && rollouts.length > 0) occasions.push({ kind: 'wave' });
  }
  if (monthsOf(repeat) !== null && !always && condition !== null && raises.length > 0) occasions.push({ kind: 'keep' });
  return occasions;
}

/** Tells whether all that an action raises is there from the beginning, since no question stands below the lowest level. */
function isAlwaysTrue({ raises }: Action): boolean {
  return raises.length > 0 && raises.every(({ rank }) => rank === 0);
}
