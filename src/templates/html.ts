/** Text in HTML: between tags, and in quoted attributes. Loaded only for documents that are HTML. */
import { micromark } from 'micromark';
import type { Format } from './formats.js';
import { hideUnseen } from '../text/control-characters.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML. What is Markdown becomes paragraphs, lists and so on; tags in it stay text, and only safe links are followed. */
export const HTML: Format = {
  escape: (text) =>
    hideUnseen(text)
      .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
      .replace(/\s+/g, ' ')
      .trim(),
  fromMarkdown: (markdown) => micromark(markdown),
};
