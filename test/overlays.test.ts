/** Overlays: what they change, what they leave, and that no answer is lost on the way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { compileSchema } from './helpers/json-schema.js';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { Explainer } from '../src/framework/explanation.js';
import { completeFramework } from '../src/framework/complete.js';
import { readFramework } from '../src/framework/read.js';
import { ANSWERED_KINDS, type Framework } from '../src/model/index.js';
import { expectFramework, findAmong, GARDEN, layFilesOver, layOver } from './helpers/overlays.js';
import { PACKAGE_FOLDER, run, withFolder } from './helpers/run.js';
import { rounds } from './helpers/rounds.js';

const BUILT_IN = readFileSync(join(PACKAGE_FOLDER, 'conditions.yaml'), 'utf8');
const RIVER = readFileSync(join(PACKAGE_FOLDER, 'test/fixtures/frameworks/river-watch.yaml'), 'utf8');

const base = expectFramework(readFramework('garden.yaml', GARDEN));
const over = (...overlays: object[]) => expectFramework(layOver(GARDEN, ...overlays));
const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id);
const question = (framework: Framework, id: string) =>
  framework.conditions.flatMap(({ questions }) => questions).find((one) => one.id === id)!;
const action = (framework: Framework, id: string) => framework.actions.find((one) => one.id === id)!;
const soil = (more: object) => ({ conditions: [{ id: 'soil', ...more }] });

describe('an overlay', () => {
  test.each([
    ['the built-in framework', BUILT_IN],
    ['a framework about a river', RIVER],
    ['a garden', GARDEN],
  ])('of nothing changes nothing of %s', (_, text) => {
    expect(layOver(text, {})).toEqual(readFramework('0', text));
  });

  test.each<[string, object, (of: Framework) => unknown, unknown]>([
    ['rewords a condition', soil({ name: 'Earth' }), (of) => of.conditions[0]!.name, 'Earth'],
    ['reweighs a condition', soil({ weight: 3 }), (of) => of.conditions[0]!.weight, 3],
    ['reweighs it to nothing', soil({ weight: 0 }), (of) => of.conditions[0]!.weight, 0],
    [
      'rewords a question and leaves what it does not name',
      soil({ questions: [{ id: 'compost', ask: 'Is there a heap?' }] }),
      (of) => [question(of, 'soil.compost').ask, question(of, 'soil.compost').help],
      ['Is there a heap?', 'Look behind the shed.'],
    ],
    [
      'rewords one level of one question',
      soil({ questions: [{ id: 'compost', levels: { green: 'One good heap.' } }] }),
      (of) => question(of, 'soil.compost').levels,
      ['None.', 'One good heap.', 'Three heaps.'],
    ],
    [
      'renames a level',
      { levels: [{ id: 'lush', name: 'Like a jungle' }] },
      (of) => of.levels[2]!.name,
      'Like a jungle',
    ],
    [
      'takes fields away',
      soil({
        questions: [
          { id: 'compost', without: ['help'] },
          { id: 'worms', without: ['when'] },
        ],
      }),
      (of) => [question(of, 'soil.compost').help, question(of, 'soil.worms').when],
      [null, null],
    ],
    [
      'gives a mapping anew where it takes the one before away',
      soil({ actions: [{ id: 'build-heap', without: ['raises'], raises: { compost: 'green' } }] }),
      (of) => action(of, 'soil.build-heap').raises.map((raise) => raise.question),
      ['soil.compost'],
    ],
    [
      'merges mappings by key',
      soil({ actions: [{ id: 'build-heap', raises: { worms: 'lush' } }] }),
      (of) => action(of, 'soil.build-heap').raises.map((raise) => [raise.question, raise.rank]),
      [
        ['soil.compost', 1],
        ['soil.worms', 2],
      ],
    ],
    [
      'replaces a plain list',
      soil({ actions: [{ id: 'build-more-heaps', supports: [], after: ['harvest.plan-meals'] }] }),
      (of) => [action(of, 'soil.build-more-heaps').supports, action(of, 'soil.build-more-heaps').after],
      [[], ['harvest.plan-meals']],
    ],
    [
      'replaces costs as a whole',
      soil({ actions: [{ id: 'build-heap', costs: [{ item: 'Wire', low: 1, high: 2, per: 'organization' }] }] }),
      (of) => action(of, 'soil.build-heap').costs.map(({ item }) => item),
      ['Wire'],
    ],
    [
      'adds a role behind the others',
      { roles: [{ id: 'digger', name: 'Digger' }] },
      (of) => ids(of.roles),
      ['gardener', 'cook', 'digger'],
    ],
    [
      'adds where it says',
      {
        roles: [
          { id: 'digger', name: 'Digger', place: 'first' },
          { id: 'singer', name: 'Singer', place: 'before cook' },
          { id: 'baker', name: 'Baker', place: 'after singer' },
        ],
      },
      (of) => ids(of.roles),
      ['digger', 'gardener', 'singer', 'baker', 'cook'],
    ],
    [
      'moves what is there',
      { conditions: [{ id: 'soil', place: 'last' }] },
      (of) => [ids(of.conditions), of.actions[0]!.id],
      [['harvest', 'soil'], 'harvest.plan-meals'],
    ],
    [
      'changes an option of a fact',
      {
        profile: [
          {
            id: 'water',
            options: [
              { id: 'tap', name: 'A tap' },
              { id: 'well', name: 'A well', place: 'first' },
            ],
          },
        ],
      },
      (of) => of.facts[2]!.options.map(({ name }) => name),
      ['A well', 'Rain', 'A tap'],
    ],
    [
      'changes a window and adds a blackout',
      {
        calendar: {
          windows: [{ id: 'spring', to: '06-15' }],
          blackouts: [{ name: 'Frost', from: '12-01', to: '02-01' }],
        },
      },
      (of) => [of.calendar.windows[0], of.calendar.blackouts.length],
      [{ id: 'spring', name: 'Spring', from: '03-01', to: '06-15' }, 1],
    ],
    [
      'adds a gate',
      { gates: [{ needs: { harvest: 'green' }, before: { soil: 'lush' }, kind: 'soft' }] },
      (of) => of.gates.map(({ hard }) => hard),
      [true, false],
    ],
    [
      'changes a gate that says the same in another order',
      { gates: [{ before: { harvest: 'lush' }, needs: { soil: 'green' }, kind: 'soft', why: 'Taste.' }] },
      (of) => of.gates.map(({ hard, why }) => [hard, why]),
      [[false, 'Taste.']],
    ],
    [
      'hides a gate',
      { gates: [{ needs: { soil: 'green' }, before: { harvest: 'lush' }, hide: true }] },
      (of) => of.gates,
      [],
    ],
    [
      'changes and adds checks by their names',
      { equity: [{ name: 'Who eats', check: 'Ask the children.' }] },
      (of) => of.equity,
      [{ name: 'Who eats', check: 'Ask the children.', stopRule: null }],
    ],
    [
      'gives words, and leaves the others',
      { terms: { unit: 'bed', units: 'beds' } },
      (of) => [of.terms.units, of.terms.board],
      ['beds', 'board'],
    ],
    [
      'has a roll-out of its own',
      { rollout: { unit: 'beds', growth: 2 } },
      (of) => of.rollouts.map(({ unit, growth }) => [unit, growth]),
      [['beds', 2]],
    ],
    ['takes a number for text where text is wanted', { framework: { version: 2 } }, (of) => of.version, '2'],
  ])('%s', (_, overlay, look, expected) => {
    expect(look(over(overlay))).toEqual(expected);
  });

  test('adds a condition with questions and actions, and an action to a condition that is there', () => {
    const levels = { bare: 'No.', green: 'Some.', lush: 'Much.' };
    const added = over({
      conditions: [
        soil({ actions: [{ id: 'mulch', title: 'Mulch', owner: 'gardener', weeks: 1, raises: { worms: 'lush' } }] })
          .conditions[0],
        {
          id: 'joy',
          name: 'Joy',
          place: 'before soil',
          questions: [{ id: 'songs', ask: 'Do people sing?', levels }],
          actions: [
            { id: 'sing', title: 'Sing', owner: 'cook', weeks: 1, raises: { songs: 'lush' }, after: ['soil.mulch'] },
          ],
        },
      ],
    });
    expect(ids(added.conditions)).toEqual(['joy', 'soil', 'harvest']);
    expect(question(added, 'joy.songs').levels).toEqual(['No.', 'Some.', 'Much.']);
    expect(action(added, 'joy.sing').after).toEqual(['soil.mulch']);
    // Nothing else is touched.
    const { conditions, actions, ...rest } = added;
    expect(conditions.slice(1)).toEqual(base.conditions);
    expect(actions.filter(({ id }) => base.actions.some((one) => one.id === id))).toEqual(base.actions);
    expect({ ...rest, conditions: base.conditions, actions: base.actions }).toEqual(base);
  });

  test('adds up former ids, so that answers of all times still load', () => {
    const renamed = over(soil({ was: ['earth'] }), soil({ was: ['dirt', 'earth'] }), { retired: ['moles'] });
    expect(renamed.formerIds.condition).toEqual({ earth: 'soil', dirt: 'soil', moles: null });
  });

  test('has an id and a version of its own, or those of what it extends', () => {
    expect(over({ terms: { unit: 'bed' } })).toMatchObject({ id: 'garden', version: '1.0.0', bases: [] });
    expect(
      over({ framework: { id: 'ours', version: '3.0.0' } }, {}, { framework: { version: '3.0.1' } }),
    ).toMatchObject({
      id: 'ours',
      version: '3.0.1',
      bases: [
        { id: 'garden', version: '1.0.0' },
        { id: 'ours', version: '3.0.0' },
      ],
    });
  });
});

describe('what is hidden', () => {
  test('goes with all that is in it, and with the gates that are about nothing else', () => {
    const hidden = over(soil({ hide: true }));
    expect(ids(hidden.conditions)).toEqual(['harvest']);
    expect(ids(hidden.actions)).toEqual(['harvest.plan-meals', 'harvest.feed-all']);
    expect(action(hidden, 'harvest.feed-all').after).toEqual(['harvest.plan-meals']);
    expect(hidden.gates).toEqual([]);
  });

  test('leaves a gate that needs something else too', () => {
    const gate = { needs: { soil: 'green', harvest: 'bare' }, before: { any: 'lush' } };
    const hidden = over({ gates: [gate] }, soil({ hide: true }));
    expect(hidden.gates).toMatchObject([{ needs: [{ condition: 'harvest' }] }]);
  });

  test('leaves the order of work: what waited for a hidden action waits for what that one waited for', () => {
    const chain = soil({
      actions: [
        { id: 'build-more-heaps', hide: true },
        { id: 'build-heap', after: ['harvest.plan-meals'] },
      ],
    });
    expect(action(over(chain), 'harvest.feed-all').after).toEqual(['soil.build-heap', 'harvest.plan-meals']);
    const both = over(chain, soil({ actions: [{ id: 'build-heap', hide: true }] }));
    expect(action(both, 'harvest.feed-all').after).toEqual(['harvest.plan-meals']);
  });

  test('leaves the order of work where what a hidden action waited for has been replaced', () => {
    const hidden = over(
      soil({
        actions: [
          { id: 'build-more-heaps', hide: true },
          { id: 'build-heap', hide: true },
          { id: 'buy-a-heap', title: 'Buy one', owner: 'cook', weeks: 1, was: ['build-heap'] },
        ],
      }),
    );
    expect(action(hidden, 'harvest.feed-all').after).toEqual(['soil.buy-a-heap', 'harvest.plan-meals']);
  });

  test('may be replaced again and again', () => {
    const hidden = over(
      {
        roles: [
          { id: 'gardener', hide: true, was: ['digger'] },
          { id: 'grower', name: 'Grower', was: ['gardener'] },
        ],
      },
      {
        roles: [
          { id: 'grower', hide: true },
          { id: 'farmer', name: 'Farmer', was: ['grower', 'peasant'] },
        ],
      },
      {
        roles: [
          { id: 'farmer', hide: true },
          { id: 'planter', name: 'Planter', was: ['peasant'] },
        ],
      },
    );
    expect(action(hidden, 'soil.build-heap').owner).toBe('planter');
    const was = ['digger', 'gardener', 'grower', 'farmer', 'peasant'];
    expect(hidden.formerIds.role).toEqual(Object.fromEntries(was.map((id) => [id, 'planter'])));
  });

  test('has no heir where two hidden ones say that they were each other', () => {
    const { problems } = layOver(GARDEN, {
      roles: [
        { id: 'gardener', hide: true, was: ['cook'] },
        { id: 'cook', hide: true, was: ['gardener'] },
      ],
    });
    expect(problems.map(({ code }) => code)).toEqual(['hidden-but-needed', 'hidden-but-needed']);
  });

  test('is there again where a later file says so', () => {
    expect(over(soil({ hide: true }), soil({ hide: false }))).toEqual(base);
  });

  test('can be changed and hidden at once, and a thing may be placed beside it', () => {
    const hidden = over({
      roles: [
        { id: 'digger', name: 'Digger', place: 'before cook' },
        { id: 'cook', hide: true },
        { id: 'gardener', was: ['cook'] },
      ],
      ...soil({ actions: [{ id: 'build-more-heaps', supports: ['gardener', 'cook'] }] }),
    });
    expect(ids(hidden.roles)).toEqual(['gardener', 'digger']);
    expect(action(hidden, 'soil.build-more-heaps').supports).toEqual(['gardener']);
    expect(action(hidden, 'harvest.plan-meals').owner).toBe('gardener');
  });

  test.each(expectFramework(readFramework('0', BUILT_IN)).conditions.map(({ id }) => id))(
    'may be the condition %s of the built-in framework, with not one error',
    (id) => {
      const { value, problems } = layOver(BUILT_IN, { conditions: [{ id, hide: true }] });
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(value!.conditions).toHaveLength(12);
      expect(JSON.stringify([value!.actions, value!.gates, value!.conditions])).not.toContain(`"${id}.`);
    },
  );
});

/** Edits, no two of which touch the same value. */
const EDITS: readonly object[] = [
  { framework: { title: 'Ours' } },
  { terms: { unit: 'bed' } },
  { levels: [{ id: 'bare', name: 'Nothing' }] },
  { levels: [{ id: 'lush', summary: 'Green all over' }] },
  { roles: [{ id: 'digger', name: 'Digger' }] },
  { roles: [{ id: 'gardener', capacity: 4 }] },
  { gates: [{ needs: { harvest: 'green' }, before: { soil: 'lush' } }] },
  { calendar: { windows: [{ id: 'spring', to: '06-15' }] } },
  soil({ name: 'Earth' }),
  soil({ weight: 2 }),
  soil({ questions: [{ id: 'compost', ask: 'Is there a heap?' }] }),
  soil({ questions: [{ id: 'compost', without: ['help'] }] }),
  soil({ questions: [{ id: 'worms', levels: { green: 'A few.' } }] }),
  soil({ actions: [{ id: 'build-heap', weeks: 3 }] }),
  soil({ actions: [{ id: 'build-more-heaps', hide: true }] }),
  { conditions: [{ id: 'harvest', hide: true }] },
  { conditions: [{ id: 'harvest', place: 'first' }] },
  { retired: ['moles'] },
];

