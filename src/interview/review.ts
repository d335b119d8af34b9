/** The end of an interview: all answers at a glance, any of them to be changed, and what a team may want to add. */
import type { AnswerData } from '../answers/edit.js';
import type { Walk } from './interview.js';
import { type Choice, type Key, makePrompt, type Reply, toNumber } from './prompts.js';
import type { Standing, Step } from './steps.js';

/** What the person wants next: the plan, what is open, one question, the last question again, or to leave. */
export type Wish = 'plan' | 'open' | 'back' | 'leave' | Step;

const KEYS: readonly Key[] = ['back', 'leave'];

/** Shows all answers and asks what is to be done, until it is something that is not done here. */
export async function review(walk: Walk): Promise<Wish> {
  walk.terminal.tell(describeAll(walk));
  for (;;) {
    const open = walk.standings().filter(({ status }) => status === 'open').length;
    const missing = findMissing(walk);
    const isWhole = walk.settings.scope.only === null;
    const reply = await choose(walk, 'All answers', 'What next?', [
      missing.length === 0
        ? { value: 'plan', name: 'Make the plan', detail: null }
        : { value: 'plan', name: 'Make the plan', detail: `First this must be answered: ${missing.join('; ')}` },
      ...(open > 0 ? [{ value: 'open', name: `Answer what is open (${open})`, detail: null }] : []),
      { value: 'change', name: 'Change an answer', detail: null },
      ...(isWhole
        ? [
            {
              value: 'targets',
              name: 'Set other aims',
              detail: 'Unless you say so, the plan aims at the highest level.',
            },
            {
              value: 'focus',
              name: 'Say how much at once',
              detail: 'How many conditions come first, and how many actions start in the first year.',
            },
            { value: 'people', name: 'Say who does the work', detail: 'Vacant posts, and people who hold several.' },
            { value: 'money', name: 'Say what money is there', detail: null },
            { value: 'units', name: `Name the ${walk.framework.terms.units}`, detail: 'Waves then carry their names.' },
          ]
        : []),
      { value: 'leave', name: 'Save and leave', detail: null },
    ]);
    if (typeof reply !== 'string') return reply.key;
    if (reply === 'plan') {
      if (missing.length === 0) return 'plan';
      walk.terminal.tell([`A plan needs more: ${missing.join('; ')}`]);
      const step = walk.standings().find((one) => one.status !== 'answered' && isRequired(walk, one.step));
      if (step !== undefined) return step.step;
      continue;
    }
    if (reply === 'open' || reply === 'leave') return reply;
    const went = await (reply === 'change' ? chooseAnswer(walk) : EXTRAS[reply as keyof typeof EXTRAS](walk));
    if (went === 'leave') return 'leave';
    if (went !== 'done') return went;
  }
}

/** How something that is done here ended: a step where a question is to be asked again. */
type Went = 'done' | 'leave' | Step;

const EXTRAS = { targets: setTargets, focus: setFocus, people: setPeople, money: setMoney, units: nameUnits };

async function ask(
  walk: Walk,
  prompt: Partial<Parameters<Walk['terminal']['ask']>[0]> & { title: string; ask: string },
): Promise<Reply> {
  return walk.terminal.ask({
    progress: null,
    remarks: [],
    keys: KEYS,
    kind: 'text',
    choices: [],
    current: [],
    ...prompt,
  });
}

/** A choice, as its value, or the key that was pressed instead. */
async function choose(
  walk: Walk,
  title: string,
  question: string,
  choices: readonly Choice[],
  current: readonly string[] = [],
): Promise<string | { readonly key: 'back' | 'leave' }> {
  const reply = await ask(walk, { title, ask: question, kind: 'choice', choices, current });
  return reply.kind === 'answer' ? reply.values[0]! : { key: reply.key === 'leave' ? 'leave' : 'back' };
}

