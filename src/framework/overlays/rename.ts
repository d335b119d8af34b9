/** Names things by the ids in use now where they are called by former ones: a warning in an overlay, an error in a framework. */
import { collectBy } from '../../text/lists.js';
import { findError, findWarning } from '../../diagnostics/problem.js';
import type { FormerIds } from '../../model/index.js';
import { valueAt } from '../../yaml/values.js';
import { collectFormerIds, findNow, listFormerIds } from './renamed-ids.js';
import type { LayerFinding } from './merge.js';
import { PLACE_PATTERN } from './schema.js';
import { listAllReferences, type Reference, replaceReference } from '../references.js';
import type { FrameworkFile } from '../schema.js';
import { KIND_OF_HOLDER, listThings, splitId } from '../entities.js';
import { changeTraced, findOrigin, type Traced, untraceData } from './provenance.js';

/** How many places of one former id are told. */
const MOST_TOLD = 3;

/** Tells whether a framework names something of its own by a former id. */
export function namesFormerIds(file: FrameworkFile): boolean {
  if (listFormerIds(file).length === 0) return false;
  const formerIds = collectFormerIds(file);
  return listAllReferences(file).some((reference) => writeNow(reference, formerIds) !== reference.written);
}

/** Renames what a framework calls by former ids of its own; each is an error. */
export function renameOwn(framework: Traced): Renamed {
  const file = untraceData(framework) as FrameworkFile;
  if (listFormerIds(file).length === 0) return { renamed: framework, findings: [] };
  return renameReferences(framework, listAllReferences(file), collectFormerIds(file), findError);
}

/**
 * Renames what an overlay calls as an earlier version of its base did, with a warning for each. What has gone to another
 * condition since can only be changed there: it is an error, and left out.
 */
export function renameOverlay(overlay: Traced, base: Traced): Renamed {
  const file = untraceData(base) as FrameworkFile;
  if (listFormerIds(file).length === 0) return { renamed: overlay, findings: [] };
  const formerIds = collectFormerIds(file);
  const over = { conditions: [], ...(untraceData(overlay) as object) } as unknown as FrameworkFile;
  const names = listNames(over);
  const moved = names.filter((name) => name.field === 'id' && writeNow(name, formerIds).includes('.'));
  const references = [...names.filter((name) => !moved.includes(name)), ...listAllReferences(over, file.profile)];
  const { renamed, findings } = renameReferences(overlay, references, formerIds, findWarning);
  const errors = moved.map((name): LayerFinding => {
    const { layer, path } = findOrigin(overlay, name.path);
    const now = writeNow(name, formerIds);
    const [under, write] = splitId(now);
    return { layer, finding: findError('renamed-id', path, { kind: name.kind, id: name.written, now, write, under }) };
  });
  return {
    // From the last to the first, since what goes from a list moves what is after it.
    renamed: moved.reduceRight((data, { path }) => changeTraced(data, path.slice(0, -1), () => null), renamed),
    findings: [...findings, ...errors],
  };
}

/** By what the things of an overlay are named themselves: their ids, and those beside which they are placed. */
function listNames(over: FrameworkFile): Reference[] {
  return listThings(over).flatMap(({ kind, id, written, path }) => {
    const name = { kind, id, written, subject: `${kind} "${id}"`, field: 'id', path: [...path, 'id'], atKey: false };
    const { place = '' } = valueAt(over, path) as { place?: string };
    const beside = PLACE_PATTERN.exec(place)?.[3];
    if (beside === undefined) return [name];
    const prefix = id.slice(0, id.length - written.length);
    const within = { start: place.length - beside.length, end: place.length };
    return [name, { ...name, id: prefix + beside, written: beside, field: 'place', path: [...path, 'place'], within }];
  });
}

/** The text that is to be written in a place in which a thing is named; short where it was, unless the thing is elsewhere now. */
function writeNow({ kind, id, written }: Reference, formerIds: FormerIds): string {
  const now = findNow(formerIds, kind, id);
  if (typeof now !== 'string') return written;
  if (id === written) return now;
  const [holder, name] = splitId(now);
  const [before] = splitId(id);
  return holder === (findNow(formerIds, KIND_OF_HOLDER[kind]!, before) ?? before) ? name : now;
}

type Renamed = ReturnType<typeof renameReferences>;

/** Data in which things are named by the ids in use now, and what was found on the way. */
function renameReferences(
  from: Traced,
  references: readonly Reference[],
  formerIds: FormerIds,
  find: typeof findError,
) {
  const places: { reference: Reference; now: string }[] = [];
  let renamed = from;
  // From the last to the first, so that what goes from a list or a text moves nothing that is still to come.
  for (const reference of [...references].reverse()) {
    const now = writeNow(reference, formerIds);
    if (now === reference.written) continue;
    renamed = replaceReference(renamed, reference, now);
    places.push({ reference, now });
  }
  const keyOf = ({ reference: { path, kind, id } }: (typeof places)[number]) =>
    `${findOrigin(from, path).layer} ${kind} ${id}`;
  const findings = [...collectBy(places, keyOf).values()].flatMap((all) =>
    all
      .reverse()
      .slice(0, MOST_TOLD)
      .map(({ reference, now }, n): LayerFinding => {
        const { kind, written: id, atKey, within } = reference;
        const { layer, path } = findOrigin(from, reference.path);
        const more = n === MOST_TOLD - 1 && all.length > MOST_TOLD ? { more: all.length - MOST_TOLD } : {};
        const args = { kind, id, now, write: now, ...more };
        return { layer, finding: find('renamed-id', path, args, { atKey, ...(within && { within }) }) };
      }),
  );
  return { renamed, findings };
}
