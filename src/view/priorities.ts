/** What comes first, and why. */
import type { OpenSoftGate, Priority } from '../model/index.js';
import { isAssessed } from '../plan/assess.js';
import { MOST_NAMED, type Names } from './names.js';
import type { PrioritiesView } from './view.js';
import { count } from '../text/plurals.js';
import { formatNumber, formatScore } from '../text/numbers.js';

export function viewPriorities(names: Names): PrioritiesView {
  const { plan } = names;
  const viewAll = (priorities: readonly Priority[]) =>
    priorities.map(({ condition, position, waiting }) => {
      const assessed = names.assessment(condition);
      const { name, why } = names.condition(condition);
      const level = names.levelOf(assessed);
      return {
        position,
        name,
        level,
        gap: formatScore(assessed.gap),
        waiting: waiting === 0 ? 'None' : formatNumber(waiting),
        why,
      };
    });
  return {
    focus: viewAll(names.focus()),
    others: viewAll(plan.priorities.filter(({ inFocus }) => !inFocus)),
    hasUnknown: plan.priorities.some(({ condition }) => !isAssessed(names.assessment(condition))),
    lifted: plan.lifted.map((lift) => names.need(lift)),
    softGates: plan.softGates.map((gate) => describeSoftGate(names, gate)),
  };
}

function describeSoftGate(names: Names, { condition, rank, why, wave, actions }: OpenSoftGate): string {
  const open = `${names.gated(condition)} is not at ${names.level(rank)} yet. ${why === null ? '' : `${why} `}`;
  if (wave !== null) return `${open}Wave ${wave} goes ahead without it.`;
  const titles = names.quoteSome(actions, MOST_NAMED - 1);
  return `${open}${count(actions.length, 'action goes', 'actions go')} ahead without it: ${titles}.`;
}
