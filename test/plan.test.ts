import { describe, expect, test } from '@jest/globals';
import type { Plan } from '../src/model/index.js';
import { action, plan, question } from './helpers/build.js';

const conditions = (actions: object[], more: object = {}) => ({
  conditions: [{ id: 'water', name: 'Water', questions: [question('depth'), question('flow')], actions }],
  ...more,
});
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
const find = (of: Plan, id: string) => [...of.actions, ...of.later].find((one) => one.id === id);
const dates = (of: Plan, id: string) => [find(of, id)?.start, find(of, id)?.finish];

describe('selection', () => {
  test.each([
    [
      'each level between score and target',
      [action('to-mid', { raises: { depth: 'mid' } }), action('to-high', { raises: { depth: 'high' } })],
      { water: 'low' },
      ['to-mid', 'to-high'],
    ],
    [
      'only what is missing',
      [action('to-mid', { raises: { depth: 'mid' } }), action('to-high', { raises: { depth: 'high' } })],
      { water: 'mid' },
      ['to-high'],
    ],
    [
      'the next level up where none raises it exactly',
      [action('to-high', { raises: { depth: 'high' } })],
      { water: 'low' },
      ['to-high'],
    ],
    ['nothing at the target', [action('to-high', { raises: { depth: 'high' } })], { water: 'high' }, []],
    [
      'nothing for what does not apply',
      [action('to-high', { raises: { depth: 'high' } })],
      { water: { depth: 'not-applicable' } },
      [],
    ],
    ['what is marked always', [action('each', { always: true }), action('never')], { water: 'high' }, ['each']],
    [
      'prerequisites of prerequisites',
      [
        action('a'),
        action('b', { after: ['water.a'] }),
        action('c', { after: ['water.b'], raises: { depth: 'high' } }),
      ],
      { water: 'mid' },
      ['a', 'b', 'c'],
    ],
    [
      'no prerequisite whose effect is there already',
      [action('a', { raises: { flow: 'mid' } }), action('b', { after: ['water.a'], raises: { depth: 'high' } })],
      { water: 'mid' },
      ['b'],
    ],
    [
      'not where its when is false',
      [action('a', { raises: { depth: 'high' }, when: 'name == "There"' })],
      { water: 'mid' },
      [],
    ],
    [
      'where its when is unknown',
      [action('a', { raises: { depth: 'high' }, when: 'level["water.flow"] > 1' })],
      { water: { depth: 'mid' } },
      ['a'],
    ],
  ])('%s', (_, actions, responses, selected) => {
    expect(ids(plan(conditions(actions), { responses }).actions).map((id) => id.replace('water.', ''))).toEqual(
      selected,
    );
  });

  test.each([
    [
      'done: met for what comes after, and to be checked',
      'done',
      ['water.b'],
      [{ kind: 'done-action', id: 'water.a' }],
    ],
    ['skip: met for what comes after', 'skip', ['water.b'], []],
  ])('%s', (_, status, selected, tasks) => {
    const actions = [
      action('a', { raises: { depth: 'mid' } }),
      action('b', { after: ['water.a'], raises: { depth: 'high' } }),
    ];
    const made = plan(conditions(actions), { responses: { water: 'low' }, actions: { 'water.a': { status } } });
    expect(ids(made.actions)).toEqual(selected);
    expect(made.findOut).toMatchObject(tasks);
  });

  test('every reason is kept', () => {
    const actions = [
      action('a', { raises: { depth: 'mid' } }),
      action('b', { after: ['water.a'], raises: { depth: 'high' } }),
    ];
    expect(find(plan(conditions(actions), { responses: { water: 'low' } }), 'water.a')!.reasons).toEqual([
      { kind: 'answer', question: 'water.depth', from: 0, to: 1 },
      { kind: 'prerequisite', of: 'water.b' },
    ]);
  });
});

