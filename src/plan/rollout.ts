/** How the plan spreads from a few to all: the number and sizes of waves, from facts alone. */
import type { Answers, Framework, RollOut, NamedUnit } from '../model.js';
import type { Knowledge } from './assess.js';

/** More waves than any plan has room for: two a year for thirty years. */
const MOST_WAVES = 60;

/** A wave before it has dates. */
export interface WaveDraft {
  /** From 1. */
  readonly number: number;
  readonly units: number;
  /** Those that the answers name; fewer than `units` where they do not name all. */
  readonly named: readonly NamedUnit[];
}

/** The roll-out that applies, as far as the facts say. */
export interface RollOutDraft {
  readonly rollout: RollOut;
  readonly total: number;
  readonly already: number;
  readonly waves: readonly WaveDraft[];
  /** Facts that it would need and that are not known: their limits do not count. */
  readonly unknown: readonly string[];
}

/**
 * Sizes the waves. The first is a share of all, within its bounds; a later one at most so many times what is stable by
 * then; none larger than what the capacity carries. What is not known limits nothing.
 * @returns null where the framework has no roll-out that applies, or nobody knows how many there are
 */
export function draftWaves(framework: Framework, answers: Answers, knowledge: Knowledge): RollOutDraft | null {
  const rollout = framework.rollouts.find(({ when }) => knowledge.holds(when) === true);
  if (rollout === undefined) return null;
  const total = factOf(answers, rollout.unit);
  if (total === null) return null;
  const named = rollout.isUsualUnit ? answers.namedUnits : [];
  const counted = rollout.already === null ? 0 : factOf(answers, rollout.already);
  const namedIn = named.filter((unit) => unit.isIn).length;
  const already = Math.min(total, Math.max(counted ?? 0, namedIn));
  const limits = rollout.capacity.map(({ per, units }) => ({ per, carries: carriedBy(factOf(answers, per), units) }));
  const unknown = [
    ...(counted === null && namedIn === 0 ? [rollout.already!] : []),
    ...limits.filter(({ carries }) => carries === null).map(({ per }) => per),
  ];
  const sizes = sizeWaves(
    rollout,
    total,
    already,
    Math.min(Infinity, ...limits.map(({ carries }) => carries ?? Infinity)),
  );
  return { rollout, total, already, waves: nameWaves(sizes, total - already, named), unknown };
}

/** A numeric fact, or null where it is not known. */
export function factOf(answers: Answers, fact: string): number | null {
  const value = answers.facts[fact];
  return typeof value === 'number' ? value : null;
}

function carriedBy(count: number | null, units: number): number | null {
  return count === null ? null : Math.floor(count * units + 1e-9);
}

/**
 * @param most the most that one wave can take
 * @returns the size of each wave until all are in, or until nothing more can be carried
 */
export function sizeWaves(rollout: RollOut, total: number, already: number, most: number): number[] {
  const { first, growth } = rollout;
  const sizes: number[] = [];
  for (let stable = already; stable < total && sizes.length < MOST_WAVES;) {
    const wanted =
      sizes.length === 0
        ? Math.min(first.max ?? Infinity, Math.max(first.min, Math.round(first.share * total)))
        : growth === null
          ? Infinity
          : Math.floor(growth * stable + 1e-9);
    const size = Math.min(wanted, most, total - stable);
    if (size < 1) break;
    sizes.push(size);
    stable += size;
  }
  return sizes;
}

/** Gives names to the waves: those of high need are spread over all but the last, the others follow in their order. */
function nameWaves(sizes: readonly number[], left: number, named: readonly NamedUnit[]): WaveDraft[] {
  const others = named.filter((unit) => !unit.isIn && !unit.highNeed);
  const highNeed = named.filter((unit) => !unit.isIn && unit.highNeed);
  const isComplete = sizes.reduce((sum, size) => sum + size, 0) >= left;
  let room = sizes.slice(0, isComplete && sizes.length > 1 ? -1 : undefined).reduce((sum, size) => sum + size, 0);
  return sizes.map((size, n) => {
    const share = room > 0 ? Math.ceil((highNeed.length * size) / room) : highNeed.length;
    const first = highNeed.splice(0, Math.min(size, share));
    room -= size;
    return { number: n + 1, units: size, named: [...first, ...others.splice(0, size - first.length)] };
  });
}

/** The least of a fact with which so many waves bring in all; null where no amount does, because growth holds them back. */
export function findEnough(rollout: RollOut, draft: RollOutDraft, units: number, waves: number): number | null {
  const left = draft.total - draft.already;
  const carried = (count: number) =>
    sizeWaves(rollout, draft.total, draft.already, carriedBy(count, units) ?? Infinity)
      .slice(0, waves)
      .reduce((sum, size) => sum + size, 0);
  if (units <= 0 || waves === 0) return null;
  let high = Math.ceil(left / units);
  if (carried(high) < left) return null;
  let low = 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (carried(middle) >= left) high = middle;
    else low = middle;
  }
  return high;
}
