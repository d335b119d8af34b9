/**
 * The order of work among actions: prerequisites, steps of one question in their order, and levels
 * that gates and needs ask for. Used on the whole framework to find circles, and on a plan's actions to order them.
 */
import { collectBy } from '../text/lists.js';
import type { Action, Framework, Gate, Need } from '../model/index.js';

/** One reason why an action waits for another. */
type Because =
  | { readonly kind: 'after' }
  | { readonly kind: 'step'; readonly question: string }
  | { readonly kind: 'phase' }
  | { readonly kind: 'level'; readonly need: Need; readonly before: string; readonly why: string | null };

/** `id` starts after `first` has finished. */
export interface Precedence {
  readonly first: string;
  readonly id: string;
  readonly because: Because;
}

/** Which levels are there already. Unless told, none is. */
export interface LevelsReached {
  readonly rankOf: (question: string) => number;
  /** Tells whether a condition already has a rank. */
  readonly isMet: (need: Need) => boolean;
}

const NOTHING_THERE: LevelsReached = { rankOf: () => 0, isMet: () => false };

/** A level that must be in place before an action may start. */
interface LevelNeed {
  readonly need: Need;
  /** The condition whose step waits for it, by its id; or the action itself, by its own. */
  readonly before: string;
  readonly why: string | null;
}

/** Stands in place of a condition's id where a wave waits. */
export const WAVE = 'wave';

/** The gates and needs of a framework, seen from what is already there. What was found once is kept. */
export class Gates {
  readonly framework: Framework;
  readonly reached: LevelsReached;
  private readonly hard = new Map<string, LevelNeed[]>();
  private readonly soft = new Map<string, LevelNeed[]>();
  private readonly raisers = new Map<string, ReadonlySet<string>>();
  private readonly raises: ReturnType<typeof indexRaises>;
  private readonly beforeSteps: readonly Gate[];

  constructor(framework: Framework, reached: LevelsReached = NOTHING_THERE) {
    this.framework = framework;
    this.reached = reached;
    this.raises = indexRaises(framework.actions);
    this.beforeSteps = framework.gates.filter((gate) => gate.before.length > 0);
  }

  /** The levels that an action waits for: its own needs, and those of the hard gates before the steps that it takes. */
  levelNeeds(action: Action): readonly LevelNeed[] {
    return recall(this.hard, action.id, () =>
      [
        ...action.needs.map((need) => ({ need, before: action.id, why: null })),
        ...this.needsOfGates(action, true),
      ].filter(({ need }) => !this.reached.isMet(need)),
    );
  }

  /** The levels of soft gates before the steps that an action takes, where they are not there. */
  softNeeds(action: Action): readonly LevelNeed[] {
    return recall(this.soft, action.id, () =>
      this.needsOfGates(action, false).filter(({ need }) => !this.reached.isMet(need)),
    );
  }

  /**
   * Ids of the actions that bring a condition's questions from where they stand to a rank: for each level on the way,
   * those that raise a question exactly to it, else those to the next level up that any action reaches.
   */
  raisersOf(need: Need): ReadonlySet<string> {
    return recall(this.raisers, `${need.condition} ${need.rank}`, () => {
      const found = new Set<string>();
      for (const [question, raises] of this.raises) {
        if (raises[0]!.condition !== need.condition) continue;
        for (let rank = this.reached.rankOf(question) + 1; rank <= need.rank; rank++) {
          let next = Infinity;
          for (const raise of raises) if (raise.rank >= rank && raise.rank < next) next = raise.rank;
          for (const raise of raises) if (raise.rank === next) found.add(raise.id);
        }
      }
      return found;
    });
  }

  /** The levels that waves up to a number wait for, and that are not there. */
  waveNeeds(wave: number, hard: boolean): readonly (LevelNeed & { readonly wave: number })[] {
    return this.framework.gates
      .filter((gate) => gate.hard === hard && gate.beforeWave !== null && gate.beforeWave <= wave)
      .flatMap((gate) => gate.needs.map((need) => ({ need, before: WAVE, why: gate.why, wave: gate.beforeWave! })))
      .filter(({ need }) => !this.reached.isMet(need));
  }

  private needsOfGates(action: Action, hard: boolean): LevelNeed[] {
    if (action.raises.length === 0) return [];
    return this.beforeSteps.flatMap((gate) => {
      const before = gate.hard === hard ? findGated(gate, action, this.reached) : null;
      return before === null ? [] : gate.needs.map((need) => ({ need, before, why: gate.why }));
    });
  }
}

/** By question: which action raises it to which rank. */
function indexRaises(actions: readonly Action[]) {
  const all = actions.flatMap(({ id, raises }) => raises.map((raise) => ({ id, ...raise })));
  return collectBy(all, ({ question }) => question);
}

