/** Placing activities one by one: as early as possible in the order of a list, or as late as possible. */

import { endFrom, NEVER, startBefore, startFrom } from './calendar-tables.js';
import type { Network } from './network.js';
import { turnsOf } from './packing.js';

/** A schedule that is being made, with what it is worth. Reused from pass to pass, so nothing is allocated in between. */
export interface Draft {
  /** By activity, NEVER where it is beyond the horizon. */
  readonly start: Int32Array;
  /** The day after the last one. */
  readonly end: Int32Array;
  /** Fixed starts that were not kept. */
  missed: number;
  beyond: number;
  /** The last end; an activity beyond the horizon counts as ending a day after it. */
  last: number;
  /** Sum of weight times end, counted likewise. */
  cost: number;
  /** The last end of what is scheduled. */
  reach: number;
  /** What is left of the resources, day by day. */
  readonly profile: Int32Array;
  /** For each kind of need, a day before which none of the days has room for it. Kept for large networks only. */
  readonly fullUntil: Int32Array;
}

export function newDraft(network: Network): Draft {
  return {
    start: new Int32Array(network.size),
    end: new Int32Array(network.size),
    missed: 0,
    beyond: 0,
    last: 0,
    cost: 0,
    reach: 0,
    profile: network.base.slice(),
    fullUntil: new Int32Array(network.kinds),
  };
}

function hasRoom(profile: Int32Array, turns: Int32Array): boolean {
  if (turns.length === 0) return false;
  for (let k = 1; k < turns.length; k += 5) {
    const need = turns[k + 2]!;
    const guard = turns[k + 3]!;
    for (let at = turns[k]!, until = turns[k + 1]!; at < until; at++) {
      if (((profile[at]! - need) & guard) !== guard) return false;
    }
  }
  return true;
}

function take(profile: Int32Array, from: number, until: number, amount: number): void {
  for (let at = from; at < until; at++) profile[at]! -= amount;
}

function takeTurns(profile: Int32Array, turns: Int32Array): void {
  for (let k = 1; k < turns.length; k += 5) take(profile, turns[k]!, turns[k + 1]!, turns[k + 4]!);
}

/** Takes what an activity needs on its own days. */
function takeNeeds({ needAt, needOffset, needs }: Network, draft: Draft, i: number): void {
  const { start, end, profile } = draft;
  for (let word = needAt[i]!, stop = needAt[i + 1]!; word < stop; word++)
    take(profile, needOffset[word]! + start[i]!, needOffset[word]! + end[i]!, needs[word]!);
}

/** The first day with room for the single need of an activity that is of a kind. */
function firstOpen({ needAt, needOffset, needs, needGuard, kind, width }: Network, draft: Draft, i: number): number {
  const { fullUntil, profile } = draft;
  const word = needAt[i]!;
  const [offset, need, guard] = [needOffset[word]!, needs[word]!, needGuard[word]!];
  let day = fullUntil[kind[i]!]!;
  while (day < width && ((profile[offset + day]! - need) & guard) !== guard) day++;
  fullUntil[kind[i]!] = day;
  return day;
}

/** The first later start at which an activity of `works` takes something else besides, or could not end within the horizon. */
function startOfOther(network: Network, i: number, start: number, end: number): number {
  const table = network.calendars[i]!;
  const first = turnsOf(network, i, start, end);
  let turns = first;
  let day = start;
  while (turns.packed === first.packed) {
    day = turns.next > 0 ? turns.next : day + 1;
    if (table !== null) day = startFrom(table, day);
    const to = table === null ? day + network.days[i]! : endFrom(table, day);
    if (to > network.limit) break;
    turns = turnsOf(network, i, day, to);
  }
  first.next = day;
  return day;
}

function reset(network: Network, draft: Draft): void {
  draft.profile.set(network.base);
  draft.fullUntil.fill(0);
  draft.missed = 0;
}

