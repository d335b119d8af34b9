/** Where organizations stand and what they lack: levels, gaps by organization and by group, the commonest gaps. */
import type { Fact } from '../model/index.js';
import { capitalize } from '../text/plurals.js';
import { formatNumber, formatScore } from '../text/numbers.js';
import { those } from '../text/lists.js';
import type { Group } from './groups.js';
import { protectRow } from './protect.js';
import type { OrganizationRecord } from './schema.js';
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
  readonly example: Readonly<Record<'cell' | 'level' | 'gap', string>>;
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
  const rest = restOf(names, conditions);
  const hasOpen = conditions.some(({ partlyOpen }) => partlyOpen > 0);
  return {
    columns: [...names.framework.levels.map(({ name }) => name), ...rest.columns],
    hasOpen,
    countsOpen: hasOpen && names.least === null,
    rows: conditions.map((counts, n) => ({
      name: names.condition(counts.condition).name,
      short: names.shortConditions[n]!,
      cells: names.row([...counts.levels, ...rest.count(counts)]),
      open: formatNumber(counts.partlyOpen),
    })),
  };
}

type Rest = Pick<Summary['questions'][number], 'unknown' | 'notApplicable'>;

/** What stands beside the levels; where small counts are kept back, in one, so that fewer are small. */
function restOf({ least }: PortfolioNames, all: readonly Rest[]) {
  const hasNotApplicable = all.some(({ notApplicable }) => notApplicable > 0);
  if (hasNotApplicable && least === null)
    return {
      columns: ['Not known yet', 'Does not apply'],
      count: ({ unknown, notApplicable }: Rest) => [unknown, notApplicable],
    };
  return {
    columns: [hasNotApplicable ? 'Not known yet, or does not apply' : 'Not known yet'],
    count: ({ unknown, notApplicable }: Rest) => [unknown + notApplicable],
  };
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
      return cell(names.shortLevels[condition.level]!, condition.gap) + (standing.isPartlyOpen[n] === true ? '?' : '');
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
function cell(level: string, gap: number): string {
  return `${level} ${formatScore(gap)}`;
}

function viewLegend({ framework: { conditions, levels }, shortConditions, shortLevels }: PortfolioNames): Legend {
  const list = (things: readonly { name: string }[], short: readonly string[]) =>
    things.map(({ name }, n) => `${short[n]!} = ${name}`).join(', ');
  return {
    conditions: list(conditions, shortConditions),
    levels: list(levels, shortLevels),
    example: { cell: cell(shortLevels[1]!, 0.8), level: levels[1]!.name, gap: formatScore(0.8) },
  };
}

function splitColumns({ shortConditions }: PortfolioNames, rows: WideTable['rows']): WideTable[] {
  const tables = Math.ceil(shortConditions.length / MOST_COLUMNS);
  const width = Math.ceil(shortConditions.length / tables);
  return Array.from({ length: tables }, (_, n) => {
    const part = (list: readonly string[]) => list.slice(n * width, (n + 1) * width);
    return { columns: part(shortConditions), rows: rows.map((row) => ({ ...row, cells: part(row.cells) })) };
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
  const { kept, others } = joinGroups(groups, names.least);
  const shown = those(
    ...kept,
    others.length > 0 && { name: kept.length === 0 ? 'All' : 'All others', members: others },
  );
  const rows = shown.map(({ name, members }) => {
    const own = members.map(({ input }) => byInput.get(input)!);
    const gaps = own.flatMap(({ gap, isComparable }) => (isComparable ? [gap!] : []));
    return {
      name,
      count: formatNumber(own.length),
      gap: names.isEnough(gaps.length) ? formatScore(mean(gaps)!) : '–',
      cells: names.framework.conditions.map((_, n) => groupCell(names, members, n)),
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

/** The groups that are shown, and the members of all others. */
function joinGroups(groups: readonly Group[], least: number | null) {
  const sizes = groups.map(({ members }) => members.length);
  const bySize = [...groups].sort((a, b) => b.members.length - a.members.length);
  const tooMany = new Set(bySize.slice(MOST_GROUPS));
  const showing = protectRow(sizes, least);
  const kept = groups.filter((group, n) => showing[n] === 'shown' && !tooMany.has(group));
  return { kept, others: groups.filter((group) => !kept.includes(group)).flatMap(({ members }) => members) };
}

/** The level at which most of a group stand, and the mean of what is missing, of those of whom it is known. */
function groupCell(names: PortfolioNames, group: readonly OrganizationRecord[], condition: number): string {
  const known = group.flatMap(({ conditions }) => {
    const { level, gap } = conditions[condition] ?? { level: null, gap: null };
    return level === null || gap === null ? [] : [{ level, gap }];
  });
  if (!names.isEnough(known.length)) return '–';
  const counts = names.framework.levels.map((_, rank) => known.filter(({ level }) => level === rank).length);
  const most = counts.indexOf(Math.max(...counts));
  return cell(names.shortLevels[most]!, mean(known.map(({ gap }) => gap))!);
}

export function viewGaps(names: PortfolioNames, { questions }: Summary): GapsView {
  const rest = restOf(names, questions);
  const told = questions
    .map((counts) => ({ ...counts, row: [counts.below, counts.reached, ...rest.count(counts)] }))
    .filter(({ below, row }) => below > 0 && protectRow(row, names.least)[0] === 'shown')
    // The only question of a condition would tell what the condition's own row keeps back.
    .filter(({ condition }) => names.least === null || names.condition(condition).questions.length > 1)
    .sort((a, b) => b.below - a.below)
    .slice(0, MOST_GAPS);
  return {
    columns: ['Below the aim', 'Aim reached', ...rest.columns],
    rows: told.map(({ question, condition, row }) => ({
      ask: names.ask(question),
      condition: names.condition(condition).name,
      cells: names.row(row),
    })),
  };
}
