/** A problem turned into flat arrays that the passes run over. What can never be scheduled is left out here. */

import type { Activity, Besides, Calendar, Demand, Problem } from './problem.js';

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
  /** The guard bits of each word. */
  readonly guards: readonly number[];
  /** The scarce resources' capacities, and which of them an activity takes how much of, from `takeAt[i]` up to `takeAt[i + 1]`. */
  readonly capacities: Int32Array;
  readonly takeAt: Int32Array;
  readonly takeField: Int32Array;
  readonly takeAmount: Int32Array;
  /** For those without fixed start that take scarce resources besides. No items where there are none. */
  readonly works: readonly (Work | null)[];
}

/** Where a scarce resource stands in the profile. */
interface Field {
  readonly capacity: number;
  readonly word: number;
  readonly shift: number;
  readonly guard: number;
}

/** What an activity takes besides. */
interface Work {
  readonly parts: readonly Part[];
  /** Its own days. */
  readonly own: readonly Omit<Part, 'stretches'>[];
  /** By start, what `turnsOf` has found out. */
  readonly known: Map<number, Turns>;
  /** The stretches of the start asked for last, three numbers each, and how they are packed. */
  last: number[];
  packed: Int32Array | null;
}

interface Part extends Pick<Besides, 'amount' | 'stretches'> {
  readonly field: Field;
}

/** What is taken besides from some start on. */
export interface Turns {
  /**
   * The day after the last one first. Then by stretches of which no two share a day of a word: where it begins and ends in the profile,
   * what there must be room for with the activity's own days, the guard bits, and what is taken. Empty where that is more than there
   * ever is. Starts that are the same in this share the array.
   */
  readonly packed: Int32Array;
  /** A later start before which all are the same in this, 0 where none is known. */
  next: number;
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
  // The end of what starts on a day or later does not fall as the day rises: down in growing steps, then by halves.
  let late = end - days + 1;
  let day = late - 1;
  for (let step = 1; day > least && endFrom(table, startFrom(table, day)) > end; step *= 2) {
    late = day;
    day -= step;
  }
  if (day < least) day = least;
  while (late - day > 1) {
    const middle = (day + late) >> 1;
    if (endFrom(table, startFrom(table, middle)) > end) late = middle;
    else day = middle;
  }
  return day;
}

/**
 * @param tables the problem's calendars, from `rememberCalendars`
 * @param released activities, by index in the problem, whose fixed start is to be taken as a mere `notBefore`
 * @throws RangeError where the activities wait for each other in a circle
 */
