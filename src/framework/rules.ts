/** What must fit together in a framework beyond its shape: a list of small rules, each of which finds its own kind. */
import { findError, type Finding, findWarning, hasErrors, type Path } from '../diagnostics/problem.js';
import { findCalled, findNearest } from '../text/suggestions.js';
import { RESERVED_KEYS } from '../yaml/source.js';
import { ANSWERED_KINDS } from '../model/index.js';
import { valueAt } from '../schema/check.js';
import { listFormerIds } from './overlays/renamed-ids.js';
import { type Gap, isInGap } from './unread.js';
import { completeFramework } from './complete.js';
import { findOccasions } from './triggers.js';
import { findCycle, findPrecedences, findWavePrecedences, Gates, LAUNCH } from './precedence.js';
import { GATED_WORDS, listExpressions, listReferences, listRollOuts, type Reference } from './references.js';
import { type ActionFile, DEFAULT_CAPACITY, type FrameworkFile, isNumeric, LUMP_SUM } from './schema.js';
import { type Kind, listThings, PLAN } from './entities.js';
import { EXPRESSION_WORDS, type WhenError, WhenExpressions } from './when.js';

/** Ids that mean something of their own in an answers file. */
const RESERVED_IDS = ['level', 'note', 'evidence'];
/** What a fact cannot be called: the words of the file formats, and those of expressions. */
const RESERVED_FACT_IDS = new Set(['level', LUMP_SUM, ...EXPRESSION_WORDS]);
const RESERVED_LEVEL_IDS = ['unknown', 'not-applicable', 'default'];
/** What the rules look up again and again, gathered once. */
interface Index {
  /** By kind: the full ids of what there is. */
  readonly ids: ReadonlyMap<Kind, readonly string[]>;
  /** Whether there may be a thing of that kind and full id, though it was not found. */
  readonly mayBe: (kind: Kind, id: string) => boolean;
  /** All actions with their full ids and where each stands. */
  readonly actions: readonly { readonly id: string; readonly action: ActionFile; readonly path: Path }[];
}

type Rule = (file: FrameworkFile, index: Index) => Finding[];

/**
 * Checks that the parts of a framework fit together: first what refers to what, then, where all resolves, the order of work.
 * @param gaps what of the framework could not be read; references to it are not judged
 */
export function checkFrameworkRules(file: FrameworkFile, gaps: readonly Gap[] = []): Finding[] {
  const index = indexFramework(file, gaps);
  const findings = RULES.flatMap((rule) => rule(file, index)).map((finding) => withMeant(finding, file));
  if (gaps.length > 0 || findings.some(({ code }) => UNRESOLVED.has(code))) return findings;
  const late = hasErrors(findings) ? [workHasAnOrder] : LATE_RULES;
  return [...findings, ...late.flatMap((rule) => rule(file, index))];
}

/** With the thing that was probably meant, by its id or by its name, and where it stands: perhaps the slip of the pen is there. */
function withMeant(finding: Finding, file: FrameworkFile): Finding {
  let wanted: string;
  let prefix = '';
  switch (finding.code) {
    case 'unknown-reference':
      wanted = finding.args.id;
      break;
    case 'wrong-value':
      wanted = finding.args.found;
      break;
    case 'when-unknown-name':
      wanted = finding.args.name;
      if (finding.args.fact !== undefined) prefix = `${finding.args.fact}.`;
      break;
    default:
      return finding;
  }
  const { known } = finding.args;
  const things = listThings(file).filter(({ id }) => id.startsWith(prefix));
  const called = findCalled(
    wanted,
    known,
    things.flatMap(({ name, id }) => (name === undefined ? [] : [[name, id.slice(prefix.length)] as const])),
  );
  const near = called ?? findNearest(wanted, known);
  const meant = things.find(({ id, written }) => id === `${prefix}${near}` || (prefix === '' && written === near));
  const more = meant === undefined ? {} : { related: [...meant.path, 'id'] };
  return {
    ...finding,
    ...more,
    args: { ...finding.args, ...(called === undefined ? {} : { near: called }) },
  } as Finding;
}

