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

const COMMENT = /\n<!-- (scaleplan [0-9a-f]{64}) -->\n?$/;
const CELL = /^(.*),"(scaleplan [0-9a-f]{64})"$/;
const FIELD = /,\n {2}"mark": "(scaleplan [0-9a-f]{64})"\n\}\n?$/;
/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const AS_COMMENT: Marking = {
  sign: (text, mark) => Buffer.concat([text, Buffer.from(`\n<!-- ${mark} -->\n`)]),
  split: (document) => {
    const found = COMMENT.exec(document);
    return found === null ? null : { text: document.slice(0, found.index), mark: found[1]! };
  },
};

/** A last line: plain text has nothing out of sight. */
const LAST_LINE = /\n(scaleplan [0-9a-f]{64})\n?$/;

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
      return found === null
        ? null
        : { text: `${[found[1]!, ...rows.map((row) => row.replace(/,$/, ''))].join('\n')}\n`, mark: found[2]! };
    },
  },
  txt: {
    sign: (text, mark) => Buffer.concat([text, Buffer.from(`\n${mark}\n`)]),
    split: (document) => {
      const found = LAST_LINE.exec(document);
      return found === null ? null : { text: document.slice(0, found.index), mark: found[1]! };
    },
  },
  /** A last field. */
  json: {
    sign: (text, mark) =>
      Buffer.concat([text.subarray(0, -'\n}\n'.length), Buffer.from(`,\n  "mark": "${mark}"\n}\n`)]),
    split: (document) => {
      const found = FIELD.exec(document);
      return found === null ? null : { text: `${document.slice(0, found.index)}\n}\n`, mark: found[1]! };
    },
  },
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
  return [...document.matchAll(/scaleplan [0-9a-f]{64}/g)].at(-1)?.[0] ?? null;
}

/** Whether a document is as it was written; a file without a mark is not ours to replace. */
export function isAsWritten(name: string, document: string): boolean {
  const found = markingOf(name).split(document.replace(/\r\n/g, '\n'));
  return found !== null && found.mark === markOf(found.text);
}

function markOf(text: string | Buffer): string {
  return `scaleplan ${hashOf(text)}`;
}

