/** A reading of an answers file, which all parts of the reader share: the ids of the framework, the file as typed, and what was found so far. */
import { findError, type Finding, findWarning } from '../diagnostics/problem.js';
import type { Path } from '../diagnostics/path.js';
import { splitId } from '../framework/entities.js';
import { findNow } from '../framework/overlays/renamed-ids.js';
import { type Framework, NOTE_SECTIONS } from '../model/index.js';
import { isDate } from '../text/dates.js';
import { findCalled, findNearest } from '../text/suggestions.js';
import type { Source } from '../yaml/source.js';

/** Fields of an answer; no question is called so. */
const RESPONSE_FIELDS = ['level', 'note', 'evidence'];

/** The ids of what answers name, by kind, as messages call it. */
function listKnown({ conditions, actions, roles, funding, policy, facts }: Framework) {
  const ids = (things: readonly { id: string }[]): ReadonlySet<string> => new Set(things.map(({ id }) => id));
  return {
    condition: ids(conditions),
    question: ids(conditions.flatMap(({ questions }) => questions)),
    action: ids(actions),
    role: ids(roles),
    'funding source': ids(funding),
    'policy lever': ids(policy),
    fact: ids(facts),
    section: new Set<string>(NOTE_SECTIONS),
  };
}
type AnsweredThing = keyof ReturnType<typeof listKnown>;

export class Reading {
  readonly framework: Framework;
  /** The text of an unquoted value as typed. */
  readonly textAt: Source['textAt'];
  readonly findings: Finding[] = [];
  /** Where a value was taken first, by section, kind, and id in use now. */
  private readonly taken = new Map<string, Path>();
  private readonly known: ReturnType<typeof listKnown>;

  constructor(framework: Framework, textAt: Source['textAt']) {
    this.framework = framework;
    this.textAt = textAt;
    this.known = listKnown(framework);
  }

  /**
   * The id in use now for the one that is written; null where there is none. Ids that are renamed, retired, or unknown are reported.
   * @param id the id in full
   * @param atKey whether it is written as a key
   * @param subject what names it, for the message
   */
  resolve(
    kind: AnsweredThing,
    id: string,
    path: Path,
    { atKey = true, subject = 'the answers file' }: { atKey?: boolean; subject?: string } = {},
  ): string | null {
    if (this.known[kind].has(id)) return id;
    const now = this.findNow(kind, id);
    // A question is written below its condition and without its id, beside the fields of the condition's own answer.
    const typed = String(path.at(-1));
    const isBelow = kind === 'question' && id !== typed;
    if (typeof now === 'string') {
      const [holder, name] = isBelow ? splitId(now) : ['', now];
      const isMoved = isBelow && holder !== this.findPresent('condition', String(path.at(-2)));
      const args = { kind, id, now, write: name, ...(isMoved ? { under: holder } : {}) };
      this.findings.push(findWarning('renamed-id', path, args, { atKey }));
      return now;
    }
    if (now === null) this.findings.push(findWarning('retired-id', path, { kind, id }, { atKey }));
    else {
      const prefix = isBelow ? id.slice(0, -typed.length) : '';
      const shorten = (one: string) => (one.startsWith(prefix) ? one.slice(prefix.length) : one);
      const below = [...this.known[kind]].filter((one) => one.startsWith(prefix)).map(shorten);
      const field = isBelow ? findNearest(typed, RESPONSE_FIELDS) : undefined;
      const known = field === undefined ? below : [...below, field];
      const names = this.listNames().map(([name, one]) => [name, shorten(one)] as const);
      const written = shorten(id);
      const args = { subject, field: kind, id: written, known, ...nearestOf(written, known, names) };
      this.findings.push(findError('unknown-reference', path, args, { atKey }));
    }
    return null;
  }

  /** The id in use now, without a word about it; null where it is retired, undefined where there is no such id. */
  findPresent(kind: AnsweredThing, id: string): string | null | undefined {
    return this.known[kind].has(id) ? id : this.findNow(kind, id);
  }

  /** The id that took the place of a former one; null where it is retired, undefined where it never was one. */
  findNow(kind: AnsweredThing, id: string): string | null | undefined {
    return kind === 'section' ? undefined : findNow(this.framework.formerIds, kind, id);
  }

  /**
   * Takes a value for an id in use now; two values for one id, by its former and its new name, are an error at the former,
   * or at the later of two former ones.
   */
  take<V>(into: Map<string, V>, [kind, now]: readonly [AnsweredThing | 'target', string], value: V, path: Path): void {
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

  /** A section whose keys are ids, by the ids in use now. @param complete makes what is wanted of what is written */
  resolveKeys<V, W>(
    kind: AnsweredThing,
    section: string,
    written: Readonly<Record<string, V>> = {},
    complete: (value: V, path: Path) => W,
  ): Record<string, W> {
    const values = new Map<string, W>();
    for (const [key, value] of Object.entries(written)) {
      const path = [section, key];
      const completed = complete(value, path);
      const id = this.resolve(kind, key, path);
      if (id !== null) this.take(values, [kind, id], completed, path);
    }
    return Object.fromEntries(values);
  }

  /** A date that exists; null where there is none, which is reported where something is written. */
  readDate(date: string | undefined, path: Path): string | null {
    if (date === undefined) return null;
    if (isDate(date)) return date;
    this.findings.push(findError('not-a-date', path, { found: date }));
    return null;
  }

  /** The names of things, each with the id of its thing. */
  listNames(): (readonly [name: string, id: string])[] {
    const { conditions, roles, funding, policy, actions, facts } = this.framework;
    return [
      ...[conditions, roles, funding, policy].flat().map(({ name, id }) => [name, id] as const),
      ...conditions.flatMap(({ questions }) => questions.map(({ ask, id }) => [ask, id] as const)),
      ...actions.map(({ title, id }) => [title, id] as const),
      ...facts.map(({ name, ask, id }) => [name ?? ask, id] as const),
    ];
  }
}

/** The known word that was meant, as an argument of a problem; none where only its spelling may tell. */
export function nearestOf(
  typed: string,
  known: readonly string[],
  names: readonly (readonly [name: string, id: string])[],
): { readonly near?: string } {
  const near = findCalled(typed, known, names);
  return near === undefined ? {} : { near };
}
