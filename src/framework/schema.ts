/**
 * The shape of conditions.yaml as a person writes it: the one source of its checks, its types and its JSON Schema.
 * What may be left out here is filled in by load.ts; what must fit together is checked by rules.ts.
 */
import * as v from 'valibot';
import { REPEATS } from '../model/repeats.js';

/** Text of one or more characters. */
export const text = (description: string, example?: string) =>
  v.pipe(v.string(), v.nonEmpty(), v.description(description), v.examples(listOf(example)));

/** What an editor shows as an example; none for a thing in a list, whose list has one. */
const listOf = <T>(example: T | undefined): T[] => (example === undefined ? [] : [example]);

/** A field that is made of others, or whose values are listed, with what it says. */
export const said = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));

/** A list or a mapping, with an example of the whole. */
export const shown = <S extends v.GenericSchema>(schema: S, description: string, example: v.InferInput<S>) =>
  v.pipe(schema, v.description(description), v.examples([example]));

/** Work longer than twenty years is a typing mistake. */
export const MAX_WEEKS = 1040;

// Patterns go into JSON Schemas, and so hold nothing but what every dialect of regular expressions knows.

/** An id: letters, digits, `-` and `_`; no dot, since dots join the parts of a full id. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
export const id = (description: string, example: string) =>
  v.pipe(
    v.string(),
    v.regex(ID_PATTERN, 'an id of letters, digits, - and _ that begins with a letter or digit'),
    v.description(description),
    v.examples([example]),
  );

/** A fact's id is also a name in `when` expressions, so it takes no `-`. */
export const FACT_ID_PATTERN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A reference to something else in the file; whether it exists is checked by rules.ts. */
const ref = text;

/** A calendar day of any year, as MM-DD. */
export const MONTH_DAY_PATTERN =
  /^((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$/;
const monthDay = (description: string, example?: string) =>
  v.pipe(
    v.string(),
    v.regex(MONTH_DAY_PATTERN, 'a day of the year as MM-DD'),
    v.description(description),
    v.examples(listOf(example)),
  );

export const whole = (minimum: number, description: string, example: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(minimum), v.description(description), v.examples([example]));
const numberFrom = (minimum: number, description: string, example: number) =>
  v.pipe(v.number(), v.finite(), v.minValue(minimum), v.description(description), v.examples([example]));
const share = (description: string, example: number) =>
  v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description(description), v.examples([example]));

const when = v.optional(text('An expression (Common Expression Language) over facts and level["ID"].', 'wards > 1'));
const url = v.optional(text('A web address.', 'https://example.org/hands'));
const was = v.optional(shown(v.array(v.string()), 'Former ids of the same thing.', ['former-id']));

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
    v.examples(['wards']),
  ),
  ask: text('The question that asks for it.', 'How many wards are there?'),
  name: v.optional(text('What it is called within a sentence, a number in the plural: full-time coaches.', 'wards')),
  type: v.pipe(v.picklist(FACT_TYPES), v.description('What kind of value it takes.')),
  required: v.optional(v.pipe(v.boolean(), v.description('Without it there is no plan.'))),
  min: v.optional(shown(v.number(), 'The least that it can be.', 1)),
  max: v.optional(shown(v.number(), 'The most that it can be.', 40)),
  at_most: v.optional(
    shown(v.string(), 'Another numeric fact that this one is a part of, and so cannot be more than.', 'wards'),
  ),
  options: v.optional(
    said(
      v.array(
        v.strictObject({ id: id('Written in the answers.', 'public'), name: text('Shown to people.', 'A public one') }),
      ),
      'What may be chosen, in a fact of type choice or choices.',
    ),
  ),
  help: v.optional(text('What it is used for.', 'Used for every cost that is figured per ward.')),
  when,
  was,
});

const role = v.strictObject({
  id: id('Names the role.', 'head-nurse'),
  name: text('Its title in full words.', 'Head nurse'),
  capacity: v.optional(whole(0, 'Actions it can carry at a time; 2 unless told.', 3)),
  works: v.optional(v.pipe(v.picklist(['all-year', 'school-year']), v.description('When its weeks count.'))),
  was,
});

