/** What must fit together in a framework beyond its shape: a list of small rules, each of which finds its own kind. */
import { findError, type Finding, findWarning, hasErrors, type Path } from '../io/problems.js';
import { findNearest } from '../io/nearest.js';
import { RESERVED_KEYS } from '../io/source.js';
import { loadFramework } from './load.js';
import { findCycle, findPrecedences, findWavePrecedences, Gates, LAUNCH } from './precedence.js';
import { type ActionFile, type FrameworkFile, NUMERIC_FACT_TYPES } from './schema.js';
import { EXPRESSION_WORDS, type WhenError, WhenExpressions } from './when.js';

/** Ids that mean something of their own in an answers file. */
const RESERVED_IDS = ['level', 'note', 'evidence'];
/** What a fact cannot be called: the words of the file formats, and those of expressions. */
const RESERVED_FACT_IDS = new Set(['level', 'organization', ...EXPRESSION_WORDS]);
const RESERVED_LEVEL_IDS = ['unknown', 'not-applicable', 'default'];
/** The first part of the ids of actions that belong to no condition. */
export const PLAN = 'plan';

/** Everything in a framework file that other things name, gathered once. */
interface Index {
  readonly levels: readonly string[];
  readonly conditions: readonly string[];
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly funding: readonly string[];
  readonly policy: readonly string[];
  readonly obligations: readonly string[];
  readonly windows: readonly string[];
  readonly facts: readonly string[];
  /** CONDITION.QUESTION */
  readonly questions: readonly string[];
  /** CONDITION.ACTION and plan.ACTION, with where each stands. */
  readonly actions: readonly {
    readonly id: string;
    readonly condition: string | null;
    readonly action: ActionFile;
    readonly path: Path;
  }[];
}

type Rule = (file: FrameworkFile, index: Index) => Finding[];

/** Checks that the parts of a framework fit together: first what refers to what, then, where all resolves, the order of work. */
export function checkFrameworkRules(file: FrameworkFile): Finding[] {
  const index = indexFramework(file);
  const findings = RULES.flatMap((rule) => rule(file, index));
  if (findings.some(({ code }) => UNRESOLVED.has(code))) return findings;
  const late = hasErrors(findings) ? [workHasAnOrder] : LATE_RULES;
  return [...findings, ...late.flatMap((rule) => rule(file, index))];
}

function indexFramework(file: FrameworkFile): Index {
  const ids = (things: readonly { id: string }[] | undefined) => (things ?? []).map((thing) => thing.id);
  return {
    levels: ids(file.levels),
    conditions: ids(file.conditions),
    groups: ids(file.groups),
    roles: ids(file.roles),
    funding: ids(file.funding),
    policy: ids(file.policy),
    obligations: ids(file.obligations),
    windows: ids(file.calendar?.windows),
    facts: ids(file.profile),
    questions: file.conditions.flatMap((condition) => ids(condition.questions).map((id) => `${condition.id}.${id}`)),
    actions: [
      ...file.conditions.flatMap((condition, at) =>
        (condition.actions ?? []).map((action, n) => ({
          id: `${condition.id}.${action.id}`,
          condition: condition.id,
          action,
          path: ['conditions', at, 'actions', n],
        })),
      ),
      ...(file.actions ?? []).map((action, n) => ({
        id: `${PLAN}.${action.id}`,
        condition: null,
        action,
        path: ['actions', n],
      })),
    ],
  };
}

