/** Money that is there, by source. */
import { toMoney } from '../../answers/typed.js';
import { formatNumber } from '../../text/numbers.js';
import type { Walk } from '../walk.js';
import { change, choose, DONE, type, type Went } from './asking.js';

/** Asks for the money of one source after the other. */
export async function setMoney(walk: Walk): Promise<Went> {
  const { framework, sitting } = walk;
  const { currency } = framework.terms;
  for (;;) {
    const source = await choose(walk, {
      title: 'Money that is there',
      ask: 'From which source?',
      choices: [
        ...framework.funding.map(({ id, name }) => {
          const fund = sitting.answers.funds[id];
          const detail =
            fund === undefined
              ? null
              : `${formatNumber(fund.amount)} ${currency}, ${fund.each === 'year' ? 'every year' : 'once'}`;
          return { value: id, name, detail };
        }),
        DONE,
      ],
    });
    if (typeof source !== 'string') return source.key === 'leave' ? 'leave' : 'done';
    if (source === '') return 'done';
    const { name } = framework.funding.find(({ id }) => id === source)!;
    const known = sitting.answers.funds[source];
    const amount = await type(
      walk,
      {
        title: name,
        ask: `How much, in whole ${currency}? 0 takes it away.`,
        current: known === undefined ? null : String(known.amount),
      },
      (typed) => {
        const value = toMoney(typed);
        if (value === 0) return sitting.apply([{ path: ['funds', source], value: null }]);
        return sitting.apply([{ path: ['funds', source, 'amount'], value }]);
      },
    );
    if (amount === 'leave') return 'leave';
    if (amount !== 'done' || sitting.answers.funds[source] === undefined) continue;
    const each = await choose(walk, {
      title: name,
      ask: 'Is it there once, or every year?',
      choices: [
        { value: 'once', name: 'Once', detail: 'For all years of the plan together.' },
        { value: 'year', name: 'Every year', detail: null },
      ],
      current: known === undefined ? [] : [known.each],
    });
    if (typeof each === 'string') change(walk, [{ path: ['funds', source, 'each'], value: each }]);
    else if (each.key === 'leave') return 'leave';
  }
}
