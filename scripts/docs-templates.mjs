// Writes the list of fields at the end of docs/templates.md, from what the build made of the types in src/view/view.ts.
// With --check it writes nothing and fails where the page is not up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../docs/templates.md', import.meta.url));
const view = fileURLToPath(new URL('../dist/view.json', import.meta.url));
const MARK = '<!-- What follows is made of src/view/view.ts by `npm run docs`. -->';

const KINDS = { text: 'text', number: 'number', flag: 'yes or no', markdown: 'Markdown', address: 'web address' };

/** The list of fields as Markdown: those of the plan, and those of the items of every list in it. */
function describeView(root) {
  /** Lists whose items have the same fields are described once: the fields as JSON, the type, and the lists. */
  const lists = new Map();
  const find = (type, path) => {
    if (type.kind === 'fields')
      for (const [name, field] of Object.entries(type.fields)) find(field.type, [...path, name]);
    if (type.kind !== 'list' || type.of.kind !== 'fields') return;
    const key = JSON.stringify(type.of);
    const known = lists.get(key) ?? { type: type.of, paths: [] };
    lists.set(key, { ...known, paths: [...known.paths, path] });
    if (known.paths.length === 0) find(type.of, [...path, EACH]);
  };
  find(root, []);
  const titles = new Map(
    [...lists].map(([key, { paths }]) => [key, `Each of ${paths.map(showPath).join(', and of ')}`]),
  );
  const rows = (type, prefix) =>
    Object.entries(type.fields).flatMap(([name, { type: inner, isOptional, about }]) => {
      const path = prefix + name;
      const nothing = isOptional ? ', or nothing' : '';
      if (inner.kind === 'fields') {
        const [first, ...others] = Object.values(inner.fields);
        // Fields that are not described one by one are all alike.
        if (first.about === '' && others.every((other) => JSON.stringify(other) === JSON.stringify(first))) {
          const names = Object.keys(inner.fields).map((one) => `\`${one}\``);
          const kind = KINDS[first.type.kind] + (first.isOptional ? ', or nothing' : '');
          return [`- \`${path}.NAME\` (${kind}): ${about} NAME is one of ${names.join(', ')}.`];
        }
        return [`- \`${path}\` (fields${nothing}): ${about}`, ...rows(inner, `${path}.`).map((row) => `  ${row}`)];
      }
      if (inner.kind !== 'list') return [`- \`${path}\` (${KINDS[inner.kind]}${nothing}): ${about}`];
      if (inner.of.kind !== 'fields') return [`- \`${path}\` (list of ${KINDS[inner.of.kind]}s): ${about}`];
      const slug = titles
        .get(JSON.stringify(inner.of))
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replace(/ /g, '-');
      return [`- \`${path}\` ([list](#${slug})): ${about}`];
    });
  return [
    '### The plan',
    '',
    ...rows(root, ''),
    ...[...lists].flatMap(([key, { type }]) => ['', `### ${titles.get(key)}`, '', ...rows(type, '')]),
    '',
  ].join('\n');
}

const EACH = Symbol('each');

/** A list and, where it is in the items of others, these: `quarters` of `rows` of `people.years`. */
function showPath(path) {
  const parts = [[]];
  for (const step of path) {
    if (step === EACH) parts.unshift([]);
    else parts[0].push(step);
  }
  return parts.map((part) => `\`${part.join('.')}\``).join(' of ');
}

const text = readFileSync(page, 'utf8');
const { table } = JSON.parse(readFileSync(view, 'utf8')).plan;
const expected = `${text.slice(0, text.indexOf(MARK))}${MARK}\n\n${describeView(table)}`;
if (process.argv.includes('--check')) {
  if (text !== expected) {
    process.stderr.write('docs/templates.md does not list the fields that there are; run: npm run docs\n');
    process.exitCode = 1;
  }
} else writeFileSync(page, expected);