/** Every id stands once in its scope, and is no word of JavaScript's own. */
const idsAreUnique: Rule = (file) => {
  const scopes: [kind: string, things: readonly { id: string }[] | undefined, path: Path][] = [
    ['level', file.levels, ['levels']],
    ['group', file.groups, ['groups']],
    ['fact', file.profile, ['profile']],
    ['role', file.roles, ['roles']],
    ['funding source', file.funding, ['funding']],
    ['policy lever', file.policy, ['policy']],
    ['obligation', file.obligations, ['obligations']],
    ['audience', file.audiences, ['audiences']],
    ['window', file.calendar?.windows, ['calendar', 'windows']],
    ['condition', file.conditions, ['conditions']],
    ['action', file.actions, ['actions']],
    ...(file.profile ?? []).map((fact, n): [string, typeof fact.options, Path] => [
      'option',
      fact.options,
      ['profile', n, 'options'],
    ]),
    ...file.conditions.flatMap((condition, n): [string, readonly { id: string }[] | undefined, Path][] => [
      ['question', condition.questions, ['conditions', n, 'questions']],
      ['action', condition.actions, ['conditions', n, 'actions']],
    ]),
  ];
  return scopes.flatMap(([kind, things, path]) => {
    const first = new Map<string, Path>();
    return (things ?? []).flatMap(({ id }, n) => {
      const here = [...path, n, 'id'];
      if (RESERVED_KEYS.has(id)) return [findError('reserved-id', here, { kind, id })];
      const related = first.get(id);
      if (related !== undefined) return [findError('duplicate-id', here, { kind, id }, { related })];
      first.set(id, here);
      return [];
    });
  });
};

/** Words with a meaning of their own are no ids. */
const idsAreNotReserved: Rule = (file) => [
  ...file.levels.flatMap(({ id }, n) =>
    RESERVED_LEVEL_IDS.includes(id) ? [findError('reserved-id', ['levels', n, 'id'], { kind: 'level', id })] : [],
  ),
  ...(file.profile ?? []).flatMap(({ id }, n) =>
    RESERVED_FACT_IDS.has(id) ? [findError('reserved-id', ['profile', n, 'id'], { kind: 'fact', id })] : [],
  ),
  ...file.conditions.flatMap((condition, n) => [
    ...([...RESERVED_IDS, PLAN, 'any', 'wave', 'default'].includes(condition.id)
      ? [findError('reserved-id', ['conditions', n, 'id'], { kind: 'condition', id: condition.id })]
      : []),
    ...(condition.questions ?? []).flatMap(({ id }, q) =>
      RESERVED_IDS.includes(id)
        ? [findError('reserved-id', ['conditions', n, 'questions', q, 'id'], { kind: 'question', id })]
        : [],
    ),
  ]),
];

/** Every question says what each level looks like, and no other. */
const questionsDescribeLevels: Rule = (file, { levels }) =>
  file.conditions.flatMap((condition, n) =>
    (condition.questions ?? []).flatMap((question, q) => {
      const path = ['conditions', n, 'questions', q, 'levels'];
      const id = `${condition.id}.${question.id}`;
      return [
        ...levels
          .filter((level) => question.levels[level] === undefined && !isMistyped(level, question.levels, levels))
          .map((level) => findError('missing-level', path, { question: id, level }, { atKey: true })),
        ...unknownKeys(question.levels, path, `question "${id}"`, 'levels', levels),
      ];
    }),
  );

/** Whether a key beside looks like this one mistyped; then only the key is reported. */
function isMistyped(key: string, mapping: Record<string, unknown>, known: readonly string[]): boolean {
  return Object.keys(mapping).some((other) => !known.includes(other) && findNearest(other, known) === key);
}

