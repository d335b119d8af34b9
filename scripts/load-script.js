// Loads a built part with the machine code that was kept for it when it was built. Code of another version of Node is
// not taken, and the part is compiled as usual.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const loaded = [];

/** What the part exports. */
export function loadScript(part) {
  const file = fileURLToPath(new URL(`./${part}.cjs`, import.meta.url));
  const codeFile = `${file}.code`;
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname, __import) {${readFileSync(file, 'utf8')}\n})`,
    {
      filename: file,
      cachedData: existsSync(codeFile) ? readFileSync(codeFile) : undefined,
    },
  );
  loaded.push({ script, codeFile });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file), load);
  return module.exports;
}

/** What `import()` is in a part: a script whose machine code was kept cannot import by itself. */
const load = (name) => import(name.startsWith('.') ? new URL(name, import.meta.url).href : name);

/** Keeps the machine code of all parts that were loaded, for the next runs. */
export function keepCode() {
  for (const { script, codeFile } of loaded) writeFileSync(codeFile, script.createCachedData());
}
