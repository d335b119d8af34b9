/** Characters that steer a terminal, cannot be seen, or turn the direction of writing. A replacement mark stands for them. */

/** Those that are replaced everywhere: control characters but tab, line feed and carriage return, and marks of direction. */
const EVERYWHERE =
  '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069';

/** In messages also the carriage return: on a terminal, what follows it would cover the line. */
const IN_MESSAGES = new RegExp(`[${EVERYWHERE}\\r]`, 'g');

/** In documents also the byte order mark, which nobody sees. Carriage returns stay, as they end lines on Windows. */
export const UNSEEN = new RegExp(`[${EVERYWHERE}\\uFEFF]`, 'g');

/** A text for a terminal or a report, without the characters that could do more there than be read. */
export function showable(text: string): string {
  return text.replace(IN_MESSAGES, '\uFFFD');
}

/** A text for a document, in which every character is seen for what it is. */
export function hideUnseen(text: string): string {
  return text.replace(UNSEEN, '\uFFFD');
}
