/** Warnings that the keeper of a framework knows of and does not want to see: `quiet`, by code, or by code and id. */
import { type Finding, findWarning, hasErrors, idOf, type ProblemCode } from '../diagnostics/problem.js';
import type { FrameworkFile } from './schema.js';

/** The warnings that `quiet` may name. Errors are never silenced. */
const SILENCEABLE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'unreached-level',
  'unselectable-action',
  'phase-without-waves',
  'condition-without-questions',
  'unused',
  'overloaded-role',
  'same-level-text',
  'same-name',
  'former-id-in-use',
  'same-former-id',
  'changes-hidden',
  'hidden-mentions',
]);

/** Which findings are silenced, and what is wrong with what should silence them. */
interface Quiet {
  readonly isSilenced: (finding: Finding) => boolean;
  /** None about what silences nothing while there are errors, which hide warnings. */
  readonly findings: readonly Finding[];
}

/** Reads `quiet`. @param found all that was found in the framework */
export function readQuiet(file: FrameworkFile, found: readonly Finding[]): Quiet {
  const entries = (file.quiet ?? []).map((written, n) => {
    const [code = '', id] = written.trim().split(/\s+/);
    return { written, path: ['quiet', n], code, id };
  });
  const isMeant = (entry: (typeof entries)[number], finding: Finding): boolean =>
    finding.severity === 'warning' &&
    SILENCEABLE.has(finding.code) &&
    finding.code === entry.code &&
    (entry.id === undefined || idOf(finding.args) === entry.id);
  const findings = entries.flatMap((entry) => {
    const { written, path, code } = entry;
    if (!SILENCEABLE.has(code as ProblemCode))
      return [findWarning('unknown-quiet', path, { code, known: [...SILENCEABLE] })];
    return hasErrors(found) || found.some((finding) => isMeant(entry, finding))
      ? []
      : [findWarning('idle-quiet', path, { written })];
  });
  return { isSilenced: (finding) => entries.some((entry) => isMeant(entry, finding)), findings };
}
