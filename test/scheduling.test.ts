/** The scheduler, by small problems and by the independent checker. */
import { strict as assert } from 'node:assert';
import { test } from '@jest/globals';
import fc from 'fast-check';
import { violations } from './helpers/check-schedule.js';
import { calendarOf, district } from './helpers/made-up-plan.js';
import type { Activity, Besides, SchedulingProblem } from '../src/scheduling/problem.js';
import { analyse } from '../src/scheduling/slack.js';
import { solve } from '../src/scheduling/solve.js';
import { rounds } from './helpers/rounds.js';

const piece = (values: Partial<Activity>): Activity => ({
  days: 5,
  after: [],
  demands: [],
  besides: [],
  weight: 0,
  calendar: null,
  fixed: null,
  notBefore: 0,
  ...values,
});
const one = [{ resource: 0, amount: 1 }];
const task = (activities: Partial<Activity>[], capacities = [1], horizon = 100): SchedulingProblem => ({
  activities: activities.map(piece),
  capacities,
  horizon,
});
const normal = { effort: 'normal', former: null } as const;
const starts = (problem: SchedulingProblem, options: Parameters<typeof solve>[1] = normal) => {
  const schedule = solve(problem, options);
  assert.deepEqual(violations(problem, schedule.dates), []);
  return schedule.dates.map((date) => date?.start ?? null);
};
test('nothing to do', () => {
  const schedule = solve(task([]), normal);
  assert.deepEqual(schedule.dates, []);
  assert.equal(schedule.lastFinish, -1);
  assert.deepEqual(analyse(task([]), schedule), { slack: [], critical: [] });
});
test('precedence', () => assert.deepEqual(starts(task([{ after: [1] }, {}, { after: [0], days: 0 }])), [5, 0, 10]));
test('one at a time, the heavier first', () =>
  assert.deepEqual(
    starts(
      task([
        { demands: one, weight: 1 },
        { demands: one, weight: 9 },
      ]),
    ),
    [5, 0],
  ));
test("ties by the user's order", () =>
  assert.deepEqual(starts(task([{ demands: one }, { demands: one }, { demands: one }])), [0, 5, 10]));
test('last finish before cost', () => {
  // The long chain must begin first, however much the other weighs.
  assert.deepEqual(starts(task([{ demands: one, weight: 99 }, { demands: one }, { after: [1], days: 20 }])), [5, 0, 5]);
});
test('not before', () => assert.deepEqual(starts(task([{ notBefore: 7 }, { after: [0] }])), [7, 12]));
test('blackout: work goes on after it, or waits for its end', () => {
  const off = calendarOf((day) => day < 3 || day > 9, 5, 100);
  assert.deepEqual(solve(task([{ calendar: off }]), normal).dates, [{ start: 0, finish: 11 }]);
  const whole = { next: (day: number) => (day > 4 && day < 10 ? 10 : day), finish: (day: number) => day + 4 };
  assert.deepEqual(starts(task([{ after: [1], calendar: whole }, { days: 5 }])), [10, 0]);
});
test('windows and decision dates', () => {
  const meets = [13, 40, 70];
  const decision = {
    next: (day: number) => {
      const end = meets.find((d) => d >= day + 4);
      return end === undefined ? Infinity : end - 4;
    },
    finish: (day: number) => day + 4,
  };
  assert.deepEqual(
    starts(task([{ calendar: decision }, { after: [0], calendar: decision }, { after: [1], calendar: decision }])),
    [9, 36, 66],
  );
  assert.deepEqual(starts(task([{ calendar: decision, notBefore: 67 }, { after: [0] }, {}])), [null, null, 0]);
});
test('who works part of the year holds nobody else up', () => {
  const part = calendarOf((day) => day % 20 < 10, 15, 200);
  assert.deepEqual(starts(task([{ demands: one, days: 15, calendar: part }, { demands: one }], [1], 200)), [0, 25]);
});
test('a fixed start wins over capacity and calendar', () => {
  const never = { next: () => Infinity, finish: () => Infinity };
  const problem = task([{ demands: one, fixed: 3, calendar: never }, { demands: one, fixed: 4 }, { demands: one }]);
  assert.deepEqual(starts(problem), [3, 4, 9]);
  assert.deepEqual(
    starts(
      task([
        { demands: one, fixed: 3, days: 2 },
        { demands: one, days: 3 },
      ]),
    ),
    [3, 0],
  );
  assert.deepEqual(starts(task([{ demands: one, fixed: 3 }], [0])), [3]);
});
test('a fixed start in the past', () => {
  const problem = task([
    { demands: one, fixed: -3 },
    { demands: one, after: [0] },
  ]);
  assert.deepEqual(solve(problem, normal).dates, [
    { start: -3, finish: 1 },
    { start: 2, finish: 6 },
  ]);
  assert.deepEqual(analyse(problem, solve(problem, normal)).slack, [0, 0]);
});
test('a fixed start does not win over predecessors, and then is bound by capacity', () => {
  assert.deepEqual(starts(task([{ fixed: 2, after: [1] }, { days: 10 }])), [10, 0]);
  // The predecessor is held up by capacity, which only the search finds out.
  const problem = task([
    { demands: one, fixed: 6, after: [1] },
    { demands: one },
    { demands: one, fixed: 0, days: 4 },
    { demands: one },
  ]);
  assert.deepEqual(starts(problem), [9, 4, 0, 14]);
});
test('what a fixed start waits for is done in time', () =>
  assert.deepEqual(
    starts(task([{ demands: one, weight: 50 }, { demands: one }, { fixed: 5, after: [1] }])),
    [5, 0, 5],
  ));
