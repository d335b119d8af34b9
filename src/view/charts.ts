/** Pictures that Markdown viewers draw (Mermaid), each with a table beside it that says the same. */
import { isAssessed } from '../plan/assess.js';
import { those } from '../text/lists.js';
import type { Names } from './names.js';
import type { Markdown } from '../templates/markdown.js';
import type { PeriodView } from './view.js';
import { formatNumber } from '../text/numbers.js';
import { formatShortDate } from '../text/dates.js';

/** Text that can stand in a Mermaid statement: nothing in it ends the statement or opens another. */
function escapeMermaid(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} .()/&+–-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function block(...lines: (string | false)[]): Markdown {
  return { markdown: those('```mermaid', ...lines, '```').join('\n') };
}

/** Levels as bars, aims as a line. */
export function drawLevels(names: Names): Markdown | null {
  // What nobody has answered has no bar; the table beside it says so.
  const conditions = names.applicable().filter(isAssessed);
  if (conditions.length === 0) return null;
  const { levels } = names.framework;
  const label = ({ id }: { id: string }) => `"${escapeMermaid(names.condition(id).name)}"`;
  return block(
    'xychart-beta horizontal',
    `  title "Today (bars) and aim (line): 0 ${escapeMermaid(levels[0]!.name)} to ${levels.length - 1} ${escapeMermaid(levels.at(-1)!.name)}"`,
    `  x-axis [${conditions.map(label).join(', ')}]`,
    `  y-axis "Points" 0 --> ${levels.length - 1}`,
    `  bar [${conditions.map(({ score }) => formatNumber(score)).join(', ')}]`,
    `  line [${conditions.map(({ target }) => formatNumber(target)).join(', ')}]`,
  );
}

/** The actions of each condition together, from the first start to the last finish. */
function findPeriods(names: Names) {
  return names.byCondition(names.plan.actions).map(({ name, actions }) => ({
    name,
    from: actions.map(({ start }) => start!).sort()[0]!,
    to: actions
      .map(({ finish }) => finish!)
      .sort()
      .at(-1)!,
    actions: formatNumber(actions.length),
  }));
}

export function viewPeriods(names: Names): PeriodView[] {
  return findPeriods(names).map((period) => ({
    ...period,
    from: formatShortDate(period.from),
    to: formatShortDate(period.to),
  }));
}

/** A bar a condition, and the launches and reviews of the waves. */
export function drawRoadmap(names: Names): Markdown | null {
  const periods = findPeriods(names);
  if (periods.length === 0) return null;
  const waves = (names.plan.spread?.waves ?? []).filter(({ launch }) => launch !== null);
  return block(
    'gantt',
    '  dateFormat YYYY-MM-DD',
    '  axisFormat %b %Y',
    '  tickInterval 6month',
    '  section Conditions',
    ...periods.map(({ name, from, to }) => `  ${escapeMermaid(name)} :${from}, ${to}`),
    waves.length > 0 && '  section Waves',
    ...waves.map(({ number, launch, review }) =>
      review === null
        ? `  Wave ${number} launch :milestone, ${launch!}, 0d`
        : `  Wave ${number} to its review :active, ${launch!}, ${review}`,
    ),
  );
}
