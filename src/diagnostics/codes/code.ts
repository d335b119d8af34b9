/** How a kind of problem is declared, so that all there is to say about its code stands in one place. */

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
