/** From the selected actions to what is scheduled: one-time actions once, wave actions once for each wave, launches. */
import type { Gates, Precedence } from '../framework/precedence.js';
import type { Action, HeldUp } from '../model/index.js';

/** An action, or one wave's copy of it. */
export interface Copy {
  /** The id, for a wave's copy with `:` and the wave's number. */
  readonly key: string;
  readonly action: Action;
  readonly wave: number | null;
  /** Keys of the copies that must be finished first. */
  readonly after: readonly string[];
  /** The wave whose launch must have come first, or null. */
  readonly afterLaunch: number | null;
  /** Whether it starts on its wave's launch. */
  readonly isLaunch: boolean;
}

/** The launch of one wave, a mere event. */
export interface Launch {
  readonly wave: number;
  /** Keys of the copies that must be finished first. */
  readonly after: readonly string[];
  /** The wave that must have been launched before. */
  readonly afterLaunch: number | null;
  /** Whether it lies before the plan: what would be done on its day is done. */
  readonly isDone: boolean;
  /** A level that it waits for and that nothing in the plan can raise. */
  readonly closed: (HeldUp & { readonly kind: 'gate' }) | null;
}

export interface Copies {
  /** In the framework's order, the waves of one action side by side. */
  readonly copies: readonly Copy[];
  readonly launches: readonly Launch[];
}

/** The key of an action's copy. */
export function keyOf(id: string, wave: number | null): string {
  return wave === null ? id : `${id}:${wave}`;
}

/**
 * Copies the wave actions for each wave. What one wave action waits for in another holds within the wave; a one-time
 * action waits for the first wave's copy; every copy waits for what is done once.
 * @param done ids of actions that are finished, which count as having raised what they raise; of a wave action this
 *   finishes the first wave's copy
 */
export function expandCopies(
  actions: readonly Action[],
  precedences: readonly Precedence[],
  gates: Gates,
  waves: number,
  done: ReadonlySet<string>,
): Copies {
  const numbers = Array.from({ length: waves }, (_, n) => n + 1);
  // Without waves, what would be done in each is done once.
  const perWave = new Set(
    waves === 0 ? [] : actions.filter((action) => action.repeat === 'wave').map((action) => action.id),
  );
  const atWork = new Set(actions.map((action) => action.id));
  const finished = new Set([...done].filter((id) => perWave.has(id)).map((id) => keyOf(id, 1)));
  const onlyOpen = (keys: readonly string[]) => [...new Set(keys)].filter((key) => !finished.has(key));
  const firsts = new Map<string, Set<string>>();
  for (const { first, id } of precedences) {
    const known = firsts.get(id) ?? new Set();
    firsts.set(id, known.add(first));
  }
  const ofPhase = (phase: Action['phase'], wave: number) =>
    actions.filter(({ id, phase: own }) => perWave.has(id) && own === phase).map(({ id }) => keyOf(id, wave));
  const launches = numbers.map((wave): Launch => {
    const needs = gates.waveNeeds(wave, true);
    const raisers = needs.map((need) => ({ ...need, by: [...gates.raisersOf(need.need)] }));
    const shut = raisers.find(({ by }) => !by.some((id) => atWork.has(id) || done.has(id)));
    const raising = raisers.flatMap(({ by }) => by.filter((id) => atWork.has(id)));
    const before = wave === 1 ? [] : ofPhase('review', wave - 1);
    const onTheDay = actions.filter(({ id, phase }) => perWave.has(id) && phase === 'launch');
    return {
      wave,
      isDone: wave === 1 && onTheDay.length > 0 && onTheDay.every(({ id }) => done.has(id)),
      after: onlyOpen([
        ...ofPhase('prepare', wave),
        ...raising.map((id) => keyOf(id, perWave.has(id) ? 1 : null)),
        ...(wave > 1 && before.length === 0 ? ofPhase('launch', wave - 1) : before),
      ]),
      afterLaunch: wave === 1 ? null : wave - 1,
      closed: shut === undefined ? null : { kind: 'gate', ...shut.need, why: shut.why },
    };
  });
  const copies = actions.flatMap((action): Copy[] => {
    const { id, phase } = action;
    const own = [...(firsts.get(id) ?? [])];
    if (!perWave.has(id)) {
      const after = onlyOpen(own.map((first) => keyOf(first, perWave.has(first) ? 1 : null)));
      return [{ key: id, action, wave: null, after, afterLaunch: null, isLaunch: false }];
    }
    const open = numbers.filter((wave) => !finished.has(keyOf(id, wave)));
    return open.map((wave) => {
      const after = own.map((first) => keyOf(first, perWave.has(first) ? wave : null));
      const isLaunch = phase === 'launch';
      return {
        key: keyOf(id, wave),
        action,
        wave,
        after: onlyOpen(phase === 'review' ? [...after, ...ofPhase('launch', wave)] : after),
        // The next wave is prepared once this one is on its way, not years before.
        afterLaunch: phase === 'prepare' ? (wave === 1 ? null : wave - 1) : wave,
        isLaunch,
      };
    });
  });
  return { copies, launches };
}
