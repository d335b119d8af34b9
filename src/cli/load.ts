/** Loads what a run stands on: the framework and the templates. What was built with the package is used where it fits. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import runtime from 'handlebars/runtime.js';
import type { FindBase } from '../framework/chain.js';
import { readFramework } from '../framework/read.js';
import { FileError, describeFailure, readText, readTextIfThere } from '../io/files.js';
import type { Checked, Problem } from '../io/problems.js';
import type { Framework } from '../model.js';
import type { Template, Templates } from '../render/render.js';
import type { Io } from './io.js';

/** The folders that a framework and templates are looked for in. */
type Folders = Pick<Io, 'cwd' | 'packageFolder'>;

/** Names what a text was built into: its hash. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What `npm run build` makes of conditions.yaml: the loaded framework, and the hash of the text that it was made of. */
export interface BuiltFramework {
  readonly hash: string;
  readonly framework: Framework;
}

/** Where the framework is: the file asked for, else conditions.yaml in the working folder, else the built-in one. */
export function findFramework(io: Folders, asked: string | undefined): { file: string; text: string } {
  if (asked !== undefined) return { file: asked, text: readText(resolve(io.cwd, asked), asked) };
  const own = readTextIfThere(join(io.cwd, 'conditions.yaml'), 'conditions.yaml');
  if (own !== null) return { file: 'conditions.yaml', text: own };
  return { file: BUILT_IN, text: readText(join(io.packageFolder, 'conditions.yaml'), BUILT_IN) };
}

/** What the framework that comes with the program is called in messages. */
export const BUILT_IN = 'the built-in conditions.yaml';

/** What an overlay calls the framework that comes with the program: this, and its id. */
const BUILT_IN_PREFIX = 'scaleplan/';

/** Finds what overlays extend: the built-in framework by its name, or a file from the folder of the one that extends it. */
export function findBaseIn(io: Folders): FindBase {
  return (base, from) => {
    try {
      if (base.startsWith(BUILT_IN_PREFIX)) {
        const text = readText(join(io.packageFolder, 'conditions.yaml'), BUILT_IN);
        const known = `${BUILT_IN_PREFIX}${builtInId(io, text)}`;
        return base === known ? { file: BUILT_IN, text } : { known: [known] };
      }
      const file = isAbsolute(base) ? base : normalize(join(dirname(from), base));
      return { file, text: readText(resolve(io.cwd, file), file) };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return { failure: error.message };
    }
  };
}

function builtInId(io: Folders, text: string): string {
  return (loadBuilt(io, text) ?? readFramework(BUILT_IN, text).value)?.id ?? '';
}

/** What was built of a framework's text, or null where it was built of another one. */
function loadBuilt(io: Folders, text: string): Framework | null {
  const built = readTextIfThere(join(io.packageFolder, 'dist/framework.json'), 'dist/framework.json');
  if (built === null) return null;
  const { hash, framework } = JSON.parse(built) as BuiltFramework;
  return hash === hashOf(text) ? framework : null;
}

/** The framework in use. A file that equals the built-in one byte for byte counts as it, and need not be parsed. */
export function loadFrameworkInUse(io: Folders, asked: string | undefined): Checked<Framework> & { file: string } {
  const { file, text } = findFramework(io, asked);
  const built = loadBuilt(io, text);
  if (built !== null) return { file, value: built, problems: [] };
  return { file, ...readFramework(file, text, findBaseIn(io)) };
}

/** What Handlebars makes of a template ahead of time. */
export type TemplateSpecification = object;

/** Built templates by the hash of their text. */
export type BuiltTemplates = Readonly<Record<string, TemplateSpecification>>;

/**
 * The templates in use: the built-in ones, and before them those of a folder of one's own.
 * @returns the templates, and what is wrong with those of one's own
 */
export async function loadTemplates(
  io: Folders,
  ownFolder: string | undefined,
): Promise<{ templates: Templates; problems: Problem[] }> {
  const sources = { documents: new Map<string, TemplateText>(), partials: new Map<string, TemplateText>() };
  collectTemplates(join(io.packageFolder, 'templates'), 'templates', sources);
  if (ownFolder !== undefined) collectTemplates(resolve(io.cwd, ownFolder), ownFolder, sources);
  const built = await loadBuiltTemplates(io);
  const problems: Problem[] = [];
  const prepare = async (source: TemplateText): Promise<Template | null> => {
    const spec = built[hashOf(source.text)];
    if (spec !== undefined) return { ...source, run: handlebars.template(spec) };
    const { compileTemplate } = await import('../render/compile.js');
    const compiled = compileTemplate(source, [...sources.partials.keys()]);
    problems.push(...compiled.problems);
    return compiled.template;
  };
  const prepareAll = async (texts: ReadonlyMap<string, TemplateText>) => {
    const ready = new Map<string, Template>();
    for (const [name, source] of texts) {
      const template = await prepare(source);
      if (template !== null) ready.set(name, template);
    }
    return ready;
  };
  return {
    templates: { documents: await prepareAll(sources.documents), partials: await prepareAll(sources.partials) },
    problems,
  };
}

/** The types of handlebars' runtime lack `create`, which it has. */
const handlebars = (
  runtime as unknown as { create(): { template(spec: TemplateSpecification): Template['run'] } }
).create();

interface TemplateText {
  readonly file: string;
  readonly text: string;
}

function collectTemplates(
  folder: string,
  shown: string,
  into: { documents: Map<string, TemplateText>; partials: Map<string, TemplateText> },
): void {
  const collect = (path: string, shownPath: string, map: Map<string, TemplateText>) => {
    for (const name of listFolder(path, shownPath).filter((one) => one.endsWith('.hbs'))) {
      const file = `${shownPath.replace(/\/$/, '')}/${name}`;
      map.set(name.slice(0, -'.hbs'.length), { file, text: readText(join(path, name), file) });
    }
  };
  collect(folder, shown, into.documents);
  if (listFolder(folder, shown).includes('partials'))
    collect(join(folder, 'partials'), `${shown.replace(/\/$/, '')}/partials`, into.partials);
}

function listFolder(path: string, shown: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    throw new FileError(`${shown} cannot be read: ${describeFailure(error)}`);
  }
}

async function loadBuiltTemplates(io: Folders): Promise<BuiltTemplates> {
  try {
    const module = (await import(pathToFileURL(join(io.packageFolder, 'dist/templates.js')).href)) as {
      default: BuiltTemplates;
    };
    return module.default;
  } catch (error) {
    // Nothing was built yet: then templates are compiled when they are needed.
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return {};
    throw error;
  }
}
