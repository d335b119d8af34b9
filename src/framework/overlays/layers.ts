/** Lays the files of a framework over each other and checks what comes of it, each problem at the file that brought it about. */
import { findNearest } from '../../text/suggestions.js';
import { findError, type Finding, hasErrors, type Place, type Problem } from '../../diagnostics/problem.js';
import type { Path } from '../../diagnostics/path.js';
import { checkShape } from '../../schema/check.js';
import { valueAt } from '../../yaml/values.js';
import { locateFinding, type Source, type Spot } from '../../yaml/source.js';
import { findGaps, type Gap } from '../unread.js';
import { type Hidden, mendReferences, splitHidden } from './hide.js';
import { type Cause, Changes, isNews, type Named } from './warnings.js';
import { isThings, kindOfThing, type LayerFinding, mergeOverlay, nameThing } from './merge.js';
import { readQuiet } from '../silenced.js';
import { type Moved, renameOverlay, renameOwn } from './rename.js';
import { checkFrameworkRules } from '../rules.js';
import { type FrameworkFile, frameworkSchema } from '../schema.js';
import { isWithin, listThings } from '../entities.js';
import {
  findOrigin,
  findTraced,
  isList,
  type Mapping,
  type Origin,
  textOf,
  traceData,
  type Traced,
  untraceData,
} from './provenance.js';

/** What comes of one or several files. */
export interface Laid {
  /** Undefined where something is missing that nothing can do without. */
  readonly file: FrameworkFile | undefined;
  readonly problems: readonly Problem[];
  readonly placesOf: (path: Path) => readonly Place[];
  readonly takenFrom: (path: Path) => readonly { readonly field: string; readonly places: readonly Place[] }[];
  readonly hidden: readonly Hidden[];
  readonly placeOfHide: (hidden: Hidden) => Place;
}

/**
 * Lays overlays over a framework. Of the warnings, those are told that the last file brings about, at its own lines.
 * @param sources the files, the framework first
 * @param values what they say, the shape of each checked
 * @param gaps what of them could not be read
 */
export function layOver(sources: readonly Source[], values: readonly object[], gaps: readonly Gap[]): Laid {
  const whole = mergeFiles(sources, values, gaps);
  const { mended, hidden, file, shape, moved } = whole;
  const last = sources.length - 1;
  const { findings, rules, brought } = sortFindings(whole, last, () =>
    mergeFiles(sources.slice(0, last), values.slice(0, last), gaps),
  );
  const { locate } = joinSources(sources, mended);
  const quiet =
    file === undefined
      ? null
      : readQuiet(file, [...[...findings, ...brought].map(({ finding }) => finding), ...rules, ...shape]);
  const isShown = (finding: Finding) =>
    quiet?.isSilenced(finding) !== true && !(finding.code === 'unknown-id' && isUnread(finding, gaps));
  // What another file silences is its own affair.
  const isOwn = ({ path }: Finding) => findOrigin(mended, path).layer === last;
  const placeOf = ({ layer, path }: Traced['origin'], atKey = false) => sources[layer]!.placeOf({ path, atKey });
  const problems = [
    ...findings.flatMap(({ layer, finding }) =>
      isShown(finding) ? sources[layer]!.locate([tellMoved({ layer, path: finding.path }, finding, moved)]) : [],
    ),
    ...joinAlike(
      brought
        .filter(({ finding }) => isShown(finding))
        .map(({ finding: { code, severity, args }, cause, about }) => {
          const place = sources[last]!.placeOf(cause);
          return { code, severity, place, related: placeOf(about), args } as Problem;
        }),
    ),
    ...locate(quiet?.findings.filter(isOwn) ?? []),
    ...joinSources(sources, whole.visible).locate(
      tellUnknownThings(sources, whole.visible, shape)
        .filter(isShown)
        .map((finding) => tellMoved(findOrigin(whole.visible, finding.path), finding, moved)),
    ),
    ...locate(rules.filter(isShown).map((rule) => tellBelow(mended, tellMisspelt(mended, rule)))),
  ];
  return {
    file,
    problems,
    placesOf: (path) => listOrigins(mended, path).map((origin) => placeOf(origin)),
    takenFrom: (path) =>
      listTaken(findTraced(whole.visible, path)).map(({ field, by, stood }) => ({
        field,
        places: [placeOf(by, true), placeOf(stood)],
      })),
    hidden,
    placeOfHide: ({ by }) => placeOf(by.hide, true),
  };
}

