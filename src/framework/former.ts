/** Ids that a framework had once: which id took the place of each. */
import type { FrameworkFile } from './schema.js';
import { PLAN } from './things.js';

/** By former id in full: the id in use now, or null where it is retired. */
export type FormerIds = Readonly<Record<string, string | null>>;

/** Former ids in full, each with the id in use now, or null where it is retired. */
export function collectFormerIds(file: FrameworkFile): FormerIds {
  const former: [string, string | null][] = (file.retired ?? []).map((id) => [id, null]);
  const add = (things: readonly { id: string; was?: string[] | undefined }[] | undefined, prefix = '') => {
    for (const { id, was } of things ?? []) {
      for (const old of was ?? [])
        former.push([prefix !== '' && !old.includes('.') ? `${prefix}${old}` : old, `${prefix}${id}`]);
    }
  };
  add(file.levels);
  add(file.profile);
  add(file.roles);
  add(file.funding);
  add(file.policy);
  add(file.conditions);
  for (const condition of file.conditions) {
    add(condition.questions, `${condition.id}.`);
    add(condition.actions, `${condition.id}.`);
  }
  add(file.actions, `${PLAN}.`);
  return Object.fromEntries(former);
}

/**
 * The id that took the place of a former one, of its own or of the condition in it.
 * @returns null where it is retired, undefined where there never was one
 */
export function findNow(formerIds: FormerIds, isKnown: (id: string) => boolean, id: string): string | null | undefined {
  if (formerIds[id] !== undefined) return formerIds[id];
  const dot = id.indexOf('.');
  const condition = dot < 0 ? undefined : formerIds[id.slice(0, dot)];
  // With a condition, what was in it goes.
  if (condition === undefined || condition === null) return condition;
  const moved = condition + id.slice(dot);
  return isKnown(moved) ? moved : formerIds[moved];
}
