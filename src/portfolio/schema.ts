/**
 * portfolio.json: what an overview is made of, a short record for each organization. The one source of its checks, its
 * types and its JSON Schema. Lists whose order is that of the framework say in the file's head what stands where.
 */
import * as v from 'valibot';
import { said } from '../framework/schema.js';
import { DATE_PATTERN } from '../text/dates.js';

/** The version of the format. */
export const FORMAT = 1;

const text = (description: string) => said(v.string(), description);
const whole = (description: string) => v.pipe(v.number(), v.integer(), v.minValue(0), v.description(description));
const date = (description: string) => v.pipe(v.string(), v.regex(DATE_PATTERN), v.description(description));
const list = <S extends v.GenericSchema>(item: S, description: string) => said(v.array(item), description);
const amount = (description: string) =>
  said(v.strictObject({ low: whole('The lower estimate.'), high: whole('The upper estimate.') }), description);

const planned = v.strictTuple([
  v.nullable(date('The first day on which it starts; null where it has no date within the plan.')),
  whole('The lower estimate of its cost within the plan, as far as it is known.'),
  whole('The upper estimate.'),
  said(v.boolean(), 'Whether all of its cost is known.'),
]);

const wave = v.strictObject({
  launch: v.nullable(date('Null where it has no date within the plan.')),
  units: whole('How many join.'),
});

const spread = v.strictObject({
  unit: text('The fact that counts what it spreads to.'),
  total: whole('How many there are.'),
  already: whole('How many are in today.'),
  carried: whole('How many are in when the plan ends.'),
  waves: v.array(wave),
});

const fiscalYear = v.strictObject({
  start: date('Its first day.'),
  finish: date('Its last day.'),
  once: amount('What is paid once.'),
  recurring: amount('What comes back every year.'),
});

const plan = v.strictObject({
  start: date("The plan's first day."),
  end: date("The plan's last day."),
  actions: list(v.nullable(planned), 'In the order of the file’s `actions`: null where it is not in the plan.'),
  fiscalYears: v.array(fiscalYear),
  after: amount('What comes back every year when the plan has ended.'),
  later: amount('What the work without a date would cost, once or in its first year.'),
  unknown: list(v.string(), 'Facts without which a part of the cost is not known.'),
  spread: said(v.nullable(spread), 'How it spreads; null where it does not, or nobody knows.'),
});

const condition = v.strictObject({
  level: said(
    v.nullable(whole('A rank from 0.')),
    'As in the plan, where open questions count as the lowest level; null: nothing is known.',
  ),
  score: said(v.number(), 'The weighted mean of ranks, where open questions count as 0.'),
  gap: said(
    v.nullable(v.number()),
    'Levels missing to the aim, over the questions whose level is known; null: none is.',
  ),
});

const organization = v.strictObject({
  input: text('What the answers file is called, without its ending; no two have one name.'),
  name: text('What the organization is called.'),
  facts: said(
    v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.array(v.string())])),
    'The facts in the answers, by id.',
  ),
  conditions: list(v.nullable(condition), 'In the order of the file’s `conditions`: null where it does not apply.'),
  levels: list(
    v.union([whole('A rank from 0.'), v.picklist(['unknown', 'unanswered', 'not-applicable'])]),
    'In the order of the file’s `questions`.',
  ),
  targets: list(whole('A rank.'), 'The level aimed at, in the same order.'),
  covered: whole('How many questions have their level from an answer for their whole condition.'),
  plan: said(v.nullable(plan), 'Null where the answers have no start yet.'),
});

/** The whole of portfolio.json. */
export const portfolioSchema = v.pipe(
  v.strictObject({
    portfolio: said(v.literal(FORMAT), 'The version of this format.'),
    framework: text('Id and version of the framework, as id@1.0.0.'),
    conditions: list(v.string(), 'Ids of the conditions.'),
    questions: list(v.string(), 'Ids of the questions.'),
    actions: list(v.string(), 'Ids of the actions.'),
    parts: list(
      v.pipe(v.string(), v.regex(/^[0-9]{1,6}[/][0-9]{1,6}$/)),
      'The parts of the inputs that are in it, as 1/4, while others are missing; empty: all are in.',
    ),
    failed: list(v.string(), 'Inputs that had errors and are not in it.'),
    organizations: list(organization, 'By `input`.'),
    mark: v.optional(text("The program's own sign that nobody has changed the file since.")),
  }),
  v.title('Overview of many organizations'),
);

/** One organization's answers and plan in short: all that an overview needs of it. */
export type OrganizationRecord = v.InferOutput<typeof organization>;

/** The short record of a plan. */
export type PlanRecord = v.InferOutput<typeof plan>;

/** portfolio.json without the mark, which is set when it is signed. */
export type Portfolio = Omit<v.InferOutput<typeof portfolioSchema>, 'mark'>;
