/** The way to a value in a file. */

/** Keys of mappings and positions (from 0) in lists, from the top of a file down. */
export type Path = readonly (string | number)[];

/** A path as one text, for maps and sets. The position 1 and the key "1" give the same: no value has both. */
export function pathKey(path: Path): string {
  return path.join('\0');
}

export function samePath(a: Path, b: Path): boolean {
  return pathKey(a) === pathKey(b);
}

/** Items by a key, in the order in which each key comes first. */
export function groupUnder<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