describe('gates', () => {
  const gated = (gate: object, more: object = {}) => ({
    conditions: [
      {
        id: 'trust',
        name: 'Trust',
        questions: [question('talk')],
        actions: [action('listen', { raises: { talk: 'mid' } }), action('agree', { raises: { talk: 'high' } })],
      },
      {
        id: 'water',
        name: 'Water',
        questions: [question('depth')],
        actions: [action('dig', { raises: { depth: 'mid' } }), action('line', { raises: { depth: 'high' } })],
      },
    ],
    gates: [gate],
    ...more,
  });
  const both = { trust: 'low', water: 'low' };

  test('hard: what raises the needed level finishes before the gated step starts', () => {
    const made = plan(gated({ needs: { trust: 'mid' }, before: { water: 'high' } }), { responses: both });
    expect(find(made, 'water.line')!.waitsFor).toEqual(['water.dig', 'trust.listen']);
    expect(find(made, 'water.dig')!.waitsFor).toEqual([]);
  });

  test('hard: open where the level is there already', () => {
    const made = plan(gated({ needs: { trust: 'mid' }, before: { water: 'mid' } }), {
      responses: { trust: 'mid', water: 'low' },
    });
    expect(find(made, 'water.dig')!.waitsFor).toEqual([]);
  });

  test('hard: an action that jumps over the gated level waits too', () => {
    const made = plan(
      gated(
        { needs: { trust: 'mid' }, before: { water: 'mid' } },
        {
          conditions: [
            {
              id: 'trust',
              name: 'Trust',
              questions: [question('talk')],
              actions: [action('listen', { raises: { talk: 'mid' } })],
            },
            {
              id: 'water',
              name: 'Water',
              questions: [question('depth')],
              actions: [action('line', { raises: { depth: 'high' } })],
            },
          ],
        },
      ),
      { responses: both },
    );
    expect(find(made, 'water.line')!.waitsFor).toEqual(['trust.listen']);
  });

  test('hard: lifts a target that is set too low, and says so', () => {
    const made = plan(gated({ needs: { trust: 'mid' }, before: { water: 'high' } }), {
      responses: both,
      targets: { trust: 'low' },
    });
    expect(made.lifted).toMatchObject([{ condition: 'trust', rank: 1, before: 'water' }]);
    expect(find(made, 'trust.listen')!.reasons).toMatchObject([{ kind: 'gate', condition: 'trust', before: 'water' }]);
    expect(find(made, 'trust.agree')).toBeUndefined();
    expect(made.assessment.conditions[0]).toMatchObject({ target: 1, gap: 1 });
  });

  test('hard: beyond the horizon where nothing can raise the level, with all that waits for it', () => {
    const made = plan(gated({ needs: { trust: 'mid' }, before: { water: 'mid' } }), {
      responses: both,
      actions: { 'trust.listen': { status: 'skip' }, 'trust.agree': { status: 'skip' } },
    });
    expect(made.actions).toEqual([]);
    expect(made.later).toMatchObject([
      { id: 'water.dig', heldUp: { kind: 'gate', condition: 'trust', rank: 1 } },
      { id: 'water.line', heldUp: { kind: 'gate' } },
    ]);
  });

  test('any: every condition but those that the gate needs', () => {
    const made = plan(gated({ needs: { trust: 'mid' }, before: { any: 'high' } }), { responses: both });
    expect(find(made, 'water.line')!.waitsFor).toContain('trust.listen');
    expect(find(made, 'trust.agree')!.waitsFor).toEqual(['trust.listen']);
  });

  test('soft: nothing waits, but what starts before the level is there is named', () => {
    const made = plan(gated({ needs: { trust: 'mid' }, before: { water: 'mid' }, kind: 'soft' }), { responses: both });
    expect(find(made, 'water.dig')!.waitsFor).toEqual([]);
    expect(made.softGates).toMatchObject([{ condition: 'trust', rank: 1, actions: ['water.dig'] }]);
  });

  test('needs of an action work as gates do', () => {
    const made = plan(
      {
        conditions: [
          {
            id: 'trust',
            name: 'Trust',
            questions: [question('talk')],
            actions: [action('listen', { raises: { talk: 'mid' } })],
          },
          {
            id: 'water',
            name: 'Water',
            questions: [question('depth')],
            actions: [action('dig', { raises: { depth: 'mid' }, needs: { trust: 'mid' } })],
          },
        ],
      },
      { responses: both },
    );
    expect(find(made, 'water.dig')!.waitsFor).toEqual(['trust.listen']);
  });
});

