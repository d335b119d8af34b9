/** What people typed stays data, whatever it is; templates of one's own; documents and their marks. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Heading, Nodes, Root, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { visit } from 'unist-util-visit';
import { stringify } from 'yaml';
import { isAsWritten, signDocument } from '../src/templates/marks.js';
import { escapeMarkdown, isPlainMarkdown, linkTarget } from '../src/templates/markdown.js';
import { cleanNote } from '../src/templates/notes.js';
import { action, frameworkText, question } from './helpers/build.js';
import { run, withFolder } from './helpers/run.js';
import { rounds } from './helpers/rounds.js';

const parse = (text: string): Root => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

/** The text that a reader sees. */
function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child)).join('') : '';
}

/** What no text may change: the kinds of all blocks, the levels of headings, the shapes of tables. */
function shapeOf(text: string): unknown[] {
  const shape: unknown[] = [];
  visit(parse(text), (node) => {
    if (node.type === 'heading') shape.push(`heading ${(node as Heading).depth}`);
    if (node.type === 'table') shape.push(`table ${(node as Table).children.map((row) => row.children.length).join()}`);
    if (
      [
        'html',
        'code',
        'inlineCode',
        'list',
        'listItem',
        'blockquote',
        'thematicBreak',
        'image',
        'footnoteDefinition',
        'definition',
        'delete',
        'emphasis',
      ].includes(node.type)
    )
      shape.push(node.type);
    if (node.type === 'link') shape.push('link');
  });
  return shape;
}

/** A web address that was typed may be followed; it changes nothing else. */
const withoutLinks = (text: string) => shapeOf(text).filter((part) => part !== 'link');

const NASTY = [
  '|',
  'a | b || c',
  'line\nbreak\r\nand more',
  '# heading',
  '## The plan in brief',
  '```\ncode',
  '`x`',
  '~~~',
  '~~gone~~',
  '<script>alert(1)</script>',
  '<!-- never closed',
  '{{x}}',
  '{{{organization}}}',
  '{{> action}}',
  '[x](javascript:y)',
  '![x](https://example.org/x.png)',
  '[x]: y',
  '[^1]: note',
  '- item',
  '+ item',
  '* item',
  '1. one',
  '2) two',
  '> quote',
  '---',
  '===',
  ':--- | ---:',
  '    indented',
  '*bold* _under_ **strong** __both__',
  'snake_case_name',
  '&lt;b&gt; &amp; &#35; &copy;',
  'a\\',
  '\\|',
  '<https://example.org>',
  '\u202Eright to left',
  '\u0007bell\u001B[31m',
  "O'Brien & <K-8> “quoted”",
  '__proto__',
  '$x$',
  '- [ ] task',
  '٣. Arabic',
  '市教育委員会',
  // After an address a backslash is a part of the address.
  'http://x.example/<img src=https://y.example/p.png?>',
  'https://x.example<h1 id=x>',
  'www.x.example/<details open>',
  'someone@x.example<b a=c>',
  'http://x.example/\\<img src=y>',
  "http://x.example/&lt;img src='y'&gt;",
  'http://x.example/`<img src=y>`',
  'a | b\n:-|:-\n`c | <img src=y>`',
];

describe('escapeMarkdown', () => {
  test.each(NASTY)('%j says itself and nothing else', (text) => {
    for (const [before, after] of [
      ['', ''],
      ['| a | b |\n| --- | --- |\n| ', ' | y |'],
      ['- **Note:** ', ''],
      ['#### ', ''],
      ['some words\n', ''],
      ['[', '](https://example.org)'],
    ] as const) {
      expect(withoutLinks(`${before}${escapeMarkdown(text)}${after}`)).toEqual(withoutLinks(`${before}word${after}`));
    }
  });

  test.each([
    ['a | b', 'a | b'],
    ['# x', '# x'],
    ['<b> & "q"', '<b> & "q"'],
    ['&amp; &lt;', '&amp; &lt;'],
    ['1. one', '1. one'],
    ['a\nb', 'a b'],
    ['snake_case_name', 'snake_case_name'],
    ['*a* _b_ `c` ~d~', '*a* _b_ `c` ~d~'],
  ])('%j is read as %j', (text, read) => {
    expect(textOf(parse(escapeMarkdown(text)))).toBe(read);
  });

  test('leaves ordinary text and web addresses as they are', () => {
    for (const text of [
      "St. Mary's & Co. (K-8), 5-7 units; 100% + more",
      'see https://example.org/a_b/?x=1&y=(2) there',
    ]) {
      expect(escapeMarkdown(text)).toBe(text);
    }
  });

  test('holds for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(...NASTY, ...'|#`*_[]<>~&-+=:!\\ \n\t'.split('')),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = escapeMarkdown(pieces.join(''));
        expect(text).not.toMatch(/[\r\n]/);
        const cell = `| a | b |\n| --- | --- |\n| ${text} | y |\n\nend`;
        expect(withoutLinks(cell)).toEqual(['table 2,2']);
        expect(withoutLinks(`text ${text}\n\n## end`)).toEqual(['heading 2']);
      }),
      { numRuns: rounds(150) },
    );
  });
});

