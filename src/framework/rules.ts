/** Checks that the parts of a framework fit together: a list of small rules, each of which finds its own kind of problem. */
import { findError, type Finding, findWarning, hasErrors } from '../diagnostics/problem.js';
import { type Path, pathKey } from '../diagnostics/path.js';
import { collectBy } from '../text/lists.js';
import { findCalled, findNearest } from '../text/suggestions.js';
import { RESERVED_KEYS } from '../yaml/source.js';
import { ANSWERED_KINDS, DEFAULT_YEARS, type Framework } from '../model/index.js';
import { valueAt } from '../yaml/values.js';
import { listFormerIds } from './overlays/renamed-ids.js';
import { type Gap, isInGap } from './unread.js';
import { completeFramework } from './complete.js';
import { daysOfSpan, weeksFor } from './durations.js';
import { findOccasions } from './triggers.js';
import { findCycle, findPrecedences, findWavePrecedences, Gates, LAUNCH } from './precedence.js';
import { GATED_WORDS, listExpressions, listReferences, type Reference, type WhenField } from './references.js';
import { DEFAULT_CAPACITY, type FrameworkFile, isNumeric, LUMP_SUM } from './schema.js';
import { type Kind, listActions, listQuestions, listThings, PLAN, type Thing } from './entities.js';
import { EXPRESSION_WORDS, type WhenError, WhenExpressions } from './when.js';

/** Words of the answers file and of expressions, which nothing of that kind can be called. */
const OF_ANSWERS = ['level', 'note', 'evidence'];
const RESERVED_IDS: Readonly<Partial<Record<Kind, ReadonlySet<string>>>> = {
  question: new Set(OF_ANSWERS),
  condition: new Set([...OF_ANSWERS, PLAN, ...GATED_WORDS, 'default']),
  level: new Set(['unknown', 'not-applicable', 'default']),
  fact: new Set(['level', LUMP_SUM, ...EXPRESSION_WORDS]),
};

/** Everything that the rules look up again and again, gathered once. */
type Index = ReturnType<typeof indexFramework>;

type Rule = (file: FrameworkFile, index: Index) => Finding[];

/**
 * Checks that the parts of a framework fit together: first what refers to what, then, where all resolves, the order of work.
 * @param gaps what of the framework could not be read; references to it are not judged
 */
export function checkFrameworkRules(file: FrameworkFile, gaps: readonly Gap[] = []): Finding[] {
  const index = indexFramework(file, gaps);
  const findings = RULES.flatMap((rule) => rule(file, index)).map((finding) => withMeant(finding, index.things));
  if (gaps.length > 0 || findings.some(({ code }) => UNRESOLVED.has(code))) return findings;
  const late = hasErrors(findings) ? [workHasAnOrder] : LATE_RULES;
  return [...findings, ...late.flatMap((rule) => rule(file, index))];
}

/** With the thing that was probably meant, by its id or by its name, and where it stands: perhaps the slip of the pen is there. */
function withMeant(finding: Finding, all: readonly Thing[]): Finding {
  const missed = nameMissed(finding);
  if (missed === null) return finding;
  const { wanted, known, prefix } = missed;
  const things = all.filter(({ id }) => id.startsWith(prefix));
  const names = things.flatMap(({ name, id }) =>
    name === undefined ? [] : [[name, id.slice(prefix.length)] as const],
  );
  const called = findCalled(wanted, known, names);
  const near = called ?? findNearest(wanted, known);
  const meant = things.find(({ id, written }) => id === `${prefix}${near}` || (prefix === '' && written === near));
  return {
    ...finding,
    ...(meant && { related: [...meant.path, 'id'] }),
    args: { ...finding.args, ...(called !== undefined && { near: called }) },
  } as Finding;
}

/** The word of a finding that names nothing, and the ids that could have been meant, without what all of them begin with. */
export function nameMissed({ code, args }: Finding) {
  if (code === 'unknown-reference') return { wanted: args.id, known: args.known, prefix: '' };
  if (code === 'wrong-value') return { wanted: args.found, known: args.known, prefix: '' };
  if (code !== 'when-unknown-name') return null;
  return { wanted: args.name, known: args.known, prefix: args.fact === undefined ? '' : `${args.fact}.` };
}