describe('dates', () => {
  const chain = [
    action('a', { raises: { depth: 'mid' } }),
    action('b', { after: ['water.a'], raises: { depth: 'high' }, weeks: 4 }),
  ];

  test('n weeks are 7n days, both ends included; what waits starts the day after', () => {
    const made = plan(conditions(chain), { responses: { water: 'low' } });
    expect(dates(made, 'water.a')).toEqual(['2027-07-01', '2027-07-14']);
    expect(dates(made, 'water.b')).toEqual(['2027-07-15', '2027-08-11']);
  });

  test.each([
    ['the first factor that holds, rounded up', 2, 3, ['2027-07-01', '2027-07-21']],
    ['none where the fact is missing', undefined, 2, ['2027-07-01', '2027-07-14']],
  ])('durations: %s', (_, size, weeks, expected) => {
    const facts = {
      profile: [
        { id: 'name', ask: 'Name?', type: 'text', required: true },
        { id: 'size', ask: 'Size?', type: 'integer' },
      ],
    };
    const durations = [
      { when: 'size > 5', factor: 3 },
      { when: 'size > 1', factor: 1.2 },
    ];
    const made = plan(conditions(chain, { durations, ...facts }), {
      responses: { water: 'low' },
      profile: { name: 'Here', ...(size === undefined ? {} : { size }) },
    });
    expect(made.weeksFactor).toBe(size === undefined ? 1 : 1.2);
    expect(find(made, 'water.a')).toMatchObject({ weeks, weeksAreDefault: true });
    expect(dates(made, 'water.a')).toEqual(expected);
  });

  test.each([
    ["the team's own weeks", { weeks: 1 }, ['2027-07-01', '2027-07-07']],
    ["the team's own start", { start: '2027-09-01' }, ['2027-09-01', '2027-09-14']],
    ['under way since before the plan', { status: 'in-progress', start: '2027-06-24' }, ['2027-06-24', '2027-07-07']],
    [
      'under way, with an end in sight',
      { status: 'in-progress', start: '2027-06-01', finish: '2027-09-30' },
      ['2027-06-01', '2027-09-30'],
    ],
    ['under way and overdue', { status: 'in-progress', start: '2027-01-01' }, ['2027-01-01', '2027-07-01']],
    ['under way, start not said', { status: 'in-progress' }, ['2027-07-01', '2027-07-14']],
  ])('%s', (_, decision, expected) => {
    expect(
      dates(plan(conditions(chain), { responses: { water: 'low' }, actions: { 'water.a': decision } }), 'water.a'),
    ).toEqual(expected);
  });

  test('a start that is asked for before its prerequisites are finished is not kept, and the plan says why', () => {
    const made = plan(conditions(chain), {
      responses: { water: 'low' },
      actions: { 'water.b': { start: '2027-07-05' } },
    });
    expect(find(made, 'water.b')).toMatchObject({
      start: '2027-07-15',
      clashes: [{ kind: 'waits-for', action: 'water.a' }],
    });
  });

  test('what ends after the last day is left for later, with what waits for it', () => {
    const made = plan(conditions([action('a', { raises: { depth: 'mid' }, weeks: 53 }), chain[1]!]), {
      responses: { water: 'low' },
      years: 1,
    });
    expect(made.end).toBe('2028-06-30');
    expect(made.later).toMatchObject([
      { id: 'water.a', start: null, heldUp: { kind: 'horizon' } },
      { id: 'water.b', start: null, heldUp: { kind: 'waits-for', action: 'water.a' } },
    ]);
  });

  test('a plan may start on 29 February', () => {
    expect(plan(conditions(chain), { start: '2028-02-29', years: 1, responses: { water: 'low' } })).toMatchObject({
      start: '2028-02-29',
      end: '2029-02-28',
    });
  });
});

