/** The action register: every action with its owner, dates, result, measure, risk and reason. */
import { type Action, monthsOf, type PlannedAction, type Reason, sumAmounts } from '../model/index.js';
import { linkTarget } from '../templates/markdown.js';
import { hasLevel } from '../plan/assess.js';
import { findFirsts } from '../plan/measures.js';
import { collectBy, those } from '../text/lists.js';
import { MOST_NAMED, type Names } from './names.js';
import type { ActionView, RegisterView } from './view.js';
import { capitalize, count, endSentence, joinSome, joinWords } from '../text/plurals.js';
import { formatFigure } from '../text/numbers.js';
import { formatSpan } from '../text/dates.js';

/** How often an action is done again. */
export const HOW_OFTEN = { wave: 'once for each wave', quarter: 'every quarter', year: 'every year' } as const;
const EVERY = { month: 'every month', quarter: 'every quarter', year: 'every year', wave: 'for each wave' } as const;

const POLICY_STATES = {
  waiver: 'only with a waiver today',
  forbidden: 'not permitted today: settle first what can be done without it',
  unknown: 'to be checked',
} as const;

/** Room to slip of more weeks than this says little, and reads like leave to wait. */
const MOST_SLACK_WEEKS = 12;

/** How many questions one reason names. */
const MOST_QUESTIONS = 2;

export function viewRegister(names: Names): RegisterView[] {
  // The copies of one action stand together under the first of them that has dates.
  return names.byCondition(findFirsts(names.plan.actions)).map(({ name, actions }) => ({
    name,
    actions: actions.map((planned) => viewAction(names, planned)),
  }));
}

function viewAction(names: Names, planned: PlannedAction): ActionView {
  const action = names.action(planned.id);
  const policy = names.framework.policy.flatMap(({ id, name }) => {
    const state = names.answers.policy[id] ?? 'unknown';
    return action.policy.includes(id) && state !== 'allowed' ? [`${name} (${POLICY_STATES[state]})`] : [];
  });
  return {
    title: action.title,
    summary: action.summary,
    owner: names.owner(planned),
    roles: describeRoles(names, action),
    dates: describeDates(names, planned),
    weeks: describeWeeks(planned),
    repeat: action.repeat === null ? null : HOW_OFTEN[action.repeat],
    cost: describeCost(names, planned),
    waitsFor: describeWaiting(names, planned),
    slack: describeSlack(names, planned),
    heldUp: describeTiming(names, planned),
    reasons: describeReasons(names, planned.reasons),
    deliverable: action.deliverable,
    decision: action.decision === null ? null : `${names.body(action.decision.body)}: ${action.decision.ask}`,
    measure: action.measure === null ? null : describeMeasure(action.measure),
    risk: action.risk === null ? null : describeRisk(action.risk),
    policy: policy.join('; ') || null,
    isTentative: planned.isTentative,
    note: planned.note,
    resources: action.resources.map(({ title, url }) => ({ title, url: linkTarget(url) })),
  };
}

/** What it comes after, without what that comes after in its turn. */
function describeWaiting(names: Names, { waitsFor, status }: PlannedAction): string | null {
  if (waitsFor.length === 0 || status === 'in-progress') return null;
  const implied = new Set(waitsFor.flatMap((key) => [...names.before(key)]));
  return names.quoteSome(waitsFor.filter((key) => !implied.has(key)));
}

/** The action in all its waves that have dates. */
function copiesOf(names: Names, planned: PlannedAction): PlannedAction[] {
  return names.plan.actions.filter(({ id }) => id === planned.id);
}

/** When it is done: once, in each wave, or again and again. */
function describeDates(names: Names, planned: PlannedAction): string {
  if (planned.wave !== null) {
    const copies = copiesOf(names, planned).sort((a, b) => a.wave! - b.wave!);
    return copies.map((copy) => `wave ${copy.wave!}: ${names.dates(copy)}`).join('; ');
  }
  const again = planned.again.map((turn) => formatSpan(turn.start, turn.finish));
  return again.length === 0 ? names.dates(planned) : `${names.dates(planned)}; again ${joinSome(again, MOST_NAMED)}`;
}

function describeRoles(names: Names, action: Action): string | null {
  const { helps, asked, told } = names.others(action);
  const parts = those(
    helps.length > 0 && `with: ${joinWords(helps)}`,
    asked.length > 0 && `to be asked first: ${joinWords(asked)}`,
    told.length > 0 && `to be told: ${joinWords(told)}`,
  );
  return parts.join('; ') || null;
}

function describeWeeks({ status, weeks, weeksAreDefault }: PlannedAction): string | null {
  if (status === 'in-progress') return null;
  return `${count(weeks, 'week')}${weeksAreDefault ? ', a planning default' : ''}`;
}

