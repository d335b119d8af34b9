/** Decisions, measures, risks, messages and duties, with their dates. */
import type { Milestone } from '../model/index.js';
import { linkTarget } from '../templates/markdown.js';
import type { Names } from './names.js';
import type { DecisionView, DutyView, MeasureView, MessageView, RiskView } from './view.js';
import { capitalize, endSentence } from '../text/plurals.js';
import { formatFigure } from '../text/numbers.js';
import { formatShortDate } from '../text/dates.js';

type DecisionMilestone = Extract<Milestone, { kind: 'decision' }>;

const KINDS = { leading: 'Early sign', lagging: 'Result' } as const;
/** The most risks that the table shows; the register has all of them. */
const MOST_RISKS = 15;

/** Decisions by date, the plan's own adoption before them while it is a draft. */
export function viewDecisions(
  names: Names,
  isMeant: (milestone: DecisionMilestone) => boolean = () => true,
): DecisionView[] {
  const own = names.plan.milestones.flatMap((milestone) => {
    if (milestone.kind !== 'decision' || !isMeant(milestone)) return [];
    const { ask } = names.action(milestone.action).decision!;
    const body = names.body(milestone.body);
    return { ask, body, by: formatShortDate(milestone.date), action: names.title(milestone.action) };
  });
  const by = `Before ${formatShortDate(names.plan.start)}`;
  const adoption = { ask: 'Adopt this plan', body: names.body('board'), by, action: 'The plan as a whole' };
  return names.answers.approval === null ? [adoption, ...own] : own;
}

export function viewMeasures(names: Names): MeasureView[] {
  return names.plan.measures.map(({ action: key, baseline, baselineDue, firstReading }) => {
    const action = names.action(key);
    const { name, unit, target, source, kind } = action.measure!;
    return {
      name,
      condition: names.conditionOf(action.id),
      kind: kind === null ? '–' : KINDS[kind],
      today:
        baseline !== null
          ? formatFigure(baseline, unit)
          : baselineDue === null
            ? 'Starts with the action'
            : `Not known; find out by ${formatShortDate(baselineDue)}`,
      target: target === null ? '–' : formatFigure(target, unit),
      source: source ?? '–',
      owner: names.roleOf(action.owner),
      first: formatShortDate(firstReading),
    };
  });
}

export function viewRisks(names: Names): RiskView[] {
  const skipped = names.plan.skipped.map(({ id, note }) => ({
    threat: `“${names.title(id)}” is left out, so what it would bring about may be missing.`,
    size: 'Medium likelihood, medium impact',
    response: note === null ? 'Look at it again at the next review.' : endSentence(note),
    owner: names.roleOf(names.action(id).owner),
    action: names.title(id),
  }));
  const own = names.plan.risks.slice(0, MOST_RISKS).map((key) => {
    const action = names.action(key);
    const { threat, likelihood, impact, response } = action.risk!;
    return {
      threat: endSentence(threat),
      size: `${capitalize(likelihood ?? 'medium')} likelihood, ${impact ?? 'medium'} impact`,
      response: response === null ? '–' : endSentence(response),
      owner: names.roleOf(action.owner),
      action: action.title,
    };
  });
  return [...own, ...skipped];
}

export function viewMessages(names: Names): MessageView[] {
  return names.framework.audiences.flatMap(({ id, name, message, channels, owner }) => {
    const dates = names.plan.messages
      .filter(({ audience }) => audience === id)
      .map(({ at, wave, date }) => {
        const when =
          at === 'start' ? 'at the start' : at === 'wave' ? `before wave ${wave!}` : `review of wave ${wave!}`;
        return `${formatShortDate(date)} (${when})`;
      });
    if (dates.length === 0) return [];
    const told = { name, message, channels: channels.join('; ') || null };
    return { ...told, owner: names.roleOrNobody(owner), dates: dates.join('; ') };
  });
}

export function viewDuties(names: Names): DutyView[] {
  return names.plan.duties.map(({ obligation, owner, due, toConfirm, first }) => {
    const { name, duty, url } = names.framework.obligations.find(({ id }) => id === obligation)!;
    const work = first === null ? undefined : names.plan.actions.find(({ key }) => key === first);
    return {
      name,
      duty,
      owner: names.roleOrNobody(owner),
      due: formatShortDate(due),
      work: work === undefined ? null : `${names.title(work.key)} (${formatShortDate(work.start!)})`,
      toConfirm,
      url: url === null ? null : linkTarget(url),
    };
  });
}
