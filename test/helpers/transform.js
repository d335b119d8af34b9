// TypeScript for jest: types are stripped by esbuild, which is much faster than checking them; `npm run types` checks.
import { createHash } from 'node:crypto';
import { transformSync, version } from 'esbuild';

const OPTIONS = { loader: 'ts', format: 'esm', target: 'node20', sourcemap: 'inline' };

export default {
  getCacheKey: (text, path) =>
    createHash('sha256')
      .update(`${version}\0${JSON.stringify(OPTIONS)}\0${path}\0${text}`)
      .digest('hex'),
  process: (text, path) => transformSync(text, { ...OPTIONS, sourcefile: path }),
};