function indexFramework(file: FrameworkFile, gaps: readonly Gap[]) {
  const things = listThings(file);
  /** By kind: the full ids of what there is. */
  const ids = new Map<Kind, Set<string>>();
  // Of two things with one id, one was meant to have another.
  const misnamed: Gap[] = [];
  for (const { kind, id, written } of things) {
    const known = ids.get(kind) ?? new Set();
    if (known.has(id)) misnamed.push({ kind, prefix: id.slice(0, id.length - written.length) });
    ids.set(kind, known.add(id));
  }
  const isKnown = (kind: Kind, id: string) => ids.get(kind)?.has(id) === true;
  let framework: Framework | undefined;
  return {
    things,
    ids,
    /** Tells whether there may be a thing of that kind and full id, though it was not found. */
    mayBe: (kind: Kind, id: string) => isInGap([...gaps, ...misnamed], kind, id, isKnown),
    references: listReferences(file),
    questions: listQuestions(file),
    actions: listActions(file),
    /** The complete framework; only where every reference resolves. */
    framework: () => (framework ??= completeFramework(file)),
  };
}

/** The things of which an earlier one has the same key, each with the first that has it. */
function findRepeats<T>(things: readonly T[], keyOf: (thing: T) => string): (readonly [thing: T, first: T])[] {
  const groups = [...collectBy(things, keyOf).values()];
  return groups.flatMap(([first, ...others]) => others.map((thing) => [thing, first!] as const));
}

/** Every id stands once in its list. */
const idsAreUnique: Rule = (_, { things }) => {
  const judged = things.filter(({ written }) => !RESERVED_KEYS.has(written));
  const repeats = findRepeats(judged, ({ path, written }) => pathKey([...path.slice(0, -1), written]));
  return repeats.map(([{ kind, written: id, path }, first]) =>
    findError('duplicate-id', [...path, 'id'], { kind, id }, { related: [...first.path, 'id'] }),
  );
};

/** Words with a meaning of their own are no ids, nor are those of JavaScript itself. */
const idsAreNotReserved: Rule = (_, { things }) =>
  things.flatMap(({ kind, written: id, path }) =>
    RESERVED_KEYS.has(id) || RESERVED_IDS[kind]?.has(id) === true
      ? [findError('reserved-id', [...path, 'id'], { kind, id })]
      : [],
  );

/** Every question says what each level looks like. */
const questionsDescribeLevels: Rule = (file, { things, ids, questions, mayBe }) => {
  const levels = mayBe('level', '') ? [] : [...(ids.get('level') ?? [])];
  const missing = questions.flatMap(({ id, question, path }) =>
    levels.flatMap((level, rank) => {
      if (/\S/.test(question.levels[level] ?? '') || isMistyped(level, question.levels, file.levels)) return [];
      const more = { atKey: true, also: [['levels', rank, 'id']] };
      return [findError('missing-level', [...path, 'levels'], { question: id, level }, more)];
    }),
  );
  const isMissing = (level: string | null) => missing.some(({ args }) => 'level' in args && args.level === level);
  // A level that should only have another id is described by that of before.
  const misnamed = listFormerIdsInUse(file, things).filter(({ kind, holder }) => kind === 'level' && isMissing(holder));
  return [
    ...missing.filter(({ args }) => !misnamed.some(({ holder }) => 'level' in args && args.level === holder)),
    ...misnamed.map((one) => describeFormerIdInUse(one, findError)),
  ];
};

/** Tells whether a key beside looks like this one mistyped; then only the key is reported. */
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

/** Everything that is named exists. */
const referencesResolve: Rule = (_, { references, ids, mayBe }) =>
  references.flatMap((reference) => {
    const { kind, id, written, subject, field, path, atKey } = reference;
    if (ids.get(kind)?.has(id) === true || mayBe(kind, id)) return [];
    const there = [...(ids.get(kind) ?? [])];
    if (kind === 'level' && !atKey) return [findError('wrong-value', path, { found: written, known: there })];
    const known = wordsBeside(reference, there);
    return [findError('unknown-reference', path, { subject, field, id: written, known }, { atKey })];
  });

