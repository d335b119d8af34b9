/** The things that overlays add: one that lacks what a new thing needs, or that does nothing, is most likely misspelt. */
import { type Path, pathKey } from '../../diagnostics/path.js';
import { findError, type Finding } from '../../diagnostics/problem.js';
import { findNearest } from '../../text/suggestions.js';
import type { Source } from '../../yaml/source.js';
import { valueAt } from '../../yaml/values.js';
import { isThings, kindOfThing, nameThing } from './merge.js';
import { findTraced, type Origin, type Traced } from './provenance.js';

/** A thing that an overlay adds, with the ids of the others in its list, and the fields that it lacks. */
interface Addition {
  readonly kind: string;
  readonly id: string;
  readonly known: readonly string[];
  readonly origin: Origin;
}

/** The thing at a path, if an overlay adds it. */
function findAddition(traced: Traced, at: Path): Addition | undefined {
  const field = String(at.at(-2));
  const [thing, list] = [findTraced(traced, at), findTraced(traced, at.slice(0, -1))];
  if (thing === undefined || thing.origin.layer === 0 || thing.before !== undefined) return undefined;
  if (list === undefined || !isThings(field, list)) return undefined;
  const others = (list.value as readonly Traced[]).filter((one) => one !== thing);
  const known = others.map((one) => nameThing(field, one));
  return { kind: kindOfThing(field), id: nameThing(field, thing), known, origin: thing.origin };
}

/**
 * Says once of each added thing all that it lacks.
 * @param sources the files
 * @param traced what they make together
 * @param findings what is wrong with the shape of that
 */
export function joinMissing(sources: readonly Source[], traced: Traced, findings: readonly Finding[]): Finding[] {
  const lacking = new Map<string, { readonly at: Path; readonly missing: string[] } & Addition>();
  const others = findings.filter((finding) => {
    const at = finding.path.slice(0, -1);
    const addition = finding.code === 'missing-key' ? findAddition(traced, at) : undefined;
    if (finding.code !== 'missing-key' || addition === undefined) return true;
    const { layer, path } = addition.origin;
    // What is written, but wrongly, was said already.
    if ((valueAt(sources[layer]!.data, [...path, finding.args.key]) ?? null) !== null) return false;
    const { missing } = lacking.get(pathKey(at)) ?? { missing: [] };
    lacking.set(pathKey(at), { ...addition, at, missing: [...missing, finding.args.key] });
    return false;
  });
  const unknown = [...lacking.values()].map(({ at, kind, id, known, missing }) =>
    findError('unknown-id', at, { kind, id, known, missing }),
  );
  return [...others, ...unknown];
}

/** Names, of an added thing that does nothing, the thing that is perhaps meant. */
export function suggestNear(traced: Traced, finding: Finding): Finding {
  if (finding.code !== 'unused' && finding.code !== 'condition-without-questions') return finding;
  const addition = findAddition(traced, finding.path.slice(0, -1));
  const near = addition && findNearest(addition.id, addition.known);
  return near === undefined ? finding : ({ ...finding, args: { ...finding.args, near } } as Finding);
}
