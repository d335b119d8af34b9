/** How the plan spreads, once the waves have dates. */
import { addDays } from '../text/dates.js';
import type { HeldUp, Spread, Wave } from '../model/index.js';
import type { PlanContext } from './context.js';
import type { PlanSchedule } from './schedule.js';
import type { Copies } from './tasks.js';
import { factOf, findEnough } from './waves.js';

/** Gives the waves their dates; null where nothing spreads. */
export function dateWaves(
  { rollout: draft, answers, start }: PlanContext,
  { copies, launches }: Copies,
  schedule: PlanSchedule,
): Spread | null {
  if (draft === null) return null;
  const waves = draft.waves.map((wave): Wave => {
    const launch = schedule.launches[wave.number - 1] ?? null;
    const reviews = copies.filter(({ action, wave: own }) => own === wave.number && action.phase === 'review');
    const ends = reviews.map(({ key }) => schedule.placed.get(key)!.days?.finish ?? null);
    const review = ends.length === 0 || ends.includes(null) ? null : Math.max(...ends.map((day) => day!));
    const { after, closed } = launches[wave.number - 1]!;
    const late = after.find((key) => schedule.placed.get(key)?.days === null);
    const waiting: HeldUp = late === undefined ? { kind: 'horizon' } : { kind: 'waits-for', action: late };
    return {
      ...wave,
      launch: launch === null ? null : addDays(start, launch),
      review: review === null ? null : addDays(start, review),
      heldUp: launch === null ? (closed ?? waiting) : null,
    };
  });
  const launched = waves.filter(({ launch }) => launch !== null);
  return {
    rollout: draft.rollout,
    total: draft.total,
    already: draft.already,
    waves,
    carried: draft.already + launched.reduce((sum, { units }) => sum + units, 0),
    capacity: draft.rollout.capacity.map((limit) => ({
      ...limit,
      there: factOf(answers, limit.per),
      // Without any wave there would still be one launch, had somebody the hands for it.
      enough: findEnough(draft, limit, answers, Math.max(1, launched.length)),
    })),
    unknown: draft.unknown,
  };
}