/** What is named exists. */
const referencesResolve: Rule = (file, index) => [
  ...file.conditions.flatMap((condition, n) =>
    unknownRef(condition.group, ['conditions', n, 'group'], `condition "${condition.id}"`, 'group', index.groups),
  ),
  ...index.actions.flatMap(({ id, condition, action, path }) => {
    const subject = `action "${id}"`;
    const refs = (
      field: keyof ActionFile & ('supports' | 'consulted' | 'informed' | 'policy' | 'obligations' | 'after'),
      known: readonly string[],
    ) => (action[field] ?? []).flatMap((ref, n) => unknownRef(ref, [...path, field, n], subject, field, known));
    return [
      ...unknownRef(action.owner, [...path, 'owner'], subject, 'owner', index.roles),
      ...refs('supports', index.roles),
      ...refs('consulted', index.roles),
      ...refs('informed', index.roles),
      ...refs('policy', index.policy),
      ...refs('obligations', index.obligations),
      ...refs(
        'after',
        index.actions.map((other) => other.id),
      ),
      ...unknownRef(action.window, [...path, 'window'], subject, 'window', index.windows),
      ...raisedQuestions(action, condition, index, path, subject),
      ...levelsOfConditions(action.needs, [...path, 'needs'], subject, 'needs', index, []),
      ...(action.costs ?? []).flatMap((cost, n) => [
        ...(cost.per === 'organization'
          ? []
          : unknownRef(cost.per, [...path, 'costs', n, 'per'], subject, 'per', ['organization', ...index.facts])),
        ...unknownRef(cost.post, [...path, 'costs', n, 'post'], subject, 'post', index.roles),
        ...(cost.funding ?? []).flatMap((ref, f) =>
          unknownRef(ref, [...path, 'costs', n, 'funding', f], subject, 'funding', index.funding),
        ),
      ]),
    ];
  }),
  ...(file.gates ?? []).flatMap((gate, n) => [
    ...levelsOfConditions(gate.needs, ['gates', n, 'needs'], 'this gate', 'needs', index, []),
    ...levelsOfConditions(
      Object.fromEntries(Object.entries(gate.before).filter(([key]) => key !== 'wave')) as Record<string, string>,
      ['gates', n, 'before'],
      'this gate',
      'before',
      index,
      ['any', 'wave'],
    ),
    ...wavesAreNumbers(gate.before['wave'], ['gates', n, 'before', 'wave']),
  ]),
  ...(file.profile ?? []).flatMap((fact, n) =>
    unknownRef(fact.at_most, ['profile', n, 'at_most'], `fact "${fact.id}"`, 'at_most', index.facts),
  ),
  ...(file.obligations ?? []).flatMap((duty, n) =>
    unknownRef(duty.owner, ['obligations', n, 'owner'], `obligation "${duty.id}"`, 'owner', index.roles),
  ),
  ...(file.audiences ?? []).flatMap((audience, n) =>
    unknownRef(audience.owner, ['audiences', n, 'owner'], `audience "${audience.id}"`, 'owner', index.roles),
  ),
  ...rollouts(file).flatMap(({ rollout, path }) => [
    ...unknownRef(rollout.unit, [...path, 'unit'], 'the roll-out', 'unit', index.facts),
    ...unknownRef(rollout.already, [...path, 'already'], 'the roll-out', 'already', index.facts),
    ...(rollout.capacity ?? []).flatMap((capacity, n) => [
      ...unknownRef(capacity.per, [...path, 'capacity', n, 'per'], 'the roll-out', 'per', index.facts),
      ...unknownRef(capacity.of, [...path, 'capacity', n, 'of'], 'the roll-out', 'of', index.facts),
    ]),
  ]),
];

type Rollout = Exclude<NonNullable<FrameworkFile['rollout']>, readonly unknown[]>;

function rollouts(file: FrameworkFile): { rollout: Rollout; path: Path }[] {
  if (file.rollout === undefined) return [];
  if (Array.isArray(file.rollout)) return file.rollout.map((rollout, n) => ({ rollout, path: ['rollout', n] }));
  return [{ rollout: file.rollout, path: ['rollout'] }];
}

function unknownRef(
  ref: string | undefined,
  path: Path,
  subject: string,
  field: string,
  known: readonly string[],
): Finding[] {
  return ref === undefined || known.includes(ref)
    ? []
    : [findError('unknown-reference', path, { subject, field, id: ref, known })];
}

function unknownKeys(
  mapping: Record<string, unknown>,
  path: Path,
  subject: string,
  field: string,
  known: readonly string[],
): Finding[] {
  return Object.keys(mapping)
    .filter((key) => !known.includes(key))
    .map((key) => findError('unknown-reference', [...path, key], { subject, field, id: key, known }, { atKey: true }));
}

/** A mapping of conditions to levels. */
function levelsOfConditions(
  mapping: Record<string, string> | undefined,
  path: Path,
  subject: string,
  field: string,
  index: Index,
  words: readonly string[],
): Finding[] {
  if (mapping === undefined) return [];
  return [
    ...unknownKeys(mapping, path, subject, field, [...index.conditions, ...words]),
    ...Object.entries(mapping).flatMap(([key, level]) => unknownLevel(level, [...path, key], index)),
  ];
}