/** All that may stand in the place of a reference: the ids as they may be written there, and words with a meaning of their own. */
function wordsBeside({ id, field, written }: Reference, there: readonly string[]): readonly string[] {
  if (field === 'before') return [...there, ...GATED_WORDS];
  if (field === 'per') return [LUMP_SUM, ...there];
  const prefix = field === 'raises' ? id.slice(0, id.length - written.length) : '';
  const below = there.filter((one) => prefix !== '' && one.startsWith(prefix));
  return [...below.map((one) => one.slice(prefix.length)), ...there];
}

/** A wave is named by its number. */
const wavesAreNumbers: Rule = (file) =>
  (file.gates ?? []).flatMap(({ before }, n) => {
    const wave = before['wave'];
    if (wave === undefined || (typeof wave === 'number' && Number.isInteger(wave) && wave >= 1)) return [];
    const args = { expected: "a wave's number, 1 or more", found: JSON.stringify(wave), where: 'wave' };
    return [findError('wrong-type', ['gates', n, 'before', 'wave'], args)];
  });

/** Facts that something is counted by are numbers. */
const countedFactsAreNumbers: Rule = (file, { references }) => {
  const profile = file.profile ?? [];
  const numeric = profile.filter(({ type }) => isNumeric(type)).map(({ id }) => id);
  return references.flatMap(({ kind, id, subject, path }) => {
    const n = kind === 'fact' ? profile.findIndex((fact) => fact.id === id) : -1;
    const type = profile[n]?.type;
    if (type === undefined || isNumeric(type)) return [];
    const isCost = path.at(-3) === 'costs';
    const what = isCost ? `cost "${String(valueAt(file, [...path.slice(0, -1), 'item']))}"` : subject;
    const args = { what, fact: id, type, known: isCost ? [LUMP_SUM, ...numeric] : numeric };
    return [findError('per-not-numeric', path, args, { also: [['profile', n, 'type']] })];
  });
};

/** A lower figure is not above its upper one. */
const estimatesAreOrdered: Rule = (file, { actions }) => {
  const facts = (file.profile ?? []).map(({ min: low = -Infinity, max: high = Infinity }, n) => {
    return { low, high, path: ['profile', n, 'min'], also: [['profile', n, 'max']] };
  });
  const costs = actions.flatMap(({ action, path }) =>
    (action.costs ?? []).map(({ low, high }, n) => ({ low, high, path: [...path, 'costs', n, 'low'], also: [] })),
  );
  return [...facts, ...costs].flatMap(({ low, high, path, also }) =>
    low > high ? [findError('low-above-high', path, { low, high }, { also })] : [],
  );
};

const choicesHaveOptions: Rule = (file, { mayBe }) =>
  (file.profile ?? []).flatMap((fact, n) =>
    (fact.type === 'choice' || fact.type === 'choices') &&
    (fact.options ?? []).length === 0 &&
    !mayBe('option', `${fact.id}.`)
      ? [findError('missing-options', ['profile', n], { fact: fact.id }, { also: [['profile', n, 'type']] })]
      : [],
  );

/** Every `when` can be read, fits its facts, and looks only at what is known by then. */
const expressionsHold: Rule = (file, index) => {
  const facts = file.profile ?? [];
  const expressions = new WhenExpressions({ facts });
  const names = [...(index.ids.get('fact') ?? []), 'level'];
  return listExpressions(file).flatMap((when) => {
    const { expression, path } = when;
    const error = expressions.check(expression);
    if (error?.kind === 'syntax') return [describeWhenError(error, path, names, [])];
    const also = expressions
      .namedFacts(expression)
      .map(({ id }): Path => ['profile', facts.findIndex((fact) => fact.id === id), 'type']);
    const isUnread = error?.kind === 'unknown-name' && index.mayBe('fact', error.name);
    return [
      ...(error === null || isUnread ? [] : [describeWhenError(error, path, names, also)]),
      ...findUnknownLevels(when, expressions, file, index),
      ...expressions.namedOptions(expression).flatMap(({ fact, id, start, end }) => {
        const { options = [] } = facts.find((one) => one.id === fact)!;
        const known = options.map((option) => option.id);
        // Where a choice has no options, that is reported.
        return known.length === 0 || known.includes(id)
          ? []
          : [findError('when-unknown-name', path, { name: id, known, fact }, { within: { start, end }, also })];
      }),
    ];
  });
};

