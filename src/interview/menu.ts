/** The end of an interview: all answers at a glance, any of them to be changed, and what a team may want to add. */
import type { AnswerData, Edit } from '../yaml/edit.js';
import { toMoney } from '../answers/typed.js';
import { toNumber } from '../text/numbers.js';
import type { Walk } from './walk.js';
import { type Choice, type Key, makePrompt, type Prompt, type Reply } from './prompts.js';
import { plural } from '../diagnostics/report.js';
import { assess } from '../plan/assess.js';
import { formatNumber } from '../text/words.js';
import type { Standing, Step } from './steps.js';

/** What the person wants next: the plan, what it cannot do without, what is open, the last question again, one question, or to leave. */
export type Wish = 'plan' | 'required' | 'open' | 'back' | 'leave' | Step;

const KEYS: readonly Key[] = ['back', 'leave'];

/** Asks what is to be done, until it is something that is not done here. */
export async function review(walk: Walk): Promise<Wish> {
  for (;;) {
    const open = walk.standings().filter(({ status }) => status === 'open').length;
    const missing = findMissing(walk);
    const { framework, settings, sitting } = walk;
    const isWhole = settings.scope.only === null;
    const funds = Object.keys(sitting.answers.funds).length;
    if (missing.length > 0 && !isWhole)
      walk.terminal.tell([
        `A plan needs more than these answers. To be asked for the rest, leave with /q and Enter, and type:`,
        `  ${settings.wholeCommand}`,
      ]);
    const reply = await choose(walk, 'All answers', 'What next?', [
      // Only some conditions were asked: what a plan needs besides is asked in an interview of its own.
      ...(missing.length > 0 && !isWhole
        ? []
        : [
            {
              value: 'plan',
              name: 'Make the plan',
              detail: missing.length === 0 ? null : `First this must be answered: ${missing.join('; ')}`,
            },
          ]),
      // Always there, so that the numbers of the others stay what they are.
      { value: 'open', name: 'Answer what is open', detail: open === 0 ? 'Nothing is.' : plural(open, 'question') },
      { value: 'change', name: 'Change an answer', detail: null },
      { value: 'all', name: 'Show all answers', detail: null },
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
              detail:
                'How many conditions come first, and how many actions start in the first year; the others follow.',
            },
            ...(framework.roles.length === 0
              ? []
              : [
                  {
                    value: 'people',
                    name: 'Say who does the work',
                    detail: 'Vacant posts, and people who hold several.',
                  },
                ]),
            ...(framework.funding.length === 0
              ? []
              : [
                  {
                    value: 'money',
                    name: 'Say what money is there',
                    detail: funds === 0 ? null : `So far from ${plural(funds, 'source')}`,
                  },
                ]),
            {
              value: 'units',
              name: `Name the ${framework.terms.units}`,
              detail: `Waves then carry their names. So far: ${sitting.answers.namedUnits.length}`,
            },
          ]
        : []),
      { value: 'leave', name: 'Save and leave', detail: null },
    ]);
    if (typeof reply !== 'string') return reply.key;
    if (reply === 'plan') {
      return missing.length === 0 ? 'plan' : 'required';
    }
    if (reply === 'open' && open === 0) continue;
    if (reply === 'open' || reply === 'leave') return reply;
    if (reply === 'all') {
      showAll(walk);
      continue;
    }
    const went = await (reply === 'change' ? chooseAnswer(walk) : EXTRAS[reply as keyof typeof EXTRAS](walk));
    if (went === 'leave') return 'leave';
    if (went !== 'done') return went;
  }
}

/** Shows all answers. */
export function showAll(walk: Walk): void {
  walk.terminal.tell(describeAll(walk));
}

/** How something that is done here ended: a step where a question is to be asked again. */
type Went = 'done' | 'leave' | Step;

const EXTRAS = { targets: setTargets, focus: setFocus, people: setPeople, money: setMoney, units: nameUnits };

async function ask(walk: Walk, prompt: Partial<Prompt> & Pick<Prompt, 'title' | 'ask'>): Promise<Reply> {
  const { refused } = walk;
  walk.refused = null;
  return walk.terminal.ask({
    progress: null,
    keys: KEYS,
    kind: 'text',
    choices: [],
    current: [],
    isProposed: false,
    ...prompt,
    remarks: [...(refused === null ? [] : [refused]), ...(prompt.remarks ?? [])],
  });
}