export function buildNetwork(
  problem: Problem,
  tables: readonly (CalendarTable | null)[],
  released: ReadonlySet<number>,
): Network {
  const { activities, capacities, horizon } = problem;
  const limit = horizon + 1;
  const count = activities.length;
  const all = connect(activities);

  // Earliest dates; what has none by the horizon is left out.
  const starts = new Int32Array(count).fill(NEVER);
  const ends = new Int32Array(count).fill(NEVER);
  const kept = new Uint8Array(count);
  let size = 0;
  for (let k = 0; k < count; k++) {
    const index = all.topological[k]!;
    const activity = activities[index]!;
    let ready = -NEVER;
    for (let at = all.predAt[index]!; at < all.predAt[index + 1]!; at++) ready = Math.max(ready, ends[all.preds[at]!]!);
    if (ready === NEVER) continue;
    if (activity.fixed !== null && ready <= activity.fixed && !released.has(index)) {
      const end = endOfFixed(activity, activity.fixed);
      if (end > limit) continue;
      kept[index] = 1;
      starts[index] = activity.fixed;
      ends[index] = end;
      size++;
      continue;
    }
    if (activity.days > 0 && isAbove(activity.demands, capacities)) continue;
    const table = tables[index]!;
    let start = Math.max(ready, 0, activity.notBefore, activity.fixed ?? 0);
    let end = start + activity.days;
    if (table !== null) {
      start = startFrom(table, start);
      end = endFrom(table, start);
    }
    if (activity.besides.length > 0) {
      while (end <= limit && isBesidesAbove(activity, start, problem)) {
        start++;
        if (table !== null) start = startFrom(table, start);
        end = table === null ? start + activity.days : endFrom(table, start);
      }
    }
    if (end > limit) continue;
    starts[index] = start;
    ends[index] = end;
    size++;
  }

  const ids = new Int32Array(size);
  const numberOf = new Int32Array(count);
  const days = new Int32Array(size);
  const weights = new Float64Array(size);
  const fixed = new Int32Array(size);
  const head = new Int32Array(size);
  const headEnd = new Int32Array(size);
  const calendars: (CalendarTable | null)[] = [];
  let weighted = false;
  let hasFixed = false;
  let isPlain = true;
  // Without calendars, everything one after the other is the worst that can come.
  let worst = 0;
  let sum = 0;
  for (let index = 0, i = 0; index < count; index++) {
    if (ends[index] === NEVER) {
      numberOf[index] = -1;
      continue;
    }
    const activity = activities[index]!;
    const table = tables[index]!;
    numberOf[index] = i;
    ids[i] = index;
    days[i] = activity.days;
    weights[i] = activity.weight;
    fixed[i] = kept[index] === 1 ? starts[index]! : NEVER;
    head[i] = starts[index]!;
    headEnd[i] = ends[index]!;
    calendars.push(table);
    if (activity.weight > 0) weighted = true;
    if (kept[index] === 1) hasFixed = true;
    if (table !== null || activity.besides.length > 0) isPlain = false;
    worst = Math.max(worst, ends[index]!);
    sum += activity.days;
    i++;
  }
  const width = isPlain ? Math.min(limit, worst + sum) : limit;

  // What waits for something that is left out is left out too, so only followers get lost.
  const { predAt, preds, succAt, succs, topological } = size === count ? all : renumber(all, numberOf, size);
  const tail = new Int32Array(size);
  for (let k = size - 1; k >= 0; k--) {
    const i = topological[k]!;
    let most = 0;
    for (let at = succAt[i]!, stop = succAt[i + 1]!; at < stop; at++) {
      const next = succs[at]!;
      most = Math.max(most, tail[next]! + days[next]!);
    }
    tail[i] = most;
  }

  const packed = packResources(problem, ids, fixed, headEnd, width);
  return {
    size,
    ids,
    limit,
    width,
    days,
    weights,
    weighted,
    calendars,
    fixed,
    fixedEnd: headEnd,
    hasFixed,
    predAt,
    preds,
    succAt,
    succs,
    topological,
    head,
    headEnd,
    tail,
    needAt: packed.needAt,
    needOffset: packed.needOffset,
    needs: packed.needs,
    needGuard: packed.needGuard,
    kind: packed.kind,
    kinds: packed.kinds,
    base: packed.base,
    words: packed.words,
    guards: packed.guards,
    capacities: packed.capacities,
    takeAt: packed.takeAt,
    takeField: packed.takeField,
    takeAmount: packed.takeAmount,
    works: packed.works,
  };
}

function isAbove(demands: readonly Demand[], capacities: readonly number[]): boolean {
  for (const { resource, amount } of demands) if (amount > capacities[resource]!) return true;
  return false;
}

/** Some stretch within the horizon takes more than there ever is. */
function isBesidesAbove({ besides }: Activity, start: number, { capacities, horizon }: Problem): boolean {
  for (const { resource, amount, stretches } of besides) {
    if (amount <= capacities[resource]!) continue;
    for (const stretch of stretches(start)) {
      if (stretch.start <= horizon && stretch.finish >= Math.max(0, stretch.start)) return true;
    }
  }
  return false;
}

/** The day after the last one; a calendar that knows no end does not count. */
function endOfFixed(activity: Activity, start: number): number {
  const finish = activity.calendar?.finish(start) ?? NaN;
  return Number.isFinite(finish) && finish >= start ? finish + 1 : start + activity.days;
}

/** One table a calendar, however many activities share it; by activity. */
export function rememberCalendars({ activities, horizon }: Problem): (CalendarTable | null)[] {
  const limit = horizon + 1;
  const numbers = new Map<Calendar, number>();
  for (const { calendar } of activities) if (calendar !== null) numbers.set(calendar, 0);
  const length = (numbers.size + 1) * limit * 2 <= REMEMBERED_DAYS ? limit : 0;
  // One stretch of memory for all.
  const memory = new Int32Array(2 * length * numbers.size);
  const tables: CalendarTable[] = [];
  for (const calendar of numbers.keys()) {
    const from = 2 * length * tables.length;
    numbers.set(calendar, tables.length);
    tables.push({
      calendar,
      next: memory.subarray(from, from + length),
      end: memory.subarray(from + length, from + 2 * length),
    });
  }
  return activities.map(({ calendar }) => (calendar === null ? null : tables[numbers.get(calendar)!]!));
}

type Links = Pick<Network, 'predAt' | 'preds' | 'succAt' | 'succs' | 'topological'>;