/** Levels in an expression of what there is not, or of what is asked later. */
function findUnknownLevels(
  { expression, path, question }: WhenField,
  expressions: WhenExpressions,
  file: FrameworkFile,
  { ids, mayBe }: Index,
): Finding[] {
  const questions = [...(ids.get('question') ?? [])];
  const known = [...(ids.get('condition') ?? []), ...questions];
  /** Tells whether it is this question or one after it, or a condition from its own on. */
  const isLater = (id: string) =>
    questions.indexOf(id) >= questions.indexOf(question!) ||
    file.conditions.slice(Number(path[1])).some((condition) => condition.id === id);
  return expressions.namedLevels(expression).flatMap(({ id, start, end }) => {
    const within = { start, end };
    if (!known.includes(id))
      return mayBe(id.includes('.') ? 'question' : 'condition', id)
        ? []
        : [findError('when-unknown-name', path, { name: id, known }, { within })];
    return question !== null && isLater(id)
      ? [findError('when-later-question', path, { question, id }, { within })]
      : [];
  });
}

/** @param also the types of the facts that the expression names */
function describeWhenError(error: WhenError, path: Path, known: readonly string[], also: readonly Path[]): Finding {
  const within = { start: error.start, end: error.end };
  if (error.kind === 'unknown-name')
    return findError('when-unknown-name', path, { name: error.name, known }, { within });
  return findError(`when-${error.kind}`, path, { reason: error.reason }, { within, also });
}

/** A window has room for its action. */
const windowsAreLongEnough: Rule = (file, { actions }) => {
  const windows = new Map((file.calendar?.windows ?? []).map((window, n) => [window.id, { ...window, n }]));
  const longest = Math.max(1, ...(file.durations ?? []).map((duration) => duration.factor));
  return actions.flatMap(({ id, action, path }) => {
    const window = action.window === undefined ? undefined : windows.get(action.window);
    if (window === undefined) return [];
    const [days, weeks] = [daysOfSpan(window), weeksFor(action, longest)];
    if (weeks * 7 <= days) return [];
    const also = [[...path, 'weeks'], ['calendar', 'windows', window.n], ['durations']];
    const args = { action: id, window: window.id, days, weeks };
    return [findError('window-too-short', [...path, 'window'], args, { also })];
  });
};

