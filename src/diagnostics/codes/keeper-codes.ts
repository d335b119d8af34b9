/** What the keeper of a framework would want to know: warnings that may be right as they are. */
import { askIfMeant } from '../../text/suggestions.js';
import { code, inBrackets, quote, suggestOrList } from './code.js';

/** Why nothing can select an action, and what to do. */
const UNSELECTABLE = {
  'lowest-level': ['it raises nothing above the lowest level', 'let it raise a question to a higher level'],
  'no-waves': ['it is done for each wave, and without "rollout" there are none', 'add "rollout"'],
  nothing: [
    'it raises nothing, is not marked "always", and no action comes after it that could be selected',
    'let it raise a question, write "always: true"',
  ],
} as const;

export const KEEPER_CODES = {
  'unreached-level': code<{ question: string; level: string }>({
    meaning: 'No action brings a question up to this level, so that a plan could never reach it.',
    says: ({ question, level }, there) =>
      `no action raises question ${quote(question)}${inBrackets(there)} to ${quote(level)} or above`,
    cure: 'let an action raise it, under "raises"',
    quiet: 'offered',
  }),
  'unselectable-action': code<{ action: string; why: keyof typeof UNSELECTABLE }>({
    meaning: 'Nothing could bring the action into any plan.',
    says: ({ action, why }, there) =>
      `nothing can select action ${quote(action)}${inBrackets(there)}: ${UNSELECTABLE[why][0]}`,
    cure: ({ why }) => `${UNSELECTABLE[why][1]}, or take it out`,
    quiet: 'offered',
  }),
  'phase-without-waves': code<{ action: string; phase: string }>({
    meaning: 'An action has a place in a wave, but is not done for each wave.',
    says: ({ action, phase }, there) =>
      `action ${quote(action)}${inBrackets(there)} has the phase ${quote(phase)} of a wave, but is not done for each wave`,
    cure: 'add "repeat: wave", or take the phase away',
    quiet: 'allowed',
  }),
  /** `near`, here and below: the thing of what an overlay extends that is perhaps meant. */
  'condition-without-questions': code<{ id: string; near?: string }>({
    meaning: 'A condition asks nothing, so that nothing of it ever shows.',
    says: ({ id }, there) => `condition ${quote(id)}${inBrackets(there)} has no questions, so nothing of it ever shows`,
    cure: ({ near }) => (near === undefined ? 'add questions, or take it out' : askIfMeant(near)),
    quiet: 'allowed',
  }),
  unused: code<{ kind: string; id: string; near?: string }>({
    meaning: 'Nothing uses the thing, so that nothing of it ever shows. Most often its id is misspelled on one side.',
    says: ({ kind, id }) =>
      kind === 'audience'
        ? `nobody ever tells the audience ${quote(id)} anything`
        : `nothing uses the ${kind} ${quote(id)}`,
    cure: ({ kind, near }) => {
      if (near !== undefined) return askIfMeant(near);
      return kind === 'audience' ? 'say when with "at: [start]"' : 'name it where it belongs, or take it out';
    },
    quiet: 'allowed',
  }),
  /** `weeks` of work, and `room`: the weeks that it can carry in `years`, so many `capacity` at a time. */
  'overloaded-role': code<{ id: string; weeks: number; room: number; capacity: number; years: number }>({
    meaning: 'A role owns more work than it can carry in three years, even if each action is done once.',
    says: ({ id, weeks, room, capacity, years }, there) =>
      `the role ${quote(id)}${inBrackets(there)} owns ${weeks} weeks of work where everything is still to be done, but can carry only ${room} in ${years} years (${capacity} at a time)`,
    cure: 'give some of its actions to another owner, or raise its capacity where it stands for several people',
    quiet: 'allowed',
  }),
  'same-level-text': code<{ question: string; level: string; other: string }>({
    meaning: 'Two levels of a question read the same, so nobody can choose between them.',
    says: ({ question, level, other }) =>
      `question ${quote(question)} says the same of ${quote(level)} as of ${quote(other)}`,
    cure: 'say what tells them apart',
    quiet: 'allowed',
  }),
  'same-name': code<{ kind: string; id: string; other: string }>({
    meaning:
      'Two conditions, levels, roles, or questions of one condition are called the same. Most often one is a copy that was not renamed.',
    says: ({ kind, id, other }, there) =>
      `the ${kind}s ${quote(other)} and ${quote(id)} ${kind === 'question' ? 'ask' : 'are called'} the same; the other one stands in ${there}`,
    cure: 'call one of them otherwise',
    quiet: 'allowed',
  }),
  /** `holder`: the id of the thing that says that it was called so; null where it is said to be retired. */
  'former-id-in-use': code<{ kind: string; id: string; holder: string | null }>({
    meaning:
      'Something says that it was called so, or that this is retired, but there still is something of that id. Old answers go there.',
    says: ({ kind, id, holder }, there) =>
      `${holder === null ? `${quote(id)} is listed as retired` : `the ${kind} ${quote(holder)} says that it was ${quote(id)}`}, but the ${kind} in ${there} still has this id`,
    cure: ({ kind, id, holder }) =>
      holder === null
        ? 'take it out, unless something else was called so'
        : `take it out of "was", or take the ${kind} ${quote(id)} away`,
    quiet: 'allowed',
  }),
  'same-former-id': code<{ id: string; now: string; other: string }>({
    meaning: 'Two things say that they were called the same, and only one of them can get the old answers.',
    says: ({ id, now, other }) =>
      `both ${quote(other)} and ${quote(now)} say that they were ${quote(id)}; old answers go to ${quote(now)} only`,
    cure: 'name it at one of them',
    quiet: 'allowed',
  }),
  'unknown-quiet': code<{ code: string; known: readonly string[] }>({
    meaning: 'A warning is to be silenced that does not exist, or that cannot be silenced.',
    says: ({ code: written }) => `${quote(written)} is no warning that can be silenced`,
    cure: ({ code: written, known }) => suggestOrList(written, known),
  }),
  'idle-quiet': code<{ written: string }>({
    meaning: 'A warning is to be silenced that is not there any more.',
    says: ({ written }) => `${quote(written)} silences nothing`,
    cure: 'take it out',
  }),
};