test('capacity 0, and a demand above capacity', () =>
  assert.deepEqual(
    starts(task([{ demands: one }, { after: [0] }, {}, { demands: [{ resource: 1, amount: 3 }] }], [0, 2])),
    [null, null, 0, null],
  ));
test('horizon: the most activities within it', () => {
  assert.deepEqual(starts(task([{ days: 9 }, { days: 10 }, { days: 11 }], [1], 9)), [0, 0, null]);
  const problem = task(
    [
      { demands: one, days: 9, weight: 9 },
      { demands: one, days: 5 },
      { demands: one, days: 5 },
    ],
    [1],
    9,
  );
  assert.deepEqual(starts(problem), [null, 0, 5]);
  assert.equal(solve(problem, normal).lowerBound, null);
  assert.deepEqual(analyse(problem, solve(problem, normal)).slack, [null, 0, 0]);
});
test('amounts above one, many resources', () => {
  const problem = task(
    Array.from({ length: 40 }, (_, i) => ({
      days: 1 + (i % 7),
      demands: Array.from({ length: 6 }, (_, r) => ({ resource: r, amount: (i * (r + 3)) % 9 })),
    })),
    [10, 12, 300, 20, 9, 1_000_000],
    400,
  );
  assert.ok(!starts(problem).includes(null));
});
test('the largest capacity', () => {
  const most = 2 ** 30 - 1;
  assert.deepEqual(starts(task([{ demands: [{ resource: 0, amount: most }] }, { demands: one }], [most])), [0, 5]);
});
test('a circle is said to be one', () =>
  assert.throws(() => solve(task([{ after: [1] }, { after: [0] }]), normal), RangeError));
