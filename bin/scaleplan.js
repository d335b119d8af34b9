#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeFailure, main, openStandardOutput } from '../dist/main.js';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const stdout = openStandardOutput(process.stdout);

// A reader that goes away early (| head) is no error; a full disk is one, and there is nowhere else to put the text.
let failed = 0;
for (const [name, stream] of Object.entries({ 'standard output': stdout, 'standard error': process.stderr })) {
  stream.on('error', (error) => {
    if (error.code === 'EPIPE' || failed > 0) return;
    process.exitCode = failed = 2;
    process.stderr.write(`error: ${name} cannot be written: ${describeFailure(error)}\n`);
  });
}

const io = {
  stdin: process.stdin,
  stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  packageFolder,
};
process.exitCode = Math.max(failed, await main(process.argv.slice(2), io, version));
