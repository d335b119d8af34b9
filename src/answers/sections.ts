/** The sections of an answers file whose keys are ids of a framework: what each of these keys names. */
import { type AnsweredKind, type Framework, NOTE_SECTIONS } from '../model/index.js';

/** The things that the keys of a section name. */
export interface AnswersSection {
  /** The ids, each with what is said of the thing. */
  readonly entries: readonly { readonly id: string; readonly about: readonly (string | null)[] }[];
  /** The kinds of these things, whose former ids may stand there too. */
  readonly kinds: readonly AnsweredKind[];
}

/** The sections by their names, in the order of an answers file. */
export function listSections({
  conditions,
  actions,
  roles,
  facts,
  funding,
  policy,
}: Framework): Readonly<Record<string, AnswersSection>> {
  const ofConditions = conditions.map(({ id, name, summary }) => ({ id, about: [name, summary] }));
  const ofQuestions = conditions.flatMap(({ questions }) => questions.map(({ id, ask }) => ({ id, about: [ask] })));
  const byDefault = { id: 'default', about: ['The level aimed at where nothing else is said.'] };
  const ofRoles: AnswersSection = { entries: roles.map(({ id, name }) => ({ id, about: [name] })), kinds: ['role'] };
  const ofActions: AnswersSection = {
    entries: actions.map(({ id, title, summary }) => ({ id, about: [title, summary] })),
    kinds: ['action'],
  };
  return {
    profile: { entries: facts.map(({ id, ask, help }) => ({ id, about: [ask, help] })), kinds: ['fact'] },
    responses: { entries: ofConditions, kinds: ['condition'] },
    targets: { entries: [byDefault, ...ofConditions, ...ofQuestions], kinds: ['condition', 'question'] },
    policy: { entries: policy.map(({ id, name, ask }) => ({ id, about: [name, ask] })), kinds: ['policy lever'] },
    capacity: ofRoles,
    roles: ofRoles,
    funds: {
      entries: funding.map(({ id, name, paysFor }) => ({ id, about: [name, paysFor] })),
      kinds: ['funding source'],
    },
    actions: ofActions,
    measures: ofActions,
    notes: { entries: NOTE_SECTIONS.map((id) => ({ id, about: [] })), kinds: [] },
  };
}
