/** The levels that the plan aims at. */
import { assess, isAssessed } from '../../plan/assess.js';
import type { Walk } from '../walk.js';
import { change, choose, chooseEach } from './asking.js';

const NO_OWN_AIM = 'All that have no aim of their own';

/** Asks for aims, of all conditions together or of one. */
export async function setTargets(walk: Walk): Promise<void> {
  const { framework, sitting } = walk;
  const levelName = (id: string | undefined) => framework.levels.find((level) => level.id === id)?.name ?? null;
  const { conditions } = assess(framework, sitting.answers).assessment;
  const today = (id: string) => {
    const condition = conditions.find((one) => one.id === id)!;
    if (!condition.applicable) return 'does not apply';
    return isAssessed(condition) ? `today: ${framework.levels[condition.rank]!.name}` : 'not known today';
  };
  const listTargets = () => (sitting.data['targets'] ?? {}) as Record<string, string | undefined>;
  const usual = () => listTargets()['default'] ?? framework.levels.at(-1)!.id;
  await chooseEach(
    walk,
    () => ({
      title: 'Aims',
      ask: 'For which condition?',
      choices: [
        { value: 'default', name: NO_OWN_AIM, detail: levelName(usual()) },
        ...framework.conditions.map(({ id, name }) => {
          const aim = listTargets()[id];
          return { value: id, name, detail: aim === undefined ? today(id) : `${today(id)}; aim: ${levelName(aim)}` };
        }),
      ],
    }),
    async (which) => {
      const level = await choose(walk, {
        title: framework.conditions.find(({ id }) => id === which)?.name ?? NO_OWN_AIM,
        ask: 'Which level is the aim?',
        choices: [
          ...framework.levels.map(({ id, name, summary }) => ({ value: id, name, detail: summary })),
          ...(which === 'default' ? [] : [{ value: '', name: 'The same as the others', detail: null }]),
        ],
        current: [listTargets()[which] ?? (which === 'default' ? usual() : '')],
      });
      if (level !== null) change(walk, [{ path: ['targets', which], value: level === '' ? null : level }]);
    },
  );
}
