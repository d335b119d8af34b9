/** The sentence for each problem, and where a cure is known, the cure. Plain words; no sentence stands anywhere else. */
import { findNearest } from '../text/suggestions.js';
import { MONEY_SIGNS, toNumber } from '../text/numbers.js';
import { idOf, type Mention, type Problem, type ProblemArgs, type ProblemCode } from './problem.js';

/** What is wrong, and what to do about it. */
export interface Message {
  readonly text: string;
  readonly help?: string;
}

type Describe = { [C in ProblemCode]: (args: ProblemArgs[C], related: string) => Message };

/** The sentence and the cure of a problem. */
export function describeProblem(problem: Problem): Message {
  const describe = DESCRIBE[problem.code] as (args: Problem['args'], related: string) => Message;
  const message = withQuiet(withAlike(describe(problem.args, describeRelated(problem)), problem.alike ?? []), problem);
  const { lineText, column, cell } = problem.place;
  const isMissing = problem.code === 'missing-key' || problem.code === 'missing-fact';
  if (cell !== undefined) {
    const cure = isMissing ? 'fill in the cell' : message.text.includes('YYYY-MM-DD') ? CURE_OF_DATES : message.help;
    return plain(`row ${cell.row}, column ${quote(shorten(cell.column))}: ${message.text}`, cure);
  }
  // A value that begins with # was taken for a comment.
  if (isMissing && lineText?.charAt((column ?? 1) - 1) === '#') {
    return { ...message, help: 'a # begins a comment; put quotes round text that has one' };
  }
  return message;
}

/** Where the other place of a problem is: `line 7`, or `state.yaml:7` in another file; empty where there is none. */
function describeRelated({ place, related }: Problem): string {
  if (related?.line === undefined) return '';
  return related.file === place.file ? `line ${related.line}` : `${related.file}:${related.line}`;
}

/** How many of those that are alike are named. */
const MOST_ALIKE = 6;

/** Warnings that a keeper may well mean to live with. */
const LIVED_WITH: ReadonlySet<ProblemCode> = new Set(['unreached-level', 'unselectable-action', 'hidden-mentions']);

/** The message, and how a keeper who wants it so is not told again. */
function withQuiet(message: Message, { code, args, alike = [] }: Problem): Message {
  if (!LIVED_WITH.has(code)) return message;
  const ids = [args, ...alike.map((one) => one.args)].map((one) => `${code} ${idOf(one)!}`);
  const quiet = ids.length > MOST_ALIKE ? code : ids.join(', ');
  return { ...message, help: `${message.help!}; where it is meant so, write "quiet: [${quiet}]"` };
}

/** The message, and how many others it stands for. */
function withAlike(message: Message, alike: readonly Problem[]): Message {
  if (alike.length === 0) return message;
  const names = alike.flatMap(({ args }) => {
    if ('question' in args) return args.question;
    if ('action' in args) return args.action;
    return 'what' in args ? args.what : [];
  });
  const named =
    names.length === 0 ? '' : `: ${names.slice(0, MOST_ALIKE).join(', ')}${names.length > MOST_ALIKE ? ' …' : ''}`;
  return { ...message, text: `${message.text}; and so for ${alike.length} more${named}` };
}

const plain = (text: string, help?: string): Message => (help === undefined ? { text } : { text, help });

/** "did you mean …?", or the whole choice where nothing is near and the choice is small. */
function suggest(
  typed: string,
  known: readonly string[],
  where = '',
  near = findNearest(typed, known),
): string | undefined {
  if (near !== undefined) return `did you mean ${quote(near)}${where === '' ? '' : ` (${where})`}?`;
  if (known.length === 0) return undefined;
  if (known.length <= 12) return `expected one of: ${known.join(', ')}`;
  return `expected one of ${known.length}, among them: ${known.slice(0, 8).join(', ')}`;
}

const nearOr = (near: string | undefined, cure: string): string =>
  near === undefined ? cure : `did you mean ${quote(near)}?`;

/** Where the thing stands that was just named; empty where that is the place of the problem. */
const inBrackets = (related: string): string => (related === '' ? '' : ` (${related})`);

const quote = (text: string): string => JSON.stringify(text);

const CURE_OF_INDENT = 'lines that belong together begin in the same column';

/** Spreadsheets write dates as their country does. */
const CURE_OF_DATES =
  'give the column the format yyyy-mm-dd in the spreadsheet, or say in a mapping file how it writes dates: "dates: month/day/year"';

/** As much of a title as is needed to find it. */
const shorten = (title: string): string => {
  const line = title.replace(/\s+/g, ' ');
  return line.length > 50 ? `${line.slice(0, 49)}…` : line;
};

/** A key in quotes; what has no key of its own, as it is called. */
const name = (where: string): string => (/^(?:the file|the answer|item \d+ of .*)$/.test(where) ? where : quote(where));

/** "a", "a and b", "a, b and c". */
const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;

