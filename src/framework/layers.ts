/** Lays the files of a framework over each other and checks what comes of it, each problem at the file that brought it about. */
import { findNearest } from '../io/nearest.js';
import { findError, type Finding, hasErrors, type Path, type Place, type Problem } from '../io/problems.js';
import { checkShape } from '../io/shape.js';
import { locateFinding, type Source, type Spot } from '../io/source.js';
import { type Hidden, mendReferences, splitHidden } from './hide.js';
import { isThings, kindOfThing, type LayerFinding, mergeOverlay, nameThing } from './overlay.js';
import { readQuiet } from './quiet.js';
import { checkFrameworkRules } from './rules.js';
import { type FrameworkFile, frameworkSchema } from './schema.js';
import { findOrigin, findTraced, isList, traceData, type Traced, untraceData } from './traced.js';

/** What comes of one or several files. */
export interface Laid {
  /** Undefined where something is missing that nothing can do without. */
  readonly file: FrameworkFile | undefined;
  readonly problems: readonly Problem[];
  readonly placesOf: (path: Path) => readonly Place[];
  readonly hidden: readonly Hidden[];
  readonly placeOfHide: (hidden: Hidden) => Place;
}

/**
 * Lays overlays over a framework.
 * @param sources the files, the framework first
 * @param values what they say, the shape of each checked
 */
export function layOver(sources: readonly Source[], values: readonly object[]): Laid {
  const findings: LayerFinding[] = [];
  const [first, ...overlays] = values.map((value, layer) => traceData(value, { layer, path: [] }));
  let merged = first!;
  for (const overlay of overlays) {
    const laid = mergeOverlay(merged, overlay);
    merged = laid.merged;
    findings.push(...laid.findings);
  }
  const { visible, hidden } = splitHidden(merged);
  const whole = joinSources(sources, visible);
  const shape = checkShape(frameworkSchema, whole);
  const mended =
    shape.value === undefined || shape.findings.length > 0
      ? { mended: visible, findings: [], needed: new Set<string>() }
      : mendReferences(visible, shape.value, hidden);
  findings.push(...mended.findings);
  const { locate } = joinSources(sources, mended.mended);
  const file = shape.findings.length > 0 ? shape.value : (untraceData(mended.mended) as FrameworkFile);
  const rules =
    file === undefined ? [] : checkFrameworkRules(file).filter((finding) => !isAbout(finding, mended.needed));
  const quiet =
    file === undefined
      ? null
      : readQuiet(file, [...findings.map(({ finding }) => finding), ...rules, ...shape.findings]);
  const isShown = (finding: Finding) => quiet?.isSilenced(finding) !== true;
  // What another file silences is its own affair.
  const isOwn = ({ path }: Finding) => findOrigin(mended.mended, path).layer === sources.length - 1;
  const problems = [
    ...findings.flatMap(({ layer, finding }) => (isShown(finding) ? sources[layer]!.locate([finding]) : [])),
    ...locate(quiet?.findings.filter(isOwn) ?? []),
    ...whole.locate(tellUnknownThings(visible, shape.findings)),
    ...locate(
      (shape.findings.length > 0 ? rules.filter((rule) => hasErrors([rule])) : rules)
        .filter(isShown)
        .map((rule) => tellMisspelt(mended.mended, rule)),
    ),
  ];
  const placeOf = ({ layer, path }: Traced['origin'], atKey = false) => sources[layer]!.placeOf({ path, atKey });
  return {
    file,
    problems,
    placesOf: (path) => listOrigins(mended.mended, path).map((origin) => placeOf(origin)),
    hidden,
    placeOfHide: ({ by }) => placeOf(by.hide, true),
  };
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
    locate: (findings) => joinAlike(findings.map((finding) => locateFinding(turnToLast(traced, finding), placeOf))),
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
  return { ...rest, path: last, atKey: false };
}

/** Problems of one code at one place as one: a single change can break the same thing many times. */
function joinAlike(problems: readonly Problem[]): Problem[] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { file, line, column } = problem.place;
    const key = [problem.code, file, line, column].join('\0');
    groups.set(key, [...(groups.get(key) ?? []), problem]);
  }
  return [...groups.values()].map(([first, ...alike]) => (alike.length === 0 ? first! : { ...first!, alike }));
}

/** A thing of an overlay that is not in its base, and lacks what a new one needs, is most likely misspelt. */
function tellUnknownThings(traced: Traced, findings: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  return findings.flatMap((finding): Finding[] => {
    if (finding.code !== 'missing-key') return [finding];
    const at = finding.path.slice(0, -1);
    const list = findTraced(traced, at.slice(0, -1));
    const thing = findTraced(traced, at);
    const field = String(at.at(-2));
    const isNew = thing !== undefined && thing.origin.layer > 0 && thing.before === undefined;
    if (!isNew || list === undefined || !isThings(field, list)) return [finding];
    if (told.has(at.join('\0'))) return [];
    told.add(at.join('\0'));
    const missing = findings.flatMap((one) =>
      one.code === 'missing-key' && one.path.slice(0, -1).join('\0') === at.join('\0') ? [one.args.key] : [],
    );
    const others = (isList(list.value) ? list.value : []).filter((one) => one !== thing);
    const known = others.map((one) => nameThing(field, one));
    return [findError('unknown-id', at, { kind: kindOfThing(field), id: nameThing(field, thing), known, missing })];
  });
}

/** A new thing of an overlay that does nothing: names the thing that is perhaps meant. */
function tellMisspelt(traced: Traced, finding: Finding): Finding {
  if (finding.code !== 'unused' && finding.code !== 'condition-without-questions') return finding;
  const at = finding.path.slice(0, -1);
  const thing = findTraced(traced, at)!;
  if (thing.origin.layer === 0 || thing.before !== undefined) return finding;
  const others = findTraced(traced, at.slice(0, -1))!.value as readonly Traced[];
  const known = others.filter((one) => one !== thing).map((one) => nameThing(String(at.at(-2)), one));
  const near = findNearest(finding.args.id, known);
  return near === undefined ? finding : ({ ...finding, args: { ...finding.args, near } } as Finding);
}

/** Whether a finding says again that something hidden is needed. */
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

/** Where a value was written, the last time first. */
function listOrigins(traced: Traced, path: Path): Traced['origin'][] {
  const origins: Traced['origin'][] = [];
  for (let at = findTraced(traced, path); at !== undefined; at = at.before) origins.push(at.origin);
  return origins;
}
