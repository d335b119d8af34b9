/** The search for a good order: rules, a genetic algorithm over lists, then small moves that lower the cost. */

import { boundOfCost, boundOfLast } from './bound.js';
import { NEVER } from './calendar-tables.js';
import type { Network } from './network.js';
import { type Draft, newDraft, placeEarly, placeLate, sortByEndFalling, sortByStart } from './passes.js';
import { listByKey, mixRanks, ranksOf, rulesForCost, rulesForLast } from './priority-rules.js';

/** What decides between schedules, the first that differs. Lower is better. */
export interface Worth {
  missed: number;
  beyond: number;
  last: number;
  cost: number;
}

/** The share of the schedules that goes into an early last finish, where weights matter too. */
const SHARE_FOR_LAST = 0.25;
/** How often two neighbours in a new list change places. */
const MUTATION = 0.05;
/** How many schedules in a row may be ones seen before, until the search is given up. */
const IDLE = 5000;
const SEED = 0x5eed;
const SEEN_BITS = 14;

/** The state of a search. Lists are always such that each activity stands after those that it waits for. */
interface Run {
  readonly network: Network;
  readonly draft: Draft;
  readonly random: () => number;
  /** The list at work. */
  readonly list: Int32Array;
  /**
   * The list that gave the present schedule. Where activities take something besides, it is one of its own, since the list in the order
   * of the starts may give another schedule then.
   */
  readonly made: Int32Array;
  readonly spare: Int32Array;
  readonly other: Int32Array;
  /** The best list so far, its starts and its worth. */
  readonly best: Int32Array;
  readonly bestStart: Int32Array;
  readonly worth: Worth;
  /** The best is the former one, so that only a better one takes its place. */
  loyal: boolean;
  readonly leastLast: number;
  readonly leastCost: number;
  tried: number;
  /** Stop at so many schedules tried. */
  until: number;
  /** Schedules seen, by a hash of their starts. */
  readonly salt: Int32Array;
  readonly seen: Int32Array;
  /** Marks of activities, valid where they hold the number of the present round. */
  readonly marks: Int32Array;
  round: number;
}

/**
 * @param former a list to begin with, which wins ties
 * @param more another one to begin with
 * @param count how many schedules to try, each pass over the activities being one; a few more or less
 */
export function search(
  network: Network,
  former: Int32Array | null,
  more: Int32Array | null,
  count: number,
): { list: Int32Array; worth: Worth; tried: number; leastLast: number } {
  const { weighted } = network;
  const run = newRun(network, count);
  if (former !== null) {
    run.list.set(former);
    pass(run);
    keep(run);
    run.loyal = true;
  }
  if (more !== null && !isDone(run)) {
    run.list.set(more);
    pass(run);
    keep(run);
  }
  const forCost = weighted ? rulesForCost(network) : [];
  const rules = tryRules(run, forCost);
  if (!isDone(run)) breed(run, rules);
  if (weighted) {
    run.until = count;
    if (!isDone(run) && run.worth.missed === 0) pullLate(run, forCost);
    if (!isDone(run)) lowerCost(run);
  }
  return { list: run.best, worth: run.worth, tried: run.tried, leastLast: run.leastLast };
}

function newRun(network: Network, count: number): Run {
  const { size, weighted } = network;
  const random = mulberry32(SEED);
  const list = new Int32Array(size);
  const salt = new Int32Array(size);
  for (let i = 0; i < size; i++) salt[i] = random() * 4294967296;
  return {
    network,
    draft: newDraft(network),
    random,
    list,
    made: network.works.length > 0 ? new Int32Array(size) : list,
    spare: new Int32Array(size),
    other: new Int32Array(size),
    best: new Int32Array(size),
    bestStart: new Int32Array(size),
    worth: { missed: NEVER, beyond: NEVER, last: NEVER, cost: Infinity },
    loyal: false,
    leastLast: boundOfLast(network),
    leastCost: weighted ? boundOfCost(network) : 0,
    tried: 0,
    until: weighted ? Math.ceil(count * SHARE_FOR_LAST) : count,
    salt,
    seen: new Int32Array(1 << SEEN_BITS),
    marks: new Int32Array(size),
    round: 0,
  };
}

/**
 * Makes a schedule by each priority rule.
 * @returns the rules tried
 */
function tryRules(run: Run, forCost: readonly Float64Array[]): Float64Array[] {
  const { network } = run;
  const forLast = rulesForLast(network);
  const rules = [...forLast];
  // An even mix first; the pure rule of cost comes to its own later.
  if (network.weighted && !isDone(run)) {
    const cost = ranksOf(forCost[1]!);
    const last = ranksOf(forLast[1]!);
    for (const share of [0.5, 0.25, 0.75, 1]) rules.push(mixRanks(cost, last, share));
  }
  for (const keys of rules) {
    if (isDone(run)) break;
    run.list.set(listByKey(network, keys));
    improve(run);
  }
  if (!isDone(run) && run.worth.beyond > 0) {
    // The shorter each is, the more of them there is room for.
    const shortest = Float64Array.from(network.days);
    rules.push(shortest);
    run.list.set(listByKey(network, shortest));
    improve(run);
  }
  return rules;
}

