/** A problem turned into flat arrays that the passes run over. What can never be scheduled is left out here. */

import type { Activity, Calendar, Problem } from './problem.js';

/** Later than any day. */
export const NEVER = 0x3fffffff;

/** Above this many days in all, answers of calendars are not remembered. */
const REMEMBERED_DAYS = 1 << 23;

/** From so many activities on it pays to remember which days are full. */
const LARGE = 500;

/** A calendar with its answers remembered: 1 + the answer, 0 where it has not been asked. */
export interface CalendarTable {
  readonly calendar: Calendar;
  readonly next: Int32Array;
  readonly end: Int32Array;
}

/**
 * `size` activities, numbered anew in the user's order. Ends are the day after the last one. The items of activity i in a list
 * such as `preds` stand from `predAt[i]` up to `predAt[i + 1]`.
 *
 * Resources are packed into words of 32 bits: each has a field wide enough for its capacity, topped by a guard bit that is set
 * in the profile. Subtracting a demand leaves all guard bits set exactly if there is enough of every resource in the word.
 */
export interface Network {
  readonly size: number;
  /** Their indices in the problem. */
  readonly ids: Int32Array;
  /** The day after the horizon. */
  readonly limit: number;
  /** No activity without fixed start is placed to end after this day, the horizon or not. */
  readonly width: number;
  readonly days: Int32Array;
  readonly weights: Float64Array;
  readonly weighted: boolean;
  readonly calendars: readonly (CalendarTable | null)[];
  /** The start that was asked for, NEVER where none was, or where it can certainly not be kept. */
  readonly fixed: Int32Array;
  readonly fixedEnd: Int32Array;
  readonly hasFixed: boolean;
  readonly predAt: Int32Array;
  readonly preds: Int32Array;
  readonly succAt: Int32Array;
  readonly succs: Int32Array;
  /** Each after those that it waits for, otherwise in the user's order. */
  readonly topological: Int32Array;
  /** Earliest start and end by precedence and calendars alone. */
  readonly head: Int32Array;
  readonly headEnd: Int32Array;
  /** Days that must pass at least between an activity's end and the last one's. */
  readonly tail: Int32Array;
  /** What an activity takes: word by word, where the word's days begin in the profile, the demand and the guard bits. */
  readonly needAt: Int32Array;
  readonly needOffset: Int32Array;
  readonly needs: Int32Array;
  readonly needGuard: Int32Array;
  /** Activities in one word alone, with the same need there, are of one kind; -1 for others. No kinds in small networks. */
  readonly kind: Int32Array;
  readonly kinds: number;
  /** What is left for activities without fixed start: `width` days a word. */
  readonly base: Int32Array;
  readonly words: number;
  /** The scarce resources: capacity, and who takes how much. */
  readonly scarce: readonly Scarce[];
}

export interface Scarce {
  readonly capacity: number;
  readonly users: readonly number[];
  readonly amounts: readonly number[];
}

/** The first day from `day` on which it may start, NEVER where there is none. */
export function startFrom(table: CalendarTable, day: number): number {
  if (day >= table.next.length) return table.next.length > 0 || day >= NEVER ? NEVER : bound(table.calendar.next(day));
  const known = table.next[day]!;
  if (known !== 0) return known - 1;
  const start = bound(table.calendar.next(day));
  table.next[day] = start + 1;
  return start;
}

/** The day after its last one if it starts on `day`, NEVER where it could not end. */
export function endFrom(table: CalendarTable, day: number): number {
  if (day >= table.end.length)
    return table.end.length > 0 || day >= NEVER ? NEVER : bound(table.calendar.finish(day) + 1);
  const known = table.end[day]!;
  if (known !== 0) return known - 1;
  const end = bound(table.calendar.finish(day) + 1);
  table.end[day] = end + 1;
  return end;
}

function bound(day: number): number {
  return day < NEVER ? day : NEVER;
}

/** The latest start from which it ends by `end`, not below `least`, from which it certainly does. */
export function startBefore(table: CalendarTable, days: number, end: number, least: number): number {
  for (let day = end - days; day > least; day--) {
    if (startFrom(table, day) === day && endFrom(table, day) <= end) return day;
  }
  return least;
}

/**
 * @param released activities, by index in the problem, whose fixed start is to be taken as a mere `notBefore`
 * @throws RangeError where the activities wait for each other in a circle
 */
