/**
 * What must be finished before what, among actions: prerequisites, steps of one question in their order, and levels
 * that gates and needs ask for. Used on the whole framework to find circles, and on a plan's actions to order them.
 */
import type { Action, Framework, Gate, Need } from '../model.js';

/** One reason why an action waits for another. */
export type Because =
  | { readonly kind: 'after' }
  | { readonly kind: 'step'; readonly question: string }
  | { readonly kind: 'level'; readonly need: Need; readonly before: string; readonly why: string | null };

/** `id` starts after `first` has finished. */
export interface Precedence {
  readonly first: string;
  readonly id: string;
  readonly because: Because;
}

/** What is already there. Unless told, nothing is. */
export interface Standing {
  /** The rank of a question. */
  readonly rankOf: (question: string) => number;
  /** Whether a condition already has a rank. */
  readonly isMet: (need: Need) => boolean;
}

const NOTHING_THERE: Standing = { rankOf: () => 0, isMet: () => false };

/** A level that must be in place before an action may start. */
export interface LevelNeed {
  readonly need: Need;
  /** What is behind it: a condition's id, or the action's own. */
  readonly before: string;
  readonly why: string | null;
}

/** The levels that an action waits for: its own needs, and those of the hard gates before the steps that it takes. */
export function findLevelNeeds(framework: Framework, action: Action, standing: Standing = NOTHING_THERE): LevelNeed[] {
  return [
    ...action.needs.map((need) => ({ need, before: action.id, why: null })),
    ...framework.gates.filter((gate) => gate.hard).flatMap((gate) => gateNeeds(gate, action, standing)),
  ].filter(({ need }) => !standing.isMet(need));
}

/** The levels of soft gates before the steps that an action takes, where they are not there. */
export function findSoftNeeds(framework: Framework, action: Action, standing: Standing): LevelNeed[] {
  return framework.gates
    .filter((gate) => !gate.hard)
    .flatMap((gate) => gateNeeds(gate, action, standing))
    .filter(({ need }) => !standing.isMet(need));
}

/** What a gate asks for, where the action takes a step behind it: from below a rank to it or above. */
function gateNeeds(gate: Gate, action: Action, standing: Standing): LevelNeed[] {
  for (const step of gate.before) {
    for (const { question, condition, rank } of action.raises) {
      const isMeant =
        step.condition === null
          ? !gate.needs.some((need) => need.condition === condition)
          : step.condition === condition;
      if (isMeant && rank >= step.rank && standing.rankOf(question) < step.rank) {
        return gate.needs.map((need) => ({ need, before: condition, why: gate.why }));
      }
    }
  }
  return [];
}

/**
 * Actions that bring a condition's questions from where they stand to a rank: for each level on the way, those that
 * raise a question exactly to it, else those to the next level up that any action of the framework reaches.
 */
export function findRaisersOf(
  framework: Framework,
  need: Need,
  actions: readonly Action[],
  standing: Standing,
): Action[] {
  const wanted = new Map<string, Set<number>>();
  for (const { id } of framework.conditions.find((condition) => condition.id === need.condition)!.questions) {
    const reached = framework.actions.flatMap((action) => action.raises.filter((raise) => raise.question === id));
    const ranks = new Set<number>();
    for (let rank = standing.rankOf(id) + 1; rank <= need.rank; rank++) {
      const next = Math.min(...reached.filter((raise) => raise.rank >= rank).map((raise) => raise.rank));
      if (Number.isFinite(next)) ranks.add(next);
    }
    wanted.set(id, ranks);
  }
  return actions.filter((action) =>
    action.raises.some(({ question, rank }) => wanted.get(question)?.has(rank) === true),
  );
}

/**
 * All that must be finished before something else among these actions.
 * @param framework where the gates are
 * @param actions the actions at work; all of the framework's unless told
 * @param standing what is already there; nothing unless told
 */
export function findPrecedences(
  framework: Framework,
  actions: readonly Action[] = framework.actions,
  standing: Standing = NOTHING_THERE,
): Precedence[] {
  const at = new Set(actions.map((action) => action.id));
  const raisersOf = memoize(
    (need: Need) => findRaisersOf(framework, need, actions, standing),
    (need) => `${need.condition} ${need.rank}`,
  );
  const raises = new Map<string, { id: string; rank: number }[]>();
  for (const action of actions) {
    for (const { question, rank } of action.raises) {
      if (rank <= standing.rankOf(question)) continue;
      const list = raises.get(question) ?? [];
      list.push({ id: action.id, rank });
      raises.set(question, list);
    }
  }
  return actions.flatMap((action): Precedence[] => [
    ...action.after
      .filter((first) => at.has(first))
      .map((first): Precedence => ({ first, id: action.id, because: { kind: 'after' } })),
    ...action.raises.flatMap(({ question, rank }) =>
      (raises.get(question) ?? [])
        .filter((other) => other.rank < rank && other.id !== action.id)
        .map((other): Precedence => ({ first: other.id, id: action.id, because: { kind: 'step', question } })),
    ),
    ...findLevelNeeds(framework, action, standing).flatMap((levelNeed) =>
      raisersOf(levelNeed.need).map((raiser): Precedence => ({
        first: raiser.id,
        id: action.id,
        because: { kind: 'level', ...levelNeed },
      })),
    ),
  ]);
}

function memoize<A, R>(compute: (argument: A) => R, keyOf: (argument: A) => string): (argument: A) => R {
  const known = new Map<string, R>();
  return (argument) => {
    const key = keyOf(argument);
    if (!known.has(key)) known.set(key, compute(argument));
    return known.get(key)!;
  };
}

/** One step of a circle: the action, and why the next waits for it. */
export interface CycleStep {
  readonly id: string;
  readonly because: string | null;
}

/** A circle among the precedences, as the actions in it in the order of waiting, or null. */
export function findCycle(ids: readonly string[], precedences: readonly Precedence[]): CycleStep[] | null {
  const next = new Map<string, Precedence[]>();
  for (const precedence of precedences) {
    const list = next.get(precedence.first) ?? [];
    list.push(precedence);
    next.set(precedence.first, list);
  }
  const state = new Map<string, 'open' | 'closed'>();
  for (const start of ids) {
    if (state.has(start)) continue;
    // Depth first with a stack of its own: a framework may have thousands of actions in one chain.
    const way: { id: string; edges: readonly Precedence[]; at: number }[] = [
      { id: start, edges: next.get(start) ?? [], at: 0 },
    ];
    state.set(start, 'open');
    while (way.length > 0) {
      const top = way.at(-1)!;
      const edge = top.edges[top.at++];
      if (edge === undefined) {
        state.set(top.id, 'closed');
        way.pop();
      } else if (state.get(edge.id) === 'open') {
        return describeCycle(way.slice(way.findIndex((step) => step.id === edge.id)));
      } else if (!state.has(edge.id)) {
        state.set(edge.id, 'open');
        way.push({ id: edge.id, edges: next.get(edge.id) ?? [], at: 0 });
      }
    }
  }
  return null;
}

function describeCycle(way: readonly { id: string; edges: readonly Precedence[]; at: number }[]): CycleStep[] {
  return way.map(({ id, edges, at }) => ({ id, because: describeBecause(edges[at - 1]!.because) }));
}

function describeBecause(because: Because): string | null {
  if (because.kind === 'after') return null;
  if (because.kind === 'step') return `a lower step of ${because.question}`;
  return `raises ${because.need.condition}, which must be there before ${because.before}`;
}
