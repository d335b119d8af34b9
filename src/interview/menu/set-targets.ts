/** The levels that the plan aims at. */
import { assess, isAssessed } from '../../plan/assess.js';
import type { Walk } from '../walk.js';
import { change, choose, DONE, type Went } from './asking.js';

/** Asks for aims, of all conditions together or of one. */
export async function setTargets(walk: Walk): Promise<Went> {
  const { framework, sitting } = walk;
  const levelName = (id: string | undefined) => framework.levels.find((level) => level.id === id)?.name ?? null;
  const { conditions } = assess(framework, sitting.answers).assessment;
  const today = (id: string) => {
    const condition = conditions.find((one) => one.id === id)!;
    if (!condition.applicable) return 'does not apply';
    return isAssessed(condition) ? `today: ${framework.levels[condition.rank]!.name}` : 'not known today';
  };
  for (;;) {
    const written = (sitting.data['targets'] ?? {}) as Record<string, string | undefined>;
    const usual = written['default'] ?? framework.levels.at(-1)!.id;
    const which = await choose(walk, {
      title: 'Aims',
      ask: 'For which condition?',
      choices: [
        { value: 'default', name: 'All that have no aim of their own', detail: levelName(usual) },
        ...framework.conditions.map(({ id, name }) => ({
          value: id,
          name,
          detail: [today(id), ...(written[id] === undefined ? [] : [`aim: ${levelName(written[id])}`])].join('; '),
        })),
        DONE,
      ],
    });
    if (typeof which !== 'string') return which.key === 'leave' ? 'leave' : 'done';
    if (which === '') return 'done';
    const name = framework.conditions.find(({ id }) => id === which)?.name ?? 'All that have no aim of their own';
    const level = await choose(walk, {
      title: name,
      ask: 'Which level is the aim?',
      choices: [
        ...framework.levels.map(({ id, name: title, summary }) => ({ value: id, name: title, detail: summary })),
        ...(which === 'default' ? [] : [{ value: '', name: 'The same as the others', detail: null }]),
      ],
      current: [written[which] ?? (which === 'default' ? usual : '')],
    });
    if (typeof level !== 'string') {
      if (level.key === 'leave') return 'leave';
      continue;
    }
    change(walk, [{ path: ['targets', which], value: level === '' ? null : level }]);
  }
}