test('the former order wins ties, and gives the same schedule again', () => {
  const problem = task([{ demands: one }, { demands: one }, { demands: one }]);
  assert.deepEqual(starts(problem, { effort: 'normal', former: [2, 0, 1] }), [5, 10, 0]);
  assert.deepEqual(starts(problem, { effort: 'normal', former: [2] }), [5, 10, 0]);
  assert.deepEqual(starts(problem, { effort: 'normal', former: [77, -1, 1, 1] }), [5, 0, 10]);
  for (let seed = 1; seed < 12; seed++) {
    const made = district(seed, 80);
    const first = solve(made, normal);
    const again = solve(made, { effort: 1, former: first.order });
    assert.deepEqual(again.dates, first.dates);
  }
});
test('a former order that is worse is left', () => {
  const problem = task([{ demands: one }, { demands: one, days: 3 }, { after: [1], days: 30 }]);
  assert.deepEqual(starts(problem, { effort: 'normal', former: [0, 1, 2] }), [3, 0, 3]);
});
test('made-up plans: feasible, the same twice, slack that holds', () => {
  for (let seed = 1; seed < 40; seed++) {
    const made = district(seed, 20 + seed * 4);
    const schedule = solve(made, normal);
    assert.deepEqual(violations(made, schedule.dates), []);
    assert.equal(JSON.stringify(solve(made, normal)), JSON.stringify(schedule));
    if (schedule.lowerBound !== null) assert.ok(schedule.lowerBound <= schedule.lastFinish);
    const { slack, critical } = analyse(made, schedule);
    // All as late as the slack says is a schedule too, with the same last finish.
    const late = made.activities.map((activity, index) => {
      const date = schedule.dates[index]!;
      if (date === null || slack[index] === 0) return date;
      const start = date.start + slack[index]!;
      return {
        start,
        finish: activity.calendar === null ? start + activity.days - 1 : activity.calendar.finish(start),
      };
    });
    assert.deepEqual(violations(made, late), []);
    assert.ok(late.every((date) => date === null || date.finish <= schedule.lastFinish));
    critical.forEach(({ activity, waits }, at) => {
      if (made.activities[activity]!.fixed === null) assert.equal(slack[activity], 0, `critical ${activity} has slack`);
      assert.equal(waits === null, at === 0);
    });
    assert.equal(schedule.dates[critical.at(-1)!.activity]!.finish, schedule.lastFinish);
  }
});
test('crowded horizons: feasible', () => {
  for (let seed = 1; seed < 40; seed++) {
    const made = { ...district(seed, 60), horizon: 200 };
    const schedule = solve(made, normal);
    assert.deepEqual(violations(made, schedule.dates), []);
    analyse(made, schedule);
  }
});
test('more effort is no worse', () => {
  for (let seed = 1; seed < 6; seed++) {
    const [low, high] = [50, 2000].map((effort) => solve(district(seed, 60), { effort, former: null }));
    assert.ok(
      high!.lastFinish < low!.lastFinish || (high!.lastFinish === low!.lastFinish && high!.cost <= low!.cost * 1.02),
    );
  }
});
/** `days` in each year after the start, from a fixed day of the year on. */
const yearly = (amount: number, from: number, days: number, year = 20): Besides => ({
  resource: 0,
  amount,
  stretches: (start) =>
    [1, 2, 3].map((n) => {
      const first = (Math.floor(start / year) + n) * year + from;
      return { start: first, finish: first + days - 1 };
    }),
});
/** Work that begins with it. */
const along = (days: number): Besides => ({
  resource: 0,
  amount: 1,
  stretches: (start) => [{ start, finish: start + days - 1 }],
});
test('all that starts on -1', () =>
  assert.deepEqual(solve(task([{ fixed: -1 }]), normal).dates, [{ start: -1, finish: 3 }]));
