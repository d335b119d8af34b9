/** Who must be told what the plan does, and when. */
import type { Message, PlannedAction, Spread } from '../model/index.js';
import { addDays } from '../text/dates.js';
import { byText } from '../text/lists.js';
import type { PlanContext } from './context.js';

/** Days before a launch by which people are told about it, at the least: a planning default. */
const TELL_BEFORE_LAUNCH = 28;

/**
 * People are told at the start, of a wave once it is decided who is in it, and of what its review has shown; on weekdays in
 * term. By date.
 * @param planned actions with dates, by start
 */
export function findMessages(
  context: PlanContext,
  planned: readonly PlannedAction[],
  spread: Spread | null,
): Message[] {
  const { framework, holds, start } = context;
  const waves = (spread?.waves ?? []).map(({ number, launch, review }) => ({
    wave: number,
    before: launch === null || launch < start ? null : findDayBefore(context, planned, number, launch),
    after: review === null ? null : nearestDay(context, review, 1),
  }));
  const audiences = framework.audiences.filter(({ when }) => holds(when) !== false);
  const messages = audiences.flatMap(({ id: audience, at }): Message[] => [
    ...(at.includes('start')
      ? [{ audience, at: 'start' as const, wave: null, date: nearestDay(context, start, 1) }]
      : []),
    ...waves.flatMap(({ wave, before, after }): Message[] => [
      ...(at.includes('wave') && before !== null ? [{ audience, at: 'wave' as const, wave, date: before }] : []),
      ...(at.includes('review') && after !== null ? [{ audience, at: 'review' as const, wave, date: after }] : []),
    ]),
  ]);
  return messages.sort((a, b) => byText(a.date, b.date));
}

/** The day on which people are told of a wave that is ahead. */
function findDayBefore(context: PlanContext, planned: readonly PlannedAction[], wave: number, launch: string): string {
  const { start, actions } = context;
  const latest = nearestDay(context, addDays(launch, -TELL_BEFORE_LAUNCH), -1);
  const decided = planned.find((copy) => {
    const { phase, decision } = actions.get(copy.id)!;
    return copy.wave === wave && phase === 'prepare' && decision !== null;
  })?.finish;
  if (decided == null) return latest < start ? start : latest;
  // Nobody is told before it is decided; what is decided out of term is news all the same.
  const next = addDays(decided, 1);
  const date = [nearestDay(context, next, 1), toWeekday(next, 1)].find((day) => day < launch) ?? next;
  return date < start ? start : date;
}

/** The nearest weekday in term from a day on, or back from it. */
function nearestDay({ calendar, start }: PlanContext, date: string, step: 1 | -1): string {
  return toWeekday(addDays(start, calendar.termDay(calendar.dayOf(date), step)), step);
}

/** The day itself, or from a weekend the Monday after or the Friday before. */
function toWeekday(date: string, step: 1 | -1): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (weekday === 6) return addDays(date, step === 1 ? 2 : -1);
  return weekday === 0 ? addDays(date, step === 1 ? 1 : -2) : date;
}