/** Changes the answers; what is refused is said by the next prompt. */
function change(walk: Walk, edits: readonly Edit[]): boolean {
  walk.refused = walk.sitting.apply(edits);
  return walk.refused === null;
}

const DONE: Choice = { value: '', name: 'Done', detail: null };

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

/** A line for each question, in groups, with what is open and what nobody knows marked in words. */
function describeAll(walk: Walk): string[] {
  const lines: string[] = [];
  let title = '';
  const standings = walk.standings();
  for (const standing of standings) {
    const prompt = promptOf(walk, standings, standing.step);
    if (prompt.title !== title) lines.push('', prompt.title);
    title = prompt.title;
    lines.push(`  [${describeAnswer(walk, standing, prompt)}] ${prompt.ask}${describeBesides(walk, standing.step)}`);
  }
  const count = (status: Standing['status']) => standings.filter((one) => one.status === status).length;
  return [...lines, '', `${count('answered')} answered, ${count('unknown')} not known, ${count('open')} open.`, ''];
}

function promptOf(walk: Walk, standings: readonly Standing[], step: Step): Prompt {
  return makePrompt(walk.framework, walk.sitting.answers, standings, step, walk.settings.proposedStart);
}

/** What was said besides the answer. */
function describeBesides({ sitting }: Walk, step: Step): string {
  const response = 'id' in step ? sitting.answers.responses[step.id] : undefined;
  const parts = [
    ...((response?.note ?? null) === null ? [] : ['a note']),
    ...(response === undefined || response.evidence.length === 0 ? [] : [plural(response.evidence.length, 'link')]),
  ];
  return parts.length === 0 ? '' : ` (with ${parts.join(' and ')})`;
}

function describeAnswer(walk: Walk, { step, status }: Standing, { current, choices }: Prompt): string {
  if (status === 'open') return 'open';
  if (status === 'unknown') return 'not known';
  if (current.length > 0)
    return current
      .map((value) => choices.find((choice) => choice.value === value)?.name ?? showValue(walk, step, value))
      .join(', ');
  if (step.kind === 'fact') return 'none';
  const isByQuestion = step.kind === 'condition' && (walk.sitting.answers.responses[step.id]?.level ?? null) === null;
  return isByQuestion ? 'answered question by question' : 'does not apply';
}

/** A number with its thousands apart. */
function showValue({ framework }: Walk, step: Step, value: string): string {
  const type = step.kind === 'fact' ? framework.facts.find(({ id }) => id === step.id)!.type : null;
  return type === 'integer' || type === 'money' || type === 'number' ? formatNumber(Number(value)) : value;
}

async function chooseAnswer(walk: Walk): Promise<Went> {
  const standings = walk.standings();
  const asked = standings.map((standing) => ({ standing, prompt: promptOf(walk, standings, standing.step) }));
  const titles = [...new Set(asked.map(({ prompt }) => prompt.title))];
  for (;;) {
    const title = await choose(
      walk,
      'Change an answer',
      'Which part?',
      titles.map((one) => ({ value: one, name: one, detail: null })),
    );
    if (typeof title !== 'string') return title.key === 'leave' ? 'leave' : 'done';
    const within = asked.filter(({ prompt }) => prompt.title === title);
    const chosen = await choose(
      walk,
      title,
      'Which answer?',
      within.map(({ standing, prompt }, n) => ({
        value: String(n),
        name: `[${describeAnswer(walk, standing, prompt)}] ${prompt.ask}`,
        detail: null,
      })),
    );
    if (typeof chosen === 'string') return within[Number(chosen)]!.standing.step;
    if (chosen.key === 'leave') return 'leave';
  }
}