/** "a thing", "an action". */
const withArticle = (noun: string): string => `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;

/** What is wrong in YAML, by the codes of the yaml package and by those of slips that are known: the sentence, and the cure. */
const YAML_REASONS: Record<string, Message | ((args: ProblemArgs['yaml-syntax']) => Message)> = {
  // Slips of the pen
  NO_BREAK_SPACE: plain(
    'there is a no-break space here, which looks like a space but is none',
    'replace it with ordinary spaces',
  ),
  NO_SPACE_BEHIND_DASH: plain('the space behind the dash is missing', 'write "- " before the key'),
  WRONG_DASH: ({ found }) =>
    plain(`the item of the list begins with ${quote(found!)}, which is no hyphen`, 'begin it with "- "'),
  NO_DASH: plain('the items of this list begin with a dash, and this line does not', 'begin each item with "- "'),
  CURLY_QUOTES: plain('these quotes are curly, and YAML does not know them', 'type straight ones: "..."'),
  NO_COLON_BEHIND_KEY: ({ write }) => plain('a colon is missing here', `write ${write!}`),
  NO_SPACE_BEHIND_COLON: ({ write }) => plain('the space behind the colon is missing', `write ${write!}`),
  NO_COMMA: ({ found }) =>
    plain(
      `a comma is missing before ${quote(found!)}, or it belongs to a text that needs quotes`,
      'put commas between what stands in braces, and quotes round text that has a colon in it',
    ),
  OPEN_BRACKET: ({ write }) => plain('this bracket is never closed', `close it with ${write!}`),
  SECOND_COLON: plain(
    'there is a second ": " on this line',
    'put quotes round text that has a colon in it: title: "Grade 3: reading"',
  ),
  TEXT_BEHIND_QUOTE: ({ found }) =>
    plain(
      'this quoted text ends before its line does',
      found === "'"
        ? "write '' for a quote that belongs to the text, or put double quotes round all of it"
        : 'write \\" for a quote that belongs to the text, or put single quotes round all of it',
    ),
  WRONG_INDENT: ({ indent }) => plain(`this line begins with ${describeIndent(indent!)}`, CURE_OF_INDENT),
  WRONG_INDENT_OF_LINES: ({ indent }) =>
    plain(`this line begins with ${describeIndent(indent!)}`, 'move it together with the lines that belong to it'),
  GROUPED_DIGITS: ({ write }) => plain('a comma within braces ends a number', `write it without commas: ${write!}`),
  // Codes of the package
  BLOCK_AS_IMPLICIT_KEY: plain(
    'there is a second ": " on this line, or the next line is indented where it should not be',
    'put quotes round text that has a colon in it: title: "Grade 3: reading"',
  ),
  BAD_INDENT: plain('a list or mapping in brackets is not closed, or its next line is not indented'),
  MIXED_COLUMNS: plain('this line does not begin where the list or mapping before it begins', CURE_OF_INDENT),
  BAD_SCALAR_START: plain('text cannot begin with this character unless it is in quotes', 'put quotes round the text'),
  BAD_DQ_ESCAPE: plain(
    'a backslash in double quotes begins an escape that does not exist',
    'write \\\\ for a backslash, or use single quotes',
  ),
  BAD_ALIAS: plain('a name after * or & is missing or wrong'),
  MISSING_CHAR: plain(
    'something is missing here: a colon, a comma or a closing bracket',
    'write "key: value", with a space behind the colon; lines that belong together begin in the same column',
  ),
  NO_COLON: plain(
    'this stands between commas or braces without a colon',
    'put quotes round text that has a comma in it: { name: "Ferns, mosses and lichens" }',
  ),
  MULTILINE_IMPLICIT_KEY: plain('a key must stand on one line, with a colon behind it'),
  UNEXPECTED_TOKEN: plain(
    'this does not belong here; the line is perhaps indented wrongly',
    'put double quotes round text that begins with a quote, a bracket or a star; lines that belong together begin in the same column',
  ),
  BAD_COLLECTION_TYPE: plain(
    'a list and a mapping are mixed',
    'begin each line with "- " for a list, or with "key: " for a mapping',
  ),
  KEY_OVER_1024_CHARS: plain('a key is longer than 1,024 characters'),
  BLOCK_IN_FLOW: plain(
    'inside brackets, everything must be in brackets',
    'put commas between what stands in braces, and quotes round text that has a colon in it',
  ),
};

/** Too many or too few spaces at the beginning of a line. */
function describeIndent([found, ...wanted]: readonly number[]): string {
  return `${found === 0 ? 'no space' : found === 1 ? '1 space' : `${found} spaces`}, where it should be ${wanted.map((one) => (one === 0 ? 'none' : one)).join(' or ')}`;
}

/** What a field says about the thing that has it and the thing that it names. */
const RELATIONS: Record<string, string> = {
  after: 'comes after',
  owner: 'is owned by',
  supports: 'is supported by',
  consulted: 'consults',
  informed: 'informs',
  raises: 'raises',
  needs: 'needs',
  before: 'comes before',
  window: 'runs in the window',
  funding: 'is paid from',
  policy: 'depends on the policy lever',
  obligations: 'touches the obligation',
  per: 'counts by the fact',
  at_most: 'is at most the fact',
  group: 'belongs to the group',
  levels: 'describes the level',
  level: 'names the level',
  when: 'depends on',
  post: 'pays for',
  unit: 'counts',
  already: 'counts those already in by',
  of: 'counts by',
  extends: 'extends',
  place: 'is placed beside',
};

/** Who mentions what, one after the other. */
function listMentions(shown: readonly Mention[], count: number): string {
  const said = shown.map(
    ({ subject, field, id }) => `${subject} ${RELATIONS[field] ?? `names the ${field}`} ${quote(id)}`,
  );
  return `${said.join('; ')}${count > shown.length ? `; and ${count - shown.length} more` : ''}`;
}

/** What to do instead of changing the id of a thing in an overlay. */
const cureOfNewId = (id: string, wanted: string): string =>
  `an overlay cannot change an id: change the name of ${quote(id)} instead, or hide it here and add ${quote(wanted)} in its place`;

/** What to do about a value of the wrong kind. */
function cureOfType(expected: string, found: string): string | undefined {
  const typed = /^the text (".*")$/.exec(found)?.[1];
  if (expected === 'a list' && typed !== undefined) return 'put it in brackets: [...]';
  if (/number/.test(expected) && typed !== undefined) {
    const number = toNumber(JSON.parse(typed) as string, `${MONEY_SIGNS}%`);
    if (typeof number !== 'number') return undefined;
    return typed === quote(String(number)) ? `write it without quotes: ${number}` : `write ${number}`;
  }
  return expected === 'text' && /^(?:-?\d|true|false)/.test(found) ? 'put quotes round it' : undefined;
}

const KINDS: Record<string, string> = { string: 'text', int: 'a number', double: 'a number', bool: 'yes or no' };

/** What the expression's type checker says, for people. */
function describeMisfit(reason: string): string {
  const [, left, operator, right] = /^no such overload: (\w+) (\S+) (\w+)$/.exec(reason) ?? [];
  if (left !== undefined)
    return `${KINDS[left] ?? left} cannot be compared with ${KINDS[right!] ?? right!} by ${operator!}`;
  const called = /^found no matching overload for '(\w+)/.exec(reason)?.[1];
  return called === undefined ? reason : `there is no function ${called} for what it is given`;
}

/** What the expression's parser says, for people. */
function describeReason(reason: string): string {
  if (/EOF/.test(reason)) return 'it ends too early';
  if (/^Unexpected (?:character: '?[dr]\b|token: ID)/.test(reason))
    return 'words such as "and" and "or" do not belong here';
  const character = /^Unexpected character: '?(.)/.exec(reason)?.[1];
  return character === undefined
    ? 'a word or sign stands where it does not belong'
    : `the character ${quote(character)} does not belong here`;
}

/** Where text of a document must not stand, and what to do about it. */
const UNSAFE_PLACES: Record<ProblemArgs['template-unsafe-place']['place'], readonly [where: string, help: string]> = {
  comment: ['in a comment', 'take it out, or the comment away'],
  script: ['in a script or style', 'show it between tags, or in an attribute such as data-name="…"'],
  tag: ['in a tag', 'show it between tags, or in quotes in an attribute such as title="…"'],
  attribute: [
    'in this attribute',
    'show it between tags; in HTML also in quotes in title, alt, class, id, aria-… or data-…',
  ],
  address: [
    'in an address',
    'link to a field that is an address, which must be all there is between the quotes: href="{{url}}"',
  ],
  link: ['in the address of a link', 'link to a field that is an address, and to all of it: [{{title}}]({{url}})'],
  code: ['in code', 'show it outside of code'],
  'front-matter': ['in front matter', 'show it below the second line "---"'],
  'part-of-cell': ['beside something else in a cell', 'it brings its own quotes: write {{FIELD}},{{FIELD}}'],
  'part-of-line': ['in a line with something else', 'it may have several lines: give it a line of its own'],
};

const DESCRIBE: Describe = {
  'empty-file': () => plain('there is nothing in this file but, perhaps, comments'),
  'file-too-large': ({ bytes, limit }) =>
    plain(`the file is too large: ${Math.ceil(bytes / 1048576)} MiB, where ${limit / 1048576} MiB is the limit`),
  'unused-framework': ({ file, inUse }) =>
    plain(
      `this framework is not used: the answers beside it are read with ${inUse}`,
      `to use it, add -c ${file}, or work in its folder, where it must be called conditions.yaml`,
    ),
  'wrong-file': ({ wanted }) =>
    wanted === 'answers'
      ? plain('this is a framework, not answers to one', 'give a file of answers; a framework is given with -c FILE')
      : plain(
          'these are answers, not a framework',
          'name the file of the framework here; it has levels and conditions',
        ),
  'yaml-syntax': (args, beginning) => {
    const known = YAML_REASONS[args.reason] ?? plain('this is not YAML');
    const message = typeof known === 'function' ? known(args) : known;
    return beginning === '' ? message : { ...message, text: `${message.text}; see also ${beginning}, where it begins` };
  },
  'tab-indent': () => plain('the line is indented with a tab', 'YAML is indented with spaces only; two for each step'),
  'unclosed-quote': ({ quote: mark }) =>
    plain(
      'this quoted text never ends',
      `close it with the same quote, or write ${mark === '"' ? '\\"' : "''"} for a quote that belongs to the text`,
    ),
  'duplicate-key': ({ key, isNextItem }, first) =>
    isNextItem === true
      ? plain(
          `${quote(key)} stands here again, after ${first}, as if the next item of the list began; but its dash is missing`,
          `put a dash before it: "- ${key}: ..."`,
        )
      : plain(`${quote(key)} stands twice in the same mapping; first in ${first}`, 'keep one of them'),
  'several-documents': () => plain('a second document begins here', 'remove the line "---", or make two files of it'),
  'unknown-anchor': ({ anchor }) =>
    plain(
      `"*${anchor}" refers to an anchor "&${anchor}" that does not exist`,
      'put quotes round text that begins with *',
    ),
  'too-many-aliases': ({ limit }) =>
    plain(
      `the aliases (*name) of this file unfold to more than ${limit.toLocaleString('en-US')} values`,
      'write the values out',
    ),
  'too-deep': ({ limit }) => plain(`the file is nested deeper than ${limit} levels`),
  'merge-key': () => plain('merge keys (<<) are not understood', 'write the fields out'),
  'unknown-tag': ({ tag }) => plain(`the tag ${tag} is not understood`, 'put quotes round text that begins with !'),
  'reserved-key': ({ key }) => plain(`${quote(key)} cannot be a key`, 'choose another name'),
  'json-syntax': () =>
    plain(
      'this is not JSON',
      'JSON wants double quotes round keys and texts, commas between, and none behind the last',
    ),
  'wrong-type': ({ expected, found, where }) =>
    plain(`${name(where)} should be ${expected}, but is ${found}`, cureOfType(expected, found)),
  'unknown-key': ({ key, known, move }) =>
    plain(
      `${quote(key)} is not a field here`,
      move === undefined
        ? suggest(key, known)
        : `it belongs to ${name(move.holder)}: begin the line further to the ${move.to}`,
    ),
  'missing-key': ({ key, within }) =>
    plain(
      `${name(within)} has no ${quote(key)}`,
      // Only a framework must have levels; where it has none, it was perhaps meant to change another one.
      `add "${key}: ..."${within === 'the file' && key === 'levels' ? ', or "extends: ..." where the file only changes another framework' : ''}`,
    ),
  'wrong-value': ({ found, known, near }, meant) =>
    plain(`${quote(found)} is not a value that fits here`, suggest(found, known, meant, near)),
  'bad-format': ({ found, expected, write }) =>
    plain(`${quote(found)} should be ${expected}`, write === undefined ? undefined : `write ${quote(write)}`),
  'out-of-range': ({ where, found, expected }) => plain(`${name(where)} should be ${expected}, but is ${found}`),
  'wrong-count': ({ what, found, expected }) => plain(`${name(what)} has ${found}, but should have ${expected}`),
  'duplicate-id': ({ kind, id }, first) =>
    plain(`${withArticle(kind)} ${quote(id)} stands in ${first} already`, 'give one of them another id'),
  'reserved-id': ({ kind, id }) =>
    plain(`${quote(id)} has a meaning of its own and cannot be the id of ${withArticle(kind)}`, 'choose another id'),
  'misplaced-thing': ({ id, kind, meant, list: field }) =>
    plain(
      `${quote(id)} stands where ${withArticle(kind)} should, but has the fields of ${withArticle(meant)}`,
      `move it to the list below ${quote(`${field}:`)}`,
    ),
  'unknown-reference': ({ subject, field, id, known, near }, meant) =>
    plain(
      field === 'place' && subject.endsWith(` ${quote(id)}`)
        ? `${subject} cannot stand beside itself`
        : `${subject} ${RELATIONS[field] ?? `names the ${field}`} ${quote(id)}, which does not exist`,
      suggest(id, known, meant, near),
    ),
  'missing-level': ({ question, level }) =>
    plain(
      `question ${quote(question)} does not say what ${quote(level)} looks like`,
      `add "${level}: ..." under its levels`,
    ),
  'missing-options': ({ fact }) =>
    plain(`fact ${quote(fact)} is a choice, but has no options`, 'add "options: [{id: ..., name: ...}]"'),
  cycle: ({ steps }) =>
    steps.length === 2
      ? plain(`action ${quote(steps[1]!)} waits for itself`, 'remove what makes it wait')
      : plain(`these wait for each other in a circle: ${steps.join(' → ')}`, 'remove one of the steps'),
  'when-syntax': ({ reason }) =>
    plain(
      `the expression cannot be read: ${describeReason(reason)}`,
      'compare with == < >, join with && and ||, as in: size > 500 && kind == "a"',
    ),
  'when-type': ({ reason }) =>
    plain(
      `the expression does not fit its facts: ${describeMisfit(reason)}`,
      'an expression compares facts and is true or false, as in: size > 500',
    ),
  'when-unknown-name': ({ name, known, fact, near }, meant) =>
    plain(
      fact === undefined
        ? `the expression names ${quote(name)}, which does not exist`
        : `the expression compares ${quote(fact)} with ${quote(name)}, which is none of its options`,
      suggest(name, known, meant, near),
    ),
  'when-later-question': ({ question, id }) =>
    plain(
      `question ${quote(question)} depends on ${quote(id)}, which is asked later or at the same time`,
      'an expression may look at facts and earlier questions only',
    ),
  'per-not-numeric': ({ what, fact, type, known }) =>
    plain(
      `${what} is to be counted by ${quote(fact)}, which is of type ${type}, not a number`,
      `expected one of: ${known.join(', ')}`,
    ),
  'window-too-short': ({ action, window, days, weeks }) =>
    plain(
      `action ${quote(action)} takes ${weeks} weeks, but the window ${quote(window)} has only ${days} days`,
      'make the window longer, or the action shorter',
    ),
  'unreadable-base': ({ reason, known }) =>
    plain(
      reason,
      `name a file as it is found from the folder of this one, or the built-in framework as ${known[0] ?? 'scaleplan/ID'}`,
    ),
  'extends-circle': ({ files }) =>
    files.length === 2
      ? plain('this file extends itself', 'name the framework that it changes')
      : plain(`these files extend each other in a circle: ${files.join(' → ')}`, 'let one of them extend another file'),
  'extends-too-long': ({ limit }) =>
    plain(`more than ${limit} files extend each other here`, 'bring some of them together in one'),
  'overlay-field': ({ key }) =>
    plain(
      `${quote(key)} is for frameworks that extend another one, and this one extends nothing`,
      key === 'place' ? 'put the lines where they should stand' : 'delete the lines that are not wanted',
    ),
  'unknown-id': ({ kind, id, known, missing, now, was }) => {
    const cure = () => {
      if (now !== undefined)
        return `it is called ${quote(now)} now; ${missing.length === 0 ? 'hide' : 'change'} it there`;
      if (was !== undefined) return cureOfNewId(was, id);
      const near = suggest(id, known);
      if (missing.length === 0) return near;
      const more = `add ${list(missing.map((key) => quote(`${key}: ...`)))}`;
      return near?.endsWith('?') === true ? `${near} Where it is new, ${more}` : more;
    };
    return plain(
      missing.length === 0
        ? `there is no ${kind} ${quote(id)} to hide`
        : `there is no ${kind} ${quote(id)} to change, and for a new one ${list(missing.map(quote))} ${missing.length === 1 ? 'is' : 'are'} missing`,
      cure(),
    );
  },
  'changes-hidden': ({ kind, id }) =>
    plain(
      `a file that this one extends hides the ${kind} ${quote(id)}, so nothing of this shows`,
      'bring it back with "hide: false", or take this out',
    ),
  'hidden-but-needed': ({ kind, id, count, shown }) =>
    plain(
      `the ${kind} ${quote(id)} is hidden, but needed: ${listMentions(shown, count)}`,
      // An option has no former ids.
      `change or hide what needs it${kind === 'option' ? '' : `, or write "was: [${id}]" at another ${kind}, which then takes its place`}`,
    ),
  'hidden-mentions': ({ kind, id, count, shown }, related) =>
    plain(
      `the ${kind} ${quote(id)} is hidden${inBrackets(related)}, and ${count === 1 ? 'a mention of it falls' : `${count} mentions of it fall`} away: ${listMentions(shown, count)}`,
      'look whether what is left still says what you mean',
    ),
  'low-above-high': ({ low, high }) => plain(`the lower figure ${low} is above the upper figure ${high}`),
  'finish-before-start': ({ start, finish }) => plain(`the last day ${finish} is before the first day ${start}`),
  'not-a-date': ({ found }) => plain(`${quote(found)} is not a day of the calendar`),
  'missing-fact': ({ fact, ask }) =>
    plain(`a plan needs the fact ${quote(fact)}: ${ask}`, `write "${fact}: ..." under profile`),
  'missing-start': () => plain("the plan's first day is missing", 'add "start: YYYY-MM-DD"'),
  'start-clash': ({ title, against, other, start }) => {
    switch (against) {
      case 'window':
        return plain(`the start of ${quote(title)} is outside its season; it is kept`);
      case 'blackout':
        return plain(`the start of ${quote(title)} is in a time when nothing like it should start; it is kept`);
      case 'term':
        return plain(`the start of ${quote(title)} is on a day when its owner does not work; it is kept`);
      case 'capacity':
        return plain(`with the start of ${quote(title)}, ${other!} has more at once than one can carry; it is kept`);
      case 'waits-for':
        return plain(
          `${quote(title)} cannot start then, because it waits for ${quote(other!)}; ${start === null ? 'it has no date within the plan' : `it starts on ${start}`}`,
          'set another start, or leave it out to let the plan choose',
        );
      default:
        return against satisfies never;
    }
  },
  'other-framework': ({ what, found, expected }) =>
    plain(
      `${what === 'answers' ? 'these answers are for' : 'this overview was made with'} the framework ${quote(found)}, but the framework in use is ${quote(expected)}`,
      what === 'answers'
        ? `choose the framework with -c FILE; or, where these answers are meant for this one, write "framework: ${expected}"`
        : 'choose the framework with -c FILE',
    ),
  'other-version': ({ found, expected }) =>
    plain(`these answers are for version ${found} of the framework; the version in use is ${expected}`),
  'not-a-portfolio': ({ where }) =>
    plain(
      `this looks like a portfolio.json, but ${quote(where)} is not as scaleplan writes it`,
      'make it again with scaleplan portfolio -d portfolio.json',
    ),
  'other-content': ({ framework }) =>
    plain(
      `this overview was made when ${quote(framework)} had other conditions, questions or actions`,
      'make it again; a framework that changes should get another version',
    ),
  'renamed-id': ({ kind, id, now, write, under, more }) =>
    plain(
      `the ${kind} ${quote(id)} is now called ${quote(now)}${more === undefined ? '' : `, here and in ${more} more ${more === 1 ? 'place' : 'places'}`}`,
      `write ${quote(write)}${under === undefined ? '' : ` under ${quote(under)}`}`,
    ),
  'answered-twice': ({ kind, id, now }, other) =>
    plain(
      `the ${kind} ${quote(id)} is now called ${quote(now)}, which is answered ${other === '' ? '' : `in ${other} `}too`,
      'keep one of the two',
    ),
  'retired-id': ({ kind, id }) =>
    plain(`the ${kind} ${quote(id)} is no longer part of the framework; what is answered there is not used`),
  'role-circle': ({ roles }) =>
    roles.length === 2
      ? plain(`the role ${quote(roles[0]!)} cannot be held by itself`)
      : plain(`these roles are each held by the next, in a circle: ${roles.join(' → ')}`),
  'table-syntax': ({ reason }) =>
    reason === 'open-quote'
      ? plain('this quoted cell never ends', 'close it with a quote; a quote that belongs to its text is written twice')
      : plain(
          'a quote stands where none can be',
          'put the whole cell in quotes, and write a quote that belongs to its text twice: "6"" pipe"',
        ),
  'empty-table': () => plain('the table has no row below the titles of its columns'),
  'unknown-column': ({ title, known }) =>
    plain(
      `the title ${quote(title)} names no fact, condition or question`,
      `${suggest(title.toLowerCase(), known)!.replace(/[^?]$/, '$&.')} If it is something else, list it under "ignore" in a mapping file`,
    ),
  'left-out-columns': ({ columns }) => {
    const named = columns.map(
      ({ title, near }) => quote(shorten(title)) + (near === null ? '' : ` (or is it ${quote(near)}?)`),
    );
    return plain(
      `columns whose titles name no fact, condition or question are left out: ${named.join(', ')}`,
      'say in a mapping file what they are, or list them there under "ignore"',
    );
  },
  'same-column': ({ id, first }) =>
    plain(`the column gives ${quote(id)}, and so does the column ${quote(first)}`, 'keep one of them'),
  'missing-column': ({ fact, ask }) =>
    plain(
      `no column gives the fact ${quote(fact)}, which a plan needs: ${ask}`,
      `call a column ${quote(fact)}, or say in a mapping file which one it is`,
    ),
  'cell-without-column': ({ found }) =>
    plain(
      `${quote(found)} stands to the right of the last title`,
      'give the column a title, or put quotes round a cell that has the separator in its text',
    ),
  'no-file-name': () =>
    plain('no file can be called so', 'fill in the cell with letters or digits, or choose another column with --name'),
  'same-file-name': ({ name, first }) =>
    plain(
      `the file would be called ${name}, as that of row ${first}`,
      'name the files by a column that tells the rows apart, or by several: --name COLUMN --name COLUMN',
    ),
  'file-exists': ({ file, isSame }) =>
    isSame
      ? plain(
          `${file} is there already and says something else`,
          'take over by hand what is new, write to another folder, or overwrite it with --force',
        )
      : plain(`${file} is there already, and its documents would be called the same`, 'take it away or rename it'),
  unanswered: ({ count, first }) =>
    plain(
      `${count} ${count === 1 ? 'question is' : 'questions are'} not answered: ${first.join(', ')}${count > first.length ? ' …' : ''}`,
      'answer them, or write "unknown"',
    ),
  'unreached-level': ({ question, level }, related) =>
    plain(
      `no action raises question ${quote(question)}${inBrackets(related)} to ${quote(level)} or above`,
      'let an action raise it, under "raises"',
    ),
  'phase-without-waves': ({ action, phase }, related) =>
    plain(
      `action ${quote(action)}${inBrackets(related)} has the phase ${quote(phase)} of a wave, but is not done for each wave`,
      'add "repeat: wave", or take the phase away',
    ),
  'unselectable-action': ({ action, why }, related) => {
    const [reason, cure] = {
      'lowest-level': ['it raises nothing above the lowest level', 'let it raise a question to a higher level'],
      'no-waves': ['it is done for each wave, and without "rollout" there are none', 'add "rollout"'],
      nothing: [
        'it raises nothing, is not marked "always", and no action comes after it that could be selected',
        'let it raise a question, write "always: true"',
      ],
    }[why];
    return plain(
      `nothing can select action ${quote(action)}${inBrackets(related)}: ${reason}`,
      `${cure}, or take it out`,
    );
  },
  unused: ({ kind, id, near }) =>
    plain(
      kind === 'audience'
        ? `nobody ever tells the audience ${quote(id)} anything`
        : `nothing uses the ${kind} ${quote(id)}`,
      nearOr(near, kind === 'audience' ? 'say when with "at: [start]"' : 'name it where it belongs, or take it out'),
    ),
  'condition-without-questions': ({ id, near }, related) =>
    plain(
      `condition ${quote(id)}${inBrackets(related)} has no questions, so nothing of it ever shows`,
      nearOr(near, 'add questions, or take it out'),
    ),
  'overloaded-role': ({ id, weeks, room, capacity, years }, related) =>
    plain(
      `the role ${quote(id)}${inBrackets(related)} owns ${weeks} weeks of work where everything is still to be done, but can carry only ${room} in ${years} years (${capacity} at a time)`,
      'give some of its actions to another owner, or raise its capacity where it stands for several people',
    ),
  'same-level-text': ({ question, level, other }) =>
    plain(
      `question ${quote(question)} says the same of ${quote(level)} as of ${quote(other)}`,
      'say what tells them apart',
    ),
  'same-name': ({ kind, id, other }, related) =>
    plain(
      `the ${kind}s ${quote(other)} and ${quote(id)} ${kind === 'question' ? 'ask' : 'are called'} the same; the other one stands in ${related}`,
      'call one of them otherwise',
    ),
  'former-id-in-use': ({ kind, id, holder, isBelow }, there) => {
    if (holder === null)
      return plain(
        `${quote(id)} is listed as retired, but the ${kind} in ${there} still has this id`,
        'take it out, unless something else was called so',
      );
    return plain(
      `the ${kind} ${quote(holder)} says that it was ${quote(id)}, but the ${kind} in ${there} still has this id`,
      isBelow === true ? cureOfNewId(id, holder) : `take it out of "was", or take the ${kind} ${quote(id)} away`,
    );
  },
  'same-former-id': ({ id, now, other }) =>
    plain(
      `both ${quote(other)} and ${quote(now)} say that they were ${quote(id)}; old answers go to ${quote(now)} only`,
      'name it at one of them',
    ),
  'unknown-quiet': ({ code, known }) =>
    plain(`${quote(code)} is no warning that can be silenced`, suggest(code, known)),
  'idle-quiet': ({ written }) => plain(`${quote(written)} silences nothing`, 'take it out'),
  'template-syntax': ({ reason }) => plain(`the template cannot be read: ${reason}`),
  'template-not-supported': () =>
    plain(
      'the template uses something of Handlebars that is not supported here',
      'make a partial of it: a file partials/NAME.hbs, called with {{> NAME}}',
    ),
  'template-unknown-format': ({ name, known, isPartial }) =>
    plain(
      `a document cannot be called ${quote(name)}: its ending must be one of ${known.map((one) => `.${one}`).join(', ')}`,
      isPartial
        ? `a partial stands in a folder of its own: partials/${name}.hbs`
        : name.endsWith('.json')
          ? 'the plan as data is there without a template: -d plan.json'
          : `call the file ${name.replace(/\.[^.]*$/, '')}.md.hbs, or as the document is written`,
    ),
  'template-missing-partial': ({ partial, known }) =>
    plain(`the template uses the partial ${quote(partial)}, which does not exist`, suggest(partial, known)),
  'template-partial-circle': ({ steps }) =>
    plain(
      steps.length === 2
        ? `the partial ${quote(steps[0]!)} calls itself`
        : `these partials call each other in a circle: ${steps.join(' → ')}`,
      'remove one of the calls',
    ),
  'template-partial-place': ({ partial, field }) =>
    plain(
      `the partial ${quote(partial)} cannot stand here: ${field === null ? 'it does not fit with what is around it' : `it shows ${quote(field)}, which is not there`}`,
      'call it where the built-in templates call it, or give it what it needs: {{> PARTIAL FIELD}}',
    ),
  'template-unused-partial': ({ partial, known }) =>
    plain(
      `no document uses the partial ${quote(partial)}`,
      findNearest(partial, known) === undefined ? undefined : suggest(partial, known),
    ),
  'template-stray': ({ kind }) => {
    switch (kind) {
      case 'file':
        return plain('this file is not used, since its name does not end in .hbs', 'add .hbs to its name');
      case 'folder':
        return plain('the templates in this folder are not used', 'partials stand in a folder called partials');
      case 'empty':
        return plain(
          'there is no template in this folder',
          'a template is a file such as plan.md.hbs, or partials/brief.hbs for a part of documents',
        );
      default:
        return kind satisfies never;
    }
  },
  'template-unknown-helper': ({ helper, known, field }) => {
    const block = { list: 'each', fields: 'with', text: 'if' } as const;
    return plain(
      `the template uses the helper ${quote(helper)}, which does not exist`,
      field === null
        ? suggest(helper, known)
        : `${quote(helper)} is a field: write {{#${block[field]} ${helper}}}…{{/${block[field]}}}`,
    );
  },
  'template-helper-use': ({ helper, usage }) =>
    plain(`${helper === '>' ? 'a partial' : quote(helper)} is not used like this`, `write ${usage}`),
  'template-unknown-field': ({ field, holder, kind, whole, near, known, isForTables, instead, call }) => {
    const where = call === null ? '' : ` (the partial is called in ${call})`;
    const text = {
      fields: `${holder} has no field ${quote(field)}`,
      list: `${holder} is a list and has no field ${quote(field)}`,
      text: `${holder} has no fields, and so no ${quote(field)}`,
    }[kind];
    const help =
      near !== null
        ? `did you mean ${quote(near)}?`
        : isForTables
          ? `only templates of tables (.csv) have it${instead === null ? '' : `; here, write ${instead}`}`
          : kind === 'fields'
            ? suggest(field, known)
            : kind === 'list'
              ? `go through it: {{#each ${whole}}}…{{/each}}`
              : `write {{${whole}}}`;
    return plain(text + where, help);
  },
  'template-unknown-data': ({ name, known, isLoopData }) =>
    plain(
      `there is no ${quote(name)} here`,
      isLoopData
        ? 'it is there within {{#each …}}, and with "../" within a second one around it'
        : suggest(name, known),
    ),
  'template-no-parent': ({ path, isPartial, isVague }) =>
    isVague
      ? plain(
          `nobody can say what ${quote(path)} is about: ".." passes over what may be the same as what is around it`,
          'give what is around a name, and use that: {{#each LIST as |NAME|}} {{NAME.FIELD}}',
        )
      : plain(
          `there is nothing that ${quote(path)} could be about`,
          isPartial
            ? 'a partial sees what it is called with, and the whole plan as @root; give it more by name: {{> PARTIAL NAME=FIELD}}'
            : '".." leads out of {{#each …}} and {{#with …}} only, not out of {{#if …}}',
        ),
  'template-maybe-nothing': ({ path }) =>
    plain(
      `${quote(path)} may be nothing, and then there is nothing to show of it`,
      `put this between {{#if ${path}}} and {{/if}}`,
    ),
  'template-not-text': ({ path, kind, fields, isCall }) => {
    const shown = fields.map((field) => `{{${field}}}`).join(' ');
    const what = isCall ? path : quote(path);
    return kind === 'list'
      ? plain(`${what} is a list and cannot be shown as text`, `go through it: {{#each ${path}}}…{{/each}}`)
      : plain(
          `${what} is no text but has fields`,
          shown === ''
            ? 'show what is in them one by one'
            : `show them one by one, as in ${isCall ? `{{#with ${path}}}${shown}{{/with}}` : shown}`,
        );
  },
  'template-not-a-key': ({ path, whole, isList, isField }) => {
    if (isField)
      return plain(
        `${quote(path)} stands for a text of the plan here, and not for the field of ${quote(whole)}`,
        `put its name in quotes: {{lookup ${whole} "${path}"}}`,
      );
    return isList
      ? plain(
          `${quote(path)} is no number, and so finds nothing in the list ${quote(whole)}`,
          'number it, as with @index',
        )
      : plain(
          `${quote(path)} is the name of no field of ${quote(whole)}`,
          `name the field: {{lookup ${whole} "NAME"}}`,
        );
  },
  'template-not-a-list': ({ path, kind }) =>
    kind === 'fields'
      ? plain(`the fields of ${quote(path)} are not all of one kind`, 'name them one by one')
      : plain(`${quote(path)} is no list`, `show it with {{${path}}}`),
  'template-unsafe-place': ({ path, place }) => {
    const [where, help] = UNSAFE_PLACES[place];
    return plain(`${quote(path)} cannot stand ${where}, where it might mean more than it says`, help);
  },
};
