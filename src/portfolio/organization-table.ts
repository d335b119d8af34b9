/** Every organization as a row of plain values, for spreadsheets. */
import { type Amount, type Framework, sumAmounts } from '../model/index.js';
import { formatFiscalYear } from '../text/dates.js';
import type { OrganizationRecord } from './schema.js';
import { findStanding, type OrganizationStanding, sumCosts } from './summarize.js';

/** A table with as many columns as the framework and the plans have things to tell of. */
export interface PortfolioSheet {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A heading, and the cell below it; nothing to tell is an empty cell. */
type Column = readonly [
  heading: string,
  cellOf: (standing: OrganizationStanding) => string | number | null | undefined,
];

/** One row for each organization in the order of the records; whole units of currency, dates as YYYY-MM-DD. */
export function viewPortfolioSheet(framework: Framework, records: readonly OrganizationRecord[]): PortfolioSheet {
  const columns: readonly Column[] = [
    ['Input', ({ record }) => record.input],
    ['Name', ({ record }) => record.name],
    ...framework.facts.map(({ id }): Column => [id, ({ record }) => tellFact(record.facts[id])]),
    ['Plan starts', ({ record }) => record.plan?.start],
    ['Plan ends', ({ record }) => record.plan?.end],
    ['Questions', ({ asked }) => asked],
    ['With a level', ({ known }) => known],
    ['Of these by an answer for the whole condition', ({ record }) => record.covered],
    ['Nobody knows', ({ unknown }) => unknown],
    ['Not answered', ({ unanswered }) => unanswered],
    ['Gap', ({ gap }) => (gap === null ? null : Math.round(gap * 1e6) / 1e6)],
    ...framework.conditions.flatMap(({ name }, n): Column[] => [
      [`${name}: level`, ({ record }) => tellLevel(framework, record.conditions[n]!)],
      [`${name}: gap`, ({ record }) => record.conditions[n]?.gap],
    ]),
    ['Cost low', ({ record }) => costOf(record, null)?.low],
    ['Cost high', ({ record }) => costOf(record, null)?.high],
    ...sumCosts(framework, records).years.flatMap(({ year }): Column[] => [
      [`Cost ${year} low`, ({ record }) => costOf(record, year)?.low],
      [`Cost ${year} high`, ({ record }) => costOf(record, year)?.high],
    ]),
    ['Every year after low', ({ record }) => record.plan?.after.low],
    ['Every year after high', ({ record }) => record.plan?.after.high],
    ['Cost not known without', ({ record }) => record.plan?.unknown.join('; ')],
    ['Spreads over', ({ record }) => record.plan?.spread?.unit],
    ['All', ({ record }) => record.plan?.spread?.total],
    ['In today', ({ record }) => record.plan?.spread?.already],
    ['In at the end', ({ record }) => record.plan?.spread?.carried],
  ];
  return {
    head: columns.map(([heading]) => heading),
    rows: records.map((record) => {
      const standing = findStanding(framework, record);
      return columns.map(([, cellOf]) => String(cellOf(standing) ?? ''));
    }),
  };
}

function tellFact(value: OrganizationRecord['facts'][string] | undefined): string | number | undefined {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? value.join('; ') : value;
}

function tellLevel({ levels }: Framework, condition: OrganizationRecord['conditions'][number]): string {
  if (condition === null) return 'does not apply';
  return condition.level === null ? 'not known' : levels[condition.level]!.name;
}

/** What the plan costs in the fiscal year of that name, or in all. */
function costOf({ plan }: OrganizationRecord, year: string | null): Amount | null {
  const own = (plan?.fiscalYears ?? []).filter(
    ({ start, finish }) => year === null || formatFiscalYear(start, finish) === year,
  );
  if (own.length === 0) return null;
  return sumAmounts(own.flatMap(({ once, recurring }) => [once, recurring]));
}