/** Two edits of the same kind as one. */
function joinEdits(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) {
    const isThings = [...one, ...other].every((item) => typeof item === 'object');
    if (!isThings) return [...one, ...other];
    const things = new Map<string, unknown>();
    const keyOf = (item: object) => ('id' in item ? String(item.id) : JSON.stringify(item));
    for (const item of [...one, ...other] as object[])
      things.set(keyOf(item), things.has(keyOf(item)) ? joinEdits(things.get(keyOf(item)), item) : item);
    return [...things.values()];
  }
  if (typeof one !== 'object' || typeof other !== 'object') return other;
  const joined: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other!))
    joined[key] = key in joined ? joinEdits(joined[key], value) : value;
  return joined;
}

test('two overlays in a chain are the same as one with both', () => {
  fc.assert(
    fc.property(fc.subarray([...EDITS]), fc.subarray([...EDITS]), (first, second) => {
      const all = [...first, ...second.filter((edit) => !first.includes(edit))];
      const rest = all.slice(first.length);
      const joined = (edits: readonly object[]) =>
        edits.reduce<object>((one, other) => joinEdits(one, other) as object, {});
      expect(layOver(GARDEN, joined(first), joined(rest)).value).toEqual(layOver(GARDEN, joined(all)).value);
    }),
    { numRuns: rounds(40) },
  );
});

