/**
 * Reads a framework: text → data with places → checked shape → overlays laid over their base → checked references → the
 * complete framework.
 */
import {
  type Checked,
  findError,
  type Finding,
  hasErrors,
  type Problem,
  sortProblems,
} from '../diagnostics/problem.js';
import { checkShape, type Shaped } from '../schema/check.js';
import type { Source } from '../yaml/source.js';
import type { Framework } from '../model/index.js';
import { type FindBase, isOverlay, isWhole, readChain } from './overlays/chain.js';
import { findGaps, type Gap, tellMisplaced } from './unread.js';
import { type Applied, applyOverlays } from './overlays/apply.js';
import { completeFramework } from './complete.js';
import { findIdentity, overlaySchema } from './overlays/schema.js';
import { readQuiet } from './silenced.js';
import { namesFormerIds } from './overlays/rename.js';
import { findMisspeltExtends, isAnswersData, isWithoutBase } from './recognize.js';
import { checkFrameworkRules } from './rules.js';
import { type FrameworkFile, frameworkSchema } from './schema.js';

/** A framework as its files write it, all overlays in it, and the way from each value to its places. */
export interface FrameworkFiles extends Applied {
  readonly file: FrameworkFile;
  readonly bases: Framework['bases'];
}

/**
 * Reads a framework.
 * @param file the name shown in messages
 * @param text the whole file
 * @param findBase finds what the file extends
 * @returns the framework, unless there is an error; and every problem found, in the order of the files, this one first
 */
export function readFramework(file: string, text: string, findBase: FindBase = findNothing): Checked<Framework> {
  const { value, problems } = readFrameworkFiles(file, text, findBase);
  return { value: value && completeFramework(value.file, value.bases, value.hidden), problems };
}

const findNothing: FindBase = () => ({ failure: 'there is no file beside this one' });

export function readFrameworkFiles(file: string, text: string, findBase: FindBase): Checked<FrameworkFiles> {
  const chain = readChain(file, text, findBase);
  const { sources } = chain;
  const shapes = sources.map(checkFileShape);
  const told = sources.map(({ data }, n) => tellMisplaced(data, shapes[n]!));
  const found: Problem[] = [
    ...chain.problems,
    ...sources.flatMap(({ problems, locate }, n) => [...problems, ...locate(told[n]!.findings)]),
  ];
  const sort = (problems: readonly Problem[]) => sortProblems(problems, sources.map((source) => source.file).reverse());
  const values = shapes.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (!isWhole(chain) || values.length < sources.length) return { value: undefined, problems: sort(found) };
  const gaps = sources.flatMap(({ data }, n) => [...told[n]!.gaps, ...findGaps(data, shapes[n]!.left)]);
  const applied =
    sources.length > 1 || namesFormerIds(values[0] as FrameworkFile)
      ? applyOverlays({ sources, values, gaps })
      : standAlone(sources[0]!, values[0] as FrameworkFile, gaps);
  // A part that is left out because its shape is wrong would only make others seem unused or unreached.
  const problems = sort(
    found.length === 0 ? applied.problems : [...found, ...applied.problems.filter((one) => hasErrors([one]))],
  );
  if (applied.file === undefined || hasErrors(problems)) return { value: undefined, problems };
  return { value: { ...applied, file: applied.file, bases: listBases(values) }, problems };
}

function checkFileShape(source: Source): Shaped<object> {
  const only = (...findings: Finding[]) => ({ value: undefined, findings, left: [] });
  if (source.data === undefined) return only();
  if (isAnswersData(source.data)) return only(findError('wrong-file', [], { is: 'answers', wanted: 'framework' }));
  const key = findMisspeltExtends(source.data);
  if (key !== undefined) return only(findError('unknown-key', [key], { key, known: ['extends'] }, { atKey: true }));
  // That nothing stands after `extends` was said.
  if (isWithoutBase(source))
    return checkShape(overlaySchema, { ...source, data: { extends: '?', ...(source.data as object) } });
  if (isOverlay(source.data)) return checkShape(overlaySchema, source);
  return tellOverlayFields(checkShape(frameworkSchema, source));
}

/** Fields of overlays in a framework that extends nothing. */
function tellOverlayFields(shape: Shaped<object>): Shaped<object> {
  const findings = shape.findings.map((finding) => {
    const { code, path } = finding;
    const [list, index, key] = path.slice(-3);
    const isOfThing = typeof index === 'number' && findIdentity(String(list)) !== null;
    return code === 'unknown-key' && isOfThing && ['hide', 'without', 'place'].includes(String(key))
      ? findError('overlay-field', path, { key: String(key) }, { atKey: true })
      : finding;
  });
  return { ...shape, findings };
}

function standAlone(source: Source, file: FrameworkFile, gaps: readonly Gap[]): Applied {
  const found = checkFrameworkRules(file, gaps);
  const quiet = readQuiet(file, found);
  return {
    file,
    problems: source.locate([...found.filter((finding) => !quiet.isSilenced(finding)), ...quiet.findings]),
    placesOf: (path) => [source.placeOf({ path })],
    takenFrom: () => [],
    hidden: [],
    placeOfHide: () => source.placeOf({ path: [] }),
  };
}

/** Ids and versions of what the last file is laid over, each once and none that is its own. */
function listBases(values: readonly object[]): Framework['bases'] {
  const named: { id: string; version: string }[] = [];
  for (const { framework } of values as readonly Partial<FrameworkFile>[]) {
    // An overlay that does not say it has the id and version of what it extends.
    const { id, version } = { ...named.at(-1), ...framework };
    named.push({ id: id!, version: version! });
  }
  const bases = new Map(named.map((one) => [`${one.id}@${one.version}`, one]));
  const { id, version } = named.at(-1)!;
  bases.delete(`${id}@${version}`);
  return [...bases.values()];
}