/**
 * Places each activity of the list as early as precedence, calendar and what is left of the resources allow: the serial schedule
 * generation scheme (Kolisch 1996). A conflict moves the start at once to the day after the last one of the conflict, so that a busy stretch is
 * crossed in steps as long as the activity. Where there is no room for what an activity takes besides, the next
 * start is tried that makes a difference to it.
 * @param list all activities, each after those that it waits for
 */
export function placeEarly(network: Network, draft: Draft, list: Int32Array): void {
  reset(network, draft);
  const { size, limit, days, calendars, fixed, predAt, preds, head, kinds, kind, works } = network;
  const { needAt, needOffset, needs, needGuard } = network;
  const { start, end, profile } = draft;
  let beyond = 0;
  let reach = 0;
  for (let k = 0; k < size; k++) {
    const i = list[k]!;
    let day = head[i]!;
    for (let at = predAt[i]!, stop = predAt[i + 1]!; at < stop; at++) day = Math.max(day, end[preds[at]!]!);
    if (fixed[i] !== NEVER && keepFixed(network, draft, i, day)) {
      if (end[i]! > reach) reach = end[i]!;
      continue;
    }
    if (kinds > 0 && kind[i]! >= 0) day = Math.max(day, firstOpen(network, draft, i));
    const table = calendars[i]!;
    const first = needAt[i]!;
    const stop = needAt[i + 1]!;
    const length = days[i]!;
    let to = day + length;
    let clear = 0;
    let turns: Int32Array | null = null;
    search: for (;;) {
      if (table !== null) day = startFrom(table, day);
      to = table === null ? day + length : endFrom(table, day);
      if (to > limit) break;
      const low = day > clear ? day : clear;
      for (let word = first; word < stop; word++) {
        const offset = needOffset[word]!;
        const need = needs[word]!;
        const guard = needGuard[word]!;
        for (let at = offset + to - 1, least = offset + low; at >= least; at--) {
          if (((profile[at]! - need) & guard) !== guard) {
            day = at - offset + 1;
            // With a single word, the days after the conflict need no second look.
            if (stop - first === 1) clear = to;
            continue search;
          }
        }
      }
      if (works.length === 0 || works[i] === null) break;
      turns = turnsOf(network, i, day, to).packed;
      if (hasRoom(profile, turns)) break;
      clear = to;
      day = startOfOther(network, i, day, to);
    }
    start[i] = to > limit ? NEVER : day;
    end[i] = to > limit ? NEVER : to;
    if (to > limit) beyond++;
    else {
      if (to > reach) reach = to;
      if (turns !== null) takeTurns(profile, turns);
      for (let word = first; word < stop; word++)
        take(profile, needOffset[word]! + day, needOffset[word]! + to, needs[word]!);
    }
  }
  settle(network, draft, beyond, reach);
}

/** Starts an activity on its fixed day, unless what it waits for ends after that. */
function keepFixed({ fixed, fixedEnd }: Network, draft: Draft, i: number, ready: number): boolean {
  if (ready > fixed[i]!) {
    draft.missed++;
    return false;
  }
  draft.start[i] = fixed[i]!;
  draft.end[i] = fixedEnd[i]!;
  return true;
}

/** Says what the schedule that was made is worth. */
function settle({ size, weights, weighted, limit }: Network, draft: Draft, beyond: number, reach: number): void {
  draft.beyond = beyond;
  draft.reach = reach;
  draft.last = beyond > 0 ? limit + 1 : reach;
  draft.cost = 0;
  if (!weighted) return;
  const { end } = draft;
  let cost = 0;
  for (let i = 0; i < size; i++) cost += weights[i]! * (end[i]! <= limit ? end[i]! : limit + 1);
  draft.cost = cost;
}

/**
 * Moves each activity of a schedule without missed fixed starts as late as possible, none beyond the schedule's last end: the
 * right half of a double justification (Valls, Ballestín and Quintanilla 2005). In the order given, each still fits where it was: what
 * has moved takes new days only from its old end on. What takes something besides stays.
 * Only `start` and `end` of the draft are right afterwards.
 * @param list the activities by falling end, each before those that it waits for
 */
