/**
 * A document says, out of sight, what it was when it was written: it carries a hash of all the rest, as an HTML comment
 * at its end, or what its format has in place of one. So the tool can tell a document that a person has changed from one that it may replace.
 */
import { hashOf } from '../text/hash.js';

/** How a format carries the mark: how to put it in, and how to take text and mark apart again. */
interface Marking {
  readonly sign: (text: Buffer, mark: string) => Buffer;
  readonly split: (document: string) => { readonly text: string; readonly mark: string } | null;
}

const MARK = 'scaleplan [0-9a-f]{64}';

/** A mark at the end of the text, or before an end that every text of the format has. */
function atEnd(before: string, after: string, end = ''): Marking {
  const pattern = new RegExp(`${before}(${MARK})${after}\n?$`);
  return {
    sign: (text, mark) =>
      Buffer.concat([text.subarray(0, text.length - end.length), Buffer.from(`${before}${mark}${after}\n`)]),
    split: (document) => {
      const found = pattern.exec(document);
      return found === null ? null : { text: document.slice(0, found.index) + end, mark: found[1]! };
    },
  };
}

const AS_COMMENT = atEnd('\n<!-- ', ' -->');

const CELL = new RegExp(`^(.*),"(${MARK})"$`);
/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const MARKINGS: Readonly<Record<string, Marking>> = {
  /** A column of its own: the mark in the heading, nothing below. */
  csv: {
    sign: (text, mark) => {
      const [head, ...rows] = text.toString().trimEnd().split('\n');
      return Buffer.from(`${BYTE_ORDER_MARK}${head!},"${mark}"\n${rows.map((row) => `${row},\n`).join('')}`);
    },
    split: (document) => {
      const [head, ...rows] = document.replace(BYTE_ORDER_MARK, '').trimEnd().split('\n');
      const found = CELL.exec(head!);
      if (found === null) return null;
      return { text: `${[found[1]!, ...rows.map((row) => row.replace(/,$/, ''))].join('\n')}\n`, mark: found[2]! };
    },
  },
  /** A last line: plain text has nothing out of sight. */
  txt: atEnd('\n', ''),
  /** A last field. */
  json: atEnd(',\n  "mark": "', '"\n}', '\n}\n'),
};

function markingOf(name: string): Marking {
  return MARKINGS[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? AS_COMMENT;
}

/**
 * The text, in UTF-8, with its mark.
 * @param name the document's or file's name, whose ending tells the format
 */
export function signDocument(name: string, text: Buffer): Buffer {
  return markingOf(name).sign(text, markOf(text));
}

/** The mark that a document carries, wherever a person has moved it; null where it has none. */
export function markOfDocument(document: string): string | null {
  return [...document.matchAll(new RegExp(MARK, 'g'))].at(-1)?.[0] ?? null;
}

/** Tells whether a document is as it was written; a file without a mark is not ours to replace. */
export function isAsWritten(name: string, document: string): boolean {
  const found = markingOf(name).split(document.replace(/\r\n/g, '\n'));
  return found !== null && found.mark === markOf(found.text);
}

function markOf(text: string | Buffer): string {
  return `scaleplan ${hashOf(text)}`;
}
