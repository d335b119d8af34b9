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

/** The fields of package.json that the program names; `bugs.url` is empty until a maintainer sets it. */
export interface PackageFile {
  readonly version: string;
  readonly bugs: { readonly url: string };
}

/** Reads what package.json says of the package. */
export function readPackageFile(): PackageFile {
  return JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as PackageFile;
}

/** Asks for a report of a fault of the program itself, to be followed by the words to report. */
export function askForReport({ bugs }: Pick<PackageFile, 'bugs'> = readPackageFile()): string {
  return `please report it${bugs.url === '' ? '' : ` at ${bugs.url}`} with the files in use and these words`;
}