describe('an overlay over a base that calls everything otherwise now', () => {
  const ids =
    'bare green lush beds water gardener cook fees soil harvest compost worms meals build-heap build-more-heaps';
  const words = new RegExp(`(?<![\\w-])(?:${ids.replaceAll(' ', '|')}|plan-meals|feed-all)(?![\\w-])`, 'g');
  const rename = <T>(data: T): T => parse(stringify(data).replace(words, 'new_$&')) as T;
  const addFormer = (data: unknown): unknown => {
    if (Array.isArray(data)) return data.map(addFormer);
    if (typeof data !== 'object' || data === null) return data;
    const fields = Object.entries(data).map(([key, value]) => [key, addFormer(value)] as const);
    const [, old] = 'id' in data ? (/^new_(.*)$/.exec(String(data.id)) ?? []) : [];
    return Object.fromEntries([...fields, ...(old === undefined ? [] : [['was', [old]] as const])]);
  };
  const now = stringify(addFormer(rename(parse(GARDEN))));

  const CHANGES: readonly object[] = [
    { audiences: [{ id: 'neighbors', owner: 'gardener' }] },
    { profile: [{ id: 'plots', ask: 'Plots?', type: 'integer', at_most: 'beds', place: 'before beds' }] },
    { rollout: { unit: 'beds', already: 'beds', capacity: [{ per: 'beds', units: 2 }] } },
    { gates: [{ needs: { soil: 'green' }, before: { harvest: 'lush' }, kind: 'soft' }] },
    { gates: [{ needs: { harvest: 'green' }, before: { any: 'lush', wave: 2 } }] },
    soil({
      questions: [{ id: 'worms', when: 'level["soil.compost"] > 0 && level.soil > 0 && (beds > 2 || water == "tap")' }],
    }),
    soil({
      actions: [
        { id: 'build-heap', supports: ['cook', 'gardener'], raises: { worms: 'lush', 'harvest.meals': 'green' } },
      ],
    }),
    soil({
      actions: [
        {
          id: 'build-heap',
          needs: { harvest: 'green' },
          costs: [{ item: 'A', low: 1, high: 2, per: 'beds', post: 'cook', funding: ['fees'] }],
        },
      ],
    }),
    soil({ actions: [{ id: 'build-more-heaps', after: ['harvest.plan-meals', 'soil.build-heap'] }] }),
  ];
  const HIDES: readonly object[] = [
    { gates: [{ needs: { soil: 'green' }, before: { harvest: 'lush' }, hide: true }] },
    {
      levels: [
        { id: 'thick', name: 'Thick', place: 'after bare', was: ['green'] },
        { id: 'green', hide: true },
      ],
    },
    {
      roles: [
        { id: 'gardener', hide: true },
        { id: 'cook', was: ['gardener'] },
      ],
    },
    { conditions: [{ id: 'soil', hide: true }] },
    soil({
      actions: [
        { id: 'build-heap', hide: true },
        { id: 'build-more-heaps', was: ['build-heap'], without: ['after'] },
      ],
    }),
  ];
  const join = (edits: readonly object[]) => edits.reduce<object>((one, other) => joinEdits(one, other) as object, {});
  const some = (edits: readonly object[]) => fc.subarray([...edits], { maxLength: 4 }).map(join);

  test('does to it what one does that knows', () => {
    const look = (...overlays: object[]) => {
      const { value, problems } = layOver(now, ...overlays);
      const codes = problems.map(({ code }) => code).filter((code) => code !== 'renamed-id');
      return { ...value, codes: codes.sort() };
    };
    fc.assert(
      fc.property(some([...EDITS, ...CHANGES]), some([...CHANGES, ...HIDES]), (...overlays) => {
        expect(look(...overlays)).toEqual(look(...overlays.map(rename)));
      }),
      { numRuns: rounds(40) },
    );
  });

  test('is told where it names what by a former id', () => {
    const told = (overlay: object) => layOver(now, overlay).problems.filter(({ code }) => code === 'renamed-id').length;
    expect([...CHANGES, ...HIDES].map(told)).not.toContain(0);
    expect(told(rename(join([...CHANGES, ...HIDES])))).toBe(0);
  });
});

