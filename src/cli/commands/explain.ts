/** `scaleplan explain`: what an id is, in plain words, and which file and line says so. */
import { Explainer, type Explanation, headField, type Section } from '../../framework/explanation.js';
import { findNow } from '../../framework/overlays/renamed-ids.js';
import { completeFramework } from '../../framework/complete.js';
import { type FrameworkFiles, readFrameworkFiles } from '../../framework/read.js';
import { KIND_OF_LIST, type Thing } from '../../framework/entities.js';
import { CODES, type ProblemCode } from '../../diagnostics/codes/families.js';
import { type Path, samePath } from '../../diagnostics/path.js';
import { count } from '../../text/plurals.js';
import { suggest } from '../../text/suggestions.js';
import type { Place } from '../../diagnostics/problem.js';
import { ANSWERED_KINDS, type Framework } from '../../model/index.js';
import type { ExplainOptions } from '../command-line.js';
import { type Console, ProblemsError } from '../report/console.js';
import { EXIT, type ExitCode, type Io } from '../world.js';
import { UserError } from '../../diagnostics/user-error.js';
import { findBaseIn, findFramework } from '../../framework/in-use.js';
import { wrapText } from '../terminal/wrap.js';

/** Explains everything that is called so, or lists what there is. */
export function explain(io: Io, _console: Console, id: string | undefined, options: ExplainOptions): ExitCode {
  const { file, text } = findFramework(io.cwd, options.conditions);
  const { value: files, problems } = readFrameworkFiles(file, text, findBaseIn(io.cwd));
  const guide = files === undefined ? null : new Guide(files);
  const isCode = id !== undefined && Object.hasOwn(CODES, id);
  const code = isCode ? [`problem ${id}`, `  ${CODES[id as ProblemCode].meaning}`, ''] : [];
  // A code can be looked up while the framework has errors: that is when one needs it.
  if (guide === null && code.length === 0) throw new ProblemsError(problems);
  const lines = id === undefined ? (guide?.listAll() ?? []) : [...(guide?.explain(id) ?? []), ...code];
  if (lines.length === 0)
    throw new UserError(
      `there is nothing called "${id!}"`,
      suggest(id!, [...(guide?.names() ?? []), ...Object.keys(CODES)]) ?? 'scaleplan explain lists what there is',
    );
  const columns = Math.max(40, (io.stdout as NodeJS.WriteStream).columns || 80);
  const wrapped = lines.flatMap((line) => wrapText(line, columns)).join('\n');
  io.stdout.write(`${wrapped.trimEnd().replaceAll(NO_BREAK, ' ')}\n`);
  return EXIT.done;
}

/** All that one framework has, as lines of text; a line that is indented belongs to the one before. */
export class Guide {
  private readonly files: FrameworkFiles;
  private readonly framework: Framework;
  private readonly explainer: Explainer;

  constructor(files: FrameworkFiles) {
    this.files = files;
    this.framework = completeFramework(files.file, files.bases, files.hidden);
    this.explainer = new Explainer(files.file, this.framework);
  }

  /** Everything that can be asked for: ids in full and as written. */
  names(): string[] {
    return this.explainer.things.flatMap(({ id, written }) => [id, written]);
  }

  /** All that is called so: things by their full id or by its last part, hidden ones, and former ids. */
  explain(id: string): string[] {
    const things = this.explainer.things.filter((thing) => thing.id === id || thing.written === id);
    const hidden = this.files.hidden.filter((one) => one.id === id || one.id.endsWith(`.${id}`));
    return [
      ...things.flatMap((thing) => this.showExplanation(this.explainer.explain(thing))),
      ...hidden.flatMap((one) => [
        `${one.kind} ${one.id}`,
        `  Hidden, and so no part of this framework. ${showPlaces([this.files.placeOfHide(one)])}`,
        '',
      ]),
      ...(things.length > 0 ? [] : this.explainFormer(hidden[0]?.id ?? id)),
    ];
  }

