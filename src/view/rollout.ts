/** The waves: who joins when, what each review looks at, and what holds the roll-out back. */
import type { Wave } from '../model/index.js';
import { those } from '../text/lists.js';
import type { Names } from './names.js';
import type { WavesView } from './view.js';
import { count, joinWords } from '../text/plurals.js';
import { formatDate } from '../text/dates.js';
import { formatNumber } from '../text/numbers.js';

export function viewWaves(names: Names): WavesView | null {
  const { spread } = names.plan;
  if (spread === null) return null;
  const { rollout, waves } = spread;
  const highNeed = names.answers.namedUnits.filter((unit) => unit.highNeed && !unit.isIn).map(({ name }) => name);
  return {
    summary: [...describeSpread(names), ...describeLimits(names)],
    unit: rollout.names,
    rows: waves.map((wave) => {
      const { number, units, named, review } = wave;
      const titles = named.map(({ name, grades }) => (grades === null ? name : `${name} (${grades})`));
      const others = units - named.length;
      return {
        name: `Wave ${number}`,
        units: formatNumber(units),
        which: titles.length === 0 ? null : those(...titles, others > 0 && `${others} more`).join(', '),
        launch: describeLaunch(names, wave),
        review: review === null ? 'After this plan' : formatDate(review),
      };
    }),
    highNeed: (waves.length > 1 && joinWords(highNeed)) || null,
    review: rollout.review,
    gates: names.framework.gates.flatMap(({ beforeWave, needs, hard, why }) => {
      const conditions = needs.flatMap(({ condition, rank }) => {
        const { applicable, rank: today } = names.assessment(condition);
        if (!applicable) return [];
        return `${names.condition(condition).name} at ${names.level(rank)}${today >= rank ? ' (there today)' : ''}`;
      });
      if (beforeWave === null || conditions.length === 0) return [];
      const soft = hard ? '' : '; where it is not, that is a risk to name, and the wave may go ahead';
      return `${joinWords(conditions)} before wave ${beforeWave}${soft}.${why === null ? '' : ` ${why}`}`;
    }),
  };
}

/** Tells whether work for a wave has dates in the plan. */
function isPrepared(names: Names, number: number): boolean {
  return names.plan.actions.some(({ wave }) => wave === number);
}

/** When a wave is launched, or why it has no launch within the plan. */
function describeLaunch(names: Names, { number, launch, heldUp }: Wave): string {
  if (launch !== null) return launch < names.plan.start ? 'Before this plan' : formatDate(launch);
  const before = names.plan.spread!.waves[number - 2];
  if (before !== undefined && before.launch === null) return `After wave ${number - 1}`;
  if (isPrepared(names, number)) return 'After this plan; prepared in it';
  return `After this plan${heldUp === null ? '' : `: ${names.heldUp(heldUp)}`}`;
}

/** One or two sentences: how many are in today, and how many will be. */
export function describeSpread(names: Names): string[] {
  const { spread } = names.plan;
  if (spread === null) return [];
  const { rollout, total, already, carried, waves } = spread;
  const all = count(total, rollout.name, rollout.names);
  if (already >= total)
    return [`${total === 1 ? `The ${rollout.name} is` : `All ${all} are`} in already, so there are no waves.`];
  const none = total === 1 ? `The ${rollout.name} is not in today.` : `None of the ${all} is in today.`;
  const some = `Today ${formatNumber(already)} of ${all} ${already === 1 ? 'is' : 'are'} in.`;
  const today = already === 0 ? none : some;
  const launched = waves.filter(({ launch }) => launch !== null).length;
  const next = waves.find(({ launch, number }) => launch === null && isPrepared(names, number));
  const preparing = next === undefined ? '' : ` It also prepares wave ${next.number}, which launches after it.`;
  if (launched === 0) return [today, `No wave can be launched within this plan.${preparing}`];
  const reach = `${carried >= total ? 'all' : `${formatNumber(carried)} of`} ${formatNumber(total)} will be in`;
  return [today, `This plan launches ${count(launched, 'wave')}; ${reach} when it ends.${preparing}`];
}

function describeLimits(names: Names): string[] {
  const { spread } = names.plan;
  if (spread === null || spread.already >= spread.total) return [];
  const { rollout, capacity, carried, total, unknown } = spread;
  const limits = capacity.map(({ per, units, of, there, enough }) => {
    const carriedThings = of !== null ? names.fact(of) : units === 1 ? rollout.name : rollout.names;
    const each = `${names.ofThe(per)}, a wave needs one for every ${formatNumber(units)} ${carriedThings} in it, a planning default.`;
    if (there === null) return each;
    if (there === 0) return `${each} Without any, no wave can be launched.`;
    const known = `${each} ${there === 1 ? 'There is 1' : `There are ${formatNumber(there)}`}`;
    if (carried >= total) return `${known}.`;
    if (enough === null)
      return `${known}. More of them would not bring everyone in by the end of this plan: each wave can only grow from those that went before, and more years are needed.`;
    return enough > there
      ? `${known}. To bring everyone in by the end of this plan it would take ${formatNumber(enough)}.`
      : `${known}, which is enough; what is missing is time.`;
  });
  const holding = unknown.filter((fact) => fact !== rollout.already).map((fact) => names.fact(fact));
  return those(
    ...limits,
    unknown.includes(rollout.already ?? '') &&
      `Not known yet: ${names.fact(rollout.already!)}. The plan counts none as in.`,
    holding.length > 0 &&
      spread.waves.length > 0 &&
      `Not known yet: ${joinWords(holding)}. Until then, no wave is larger than the first.`,
  );
}
