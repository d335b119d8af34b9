/** The prompts and answers of steps: from a step and the answers so far to a prompt, and from what was typed to edits. */
import type { PlainData } from '../yaml/change.js';
import { readerOf } from '../answers/typed.js';
import { splitId } from '../framework/entities.js';
import { toNumber } from '../text/numbers.js';
import type { Answers, Condition, Fact, Framework, Question } from '../model/index.js';
import type { Standing, Step } from './steps.js';

/** The things that a person can do at a prompt besides answering it. */
export type Key =
  'back' | 'unknown' | 'not-applicable' | 'note' | 'evidence' | 'skip' | 'help' | 'editor' | 'menu' | 'leave';

/** One of several answers. */
export interface Choice {
  readonly value: string;
  readonly name: string;
  /** Its meaning here. */
  readonly detail: string | null;
}

/** A question to the person, whatever the terminal is like. */
export interface Prompt {
  /** The name of what it is about, as of a condition. */
  readonly title: string;
  /** How far one is, as "condition 4 of 13 · question 17 of 61". */
  readonly progress: string | null;
  readonly ask: string;
  /** The lines under the question: help that was asked for, notes, what was wrong with the last try. */
  readonly remarks: readonly string[];
  readonly keys: readonly Key[];
  /** text: typed; choice: one of the choices; choices: any number of them. */
  readonly kind: 'text' | 'choice' | 'choices';
  readonly choices: readonly Choice[];
  /** The answer as it stands or as proposed, which Enter keeps; empty where there is none. */
  readonly current: readonly string[];
  /** `current` is a proposal that nobody has given yet. */
  readonly isProposed: boolean;
  /** The key that was the answer so far, which Enter keeps: nobody knows, or it does not apply. */
  readonly kept?: Key | undefined;
}

/** The person's reply: an answer (for `choices` several values), or a key. */
export type Reply =
  | { readonly kind: 'answer'; readonly values: readonly string[] }
  /** `text` is what was typed after the key. */
  | { readonly kind: 'key'; readonly key: Key; readonly text?: string };

/** The choice that was typed: its number, or its name. */
export function findChoice(choices: readonly Choice[], typed: string): Choice | undefined {
  if (/^\d{1,6}$/.test(typed)) return choices[Number(typed) - 1];
  return choices.find(({ name }) => name.toLowerCase() === typed.toLowerCase());
}

/** The names of values; of one that was typed, the value itself. */
export function namesOf(choices: readonly Choice[], values: readonly string[]): string[] {
  return values.map((value) => choices.find((choice) => choice.value === value)?.name ?? value);
}

export const YES_NO: readonly Choice[] = [
  { value: 'yes', name: 'Yes', detail: null },
  { value: 'no', name: 'No', detail: null },
];
const PERMITTED: readonly Choice[] = [
  { value: 'allowed', name: 'Yes, today', detail: null },
  { value: 'waiver', name: 'Only with a waiver', detail: null },
  { value: 'forbidden', name: 'No', detail: null },
];

/** All that a prompt is made from: what is asked, what was answered, and what is proposed. */
export interface Asking {
  readonly framework: Framework;
  readonly answers: Answers;
  readonly standings: readonly Standing[];
  /** The day that is proposed as the plan's first, YYYY-MM-DD. */
  readonly proposedStart: string;
}

/** The prompt of a step. */
export function makePrompt(asking: Asking, step: Step): Prompt {
  const { framework, answers, standings } = asking;
  const { keys, ...described } = describeStep(asking, step);
  return {
    progress: describeProgress(framework, standings, step),
    remarks: describeRemarks(framework, answers, step),
    isProposed: false,
    kept: findKept(answers, step),
    ...described,
    keys: [...keys, ...(helpOf(framework, step).length > 0 ? (['help'] as const) : []), 'menu', 'leave'],
  };
}

/** `keys` are those that stand before the ones that every step has. */
type Described = Pick<Prompt, 'title' | 'ask' | 'keys' | 'kind' | 'choices' | 'current'> & Partial<Prompt>;