/** How far an action, or the tightest of its waves, can slip without a later end of the plan; nothing where that says little. */
function describeSlack(names: Names, planned: PlannedAction): string | null {
  const copies = copiesOf(names, planned);
  if (copies.some(({ key }) => names.critical.has(key))) return 'no room to slip';
  const weeks = Math.floor(Math.min(...copies.map(({ slack }) => slack ?? 0)) / 7);
  const isUnderWay = copies.some(({ status }) => status === 'in-progress');
  return weeks === 0 || weeks > MOST_SLACK_WEEKS || isUnderWay ? null : `can slip ${count(weeks, 'week')}`;
}

/** Why the action does not start sooner, or why it starts so soon. */
function describeTiming(names: Names, { heldUp, forcedBy, clashes }: PlannedAction): string | null {
  if (clashes.length > 0) return joinWords(clashes.map((clash) => names.clash(clash)));
  if (heldUp !== null) return names.heldUp(heldUp);
  return forcedBy === null ? null : `starts in the first year because ${names.quoted(forcedBy)} waits for it`;
}

/** Why an action is in the plan: the answers that it changes, the gates behind it, and what waits for it. */
function describeReasons(names: Names, reasons: readonly Reason[]): string[] {
  const gates = new Set(reasons.flatMap((reason) => (reason.kind === 'gate' ? names.need(reason) : [])));
  const waiting = new Set(reasons.flatMap((reason) => (reason.kind === 'prerequisite' ? names.quoted(reason.of) : [])));
  return those(
    ...describeSteps(names, reasons),
    ...gates,
    waiting.size > 0 && `${joinSome([...waiting], MOST_NAMED)} ${waiting.size === 1 ? 'needs' : 'need'} it first.`,
    reasons.some(({ kind }) => kind === 'in-progress') && 'It is under way already.',
    reasons.some(({ kind }) => kind === 'keep') && 'It keeps up what is in place.',
    reasons.every(({ kind }) => kind === 'always') && 'It belongs in every plan.',
  );
}

/** The answers that an action changes, those with the same step in one sentence. */
function describeSteps(names: Names, reasons: readonly Reason[]): string[] {
  const aims = new Map<string, number>();
  for (const reason of reasons) {
    if (reason.kind === 'answer') aims.set(reason.question, Math.max(reason.to, aims.get(reason.question) ?? 0));
  }
  const steps = collectBy([...aims], ([id, to]) => {
    const question = names.question(id);
    const from = hasLevel(question) ? names.level(question.rank) : `not known (counted as ${names.level(0)})`;
    return `From ${from} toward ${names.level(to)}`;
  });
  return [...steps].map(([step, own]) => {
    const asks = own.map(([id]) => `“${names.ask(id)}”`);
    return endSentence(`${step}: ${joinSome(asks, MOST_QUESTIONS)}`);
  });
}

/** What it costs, in all waves together. */
function describeCost(names: Names, { id }: PlannedAction): string | null {
  const { repeat } = names.action(id);
  const lines = names.costLines(id);
  const sum = (each: 'once' | 'year') =>
    sumAmounts(lines.filter((line) => line.each === each).map(({ amount }) => amount));
  const missing = new Set(lines.flatMap((line) => (line.missing === null ? [] : names.fact(line.missing))));
  const [once, yearly] = [sum('once'), sum('year')];
  const parts = those(
    once.high > 0 && `${names.amount(once)} ${monthsOf(repeat) === null ? 'once' : 'each time'}`,
    yearly.high > 0 && `${names.amount(yearly)} a year`,
    missing.size > 0 && `not known without ${joinWords([...missing])}`,
  );
  return parts.length === 0 ? null : `${joinWords(parts)} (${[...new Set(lines.map(({ item }) => item))].join('; ')})`;
}

function describeMeasure(measure: NonNullable<Action['measure']>): string {
  const target = measure.target === null ? '' : `; target ${formatFigure(measure.target, measure.unit)}`;
  const every = measure.every === null ? '' : `, ${EVERY[measure.every]}`;
  const source = measure.source === null ? '' : ` Source: ${endSentence(measure.source)}`;
  return `${endSentence(`${measure.name}${target}${every}`)}${source}`;
}

function describeRisk({ threat, likelihood, impact, response }: NonNullable<Action['risk']>): string {
  const size = likelihood === null || impact === null ? '' : ` ${capitalize(likelihood)} likelihood, ${impact} impact.`;
  return `${endSentence(threat)}${size}${response === null ? '' : ` Response: ${endSentence(response)}`}`;
}
