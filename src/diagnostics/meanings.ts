/** What each kind of problem means in general, for those who look its code up: `scaleplan explain CODE`, docs/problems.md. */
import type { ProblemCode } from './problem.js';

/** By code: one or two sentences. */
export const MEANINGS: Readonly<Record<ProblemCode, string>> = {
  // The file as such
  'empty-file': 'The file has nothing in it but, perhaps, comments. Write something into it, or take it away.',
  'file-too-large': 'The file is far larger than any honest one, so it is not read.',
  'unused-framework':
    'A framework lies beside the answers, and another one is in use: that given with -c, else conditions.yaml in the working folder, else the built-in one.',
  'wrong-file': 'A framework was given where answers are wanted, or answers where a framework is.',
  // YAML and JSON
  'yaml-syntax':
    'The text is not YAML at this place. Most often a quote, a space behind a colon or an indent is missing.',
  'tab-indent': 'A line begins with a tab. YAML is indented with spaces only.',
  'unclosed-quote': 'A text in quotes never ends, so all that follows seems to be part of it.',
  'duplicate-key': 'The same key stands twice in one mapping, and only one of them could count.',
  'several-documents': 'A line "---" begins a second document. A file holds one.',
  'unknown-anchor':
    'A text that begins with * refers to a place marked with &, and there is none. Quotes make it a text.',
  'too-many-aliases': 'References with * unfold to more values than any honest file has.',
  'too-deep': 'Lists and mappings lie in each other deeper than any honest file needs.',
  'merge-key': 'The key << is not understood. Write the fields out.',
  'unknown-tag': 'A text that begins with ! is taken for a tag. Quotes make it a text.',
  'reserved-key': 'The key is a word of JavaScript itself. Choose another one.',
  'json-syntax': 'The text is not JSON at this place.',
  // The shape
  'wrong-type': 'A value is of another kind than is wanted there, as text in place of a number.',
  'unknown-key': 'The field does not exist here. Most often it is misspelt, or indented too far or not far enough.',
  'missing-key': 'A field is missing that the thing cannot do without.',
  'wrong-value': 'Only certain words fit here, and this is none of them.',
  'bad-format': 'The text is not written as it must be here, as a day of the year or an id.',
  'out-of-range': 'The number is too small or too large.',
  'wrong-count': 'The list is too short or too long.',
  // What must fit together
  'duplicate-id': 'Two things of one list have the same id, so that nobody could say which is meant.',
  'reserved-id': 'The id is a word with a meaning of its own in the files. Choose another one.',
  'misplaced-thing': 'A thing stands in a list of things of another kind. Move it to the list that it belongs in.',
  'unknown-reference':
    'An id is named that does not exist. Most often it is misspelt, or what it meant was taken away.',
  'missing-level':
    'A question does not say what one of the levels looks like. People choose a level by these sentences.',
  'missing-options': 'A fact is a choice, but there is nothing to choose from.',
  cycle: 'Actions wait for each other in a circle, so that none of them could ever begin. Remove one of the steps.',
  'when-syntax': 'The expression behind "when" cannot be read.',
  'when-type': 'The expression behind "when" compares what cannot be compared, or is neither true nor false.',
  'when-unknown-name':
    'The expression behind "when" names a fact, condition or question that does not exist, or an option that its fact does not have.',
  'when-later-question': 'Whether a question is asked hangs on one that is asked later. Move one of them.',
  'per-not-numeric': 'Something is counted by a fact that is not a number.',
  'window-too-short': 'The season in which an action must run is shorter than the action.',
  'low-above-high': 'The lower figure is above the upper one.',
  // Overlays
  'unreadable-base':
    'What stands behind "extends" is not there or cannot be read. Paths begin at the folder of the file.',
  'extends-circle': 'Files extend each other in a circle, so that none of them is the first.',
  'extends-too-long': 'More files extend each other than is allowed. Bring some of them together in one.',
  'overlay-field':
    'The field says how one framework changes another one. In a framework that extends nothing, change the lines themselves.',
  'unknown-id':
    'An overlay changes or hides something that is not in what it extends. Most often the id is misspelt; a new thing needs all its fields.',
  'changes-hidden':
    'An overlay changes what a file below it hides, so that nothing of it shows. "hide: false" brings it back.',
  'hidden-but-needed':
    'An overlay hides something that others cannot do without, as the owner of an action. Change or hide them too, or let another thing take its place with "was".',
  'hidden-mentions':
    'An overlay hides something that others name. These mentions fall away; look whether the rest still says what you mean.',
  // Answers
  'finish-before-start': 'The last day of an action is before its first day.',
  'not-a-date': 'The day does not exist in the calendar.',
  'missing-fact': 'There can be no plan without this fact.',
  'missing-start': 'There can be no plan without its first day.',
  'other-framework':
    'The answers were given to another framework than the one in use, or to one that it does not extend.',
  'other-version':
    'The answers were given to another version of the framework. They are used; look at what has changed.',
  'renamed-id':
    'What answers or an overlay name here has another id now. It is found; write the new id when you can. In a framework itself it is an error.',
  'answered-twice': 'The same thing is answered by its former id and by its new one. Keep one of the two.',
  'retired-id':
    'What is answered here is no longer part of the framework, or is hidden. The answer stays in the file, unused.',
  'role-circle': 'Roles are held by each other in a circle, so that nobody holds them.',
  unanswered: 'Questions are not answered yet. That is no error unless --strict is given.',
  'start-clash':
    'A start that somebody has set does not fit the season, the calendar or the work of its owner. It is kept.',
  // Tables
  'table-syntax': 'The table is not CSV at this place: a quote is missing, or one too many.',
  'empty-table': 'The table has no rows below its titles.',
  'unknown-column':
    'A title is nearly an id, or begins with one, but is none. What stands in the column would be lost.',
  'left-out-columns': 'Titles that are no ids are left out, as time stamps are. A mapping can say what they mean.',
  'same-column': 'Two columns hold the same thing, and only one of them could count.',
  'missing-column': 'The table has no column for a fact without which there is no plan.',
  'cell-without-column': 'A row has more cells than there are titles.',
  'no-file-name': 'A row has nothing that its file could be named after.',
  'same-file-name': 'Two rows would make files of the same name.',
  'file-exists': 'There is a file already where one would be written, and it says something else.',
  // Parts of an overview
  'not-a-portfolio': 'The file looks like a portfolio.json, but was changed or cut short. Make it again.',
  'other-content': 'The overview was made when the framework had the same version, but other content. Make it again.',
  // What a keeper of a framework would want to know
  'unreached-level': 'No action brings a question up to this level, so that a plan could never reach it.',
  'unselectable-action': 'Nothing could bring the action into any plan.',
  unused: 'Nothing uses the thing, so that nothing of it ever shows. Most often its id is misspelt on one side.',
  'condition-without-questions': 'A condition asks nothing, so that nothing of it ever shows.',
  'phase-without-waves': 'An action has a place in a wave, but is not done for each wave.',
  'overloaded-role': 'A role owns more work than it can carry in three years, even if each action is done once.',
  'same-level-text': 'Two levels of a question read the same, so nobody can choose between them.',
  'same-name':
    'Two conditions, levels, roles, or questions of one condition are called the same. Most often one is a copy that was not renamed.',
  'former-id-in-use':
    'Something says that it was called so, or that this is retired, but there still is something of that id. Old answers go there.',
  'same-former-id': 'Two things say that they were called the same, and only one of them can get the old answers.',
  'unknown-quiet': 'A warning is to be silenced that does not exist, or that cannot be silenced.',
  'idle-quiet': 'A warning is to be silenced that is not there any more.',
  // Templates
  'template-syntax': 'The template cannot be read at this place.',
  'template-not-supported': 'The template uses a part of Handlebars that is not used here, as an inline partial.',
  'template-unknown-format': 'A template is called NAME.EXT.hbs, and only certain endings can be written safely.',
  'template-missing-partial': 'The template uses a part that does not exist.',
  'template-partial-circle': 'Partials use each other in a circle, so none would ever end.',
  'template-partial-place': 'A built-in part is used where it cannot stand, or lacks a field that it shows.',
  'template-unused-partial': 'No template uses the part. Most often its name is misspelt.',
  'template-stray': 'Something in the folder of templates is not used, though it seems meant to be.',
  'template-unknown-helper': 'The template uses a helper that does not exist.',
  'template-helper-use': 'A helper is not given what it needs.',
  'template-unknown-field': 'The template shows a field that is not there.',
  'template-unknown-data': 'A name that begins with @ does not exist here; most exist within a loop only.',
  'template-no-parent': 'A path leads with ../ out of what there is.',
  'template-maybe-nothing': 'A part of the plan may not be there, and the template does not ask whether it is.',
  'template-not-text': 'A list, or a thing with fields, is shown as if it were a text.',
  'template-not-a-key':
    'What a lookup is to find is named by something that can be no key there. Most often the quotes around the name are missing.',
  'template-not-a-list': 'A loop goes over what is no list.',
  'template-unsafe-place': 'What people typed would stand where it could do more than be read.',
};
