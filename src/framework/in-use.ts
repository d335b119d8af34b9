/** The framework in use: which file it is in, and reading it. What was built with the package is used where it fits. */
import { hashOf } from '../text/hash.js';
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, relative, resolve } from 'node:path';
import type { Checked, Problem } from '../diagnostics/problem.js';
import { FileError } from '../files/failures.js';
import { isBelow } from '../files/paths.js';
import { readText, readTextIfThere } from '../files/read.js';
import { PACKAGE_FOLDER } from '../files/package.js';
import type { Framework } from '../model/index.js';
import type { FindBase } from './overlays/chain.js';
import { readFramework } from './read.js';

/** Where the framework is: the file asked for, else conditions.yaml in the working folder, else the built-in one. */
export function findFramework(cwd: string, asked: string | undefined): { file: string; text: string } {
  if (asked !== undefined) return { file: asked, text: readText(resolve(cwd, asked), asked) };
  const own = readTextIfThere(join(cwd, 'conditions.yaml'), 'conditions.yaml');
  if (own !== null) return { file: 'conditions.yaml', text: own };
  return { file: BUILT_IN, text: readText(join(PACKAGE_FOLDER, 'conditions.yaml'), BUILT_IN) };
}

/**
 * Frameworks that lie beside the inputs, or above them within the working folder, while another one is in use and none was
 * named: what is made is then not what the person thinks, and nothing else shows it.
 * @param inUse its name as findFramework gives it
 */
export function findUnusedFrameworks(
  cwd: string,
  asked: string | undefined,
  inUse: string,
  inputs: readonly { readonly path: string | null }[],
): Problem[] {
  if (asked !== undefined) return [];
  const top = resolve(cwd);
  const unused = new Map<string, string | undefined>();
  /** The framework that one would expect to be used for a file in this folder. */
  const find = (folder: string): string | undefined => {
    if (unused.has(folder)) return unused.get(folder);
    const own = FRAMEWORK_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    const found = own ?? (isBelow(folder, top) ? find(dirname(folder)) : undefined);
    unused.set(folder, found);
    return found;
  };
  const found = inputs.flatMap(({ path }) => (path === null ? [] : (find(dirname(path)) ?? [])));
  return [...new Set(found)]
    .filter((path) => path !== join(top, inUse))
    .map((path) => {
      const file = relative(top, path);
      return { code: 'unused-framework', severity: 'warning', place: { file }, args: { file, inUse } };
    });
}

/** What a framework is called in the working folder, and what people call theirs by mistake. */
const FRAMEWORK_NAMES = ['conditions.yaml', 'conditions.yml'];

/** What the framework that comes with the program is called in messages. */
export const BUILT_IN = 'the built-in conditions.yaml';

/** What an overlay calls the framework that comes with the program: this, and its id. */
const BUILT_IN_PREFIX = 'scaleplan/';

/** Finds what overlays extend: the built-in framework by its name, or a file from the folder of the one that extends it. */
export function findBaseIn(cwd: string): FindBase {
  return (base, from) => {
    try {
      if (base.startsWith(BUILT_IN_PREFIX)) {
        const text = readText(join(PACKAGE_FOLDER, 'conditions.yaml'), BUILT_IN);
        return base === nameBuiltIn(text) ? { file: BUILT_IN, text } : { known: [nameBuiltIn(text)] };
      }
      const file = isAbsolute(base) ? base : normalize(join(dirname(from), base));
      return { file, text: readText(resolve(cwd, file), file) };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const builtIn = readTextIfThere(join(PACKAGE_FOLDER, 'conditions.yaml'), BUILT_IN);
      return { failure: error.message, known: builtIn === null ? [] : [nameBuiltIn(builtIn)] };
    }
  };
}

/** What overlays call the built-in framework. */
function nameBuiltIn(text: string): string {
  const id = (loadBuilt(text) ?? readFramework(BUILT_IN, text).value)?.id ?? '';
  return `${BUILT_IN_PREFIX}${id}`;
}

/** What `npm run build` made of a framework's text, or null where it was made of another one. */
function loadBuilt(text: string): Framework | null {
  const built = readTextIfThere(join(PACKAGE_FOLDER, 'dist/framework.json'), 'dist/framework.json');
  if (built === null) return null;
  const { hash, framework } = JSON.parse(built) as { hash: string; framework: Framework };
  return hash === hashOf(text) ? framework : null;
}

/** Loads the framework in use: the file asked for, or as `findFramework` finds it. */
export function loadFrameworkInUse(cwd: string, asked: string | undefined): Checked<Framework> & { file: string } {
  return readFrameworkInUse(cwd, findFramework(cwd, asked));
}

/** Reads a framework that was found. One that equals the built-in one byte for byte counts as it, and need not be parsed. */
export function readFrameworkInUse(
  cwd: string,
  { file, text }: { readonly file: string; readonly text: string },
): Checked<Framework> & { file: string } {
  const built = loadBuilt(text);
  if (built !== null) return { file, value: built, problems: [] };
  return { file, ...readFramework(file, text, findBaseIn(cwd)) };
}
