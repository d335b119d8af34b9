/** Warnings that the keeper of a framework knows of and does not want to see: `quiet`, by code, or by code and id. */
import { type Finding, findWarning, hasErrors, idOf } from '../diagnostics/problem.js';
import { type ProblemCode, SILENCEABLE } from '../diagnostics/codes/families.js';
import type { FrameworkFile } from './schema.js';

/**
 * Reads `quiet`: which findings are silenced, and what is wrong with what should silence them.
 * @param found all that was found in the framework; errors hide warnings, so beside them nothing is said of what silences none
 */
export function readQuiet(file: FrameworkFile, found: readonly Finding[]) {
  const entries = (file.quiet ?? []).map((written, n) => {
    const [code = '', id] = written.trim().split(/\s+/);
    return { written, path: ['quiet', n], code, id };
  });
  const isMeant = (entry: (typeof entries)[number], finding: Finding): boolean =>
    finding.severity === 'warning' &&
    SILENCEABLE.includes(finding.code) &&
    finding.code === entry.code &&
    (entry.id === undefined || idOf(finding.args) === entry.id);
  const findings = entries.flatMap((entry) => {
    const { written, path, code } = entry;
    if (!SILENCEABLE.includes(code as ProblemCode))
      return [findWarning('unknown-quiet', path, { code, known: SILENCEABLE })];
    return hasErrors(found) || found.some((finding) => isMeant(entry, finding))
      ? []
      : [findWarning('idle-quiet', path, { written })];
  });
  return { isSilenced: (finding: Finding) => entries.some((entry) => isMeant(entry, finding)), findings };
}
