/** A part of the inputs, so that several machines share a batch. */
import { InvalidArgumentError } from 'commander';
import { byText } from '../text/lists.js';

/** The index from 1, and how many there are. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads `--shard i/n`. */
export function readShard(written: string): Shard {
  const found = /^(\d{1,6})\/(\d{1,6})$/.exec(written);
  const [index, count] = [Number(found?.[1]), Number(found?.[2])];
  if (found === null || count < 1 || index < 1 || index > count)
    throw new InvalidArgumentError(`${written} is no part of a whole: write it as i/n, from 1/n to n/n.`);
  return { index, count };
}

/** The inputs of one shard: of all, sorted by name, every nth. Together the shards are the whole, and none overlaps. */
export function takeShard<T extends { readonly file: string }>(
  inputs: readonly T[],
  shard: Shard | undefined,
): readonly T[] {
  if (shard === undefined) return inputs;
  const sorted = [...inputs].sort((a, b) => byText(a.file, b.file));
  return sorted.filter((_, n) => n % shard.count === shard.index - 1);
}
