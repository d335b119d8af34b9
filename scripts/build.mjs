// Builds dist/: the program in a few files, the schema of plan.json, what templates can show, the built-in framework as
// JSON, and the templates compiled. Each of the last two is found again by the hash of the text it was made of, so that an edited file never
// meets a stale build: it is read and compiled when it is used.
import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import Handlebars from 'handlebars';
import { createGenerator } from 'ts-json-schema-generator';
import { writeTypes } from './types.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
  // The ES module build of yaml is smaller once what is not used is left out.
  alias: { yaml: join(root, 'node_modules/yaml/browser/dist/index.js') },
  // CommonJS packages in an ES module bundle ask for Node's own modules with `require`, and for their file's name.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; import { fileURLToPath as __toPath } from 'node:url'; const require = __createRequire(import.meta.url), __filename = __toPath(import.meta.url);",
  },
};

const begun = new Date();
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const types = writeTypes(root);

// What a command needs is loaded when it runs (`import()`), and what several share stands in a file of its own.
await build({
  ...common,
  entryPoints: { main: './src/main.ts', index: './src/index.ts', worker: './src/pipeline/worker.ts' },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'part-[hash]',
  external: ['tinypool'],
  minify: true,
});

// What follows runs parts of the program itself.
const parts = join(dist, 'build-parts.mjs');
await build({
  ...common,
  stdin: {
    contents: `
      export { readFramework } from './src/framework/read.ts';
      export { formatProblem } from './src/diagnostics/report.ts';
      export { hashOf } from './src/text/hash.ts';
      export { checkTemplates, COMPILE_OPTIONS } from './src/templates/compile.ts';
      export { readViewType } from './src/templates/view-type.ts';`,
    resolveDir: root,
    loader: 'ts',
  },
  outfile: parts,
});
const { readFramework, formatProblem, hashOf, checkTemplates, COMPILE_OPTIONS, readViewType } = await import(
  pathToFileURL(parts).href
);
await rm(parts);

const text = await readFile(join(root, 'conditions.yaml'), 'utf8');
const { value: framework, problems } = readFramework('conditions.yaml', text);
for (const problem of problems) process.stderr.write(formatProblem(problem));
if (framework === undefined) process.exit(1);
await writeFile(join(dist, 'framework.json'), JSON.stringify({ hash: hashOf(text), framework }));

/** Makes JSON Schemas of types. It reads the program once, which takes much longer than all the schemas. */
const generator = createGenerator({
  path: join(root, 'src/{model/plan,view/view,portfolio/build-overview}.ts'),
  type: '*',
  skipTypeCheck: true,
  additionalProperties: false,
});
const schema = generator.createSchema('PlanFile');
await writeFile(join(dist, 'plan.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
const readView = (type) => readViewType(generator.createSchema(type), type);
const views = {
  plan: { document: readView('PlanView'), table: readView('TableView') },
  portfolio: { document: readView('PortfolioView'), table: readView('PortfolioTableView') },
};
await writeFile(join(dist, 'view.json'), JSON.stringify(views));

/** The templates of a folder by name; one that is not there has none. */
const readSources = async (folder) => {
  const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  const sources = files
    .filter((file) => file.endsWith('.hbs'))
    .map(async (file) => [
      file.replace(/\.hbs$/, ''),
      { file: `${folder}/${file}`, text: await readFile(join(root, folder, file), 'utf8'), isOwn: true },
    ]);
  return new Map(await Promise.all(sources));
};
const compiled = [];
for (const [subject, folder] of [
  ['plan', 'templates'],
  ['portfolio', 'templates/portfolio'],
]) {
  const sources = { documents: await readSources(folder), partials: await readSources(`${folder}/partials`) };
  const wrong = checkTemplates(sources, views[subject]);
  for (const problem of wrong) process.stderr.write(formatProblem(problem));
  if (wrong.length > 0) process.exit(1);
  for (const { text: source } of [...sources.documents.values(), ...sources.partials.values()]) {
    /** The types of handlebars call the JavaScript text that it returns a specification. */
    const script = /** @type {any} */ (Handlebars.precompile(source, COMPILE_OPTIONS));
    compiled.push(`${JSON.stringify(hashOf(source))}: ${script}`);
  }
}
const { code } = await transform(`export default {\n${compiled.join(',\n')}\n};\n`, { minify: true });
await writeFile(join(dist, 'templates.js'), code);

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
const io = { stdin: process.stdin, stdout: silent, stderr: silent, env: {}, cwd: dist };
const { main } = await import(pathToFileURL(join(dist, 'main.js')).href);

// The schemas for editors, for those who have the package and not the program.
for (const name of ['conditions', 'answers']) await main(['schema', name, '-o', `${name}.schema.json`], io);

await types;

// When the build was begun: what is changed after that is not in it.
await writeFile(join(dist, 'built'), '');
await utimes(join(dist, 'built'), begun, begun);
