/** Where organizations stand and what they lack: levels, gaps by organization and by group, the commonest gaps. */
import type { Fact } from '../model/index.js';
import { capitalize } from '../text/plurals.js';
import { formatNumber, formatScore } from '../text/numbers.js';
import type { Group } from './groups.js';
import { protectRow } from './protect.js';
import { mean, type OrganizationStanding, type Summary } from './summarize.js';
import type { PortfolioNames } from './wording.js';

/** How many stand at each level of each condition. */
export interface LevelsView {
  readonly columns: readonly string[];
  /** Whether open questions count as the lowest level anywhere. */
  readonly hasOpen: boolean;
  /** Whether it is counted where: with counts of single questions, this would tell what a row keeps back. */
  readonly countsOpen: boolean;
  readonly rows: readonly {
    readonly name: string;
    readonly short: string;
    readonly cells: readonly string[];
    readonly open: string;
  }[];
}

/** Rows by condition, in as many tables as a page's width asks for. */
export interface WideTable {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** How many it stands for; null where it is one. */
    readonly count: string | null;
    readonly gap: string;
    readonly cells: readonly string[];
  }[];
}

/** What short forms stand for, and a cell with what it says. */
export interface Legend {
  readonly conditions: string;
  readonly levels: string;
  readonly example: { readonly cell: string; readonly level: string; readonly gap: string };
}

/** One row for each organization. */
export interface HeatView {
  /** How many of all are shown; null: all of them. */
  readonly most: string | null;
  readonly legend: Legend;
  /** Whether some have too few answers to be compared. */
  readonly hasOthers: boolean;
  readonly tables: readonly WideTable[];
}

/** One row for each group. */
export interface GroupsView {
  readonly fact: string;
  readonly heading: string;
  readonly legend: Legend;
  /** Which groups were put together, where some were. */
  readonly others: string | null;
  readonly tables: readonly WideTable[];
}

/** The questions that most are below their aim in. */
export interface GapsView {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly ask: string; readonly condition: string; readonly cells: readonly string[] }[];
}

/** Up to so many organizations, each has a row; of more, only those with the largest gaps. */
export const MOST_ROWS = 100;
const LARGEST = 20;
/** So many columns of conditions fit on a page. */
const MOST_COLUMNS = 13;
/** More groups than this are put together. */
const MOST_GROUPS = 60;
const MOST_GAPS = 20;

export function viewLevels(names: PortfolioNames, { conditions }: Summary): LevelsView {
  const { levels } = names.framework;
  const hasNotApplicable = conditions.some(({ notApplicable }) => notApplicable > 0);
  const hasOpen = conditions.some(({ partlyOpen }) => partlyOpen > 0);
  return {
    columns: [...levels.map(({ name }) => name), ...namesOfRest(names, hasNotApplicable)],
    hasOpen,
    countsOpen: hasOpen && names.least === null,
    rows: conditions.map((counts, n) => ({
      name: names.condition(counts.condition).name,
      short: names.shortConditions[n]!,
      cells: names.row([...counts.levels, ...countRest(names, hasNotApplicable, counts)]),
      open: formatNumber(counts.partlyOpen),
    })),
  };
}

/** What stands beside the levels; where small counts are kept back, in one, so that fewer are small. */
function namesOfRest({ least }: PortfolioNames, hasNotApplicable: boolean): string[] {
  if (!hasNotApplicable) return ['Not known yet'];
  return least === null ? ['Not known yet', 'Does not apply'] : ['Not known yet, or does not apply'];
}

function countRest(
  { least }: PortfolioNames,
  hasNotApplicable: boolean,
  { unknown, notApplicable }: { readonly unknown: number; readonly notApplicable: number },
): number[] {
  return hasNotApplicable && least === null ? [unknown, notApplicable] : [unknown + notApplicable];
}

/** Null where all are in groups instead. */
export function viewHeat(names: PortfolioNames, { standings }: Summary, isGrouped: boolean): HeatView | null {
  const isLong = standings.length > MOST_ROWS;
  if (isLong && isGrouped) return null;
  const shown = isLong ? standings.filter(({ isComparable }) => isComparable).slice(0, LARGEST) : standings;
  const rows = shown.map((standing) => ({
    name: names.organization(standing.record),
    count: null,
    gap: standing.isComparable ? formatScore(standing.gap!) : '?',
    cells: standing.record.conditions.map((condition, n) => {
      if (condition === null) return '–';
      if (condition.level === null || condition.gap === null) return '?';
      return cell(names.shortLevels[condition.level]!, condition.gap, standing.isPartlyOpen[n]!);
    }),
  }));
  return {
    most: isLong ? formatNumber(shown.length) : null,
    legend: viewLegend(names),
    hasOthers: shown.some(({ isComparable }) => !isComparable),
    tables: splitColumns(names, rows),
  };
}

/** A level and what is missing to the aim. */
function cell(level: string, gap: number, isOpen: boolean): string {
  return `${level} ${formatScore(gap)}${isOpen ? '?' : ''}`;
}