async function setTargets(walk: Walk): Promise<Went> {
  const { framework, sitting } = walk;
  const levelName = (id: string | undefined) => framework.levels.find((level) => level.id === id)?.name ?? null;
  const { conditions } = assess(framework, sitting.answers).assessment;
  const today = (id: string) => {
    const { applicable, confidence, rank } = conditions.find((condition) => condition.id === id)!;
    return !applicable
      ? 'does not apply'
      : confidence === 0
        ? 'not known today'
        : `today: ${framework.levels[rank]!.name}`;
  };
  for (;;) {
    const written = (sitting.data['targets'] ?? {}) as Record<string, string | undefined>;
    const usual = written['default'] ?? framework.levels.at(-1)!.id;
    const which = await choose(walk, 'Aims', 'For which condition?', [
      { value: 'default', name: 'All that have no aim of their own', detail: levelName(usual) },
      ...framework.conditions.map(({ id, name }) => ({
        value: id,
        name,
        detail: [today(id), ...(written[id] === undefined ? [] : [`aim: ${levelName(written[id])}`])].join('; '),
      })),
      DONE,
    ]);
    if (typeof which !== 'string') return which.key === 'leave' ? 'leave' : 'done';
    if (which === '') return 'done';
    const name = framework.conditions.find(({ id }) => id === which)?.name ?? 'All that have no aim of their own';
    const level = await choose(
      walk,
      name,
      'Which level is the aim?',
      [
        ...framework.levels.map(({ id, name: title, summary }) => ({ value: id, name: title, detail: summary })),
        ...(which === 'default' ? [] : [{ value: '', name: 'The same as the others', detail: null }]),
      ],
      [written[which] ?? (which === 'default' ? usual : '')],
    );
    if (typeof level !== 'string') {
      if (level.key === 'leave') return 'leave';
      continue;
    }
    change(walk, [{ path: ['targets', which], value: level === '' ? null : level }]);
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
  const stateOf = (id: string): 'usual' | 'vacant' | 'held' | 'none' | 'number' => {
    const { heldBy, capacity } = sitting.answers;
    if (heldBy[id] === null) return 'none';
    if (heldBy[id] !== undefined) return 'held';
    return capacity[id] === undefined ? 'usual' : capacity[id] === 0 ? 'vacant' : 'number';
  };
  const describe = (id: string, capacity: number): string => {
    const state = stateOf(id);
    if (state === 'none') return 'nobody';
    if (state === 'vacant') return 'vacant';
    return state === 'held'
      ? `done by: ${nameOf(sitting.answers.heldBy[id]!)}`
      : `${sitting.answers.capacity[id] ?? capacity} at a time`;
  };
  for (;;) {
    const role = await choose(
      walk,
      'Who does the work',
      'Which role? Behind each stands how many actions it carries at a time.',
      [...framework.roles.map(({ id, name, capacity }) => ({ value: id, name, detail: describe(id, capacity) })), DONE],
    );
    if (typeof role !== 'string') return role.key === 'leave' ? 'leave' : 'done';
    if (role === '') return 'done';
    const others = framework.roles.filter(({ id }) => id !== role);
    const state = await choose(
      walk,
      nameOf(role),
      'How is it here?',
      [
        { value: 'usual', name: 'As usual', detail: 'Somebody holds it, and nothing else.' },
        { value: 'vacant', name: 'The post is vacant', detail: 'Its actions wait.' },
        ...(others.length === 0
          ? []
          : [{ value: 'held', name: 'Somebody with another role does it too', detail: 'Their time is shared.' }]),
        { value: 'none', name: 'There is no such role here', detail: 'Its actions wait until somebody is named.' },
        { value: 'number', name: 'It carries another number of actions', detail: null },
      ],
      [stateOf(role)],
    );
    if (typeof state !== 'string') {
      if (state.key === 'leave') return 'leave';
      continue;
    }
    const edits = (capacity: AnswerData | null, holder: AnswerData | null): Edit[] => [
      { path: ['capacity', role], value: capacity },
      { path: ['roles', role], value: holder },
    ];
    if (state === 'usual') change(walk, edits(null, null));
    if (state === 'vacant') change(walk, edits(0, null));
    if (state === 'none') change(walk, edits(null, 'none'));
    if (state === 'number') {
      const went = await type(walk, nameOf(role), 'How many actions at a time?', null, (typed) =>
        sitting.apply(edits(toNumber(typed), null)),
      );
      if (went === 'leave') return 'leave';
    }
    if (state === 'held') {
      const holder = await choose(
        walk,
        nameOf(role),
        'Who does it too?',
        others.map(({ id, name }) => ({ value: id, name, detail: null })),
        [sitting.answers.heldBy[role] ?? ''],
      );
      if (typeof holder !== 'string') {
        if (holder.key === 'leave') return 'leave';
        continue;
      }
      change(walk, edits(null, holder));
    }
  }
}

async function setMoney(walk: Walk): Promise<Went> {
  const { framework, sitting } = walk;
  const { currency } = framework.terms;
  for (;;) {
    const source = await choose(walk, 'Money that is there', 'From which source?', [
      ...framework.funding.map(({ id, name }) => {
        const fund = sitting.answers.funds[id];
        const detail =
          fund === undefined
            ? null
            : `${formatNumber(fund.amount)} ${currency}, ${fund.each === 'year' ? 'every year' : 'once'}`;
        return { value: id, name, detail };
      }),
      DONE,
    ]);
    if (typeof source !== 'string') return source.key === 'leave' ? 'leave' : 'done';
    if (source === '') return 'done';
    const { name } = framework.funding.find(({ id }) => id === source)!;
    const known = sitting.answers.funds[source];
    const amount = await type(
      walk,
      name,
      `How much, in whole ${currency}? 0 takes it away.`,
      known === undefined ? null : String(known.amount),
      (typed) => {
        const value = toMoney(typed);
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
      known === undefined ? [] : [known.each],
    );
    if (typeof each === 'string') change(walk, [{ path: ['funds', source, 'each'], value: each }]);
    else if (each.key === 'leave') return 'leave';
  }
}

async function nameUnits(walk: Walk): Promise<Went> {
  const { sitting, framework } = walk;
  const { unit, units } = framework.terms;
  const list = () => [...((sitting.data['schools'] ?? []) as Record<string, AnswerData>[])];
  for (;;) {
    const known = list();
    const which = await choose(walk, `The ${units}`, `Which ${unit}?`, [
      { value: 'new', name: `Add a ${unit}`, detail: null },
      ...known.map((one, n) => ({ value: String(n), name: toText(one['name']) ?? '', detail: describeUnit(one) })),
      DONE,
    ]);
    if (typeof which !== 'string') return which.key === 'leave' ? 'leave' : 'done';
    if (which === '') return 'done';
    const n = which === 'new' ? known.length : Number(which);
    const went = await nameUnit(walk, n, known[n] ?? {}, list);
    if (went === 'leave') return 'leave';
  }
}

function describeUnit(one: Record<string, AnswerData>): string | null {
  const parts = [
    toText(one['grades']),
    one['high_need'] === true ? 'high need' : null,
    one['in'] === true ? 'already in' : null,
  ];
  return parts.filter((part) => part !== null).join(', ') || null;
}

/** Asks about one unit; each answer is saved at once. */
async function nameUnit(
  walk: Walk,
  n: number,
  former: Record<string, AnswerData>,
  list: () => Record<string, AnswerData>[],
): Promise<'done' | 'leave'> {
  const { sitting, framework } = walk;
  const { units } = framework.terms;
  const save = (changed: Record<string, AnswerData> | null): string | null => {
    const now = list();
    const all = [...now.slice(0, n), ...(changed === null ? [] : [changed]), ...now.slice(n + 1)];
    return sitting.apply([{ path: ['schools'], value: all.length === 0 ? null : all }]);
  };
  const known = () => list()[n] ?? {};
  const name = toText(former['name']);
  let isGone = false;
  const named = await type(
    walk,
    `The ${units}`,
    `What is it called?${name === null ? '' : ' To take it away, type - alone.'}`,
    name,
    (typed) => {
      isGone = typed === '-' && name !== null;
      return isGone ? save(null) : save({ ...former, name: typed });
    },
  );
  if (named !== 'done') return named === 'leave' ? 'leave' : 'done';
  if (list()[n] === undefined || (name !== null && toText(known()['name']) !== name && list().length < n))
    return 'done';
  const title = toText(known()['name']) ?? '';
  const graded = await type(
    walk,
    title,
    'A few words about it, such as K-5? Type - to leave it open.',
    toText(known()['grades']) ?? '-',
    (typed) => {
      const { grades: _, ...others } = known();
      return save(typed === '-' ? others : { ...others, grades: typed });
    },
  );
  if (graded !== 'done') return graded === 'leave' ? 'leave' : 'done';
  for (const [field, question] of [
    ['high_need', 'Is the need greatest there?'],
    ['in', 'Has it begun there already?'],
  ] as const) {
    const reply = await choose(
      walk,
      title,
      question,
      [
        { value: 'yes', name: 'Yes', detail: null },
        { value: 'no', name: 'No', detail: null },
      ],
      known()[field] === true ? ['yes'] : [],
    );
    if (typeof reply !== 'string') return reply.key === 'leave' ? 'leave' : 'done';
    const { [field]: _, ...others } = known();
    walk.refused = save(reply === 'yes' ? { ...others, [field]: true } : others);
  }
  return 'done';
}

function toText(value: AnswerData | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