export function buildNetwork(problem: Problem, released: ReadonlySet<number>): Network {
  const { activities } = problem;
  const limit = problem.horizon + 1;
  const order = sortByPrecedence(activities);
  const tables = rememberCalendars(problem, limit);

  // Earliest dates; what has none by the horizon is left out.
  const starts = Array.from<number>({ length: activities.length }).fill(NEVER);
  const ends = Array.from<number>({ length: activities.length }).fill(NEVER);
  const kept = Array.from<boolean>({ length: activities.length }).fill(false);
  for (const index of order) {
    const activity = activities[index]!;
    let ready = -NEVER;
    for (const before of activity.after) ready = Math.max(ready, ends[before]!);
    if (ready === NEVER) continue;
    const table = tables[index]!;
    if (activity.fixed !== null && ready <= activity.fixed && !released.has(index)) {
      const end = endOfFixed(activity, activity.fixed);
      if (end > limit) continue;
      kept[index] = true;
      starts[index] = activity.fixed;
      ends[index] = end;
      continue;
    }
    if (activity.days > 0 && activity.demands.some((demand) => demand.amount > problem.capacities[demand.resource]!))
      continue;
    const day = Math.max(ready, 0, activity.notBefore, activity.fixed ?? 0);
    const start = table === null ? day : startFrom(table, day);
    const end = table === null ? start + activity.days : endFrom(table, start);
    if (end > limit) continue;
    starts[index] = start;
    ends[index] = end;
  }

  const ids = Int32Array.from(activities.keys()).filter((index) => ends[index] !== NEVER);
  const size = ids.length;
  const numberOf = new Int32Array(activities.length).fill(-1);
  ids.forEach((index, i) => (numberOf[index] = i));
  const pick = (value: (index: number) => number) => Int32Array.from(ids, value);
  const days = pick((index) => activities[index]!.days);
  const fixed = pick((index) => (kept[index] ? starts[index]! : NEVER));
  const preds = flatten(
    Array.from(ids, (index) => [...new Set(activities[index]!.after)].map((before) => numberOf[before]!)),
  );
  const followers = Array.from({ length: size }, (): number[] => []);
  for (let i = 0; i < size; i++) {
    for (let at = preds.at[i]!; at < preds.at[i + 1]!; at++) followers[preds.items[at]!]!.push(i);
  }
  const succs = flatten(followers);
  const topological = Int32Array.from(order.filter((index) => numberOf[index]! >= 0).map((index) => numberOf[index]!));
  const tail = new Int32Array(size);
  for (const i of topological.toReversed()) {
    for (let at = succs.at[i]!; at < succs.at[i + 1]!; at++) {
      const next = succs.items[at]!;
      tail[i] = Math.max(tail[i]!, tail[next]! + days[next]!);
    }
  }

  // Without calendars, everything one after the other is the worst that can come.
  const used = Array.from(ids, (index) => tables[index]!);
  let width = limit;
  if (used.every((table) => table === null)) {
    let worst = 0;
    for (const index of ids) worst = Math.max(worst, ends[index]!);
    for (let i = 0; i < size; i++) worst += days[i]!;
    width = Math.min(limit, worst);
  }

  const weights = Float64Array.from(ids, (index) => activities[index]!.weight);
  return {
    size,
    ids,
    limit,
    width,
    days,
    weights,
    weighted: weights.some((weight) => weight > 0),
    calendars: used,
    fixed,
    fixedEnd: pick((index) => ends[index]!),
    hasFixed: fixed.some((day) => day !== NEVER),
    predAt: preds.at,
    preds: preds.items,
    succAt: succs.at,
    succs: succs.items,
    topological,
    head: pick((index) => starts[index]!),
    headEnd: pick((index) => ends[index]!),
    tail,
    ...packResources(problem, ids, fixed, ends, width),
  };
}

/** The day after the last one; a calendar that knows no end does not count. */
function endOfFixed(activity: Activity, start: number): number {
  const finish = activity.calendar?.finish(start) ?? NaN;
  return Number.isFinite(finish) && finish >= start ? finish + 1 : start + activity.days;
}

/** One table a calendar and length, however many activities share it. */
function rememberCalendars(problem: Problem, limit: number): (CalendarTable | null)[] {
  const tables = new Map<Calendar, CalendarTable>();
  const calendars = new Set(problem.activities.map((activity) => activity.calendar));
  const length = calendars.size * limit * 2 <= REMEMBERED_DAYS ? limit : 0;
  return problem.activities.map(({ calendar }) => {
    if (calendar === null) return null;
    let table = tables.get(calendar);
    if (table === undefined) {
      table = { calendar, next: new Int32Array(length), end: new Int32Array(length) };
      tables.set(calendar, table);
    }
    return table;
  });
}

function flatten(lists: readonly (readonly number[])[]): { at: Int32Array; items: Int32Array } {
  const at = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => (at[i + 1] = at[i]! + list.length));
  return { at, items: Int32Array.from(lists.flat()) };
}

/** The activities so that each stands after those that it waits for, the first in the user's order where several could come next. */
function sortByPrecedence(activities: readonly Activity[]): number[] {
  const waiting = activities.map((activity) => new Set(activity.after).size);
  const followers = activities.map((): number[] => []);
  activities.forEach((activity, index) => {
    for (const before of new Set(activity.after)) followers[before]!.push(index);
  });
  const heap = new IndexHeap(activities.length);
  waiting.forEach((count, index) => {
    if (count === 0) heap.push(index, index);
  });
  const sorted: number[] = [];
  while (heap.size > 0) {
    const index = heap.pop();
    sorted.push(index);
    for (const next of followers[index]!) if (--waiting[next]! === 0) heap.push(next, next);
  }
  if (sorted.length < activities.length) throw new RangeError('activities wait for each other in a circle');
  return sorted;
}

