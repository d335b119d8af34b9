/** What can be wrong with a file as such. */
import { code } from './code.js';

export const FILE_CODES = {
  'empty-file': code({
    meaning: 'The file has nothing in it but, perhaps, comments. Write something into it, or take it away.',
    says: 'there is nothing in this file but, perhaps, comments',
  }),
  'file-too-large': code<{ bytes: number; limit: number }>({
    meaning: 'The file is far larger than any honest one, so it is not read.',
    says: ({ bytes, limit }) =>
      `the file is too large: ${Math.ceil(bytes / 1048576)} MiB, where ${limit / 1048576} MiB is the limit`,
  }),
  /** `reason` is a sentence. */
  'unreadable-file': code<{ reason: string; help: string | null }>({
    meaning:
      'The file or folder is not there, or cannot be read. The program says so without this code; it is for those who call it as a library.',
    says: ({ reason }) => reason,
    cure: ({ help }) => help ?? undefined,
  }),
  /** `inUse` is the framework that the answers beside it are read with. */
  'unused-framework': code<{ file: string; inUse: string }>({
    meaning:
      'A framework lies beside the answers, and another one is in use: that given with -c, else conditions.yaml in the working folder, else the built-in one.',
    says: ({ inUse }) => `this framework is not used: the answers beside it are read with ${inUse}`,
    cure: ({ file }) => `to use it, add -c ${file}, or work in its folder, where it must be called conditions.yaml`,
  }),
  'wrong-file': code<{ is: 'framework' | 'answers'; wanted: 'framework' | 'answers' }>({
    meaning: 'A framework was given where answers are wanted, or answers where a framework is.',
    says: ({ wanted }) =>
      wanted === 'answers' ? 'this is a framework, not answers to one' : 'these are answers, not a framework',
    cure: ({ wanted }) =>
      wanted === 'answers'
        ? 'give a file of answers; a framework is given with -c FILE'
        : 'name the file of the framework here; it has levels and conditions',
  }),
};
