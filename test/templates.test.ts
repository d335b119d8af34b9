/** Templates of one's own: what they can do, that every slip is told before anything is made, and what docs/templates.md shows. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { readAnswers } from '../src/answers/read.js';
import { readFramework } from '../src/framework/read.js';
import { describeProblem } from '../src/diagnostics/describe.js';
import type { Problem } from '../src/diagnostics/problem.js';
import { buildPlan } from '../src/plan/build.js';
import { buildView } from '../src/view/build-view.js';
import { checkTemplates, COMPILE_OPTIONS, compileTemplate } from '../src/templates/compile.js';
import { type Ending, findEnding, loadFormat } from '../src/templates/formats.js';
import { cleanNote } from '../src/templates/notes.js';
import { renderTemplate } from '../src/templates/engine.js';
import { viewSheet } from '../src/view/action-table.js';
import type { ViewType, ViewTypes } from '../src/templates/view-type.js';
import type { TableView } from '../src/view/view.js';
import { frameworkText } from './helpers/build.js';
import { PACKAGE_FOLDER, readFiles, run, withFolder } from './helpers/run.js';
import { rounds } from './helpers/rounds.js';

const read = (...path: string[]) => readFileSync(join(PACKAGE_FOLDER, ...path), 'utf8');
const views = (JSON.parse(read('dist/view.json')) as { plan: ViewTypes }).plan;

/** The built-in templates by file, as `partials/brief.hbs`, and one that uses what the language has beside. */
const BUILT_IN: Readonly<Record<string, string>> = {
  // Those of an overview have a view of their own.
  ...Object.fromEntries(
    Object.entries(readFiles(join(PACKAGE_FOLDER, 'templates'))).filter(([file]) => !file.startsWith('portfolio/')),
  ),
  'unusual.md.hbs': read('test/fixtures/templates/unusual.md.hbs'),
  'partials/line.hbs': read('test/fixtures/templates/partials/line.hbs'),
};

/** Templates by name, all of one's own, from files. */
function sourcesOf(files: Readonly<Record<string, string>>) {
  const pick = (isPartial: boolean) =>
    new Map(
      Object.entries(files)
        .filter(([file]) => file.startsWith('partials/') === isPartial)
        .map(([file, text]) => [file.replace(/^partials\/|\.hbs$/g, ''), { file, text, isOwn: true }]),
    );
  return { documents: pick(false), partials: pick(true) };
}

/** What is wrong with templates; that a partial is not used is no matter here. */
function check(files: Readonly<Record<string, string>>): Problem[] {
  return checkTemplates(sourcesOf(files), views).filter(({ severity }) => severity === 'error');
}

/** All documents of templates, with a view. */
async function renderAll(files: Readonly<Record<string, string>>, view: object): Promise<Record<string, string>> {
  const { documents, partials } = sourcesOf(files);
  const compile = (sources: typeof documents) =>
    new Map([...sources].map(([name, source]) => [name, compileTemplate(source)]));
  const templates = { documents: compile(documents), partials: compile(partials) };
  const texts = [...documents.keys()].map(async (name) => [
    name,
    renderTemplate(templates, name, view, await loadFormat(findEnding(name)!)).toString(),
  ]);
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
}

/** The view of an answers file, with the rows of tables. */
function viewOf(frameworkFile: string, text: string): TableView {
  const framework = readFramework('conditions.yaml', frameworkFile).value!;
  const { start, ...answers } = readAnswers('a.yaml', text, framework, 'plan').value!;
  const complete = { ...answers, start: start! };
  const plan = buildPlan({ framework, answers: complete });
  return {
    ...buildView(framework, complete, plan, answers.notes),
    sheet: viewSheet(framework, complete, plan),
  };
}

const EMPTY = viewOf(frameworkText({}), 'profile: {name: Here}\nstart: 2027-07-01\n');
const RICH = viewOf(read('test/fixtures/frameworks/river-watch.yaml'), read('test/fixtures/answers/river-watch.yaml'));

