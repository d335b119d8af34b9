/** The page on top: where we stand, what comes first, what is asked for, what may go wrong. */
import { addMonths } from '../io/dates.js';
import type { PlannedAction, QuestionAssessment } from '../model.js';
import { describeCost } from './budget.js';
import { hasLevel, isAsked, isKnown, type Names } from './names.js';
import type { BriefView } from './view.js';
import { viewDecisions } from './watch.js';
import { describeSpread } from './waves.js';
import { count, endSentence, formatDate, formatShortDate, joinWords } from './words.js';

/** How many risks the page names. */
const TOP_RISKS = 3;

export function viewBrief(names: Names): BriefView {
  const firstYear = names.firstYear();
  return {
    standing: describeStanding(names),
    certainty: describeCertainty(names),
    priorities: viewFocus(names),
    work: describeWork(names, firstYear),
    spread: joinSentences(describeSpread(names)),
    cost: describeCost(names),
    decisions: viewDecisions(names, addMonths(names.plan.start, 12)),
    risks: viewRisks(names, firstYear),
    open: joinSentences(describeOpen(names)),
  };
}

function joinSentences(sentences: readonly string[]): string | null {
  return sentences.length === 0 ? null : sentences.join(' ');
}

function describeStanding(names: Names): string {
  const applicable = names.applicable();
  const open = applicable.filter((one) => !isKnown(one)).length;
  const parts = names.framework.levels.flatMap((_, rank) => {
    const found = applicable.filter((one) => one.rank === rank && isKnown(one)).length;
    return found === 0 ? [] : [`${found} ${found === 1 ? 'stands' : 'stand'} at ${names.level(rank)}`];
  });
  if (open > 0) parts.push(`${open} ${open === 1 ? 'is' : 'are'} not known yet`);
  return `Of the ${count(applicable.length, 'condition')} in this plan, ${joinWords(parts)}.`;
}

function describeCertainty(names: Names): string {
  const questions = names.applicable().flatMap((condition) => condition.questions.filter(isAsked));
  const number = (status: QuestionAssessment['status']) => questions.filter((one) => one.status === status).length;
  const [own, whole] = [number('answered'), number('covered')];
  const open = questions.filter((question) => !hasLevel(question)).length;
  if (whole === questions.length) {
    return `All ${count(questions.length, 'question')} are covered only by an answer for the whole condition, which is less certain than an answer to each.`;
  }
  if (own === questions.length) return `All ${count(questions.length, 'question')} were answered one by one.`;
  const parts = [
    ...(own > 0 ? [`${own} ${own === 1 ? 'was' : 'were'} answered one by one`] : []),
    ...(whole > 0
      ? [
          `${whole} ${whole === 1 ? 'is' : 'are'} covered only by an answer for the whole condition, which is less certain`,
        ]
      : []),
    ...(open > 0
      ? [`${open} ${open === 1 ? 'is not known yet and counts' : 'are not known yet and count'} as ${names.level(0)}`]
      : []),
  ];
  return `Of the ${count(questions.length, 'question')}, ${parts.join('; ')}.`;
}

function viewFocus(names: Names): BriefView['priorities'] {
  const { plan } = names;
  return plan.priorities
    .filter((priority) => priority.inFocus)
    .map(({ condition, position }) => {
      const assessed = names.assessment(condition);
      const first = plan.actions.find((action) => names.action(action.id).condition === condition);
      return {
        position,
        name: names.condition(condition).name,
        level: names.levelOf(assessed),
        target: names.targetName(assessed.target),
        first:
          first === undefined
            ? null
            : `${names.title(first.id)}; ${formatShortDate(first.start!)}; ${names.owner(first)}`,
      };
    });
}

function describeWork({ plan }: Names, firstYear: readonly PlannedAction[]): string {
  const all = plan.actions.length;
  const later = plan.later.length;
  const left = later === 0 ? '' : ` ${count(later, 'action', 'actions')} must wait until later.`;
  if (all === 0) return `No action is due within these years.${left}`;
  const starting =
    firstYear.length === all ? 'all of them start' : count(firstYear.length, 'of them starts', 'of them start');
  const last = plan.actions.reduce((latest, action) => (action.finish! > latest ? action.finish! : latest), plan.start);
  return `The plan has ${count(all, 'action')}; ${starting} in the first year, and the last one ends on ${formatDate(last)}.${left}`;
}

function viewRisks(names: Names, firstYear: readonly PlannedAction[]): BriefView['risks'] {
  const starting = new Set(firstYear.map(({ key }) => key));
  return names.plan.risks
    .filter((key) => starting.has(key))
    .slice(0, TOP_RISKS)
    .map((key) => {
      const { risk } = names.action(key);
      const { threat, response } = risk!;
      return { threat: endSentence(threat), response: response === null ? null : endSentence(response) };
    });
}

function describeOpen({ plan }: Names): string[] {
  const { findOut, policyRequests } = plan;
  return [
    ...(findOut.length > 0
      ? [
          findOut.length === 1
            ? 'One thing is not known yet; it has an owner and a date.'
            : `${count(findOut.length, 'thing', 'things')} are not known yet; each has an owner and a date.`,
        ]
      : []),
    ...(policyRequests.length > 0
      ? [
          `${count(policyRequests.length, 'rule that others make matters', 'rules that others make matter')} for this plan; for each, the plan says whom to ask first.`,
        ]
      : []),
  ];
}
