/** From conditions.yaml as written to the complete framework: defaults filled in, ids in full, levels as ranks. */
import type { Action, Calendar, Complete, Condition, Framework, Gate, Level, Need, RollOut } from '../model/index.js';
import type { AnySchema } from '../schema/structure.js';
import { PLAN, splitId } from './entities.js';
import { collectFormerIds, type Gone } from './overlays/renamed-ids.js';
import {
  type CalendarFile,
  type FilledFile,
  type FrameworkFile,
  frameworkSchema,
  LUMP_SUM,
  WEEKDAYS,
} from './schema.js';

type Whole = Complete<FilledFile>;
type Item<List> = List extends readonly (infer One)[] ? One : never;

/** Made when it is first needed: most runs load a framework that was completed when the program was built. */
let completeFile: ((file: FrameworkFile) => Whole) | undefined;

/**
 * Fills in what a framework file leaves out.
 * @param file a file whose shape and references were checked; a level or question that does not exist is a fault here
 * @param bases what the file was made from by overlays
 * @param hidden what these overlays hide
 */
export function completeFramework(
  file: FrameworkFile,
  bases: Framework['bases'] = [],
  hidden: readonly Gone[] = [],
): Framework {
  completeFile ??= makeCompleter(frameworkSchema as unknown as AnySchema) as (file: FrameworkFile) => Whole;
  const { framework, profile, rollout, retired: _retired, quiet: _quiet, ...whole } = completeFile(file);
  const rankOf: RankOf = (level) => whole.levels.findIndex(({ id }) => id === String(level));
  const work = (actions: Whole['actions'], condition: string | null) =>
    actions.map((action) => completeAction(action, condition, rankOf));
  return {
    ...framework,
    ...whole,
    facts: profile,
    calendar: overrideCalendar({ ...whole.calendar, boardMeetings: null, windows: [] }, file.calendar),
    rollouts: [rollout].flat().map((one) => completeRollOut(one, whole.terms)),
    gates: whole.gates.map((gate) => completeGate(gate, rankOf)),
    conditions: whole.conditions.map((condition) => completeCondition(condition, whole.levels)),
    actions: [...whole.conditions.flatMap(({ actions, id }) => work(actions, id)), ...work(whole.actions, null)],
    formerIds: collectFormerIds(file, hidden),
    bases,
  };
}

type Step = (data: unknown) => unknown;

/**
 * Makes the function that completes what fits a schema: with the schema's defaults, else null, for what is missing, and
 * names in camel case.
 */
function makeCompleter(schema: AnySchema): Step {
  switch (schema.type) {
    case 'optional':
      return makeCompleter(schema.wrapped!);
    case 'array': {
      const completeItem = makeCompleter(schema.item!);
      return (data) => (data as readonly unknown[]).map((item) => completeItem(item));
    }
    case 'union': {
      // A list of things, or one of them.
      const [completeList, completeOne] = (schema.options as readonly AnySchema[]).map(makeCompleter);
      return (data) => (Array.isArray(data) ? completeList : completeOne)!(data);
    }
    case 'strict_object':
      return makeObjectCompleter(schema.entries!);
    default:
      return (data) => data;
  }
}

function makeObjectCompleter(entries: Readonly<Record<string, AnySchema>>): Step {
  const keys = Object.keys(entries).filter((key) => key !== 'was');
  const fields = keys.map((key) => {
    const complete = makeCompleter(entries[key]!);
    const usual = entries[key]!.default;
    const name = key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    return { key, name, complete, missing: usual === undefined ? null : complete(usual) };
  });
  return (data) =>
    Object.fromEntries(
      fields.map(({ key, name, complete, missing }) => {
        const value = (data as Record<string, unknown>)[key];
        return [name, value === undefined ? missing : complete(value)];
      }),
    );
}

/** A calendar with what a file says in place of it: a window by its id, everything else as a whole. */
export function overrideCalendar(base: Calendar, file: CalendarFile = {}): Calendar {
  const windows = new Map(base.windows.map((window) => [window.id, window]));
  for (const { id, name, from, to } of file.windows ?? [])
    windows.set(id, { id, name: name ?? windows.get(id)?.name ?? id, from, to });
  const meetings = file.board_meetings;
  return {
    fiscalYearStarts: file.fiscal_year_starts ?? base.fiscalYearStarts,
    schoolYear: file.school_year ?? base.schoolYear,
    boardMeetings:
      meetings === undefined ? base.boardMeetings : { weekday: WEEKDAYS.indexOf(meetings.weekday), nth: meetings.nth },
    windows: [...windows.values()],
    blackouts: file.blackouts ?? base.blackouts,
  };
}

type RankOf = (level: string | number) => number;

function listNeeds(needs: Readonly<Record<string, string>>, rankOf: RankOf): Need[] {
  return Object.entries(needs).map(([condition, level]) => ({ condition, rank: rankOf(level) }));
}

/** Without names of its own, a roll-out is about the usual unit. */
function completeRollOut(
  { when, unit, name, names, ...rest }: Item<Extract<Whole['rollout'], readonly unknown[]>>,
  terms: Framework['terms'],
): RollOut {
  const isUsualUnit = name === null;
  return { when, unit, name: name ?? terms.unit, names: names ?? terms.units, isUsualUnit, ...rest };
}

function completeGate({ needs, before, kind, why }: Item<Whole['gates']>, rankOf: RankOf): Gate {
  const { wave, ...steps } = before;
  return {
    needs: listNeeds(needs, rankOf),
    before: Object.entries(steps).map(([condition, level]) => ({
      condition: condition === 'any' ? null : condition,
      rank: rankOf(level),
    })),
    beforeWave: typeof wave === 'number' ? wave : null,
    hard: kind === 'hard',
    why,
  };
}

function completeCondition(condition: Item<Whole['conditions']>, levels: readonly Level[]): Condition {
  const { actions: _, ...rest } = condition;
  const questions = rest.questions.map(({ id, ...question }) => ({
    id: `${rest.id}.${id}`,
    condition: rest.id,
    ...question,
    levels: levels.map((level) => question.levels[level.id]!),
  }));
  return { ...rest, questions };
}

/** @param condition the one whose action it is, or null */
function completeAction({ id, ...action }: Item<Whole['actions']>, condition: string | null, rankOf: RankOf): Action {
  const holder = condition ?? PLAN;
  return {
    id: `${holder}.${id}`,
    condition,
    ...action,
    raises: Object.entries(action.raises).map(([key, level]) => {
      const question = key.includes('.') ? key : `${holder}.${key}`;
      return { question, condition: splitId(question)[0], rank: rankOf(level) };
    }),
    needs: listNeeds(action.needs, rankOf),
    costs: action.costs.map((cost) => ({ ...cost, per: cost.per === LUMP_SUM ? null : cost.per })),
  };
}
