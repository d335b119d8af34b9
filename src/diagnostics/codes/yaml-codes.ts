/** What can be wrong with YAML and JSON as text. */
import { formatNumber } from '../../text/numbers.js';
import { code, fillIn, quote, type Sentence } from './code.js';

/** `found` and `write`: the sign that is wrong, and what to write. */
export interface SyntaxArgs {
  reason: string;
  found?: string;
  write?: string;
}

const CURE_OF_INDENT = 'lines that belong together begin in the same column';

type Reason = readonly [says: Sentence<SyntaxArgs>, cure?: Sentence<SyntaxArgs>];

const REASONS: Record<string, Reason> = {
  // Slips of the pen that are known.
  NO_BREAK_SPACE: [
    'there is a no-break space here, which looks like a space but is none',
    'replace it with ordinary spaces',
  ],
  NO_SPACE_AFTER_DASH: ['the space after the dash is missing', 'write "- " before the key'],
  WRONG_DASH: [
    ({ found }) => `the item of the list begins with ${quote(found!)}, which is no hyphen`,
    'begin it with "- "',
  ],
  CURLY_QUOTES: ['these quotes are curly, and YAML does not know them', 'type straight ones: "..."'],
  NO_SPACE_AFTER_COLON: ['the space after the colon is missing', ({ write }) => `write ${write!}`],
  SECOND_COLON: [
    'there is a second ": " on this line',
    'put quotes around text that has a colon in it: title: "Grade 3: reading"',
  ],
  // The codes of the yaml package.
  BLOCK_AS_IMPLICIT_KEY: [
    'the next line is indented where it should not be, or there is a second ": " on this line',
    `${CURE_OF_INDENT}; text that has a colon in it stands in quotes`,
  ],
  BAD_INDENT: [
    'a list or mapping in brackets is not closed, or its next line is not indented',
    'close it with ] or }, or begin its lines further to the right',
  ],
  MIXED_COLUMNS: [
    'this line does not begin where the list or mapping before it begins',
    `${CURE_OF_INDENT}, and each item of a list with "- "`,
  ],
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
    'put quotes around text that has a comma in it: { name: "Ferns, mosses and lichens" }; write numbers without commas',
  ],
  MULTILINE_IMPLICIT_KEY: [
    'a key must stand on one line, with a colon after it',
    'write "key: value", with a space after the colon',
  ],
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
    'a comma is missing here, or a text inside brackets needs quotes',
    'put commas between what stands in braces, and quotes around text that has a colon in it',
  ],
};

function findReason({ reason }: SyntaxArgs): Reason {
  return REASONS[reason] ?? ['this is not YAML'];
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
