/** The templates of a run: the built-in ones, and before them those in a folder of one's own. */
import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import runtime from 'handlebars/runtime.js';
import { cannotRead, tryOr } from '../files/failures.js';
import { readText } from '../files/read.js';
import { PACKAGE_FOLDER } from '../files/package.js';
import { UserError } from '../diagnostics/user-error.js';
import type { Problem } from '../diagnostics/problem.js';
import type { ProblemArgs } from '../diagnostics/codes/families.js';
import type { TemplateSource } from './parse.js';
import type { Template, Templates } from './engine.js';
import type { ViewTypes } from './view-type.js';
import { hashOf } from '../text/hash.js';
import { byText } from '../text/lists.js';

/** What Handlebars makes of templates ahead of time, by the hash of their text. */
type BuiltTemplates = Readonly<Record<string, object>>;

/** What documents show: one plan, or an overview of many, whose templates are in a folder of their own. */
export type Subject = 'plan' | 'portfolio';

/** Templates as they are written, and built ones for those whose text is the same. */
export interface TemplateFiles extends Templates<TemplateSource> {
  readonly subject: Subject;
  readonly built: BuiltTemplates;
  /** What is in the folder of one's own and is not used. */
  readonly strays: readonly Problem[];
}

/**
 * Reads the templates in use.
 * @param ownFolder its files stand before built-in ones of the same name
 * @throws FileError where a folder or file cannot be read, UserError where a file is given in place of a folder
 */
export async function readTemplates(
  cwd: string,
  ownFolder: string | undefined,
  subject: Subject,
): Promise<TemplateFiles> {
  const module: unknown = await import(pathToFileURL(join(PACKAGE_FOLDER, 'dist/templates.js')).href);
  const { default: built } = module as { default: BuiltTemplates };
  const [documents, partials]: [Collected, Collected] = [new Map(), new Map()];
  // A built-in template that was edited since is checked like one of one's own.
  const isEdited = (text: string) => !(hashOf(text) in built);
  const folder = join(PACKAGE_FOLDER, FOLDERS[subject]);
  collect(folder, FOLDERS[subject], isEdited, documents);
  const partialsFolder = join(folder, PARTIALS);
  if (existsSync(partialsFolder)) collect(partialsFolder, `${FOLDERS[subject]}/${PARTIALS}`, isEdited, partials);
  const given = ownFolder?.replace(/[/\\]+$/, '');
  const strays = given === undefined ? [] : collectOwn(cwd, given, subject, { documents, partials });
  return { documents, partials, subject, built, strays };
}

/** Templates by name, which those of a folder are added to. */
type Collected = Map<string, TemplateSource>;

/** Where the built-in templates are, and below a folder of one's own those for an overview. */
const FOLDERS: Readonly<Record<Subject, string>> = { plan: 'templates', portfolio: 'templates/portfolio' };
const BELOW = 'portfolio';
const PARTIALS = 'partials';

/** What is wrong with the templates that were not built with the package, which are all right. */
export async function findTemplateProblems(files: TemplateFiles): Promise<readonly Problem[]> {
  const { documents, partials, subject, strays } = files;
  const hasOwn = [...documents.values(), ...partials.values()].some(({ isOwn }) => isOwn);
  if (!hasOwn) return strays;
  const { checkTemplates } = await import('./compile.js');
  const views: unknown = JSON.parse(readText(join(PACKAGE_FOLDER, 'dist/view.json'), 'dist/view.json'));
  return [...checkTemplates(files, (views as Record<Subject, ViewTypes>)[subject]), ...strays];
}

/** The templates, ready to run; those that were not built with the package are compiled. */
export async function prepareTemplates({ documents, partials, built }: TemplateFiles): Promise<Templates> {
  const prepare = async (source: TemplateSource): Promise<Template> => {
    const spec = built[hashOf(source.text)];
    if (spec !== undefined) return handlebars.template(spec);
    return (await import('./compile.js')).compileTemplate(source);
  };
  const prepareAll = async (sources: ReadonlyMap<string, TemplateSource>) =>
    new Map(await Promise.all([...sources].map(async ([name, source]) => [name, await prepare(source)] as const)));
  return { documents: await prepareAll(documents), partials: await prepareAll(partials) };
}

/** The types of handlebars' runtime lack `create`, which it has. */
const handlebars = (runtime as unknown as { create(): { template(spec: object): Template } }).create();

const ENDING = '.hbs';

/** Adds the templates of a folder by name. */
function collect(folder: string, shown: string, isOwn: (text: string) => boolean, into: Collected): void {
  for (const { name } of listFolder(folder, shown)) {
    if (!name.endsWith(ENDING)) continue;
    const file = `${shown}/${name}`;
    // Some editors begin a file with a mark of its encoding.
    const text = readText(join(folder, name), file).replace(/^\uFEFF/, '');
    into.set(name.slice(0, -ENDING.length), { file, text, isOwn: isOwn(text) });
  }
}

/** Adds the templates of a folder of one's own, and says what in it is not used though it seems meant to be. */
function collectOwn(
  cwd: string,
  given: string,
  subject: Subject,
  { documents, partials }: Record<'documents' | 'partials', Collected>,
): Problem[] {
  if (tryOr(() => statSync(resolve(cwd, given)).isFile(), false)) {
    const help = `-t takes the folder that it is in, and all templates in there: -t ${dirname(given)}`;
    throw new UserError(`${given} is a file, not a folder of templates`, help);
  }
  const top = listFolder(resolve(cwd, given), given);
  if (subject === 'portfolio' && !top.some(({ name }) => name === BELOW)) return [];
  const shown = subject === 'plan' ? given : `${given}/${BELOW}`;
  const folder = resolve(cwd, shown);
  const entries = subject === 'plan' ? top : listFolder(folder, shown);
  const strays: Problem[] = [];
  const tell = (file: string, kind: ProblemArgs['template-stray']['kind']) =>
    strays.push({ code: 'template-stray', severity: 'warning', place: { file }, args: { kind } });
  const isKnown = ({ name }: Dirent) => name === PARTIALS || (name === BELOW && subject === 'plan');
  for (const entry of entries) {
    const file = `${shown}/${entry.name}`;
    if (entry.isDirectory() && !isKnown(entry)) {
      if (listFolder(join(folder, entry.name), file).some(isTemplate)) tell(file, 'folder');
    } else if (documents.has(entry.name)) tell(file, 'file');
  }
  collect(folder, shown, () => true, documents);
  if (entries.some(({ name }) => name === PARTIALS))
    collect(join(folder, PARTIALS), `${shown}/${PARTIALS}`, () => true, partials);
  if (!entries.some((entry) => isTemplate(entry) || isKnown(entry))) tell(shown, 'empty');
  return strays;
}

function isTemplate({ name }: Dirent): boolean {
  return name.endsWith(ENDING);
}

/** What is in a folder, by name, but for what is hidden. */
function listFolder(path: string, shown: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => byText(a.name, b.name));
  } catch (error) {
    throw cannotRead(shown, error);
  }
}