function unknownLevel(level: string | number, path: Path, { levels }: Index): Finding[] {
  return levels.includes(String(level))
    ? []
    : [findError('wrong-value', path, { found: String(level), known: levels })];
}

function wavesAreNumbers(wave: string | number | undefined, path: Path): Finding[] {
  if (wave === undefined || (typeof wave === 'number' && Number.isInteger(wave) && wave >= 1)) return [];
  return [
    findError('wrong-type', path, {
      expected: "a wave's number, 1 or more",
      found: JSON.stringify(wave),
      where: 'wave',
    }),
  ];
}

function raisedQuestions(
  action: ActionFile,
  condition: string | null,
  index: Index,
  path: Path,
  subject: string,
): Finding[] {
  return Object.entries(action.raises ?? {}).flatMap(([key, level]) => {
    const here = [...path, 'raises', key];
    const own = index.questions
      .filter((id) => condition !== null && id.startsWith(`${condition}.`))
      .map((id) => id.slice(condition!.length + 1));
    const exists = index.questions.includes(key) || own.includes(key);
    return [
      ...(exists
        ? []
        : [
            findError(
              'unknown-reference',
              here,
              { subject, field: 'raises', id: key, known: [...own, ...index.questions] },
              { atKey: true },
            ),
          ]),
      ...unknownLevel(level, here, index),
    ];
  });
}

/** What is counted is a number. */
const countedFactsAreNumbers: Rule = (file, { actions }) => {
  const types = new Map((file.profile ?? []).map((fact) => [fact.id, fact.type]));
  const known = (file.profile ?? []).filter((fact) => NUMERIC_FACT_TYPES.includes(fact.type)).map((fact) => fact.id);
  const check = (what: string, fact: string | undefined, path: Path, others: readonly string[] = []): Finding[] => {
    const type = fact === undefined ? undefined : types.get(fact);
    return type === undefined || NUMERIC_FACT_TYPES.includes(type)
      ? []
      : [findError('per-not-numeric', path, { what, fact: fact!, type, known: [...others, ...known] })];
  };
  return [
    ...(file.profile ?? []).flatMap((fact, n) => check(`fact "${fact.id}"`, fact.at_most, ['profile', n, 'at_most'])),
    ...actions.flatMap(({ action, path }) =>
      (action.costs ?? []).flatMap((cost, n) =>
        check(`cost "${cost.item}"`, cost.per, [...path, 'costs', n, 'per'], ['organization']),
      ),
    ),
    ...rollouts(file).flatMap(({ rollout, path }) => [
      ...check('the roll-out', rollout.unit, [...path, 'unit']),
      ...check('the roll-out', rollout.already, [...path, 'already']),
      ...(rollout.capacity ?? []).flatMap((capacity, n) => [
        ...check('the roll-out', capacity.per, [...path, 'capacity', n, 'per']),
        ...check('the roll-out', capacity.of, [...path, 'capacity', n, 'of']),
      ]),
    ]),
  ];
};

/** A lower figure is not above its upper one. */
const estimatesAreOrdered: Rule = (file, { actions }) => [
  ...(file.profile ?? []).flatMap(({ min, max }, n) =>
    min !== undefined && max !== undefined && min > max
      ? [findError('low-above-high', ['profile', n, 'min'], { low: min, high: max })]
      : [],
  ),
  ...actions.flatMap(({ action, path }) =>
    (action.costs ?? []).flatMap((cost, n) =>
      cost.low > cost.high
        ? [findError('low-above-high', [...path, 'costs', n, 'low'], { low: cost.low, high: cost.high })]
        : [],
    ),
  ),
];

const choicesHaveOptions: Rule = (file) =>
  (file.profile ?? []).flatMap((fact, n) =>
    (fact.type === 'choice' || fact.type === 'choices') && (fact.options ?? []).length === 0
      ? [findError('missing-options', ['profile', n], { fact: fact.id })]
      : [],
  );

