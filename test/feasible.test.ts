/** What must hold of every plan, whatever the framework and the answers. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readAnswers } from '../src/answers/read.js';
import { readFramework } from '../src/framework/read.js';
import type { Amount, Answers, Framework, Plan, PlannedAction } from '../src/model/index.js';
import { buildPlan } from '../src/plan/build.js';
import { answers, frameworkText } from './helpers/build.js';
import { madeUpAnswers, madeUpFramework } from './helpers/made-up-district.js';
import { rounds } from './helpers/rounds.js';

const RUNS = { numRuns: rounds(80), seed: 20271 };
const DAY = 86_400_000;
const day = (date: string) => Date.parse(date) / DAY;
const monthDay = (date: string) => date.slice(5);

interface Case {
  readonly framework: Framework;
  readonly answers: Answers & { start: string };
  readonly plan: Plan;
}

/** The cases made so far, by what they are made of: every check looks at the same ones, and each is made once. */
const cases = new Map<string, Case | null>();

/** The plan of a framework and answers; null where the framework has a circle, or the answers name an action that it has not. */
function makeCase(frameworkMore: object, answersMore: Record<string, unknown>): Case | null {
  const { value: framework } = readFramework('conditions.yaml', frameworkText(frameworkMore));
  if (framework === undefined) return null;
  const known = new Set(framework.actions.map(({ id }) => id));
  if (Object.keys(answersMore['actions'] as object).some((id) => !known.has(id))) return null;
  const given = answers(framework, answersMore);
  return { framework, answers: given, plan: buildPlan({ framework, answers: given }) };
}

/** Runs a check over made-up plans. */
function always(check: (made: Case, written: Record<string, unknown>) => void): void {
  fc.assert(
    fc.property(madeUpFramework, madeUpAnswers, (frameworkMore, answersMore) => {
      const key = JSON.stringify([frameworkMore, answersMore]);
      if (!cases.has(key)) cases.set(key, makeCase(frameworkMore, answersMore));
      const made = cases.get(key)!;
      fc.pre(made !== null);
      check(made, answersMore);
    }),
    RUNS,
  );
}

const actionOf = (framework: Framework, id: string) => framework.actions.find((one) => one.id === id)!;
const isSetByTeam = ({ answers: given }: Case, { id, wave }: PlannedAction) =>
  (wave ?? 1) === 1 && (given.decisions[id]?.start != null || given.decisions[id]?.status === 'in-progress');
/** A copy of what starts on a launch goes with the launch, which may have been set by the team. */
const goesWithSetLaunch = (made: Case, planned: PlannedAction) =>
  actionOf(made.framework, planned.id).phase === 'launch' &&
  made.plan.actions.some(
    (one) => one.wave === planned.wave && actionOf(made.framework, one.id).phase === 'launch' && isSetByTeam(made, one),
  );
const isFree = (made: Case, planned: PlannedAction) => !isSetByTeam(made, planned) && !goesWithSetLaunch(made, planned);

test('nothing starts before what it waits for has finished', () => {
  always((made) => {
    const { plan, framework } = made;
    const all = [...plan.actions, ...plan.later];
    for (const planned of plan.actions) {
      expect(planned.finish! >= planned.start!).toBe(true);
      expect(planned.finish! <= plan.end).toBe(true);
      if (planned.status === 'in-progress') continue;
      expect(planned.start! >= plan.start).toBe(true);
      for (const first of actionOf(framework, planned.id).after) {
        const copies = all.filter(({ id }) => id === first);
        const own = copies.find(({ wave }) => wave === null || wave === (planned.wave ?? 1));
        if (own === undefined) continue;
        expect(own.finish === null ? 'never' : own.finish < planned.start!).toBe(true);
      }
      for (const key of planned.waitsFor) {
        const first = all.find((one) => one.key === key)!;
        expect(first.finish === null ? 'never' : first.finish < planned.start!).toBe(true);
      }
    }
  });
});

