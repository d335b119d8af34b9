/** What is open: rules to be checked with those who make them, and what is not known yet. */
import type { FindOut } from '../model/index.js';
import type { Names } from './names.js';
import type { PolicyView, TaskView, UnknownsView } from './view.js';
import { capitalize, count } from '../text/plurals.js';
import { formatDate } from '../text/dates.js';

const POLICY_STATES = {
  waiver: 'Possible with a waiver',
  forbidden: 'Not permitted today',
  unknown: 'Not known yet',
} as const;

export function viewPolicy(names: Names): PolicyView[] {
  return names.plan.policyRequests.map(({ lever: id, state, actions }) => {
    const lever = names.framework.policy.find((one) => one.id === id)!;
    return {
      name: lever.name,
      state: POLICY_STATES[state],
      isUnknown: state === 'unknown',
      ask: lever.ask,
      why: lever.why,
      request: lever.request,
      actions: names.quoteSome(actions),
    };
  });
}

export function viewUnknowns(names: Names): UnknownsView {
  const { findOut } = names.plan;
  const last = findOut
    .map(({ due }) => due)
    .sort()
    .at(-1);
  const ofKind = (kind: FindOut['kind']) => findOut.filter((task) => task.kind === kind);
  return {
    summary:
      last === undefined ? null : `${capitalize(count(findOut.length, 'thing'))} to find out by ${formatDate(last)}`,
    facts: ofKind('fact').map((task) =>
      viewTask(names, task, names.framework.facts.find((fact) => fact.id === task.id)!.ask),
    ),
    conditions: names.framework.conditions
      .map(({ id, name }) => ({
        name,
        questions: ofKind('question')
          .filter((task) => task.id.startsWith(`${id}.`))
          .map((task) => viewTask(names, task, names.ask(task.id))),
      }))
      .filter(({ questions }) => questions.length > 0),
    checks: ofKind('done-action').map((task) => viewTask(names, task, names.title(task.id))),
  };
}

function viewTask(names: Names, task: FindOut, ask: string): TaskView {
  const state =
    task.kind === 'done-action'
      ? 'Done, but the answers do not show its effect yet'
      : task.saidUnknown
        ? 'Nobody knows yet'
        : 'Not answered yet';
  return { ask, owner: names.roleOrNobody(task.owner), state, due: formatDate(task.due) };
}
