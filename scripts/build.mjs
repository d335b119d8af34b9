// Builds dist/: the program in a few files, the schema of plan.json, what templates can show, the built-in framework as
// JSON, and the templates compiled. Each of the last two is found again by the hash of the text it was made of, so that an edited file never
// meets a stale build: it is read and compiled when it is used.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';
import Handlebars from 'handlebars';
import { createGenerator } from 'ts-json-schema-generator';

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

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
// One file for what every run needs, and one for each part that is loaded when it is needed. Each file has all that it
// uses: opening a file costs a run more than reading the same code again.
const PARTS = {
  main: './src/main.ts',
  generate: './src/cli/commands/generate.ts',
  interview: './src/cli/commands/interview.ts',
  screen: './src/cli/terminal/screen.ts',
  plain: './src/cli/terminal/plain.ts',
  worker: './src/pipeline/worker.ts',
  validate: './src/cli/commands/validate.ts',
  import: './src/cli/commands/import.ts',
  portfolio: './src/cli/commands/portfolio.ts',
  explain: './src/cli/commands/explain.ts',
  schema: './src/cli/commands/schema.ts',
  init: './src/cli/commands/init.ts',
  compile: './src/templates/compile.ts',
  html: './src/templates/html.ts',
  notes: './src/templates/notes.ts',
  chalk: 'chalk',
  tinyglobby: 'tinyglobby',
};
const loadParts = {
  name: 'load-parts',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) => {
      if (kind !== 'dynamic-import') return undefined;
      if (path === 'tinypool') return { path, external: true };
      const part = basename(path, '.js');
      if (!(part in PARTS)) throw new Error(`${path} is loaded when needed, but is no part of the build`);
      return { path: `./${part}.js`, external: true };
    });
  },
};
/** Parts whose machine code is kept beside them, and what each exports, since compiling them costs a run more than all else. */
const KEPT = {
  main: 'main, describeFailure, openStandardOutput',
  generate: 'generate',
  validate: 'validate',
  notes: 'cleanNote',
};
for (const [part, from] of Object.entries(PARTS)) {
  const contents = `export * from ${JSON.stringify(from)};`;
  const stdin = { contents, resolveDir: root, loader: 'ts' };
  if (!(part in KEPT)) {
    await build({ ...common, stdin, outfile: join('dist', `${part}.js`), minify: true, plugins: [loadParts] });
    continue;
  }
  const outfile = join('dist', `${part}.cjs`);
  await build({
    ...common,
    banner: {},
    format: 'cjs',
    stdin,
    outfile,
    minify: true,
    plugins: [loadParts],
  });
  const script = await readFile(join(root, outfile), 'utf8');
  await writeFile(join(root, outfile), script.replace(/\bimport\(/g, '__import('));
  await writeFile(
    join(dist, `${part}.js`),
    `import { loadScript } from './load-script.js';\nexport const { ${KEPT[part]} } = loadScript('${part}');\n`,
  );
}
await copyFile(join(root, 'scripts/load-script.js'), join(dist, 'load-script.js'));

// What follows runs parts of the program itself.
const parts = join(dist, 'build-parts.mjs');
await build({
  ...common,
  stdin: {
    contents: `
      export { readFramework } from './src/framework/read.ts';
      export { formatProblem } from './src/diagnostics/report.ts';
      export { hashOf } from './src/pipeline/framework-in-use.ts';
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

/** The types that a file exports, as a JSON Schema. */
const schemaOf = (file, type) =>
  createGenerator({ path: join(root, file), type, skipTypeCheck: true, additionalProperties: false }).createSchema(
    type,
  );
const schema = schemaOf('src/model/index.ts', 'PlanFile');
await writeFile(join(dist, 'plan.schema.json'), `${JSON.stringify(schema, null, 2)}\n`);
const readView = (file, type) => readViewType(schemaOf(file, type), type);
const readViews = (file, document, table) => ({ document: readView(file, document), table: readView(file, table) });
const views = {
  plan: readViews('src/view/view.ts', 'PlanView', 'TableView'),
  portfolio: readViews('src/portfolio/build-overview.ts', 'PortfolioView', 'PortfolioTableView'),
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

// The machine code is kept after a run, when all that a run needs has been compiled.
const { keepCode } = await import(pathToFileURL(join(dist, 'load-script.js')).href);
const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
const io = { stdin: process.stdin, stdout: silent, stderr: silent, env: {}, cwd: dist, packageFolder: root };
const { main } = await import(pathToFileURL(join(dist, 'main.js')).href);
const example = join(root, 'examples/lakeview.yaml');
const own = join(dist, 'own.yaml');
await writeFile(own, `${text}#\n`);
for (const args of [['generate', example], ['generate', example, '-c', own], ['validate', example], ['--help']]) {
  await main(args, io, '0');
}
await rm(own);
keepCode();

// The schemas for editors, for those who have the package and not the program.
for (const name of ['conditions', 'answers']) await main(['schema', name, '-o', `${name}.schema.json`], io, '0');
