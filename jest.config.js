export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'] },
  transform: { '\\.ts$': '<rootDir>/test/helpers/transform.js' },
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
};
