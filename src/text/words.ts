/** Numbers, dates and lists as people in the United States write them; the same on every machine. */
import type { Amount } from '../model/index.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

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

/** 5,200 or 1.25 */
export function formatNumber(value: number): string {
  // Most have nothing to group, and the regular expression takes ten times as long as all else.
  if (value >= 0 && value < 1000) return String(value);
  const [whole, fraction] = String(Math.abs(value)).split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A figure with its unit: 60%, 5 days, or a mere count. */
export function formatFigure(value: number, unit: string | null): string {
  return `${formatNumber(value)}${unit === null || unit === 'count' ? '' : unit === 'percent' ? '%' : ` ${unit}`}`;
}

/** Whole units of currency: $1,250, or 1,250 EUR. */
export function formatMoney(amount: number, currency: string): string {
  return currency === 'USD' ? `$${formatNumber(amount)}` : `${formatNumber(amount)} ${currency}`;
}

/** A lower and an upper estimate. */
export function formatAmount({ low, high }: Amount, currency: string): string {
  return low === high ? formatMoney(low, currency) : `${formatMoney(low, currency)} – ${formatMoney(high, currency)}`;
}

/** The estimates to three figures, for sentences. */
export function toThreeFigures({ low, high }: Amount): Amount {
  const round = (amount: number) => {
    const unit = 10 ** Math.max(0, String(amount).length - 3);
    return Math.round(amount / unit) * unit;
  };
  return { low: round(low), high: round(high) };
}

/** A fiscal year by its first and last day: 2027–28, or 2027 where it is a calendar year. */
export function formatFiscalYear(start: string, finish: string): string {
  const [from, to] = [start.slice(0, 4), finish.slice(0, 4)];
  return from === to ? from : `${from}–${to.slice(2)}`;
}

/** 1.4: one decimal, halves up. */
export function formatScore(score: number): string {
  return (Math.round(score * 10 + 1e-9) / 10).toFixed(1);
}

/** 61 % of one: 0.61 → "61%". Only nothing is 0%, and only all of it 100%. */
export function formatShare(share: number): string {
  const percent = Math.round(share * 100);
  return `${share > 0 && percent === 0 ? 1 : share < 1 && percent === 100 ? 99 : percent}%`;
}

/** a, b, and c */
export function joinWords(words: readonly string[]): string {
  if (words.length <= 2) return words.join(' and ');
  return `${words.slice(0, -1).join(', ')}, and ${words.at(-1)!}`;
}

/** a, b, c, and 4 more */
export function joinSome(words: readonly string[], most: number): string {
  return words.length <= most
    ? joinWords(words)
    : `${words.slice(0, most).join(', ')}, and ${words.length - most} more`;
}

/** "1 action", "2 actions" */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${formatNumber(number)} ${number === 1 ? one : several}`;
}

/** The text with its first letter large. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The text with a full stop, unless it ends as a sentence already. */
export function endSentence(text: string): string {
  return /[.!?…][)”"]?$/.test(text) ? text : `${text}.`;
}
