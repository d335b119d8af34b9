/** The page on top: where we stand, what comes first, what is asked for, what may go wrong. */
import { formatDate, formatShortDate } from '../text/dates.js';
import type { PlannedAction, QuestionAssessment } from '../model/index.js';
import { describeCost } from './budget.js';
import { hasLevel, isApplicable, isAssessed } from '../plan/assess.js';
import { those } from '../text/lists.js';
import { MOST_NAMED, type Names } from './names.js';
import type { BriefView } from './view.js';
import { viewDecisions } from './follow-up.js';
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
    spread: describeSpread(names).join(' ') || null,
    cost: describeCost(names),
    votes: viewDecisions(names, ({ body, date }) => body === 'board' && date < names.secondYear()),
    risks: viewRisks(names, firstYear),
    open: describeOpen(names).join(' ') || null,
  };
}

function describeStanding(names: Names): string {
  const applicable = names.applicable();
  const open = applicable.filter((one) => !isAssessed(one)).length;
  const levels = names.framework.levels.map((_, rank) => {
    const found = applicable.filter((one) => one.rank === rank && isAssessed(one)).length;
    return found > 0 && `${found} ${found === 1 ? 'stands' : 'stand'} at ${names.level(rank)}`;
  });
  const parts = those(...levels, open > 0 && `${open} ${open === 1 ? 'is' : 'are'} not known yet`);
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
  const parts = those(
    own > 0 && `${own} ${own === 1 ? 'was' : 'were'} answered one by one`,
    whole > 0 &&
      `${whole} ${whole === 1 ? 'is' : 'are'} covered only by an answer for the whole condition, which is less certain`,
    open > 0 &&
      `${open} ${open === 1 ? 'is not known yet and counts' : 'are not known yet and count'} as ${names.level(0)}`,
  );
  return `Of the ${count(questions.length, 'question')}, ${parts.join('; ')}.`;
}

function viewFocus(names: Names): BriefView['priorities'] {
  return names.focus().map(({ condition, position }) => {
    const assessed = names.assessment(condition);
    const first = names.plan.actions.find((action) => names.action(action.id).condition === condition);
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
    waiting.length > MOST_NAMED ? count(waiting.length, 'action') : joinWords(waiting.map((id) => names.quoted(id)));
  const vacant = [...new Set(plan.later.flatMap(({ heldUp }) => (heldUp?.kind === 'nobody' ? heldUp.role : [])))];
  const missed = plan.priorities
    .filter(({ condition }) => names.aimDate(condition) === null)
    .map(({ condition }) => names.condition(condition).name);
  const starting =
    firstYear.length === all ? 'all of them start' : count(firstYear.length, 'of them starts', 'of them start');
  const last = [plan.start, ...plan.actions.map(({ finish }) => finish!)].sort().at(-1)!;
  return those(
    all === 0
      ? 'No action is due within these years.'
      : `The plan has ${count(all, 'action')}; ${starting} in the first year, and the last one ends on ${formatDate(last)}.`,
    waiting.length > 0 && `${left} must wait until later, in full or for the later waves.`,
    vacant.length > 0 &&
      `Some of them wait because nobody is there as ${joinWords(vacant.map((id) => names.role(id)))}.`,
    all > 0 &&
      missed.length > 0 &&
      `The work on ${joinSome(missed, MOST_NAMED)} does not reach its aim within this plan.`,
  ).join(' ');
}

function viewRisks(names: Names, firstYear: readonly PlannedAction[]): BriefView['risks'] {
  const starting = new Set(firstYear.map(({ key }) => key));
  return names.plan.risks
    .filter((key) => starting.has(key))
    .slice(0, TOP_RISKS)
    .map((key) => {
      const { threat, response } = names.action(key).risk!;
      return { threat: endSentence(threat), response: response === null ? null : endSentence(response) };
    });
}

function describeOpen({ plan }: Names): string[] {
  const { findOut, policyRequests } = plan;
  return those(
    findOut.length === 1 && 'One thing is not known yet; it has an owner and a date.',
    findOut.length > 1 && `${count(findOut.length, 'thing')} are not known yet; each has an owner and a date.`,
    policyRequests.length > 0 &&
      `${count(policyRequests.length, 'rule that others make matters', 'rules that others make matter')} for this plan.`,
  );
}
