/** What can be wrong with YAML and JSON as text. */
import { formatNumber } from '../../text/numbers.js';
import { count } from '../../text/plurals.js';
import { code, fillIn, type Sentence } from './code.js';
import { quote } from './phrases.js';

/** `found` and `write`: the sign or word that is wrong, and what to write. `indent`: the spaces found, and those that may be wanted. */
export interface SyntaxArgs {
  reason: string;
  found?: string;
  write?: string;
  indent?: readonly number[];
}

const CURE_OF_INDENT = 'lines that belong together begin in the same column';

type Reason = readonly [says: Sentence<SyntaxArgs>, cure?: Sentence<SyntaxArgs>];

/** Slips of the pen that are known. */
const SLIPS: Record<string, Reason> = {
  NO_BREAK_SPACE: [
    'there is a no-break space here, which looks like a space but is none',
    'replace it with ordinary spaces',
  ],
  NO_SPACE_BEHIND_DASH: ['the space after the dash is missing', 'write "- " before the key'],
  WRONG_DASH: [
    ({ found }) => `the item of the list begins with ${quote(found!)}, which is no hyphen`,
    'begin it with "- "',
  ],
  NO_DASH: ['the items of this list begin with a dash, and this line does not', 'begin each item with "- "'],
  CURLY_QUOTES: ['these quotes are curly, and YAML does not know them', 'type straight ones: "..."'],
  NO_COLON_BEHIND_KEY: ['a colon is missing here', ({ write }) => `write ${write!}`],
  NO_SPACE_BEHIND_COLON: ['the space after the colon is missing', ({ write }) => `write ${write!}`],
  NO_COMMA: [
    ({ found }) => `a comma is missing before ${quote(found!)}, or it belongs to a text that needs quotes`,
    'put commas between what stands in braces, and quotes around text that has a colon in it',
  ],
  OPEN_BRACKET: ['this bracket is never closed', ({ write }) => `close it with ${write!}`],
  SECOND_COLON: [
    'there is a second ": " on this line',
    'put quotes around text that has a colon in it: title: "Grade 3: reading"',
  ],
  TEXT_BEHIND_QUOTE: [
    'this quoted text ends before its line does',
    ({ found }) =>
      found === "'"
        ? "write '' for a quote that belongs to the text, or put double quotes around all of it"
        : 'write \\" for a quote that belongs to the text, or put single quotes around all of it',
  ],
  WRONG_INDENT: [({ indent }) => `this line begins with ${describeIndent(indent!)}`, CURE_OF_INDENT],
  WRONG_INDENT_OF_LINES: [
    ({ indent }) => `this line begins with ${describeIndent(indent!)}`,
    'move it together with the lines that belong to it',
  ],
  GROUPED_DIGITS: ['a comma within braces ends a number', ({ write }) => `write it without commas: ${write!}`],
};

/** The codes of the yaml package. */
const PARSER_ERRORS: Record<string, Reason> = {
  BLOCK_AS_IMPLICIT_KEY: [
    'there is a second ": " on this line, or the next line is indented where it should not be',
    'put quotes around text that has a colon in it: title: "Grade 3: reading"',
  ],
  BAD_INDENT: ['a list or mapping in brackets is not closed, or its next line is not indented'],
  MIXED_COLUMNS: ['this line does not begin where the list or mapping before it begins', CURE_OF_INDENT],
  BAD_SCALAR_START: ['text cannot begin with this character unless it is in quotes', 'put quotes around the text'],
  BAD_DQ_ESCAPE: [
    'a backslash in double quotes begins an escape that does not exist',
    'write \\\\ for a backslash, or use single quotes',
  ],
  BAD_ALIAS: ['a name after * or & is missing or wrong'],
  MISSING_CHAR: [
    'something is missing here: a colon, a comma or a closing bracket',
    `write "key: value", with a space after the colon; ${CURE_OF_INDENT}`,
  ],
  NO_COLON: [
    'this stands between commas or braces without a colon',
    'put quotes around text that has a comma in it: { name: "Ferns, mosses and lichens" }',
  ],
  MULTILINE_IMPLICIT_KEY: ['a key must stand on one line, with a colon after it'],
  UNEXPECTED_TOKEN: [
    'this does not belong here; the line is perhaps indented wrongly',
    `put double quotes around text that begins with a quote, a bracket or a star; ${CURE_OF_INDENT}`,
  ],
  BAD_COLLECTION_TYPE: [
    'a list and a mapping are mixed',
    'begin each line with "- " for a list, or with "key: " for a mapping',
  ],
  KEY_OVER_1024_CHARS: ['a key is longer than 1,024 characters'],
  BLOCK_IN_FLOW: [
    'inside brackets, everything must be in brackets',
    'put commas between what stands in braces, and quotes around text that has a colon in it',
  ],
};

