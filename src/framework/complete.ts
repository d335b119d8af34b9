/** From conditions.yaml as written to the complete framework: defaults filled in, ids in full, levels as ranks. */
import type { Action, Calendar, Condition, Framework, Gate, Need, RollOut } from '../model/index.js';
import { collectFormerIds, type Gone } from './overlays/renamed-ids.js';
import {
  type ActionFile,
  type CalendarFile,
  type FrameworkFile,
  type GateFile,
  type RollOutFile,
  WEEKDAYS,
} from './schema.js';

/** Actions that one role carries at a time, unless told. */
export const DEFAULT_CAPACITY = 2;

/**
 * Fills in what a framework file leaves out.
 * @param file a file whose shape and references were checked; a level or question that does not exist is a fault here
 * @param bases what the file was made from by overlays
 * @param hidden what these overlays hide
 */
export function loadFramework(
  file: FrameworkFile,
  bases: Framework['bases'] = [],
  hidden: readonly Gone[] = [],
): Framework {
  const terms = loadTerms(file.terms);
  const rankOf = (level: string | number) => file.levels.findIndex((one) => one.id === String(level));
  const needsOf = (needs: Record<string, string> | undefined): Need[] =>
    Object.entries(needs ?? {}).map(([condition, level]) => ({ condition, rank: rankOf(level) }));
  return {
    id: file.framework.id,
    version: file.framework.version,
    title: file.framework.title,
    summary: file.framework.summary ?? null,
    source: file.framework.source
      ? {
          title: file.framework.source.title,
          authors: file.framework.source.authors ?? [],
          year: file.framework.source.year ?? null,
          url: file.framework.source.url ?? null,
        }
      : null,
    terms,
    levels: file.levels.map(({ id, name, summary }) => ({ id, name, summary: summary ?? null })),
    groups: (file.groups ?? []).map(({ id, name, summary }) => ({ id, name, summary: summary ?? null })),
    facts: (file.profile ?? []).map((fact) => ({
      id: fact.id,
      ask: fact.ask,
      name: fact.name ?? null,
      type: fact.type,
      required: fact.required ?? false,
      min: fact.min ?? null,
      max: fact.max ?? null,
      atMost: fact.at_most ?? null,
      options: fact.options ?? [],
      help: fact.help ?? null,
      when: fact.when ?? null,
    })),
    roles: (file.roles ?? []).map(({ id, name, capacity, works }) => ({
      id,
      name,
      capacity: capacity ?? DEFAULT_CAPACITY,
      works: works ?? 'all-year',
    })),
    funding: (file.funding ?? []).map((source) => ({
      id: source.id,
      name: source.name,
      paysFor: source.pays_for ?? null,
      limits: source.limits ?? null,
      url: source.url ?? null,
    })),
    policy: (file.policy ?? []).map(({ id, name, ask, why, request }) => ({
      id,
      name,
      ask: ask ?? null,
      why: why ?? null,
      request: request ?? null,
    })),
    obligations: (file.obligations ?? []).map(({ id, name, duty, owner, when, url }) => ({
      id,
      name,
      duty,
      owner: owner ?? null,
      when: when ?? null,
      url: url ?? null,
    })),
    audiences: (file.audiences ?? []).map(({ id, name, message, channels, owner, at, when }) => ({
      id,
      name,
      message: message ?? null,
      channels: channels ?? [],
      owner: owner ?? null,
      at: at ?? [],
      when: when ?? null,
    })),
    equity: (file.equity ?? []).map(({ name, check, stop_rule: stopRule }) => ({
      name,
      check,
      stopRule: stopRule ?? null,
    })),
    calendar: overrideCalendar(NO_CALENDAR, file.calendar),
    durations: file.durations ?? [],
    rollouts: [file.rollout ?? []].flat().map((rollout) => loadRollOut(rollout, terms)),
    gates: (file.gates ?? []).map((gate) => loadGate(gate, needsOf, rankOf)),
    conditions: file.conditions.map((condition): Condition => ({
      id: condition.id,
      name: condition.name,
      group: condition.group ?? null,
      weight: condition.weight ?? 1,
      summary: condition.summary ?? null,
      why: condition.why ?? null,
      stopDoing: condition.stop_doing ?? [],
      questions: (condition.questions ?? []).map((question) => ({
        id: `${condition.id}.${question.id}`,
        condition: condition.id,
        ask: question.ask,
        help: question.help ?? null,
        weight: question.weight ?? 1,
        mustHave: question.must_have ?? false,
        when: question.when ?? null,
        levels: file.levels.map((level) => question.levels[level.id]!),
        evidence: question.evidence ?? [],
      })),
    })),
    actions: [
      ...file.conditions.flatMap((condition) =>
        (condition.actions ?? []).map((action) => loadAction(action, condition.id, needsOf, rankOf)),
      ),
      ...(file.actions ?? []).map((action) => loadAction(action, null, needsOf, rankOf)),
    ],
    formerIds: collectFormerIds(file, hidden),
    bases,
  };
}

