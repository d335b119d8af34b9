/**
 * The shape of conditions.yaml as a person writes it: the one source of its checks, its types, its defaults and its JSON
 * Schema. A field that may be left out has a default here, or else stands for nothing. complete.ts fills both in, and
 * the types of the model are those of this schema; what must fit together is checked by rules.ts.
 */
import * as v from 'valibot';
import { READING_INTERVALS, REPEATS } from '../model/repeats.js';

/** A field that is made of others, or whose values are listed, with what it says. */
export const said = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));

/** A value with an example; a thing in a list needs none where its list has one. */
export const shown = <S extends v.GenericSchema>(schema: S, description: string, example?: v.InferInput<S>) =>
  v.pipe(schema, v.description(description), v.examples(example === undefined ? [] : [example]));

/** Text of one or more characters. */
export const text = (description: string, example?: string) =>
  shown(v.pipe(v.string(), v.nonEmpty()), description, example);

/** A reference to something else in the file; whether it exists is checked by rules.ts. */
const ref = text;

/** Stands in the place of a fact where a cost is a lump sum. */
export const LUMP_SUM = 'organization';

/** Actions that one role carries at a time, unless told. */
export const DEFAULT_CAPACITY = 2;

/** Work longer than twenty years is a typing mistake. */
export const MAX_WEEKS = 1040;

// Patterns go into JSON Schemas, and so hold nothing but what every dialect of regular expressions knows.

/** An id: letters, digits, `-` and `_`; no dot, since dots join the parts of a full id. */
const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
const id = (description: string, example: string) =>
  shown(
    v.pipe(v.string(), v.regex(ID_PATTERN, 'an id of letters, digits, - and _ that begins with a letter or digit')),
    description,
    example,
  );

