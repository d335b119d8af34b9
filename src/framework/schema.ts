/**
 * The shape of conditions.yaml as a person writes it: the one source of its checks, its types and its JSON Schema.
 * What may be left out here is filled in by load.ts; what must fit together is checked by rules.ts.
 */
import * as v from 'valibot';

/** Text of one or more characters. */
export const text = (description: string) => v.pipe(v.string(), v.nonEmpty(), v.description(description));

/** Work longer than twenty years is a typing mistake. */
export const MAX_WEEKS = 1040;

/** An id: letters, digits, `-` and `_`; no dot, since dots join the parts of a full id. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
export const id = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(ID_PATTERN, 'an id of letters, digits, - and _ that begins with a letter or digit'),
    v.description(description),
  );

/** A fact's id is also a name in `when` expressions, so it takes no `-`. */
export const FACT_ID_PATTERN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A reference to something else in the file; whether it exists is checked by rules.ts. */
const ref = (description: string) => v.pipe(v.string(), v.nonEmpty(), v.description(description));

/** A calendar day of any year, as MM-DD. */
export const MONTH_DAY_PATTERN =
  /^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))$/;
const monthDay = (description: string) =>
  v.pipe(v.string(), v.regex(MONTH_DAY_PATTERN, 'a day of the year as MM-DD'), v.description(description));

export const whole = (minimum: number, description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(minimum), v.description(description));
const numberFrom = (minimum: number, description: string) =>
  v.pipe(v.number(), v.finite(), v.minValue(minimum), v.description(description));
const share = (description: string) => v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description(description));

const when = v.optional(text('An expression (Common Expression Language) over facts and level["ID"].'));
const url = v.optional(text('A web address.'));
const was = v.optional(v.pipe(v.array(v.string()), v.description('Former ids of the same thing.')));

/** Types of facts, as a framework declares them. */
export const FACT_TYPES = [
  'text',
  'integer',
  'number',
  'money',
  'percent',
  'boolean',
  'date',
  'choice',
  'choices',
] as const;

/** Fact types that count or measure something, so that costs can be `per` them. */
export const NUMERIC_FACT_TYPES: readonly string[] = ['integer', 'number', 'money', 'percent'];

const fact = v.strictObject({
  id: v.pipe(
    v.string(),
    v.regex(FACT_ID_PATTERN, 'an id of letters, digits and _ that begins with a letter'),
    v.description('Names the fact in answers, costs and expressions.'),
  ),
  ask: text('The question that asks for it.'),
  name: v.optional(text('What it is called within a sentence, a number in the plural: full-time coaches.')),
  type: v.pipe(v.picklist(FACT_TYPES), v.description('What kind of value it takes.')),
  required: v.optional(v.pipe(v.boolean(), v.description('Without it there is no plan.'))),
  min: v.optional(v.number()),
  max: v.optional(v.number()),
  at_most: v.optional(
    v.pipe(v.string(), v.description('Another numeric fact that this one is a part of, and so cannot be more than.')),
  ),
  options: v.optional(v.array(v.strictObject({ id: id('Written in the answers.'), name: text('Shown to people.') }))),
  help: v.optional(text('What it is used for.')),
  when,
  was,
});

const role = v.strictObject({
  id: id('Names the role.'),
  name: text('Its title in full words.'),
  capacity: v.optional(whole(0, 'Actions it can carry at a time; 2 unless told.')),
  works: v.optional(v.pipe(v.picklist(['all-year', 'school-year']), v.description('When its weeks count.'))),
  was,
});

const question = v.strictObject({
  id: id('Names the question within its condition.'),
  ask: text('The question.'),
  help: v.optional(text('What to look at before answering.')),
  weight: v.optional(numberFrom(0, 'Its share in the condition; 1 unless told.')),
  must_have: v.optional(v.pipe(v.boolean(), v.description('While it stands low, the condition cannot be at the top.'))),
  when,
  levels: v.pipe(v.record(v.string(), v.string()), v.description('What each level looks like here.')),
  evidence: v.optional(v.pipe(v.array(text('One kind of evidence.')), v.description('What would show it.'))),
  was,
});

const cost = v.strictObject({
  item: text('What is paid for.'),
  low: whole(0, 'Whole units of currency, lower estimate, for one of `per`.'),
  high: whole(0, 'Whole units of currency, upper estimate, for one of `per`.'),
  per: ref('A numeric fact, or `organization` for a lump sum.'),
  share: v.optional(share('The part of `per` that is meant; all unless told.')),
  each: v.optional(v.pipe(v.picklist(['once', 'year']), v.description('Paid once, or every year from then on.'))),
  funding: v.optional(v.array(ref('A funding source, most likely first.'))),
  post: v.optional(ref('The role whose pay this is; nothing is paid where another one holds it, or nobody.')),
});