/** Values of every kind, and the words of the format. */
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(
      '',
      'soil',
      'compost',
      'green',
      'soil.compost',
      'last',
      'before soil',
      'beds > 1',
      3,
      -1,
      true,
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...'id name ask levels questions actions conditions hide place without raises after needs before gates profile'.split(
          ' ',
        ),
        ...'type options roles owner weeks was retired calendar windows when soil green beds equity costs per'.split(
          ' ',
        ),
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

describe('whatever an overlay says', () => {
  const check = (...overlays: object[]) => {
    const { value, problems } = layFilesOver(GARDEN, ...overlays);
    for (const { place, severity } of problems) {
      // Warnings are told to the keeper of the last file, at its own lines.
      if (severity === 'warning') expect(Number(place.file)).toBe(overlays.length);
      else expect(Number(place.file)).toBeLessThanOrEqual(overlays.length);
      expect(place.line).toBeGreaterThan(0);
    }
    if (value === undefined) {
      expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
      return;
    }
    const framework = completeFramework(value.file, value.bases, value.hidden);
    const explainer = new Explainer(value.file, framework);
    for (const kind of ANSWERED_KINDS) {
      const known = explainer.things.filter((thing) => thing.kind === kind).map(({ id }) => id);
      for (const [old, now] of Object.entries(framework.formerIds[kind])) {
        expect(known).not.toContain(old);
        if (now !== null) expect(known).toContain(now);
      }
    }
    for (const { sections } of explainer.things.map((thing) => explainer.explain(thing)))
      for (const { path } of sections.flatMap(({ statements }) => statements))
        if (path !== null) expect(value.placesOf(path).length).toBeGreaterThan(0);
    for (const { path } of explainer.things)
      for (const { places } of value.takenFrom(path))
        expect(Number(places[0]!.file)).toBeGreaterThan(Number(places[1]!.file));
  };

  test('of any shape, it is read or refused with a place', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('conditions', 'levels', 'gates', 'profile', 'roles', 'actions', 'calendar', 'retired'),
          anything,
        ),
        (overlay) => check(overlay),
      ),
      { numRuns: rounds(80) },
    );
  });

  test('of the right shape, it is read or refused with a place', () => {
    const id = (...known: string[]) =>
      fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 60 }, { arbitrary: fc.constant('new'), weight: 1 });
    const common = {
      hide: fc.constantFrom(true, false, false, false),
      place: fc.oneof(
        { arbitrary: fc.constantFrom('first', 'last'), weight: 30 },
        { arbitrary: fc.constantFrom('before soil', 'after compost', 'after green'), weight: 1 },
      ),
    };
    const things = (fields: Record<string, fc.Arbitrary<unknown>>) =>
      fc.uniqueArray(fc.record(fields, { requiredKeys: ['id'] }), { maxLength: 2, selector: (thing) => thing['id'] });
    const ranks = fc.dictionary(id('soil.compost', 'soil.worms', 'harvest.meals'), id('green', 'lush'), { maxKeys: 2 });
    const after = fc.array(id('soil.build-heap', 'soil.build-more-heaps', 'harvest.plan-meals'), { maxLength: 2 });
    const condition = (own: string, questions: string[], actions: string[]) =>
      fc.record(
        {
          id: fc.constant(own),
          ...common,
          was: fc.subarray(['soil']),
          questions: things({
            id: id(...questions),
            ...common,
            ask: fc.constant('How?'),
            levels: fc.dictionary(id('bare', 'green', 'lush'), fc.constantFrom('a', 'b')),
            when: fc.constantFrom('beds > 1', 'beds < 9', 'level["soil.compost"] > 0', 'water == "rain"', '('),
            was: fc.subarray(['compost', 'worms', 'new']),
          }),
          actions: things({
            id: id(...actions),
            ...common,
            owner: id('cook', 'gardener'),
            weeks: fc.integer({ min: 1, max: 14 }),
            raises: ranks,
            after,
            needs: fc.dictionary(id('soil', 'harvest'), id('green', 'lush'), { maxKeys: 1 }),
            without: fc.subarray(['raises', 'after', 'window', 'costs']),
            was: fc.subarray(['build-heap', 'harvest.plan-meals', 'harvest.feed-all', 'new']),
          }),
        },
        { requiredKeys: ['id'] },
      );
    const overlay = fc.record(
      {
        levels: things({ id: id('bare', 'green', 'lush'), ...common, was: fc.subarray(['green', 'new']) }),
        profile: things({ id: id('name', 'beds', 'water'), ...common, max: fc.integer({ min: 1, max: 9 }) }),
        roles: things({ id: id('cook', 'gardener'), ...common, was: fc.subarray(['cook', 'gardener', 'new']) }),
        gates: fc.array(
          fc.record(
            {
              needs: fc.constantFrom({ soil: 'green' }, { harvest: 'green', soil: 'green' }),
              before: fc.constantFrom({ harvest: 'lush' }, { any: 'lush' }),
              hide: fc.boolean(),
            },
            { requiredKeys: ['needs', 'before'] },
          ),
          { maxLength: 1 },
        ),
        conditions: fc
          .tuple(
            condition('soil', ['compost', 'worms'], ['build-heap', 'build-more-heaps']),
            condition('harvest', ['meals'], ['plan-meals', 'feed-all']),
          )
          .chain((both) => fc.subarray([...both])),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(overlay, { minLength: 1, maxLength: 2 }), (overlays) => check(...overlays)),
      { numRuns: rounds(80) },
    );
  });
});

