/** From copies of actions to what is scheduled: how long each takes, who does it, and what the team has decided about it. */
import { weeksFor } from '../framework/durations.js';
import type { Gates } from '../framework/precedence.js';
import type { Action, Answers, Framework, HeldUp, Priority } from '../model/index.js';
import type { PlanCalendar } from './calendar.js';
import type { Copies, Copy } from './wave-copies.js';
import type { Staff, Task } from './schedule.js';
import type { Selection } from './select.js';

/** Ids of the actions that the team says are done. */
export function findDone(framework: Framework, answers: Answers): Set<string> {
  return new Set(framework.actions.filter(({ id }) => answers.decisions[id]?.status === 'done').map(({ id }) => id));
}

/** What the team decided about a copy: for all waves who does it and how long it takes, for the first one when. */
export function decisionOf(answers: Answers, { action, wave }: Copy): Answers['decisions'][string] | undefined {
  const decision = answers.decisions[action.id];
  if (decision === undefined || wave === null || wave === 1) return decision;
  return { ...decision, status: 'not-started', start: null, finish: null };
}

/** Weeks here: the team's own figure, or the framework's times the factor for the size. */
export function weeksOf(answers: Answers, action: Action, factor: number): { weeks: number; weeksAreDefault: boolean } {
  const own = answers.decisions[action.id]?.weeks ?? null;
  if (own !== null) return { weeks: own, weeksAreDefault: false };
  return { weeks: weeksFor(action, factor), weeksAreDefault: true };
}

/**
 * Makes tasks of copies.
 * @param factor how much longer or shorter work takes in an organization of this size
 */
export function makeTasks(
  answers: Answers,
  selection: Selection,
  done: ReadonlySet<string>,
  { copies }: Copies,
  priorities: readonly Priority[],
  factor: number,
  staff: Staff,
  calendar: PlanCalendar,
): Task[] {
  const closed = findClosedGates(
    selection.actions.map(({ action }) => action),
    done,
    selection.gates,
  );
  const byCondition = new Map(priorities.map(({ condition, priority }) => [condition, priority]));
  // What belongs to no condition serves all of them.
  const highest = Math.max(1, ...priorities.map(({ priority }) => priority));
  return copies.map((copy): Task => {
    const { action } = copy;
    const decision = decisionOf(answers, copy);
    const isUnderWay = decision?.status === 'in-progress';
    const wanted = decision?.start == null ? null : calendar.dayOf(decision.start);
    const fixed = isUnderWay ? (wanted ?? 0) : wanted === null ? null : Math.max(0, wanted);
    const length = weeksOf(answers, action, factor).weeks * 7;
    const finish = isUnderWay && decision.finish !== null ? calendar.dayOf(decision.finish) : null;
    const days = finish === null ? length : finish - fixed! + 1;
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

/** That nobody can do it, or null. */
function findNobody({ owner }: Action, staff: Staff): HeldUp | null {
  const person = staff.personOf.get(owner) ?? null;
  if (person === null) return { kind: 'nobody', role: owner, isVacant: false };
  return staff.people[person]!.capacity === 0 ? { kind: 'nobody', role: owner, isVacant: true } : null;
}

/** Actions behind a level that is not there and that nothing in the plan raises; an action that is done counts as having raised it. */
function findClosedGates(
  selected: readonly Action[],
  done: ReadonlySet<string>,
  gates: Gates,
): Map<string, HeldUp & { kind: 'gate' }> {
  const closed = new Map<string, HeldUp & { kind: 'gate' }>();
  const atWork = new Set([...selected.map((action) => action.id), ...done]);
  for (const action of selected) {
    const unmet = gates.levelNeeds(action).find(({ need }) => ![...gates.raisersOf(need)].some((id) => atWork.has(id)));
    if (unmet !== undefined) closed.set(action.id, { kind: 'gate', ...unmet.need, why: unmet.why });
  }
  return closed;
}