/** Asks for a text until it fits; null where the person went back. */
async function type(
  walk: Walk,
  title: string,
  question: string,
  current: string | null,
  save: (typed: string) => string | null,
): Promise<'done' | 'back' | 'leave'> {
  let remarks: readonly string[] = [];
  for (;;) {
    const reply = await ask(walk, { title, ask: question, remarks, current: current === null ? [] : [current] });
    if (reply.kind === 'key') return reply.key === 'leave' ? 'leave' : 'back';
    const problem = save(reply.values[0]!.trim());
    if (problem === null) return 'done';
    remarks = [problem];
  }
}

/** What a plan cannot do without, as the questions that are open. */
function findMissing(walk: Walk): string[] {
  const { framework, sitting } = walk;
  const facts = framework.facts.filter(({ id, required }) => required && sitting.answers.facts[id] === undefined);
  return [
    ...facts.map(({ ask: question }) => question),
    ...(sitting.answers.start === null ? ["the plan's first day"] : []),
  ];
}

function isRequired(walk: Walk, step: Step): boolean {
  if (step.kind === 'start') return true;
  return step.kind === 'fact' && walk.framework.facts.find(({ id }) => id === step.id)!.required;
}

/** A line for each question, in groups, with what is open and what nobody knows marked in words. */
function describeAll(walk: Walk): string[] {
  const lines: string[] = [];
  let title = '';
  for (const standing of walk.standings()) {
    const prompt = promptOf(walk, standing.step);
    if (prompt.title !== title) lines.push('', prompt.title);
    title = prompt.title;
    lines.push(`  [${describeAnswer(walk, standing)}] ${prompt.ask}`);
  }
  const counts = walk.standings().map(({ status }) => status);
  const count = (status: Standing['status']) => counts.filter((one) => one === status).length;
  return [...lines, '', `${count('answered')} answered, ${count('unknown')} not known, ${count('open')} open.`, ''];
}

function promptOf(walk: Walk, step: Step) {
  return makePrompt(walk.framework, walk.sitting.answers, walk.standings(), step, walk.settings.proposedStart);
}

function describeAnswer(walk: Walk, { step, status }: Standing): string {
  if (status === 'open') return 'open';
  if (status === 'unknown') return 'not known';
  const { current, choices } = promptOf(walk, step);
  if (current.length === 0) return 'does not apply';
  return current.map((value) => choices.find((choice) => choice.value === value)?.name ?? value).join(', ');
}

async function chooseAnswer(walk: Walk): Promise<Went> {
  const standings = walk.standings();
  const titles = [...new Set(standings.map(({ step }) => promptOf(walk, step).title))];
  for (;;) {
    const title = await choose(
      walk,
      'Change an answer',
      'Which part?',
      titles.map((one) => ({ value: one, name: one, detail: null })),
    );
    if (typeof title !== 'string') return title.key === 'leave' ? 'leave' : 'done';
    const within = standings.filter(({ step }) => promptOf(walk, step).title === title);
    const chosen = await choose(
      walk,
      title,
      'Which answer?',
      within.map((standing, n) => ({
        value: String(n),
        name: promptOf(walk, standing.step).ask,
        detail: describeAnswer(walk, standing),
      })),
    );
    if (typeof chosen === 'string') return within[Number(chosen)]!.step;
    if (chosen.key === 'leave') return 'leave';
  }
}

async function setTargets(walk: Walk): Promise<Went> {
  const { framework, sitting } = walk;
  const written = (sitting.data['targets'] ?? {}) as Record<string, string>;
  const levelName = (id: string | undefined) => framework.levels.find((level) => level.id === id)?.name ?? null;
  for (;;) {
    const top = framework.levels.at(-1)!.name;
    const which = await choose(walk, 'Aims', 'For which condition?', [
      { value: 'default', name: 'All of them', detail: levelName(written['default']) ?? top },
      ...framework.conditions.map(({ id, name }) => ({ value: id, name, detail: levelName(written[id]) })),
    ]);
    if (typeof which !== 'string') return which.key === 'leave' ? 'leave' : 'done';
    const level = await choose(
      walk,
      'Aims',
      'Which level is the aim?',
      framework.levels.map(({ id, name, summary }) => ({ value: id, name, detail: summary })),
      [written[which] ?? framework.levels.at(-1)!.id],
    );
    if (typeof level !== 'string') {
      if (level.key === 'leave') return 'leave';
      continue;
    }
    sitting.apply([{ path: ['targets', which], value: level }]);
    Object.assign(written, { [which]: level });
  }
}