describe('files', () => {
  const state = stringify({ extends: 'parts/garden.yaml', framework: { id: 'state', version: '2.0.0' } });
  const town = stringify({ extends: '../state.yaml', roles: [{ id: 'cook', name: 'Chef' }] });
  const files = { 'parts/garden.yaml': GARDEN, 'state.yaml': state, 'town/conditions.yaml': town };
  const made = /framework state@2\.0\.0 .*, made from garden@1\.0\.0: no problems/;

  test('are found from the folder of the one that names them, wherever the program runs', () =>
    withFolder(files, async (folder) => {
      for (const [cwd, args] of [
        [join(folder, 'town'), []],
        [folder, ['-c', 'town/conditions.yaml']],
        [join(folder, 'parts'), ['-c', join(folder, 'town/conditions.yaml')]],
      ] as const) {
        const { code, stderr } = await run(['validate', ...args], cwd);
        expect(stderr).toMatch(made);
        expect(code).toBe(0);
      }
    }));

  test('may be named by a whole path, and the overlay may come from standard input', () =>
    withFolder(files, async (folder) => {
      const overlay = stringify({ extends: join(folder, 'state.yaml') });
      const { stderr } = await run(['validate', '-c', 'state.yaml', '-'], folder, { stdin: overlay });
      expect(stderr).toMatch(/^state\.yaml: .*\nstandard input: framework state@2\.0\.0/);
    }));

  test('are named as they were found where something is wrong in them', () =>
    withFolder(
      { ...files, 'parts/garden.yaml': GARDEN.replace('owner: gardener', 'owner: nobody') },
      async (folder) => {
        const { code, stderr } = await run(['validate'], join(folder, 'town'));
        expect(code).toBe(1);
        expect(stderr).toMatch(/^\.\.\/parts\/garden\.yaml:\d+:\d+: error: /m);
      },
    ));
});

