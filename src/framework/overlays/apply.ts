/**
 * Applies overlays to a framework and checks what comes of it. A problem is shown where the last of the files that take
 * part in it wrote; a warning, where the last file of all brings it about.
 */
import type { Path } from '../../diagnostics/path.js';
import { type Finding, hasErrors, type Place, type Problem } from '../../diagnostics/problem.js';
import { checkShape } from '../../schema/check.js';
import { locateFinding, type Source, type Spot } from '../../yaml/source.js';
import { findGaps, type Gap } from '../unread.js';
import { checkFrameworkRules } from '../rules.js';
import { type FrameworkFile, frameworkSchema } from '../schema.js';
import { readQuiet } from '../silenced.js';
import { joinMissing, suggestNear } from './additions.js';
import { type Hidden, mendReferences, splitHidden } from './hide.js';
import { type LayerFinding, mergeOverlay } from './merge.js';
import { findOrigin, findTraced, listOrigins, listTaken, traceData, type Traced, untraceData } from './provenance.js';
import { renameOverlay, renameOwn } from './rename.js';

/** A framework that is made of one or several files. */
export interface Applied {
  /** Undefined where something is missing that nothing can do without. */
  readonly file: FrameworkFile | undefined;
  readonly problems: readonly Problem[];
  readonly placesOf: (path: Path) => readonly Place[];
  readonly takenFrom: (path: Path) => readonly { readonly field: string; readonly places: readonly Place[] }[];
  readonly hidden: readonly Hidden[];
  readonly placeOfHide: (hidden: Hidden) => Place;
}

/** The files that a framework is made of, the first base first. */
export interface Layers {
  readonly sources: readonly Source[];
  /** Their data, the shape of each checked. */
  readonly values: readonly object[];
  /** The lists of them that could not be read. */
  readonly gaps: readonly Gap[];
}

/** Applies overlays to a framework. */
export function applyOverlays(layers: Layers): Applied {
  const { sources } = layers;
  const merged = mergeFiles(layers);
  const { mended, visible, hidden, file } = merged;
  const placeOf = ({ layer, path }: Traced['origin'], atKey = false) => sources[layer]!.placeOf({ path, atKey });
  return {
    file,
    problems: describeFindings(layers, merged),
    placesOf: (path) => listOrigins(mended, path).map((origin) => placeOf(origin)),
    takenFrom: (path) =>
      listTaken(findTraced(visible, path)).map(({ field, by, stood }) => ({
        field,
        places: [placeOf(by, true), placeOf(stood)],
      })),
    hidden,
    placeOfHide: ({ by }) => placeOf(by.hide, true),
  };
}

/** Several files as one framework, and what is found in it. */
interface Merged {
  /** Without what is hidden. */
  readonly visible: Traced;
  /** And without mentions of it. */
  readonly mended: Traced;
  readonly hidden: readonly Hidden[];
  readonly file: FrameworkFile | undefined;
  /** Found in one of the files, with paths of that. */
  readonly findings: readonly LayerFinding[];
  /** Found in all of it, with paths of that: in its shape, and by the rules of frameworks. */
  readonly shape: readonly Finding[];
  readonly rules: readonly Finding[];
}

function mergeFiles({ sources, values, gaps }: Layers): Merged {
  const findings: LayerFinding[] = [];
  const [first, ...overlays] = values.map((value, layer) => traceData(value, { layer, path: [] }));
  let merged = first!;
  for (const overlay of overlays) {
    const current = renameOverlay(overlay, merged);
    const over = mergeOverlay(merged, current.renamed);
    merged = over.merged;
    findings.push(...current.findings, ...over.findings);
  }
  const own = renameOwn(merged);
  findings.push(...own.findings.filter(({ finding }) => !isUnread(finding, gaps)));
  const { visible, hidden } = splitHidden(own.renamed);
  const joined = joinSources(sources, visible);
  const shape = checkShape(frameworkSchema, joined);
  const isSound = shape.value !== undefined && shape.findings.length === 0;
  const { mended, ...mending } = isSound
    ? mendReferences(visible, shape.value, hidden)
    : { mended: visible, findings: [], needed: new Set<string>() };
  findings.push(...mending.findings);
  const file = isSound ? (untraceData(mended) as FrameworkFile) : shape.value;
  // What takes the place of what is hidden is found only in what is whole.
  const isJudged = file !== undefined && (isSound || hidden.length === 0);
  const rules = isJudged ? checkFrameworkRules(file, [...gaps, ...findGaps(joined.data, shape.left)]) : [];
  return {
    visible,
    mended,
    hidden,
    file,
    findings,
    shape: shape.findings,
    rules: rules.filter((rule) => (isSound || hasErrors([rule])) && !isAbout(rule, mending.needed)),
  };
}

/** Tells whether what a finding names may be among what could not be read. */
function isUnread({ args }: Finding, gaps: readonly Gap[]): boolean {
  return 'kind' in args && gaps.some(({ kind }) => kind === args.kind);
}

