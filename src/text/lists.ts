/** Lists made of what is there, and their order. */

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

/** Orders texts by their characters, and dates (YYYY-MM-DD) by their days, the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