const question = v.strictObject({
  id: id('Names the question within its condition.', 'soap-at-hand'),
  ask: text('The question.', 'Is there soap at every basin?'),
  help: v.optional(text('What to look at before answering.', 'Look at ten basins.')),
  weight: v.optional(numberFrom(0, 'Its share in the condition; 1 unless told.', 2)),
  must_have: v.optional(v.pipe(v.boolean(), v.description('While it stands low, the condition cannot be at the top.'))),
  when,
  levels: shown(v.record(v.string(), v.string()), 'What each level looks like here, by its id.', {
    none: 'There is none.',
    everywhere: 'There is soap at every basin.',
  }),
  evidence: v.optional(shown(v.array(text('One kind of evidence.')), 'What would show it.', ['a photo'])),
  was,
});

const cost = v.strictObject({
  item: text('What is paid for.', 'Soap'),
  low: whole(0, 'Whole units of currency, lower estimate, for one of `per`.', 40),
  high: whole(0, 'Whole units of currency, upper estimate, for one of `per`.', 60),
  per: ref('A numeric fact, or `organization` for a lump sum.', 'wards'),
  share: v.optional(share('The part of `per` that is meant; all unless told.', 0.5)),
  each: v.optional(v.pipe(v.picklist(['once', 'year']), v.description('Paid once, or every year from then on.'))),
  funding: v.optional(
    shown(v.array(ref('A funding source.')), 'Funding sources, the most likely first.', ['supplies-fund']),
  ),
  post: v.optional(
    ref('The role whose pay this is; nothing is paid where another one holds it, or nobody.', 'head-nurse'),
  ),
});

const action = v.strictObject({
  id: id('Names the action within its condition.', 'buy-soap'),
  title: text('What is done, beginning with a verb.', 'Buy soap for every basin'),
  summary: v.optional(text('One or two sentences.', 'One order for all wards, twice a year.')),
  raises: v.optional(
    shown(v.record(v.string(), v.string()), 'Question: the level it is raised to.', { 'soap-at-hand': 'everywhere' }),
  ),
  owner: ref('The one role that answers for it.', 'head-nurse'),
  supports: v.optional(shown(v.array(ref('A role.')), 'Roles that do part of it.', ['buyer'])),
  consulted: v.optional(shown(v.array(ref('A role.')), 'Roles that are asked before.', ['buyer'])),
  informed: v.optional(shown(v.array(ref('A role.')), 'Roles that are told.', ['buyer'])),
  weeks: v.pipe(whole(1, 'How long it takes in an organization of middle size.', 6), v.maxValue(MAX_WEEKS)),
  stretch: v.optional(v.pipe(v.boolean(), v.description('false: it takes the same weeks whatever the size.'))),
  after: v.optional(
    shown(v.array(ref('CONDITION.ACTION, or plan.ACTION.')), 'Actions that must be finished first.', [
      'supplies.buy-soap',
    ]),
  ),
  needs: v.optional(
    shown(v.record(v.string(), v.string()), 'Condition: the level it must have first.', { supplies: 'everywhere' }),
  ),
  window: v.optional(ref('A calendar window that it runs inside.', 'spring')),
  disrupts: v.optional(v.pipe(v.boolean(), v.description('It does not start in a blackout.'))),
  repeat: v.optional(v.pipe(v.picklist(REPEATS), v.description('How often it is done again.'))),
  phase: v.optional(v.pipe(v.picklist(['prepare', 'launch', 'review']), v.description('Its place in a wave.'))),
  always: v.optional(v.pipe(v.boolean(), v.description('Part of every plan.'))),
  when,
  costs: v.optional(said(v.array(cost), 'What it costs.')),
  deliverable: v.optional(text('What lies on the table at the end.', 'Soap at every basin')),
  decision: v.optional(
    said(
      v.strictObject({
        body: v.pipe(v.picklist(['board', 'leader']), v.description('Who decides.')),
        ask: text('What they are asked, beginning with a verb.', 'Agree to buy soap for all wards'),
      }),
      'A decision that ends it, on a day on which that body meets.',
    ),
  ),
  measure: v.optional(
    said(
      v.strictObject({
        name: text('What is counted.', 'Basins with soap'),
        unit: v.optional(text('What it is counted in, as percent or days.', 'percent')),
        target: v.optional(shown(v.number(), 'What is aimed at.', 100)),
        source: v.optional(text('Where the figure comes from.', 'A round through the wards')),
        every: v.optional(said(v.picklist(['month', 'quarter', 'year', 'wave']), 'How often one looks.')),
        kind: v.optional(
          said(
            v.picklist(['leading', 'lagging']),
            'leading: it counts the work itself. lagging: it counts what comes of it.',
          ),
        ),
      }),
      'How one knows that it worked.',
    ),
  ),
  risk: v.optional(
    said(
      v.strictObject({
        threat: text('What may go wrong.', 'The soap runs out.'),
        likelihood: v.optional(said(v.picklist(['low', 'medium', 'high']), 'How likely it is.')),
        impact: v.optional(said(v.picklist(['low', 'medium', 'high']), 'How bad it would be.')),
        response: v.optional(text('What is done about it.', 'Keep two weeks in store.')),
      }),
      'What may go wrong with it.',
    ),
  ),
  policy: v.optional(
    shown(v.array(ref('A policy lever.')), 'Policy levers without which it goes only part of the way.', [
      'training-in-working-hours',
    ]),
  ),
  obligations: v.optional(shown(v.array(ref('A legal duty.')), 'Legal duties that it touches.', ['infection-reports'])),
  resources: v.optional(
    said(
      v.array(
        v.strictObject({
          title: text('What it is.', 'A guide to clean hands'),
          url: text('Where it is.', 'https://example.org/hands'),
        }),
      ),
      'Where to read more.',
    ),
  ),
  was,
});