/** The words of the documents; plain ones where a framework has none of its own. */
function loadTerms(terms: FrameworkFile['terms']): Framework['terms'] {
  return {
    organization: terms?.organization ?? 'organization',
    unit: terms?.unit ?? 'unit',
    units: terms?.units ?? 'units',
    board: terms?.board ?? 'board',
    leader: terms?.leader ?? 'leader',
    currency: terms?.currency ?? 'USD',
  };
}

const NO_CALENDAR: Calendar = {
  fiscalYearStarts: '01-01',
  schoolYear: null,
  boardMeetings: null,
  windows: [],
  blackouts: [],
};

/** A calendar with what a file says in place of it: a window by its id, everything else as a whole. */
export function overrideCalendar(calendar: Calendar, file: CalendarFile | undefined): Calendar {
  if (file === undefined) return calendar;
  const windows = new Map(calendar.windows.map((window) => [window.id, window]));
  for (const { id, name, from, to } of file.windows ?? [])
    windows.set(id, { id, name: name ?? windows.get(id)?.name ?? id, from, to });
  return {
    fiscalYearStarts: file.fiscal_year_starts ?? calendar.fiscalYearStarts,
    schoolYear: file.school_year ?? calendar.schoolYear,
    boardMeetings:
      file.board_meetings === undefined
        ? calendar.boardMeetings
        : { weekday: WEEKDAYS.indexOf(file.board_meetings.weekday), nth: file.board_meetings.nth },
    windows: [...windows.values()],
    blackouts: file.blackouts ?? calendar.blackouts,
  };
}

function loadRollOut(file: RollOutFile, terms: Framework['terms']): RollOut {
  return {
    when: file.when ?? null,
    unit: file.unit,
    name: file.name ?? terms.unit,
    names: file.names ?? terms.units,
    isUsualUnit: file.name === undefined,
    already: file.already ?? null,
    capacity: (file.capacity ?? []).map(({ per, units, of }) => ({ per, units, of: of ?? null })),
    first: { share: file.first?.share ?? 1, min: file.first?.min ?? 1, max: file.first?.max ?? null },
    growth: file.growth ?? null,
    starts: file.starts ?? [],
    review: file.review ?? [],
  };
}

type NeedsOf = (needs: Record<string, string> | undefined) => Need[];
type RankOf = (level: string | number) => number;

function loadGate(gate: GateFile, needsOf: NeedsOf, rankOf: RankOf): Gate {
  const wave = gate.before['wave'];
  return {
    needs: needsOf(gate.needs),
    before: Object.entries(gate.before)
      .filter(([key]) => key !== 'wave')
      .map(([key, level]) => ({ condition: key === 'any' ? null : key, rank: rankOf(level) })),
    beforeWave: typeof wave === 'number' ? wave : null,
    hard: (gate.kind ?? 'hard') === 'hard',
    why: gate.why ?? null,
  };
}

function loadAction(action: ActionFile, condition: string | null, needsOf: NeedsOf, rankOf: RankOf): Action {
  return {
    id: `${condition ?? 'plan'}.${action.id}`,
    condition,
    title: action.title,
    summary: action.summary ?? null,
    raises: Object.entries(action.raises ?? {}).map(([key, level]) => {
      const question = key.includes('.') ? key : `${condition ?? 'plan'}.${key}`;
      return { question, condition: question.slice(0, question.indexOf('.')), rank: rankOf(level) };
    }),
    owner: action.owner,
    supports: action.supports ?? [],
    consulted: action.consulted ?? [],
    informed: action.informed ?? [],
    weeks: action.weeks,
    stretches: action.stretch ?? true,
    after: action.after ?? [],
    needs: needsOf(action.needs),
    window: action.window ?? null,
    disrupts: action.disrupts ?? false,
    repeat: action.repeat ?? null,
    phase: action.phase ?? null,
    always: action.always ?? false,
    when: action.when ?? null,
    costs: (action.costs ?? []).map((cost) => ({
      item: cost.item,
      low: cost.low,
      high: cost.high,
      per: cost.per === 'organization' ? null : cost.per,
      share: cost.share ?? 1,
      each: cost.each ?? 'once',
      funding: cost.funding ?? [],
      post: cost.post ?? null,
    })),
    deliverable: action.deliverable ?? null,
    decision: action.decision ?? null,
    measure: action.measure
      ? {
          name: action.measure.name,
          unit: action.measure.unit ?? null,
          target: action.measure.target ?? null,
          source: action.measure.source ?? null,
          every: action.measure.every ?? null,
          kind: action.measure.kind ?? null,
        }
      : null,
    risk: action.risk
      ? {
          threat: action.risk.threat,
          likelihood: action.risk.likelihood ?? null,
          impact: action.risk.impact ?? null,
          response: action.risk.response ?? null,
        }
      : null,
    policy: action.policy ?? [],
    obligations: action.obligations ?? [],
    resources: action.resources ?? [],
  };
}
