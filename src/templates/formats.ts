/**
 * The formats that documents are written in, by the ending of their names. A format is here only if what people typed
 * can be made to say itself and nothing else in it; see places.ts for where in a document it may stand.
 */
import { escapeCsv } from './csv.js';
import { escapeMarkdown } from './markdown.js';
import { hideUnseen } from '../text/control-characters.js';

/** How texts are set into a document. */
export interface Format {
  /** One line of text that says itself and nothing else. */
  readonly escape: (text: string) => string;
  /** What is Markdown already and safe as such: a note that was cleaned, a chart. */
  readonly fromMarkdown: (markdown: string) => string;
}

/** The endings of documents that can be written. */
export const ENDINGS = ['md', 'csv', 'html', 'txt'] as const;
export type Ending = (typeof ENDINGS)[number];

/** The ending of a document's name, or null where no such document can be written. */
export function findEnding(document: string): Ending | null {
  const ending = /[^.]\.([^.]+)$/.exec(document)?.[1];
  return ENDINGS.find((one) => one === ending) ?? null;
}

const FORMATS: Readonly<Record<Exclude<Ending, 'html'>, Format>> = {
  md: { escape: escapeMarkdown, fromMarkdown: (markdown) => markdown },
  csv: { escape: escapeCsv, fromMarkdown: escapeCsv },
  txt: { escape: (text) => hideUnseen(text).replace(/\s+/g, ' ').trim(), fromMarkdown: (markdown) => markdown },
};

export async function loadFormat(ending: Ending): Promise<Format> {
  // Few documents are HTML, and what makes it of Markdown takes a while to load.
  return ending === 'html' ? (await import('./html.js')).HTML : FORMATS[ending];
}
