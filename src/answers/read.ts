/** Reads an answers file: text → data with places → checked shape → checked ids and values → complete answers. */
import { findNow } from '../framework/overlays/renamed-ids.js';
import { overrideCalendar } from '../framework/complete.js';
import { isFrameworkData } from '../framework/recognize.js';
import { DATE_PATTERN, isDate } from '../text/dates.js';
import { findError, type Finding, findWarning, hasErrors, type Checked, sortProblems } from '../diagnostics/problem.js';
import type { Path } from '../diagnostics/path.js';
import { findCalled, findNearest } from '../text/suggestions.js';
import { checkShape, kindOf } from '../schema/check.js';
import { readSource, type Source } from '../yaml/source.js';
import {
  type ActionDecision,
  type Answers,
  type Fact,
  type FactValue,
  type Framework,
  DEFAULT_YEARS,
  NOTE_SECTIONS,
  type NoteSection,
  type Response,
} from '../model/index.js';
import { type AnswersFile, answersSchema } from './schema.js';

/** How much at once, unless told. */
const DEFAULT_PRIORITIES = 5;
const DEFAULT_FIRST_YEAR_ACTIONS = 25;

/**
 * Reads answers to a framework's questions.
 * @param file the name shown in messages
 * @param text the whole file
 * @param purpose `plan`: the plan's first day must be there besides the required facts; `check`: these facts must be
 *   there; `interview`: nothing is missing yet. What else is not answered is never wrong
 * @returns the answers, unless there is an error; and every problem found, in the order of the file
 */
export function readAnswers(
  file: string,
  text: string,
  framework: Framework,
  purpose: 'plan' | 'check' | 'interview',
): Checked<Answers> {
  return checkAnswers(readSource(file, text), framework, purpose);
}

/** What is read of answers: their data, and how a finding in it becomes a problem with its place. */
export type AnswersSource = Pick<Source, 'data' | 'problems' | 'textAt' | 'locate'>;

/** The same for answers that were read already, from a file or from elsewhere: the one place that knows what is wrong with answers. */
export function checkAnswers(
  source: AnswersSource,
  framework: Framework,
  purpose: 'plan' | 'check' | 'interview',
): Checked<Answers> {
  if (hasErrors(source.problems)) return { value: undefined, problems: sortProblems(source.problems) };
  const { value, findings } = inspectAnswers(source, framework, purpose);
  const problems = sortProblems(source.locate(findings));
  return value === undefined || hasErrors(problems) ? { value: undefined, problems } : { value, problems };
}

/** What is found in answers whose syntax is right, before it is known where in a file that stands. */
export function inspectAnswers(
  source: Pick<Source, 'data' | 'textAt'>,
  framework: Framework,
  purpose: 'plan' | 'check' | 'interview',
): { readonly value: Answers | undefined; readonly findings: readonly Finding[] } {
  if (isFrameworkData(source.data)) {
    const args = { is: 'framework', wanted: 'answers' } as const;
    return { value: undefined, findings: [findError('wrong-file', [], args)] };
  }
  const shape = checkShape(answersSchema, source);
  const reader = new AnswersReader(framework, source);
  const value =
    shape.value === undefined ? undefined : reader.read(shape.value, purpose, isStartMistyped(shape.findings));
  const findings = [...shape.findings, ...reader.findings.filter((finding) => !isSaid(finding, shape.findings))];
  return { value, findings };
}

/** Whether something is missing only because what was written in its place has the wrong shape, which is reported. */
function isSaid(finding: Finding, said: readonly Finding[]): boolean {
  return finding.code === 'missing-fact' && said.some(({ path }) => path.join('\0') === finding.path.join('\0'));
}

/** Whether the first day is there, but written wrongly, which is reported; then it is not missing too. */
function isStartMistyped(findings: readonly Finding[]): boolean {
  const known = Object.keys(answersSchema.entries);
  return findings.some(
    ({ code, path }) =>
      path[0] === 'start' || (code === 'unknown-key' && findNearest(String(path[0]), known) === 'start'),
  );
}

/** Fields of an answer; no question is called so. */
const RESPONSE_FIELDS = ['level', 'note', 'evidence'];

