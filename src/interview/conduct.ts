/** An interview from its first screen to its last: asks what is open, shows the menu, and says how to come back. */
import { count } from '../text/plurals.js';
import type { Sitting } from './answers-session.js';
import { showAll } from './menu/all-answers.js';
import { goThroughMenu } from './menu/menu.js';
import { listSteps, type Standing } from './steps.js';
import { Leaving, type Settings, type Terminal, Walk } from './walk.js';

/** How an interview ended: left before the end, or done, and then perhaps a plan is wanted. */
export type InterviewEnding = 'left' | 'plan';

/** Asks everything that is open, then shows all answers and lets any be changed, until the person leaves or wants the plan. */
export async function conductInterview(
  sitting: Sitting,
  terminal: Terminal,
  settings: Settings,
): Promise<InterviewEnding> {
  greet(sitting, terminal, settings);
  const walk = new Walk(sitting, terminal, settings);
  try {
    if ((await walk.askOpen()) === 'done') showAll(walk);
    await goThroughMenu(walk);
    return 'plan';
  } catch (error) {
    if (!(error instanceof Leaving)) throw error;
    terminal.tell(describeLeaving(sitting, settings.resumeCommand));
    return 'left';
  }
}

/** All that a person who leaves must know: whether everything is saved, and how to come back. */
export function describeLeaving(sitting: Sitting, resumeCommand: string): string[] {
  const goOn = [`To ${sitting.isSaved ? 'go on' : 'begin'} later, type:`, `  ${resumeCommand}`];
  if (sitting.restore()) return [`${sitting.store.file} was gone or empty, and is written again.`, ...goOn];
  if (sitting.isBehind) return ['Your last answer could not be saved; those before it are.', ...goOn];
  return [sitting.isSaved ? 'Everything you answered is saved.' : 'Nothing was answered yet.', ...goOn];
}

/** How long an answer takes, in seconds: a level with a look at what it means here, and a mere fact. */
const SECONDS = { level: 30, fact: 12 };

function greet(sitting: Sitting, terminal: Terminal, settings: Settings): void {
  const { scope, resumeCommand } = settings;
  const { framework, store, warnings } = sitting;
  const standings = listSteps(sitting, scope);
  const open = standings.filter(({ status }) => status === 'open');
  const minutes = minutesFor(open);
  const versions = warnings.flatMap((warning) => (warning.code === 'other-version' ? [warning.args] : []));
  terminal.tell([
    framework.title,
    '',
    open.length === standings.length
      ? `${count(standings.length, 'question')}, about ${count(minutes, 'minute')}. You need not answer them in one sitting, nor all of them.`
      : open.length === 0
        ? `All ${standings.length} questions are answered.`
        : `${standings.length - open.length} of ${standings.length} questions are answered. The others take about ${count(minutes, 'minute')}.`,
    ...describeShorter(sitting, settings, open.length),
    `Every answer is saved at once in ${store.file}.`,
    `Besides answering, you can type a key and then Enter. The last line on the screen says which there are: /b goes back, /u says that nobody knows, /x that it does not apply (n/a), /n adds a note, /e a link that shows it, /s skips, /h helps, /m shows the menu: all answers, and the plan.`,
    'To leave at any time, type /q and Enter. To come back, type:',
    `  ${resumeCommand}`,
    ...versions.map(
      ({ found, expected }) =>
        `The answers were given for version ${found} of the questions; these are of version ${expected}. Nothing is lost.`,
    ),
    '',
  ]);
}

function minutesFor(open: readonly Standing[]): number {
  const levels = open.filter(({ step }) => step.kind === 'question' || step.kind === 'condition').length;
  return Math.max(1, Math.ceil((levels * SECONDS.level + (open.length - levels) * SECONDS.fact) / 60));
}

/** That there is a shorter interview, where it would spare the person questions. */
function describeShorter(sitting: Sitting, { scope, quickCommand }: Settings, open: number): string[] {
  if (scope.quick || scope.only !== null) return [];
  const left = listSteps(sitting, { ...scope, quick: true }).filter(({ status }) => status === 'open');
  if (left.length >= open) return [];
  return [
    `A shorter interview has one question for each condition (${count(left.length, 'question')} left, about ${count(minutesFor(left), 'minute')}). For that one, leave with /q and Enter, and type:`,
    `  ${quickCommand}`,
  ];
}