const condition = v.strictObject({
  id: id('Names the condition.', 'supplies'),
  name: text('Its name.', 'Supplies'),
  group: v.optional(ref('The group it is shown with.', 'basics')),
  weight: v.optional(numberFrom(0, 'Its weight among the conditions; 1 unless told.', 2)),
  summary: v.optional(text('What must be in place.', 'What is needed for clean hands is at hand.')),
  why: v.optional(text('Why it matters.', 'Nobody can do it without.')),
  stop_doing: v.optional(
    shown(v.array(text('One thing that may end.')), 'What may end to make room for this work.', [
      'Orders by each ward.',
    ]),
  ),
  questions: v.optional(said(v.array(question), 'What is asked about it.')),
  actions: v.optional(said(v.array(action), 'The work that brings it about.')),
  was,
});

const gate = v.strictObject({
  needs: shown(v.record(v.string(), v.string()), 'Condition: the level that must be in place.', {
    supplies: 'everywhere',
  }),
  before: v.pipe(
    v.record(v.string(), v.union([v.string(), v.number()])),
    v.description('What waits: `CONDITION: level`, `any: level` for every other condition, or `wave: number`.'),
    v.examples([{ habit: 'everywhere', wave: 2 }]),
  ),
  kind: v.optional(v.pipe(v.picklist(['hard', 'soft']), v.description('hard: it waits. soft: it is a risk.'))),
  why: v.optional(text('The reason, shown in the plan.', 'Without supplies nothing else works.')),
});