/** All that is particular to a step. */
function describeStep({ framework, answers, standings, proposedStart }: Asking, step: Step): Described {
  switch (step.kind) {
    case 'fact': {
      const fact = factOf(framework, step.id);
      return {
        title: `About the ${framework.terms.organization}`,
        ask: fact.ask,
        keys: ['back', ...(fact.required ? [] : (['unknown'] as const)), 'skip'],
        ...shapeOf(fact),
        current: currentFact(answers, fact),
      };
    }
    case 'condition': {
      const { name: title, summary } = conditionOf(framework, step.id);
      const choices = framework.levels.map(({ id, name, summary: detail }) => ({ value: id, name, detail }));
      const ask = `Where do you stand today? ${summary ?? ''}`.trim();
      return { title, ask, choices, ...describeLevel(framework, answers, step.id) };
    }
    case 'question': {
      const { condition, ask, levels } = questionOf(framework, step.id);
      const { name: title } = conditionOf(framework, condition);
      const choices = framework.levels.map(({ id, name }, rank) => ({ value: id, name, detail: levels[rank]! }));
      return { title, ask, choices, ...describeLevel(framework, answers, step.id) };
    }
    case 'policy': {
      const { name, ask } = leverOf(framework, step.id);
      const state = answers.policy[step.id];
      return {
        title: 'Rules that others make',
        ask: ask ?? `Is this permitted today: ${name}?`,
        keys: ['back', 'unknown', 'skip'],
        kind: 'choice',
        choices: PERMITTED,
        current: state === undefined || state === 'unknown' ? [] : [state],
      };
    }
    case 'start':
      return {
        ...describeOfPlan('On which day does the plan start? Write it as YYYY-MM-DD.', answers.start ?? proposedStart),
        isProposed: answers.start === null,
      };
    case 'years':
      return {
        ...describeOfPlan('How many years does it look ahead?', String(answers.years)),
        isProposed: standings.some((one) => one.step.kind === 'years' && one.status === 'open'),
      };
    default:
      return step satisfies never;
  }
}

/** A question about the plan itself, whose answer is typed. */
function describeOfPlan(ask: string, current: string): Described {
  return { title: 'The plan', ask, keys: ['back', 'skip'], kind: 'text', choices: [], current: [current] };
}

function factOf(framework: Framework, id: string): Fact {
  return framework.facts.find((fact) => fact.id === id)!;
}

function conditionOf(framework: Framework, id: string): Condition {
  return framework.conditions.find((condition) => condition.id === id)!;
}

function questionOf(framework: Framework, id: string): Question {
  return framework.conditions.flatMap(({ questions }) => questions).find((question) => question.id === id)!;
}

function leverOf(framework: Framework, id: string): Framework['policy'][number] {
  return framework.policy.find((lever) => lever.id === id)!;
}

function shapeOf(fact: Fact): Pick<Prompt, 'kind' | 'choices'> {
  const options = fact.options.map(({ id, name }) => ({ value: id, name, detail: null }));
  if (fact.type === 'boolean') return { kind: 'choice', choices: YES_NO };
  if (fact.type === 'choice') return { kind: 'choice', choices: options };
  if (fact.type === 'choices') return { kind: 'choices', choices: options };
  return { kind: 'text', choices: [] };
}

function currentFact(answers: Answers, { id, type }: Fact): string[] {
  const value = answers.facts[id];
  if (value === undefined) return [];
  if (type === 'boolean') return [value === true ? 'yes' : 'no'];
  return typeof value === 'object' ? [...value] : [String(value)];
}

/** All that questions for a level have in common. */
function describeLevel(framework: Framework, answers: Answers, id: string): Pick<Prompt, 'keys' | 'kind' | 'current'> {
  const level = answers.responses[id]?.level ?? null;
  const current = typeof level === 'number' ? [framework.levels[level]!.id] : [];
  return { keys: ['back', 'unknown', 'not-applicable', 'note', 'evidence', 'skip'], kind: 'choice', current };
}

/** The key that a step was answered with. */
function findKept(answers: Answers, step: Step): keyof typeof KEPT | undefined {
  if (step.kind === 'fact') return answers.unknownFacts.includes(step.id) ? 'unknown' : undefined;
  if (step.kind === 'policy') return answers.policy[step.id] === 'unknown' ? 'unknown' : undefined;
  const level = 'id' in step ? answers.responses[step.id]?.level : null;
  return typeof level === 'string' ? level : undefined;
}