test('hard gates hold', () => {
  always(({ plan, framework }) => {
    const assessed = new Map(plan.assessment.conditions.map((one) => [one.id, one]));
    const rankOf = (question: string) =>
      plan.assessment.conditions.flatMap(({ questions }) => questions).find(({ id }) => id === question)!.rank;
    for (const gate of framework.gates.filter(({ hard }) => hard)) {
      for (const need of gate.needs.filter((one) => assessed.get(one.condition)!.rank < one.rank)) {
        const raising = plan.actions.filter(
          ({ id, wave }) =>
            (wave ?? 1) === 1 &&
            actionOf(framework, id).raises.some(
              ({ condition, rank, question }) =>
                condition === need.condition && rank <= need.rank && rankOf(question) < rank,
            ),
        );
        const behind = plan.actions.filter(
          ({ id, status }) =>
            status !== 'in-progress' &&
            actionOf(framework, id).raises.some(({ condition, rank, question }) =>
              gate.before.some(
                (step) =>
                  (step.condition === null ? condition !== need.condition : condition === step.condition) &&
                  rank >= step.rank &&
                  rankOf(question) < step.rank,
              ),
            ),
        );
        for (const first of raising)
          for (const later of behind) expect(first.id === later.id || first.finish! < later.start!).toBe(true);
        if (gate.beforeWave === null) continue;
        for (const { number, launch } of plan.spread?.waves ?? []) {
          if (launch === null || number < gate.beforeWave) continue;
          for (const first of raising)
            expect(first.finish! < launch || actionOf(framework, first.id).phase === 'launch').toBe(true);
        }
      }
    }
  });
});

test('nobody has more at a time than one can carry, but for starts that the team has set', () => {
  always((made) => {
    const { plan, framework, answers: given } = made;
    const personOf = (role: string): string | null => {
      let holder: string | null = role;
      while (holder !== null && given.heldBy[holder] !== undefined) holder = given.heldBy[holder]!;
      return holder;
    };
    for (const { id, capacity } of framework.roles) {
      const free = new Int32Array(day(plan.end) - day(plan.start) + 1);
      const set = new Int32Array(free.length);
      for (const planned of plan.actions) {
        if (personOf(actionOf(framework, planned.id).owner) !== id) continue;
        for (const span of [{ start: planned.start!, finish: planned.finish! }, ...planned.again])
          for (let at = Math.max(0, day(span.start) - day(plan.start)); at <= day(span.finish) - day(plan.start); at++)
            (isFree(made, planned) ? free : set)[at]! += 1;
      }
      const most = given.capacity[id] ?? capacity;
      expect(free.every((count, at) => count === 0 || count + set[at]! <= most)).toBe(true);
      const person = plan.people.find(({ roles }) => roles[0] === id);
      if (person !== undefined)
        expect(Math.max(0, ...person.load.map((one) => one.most))).toBe(
          Math.max(0, ...free.map((count, at) => count + set[at]!)),
        );
    }
  });
});

test('windows, blackouts, meetings and launch days are kept', () => {
  always((made) => {
    const { plan, framework } = made;
    for (const planned of plan.actions) {
      const { window, disrupts, decision, phase } = actionOf(framework, planned.id);
      if (!isFree(made, planned)) continue;
      const { start, finish } = planned;
      if (window === 'spring')
        expect(
          monthDay(start!) >= '02-01' && monthDay(finish!) <= '06-30' && start!.slice(0, 4) === finish!.slice(0, 4),
        ).toBe(true);
      if (window === 'winter')
        expect(
          (monthDay(start!) >= '11-01' || monthDay(start!) <= '03-31') &&
            (monthDay(finish!) >= '11-01' || monthDay(finish!) <= '03-31') &&
            day(finish!) - day(start!) < 152,
        ).toBe(true);
      if (disrupts) expect(monthDay(start!) >= '12-15' || monthDay(start!) <= '01-20').toBe(false);
      if (decision !== null) {
        expect(new Date(finish!).getUTCDay()).toBe(2);
        expect(Math.ceil(Number(finish!.slice(8)) / 7)).toBe(2);
      }
      const launch = plan.spread?.waves.find(({ number }) => number === planned.wave)?.launch;
      if (planned.wave === null) continue;
      if (phase === 'launch') expect(start).toBe(launch);
      // A launch that the team says has begun before the plan waits for nothing any more.
      if (phase === 'prepare' && launch != null && launch >= plan.start) expect(finish! < launch).toBe(true);
      if (phase === 'review') expect(start! >= launch!).toBe(true);
    }
    const starts = plan.spread?.rollout.starts ?? [];
    for (const { launch } of plan.spread?.waves ?? []) {
      if (
        launch === null ||
        launch < plan.start ||
        starts.length === 0 ||
        plan.actions.some((one) => one.start === launch && !isFree(made, one))
      )
        continue;
      // 29 February counts as 1 March in other years; a day outside the terms moves to the next term's first day.
      expect(
        starts.includes(monthDay(launch)) ||
          monthDay(launch) === '09-01' ||
          (starts.includes('02-29') && monthDay(launch) === '03-01'),
      ).toBe(true);
    }
  });
});

