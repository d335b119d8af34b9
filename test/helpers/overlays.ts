/** Frameworks made of several files that exist in a test only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { FindBase } from '../../src/framework/overlays/chain.js';
import { type FrameworkFiles, readFramework, readFrameworkFiles } from '../../src/framework/read.js';
import type { Checked } from '../../src/diagnostics/problem.js';
import type { Framework } from '../../src/model/index.js';
import { PACKAGE_FOLDER } from './run.js';

/** A small whole framework: conditions soil and harvest, levels bare, green and lush. */
export const GARDEN = readFileSync(
  join(PACKAGE_FOLDER, 'test/fixtures/problems/overlay-of-nothing/garden.yaml'),
  'utf8',
);

/** Finds bases among texts by their names. */
export function findAmong(files: Readonly<Record<string, string>>): FindBase {
  return (base) =>
    files[base] === undefined ? { failure: `${base} is not there` } : { file: base, text: files[base] };
}

/** The texts of a base and of the overlays laid over it, in their order, by the names 0, 1, 2 … */
export function stackTexts(base: string, overlays: readonly object[]): Record<string, string> {
  const texts = overlays.map((overlay, n) => [`${n + 1}`, stringify({ extends: `${n}`, ...overlay })]);
  return { 0: base, ...Object.fromEntries(texts) };
}

/** What comes of overlays, laid over each other in their order. */
export function layOver(base: string, ...overlays: readonly object[]): Checked<Framework> {
  const texts = stackTexts(base, overlays);
  const top = `${overlays.length}`;
  return readFramework(top, texts[top]!, findAmong(texts));
}

/** The same, as its files write it. */
export function layFilesOver(base: string, ...overlays: readonly object[]): Checked<FrameworkFiles> {
  const texts = stackTexts(base, overlays);
  const top = `${overlays.length}`;
  return readFrameworkFiles(top, texts[top]!, findAmong(texts));
}

/** The framework; a test whose overlays are wrong fails. */
export function expectFramework({ value, problems }: Checked<Framework>): Framework {
  if (value === undefined) throw new Error(problems.map((one) => `${one.code} ${JSON.stringify(one.args)}`).join('\n'));
  return value;
}
