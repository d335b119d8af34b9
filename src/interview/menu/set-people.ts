/** Who holds the roles: vacant posts, people who hold several, and how much each carries at a time. */
import { toNumber } from '../../text/numbers.js';
import type { Edit, PlainData } from '../../yaml/change.js';
import type { Choice } from '../prompts.js';
import type { Walk } from '../walk.js';
import { change, choose, chooseEach, type } from './asking.js';

type State = 'usual' | 'vacant' | 'held' | 'none' | 'number';

/** Asks about one role after the other. */
export async function setPeople(walk: Walk): Promise<void> {
  await chooseEach(
    walk,
    () => ({
      title: 'Who does the work',
      ask: 'Which role? Beside each stands how many actions it carries at a time.',
      choices: walk.framework.roles.map(({ id, name, capacity }) => ({
        value: id,
        name,
        detail: describeRole(walk, id, capacity),
      })),
    }),
    (role) => setRole(walk, role),
  );
}

function nameOf({ framework }: Walk, id: string): string {
  return framework.roles.find((role) => role.id === id)!.name;
}

function stateOf({ sitting }: Walk, id: string): State {
  const { heldBy, capacity } = sitting.answers;
  if (heldBy[id] === null) return 'none';
  if (heldBy[id] !== undefined) return 'held';
  return capacity[id] === undefined ? 'usual' : capacity[id] === 0 ? 'vacant' : 'number';
}

/** @param usual how many actions at a time it carries by the framework */
function describeRole(walk: Walk, id: string, usual: number): string {
  const { heldBy, capacity } = walk.sitting.answers;
  const state = stateOf(walk, id);
  if (state === 'none') return 'nobody';
  if (state === 'vacant') return 'vacant';
  return state === 'held' ? `done by: ${nameOf(walk, heldBy[id]!)}` : `${capacity[id] ?? usual} at a time`;
}

/** Asks how it is with one role; a way back leaves it as it was. */
async function setRole(walk: Walk, role: string): Promise<void> {
  const others = walk.framework.roles.filter(({ id }) => id !== role);
  const title = nameOf(walk, role);
  const choices: Choice[] = [
    { value: 'usual', name: 'As usual', detail: 'Somebody holds it, and nothing else.' },
    { value: 'vacant', name: 'The post is vacant', detail: 'Its actions wait.' },
    { value: 'held', name: 'Somebody with another role does it too', detail: 'Their time is shared.' },
    { value: 'none', name: 'There is no such role here', detail: 'Its actions wait until somebody is named.' },
    { value: 'number', name: 'It carries another number of actions', detail: null },
  ];
  const state = await choose(walk, {
    title,
    ask: 'How is it here?',
    choices: choices.filter(({ value }) => value !== 'held' || others.length > 0),
    current: [stateOf(walk, role)],
  });
  const edits = (capacity: PlainData | null, holder: PlainData | null): Edit[] => [
    { path: ['capacity', role], value: capacity },
    { path: ['roles', role], value: holder },
  ];
  if (state === 'usual') change(walk, edits(null, null));
  if (state === 'vacant') change(walk, edits(0, null));
  if (state === 'none') change(walk, edits(null, 'none'));
  if (state === 'number')
    await type(walk, { title, ask: 'How many actions at a time?' }, (typed) =>
      walk.sitting.apply(edits(toNumber(typed), null)),
    );
  if (state === 'held') {
    const holder = await choose(walk, {
      title,
      ask: 'Who does it too?',
      choices: others.map(({ id, name }) => ({ value: id, name, detail: null })),
      current: [walk.sitting.answers.heldBy[role] ?? ''],
    });
    if (holder !== null) change(walk, edits(null, holder));
  }
}
