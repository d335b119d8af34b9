/** Who does the work: people, the roles that each of them holds, and whose hands an action takes. */
import type { Action, Answers, HeldUp, Role } from '../model/index.js';

/** The people of a plan. */
export interface Staff {
  readonly people: readonly {
    /** The role held first, then those held besides. */
    readonly roles: readonly string[];
    /** Actions at a time; 0: the post is vacant. */
    readonly capacity: number;
    /** Whether one works in term only. */
    readonly schoolYear: boolean;
  }[];
  /** The index of the person by role; null where nobody holds it. */
  readonly personOf: ReadonlyMap<string, number | null>;
}

/** Finds out who does what: a role held besides another one shares that person's hands and working time. */
export function findStaff(roles: readonly Role[], answers: Answers): Staff {
  const holderOf = (role: string): string | null => {
    let holder: string | null = role;
    while (holder !== null && answers.heldBy[holder] !== undefined) holder = answers.heldBy[holder]!;
    return holder;
  };
  const holders = roles.filter(({ id }) => holderOf(id) === id);
  const index = new Map(holders.map(({ id }, n) => [id, n]));
  return {
    people: holders.map(({ id, capacity, works }) => ({
      roles: [id, ...roles.filter((other) => other.id !== id && holderOf(other.id) === id).map((other) => other.id)],
      capacity: answers.capacity[id] ?? capacity,
      schoolYear: works === 'school-year',
    })),
    personOf: new Map(roles.map(({ id }) => [id, index.get(holderOf(id) ?? '') ?? null])),
  };
}

/** The roles at work from an action's first day to its last, each with one pair of hands. All that counts hands asks here. */
export function rolesAtWork({ owner }: Action): readonly string[] {
  return [owner];
}

/** The indices of the people at work from an action's first day to its last; none for a role that nobody holds. */
export function workersOf(action: Action, { personOf }: Staff): readonly number[] {
  return [...new Set(rolesAtWork(action).flatMap((role) => personOf.get(role) ?? []))];
}

/** Tells whether the days of an action count only in term, because somebody works at it who works only then. */
export function worksInTerm(action: Action, staff: Staff): boolean {
  return workersOf(action, staff).some((person) => staff.people[person]!.schoolYear);
}

/** Says of an action that lacks somebody to do it why that is so; null where everybody is there. */
export function findNobody(action: Action, { people, personOf }: Staff): HeldUp | null {
  for (const role of rolesAtWork(action)) {
    const person = personOf.get(role) ?? null;
    if (person === null) return { kind: 'nobody', role, isVacant: false };
    if (people[person]!.capacity === 0) return { kind: 'nobody', role, isVacant: true };
  }
  return null;
}