describe('focus', () => {
  const many = (condition: string, weight: number) => ({
    id: condition,
    name: condition,
    weight,
    questions: [question('q')],
    actions: [1, 2, 3].map((n) => action(`a${n}`, { raises: { q: 'mid' } })),
  });
  const framework = { conditions: [many('first', 3), many('second', 2), many('third', 1)] };
  const started = (of: Plan) => ids(of.actions.filter((one) => one.start! < '2028-07-01'));

  test('only the first conditions start in the first year; the rest follows', () => {
    const made = plan(framework, { focus: { priorities: 1 } });
    expect(started(made)).toEqual(['first.a1', 'first.a2', 'first.a3']);
    expect(find(made, 'second.a1')).toMatchObject({ start: '2028-07-01', heldUp: { kind: 'focus' } });
  });

  test('and not more actions than the limit', () => {
    const made = plan(framework, { focus: { priorities: 2, first_year_actions: 4 } });
    expect(started(made).sort()).toEqual(['first.a1', 'first.a2', 'first.a3', 'second.a1']);
  });

  test('and not all of them at once, the first step of each condition before the others', () => {
    const wide = {
      roles: [{ id: 'lead', name: 'Lead', capacity: 20 }],
      conditions: [many('first', 3), many('second', 2)],
    };
    const made = plan(wide, { focus: { priorities: 2, first_year_actions: 5 } });
    const until = (day: string) => ids(made.actions.filter((one) => one.start! < day));
    expect(until('2027-10-01').sort()).toEqual(['first.a1', 'second.a1']);
    expect(['2028-01-01', '2028-04-01', '2028-07-01'].map((day) => until(day).length)).toEqual([3, 4, 5]);
  });

  test('all: no limit', () => {
    expect(started(plan(framework, { focus: { priorities: 'all', first_year_actions: 'all' } }))).toHaveLength(9);
  });

  test('a wave that was launched is reviewed when it is due, however much there is to do', () => {
    const wave = (id: string, phase: string) => action(id, { repeat: 'wave', phase, always: true });
    const made = plan(
      {
        ...framework,
        profile: [
          { id: 'name', ask: 'Name?', type: 'text', required: true },
          { id: 'wards', ask: 'How many wards?', type: 'integer' },
        ],
        roles: [{ id: 'lead', name: 'Lead', capacity: 20 }],
        rollout: { unit: 'wards', starts: ['03-01'] },
        actions: [wave('open', 'launch'), wave('look-back', 'review')],
      },
      { profile: { name: 'Here', wards: 2 }, focus: { priorities: 'all', first_year_actions: 6 } },
    );
    expect(started(made)).toContain('plan.look-back');
    expect(made.spread!.waves).toMatchObject([{ launch: '2028-03-01', review: expect.stringMatching(/^2028-0[34]/) }]);
    expect(started(made)).toHaveLength(6);
  });

  test('what an action in focus waits for starts too, and says what forces it', () => {
    const forced = {
      conditions: [
        { ...many('first', 3), actions: [action('a1', { raises: { q: 'mid' }, after: ['second.a2'] })] },
        many('second', 1),
      ],
    };
    const made = plan(forced, { focus: { priorities: 1 } });
    expect(started(made)).toEqual(['second.a2', 'first.a1']);
    expect(find(made, 'second.a2')).toMatchObject({ forcedBy: 'first.a1' });
  });

  test('an action whose chain does not fit under the limit gives way to one that fits', () => {
    const chain = {
      ...many('first', 3),
      actions: [
        action('a1'),
        action('a2', { after: ['first.a1'], raises: { q: 'mid' } }),
        action('a3', { raises: { q: 'mid' } }),
      ],
    };
    expect(started(plan({ conditions: [chain] }, { focus: { first_year_actions: 2 } }))).toEqual([
      'first.a1',
      'first.a3',
    ]);
  });

  test('priority is gap × weight × (1 + share of the actions elsewhere that wait)', () => {
    const waiting = {
      conditions: [
        many('first', 1),
        {
          ...many('second', 1),
          actions: [action('b', { raises: { q: 'mid' }, after: ['first.a1'] }), action('c', { raises: { q: 'high' } })],
        },
      ],
    };
    expect(plan(waiting).priorities).toMatchObject([
      { condition: 'first', priority: 4, waiting: 2, elsewhere: 2 },
      { condition: 'second', priority: 2, waiting: 0, elsewhere: 3 },
    ]);
  });
});

test('what is not known becomes a task with an owner and a date', () => {
  const made = plan(
    conditions([action('a', { raises: { depth: 'mid' } })], {
      profile: [
        { id: 'name', ask: 'Name?', type: 'text', required: true },
        { id: 'size', ask: 'Size?', type: 'integer' },
      ],
    }),
    {
      responses: { water: { depth: 'unknown' } },
    },
  );
  expect(made.findOut).toEqual([
    { kind: 'fact', id: 'size', saidUnknown: false, owner: 'lead', due: '2027-07-28' },
    { kind: 'question', id: 'water.depth', saidUnknown: true, owner: 'lead', due: '2027-07-28' },
    { kind: 'question', id: 'water.flow', saidUnknown: false, owner: 'lead', due: '2027-07-28' },
  ]);
});

