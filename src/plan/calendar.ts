/** When work can be done, in days from the plan's start: terms, windows, blackouts, meetings, launch dates. */
import { addMonthsToDay, addYears, toDate, toDay } from '../text/dates.js';
import type { Calendar, YearSpan } from '../model/index.js';
import type { WorkCalendar } from '../scheduling/problem.js';

/** What a piece of work asks of the calendar. */
export interface Timing {
  readonly days: number;
  /** Its days count only in term. */
  readonly schoolYear: boolean;
  /** It may start between terms too, as a launch does: its days count from the next term's first day on. */
  readonly startsAnyDay: boolean;
  /** The window that it runs inside. */
  readonly window: string | null;
  /** It does not start in a blackout. */
  readonly disrupts: boolean;
  /** Its last day is a meeting of the board. */
  readonly endsOnMeeting: boolean;
}

/** The years of a plan, day by day. Everything in it is a pure function of what it was made of. */
export class PlanCalendar {
  /** The plan's last day. */
  readonly lastDay: number;
  private readonly calendar: Calendar;
  private readonly origin: number;
  private readonly start: string;
  private readonly schoolDays: Uint8Array | null;
  /** The nth working day, and how many there were before each day. */
  private readonly nthSchoolDay: number[] = [];
  private readonly schoolDaysBefore: Int32Array;
  private readonly blackout: Uint8Array;
  /** By window: for each day its last day, or -1 outside. */
  private readonly windows = new Map<string, Int32Array>();
  /** For each day the next meeting, that day or later. */
  private readonly meetings: Int32Array | null;
  private readonly made = new Map<string, WorkCalendar | null>();
  /** For work without a window: the days that it may start on, by whether terms and blackouts count. */
  private readonly starts = new Map<string, Int32Array>();

  /**
   * @param start the plan's first day, YYYY-MM-DD
   * @param end its last
   */
  constructor(calendar: Calendar, start: string, end: string) {
    this.calendar = calendar;
    this.start = start;
    this.origin = toDay(start);
    this.lastDay = toDay(end) - this.origin;
    const size = this.lastDay + 1;
    this.schoolDays = calendar.schoolYear === null ? null : this.mark([calendar.schoolYear]);
    this.schoolDaysBefore = new Int32Array(size + 1);
    if (this.schoolDays !== null) {
      for (let day = 0; day < size; day++) {
        this.schoolDaysBefore[day] = this.nthSchoolDay.length;
        if (this.schoolDays[day] === 1) this.nthSchoolDay.push(day);
      }
      this.schoolDaysBefore[size] = this.nthSchoolDay.length;
    }
    this.blackout = this.mark(calendar.blackouts);
    for (const window of calendar.windows) {
      const last = new Int32Array(size).fill(-1);
      for (const [from, to] of this.spans(window))
        for (let day = Math.max(0, from); day <= Math.min(to, this.lastDay); day++) last[day] = to;
      this.windows.set(window.id, last);
    }
    this.meetings = calendar.boardMeetings === null ? null : this.findMeetings(calendar.boardMeetings);
  }

  /** The day of a date. */
  dayOf(date: string): number {
    return toDay(date) - this.origin;
  }

  /** The same day of the month a number of months after a day. */
  monthsAfter(day: number, months: number): number {
    return addMonthsToDay(this.origin + day, months) - this.origin;
  }

  /** Days on which a wave may launch, rising; null where it may on any. One outside the terms moves to the next term's first day. */
  launchDays(starts: readonly string[]): number[] | null {
    if (starts.length === 0) return null;
    const days = starts.flatMap((start) => this.spans({ from: start, to: start }).map(([day]) => day));
    const within = days.filter((day) => day >= 0 && day <= this.lastDay).map((day) => this.termDay(day, 1));
    return [...new Set(within)].sort((a, b) => a - b);
  }

  /** The calendar of a piece of work; null where any day is as good as another. */
  calendarFor(timing: Timing): WorkCalendar | null {
    const { days, schoolYear, startsAnyDay, window, disrupts, endsOnMeeting } = timing;
    const key = `${days} ${schoolYear} ${startsAnyDay} ${window ?? ''} ${disrupts} ${endsOnMeeting}`;
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const made = this.makeCalendar(timing);
    this.made.set(key, made);
    return made;
  }

  /** The last day of work that begins on a day and takes so many. */
  finishOf(day: number, days: number, schoolYear: boolean): number {
    if (!schoolYear || this.schoolDays === null) return day + days - 1;
    if (day > this.lastDay) return Infinity;
    return this.nthSchoolDay[this.schoolDaysBefore[Math.max(0, day)]! + days - 1] ?? Infinity;
  }

  /** The days from one to another, both included, on which somebody works. */
  workingDays(from: number, to: number, schoolYear: boolean): number {
    const [first, last] = [Math.max(0, from), Math.min(to, this.lastDay)];
    if (last < first) return 0;
    if (!schoolYear || this.schoolDays === null) return last - first + 1;
    return this.schoolDaysBefore[last + 1]! - this.schoolDaysBefore[first]!;
  }

