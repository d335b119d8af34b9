/**
 * Where in a document text may stand that people typed. It is escaped for running text, and in HTML for quoted
 * attributes too; in other places, as in a script, it could still mean more than itself.
 */
import type { UnsafePlace } from '../diagnostics/codes/template-codes.js';
import type { Ending } from './formats.js';

/** What is filled in: text, an address that is safe to follow, or lines of Markdown. */
type Filling = 'text' | 'address' | 'markdown';

interface Places {
  /** As much of a document's text up to some place as decides about what may follow. */
  readonly settle: (before: string) => string;
  /**
   * Why something must not be filled in at a place, or null where it may.
   * @param before the document's text up to there, as `settle` gives it
   * @param after its text from there on, as far as it is known
   */
  readonly findUnsafe: (before: string, after: string, filling: Filling) => UnsafePlace | null;
}

/** By the ending of a document. */
export const PLACES: Readonly<Record<Ending, Places>> = {
  txt: { settle: () => '', findUnsafe: () => null },
  // A cell brings its own quotes, so nothing can stand beside it.
  csv: {
    settle: (before) => before.slice(-1),
    findUnsafe: (before, after) =>
      /^[\n,;\t]?$/.test(before) && /^(?:$|[\r\n,;\t])/.test(after) ? null : 'part-of-cell',
  },
  html: { settle: settleTags, findUnsafe: findInHtml },
  md: { settle: settleMarkdown, findUnsafe: findInMarkdown },
};

/** Attributes of HTML that hold nothing but words. */
const WORDS = /^(?:title|alt|class|id|lang|label|value|abbr|datetime|(?:aria|data)-[\w-]+)$/i;
const ADDRESSES = /^(?:href|src)$/i;
const TAG = /<[a-z/!?](?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const SCRIPT = /^<(?:script|style)\b/i;

/** The text from a tag, comment or script on that is not closed; nothing where all are. */
function settleTags(text: string): string {
  const rest = text
    .replace(/<!--[^]*?-->/g, '')
    .replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, '')
    .replace(TAG, (tag) => (SCRIPT.test(tag) ? tag : ''));
  return /<(?:[a-z/!?][^]*)?$/i.exec(rest)?.[0] ?? '';
}

function findInHtml(before: string, after: string, filling: Filling): UnsafePlace | null {
  if (before === '') return null;
  const found = findAttribute(before);
  if (typeof found === 'string') return found;
  if (filling === 'markdown') return 'part-of-line';
  if (WORDS.test(found.name)) return null;
  if (!ADDRESSES.test(found.name)) return 'attribute';
  return isWholeAddress(found, after, filling) ? null : 'address';
}

interface Attribute {
  readonly name: string;
  readonly quote: string;
  /** What stands in it so far. */
  readonly value: string;
}

/** The quoted attribute that is open at the end of an open tag, or what is open instead. */
function findAttribute(open: string): Attribute | 'comment' | 'script' | 'tag' {
  if (open.startsWith('<!--')) return 'comment';
  if (SCRIPT.test(open)) return 'script';
  const found = /\s([^\s"'<>/=]+)\s*=\s*(["'])([^"']*)$/.exec(open.replace(/"[^"]*"|'[^']*'/g, ''));
  return found === null ? 'tag' : { name: found[1]!, quote: found[2]!, value: found[3]! };
}

/** What stands beside an address decides what it means. */
function isWholeAddress({ value, quote }: Attribute, after: string, filling: Filling): boolean {
  return filling === 'address' && value === '' && after.startsWith(quote);
}

const FENCE = /^[ \t]*(?:```|~~~)/m;
const FENCED = /^[ \t]*(```|~~~)[^]*?\n[ \t]*\1[^\n]*$/gm;
const FRONT_MATTER = /^---[ \t]*\r?\n/;

/** What is open at the end: front matter, a block of code, a tag; else the last line. */
function settleMarkdown(text: string): string {
  if (FRONT_MATTER.test(text) && !/\n---[ \t]*\r?\n/.test(text)) return text;
  const rest = text.replace(FENCED, '');
  const fence = FENCE.exec(rest);
  // A newline before it, since only what stands on top of a document is front matter.
  if (fence !== null) return `\n${rest.slice(fence.index)}`;
  const line = rest.slice(rest.lastIndexOf('\n') + 1);
  const tag = settleTags(rest.replace(/`[^`\n]*`/g, ''));
  const isTag = /^<!--|^<(?:script|style)\b/i.test(tag) || !/\n\s*\n/.test(tag);
  return `\n${isTag && tag.includes('\n') ? tag : line}`;
}

function findInMarkdown(before: string, after: string, filling: Filling): UnsafePlace | null {
  if (FRONT_MATTER.test(before)) return 'front-matter';
  if (FENCE.test(before)) return 'code';
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (filling === 'markdown' && !(/^\s*$/.test(line) && /^[ \t]*(?:$|\r?\n)/.test(after))) return 'part-of-line';
  const plain = line.replace(/\\[^]/g, '').replace(/`[^`]*`/g, '');
  if (plain.includes('`')) return 'code';
  // [title](address), or [title]: address.
  const link = /\]\(\s*([^)]*)$|^ {0,3}\[[^\]]+\]:\s*(.*)$/.exec(plain);
  if (link !== null) {
    const isWhole = (link[1] ?? link[2]) === '' && /^\s*(?:\)|\r?\n|$)/.test(after);
    return filling === 'address' && isWhole ? null : 'link';
  }
  const open = settleTags(before.replace(/`[^`\n]*`/g, ''));
  if (open === '' || (open === '<' && filling === 'address' && after.startsWith('>'))) return null;
  const found = findAttribute(open);
  if (typeof found === 'string') return found;
  // Text is escaped for Markdown here, so that not even the quotes of an attribute hold it.
  return ADDRESSES.test(found.name) && isWholeAddress(found, after, filling) ? null : 'attribute';
}