test('what the team has done holds back no level, though the answers do not show it yet', () => {
  const steps = {
    conditions: [
      {
        id: 'water',
        name: 'Water',
        questions: [question('depth')],
        actions: [action('a', { raises: { depth: 'mid' } }), action('b', { raises: { depth: 'high' } })],
      },
    ],
  };
  const levels = (status: string) =>
    plan(steps, { responses: { water: 'low' }, actions: { 'water.a': { status } } }).milestones.map(
      (one) => one.kind === 'level' && [one.rank, one.date],
    );
  expect(levels('done')).toEqual([
    [1, '2027-07-01'],
    [2, '2027-07-14'],
  ]);
  expect(levels('skip')).toEqual([]);
});

test('policy levers that selected actions need are requested unless they are allowed', () => {
  const levers = {
    policy: [
      { id: 'dam', name: 'Dam' },
      { id: 'boat', name: 'Boat' },
      { id: 'fish', name: 'Fish' },
    ],
  };
  const actions = [action('a', { raises: { depth: 'mid' }, policy: ['dam', 'boat'] })];
  expect(plan(conditions(actions, levers), { policy: { dam: 'allowed', boat: 'waiver' } }).policyRequests).toEqual([
    { lever: 'boat', state: 'waiver', actions: ['water.a'] },
  ]);
});

describe('duties', () => {
  const obligations = ['tides', 'nets'].map((id) => ({ id, name: id, duty: 'Duty.', owner: 'lead' }));
  const dues = (own: object[]) =>
    Object.fromEntries(
      plan({
        obligations,
        roles: [{ id: 'lead', name: 'Lead', capacity: 9 }],
        conditions: [{ id: 'water', name: 'Water', questions: [question('depth')] }],
        actions: own,
      }).duties.map(({ obligation, due, first }) => [obligation, [due, first]]),
    );
  const register = action('register', { always: true, weeks: 4, obligations: ['tides', 'nets'] });

  test('what looks after all of them has until its end, and bears on none', () => {
    expect(dues([register])).toEqual({
      tides: ['2027-07-28', 'plan.register'],
      nets: ['2027-07-28', 'plan.register'],
    });
  });

  test('one is looked at before work begins that it bears on, also where that work is of the whole plan', () => {
    const mend = action('mend', { always: true, obligations: ['nets'] });
    expect(dues([register, mend])).toMatchObject({
      tides: ['2027-07-28', 'plan.register'],
      nets: ['2027-07-01', 'plan.mend'],
    });
  });
});

describe('messages of a wave', () => {
  const wave = (id: string, phase: string, more: object = {}) =>
    action(id, { repeat: 'wave', phase, always: true, ...more });
  const told = (choose: object, calendar: object = {}) =>
    plan(
      {
        profile: [
          { id: 'name', ask: 'Name?', type: 'text', required: true },
          { id: 'wards', ask: 'How many wards?', type: 'integer' },
        ],
        roles: [{ id: 'lead', name: 'Lead', capacity: 9 }],
        audiences: [{ id: 'crew', name: 'Crew', at: ['wave'] }],
        rollout: { unit: 'wards', starts: ['09-01'] },
        conditions: [{ id: 'water', name: 'Water', questions: [question('depth')] }],
        actions: [wave('choose', 'prepare', choose), wave('open', 'launch')],
        calendar,
      },
      { profile: { name: 'Here', wards: 1 } },
    ).messages.map(({ date }) => date);
  const decision = { decision: { body: 'leader', ask: 'Who?' } };

  test('go out four weeks before its launch where nothing is decided', () => {
    expect(told({})).toEqual(['2027-08-04']);
  });

  test('go out once it is decided, never before', () => {
    expect(told({ ...decision, weeks: 2 })).toEqual(['2027-07-15']);
    expect(told({ ...decision, weeks: 7 })).toEqual(['2027-08-19']);
  });

  test('go out when it is decided where the next term begins after the launch', () => {
    expect(told({ ...decision, weeks: 2 }, { school_year: { from: '09-15', to: '06-10' } })).toEqual(['2027-07-15']);
  });
});
