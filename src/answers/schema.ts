/** The shape of an answers file as a person writes it: the one source of its checks, its types and its JSON Schema. */
import { DATE_PATTERN } from '../text/dates.js';
import * as v from 'valibot';
import { calendar, flag, MAX_WEEKS, optionalFields, said, shown, text, things, whole } from '../framework/schema.js';
import { ACTION_STATUSES, DEFAULT_YEARS, POLICY_STATES } from '../model/index.js';

/** How much at once, unless told: conditions to start with, and actions that start in the first year. */
export const DEFAULT_PRIORITIES = 5;
export const DEFAULT_FIRST_YEAR_ACTIONS = 25;

const date = (description: string, example: string) =>
  v.pipe(v.string(), v.regex(DATE_PATTERN, 'a date as YYYY-MM-DD'), v.description(description), v.examples([example]));

/** The answer to one question, with what belongs to it. */
export const response = v.strictObject({
  level: v.optional(text('A level, unknown, or not-applicable.', 'unknown')),
  note: v.optional(text('What the team wants remembered.', 'Two teams only.')),
  evidence: v.optional(shown(v.array(text('A link or a document.')), 'What shows it.', ['https://example.org/report'])),
});

/** The answer to a question; a list only where it is the evidence of the whole condition, which has its place there too. */
export const answer = v.union([v.string(), v.array(v.string()), response]);

/** Values of one kind by ids, or by other keys. */
const keyed = <S extends v.GenericSchema>(description: string, value: S) =>
  v.optional(said(v.record(v.string(), value), description));

/** Mappings with certain fields, by ids. */
const keyedFields = <E extends v.ObjectEntries>(description: string, entries: E) =>
  keyed(description, v.strictObject(entries));

const limit = (description: string, example: number) =>
  shown(v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.literal('all')]), description, example);

/** The whole of an answers file. Which ids exist is known only with the framework: see read.ts. */
export const answersSchema = v.pipe(
  v.strictObject({
    framework: v.optional(text('The framework and version answered, as id@1.0.0.', 'clean-hands@1.0.0')),
    profile: keyed('Facts, by id.', v.union([v.string(), v.number(), v.boolean(), v.array(v.string())])),
    start: v.optional(date("The plan's first day.", '2027-07-01')),
    years: v.optional(
      v.pipe(whole(1, `How many years the plan looks ahead; ${DEFAULT_YEARS} unless told.`, 3), v.maxValue(30)),
    ),
    responses: keyed(
      'By condition: a level for the whole, or question by question.',
      v.union([v.string(), v.record(v.string(), answer)]),
    ),
    targets: keyed('The level aimed at: default, CONDITION or CONDITION.QUESTION.', v.string()),
    focus: optionalFields('How much at once.', {
      priorities: v.optional(limit(`How many conditions to start with; ${DEFAULT_PRIORITIES} unless told.`, 3)),
      first_year_actions: v.optional(
        limit(`How many actions start in the first year; ${DEFAULT_FIRST_YEAR_ACTIONS} unless told.`, 15),
      ),
    }),
    policy: keyed('What is permitted today, by lever.', v.picklist(POLICY_STATES)),
    capacity: keyed('By role; 0: the post is vacant.', whole(0, 'Actions at a time.', 1)),
    roles: keyed('Role: the role whose holder does it too, or none.', v.string()),
    schools: things('What the plan spreads to, by name; waves then carry names.', {
      name: text('Its name.', 'Oak Hill'),
      grades: v.optional(text('A few words about it, shown after its name.', 'K-5')),
      high_need: v.optional(flag('It needs more than others.')),
      in: v.optional(flag('Already in.')),
    }),
    funds: keyedFields('Money that is there, by funding source.', {
      amount: whole(0, 'Whole units of currency.', 120000),
      each: v.optional(said(v.picklist(['once', 'year']), 'Once for the whole plan, or in each fiscal year.')),
    }),
    calendar: v.optional(said(calendar, "What is otherwise than in the framework's calendar.")),
    actions: keyedFields("The team's own decisions, by CONDITION.ACTION.", {
      status: v.optional(said(v.picklist(ACTION_STATUSES), 'How far it is.')),
      assignee: v.optional(text('Who does it.', 'Noor')),
      start: v.optional(date('First day.', '2027-09-01')),
      finish: v.optional(date('Last day.', '2027-12-15')),
      weeks: v.optional(v.pipe(whole(1, 'How long it takes here.', 10), v.maxValue(MAX_WEEKS))),
      note: v.optional(text('Shown with the action.', 'The county runs one.')),
    }),
    measures: keyedFields('Figures of today, by CONDITION.ACTION.', {
      baseline: shown(v.pipe(v.number(), v.finite()), "Today's figure.", 20),
    }),
    approval: optionalFields('Who agreed to the plan, and when.', {
      by: text('Who approved it.', 'The committee'),
      on: date('When.', '2027-06-15'),
    }),
    notes: keyed(
      'What the plan says besides, by section.',
      shown(v.string(), 'Text that may have Markdown.', 'We meet on the **first Monday**.'),
    ),
    retired: v.optional(
      shown(
        v.record(v.string(), v.any()),
        'What was answered for an earlier version and has no place any more; it is kept.',
        { responses: { supplies: { gloves: 'everywhere' } } },
      ),
    ),
  }),
  v.title('Answers of one organization'),
);

/** An answers file as written, its shape checked, its ids not yet. */
export type AnswersFile = v.InferInput<typeof answersSchema>;
