/** The things that a command cannot do without: a framework and templates without errors. */
import { hasErrors, type Problem } from '../diagnostics/problem.js';
import type { Framework } from '../model/index.js';
import { loadFrameworkInUse } from '../framework/in-use.js';
import {
  findTemplateProblems,
  prepareTemplates,
  readTemplates,
  type Subject,
  type TemplateFiles,
} from '../templates/folders.js';
import type { Templates } from '../templates/engine.js';
import { type Console, ProblemsError } from './report/console.js';
import type { Io } from './world.js';

/**
 * The framework in use, and the name of its file.
 * @param asked the file that `--conditions` names
 * @throws ProblemsError where it has errors, FileError where it cannot be read
 */
export function requireFramework(io: Io, asked: string | undefined): { framework: Framework; file: string } {
  const { value: framework, problems, file } = loadFrameworkInUse(io.cwd, asked);
  if (framework === undefined) throw new ProblemsError(problems);
  return { framework, file };
}

/**
 * The templates in use as they are written, and warnings about them.
 * @param asked the folder that `--templates` names
 * @throws ProblemsError where they have errors, FileError where they cannot be read
 */
export async function requireTemplateFiles(
  io: Io,
  asked: string | undefined,
  subject: Subject,
): Promise<{ readonly files: TemplateFiles; readonly warnings: readonly Problem[] }> {
  const files = await readTemplates(io.cwd, asked, subject);
  const warnings = await findTemplateProblems(files);
  if (hasErrors(warnings)) throw new ProblemsError(warnings);
  return { files, warnings };
}

/** The templates in use, ready to run; warnings about them are shown. The rest as for `requireTemplateFiles`. */
export async function requireTemplates(
  io: Io,
  console: Console,
  asked: string | undefined,
  subject: Subject,
): Promise<Templates> {
  const { files, warnings } = await requireTemplateFiles(io, asked, subject);
  console.problems(warnings);
  return prepareTemplates(files);
}