function describeWhenError(error: WhenError, path: Path, known: readonly string[]): Finding {
  const within = { start: error.start, end: error.end };
  if (error.kind === 'unknown-name')
    return findError('when-unknown-name', path, { name: error.name, known }, { within });
  return findError(error.kind === 'syntax' ? 'when-syntax' : 'when-type', path, { reason: error.reason }, { within });
}

/** Every `when` can be read, fits its facts, and looks only at what is known by then. */
const expressionsHold: Rule = (file, index) => {
  const expressions = new WhenExpressions({ facts: file.profile ?? [] });
  const known = [...index.facts, 'level'];
  const ids = [...index.conditions, ...index.questions];
  const check = (
    expression: string | undefined,
    path: Path,
    later?: { question: string; ids: readonly string[] },
  ): Finding[] => {
    if (expression === undefined) return [];
    const error = expressions.check(expression);
    const findings = error === null ? [] : [describeWhenError(error, path, known)];
    if (error?.kind === 'syntax') return findings;
    const levels = expressions.namedLevels(expression).flatMap(({ id, start, end }) => {
      const within = { start, end };
      if (!ids.includes(id)) return [findError('when-unknown-name', path, { name: id, known: ids }, { within })];
      if (!later?.ids.includes(id)) return [];
      return [findError('when-later-question', path, { question: later.question, id }, { within })];
    });
    return [...findings, ...levels];
  };
  return [
    ...(file.profile ?? []).flatMap((fact, n) => check(fact.when, ['profile', n, 'when'])),
    ...(file.obligations ?? []).flatMap((duty, n) => check(duty.when, ['obligations', n, 'when'])),
    ...(file.audiences ?? []).flatMap((audience, n) => check(audience.when, ['audiences', n, 'when'])),
    ...(file.durations ?? []).flatMap((duration, n) => check(duration.when, ['durations', n, 'when'])),
    ...rollouts(file).flatMap(({ rollout, path }) => check(rollout.when, [...path, 'when'])),
    ...index.actions.flatMap(({ action, path }) => check(action.when, [...path, 'when'])),
    ...file.conditions.flatMap((condition, n) =>
      (condition.questions ?? []).flatMap((question, q) => {
        if (question.when === undefined) return [];
        const id = `${condition.id}.${question.id}`;
        const notYet = [...index.questions.slice(index.questions.indexOf(id)), ...index.conditions.slice(n)];
        return check(question.when, ['conditions', n, 'questions', q, 'when'], { question: id, ids: notYet });
      }),
    ),
  ];
};

/** A window has room for its action. */
const windowsAreLongEnough: Rule = (file, { actions }) => {
  const windows = new Map((file.calendar?.windows ?? []).map((window) => [window.id, window]));
  const longest = Math.max(1, ...(file.durations ?? []).map((duration) => duration.factor));
  return actions.flatMap(({ id, action, path }) => {
    const window = action.window === undefined ? undefined : windows.get(action.window);
    if (window === undefined) return [];
    const days = daysOfWindow(window);
    const weeks = action.stretch === false ? action.weeks : Math.ceil(action.weeks * longest - 1e-9);
    return weeks * 7 > days
      ? [findError('window-too-short', [...path, 'window'], { action: id, window: window.id, days, weeks })]
      : [];
  });
};

/** Days of a window in a year without a leap day; a window may pass over the end of the year. */
function daysOfWindow({ from, to }: { from: string; to: string }): number {
  const dayOf = (monthDay: string) =>
    Date.UTC(2001, Number(monthDay.slice(0, 2)) - 1, Number(monthDay.slice(3))) / 86_400_000;
  const days = dayOf(to) - dayOf(from) + 1;
  return days > 0 ? days : days + 365;
}

/** Prerequisites, needs, hard gates and steps of one question never wait for each other in a circle. */
const workHasAnOrder: Rule = (file, { actions }) => {
  const framework = loadFramework(file);
  const gates = new Gates(framework);
  const precedences = findPrecedences(gates, framework.actions);
  const cycle = findCycle(
    [...framework.actions.map((action) => action.id), LAUNCH],
    [...precedences, ...findWavePrecedences(gates, framework.actions, precedences)],
  );
  if (cycle === null) return [];
  const first = actions.find(({ id }) => cycle.some((step) => step.id === id))!;
  const steps = cycle.map(({ id, because }) => (because === null ? id : `${id} (${because})`));
  return [findError('cycle', [...first.path, 'id'], { steps: [...steps, cycle[0]!.id] })];
};