const rollout = v.strictObject({
  when,
  unit: ref('The numeric fact that counts what the plan spreads to.', 'wards'),
  name: v.optional(text('What one of them is called, where it is not `terms.unit`.', 'night shift')),
  names: v.optional(text('What several are called, where it is not `terms.units`.', 'night shifts')),
  already: v.optional(ref('The numeric fact that counts those already in.', 'wards_already_in')),
  capacity: v.optional(
    said(
      v.array(
        v.strictObject({
          per: ref('A numeric fact.', 'trainers'),
          units: numberFrom(0, 'Units that one can carry; with `of`, so many of that fact.', 4),
          of: v.optional(ref('A numeric fact that is spread evenly over the units.', 'nurses')),
        }),
      ),
      'How many can be carried through a launch.',
    ),
  ),
  first: v.optional(
    said(
      v.strictObject({
        share: v.optional(share('Size of the first wave, as a part of all.', 0.2)),
        min: v.optional(whole(1, 'At least so many.', 1)),
        max: v.optional(whole(1, 'At most so many.', 6)),
      }),
      'The first wave.',
    ),
  ),
  growth: v.optional(numberFrom(0, 'A later wave is at most this many times what is stable by then.', 2)),
  starts: v.optional(
    shown(v.array(monthDay('A day of the year.')), 'Days on which a wave may launch; any day unless told.', ['02-01']),
  ),
  review: v.optional(
    shown(v.array(text('One criterion.')), 'What a wave is judged by before the next one.', [
      'There is soap at every basin.',
    ]),
  ),
});

/** Days of the week, Monday first, as in ISO 8601. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const namedSpan = { from: monthDay('First day.', '03-01'), to: monthDay('Last day.', '05-31') };

/** The calendar's fields; an answers file may override each of them. */
export const calendar = v.strictObject({
  fiscal_year_starts: v.optional(monthDay('First day of the fiscal year.', '07-01')),
  school_year: v.optional(said(v.strictObject(namedSpan), 'When those work who have long holidays.')),
  board_meetings: v.optional(
    said(
      v.strictObject({
        weekday: said(v.picklist(WEEKDAYS), 'The day of the week.'),
        nth: v.pipe(whole(1, '1 for the first in a month.', 2), v.maxValue(5)),
      }),
      'When the board meets.',
    ),
  ),
  windows: v.optional(
    said(
      v.array(
        v.strictObject({
          id: id('Names the window.', 'spring'),
          name: v.optional(text('What it is called.', 'Spring')),
          ...namedSpan,
        }),
      ),
      'Times of the year that actions may run inside.',
    ),
  ),
  blackouts: v.optional(
    said(
      v.array(v.strictObject({ name: text('What it is called.', 'Holidays'), ...namedSpan })),
      'Times of the year in which nothing starts that disrupts.',
    ),
  ),
});

const terms = v.strictObject({
  organization: v.optional(text('What the plan is for, in one word.', 'hospital')),
  unit: v.optional(text('One of what it spreads to.', 'ward')),
  units: v.optional(text('Several of them.', 'wards')),
  board: v.optional(text('Who votes.', 'committee')),
  leader: v.optional(text('Who leads.', 'director')),
  currency: v.optional(text('Code of the currency, as USD.', 'USD')),
});

