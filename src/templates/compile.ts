/** Checks and compiles templates. Loaded only for templates that were not compiled when the package was built. */
import Handlebars from 'handlebars';
import type { Template } from './engine.js';

export { checkTemplates } from './type-check.js';

/**
 * How all templates are compiled: no helper comes from elsewhere. That every field is there is seen to by the check, and
 * what may be nothing must not fail. Texts are escaped in the view, for the document's own format, so Handlebars must
 * not escape them for HTML.
 */
export const COMPILE_OPTIONS = {
  noEscape: true,
  preventIndent: true,
  knownHelpersOnly: true,
  knownHelpers: { if: true, unless: true, each: true, with: true, lookup: true, log: false } as const,
};

/** Compiles a template that has been checked. */
export function compileTemplate({ text }: { readonly text: string }): Template {
  return Handlebars.create().compile(text, COMPILE_OPTIONS);
}
