/**
 * Text as Markdown that says the text and nothing else: it opens no heading, list, table cell, link, code, or HTML tag.
 * For GitHub Flavored Markdown (https://github.github.com/gfm/), whose backslash escapes work for all ASCII punctuation.
 */
import { hideUnseen, UNSEEN } from '../text/control-characters.js';

/** Text that is Markdown already and is set in as it is. */
export interface Markdown {
  readonly markdown: string;
}

/** Web addresses stay as they are, so that they can be followed. */
const WEB_ADDRESS = /https?:\/\/[^\s<>|`"'[\]\\*~]+/g;

/** What could mean something in Markdown. */
const MARKUP = /[\\`*_[\]<>|~&\r\n\t]|^\s|\s$|\s\s|^[#+\-=:>\d]/;
/** Most text has nothing of either kind, and one look is enough to see it. */
const SPECIAL = new RegExp(`${MARKUP.source}|${UNSEEN.source}`);

/** One line of text for any place within a document: paragraph, heading, list item, table cell or link text. */
export function escapeMarkdown(text: string): string {
  if (!SPECIAL.test(text)) return text;
  const line = hideUnseen(text).replace(/\s+/g, ' ').trim();
  let escaped = '';
  let at = 0;
  for (const match of line.matchAll(WEB_ADDRESS)) {
    escaped += escapeInline(line.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return escapeStart(escaped + escapeInline(line.slice(at)));
}

function escapeInline(text: string): string {
  return text
    .replace(/[\\`*[\]>|~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/</g, LESS_THAN);
}

/** Not with a backslash: after a web address GFM takes that for a part of the address, and the tag after it for HTML. */
export const LESS_THAN = '&lt;';

/** What means something only at the beginning of a line. */
function escapeStart(text: string): string {
  return text
    .replace(/^(?:#{1,6}(?=\s|$)|[-+](?=\s|[-+]|$)|=+|:(?=-))/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** A web address for the brackets of a link, or null where it is none: only http and https are followed. */
export function linkTarget(address: string): string | null {
  if (!/^https?:\/\/[^\s]+$/i.test(address)) return null;
  return address.replace(
    /[()<>|\\`*[\]~"']/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/**
 * Tells whether free Markdown is nothing but paragraphs with, perhaps, emphasis: then it is safe as it is, and no parser is
 * needed to make it so. Every line begins with a letter, digit, quote or emphasis, and no character opens more.
 */
export function isPlainMarkdown(text: string): boolean {
  return text.split('\n').every((line) => line === '' || (PLAIN_LINE.test(line) && line.search(UNSEEN) < 0));
}

const PLAIN_LINE = /^(?:\*{1,2}(?=[\p{L}\p{N}])|[\p{L}\p{N}"“‘(])[^<>[\]`|~\\&_\r\t]*$/u;
