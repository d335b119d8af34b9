/** How the menu asks: a choice or a text at a time, each with a way back. */
import type { Edit } from '../../yaml/change.js';
import type { Choice, Prompt } from '../prompts.js';
import type { Walk } from '../walk.js';

/** A question of the menu: under which title, in which words, and the answer so far; there is none unless told. */
type Asked = Pick<Prompt, 'title' | 'ask'> & Partial<Pick<Prompt, 'current' | 'remarks'>>;
type AskedChoice = Asked & Pick<Prompt, 'choices'>;

/** Asks, and first says what was refused before. @returns the answer as it was typed or chosen, null where the person goes back */
async function ask(walk: Walk, prompt: Asked & Partial<Prompt>): Promise<string | null> {
  const { refused } = walk;
  walk.refused = null;
  const reply = await walk.ask({
    progress: null,
    keys: ['back', 'leave'],
    kind: 'text',
    choices: [],
    current: [],
    isProposed: false,
    ...prompt,
    remarks: [...(refused === null ? [] : [refused]), ...(prompt.remarks ?? [])],
  });
  return reply.kind === 'answer' ? reply.values[0]! : null;
}

/** Changes the answers; what is refused is said by the next prompt. */
export function change(walk: Walk, edits: readonly Edit[]): void {
  walk.refused = walk.sitting.apply(edits);
}

/** Asks for one of several choices. @returns its value, null where the person goes back */
export async function choose(walk: Walk, prompt: AskedChoice): Promise<string | null> {
  return ask(walk, { ...prompt, kind: 'choice' });
}

/** The last of several choices, which goes back to the menu. */
const DONE: Choice = { value: '', name: 'Done', detail: null };

/** Asks for one of several choices and does something with it, again and again, until the person is done or goes back. */
export async function chooseEach(
  walk: Walk,
  prompt: () => AskedChoice,
  use: (chosen: string) => Promise<void>,
): Promise<void> {
  for (;;) {
    const { choices, ...asked } = prompt();
    const chosen = await choose(walk, { ...asked, choices: [...choices, DONE] });
    if (chosen === null || chosen === '') return;
    await use(chosen);
  }
}

/**
 * Asks for a text until it fits.
 * @param save takes what was typed; a sentence says what is wrong with it, null that it is saved
 * @returns whether it was saved; else the person goes back
 */
export async function type(walk: Walk, asked: Asked, save: (typed: string) => string | null): Promise<boolean> {
  let remarks: readonly string[] = [];
  for (;;) {
    const typed = await ask(walk, { ...asked, remarks });
    if (typed === null) return false;
    const problem = save(typed.trim());
    if (problem === null) return true;
    remarks = [problem];
  }
}