/** Renders all documents with a Handlebars that fails where a field is not there, but not in what may be nothing. */
function renderStrictly(files: Readonly<Record<string, string>>, view: object): void {
  const strict = Handlebars.create();
  const { documents, partials } = sourcesOf(files);
  const compile = ({ text }: { text: string }) => strict.compile(text, { ...COMPILE_OPTIONS, strict: true });
  for (const [name, source] of partials) strict.registerPartial(name, compile(source));
  for (const source of documents.values()) {
    try {
      compile(source)(view);
    } catch (error) {
      const nothing = Object.values(files).some((text) => /\.\[\d/.test(text)) ? /of (?:null|undefined)/ : /of null/;
      if (!nothing.test((error as Error).message)) throw error;
    }
  }
}

/** How built-in templates call a partial that needs something around it. */
const CALLS: Readonly<Record<string, string>> = {
  action: '{{#each register}}{{#each actions}}\n{{> action}}\n{{/each}}{{/each}}',
  budget: '{{#if budget}}\n{{> budget}}\n{{/if}}',
  cover: '{{> cover title="a plan"}}',
  line: BUILT_IN['unusual.md.hbs']!,
  waves: '{{#if waves}}\n{{> waves}}\n{{/if}}',
};

/** A built-in template with another text, and no more templates than make a document with it. */
function withChange(file: string, text: string): Record<string, string> {
  const partial = /^partials\/(.*)\.hbs$/.exec(file)?.[1];
  const files: Record<string, string> =
    partial === undefined ? {} : { 'a.md.hbs': CALLS[partial] ?? `{{> ${partial}}}` };
  files[file] = text;
  for (;;) {
    const called = Object.values(files).flatMap((one) => [...one.matchAll(/\{\{> ([\w-]+)/g)].map(([, name]) => name!));
    const missing = called.map((name) => `partials/${name}.hbs`).filter((name) => !(name in files) && name in BUILT_IN);
    if (missing.length === 0) return files;
    for (const name of missing) files[name] = BUILT_IN[name]!;
  }
}

/** Where fields are named in a template: each part of each path, with its place. */
function findParts(text: string): { part: string; line: number; from: number }[] {
  const starts = text.split('\n').reduce<number[]>((all, row) => [...all, all.at(-1)! + row.length + 1], [0]);
  const parts: { part: string; line: number; from: number }[] = [];
  class Finder extends Handlebars.Visitor {
    override BlockStatement(block: hbs.AST.BlockStatement): void {
      this.acceptArray(block.params);
      for (const program of [block.program, block.inverse]) if (program) this.Program(program);
    }
    override SubExpression(expression: hbs.AST.SubExpression): void {
      this.acceptArray(expression.params);
    }
    override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
      if (mustache.params.length === 0) super.MustacheStatement(mustache);
      else this.acceptArray(mustache.params);
    }
    override PartialStatement(partial: hbs.AST.PartialStatement): void {
      this.acceptArray(partial.params);
      for (const { value } of (partial.hash as hbs.AST.Hash | undefined)?.pairs ?? []) this.accept(value);
    }
    override PathExpression(path: hbs.AST.PathExpression): void {
      const { line, column } = path.loc.start;
      let at = starts[line - 1]! + column;
      for (const part of path.parts) {
        at = text.indexOf(part, at);
        parts.push({ part, line, from: at });
        at += part.length;
      }
    }
  }
  new Finder().accept(Handlebars.parse(text));
  return parts;
}

function namesIn(type: ViewType): string[] {
  if (type.kind === 'list') return namesIn(type.of);
  if (type.kind !== 'fields') return [];
  return Object.entries(type.fields).flatMap(([name, field]) => [name, ...namesIn(field.type)]);
}

const NAMES = [...new Set(namesIn(views.table))];
const KNOWN = new Set([...NAMES, 'if', 'each', 'with', 'unless', 'lookup', 'length', 'this', 'else']);

test('every field of the view is described', () => {
  const find = (type: ViewType, path: string): string[] => {
    if (type.kind === 'list') return find(type.of, `${path}[]`);
    if (type.kind !== 'fields') return [];
    return Object.entries(type.fields).flatMap(([name, field]) => [
      ...(field.about === '' ? [`${path}.${name}`] : []),
      ...find(field.type, `${path}.${name}`),
    ]);
  };
  // The notes are all alike, and described as a whole.
  expect(find(views.table, '').filter((path) => !path.startsWith('.notes.'))).toEqual([]);
  expect(NAMES.length).toBeGreaterThan(150);
});

describe('the check', () => {
  test('finds nothing in the built-in templates', () => {
    expect(check(BUILT_IN)).toEqual([]);
    expect(Object.keys(BUILT_IN).length).toBeGreaterThan(20);
  });

  const misspelt = fc
    .constantFrom(
      ...Object.entries(BUILT_IN).flatMap(([file, text]) => findParts(text).map((part) => ({ file, ...part }))),
    )
    .chain((place) =>
      fc
        .record({
          at: fc.nat({ max: place.part.length - 1 }),
          letter: fc.constantFrom(...'aeinqrtz'.split('')),
          how: fc.nat(2),
        })
        .map(({ at, letter, how }) => ({
          ...place,
          // A letter more, a letter less, or another letter.
          wrong: place.part.slice(0, at) + (how === 1 ? '' : letter) + place.part.slice(how === 0 ? at : at + 1),
        })),
    )
    .filter(({ part, wrong }) => wrong !== '' && wrong !== part && !KNOWN.has(wrong) && !/^\d/.test(wrong));

  test('finds each field that is misspelt, in its line, and mostly knows what was meant', () => {
    let [all, meant] = [0, 0];
    fc.assert(
      fc.property(misspelt, ({ file, part, line, from, wrong }) => {
        const text = BUILT_IN[file]!;
        const problems = check(withChange(file, text.slice(0, from) + wrong + text.slice(from + part.length)));
        expect(problems.map(({ place }) => [place.file, place.line])).toContainEqual([file, line]);
        all++;
        if (problems.some((problem) => describeProblem(problem).help?.includes(part))) meant++;
      }),
      { numRuns: rounds(200), seed: 6 },
    );
    expect(meant / all).toBeGreaterThan(0.8);
  });

  /** Templates with a change at some place: they are refused in a line that there is, or all documents can be made. */
  const expectSound = async (file: string, text: string) => {
    const files = withChange(file, text);
    const problems = check(files);
    for (const { place } of problems) {
      const lines = files[place.file]!.split('\n').length;
      expect(place.line).toBeGreaterThanOrEqual(1);
      expect(place.line).toBeLessThanOrEqual(lines);
      expect(place.column).toBeGreaterThanOrEqual(1);
    }
    if (problems.length > 0) return 'refused';
    for (const view of [EMPTY, RICH]) {
      await renderAll(files, view);
      renderStrictly(files, view);
    }
    return 'rendered';
  };

  test('a template that passes never fails, whatever character is changed', async () => {
    const ended = { refused: 0, rendered: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(BUILT_IN)),
        fc.nat(),
        fc.constantFrom(...'{}#/>&^~@.\'"|=()[]!*- \n\\x1'.split('')),
        fc.nat(2),
        async (file, where, character, how) => {
          const text = BUILT_IN[file]!;
          // At a tag or beside it, where characters mean something.
          const tags = [...text.matchAll(/\{\{[^}]*\}\}/g)];
          const tag = tags[where % tags.length];
          const at = tag === undefined ? 0 : tag.index + ((where >> 8) % (tag[0].length + 1));
          const changed = text.slice(0, at) + (how === 1 ? '' : character) + text.slice(how === 0 ? at : at + 1);
          ended[await expectSound(file, changed)]++;
        },
      ),
      { numRuns: rounds(200), seed: 7 },
    );
    expect(Math.min(ended.refused, ended.rendered)).toBeGreaterThan(rounds(200) / 6);
  });

  test('a template that passes never fails, whatever field stands in the place of another', async () => {
    const ended = { refused: 0, rendered: 0 };
    const places = Object.entries(BUILT_IN).flatMap(([file, text]) =>
      [
        ...text.matchAll(
          /(?<=\{\{\{?(?:[#>^]?(?:each|if|unless|with|else if) |> \w+ \w*=?)?)[@\w][\w./@[\]-]*(?=[ }|])/g,
        ),
      ].map((path) => ({ file, from: path.index, to: path.index + path[0].length })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.constantFrom('', '', '', '../', '../../', '@root.', 'this.', '@'),
        fc.oneof(
          fc.constantFrom(
            'organization',
            'title',
            'name',
            'approval',
            'waves.unit',
            'budget.sources',
            'register',
            'this',
          ),
          fc.constantFrom(...places.map((place) => BUILT_IN[place.file]!.slice(place.from, place.to))),
          fc
            .array(fc.constantFrom(...NAMES, 'length', '[0]', 'index', 'key'), { minLength: 1, maxLength: 2 })
            .map((parts) => parts.join('.')),
        ),
        async ({ file, from, to }, prefix, path) => {
          const text = BUILT_IN[file]!;
          ended[await expectSound(file, `${text.slice(0, from)}${prefix}${path}${text.slice(to)}`)]++;
        },
      ),
      { numRuns: rounds(200), seed: 8 },
    );
    expect(Math.min(ended.refused, ended.rendered)).toBeGreaterThan(rounds(200) / 20);
  });

  test('nothing is asked or made while a template is wrong', () =>
    withFolder(
      {
        'a.yaml': 'profile: {name: A}\nstart: 2027-07-01\n',
        'conditions.yaml': frameworkText({}),
        't/plan.md.hbs': '{{x}}',
      },
      async (folder) => {
        for (const args of [['interview', 'b.yaml'], ['generate', 'a.yaml', '-o', 'plan.md'], ['validate']]) {
          const { code, stderr } = await run([...args, '-t', 't'], folder);
          expect({ args, code }).toEqual({ args, code: 1 });
          expect(stderr).toMatch(/^t\/plan\.md\.hbs:1:3: error: the plan has no field "x"/m);
        }
        expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'conditions.yaml', 't']);
      },
    ));
});

describe('a template gives what Handlebars gives', () => {
  const view = JSON.parse(JSON.stringify({ ...RICH, notes: {}, charts: {} })) as TableView;

  test.each([
    '{{organization}} {{period.years}} {{framework.topPoints}} {{hasPolicy}}',
    '{{"organization"}} {{[organization]}} {{this.organization}} {{./organization}} {{{organization}}} {{&organization}}',
    '{{#if approval}}yes{{else}}no{{/if}} {{#unless approval}}no{{else}}yes{{/unless}} {{^if approval}}no{{/if}}',
    '{{#if approval}}a{{else if waves}}b{{else}}c{{/if}} {{#if framework.topPoints includeZero=true}}d{{/if}}',
    '{{#each framework.levels}}{{points}}{{#if points}}+{{/if}}{{#if points includeZero=true}}0{{/if}} {{/each}}',
    '{{#each register}}{{@index}}{{@key}}{{#if @first}}first{{/if}}{{#unless @last}}, {{/unless}}{{/each}}',
    '{{#each register}}{{#each actions}}{{@../index}}.{{@index}} {{../name}} {{../../organization}} {{@root.organization}}; {{/each}}{{/each}}',
    '{{#each register as |group n|}}{{#each group.actions as |action m|}}{{n}}{{m}} {{group.name}} {{action.title}} {{title}}; {{/each}}{{/each}}',
    '{{#each later}}{{title}}{{else}}nothing for {{organization}}{{/each}} {{#each done}}{{title}}{{else}}none{{/each}}',
    '{{#each terms}}{{@key}}={{this}}{{#unless @last}};{{/unless}}{{/each}}',
    '{{#with period}}{{start}} {{../organization}}{{/with}} {{#with budget as |it|}}{{it.unpaid}}{{else}}none{{/with}}',
    '{{#with this}}{{organization}}{{/with}} {{#with @root}}{{organization}}{{/with}} {{#with period}}{{#with ..}}{{organization}}{{/with}}{{/with}}',
    '{{lookup terms "unit"}} {{lookup register.[0] "name"}} {{#each terms}}{{lookup @root.terms @key}} {{/each}}',
    '{{#if register}}{{register.[0].name}}{{/if}} {{register.length}} {{#with (lookup this "period")}}{{end}}{{/with}}',
    '{{#each firstDays}}{{#each things}}{{../title}}: {{this}} {{/each}}{{/each}}',
    '{{> line period}} {{> line}} {{> line end="then"}} {{#each decisions}}{{> line start=by end=ask}}{{/each}}',
    '{{! note }}{{!-- a }} note --}}  {{~organization~}}  {{{{if organization}}}}{{raw}}{{{{/if}}}} \\{{raw}}',
    '{{#each people.years}}{{title}}{{#each rows}}{{name}}{{#each quarters}} {{this}} {{../name}}{{/each}}{{/each}}{{/each}}',
  ])('%s', async (text) => {
    const files = {
      'a.txt.hbs': text,
      'partials/line.hbs': '{{#if start}}{{start}}{{/if}}{{#if end}} to {{end}}{{/if}} ({{@root.organization}})',
    };
    // A partial may be called with what has none of its fields only where it asks for none.
    const own = {
      ...files,
      'partials/line.hbs': text.includes('{{> line}}') ? '({{@root.organization}})' : files['partials/line.hbs'],
    };
    expect(check(own).map((problem) => describeProblem(problem))).toEqual([]);
    const plain = Handlebars.create();
    plain.registerPartial('line', plain.compile(own['partials/line.hbs'], { noEscape: true }));
    const expected = plain.compile(text, { noEscape: true })(view);
    expect(expected.trim()).not.toBe('');
    const { 'a.txt': made } = await renderAll(own, view);
    expect(made!.replace(/\s+/g, ' ').trim()).toBe(expected.replace(/\s+/g, ' ').trim());
  });
});

describe('".." leads where it seems to', () => {
  const fieldsOf = (type: ViewType) => (type.kind === 'fields' ? Object.entries(type.fields) : []);
  // Lists of the plan and a text that each of their items has.
  const lists = fieldsOf(views.document).flatMap(([list, { type }]) => {
    const text =
      type.kind !== 'list'
        ? undefined
        : fieldsOf(type.of).find(([, one]) => one.type.kind === 'text' && !one.isOptional);
    return text === undefined || (RICH as unknown as Record<string, unknown[]>)[list]!.length < 2
      ? []
      : [{ list, field: text[0] }];
  });

  test('or is refused', async () => {
    const seen = { refused: 0, taken: 0 };
    const nest = fc.array(fc.constantFrom(...lists.slice(0, 4)), { minLength: 2, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(nest, fc.integer({ min: 1, max: 2 }), async (loops, depth) => {
        const up = Math.min(depth, loops.length - 1);
        const [at, close] = [loops.length - 1 - up, '{{/each}}'.repeat(loops.length)];
        const { field } = loops[at]!;
        const open = loops.map(({ list }) => `{{#each @root.${list}}}`).join('');
        const named = loops.map(({ list }, n) => `{{#each @root.${list} as |it${n}|}}`).join('');
        const dotted = { 'a.txt.hbs': `${open}{{${'../'.repeat(up)}${field}}};${close}` };
        if (check(dotted).length > 0) {
          seen.refused++;
          return;
        }
        seen.taken++;
        expect(await renderAll(dotted, RICH)).toEqual(
          await renderAll({ 'a.txt.hbs': `${named}{{it${at}.${field}}};${close}` }, RICH),
        );
      }),
      { numRuns: rounds(50) },
    );
    expect(Math.min(seen.refused, seen.taken)).toBeGreaterThan(rounds(50) / 10);
  });
});

describe('what people typed', () => {
  const NASTY = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onclick='x",
    '&lt;b&gt; &amp; &#60;',
    '=1+2',
    'a","b',
    'a;b\tc',
    'line\nbreak\r\n\r\n# more',
    '{{organization}}',
    '\u202Eright to left\u0007',
    '<!-- x',
    '</title></p>',
  ];
  const TEMPLATES: Record<Exclude<Ending, 'md'>, { text: string; shapeOf: (document: string) => unknown }> = {
    html: {
      text: '<p title="{{organization}}" class=\'{{organization}}\'>{{organization}}</p>\n{{#if notes.summary}}\n{{notes.summary}}\n{{/if}}\n{{#each framework.levels}}<b>{{summary}}</b>{{/each}}\n',
      shapeOf: (document) =>
        document.match(/<\/?\w+(?: \w+=(?:"[^"<>]*"|'[^'<>]*'))*>/g)!.map((tag) => /^<\/?\w+/.exec(tag)![0]),
    },
    csv: {
      text: '"A","B","C"\n{{#each sheet}}\n{{title}},{{#if owner}}{{owner}}{{/if}},{{@root.organization}}\n{{/each}}\n{{notes.summary}},{{organization}},\n',
      shapeOf: (document) =>
        document
          .split('\n')
          .map((row) => row.replace(/"(?:[^"]|"")*"/g, (cell) => (/^"[=+@-]/.test(cell) ? 'formula' : 'cell'))),
    },
    txt: {
      text: '{{organization}}\n{{#each framework.levels}}\n{{name}}: {{summary}}\n{{/each}}\n',
      shapeOf: (document) =>
        document.split('\n').map((line) => ['\t', '\r', '\u0007', '\u202E'].some((unseen) => line.includes(unseen))),
    },
  };

  test.each(Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[])('stays what it is in .%s', async (ending) => {
    const { text, shapeOf } = TEMPLATES[ending];
    const files = { [`a.${ending}.hbs`]: text };
    expect(check(files)).toEqual([]);
    const shapes = await Promise.all(
      ['word', ...NASTY].map(async (nasty) => {
        const texts = (value: unknown): unknown => {
          if (typeof value === 'string') return nasty;
          if (Array.isArray(value)) return value.map(texts);
          if (value === null || typeof value !== 'object') return value;
          return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, texts(inner)]));
        };
        const view = { ...(texts(RICH) as TableView), notes: { summary: { markdown: cleanNote(nasty) } } };
        return { nasty, shape: shapeOf((await renderAll(files, view))[`a.${ending}`]!) };
      }),
    );
    for (const { nasty, shape } of shapes) {
      // A note may have paragraphs and emphasis where it is Markdown.
      const plain = (made: unknown) =>
        ending === 'html' ? (made as string[]).filter((tag) => !/^<\/?(?:p|strong)$/.test(tag)) : made;
      expect({ nasty, shape: plain(shape) }).toEqual({ nasty, shape: plain(shapes[0]!.shape) });
    }
  });
});