const action = v.strictObject({
  id: id('Names the action within its condition.'),
  title: text('What is done, beginning with a verb.'),
  summary: v.optional(text('One or two sentences.')),
  raises: v.optional(v.pipe(v.record(v.string(), v.string()), v.description('Question: the level it is raised to.'))),
  owner: ref('The one role that answers for it.'),
  supports: v.optional(v.array(ref('A role that does part of it.'))),
  consulted: v.optional(v.array(ref('A role that is asked before.'))),
  informed: v.optional(v.array(ref('A role that is told.'))),
  weeks: v.pipe(whole(1, 'How long it takes in an organization of middle size.'), v.maxValue(MAX_WEEKS)),
  stretch: v.optional(v.pipe(v.boolean(), v.description('false: it takes the same weeks whatever the size.'))),
  after: v.optional(v.array(ref('CONDITION.ACTION that must be finished first.'))),
  needs: v.optional(
    v.pipe(v.record(v.string(), v.string()), v.description('Condition: the level it must have first.')),
  ),
  window: v.optional(ref('A calendar window that it runs inside.')),
  disrupts: v.optional(v.pipe(v.boolean(), v.description('It does not start in a blackout.'))),
  repeat: v.optional(v.pipe(v.picklist(['wave', 'quarter', 'year']), v.description('How often it is done again.'))),
  phase: v.optional(v.pipe(v.picklist(['prepare', 'launch', 'review']), v.description('Its place in a wave.'))),
  always: v.optional(v.pipe(v.boolean(), v.description('Part of every plan.'))),
  when,
  costs: v.optional(v.array(cost)),
  deliverable: v.optional(text('What lies on the table at the end.')),
  decision: v.optional(
    v.strictObject({
      body: v.pipe(v.picklist(['board', 'leader']), v.description('Who decides.')),
      ask: text('What they are asked, beginning with a verb.'),
    }),
  ),
  measure: v.optional(
    v.strictObject({
      name: text('What is counted.'),
      unit: v.optional(text('What it is counted in, as percent or days.')),
      target: v.optional(v.number()),
      source: v.optional(text('Where the figure comes from.')),
      every: v.optional(v.picklist(['month', 'quarter', 'year', 'wave'])),
      kind: v.optional(v.picklist(['leading', 'lagging'])),
    }),
  ),
  risk: v.optional(
    v.strictObject({
      threat: text('What may go wrong.'),
      likelihood: v.optional(v.picklist(['low', 'medium', 'high'])),
      impact: v.optional(v.picklist(['low', 'medium', 'high'])),
      response: v.optional(text('What is done about it.')),
    }),
  ),
  policy: v.optional(v.array(ref('A policy lever without which it goes only part of the way.'))),
  obligations: v.optional(v.array(ref('A legal duty that it touches.'))),
  resources: v.optional(v.array(v.strictObject({ title: text('What it is.'), url: text('Where it is.') }))),
  was,
});

const condition = v.strictObject({
  id: id('Names the condition.'),
  name: text('Its name.'),
  group: v.optional(ref('The group it is shown with.')),
  weight: v.optional(numberFrom(0, 'Its weight among the conditions; 1 unless told.')),
  summary: v.optional(text('What must be in place.')),
  why: v.optional(text('Why it matters.')),
  stop_doing: v.optional(
    v.pipe(v.array(text('One thing that may end.')), v.description('What may end to make room for this work.')),
  ),
  questions: v.optional(v.array(question)),
  actions: v.optional(v.array(action)),
  was,
});

const gate = v.strictObject({
  needs: v.pipe(v.record(v.string(), v.string()), v.description('Condition: the level that must be in place.')),
  before: v.pipe(
    v.record(v.string(), v.union([v.string(), v.number()])),
    v.description('What waits: `CONDITION: level`, `any: level` for every other condition, or `wave: number`.'),
  ),
  kind: v.optional(v.pipe(v.picklist(['hard', 'soft']), v.description('hard: it waits. soft: it is a risk.'))),
  why: v.optional(text('The reason, shown in the plan.')),
});

const rollout = v.strictObject({
  when,
  unit: ref('The numeric fact that counts what the plan spreads to.'),
  name: v.optional(text('What one of them is called, where it is not `terms.unit`.')),
  names: v.optional(text('What several are called, where it is not `terms.units`.')),
  already: v.optional(ref('The numeric fact that counts those already in.')),
  capacity: v.optional(
    v.array(
      v.strictObject({
        per: ref('A numeric fact.'),
        units: numberFrom(0, 'Units that one can carry; with `of`, so many of that fact.'),
        of: v.optional(ref('A numeric fact that is spread evenly over the units.')),
      }),
    ),
  ),
  first: v.optional(
    v.strictObject({
      share: v.optional(share('Size of the first wave, as a part of all.')),
      min: v.optional(whole(1, 'At least so many.')),
      max: v.optional(whole(1, 'At most so many.')),
    }),
  ),
  growth: v.optional(numberFrom(0, 'A later wave is at most this many times what is stable by then.')),
  starts: v.optional(v.array(monthDay('A day on which a wave may launch.'))),
  review: v.optional(v.array(text('One criterion of the review.'))),
});

