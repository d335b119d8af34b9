/** All answers at a glance, and choosing one to be changed. */
import { count } from '../../text/plurals.js';
import { formatNumber } from '../../text/numbers.js';
import { makePrompt, type Prompt } from '../prompts.js';
import type { Standing, Step } from '../steps.js';
import type { Walk } from '../walk.js';
import { choose } from './asking.js';

/** Shows a line for each question, in groups, with what is open and what nobody knows marked in words. */
export function showAll(walk: Walk): void {
  const lines: string[] = [];
  let title = '';
  const asking = walk.asking();
  for (const standing of asking.standings) {
    const prompt = makePrompt(asking, standing.step);
    if (prompt.title !== title) lines.push('', prompt.title);
    title = prompt.title;
    lines.push(`  [${describeAnswer(walk, standing, prompt)}] ${prompt.ask}${describeBesides(walk, standing.step)}`);
  }
  const number = (status: Standing['status']) => asking.standings.filter((one) => one.status === status).length;
  lines.push('', `${number('answered')} answered, ${number('unknown')} not known, ${number('open')} open.`, '');
  walk.terminal.tell(lines);
}

/** All that was said besides the answer. */
function describeBesides({ sitting }: Walk, step: Step): string {
  // A fact or a rule may have the id of a condition.
  if (step.kind !== 'question' && step.kind !== 'condition') return '';
  const { note = null, evidence = [] } = sitting.answers.responses[step.id] ?? {};
  const parts = [note === null ? [] : 'a note', evidence.length === 0 ? [] : count(evidence.length, 'link')].flat();
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

/** Lets the person choose an answer to change, and goes on from there. */
export async function changeAnswer(walk: Walk): Promise<void> {
  const asking = walk.asking();
  const asked = asking.standings.map((standing) => ({ standing, prompt: makePrompt(asking, standing.step) }));
  const titles = [...new Set(asked.map(({ prompt }) => prompt.title))];
  for (;;) {
    const title = await choose(walk, {
      title: 'Change an answer',
      ask: 'Which part?',
      choices: titles.map((one) => ({ value: one, name: one, detail: null })),
    });
    if (title === null) return;
    const within = asked.filter(({ prompt }) => prompt.title === title);
    const chosen = await choose(walk, {
      title,
      ask: 'Which answer?',
      choices: within.map(({ standing, prompt }, n) => ({
        value: String(n),
        name: `[${describeAnswer(walk, standing, prompt)}] ${prompt.ask}`,
        detail: null,
      })),
    });
    if (chosen === null) continue;
    await walk.askFrom(within[Number(chosen)]!.standing.step);
    return;
  }
}
