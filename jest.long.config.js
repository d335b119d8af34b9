// The tests of properties with many more rounds than a usual run has time for: `npm run test:long`.
import usual from './jest.config.js';

const PROPERTIES = [
  'assess',
  'edit',
  'feasible',
  'import',
  'mutations',
  'overlays',
  'portfolio',
  'render',
  'renew',
  'schema',
];

export default {
  ...usual,
  testMatch: PROPERTIES.map((name) => `<rootDir>/test/${name}.test.ts`),
  testTimeout: 1_200_000,
  globals: { isLongRun: true },
};
