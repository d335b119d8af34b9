/** The built program in a process of its own. */
import { type ChildProcess, spawn, spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { join } from 'node:path';
import { PACKAGE_FOLDER, type Ended } from './run.js';

/** The executable. */
export const BIN = join(PACKAGE_FOLDER, 'bin/scaleplan.js');

/** How to run it: a working folder, text for standard input, environment beside this one's, another user. */
export interface ProgramOptions extends Pick<SpawnSyncOptions, 'uid' | 'gid'> {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs it to its end. */
export function scaleplan(args: readonly string[], { env, ...options }: ProgramOptions = {}): Ended {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [BIN, ...args], {
    ...options,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (error !== undefined || status === null) throw error ?? new Error(`it was killed: ${stderr}`);
  return { code: status, stdout, stderr };
}

/** Starts it; `ended` comes with its end, whose code is −1 where a signal has killed it. */
export function startScaleplan(
  args: readonly string[],
  cwd: string,
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code: code ?? -1, ...texts }));
  });
  return { child, ended };
}