test('what is taken besides: others go around it, and so does it', () => {
  const turns = [yearly(1, 5, 10)];
  const other = (days: number) =>
    starts(
      task([
        { besides: turns, weight: 9 },
        { days, demands: one },
      ]),
    );
  assert.deepEqual(other(25), [0, 0]);
  assert.deepEqual(other(26), [20, 0]);
  // What waits for it does not wait for its turns.
  assert.deepEqual(starts(task([{ besides: turns }, { after: [0] }])), [0, 5]);
  // Turns beyond the horizon do not count, even above the capacity.
  assert.deepEqual(starts(task([{ besides: [yearly(2, 5, 10)] }], [1], 100)), [80]);
  assert.deepEqual(starts(task([{ besides: [yearly(2, 5, 10)] }], [1], 26)), [20]);
  assert.deepEqual(starts(task([{ besides: [along(5)] }, { besides: [along(3)] }])), [3, 0]);
});
test('what is taken besides and the own days are both taken', () => {
  assert.deepEqual(starts(task([{ demands: one, besides: [along(2)] }], [2])), [0]);
  assert.deepEqual(starts(task([{ demands: one, besides: [along(2)] }, {}], [1])), [null, 0]);
  assert.deepEqual(starts(task([{ besides: [along(2), along(3)] }, {}], [1])), [null, 0]);
});
test('a fixed start leaves room for what it takes besides', () => {
  const fixed = { fixed: 3, besides: [yearly(1, 0, 15)], demands: one };
  assert.deepEqual(starts(task([fixed, { demands: one, days: 12 }])), [3, 8]);
  assert.deepEqual(starts(task([fixed, { demands: one, days: 13 }])), [3, 75]);
  assert.deepEqual(starts(task([fixed, { besides: [along(13)] }])), [3, 75]);
});
test('yearly turns never exceed the capacity', () => {
  for (let seed = 1; seed < 20; seed++) {
    const made = district(seed, 40);
    const problem = {
      ...made,
      activities: made.activities.map((activity, index) => {
        if (index % 3 > 0) return activity;
        return { ...activity, besides: [{ ...yearly(1, 7 * (index % 9), 21, 365), resource: index % 8 }] };
      }),
    };
    const schedule = solve(problem, normal);
    assert.deepEqual(violations(problem, schedule.dates), []);
    assert.equal(JSON.stringify(solve(problem, normal)), JSON.stringify(schedule));
    analyse(problem, schedule);
  }
});
test('whatever is taken besides: feasible, the same by its order, slack that holds', () => {
  const stretches = fc
    .record({ every: fc.integer({ min: 4, max: 30 }), first: fc.integer({ min: -4, max: 20 }), anchored: fc.boolean() })
    .map(({ every, first, anchored }) => (start: number) => {
      const from = anchored ? Math.ceil((start + 1) / every) * every : start + first;
      return [0, 1, 2].map((n) => ({ start: from + n * every, finish: from + n * every + 3 }));
    });
  const amount = fc.integer({ min: 0, max: 2 });
  const resource = fc.integer({ min: 0, max: 1 });
  const maybe = (max: number) => fc.option(fc.integer({ min: -3, max }), { nil: null });
  const activity = fc.record({
    days: fc.integer({ min: 0, max: 7 }),
    waits: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
    demand: amount,
    besides: fc.array(fc.record({ resource, amount, stretches }), { maxLength: 3 }),
    weight: fc.integer({ min: 0, max: 3 }),
    fixed: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: maybe(20) }),
  });
  const problems = fc
    .record({
      made: fc.array(activity, { minLength: 1, maxLength: 12 }),
      capacities: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 })),
      horizon: fc.integer({ min: 20, max: 90 }),
    })
    .map(({ made, capacities, horizon }) =>
      task(
        made.map(({ waits, demand, ...rest }, index) => ({
          ...rest,
          after: waits.map((back) => index - back).filter((before) => before >= 0),
          demands: [{ resource: index % 2, amount: demand }],
        })),
        capacities,
        horizon,
      ),
    );
  const property = fc.property(problems, (problem) => {
    const schedule = solve(problem, { effort: 60, former: null });
    assert.deepEqual(violations(problem, schedule.dates), []);
    assert.deepEqual(solve(problem, { effort: 1, former: schedule.order }).dates, schedule.dates);
    const { slack } = analyse(problem, schedule);
    const late = schedule.dates.map((date, index) => {
      if (date === null) return null;
      return { start: date.start + slack[index]!, finish: date.finish + slack[index]! };
    });
    assert.deepEqual(violations(problem, late), []);
  });
  fc.assert(property, { numRuns: rounds(300), seed: 7 });
});
const size = 5000;
for (const weight of [0, 1]) {
  test(`${size} in a chain, weight ${weight}`, () => {
    const chain = task(
      Array.from({ length: size }, (_, i) => ({ weight, demands: one, after: i > 0 ? [i - 1] : [] })),
      [1],
      30000,
    );
    assert.equal(solve(chain, normal).lastFinish, 5 * size - 1);
    assert.equal(analyse(chain, solve(chain, normal)).critical.length, size);
  });
  test(`${size} side by side, one at a time, weight ${weight}`, () => {
    const wide = task(
      Array.from({ length: size }, (_, i) => ({ weight: weight * (i % 7), demands: one })),
      [1],
      30000,
    );
    assert.equal(solve(wide, normal).lastFinish, 5 * size - 1);
  });
  test(`${size} side by side, ten at a time, weight ${weight}`, () => {
    const wide = task(
      Array.from({ length: size }, (_, i) => ({ weight: weight * (i % 7), days: 1 + (i % 9), demands: one })),
      [10],
      30000,
    );
    const schedule = solve(wide, normal);
    assert.deepEqual(violations(wide, schedule.dates), []);
    analyse(wide, schedule);
  });
  test(`${size} without resources, weight ${weight}`, () => {
    assert.equal(solve(task(Array.from({ length: size }, () => ({ weight }))), normal).lastFinish, 4);
  });
}
test(`${size} with everything`, () => {
  const made = { ...district(5, size), horizon: 60000 };
  const schedule = solve(made, normal);
  assert.deepEqual(violations(made, schedule.dates).slice(0, 3), []);
});
