/**
 * Which warnings about a framework made of several files are news to the keeper of the last one, and which of its lines
 * brings each about. What the others have without it is told to those who check them.
 */
import { type Finding, hasErrors } from '../../diagnostics/problem.js';
import type { Path } from '../../diagnostics/path.js';
import { listReferences, listReferencesInExpressions, type Reference } from '../references.js';
import type { FrameworkFile } from '../schema.js';
import { isWithin, listThings, type Thing } from '../entities.js';
import { findTraced, type Origin, type Traced, untraceData } from './provenance.js';

/** Whether a warning says something that none of those before it says. Errors are always told. */
export function isNews(finding: Finding, known: readonly Finding[]): boolean {
  if (hasErrors([finding])) return true;
  return !known.some((one) => one.code === finding.code && saysAsMuch(one, finding));
}

function saysAsMuch(known: Finding, { args }: Finding): boolean {
  const { id, kind, count, weeks, room, ...rest } = known.args as Partial<Record<string, unknown>>;
  const now = args as Partial<Record<string, unknown>>;
  if (id !== now['id'] || kind !== now['kind']) return false;
  // How much is only told again where it is more.
  if (count !== undefined) return Number(count) >= Number(now['count']);
  if (weeks !== undefined) return Number(weeks) >= Number(now['weeks']) && Number(room) <= Number(now['room']);
  return Object.entries(rest).every(([key, value]) => value === now[key]);
}

/** A thing by its kind and its full id. */
export type Named = Pick<Thing, 'kind' | 'id'>;

/** What the last file says, or the key that it has. */
export type Cause = Pick<Finding, 'path' | 'atKey'>;

/** What the last of several files changes in the others. */
export class Changes {
  private readonly now: Traced;
  private readonly last: number;
  private readonly before: ReadonlyMap<string, Thing>;
  private readonly things: ReadonlyMap<string, Thing>;
  /** References that it takes away, and those that it brings. */
  private readonly lost: readonly Reference[];
  private readonly added: readonly Reference[];

  /**
   * @param before the other files as one
   * @param now the last one laid over them; both with what is hidden
   * @param last the number of the last file
   */
  constructor(before: Traced, now: Traced, last: number) {
    const [fileBefore, fileNow] = [untraceData(before), untraceData(now)] as [FrameworkFile, FrameworkFile];
    const byName = (things: readonly Thing[]) => new Map(things.map((thing) => [keyOf(thing), thing]));
    this.now = now;
    this.last = last;
    this.before = byName(listThings(fileBefore));
    this.things = byName(listThings(fileNow));
    const [old, all] = [listAll(fileBefore), listAll(fileNow)];
    const isLeft = (one: Reference) => this.findHide(one) === undefined && this.findHideOn(one.path) === undefined;
    this.lost = [...old].flatMap(([key, one]) => (all.has(key) && isLeft(all.get(key)!) ? [] : [one]));
    this.added = [...all].flatMap(([key, one]) => (old.has(key) ? [] : [one]));
  }

  /** Whether a thing was there before. */
  isOld(thing: Named): boolean {
    return this.before.has(keyOf(thing));
  }

  /**
   * What makes a difference to a thing: what hides or changes something in it, something that named it, or something that
   * it named. Where that is not to be seen, the `extends`.
   */
  findCause(thing: Named | undefined): Cause {
    return (
      (thing && (this.findHiding(thing) ?? this.findChange(thing) ?? this.findOwn(thing))) ?? { path: ['extends'] }
    );
  }

  private findHiding(thing: Named): Cause | undefined {
    const path = this.before.get(keyOf(thing))?.path;
    const inner = [...this.before.values()].filter((one) => path !== undefined && isWithin(one.path, path));
    const others = this.listLost(thing).flatMap(({ reference, subject }) => [subject ?? [], reference].flat());
    const hide = firstOf([...inner, ...others], (one) => this.findHide(one));
    return hide && { path: hide.path, atKey: true };
  }

  private findChange(thing: Named): Cause | undefined {
    const added = this.added.filter((one) => isSame(one, thing) || isSame(findSubject(one, this.things), thing));
    return (
      firstOf(
        this.listLost(thing),
        ({ reference, subject }) => subject && this.findOwn(subject, String(reference.path[subject.path.length])),
      ) ?? firstOf(added, ({ path, atKey }) => this.causeAt(path, atKey))
    );
  }

  /** The references to a thing, or from it, that are taken away. */
  private listLost(thing: Named): { reference: Reference; subject: Thing | undefined }[] {
    return this.lost
      .map((reference) => ({ reference, subject: findSubject(reference, this.before) }))
      .filter(({ reference, subject }) => isSame(reference, thing) || isSame(subject, thing));
  }

  /** Where the last file gives a field of a thing, or else where it names the thing. */
  private findOwn(thing: Named, field = 'id'): Cause | undefined {
    const path = this.things.get(keyOf(thing))?.path;
    return path && (this.causeAt([...path, field], field !== 'id') ?? this.causeAt([...path, 'id'], false));
  }

  private causeAt(path: Path, atKey: boolean): Cause | undefined {
    const origin = findTraced(this.now, path)?.origin;
    return origin?.layer === this.last ? { path: origin.path, atKey } : undefined;
  }

  /** Where the last file hides a thing, or what it is in. */
  private findHide(thing: Named): Origin | undefined {
    return this.findHideOn(this.things.get(keyOf(thing))?.path ?? []);
  }

  private findHideOn(path: Path): Origin | undefined {
    return firstOf([...path.keys()], (n) => {
      const hide = findTraced(this.now, [...path.slice(0, n + 1), 'hide']);
      return hide?.value === true && hide.origin.layer === this.last ? hide.origin : undefined;
    });
  }
}

function keyOf({ kind, id }: Named): string {
  return `${kind} ${id}`;
}

function isSame(one: Named | undefined, other: Named): boolean {
  return one?.kind === other.kind && one.id === other.id;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All references, by what they say. */
function listAll(file: FrameworkFile): ReadonlyMap<string, Reference> {
  const all = [...listReferences(file), ...listReferencesInExpressions(file)];
  return new Map(all.map((one) => [[keyOf(one), one.subject, one.field].join('\0'), one]));
}

/** The thing in which a reference stands; none for a gate or a roll-out. */
function findSubject({ path }: Reference, things: ReadonlyMap<string, Thing>): Thing | undefined {
  return [...things.values()].findLast((thing) => isWithin(path, thing.path));
}
