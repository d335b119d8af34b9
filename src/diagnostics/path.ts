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
