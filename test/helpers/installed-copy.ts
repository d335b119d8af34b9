/** The package as an installed copy has it: the files and the packages that package.json names, and nothing else. */
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER, withFolder } from './run.js';

const { files: published, dependencies } = JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as {
  files: string[];
  dependencies: Record<string, string>;
};

/** Uses a folder with files in which the package is installed. */
export function withInstalledCopy<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => T | Promise<T>,
): Promise<T> {
  return withFolder({ 'package.json': '{"type": "module"}', ...files }, async (folder) => {
    const modules = join(folder, 'node_modules');
    const copy = join(modules, 'scaleplan');
    mkdirSync(modules);
    for (const name of ['package.json', ...published])
      cpSync(join(PACKAGE_FOLDER, name), join(copy, name), { recursive: true });
    // The packages that these need in their turn are found beside them, where they are.
    for (const name of Object.keys(dependencies))
      symlinkSync(join(PACKAGE_FOLDER, 'node_modules', name), join(modules, name), 'junction');
    return use(folder);
  });
}
