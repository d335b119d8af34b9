/** Standard output that says so where not all of a document could be written. */
import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { tryOr } from './failures.js';

/**
 * The stream to write documents to. Where standard output is a file, Node's own stream calls write(2) once and takes a short
 * write for a whole one, so that a full disk would leave half a document without a word; this one goes on until all is
 * written, or emits the error.
 * @param stream Node's own, which is right for terminals and pipes
 */
export function openStandardOutput(stream: NodeJS.WritableStream & { readonly fd?: number }): NodeJS.WritableStream {
  const { fd } = stream;
  // One that is closed is no file.
  if (fd === undefined || !tryOr(() => fstatSync(fd).isFile(), false)) return stream;
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      try {
        for (let at = 0; at < chunk.length;) at += writeSync(fd, chunk, at);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
