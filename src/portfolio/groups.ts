/** Organizations put together by a fact. */
import { isNumeric } from '../framework/schema.js';
import type { Fact, FactValue } from '../model/index.js';
import { formatNumber } from '../text/numbers.js';
import type { OrganizationRecord } from './schema.js';

/** Those that are alike in a fact. */
export interface Group {
  readonly name: string;
  readonly members: readonly OrganizationRecord[];
}

/** What facts can put organizations together by: those with one value. */
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
  const names = isNumeric(fact.type)
    ? nameBands(
        fact,
        known.map(({ value }) => value as number),
        formatMoney,
      )
    : known.map(({ value }) => nameValue(fact, value));
  const groups = new Map<string, OrganizationRecord[]>();
  known.forEach(({ record }, n) => {
    const name = names[n]!;
    const members = groups.get(name) ?? [];
    groups.set(name, members);
    members.push(record);
  });
  const order = orderOf(
    fact,
    known.map(({ value }, n) => [names[n]!, value] as const),
  );
  return [
    ...order.map((name) => ({ name, members: groups.get(name)! })),
    ...(unknown.length === 0 ? [] : [{ name: 'Not known', members: unknown }]),
  ];
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

/** The names in the order of the options, of size, or of the alphabet; each once. */
function orderOf(fact: Fact, named: readonly (readonly [string, FactValue])[]): string[] {
  const placeOf = ([, value]: readonly [string, FactValue]): number =>
    typeof value === 'number'
      ? value
      : typeof value === 'boolean'
        ? value
          ? 0
          : 1
        : fact.options.findIndex(({ id }) => id === value);
  const sorted = [...named].sort((a, b) => placeOf(a) - placeOf(b) || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  return [...new Set(sorted.map(([name]) => name))];
}

/** For each value the name of its band. The limits are the quartiles, rounded to two figures so that they can be read. */
function nameBands(fact: Fact, values: readonly number[], formatMoney: (amount: number) => string): string[] {
  const sorted = [...values].sort((a, b) => a - b);
  const limits = [0.25, 0.5, 0.75].map((part) => toTwoFigures(sorted[Math.ceil(part * sorted.length) - 1] ?? 0));
  const format = (value: number) =>
    fact.type === 'money' ? formatMoney(value) : `${formatNumber(value)}${fact.type === 'percent' ? '%' : ''}`;
  const cuts = [...new Set(limits)].filter((limit) => limit < sorted.at(-1)!);
  return values.map((value) => {
    const band = cuts.findIndex((cut) => value <= cut);
    if (cuts.length === 0) return 'All';
    if (band === 0) return `Up to ${format(cuts[0]!)}`;
    return band < 0 ? `Over ${format(cuts.at(-1)!)}` : `Over ${format(cuts[band - 1]!)}, up to ${format(cuts[band]!)}`;
  });
}

function toTwoFigures(value: number): number {
  return Number(value.toPrecision(2));
}