/** Both terms are at their lower bounds, or the count is reached. */
function isDone({ worth, leastLast, leastCost, network, tried, until }: Run): boolean {
  if (tried >= until) return true;
  return (
    worth.missed === 0 &&
    worth.beyond === 0 &&
    worth.last <= leastLast &&
    (!network.weighted || worth.cost <= leastCost)
  );
}

/** Below 0 where the first is better. */
function compareWorth(a: Worth, b: Worth): number {
  return a.missed - b.missed || a.beyond - b.beyond || a.last - b.last || a.cost - b.cost;
}

function copyWorth(from: Worth, to: Worth): void {
  to.missed = from.missed;
  to.beyond = from.beyond;
  to.last = from.last;
  to.cost = from.cost;
}

/** Makes the schedule of the list, and brings the list into the order of its starts, which mostly gives the same schedule. */
function pass(run: Run): void {
  placeEarly(run.network, run.draft, run.list);
  if (run.made !== run.list) run.made.set(run.list);
  run.tried++;
  sortByStart(run.draft, run.list, run.spare);
}

/** Remembers the schedule if it is the best so far; among equals the one that starts the first activities of the user's order earlier. */
function keep(run: Run): void {
  const order = compareWorth(run.draft, run.worth);
  if (order > 0 || (order === 0 && (run.loyal || !startsEarlier(run.draft.start, run.bestStart)))) return;
  run.loyal = false;
  run.best.set(run.made);
  run.bestStart.set(run.draft.start);
  copyWorth(run.draft, run.worth);
}

function startsEarlier(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
}

/** Says whether the schedule has not been met before, as far as is remembered. */
function isNew({ draft, salt, seen }: Run): boolean {
  const { start } = draft;
  let hash = 0;
  for (let i = 0; i < start.length; i++) hash = (hash + Math.imul(start[i]! + 1, salt[i]!)) | 0;
  // 0 stands for an empty slot.
  if (hash === 0) hash = 1;
  const slot = (hash ^ (hash >>> 16)) & (seen.length - 1);
  if (seen[slot] === hash) return false;
  seen[slot] = hash;
  return true;
}

/**
 * Makes the schedule of the list and justifies it: all as late as possible, then as early as possible again (Valls, Ballestín and
 * Quintanilla 2005). Leaves the better of the two in list and draft (the draft's worth, not its dates).
 * @returns false where the schedule was met before, and is left as it is
 */
function improve(run: Run): boolean {
  const { network, draft, list, spare, other } = run;
  pass(run);
  if (!isNew(run)) return false;
  keep(run);
  if (isDone(run) || draft.missed > 0) return true;
  const { missed, beyond, last, cost } = draft;
  other.set(list);
  sortByEndFalling(draft, list, spare);
  placeLate(network, draft, list);
  run.tried++;
  list.reverse();
  sortByStart(draft, list, spare);
  pass(run);
  keep(run);
  const before = { missed, beyond, last, cost };
  if (compareWorth(before, draft) < 0) {
    list.set(other);
    copyWorth(before, draft);
  }
  return true;
}

/**
 * A genetic algorithm over lists (Hartmann 1998) whose children are justified, as in the hybrid one of Valls, Ballestín and Quintanilla
 * (2008): first lists by disturbed rules, two-point crossover, a child takes the place of the worse parent unless it is worse still.
 */
function breed(run: Run, rules: readonly Float64Array[]): void {
  const { network, draft, list, random } = run;
  const { size } = network;
  const room = Math.max(8, Math.round(Math.sqrt(run.until)));
  const lists: Int32Array[] = [];
  const worths: Worth[] = [];
  const keys = new Float64Array(size);
  for (let round = 0; round < 4 * room && lists.length < room && !isDone(run); round++) {
    const rule = rules[round % rules.length]!;
    let low = Infinity;
    let high = -Infinity;
    for (const key of rule) {
      if (key < low) low = key;
      if (key > high) high = key;
    }
    const range = high > low ? high - low : 1;
    for (let i = 0; i < size; i++) keys[i] = rule[i]! + random() * range;
    list.set(listByKey(network, keys));
    if (!improve(run)) continue;
    lists.push(list.slice());
    worths.push({ missed: draft.missed, beyond: draft.beyond, last: draft.last, cost: draft.cost });
  }
  const kept = lists.length;
  if (kept < 2) return;
  const isBetter = (a: number, b: number) => compareWorth(worths[a]!, worths[b]!) < 0;
  const pick = () => {
    const a = Math.floor(random() * kept);
    const b = Math.floor(random() * kept);
    return isBetter(b, a) ? b : a;
  };
  for (let idle = 0; idle < IDLE && !isDone(run);) {
    const mother = pick();
    let father = pick();
    if (father === mother) father = (father + 1) % kept;
    cross(run, lists[mother]!, lists[father]!);
    mutate(run);
    if (!improve(run)) {
      idle++;
      continue;
    }
    idle = 0;
    const worse = isBetter(mother, father) ? father : mother;
    if (compareWorth(draft, worths[worse]!) <= 0) {
      lists[worse]!.set(list);
      copyWorth(draft, worths[worse]!);
    }
  }
}

