/**
 * Calendar days as text, YYYY-MM-DD (ISO 8601), and as whole numbers of days. The calendar is the Gregorian one of
 * JavaScript's Date, in UTC throughout, so that no time zone can move a day.
 */

const MS_PER_DAY = 86_400_000;

/** Whether a text is a day that exists, from 1900 to 2999: 2027-02-30 does not. */
export function isDate(text: string): boolean {
  return /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/.test(text) && toDate(toDay(text)) === text;
}

/** Days since 1970-01-01. A day past the end of its month counts on into the next: 2027-02-29 is 2027-03-01. */
export function toDay(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MS_PER_DAY;
}

/** The day so many days after 1970-01-01. */
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

/** The same for days since 1970-01-01. */
export function addMonthsToDay(day: number, months: number): number {
  const from = new Date(day * MS_PER_DAY);
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, from.getUTCDate()) / MS_PER_DAY;
}

/** The same day a number of years later; 29 February counts as 1 March in other years. */
export function addYears(date: string, years: number): string {
  return addMonths(date, 12 * years);
}
