/** The package that the program is in: its folder, and what package.json says. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package: conditions.yaml, templates/ and what was built of them in dist/. The program runs in it, built or not. */
export const PACKAGE_FOLDER = findPackageFolder();

function findPackageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** Reads what package.json says of the package. */
export function readPackageFile(): { readonly version: string } {
  return JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as { version: string };
}
