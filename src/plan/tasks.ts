/**
 * From the selected actions to what is scheduled: one-time actions once, wave actions once for each wave, launches; how
 * long each takes, and what the team has decided about it.
 */
import { weeksFor } from '../framework/durations.js';
import type { Precedence } from '../framework/precedence.js';
import { type Action, type Answers, type HeldUp, makeCopyKey, type Priority } from '../model/index.js';
import { collectBy } from '../text/lists.js';
import { countWaves, type PlanContext } from './context.js';
import { findNobody } from './staff.js';

/** An action, or one wave's copy of it. */
export interface Copy {
  /** The id, for a wave's copy with `:` and the wave's number. */
  readonly key: string;
  readonly action: Action;
  readonly wave: number | null;
  /** Keys of the copies that must be finished first. */
  readonly after: readonly string[];
  /** The wave whose launch must have come first, or null. */
  readonly afterLaunch: number | null;
  /** Whether it starts on its wave's launch. */
  readonly isLaunch: boolean;
}

type ClosedGate = HeldUp & { readonly kind: 'gate' };

/** The launch of one wave, a mere event. */
export interface Launch {
  readonly wave: number;
  /** Keys of the copies that must be finished first. */
  readonly after: readonly string[];
  /** The wave that must have been launched before. */
  readonly afterLaunch: number | null;
  /** Whether it lies before the plan: what would be done on its day is done. */
  readonly isDone: boolean;
  /** A level that it waits for and that nothing in the plan can raise. */
  readonly closed: ClosedGate | null;
}

/** What is to be scheduled. */
export interface Copies {
  /** In the framework's order, the waves of one action side by side. */
  readonly copies: readonly Copy[];
  /** By wave. */
  readonly launches: readonly Launch[];
}

/** The selected actions, and which of them are done for each wave. */
interface Selected {
  readonly context: PlanContext;
  readonly actions: readonly Action[];
  readonly ids: ReadonlySet<string>;
  /** Ids of what is done for each wave; none where there are no waves, and then it is done once. */
  readonly perWave: ReadonlySet<string>;
  /** Keys of copies that are finished: of a wave action that is done, the first wave's. */
  readonly finished: ReadonlySet<string>;
}

/**
 * Copies the wave actions for each wave. What one wave action waits for in another holds within the wave; a one-time
 * action waits for the first wave's copy; every copy waits for what is done once. What is done counts as having raised
 * what it raises.
 * @param actions the selected ones
 */
export function expandCopies(
  context: PlanContext,
  actions: readonly Action[],
  precedences: readonly Precedence[],
): Copies {
  const waves = Array.from({ length: countWaves(context) }, (_, n) => n + 1);
  const perWave = new Set(
    waves.length === 0 ? [] : actions.filter(({ repeat }) => repeat === 'wave').map(({ id }) => id),
  );
  const finished = new Set([...context.done].filter((id) => perWave.has(id)).map((id) => makeCopyKey(id, 1)));
  const selected: Selected = { context, actions, ids: new Set(actions.map(({ id }) => id)), perWave, finished };
  const firsts = collectBy(precedences, ({ id }) => id);
  return {
    copies: actions.flatMap((action) => {
      const own = [...new Set((firsts.get(action.id) ?? []).map(({ first }) => first))];
      const copyWaves = perWave.has(action.id) ? waves : [null];
      return copyWaves
        .filter((wave) => !finished.has(makeCopyKey(action.id, wave)))
        .map((wave) => makeCopy(selected, action, wave, own));
    }),
    launches: waves.map((wave) => makeLaunch(selected, wave)),
  };
}

/** @param firsts ids of the actions that must be finished first */
function makeCopy(selected: Selected, action: Action, wave: number | null, firsts: readonly string[]): Copy {
  const { id, phase } = action;
  const key = makeCopyKey(id, wave);
  const after = keysOf(selected, firsts, wave ?? 1);
  if (wave === null) return { key, action, wave, after: onlyOpen(selected, after), afterLaunch: null, isLaunch: false };
  const launched = phase === 'review' ? keysOfPhase(selected, 'launch', wave) : [];
  return {
    key,
    action,
    wave,
    after: onlyOpen(selected, [...after, ...launched]),
    // The next wave is prepared once this one is on its way, not years before.
    afterLaunch: phase === 'prepare' ? waveBefore(wave) : wave,
    isLaunch: phase === 'launch',
  };
}

