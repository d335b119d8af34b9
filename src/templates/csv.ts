/** Text as a cell of a table of comma-separated values (RFC 4180). */

/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** A quoted cell on one line; one that begins like a formula gets an apostrophe, which makes it text. */
export function escapeCsv(text: string): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ');
  return `"${(FORMULA.test(line) ? `'${line}` : line).replace(/"/g, '""')}"`;
}
