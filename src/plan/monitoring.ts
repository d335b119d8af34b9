/** How one will know, and who must be told: measures, milestones, risks, duties and messages, each with its date. */
import type { Gates } from '../framework/precedence.js';
import { addDays, addMonths } from '../text/dates.js';
import type {
  Answers,
  Assessment,
  Degree,
  Duty,
  Framework,
  Message,
  Milestone,
  Plan,
  PlannedAction,
  PlannedMeasure,
  Spread,
} from '../model/index.js';
import type { Knowledge } from './assess.js';
import type { PlanCalendar } from './calendar.js';

/** Days before a launch by which people are told about it, at the least: a planning default. */
const TELL_BEFORE_LAUNCH = 28;
/** Days from the plan's start within which today's figures and legal duties are settled, at the earliest: planning defaults. */
const BASELINE_DAYS = 28;
const DUTY_DAYS = 90;

/** Months after which a result is looked at first, by how often it is. */
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

const DEGREES: Readonly<Record<Degree, number>> = { low: 1, medium: 2, high: 3 };

/**
 * @param planned actions with dates, by start
 * @param later actions without
 */
export function watch(
  framework: Framework,
  answers: Answers & { readonly start: string },
  planned: readonly PlannedAction[],
  later: readonly PlannedAction[],
  spread: Spread | null,
  gates: Gates,
  knowledge: Knowledge,
  assessment: Assessment,
  calendar: PlanCalendar,
): Pick<Plan, 'measures' | 'milestones' | 'duties' | 'messages' | 'risks'> {
  return {
    measures: findMeasures(framework, answers, planned),
    milestones: findMilestones(framework, answers, planned, later, spread, gates, assessment),
    duties: findDuties(framework, answers.start, planned, knowledge),
    messages: findMessages(framework, answers.start, planned, spread, knowledge, calendar),
    risks: rankRisks(framework, planned),
  };
}

function byDate<T>(things: readonly T[], dateOf: (thing: T) => string): T[] {
  return [...things].sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : dateOf(a) > dateOf(b) ? 1 : 0));
}

