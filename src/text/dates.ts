/**
 * Calendar days: counted, and written as people in the United States write them. Days are
 * text, YYYY-MM-DD (ISO 8601), or whole numbers of days. The calendar is the Gregorian one of JavaScript's Date, in UTC
 * throughout, so that no time zone can move a day.
 */

const MS_PER_DAY = 86_400_000;

/** The form of a date, YYYY-MM-DD. `isDate` tells whether there is such a day. */
export const DATE_PATTERN = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** The years that a date may have, 1900 to 2999, as a part of a regular expression. */
export const YEARS = '(19|2[0-9])[0-9]{2}';

const YEAR_AT_START = new RegExp(`^${YEARS}-`);

/** Tells whether a text is a day that exists, from 1900 to 2999: 2027-02-30 does not. */
export function isDate(text: string): boolean {
  return DATE_PATTERN.test(text) && YEAR_AT_START.test(text) && toDate(toDay(text)) === text;
}

/** Days since 1970-01-01. A day past the end of its month counts on into the next: 2027-02-29 is 2027-03-01. */
export function toDay(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MS_PER_DAY;
}

/** The date of a day, counted from 1970-01-01. */
export function toDate(day: number): string {
  // Put together by hand: toISOString takes four times as long, and a plan has thousands of dates.
  const date = new Date(day * MS_PER_DAY);
  return `${date.getUTCFullYear()}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

/** The date a number of days later. */
export function addDays(date: string, days: number): string {
  return toDate(toDay(date) + days);
}

/** The same day of the month a number of months later; where that month has no such day, the day after its end. */
export function addMonths(date: string, months: number): string {
  return toDate(addMonthsToDay(toDay(date), months));
}

/** As `addMonths`, for days since 1970-01-01. */
export function addMonthsToDay(day: number, months: number): number {
  const from = new Date(day * MS_PER_DAY);
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, from.getUTCDate()) / MS_PER_DAY;
}

/** The same day of the year a number of years later; 29 February counts as 1 March in other years. */
export function addYears(date: string, years: number): string {
  return addMonths(date, 12 * years);
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** July 1, 2027 */
export function formatDate(date: string): string {
  return `${monthOf(date)} ${Number(date.slice(8))}, ${date.slice(0, 4)}`;
}

/** A day of every year, as MM-DD: July 1 */
export function formatMonthDay(monthDay: string): string {
  return `${MONTHS[Number(monthDay.slice(0, 2)) - 1]!} ${Number(monthDay.slice(3))}`;
}

/** Jul 1, 2027 */
export function formatShortDate(date: string): string {
  return `${formatShortDay(date)}, ${date.slice(0, 4)}`;
}

/** Jul 1 */
function formatShortDay(date: string): string {
  return `${monthOf(date).slice(0, 3)} ${Number(date.slice(8))}`;
}

/** Jul 1 – Sep 8, 2027, with the first year only where it differs. */
export function formatSpan(from: string, to: string): string {
  const start = from.slice(0, 4) === to.slice(0, 4) ? formatShortDay(from) : formatShortDate(from);
  return `${start} – ${formatShortDate(to)}`;
}

/** July – September 2027, or November 2027 – January 2028. */
export function formatMonths(from: string, to: string): string {
  const [first, last] = [monthOf(from), monthOf(to)];
  const [firstYear, lastYear] = [from.slice(0, 4), to.slice(0, 4)];
  if (firstYear === lastYear) return first === last ? `${first} ${firstYear}` : `${first} – ${last} ${firstYear}`;
  return `${first} ${firstYear} – ${last} ${lastYear}`;
}

function monthOf(date: string): string {
  return MONTHS[Number(date.slice(5, 7)) - 1]!;
}

/** A fiscal year by its first and last day: 2027–28, or 2027 where it is a calendar year. */
export function formatFiscalYear(start: string, finish: string): string {
  const [from, to] = [start.slice(0, 4), finish.slice(0, 4)];
  return from === to ? from : `${from}–${to.slice(2)}`;
}
