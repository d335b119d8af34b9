/** `scaleplan init`: a framework of one's own to start from, with all that belongs to it; nothing is written over. */
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readFramework } from '../../framework/read.js';
import { readText, readTextIfThere } from '../../files/read.js';
import { writeTexts } from '../../files/write.js';
import { count } from '../../text/plurals.js';
import { toSlashes } from '../../files/paths.js';
import type { InitOptions } from '../command-line.js';
import type { Console } from '../report/console.js';
import { ANSWERS_SCHEMA, CONDITIONS_SCHEMA, nameSchema } from '../editor-line.js';
import { EXIT, type ExitCode, type Io } from '../world.js';
import { UserError } from '../../diagnostics/user-error.js';
import { PACKAGE_FOLDER, readPackageFile } from '../../files/package.js';
import { makeFolder } from '../../pipeline/delivery.js';
import { schemaText } from './schema.js';

/** The file whose presence says that there is a framework already. */
const FRAMEWORK = 'conditions.yaml';
const TEMPLATES = 'templates/';

/**
 * Writes what is missing in a folder. Where another framework is there already, nothing is written, since the rest would
 * not fit it; any other file that is there stays as it is.
 */
export async function init(io: Io, console: Console, folder: string, { minimal }: InitOptions): Promise<ExitCode> {
  const files = Object.entries(collectFiles(minimal === true)).map(([name, text]) => {
    const shown = join(folder, name);
    const path = resolve(io.cwd, shown);
    return { name, shown, path, text, existing: readTextIfThere(path, shown) };
  });
  const other = files.find(({ name, text, existing }) => name === FRAMEWORK && existing !== null && existing !== text);
  if (other !== undefined)
    throw new UserError(
      `${other.shown} is there already; nothing was written`,
      'go on with that one, or name another folder, as in: scaleplan init framework',
      EXIT.problems,
    );
  const missing = files.filter(({ existing }) => existing === null);
  for (const each of new Set(missing.map(({ shown }) => dirname(shown)))) makeFolder(resolve(io.cwd, each), each);
  await writeTexts(missing);
  const isPart = ({ name }: { readonly name: string }) => name.startsWith(TEMPLATES);
  for (const file of missing) if (!isPart(file)) console.info(`wrote ${file.shown}`);
  const parts = missing.filter(isPart).length;
  if (parts > 0) console.info(`wrote ${count(parts, 'file')} in ${join(folder, TEMPLATES)}`);
  const kept = files.filter(({ text, existing }) => existing !== null && existing !== text);
  for (const { shown } of kept) console.info(`${shown} was there already and stays as it is`);
  const work = resolve(io.cwd, folder) === resolve(io.cwd) ? '' : `; work in the folder ${folder}`;
  const guide = kept.some(({ name }) => name === 'README.md')
    ? work
    : `${work}; ${join(folder, 'README.md')} says how to go on`;
  console.info(`${missing.length === 0 ? 'nothing was missing' : `${join(folder, FRAMEWORK)} is yours now`}${guide}`);
  return EXIT.done;
}

/** All files of a new folder: name → text. What the package has already is copied from there. */
function collectFiles(isMinimal: boolean): Record<string, string> {
  const read = (name: string) => readText(join(PACKAGE_FOLDER, name), name);
  const conditions = read(isMinimal ? 'starter/minimal/conditions.yaml' : FRAMEWORK);
  const framework = readFramework(FRAMEWORK, conditions).value!;
  const templates = (readdirSync(join(PACKAGE_FOLDER, 'templates'), { recursive: true }) as string[])
    .map((name) => `${TEMPLATES}${toSlashes(name)}`)
    .filter((name) => name.endsWith('.hbs'))
    .sort();
  return {
    'README.md': read('starter/README.md'),
    [FRAMEWORK]: `${nameSchema(CONDITIONS_SCHEMA)}${conditions}`,
    'answers.yaml': `${nameSchema(ANSWERS_SCHEMA)}${read(isMinimal ? 'starter/minimal/answers.yaml' : 'examples/short.yaml')}`,
    [CONDITIONS_SCHEMA]: schemaText('conditions', () => framework),
    [ANSWERS_SCHEMA]: schemaText('answers', () => framework),
    '.github/workflows/plans.yml': read('starter/plans.yml').replace('VERSION', readPackageFile().version),
    ...Object.fromEntries(templates.map((name) => [name, read(name)])),
  };
}
