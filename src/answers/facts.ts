/** Reads the facts about an organization, each by its type. */
import { findError, findWarning } from '../diagnostics/problem.js';
import type { Path } from '../diagnostics/path.js';
import { findNow } from '../framework/overlays/renamed-ids.js';
import type { Answers, Fact, FactValue, Framework } from '../model/index.js';
import { kindOf } from '../yaml/values.js';
import { DATE_PATTERN } from '../text/dates.js';
import { findCalled, findNearest } from '../text/suggestions.js';
import { nearestOf, type Reading } from './reading.js';

/** The least and the greatest value of a number, both included; null where there is no limit. */
export function boundsOf({ type, min, max }: Fact): { readonly min: number | null; readonly max: number | null } {
  const isPercent = type === 'percent';
  return { min: min ?? (isPercent || type === 'money' ? 0 : null), max: max ?? (isPercent ? 100 : null) };
}

/** The facts that a plan cannot do without and that the answers do not have, and whether they lack its first day. */
export function findMissing(
  { facts }: Framework,
  answers: Pick<Answers, 'facts' | 'start'>,
): { readonly facts: readonly Fact[]; readonly start: boolean } {
  const missing = facts.filter(({ id, required }) => required && answers.facts[id] === undefined);
  return { facts: missing, start: answers.start === null };
}

/** @param profile the facts as written; an empty text counts as nothing */
export function readFacts(
  reading: Reading,
  profile: Readonly<Record<string, FactValue>> = {},
): Pick<Answers, 'facts' | 'unknownFacts'> {
  const entries = new Map<string, FactValue>();
  const answered = new Map<string, true>();
  const unknownFacts: string[] = [];
  for (const [key, written] of Object.entries(profile).filter(([, value]) => value !== '')) {
    const path = ['profile', key];
    const id = reading.resolve('fact', key, path);
    const fact = reading.framework.facts.find((one) => one.id === id);
    if (fact === undefined) continue;
    reading.take(answered, ['fact', fact.id], true, path);
    const value = written === 'unknown' ? null : readFact(reading, fact, written, path);
    if (written === 'unknown') unknownFacts.push(fact.id);
    if (value !== null) entries.set(fact.id, value);
  }
  const facts = Object.fromEntries(entries);
  for (const fact of reading.framework.facts) checkPart(reading, fact, facts, profile);
  return { facts, unknownFacts };
}

/** Reports required facts that are missing; what is written under a former or a mistyped name is not, its name was reported. */
export function checkRequiredFacts(
  reading: Reading,
  profile: Readonly<Record<string, FactValue>> = {},
  answers: Pick<Answers, 'facts' | 'unknownFacts' | 'start'>,
): void {
  const ids = reading.framework.facts.map(({ id }) => id);
  const findMeant = (key: string) =>
    ids.includes(key) ? key : (findCalled(key, ids, reading.listNames()) ?? findNearest(key, ids));
  const named = Object.keys(profile).filter((key) => profile[key] !== '');
  const written = new Set(named.map((key) => reading.findNow('fact', key) ?? findMeant(key)));
  for (const { id, ask } of findMissing(reading.framework, answers).facts)
    if (!written.has(id) || answers.unknownFacts.includes(id))
      reading.findings.push(findError('missing-fact', ['profile', id], { fact: id, ask }));
}

/** A fact's value by its declared type, or null where it does not fit, which is reported. */
function readFact(reading: Reading, fact: Fact, written: FactValue, path: Path): FactValue | null {
  const wrong = (expected: string): null => {
    reading.findings.push(findError('wrong-type', path, { expected, found: kindOf(written), where: fact.id }));
    return null;
  };
  switch (fact.type) {
    case 'text':
      return (typeof written === 'string' ? written : reading.textAt(path)) ?? wrong('text');
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
      return checkRange(reading, fact, written, path);
    case 'date':
      if (typeof written !== 'string' || !DATE_PATTERN.test(written)) return wrong('a date as YYYY-MM-DD');
      return reading.readDate(written, path);
    case 'choice':
      return checkOption(reading, fact, typeof written === 'string' ? written : (reading.textAt(path) ?? ''), path);
    case 'choices': {
      if (!Array.isArray(written)) return wrong('a list');
      const chosen = (written as readonly string[]).map((option, n) =>
        checkOption(reading, fact, option, [...path, n]),
      );
      return chosen.filter((option) => option !== null);
    }
    default:
      return fact.type satisfies never;
  }
}

function checkRange(reading: Reading, fact: Fact, value: number, path: Path): number | null {
  const { min, max } = boundsOf(fact);
  if ((min === null || value >= min) && (max === null || value <= max)) return value;
  const bounds = [min === null ? [] : `${min} or more`, max === null ? [] : `${max} or less`];
  const expected = bounds.flat().join(' and ');
  reading.findings.push(findError('out-of-range', path, { where: fact.id, found: value, expected }));
  return null;
}

/** A part is no more than the whole. */
function checkPart(reading: Reading, { id, atMost }: Fact, facts: Answers['facts'], profile: object): void {
  const [part, whole] = [facts[id], atMost === null ? undefined : facts[atMost]];
  if (typeof part !== 'number' || typeof whole !== 'number' || part <= whole) return;
  const key = Object.keys(profile).find((one) => reading.findNow('fact', one) === id) ?? id;
  const { name } = reading.framework.facts.find((fact) => fact.id === atMost)!;
  const expected = `${whole} or less, the number of ${name ?? atMost!}`;
  reading.findings.push(findError('out-of-range', ['profile', key], { where: id, found: part, expected }));
}

function checkOption({ framework, findings }: Reading, fact: Fact, written: string, path: Path): string | null {
  const known = fact.options.map((option) => option.id);
  if (known.includes(written)) return written;
  if (findNow(framework.formerIds, 'option', `${fact.id}.${written}`) === null) {
    findings.push(findWarning('retired-id', path, { kind: 'option', id: written }));
    return null;
  }
  const names = fact.options.map(({ name, id }) => [name, id] as const);
  findings.push(findError('wrong-value', path, { found: written, known, ...nearestOf(written, known, names) }));
  return null;
}