  /** Tells what took the place of an id. */
  private explainFormer(id: string): string[] {
    const nows = ANSWERED_KINDS.map((kind) => findNow(this.framework.formerIds, kind, id));
    const present = [...new Set(nows.filter((now) => typeof now === 'string'))];
    if (present.length > 0)
      return present.flatMap((now) => [`In place of ${id}, there is ${now} now.`, '', ...this.explain(now)]);
    if (!nows.includes(null)) return [];
    if (this.files.hidden.some((one) => one.id === id)) return [];
    const at = this.files.file.retired?.indexOf(id) ?? -1;
    return [id, `  Retired: earlier versions of this framework had it.${this.placeOf(['retired', at])}`, ''];
  }

  private showExplanation({ thing, name, sections }: Explanation): string[] {
    return [
      `${thing.kind} ${thing.id}: ${name}${this.placeOf([...thing.path, 'id'])}`,
      ...sections.flatMap((section) => this.showSection(section)),
      ...this.files
        .takenFrom(thing.path)
        .map(({ field, places }) => `  ${headField(field)}: taken away ${showPlaces(places)}`),
      '',
    ];
  }

  /** A short statement stands after its heading, several below it. */
  private showSection({ heading, path, statements }: Section): string[] {
    const [first] = statements;
    if (first === undefined) return [`  ${heading}: nothing${this.placeOf(path)}`];
    if (statements.length === 1 && samePath(first.path ?? [], path ?? []))
      return [`  ${heading}: ${first.text}${this.placeOf(path)}`];
    // Where a whole list was replaced, its items do not know of those before.
    const places = this.placesOf(path);
    const replaced = places.length > 1 && statements.every((one) => this.placesOf(one.path).length < 2);
    return [
      `  ${heading}${replaced ? ` ${showPlaces(places)}` : ''}`,
      ...statements.map((statement) => `    ${statement.text}${this.placeOf(statement.path)}`),
    ];
  }

  private placesOf(path: Path | null): readonly Place[] {
    return path === null ? [] : this.files.placesOf(path);
  }

  private placeOf(path: Path | null): string {
    const places = this.placesOf(path);
    // The id of a thing is the same wherever it is changed.
    return places.length === 0 ? '' : ` ${showPlaces(places, path?.at(-1) === 'id' ? 'first in' : 'instead of')}`;
  }

  /** The ids by kind; questions and actions are many, and stand with their condition. */
  listAll(): string[] {
    const { id, version, title } = this.framework;
    const bases = this.files.bases.map((base) => `${base.id}@${base.version}`);
    const kinds = [...new Set(Object.values(KIND_OF_LIST))].filter((kind) => kind !== 'question' && kind !== 'option');
    const isListed = ({ kind, path }: Thing) => kind !== 'action' || !path.includes('conditions');
    const lists = kinds.flatMap((kind) => {
      const things = this.explainer.things.filter((thing) => thing.kind === kind && isListed(thing));
      if (things.length === 0) return [];
      return [
        `${count(things.length, kind)}${kind === 'action' ? ' of no condition' : ''}`,
        `  ${things.map((thing) => thing.id).join(', ')}`,
      ];
    });
    return [
      `${title} (${id}@${version}${bases.length === 0 ? '' : `, made from ${bases.join(' and ')}`})`,
      '',
      ...lists,
      '',
      'Type scaleplan explain and an id. A condition lists its questions and actions. The code of a problem is explained too.',
    ];
  }
}

/** Keeps a place on one line, where it fits. */
const NO_BREAK = '\u00A0';

/** "[file:line]", and the places that it took the place of. */
function showPlaces(places: readonly Place[], before = 'instead of'): string {
  const [now, ...earlier] = places.map(({ file, line }) => `${file}:${line ?? 1}`.replaceAll(' ', NO_BREAK));
  return `[${now}${earlier.length === 0 ? '' : `, ${before} ${earlier.join(', ')}`}]`;
}
