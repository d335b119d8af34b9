/** Things that stand in a list of another kind, as a condition below the actions: they have the fields of their own kind. */
import { type Path, pathKey, samePath } from '../diagnostics/path.js';
import { findError, type Finding } from '../diagnostics/problem.js';
import { type AnySchema, unwrap } from '../schema/structure.js';
import type { Shaped } from '../schema/check.js';
import { valueAt } from '../yaml/values.js';
import type { Gap } from './unread.js';
import { frameworkSchema } from './schema.js';
import { isWithin, KIND_OF_LIST } from './entities.js';

/** The fields of things, by the list that they belong in, and those that each of them must have. */
const FIELDS = listFields(frameworkSchema as unknown as AnySchema);

function listFields({ entries }: AnySchema): { list: string; known: readonly string[]; needed: readonly string[] }[] {
  return Object.entries(entries ?? {}).flatMap(([list, schema]) => {
    const item = unwrap(unwrap(schema)?.item);
    if (!(list in KIND_OF_LIST) || item?.entries === undefined) return [];
    const known = Object.keys(item.entries);
    const needed = known.filter((key) => item.entries![key]!.type !== 'optional');
    return [{ list, known, needed }, ...listFields(item)];
  });
}

/**
 * Says of a thing in the wrong list only that, and where it belongs.
 * @param data what the file says
 * @returns what was found, and the gaps where these things belong
 */
export function tellMisplaced(data: unknown, shape: Shaped<object>): { findings: readonly Finding[]; gaps: Gap[] } {
  const strange = shape.findings.filter(({ code, path }) => code === 'unknown-key' && isThing(path.slice(0, -1)));
  const things = new Map(strange.map(({ path }) => [pathKey(path.slice(0, -1)), path.slice(0, -1)]));
  // A single strange field does not make it another kind of thing.
  const isOther = (path: Path) => strange.filter((one) => samePath(one.path.slice(0, -1), path)).length > 1;
  const misplaced = [...things.values()].filter(isOther).flatMap((path) => {
    const thing = valueAt(data, path) as Readonly<Record<string, unknown>>;
    const keys = Object.keys(thing);
    const fits = ({ known, needed }: (typeof FIELDS)[number]) =>
      keys.every((key) => known.includes(key)) && needed.every((key) => keys.includes(key));
    const list = FIELDS.find(fits)?.list;
    return list === undefined || typeof thing['id'] !== 'string' ? [] : [{ path, list, id: thing['id'] }];
  });
  const isTold = (path: Path) => misplaced.some((thing) => isWithin(path, thing.path));
  const told = misplaced.map(({ path, list, id }): Finding => {
    const kind = KIND_OF_LIST[String(path.at(-2))]!;
    return findError('misplaced-thing', path, { id, kind, meant: KIND_OF_LIST[list]!, list });
  });
  return {
    findings: [...shape.findings.filter(({ path }) => !isTold(path)), ...told],
    gaps: misplaced.map(({ list, id }) => ({ kind: KIND_OF_LIST[list]!, prefix: id })),
  };
}

function isThing(path: Path): boolean {
  return typeof path.at(-1) === 'number' && String(path.at(-2)) in KIND_OF_LIST;
}