test('waves divide what they spread to, and named ones join once', () => {
  always(({ plan, answers: given }) => {
    const { spread } = plan;
    if (spread === null) return;
    const sizes = spread.waves.map(({ units }) => units);
    const sum = sizes.reduce((a, b) => a + b, 0);
    expect(sizes.every((size) => size >= 1)).toBe(true);
    expect(spread.already + sum).toBeLessThanOrEqual(spread.total);
    if (given.facts['coaches'] !== 0 && spread.capacity[0]!.units > 0 && sizes.length < 60)
      expect(spread.already + sum).toBe(spread.total);
    const names = spread.waves.flatMap(({ named }) => named.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    for (const { named, units } of spread.waves) expect(named.length).toBeLessThanOrEqual(units);
    const launches = spread.waves.flatMap(({ launch }) => launch ?? []);
    expect([...launches].sort()).toEqual(launches);
    expect(new Set(launches).size).toBe(launches.length);
  });
});

test('the budget adds up to the dollar', () => {
  const sum = (amounts: readonly Amount[]): Amount =>
    amounts.reduce((all, one) => ({ low: all.low + one.low, high: all.high + one.high }), { low: 0, high: 0 });
  always(({ plan: { budget }, answers: given }) => {
    const { total, lines, once, recurring, conditions, sources } = budget;
    for (const line of lines) expect(sum(line.years)).toEqual(line.total);
    expect(sum(lines.map((line) => line.total))).toEqual(total);
    expect(sum([...once, ...recurring])).toEqual(total);
    expect(sum(conditions.map((one) => one.total))).toEqual(total);
    expect(sum(sources.map((one) => one.total))).toEqual(total);
    for (const source of sources) expect(sum(source.years)).toEqual(source.total);
    for (const amount of [total, ...once, ...recurring])
      expect(Number.isInteger(amount.low) && Number.isInteger(amount.high) && amount.low <= amount.high).toBe(true);
    if (!budget.hasFunds) return;
    for (const { source, years, total: paid } of sources) {
      const fund = source === null ? undefined : given.funds[source];
      if (fund === undefined) expect(source).toBeNull();
      else if (fund.each === 'once') expect(paid.high).toBeLessThanOrEqual(fund.amount);
      else for (const year of years) expect(year.high).toBeLessThanOrEqual(fund.amount);
    }
  });
});

test('no more starts in the first year than the focus says, but for what is forced', () => {
  always((made) => {
    const { plan, answers: given } = made;
    const limit = given.focus.firstYearActions;
    if (limit === null || plan.years === 1) return;
    const second = `${Number(plan.start.slice(0, 4)) + 1}${plan.start.slice(4)}`;
    const starting = plan.actions.filter(({ start }) => start! < second);
    expect(starting.filter((one) => isFree(made, one)).length).toBeLessThanOrEqual(limit);
  });
});

test('a higher answer never adds work for its question', () => {
  always(({ framework, plan }, written) => {
    const responses = written['responses'] as Record<string, Record<string, string>>;
    const next: Record<string, string> = { low: 'mid', mid: 'high', unknown: 'low' };
    const level = responses['water']!['depth']!;
    if (next[level] === undefined) return;
    const raised = { ...responses, water: { ...responses['water'], depth: next[level] } };
    const { value } = readAnswers('a.yaml', stringify({ ...written, responses: raised }), framework, 'plan');
    const workFor = (of: Plan) =>
      [...of.actions, ...of.later]
        .filter(({ reasons }) =>
          reasons.some((reason) => reason.kind === 'answer' && reason.question === 'water.depth'),
        )
        .map(({ id }) => id);
    const before = new Set(workFor(plan));
    for (const id of workFor(buildPlan({ framework, answers: value as Answers & { start: string } })))
      expect(before.has(id)).toBe(true);
  });
});

test('the same input gives the same bytes', () => {
  always(({ framework, answers: given, plan }) => {
    expect(JSON.stringify(buildPlan({ framework, answers: given }))).toBe(JSON.stringify(plan));
  });
});
