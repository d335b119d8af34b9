/** Money that is there, by source. */
import { toMoney } from '../../answers/typed.js';
import { formatNumber } from '../../text/numbers.js';
import type { Walk } from '../walk.js';
import { change, choose, chooseEach, type } from './asking.js';

/** Asks for the money of one source after the other. */
export async function setMoney(walk: Walk): Promise<void> {
  const { framework, sitting } = walk;
  const { currency } = framework.terms;
  const describeFund = (id: string) => {
    const fund = sitting.answers.funds[id];
    return fund === undefined
      ? null
      : `${formatNumber(fund.amount)} ${currency}, ${fund.each === 'year' ? 'every year' : 'once'}`;
  };
  await chooseEach(
    walk,
    () => ({
      title: 'Money that is there',
      ask: 'From which source?',
      choices: framework.funding.map(({ id, name }) => ({ value: id, name, detail: describeFund(id) })),
    }),
    (source) => setFund(walk, source),
  );
}

async function setFund(walk: Walk, source: string): Promise<void> {
  const { framework, sitting } = walk;
  const { name: title } = framework.funding.find(({ id }) => id === source)!;
  const known = sitting.answers.funds[source];
  const ask = `How much, in whole ${framework.terms.currency}? 0 takes it away.`;
  const isSaved = await type(
    walk,
    { title, ask, current: known === undefined ? [] : [String(known.amount)] },
    (typed) => {
      const value = toMoney(typed);
      return sitting.apply([
        value === 0 ? { path: ['funds', source], value: null } : { path: ['funds', source, 'amount'], value },
      ]);
    },
  );
  if (!isSaved || sitting.answers.funds[source] === undefined) return;
  const each = await choose(walk, {
    title,
    ask: 'Is it there once, or every year?',
    choices: [
      { value: 'once', name: 'Once', detail: 'For all years of the plan together.' },
      { value: 'year', name: 'Every year', detail: null },
    ],
    current: known === undefined ? [] : [known.each],
  });
  if (each !== null) change(walk, [{ path: ['funds', source, 'each'], value: each }]);
}