/** Prerequisites, needs, hard gates and steps of one question never wait for each other in a circle. */
const workHasAnOrder: Rule = (_, { actions, framework: complete }) => {
  const framework = complete();
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
const levelsAreReached: Rule = (file, { ids, questions, references }) => {
  const levels = [...(ids.get('level') ?? [])];
  const raises = collectBy(
    references.filter(({ field }) => field === 'raises'),
    (reference) => reference.id,
  );
  return questions.flatMap(({ id, path }) => {
    const paths = (raises.get(id) ?? []).map((reference) => reference.path);
    const reached = Math.max(0, ...paths.map((one) => levels.indexOf(String(valueAt(file, one)))));
    const level = levels[reached + 1];
    if (level === undefined) return [];
    const also = [['levels', reached + 1, 'id'], ...paths];
    return [findWarning('unreached-level', [...path, 'id'], { question: id, level }, { also })];
  });
};

/** Every action can come into a plan. */
const actionsCanBeSelected: Rule = (_, { actions, framework }) => {
  const occasions = findOccasions(framework());
  return actions.flatMap(({ id, action: { raises = {}, repeat }, path }) => {
    if (occasions.get(id)!.length > 0) return [];
    const why = Object.keys(raises).length > 0 ? 'lowest-level' : repeat === 'wave' ? 'no-waves' : 'nothing';
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

/** Every condition asks something: of one that does not, nothing ever shows. */
const conditionsAskSomething: Rule = (file) =>
  file.conditions.flatMap(({ id, questions }, n) =>
    (questions ?? []).length > 0 ? [] : [findWarning('condition-without-questions', ['conditions', n, 'id'], { id })],
  );

/** Groups, roles, funding sources and levers are named by something, and audiences are told something. */
const nothingIsUnused: Rule = (file, { things, references }) => {
  const named = new Set(references.map(({ kind, id }) => `${kind} ${id}`));
  const told = new Set((file.audiences ?? []).flatMap(({ id, at }) => ((at ?? []).length > 0 ? [id] : [])));
  return things.flatMap(({ kind, id, path }) => {
    const isUsed = kind === 'audience' ? told.has(id) : !USABLE.has(kind) || named.has(`${kind} ${id}`);
    return isUsed ? [] : [findWarning('unused', [...path, 'id'], { kind, id })];
  });
};

/** Kinds of things that show only where something names them. */
const USABLE: ReadonlySet<Kind> = new Set(['group', 'role', 'funding source', 'policy lever']);

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
    const weeksOfYear = works === 'school-year' && term !== undefined ? daysOfSpan(term) / 7 : WEEKS_OF_YEAR;
    const room = Math.floor(capacity * DEFAULT_YEARS * weeksOfYear);
    if (weeks <= room) return [];
    const also = own.flatMap(({ path }) => [
      [...path, 'owner'],
      [...path, 'weeks'],
    ]);
    const args = { id, weeks, room, capacity, years: DEFAULT_YEARS };
    return [findWarning('overloaded-role', ['roles', n, 'id'], args, { also: [['roles', n, 'capacity'], ...also] })];
  });
};

/** The levels of a question can be told apart. */
const levelsDiffer: Rule = (file, { questions }) =>
  questions.flatMap(({ id, question: { levels }, path }) => {
    const ranks = file.levels.map((level) => level.id);
    return findRepeats(ranks, (level) => plainText(levels[level]!)).map(([level, other]) => {
      const also = [[...path, 'levels', other]];
      return findWarning('same-level-text', [...path, 'levels', level], { question: id, level, other }, { also });
    });
  });

/** Kinds of things that people choose or look up by what they are called, and the field that says it. */
const NAME_FIELDS: Readonly<Partial<Record<Kind, 'name' | 'ask'>>> = {
  condition: 'name',
  level: 'name',
  role: 'name',
  question: 'ask',
};

/** Things of one list can be told apart by what they are called. */
const namesDiffer: Rule = (file, { things }) => {
  const named = things.flatMap(({ kind, id, path }) => {
    const field = NAME_FIELDS[kind];
    return field === undefined ? [] : [{ kind, id, path: [...path, field] }];
  });
  const keyOf = ({ path }: (typeof named)[number]) =>
    pathKey([...path.slice(0, -2), plainText(String(valueAt(file, path)))]);
  return findRepeats(named, keyOf).map(([{ kind, id, path }, other]) =>
    findWarning('same-name', path, { kind, id, other: other.id }, { related: other.path, also: [other.path] }),
  );
};

/** A text as people compare it. */
function plainText(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** A former id leads to one thing of its kind only. */
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

/** An id that is said to be another now, or to be gone, is not in use. */
const formerIdsAreFree: Rule = (file, { things }) =>
  listFormerIdsInUse(file, things).map((one) => describeFormerIdInUse(one, findWarning));

/**
 * The ids that are in use, though a thing of their kind says that it was called so, or they are said to be retired: with the
 * id of that thing, null where they are retired, and the path of the thing that has the id.
 */
function listFormerIdsInUse(file: FrameworkFile, things: readonly Thing[]) {
  const former = [
    ...(file.retired ?? []).map((id, n) => ({ id, holder: null, path: ['retired', n], kinds: ANSWERED_KINDS })),
    ...listFormerIds(file).map(({ kind, id, now, path }) => ({ id, holder: now, path, kinds: [kind] })),
  ];
  return former.flatMap(({ id, holder, path, kinds }) => {
    const thing = things.find((one) => one.id === id && (kinds as readonly Kind[]).includes(one.kind));
    return thing === undefined ? [] : [{ kind: thing.kind, id, holder, path, there: thing.path }];
  });
}

function describeFormerIdInUse(
  { kind, id, holder, path, there }: ReturnType<typeof listFormerIdsInUse>[number],
  find: typeof findError,
): Finding {
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