/** Indices by rising key, the lower index first where keys are equal. */
export class IndexHeap {
  size = 0;
  readonly #keys: Float64Array;
  readonly #items: Int32Array;

  constructor(capacity: number) {
    this.#keys = new Float64Array(capacity);
    this.#items = new Int32Array(capacity);
  }

  push(item: number, key: number): void {
    const keys = this.#keys;
    const items = this.#items;
    let at = this.size++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (keys[up]! < key || (keys[up]! === key && items[up]! < item)) break;
      keys[at] = keys[up]!;
      items[at] = items[up]!;
      at = up;
    }
    keys[at] = key;
    items[at] = item;
  }

  pop(): number {
    const keys = this.#keys;
    const items = this.#items;
    const first = items[0]!;
    const size = --this.size;
    const key = keys[size]!;
    const item = items[size]!;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= size) break;
      const right = down + 1;
      if (
        right < size &&
        (keys[right]! < keys[down]! || (keys[right]! === keys[down]! && items[right]! < items[down]!))
      ) {
        down = right;
      }
      if (key < keys[down]! || (key === keys[down]! && item < items[down]!)) break;
      keys[at] = keys[down]!;
      items[at] = items[down]!;
      at = down;
    }
    keys[at] = key;
    items[at] = item;
    return first;
  }
}

type Packed = Pick<
  Network,
  'kind' | 'kinds' | 'needAt' | 'needOffset' | 'needs' | 'needGuard' | 'base' | 'words' | 'scarce'
>;

function packResources(
  problem: Problem,
  ids: Int32Array,
  fixed: Int32Array,
  ends: readonly number[],
  width: number,
): Packed {
  interface Field extends Scarce {
    readonly users: number[];
    readonly amounts: number[];
    readonly bits: number;
    word: number;
    shift: number;
  }
  const fields = problem.capacities.map((capacity): Field => {
    return { capacity, users: [], amounts: [], bits: 33 - Math.clz32(capacity), word: 0, shift: 0 };
  });
  ids.forEach((index, i) => {
    const { days, demands } = problem.activities[index]!;
    for (const { resource, amount } of demands) {
      if (amount === 0 || days === 0) continue;
      fields[resource]!.users.push(i);
      fields[resource]!.amounts.push(amount);
    }
  });
  // A resource that suffices for all at once holds nothing up.
  const scarce = fields.filter((field) => field.amounts.reduce((sum, amount) => sum + amount, 0) > field.capacity);

  let words = 0;
  let room = 0;
  const guards: number[] = [];
  const full: number[] = [];
  for (const field of scarce) {
    if (room < field.bits) {
      room = 32;
      words++;
      guards.push(0);
      full.push(0);
    }
    field.word = words - 1;
    field.shift = 32 - room;
    room -= field.bits;
    guards[field.word]! |= 1 << (field.shift + field.bits - 1);
    full[field.word]! |= field.capacity << field.shift;
  }

  const base = new Int32Array(words * width);
  for (let word = 0; word < words; word++) base.fill(full[word]! | guards[word]!, word * width, (word + 1) * width);
  const needs = Array.from(ids, () => new Map<number, number>());
  for (const field of scarce) {
    field.users.forEach((i, at) => {
      const amount = field.amounts[at]!;
      if (fixed[i] === NEVER) {
        needs[i]!.set(field.word, (needs[i]!.get(field.word) ?? 0) | (amount << field.shift));
        return;
      }
      // A fixed start takes what is there, and no more is left for the others than nothing.
      const mask = ((1 << (field.bits - 1)) - 1) << field.shift;
      for (let day = Math.max(0, fixed[i]!); day < Math.min(width, ends[ids[i]!]!); day++) {
        const left = (base[field.word * width + day]! & mask) >>> field.shift;
        base[field.word * width + day]! -= Math.min(left, amount) << field.shift;
      }
    });
  }
  const entries = needs.map((need) => [...need].sort(([a], [b]) => a - b));
  const flat = entries.flat();
  const kinds = new Map<string, number>();
  const kind = Int32Array.from(entries, (entry) => {
    if (entry.length !== 1 || entries.length < LARGE) return -1;
    const name = entry.join();
    if (!kinds.has(name)) kinds.set(name, kinds.size);
    return kinds.get(name)!;
  });
  return {
    needAt: flatten(entries.map((entry) => entry.map(([word]) => word))).at,
    needOffset: Int32Array.from(flat, ([word]) => word * width),
    needs: Int32Array.from(flat, ([, need]) => need),
    needGuard: Int32Array.from(flat, ([word]) => guards[word]!),
    base,
    words,
    scarce,
    kind,
    kinds: kinds.size,
  };
}
