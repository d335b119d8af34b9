/** What is not finished or not known, and whose. */
import { formatNumber } from '../text/numbers.js';
import type { OrganizationStanding, Summary } from './summarize.js';
import { type PortfolioNames, shareOf } from './wording.js';

export interface CompletenessView {
  readonly summary: string;
  readonly rows: readonly { readonly name: string; readonly count: string }[];
  /** How many of those with open questions are named; null: all of them. */
  readonly most: string | null;
  readonly named: readonly Readonly<Record<'name' | 'asked' | 'known' | 'unknown' | 'unanswered' | 'start', string>>[];
}

/** Up to so many are all named; of more, only those with the most open questions. */
const MOST_NAMED = 100;
const MOST_OPEN = 20;

export function viewCompleteness(names: PortfolioNames, { completeness, standings }: Summary): CompletenessView {
  const { allKnown, someUnknown, someUnanswered, empty, questions } = completeness;
  const rows = [
    ['Every question has a level', allKnown],
    ['Every question is answered, but for some the answer is that nobody knows', someUnknown],
    ['Some questions are not answered yet', someUnanswered],
    ['No question is answered yet', empty],
  ] as const;
  const cells = names.row(rows.map(([, count]) => count));
  const openShare = ({ asked, known }: OrganizationStanding) => (asked === 0 ? 0 : 1 - known / asked);
  const unfinished = standings
    .filter(({ asked, known, record }) => known < asked || record.plan === null)
    .sort((a, b) => openShare(b) - openShare(a) || (a.record.input < b.record.input ? -1 : 1));
  const isLong = unfinished.length > MOST_NAMED;
  const share = (some: number) => shareOf(some, questions.asked);
  return {
    summary: `All together were asked ${formatNumber(questions.asked)} questions that apply to them: ${share(questions.own)} have an answer of their own, ${share(questions.covered)} only one for their whole condition, which is less certain; of ${share(questions.unknown)} somebody said that nobody knows, and ${share(questions.unanswered)} are not answered yet.`,
    rows: rows.map(([name], n) => ({ name, count: cells[n]! })),
    most: isLong ? formatNumber(MOST_OPEN) : null,
    named:
      names.least !== null
        ? []
        : unfinished.slice(0, isLong ? MOST_OPEN : MOST_NAMED).map(({ record, asked, known, unknown, unanswered }) => ({
            name: names.organization(record),
            asked: formatNumber(asked),
            known: `${formatNumber(known)} (${shareOf(known, asked)})`,
            unknown: formatNumber(unknown),
            unanswered: formatNumber(unanswered),
            start: record.plan === null ? 'No start date yet' : 'Yes',
          })),
  };
}
