/** Full devices, signals, rights and pseudo-terminals are tested where Linux provides them. */
const LINUX_ONLY = ['faults', 'shards', 'terminal'];

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.platform === 'linux' ? [] : LINUX_ONLY.map((name) => `/test/${name}\\.test\\.ts$`)),
  ],
  // Far more than any test takes on a machine with other work to do.
  testTimeout: 120_000,
  maxWorkers: '100%',
  globalSetup: '<rootDir>/test/helpers/fresh-build.js',
  setupFiles: ['<rootDir>/test/helpers/seed.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'] },
  transform: { '\\.ts$': '<rootDir>/test/helpers/transform.js' },
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
};