  /** The meeting of the board on a day or the next one after it; Infinity where there is none in these years. */
  meetingFrom(day: number): number {
    if (this.meetings === null) return day;
    if (day > this.lastDay) return Infinity;
    const meeting = this.meetings[Math.max(0, day)]!;
    return meeting < 0 ? Infinity : meeting;
  }

  /** The nearest day of a term from a day on, or back from it; the day itself where there is none. */
  termDay(day: number, step: 1 | -1): number {
    if (this.schoolDays === null) return day;
    for (let near = day; near >= 0 && near <= this.lastDay; near += step) if (this.schoolDays[near] === 1) return near;
    return day;
  }

  /** Whether a day is in a blackout. */
  isBlackout(day: number): boolean {
    return this.blackout[day] === 1;
  }

  private makeCalendar(timing: Timing): WorkCalendar | null {
    const { days, schoolYear, startsAnyDay, window, disrupts, endsOnMeeting } = timing;
    const terms = schoolYear && !startsAnyDay ? this.schoolDays : null;
    const windowEnds = window === null ? null : (this.windows.get(window) ?? null);
    const blackout = disrupts && this.calendar.blackouts.length > 0 ? this.blackout : null;
    const meets = endsOnMeeting && this.meetings !== null;
    if (terms === null && windowEnds === null && blackout === null && !meets) return null;
    const finish = (day: number): number => {
      const last = this.finishOf(day, days, schoolYear);
      return meets ? this.meetingFrom(last) : last;
    };
    const isOpen = (day: number): boolean =>
      (terms === null || terms[day] === 1) && (blackout === null || blackout[day] === 0);
    const findStarts = (): Int32Array => {
      // The end is asked for last, and only inside the window, since it takes longest to find.
      if (windowEnds !== null)
        return this.findNext((day) => windowEnds[day]! >= day && isOpen(day) && windowEnds[day]! >= finish(day));
      // Without a window it does not matter how long the work takes.
      const key = `${terms !== null} ${blackout !== null}`;
      const known = this.starts.get(key) ?? this.findNext(isOpen);
      this.starts.set(key, known);
      return known;
    };
    const { lastDay } = this;
    let starts: Int32Array | null = null;
    const next = (day: number): number => {
      if (day > lastDay) return Infinity;
      starts ??= findStarts();
      const start = starts[Math.max(0, day)]!;
      return start < 0 ? Infinity : start;
    };
    return { next, finish };
  }

  /** For each day the first one, that day or later, that is fine, or -1. */
  private findNext(isFine: (day: number) => boolean): Int32Array {
    const next = new Int32Array(this.lastDay + 2).fill(-1);
    for (let day = this.lastDay; day >= 0; day--) next[day] = isFine(day) ? day : next[day + 1]!;
    return next;
  }

  private mark(spans: readonly YearSpan[]): Uint8Array {
    const days = new Uint8Array(this.lastDay + 1);
    for (const span of spans)
      for (const [from, to] of this.spans(span)) days.fill(1, Math.max(0, from), Math.max(0, to + 1));
    return days;
  }

  /** First and last day of a span in each year that touches the plan. */
  private spans({ from, to }: YearSpan): [from: number, to: number][] {
    const first = Number(this.start.slice(0, 4)) - 1;
    const count = Math.ceil(this.lastDay / 365) + 3;
    return Array.from({ length: count }, (_, n) => {
      const begin = this.dayOf(`${first + n}-${from}`);
      const end = this.dayOf(`${first + n}-${to}`);
      return [begin, end < begin ? this.dayOf(`${first + n + 1}-${to}`) : end];
    });
  }

  private findMeetings({ weekday, nth }: { weekday: number; nth: number }): Int32Array {
    const next = new Int32Array(this.lastDay + 1).fill(-1);
    const months = Math.ceil(this.lastDay / 28) + 2;
    const first = toDay(`${this.start.slice(0, 7)}-01`);
    for (let n = 0; n < months; n++) {
      const month = addMonthsToDay(first, n);
      // 1970-01-01 was a Thursday, the weekday with number 3.
      const offset = (((weekday - 3 - month) % 7) + 7) % 7;
      const meeting = month + offset + 7 * (nth - 1);
      if (meeting >= addMonthsToDay(first, n + 1)) continue;
      const day = meeting - this.origin;
      if (day >= 0 && day <= this.lastDay) next[day] = day;
    }
    for (let day = this.lastDay - 1; day >= 0; day--) if (next[day]! < 0) next[day] = next[day + 1]!;
    return next;
  }
}

/** The fiscal years that a plan touches: the first day of each, and of the one after the last. */
export function findFiscalYears(start: string, end: string, startsOn: string): string[] {
  // A fiscal year that starts on 29 February starts on 1 March in other years.
  let first = toDate(toDay(`${start.slice(0, 4)}-${startsOn}`));
  if (first > start) first = addYears(first, -1);
  const years = [first];
  while (years.at(-1)! <= end) years.push(addYears(first, years.length));
  return years;
}