/** Several files as one framework, and what is found in it. */
interface Whole {
  /** With what is hidden. */
  readonly merged: Traced;
  /** Without it. */
  readonly visible: Traced;
  /** And without mentions of it. */
  readonly mended: Traced;
  readonly hidden: readonly Hidden[];
  readonly file: FrameworkFile | undefined;
  readonly findings: readonly LayerFinding[];
  /** Things that are named as what they are not called any more, but can only be changed under the id of today. */
  readonly moved: readonly Moved[];
  readonly shape: readonly Finding[];
  readonly rules: readonly Finding[];
}

function mergeFiles(sources: readonly Source[], values: readonly object[], gaps: readonly Gap[]): Whole {
  const findings: LayerFinding[] = [];
  const moved: Moved[] = [];
  const [first, ...overlays] = values.map((value, layer) => traceData(value, { layer, path: [] }));
  let merged = first!;
  for (const overlay of overlays) {
    const current = renameOverlay(overlay, merged);
    const laid = mergeOverlay(merged, current.renamed);
    merged = laid.merged;
    findings.push(...current.findings, ...laid.findings);
    moved.push(...current.moved);
  }
  const own = renameOwn(merged);
  findings.push(...own.findings.filter(({ finding }) => !isUnread(finding, gaps)));
  const { visible, hidden } = splitHidden(own.renamed);
  const joined = joinSources(sources, visible);
  const shape = checkShape(frameworkSchema, joined);
  const mended =
    shape.value === undefined || shape.findings.length > 0
      ? { mended: visible, findings: [], needed: new Set<string>() }
      : mendReferences(visible, shape.value, hidden);
  findings.push(...mended.findings);
  const file = shape.findings.length > 0 ? shape.value : (untraceData(mended.mended) as FrameworkFile);
  const allGaps = [...gaps, ...findGaps(joined.data, shape.left)];
  // What takes the place of what is hidden is found only in what is whole.
  const isJudged = file !== undefined && (shape.findings.length === 0 || hidden.length === 0);
  const rules = isJudged
    ? checkFrameworkRules(file, allGaps).filter((finding) => !isAbout(finding, mended.needed))
    : [];
  return {
    merged: own.renamed,
    visible,
    mended: mended.mended,
    hidden,
    file,
    findings,
    moved,
    shape: shape.findings,
    rules: shape.findings.length === 0 ? rules : rules.filter((rule) => hasErrors([rule])),
  };
}

/** Whether what a finding names may be among what could not be read. */
function isUnread({ args }: Finding, gaps: readonly Gap[]): boolean {
  return 'kind' in args && gaps.some(({ kind }) => kind === args.kind);
}

/** A warning about what another file says, what in the last one brings it about, and where the thing stands. */
interface Brought {
  readonly finding: Finding;
  readonly cause: Cause;
  readonly about: Origin;
}

/**
 * The findings that are told to the keeper of the last file: all errors, and the warnings that it brings about.
 * @param mergeOthers makes one framework of the other files
 */