export function placeLate(network: Network, draft: Draft, list: Int32Array): void {
  reset(network, draft);
  const { size, fixed, succAt, succs, works } = network;
  const { start, end, profile, reach } = draft;
  const hasWorks = works.length > 0;
  for (let i = 0; i < works.length; i++) {
    if (works[i] === null || start[i] === NEVER) continue;
    takeTurns(profile, turnsOf(network, i, start[i]!, end[i]!).packed);
    takeNeeds(network, draft, i);
  }
  for (let k = 0; k < size; k++) {
    const i = list[k]!;
    if (start[i] === NEVER || fixed[i] !== NEVER || (hasWorks && works[i] !== null)) continue;
    let to = reach;
    for (let at = succAt[i]!, stop = succAt[i + 1]!; at < stop; at++) {
      const after = start[succs[at]!]!;
      if (after < to) to = after;
    }
    moveLate(network, draft, i, to);
  }
}

/** Moves an activity as late as there is room for it to end by a day, not before where it was. */
function moveLate(network: Network, draft: Draft, i: number, by: number): void {
  const { days, calendars, needAt, needOffset, needs, needGuard } = network;
  const { start, end, profile } = draft;
  const table = calendars[i]!;
  const length = days[i]!;
  const first = needAt[i]!;
  const stop = needAt[i + 1]!;
  const least = start[i]!;
  let to = by;
  let day = to - length;
  search: for (;;) {
    if (table !== null) {
      day = startBefore(table, length, to, least);
      to = endFrom(table, day);
    } else {
      day = to - length;
    }
    if (day <= least) {
      day = least;
      to = end[i]!;
      break;
    }
    for (let word = first; word < stop; word++) {
      const offset = needOffset[word]!;
      const need = needs[word]!;
      const guard = needGuard[word]!;
      for (let at = offset + day, until = offset + to; at < until; at++) {
        if (((profile[at]! - need) & guard) !== guard) {
          to = at - offset;
          continue search;
        }
      }
    }
    break;
  }
  start[i] = day;
  end[i] = to;
  takeNeeds(network, draft, i);
}

/**
 * Sorts a list of activities by rising start; those with the same start keep their order.
 * @param spare a list as long, whose content is lost
 */
export function sortByStart(draft: Draft, list: Int32Array, spare: Int32Array): void {
  sortStably(list, draft.start, spare);
}

/** Turns a list into one by falling end; those with the same end come in the opposite of their order. */
export function sortByEndFalling(draft: Draft, list: Int32Array, spare: Int32Array): void {
  sortStably(list, draft.end, spare);
  list.reverse();
}

const RUN = 32;

/** Runs by insertion, then merged: quick on lists that are nearly sorted, as ours are. */
function sortStably(list: Int32Array, keys: Int32Array, spare: Int32Array): void {
  const size = list.length;
  for (let from = 0; from < size; from += RUN) {
    const until = Math.min(size, from + RUN);
    for (let k = from + 1; k < until; k++) {
      const item = list[k]!;
      const key = keys[item]!;
      let at = k - 1;
      while (at >= from && keys[list[at]!]! > key) {
        list[at + 1] = list[at]!;
        at--;
      }
      list[at + 1] = item;
    }
  }
  for (let run = RUN; run < size; run *= 2) {
    for (let from = 0; from + run < size; from += 2 * run) {
      const middle = from + run;
      const until = Math.min(size, middle + run);
      if (keys[list[middle - 1]!]! <= keys[list[middle]!]!) continue;
      for (let k = from; k < middle; k++) spare[k] = list[k]!;
      let left = from;
      let right = middle;
      for (let k = from; left < middle; k++) {
        if (right < until && keys[list[right]!]! < keys[spare[left]!]!) list[k] = list[right++]!;
        else list[k] = spare[left++]!;
      }
    }
  }
}
