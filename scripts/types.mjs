// Writes dist/types/: declarations of what src/index.ts exports, which need no package that an installed copy lacks.
import { execFile } from 'node:child_process';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

/** Packages that are bundled, and that types are made of: their declarations are copied. */
const BUNDLED = { valibot: 'valibot/dist/index.d.mts' };

/** @param {string} root the folder of the package */
export async function writeTypes(root) {
  const folder = join(root, 'dist/types');
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', join(root, 'tsconfig.types.json')]);
  const needed = new Set([join(folder, 'index.d.ts')]);
  for (const file of needed) {
    let text = await readFile(file, 'utf8');
    for (const [name, declarations] of Object.entries(BUNDLED)) {
      if (!text.includes(` from '${name}'`)) continue;
      await copyFile(join(root, 'node_modules', declarations), join(folder, `${name}.d.ts`));
      const path = relative(dirname(file), join(folder, `${name}.js`)).replaceAll('\\', '/');
      text = text.replaceAll(` from '${name}'`, ` from './${path}'`);
      await writeFile(file, text);
    }
    for (const [, path = ''] of text.matchAll(/(?: from |\bimport\()["'](\.[^"']+)\.js["']/g))
      needed.add(join(dirname(file), `${path}.d.ts`));
  }
  // tsc writes declarations of all that src/index.ts imports.
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !needed.has(file)) await rm(file);
  }
}
