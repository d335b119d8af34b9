/** How the plan spreads from a few to all: the number and sizes of waves, from facts alone. */
import type { Answers, Framework, NamedUnit, RollOut, RollOutCapacity } from '../model/index.js';
import type { Assessed } from './assess.js';

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
 * then; none larger than what the capacity carries. Where a fact that limits them is not known, none is larger than
 * the first.
 * @returns null where the framework has no roll-out that applies, or nobody knows how many there are
 */
export function draftWaves(framework: Framework, answers: Answers, holds: Assessed['holds']): RollOutDraft | null {
  const rollout = framework.rollouts.find(({ when }) => holds(when) === true);
  if (rollout === undefined) return null;
  const total = factOf(answers, rollout.unit);
  if (total === null) return null;
  const named = rollout.isUsualUnit ? answers.namedUnits : [];
  const counted = rollout.already === null ? 0 : factOf(answers, rollout.already);
  const namedIn = named.filter((unit) => unit.isIn).length;
  const already = Math.min(total, Math.max(counted ?? 0, namedIn));
  const carries = rollout.capacity.map((limit) => countCarried(limit, factOf(answers, limit.per), answers, total));
  const unknown = [
    ...(counted === null && namedIn === 0 ? [rollout.already!] : []),
    ...rollout.capacity
      .flatMap(({ per, of }) => [per, ...(of === null ? [] : [of])])
      .filter((fact) => factOf(answers, fact) === null),
  ];
  const most = Math.min(Infinity, ...carries.map((units) => units ?? Infinity));
  const isSure = carries.every((units) => units !== null);
  const [first = 0] = sizeWaves(rollout, total, already, most);
  const sizes = sizeWaves(rollout, total, already, isSure ? most : first);
  return { rollout, total, already, waves: nameWaves(sizes, total - already, named), unknown };
}

/** A numeric fact, or null where it is not known. */
export function factOf(answers: Answers, fact: string): number | null {
  const value = answers.facts[fact];
  return typeof value === 'number' ? value : null;
}

/**
 * How many units so many of a fact carry through a launch, null where it cannot be known. Some carry at least one unit,
 * however large.
 * @param total of all units
 */
export function countCarried(
  { units, of }: RollOutCapacity,
  count: number | null,
  answers: Answers,
  total: number,
): number | null {
  const inAll = of === null ? total : factOf(answers, of);
  if (count !== null && (count <= 0 || units <= 0)) return 0;
  if (count === null || inAll === null) return null;
  if (of === null) return Math.floor(count * units + 1e-9);
  return inAll === 0 ? total : Math.max(1, Math.floor((count * units * total) / inAll + 1e-9));
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
export function findEnough(
  draft: RollOutDraft,
  limit: RollOutCapacity,
  answers: Answers,
  waves: number,
): number | null {
  const { rollout, total, already } = draft;
  const left = total - already;
  const carried = (count: number) =>
    sizeWaves(rollout, total, already, countCarried(limit, count, answers, total) ?? 0)
      .slice(0, waves)
      .reduce((sum, size) => sum + size, 0);
  if (limit.units <= 0 || waves === 0) return null;
  // So many carry all that are left in one wave, even if each carries one unit of the rest.
  const inAll = limit.of === null ? total : factOf(answers, limit.of);
  if (inAll === null) return null;
  let high = Math.ceil(Math.max(left, inAll) / limit.units);
  if (carried(high) < left) return null;
  let low = 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (carried(middle) >= left) high = middle;
    else low = middle;
  }
  return high;
}
