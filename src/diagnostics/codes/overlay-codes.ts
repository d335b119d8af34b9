/** What can be wrong with a framework that extends another one. */
import { joinWords } from '../../text/plurals.js';
import { code, describeMention, inBrackets, type Mention, quote, suggestOrList, tellCircle } from './code.js';

/** Who mentions a thing, one after the other. */
function listMentions(shown: readonly Mention[], count: number): string {
  return `${shown.map(describeMention).join('; ')}${count > shown.length ? `; and ${count - shown.length} more` : ''}`;
}

export interface UnknownId {
  kind: string;
  id: string;
  known: readonly string[];
  /** The fields without which it is no new thing either; none where it was to be hidden. */
  missing: readonly string[];
}

function cureOfUnknownId({ id, known, missing }: UnknownId): string | undefined {
  const near = suggestOrList(id, known);
  if (missing.length === 0) return near;
  const more = `add ${joinWords(missing.map((key) => quote(`${key}: ...`)))}`;
  return near?.endsWith('?') === true ? `${near} Where it is new, ${more}` : more;
}

export const OVERLAY_CODES = {
  /** `known`: what could stand there for the built-in framework. */
  'unreadable-base': code<{ reason: string; known: readonly string[] }>({
    meaning: 'What stands after "extends" is not there or cannot be read. Paths begin at the folder of the file.',
    says: ({ reason }) => reason,
    cure: ({ known }) =>
      `name a file as it is found from the folder of this one, or the built-in framework as ${known[0] ?? 'scaleplan/ID'}`,
  }),
  'extends-circle': code<{ files: readonly string[] }>({
    meaning: 'Files extend each other in a circle, so that none of them is the first.',
    says: ({ files }) => tellCircle(files, 'this file extends itself', 'these files extend each other'),
    cure: ({ files }) =>
      files.length === 2 ? 'name the framework that it changes' : 'let one of them extend another file',
  }),
  'extends-too-long': code<{ limit: number }>({
    meaning: 'More files extend each other than is allowed. Bring some of them together in one.',
    says: ({ limit }) => `more than ${limit} files extend each other here`,
    cure: 'bring some of them together in one',
  }),
  'overlay-field': code<{ key: string }>({
    meaning:
      'The field says how one framework changes another one. In a framework that extends nothing, change the lines themselves.',
    says: ({ key }) => `${quote(key)} is for frameworks that extend another one, and this one extends nothing`,
    cure: ({ key }) =>
      key === 'place' ? 'put the lines where they should stand' : 'delete the lines that are not wanted',
  }),
  'unknown-id': code<UnknownId>({
    meaning:
      'An overlay changes or hides something that is not in what it extends. Most often the id is misspelled; a new thing needs all its fields.',
    says: ({ kind, id, missing }) =>
      missing.length === 0
        ? `there is no ${kind} ${quote(id)} to hide`
        : `there is no ${kind} ${quote(id)} to change, and for a new one ${joinWords(missing.map(quote))} ${missing.length === 1 ? 'is' : 'are'} missing`,
    cure: cureOfUnknownId,
  }),
  'changes-hidden': code<{ kind: string; id: string }>({
    meaning:
      'An overlay changes what a file below it hides, so that nothing of it shows. "hide: false" brings it back.',
    says: ({ kind, id }) => `a file that this one extends hides the ${kind} ${quote(id)}, so nothing of this shows`,
    cure: 'bring it back with "hide: false", or take this out',
    quiet: 'allowed',
  }),
  'hidden-but-needed': code<{ kind: string; id: string; count: number; shown: readonly Mention[] }>({
    meaning:
      'An overlay hides something that others cannot do without, as the owner of an action. Change or hide them too, or let another thing take its place with "was".',
    says: ({ kind, id, count, shown }) =>
      `the ${kind} ${quote(id)} is hidden, but needed: ${listMentions(shown, count)}`,
    // An option has no former ids.
    cure: ({ kind, id }) =>
      `change or hide what needs it${kind === 'option' ? '' : `, or write "was: [${id}]" at another ${kind}, which then takes its place`}`,
  }),
  'hidden-mentions': code<{ kind: string; id: string; count: number; shown: readonly Mention[] }>({
    meaning:
      'An overlay hides something that others name. These mentions fall away; look whether the rest still says what you mean.',
    says: ({ kind, id, count, shown }, there) =>
      `the ${kind} ${quote(id)} is hidden${inBrackets(there)}, and ${count === 1 ? 'a mention of it falls' : `${count} mentions of it fall`} away: ${listMentions(shown, count)}`,
    cure: 'look whether what is left still says what you mean',
    quiet: 'offered',
  }),
};