function viewLegend({ framework, shortConditions, shortLevels }: PortfolioNames): Legend {
  const { conditions, levels } = framework;
  const list = (things: readonly { name: string }[], short: readonly string[]) =>
    things.map(({ name }, n) => `${short[n]!} = ${name}`).join(', ');
  return {
    conditions: list(conditions, shortConditions),
    levels: list(levels, shortLevels),
    example: { cell: cell(shortLevels[1]!, 0.8, false), level: levels[1]!.name, gap: formatScore(0.8) },
  };
}

function splitColumns(names: PortfolioNames, rows: WideTable['rows']): WideTable[] {
  const all = names.shortConditions;
  const tables = Math.ceil(all.length / MOST_COLUMNS);
  const width = Math.ceil(all.length / tables);
  return Array.from({ length: tables }, (_, n) => {
    const part = <T>(list: readonly T[]) => list.slice(n * width, (n + 1) * width);
    return { columns: part(all), rows: rows.map((row) => ({ ...row, cells: part(row.cells) })) };
  });
}

/** Groups that are too small to be told, or too many, are put together, so that none can be had by subtraction. */
export function viewGroups(
  names: PortfolioNames,
  fact: Fact,
  groups: readonly Group[],
  standings: readonly OrganizationStanding[],
): GroupsView {
  const byInput = new Map(standings.map((standing) => [standing.record.input, standing]));
  const { kept, joined } = joinGroups(groups, names.least);
  const others = joined.flatMap(({ members }) => members);
  const shown = [
    ...kept,
    ...(others.length === 0 ? [] : [{ name: kept.length === 0 ? 'All' : 'All others', members: others }]),
  ];
  const rows = shown.map(({ name, members }) => {
    const own = members.map(({ input }) => byInput.get(input)!);
    const gaps = own.flatMap(({ gap, isComparable }) => (isComparable ? [gap!] : []));
    return {
      name,
      count: formatNumber(own.length),
      gap: names.isEnough(gaps.length) ? formatScore(mean(gaps)!) : '–',
      cells: names.framework.conditions.map((_, n) => groupCell(names, own, n)),
    };
  });
  return {
    fact: names.fact(fact.id),
    heading: capitalize(fact.name ?? fact.ask),
    legend: viewLegend(names),
    others: others.length === 0 ? null : describeOthers(names.least, kept.length),
    tables: splitColumns(names, rows),
  };
}

function describeOthers(least: number | null, kept: number): string {
  if (least === null) return '“All others” are the smallest groups, of which there are too many for this table.';
  return kept === 0
    ? 'No group is large enough to be shown for itself.'
    : `“All others” are the groups of fewer than ${least}, and what would give them away.`;
}

function joinGroups(groups: readonly Group[], least: number | null): { kept: Group[]; joined: Group[] } {
  const bySize = [...groups].sort((a, b) => b.members.length - a.members.length);
  const tooMany = new Set(bySize.slice(MOST_GROUPS));
  const showing = protectRow(
    groups.map(({ members }) => members.length),
    least,
  );
  const isKept = (group: Group, n: number) => showing[n] === 'shown' && !tooMany.has(group);
  return { kept: groups.filter(isKept), joined: groups.filter((group, n) => !isKept(group, n)) };
}

/** The level at which most of a group stand, and the mean of what is missing, of those of whom it is known. */
function groupCell(names: PortfolioNames, group: readonly OrganizationStanding[], condition: number): string {
  const known = group.flatMap(({ record }) => {
    const { level, gap } = record.conditions[condition] ?? { level: null, gap: null };
    return level === null || gap === null ? [] : [{ level, gap }];
  });
  if (!names.isEnough(known.length)) return '–';
  const counts = names.framework.levels.map((_, rank) => known.filter(({ level }) => level === rank).length);
  const most = counts.indexOf(Math.max(...counts));
  return cell(names.shortLevels[most]!, mean(known.map(({ gap }) => gap))!, false);
}

export function viewGaps(names: PortfolioNames, { questions }: Summary): GapsView {
  const asked = new Map(names.framework.conditions.map((condition) => [condition.id, condition.questions.length]));
  const hasNotApplicable = questions.some(({ notApplicable }) => notApplicable > 0);
  const told = questions
    .map((counts) => {
      const row = [counts.below, counts.reached, ...countRest(names, hasNotApplicable, counts)];
      return { counts, isShown: protectRow(row, names.least)[0] === 'shown', cells: names.row(row) };
    })
    .filter(({ counts, isShown }) => counts.below > 0 && isShown)
    // The only question of a condition would tell what the condition's own row keeps back.
    .filter(({ counts }) => names.least === null || asked.get(counts.condition)! > 1)
    .sort((a, b) => b.counts.below - a.counts.below)
    .slice(0, MOST_GAPS);
  return {
    columns: ['Below the aim', 'Aim reached', ...namesOfRest(names, hasNotApplicable)],
    rows: told.map(({ counts, cells }) => ({
      ask: names.ask(counts.question),
      condition: names.condition(counts.condition).name,
      cells,
    })),
  };
}
