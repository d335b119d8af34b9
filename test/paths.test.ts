/** Paths by the rules of Linux and macOS, and by those of Windows. */
import { posix, win32 } from 'node:path';
import { expect, test } from '@jest/globals';
import { askForReport } from '../src/files/package.js';
import { folderOfPattern, isBelow, isTypedAsFolder, toPattern, toSlashes } from '../src/files/paths.js';

test.each([
  ['north/a.yaml', posix, 'north/a.yaml'],
  ['north\\a.yaml', win32, 'north/a.yaml'],
  // A backslash is a letter like any other where it parts nothing.
  ['north\\a.yaml', posix, 'north\\a.yaml'],
])('%j has slashes', (path, rules, expected) => {
  expect(toSlashes(path, rules)).toBe(expected);
});

test.each([
  ['/a/out/b', '/a/out', posix, true],
  ['/a/output/b', '/a/out', posix, false],
  ['/a', '/', posix, true],
  ['C:\\a\\out\\b', 'C:\\a\\out', win32, true],
  ['C:\\a\\output', 'C:\\a\\out', win32, false],
  ['C:\\a', 'C:\\', win32, true],
])('%j in %j', (inner, folder, rules, expected) => {
  expect(isBelow(inner, folder, rules)).toBe(expected);
});

test.each([
  ['answers/*.yaml', posix, 'answers/*.yaml', 'answers/'],
  ['answers\\*.yaml', win32, 'answers/*.yaml', 'answers/'],
  ['C:\\answers\\{a,b}.yaml', win32, 'C:/answers/{a,b}.yaml', 'C:/answers/'],
  ['*.yaml', win32, '*.yaml', ''],
])('the pattern %j', (typed, rules, pattern, folder) => {
  expect(toPattern(typed, rules)).toBe(pattern);
  expect(folderOfPattern(pattern)).toBe(folder);
});

test.each([
  ['out/', posix, true],
  ['out', posix, false],
  ['out/', win32, true],
  ['out\\', win32, true],
  ['out\\', posix, false],
])('%j is typed as a folder', (typed, rules, expected) => {
  expect(isTypedAsFolder(typed, rules)).toBe(expected);
});

test.each([
  ['', 'please report it with the files in use and these words'],
  ['https://example.org/x', 'please report it at https://example.org/x with the files in use and these words'],
])('a fault asks for a report where package.json names a place: %j', (url, expected) => {
  expect(askForReport({ bugs: { url } })).toBe(expected);
});
