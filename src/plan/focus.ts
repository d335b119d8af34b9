/** How much starts in the first year: a few conditions, not too many actions, and not all of them at once. */

/** How much of what may start in the first year may have started by the end of each quarter: planning defaults. */
const PACE = [0.4, 0.6, 0.8, 1];

/** An action that could start in the first year. */
export interface Candidate {
  readonly id: string;
  /** The day on which it could start, from 0. */
  readonly day: number;
  /** The position of its condition among the priorities, 0 where it belongs to none, below 0 for what goes before all. */
  readonly position: number;
  /** The day by which it should start so that the first wave is not put off, Infinity where it waits for no such thing. */
  readonly latest: number;
  /** Whether its condition is among those to start with, or it belongs to none. */
  readonly inFocus: boolean;
  /** What it must start for in the first year, though it is not in focus, or null. */
  readonly neededBy: string | null;
  /** Whether it starts in the first year in any case: it is under way, or the team has set its start. */
  readonly fixed: boolean;
  /** Actions of the plan that must be finished first. */
  readonly after: readonly string[];
}

/** What starts in the first year. */
export interface FirstYear {
  readonly ids: ReadonlySet<string>;
  /** By id: the action in focus that makes an action outside the focus start in the first year. */
  readonly forcedBy: ReadonlyMap<string, string>;
  /** By id: the quarter, from 0, before which it does not start. */
  readonly quarters: ReadonlyMap<string, number>;
}

/**
 * Chooses what starts in the first year: the earliest actions of the conditions in focus, each with all that it waits
 * for, as long as no more than `limit` start; what is fixed counts first.
 * @param candidates all actions that could start in the first year
 * @param limit how many may start, or null for no limit
 * @param quarterOf the quarter of the first year that a day falls in, from 0
 */
export function chooseFirstYear(
  candidates: readonly Candidate[],
  limit: number | null,
  quarterOf: (day: number) => number,
): FirstYear {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const chosen = new Set(candidates.filter((candidate) => candidate.fixed).map((candidate) => candidate.id));
  const forcedBy = new Map<string, string>();
  const inOrder = candidates
    .filter((candidate) => (candidate.inFocus || candidate.neededBy !== null) && !candidate.fixed)
    .sort((a, b) => Math.min(0, a.position) - Math.min(0, b.position) || a.day - b.day || a.position - b.position);
  for (const candidate of inOrder) {
    if (chosen.has(candidate.id)) continue;
    const needed = findAllBefore(candidate, byId, chosen);
    if (limit !== null && chosen.size + needed.length > limit) continue;
    for (const { id, inFocus, neededBy } of needed) {
      chosen.add(id);
      if (!inFocus) forcedBy.set(id, neededBy ?? candidate.id);
    }
  }
  const starting = candidates.filter(({ id }) => chosen.has(id));
  return { ids: chosen, forcedBy, quarters: limit === null ? new Map() : spreadStarts(starting, limit, quarterOf) };
}

/**
 * Spreads the starts over the quarters, so that the year does not begin with everything: in each quarter what the first
 * wave cannot wait for any longer, then the others as far as there is room, those with the least time left first.
 */
function spreadStarts(
  starting: readonly Candidate[],
  limit: number,
  quarterOf: (day: number) => number,
): Map<string, number> {
  const quarters = new Map<string, number>();
  const isOpen = new Set(starting.map(({ id }) => id));
  const inOrder = [...starting].sort(
    (a, b) =>
      Math.min(-1, a.position) - Math.min(-1, b.position) ||
      a.latest - b.latest ||
      a.day - b.day ||
      a.position - b.position,
  );
  PACE.forEach((pace, quarter) => {
    const room = Math.ceil(limit * pace);
    const isLast = quarter === PACE.length - 1;
    for (let before = -1; before !== quarters.size;) {
      before = quarters.size;
      for (const { id, day, latest, fixed, after } of inOrder) {
        if (!isOpen.has(id) || quarterOf(day) > quarter || after.some((first) => isOpen.has(first))) continue;
        if (!isLast && !fixed && quarterOf(latest) > quarter && quarters.size >= room) continue;
        quarters.set(id, quarter);
        isOpen.delete(id);
      }
    }
  });
  return quarters;
}

/** A candidate and all that it waits for, directly or not, without what is chosen already. */
function findAllBefore(
  candidate: Candidate,
  byId: ReadonlyMap<string, Candidate>,
  chosen: ReadonlySet<string>,
): Candidate[] {
  const found = new Map([[candidate.id, candidate]]);
  const open = [candidate];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const id of next.after) {
      const first = byId.get(id);
      if (first === undefined || chosen.has(id) || found.has(id)) continue;
      found.set(id, first);
      open.push(first);
    }
  }
  return [...found.values()];
}