/** The first copy of each action. */
function findFirsts(planned: readonly PlannedAction[]): PlannedAction[] {
  const seen = new Set<string>();
  return planned.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** One measure an action: for wave actions, that of the first wave to come. */
function findMeasures(
  framework: Framework,
  answers: Answers & { readonly start: string },
  planned: readonly PlannedAction[],
): PlannedMeasure[] {
  const measures = new Map(framework.actions.map(({ id, measure }) => [id, measure]));
  const earliest = addDays(answers.start, BASELINE_DAYS - 1);
  const found = findFirsts(planned)
    .filter(({ id }) => measures.get(id) != null)
    .map(({ key, id, start, finish }): PlannedMeasure => {
      const baseline = answers.baselines[id] ?? null;
      // A sign of the work itself has no figure before the work.
      const { kind, every } = measures.get(id)!;
      const isAsked = baseline === null && kind !== 'leading';
      const before = addDays(start!, -1);
      const due = before > earliest ? before : earliest;
      return {
        action: key,
        baseline,
        baselineDue: isAsked ? (due < finish! ? due : finish!) : null,
        // The work shows at once, a result once it has had time.
        firstReading: kind === 'leading' ? finish! : addMonths(finish!, MONTHS[every ?? 'month'] ?? 0),
      };
    });
  return byDate(found, ({ firstReading }) => firstReading);
}

function findMilestones(
  framework: Framework,
  { start, decisions: teamDecisions }: Answers & { readonly start: string },
  planned: readonly PlannedAction[],
  later: readonly PlannedAction[],
  spread: Spread | null,
  gates: Gates,
  assessment: Assessment,
): Milestone[] {
  const decisions = new Map(framework.actions.map(({ id, decision }) => [id, decision]));
  // What is done for each wave is finished with the last of them.
  const finishes = new Map<string, string>();
  // Work that the team has done is no work of the plan, whether or not the answers show its effect yet.
  for (const [id, { status }] of Object.entries(teamDecisions)) if (status === 'done') finishes.set(id, start);
  for (const { id, finish } of planned) {
    const known = finishes.get(id);
    if (known === undefined || finish! > known) finishes.set(id, finish!);
  }
  for (const { id } of later) finishes.delete(id);
  const levels = assessment.conditions.flatMap(({ id: condition, applicable, rank: from, target }) => {
    if (!applicable) return [];
    return Array.from({ length: Math.max(0, Math.ceil(target) - from) }, (_, n) => from + n + 1).flatMap(
      (rank): Milestone[] => {
        const raisers = [...gates.raisersOf({ condition, rank })];
        if (raisers.length === 0 || !raisers.every((id) => finishes.has(id))) return [];
        const date = raisers.map((id) => finishes.get(id)!).reduce((a, b) => (a > b ? a : b));
        return [{ kind: 'level', condition, rank, date }];
      },
    );
  });
  const waves = (spread?.waves ?? []).flatMap(({ number, launch, review }): Milestone[] => [
    ...(launch === null || launch < start ? [] : [{ kind: 'launch' as const, wave: number, date: launch }]),
    ...(review === null ? [] : [{ kind: 'review' as const, wave: number, date: review }]),
  ]);
  const decided = planned.flatMap(({ key, id, finish }): Milestone[] => {
    const decision = decisions.get(id) ?? null;
    return decision === null ? [] : [{ kind: 'decision', action: key, body: decision.body, date: finish! }];
  });
  return byDate([...waves, ...decided, ...levels], ({ date }) => date);
}

/** Duties that a planned action names, or whose `when` holds or may hold, in the framework's order. */
function findDuties(
  framework: Framework,
  start: string,
  planned: readonly PlannedAction[],
  knowledge: Knowledge,
): Duty[] {
  const named = new Map<string, PlannedAction[]>();
  const byId = new Map(framework.actions.map((action) => [action.id, action]));
  for (const action of planned) {
    for (const id of byId.get(action.id)!.obligations) named.set(id, [...(named.get(id) ?? []), action]);
  }
  const looksAfterAll = (action: PlannedAction) => {
    const { condition, obligations } = byId.get(action.id)!;
    return condition === null && framework.obligations.every(({ id }) => obligations.includes(id));
  };
  return framework.obligations.flatMap(({ id, owner, when }): Duty[] => {
    const applies = knowledge.holds(when);
    const actions = named.get(id) ?? [];
    if (applies === false || (when === null && actions.length === 0)) return [];
    // What looks after all duties bears on none in particular.
    const first = actions.find((action) => !looksAfterAll(action)) ?? actions[0];
    return [
      {
        obligation: id,
        owner: owner ?? (first === undefined ? null : byId.get(first.id)!.owner),
        first: first?.key ?? null,
        due: findDutyDate(actions, looksAfterAll, start),
        actions: actions.map(({ key }) => key),
        toConfirm: applies === 'unknown',
      },
    ];
  });
}

/** Before the first work begins that a duty bears on; where an action looks after all duties, by its end if that is sooner. */
function findDutyDate(
  actions: readonly PlannedAction[],
  looksAfterAll: (action: PlannedAction) => boolean,
  start: string,
): string {
  const days = actions.map((action) => (looksAfterAll(action) ? action.finish! : action.start!));
  const first = days.reduce<string | null>((least, day) => (least === null || day < least ? day : least), null);
  if (first === null) return addDays(start, DUTY_DAYS - 1);
  return first < start ? start : first;
}

/**
 * People are told at the start, of a wave once it is decided who is in it, and of what its review has shown; on weekdays in
 * term.
 */
function findMessages(
  framework: Framework,
  start: string,
  planned: readonly PlannedAction[],
  spread: Spread | null,
  knowledge: Knowledge,
  calendar: PlanCalendar,
): Message[] {
  const waves = spread?.waves ?? [];
  const actions = new Map(framework.actions.map((action) => [action.id, action]));
  const near = (date: string, step: 1 | -1) =>
    toWeekday(addDays(start, calendar.termDay(calendar.dayOf(date), step)), step);
  const decided = (wave: number) =>
    planned.find((copy) => {
      const { phase, decision } = actions.get(copy.id)!;
      return copy.wave === wave && phase === 'prepare' && decision !== null;
    })?.finish;
  const beforeWave = (wave: number, launch: string | null): string | null => {
    if (launch === null || launch < start) return null;
    const latest = near(addDays(launch, -TELL_BEFORE_LAUNCH), -1);
    const known = decided(wave);
    if (known == null) return latest < start ? start : latest;
    // Nobody is told before it is decided; what is decided out of term is news all the same.
    const next = addDays(known, 1);
    const date = [near(next, 1), toWeekday(next, 1)].find((day) => day < launch) ?? next;
    return date < start ? start : date;
  };
  const audiences = framework.audiences.filter(({ when }) => knowledge.holds(when) !== false);
  const messages = audiences.flatMap(({ id: audience, at }): Message[] => [
    ...(at.includes('start') ? [{ audience, at: 'start' as const, wave: null, date: near(start, 1) }] : []),
    ...waves.flatMap(({ number: wave, launch, review }): Message[] => {
      const before = beforeWave(wave, launch);
      return [
        ...(at.includes('wave') && before !== null ? [{ audience, at: 'wave' as const, wave, date: before }] : []),
        ...(at.includes('review') && review !== null
          ? [{ audience, at: 'review' as const, wave, date: near(review, 1) }]
          : []),
      ];
    }),
  ]);
  return byDate(messages, ({ date }) => date);
}

/** The day itself, or from a weekend the Monday after or the Friday before. */
function toWeekday(date: string, step: 1 | -1): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (weekday === 6) return addDays(date, step === 1 ? 2 : -1);
  return weekday === 0 ? addDays(date, step === 1 ? 1 : -2) : date;
}

function rankRisks(framework: Framework, planned: readonly PlannedAction[]): string[] {
  const risks = new Map(framework.actions.map(({ id, risk }) => [id, risk]));
  return findFirsts(planned)
    .flatMap(({ key, id }) => {
      const risk = risks.get(id) ?? null;
      if (risk === null) return [];
      return [{ key, weight: DEGREES[risk.likelihood ?? 'medium'] * DEGREES[risk.impact ?? 'medium'] }];
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ key }) => key);
}