/** A fact's id is also a name in `when` expressions, so it takes no `-`. */
const FACT_ID_PATTERN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A calendar day of any year, as MM-DD. */
export const MONTH_DAY_PATTERN =
  /^((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$/;
const monthDay = (description: string, example?: string) =>
  shown(v.pipe(v.string(), v.regex(MONTH_DAY_PATTERN, 'a day of the year as MM-DD')), description, example);

export const whole = (minimum: number, description: string, example: number) =>
  shown(v.pipe(v.number(), v.integer(), v.minValue(minimum)), description, example);
const numberFrom = (minimum: number, description: string, example: number) =>
  shown(v.pipe(v.number(), v.finite(), v.minValue(minimum)), description, example);
const share = (description: string, example: number) =>
  shown(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), description, example);

export const fields = <E extends v.ObjectEntries>(description: string, entries: E) =>
  said(v.strictObject(entries), description);

/** A mapping with certain fields, all of which may be left out. */
export const optionalFields = <E extends v.ObjectEntries>(description: string, entries: E) =>
  v.optional(fields(description, entries));

/** Things of one kind; none unless told. */
export const things = <E extends v.ObjectEntries>(description: string, entries: E) =>
  v.optional(said(v.array(v.strictObject(entries)), description), []);

/** Texts or ids, with one of them as an example; none unless told. */
const texts = (description: string, item: string, example: string) =>
  v.optional(shown(v.array(text(item)), description, [example]), []);

/** Ids or former ids of any form; none unless told. */
const ids = (description: string, example: string) =>
  v.optional(shown(v.array(v.string()), description, [example]), []);

/** Ids of things, each with the id of a level. */
const levelsOf = (description: string, example: Record<string, string>) =>
  shown(v.record(v.string(), v.string()), description, example);

export const flag = (description: string) => said(v.boolean(), description);

const when = v.optional(text('An expression (Common Expression Language) over facts and level["ID"].', 'wards > 1'));
const url = v.optional(text('A web address.', 'https://example.org/hands'));
const was = ids('Former ids of the same thing.', 'former-id');

/** Types of facts, as a framework declares them, and whether they count or measure something, so that costs can be `per` them. */
const FACT_TYPES = {
  text: false,
  integer: true,
  number: true,
  money: true,
  percent: true,
  boolean: false,
  date: false,
  choice: false,
  choices: false,
};
export type FactType = keyof typeof FACT_TYPES;

/** Tells whether facts of a type count or measure something. */
export function isNumeric(type: FactType): boolean {
  return FACT_TYPES[type];
}

const fact = {
  id: shown(
    v.pipe(v.string(), v.regex(FACT_ID_PATTERN, 'an id of letters, digits and _ that begins with a letter')),
    'Names the fact in answers, costs and expressions.',
    'wards',
  ),
  ask: text('The question that asks for it.', 'How many wards are there?'),
  name: v.optional(text('What it is called within a sentence, a number in the plural: full-time coaches.', 'wards')),
  type: said(v.picklist(Object.keys(FACT_TYPES) as FactType[]), 'What kind of value it takes.'),
  required: v.optional(flag('Without it there is no plan.'), false),
  min: v.optional(shown(v.number(), 'The least that it can be.', 1)),
  max: v.optional(shown(v.number(), 'The most that it can be.', 40)),
  at_most: v.optional(
    shown(v.string(), 'Another numeric fact that this one is a part of, and so cannot be more than.', 'wards'),
  ),
  options: things('What may be chosen, in a fact of type choice or choices.', {
    id: id('Written in the answers.', 'public'),
    name: text('Shown to people.', 'A public one'),
  }),
  help: v.optional(text('What it is used for.', 'Used for every cost that is figured per ward.')),
  when,
  was,
};

const level = {
  id: id('Names the level.', 'piecemeal'),
  name: text('What it is called.', 'Piecemeal'),
  summary: v.optional(text('What it means in general.', 'It happens in some places.')),
  was,
};

const role = {
  id: id('Names the role.', 'head-nurse'),
  name: text('Its title in full words.', 'Head nurse'),
  capacity: v.optional(whole(0, 'Actions it can carry at a time; 2 unless told.', 3), DEFAULT_CAPACITY),
  works: v.optional(said(v.picklist(['all-year', 'school-year']), 'When its weeks count.'), 'all-year'),
  was,
};

const question = {
  id: id('Names the question within its condition.', 'soap-at-hand'),
  ask: text('The question.', 'Is there soap at every basin?'),
  help: v.optional(text('What to look at before answering.', 'Look at ten basins.')),
  weight: v.optional(numberFrom(0, 'Its share in the condition; 1 unless told.', 2), 1),
  must_have: v.optional(flag('While it stands low, the condition cannot be at the top.'), false),
  when,
  levels: levelsOf('What each level looks like here, by its id.', {
    none: 'There is none.',
    everywhere: 'There is soap at every basin.',
  }),
  evidence: texts('What would show it.', 'One kind of evidence.', 'a photo'),
  was,
};

const cost = {
  item: text('What is paid for.', 'Soap'),
  low: whole(0, 'Whole units of currency, lower estimate, for one of `per`.', 40),
  high: whole(0, 'Whole units of currency, upper estimate, for one of `per`.', 60),
  per: ref('A numeric fact, or `organization` for a lump sum.', 'wards'),
  share: v.optional(share('The part of `per` that is meant; all unless told.', 0.5), 1),
  each: v.optional(said(v.picklist(['once', 'year']), 'Paid once, or every year from then on.'), 'once'),
  funding: texts('Funding sources, the most likely first.', 'A funding source.', 'supplies-fund'),
  post: v.optional(
    ref('The role whose pay this is; nothing is paid where another one holds it, or nobody.', 'head-nurse'),
  ),
};

const DEGREES = ['low', 'medium', 'high'] as const;

const action = {
  id: id('Names the action within its condition.', 'buy-soap'),
  title: text('What is done, beginning with a verb.', 'Buy soap for every basin'),
  summary: v.optional(text('One or two sentences.', 'One order for all wards, twice a year.')),
  raises: v.optional(levelsOf('Question: the level it is raised to.', { 'soap-at-hand': 'everywhere' }), {}),
  owner: ref('The one role that answers for it.', 'head-nurse'),
  supports: texts('Roles that do part of it.', 'A role.', 'buyer'),
  consulted: texts('Roles that are asked before.', 'A role.', 'buyer'),
  informed: texts('Roles that are told.', 'A role.', 'buyer'),
  weeks: v.pipe(whole(1, 'How long it takes in an organization of middle size.', 6), v.maxValue(MAX_WEEKS)),
  stretch: v.optional(flag('false: it takes the same weeks whatever the size.'), true),
  after: texts('Actions that must be finished first.', 'CONDITION.ACTION, or plan.ACTION.', 'supplies.buy-soap'),
  needs: v.optional(levelsOf('Condition: the level it must have first.', { supplies: 'everywhere' }), {}),
  window: v.optional(ref('A calendar window that it runs inside.', 'spring')),
  disrupts: v.optional(flag('It does not start in a blackout.'), false),
  repeat: v.optional(said(v.picklist(REPEATS), 'How often it is done again.')),
  phase: v.optional(said(v.picklist(['prepare', 'launch', 'review']), 'Its place in a wave.')),
  always: v.optional(flag('Part of every plan.'), false),
  when,
  costs: things('What it costs.', cost),
  deliverable: v.optional(text('What lies on the table at the end.', 'Soap at every basin')),
  decision: optionalFields('A decision that ends it, on a day on which that body meets.', {
    body: said(v.picklist(['board', 'leader']), 'Who decides.'),
    ask: text('What they are asked, beginning with a verb.', 'Agree to buy soap for all wards'),
  }),
  measure: optionalFields('How one knows that it worked.', {
    name: text('What is counted.', 'Basins with soap'),
    unit: v.optional(text('What it is counted in, as percent or days.', 'percent')),
    target: v.optional(shown(v.number(), 'What is aimed at.', 100)),
    source: v.optional(text('Where the figure comes from.', 'A round through the wards')),
    every: v.optional(said(v.picklist(READING_INTERVALS), 'How often one looks.')),
    kind: v.optional(
      said(
        v.picklist(['leading', 'lagging']),
        'leading: it counts the work itself. lagging: it counts what comes of it.',
      ),
    ),
  }),
  risk: optionalFields('What may go wrong with it.', {
    threat: text('What may go wrong.', 'The soap runs out.'),
    likelihood: v.optional(said(v.picklist(DEGREES), 'How likely it is.')),
    impact: v.optional(said(v.picklist(DEGREES), 'How bad it would be.')),
    response: v.optional(text('What is done about it.', 'Keep two weeks in store.')),
  }),
  policy: texts(
    'Policy levers without which it goes only part of the way.',
    'A policy lever.',
    'training-in-working-hours',
  ),
  obligations: texts('Legal duties that it touches.', 'A legal duty.', 'infection-reports'),
  resources: things('Where to read more.', {
    title: text('What it is.', 'A guide to clean hands'),
    url: text('Where it is.', 'https://example.org/hands'),
  }),
  was,
};

const condition = {
  id: id('Names the condition.', 'supplies'),
  name: text('Its name.', 'Supplies'),
  group: v.optional(ref('The group it is shown with.', 'basics')),
  weight: v.optional(numberFrom(0, 'Its weight among the conditions; 1 unless told.', 2), 1),
  summary: v.optional(text('What must be in place.', 'What is needed for clean hands is at hand.')),
  why: v.optional(text('Why it matters.', 'Nobody can do it without.')),
  stop_doing: texts('What may end to make room for this work.', 'One thing that may end.', 'Orders by each ward.'),
  questions: things('What is asked about it.', question),
  actions: things('The work that brings it about.', action),
  was,
};

const gate = {
  needs: levelsOf('Condition: the level that must be in place.', { supplies: 'everywhere' }),
  before: shown(
    v.record(v.string(), v.union([v.string(), v.number()])),
    'What waits: `CONDITION: level`, `any: level` for every other condition, or `wave: number`.',
    { habit: 'everywhere', wave: 2 },
  ),
  kind: v.optional(said(v.picklist(['hard', 'soft']), 'hard: it waits. soft: it is a risk.'), 'hard'),
  why: v.optional(text('The reason, shown in the plan.', 'Without supplies nothing else works.')),
};

const rollout = v.strictObject({
  when,
  unit: ref('The numeric fact that counts what the plan spreads to.', 'wards'),
  name: v.optional(text('What one of them is called, where it is not `terms.unit`.', 'night shift')),
  names: v.optional(text('What several are called, where it is not `terms.units`.', 'night shifts')),
  already: v.optional(ref('The numeric fact that counts those already in.', 'wards_already_in')),
  capacity: things('How many can be carried through a launch.', {
    per: ref('A numeric fact.', 'trainers'),
    units: numberFrom(0, 'Units that one can carry; with `of`, so many of that fact.', 4),
    of: v.optional(ref('A numeric fact that is spread evenly over the units.', 'nurses')),
  }),
  first: v.optional(
    fields('The first wave.', {
      share: v.optional(share('Size of the first wave, as a part of all.', 0.2), 1),
      min: v.optional(whole(1, 'At least so many.', 1), 1),
      max: v.optional(whole(1, 'At most so many.', 6)),
    }),
    {},
  ),
  growth: v.optional(numberFrom(0, 'A later wave is at most this many times what is stable by then.', 2)),
  starts: v.optional(
    shown(v.array(monthDay('A day of the year.')), 'Days on which a wave may launch; any day unless told.', ['02-01']),
    [],
  ),
  review: texts('What a wave is judged by before the next one.', 'One criterion.', 'There is soap at every basin.'),
});

/** Days of the week, Monday first, as in ISO 8601. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const span = { from: monthDay('First day.', '03-01'), to: monthDay('Last day.', '05-31') };

/** The calendar's fields; an answers file may override each of them. */
export const calendar = v.strictObject({
  fiscal_year_starts: v.optional(monthDay('First day of the fiscal year.', '07-01'), '01-01'),
  school_year: optionalFields('When those work who have long holidays.', span),
  board_meetings: optionalFields('When the board meets.', {
    weekday: said(v.picklist(WEEKDAYS), 'The day of the week.'),
    nth: v.pipe(whole(1, '1 for the first in a month.', 2), v.maxValue(5)),
  }),
  windows: things('Times of the year that actions may run inside.', {
    id: id('Names the window.', 'spring'),
    name: v.optional(text('What it is called.', 'Spring')),
    ...span,
  }),
  blackouts: things('Times of the year in which nothing starts that disrupts.', {
    name: text('What it is called.', 'Holidays'),
    ...span,
  }),
});

export const frameworkSchema = v.pipe(
  v.strictObject({
    framework: fields('What the framework is.', {
      id: id('Names the framework.', 'clean-hands'),
      version: text('Its version, as 1.0.0.', '1.0.0'),
      title: text('Its title.', 'Clean Hands'),
      summary: v.optional(text('What it is about.', 'What a hospital needs so that hands are clean.')),
      source: optionalFields('The work it rests on.', {
        title: text('Title of the work it rests on.', 'A guide to clean hands'),
        authors: texts('Who wrote it.', 'A name.', 'A. Writer'),
        year: v.optional(shown(v.pipe(v.number(), v.integer()), 'When it came out.', 2019)),
        url,
      }),
    }),
    terms: v.optional(
      fields('What the documents call things.', {
        organization: v.optional(text('What the plan is for, in one word.', 'hospital'), 'organization'),
        unit: v.optional(text('One of what it spreads to.', 'ward'), 'unit'),
        units: v.optional(text('Several of them.', 'wards'), 'units'),
        board: v.optional(text('Who votes.', 'committee'), 'board'),
        leader: v.optional(text('Who leads.', 'director'), 'leader'),
        currency: v.optional(text('Code of the currency, as USD.', 'USD'), 'USD'),
      }),
      {},
    ),
    levels: said(v.pipe(v.array(v.strictObject(level)), v.minLength(2), v.maxLength(7)), 'The scale, lowest first.'),
    groups: things('Conditions that are shown together.', {
      id: id('Names the group.', 'basics'),
      name: text('What it is called.', 'Basics'),
      summary: v.optional(text('What belongs to it.', 'What everything else rests on.')),
    }),
    profile: things('Facts about the organization, asked first.', fact),
    roles: things('Who does the work.', role),
    funding: things('Where money may come from.', {
      id: id('Names the source.', 'supplies-fund'),
      name: text('Its name in full.', 'The fund for supplies'),
      pays_for: v.optional(text('What it may pay for.', 'Soap and basins.')),
      limits: v.optional(text('What limits it.', 'It pays no wages.')),
      url,
      was,
    }),
    policy: things('What those who make the rules must allow.', {
      id: id('Names the lever.', 'training-in-working-hours'),
      name: text('Its name.', 'Training in working hours'),
      ask: v.optional(text('The question about what is permitted today.', 'May people be trained in working hours?')),
      why: v.optional(text('What it frees or blocks.', 'Few come when training is on their own time.')),
      request: v.optional(
        text('The sentence to send to those who decide.', 'Please allow two hours of training a year.'),
      ),
      was,
    }),
    obligations: things('Legal duties.', {
      id: id('Names the duty.', 'infection-reports'),
      name: text('Its name in full.', 'Reports of infections'),
      duty: text('What must be done.', 'Report infections each month.'),
      owner: v.optional(ref('The role that sees to it.', 'head-nurse')),
      when,
      url,
    }),
    audiences: things('Who must be told.', {
      id: id('Names the audience.', 'visitors'),
      name: text('Who they are.', 'Visitors'),
      message: v.optional(text('What they are told.', 'Please clean your hands at the door.')),
      channels: texts('How to reach them.', 'A way.', 'a notice at the door'),
      owner: v.optional(ref('The role that tells them.', 'head-nurse')),
      at: v.optional(
        shown(
          v.array(v.picklist(['start', 'wave', 'review'])),
          "When they hear of it: at the plan's start, before each wave, at each wave's review.",
          ['start'],
        ),
        [],
      ),
      when,
    }),
    equity: things('What is watched so that nobody is left behind.', {
      name: text('What is watched.', 'Night shifts'),
      check: text('How.', 'Compare them with day shifts.'),
      stop_rule: v.optional(text('When to hold.', 'Hold when they fall behind twice.')),
    }),
    calendar: v.optional(said(calendar, 'When things can happen; answers may override it.'), {}),
    durations: things('How much longer or shorter work takes; the first that holds applies.', {
      when: text('An expression over facts.', 'wards > 20'),
      factor: numberFrom(0.1, 'Times `weeks`.', 1.5),
    }),
    rollout: v.optional(
      said(v.union([v.array(rollout), rollout]), 'How it spreads from a few to all; of a list, the first that holds.'),
      [],
    ),
    gates: things('What must be in place before something else may start.', gate),
    conditions: v.pipe(v.array(v.strictObject(condition)), v.minLength(1), v.description('What must be in place.')),
    actions: things('Actions of no condition; their full ids begin with `plan.`.', action),
    retired: ids('Ids that earlier versions had, and nothing took their place.', 'supplies.gloves'),
    quiet: ids('Warnings that are known and not shown: a code, or a code and an id.', 'unused old-fund'),
  }),
  v.title('A framework of conditions (conditions.yaml)'),
);

/** conditions.yaml as written, its shape checked, its references not yet. */
export type FrameworkFile = v.InferInput<typeof frameworkSchema>;
export type ActionFile = NonNullable<FrameworkFile['actions']>[number];
export type QuestionFile = NonNullable<FrameworkFile['conditions'][number]['questions']>[number];
export type CalendarFile = v.InferInput<typeof calendar>;
export type RollOutFile = v.InferInput<typeof rollout>;

/** The same with the defaults of the schema. */
export type FilledFile = v.InferOutput<typeof frameworkSchema>;
