/**
 * Applies overlays to a framework and checks what comes of it. A problem is shown where the last of the files that take
 * part in it wrote; a warning, where the last file of all brings it about.
 */
import { type Path, pathKey } from '../../diagnostics/path.js';
import { collectBy } from '../../text/lists.js';
import { findError, type Finding, hasErrors, type Place, type Problem } from '../../diagnostics/problem.js';
import { checkShape } from '../../schema/check.js';
import { findNearest } from '../../text/suggestions.js';
import { locateFinding, type Source, type Spot } from '../../yaml/source.js';
import { valueAt } from '../../yaml/values.js';
import { findGaps, type Gap } from '../unread.js';
import { checkFrameworkRules, nameMissed } from '../rules.js';
import { type FrameworkFile, frameworkSchema } from '../schema.js';
import { readQuiet } from '../silenced.js';
import { type Hidden, mendReferences, splitHidden } from './hide.js';
import { isThings, kindOfThing, type LayerFinding, mergeOverlay, nameThing } from './merge.js';
import { findOrigin, findTraced, listOrigins, listTaken, traceData, type Traced, untraceData } from './provenance.js';
import { renameOverlay, renameOwn } from './rename.js';

/** A framework that is made of one or several files. */
export interface Applied {
  /** Undefined where something is missing that nothing can do without. */
  readonly file: FrameworkFile | undefined;
  readonly problems: readonly Problem[];
  /** Where a value stands, and after that where those stand that it took the place of. */
  readonly placesOf: (path: Path) => readonly Place[];
  /** The fields that overlays take away from a thing: where they do, and after that where the field stood. */
  readonly takenFrom: (path: Path) => readonly { readonly field: string; readonly places: readonly Place[] }[];
  readonly hidden: readonly Hidden[];
  /** Where the `hide` of a hidden thing stands. */
  readonly placeOfHide: (hidden: Hidden) => Place;
}

/** The files that a framework is made of, the first base first; their data, the shape of each checked; and unread lists of them. */
interface Layers {
  readonly sources: readonly Source[];
  readonly values: readonly object[];
  readonly gaps: readonly Gap[];
}

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

type Merged = ReturnType<typeof mergeFiles>;

/** Several files as one framework, and what is found in it. */
function mergeFiles({ sources, values, gaps }: Layers) {
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
    /** Without what is hidden. */
    visible,
    /** And without mentions of it. */
    mended,
    hidden,
    file,
    /** Found in one of the files, with paths of that. */
    findings,
    /** Found in all of it, with paths of that: in its shape, and by the rules of frameworks. */
    shape: shape.findings,
    // What is hidden and needed is told once.
    rules: rules.filter(
      (rule) => (isSound || hasErrors([rule])) && !mending.needed.has(nameMissed(rule)?.wanted ?? ''),
    ),
  };
}

/** Tells whether what a finding names may be among what could not be read. */
function isUnread({ args }: Finding, gaps: readonly Gap[]): boolean {
  return 'kind' in args && gaps.some(({ kind }) => kind === args.kind);
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
  return { ...rest, ...(finding.related === last && { related: finding.path }), path: last, atKey: false };
}

/** Problems of one code at one place as one: a single change can break the same thing many times. */
function joinAlike(problems: readonly Problem[]): Problem[] {
  const keyOf = ({ code, place: { file, line, column } }: Problem) => JSON.stringify([code, file, line, column]);
  const groups = [...collectBy(problems, keyOf).values()];
  return groups.map(([first, ...alike]) => (alike.length === 0 ? first! : { ...first!, alike }));
}

/**
 * The thing at a path, if an overlay adds it, with the ids of the others in its list: one that lacks what a new thing needs,
 * or that does nothing, is most likely misspelt.
 */
function findAddition(traced: Traced, at: Path) {
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
function joinMissing(sources: readonly Source[], traced: Traced, findings: readonly Finding[]): Finding[] {
  const lacking = new Map<string, { kind: string; id: string; known: string[]; at: Path; missing: string[] }>();
  const others = findings.filter((finding) => {
    const at = finding.path.slice(0, -1);
    const addition = finding.code === 'missing-key' ? findAddition(traced, at) : undefined;
    if (finding.code !== 'missing-key' || addition === undefined) return true;
    const { layer, path } = addition.origin;
    // What is written, but wrongly, was said already.
    if ((valueAt(sources[layer]!.data, [...path, finding.args.key]) ?? null) !== null) return false;
    const { missing } = lacking.get(pathKey(at)) ?? { missing: [] };
    const { kind, id, known } = addition;
    lacking.set(pathKey(at), { kind, id, known, at, missing: [...missing, finding.args.key] });
    return false;
  });
  const unknown = [...lacking.values()].map(({ at, ...args }) => findError('unknown-id', at, args));
  return [...others, ...unknown];
}

/** Names, of an added thing that does nothing, the thing that is perhaps meant. */
function suggestNear(traced: Traced, finding: Finding): Finding {
  if (finding.code !== 'unused' && finding.code !== 'condition-without-questions') return finding;
  const addition = findAddition(traced, finding.path.slice(0, -1));
  const near = addition && findNearest(addition.id, addition.known);
  return near === undefined ? finding : ({ ...finding, args: { ...finding.args, near } } as Finding);
}
