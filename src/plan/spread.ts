/** How the plan spreads, once the waves have dates. */
import { addDays } from '../text/dates.js';
import type { Answers, HeldUp, Spread, Wave } from '../model/index.js';
import type { Copies } from './wave-copies.js';
import { factOf, findEnough, type RollOutDraft } from './waves.js';
import type { PlanSchedule } from './schedule.js';

/** @param start the plan's first day */
export function describeSpread(
  draft: RollOutDraft,
  answers: Answers,
  { copies, launches }: Copies,
  schedule: PlanSchedule,
  start: string,
): Spread {
  const dateOf = (day: number) => addDays(start, day);
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
      launch: launch === null ? null : dateOf(launch),
      review: review === null ? null : dateOf(review),
      heldUp: launch === null ? (closed ?? waiting) : null,
    };
  });
  const launched = waves.filter(({ launch }) => launch !== null);
  const carried = draft.already + launched.reduce((sum, { units }) => sum + units, 0);
  return {
    rollout: draft.rollout,
    total: draft.total,
    already: draft.already,
    waves,
    carried,
    capacity: draft.rollout.capacity.map((limit) => ({
      ...limit,
      there: factOf(answers, limit.per),
      // Without any wave there would still be one launch, had somebody the hands for it.
      enough: findEnough(draft, limit, answers, Math.max(1, launched.length)),
    })),
    unknown: draft.unknown,
  };
}