describe('the schema of overlays', () => {
  const printed = run(['schema', 'overlay'], PACKAGE_FOLDER);
  const fits = async (overlay: unknown) => compileSchema(JSON.parse((await printed).stdout) as object)(overlay);

  test.each(['state', 'region', 'district'])('fits the example of a %s', async (name) => {
    expect(
      await fits(parse(readFileSync(join(PACKAGE_FOLDER, `examples/overlays/${name}/conditions.yaml`), 'utf8'))),
    ).toBe(true);
  });

  test.each([
    ['a field that does not exist', { extends: 'a', conditons: [] }],
    ['a thing without its id', { extends: 'a', roles: [{ name: 'Cook' }] }],
    ['a required field taken away', { extends: 'a', ...soil({ questions: [{ id: 'compost', without: ['ask'] }] }) }],
    ['a place in words of its own', { extends: 'a', roles: [{ id: 'cook', place: 'second' }] }],
    ['a cost with half its fields', { extends: 'a', ...soil({ actions: [{ id: 'a', costs: [{ item: 'Boards' }] }] }) }],
    ['nothing that is extended', soil({ name: 'Earth' })],
  ])('does not fit %s', async (_, overlay) => {
    expect(await fits(overlay)).toBe(false);
  });
});

test('a reader of files alone says what is missing', () => {
  expect(readFramework('a', 'extends: b\n').problems).toMatchObject([{ code: 'unreadable-base' }]);
  expect(readFramework('a', 'extends: b\n', findAmong({ b: 'extends: a\n', a: 'x' })).problems).toMatchObject([
    { code: 'extends-circle', args: { files: ['a', 'b', 'a'] } },
  ]);
});
