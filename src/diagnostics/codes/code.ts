/** How a kind of problem is declared, so that all there is to say about its code stands in one place; and parts of sentences. */
import { askIfMeant, findNearest } from '../../text/suggestions.js';

/**
 * A sentence, or how it is made: from the arguments of the problem, and from `related`, which says where its other place
 * is: "line 7", or "state.yaml:7" in another file; empty where there is none.
 */
export type Sentence<A, S = string> = string | ((args: A, related: string) => S);

/** A kind of problem. `A` is the type of its arguments: the facts about one problem that its sentence needs. */
export interface Code<A> {
  /** One or two sentences for those who look the code up: `scaleplan explain CODE` and docs/problems.md. */
  readonly meaning: string;
  /** What is wrong. */
  readonly says: Sentence<A>;
  /** What to do about it, where that is known. */
  readonly cure?: Sentence<A, string | undefined>;
  /** Set where `quiet` in a framework may silence it; `offered` where the cure says so, since a keeper may well mean it so. */
  readonly quiet?: 'allowed' | 'offered';
}

/** Declares a code with the types of its arguments. */
export function code<A = Record<never, never>>(declared: Code<A>): Code<A> {
  return declared;
}

/** The sentence about one problem; nothing where there is none. */
export function fillIn<A>(sentence: Sentence<A, string | undefined> | undefined, args: A, related: string) {
  return typeof sentence === 'function' ? sentence(args, related) : sentence;
}

/**
 * Asks whether the known word near to what was typed was meant; where none is near, lists those that there are, or some.
 * @param where the place of that word, as `related`
 * @param near the word that was meant, where it is known otherwise
 */
export function suggestOrList(
  typed: string,
  known: readonly string[],
  where = '',
  near = findNearest(typed, known),
): string | undefined {
  if (near !== undefined) return askIfMeant(near, where);
  if (known.length === 0) return undefined;
  if (known.length <= 12) return `expected one of: ${known.join(', ')}`;
  return `expected one of ${known.length}, among them: ${known.slice(0, 8).join(', ')}`;
}

/** A text as it was written, in quotes. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** A circle of things, whose first one stands at its end again. @param alone what is said where there is only one */
export function tellCircle(circle: readonly string[], alone: string, several: string): string {
  return circle.length === 2 ? alone : `${several} in a circle: ${circle.join(' → ')}`;
}

/** A key in quotes; what has no key of its own, as it is called. */
export function nameKey(where: string): string {
  return /^(?:the file|the answer|item \d+ of .*)$/.test(where) ? where : quote(where);
}

/** The other place of a problem in brackets, after what stands there; nothing where there is none. */
export function inBrackets(related: string): string {
  return related === '' ? '' : ` (${related})`;
}

/** As much of a title as is needed to find it. */
export function shorten(title: string): string {
  const line = title.replace(/\s+/g, ' ');
  return line.length > 50 ? `${line.slice(0, 49)}…` : line;
}

const RELATIONS: Record<string, string> = {
  after: 'comes after',
  owner: 'is owned by',
  supports: 'is supported by',
  consulted: 'consults',
  informed: 'informs',
  raises: 'raises',
  needs: 'needs',
  before: 'comes before',
  window: 'runs in the window',
  funding: 'is paid from',
  policy: 'depends on the policy lever',
  obligations: 'touches the obligation',
  per: 'counts by the fact',
  at_most: 'is at most the fact',
  group: 'belongs to the group',
  levels: 'describes the level',
  level: 'names the level',
  when: 'depends on',
  post: 'pays for',
  unit: 'counts',
  already: 'counts those already in by',
  of: 'counts by',
  extends: 'extends',
  place: 'is placed beside',
};

/** Says how one thing mentions another: `action "a" comes after "b"`. */
export function describeMention({ subject, field, id }: Mention): string {
  return `${subject} ${RELATIONS[field] ?? `names the ${field}`} ${quote(id)}`;
}

/** One mention of an id: the thing that mentions it (as `action "a"`), and by which of its fields. */
export interface Mention {
  readonly subject: string;
  readonly field: string;
  readonly id: string;
}