async function setFocus(walk: Walk): Promise<Went> {
  const { priorities, firstYearActions } = walk.sitting.answers.focus;
  const save = (field: string) => (typed: string) =>
    walk.sitting.apply([{ path: ['focus', field], value: typed === 'all' ? typed : toNumber(typed) }]);
  const first = await type(
    walk,
    'How much at once',
    'How many conditions come first? A number, or all.',
    String(priorities ?? 'all'),
    save('priorities'),
  );
  if (first !== 'done') return first === 'leave' ? 'leave' : 'done';
  const second = await type(
    walk,
    'How much at once',
    'How many actions start in the first year, at the most? A number, or all.',
    String(firstYearActions ?? 'all'),
    save('first_year_actions'),
  );
  return second === 'leave' ? 'leave' : 'done';
}

async function setPeople(walk: Walk): Promise<Went> {
  const { framework, sitting } = walk;
  const nameOf = (id: string) => framework.roles.find((role) => role.id === id)!.name;
  const describe = (id: string, capacity: number): string => {
    const { heldBy, capacity: own } = sitting.answers;
    if (heldBy[id] === null) return 'nobody';
    if (heldBy[id] !== undefined) return `done by: ${nameOf(heldBy[id])}`;
    const actions = own[id] ?? capacity;
    return actions === 0 ? 'vacant' : `${actions} at a time`;
  };
  for (;;) {
    const role = await choose(
      walk,
      'Who does the work',
      'Which role? Behind each stands how many actions it carries at a time.',
      framework.roles.map(({ id, name, capacity }) => ({ value: id, name, detail: describe(id, capacity) })),
    );
    if (typeof role !== 'string') return role.key === 'leave' ? 'leave' : 'done';
    const state = await choose(walk, nameOf(role), 'How is it here?', [
      { value: 'usual', name: 'As usual', detail: 'Somebody holds it, and nothing else.' },
      { value: 'vacant', name: 'The post is vacant', detail: 'Its actions wait.' },
      { value: 'held', name: 'Somebody with another role does it too', detail: 'Their time is shared.' },
      { value: 'none', name: 'There is no such role here', detail: 'Its actions wait until somebody is named.' },
      { value: 'number', name: 'It carries another number of actions', detail: null },
    ]);
    if (typeof state !== 'string') {
      if (state.key === 'leave') return 'leave';
      continue;
    }
    const edits = (capacity: AnswerData | null, holder: AnswerData | null) =>
      sitting.apply([
        { path: ['capacity', role], value: capacity },
        { path: ['roles', role], value: holder },
      ]);
    if (state === 'usual') edits(null, null);
    if (state === 'vacant') edits(0, null);
    if (state === 'none') edits(null, 'none');
    if (state === 'number') {
      const went = await type(walk, nameOf(role), 'How many actions at a time?', null, (typed) =>
        edits(toNumber(typed), null),
      );
      if (went === 'leave') return 'leave';
    }
    if (state === 'held') {
      const holder = await choose(
        walk,
        nameOf(role),
        'Who does it too?',
        framework.roles.filter(({ id }) => id !== role).map(({ id, name }) => ({ value: id, name, detail: null })),
      );
      if (typeof holder !== 'string') {
        if (holder.key === 'leave') return 'leave';
        continue;
      }
      const problem = edits(null, holder);
      if (problem !== null) walk.terminal.tell([problem]);
    }
  }
}

