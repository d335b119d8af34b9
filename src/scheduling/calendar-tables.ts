/** The calendars of a problem with their answers remembered, since a search asks for the same days over and over. */
import type { SchedulingProblem, WorkCalendar } from './problem.js';

/** Later than any day. */
export const NEVER = 0x3fffffff;

/** Above this many days in all, answers of calendars are not remembered. */
const REMEMBERED_DAYS = 1 << 23;

/** A calendar with its answers remembered: 1 + the answer, 0 where it has not been asked. */
export interface CalendarTable {
  readonly calendar: WorkCalendar;
  readonly next: Int32Array;
  readonly end: Int32Array;
}

/** One table a calendar, however many activities share it; by activity. */
export function rememberCalendars({ activities, horizon }: SchedulingProblem): (CalendarTable | null)[] {
  const limit = horizon + 1;
  const numbers = new Map<WorkCalendar, number>();
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
