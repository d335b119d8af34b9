/** What can be wrong with templates. */
import { askIfMeant, suggest } from '../../text/suggestions.js';
import { code, quote, suggestOrList, tellCircle } from './code.js';

/** Where text of a document must not stand, and what to do about it. */
const UNSAFE_PLACES = {
  comment: ['in a comment', 'take it out, or the comment away'],
  script: ['in a script or style', 'show it between tags, or in an attribute such as data-name="…"'],
  tag: ['in a tag', 'show it between tags, or in quotes in an attribute such as title="…"'],
  attribute: [
    'in this attribute',
    'show it between tags; in HTML also in quotes in title, alt, class, id, aria-… or data-…',
  ],
  address: [
    'in an address',
    'link to a field that is an address, which must be all there is between the quotes: href="{{url}}"',
  ],
  link: ['in the address of a link', 'link to a field that is an address, and to all of it: [{{title}}]({{url}})'],
  code: ['in code', 'show it outside of code'],
  'front-matter': ['in front matter', 'show it below the second line "---"'],
  'part-of-cell': ['beside something else in a cell', 'it brings its own quotes: write {{FIELD}},{{FIELD}}'],
  'part-of-line': ['in a line with something else', 'it may have several lines: give it a line of its own'],
} as const;

/** Why a text must not stand where it stands. */
export type UnsafePlace = keyof typeof UNSAFE_PLACES;

const STRAYS = {
  file: ['this file is not used, since its name does not end in .hbs', 'add .hbs to its name'],
  folder: ['the templates in this folder are not used', 'partials stand in a folder called partials'],
  empty: [
    'there is no template in this folder',
    'a template is a file such as plan.md.hbs, or partials/brief.hbs for a part of documents',
  ],
} as const;

export interface UnknownField {
  field: string;
  /** What should have the field. */
  holder: string;
  kind: 'fields' | 'list' | 'text';
  /** The path of the holder. */
  whole: string;
  near: string | null;
  known: readonly string[];
  isForTables: boolean;
  /** What documents have in place of what only tables have. */
  instead: string | null;
  /** Where its partial is called, as FILE:LINE. */
  call: string | null;
}

function cureOfUnknownField({ field, kind, whole, near, known, isForTables, instead }: UnknownField) {
  if (near !== null) return askIfMeant(near);
  if (isForTables)
    return `only templates of tables (.csv) have it${instead === null ? '' : `; here, write ${instead}`}`;
  if (kind === 'fields') return suggestOrList(field, known);
  return kind === 'list' ? `go through it: {{#each ${whole}}}…{{/each}}` : `write {{${whole}}}`;
}

