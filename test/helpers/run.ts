/** Runs the program in this process on a folder of its own. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { main } from '../../src/main.js';

/** The folder of the package. */
export const PACKAGE_FOLDER = fileURLToPath(new URL('../..', import.meta.url));

/** How a run ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with files from a literal, gone after use. */
export function withFolder<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'scaleplan-test-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return use(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
}

/** Runs a command line with a folder as the working folder. */
export async function run(
  args: readonly string[],
  cwd: string,
  more: { stdin?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  const stdout = new Collector();
  const stderr = new Collector();
  const code = await main(args, {
    stdin: Readable.from([Buffer.from(more.stdin ?? '')]),
    stdout,
    stderr,
    env: more.env ?? {},
    cwd,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Collector extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** All files below a folder, as name → text. */
export function readFiles(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true }) as string[];
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [relative(folder, join(folder, name)), readFileSync(join(folder, name), 'utf8')]),
  );
}