/** Too many or too few spaces at the beginning of a line. */
function describeIndent([found, ...wanted]: readonly number[]): string {
  return `${found === 0 ? 'no space' : count(found!, 'space')}, where it should be ${wanted.map((one) => (one === 0 ? 'none' : one)).join(' or ')}`;
}

function findReason({ reason }: SyntaxArgs): Reason {
  return SLIPS[reason] ?? PARSER_ERRORS[reason] ?? ['this is not YAML'];
}

export const YAML_CODES = {
  'yaml-syntax': code<SyntaxArgs>({
    meaning: 'The text is not YAML at this place. Most often a quote, a space after a colon or an indent is missing.',
    says: (args, beginning) =>
      `${fillIn(findReason(args)[0], args, '')}${beginning === '' ? '' : `; see also ${beginning}, where it begins`}`,
    cure: (args) => fillIn(findReason(args)[1], args, ''),
  }),
  'tab-indent': code({
    meaning: 'A line begins with a tab. YAML is indented with spaces only.',
    says: 'the line is indented with a tab',
    cure: 'YAML is indented with spaces only; two for each step',
  }),
  'unclosed-quote': code<{ quote: string }>({
    meaning: 'A text in quotes never ends, so all that follows seems to be part of it.',
    says: 'this quoted text never ends',
    cure: ({ quote: mark }) =>
      `close it with the same quote, or write ${mark === '"' ? '\\"' : "''"} for a quote that belongs to the text`,
  }),
  /** `isNextItem`: it is most likely the first key of a further item of a list, whose dash is missing. */
  'duplicate-key': code<{ key: string; isNextItem?: boolean }>({
    meaning: 'The same key stands twice in one mapping, and only one of them could count.',
    says: ({ key, isNextItem }, first) =>
      isNextItem === true
        ? `${quote(key)} stands here again, after ${first}, as if the next item of the list began; but its dash is missing`
        : `${quote(key)} stands twice in the same mapping; first in ${first}`,
    cure: ({ key, isNextItem }) => (isNextItem === true ? `put a dash before it: "- ${key}: ..."` : 'keep one of them'),
  }),
  'several-documents': code({
    meaning: 'A line "---" begins a second document. A file holds one.',
    says: 'a second document begins here',
    cure: 'remove the line "---", or make two files of it',
  }),
  'unknown-anchor': code<{ anchor: string }>({
    meaning: 'A text that begins with * refers to a place marked with &, and there is none. Quotes make it a text.',
    says: ({ anchor }) => `"*${anchor}" refers to an anchor "&${anchor}" that does not exist`,
    cure: 'put quotes around text that begins with *',
  }),
  'too-many-aliases': code<{ limit: number }>({
    meaning: 'References with * unfold to more values than any honest file has.',
    says: ({ limit }) => `the aliases (*name) of this file unfold to more than ${formatNumber(limit)} values`,
    cure: 'write the values out',
  }),
  'too-deep': code<{ limit: number }>({
    meaning: 'Lists and mappings lie in each other deeper than any honest file needs.',
    says: ({ limit }) => `the file is nested deeper than ${limit} levels`,
  }),
  'merge-key': code({
    meaning: 'The key << is not understood. Write the fields out.',
    says: 'merge keys (<<) are not understood',
    cure: 'write the fields out',
  }),
  'unknown-tag': code<{ tag: string }>({
    meaning: 'A text that begins with ! is taken for a tag. Quotes make it a text.',
    says: ({ tag }) => `the tag ${tag} is not understood`,
    cure: 'put quotes around text that begins with !',
  }),
  'reserved-key': code<{ key: string }>({
    meaning: 'The key is a word of JavaScript itself. Choose another one.',
    says: ({ key }) => `${quote(key)} cannot be a key`,
    cure: 'choose another name',
  }),
  'json-syntax': code({
    meaning: 'The text is not JSON at this place.',
    says: 'this is not JSON',
    cure: 'JSON wants double quotes around keys and texts, commas between, and none after the last',
  }),
};