/** The value kept under a key, computed where it is not there yet. */
function recall<T>(kept: Map<string, T>, key: string, compute: () => T): T {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const value = compute();
  kept.set(key, value);
  return value;
}

/** The condition in which the action takes a step that a gate holds back, from below a rank to it or above; null where there is none. */
function findGated(gate: Gate, action: Action, reached: LevelsReached): string | null {
  for (const step of gate.before) {
    for (const { question, condition, rank } of action.raises) {
      const isNeeded = gate.needs.some((need) => need.condition === condition);
      const isMeant = step.condition === null ? !isNeeded : step.condition === condition;
      if (isMeant && rank >= step.rank && reached.rankOf(question) < step.rank) return condition;
    }
  }
  return null;
}

/**
 * All that must be finished before something else among these actions.
 * @param gates the framework's gates, and what is already there
 * @param actions the actions at work
 */
export function findPrecedences(gates: Gates, actions: readonly Action[]): Precedence[] {
  const at = new Set(actions.map((action) => action.id));
  const { reached } = gates;
  const raises = indexRaises(actions);
  const found: Precedence[] = [];
  for (const action of actions) {
    const { id } = action;
    for (const first of action.after) if (at.has(first)) found.push({ first, id, because: { kind: 'after' } });
    for (const { question, rank } of action.raises) {
      const because: Because = { kind: 'step', question };
      for (const other of raises.get(question)!)
        if (other.rank < rank && other.rank > reached.rankOf(question) && other.id !== id)
          found.push({ first: other.id, id, because });
    }
    for (const levelNeed of gates.levelNeeds(action)) {
      const because: Because = { kind: 'level', ...levelNeed };
      for (const first of gates.raisersOf(levelNeed.need)) if (at.has(first)) found.push({ first, id, because });
    }
  }
  return found;
}

/** Stands among the actions for the launch of a wave. */
export const LAUNCH = 'the launch of a wave';

/**
 * The order of work within the first wave: its launch waits for what prepares it, for what its first work waits for and for
 * the gates before it; everything else of the wave for its launch, and its review for what was launched.
 * @param precedences those that hold without waves
 */
export function findWavePrecedences(
  gates: Gates,
  actions: readonly Action[],
  precedences: readonly Precedence[],
): Precedence[] {
  const at = new Set(actions.map((action) => action.id));
  const ofWave = actions.filter(({ repeat }) => repeat === 'wave');
  const launch = ofWave.filter(({ phase }) => phase === 'launch');
  const link = (first: string, id: string): Precedence => ({ first, id, because: { kind: 'phase' } });
  return [
    ...ofWave.filter(({ phase }) => phase === 'prepare').map(({ id }) => link(id, LAUNCH)),
    ...precedences.filter(({ id }) => launch.some((one) => one.id === id)).map(({ first }) => link(first, LAUNCH)),
    ...gates
      .waveNeeds(1, true)
      .flatMap((levelNeed) =>
        [...gates.raisersOf(levelNeed.need)]
          .filter((first) => at.has(first))
          .map((first): Precedence => ({ first, id: LAUNCH, because: { kind: 'level', ...levelNeed } })),
      ),
    ...ofWave.filter(({ phase }) => phase !== 'prepare').map(({ id }) => link(LAUNCH, id)),
    ...ofWave.filter(({ phase }) => phase === 'review').flatMap(({ id }) => launch.map((first) => link(first.id, id))),
  ];
}

/** A circle among the precedences: the actions in the order of waiting, and why the next one waits for each; or null. */
export function findCycle(
  ids: readonly string[],
  precedences: readonly Precedence[],
): { readonly id: string; readonly because: string | null }[] | null {
  const next = collectBy(precedences, ({ first }) => first);
  const isOpen = new Map<string, boolean>();
  for (const start of ids) {
    // Depth first with a stack of its own: a framework may have thousands of actions in one chain.
    const way: { id: string; edges: readonly Precedence[]; at: number }[] = [];
    const enter = (id: string) => {
      if (isOpen.has(id)) return;
      isOpen.set(id, true);
      way.push({ id, edges: next.get(id) ?? [], at: 0 });
    };
    enter(start);
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const edge = top.edges[top.at++];
      if (edge === undefined) isOpen.set(way.pop()!.id, false);
      else if (isOpen.get(edge.id) !== true) enter(edge.id);
      else
        return way
          .slice(way.findIndex((step) => step.id === edge.id))
          .map(({ id, edges, at }) => ({ id, because: describeBecause(edges[at - 1]!.because) }));
    }
  }
  return null;
}

function describeBecause(because: Because): string | null {
  if (because.kind === 'after') return null;
  if (because.kind === 'phase') return 'an earlier phase of a wave';
  if (because.kind === 'step') return `a lower step of ${because.question}`;
  return `raises ${because.need.condition}, which must be there before ${because.before}`;
}
