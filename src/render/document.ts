/**
 * A document says, out of sight, what it was when it was written: its last line is an HTML comment with a hash of all
 * that stands before it. So the tool can tell a document that a person has changed from one that it may replace.
 */
import { createHash } from 'node:crypto';

const MARK = /\n<!-- scaleplan ([0-9a-f]{64}) -->\n?$/;

/** The text with its mark as the last line. */
export function signDocument(text: string): string {
  return `${text}\n<!-- scaleplan ${hashText(text)} -->\n`;
}

/** Whether a document is as it was written; a file without a mark is not ours to replace. */
export function isAsWritten(document: string): boolean {
  const text = document.replace(/\r\n/g, '\n');
  const mark = MARK.exec(text);
  return mark !== null && mark[1] === hashText(text.slice(0, mark.index));
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