/** Names of the things of a framework, by kind, as messages call them. */
type Kind = 'condition' | 'question' | 'action' | 'role' | 'funding source' | 'policy lever' | 'fact' | 'section';

class AnswersReader {
  readonly findings: Finding[] = [];
  /** Where a value was taken first, by section, kind and id in use now. */
  private readonly taken = new Map<string, Path>();
  private readonly framework: Framework;
  private readonly source: Pick<Source, 'textAt'>;
  private readonly known: Record<Kind, ReadonlySet<string>>;

  constructor(framework: Framework, source: Pick<Source, 'textAt'>) {
    this.framework = framework;
    this.source = source;
    const ids = (things: readonly { id: string }[]) => new Set(things.map((thing) => thing.id));
    this.known = {
      condition: ids(framework.conditions),
      question: ids(framework.conditions.flatMap((condition) => condition.questions)),
      action: ids(framework.actions),
      role: ids(framework.roles),
      'funding source': ids(framework.funding),
      'policy lever': ids(framework.policy),
      fact: ids(framework.facts),
      section: new Set(NOTE_SECTIONS),
    };
  }

  /** What people call things, with the id of each. */
  private listNames(): (readonly [name: string, id: string])[] {
    const { conditions, roles, funding, policy, actions, facts } = this.framework;
    return [
      ...[conditions, roles, funding, policy].flat().map(nameThing),
      ...conditions.flatMap(({ questions }) => questions.map(({ ask, id }) => [ask, id] as const)),
      ...actions.map(({ title, id }) => [title, id] as const),
      ...facts.map(({ name, ask, id }) => [name ?? ask, id] as const),
    ];
  }

  /** The answers, or undefined where they are for another framework altogether. */
  read(file: AnswersFile, purpose: 'plan' | 'check' | 'interview', isStartMistyped: boolean): Answers | undefined {
    if (!this.checkFramework(file.framework)) return undefined;
    const { facts, unknownFacts } = this.readFacts(file.profile ?? {}, purpose !== 'interview');
    const responses = this.readResponses(file.responses ?? {});
    const start = this.readDate(file.start, ['start']);
    if (purpose === 'plan' && file.start === undefined && !isStartMistyped)
      this.findings.push(findError('missing-start', ['start'], {}));
    const approval =
      file.approval === undefined
        ? null
        : { by: file.approval.by, on: this.readDate(file.approval.on, ['approval', 'on']) ?? '' };
    return {
      facts,
      unknownFacts,
      start,
      years: file.years ?? DEFAULT_YEARS,
      responses,
      targets: this.readTargets(file.targets ?? {}),
      focus: {
        priorities: readLimit(file.focus?.priorities, DEFAULT_PRIORITIES),
        firstYearActions: readLimit(file.focus?.first_year_actions, DEFAULT_FIRST_YEAR_ACTIONS),
      },
      policy: this.resolveKeys('policy lever', file.policy, ['policy']),
      capacity: this.resolveKeys('role', file.capacity, ['capacity']),
      heldBy: this.readHolders(file.roles ?? {}),
      namedUnits: (file.schools ?? []).map(({ name, grades, high_need: highNeed, in: isIn }) => ({
        name,
        grades: grades ?? null,
        highNeed: highNeed ?? false,
        isIn: isIn ?? false,
      })),
      funds: mapValues(this.resolveKeys('funding source', file.funds, ['funds']), ({ amount, each }) => ({
        amount,
        each: each ?? 'once',
      })),
      calendar: overrideCalendar(this.framework.calendar, file.calendar),
      baselines: mapValues(this.resolveKeys('action', file.measures, ['measures']), ({ baseline }) => baseline),
      decisions: this.readDecisions(file.actions ?? {}),
      approval,
      notes: this.resolveKeys('section', file.notes, ['notes']) as Partial<Record<NoteSection, string>>,
      retired: this.listLeaves(file.retired, []),
    };
  }

  private checkFramework(answered: string | undefined): boolean {
    if (answered === undefined) return true;
    const { id, version, bases } = this.framework;
    const [answeredId, answeredVersion] = answered.split('@');
    const versions = [{ id, version }, ...bases].filter((one) => one.id === answeredId).map((one) => one.version);
    if (versions[0] === undefined) {
      this.findings.push(
        findError('other-framework', ['framework'], {
          what: 'answers',
          found: answered,
          expected: `${id}@${version}`,
        }),
      );
      return false;
    }
    if (answeredVersion !== undefined && !versions.includes(answeredVersion)) {
      const args = { found: answeredVersion, expected: versions[0] };
      this.findings.push(findWarning('other-version', ['framework'], args));
    }
    return true;
  }

