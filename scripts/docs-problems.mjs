// Writes docs/problems.md from the codes in src/diagnostics/codes and the pairs in test/fixtures/problems: for each code what
// it means, a file that has it, what is printed, and so the cure. With --print it prints the page instead.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

const { FAMILIES, UNSEEN } = await importSource(`
  export { FAMILIES } from './src/diagnostics/codes/families.ts';
  export { UNSEEN } from './src/text/control-characters.ts';`);

/**
 * What a module in TypeScript exports, built in memory.
 * @param {string} contents its text, with paths from the folder of the package
 */
async function importSource(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** The page's text. */
function describeProblems() {
  const folder = join(root, 'test/fixtures/problems');
  const pairs = readdirSync(folder)
    .sort()
    .map((name) => readPair(join(folder, name)));
  const sections = FAMILIES.map(({ title, codes }) =>
    [`## ${title}`, ...Object.entries(codes).map(([code, { meaning }]) => describeCode(code, meaning, pairs))].join(
      '\n\n',
    ),
  );
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

const INTRODUCTION = `# What can be wrong, and what to do

<!-- Made by \`npm run docs\` from src/diagnostics/codes and test/fixtures/problems. Change those, not this page. -->

Each problem has a code, which stands in brackets at the end of its first line. Here is each of them with a file that has it,
unless that is one too large to be shown, and with what is printed, where \`help:\` is the cure. Errors must be put right;
warnings may be right as they are.`;

/** A file of more lines shows only those near the problem. */
const MOST_LINES = 24;
const LINES_AROUND = 3;

/**
 * A folder's command, what is printed, and its files.
 * @param {string} folder
 */
function readPair(folder) {
  const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8');
  const [ended = '', ...printed] = read('out').trimEnd().split('\n');
  const files = /** @type {string[]} */ (readdirSync(folder, { recursive: true }))
    .filter((name) => name !== 'args' && name !== 'out' && statSync(join(folder, name)).isFile())
    .sort();
  return { name: basename(folder), args: read('args').trim(), ended, printed, files, read };
}

/** @typedef {ReturnType<typeof readPair>} Pair */

/**
 * What a code means, and the pair that shows it best: with the fewest problems, then the shortest.
 * @param {string} code
 * @param {string} meaning
 * @param {readonly Pair[]} pairs
 */
function describeCode(code, meaning, pairs) {
  const sizeOf = (/** @type {Pair} */ pair) =>
    pair.printed.filter((line) => CODE.test(line)).length * 1000 +
    pair.printed.length +
    (pair.printed.some((line) => line.startsWith('  help: ')) ? 0 : 500);
  const shown = pairs.filter(({ printed }) => printed.some((line) => CODE.exec(line)?.[1] === code));
  const best = shown.sort((a, b) => sizeOf(a) - sizeOf(b))[0];
  const heading = `### ${code}\n\n${meaning}`;
  // No file here is as large as one that is too large.
  if (best === undefined) return heading;
  const block = takeBlock(best.printed, code);
  const [, file = '', line = '0'] = /^(.+?):(\d+):\d+: /.exec(block[0] ?? '') ?? [];
  const example =
    best.files.includes(file) && isShowable(best.read(file)) ? [showFile(file, best.read(file), Number(line))] : [];
  return [
    heading,
    ...example,
    fence('text', [`$ scaleplan ${best.args.replace(/(?:\.\.\/)+(?:\w+\/)*/g, '')}`, ...block]),
  ].join('\n\n');
}

const CODE = /\[([a-z0-9-]+)\]$/;

/** The lines about the first problem of that code: up to the next problem, or what stands at the margin again. */
function takeBlock(/** @type {readonly string[]} */ printed, /** @type {string} */ code) {
  const from = printed.findIndex((line) => CODE.exec(line)?.[1] === code);
  const end = printed.findIndex((line, n) => n > from && !line.startsWith('  '));
  return printed.slice(from, end < 0 ? undefined : end);
}

/** The whole file, or the lines near the problem. */
function showFile(/** @type {string} */ file, /** @type {string} */ text, /** @type {number} */ line) {
  const lines = text.replace(/\r/g, '').trimEnd().split('\n');
  const isLong = lines.length > MOST_LINES;
  const from = isLong ? Math.max(0, line - 1 - LINES_AROUND) : 0;
  const shown = isLong ? lines.slice(from, line + LINES_AROUND) : lines;
  const where = isLong ? `In \`${file}\`, from line ${from + 1}:` : `\`${file}\`:`;
  return `${where}\n\n${fence(LANGUAGES[/** @type {'.yaml'} */ (extname(file))] ?? 'text', shown)}`;
}

const LANGUAGES = { '.yaml': 'yaml', '.yml': 'yaml', '.json': 'json', '.csv': 'csv', '.hbs': 'handlebars' };

/** Tells whether a page can show it: text with nothing unseen, in lines that fit. */
function isShowable(/** @type {string} */ text) {
  return text.search(UNSEEN) < 0 && !text.includes('\uFFFD') && text.split('\n').every((line) => line.length <= 200);
}

/** A fence longer than any in the text. */
function fence(/** @type {string} */ language, /** @type {readonly string[]} */ lines) {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)));
  const marks = '`'.repeat(longest + 1);
  return [`${marks}${language}`, ...lines.map((line) => line.trimEnd()), marks].join('\n');
}

const page = describeProblems();
if (process.argv[2] === '--print') process.stdout.write(page);
else writeFileSync(join(root, 'docs/problems.md'), page);
