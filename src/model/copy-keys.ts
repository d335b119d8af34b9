/** The keys of a plan's actions: an action's id, and for one wave's copy of it the id with `:` and the wave's number. */

/** @param wave from 1; null where the action is not done wave by wave */
export function makeCopyKey(id: string, wave: number | null): string {
  return wave === null ? id : `${id}:${wave}`;
}

/** The action's id and the wave that a key stands for. */
export function readCopyKey(key: string): { readonly id: string; readonly wave: number | null } {
  // Ids have no colon.
  const colon = key.lastIndexOf(':');
  return colon < 0 ? { id: key, wave: null } : { id: key.slice(0, colon), wave: Number(key.slice(colon + 1)) };
}
