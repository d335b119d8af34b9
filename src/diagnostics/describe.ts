/** The sentence about a problem as it is printed: that of its code, with what its place and others of its kind add. */
import { CODES } from './codes/families.js';
import { type Code, fillIn, quote, shorten } from './codes/code.js';
import { idOf, type Problem } from './problem.js';

/** What is wrong, and what to do about it, where that is known. */
export function describeProblem(problem: Problem): { readonly text: string; readonly help: string | undefined } {
  const { code, args, alike = [], place } = problem;
  const { says, cure } = CODES[code] as Code<Problem['args']>;
  const related = describeRelated(problem);
  const text = fillIn(says, args, related)! + describeAlike(alike);
  const help = offerQuiet(fillIn(cure, args, related), problem);
  const isMissing = code === 'missing-key' || code === 'missing-fact';
  if (place.cell !== undefined) {
    const at = `row ${place.cell.row}, column ${quote(shorten(place.cell.column))}`;
    const cureOfCell = text.includes('YYYY-MM-DD') ? CURE_OF_DATES : help;
    return { text: `${at}: ${text}`, help: isMissing ? 'fill in the cell' : cureOfCell };
  }
  // A value that begins with # was taken for a comment.
  const isComment = isMissing && place.lineText?.charAt((place.column ?? 1) - 1) === '#';
  return { text, help: isComment ? 'a # begins a comment; put quotes around text that has one' : help };
}

/** Spreadsheets write dates as their country does. */
const CURE_OF_DATES =
  'give the column the format yyyy-mm-dd in the spreadsheet, or say in a mapping file how it writes dates: "dates: month/day/year"';

/** The other place of a problem: `line 7`, or `state.yaml:7` in another file; empty where there is none. */
function describeRelated({ place, related }: Problem): string {
  if (related?.line === undefined) return '';
  return related.file === place.file ? `line ${related.line}` : `${related.file}:${related.line}`;
}

/** How many of those that are alike are named. */
const MOST_ALIKE = 6;

/** The cure, and for warnings that a keeper may well mean so how to silence them. */
function offerQuiet(help: string | undefined, { code, args, alike = [] }: Problem): string | undefined {
  if (CODES[code].quiet !== 'offered') return help;
  const ids = [args, ...alike.map((one) => one.args)].map((one) => `${code} ${idOf(one)!}`);
  return `${help!}; where it is meant so, write "quiet: [${ids.length > MOST_ALIKE ? code : ids.join(', ')}]"`;
}

/** The number of others that a sentence holds for, and the names of some. */
function describeAlike(alike: readonly Problem[]): string {
  if (alike.length === 0) return '';
  const names = alike.flatMap(({ args }) => {
    if ('question' in args) return args.question;
    if ('action' in args) return args.action;
    return 'what' in args ? args.what : [];
  });
  const named =
    names.length === 0 ? '' : `: ${names.slice(0, MOST_ALIKE).join(', ')}${names.length > MOST_ALIKE ? ' …' : ''}`;
  return `; and so for ${alike.length} more${named}`;
}
