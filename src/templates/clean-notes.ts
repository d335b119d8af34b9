/** The notes of a team, fit to stand in documents. */
import type { Answers } from '../model/index.js';
import { isPlainMarkdown } from './markdown.js';

/**
 * Notes as Markdown that is safe to stand in a document.
 * @param notes as they were typed, by section
 */
export async function cleanNotes(notes: Answers['notes']): Promise<Answers['notes']> {
  const clean: Record<string, string> = {};
  for (const [section, note] of Object.entries(notes)) {
    // The Markdown parser is loaded only where one needs it.
    clean[section] = isPlainMarkdown(note) ? note.trim() : (await import('./notes.js')).cleanNote(note);
  }
  return clean;
}
