// TypeScript for jest: types are stripped by esbuild, which is much faster than checking them; `npm run types` checks.
import { createHash } from 'node:crypto';
import { transform, version } from 'esbuild';

const OPTIONS = { loader: 'ts', format: 'esm', target: 'node20', sourcemap: 'inline' };

export default {
  getCacheKey: (text, path) =>
    createHash('sha256')
      .update(`${version}\0${JSON.stringify(OPTIONS)}\0${path}\0${text}`)
      .digest('hex'),
  // One process of esbuild for all files; in the synchronous way it would be one for each.
  processAsync: (text, path) => transform(text, { ...OPTIONS, sourcefile: path }),
};
