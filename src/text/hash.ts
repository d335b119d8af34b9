/** Texts told apart by their hashes. */
import { createHash } from 'node:crypto';

/** The SHA-256 of a text or of bytes, as 64 hexadecimal digits. */
export function hashOf(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
