/** The shape of an answers file as a person writes it: the one source of its checks, its types and its JSON Schema. */
import * as v from 'valibot';
import { calendar, MAX_WEEKS, text, whole } from '../framework/schema.js';

/** A date as in ISO 8601, YYYY-MM-DD; whether the day exists is checked when it is read. */
export const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const date = (description: string) =>
  v.pipe(v.string(), v.regex(DATE_PATTERN, 'a date as YYYY-MM-DD'), v.description(description));

const response = v.strictObject({
  level: v.optional(text('A level, unknown, or not-applicable.')),
  note: v.optional(text('What the team wants remembered.')),
  evidence: v.optional(v.pipe(v.array(text('A link or a document.')), v.description('What shows it.'))),
});

const limit = (description: string) =>
  v.pipe(v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.literal('all')]), v.description(description));

/** The whole of an answers file. Which ids exist is known only with the framework: see load.ts. */
export const answersSchema = v.pipe(
  v.strictObject({
    framework: v.optional(text('The framework and version answered, as id@1.0.0.')),
    profile: v.optional(
      v.pipe(
        v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.array(v.string())])),
        v.description('Facts, by id.'),
      ),
    ),
    start: v.optional(date("The plan's first day.")),
    years: v.optional(v.pipe(whole(1, 'How many years the plan looks ahead; 3 unless told.'), v.maxValue(30))),
    responses: v.optional(
      v.pipe(
        v.record(
          v.string(),
          v.union([v.string(), v.record(v.string(), v.union([v.string(), v.array(v.string()), response]))]),
        ),
        v.description('By condition: a level for the whole, or question by question.'),
      ),
    ),
    targets: v.optional(
      v.pipe(
        v.record(v.string(), v.string()),
        v.description('The level aimed at: default, CONDITION or CONDITION.QUESTION.'),
      ),
    ),
    focus: v.optional(
      v.strictObject({
        priorities: v.optional(limit('How many conditions to start with; 5 unless told.')),
        first_year_actions: v.optional(limit('How many actions start in the first year; 25 unless told.')),
      }),
    ),
    policy: v.optional(
      v.pipe(
        v.record(v.string(), v.picklist(['allowed', 'waiver', 'forbidden', 'unknown'])),
        v.description('What is permitted today, by lever.'),
      ),
    ),
    capacity: v.optional(
      v.pipe(v.record(v.string(), whole(0, 'Actions at a time.')), v.description('By role; 0: the post is vacant.')),
    ),
    roles: v.optional(
      v.pipe(v.record(v.string(), v.string()), v.description('Role: the role whose holder does it too, or none.')),
    ),
    schools: v.optional(
      v.array(
        v.strictObject({
          name: text('Its name.'),
          grades: v.optional(text('As K-5.')),
          high_need: v.optional(v.boolean()),
          in: v.optional(v.pipe(v.boolean(), v.description('Already in.'))),
        }),
      ),
    ),
    funds: v.optional(
      v.pipe(
        v.record(
          v.string(),
          v.strictObject({
            amount: whole(0, 'Whole units of currency.'),
            each: v.optional(v.picklist(['once', 'year'])),
          }),
        ),
        v.description('Money that is there, by funding source.'),
      ),
    ),
    calendar: v.optional(calendar),
    actions: v.optional(
      v.pipe(
        v.record(
          v.string(),
          v.strictObject({
            status: v.optional(v.picklist(['not-started', 'in-progress', 'done', 'skip'])),
            assignee: v.optional(text('A name.')),
            start: v.optional(date('First day.')),
            finish: v.optional(date('Last day.')),
            weeks: v.optional(v.pipe(whole(1, 'How long it takes here.'), v.maxValue(MAX_WEEKS))),
            note: v.optional(text('Shown with the action.')),
          }),
        ),
        v.description("The team's own decisions, by CONDITION.ACTION."),
      ),
    ),
    measures: v.optional(
      v.pipe(
        v.record(v.string(), v.strictObject({ baseline: v.pipe(v.number(), v.finite()) })),
        v.description('Figures of today, by CONDITION.ACTION.'),
      ),
    ),
    approval: v.optional(v.strictObject({ by: text('Who approved it.'), on: date('When.') })),
    notes: v.optional(v.pipe(v.record(v.string(), v.string()), v.description('Markdown, by section of the plan.'))),
    retired: v.optional(
      v.pipe(
        v.record(v.string(), v.any()),
        v.description('What was answered for an earlier version and has no place any more; it is kept.'),
      ),
    ),
  }),
  v.title('Answers of one organization'),
);

/** An answers file as written, its shape checked, its ids not yet. */
export type AnswersFile = v.InferOutput<typeof answersSchema>;