function sortFindings(
  { findings, rules, merged, mended, file, shape }: Whole,
  last: number,
  mergeOthers: () => Whole,
): Pick<Whole, 'findings' | 'rules'> & { readonly brought: readonly Brought[] } {
  const isError = (finding: Finding) => hasErrors([finding]);
  if (findings.every(({ finding }) => isError(finding)) && rules.every(isError))
    return { findings, rules, brought: [] };
  const others = shape.length > 0 ? undefined : mergeOthers();
  // What lacks fields cannot be compared.
  if (file === undefined || others === undefined || others.shape.length > 0)
    return {
      findings: findings.filter(({ layer, finding }) => layer === last || isError(finding)),
      rules: rules.filter((rule) => isError(rule) || findOrigin(mended, turnToLast(mended, rule).path).layer === last),
      brought: [],
    };
  const known = [...others.findings.map(({ finding }) => finding), ...others.rules];
  const changes = new Changes(others.merged, merged, last);
  const brought: Brought[] = [];
  const bring = (finding: Finding, cause: Cause, about: Origin): void => {
    // That nothing uses a thing of another file any more costs the keeper of this one nothing.
    if (finding.code !== 'unused') brought.push({ finding, cause, about });
  };
  const things = listThings(file);
  const isLast = (path: Path) => findTraced(mended, path)?.origin.layer === last;
  const told = {
    findings: findings.filter(({ layer, finding }) => {
      if (layer === last || isError(finding)) return true;
      if (isNews(finding, known))
        bring(finding, changes.findCause(finding.args as Named), { layer, path: finding.path });
      return false;
    }),
    rules: rules.filter((rule) => {
      if (isError(rule)) return true;
      if (!isNews(rule, known)) return false;
      const thing = things.findLast((one) => isWithin(rule.path, one.path));
      const isNew = thing !== undefined && !changes.isOld(thing);
      // The id of a thing stands wherever an overlay names it, whatever it changes there.
      if (isLast(rule.path) && (isNew || rule.path.at(-1) !== 'id')) return true;
      const by = rule.also?.find(isLast);
      if (by !== undefined && rule.related !== undefined) return true;
      const cause = by === undefined ? changes.findCause(thing) : { path: findOrigin(mended, by).path };
      bring(rule, cause, listOrigins(mended, rule.path).at(-1) ?? findOrigin(mended, rule.path));
      return false;
    }),
  };
  return { ...told, brought };
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
  const related = finding.related === last ? { related: finding.path } : {};
  return { ...rest, ...related, path: last, atKey: false };
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
function tellUnknownThings(sources: readonly Source[], traced: Traced, findings: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  return findings.flatMap((finding): Finding[] => {
    if (finding.code !== 'missing-key') return [finding];
    const at = finding.path.slice(0, -1);
    const list = findTraced(traced, at.slice(0, -1));
    const thing = findTraced(traced, at);
    const field = String(at.at(-2));
    const isNew = thing !== undefined && thing.origin.layer > 0 && thing.before === undefined;
    if (!isNew || list === undefined || !isThings(field, list)) return [finding];
    // What is written, but wrongly, is told as that.
    const { layer, path } = thing.origin;
    const isWritten = (key: string) => (valueAt(sources[layer]!.data, [...path, key]) ?? null) !== null;
    if (isWritten(finding.args.key)) return [];
    if (told.has(at.join('\0'))) return [];
    told.add(at.join('\0'));
    const missing = findings.flatMap((one) =>
      one.code === 'missing-key' && one.path.slice(0, -1).join('\0') === at.join('\0') && !isWritten(one.args.key)
        ? [one.args.key]
        : [],
    );
    const others = (isList(list.value) ? list.value : []).filter((one) => one !== thing);
    const known = others.map((one) => nameThing(field, one));
    const former = findTraced(thing, ['was'])?.value ?? [];
    const was = (isList(former) ? former : []).map(textOf).find((one) => known.includes(one));
    const args = { kind: kindOfThing(field), id: nameThing(field, thing), known, missing };
    return [findError('unknown-id', at, was === undefined ? args : { ...args, was })];
  });
}

/** A thing that is not where an overlay changes it: names its id of today, where it has gone elsewhere. */
function tellMoved({ layer, path }: Origin, finding: Finding, moved: readonly Moved[]): Finding {
  const key = path.join('\0');
  const thing = moved.find(({ origin }) => origin.layer === layer && origin.path.join('\0') === key);
  if (finding.code !== 'unknown-id' || thing === undefined) return finding;
  return { ...finding, args: { ...finding.args, now: thing.now } };
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

/** A former id in use: says so where the thing that has it stands in a file below the one that says it was renamed. */
function tellBelow(traced: Traced, finding: Finding): Finding {
  if (finding.code !== 'former-id-in-use' || finding.related === undefined) return finding;
  const first = listOrigins(traced, finding.related).at(-1)!;
  return { ...finding, args: { ...finding.args, isBelow: first.layer < findOrigin(traced, finding.path).layer } };
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

/** The fields that a thing does not have any more: by which `without`, and where each stood. */
function listTaken(thing: Traced | undefined): { field: string; by: Origin; stood: Origin }[] {
  const taken: { field: string; by: Origin; stood: Origin }[] = [];
  const there = new Set(thing === undefined ? [] : (thing.value as Mapping).keys());
  for (let at = thing; at?.before !== undefined; at = at.before) {
    const by = { ...at.origin, path: [...at.origin.path, 'without'] };
    for (const [field, { value, origin }] of at.before.value as Mapping) {
      if (there.has(field) || (field === 'hide' && typeof value === 'boolean')) continue;
      there.add(field);
      taken.push({ field, by, stood: origin });
    }
  }
  return taken;
}