/** Tells whether a finding says again that something hidden is needed. */
function isAbout({ code, args }: Finding, needed: ReadonlySet<string>): boolean {
  switch (code) {
    case 'unknown-reference':
      return needed.has(args.id);
    case 'when-unknown-name':
      return needed.has(args.name);
    case 'wrong-value':
      return needed.has(args.found);
    default:
      return false;
  }
}

/** The problems of the files: all errors, and the warnings that the other files do not have without the last one. */
function describeFindings(layers: Layers, merged: Merged): Problem[] {
  const { sources, gaps } = layers;
  const { mended, visible, file } = merged;
  const known = listKnown(layers, merged);
  const isNews = (finding: Finding) => hasErrors([finding]) || known?.has(sayOf(finding)) !== true;
  const last = sources.length - 1;
  const inFiles = merged.findings.filter(({ layer, finding }) => layer === last || isNews(finding));
  const rules = merged.rules.filter(isNews);
  const all = [...inFiles.map(({ finding }) => finding), ...rules, ...merged.shape];
  const quiet = file === undefined ? undefined : readQuiet(file, all);
  const isShown = (finding: Finding) =>
    quiet?.isSilenced(finding) !== true && !(finding.code === 'unknown-id' && isUnread(finding, gaps));
  const { locate } = joinSources(sources, mended);
  const problems = [
    ...inFiles.flatMap(({ layer, finding }) => (isShown(finding) ? sources[layer]!.locate([finding]) : [])),
    ...joinSources(sources, visible).locate(joinMissing(sources, visible, merged.shape).filter(isShown)),
    ...locate(rules.filter(isShown).map((rule) => suggestNear(mended, rule))),
  ].flatMap((problem) => placeInLast(sources[last]!, problem, known !== undefined));
  // What another file silences is its own affair.
  const isOwn = ({ path }: Finding) => findOrigin(mended, path).layer === last;
  return [...joinAlike(problems), ...locate(quiet?.findings.filter(isOwn) ?? [])];
}

/** The findings in the other files without the last one; undefined where they are no whole framework, so that nobody can compare. */
function listKnown({ sources, values, gaps }: Layers, { findings, rules, shape }: Merged): Set<string> | undefined {
  const isError = (finding: Finding) => hasErrors([finding]);
  if (sources.length === 1 || shape.length > 0) return undefined;
  if (rules.every(isError) && findings.every(({ finding }) => isError(finding))) return undefined;
  const others = mergeFiles({ sources: sources.slice(0, -1), values: values.slice(0, -1), gaps });
  if (others.shape.length > 0) return undefined;
  return new Set([...others.rules, ...others.findings.map(({ finding }) => finding)].map(sayOf));
}

/** A finding's code and arguments as one text, wherever it is. */
function sayOf({ code, args }: Finding): string {
  return JSON.stringify([code, args]);
}

/**
 * A problem of an earlier file as the last file's: a warning at its `extends`, with the other place beside it.
 * @param isBrought whether the last file is known to bring about what is warned of
 */
function placeInLast(last: Source, problem: Problem, isBrought: boolean): Problem[] {
  if (problem.severity === 'error' || problem.place.file === last.file) return [problem];
  // That nothing uses a thing of another file any more costs the keeper of this one nothing.
  if (!isBrought || problem.code === 'unused') return [];
  return [{ ...problem, place: last.placeOf({ path: ['extends'] }), related: problem.place }];
}

/** Data of several files as if it stood in one. */
function joinSources(sources: readonly Source[], traced: Traced): Source {
  const placeOf = (spot: Spot): Place => {
    const { layer, path } = findOrigin(traced, spot.path);
    return sources[layer]!.placeOf({ ...spot, path });
  };
  return {
    file: sources.at(-1)!.file,
    data: untraceData(traced),
    problems: [],
    textAt: () => undefined,
    locate: (findings) => findings.map((finding) => locateFinding(turnToLast(traced, finding), placeOf)),
    placeOf,
  };
}

/** The finding at the one of all values that take part in it that was written last. */
function turnToLast(traced: Traced, finding: Finding): Finding {
  const layerOf = (path: Path) => findOrigin(traced, path).layer;
  const last = (finding.also ?? [])
    .filter((path) => findTraced(traced, path) !== undefined)
    .reduce<Path>((best, path) => (layerOf(path) > layerOf(best) ? path : best), finding.path);
  if (last === finding.path) return finding;
  const { within: _, ...rest } = finding;
  const related = finding.related === last ? { related: finding.path } : {};
  return { ...rest, ...related, path: last, atKey: false };
}

/** Problems of one code at one place as one: a single change can break the same thing many times. */
function joinAlike(problems: readonly Problem[]): Problem[] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { file, line, column } = problem.place;
    const key = JSON.stringify([problem.code, file, line, column]);
    groups.set(key, [...(groups.get(key) ?? []), problem]);
  }
  return [...groups.values()].map(([first, ...alike]) => (alike.length === 0 ? first! : { ...first!, alike }));
}