/** Who waits for whom, each said once; and the order by precedence, the first in the user's order where several could come next. */
function connect(activities: readonly Activity[]): Links {
  const count = activities.length;
  const predAt = new Int32Array(count + 1);
  const succAt = new Int32Array(count + 1);
  const marks = new Int32Array(count);
  let links = 0;
  for (const { after } of activities) links += after.length;
  const preds = new Int32Array(links);
  links = 0;
  for (let index = 0; index < count; index++) {
    for (const before of activities[index]!.after) {
      if (marks[before] === index + 1) continue;
      marks[before] = index + 1;
      preds[links++] = before;
      succAt[before + 1]!++;
    }
    predAt[index + 1] = links;
  }
  const succs = fillFollowers(predAt, preds, succAt);
  const topological = new Int32Array(count);
  const waiting = marks;
  const heap = new IndexHeap(count);
  for (let index = 0; index < count; index++) {
    waiting[index] = predAt[index + 1]! - predAt[index]!;
    if (waiting[index] === 0) heap.push(index, index);
  }
  let sorted = 0;
  while (heap.size > 0) {
    const index = heap.pop();
    topological[sorted++] = index;
    for (let at = succAt[index]!; at < succAt[index + 1]!; at++) {
      const next = succs[at]!;
      if (--waiting[next]! === 0) heap.push(next, next);
    }
  }
  if (sorted < count) throw new RangeError('activities wait for each other in a circle');
  return { predAt, preds, succAt, succs, topological };
}

/** @param succAt how many wait for each, one place further on; afterwards, where their list begins */
function fillFollowers(predAt: Int32Array, preds: Int32Array, succAt: Int32Array): Int32Array {
  const count = succAt.length - 1;
  for (let i = 0; i < count; i++) succAt[i + 1]! += succAt[i]!;
  const filled = succAt.slice();
  const succs = new Int32Array(succAt[count]!);
  for (let i = 0; i < count; i++) {
    for (let at = predAt[i]!; at < predAt[i + 1]!; at++) succs[filled[preds[at]!]!++] = i;
  }
  return succs;
}

