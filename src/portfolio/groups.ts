/** Organizations put together by a fact. */
import { isNumeric } from '../framework/schema.js';
import type { Fact, FactValue } from '../model/index.js';
import { formatNumber } from '../text/numbers.js';
import { byText, collectBy, those } from '../text/lists.js';
import type { OrganizationRecord } from './schema.js';

/** Those that are alike in a fact. */
export interface Group {
  readonly name: string;
  readonly members: readonly OrganizationRecord[];
}

/** Tells whether a fact can put organizations together: one that has a single value. */
export function canGroupBy({ type }: Fact): boolean {
  return type !== 'choices';
}

/**
 * Puts organizations together: by the value of a text, choice or boolean; by the year of a date; by four bands of about
 * equal numbers where the fact is a number. Groups that have nobody are left out; those without the fact come last.
 * @param formatMoney how an amount of money is written
 */
export function groupBy(
  fact: Fact,
  records: readonly OrganizationRecord[],
  formatMoney: (amount: number) => string,
): Group[] {
  const known = records.flatMap((record) => {
    const value = record.facts[fact.id];
    return value === undefined || !fitsType(fact, value) ? [] : [{ record, value }];
  });
  const isKnown = new Set(known.map(({ record }) => record));
  const unknown = records.filter((record) => !isKnown.has(record));
  const nameOf = isNumeric(fact.type)
    ? bandsOf(
        fact,
        known.map(({ value }) => Number(value)),
        formatMoney,
      )
    : (value: FactValue) => nameValue(fact, value);
  const groups = [...collectBy(known, ({ value }) => nameOf(value))].map(([name, own]) => ({
    name,
    members: own.map(({ record }) => record),
    place: own.reduce((least, { value }) => Math.min(least, placeOf(fact, value)), Infinity),
  }));
  groups.sort((a, b) => a.place - b.place || byText(a.name, b.name));
  return those<Group>(...groups, unknown.length > 0 && { name: 'Not known', members: unknown });
}

function fitsType(fact: Fact, value: FactValue): boolean {
  return isNumeric(fact.type) ? typeof value === 'number' : typeof value === 'string' || typeof value === 'boolean';
}

function nameValue(fact: Fact, value: FactValue): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const text = String(value);
  if (fact.type === 'date') return text.slice(0, 4);
  return fact.options.find(({ id }) => id === text)?.name ?? text;
}

/** The place of a value: that of its option, or by its size; texts have none but that of the alphabet. */
function placeOf({ options }: Fact, value: FactValue): number {
  if (typeof value === 'boolean') return value ? 0 : 1;
  return typeof value === 'number' ? value : options.findIndex(({ id }) => id === value);
}

/** Gives a value the name of its band. The limits are the quartiles, rounded to two figures so that they can be read. */
function bandsOf(fact: Fact, values: readonly number[], formatMoney: (amount: number) => string) {
  const sorted = [...values].sort((a, b) => a - b);
  const limits = [0.25, 0.5, 0.75].map((part) => sorted[Math.ceil(part * sorted.length) - 1] ?? 0);
  const cuts = [...new Set(limits.map((limit) => Number(limit.toPrecision(2))))].filter((cut) => cut < sorted.at(-1)!);
  const format = (value: number) =>
    fact.type === 'money' ? formatMoney(value) : `${formatNumber(value)}${fact.type === 'percent' ? '%' : ''}`;
  return (value: FactValue): string => {
    const band = cuts.findIndex((cut) => Number(value) <= cut);
    if (cuts.length === 0) return 'All';
    if (band === 0) return `Up to ${format(cuts[0]!)}`;
    return band < 0 ? `Over ${format(cuts.at(-1)!)}` : `Over ${format(cuts[band - 1]!)}, up to ${format(cuts[band]!)}`;
  };
}
