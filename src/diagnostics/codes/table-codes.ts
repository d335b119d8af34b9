/** What can be wrong with a table that is imported. */
import { code, quote, shorten, suggestOrList } from './code.js';

export const TABLE_CODES = {
  'table-syntax': code<{ reason: 'open-quote' | 'stray-quote' }>({
    meaning: 'The table is not CSV at this place: a quote is missing, or one too many.',
    says: ({ reason }) =>
      reason === 'open-quote' ? 'this quoted cell never ends' : 'a quote stands where none can be',
    cure: ({ reason }) =>
      reason === 'open-quote'
        ? 'close it with a quote; a quote that belongs to its text is written twice'
        : 'put the whole cell in quotes, and write a quote that belongs to its text twice: "6"" pipe"',
  }),
  'empty-table': code({
    meaning: 'The table has no rows below its titles.',
    says: 'the table has no row below the titles of its columns',
  }),
  /** `known` has the ids that were probably meant. */
  'unknown-column': code<{ title: string; known: readonly string[] }>({
    meaning: 'A title is nearly an id, or begins with one, but is none. What stands in the column would be lost.',
    says: ({ title }) => `the title ${quote(title)} names no fact, condition or question`,
    cure: ({ title, known }) =>
      `${suggestOrList(title.toLowerCase(), known)!.replace(/[^?]$/, '$&.')} If it is something else, list it under "ignore" in a mapping file`,
  }),
  /** Titles, each with an id that was perhaps meant. */
  'left-out-columns': code<{ columns: readonly { title: string; near: string | null }[] }>({
    meaning: 'Titles that are no ids are left out, as time stamps are. A mapping can say what they mean.',
    says: ({ columns }) =>
      `columns whose titles name no fact, condition or question are left out: ${columns
        .map(({ title, near }) => quote(shorten(title)) + (near === null ? '' : ` (or is it ${quote(near)}?)`))
        .join(', ')}`,
    cure: 'say in a mapping file what they are, or list them there under "ignore"',
  }),
  'same-column': code<{ id: string; first: string }>({
    meaning: 'Two columns hold the same thing, and only one of them could count.',
    says: ({ id, first }) => `the column gives ${quote(id)}, and so does the column ${quote(first)}`,
    cure: 'keep one of them',
  }),
  'missing-column': code<{ fact: string; ask: string }>({
    meaning: 'The table has no column for a fact without which there is no plan.',
    says: ({ fact, ask }) => `no column gives the fact ${quote(fact)}, which a plan needs: ${ask}`,
    cure: ({ fact }) => `call a column ${quote(fact)}, or say in a mapping file which one it is`,
  }),
  'cell-without-column': code<{ found: string }>({
    meaning: 'A row has more cells than there are titles.',
    says: ({ found }) => `${quote(found)} stands to the right of the last title`,
    cure: 'give the column a title, or put quotes around a cell that has the separator in its text',
  }),
  'no-file-name': code({
    meaning: 'A row has nothing that its file could be named after.',
    says: 'no file can be called so',
    cure: 'fill in the cell with letters or digits, or choose another column with --name',
  }),
  /** `first` is the row that is called so already. */
  'same-file-name': code<{ name: string; first: number }>({
    meaning: 'Two rows would make files of the same name.',
    says: ({ name, first }) => `the file would be called ${name}, as that of row ${first}`,
    cure: 'name the files by a column that tells the rows apart, or by several: --name COLUMN --name COLUMN',
  }),
  /** `isSame`: it has the very name, rather than one that gives the same documents. */
  'file-exists': code<{ file: string; isSame: boolean }>({
    meaning: 'There is a file already where one would be written, and it says something else.',
    says: ({ file, isSame }) =>
      `${file} is there already${isSame ? ' and says something else' : ', and its documents would be called the same'}`,
    cure: ({ isSame }) =>
      isSame
        ? 'take over by hand what is new, write to another folder, or overwrite it with --force'
        : 'take it away or rename it',
  }),
};
