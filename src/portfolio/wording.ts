/** What the things of an overview are called in it, and how counts are told. */
import type { Framework } from '../model/index.js';
import { formatNumber, formatShare } from '../text/numbers.js';
import { FrameworkNames } from '../view/framework-names.js';
import { protectRow } from './protect.js';
import type { OrganizationRecord } from './schema.js';
import { shortenNames } from './short-names.js';

/** A part of all as a share. */
export function shareOf(some: number, all: number): string {
  return all === 0 ? '0%' : formatShare(some / all);
}

/** A framework with what its things, and the organizations of an overview, are called. */
export class PortfolioNames extends FrameworkNames {
  /** How many organizations there are. */
  readonly total: number;
  /** Counts of organizations below this are not told; null: all are. */
  readonly least: number | null;
  /** Short forms, by position. */
  readonly shortConditions: readonly string[];
  readonly shortLevels: readonly string[];
  /** How many organizations have a name. */
  private readonly namesakes = new Map<string, number>();

  constructor(framework: Framework, records: readonly OrganizationRecord[], least: number | null) {
    super(framework);
    this.total = records.length;
    this.least = least;
    this.shortConditions = shortenNames(framework.conditions.map(({ name }) => name));
    this.shortLevels = shortenNames(framework.levels.map(({ name }) => name));
    for (const { name } of records) this.namesakes.set(name, (this.namesakes.get(name) ?? 0) + 1);
  }

  /** An organization's name; where others have the same, with that of its input. */
  organization({ name, input }: OrganizationRecord): string {
    return this.namesakes.get(name) === 1 ? name : `${name} (${input})`;
  }

  /** A count of organizations among all, which may be told only where neither it nor the rest is small. */
  some(some: number): string {
    if (protectRow([some, this.total - some], this.least)[0] === 'shown') return formatNumber(some);
    return some < this.least! ? `fewer than ${this.least!}` : `more than ${formatNumber(this.total - this.least!)}`;
  }

  /** The same with a verb: "1 of them has", "fewer than 10 of them have". */
  ofThem(some: number, one: string, several: string): string {
    return `${this.some(some)} of them ${some === 1 && this.least === null ? one : several}`;
  }

  /** Cells for counts that together are all, each with its share. */
  row(counts: readonly number[]): string[] {
    const showing = protectRow(counts, this.least);
    return counts.map((counted, n) => {
      if (showing[n] === 'few') return `fewer than ${this.least!}`;
      if (showing[n] === 'held') return 'not shown';
      return counted === 0 ? '0' : `${formatNumber(counted)} (${shareOf(counted, this.total)})`;
    });
  }

  /** Tells whether something may be told that rests on so many organizations, of whatever number of others. */
  isEnough(counted: number): boolean {
    return counted >= (this.least ?? 1);
  }
}
