/**
 * What activities take of the resources, packed so that the passes need one subtraction for several resources.
 *
 * Resources are packed into words of 32 bits: each has a field wide enough for its capacity, topped by a guard bit that is set
 * in the profile. Subtracting a demand leaves all guard bits set exactly if there is enough of every resource in the word.
 */
import { NEVER } from './calendar-tables.js';
import type { Besides, SchedulingProblem } from './problem.js';

/** From so many activities on it pays to remember which days are full. */
const LARGE = 500;

/** The items of activity i in a list such as `needs` stand from `needAt[i]` up to `needAt[i + 1]`. Ends are the day after the last one. */
export interface Packing {
  /** No activity without fixed start is placed to end after this day, the horizon or not. */
  readonly width: number;
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

/** The activities that are to be packed: their indices in the problem, fixed starts (NEVER where none) and the ends of these. */
export interface ToPack {
  readonly ids: Int32Array;
  readonly fixed: Int32Array;
  readonly ends: Int32Array;
  readonly width: number;
}

/** Packs what activities take, and takes away what those with a fixed start do. */
export function packResources(problem: SchedulingProblem, toPack: ToPack): Packing {
  const layout = layOutFields(problem, toPack.ids);
  const { fields, guards, full } = layout;
  const { width } = toPack;
  const words = guards.length;
  const base = new Int32Array(words * width);
  for (let word = 0; word < words; word++) base.fill(full[word]! | guards[word]!, word * width, (word + 1) * width);
  const taken = listTaken(problem, toPack.ids, layout);
  const needed = packNeeds(toPack, layout, taken, base);
  return {
    width,
    base,
    words,
    guards,
    capacities: new Int32Array(fields.map(({ capacity }) => capacity)),
    ...taken,
    ...needed,
    works: layout.hasBesides ? packWorks(problem, toPack, { layout, taken, base }) : [],
    ...findKinds(needed, toPack),
  };
}

/** Where the scarce resources stand; one that suffices for all at once holds nothing up. */
interface Layout {
  readonly fields: readonly Field[];
  /** By resource, -1 where it is not scarce. */
  readonly fieldOf: Int32Array;
  /** By word: the guard bits, and what there is of each of its resources. */
  readonly guards: readonly number[];
  readonly full: readonly number[];
  readonly hasBesides: boolean;
}

function layOutFields({ activities, capacities }: SchedulingProblem, ids: Int32Array): Layout {
  const totals = new Float64Array(capacities.length);
  let hasBesides = false;
  for (const id of ids) {
    const { days, demands, besides } = activities[id]!;
    if (days > 0) for (const { resource, amount } of demands) totals[resource]! += amount;
    for (const { resource, amount } of besides) {
      totals[resource]! += amount;
      hasBesides = true;
    }
  }
  const fieldOf = new Int32Array(capacities.length).fill(-1);
  const fields: Field[] = [];
  let room = 0;
  const guards: number[] = [];
  const full: number[] = [];
  for (let resource = 0; resource < capacities.length; resource++) {
    const capacity = capacities[resource]!;
    if (totals[resource]! <= capacity) continue;
    const bits = 33 - Math.clz32(capacity);
    if (room < bits) {
      room = 32;
      guards.push(0);
      full.push(0);
    }
    const field = { capacity, word: guards.length - 1, shift: 32 - room, guard: 1 << (31 - room + bits) };
    fieldOf[resource] = fields.length;
    fields.push(field);
    room -= bits;
    guards[field.word]! |= field.guard;
    full[field.word]! |= capacity << field.shift;
  }
  return { fields, fieldOf, guards, full, hasBesides };
}

type Taken = Pick<Packing, 'takeAt' | 'takeField' | 'takeAmount'>;

function listTaken({ activities }: SchedulingProblem, ids: Int32Array, { fieldOf }: Layout): Taken {
  const takeAt = new Int32Array(ids.length + 1);
  const fields: number[] = [];
  const amounts: number[] = [];
  ids.forEach((id, i) => {
    const { days, demands } = activities[id]!;
    for (const { resource, amount } of days > 0 ? demands : []) {
      if (amount === 0 || fieldOf[resource]! < 0) continue;
      fields.push(fieldOf[resource]!);
      amounts.push(amount);
    }
    takeAt[i + 1] = fields.length;
  });
  return { takeAt, takeField: new Int32Array(fields), takeAmount: new Int32Array(amounts) };
}

type Needed = Pick<Packing, 'needAt' | 'needOffset' | 'needs' | 'needGuard'>;

/** Packs the demands of those without fixed start; those of the others are taken from `base`. */
function packNeeds({ fixed, ends, width }: ToPack, layout: Layout, taken: Taken, base: Int32Array): Needed {
  const { fields, guards } = layout;
  const { takeAt, takeField, takeAmount } = taken;
  const needAt = new Int32Array(takeAt.length);
  const needOffset = new Int32Array(takeField.length);
  const needs = new Int32Array(takeField.length);
  const needGuard = new Int32Array(takeField.length);
  const needOf = new Int32Array(guards.length);
  let needed = 0;
  for (let i = 0; i + 1 < takeAt.length; i++) {
    for (let at = takeAt[i]!; at < takeAt[i + 1]!; at++) {
      const field = fields[takeField[at]!]!;
      const amount = takeAmount[at]!;
      if (fixed[i] === NEVER) needOf[field.word]! |= amount << field.shift;
      else takeFromBase({ base, width }, { field, amount }, fixed[i]!, ends[i]!);
    }
    for (let word = 0; word < guards.length && takeAt[i + 1]! > takeAt[i]!; word++) {
      if (needOf[word] === 0) continue;
      needOffset[needed] = word * width;
      needs[needed] = needOf[word]!;
      needGuard[needed++] = guards[word]!;
      needOf[word] = 0;
    }
    needAt[i + 1] = needed;
  }
  return { needAt, needOffset, needs, needGuard };
}

/** What those without fixed start take besides; what the others do is taken from `base`. */
function packWorks(
  { activities }: SchedulingProblem,
  { ids, fixed, width }: ToPack,
  { layout, taken, base }: { layout: Layout; taken: Taken; base: Int32Array },
): (Work | null)[] {
  const { fields, fieldOf } = layout;
  const { takeAt, takeField, takeAmount } = taken;
  return Array.from(ids, (id, i): Work | null => {
    const parts: Part[] = [];
    for (const { resource, amount, stretches } of activities[id]!.besides) {
      if (amount === 0 || fieldOf[resource]! < 0) continue;
      const field = fields[fieldOf[resource]!]!;
      if (fixed[i] === NEVER) parts.push({ field, amount, stretches });
      else
        for (const { start, finish } of stretches(fixed[i]!))
          takeFromBase({ base, width }, { field, amount }, start, finish + 1);
    }
    if (parts.length === 0) return null;
    const own: Work['own'][number][] = [];
    for (let at = takeAt[i]!; at < takeAt[i + 1]!; at++)
      own.push({ field: fields[takeField[at]!]!, amount: takeAmount[at]! });
    return { parts, own, known: new Map(), last: [], packed: null };
  });
}

/** A fixed start takes what is there, and no more is left for the others than nothing. */
function takeFromBase(
  { base, width }: Pick<Packing, 'base' | 'width'>,
  { field, amount }: Omit<Part, 'stretches'>,
  start: number,
  end: number,
): void {
  const { word, shift, guard } = field;
  const mask = guard - (1 << shift);
  for (let day = Math.max(0, start), until = Math.min(width, end); day < until; day++) {
    const left = (base[word * width + day]! & mask) >>> shift;
    base[word * width + day]! -= Math.min(left, amount) << shift;
  }
}

function findKinds({ needAt, needOffset, needs }: Needed, { ids, width }: ToPack): Pick<Packing, 'kind' | 'kinds'> {
  const kind = new Int32Array(ids.length).fill(-1);
  const kinds = new Map<number, number>();
  for (let i = 0; ids.length >= LARGE && i < ids.length; i++) {
    const at = needAt[i]!;
    if (needAt[i + 1]! - at !== 1) continue;
    const name = (needOffset[at]! / width) * 4294967296 + (needs[at]! >>> 0);
    if (!kinds.has(name)) kinds.set(name, kinds.size);
    kind[i] = kinds.get(name)!;
  }
  return { kind, kinds: kinds.size };
}

/** Stands for what there is never room for. */
const NO_ROOM = new Int32Array(0);

/** For an activity of `works` that starts on that day and ends by `end`. */
export function turnsOf(packing: Packing, i: number, start: number, end: number): Turns {
  const work = packing.works[i]!;
  let turns = work.known.get(start);
  if (turns === undefined) {
    turns = { packed: packTurns(packing, work, start, end), next: 0 };
    work.known.set(start, turns);
  }
  return turns;
}

function packTurns(packing: Packing, work: Work, start: number, end: number): Int32Array {
  const { width } = packing;
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
      ? packApart(packing, parts[0]!, last)
      : packStretches(packing, work, start, end);
  work.packed = meetsOwn ? null : packed;
  return packed;
}

/** Packs stretches of one part of which no two share a day, nor one with the activity itself: quicker, and most are such. */
function packApart({ width, guards }: Packing, { field, amount }: Part, last: readonly number[]): Int32Array {
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
function packStretches({ width, guards }: Packing, { parts, own, last }: Work, start: number, end: number): Int32Array {
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