function makeLaunch(selected: Selected, wave: number): Launch {
  const { context, actions, ids, perWave } = selected;
  const { gates, done } = context;
  const raisers = gates.waveNeeds(wave, true).map(({ need, why }) => ({ need, why, by: [...gates.raisersOf(need)] }));
  const shut = raisers.find(({ by }) => !by.some((id) => ids.has(id) || done.has(id)));
  const raising = raisers.flatMap(({ by }) => by.filter((id) => ids.has(id)));
  const before = wave === 1 ? [] : keysOfPhase(selected, 'review', wave - 1);
  const onTheDay = actions.filter(({ id, phase }) => perWave.has(id) && phase === 'launch');
  return {
    wave,
    isDone: wave === 1 && onTheDay.length > 0 && onTheDay.every(({ id }) => done.has(id)),
    after: onlyOpen(selected, [
      ...keysOfPhase(selected, 'prepare', wave),
      ...keysOf(selected, raising, 1),
      ...(wave > 1 && before.length === 0 ? keysOfPhase(selected, 'launch', wave - 1) : before),
    ]),
    afterLaunch: waveBefore(wave),
    closed: shut === undefined ? null : { kind: 'gate', ...shut.need, why: shut.why },
  };
}

function waveBefore(wave: number): number | null {
  return wave === 1 ? null : wave - 1;
}

/** The keys of actions, of those that are done for each wave that of the wave's copy. */
function keysOf({ perWave }: Selected, ids: readonly string[], wave: number): string[] {
  return ids.map((id) => makeCopyKey(id, perWave.has(id) ? wave : null));
}

function keysOfPhase(selected: Selected, phase: Action['phase'], wave: number): string[] {
  const { actions, perWave } = selected;
  return actions
    .filter(({ id, phase: own }) => perWave.has(id) && own === phase)
    .map(({ id }) => makeCopyKey(id, wave));
}

/** Each key once, without those of copies that are finished. */
function onlyOpen({ finished }: Selected, keys: readonly string[]): string[] {
  return [...new Set(keys)].filter((key) => !finished.has(key));
}

/** A copy with all that decides about its dates. Days count from the plan's start. */
export interface PlanTask {
  readonly copy: Copy;
  readonly days: number;
  readonly isUnderWay: boolean;
  /** The start that the team has set, as a day, before 0 perhaps where it is under way. */
  readonly fixed: number | null;
  readonly weight: number;
  /** Why it cannot start at all. */
  readonly blocked: HeldUp | null;
}

/** Makes tasks of copies. */
export function makeTasks(
  context: PlanContext,
  actions: readonly Action[],
  copies: readonly Copy[],
  priorities: readonly Priority[],
): PlanTask[] {
  const { calendar, staff } = context;
  const closed = findClosedGates(context, actions);
  const byCondition = new Map(priorities.map(({ condition, priority }) => [condition, priority]));
  // What belongs to no condition serves all of them.
  const highest = Math.max(1, ...priorities.map(({ priority }) => priority));
  return copies.map((copy): PlanTask => {
    const { action } = copy;
    const decision = decisionOf(context.answers, copy);
    const isUnderWay = decision?.status === 'in-progress';
    const wanted = decision?.start == null ? null : calendar.dayOf(decision.start);
    const fixed = isUnderWay ? (wanted ?? 0) : wanted === null ? null : Math.max(0, wanted);
    const finish = isUnderWay && decision.finish !== null ? calendar.dayOf(decision.finish) : null;
    const days = finish === null ? weeksOf(context, action).weeks * 7 : finish - fixed! + 1;
    return {
      copy,
      // Work that has begun goes on at least until the first day of the plan.
      days: isUnderWay ? Math.max(days, 1 - fixed!) : days,
      isUnderWay,
      fixed,
      weight: action.condition === null ? highest : (byCondition.get(action.condition) ?? 0),
      blocked: isUnderWay ? null : (closed.get(action.id) ?? findNobody(action, staff)),
    };
  });
}

/** What the team decided about a copy: for all waves who does it and how long it takes, for the first one when. */
export function decisionOf(answers: Answers, { action, wave }: Copy): Answers['decisions'][string] | undefined {
  const decision = answers.decisions[action.id];
  if (decision === undefined || wave === null || wave === 1) return decision;
  return { ...decision, status: 'not-started', start: null, finish: null };
}

/** Weeks here: the team's own figure, or the framework's times the factor for the size. */
export function weeksOf(
  { answers, weeksFactor }: PlanContext,
  action: Action,
): { weeks: number; weeksAreDefault: boolean } {
  const own = answers.decisions[action.id]?.weeks ?? null;
  return own === null
    ? { weeks: weeksFor(action, weeksFactor), weeksAreDefault: true }
    : { weeks: own, weeksAreDefault: false };
}

/** By id, the selected actions that wait for a level that is not there and that nothing in the plan raises. */
function findClosedGates({ gates, done }: PlanContext, actions: readonly Action[]): Map<string, ClosedGate> {
  const closed = new Map<string, ClosedGate>();
  const atWork = new Set([...actions.map(({ id }) => id), ...done]);
  for (const action of actions) {
    const unmet = gates.levelNeeds(action).find(({ need }) => ![...gates.raisersOf(need)].some((id) => atWork.has(id)));
    if (unmet !== undefined) closed.set(action.id, { kind: 'gate', ...unmet.need, why: unmet.why });
  }
  return closed;
}
