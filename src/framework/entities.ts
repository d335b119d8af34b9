/** The things of a framework file that have an id: their kinds, their full ids, and where they stand. */
import type { Path } from '../diagnostics/path.js';
import { valueAt } from '../yaml/values.js';
import type { ActionFile, FrameworkFile, QuestionFile, RollOutFile } from './schema.js';

/** The first part of the ids of actions that belong to no condition. */
export const PLAN = 'plan';

const KINDS = {
  conditions: 'condition',
  questions: 'question',
  actions: 'action',
  levels: 'level',
  groups: 'group',
  profile: 'fact',
  options: 'option',
  roles: 'role',
  funding: 'funding source',
  policy: 'policy lever',
  obligations: 'obligation',
  audiences: 'audience',
  windows: 'window',
} as const;

/** The kinds of things, as messages call them. */
export type Kind = (typeof KINDS)[keyof typeof KINDS];

/** The kind of the things in a list, by the field that holds the list. */
export const KIND_OF_LIST: Readonly<Record<string, Kind>> = KINDS;

/** The kind of the thing that others are in, by the kind of those: their ids in full begin with its id. */
export const KIND_OF_HOLDER: Readonly<Partial<Record<Kind, 'condition' | 'fact'>>> = {
  question: 'condition',
  action: 'condition',
  option: 'fact',
};

/** A thing with an id. */
export interface Thing {
  readonly kind: Kind;
  /** In full: CONDITION.QUESTION, CONDITION.ACTION, plan.ACTION or FACT.OPTION; any other as written. */
  readonly id: string;
  readonly written: string;
  /** Its name among people, if that is said. */
  readonly name: string | undefined;
  readonly path: Path;
}

type WithId = { readonly id: string } & { readonly [K in 'name' | 'title' | 'ask']?: string | undefined };

/** All things of a framework file, in the order of the file format; their shape was checked. */
export function listThings(file: FrameworkFile): Thing[] {
  // An overlay need not say anything about any condition.
  const conditions = (file.conditions as FrameworkFile['conditions'] | undefined) ?? [];
  const profile = file.profile ?? [];
  const list = (things: readonly WithId[] | undefined, path: Path, holder?: string): Thing[] =>
    (things ?? []).map(({ id, name, title, ask }, n) => ({
      kind: KIND_OF_LIST[path.at(-1)!]!,
      id: holder === undefined ? id : `${holder}.${id}`,
      written: id,
      name: name ?? title ?? ask,
      path: [...path, n],
    }));
  return [
    ...list(conditions, ['conditions']),
    ...conditions.flatMap(({ id, questions }, n) => list(questions, ['conditions', n, 'questions'], id)),
    ...conditions.flatMap(({ id, actions }, n) => list(actions, ['conditions', n, 'actions'], id)),
    ...list(file.actions, ['actions'], PLAN),
    ...list(file.levels, ['levels']),
    ...list(file.groups, ['groups']),
    ...list(profile, ['profile']),
    ...profile.flatMap(({ id, options }, n) => list(options, ['profile', n, 'options'], id)),
    ...list(file.roles, ['roles']),
    ...list(file.funding, ['funding']),
    ...list(file.policy, ['policy']),
    ...list(file.obligations, ['obligations']),
    ...list(file.audiences, ['audiences']),
    ...list(file.calendar?.windows, ['calendar', 'windows']),
  ];
}

/** All questions with their full ids, and where each stands. */
export function listQuestions(file: FrameworkFile): { id: string; question: QuestionFile; path: Path }[] {
  const things = listThings(file).filter(({ kind }) => kind === 'question');
  return things.map(({ id, path }) => ({ id, question: valueAt(file, path) as QuestionFile, path }));
}

/** All actions with their full ids, those of conditions first, and where each stands. */
export function listActions(file: FrameworkFile): { id: string; action: ActionFile; path: Path }[] {
  const things = listThings(file).filter(({ kind }) => kind === 'action');
  return things.map(({ id, path }) => ({ id, action: valueAt(file, path) as ActionFile, path }));
}

/** The roll-outs, which may be one or a list, and where each stands. */
export function listRollOuts({ rollout = [] }: FrameworkFile): { rollout: RollOutFile; path: Path }[] {
  return Array.isArray(rollout)
    ? rollout.map((one, n) => ({ rollout: one, path: ['rollout', n] }))
    : [{ rollout, path: ['rollout'] }];
}

/** Tells whether a path leads to what stands at another one, or into it. */
export function isWithin(path: Path, outer: Path): boolean {
  return outer.every((step, n) => path[n] === step);
}

/** The parts of an id in full. */
export function splitId(id: string): [holder: string, name: string] {
  const dot = id.indexOf('.');
  return [id.slice(0, dot), id.slice(dot + 1)];
}
