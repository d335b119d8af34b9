/** Names made short enough for the headings of many columns. */

/**
 * A short form for each name, no two alike: the first letters of its words, or the first two letters of a single word;
 * more of the first word where that is taken, and at last a number.
 */
export function shortenNames(names: readonly string[]): string[] {
  const forms = names.map((name) => shortFormsOf(name));
  const steps = names.map(() => 0);
  const formOf = (n: number) => forms[n]![Math.min(steps[n]!, forms[n]!.length - 1)]!;
  for (;;) {
    const short = names.map((_, n) => formOf(n));
    const alike = short.map((form) => short.filter((other) => other === form).length > 1);
    // All that are alike grow together, so that none of them looks like the name of the others.
    const growing = [...names.keys()].filter((n) => alike[n] === true && steps[n]! < forms[n]!.length - 1);
    if (growing.length === 0) return numberAlike(short);
    for (const n of growing) steps[n]! += 1;
  }
}

function shortFormsOf(name: string): string[] {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [name];
  const small = new Set(['of', 'and', 'the', 'for', 'in', 'to', 'a', 'an', 'with', 'from']);
  const [first = name, ...rest] = words
    .filter((word) => !small.has(word.toLowerCase()))
    .map((word) => Array.from(word));
  const initials = rest.map(([letter]) => letter!.toUpperCase()).join('');
  const least = rest.length === 0 ? 2 : 1;
  const letters = Array.from(first);
  return Array.from({ length: Math.max(1, letters.length - least + 1) }, (_, n) => {
    const start = letters.slice(0, least + n).join('');
    return start.charAt(0).toUpperCase() + start.slice(1) + initials;
  });
}

function numberAlike(short: readonly string[]): string[] {
  const used = new Set(short);
  const seen = new Set<string>();
  return short.map((form) => {
    let own = form;
    for (let number = 2; seen.has(own) || (own !== form && used.has(own)); number++) own = `${form}${number}`;
    seen.add(own);
    return own;
  });
}
