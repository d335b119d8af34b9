/** Lists made of what is there, all that is reached from something, and the order of texts. */

/** Those of the things that are there: a condition that does not hold leaves out what follows its `&&`. */
export function those<T>(...things: readonly (T | false | null | undefined)[]): T[] {
  return things.flatMap((thing) => (thing === false || thing === null || thing === undefined ? [] : [thing]));
}

/** The things by a key, in the order in which each key comes up first. */
export function collectBy<T, K>(things: readonly T[], keyOf: (thing: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}

/** All that is reached by going on and on, the start included. */
export function reachAll<T>(start: readonly T[], next: (thing: T) => readonly T[]): Set<T> {
  const found = new Set(start);
  // A set goes on to what is added while one walks through it.
  for (const thing of found) for (const other of next(thing)) found.add(other);
  return found;
}

/** Orders texts by their characters, and dates (YYYY-MM-DD) by their days, the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
