/** What the steps of one plan share: what it is made from, and what is found out about that once for all of them. */
import { Gates, type LevelsReached } from '../framework/precedence.js';
import type { Action, Answers, Assessment, Framework } from '../model/index.js';
import { addDays, addYears } from '../text/dates.js';
import { assess, type Assessed, isApplicable } from './assess.js';
import { PlanCalendar } from './calendar.js';
import { findStaff, type Staff } from './staff.js';
import { draftWaves, type RollOutDraft } from './waves.js';

/** Carried from step to step; none of them changes anything in it. */
export interface PlanContext extends Assessed {
  readonly framework: Framework;
  readonly answers: Answers;
  /** The plan's first day and its last, YYYY-MM-DD. */
  readonly start: string;
  readonly end: string;
  /** The framework's actions by id. */
  readonly actions: ReadonlyMap<string, Action>;
  /** Ids of the actions that the team says are done. */
  readonly done: ReadonlySet<string>;
  /** The gates, seen from where the organization stands. */
  readonly gates: Gates;
  readonly calendar: PlanCalendar;
  readonly staff: Staff;
  /** How the plan spreads, before its waves have dates; null where it does not. */
  readonly rollout: RollOutDraft | null;
  /** What the framework's weeks are multiplied by where the work depends on the organization's size. */
  readonly weeksFactor: number;
}

/** How many waves the facts allow. */
export function countWaves({ rollout }: PlanContext): number {
  return rollout?.waves.length ?? 0;
}

/** @throws RangeError where the answers have no start */
export function makeContext(framework: Framework, answers: Answers): PlanContext {
  const { start, years, decisions } = answers;
  if (start === null) throw new RangeError('answers without a start make no plan');
  const end = addDays(addYears(start, years), -1);
  const assessed = assess(framework, answers);
  const { assessment, holds } = assessed;
  return {
    ...assessed,
    framework,
    answers,
    start,
    end,
    actions: new Map(framework.actions.map((action) => [action.id, action])),
    done: new Set(framework.actions.map(({ id }) => id).filter((id) => decisions[id]?.status === 'done')),
    gates: new Gates(framework, findReached(assessment)),
    calendar: new PlanCalendar(answers.calendar, start, end),
    staff: findStaff(framework.roles, answers),
    rollout: draftWaves(framework, answers, holds),
    weeksFactor: framework.durations.find(({ when }) => holds(when) === true)?.factor ?? 1,
  };
}

/** The levels that are there: the ranks of the questions that apply; what does not apply stands in nobody's way. */
function findReached({ conditions }: Assessment): LevelsReached {
  const byId = new Map(conditions.map((condition) => [condition.id, condition]));
  const ranks = new Map(
    conditions
      .flatMap(({ questions }) => questions)
      .map((question) => [question.id, isApplicable(question) ? question.rank : Infinity]),
  );
  return {
    rankOf: (question) => ranks.get(question)!,
    isMet: ({ condition, rank }) => {
      const assessed = byId.get(condition)!;
      return !assessed.applicable || assessed.rank >= rank;
    },
  };
}
