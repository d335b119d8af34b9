/** Numbers as people write them, and as people in the United States read them; the same on every machine. */
import type { Amount } from '../model/index.js';

/** Signs that people write beside figures of money. */
export const MONEY_SIGNS = '$€£';

/**
 * A number as people write it, 5200 or 5,200 or 5 200; anything else stays text.
 * @param signs characters that may stand before or after it
 */
export function toNumber(typed: string, signs = ''): number | string {
  const letters = typed.trim().split('');
  const bare = letters
    .filter((letter) => !signs.includes(letter))
    .join('')
    .trim();
  // Commas and spaces only between groups of three, so that 7,5 is not taken for 75.
  const isNumber = /^-?(?:\d+|\d{1,3}(?:[, \u00A0\u202F]\d{3})+)(?:\.\d+)?$/.test(bare);
  return isNumber ? Number(bare.replace(/[, \u00A0\u202F]/g, '')) : typed;
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

/** 1.4: one decimal, halves up. */
export function formatScore(score: number): string {
  return (Math.round(score * 10 + 1e-9) / 10).toFixed(1);
}

/** 61 % of one: 0.61 → "61%". Only nothing is 0%, and only all of it 100%. */
export function formatShare(share: number): string {
  const percent = Math.round(share * 100);
  return `${share > 0 && percent === 0 ? 1 : share < 1 && percent === 100 ? 99 : percent}%`;
}
