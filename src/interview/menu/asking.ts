/** How the menu asks: a choice or a text at a time, each with a way back. */
import type { Edit } from '../../yaml/change.js';
import { type Choice, type Key, type Prompt, type Reply } from '../prompts.js';
import type { Step } from '../steps.js';
import type { Walk } from '../walk.js';

/** How something that is done in the menu ended: a step where a question is to be asked again. */
export type Went = 'done' | 'leave' | Step;

/** The last of several choices, which goes back to the menu. */
export const DONE: Choice = { value: '', name: 'Done', detail: null };

const KEYS: readonly Key[] = ['back', 'leave'];

/** A question of the menu: under which title, in which words, and the answer so far. */
interface Asked {
  readonly title: string;
  readonly ask: string;
}

async function ask(walk: Walk, prompt: Partial<Prompt> & Asked): Promise<Reply> {
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
export function change(walk: Walk, edits: readonly Edit[]): void {
  walk.refused = walk.sitting.apply(edits);
}

/**
 * Asks for one of several choices.
 * @param current the values of the answer so far; none unless told
 * @returns its value, or the key that was pressed instead
 */
export async function choose(
  walk: Walk,
  prompt: Asked & { readonly choices: readonly Choice[]; readonly current?: readonly string[] },
): Promise<string | { readonly key: 'back' | 'leave' }> {
  const reply = await ask(walk, { ...prompt, kind: 'choice' });
  return reply.kind === 'answer' ? reply.values[0]! : { key: reply.key === 'leave' ? 'leave' : 'back' };
}

/**
 * Asks for a text until it fits.
 * @param save takes what was typed; a sentence says what is wrong with it, null that it is saved
 */
export async function type(
  walk: Walk,
  { current, ...asked }: Asked & { readonly current: string | null },
  save: (typed: string) => string | null,
): Promise<'done' | 'back' | 'leave'> {
  let remarks: readonly string[] = [];
  for (;;) {
    const reply = await ask(walk, { ...asked, remarks, current: current === null ? [] : [current] });
    if (reply.kind === 'key') return reply.key === 'leave' ? 'leave' : 'back';
    const problem = save(reply.values[0]!.trim());
    if (problem === null) return 'done';
    remarks = [problem];
  }
}