  /** The id in use now for what is written, or null where there is none; what is renamed, retired or unknown is reported. */
  private resolve(kind: Kind, id: string, path: Path, atKey = true, subject = 'the answers file'): string | null {
    if (this.known[kind].has(id)) return id;
    const more = { atKey };
    const now = this.findNow(kind, id);
    // A question stands below its condition and is written without it, beside the fields of the condition's own answer.
    const typed = String(path.at(-1));
    const isBelow = kind === 'question' && id !== typed;
    if (typeof now === 'string') {
      const [holder, name] = isBelow ? splitId(now) : ['', now];
      const isMoved = isBelow && holder !== this.nowOf('condition', String(path.at(-2)));
      const args = { kind, id, now, write: name, ...(isMoved ? { under: holder } : {}) };
      this.findings.push(findWarning('renamed-id', path, args, more));
      return now;
    }
    if (now === null) this.findings.push(findWarning('retired-id', path, { kind, id }, more));
    else {
      const known = [...this.known[kind]];
      const prefix = isBelow ? id.slice(0, -typed.length) : '';
      const below = known.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length));
      const field = isBelow ? findNearest(typed, RESPONSE_FIELDS) : undefined;
      const choice = field === undefined ? below : [...below, field];
      const written = isBelow ? typed : id;
      const names = this.listNames().map(
        ([name, one]) => [name, one.startsWith(prefix) ? one.slice(prefix.length) : one] as const,
      );
      const near = withNear(findCalled(written, choice, names));
      const args = { subject, field: kind, id: written, known: choice, ...near };
      this.findings.push(findError('unknown-reference', path, args, more));
    }
    return null;
  }

  /** The id in use now, without a word about it. */
  private nowOf(kind: Kind, id: string): string | null | undefined {
    return this.known[kind].has(id) ? id : this.findNow(kind, id);
  }

  /** The id that took the place of a former one; null where it is retired. */
  private findNow(kind: Kind, id: string): string | null | undefined {
    return kind === 'section' ? undefined : findNow(this.framework.formerIds, kind, id);
  }

  /**
   * Takes a value for an id in use now; two values for one id, by its former and its new name, are an error at the former,
   * or at the later of two former ones.
   */
  private take<V>(into: Map<string, V>, kind: Kind | 'target', now: string, value: V, path: Path): void {
    const place = JSON.stringify([path[0], kind, now]);
    const first = this.taken.get(place);
    if (first === undefined) {
      this.taken.set(place, path);
      into.set(now, value);
      return;
    }
    const nameOf = (at: Path) => at.slice(kind === 'question' ? -2 : -1).join('.');
    const [former, other] = nameOf(path) === now ? [first, path] : [path, first];
    const args = { kind, id: nameOf(former), now };
    this.findings.push(findError('answered-twice', former, args, { atKey: true, related: other }));
  }

  private resolveKeys<V>(kind: Kind, mapping: Record<string, V> | undefined, path: Path): Record<string, V> {
    const values = new Map<string, V>();
    for (const [key, value] of Object.entries(mapping ?? {})) {
      const id = this.resolve(kind, key, [...path, key]);
      if (id !== null) this.take(values, kind, id, value, [...path, key]);
    }
    return Object.fromEntries(values);
  }

  private readDate(date: string | undefined, path: Path): string | null {
    if (date === undefined) return null;
    if (isDate(date)) return date;
    this.findings.push(findError('not-a-date', path, { found: date }));
    return null;
  }

  private readFacts(profile: Record<string, FactValue>, mustBeThere: boolean): Pick<Answers, 'facts' | 'unknownFacts'> {
    const entries = new Map<string, FactValue>();
    const answered = new Map<string, true>();
    const unknownFacts: string[] = [];
    for (const [key, written] of Object.entries(profile).filter(([, value]) => value !== '')) {
      const path = ['profile', key];
      const id = this.resolve('fact', key, path);
      const fact = this.framework.facts.find((one) => one.id === id);
      if (fact === undefined) continue;
      this.take(answered, 'fact', fact.id, true, path);
      if (written === 'unknown') {
        unknownFacts.push(fact.id);
        continue;
      }
      const value = this.readFact(fact, written, path);
      if (value !== null) entries.set(fact.id, value);
    }
    const facts = Object.fromEntries(entries);
    for (const fact of this.framework.facts) this.checkPart(fact, facts, profile);
    // What is written under a former or a mistyped name is not missing; the name was reported.
    const named = Object.keys(profile).filter((key) => profile[key] !== '');
    const written = new Set(named.map((key) => this.findNow('fact', key) ?? this.findMeantFact(key)));
    for (const { id, required, ask } of this.framework.facts) {
      if (mustBeThere && required && facts[id] === undefined && (!written.has(id) || unknownFacts.includes(id))) {
        this.findings.push(findError('missing-fact', ['profile', id], { fact: id, ask }));
      }
    }
    return { facts, unknownFacts };
  }

  private findMeantFact(key: string): string | undefined {
    const ids = [...this.known.fact];
    return ids.includes(key) ? key : (findCalled(key, ids, this.listNames()) ?? findNearest(key, ids));
  }

  /** A fact's value by its declared type, or null where it does not fit, which is reported. */
  private readFact(fact: Fact, written: FactValue, path: Path): FactValue | null {
    const wrong = (expected: string): null => {
      this.findings.push(findError('wrong-type', path, { expected, found: kindOf(written), where: fact.id }));
      return null;
    };
    switch (fact.type) {
      case 'text': {
        const text = typeof written === 'string' ? written : this.source.textAt(path);
        return text ?? wrong('text');
      }
      case 'boolean': {
        if (typeof written === 'boolean') return written;
        const word = typeof written === 'string' ? written.toLowerCase() : '';
        return word === 'yes' ? true : word === 'no' ? false : wrong('yes or no');
      }
      case 'integer':
      case 'number':
      case 'money':
      case 'percent':
        if (typeof written !== 'number' || !Number.isFinite(written))
          return wrong(fact.type === 'integer' ? 'a whole number, in digits only' : 'a number, in digits only');
        if (fact.type === 'integer' && !Number.isInteger(written)) return wrong('a whole number');
        if (Math.abs(written) > Number.MAX_SAFE_INTEGER) return wrong('a number of at most 15 digits');
        return this.checkRange(fact, written, path);
      case 'date':
        if (typeof written !== 'string' || !DATE_PATTERN.test(written)) return wrong('a date as YYYY-MM-DD');
        return this.readDate(written, path);
      case 'choice':
        return this.checkOption(fact, typeof written === 'string' ? written : (this.source.textAt(path) ?? ''), path);
      case 'choices': {
        if (!Array.isArray(written)) return wrong('a list');
        const chosen = (written as readonly string[]).map((option, n) => this.checkOption(fact, option, [...path, n]));
        return chosen.filter((option) => option !== null);
      }
      default:
        return fact.type satisfies never;
    }
  }

  private checkRange(fact: Fact, value: number, path: Path): number | null {
    const min = fact.min ?? (fact.type === 'money' || fact.type === 'percent' ? 0 : null);
    const max = fact.max ?? (fact.type === 'percent' ? 100 : null);
    if ((min === null || value >= min) && (max === null || value <= max)) return value;
    const expected = [min === null ? [] : [`${min} or more`], max === null ? [] : [`${max} or less`]]
      .flat()
      .join(' and ');
    this.findings.push(findError('out-of-range', path, { where: fact.id, found: value, expected }));
    return null;
  }

  /** A part is no more than the whole. */
  private checkPart({ id, atMost }: Fact, facts: Answers['facts'], profile: object): void {
    const [part, whole] = [facts[id], atMost === null ? undefined : facts[atMost]];
    if (typeof part !== 'number' || typeof whole !== 'number' || part <= whole) return;
    const key = Object.keys(profile).find((one) => this.findNow('fact', one) === id) ?? id;
    const { name } = this.framework.facts.find((fact) => fact.id === atMost)!;
    const expected = `${whole} or less, the number of ${name ?? atMost!}`;
    this.findings.push(findError('out-of-range', ['profile', key], { where: id, found: part, expected }));
  }

  private checkOption(fact: Fact, written: string, path: Path): string | null {
    const known = fact.options.map((option) => option.id);
    if (known.includes(written)) return written;
    if (findNow(this.framework.formerIds, 'option', `${fact.id}.${written}`) === null) {
      this.findings.push(findWarning('retired-id', path, { kind: 'option', id: written }));
      return null;
    }
    const near = withNear(findCalled(written, known, fact.options.map(nameThing)));
    this.findings.push(findError('wrong-value', path, { found: written, known, ...near }));
    return null;
  }

  private readResponses(written: NonNullable<AnswersFile['responses']>): Answers['responses'] {
    const responses = new Map<string, Response>();
    for (const [key, value] of Object.entries(written)) {
      const path = ['responses', key];
      const condition = this.resolve('condition', key, path);
      if (typeof value === 'string') {
        if (condition === null) continue;
        this.take(
          responses,
          'condition',
          condition,
          { level: this.readLevel(value, path), note: null, evidence: [] },
          path,
        );
        continue;
      }
      const { level, note, evidence, ...questions } = value;
      if (condition !== null && (level !== undefined || note !== undefined || evidence !== undefined)) {
        this.take(responses, 'condition', condition, this.readResponse({ level, note, evidence }, path), path);
      }
      for (const [name, answer] of Object.entries(questions)) {
        const here = [...path, name];
        // A question may have gone another way than the condition that it was in.
        const former = `${key}.${name}`;
        const present = `${condition ?? key}.${name}`;
        const now = this.nowOf('question', former);
        if (condition === null && typeof now !== 'string') continue;
        const id = now === this.nowOf('question', present) ? present : former;
        const question = this.resolve('question', id, here, true, `condition "${condition ?? key}"`);
        if (question === null) continue;
        if (Array.isArray(answer)) {
          const expected = 'a level, or {level, note, evidence}';
          this.findings.push(findError('wrong-type', here, { expected, found: 'a list', where: name }));
          continue;
        }
        const response =
          typeof answer === 'string'
            ? { level: this.readLevel(answer, here), note: null, evidence: [] }
            : this.readResponse(answer, here);
        this.take(responses, 'question', question, response, here);
      }
    }
    return Object.fromEntries(responses);
  }

  private readResponse(written: { level?: unknown; note?: unknown; evidence?: unknown }, path: Path): Response {
    const text = (value: unknown, key: string): string | null => {
      if (value === undefined) return null;
      if (typeof value === 'string') return value;
      this.findings.push(
        findError('wrong-type', [...path, key], { expected: 'text', found: kindOf(value), where: key }),
      );
      return null;
    };
    const level = text(written.level, 'level');
    const evidence = written.evidence ?? [];
    if (!Array.isArray(evidence)) {
      this.findings.push(
        findError('wrong-type', [...path, 'evidence'], {
          expected: 'a list',
          found: kindOf(evidence),
          where: 'evidence',
        }),
      );
    }
    return {
      level: level === null ? null : this.readLevel(level, [...path, 'level']),
      note: text(written.note, 'note'),
      evidence: Array.isArray(evidence) ? evidence.map(String) : [],
    };
  }

  private readLevel(written: string, path: Path): Response['level'] {
    if (written === 'unknown' || written === 'not-applicable') return written;
    return this.readRank(written, path, ['unknown', 'not-applicable']);
  }

  private readRank(written: string, path: Path, words: readonly string[] = []): number | null {
    const { levels, formerIds } = this.framework;
    const rankOf = (id: string) => levels.findIndex((level) => level.id === id);
    if (rankOf(written) >= 0) return rankOf(written);
    const now = findNow(formerIds, 'level', written);
    if (typeof now === 'string') {
      this.findings.push(findWarning('renamed-id', path, { kind: 'level', id: written, now, write: now }));
      return rankOf(now);
    }
    const known = [...levels.map((level) => level.id), ...words];
    const near = withNear(findCalled(written, known, levels.map(nameThing)));
    this.findings.push(
      now === null
        ? findWarning('retired-id', path, { kind: 'level', id: written })
        : findError('wrong-value', path, { found: written, known, ...near }),
    );
    return null;
  }

  /** Targets for every question: its own, else its condition's, else the default, else the top. */
  private readTargets(written: Record<string, string>): Answers['targets'] {
    const ranks = new Map<string, number>();
    const named = new Map<string, true>();
    for (const [key, level] of Object.entries(written)) {
      const path = ['targets', key];
      const id = key === 'default' ? key : this.resolveTarget(key, path);
      const rank = this.readRank(level, path);
      if (id !== null) this.take(named, 'target', id, true, path);
      if (id !== null && rank !== null) ranks.set(id, rank);
    }
    const top = this.framework.levels.length - 1;
    return Object.fromEntries(
      this.framework.conditions.flatMap((condition) =>
        condition.questions.map((question) => [
          question.id,
          ranks.get(question.id) ?? ranks.get(condition.id) ?? ranks.get('default') ?? top,
        ]),
      ),
    );
  }

  private resolveTarget(key: string, path: Path): string | null {
    return key.includes('.') ? this.resolve('question', key, path) : this.resolve('condition', key, path);
  }

  private readDecisions(written: NonNullable<AnswersFile['actions']>): Answers['decisions'] {
    const decisions = Object.entries(written).map(([key, decision]): [string, ActionDecision] => {
      const start = this.readDate(decision.start, ['actions', key, 'start']);
      const finish = this.readDate(decision.finish, ['actions', key, 'finish']);
      if (start !== null && finish !== null && finish < start) {
        this.findings.push(findError('finish-before-start', ['actions', key, 'finish'], { start, finish }));
      }
      const { status, assignee, weeks, note } = decision;
      return [
        key,
        {
          status: status ?? 'not-started',
          assignee: assignee ?? null,
          start,
          finish,
          weeks: weeks ?? null,
          note: note ?? null,
        },
      ];
    });
    return this.resolveKeys('action', Object.fromEntries(decisions), ['actions']);
  }

  /** All that is said under `retired`, each with the keys that lead to it. */
  private listLeaves(data: unknown, keys: readonly string[]): { place: string; value: string }[] {
    if (data === undefined || data === null) return [];
    if (typeof data !== 'object') {
      // A number as it was typed.
      const value = this.source.textAt(['retired', ...keys]) ?? String(data as string | number | boolean);
      return [{ place: keys.join(', '), value }];
    }
    if (Array.isArray(data) && data.every((one) => typeof one !== 'object'))
      return data.length === 0 ? [] : [{ place: keys.join(', '), value: data.join(', ') }];
    return Object.entries(data).flatMap(([key, inner]) => this.listLeaves(inner, [...keys, key]));
  }

  /** Who does which role besides another; circles are reported. */
  private readHolders(written: Record<string, string>): Record<string, string | null> {
    const heldBy = new Map<string, string>();
    for (const [key, value] of Object.entries(written)) {
      const path = ['roles', key];
      const role = this.resolve('role', key, path);
      const other = value === 'none' ? 'none' : this.resolve('role', value, path, false, `role "${key}"`);
      if (role !== null && other !== null) this.take(heldBy, 'role', role, other, path);
    }
    for (const role of heldBy.keys()) {
      const circle = [role];
      for (
        let next = heldBy.get(role);
        next !== undefined && next !== 'none' && circle.length <= heldBy.size;
        next = heldBy.get(next)
      ) {
        circle.push(next);
        if (next === role) {
          this.findings.push(findError('role-circle', ['roles', role], { roles: circle }));
          return {};
        }
      }
    }
    return Object.fromEntries([...heldBy].map(([role, other]) => [role, other === 'none' ? null : other]));
  }
}

function nameThing({ name, id }: { readonly name: string; readonly id: string }): readonly [name: string, id: string] {
  return [name, id];
}

function withNear(near: string | undefined): { readonly near?: string } {
  return near === undefined ? {} : { near };
}

/** The parts of a full id. */
function splitId(id: string): [holder: string, name: string] {
  const dot = id.indexOf('.');
  return [id.slice(0, dot), id.slice(dot + 1)];
}

function mapValues<V, W>(values: Record<string, V>, change: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

function readLimit(written: number | 'all' | undefined, unlessTold: number): number | null {
  return written === 'all' ? null : (written ?? unlessTold);
}
