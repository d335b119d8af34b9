/** Rules about paths that hold on every system; each takes Windows' rules too, so that they can be tested anywhere. */
import path, { type PlatformPath } from 'node:path';

/** A relative path with `/` between its parts, as names in files and documents have it on every system. */
export function toSlashes(relative: string, { sep }: PlatformPath = path): string {
  return relative.split(sep).join('/');
}

/** Tells whether a path lies in a folder, at any depth; both are absolute and normalized. */
export function isBelow(inner: string, folder: string, { sep }: PlatformPath = path): boolean {
  return inner.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

/** A pattern as it is searched for, with `/` between its parts: on Windows people type `answers\*.yaml`. */
export function toPattern(typed: string, { sep }: PlatformPath = path): string {
  return sep === '\\' ? typed.replaceAll('\\', '/') : typed;
}

/** The folder that a pattern begins with, up to its first part that is one: `answers/` of `answers/*.yaml`. */
export function folderOfPattern(pattern: string): string {
  return pattern.slice(0, pattern.search(/[*?[{(!]/)).replace(/[^/]*$/, '');
}

/** Tells whether what was typed can only be a folder: it ends in `/`, or in `\` on Windows. */
export function isTypedAsFolder(typed: string, { sep }: PlatformPath = path): boolean {
  return typed.endsWith('/') || typed.endsWith(sep);
}
