/** Which document a name on the command line means. */
import { suggest } from '../text/suggestions.js';
import type { Templates } from '../templates/engine.js';
import { UserError } from '../diagnostics/user-error.js';

/**
 * The document that `-d` names: a template NAME.EXT.hbs by NAME.EXT, or by NAME where only one has that name.
 * @param data the document that has no template
 */
export function findDocument(name: string, templates: Templates, data: string): string {
  const known = [...templates.documents.keys()];
  if (name === data) return data;
  if (known.includes(name)) return name;
  const byStem = known.filter((one) => one.slice(0, one.lastIndexOf('.')) === name);
  if (byStem.length === 1) return byStem[0]!;
  if (byStem.length > 1)
    throw new UserError(
      `several documents are called ${name}: ${byStem.join(', ')}`,
      'name one with its ending, as in -d plan.md',
    );
  const stems = known.map((one) => one.slice(0, one.lastIndexOf('.')));
  throw new UserError(
    `there is no template for the document ${name}`,
    suggest(name, [...known, data, ...stems]) ??
      `there is one for each of: ${[...known, data].join(', ')}; one of your own is a file NAME.md.hbs in the folder given with -t`,
  );
}
