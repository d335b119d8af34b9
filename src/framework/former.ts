/** Ids that a framework had once: which id took the place of each. */
import type { Path } from '../io/problems.js';
import type { FrameworkFile } from './schema.js';
import { PLAN } from './things.js';

/** By former id in full: the id in use now, or null where it is retired. */
export type FormerIds = Readonly<Record<string, string | null>>;

/** Former ids in full, each with the id in use now, or null where it is retired. */
export function collectFormerIds(file: FrameworkFile): FormerIds {
  const retired = (file.retired ?? []).map((id): [string, null] => [id, null]);
  return Object.fromEntries([...retired, ...listFormerIds(file).map(({ id, now }): [string, string] => [id, now])]);
}

/** Each former id in full, with the id in use now and the place where that is said. */
export function listFormerIds(file: FrameworkFile): { id: string; now: string; path: Path }[] {
  type Things = readonly { readonly id: string; readonly was?: string[] | undefined }[] | undefined;
  const list = (things: Things, at: Path, prefix = '') =>
    (things ?? []).flatMap(({ id, was }, n) =>
      (was ?? []).map((old, k) => ({
        id: prefix !== '' && !old.includes('.') ? `${prefix}${old}` : old,
        now: `${prefix}${id}`,
        path: [...at, n, 'was', k],
      })),
    );
  return [
    ...list(file.levels, ['levels']),
    ...list(file.profile, ['profile']),
    ...list(file.roles, ['roles']),
    ...list(file.funding, ['funding']),
    ...list(file.policy, ['policy']),
    ...list(file.conditions, ['conditions']),
    ...file.conditions.flatMap(({ id, questions, actions }, n) => [
      ...list(questions, ['conditions', n, 'questions'], `${id}.`),
      ...list(actions, ['conditions', n, 'actions'], `${id}.`),
    ]),
    ...list(file.actions, ['actions'], `${PLAN}.`),
  ];
}

/**
 * The id that took the place of a former one, of its own or of the condition in it.
 * @returns null where it is retired, undefined where there never was one
 */
export function findNow(formerIds: FormerIds, isKnown: (id: string) => boolean, id: string): string | null | undefined {
  // An object knows words of JavaScript's own, which are no ids.
  const lookUp = (one: string) => (Object.hasOwn(formerIds, one) ? formerIds[one] : undefined);
  const now = lookUp(id);
  if (now !== undefined) return now;
  const dot = id.indexOf('.');
  const condition = dot < 0 ? undefined : lookUp(id.slice(0, dot));
  // With a condition, what was in it goes.
  if (condition === undefined || condition === null) return condition;
  const moved = condition + id.slice(dot);
  return isKnown(moved) ? moved : lookUp(moved);
}