test.each([
  ['https://example.org/a(b)', 'https://example.org/a%28b%29'],
  ['http://example.org', 'http://example.org'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['//example.org', null],
  ['https://a b', null],
])('linkTarget(%j)', (address, target) => {
  expect(linkTarget(address)).toBe(target);
});

describe('cleanNote', () => {
  test.each([
    [
      'formatting stays',
      '*a* and **b**\n\n- one\n- two\n\n[x](https://example.org)',
      '*a* and **b**\n\n- one\n- two\n\n[x](https://example.org)',
    ],
    ['headings become bold', '# Big\n\nSmall\n=====', '**Big**\n\n**Small**'],
    ['HTML is text', 'a <b>c</b>\n\n<script>\nx\n</script>', 'a &lt;b>c&lt;/b>\n\n&lt;script>\nx\n&lt;/script>'],
    ['pictures are links', '![a](https://example.org/x.png)', '[a](https://example.org/x.png)'],
    ['only the web is linked', '[a](javascript:x) [b](file:///etc)', 'a b'],
    ['references are resolved', '[a][1]\n\n[1]: https://example.org', '[a](https://example.org)'],
    ['a fence is closed', '```\n# not a heading', '```\n# not a heading\n```'],
    ['code that could hold a tag is text', 'a `<b>` and `c`', 'a &lt;b> and `c`'],
    ['an unclosed comment swallows nothing', 'a\n\n<!-- b', 'a\n\n&lt;!-- b'],
  ])('%s', (_, note, clean) => {
    expect(cleanNote(note)).toBe(clean);
  });

  test('what is plain needs no cleaning', () => {
    const words = fc.constantFrom(
      'Word',
      ' ',
      '\n',
      '\n\n',
      '**bold**',
      '*it*',
      '1. one',
      ', ',
      '.',
      '- ',
      '#',
      '---',
      '===',
      '    x',
      'a_b',
      '<b>',
      '(so)',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (pieces) => {
        const note = pieces.join('');
        fc.pre(isPlainMarkdown(note));
        expect(shapeOf(cleanNote(note))).toEqual(shapeOf(note));
      }),
      { numRuns: rounds(150) },
    );
    expect(isPlainMarkdown('We **will not** wait.\n\nNot us.\n')).toBe(true);
    expect(NASTY.filter((text) => isPlainMarkdown(`x\n${text}`))).toEqual([
      '1. one',
      '2) two',
      '٣. Arabic',
      '市教育委員会',
    ]);
  });

  test('never opens a heading, carries HTML or swallows what follows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...NASTY, '\n', '\n\n'), fc.string({ maxLength: 6 })), { maxLength: 8 }),
        (pieces) => {
          const shape = shapeOf(`## before\n\n${cleanNote(pieces.join(''))}\n\n## after\n`);
          expect(
            shape.filter((part) => part === 'html' || part === 'image' || String(part).startsWith('heading')),
          ).toEqual(['heading 2', 'heading 2']);
        },
      ),
      { numRuns: rounds(100) },
    );
  });
});