export const TEMPLATE_CODES = {
  'template-syntax': code<{ reason: string }>({
    meaning: 'The template cannot be read at this place.',
    says: ({ reason }) => `the template cannot be read: ${reason}`,
  }),
  'template-not-supported': code({
    meaning: 'The template uses a part of Handlebars that is not used here, as an inline partial.',
    says: 'the template uses something of Handlebars that is not supported here',
    cure: 'make a partial of it: a file partials/NAME.hbs, called with {{> NAME}}',
  }),
  /** `isPartial` where a partial has that name. */
  'template-unknown-format': code<{ name: string; known: readonly string[]; isPartial: boolean }>({
    meaning: 'A template is called NAME.EXT.hbs, and only certain endings can be written safely.',
    says: ({ name, known }) =>
      `a document cannot be called ${quote(name)}: its ending must be one of ${known.map((one) => `.${one}`).join(', ')}`,
    cure: ({ name, isPartial }) => {
      if (isPartial) return `a partial stands in a folder of its own: partials/${name}.hbs`;
      return name.endsWith('.json')
        ? 'the plan as data is there without a template: -d plan.json'
        : `call the file ${name.replace(/\.[^.]*$/, '')}.md.hbs, or as the document is written`;
    },
  }),
  'template-missing-partial': code<{ partial: string; known: readonly string[] }>({
    meaning: 'The template uses a part that does not exist.',
    says: ({ partial }) => `the template uses the partial ${quote(partial)}, which does not exist`,
    cure: ({ partial, known }) => suggestOrList(partial, known),
  }),
  'template-partial-circle': code<{ steps: readonly string[] }>({
    meaning: 'Partials use each other in a circle, so none would ever end.',
    says: ({ steps }) =>
      tellCircle(steps, `the partial ${quote(steps[0]!)} calls itself`, 'these partials call each other'),
    cure: 'remove one of the calls',
  }),
  /** A built-in partial is called where what it shows is not there, as `field`, or must not stand. */
  'template-partial-place': code<{ partial: string; field: string | null }>({
    meaning: 'A built-in part is used where it cannot stand, or lacks a field that it shows.',
    says: ({ partial, field }) =>
      `the partial ${quote(partial)} cannot stand here: ${field === null ? 'it does not fit with what is around it' : `it shows ${quote(field)}, which is not there`}`,
    cure: 'call it where the built-in templates call it, or give it what it needs: {{> PARTIAL FIELD}}',
  }),
  'template-unused-partial': code<{ partial: string; known: readonly string[] }>({
    meaning: 'No template uses the part. Most often its name is misspelled.',
    says: ({ partial }) => `no document uses the partial ${quote(partial)}`,
    cure: ({ partial, known }) => suggest(partial, known) ?? undefined,
  }),
  'template-stray': code<{ kind: keyof typeof STRAYS }>({
    meaning: 'Something in the folder of templates is not used, though it seems meant to be.',
    says: ({ kind }) => STRAYS[kind][0],
    cure: ({ kind }) => STRAYS[kind][1],
  }),
  /** `field` says what a field of that name is. */
  'template-unknown-helper': code<{
    helper: string;
    known: readonly string[];
    field: 'list' | 'fields' | 'text' | null;
  }>({
    meaning: 'The template uses a helper that does not exist.',
    says: ({ helper }) => `the template uses the helper ${quote(helper)}, which does not exist`,
    cure: ({ helper, known, field }) => {
      if (field === null) return suggestOrList(helper, known);
      const block = { list: 'each', fields: 'with', text: 'if' }[field];
      return `${quote(helper)} is a field: write {{#${block} ${helper}}}…{{/${block}}}`;
    },
  }),
  'template-helper-use': code<{ helper: string; usage: string }>({
    meaning: 'A helper is not given what it needs.',
    says: ({ helper }) => `${helper === '>' ? 'a partial' : quote(helper)} is not used like this`,
    cure: ({ usage }) => `write ${usage}`,
  }),
  'template-unknown-field': code<UnknownField>({
    meaning: 'The template shows a field that is not there.',
    says: ({ field, holder, kind, call }) => {
      const text = {
        fields: `${holder} has no field ${quote(field)}`,
        list: `${holder} is a list and has no field ${quote(field)}`,
        text: `${holder} has no fields, and so no ${quote(field)}`,
      }[kind];
      return `${text}${call === null ? '' : ` (the partial is called in ${call})`}`;
    },
    cure: cureOfUnknownField,
  }),
  'template-unknown-data': code<{ name: string; known: readonly string[]; isLoopData: boolean }>({
    meaning: 'A name that begins with @ does not exist here; most exist within a loop only.',
    says: ({ name }) => `there is no ${quote(name)} here`,
    cure: ({ name, known, isLoopData }) =>
      isLoopData
        ? 'it is there within {{#each …}}, and with "../" within a second one around it'
        : suggestOrList(name, known),
  }),
  /** `isVague` where there is something around it, but Handlebars may not see it. */
  'template-no-parent': code<{ path: string; isPartial: boolean; isVague: boolean }>({
    meaning: 'A path leads with ../ out of what there is.',
    says: ({ path, isVague }) =>
      isVague
        ? `nobody can say what ${quote(path)} is about: ".." passes over what may be the same as what is around it`
        : `there is nothing that ${quote(path)} could be about`,
    cure: ({ isPartial, isVague }) => {
      if (isVague) return 'give what is around a name, and use that: {{#each LIST as |NAME|}} {{NAME.FIELD}}';
      return isPartial
        ? 'a partial sees what it is called with, and the whole plan as @root; give it more by name: {{> PARTIAL NAME=FIELD}}'
        : '".." leads out of {{#each …}} and {{#with …}} only, not out of {{#if …}}';
    },
  }),
  'template-maybe-nothing': code<{ path: string }>({
    meaning: 'A part of the plan may not be there, and the template does not ask whether it is.',
    says: ({ path }) => `${quote(path)} may be nothing, and then there is nothing to show of it`,
    cure: ({ path }) => `put this between {{#if ${path}}} and {{/if}}`,
  }),
  /** `fields` are some of its fields as they can be shown; `isCall` where a helper finds it. */
  'template-not-text': code<{ path: string; kind: 'list' | 'fields'; fields: readonly string[]; isCall: boolean }>({
    meaning: 'A list, or a thing with fields, is shown as if it were a text.',
    says: ({ path, kind, isCall }) =>
      `${isCall ? path : quote(path)} is ${kind === 'list' ? 'a list and cannot be shown as text' : 'no text but has fields'}`,
    cure: ({ path, kind, fields, isCall }) => {
      if (kind === 'list') return `go through it: {{#each ${path}}}…{{/each}}`;
      const shown = fields.map((field) => `{{${field}}}`).join(' ');
      if (shown === '') return 'show what is in them one by one';
      return `show them one by one, as in ${isCall ? `{{#with ${path}}}${shown}{{/with}}` : shown}`;
    },
  }),
  /** `whole` is where something is looked up, and `isField` where what is said without quotes is a field of it. */
  'template-not-a-key': code<{ path: string; whole: string; isList: boolean; isField: boolean }>({
    meaning:
      'What a lookup is to find is named by something that can be no key there. Most often the quotes around the name are missing.',
    says: ({ path, whole, isList, isField }) => {
      if (isField) return `${quote(path)} stands for a text of the plan here, and not for the field of ${quote(whole)}`;
      return isList
        ? `${quote(path)} is no number, and so finds nothing in the list ${quote(whole)}`
        : `${quote(path)} is the name of no field of ${quote(whole)}`;
    },
    cure: ({ path, whole, isList, isField }) => {
      if (isField) return `put its name in quotes: {{lookup ${whole} "${path}"}}`;
      return isList ? 'number it, as with @index' : `name the field: {{lookup ${whole} "NAME"}}`;
    },
  }),
  'template-not-a-list': code<{ path: string; kind: 'fields' | 'text' }>({
    meaning: 'A loop goes over what is no list.',
    says: ({ path, kind }) =>
      kind === 'fields' ? `the fields of ${quote(path)} are not all of one kind` : `${quote(path)} is no list`,
    cure: ({ path, kind }) => (kind === 'fields' ? 'name them one by one' : `show it with {{${path}}}`),
  }),
  'template-unsafe-place': code<{ path: string; place: UnsafePlace }>({
    meaning: 'What people typed would stand where it could do more than be read.',
    says: ({ path, place }) =>
      `${quote(path)} cannot stand ${UNSAFE_PLACES[place][0]}, where it might mean more than it says`,
    cure: ({ place }) => UNSAFE_PLACES[place][1],
  }),
};
