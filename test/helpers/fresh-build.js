// Builds before the tests where what the build is made of has changed since, so that no run tests a stale build.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['src', 'templates', 'scripts', 'conditions.yaml', 'package.json', 'package-lock.json'];

/** When the newest of a file or all below a folder was changed; 0 where there is nothing. */
function changedAt(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}

export default function buildWhereStale() {
  const builtAt = changedAt(join(root, 'dist/built'));
  if (SOURCES.every((name) => changedAt(join(root, name)) <= builtAt)) return;
  process.stderr.write('The build is older than what it is made of: building.\n');
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
}
