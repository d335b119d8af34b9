/** Things of a framework that must fit together. */
import { code, describeMention, quote, suggestOrList, tellCircle } from './code.js';

/** "a thing", "an action". */
function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

const KINDS: Record<string, string> = { string: 'text', int: 'a number', double: 'a number', bool: 'yes or no' };

/** What the expression's type checker says, for people. */
function describeMisfit(reason: string): string {
  const [, left, operator, right] = /^no such overload: (\w+) (\S+) (\w+)$/.exec(reason) ?? [];
  if (left !== undefined)
    return `${KINDS[left] ?? left} cannot be compared with ${KINDS[right!] ?? right!} by ${operator!}`;
  const called = /^found no matching overload for '(\w+)/.exec(reason)?.[1];
  return called === undefined ? reason : `there is no function ${called} for what it is given`;
}

/** What the expression's parser says, for people. */
function describeSyntax(reason: string): string {
  if (/EOF/.test(reason)) return 'it ends too early';
  if (/^Unexpected (?:character: '?[dr]\b|token: ID)/.test(reason))
    return 'words such as "and" and "or" do not belong here';
  const character = /^Unexpected character: '?(.)/.exec(reason)?.[1];
  return character === undefined
    ? 'a word or sign stands where it does not belong'
    : `the character ${quote(character)} does not belong here`;
}

export const FRAMEWORK_CODES = {
  'duplicate-id': code<{ kind: string; id: string }>({
    meaning: 'Two things of one list have the same id, so that nobody could say which is meant.',
    says: ({ kind, id }, first) => `${withArticle(kind)} ${quote(id)} stands in ${first} already`,
    cure: 'give one of them another id',
  }),
  'reserved-id': code<{ kind: string; id: string }>({
    meaning: 'The id is a word with a meaning of its own in the files. Choose another one.',
    says: ({ kind, id }) => `${quote(id)} has a meaning of its own and cannot be the id of ${withArticle(kind)}`,
    cure: 'choose another id',
  }),
  /** A thing in a list of another `kind`; `list` is where it belongs. */
  'misplaced-thing': code<{ id: string; kind: string; meant: string; list: string }>({
    meaning: 'A thing stands in a list of things of another kind. Move it to the list that it belongs in.',
    says: ({ id, kind, meant }) =>
      `${quote(id)} stands where ${withArticle(kind)} should, but has the fields of ${withArticle(meant)}`,
    cure: ({ list }) => `move it to the list below ${quote(`${list}:`)}`,
  }),
  /** `subject` says what refers (as `action "a"`), `field` by which of its fields. */
  'unknown-reference': code<{ subject: string; field: string; id: string; known: readonly string[]; near?: string }>({
    meaning: 'An id is named that does not exist. Most often it is misspelled, or what it meant was taken away.',
    says: (mention) =>
      mention.field === 'place' && mention.subject.endsWith(` ${quote(mention.id)}`)
        ? `${mention.subject} cannot stand beside itself`
        : `${describeMention(mention)}, which does not exist`,
    cure: ({ id, known, near }, meant) => suggestOrList(id, known, meant, near),
  }),
  'missing-level': code<{ question: string; level: string }>({
    meaning: 'A question does not say what one of the levels looks like. People choose a level by these sentences.',
    says: ({ question, level }) => `question ${quote(question)} does not say what ${quote(level)} looks like`,
    cure: ({ level }) => `add "${level}: ..." under its levels`,
  }),
  'missing-options': code<{ fact: string }>({
    meaning: 'A fact is a choice, but there is nothing to choose from.',
    says: ({ fact }) => `fact ${quote(fact)} is a choice, but has no options`,
    cure: 'add "options: [{id: ..., name: ...}]"',
  }),
  cycle: code<{ steps: readonly string[] }>({
    meaning: 'Actions wait for each other in a circle, so that none of them could ever begin. Remove one of the steps.',
    says: ({ steps }) => tellCircle(steps, `action ${quote(steps[1]!)} waits for itself`, 'these wait for each other'),
    cure: ({ steps }) => (steps.length === 2 ? 'remove what makes it wait' : 'remove one of the steps'),
  }),
  'when-syntax': code<{ reason: string }>({
    meaning: 'The expression after "when" cannot be read.',
    says: ({ reason }) => `the expression cannot be read: ${describeSyntax(reason)}`,
    cure: 'compare with == < >, join with && and ||, as in: size > 500 && kind == "a"',
  }),
  'when-type': code<{ reason: string }>({
    meaning: 'The expression after "when" compares what cannot be compared, or is neither true nor false.',
    says: ({ reason }) => `the expression does not fit its facts: ${describeMisfit(reason)}`,
    cure: 'an expression compares facts and is true or false, as in: size > 500',
  }),
  /** `fact`: the one of which it should be an option. */
  'when-unknown-name': code<{ name: string; known: readonly string[]; fact?: string; near?: string }>({
    meaning:
      'The expression after "when" names a fact, condition or question that does not exist, or an option that its fact does not have.',
    says: ({ name, fact }) =>
      fact === undefined
        ? `the expression names ${quote(name)}, which does not exist`
        : `the expression compares ${quote(fact)} with ${quote(name)}, which is none of its options`,
    cure: ({ name, known, near }, meant) => suggestOrList(name, known, meant, near),
  }),
  'when-later-question': code<{ question: string; id: string }>({
    meaning: 'Whether a question is asked depends on one that is asked later. Move one of them.',
    says: ({ question, id }) =>
      `question ${quote(question)} depends on ${quote(id)}, which is asked later or at the same time`,
    cure: 'an expression may look at facts and earlier questions only',
  }),
  'per-not-numeric': code<{ what: string; fact: string; type: string; known: readonly string[] }>({
    meaning: 'Something is counted by a fact that is not a number.',
    says: ({ what, fact, type }) =>
      `${what} is to be counted by ${quote(fact)}, which is of type ${type}, not a number`,
    cure: ({ known }) => `expected one of: ${known.join(', ')}`,
  }),
  'window-too-short': code<{ action: string; window: string; days: number; weeks: number }>({
    meaning: 'The season in which an action must run is shorter than the action.',
    says: ({ action, window, days, weeks }) =>
      `action ${quote(action)} takes ${weeks} weeks, but the window ${quote(window)} has only ${days} days`,
    cure: 'make the window longer, or the action shorter',
  }),
  'low-above-high': code<{ low: number; high: number }>({
    meaning: 'The lower figure is above the upper one.',
    says: ({ low, high }) => `the lower figure ${low} is above the upper figure ${high}`,
  }),
};