/** Every level of every question is reached by an action, itself or a higher one. */
const levelsAreReached: Rule = (file, { levels }) => {
  const framework = loadFramework(file);
  const highest = new Map<string, number>();
  for (const { question, rank } of framework.actions.flatMap((action) => action.raises))
    highest.set(question, Math.max(rank, highest.get(question) ?? 0));
  return file.conditions.flatMap((condition, n) =>
    (condition.questions ?? []).flatMap((question, q) => {
      const id = `${condition.id}.${question.id}`;
      const reached = highest.get(id) ?? 0;
      return reached === levels.length - 1
        ? []
        : [
            findWarning('unreached-level', ['conditions', n, 'questions', q, 'id'], {
              question: id,
              level: levels[reached + 1]!,
            }),
          ];
    }),
  );
};

/** Every action can come into a plan. */
const actionsCanBeSelected: Rule = (_, { actions }) => {
  const waitedFor = new Set(actions.flatMap(({ action }) => action.after ?? []));
  return actions.flatMap(({ id, action, path }) =>
    Object.keys(action.raises ?? {}).length > 0 ||
    action.always === true ||
    action.repeat === 'wave' ||
    waitedFor.has(id)
      ? []
      : [findWarning('unselectable-action', [...path, 'id'], { action: id })],
  );
};

/** Only what is done for each wave has a place in it. */
const phasesBelongToWaves: Rule = (_, { actions }) =>
  actions.flatMap(({ action, id, path }) =>
    action.phase === undefined || action.repeat === 'wave'
      ? []
      : [findWarning('phase-without-waves', [...path, 'phase'], { action: id, phase: action.phase })],
  );

/** Roles, funding sources and levers are used by something. */
const nothingIsUnused: Rule = (file, { actions }) => {
  const used = {
    role: new Set([
      ...actions.flatMap(({ action }) => [
        action.owner,
        ...(action.supports ?? []),
        ...(action.consulted ?? []),
        ...(action.informed ?? []),
      ]),
      ...(file.obligations ?? []).flatMap((duty) => duty.owner ?? []),
      ...(file.audiences ?? []).flatMap((audience) => audience.owner ?? []),
    ]),
    'funding source': new Set(
      actions.flatMap(({ action }) => (action.costs ?? []).flatMap((cost) => cost.funding ?? [])),
    ),
    'policy lever': new Set(actions.flatMap(({ action }) => action.policy ?? [])),
  };
  const check = (kind: keyof typeof used, things: readonly { id: string }[] | undefined, path: string) =>
    (things ?? []).flatMap(({ id }, n) =>
      used[kind].has(id) ? [] : [findWarning('unused', [path, n, 'id'], { kind, id })],
    );
  return [
    ...check('role', file.roles, 'roles'),
    ...check('funding source', file.funding, 'funding'),
    ...check('policy lever', file.policy, 'policy'),
  ];
};

const RULES: readonly Rule[] = [
  idsAreUnique,
  idsAreNotReserved,
  questionsDescribeLevels,
  referencesResolve,
  countedFactsAreNumbers,
  estimatesAreOrdered,
  choicesHaveOptions,
  expressionsHold,
  windowsAreLongEnough,
];

/** Problems beside which a framework cannot be loaded, not even to look for further ones. */
const UNRESOLVED: ReadonlySet<string> = new Set([
  'duplicate-id',
  'unknown-reference',
  'missing-level',
  'wrong-value',
  'wrong-type',
  'reserved-id',
]);

/** Rules that need every reference to resolve. */
const LATE_RULES: readonly Rule[] = [
  workHasAnOrder,
  levelsAreReached,
  actionsCanBeSelected,
  phasesBelongToWaves,
  nothingIsUnused,
];