test('nasty text anywhere leaves the headings and tables of a plan as they are', async () => {
  const levels = { low: 'a', mid: 'b', high: 'c' };
  const framework = (text: string) =>
    frameworkText({
      framework: {
        id: 'test',
        version: '1.0.0',
        title: `T${text}`,
        summary: `S${text}`,
        source: { title: `T${text}`, url: text },
      },
      policy: [{ id: 'rule', name: `R${text}`, ask: `A${text}`, why: `W${text}`, request: `Q${text}` }],
      roles: [{ id: 'lead', name: `L${text}` }],
      conditions: [
        {
          id: 'water',
          name: `N${text}`,
          summary: `S${text}`,
          why: `W${text}`,
          questions: [
            { ...question('depth'), ask: `A${text}`, levels: { ...levels, low: `X${text}` } },
            question('flow'),
          ],
          actions: [
            {
              id: 'dig',
              title: `T${text}`,
              summary: text,
              owner: 'lead',
              weeks: 2,
              raises: { depth: 'high', flow: 'high' },
              deliverable: text,
              measure: { name: text, unit: text },
              risk: { threat: text, response: text },
              policy: ['rule'],
              resources: [{ title: `T${text}`, url: text }],
            },
          ],
        },
      ],
    });
  const answers = (text: string) =>
    stringify({
      profile: { name: `N${text}` },
      start: '2027-07-01',
      responses: { water: { depth: { level: 'low', note: text, evidence: [text] }, note: text, evidence: [text] } },
      actions: { 'water.dig': { assignee: `P${text}`, note: text } },
      approval: { by: `B${text}`, on: '2027-06-01' },
      notes: { summary: text, method: text },
    });
  // A note may have a table of its own; no other text can make one (above).
  const texts = ['word', ...NASTY.filter((text) => !text.includes('\n:-'))];
  const shapes = await Promise.all(
    texts.map((text) =>
      withFolder({ 'conditions.yaml': framework(text), 'a.yaml': answers(text) }, async (folder) => {
        const { code, stdout, stderr } = await run(['generate', 'a.yaml'], folder);
        expect({ text, code, stderr }).toEqual({ text, code: 0, stderr: '' });
        expect(stdout).not.toMatch(/undefined|NaN|\[object/);
        // A note may format, so only headings, tables and HTML are compared; the mark at the end is HTML.
        return shapeOf(stdout).filter((part) => /^(?:heading|table|html|image)/.test(String(part)));
      }),
    ),
  );
  for (const [n, shape] of shapes.entries())
    expect({ text: texts[n], shape }).toEqual({ text: texts[n], shape: shapes[0] });
});

test('templates and partials of one own stand before the built-in ones', () =>
  withFolder(
    {
      'conditions.yaml': frameworkText({}),
      'a.yaml': 'profile: {name: A|B}\nstart: 2027-07-01\n',
      'mine/partials/brief.hbs': '## Mine, {{organization}}\n',
      'mine/card.txt.hbs': '{{organization}} {{> brief}}',
    },
    async (folder) => {
      const plan = (await run(['generate', 'a.yaml', '-t', 'mine'], folder)).stdout;
      expect(plan).toMatch(/## Mine, A\\\|B\n[\s\S]*## Where we stand/);
      expect((await run(['generate', 'a.yaml', '-t', 'mine', '-d', 'card'], folder)).stdout).toMatch(
        /^A\|B ## Mine, A\|B\n/,
      );
    },
  ));

describe('sentences of a plan', () => {
  const more = {
    profile: [
      { id: 'name', ask: 'Name?', type: 'text', required: true },
      { id: 'wards', ask: 'How many wards?', type: 'integer' },
      { id: 'wards_in', ask: 'How many are in?', type: 'integer' },
    ],
    terms: { unit: 'ward', units: 'wards' },
    roles: [
      { id: 'lead', name: 'Lead' },
      { id: 'nurse', name: 'Nurse' },
    ],
    audiences: [
      { id: 'a', name: 'Nurses, doctors', channels: ['A talk, at noon', 'a page'], owner: 'lead', at: ['start'] },
      { id: 'b', name: 'Patients', owner: 'lead', at: ['start'] },
    ],
    rollout: { unit: 'wards', already: 'wards_in' },
    conditions: [
      {
        id: 'water',
        name: 'Water',
        questions: [question('depth')],
        actions: [action('dig', { raises: { depth: 'high' }, owner: 'nurse' })],
      },
    ],
  };
  const given = {
    profile: { name: 'Here', wards: 4, wards_in: 1 },
    start: '2027-07-01',
    roles: { nurse: 'lead' },
    actions: { 'water.dig': { assignee: 'Noor' } },
  };
  const make = (calendar: object) => {
    const files = { 'conditions.yaml': frameworkText({ ...more, calendar }), 'a.yaml': stringify(given) };
    return withFolder(files, async (folder) => (await run(['generate', 'a.yaml'], folder)).stdout);
  };

  test('keep one and several apart, brackets out of brackets, and lists apart whose items have commas', async () => {
    const plan = await make({});
    expect(plan).toMatch(/Today 1 of 4 wards is in\./);
    expect(plan).toMatch(/\| Noor \(Lead, as Nurse\) \|/);
    expect(plan).toMatch(/\| A talk, at noon; a page \|/);
    expect(plan).toMatch(/^- Tell about the plan: Nurses, doctors; Patients$/m);
  });

  test('say when in the year people are told of anything, where that is not all the same', async () => {
    expect(await make({})).toMatch(/a planning default\.\n\n\| Who is told/);
    expect(await make({ school_year: { from: '08-15', to: '06-10' } })).toMatch(
      /a planning default\. As far as possible, news goes out between August 15 and June 10\.\n/,
    );
  });
});

describe('the mark of a document', () => {
  test.each([
    ['as written', (text: string) => text, true],
    ['with other line endings', (text: string) => text.replace(/\n/g, '\r\n'), true],
    ['changed', (text: string) => text.replace('a', 'b'), false],
    ['added to at the end', (text: string) => `${text}more\n`, false],
    ['without its mark', (text: string) => text.replace(/<!--.*-->\n/, ''), false],
    ['empty', () => '', false],
  ])('%s', (_, change, expected) => {
    expect(isAsWritten('plan.md', change(signDocument('plan.md', Buffer.from('a plan\n')).toString()))).toBe(expected);
  });
});