const KEPT = {
  unknown: 'Your answer so far: nobody knows. Enter keeps it.',
  'not-applicable': 'Your answer so far: it does not apply here. Enter keeps it.',
};

/** All that is already said about it besides its level. */
function describeRemarks(framework: Framework, answers: Answers, step: Step): string[] {
  const kept = findKept(answers, step);
  const remarks = kept === undefined ? [] : [KEPT[kept]];
  if (step.kind !== 'question' && step.kind !== 'condition') return remarks;
  const { note = null, evidence = [] } = answers.responses[step.id] ?? {};
  return [
    ...(step.kind === 'question' ? describeWhole(framework, answers, step.id) : []),
    ...remarks,
    ...toList(note).map((text) => `Note: ${text}`),
    ...evidence.map((link) => `Evidence: ${link}`),
  ];
}

/** All that was said of the question's condition as a whole, which counts for the question until it has its own answer. */
function describeWhole(framework: Framework, answers: Answers, question: string): string[] {
  const { condition } = questionOf(framework, question);
  const level = answers.responses[condition]?.level ?? null;
  if (level === null || (answers.responses[question]?.level ?? null) !== null) return [];
  const said =
    level === 'unknown'
      ? 'nobody knows.'
      : level === 'not-applicable'
        ? 'does not apply here. An answer brings this question back.'
        : `${framework.levels[level]!.name}.`;
  return [`Of ${conditionOf(framework, condition).name} as a whole you said: ${said}`];
}

/** The help on a step, paragraph by paragraph. */
export function helpOf(framework: Framework, step: Step): string[] {
  switch (step.kind) {
    case 'fact':
      return toList(factOf(framework, step.id).help);
    case 'question': {
      const { help, evidence } = questionOf(framework, step.id);
      return [...toList(help), ...(evidence.length === 0 ? [] : [`What would show it: ${evidence.join('; ')}.`])];
    }
    case 'policy':
      return toList(leverOf(framework, step.id).why);
    case 'condition': {
      const { why, questions } = conditionOf(framework, step.id);
      return [...toList(why), `It is about: ${questions.map((question) => question.ask).join(' ')}`];
    }
    case 'start':
      return [
        'All dates of the plan count from this day. The day that is proposed is the first one of the next fiscal year.',
      ];
    case 'years':
      return ['The plan dates the work within these years; what does not fit is listed for later. Three are usual.'];
    default:
      return step satisfies never;
  }
}

function toList(text: string | null): string[] {
  return text === null ? [] : [text];
}

function describeProgress(framework: Framework, standings: readonly Standing[], step: Step): string | null {
  if (!('id' in step)) return null;
  const ids = standings.flatMap(({ step: one }) => (one.kind === step.kind && 'id' in one ? [one.id] : []));
  const progress = `${ids.indexOf(step.id) + 1} of ${ids.length}`;
  if (step.kind === 'condition') return `condition ${progress}`;
  if (step.kind !== 'question') return progress;
  const holderOf = (id: string) => questionOf(framework, id).condition;
  const conditions = [...new Set(ids.map(holderOf))];
  return `condition ${conditions.indexOf(holderOf(step.id)) + 1} of ${conditions.length} · question ${progress}`;
}

const SECTIONS = { fact: 'profile', condition: 'responses', question: 'responses', policy: 'policy' };

/** Where the answer to a step stands in an answers file. */
export function pathOf(step: Step): string[] {
  if (!('id' in step)) return [step.kind];
  return [SECTIONS[step.kind], ...(step.kind === 'question' ? splitId(step.id) : [step.id])];
}

/** The answer to a step as an answers file writes it. */
export function readAnswer(framework: Framework, step: Step, values: readonly string[]): PlainData {
  const [value = ''] = values;
  if (step.kind === 'years') return toNumber(value);
  if (step.kind !== 'fact') return value;
  const fact = factOf(framework, step.id);
  return fact.type === 'choices' ? values : readerOf(fact)(value);
}