test('documents of several inputs and threads use the same templates', () =>
  withFolder(
    {
      'conditions.yaml': frameworkText({}),
      'in/a.yaml': 'profile: {name: A}\nstart: 2027-07-01\n',
      'in/b.yaml': 'profile: {name: B}\nstart: 2027-07-01\n',
      't/card.txt.hbs': '{{> brief}}\n',
      't/partials/brief.hbs': 'This is {{organization}}.',
    },
    async (folder) => {
      const args = ['generate', 'in', '-o', 'out/', '-t', 't', '-d', 'card', '--jobs', '2'];
      expect((await run(args, folder)).code).toBe(0);
      const made = readFiles(join(folder, 'out'));
      expect(Object.keys(made)).toEqual(['a.card.txt', 'b.card.txt']);
      expect(made['b.card.txt']).toMatch(/^This is B\.\n\nscaleplan [0-9a-f]{64}\n$/);
      expect((await run([...args, '--check'], folder)).code).toBe(0);
    },
  ));

describe('docs/templates.md', () => {
  const page = read('docs/templates.md');

  test('lists the fields that there are', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(PACKAGE_FOLDER, 'scripts/docs-templates.mjs'), '--check'],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('shows what its commands print', () => {
    const blocks = [...page.matchAll(/^```(handlebars|console)\n([^]*?)^```$/gm)].map(([, kind, text]) => ({
      kind,
      text: text!,
    }));
    const files: Record<string, string> = { 'lakeview.yaml': read('examples/lakeview.yaml') };
    const shown: { command: string; output: string }[] = [];
    for (const { kind, text } of blocks) {
      const first = text.slice(0, text.indexOf('\n'));
      if (kind === 'handlebars') files[/^\{\{!-- (\S+) --\}\}$/.exec(first)![1]!] = text;
      else shown.push({ command: first.replace(/^\$ scaleplan /, ''), output: text.slice(first.length + 1) });
    }
    expect(shown.length).toBeGreaterThan(6);
    return withFolder(files, async (folder) => {
      for (const { command, output } of shown) {
        const { stdout, stderr } = await run(command.split(' '), folder);
        let rest = `${stdout}${stderr}`.replace('\uFEFF', '');
        // A line that is only "…" stands for any lines, and one at the end of a line for its rest.
        for (const piece of output.split(/…\n/)) {
          expect(rest).toContain(piece);
          rest = rest.slice(rest.indexOf(piece) + piece.length);
        }
      }
    });
  });

  test('every tag that it explains is right, at the top of a document or in its lists', () => {
    const start = page.indexOf('## What you can write');
    const table = page.slice(start, page.indexOf('\n- ', start));
    const tags = [...table.matchAll(/^\| (.*?[^\\]) +\|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`(.*?)`/g)].map(([, tag]) => tag!.replace(/\\\|/g, '|')),
    );
    expect(tags.length).toBeGreaterThan(15);
    const wrong = tags.filter((tag) =>
      [
        ['', ''],
        ['{{#each register}}{{#each actions}}', '{{/each}}{{/each}}'],
        ['{{#each waves.summary}}', '{{/each}}'],
      ].every(([before, after]) => check(withChange('a.md.hbs', before + tag + after!)).length > 0),
    );
    expect(wrong).toEqual([]);
  });
});