function indexFramework(file: FrameworkFile, gaps: readonly Gap[]): Index {
  const ids = new Map<Kind, string[]>();
  // Of two things with one id, one was meant to have another.
  const misnamed: Gap[] = [];
  for (const { kind, id, written } of listThings(file)) {
    const known = ids.get(kind);
    if (known === undefined) ids.set(kind, [id]);
    else if (known.includes(id)) misnamed.push({ kind, prefix: id.slice(0, id.length - written.length) });
    else known.push(id);
  }
  const isKnown = (kind: Kind, id: string) => ids.get(kind)?.includes(id) === true;
  return {
    ids,
    mayBe: (kind, id) => isInGap([...gaps, ...misnamed], kind, id, isKnown),
    actions: [
      ...file.conditions.flatMap((condition, at) =>
        (condition.actions ?? []).map((action, n) => ({
          id: `${condition.id}.${action.id}`,
          action,
          path: ['conditions', at, 'actions', n],
        })),
      ),
      ...(file.actions ?? []).map((action, n) => ({ id: `${PLAN}.${action.id}`, action, path: ['actions', n] })),
    ],
  };
}

/** Every id stands once in its list, and is no word of JavaScript's own. */
const idsAreUnique: Rule = (file) => {
  const first = new Map<string, Path>();
  return listThings(file).flatMap(({ kind, written: id, path }) => {
    const here = [...path, 'id'];
    if (RESERVED_KEYS.has(id)) return [findError('reserved-id', here, { kind, id })];
    const place = [...path.slice(0, -1), id].join(' ');
    const related = first.get(place);
    if (related !== undefined) return [findError('duplicate-id', here, { kind, id }, { related })];
    first.set(place, here);
    return [];
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

/** Every question says what each level looks like. */
const questionsDescribeLevels: Rule = (file, { ids, mayBe }) => {
  const levels = mayBe('level', '') ? [] : (ids.get('level') ?? []);
  const missing = file.conditions.flatMap((condition, n) =>
    (condition.questions ?? []).flatMap((question, q) =>
      levels.flatMap((level, rank) =>
        /\S/.test(question.levels[level] ?? '') || isMistyped(level, question.levels, file.levels)
          ? []
          : [
              findError(
                'missing-level',
                ['conditions', n, 'questions', q, 'levels'],
                { question: `${condition.id}.${question.id}`, level },
                { atKey: true, also: [['levels', rank, 'id']] },
              ),
            ],
      ),
    ),
  );
  const isMissing = (level: string | null) => missing.some(({ args }) => 'level' in args && args.level === level);
  // A level that should only have another id is described by that of before.
  const misnamed = listFormerIdsInUse(file).filter(({ kind, holder }) => kind === 'level' && isMissing(holder));
  return [
    ...missing.filter(({ args }) => !misnamed.some(({ holder }) => 'level' in args && args.level === holder)),
    ...misnamed.map((one) => describeFormerIdInUse(one, findError)),
  ];
};

/** Whether a key beside looks like this one mistyped; then only the key is reported. */
function isMistyped(
  key: string,
  mapping: Record<string, unknown>,
  things: readonly { readonly id: string; readonly name: string }[],
): boolean {
  const known = things.map(({ id }) => id);
  const names = things.map(({ name, id }) => [name, id] as const);
  return Object.keys(mapping).some(
    (other) => !known.includes(other) && (findCalled(other, known, names) ?? findNearest(other, known)) === key,
  );
}

/** What is named exists. */
const referencesResolve: Rule = (file, { ids, mayBe }) =>
  listReferences(file).flatMap((reference) => {
    const { kind, id, written, subject, field, path, atKey } = reference;
    const there = ids.get(kind) ?? [];
    if (there.includes(id) || mayBe(kind, id)) return [];
    if (kind === 'level' && !atKey) return [findError('wrong-value', path, { found: written, known: there })];
    const known = wordsBeside(reference, there);
    return [findError('unknown-reference', path, { subject, field, id: written, known }, { atKey })];
  });

/** What may stand in the place of a reference: the ids as they may be written there, and words with a meaning of their own. */
function wordsBeside({ id, field, written }: Reference, there: readonly string[]): readonly string[] {
  switch (field) {
    case 'raises': {
      const prefix = id.slice(0, id.length - written.length);
      return [
        ...there.filter((one) => one.startsWith(prefix) && prefix !== '').map((one) => one.slice(prefix.length)),
        ...there,
      ];
    }
    case 'before':
      return [...there, ...GATED_WORDS];
    case 'per':
      return [LUMP_SUM, ...there];
    default:
      return there;
  }
}

/** A wave is named by its number. */
const wavesAreNumbers: Rule = (file) =>
  (file.gates ?? []).flatMap(({ before }, n) => {
    const wave = before['wave'];
    if (wave === undefined || (typeof wave === 'number' && Number.isInteger(wave) && wave >= 1)) return [];
    const args = { expected: "a wave's number, 1 or more", found: JSON.stringify(wave), where: 'wave' };
    return [findError('wrong-type', ['gates', n, 'before', 'wave'], args)];
  });

/** What is counted is a number. */
const countedFactsAreNumbers: Rule = (file, { actions }) => {
  const facts = new Map((file.profile ?? []).map(({ id, type }, n) => [id, { type, at: ['profile', n, 'type'] }]));
  const known = (file.profile ?? []).filter((fact) => isNumeric(fact.type)).map((fact) => fact.id);
  const check = (what: string, id: string | undefined, path: Path, others: readonly string[] = []): Finding[] => {
    const fact = id === undefined ? undefined : facts.get(id);
    return fact === undefined || isNumeric(fact.type)
      ? []
      : [
          findError(
            'per-not-numeric',
            path,
            { what, fact: id!, type: fact.type, known: [...others, ...known] },
            { also: [fact.at] },
          ),
        ];
  };
  return [
    ...(file.profile ?? []).flatMap((fact, n) => check(`fact "${fact.id}"`, fact.at_most, ['profile', n, 'at_most'])),
    ...actions.flatMap(({ action, path }) =>
      (action.costs ?? []).flatMap((cost, n) =>
        check(`cost "${cost.item}"`, cost.per, [...path, 'costs', n, 'per'], [LUMP_SUM]),
      ),
    ),
    ...listRollOuts(file).flatMap(({ rollout, path }) => [
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
      ? [findError('low-above-high', ['profile', n, 'min'], { low: min, high: max }, { also: [['profile', n, 'max']] })]
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

const choicesHaveOptions: Rule = (file, { mayBe }) =>
  (file.profile ?? []).flatMap((fact, n) =>
    (fact.type === 'choice' || fact.type === 'choices') &&
    (fact.options ?? []).length === 0 &&
    !mayBe('option', `${fact.id}.`)
      ? [findError('missing-options', ['profile', n], { fact: fact.id }, { also: [['profile', n, 'type']] })]
      : [],
  );

/** Every `when` can be read, fits its facts, and looks only at what is known by then. */
const expressionsHold: Rule = (file, { ids, mayBe }) => {
  const facts = file.profile ?? [];
  const expressions = new WhenExpressions({ facts });
  const known = [...(ids.get('fact') ?? []), 'level'];
  const questions = ids.get('question') ?? [];
  const levelled = [...(ids.get('condition') ?? []), ...questions];
  return listExpressions(file).flatMap(({ expression, path, question }) => {
    const error = expressions.check(expression);
    if (error?.kind === 'syntax') return [describeWhenError(error, path, known, [])];
    const also = expressions
      .namedFacts(expression)
      .map(({ id }): Path => ['profile', facts.findIndex((fact) => fact.id === id), 'type']);
    // What is asked later: this question and those behind it, and all conditions from its own on.
    const later =
      question === null
        ? []
        : [
            ...questions.slice(questions.indexOf(question)),
            ...file.conditions.slice(Number(path[1])).map((condition) => condition.id),
          ];
    return [
      ...(error === null || (error.kind === 'unknown-name' && mayBe('fact', error.name))
        ? []
        : [describeWhenError(error, path, known, also)]),
      ...expressions.namedLevels(expression).flatMap(({ id, start, end }) => {
        const within = { start, end };
        if (!levelled.includes(id) && mayBe(id.includes('.') ? 'question' : 'condition', id)) return [];
        if (!levelled.includes(id))
          return [findError('when-unknown-name', path, { name: id, known: levelled }, { within })];
        return later.includes(id)
          ? [findError('when-later-question', path, { question: question!, id }, { within })]
          : [];
      }),
      ...expressions.namedOptions(expression).flatMap(({ fact, id, start, end }) => {
        const { options = [] } = facts.find((one) => one.id === fact)!;
        const choice = options.map((option) => option.id);
        // Where a choice has no options, that is reported.
        return choice.length === 0 || choice.includes(id)
          ? []
          : [findError('when-unknown-name', path, { name: id, known: choice, fact }, { within: { start, end }, also })];
      }),
    ];
  });
};

/** @param also the types of the facts that the expression names */
function describeWhenError(error: WhenError, path: Path, known: readonly string[], also: readonly Path[]): Finding {
  const within = { start: error.start, end: error.end };
  if (error.kind === 'unknown-name')
    return findError('when-unknown-name', path, { name: error.name, known }, { within });
  const { reason } = error;
  return error.kind === 'syntax'
    ? findError('when-syntax', path, { reason }, { within })
    : findError('when-type', path, { reason }, { within, also });
}

/** A window has room for its action. */
const windowsAreLongEnough: Rule = (file, { actions }) => {
  const windows = new Map((file.calendar?.windows ?? []).map((window, n) => [window.id, { ...window, n }]));
  const longest = Math.max(1, ...(file.durations ?? []).map((duration) => duration.factor));
  return actions.flatMap(({ id, action, path }) => {
    const window = action.window === undefined ? undefined : windows.get(action.window);
    if (window === undefined) return [];
    const days = daysOfWindow(window);
    const weeks = action.stretch === false ? action.weeks : Math.ceil(action.weeks * longest - 1e-9);
    return weeks * 7 > days
      ? [
          findError(
            'window-too-short',
            [...path, 'window'],
            { action: id, window: window.id, days, weeks },
            { also: [[...path, 'weeks'], ['calendar', 'windows', window.n], ['durations']] },
          ),
        ]
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
  const framework = completeFramework(file);
  const gates = new Gates(framework);
  const precedences = findPrecedences(gates, framework.actions);
  const cycle = findCycle(
    [...framework.actions.map((action) => action.id), LAUNCH],
    [...precedences, ...findWavePrecedences(gates, framework.actions, precedences)],
  );
  if (cycle === null) return [];
  const members = actions.filter(({ id }) => cycle.some((step) => step.id === id));
  const steps = cycle.map(({ id, because }) => (because === null ? id : `${id} (${because})`));
  const also = members.flatMap(({ path }) => [path, [...path, 'after'], [...path, 'raises'], [...path, 'needs']]);
  return [findError('cycle', [...members[0]!.path, 'id'], { steps: [...steps, cycle[0]!.id] }, { also })];
};

/** Every level of every question is reached by an action, itself or a higher one. */
const levelsAreReached: Rule = (file, { ids }) => {
  const levels = ids.get('level') ?? [];
  const raises = listReferences(file).filter(({ field }) => field === 'raises');
  return file.conditions.flatMap((condition, n) =>
    (condition.questions ?? []).flatMap((question, q) => {
      const id = `${condition.id}.${question.id}`;
      const paths = raises.filter((one) => one.id === id).map(({ path }) => path);
      const reached = Math.max(0, ...paths.map((path) => levels.indexOf(String(valueAt(file, path)))));
      const level = levels[reached + 1];
      if (level === undefined) return [];
      const also = [['levels', reached + 1, 'id'], ...paths];
      return [
        findWarning('unreached-level', ['conditions', n, 'questions', q, 'id'], { question: id, level }, { also }),
      ];
    }),
  );
};

/** Every action can come into a plan. */
const actionsCanBeSelected: Rule = (file, { actions }) => {
  const framework = completeFramework(file);
  const occasions = findOccasions(framework);
  const loaded = new Map(framework.actions.map((action) => [action.id, action]));
  return actions.flatMap(({ id, path }) => {
    if (occasions.get(id)!.length > 0) return [];
    const { raises, repeat } = loaded.get(id)!;
    const why = raises.length > 0 ? 'lowest-level' : repeat === 'wave' ? 'no-waves' : 'nothing';
    return [findWarning('unselectable-action', [...path, 'id'], { action: id, why })];
  });
};

/** Only what is done for each wave has a place in it. */
const phasesBelongToWaves: Rule = (_, { actions }) =>
  actions.flatMap(({ action, id, path }) =>
    action.phase === undefined || action.repeat === 'wave'
      ? []
      : [findWarning('phase-without-waves', [...path, 'phase'], { action: id, phase: action.phase })],
  );

/** Of a condition that asks nothing, nothing ever shows. */
const conditionsAskSomething: Rule = (file) =>
  file.conditions.flatMap(({ id, questions }, n) =>
    (questions ?? []).length > 0 ? [] : [findWarning('condition-without-questions', ['conditions', n, 'id'], { id })],
  );

/** Groups, roles, funding sources and levers are named by something, and audiences are told something. */
const nothingIsUnused: Rule = (file) => {
  const named = new Set(listReferences(file).map(({ kind, id }) => `${kind} ${id}`));
  const told = new Set((file.audiences ?? []).flatMap(({ id, at }) => ((at ?? []).length > 0 ? [id] : [])));
  return listThings(file).flatMap(({ kind, id, path }) => {
    const isUsed = kind === 'audience' ? told.has(id) : !USABLE.has(kind) || named.has(`${kind} ${id}`);
    return isUsed ? [] : [findWarning('unused', [...path, 'id'], { kind, id })];
  });
};

/** Kinds of things that show only where something names them. */
const USABLE: ReadonlySet<Kind> = new Set(['group', 'role', 'funding source', 'policy lever']);

/** The years of a plan, unless told, and the weeks in one. */
const YEARS = 3;
const WEEKS_OF_YEAR = 52;

/**
 * No role owns more than it can carry in the years of a plan. What is counted is the least that it has where everything is
 * still to be done: each action once, one wave only, at its own weeks, and none that hangs on a `when`.
 */
const rolesCanCarryTheirWork: Rule = (file, { actions }) => {
  const term = file.calendar?.school_year;
  return (file.roles ?? []).flatMap(({ id, capacity = DEFAULT_CAPACITY, works }, n) => {
    const own = actions.filter(({ action }) => action.owner === id && action.when === undefined);
    const weeks = own.reduce((sum, { action }) => sum + action.weeks, 0);
    const weeksOfYear = works === 'school-year' && term !== undefined ? daysOfWindow(term) / 7 : WEEKS_OF_YEAR;
    const room = Math.floor(capacity * YEARS * weeksOfYear);
    if (weeks <= room) return [];
    const also = own.flatMap(({ path }) => [
      [...path, 'owner'],
      [...path, 'weeks'],
    ]);
    const args = { id, weeks, room, capacity, years: YEARS };
    return [findWarning('overloaded-role', ['roles', n, 'id'], args, { also: [['roles', n, 'capacity'], ...also] })];
  });
};

/** The levels of a question can be told apart. */
const levelsDiffer: Rule = (file) =>
  file.conditions.flatMap((condition, n) =>
    (condition.questions ?? []).flatMap(({ id, levels }, q) => {
      const first = new Map<string, string>();
      return file.levels.flatMap(({ id: level }) => {
        const text = plainText(levels[level]!);
        const other = first.get(text);
        if (other === undefined) first.set(text, level);
        const path = ['conditions', n, 'questions', q, 'levels'];
        const args = { question: `${condition.id}.${id}`, level, other: other! };
        return other === undefined
          ? []
          : [findWarning('same-level-text', [...path, level], args, { also: [[...path, other]] })];
      });
    }),
  );

/** Kinds of things that people choose or look up by what they are called, and the field that says it. */
const NAME_FIELDS: Readonly<Partial<Record<Kind, 'name' | 'ask'>>> = {
  condition: 'name',
  level: 'name',
  role: 'name',
  question: 'ask',
};

/** Things of one list can be told apart by what they are called. */
const namesDiffer: Rule = (file) => {
  const first = new Map<string, { id: string; path: Path }>();
  return listThings(file).flatMap(({ kind, id, path: at }) => {
    const field = NAME_FIELDS[kind];
    if (field === undefined) return [];
    const path = [...at, field];
    const key = [...at.slice(0, -1), plainText(String(valueAt(file, path)))].join('\0');
    const other = first.get(key);
    if (other === undefined) first.set(key, { id, path });
    return other === undefined
      ? []
      : [findWarning('same-name', path, { kind, id, other: other.id }, { related: other.path, also: [other.path] })];
  });
};

/** A text as people compare it. */
function plainText(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** What something was called before leads to one thing of its kind only. */
const formerIdsLeadToOne: Rule = (file) => {
  const first = new Map<string, { now: string; path: Path }>();
  return listFormerIds(file).flatMap(({ kind, id, now, path }) => {
    const key = `${kind} ${id}`;
    const other = first.get(key);
    first.set(key, { now, path });
    return other === undefined || other.now === now
      ? []
      : [findWarning('same-former-id', path, { id, now, other: other.now }, { also: [other.path] })];
  });
};

/** What is said to have another id now, or to be gone, has not its id still. */
const formerIdsAreFree: Rule = (file) => listFormerIdsInUse(file).map((one) => describeFormerIdInUse(one, findWarning));

/** An id that is in use, though a thing of its kind says that it was called so, or it is said to be retired. */
interface FormerIdInUse {
  readonly kind: Kind;
  readonly id: string;
  /** Null where it is said to be retired. */
  readonly holder: string | null;
  readonly path: Path;
  /** Where the thing is that has it. */
  readonly there: Path;
}

function listFormerIdsInUse(file: FrameworkFile): FormerIdInUse[] {
  const things = listThings(file).filter(({ kind }) => (ANSWERED_KINDS as readonly Kind[]).includes(kind));
  const former = [
    ...(file.retired ?? []).map((id, n) => ({ id, holder: null, path: ['retired', n], kinds: ANSWERED_KINDS })),
    ...listFormerIds(file).map(({ kind, id, now, path }) => ({ id, holder: now, path, kinds: [kind] })),
  ];
  return former.flatMap(({ id, holder, path, kinds }) => {
    const thing = things.find((one) => one.id === id && (kinds as readonly Kind[]).includes(one.kind));
    return thing === undefined ? [] : [{ kind: thing.kind, id, holder, path, there: thing.path }];
  });
}

function describeFormerIdInUse({ kind, id, holder, path, there }: FormerIdInUse, find: typeof findError): Finding {
  return find('former-id-in-use', path, { kind, id, holder }, { related: [...there, 'id'] });
}

const RULES: readonly Rule[] = [
  idsAreUnique,
  idsAreNotReserved,
  questionsDescribeLevels,
  referencesResolve,
  wavesAreNumbers,
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
  conditionsAskSomething,
  nothingIsUnused,
  rolesCanCarryTheirWork,
  levelsDiffer,
  namesDiffer,
  formerIdsLeadToOne,
  formerIdsAreFree,
];