/** The child's list: the mother's up to a point, then what is missing in the father's order up to another, then in the mother's. */
function cross(run: Run, mother: Int32Array, father: Int32Array): void {
  const { list, marks, random } = run;
  const size = list.length;
  const a = Math.floor(random() * size);
  const b = Math.floor(random() * size);
  const first = Math.min(a, b);
  const second = Math.max(a, b);
  const round = ++run.round;
  for (let k = 0; k < first; k++) {
    list[k] = mother[k]!;
    marks[mother[k]!] = round;
  }
  let k = first;
  for (let from = 0; k < second; from++) {
    const i = father[from]!;
    if (marks[i] === round) continue;
    marks[i] = round;
    list[k++] = i;
  }
  for (let from = first; k < size; from++) {
    const i = mother[from]!;
    if (marks[i] !== round) list[k++] = i;
  }
}

function mutate({ network, list, random }: Run): void {
  for (let k = 1; k < list.length; k++) {
    if (random() >= MUTATION) continue;
    const before = list[k - 1]!;
    const after = list[k]!;
    if (waitsFor(network, after, before)) continue;
    list[k - 1] = after;
    list[k] = before;
  }
}

function waitsFor({ predAt, preds }: Network, after: number, before: number): boolean {
  for (let at = predAt[after]!, stop = predAt[after + 1]!; at < stop; at++) if (preds[at] === before) return true;
  return false;
}

/**
 * Begins with a schedule of low cost that finishes too late, and pulls forward what stands in the way: the order is by its starts,
 * but no later than the latest starts in the best schedule less some margin. The least margin that keeps the last finish is searched
 * by halving.
 */
function pullLate(run: Run, rules: readonly Float64Array[]): void {
  const { network, draft, list, spare } = run;
  list.set(run.best);
  pass(run);
  const last = draft.last;
  const beyond = draft.beyond;
  sortByEndFalling(draft, list, spare);
  placeLate(network, draft, list);
  run.tried++;
  const latest = draft.start.slice();
  for (const rule of rules) {
    if (isDone(run)) return;
    list.set(listByKey(network, rule));
    pass(run);
    const wish = draft.start.slice();
    keep(run);
    let low = -1;
    let high = last;
    for (let step = 0; step < 8 && high - low > 1 && !isDone(run); step++) {
      // Short margins mostly do: nought, then a sixteenth, then by halves.
      const margin = step === 0 ? 0 : step === 1 ? last >> 4 : (low + high) >> 1;
      list.set(
        listByKey(
          network,
          Float64Array.from(wish, (day, i) => Math.min(day, latest[i]! - margin)),
        ),
      );
      pass(run);
      keep(run);
      if (draft.missed === 0 && draft.beyond <= beyond && draft.last <= last) high = margin;
      else low = margin;
    }
  }
}

/**
 * Moves one activity after the other to an earlier place in the list, with those between that it waits for; goes on from the new list
 * unless it is worse. The more an activity could gain, the more often it is chosen. Ends where the count is reached, or where forty
 * moves an activity in a row have brought nothing.
 */
function lowerCost(run: Run): void {
  const { network, draft, list, marks, random } = run;
  const { size, head, headEnd, weights, limit, predAt, preds } = network;
  const base = new Int32Array(size);
  const place = new Int32Array(size);
  const gains = new Float64Array(size);
  const worth = { ...run.worth };
  const settle = (): number => {
    base.set(list);
    copyWorth(draft, worth);
    let sum = 0;
    for (let i = 0; i < size; i++) {
      if (draft.start[i]! > head[i]!) sum += weights[i]! * (Math.min(draft.end[i]!, limit + 1) - headEnd[i]!);
      gains[i] = sum;
      place[base[i]!] = i;
    }
    return sum;
  };
  list.set(run.best);
  pass(run);
  let sum = settle();
  for (let vain = 0; vain < 40 * size && sum > 0 && !isDone(run); vain++) {
    const mover = firstAbove(gains, random() * sum);
    const from = place[mover]!;
    if (from === 0) continue;
    const to = Math.floor(random() * from);
    const round = ++run.round;
    marks[mover] = round;
    let movers = 0;
    for (let k = from; k >= to; k--) {
      const i = base[k]!;
      if (marks[i] !== round) continue;
      movers++;
      for (let at = predAt[i]!, stop = predAt[i + 1]!; at < stop; at++) marks[preds[at]!] = round;
    }
    let moved = to;
    let rest = to + movers;
    for (let k = 0; k < size; k++) {
      const i = base[k]!;
      if (k < to || k > from) list[k] = i;
      else if (marks[i] === round) list[moved++] = i;
      else list[rest++] = i;
    }
    pass(run);
    const order = compareWorth(draft, worth);
    if (order > 0) continue;
    if (order < 0) vain = 0;
    sum = settle();
    keep(run);
  }
}

/** The index of the first of the rising sums that exceeds the value; the last where none does. */
function firstAbove(sums: Float64Array, value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Numbers from 0 up to 1, the same for the same seed: Tommy Ettinger's mulberry32, in the public domain. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
