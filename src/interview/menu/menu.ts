/** The end of an interview: all answers at a glance, any of them to be changed, and what a team may want to add. */
import { findMissing } from '../../answers/facts.js';
import { count } from '../../text/plurals.js';
import type { Choice } from '../prompts.js';
import { Leaving, type Walk } from '../walk.js';
import { changeAnswer, showAll } from './all-answers.js';
import { choose } from './asking.js';
import { setFocus } from './set-focus.js';
import { setMoney } from './set-money.js';
import { setPeople } from './set-people.js';
import { setTargets } from './set-targets.js';
import { nameUnits } from './set-units.js';

/** Things that are done in the menu itself, and then it comes again. */
const EXTRAS: Readonly<Record<string, (walk: Walk) => void | Promise<void>>> = {
  all: showAll,
  change: changeAnswer,
  targets: setTargets,
  focus: setFocus,
  people: setPeople,
  money: setMoney,
  units: nameUnits,
};

/** Asks what is to be done, and does it, until the plan is wanted and can be made. */
export async function goThroughMenu(walk: Walk): Promise<void> {
  for (;;) {
    const open = walk.standings().filter(({ status }) => status === 'open').length;
    const missing = listMissing(walk);
    const lacks = missing.length === 0 ? null : `First this must be answered: ${missing.join('; ')}`;
    const isWhole = walk.settings.scope.only === null;
    if (missing.length > 0 && !isWhole)
      walk.terminal.tell([
        `A plan needs more than these answers. To be asked for the rest, leave with /q and Enter, and type:`,
        `  ${walk.settings.wholeCommand}`,
      ]);
    const reply = await choose(walk, {
      title: 'All answers',
      ask: 'What next?',
      choices: [
        // Only some conditions were asked: what a plan needs besides is asked in an interview of its own.
        ...(missing.length === 0 || isWhole ? [{ value: 'plan', name: 'Make the plan', detail: lacks }] : []),
        // Always there, so that the numbers of the others stay what they are.
        { value: 'open', name: 'Answer what is open', detail: open === 0 ? 'Nothing is.' : count(open, 'question') },
        { value: 'change', name: 'Change an answer', detail: null },
        { value: 'all', name: 'Show all answers', detail: null },
        ...(isWhole ? listExtras(walk) : []),
        { value: 'leave', name: 'Save and leave', detail: null },
      ],
    });
    if (reply === 'leave') throw new Leaving();
    if (reply === 'plan' && missing.length === 0) return;
    if (reply === 'plan') await walk.askRequired();
    else if (reply === null) await walk.askLast();
    else if (reply !== 'open') await EXTRAS[reply]!(walk);
    else if (open > 0) await walk.askOpen();
  }
}

/** All that a team may want to add, as far as the framework has it. */
function listExtras({ framework, sitting }: Walk): Choice[] {
  const { namedUnits, funds } = sitting.answers;
  const sources = Object.keys(funds).length;
  return [
    { value: 'targets', name: 'Set other aims', detail: 'Unless you say so, the plan aims at the highest level.' },
    {
      value: 'focus',
      name: 'Say how much at once',
      detail: 'How many conditions come first, and how many actions start in the first year; the others follow.',
    },
    ...(framework.roles.length === 0
      ? []
      : [{ value: 'people', name: 'Say who does the work', detail: 'Vacant posts, and people who hold several.' }]),
    ...(framework.funding.length === 0
      ? []
      : [
          {
            value: 'money',
            name: 'Say what money is there',
            detail: sources === 0 ? null : `So far from ${count(sources, 'source')}`,
          },
        ]),
    {
      value: 'units',
      name: `Name the ${framework.terms.units}`,
      detail: `Waves then carry their names. So far: ${namedUnits.length}`,
    },
  ];
}

/** The open questions that a plan cannot do without. */
function listMissing({ framework, sitting }: Walk): string[] {
  const { facts, start } = findMissing(framework, sitting.answers);
  return [...facts.map(({ ask: question }) => question), ...(start ? ["the plan's first day"] : [])];
}
