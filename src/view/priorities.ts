/** What comes first, and why. */
import type { OpenSoftGate } from '../model/index.js';
import { isAssessed } from '../plan/assess.js';
import { MOST_NAMED, type Names } from './names.js';
import type { PrioritiesView } from './view.js';
import { count, joinSome } from '../text/plurals.js';
import { formatNumber, formatScore } from '../text/numbers.js';

export function viewPriorities(names: Names): PrioritiesView {
  const { plan } = names;
  const views = plan.priorities.map(({ condition, position, waiting, inFocus }) => {
    const assessed = names.assessment(condition);
    const view = {
      position,
      name: names.condition(condition).name,
      level: names.levelOf(assessed),
      gap: formatScore(assessed.gap),
      waiting: waiting === 0 ? 'None' : formatNumber(waiting),
      why: names.condition(condition).why,
    };
    return { inFocus, view };
  });
  return {
    focus: views.filter((one) => one.inFocus).map((one) => one.view),
    others: views.filter((one) => !one.inFocus).map((one) => one.view),
    hasUnknown: plan.priorities.some(({ condition }) => !isAssessed(names.assessment(condition))),
    lifted: plan.lifted.map((lift) => names.need(lift)),
    softGates: plan.softGates.map((gate) => describeSoftGate(names, gate)),
  };
}

function describeSoftGate(names: Names, { condition, rank, why, wave, actions }: OpenSoftGate): string {
  const open = `${names.gated(condition)} is not at ${names.level(rank)} yet. ${why === null ? '' : `${why} `}`;
  if (wave !== null) return `${open}Wave ${wave} goes ahead without it.`;
  const titles = joinSome(
    actions.map((id) => names.quoted(id)),
    MOST_NAMED - 1,
  );
  return `${open}${count(actions.length, 'action goes', 'actions go')} ahead without it: ${titles}.`;
}