/** Days of the week, Monday first, as in ISO 8601. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const namedSpan = { from: monthDay('First day.'), to: monthDay('Last day.') };

/** The calendar's fields; an answers file may override each of them. */
export const calendar = v.strictObject({
  fiscal_year_starts: v.optional(monthDay('First day of the fiscal year.')),
  school_year: v.optional(v.strictObject(namedSpan)),
  board_meetings: v.optional(
    v.strictObject({
      weekday: v.picklist(WEEKDAYS),
      nth: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5), v.description('1 for the first in a month.')),
    }),
  ),
  windows: v.optional(
    v.array(v.strictObject({ id: id('Names the window.'), name: v.optional(text('Shown.')), ...namedSpan })),
  ),
  blackouts: v.optional(v.array(v.strictObject({ name: text('Shown.'), ...namedSpan }))),
});

const terms = v.strictObject({
  organization: v.optional(text('What the plan is for, in one word.')),
  unit: v.optional(text('One of what it spreads to.')),
  units: v.optional(text('Several of them.')),
  board: v.optional(text('Who votes.')),
  leader: v.optional(text('Who leads.')),
  currency: v.optional(text('Code of the currency, as USD.')),
});

/** The whole of conditions.yaml. */
export const frameworkSchema = v.pipe(
  v.strictObject({
    framework: v.strictObject({
      id: id('Names the framework.'),
      version: text('Its version, as 1.0.0.'),
      title: text('Its title.'),
      summary: v.optional(text('What it is about.')),
      source: v.optional(
        v.strictObject({
          title: text('Title of the work it rests on.'),
          authors: v.optional(v.array(text('A name.'))),
          year: v.optional(v.pipe(v.number(), v.integer())),
          url,
        }),
      ),
    }),
    terms: v.optional(terms),
    levels: v.pipe(
      v.array(
        v.strictObject({
          id: id('Names the level.'),
          name: text('Shown.'),
          summary: v.optional(text('What it means in general.')),
          was,
        }),
      ),
      v.minLength(2),
      v.maxLength(7),
      v.description('The scale, lowest first.'),
    ),
    groups: v.optional(
      v.array(
        v.strictObject({ id: id('Names the group.'), name: text('Shown.'), summary: v.optional(text('Shown.')) }),
      ),
    ),
    profile: v.optional(v.pipe(v.array(fact), v.description('Facts about the organization, asked first.'))),
    roles: v.optional(v.array(role)),
    funding: v.optional(
      v.array(
        v.strictObject({
          id: id('Names the source.'),
          name: text('Its name in full.'),
          pays_for: v.optional(text('What it may pay for.')),
          limits: v.optional(text('What limits it.')),
          url,
          was,
        }),
      ),
    ),
    policy: v.optional(
      v.array(
        v.strictObject({
          id: id('Names the lever.'),
          name: text('Its name.'),
          ask: v.optional(text('The question about what is permitted today.')),
          why: v.optional(text('What it frees or blocks.')),
          request: v.optional(text('The sentence to send to those who decide.')),
          was,
        }),
      ),
    ),
    obligations: v.optional(
      v.array(
        v.strictObject({
          id: id('Names the duty.'),
          name: text('Its name in full.'),
          duty: text('What must be done.'),
          owner: v.optional(ref('The role that sees to it.')),
          when,
          url,
        }),
      ),
    ),
    audiences: v.optional(
      v.array(
        v.strictObject({
          id: id('Names the audience.'),
          name: text('Who they are.'),
          message: v.optional(text('What they are told.')),
          channels: v.optional(v.array(text('A way to reach them.'))),
          owner: v.optional(ref('The role that tells them.')),
          at: v.optional(v.array(v.picklist(['start', 'wave', 'review']))),
          when,
        }),
      ),
    ),
    equity: v.optional(
      v.array(
        v.strictObject({
          name: text('What is watched.'),
          check: text('How.'),
          stop_rule: v.optional(text('When to hold.')),
        }),
      ),
    ),
    calendar: v.optional(calendar),
    durations: v.optional(
      v.array(v.strictObject({ when: text('An expression over facts.'), factor: numberFrom(0.1, 'Times `weeks`.') })),
    ),
    rollout: v.optional(v.union([v.array(rollout), rollout])),
    gates: v.optional(v.array(gate)),
    conditions: v.pipe(v.array(condition), v.minLength(1)),
    actions: v.optional(
      v.pipe(v.array(action), v.description('Actions of no condition; their full ids begin with `plan.`.')),
    ),
    retired: v.optional(v.pipe(v.array(v.string()), v.description('Ids that earlier versions had.'))),
    quiet: v.optional(
      v.pipe(
        v.array(text('A code, or a code and an id: unused old-fund.')),
        v.description('Warnings that are known and not shown.'),
      ),
    ),
  }),
  v.title('A framework of conditions (conditions.yaml)'),
);

/** conditions.yaml as written, its shape checked, its references not yet. */
export type FrameworkFile = v.InferOutput<typeof frameworkSchema>;
export type ActionFile = v.InferOutput<typeof action>;
export type GateFile = v.InferOutput<typeof gate>;
export type CalendarFile = v.InferOutput<typeof calendar>;
export type RollOutFile = v.InferOutput<typeof rollout>;
