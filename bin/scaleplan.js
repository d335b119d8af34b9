#!/usr/bin/env node
// Written so that every Node can read it: one that is too old gets a line that says what to do.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `error: scaleplan needs Node 20.19 or later, and this is Node ${process.versions.node}\n` +
      '  help: a newer one is at https://nodejs.org/\n',
  );
  process.exitCode = 2;
} else {
  void import('node:module')
    .then(({ enableCompileCache }) => {
      // Node 22.8 and later keep the compiled program for the next run.
      if (enableCompileCache) enableCompileCache();
      return import('../dist/main.js');
    })
    .then(({ main }) => {
      const { stdin, stdout, stderr, env } = process;
      return main(process.argv.slice(2), { stdin, stdout, stderr, env, cwd: process.cwd() });
    })
    .then((code) => {
      process.exitCode = code;
    });
}