async function setMoney(walk: Walk): Promise<Went> {
  const { framework, sitting } = walk;
  const { currency } = framework.terms;
  for (;;) {
    const source = await choose(
      walk,
      'Money that is there',
      'From which source?',
      framework.funding.map(({ id, name }) => {
        const fund = sitting.answers.funds[id];
        const detail =
          fund === undefined ? null : `${fund.amount} ${currency}, ${fund.each === 'year' ? 'every year' : 'once'}`;
        return { value: id, name, detail };
      }),
    );
    if (typeof source !== 'string') return source.key === 'leave' ? 'leave' : 'done';
    const { name } = framework.funding.find(({ id }) => id === source)!;
    const known = sitting.answers.funds[source];
    const amount = await type(
      walk,
      name,
      `How much, in whole ${currency}? 0 takes it away.`,
      known === undefined ? null : String(known.amount),
      (typed) => {
        const value = toNumber(typed);
        if (value === 0) return sitting.apply([{ path: ['funds', source], value: null }]);
        return sitting.apply([{ path: ['funds', source, 'amount'], value }]);
      },
    );
    if (amount === 'leave') return 'leave';
    if (amount !== 'done' || sitting.answers.funds[source] === undefined) continue;
    const each = await choose(
      walk,
      name,
      'Is it there once, or every year?',
      [
        { value: 'once', name: 'Once', detail: 'For all years of the plan together.' },
        { value: 'year', name: 'Every year', detail: null },
      ],
      [known?.each ?? 'once'],
    );
    if (typeof each === 'string') sitting.apply([{ path: ['funds', source, 'each'], value: each }]);
    else if (each.key === 'leave') return 'leave';
  }
}

async function nameUnits(walk: Walk): Promise<Went> {
  const { sitting, framework } = walk;
  const { unit, units } = framework.terms;
  const list = (): Record<string, AnswerData>[] => [
    ...((sitting.data['schools'] ?? []) as Record<string, AnswerData>[]),
  ];
  for (;;) {
    const known = list();
    const which = await choose(walk, `The ${units}`, `Which ${unit}?`, [
      { value: 'new', name: `Add a ${unit}`, detail: null },
      ...known.map((one, n) => ({
        value: String(n),
        name: toText(one['name']) ?? '',
        detail:
          [
            toText(one['grades']),
            one['high_need'] === true ? 'high need' : null,
            one['in'] === true ? 'already in' : null,
          ]
            .filter((part) => part !== null)
            .join(', ') || null,
      })),
    ]);
    if (typeof which !== 'string') return which.key === 'leave' ? 'leave' : 'done';
    const n = which === 'new' ? known.length : Number(which);
    const former = known[n] ?? {};
    let name = '';
    const named = await type(
      walk,
      `The ${units}`,
      `What is it called? A mere - takes it away.`,
      toText(former['name']),
      (typed) => {
        if (typed === '') return `Type a name, or /b to go back.`;
        name = typed;
        return null;
      },
    );
    if (named === 'leave') return 'leave';
    if (named === 'back') continue;
    const others = (changed: Record<string, AnswerData> | null) => {
      const all = [...known.slice(0, n), ...(changed === null ? [] : [changed]), ...known.slice(n + 1)];
      return sitting.apply([{ path: ['schools'], value: all.length === 0 ? null : all }]);
    };
    if (name === '-') {
      others(null);
      continue;
    }
    let grades = '';
    const graded = await type(
      walk,
      name,
      'Which grades, as K-5? Enter leaves it open.',
      toText(former['grades']) ?? '',
      (typed) => {
        grades = typed;
        return null;
      },
    );
    if (graded === 'leave') return 'leave';
    if (graded === 'back') continue;
    const yes = async (question: string, was: unknown) =>
      choose(
        walk,
        name,
        question,
        [
          { value: 'yes', name: 'Yes', detail: null },
          { value: 'no', name: 'No', detail: null },
        ],
        [was === true ? 'yes' : 'no'],
      );
    const highNeed = await yes('Does it need help the most?', former['high_need']);
    if (typeof highNeed !== 'string') {
      if (highNeed.key === 'leave') return 'leave';
      continue;
    }
    const isIn = await yes('Is it in already?', former['in']);
    if (typeof isIn !== 'string') {
      if (isIn.key === 'leave') return 'leave';
      continue;
    }
    const problem = others({
      name,
      ...(grades === '' ? {} : { grades }),
      ...(highNeed === 'yes' ? { high_need: true } : {}),
      ...(isIn === 'yes' ? { in: true } : {}),
    });
    if (problem !== null) walk.terminal.tell([problem]);
  }
}

function toText(value: AnswerData | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
