/** Starts that the team has set and that run against something, as warnings at their places in the answers file. */
import { findWarning, type Finding, type Problem, sortProblems } from '../diagnostics/problem.js';
import { readSource } from '../yaml/source.js';
import { type Framework, type Plan, type PlannedAction, readCopyKey } from '../model/index.js';

/**
 * @param text the answers file that the plan was made from
 * @returns one warning for each thing that a start runs against, in the order of the file
 */
export function findStartClashes(file: string, text: string, framework: Framework, plan: Plan): Problem[] {
  const clashing = [...plan.actions, ...plan.later].filter(({ clashes }) => clashes.length > 0);
  if (clashing.length === 0) return [];
  const findings = clashing.flatMap((planned) => describeClashes(framework, planned));
  return sortProblems(readSource(file, text).locate(findings));
}

function describeClashes(framework: Framework, { id, clashes, start }: PlannedAction): Finding[] {
  const titleOf = (key: string) => framework.actions.find((action) => action.id === readCopyKey(key).id)!.title;
  return clashes.map((clash) =>
    findWarning('start-clash', ['actions', id, 'start'], {
      title: titleOf(id),
      against: clash.kind,
      other:
        clash.kind === 'capacity'
          ? framework.roles.find((role) => role.id === clash.role)!.name
          : clash.kind === 'waits-for'
            ? titleOf(clash.action)
            : null,
      start,
    }),
  );
}
