/** The page on top: where we stand, what comes first, what is asked for, what may go wrong. */
import { addMonths, formatDate, formatShortDate } from '../text/dates.js';
import type { PlannedAction, QuestionAssessment } from '../model/index.js';
import { describeCost } from './budget.js';
import { hasLevel, isApplicable, isAssessed } from '../plan/assess.js';
import { MOST_NAMED, type Names } from './names.js';
import type { BriefView } from './view.js';
import { viewVotes } from './follow-up.js';
import { describeSpread } from './rollout.js';
import { count, endSentence, joinSome, joinWords } from '../text/plurals.js';

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
    votes: viewVotes(names, addMonths(names.plan.start, 12)),
    risks: viewRisks(names, firstYear),
    open: joinSentences(describeOpen(names)),
  };
}

function joinSentences(sentences: readonly string[]): string | null {
  return sentences.length === 0 ? null : sentences.join(' ');
}

function describeStanding(names: Names): string {
  const applicable = names.applicable();
  const open = applicable.filter((one) => !isAssessed(one)).length;
  const parts = names.framework.levels.flatMap((_, rank) => {
    const found = applicable.filter((one) => one.rank === rank && isAssessed(one)).length;
    return found === 0 ? [] : [`${found} ${found === 1 ? 'stands' : 'stand'} at ${names.level(rank)}`];
  });
  if (open > 0) parts.push(`${open} ${open === 1 ? 'is' : 'are'} not known yet`);
  return `Of the ${count(applicable.length, 'condition')} in this plan, ${joinWords(parts)}.`;
}

function describeCertainty(names: Names): string {
  const questions = names.applicable().flatMap((condition) => condition.questions.filter(isApplicable));
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
        done: describeAim(names, condition),
        first: first === undefined ? null : `${names.title(first.id)} (${formatShortDate(first.start!)})`,
      };
    });
}

/** When the plan's work toward a condition's aim is done: after the plan, where some of it is left for later; else something that it takes was left out. */
function describeAim(names: Names, condition: string): string {
  const date = names.aimDate(condition);
  if (date !== null) return formatShortDate(date);
  const isLater = names.plan.later.some(({ id }) => names.action(id).raises.some((one) => one.condition === condition));
  return isLater ? 'After this plan' : 'Not by this plan';
}

function describeWork(names: Names, firstYear: readonly PlannedAction[]): string {
  const { plan } = names;
  const all = plan.actions.length;
  const waiting = [...new Set(plan.later.map(({ id }) => id))];
  const left =
    waiting.length === 0
      ? []
      : [
          `${waiting.length > MOST_NAMED ? count(waiting.length, 'action') : joinWords(waiting.map((id) => `“${names.action(id).title}”`))} must wait until later, in full or for the later waves.`,
        ];
  const vacant = [...new Set(plan.later.flatMap(({ heldUp }) => (heldUp?.kind === 'nobody' ? [heldUp.role] : [])))];
  const nobody =
    vacant.length === 0
      ? []
      : [`Some of them wait because nobody is there as ${joinWords(vacant.map((id) => names.role(id)))}.`];
  const missed = plan.priorities.filter(({ condition }) => names.aimDate(condition) === null);
  const short =
    missed.length === 0
      ? []
      : [
          `The work on ${joinSome(
            missed.map(({ condition }) => names.condition(condition).name),
            MOST_NAMED,
          )} does not reach its aim within this plan.`,
        ];
  if (all === 0) return ['No action is due within these years.', ...left, ...nobody].join(' ');
  const starting =
    firstYear.length === all ? 'all of them start' : count(firstYear.length, 'of them starts', 'of them start');
  const last = plan.actions.reduce((latest, action) => (action.finish! > latest ? action.finish! : latest), plan.start);
  return [
    `The plan has ${count(all, 'action')}; ${starting} in the first year, and the last one ends on ${formatDate(last)}.`,
    ...left,
    ...nobody,
    ...short,
  ].join(' ');
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
          `${count(policyRequests.length, 'rule that others make matters', 'rules that others make matter')} for this plan.`,
        ]
      : []),
  ];
}
