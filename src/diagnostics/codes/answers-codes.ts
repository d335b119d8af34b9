/** What can be wrong with answers. */
import type { Clash } from '../../model/index.js';
import { count } from '../../text/plurals.js';
import { code, quote, tellCircle } from './code.js';

export interface StartClash {
  title: string;
  against: Clash['kind'];
  /** The role or the action that the start runs against. */
  other: string | null;
  /** The day on which the action starts in the plan. */
  start: string | null;
}

/** The kinds of clashes are those of the plan. Its documents say the same to their readers in other words: view/names.ts. */
const CLASHES: Record<Clash['kind'], (clash: StartClash) => string> = {
  window: ({ title }) => `the start of ${quote(title)} is outside its season; it is kept`,
  blackout: ({ title }) => `the start of ${quote(title)} is in a time when nothing like it should start; it is kept`,
  term: ({ title }) => `the start of ${quote(title)} is on a day when its owner does not work; it is kept`,
  capacity: ({ title, other }) =>
    `with the start of ${quote(title)}, ${other!} has more at once than one can carry; it is kept`,
  'waits-for': ({ title, other, start }) =>
    `${quote(title)} cannot start then, because it waits for ${quote(other!)}; ${start === null ? 'it has no date within the plan' : `it starts on ${start}`}`,
};

export const ANSWERS_CODES = {
  'finish-before-start': code<{ start: string; finish: string }>({
    meaning: 'The last day of an action is before its first day.',
    says: ({ start, finish }) => `the last day ${finish} is before the first day ${start}`,
  }),
  'not-a-date': code<{ found: string }>({
    meaning: 'The day does not exist in the calendar.',
    says: ({ found }) => `${quote(found)} is not a day of the calendar`,
  }),
  'missing-fact': code<{ fact: string; ask: string }>({
    meaning: 'There can be no plan without this fact.',
    says: ({ fact, ask }) => `a plan needs the fact ${quote(fact)}: ${ask}`,
    cure: ({ fact }) => `write "${fact}: ..." under profile`,
  }),
  'missing-start': code({
    meaning: 'There can be no plan without its first day.',
    says: "the plan's first day is missing",
    cure: 'add "start: YYYY-MM-DD"',
  }),
  'other-framework': code<{ what: 'answers' | 'overview'; found: string; expected: string }>({
    meaning: 'The answers were given to another framework than the one in use, or to one that it does not extend.',
    says: ({ what, found, expected }) =>
      `${what === 'answers' ? 'these answers are for' : 'this overview was made with'} the framework ${quote(found)}, but the framework in use is ${quote(expected)}`,
    cure: ({ what, expected }) =>
      `choose the framework with -c FILE${what === 'answers' ? `; or, where these answers are meant for this one, write "framework: ${expected}"` : ''}`,
  }),
  'other-version': code<{ found: string; expected: string }>({
    meaning: 'The answers were given to another version of the framework. They are used; look at what has changed.',
    says: ({ found, expected }) =>
      `these answers are for version ${found} of the framework; the version in use is ${expected}`,
  }),
  /**
   * `now` in full; `write` as it stands in its place, which is below `under` where it has gone to another condition. `more`:
   * the number of further places that are not told.
   */
  'renamed-id': code<{ kind: string; id: string; now: string; write: string; under?: string; more?: number }>({
    meaning:
      'What answers or an overlay name here has another id now. It is found; write the new id when you can. In a framework itself it is an error.',
    says: ({ kind, id, now, more }) =>
      `the ${kind} ${quote(id)} is now called ${quote(now)}${more === undefined ? '' : `, here and in ${count(more, 'more place')}`}`,
    cure: ({ write, under }) => `write ${quote(write)}${under === undefined ? '' : ` under ${quote(under)}`}`,
  }),
  'answered-twice': code<{ kind: string; id: string; now: string }>({
    meaning: 'The same thing is answered by its former id and by its new one. Keep one of the two.',
    says: ({ kind, id, now }, other) =>
      `the ${kind} ${quote(id)} is now called ${quote(now)}, which is answered ${other === '' ? '' : `in ${other} `}too`,
    cure: 'keep one of the two',
  }),
  'retired-id': code<{ kind: string; id: string }>({
    meaning:
      'What is answered here is no longer part of the framework, or is hidden. The answer stays in the file, unused.',
    says: ({ kind, id }) =>
      `the ${kind} ${quote(id)} is no longer part of the framework; what is answered there is not used`,
  }),
  'role-circle': code<{ roles: readonly string[] }>({
    meaning: 'Roles are held by each other in a circle, so that nobody holds them.',
    says: ({ roles }) =>
      tellCircle(
        roles,
        `the role ${quote(roles[0]!)} cannot be held by itself`,
        'these roles are each held by the next,',
      ),
  }),
  unanswered: code<{ count: number; first: readonly string[] }>({
    meaning: 'Questions are not answered yet. That is no error unless --strict is given.',
    says: ({ count: all, first }) =>
      `${count(all, 'question is', 'questions are')} not answered: ${first.join(', ')}${all > first.length ? ' …' : ''}`,
    cure: 'answer them, or write "unknown"',
  }),
  'start-clash': code<StartClash>({
    meaning:
      'A start that somebody has set does not fit the season, the calendar or the work of its owner. It is kept.',
    says: (clash) => CLASHES[clash.against](clash),
    cure: ({ against }) =>
      against === 'waits-for' ? 'set another start, or leave it out to let the plan choose' : undefined,
  }),
};