/** The whole of conditions.yaml. */
export const frameworkSchema = v.pipe(
  v.strictObject({
    framework: said(
      v.strictObject({
        id: id('Names the framework.', 'clean-hands'),
        version: text('Its version, as 1.0.0.', '1.0.0'),
        title: text('Its title.', 'Clean Hands'),
        summary: v.optional(text('What it is about.', 'What a hospital needs so that hands are clean.')),
        source: v.optional(
          said(
            v.strictObject({
              title: text('Title of the work it rests on.', 'A guide to clean hands'),
              authors: v.optional(shown(v.array(text('A name.')), 'Who wrote it.', ['A. Writer'])),
              year: v.optional(shown(v.pipe(v.number(), v.integer()), 'When it came out.', 2019)),
              url,
            }),
            'The work it rests on.',
          ),
        ),
      }),
      'What the framework is.',
    ),
    terms: v.optional(said(terms, 'What the documents call things.')),
    levels: v.pipe(
      v.array(
        v.strictObject({
          id: id('Names the level.', 'piecemeal'),
          name: text('What it is called.', 'Piecemeal'),
          summary: v.optional(text('What it means in general.', 'It happens in some places.')),
          was,
        }),
      ),
      v.minLength(2),
      v.maxLength(7),
      v.description('The scale, lowest first.'),
    ),
    groups: v.optional(
      said(
        v.array(
          v.strictObject({
            id: id('Names the group.', 'basics'),
            name: text('What it is called.', 'Basics'),
            summary: v.optional(text('What belongs to it.', 'What everything else rests on.')),
          }),
        ),
        'Conditions that are shown together.',
      ),
    ),
    profile: v.optional(v.pipe(v.array(fact), v.description('Facts about the organization, asked first.'))),
    roles: v.optional(said(v.array(role), 'Who does the work.')),
    funding: v.optional(
      said(
        v.array(
          v.strictObject({
            id: id('Names the source.', 'supplies-fund'),
            name: text('Its name in full.', 'The fund for supplies'),
            pays_for: v.optional(text('What it may pay for.', 'Soap and basins.')),
            limits: v.optional(text('What limits it.', 'It pays no wages.')),
            url,
            was,
          }),
        ),
        'Where money may come from.',
      ),
    ),
    policy: v.optional(
      said(
        v.array(
          v.strictObject({
            id: id('Names the lever.', 'training-in-working-hours'),
            name: text('Its name.', 'Training in working hours'),
            ask: v.optional(
              text('The question about what is permitted today.', 'May people be trained in working hours?'),
            ),
            why: v.optional(text('What it frees or blocks.', 'Few come when training is on their own time.')),
            request: v.optional(
              text('The sentence to send to those who decide.', 'Please allow two hours of training a year.'),
            ),
            was,
          }),
        ),
        'What those who make the rules must allow.',
      ),
    ),
    obligations: v.optional(
      said(
        v.array(
          v.strictObject({
            id: id('Names the duty.', 'infection-reports'),
            name: text('Its name in full.', 'Reports of infections'),
            duty: text('What must be done.', 'Report infections each month.'),
            owner: v.optional(ref('The role that sees to it.', 'head-nurse')),
            when,
            url,
          }),
        ),
        'Legal duties.',
      ),
    ),
    audiences: v.optional(
      said(
        v.array(
          v.strictObject({
            id: id('Names the audience.', 'visitors'),
            name: text('Who they are.', 'Visitors'),
            message: v.optional(text('What they are told.', 'Please clean your hands at the door.')),
            channels: v.optional(shown(v.array(text('A way.')), 'How to reach them.', ['a notice at the door'])),
            owner: v.optional(ref('The role that tells them.', 'head-nurse')),
            at: v.optional(
              shown(
                v.array(v.picklist(['start', 'wave', 'review'])),
                "When they hear of it: at the plan's start, before each wave, at each wave's review.",
                ['start'],
              ),
            ),
            when,
          }),
        ),
        'Who must be told.',
      ),
    ),
    equity: v.optional(
      said(
        v.array(
          v.strictObject({
            name: text('What is watched.', 'Night shifts'),
            check: text('How.', 'Compare them with day shifts.'),
            stop_rule: v.optional(text('When to hold.', 'Hold when they fall behind twice.')),
          }),
        ),
        'What is watched so that nobody is left behind.',
      ),
    ),
    calendar: v.optional(said(calendar, 'When things can happen; answers may override it.')),
    durations: v.optional(
      said(
        v.array(
          v.strictObject({
            when: text('An expression over facts.', 'wards > 20'),
            factor: numberFrom(0.1, 'Times `weeks`.', 1.5),
          }),
        ),
        'How much longer or shorter work takes; the first that holds applies.',
      ),
    ),
    rollout: v.optional(
      said(v.union([v.array(rollout), rollout]), 'How it spreads from a few to all; of a list, the first that holds.'),
    ),
    gates: v.optional(said(v.array(gate), 'What must be in place before something else may start.')),
    conditions: v.pipe(v.array(condition), v.minLength(1), v.description('What must be in place.')),
    actions: v.optional(
      v.pipe(v.array(action), v.description('Actions of no condition; their full ids begin with `plan.`.')),
    ),
    retired: v.optional(
      shown(v.array(v.string()), 'Ids that earlier versions had, and nothing took their place.', ['supplies.gloves']),
    ),
    quiet: v.optional(
      shown(v.array(v.string()), 'Warnings that are known and not shown: a code, or a code and an id.', [
        'unused old-fund',
      ]),
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