/** The links of those that have a number, by their numbers. */
function renumber(all: Links, numberOf: Int32Array, size: number): Links {
  const predAt = new Int32Array(size + 1);
  const preds = new Int32Array(all.preds.length);
  const succAt = new Int32Array(size + 1);
  const topological = new Int32Array(size);
  let links = 0;
  for (let index = 0; index < numberOf.length; index++) {
    const i = numberOf[index]!;
    if (i < 0) continue;
    for (let at = all.predAt[index]!; at < all.predAt[index + 1]!; at++) {
      const before = numberOf[all.preds[at]!]!;
      preds[links++] = before;
      succAt[before + 1]!++;
    }
    predAt[i + 1] = links;
  }
  let sorted = 0;
  for (const index of all.topological) if (numberOf[index]! >= 0) topological[sorted++] = numberOf[index]!;
  return { predAt, preds, succAt, succs: fillFollowers(predAt, preds, succAt), topological };
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
  | 'kind'
  | 'kinds'
  | 'needAt'
  | 'needOffset'
  | 'needs'
  | 'needGuard'
  | 'base'
  | 'words'
  | 'guards'
  | 'capacities'
  | 'takeAt'
  | 'takeField'
  | 'takeAmount'
  | 'works'
>;

function packResources(
  { activities, capacities }: Problem,
  ids: Int32Array,
  fixed: Int32Array,
  ends: Int32Array,
  width: number,
): Packed {
  const size = ids.length;
  const totals = new Float64Array(capacities.length);
  let takes = 0;
  let hasBesides = false;
  for (let i = 0; i < size; i++) {
    const { days, demands, besides } = activities[ids[i]!]!;
    if (days > 0) for (const { resource, amount } of demands) totals[resource]! += amount;
    takes += demands.length;
    for (const { resource, amount } of besides) {
      totals[resource]! += amount;
      hasBesides = true;
    }
  }

  // A resource that suffices for all at once holds nothing up.
  const fieldOf = new Int32Array(capacities.length).fill(-1);
  const fields: Field[] = [];
  let words = 0;
  let room = 0;
  const guards: number[] = [];
  const full: number[] = [];
  for (let resource = 0; resource < capacities.length; resource++) {
    const capacity = capacities[resource]!;
    if (totals[resource]! <= capacity) continue;
    const bits = 33 - Math.clz32(capacity);
    if (room < bits) {
      room = 32;
      words++;
      guards.push(0);
      full.push(0);
    }
    const field = { capacity, word: words - 1, shift: 32 - room, guard: 1 << (31 - room + bits) };
    fieldOf[resource] = fields.length;
    fields.push(field);
    room -= bits;
    guards[field.word]! |= field.guard;
    full[field.word]! |= capacity << field.shift;
  }

  const base = new Int32Array(words * width);
  for (let word = 0; word < words; word++) base.fill(full[word]! | guards[word]!, word * width, (word + 1) * width);
  const takeAt = new Int32Array(size + 1);
  const takeField = new Int32Array(takes);
  const takeAmount = new Int32Array(takes);
  const needAt = new Int32Array(size + 1);
  const needOffset = new Int32Array(takes);
  const needs = new Int32Array(takes);
  const needGuard = new Int32Array(takes);
  const needOf = new Int32Array(words);
  let taken = 0;
  let needed = 0;
  for (let i = 0; i < size; i++) {
    const { days, demands } = activities[ids[i]!]!;
    const first = taken;
    if (days > 0) {
      for (const { resource, amount } of demands) {
        if (amount === 0 || fieldOf[resource]! < 0) continue;
        takeField[taken] = fieldOf[resource]!;
        takeAmount[taken++] = amount;
      }
    }
    takeAt[i + 1] = taken;
    for (let at = first; at < taken; at++) {
      const field = fields[takeField[at]!]!;
      if (fixed[i] === NEVER) needOf[field.word]! |= takeAmount[at]! << field.shift;
      else takeFromBase(base, width, field, takeAmount[at]!, fixed[i]!, ends[i]!);
    }
    if (taken > first && fixed[i] === NEVER) {
      for (let word = 0; word < words; word++) {
        if (needOf[word] === 0) continue;
        needOffset[needed] = word * width;
        needs[needed] = needOf[word]!;
        needGuard[needed++] = guards[word]!;
        needOf[word] = 0;
      }
    }
    needAt[i + 1] = needed;
  }

  const works: (Work | null)[] = [];
  for (let i = 0; hasBesides && i < size; i++) {
    const { besides } = activities[ids[i]!]!;
    const parts: Part[] = [];
    for (const { resource, amount, stretches } of besides) {
      if (amount === 0 || fieldOf[resource]! < 0) continue;
      const field = fields[fieldOf[resource]!]!;
      if (fixed[i] === NEVER) parts.push({ field, amount, stretches });
      else
        for (const { start, finish } of stretches(fixed[i]!))
          takeFromBase(base, width, field, amount, start, finish + 1);
    }
    const own: Work['own'][number][] = [];
    for (let at = takeAt[i]!; parts.length > 0 && at < takeAt[i + 1]!; at++)
      own.push({ field: fields[takeField[at]!]!, amount: takeAmount[at]! });
    works.push(parts.length > 0 ? { parts, own, known: new Map(), last: [], packed: null } : null);
  }

  const kind = new Int32Array(size).fill(-1);
  const kinds = new Map<number, number>();
  if (size >= LARGE) {
    for (let i = 0; i < size; i++) {
      const at = needAt[i]!;
      if (needAt[i + 1]! - at !== 1) continue;
      const name = (needOffset[at]! / width) * 4294967296 + (needs[at]! >>> 0);
      if (!kinds.has(name)) kinds.set(name, kinds.size);
      kind[i] = kinds.get(name)!;
    }
  }
  return {
    needAt,
    needOffset,
    needs,
    needGuard,
    base,
    words,
    guards,
    capacities: Int32Array.from(fields, ({ capacity }) => capacity),
    takeAt,
    takeField: takeField.subarray(0, taken),
    takeAmount,
    works,
    kind,
    kinds: kinds.size,
  };
}

/** A fixed start takes what is there, and no more is left for the others than nothing. */
function takeFromBase(base: Int32Array, width: number, field: Field, amount: number, start: number, end: number): void {
  const { word, shift, guard } = field;
  const mask = guard - (1 << shift);
  for (let day = Math.max(0, start), until = Math.min(width, end); day < until; day++) {
    const left = (base[word * width + day]! & mask) >>> shift;
    base[word * width + day]! -= Math.min(left, amount) << shift;
  }
}

/** Stands for what there is never room for. */
const NO_ROOM = new Int32Array(0);

/** For an activity of `works` that starts on that day and ends by `end`. */
export function turnsOf(network: Network, i: number, start: number, end: number): Turns {
  const work = network.works[i]!;
  let turns = work.known.get(start);
  if (turns === undefined) {
    turns = { packed: packTurns(network, work, start, end), next: 0 };
    work.known.set(start, turns);
  }
  return turns;
}

function packTurns(network: Network, work: Work, start: number, end: number): Int32Array {
  const { width } = network;
  const { parts, last } = work;
  let isSame = work.packed !== null;
  let meetsOwn = false;
  let areApart = true;
  let latest = 0;
  let count = 0;
  for (let part = 0; part < parts.length; part++) {
    for (const stretch of parts[part]!.stretches(start)) {
      const from = Math.max(0, stretch.start);
      const until = Math.min(width, stretch.finish + 1);
      if (from >= until) continue;
      if (from < end && until > start) meetsOwn = true;
      if (from < latest) areApart = false;
      latest = until;
      if (last[count] !== part || last[count + 1] !== from || last[count + 2] !== until) isSame = false;
      last[count] = part;
      last[count + 1] = from;
      last[count + 2] = until;
      count += 3;
    }
  }
  if (last.length !== count) {
    isSame = false;
    last.length = count;
  }
  if (isSame && !meetsOwn) return work.packed!;
  const packed =
    parts.length === 1 && areApart && !meetsOwn
      ? packApart(network, parts[0]!, last)
      : packStretches(network, work, start, end);
  work.packed = meetsOwn ? null : packed;
  return packed;
}

/** Packs stretches of one part of which no two share a day, nor one with the activity itself: quicker, and most are such. */
function packApart({ width, guards }: Network, { field, amount }: Part, last: readonly number[]): Int32Array {
  if (amount > field.capacity && last.length > 0) return NO_ROOM;
  const packed = new Int32Array(1 + (5 * last.length) / 3);
  const offset = field.word * width;
  const bits = amount << field.shift;
  for (let at = 0, k = 1; at < last.length; at += 3, k += 5) {
    packed[0] = Math.max(packed[0]!, last[at + 2]!);
    packed[k] = offset + last[at + 1]!;
    packed[k + 1] = offset + last[at + 2]!;
    packed[k + 2] = bits;
    packed[k + 3] = guards[field.word]!;
    packed[k + 4] = bits;
  }
  return packed;
}

/** Packs the stretches in `last`. */
function packStretches({ width, guards }: Network, { parts, own, last }: Work, start: number, end: number): Int32Array {
  // Between one edge and the next, the same stretches are under way on each day.
  const edges = new Int32Array(2 + (2 * last.length) / 3);
  edges[0] = start;
  edges[1] = end;
  let latest = 0;
  for (let at = 0, edge = 2; at < last.length; at += 3) {
    edges[edge++] = last[at + 1]!;
    edges[edge++] = last[at + 2]!;
    latest = Math.max(latest, last[at + 2]!);
  }
  edges.sort();
  const packed = [latest];
  const sum = new PackedSum();
  for (let k = 1; k < edges.length; k++) {
    const from = edges[k - 1]!;
    const until = edges[k]!;
    if (from === until) continue;
    sum.clear();
    for (let at = 0; at < last.length; at += 3) {
      if (last[at + 1]! <= from && last[at + 2]! > from && !sum.add(parts[last[at]!]!, false)) return NO_ROOM;
    }
    if (sum.needs.size === 0) continue;
    if (start <= from && from < end) for (const part of own) if (!sum.add(part, true)) return NO_ROOM;
    for (const [word, need] of sum.needs) {
      const taken = sum.taken.get(word) ?? 0;
      if (taken !== 0) packed.push(word * width + from, word * width + until, need, guards[word]!, taken);
    }
  }
  return Int32Array.from(packed);
}

/** What several things take together on one day. */
class PackedSum {
  /** By word, with the activity's own days. */
  readonly needs = new Map<number, number>();
  /** By word, without them. */
  readonly taken = new Map<number, number>();
  private readonly amounts = new Map<Field, number>();

  clear(): void {
    if (this.amounts.size === 0) return;
    this.needs.clear();
    this.taken.clear();
    this.amounts.clear();
  }

  /** @returns false where it is more than there ever is */
  add({ field, amount }: Omit<Part, 'stretches'>, isOwn: boolean): boolean {
    const amounts = (this.amounts.get(field) ?? 0) + amount;
    if (amounts > field.capacity) return false;
    this.amounts.set(field, amounts);
    const bits = amount << field.shift;
    this.needs.set(field.word, (this.needs.get(field.word) ?? 0) + bits);
    if (!isOwn) this.taken.set(field.word, (this.taken.get(field.word) ?? 0) + bits);
    return true;
  }
}
