/** Reads an answers file: text → data with places → checked shape → checked ids and values → complete answers. */
import { overrideCalendar } from '../framework/complete.js';
import { isFrameworkData } from '../framework/recognize.js';
import { findError, type Finding, findWarning, hasErrors, type Checked, sortProblems } from '../diagnostics/problem.js';
import { type Path, samePath } from '../diagnostics/path.js';
import { findNearest } from '../text/suggestions.js';
import { checkShape } from '../schema/check.js';
import { readSource, type Source } from '../yaml/source.js';
import { type ActionDecision, type Answers, DEFAULT_YEARS, type Framework } from '../model/index.js';
import { checkRequiredFacts, readFacts } from './facts.js';
import { Reading } from './reading.js';
import { readResponses, readTargets } from './responses.js';
import { type AnswersFile, answersSchema, DEFAULT_FIRST_YEAR_ACTIONS, DEFAULT_PRIORITIES } from './schema.js';

/**
 * What the answers are read for. `plan`: the plan's first day must be there besides the required facts; `check`: these
 * facts must be there; `interview`: nothing is missing yet. What else is not answered is never wrong.
 */
type Purpose = 'plan' | 'check' | 'interview';

/**
 * Reads answers to a framework's questions.
 * @param file the name shown in messages
 * @param text the whole file
 * @returns the answers, unless there is an error; and every problem found, in the order of the file
 */
export function readAnswers(file: string, text: string, framework: Framework, purpose: Purpose): Checked<Answers> {
  return checkAnswers(readSource(file, text), framework, purpose);
}

/** Answers as they were written: their data, and how a finding in it becomes a problem with its place. */
export type AnswersSource = Pick<Source, 'data' | 'problems' | 'textAt' | 'locate'>;

/** Checks answers that were read already, from a file or from elsewhere. All that can be wrong with answers is found here. */
export function checkAnswers(source: AnswersSource, framework: Framework, purpose: Purpose): Checked<Answers> {
  if (hasErrors(source.problems)) return { value: undefined, problems: sortProblems(source.problems) };
  const { value, findings } = inspectAnswers(source, framework, purpose);
  const problems = sortProblems(source.locate(findings));
  return value === undefined || hasErrors(problems) ? { value: undefined, problems } : { value, problems };
}

/** Checks answers whose syntax is right; the findings do not know yet where in a file they are. */
export function inspectAnswers(
  source: Pick<Source, 'data' | 'textAt'>,
  framework: Framework,
  purpose: Purpose,
): { readonly value: Answers | undefined; readonly findings: readonly Finding[] } {
  if (isFrameworkData(source.data)) {
    const args = { is: 'framework', wanted: 'answers' } as const;
    return { value: undefined, findings: [findError('wrong-file', [], args)] };
  }
  const shape = checkShape(answersSchema, source);
  const reading = new Reading(framework, source.textAt);
  const value = shape.value === undefined ? undefined : readAll(reading, shape.value, purpose);
  const findings = [...shape.findings, ...reading.findings.filter((finding) => !isSaid(finding, shape.findings))];
  return { value, findings };
}

/** Tells whether a fact or the first day is missing only because it is written wrongly, which is reported. */
function isSaid({ code, path }: Finding, said: readonly Finding[]): boolean {
  if (code === 'missing-fact') return said.some((one) => samePath(one.path, path));
  const known = Object.keys(answersSchema.entries);
  const isStart = (one: Finding) =>
    one.path[0] === 'start' || (one.code === 'unknown-key' && findNearest(String(one.path[0]), known) === 'start');
  return code === 'missing-start' && said.some(isStart);
}

/** The answers, or undefined where they are for another framework altogether. */
function readAll(reading: Reading, file: AnswersFile, purpose: Purpose): Answers | undefined {
  const { framework, findings } = reading;
  if (!checkFramework(reading, file.framework)) return undefined;
  const start = reading.readDate(file.start, ['start']);
  const known = { ...readFacts(reading, file.profile), start };
  if (purpose !== 'interview') checkRequiredFacts(reading, file.profile, known);
  if (purpose === 'plan' && file.start === undefined) findings.push(findError('missing-start', ['start'], {}));
  const { approval, focus = {}, schools = [] } = file;
  return {
    ...known,
    years: file.years ?? DEFAULT_YEARS,
    responses: readResponses(reading, file.responses),
    targets: readTargets(reading, file.targets),
    focus: {
      priorities: readLimit(focus.priorities ?? DEFAULT_PRIORITIES),
      firstYearActions: readLimit(focus.first_year_actions ?? DEFAULT_FIRST_YEAR_ACTIONS),
    },
    policy: reading.resolveKeys('policy lever', 'policy', file.policy, (state) => state),
    capacity: reading.resolveKeys('role', 'capacity', file.capacity, (actions) => actions),
    heldBy: readHolders(reading, file.roles),
    namedUnits: schools.map(({ name, grades = null, high_need: highNeed = false, in: isIn = false }) => ({
      name,
      grades,
      highNeed,
      isIn,
    })),
    funds: reading.resolveKeys('funding source', 'funds', file.funds, ({ amount, each = 'once' }) => ({
      amount,
      each,
    })),
    calendar: overrideCalendar(framework.calendar, file.calendar),
    baselines: reading.resolveKeys('action', 'measures', file.measures, ({ baseline }) => baseline),
    decisions: reading.resolveKeys('action', 'actions', file.actions, (one, path) => readDecision(reading, one, path)),
    approval:
      approval === undefined ? null : { by: approval.by, on: reading.readDate(approval.on, ['approval', 'on']) ?? '' },
    notes: reading.resolveKeys('section', 'notes', file.notes, (note) => note),
    retired: listLeaves(reading, file.retired, []),
  };
}

function checkFramework({ framework, findings }: Reading, answered: string | undefined): boolean {
  if (answered === undefined) return true;
  const { id, version, bases } = framework;
  const [answeredId, answeredVersion] = answered.split('@');
  const versions = [{ id, version }, ...bases].filter((one) => one.id === answeredId).map((one) => one.version);
  if (versions[0] === undefined) {
    const args = { what: 'answers', found: answered, expected: `${id}@${version}` } as const;
    findings.push(findError('other-framework', ['framework'], args));
    return false;
  }
  if (answeredVersion !== undefined && !versions.includes(answeredVersion)) {
    const args = { found: answeredVersion, expected: versions[0] };
    findings.push(findWarning('other-version', ['framework'], args));
  }
  return true;
}

function readLimit(written: number | 'all'): number | null {
  return written === 'all' ? null : written;
}

function readDecision(
  reading: Reading,
  written: NonNullable<AnswersFile['actions']>[string],
  path: Path,
): ActionDecision {
  const start = reading.readDate(written.start, [...path, 'start']);
  const finish = reading.readDate(written.finish, [...path, 'finish']);
  if (start !== null && finish !== null && finish < start)
    reading.findings.push(findError('finish-before-start', [...path, 'finish'], { start, finish }));
  const { status = 'not-started', assignee = null, weeks = null, note = null } = written;
  return { status, assignee, start, finish, weeks, note };
}

/** All that is said under `retired`, each with the keys that lead to it. */
function listLeaves(reading: Reading, data: unknown, keys: readonly string[]): { place: string; value: string }[] {
  if (data === undefined || data === null) return [];
  const place = keys.join(', ');
  // A number as it was typed.
  if (typeof data !== 'object')
    return [{ place, value: reading.textAt(['retired', ...keys]) ?? String(data as string | number | boolean) }];
  if (Array.isArray(data) && data.every((one) => typeof one !== 'object'))
    return data.length === 0 ? [] : [{ place, value: data.join(', ') }];
  return Object.entries(data).flatMap(([key, inner]) => listLeaves(reading, inner, [...keys, key]));
}

/** The role whose holder does which one too; null where nobody does. Circles are reported. */
function readHolders(reading: Reading, written: AnswersFile['roles'] = {}): Answers['heldBy'] {
  const heldBy = new Map<string, string | null>();
  for (const [key, value] of Object.entries(written)) {
    const path = ['roles', key];
    const role = reading.resolve('role', key, path);
    const named = { atKey: false, subject: `role "${key}"` };
    const other = value === 'none' ? value : reading.resolve('role', value, path, named);
    if (role !== null && other !== null) reading.take(heldBy, ['role', role], other === 'none' ? null : other, path);
  }
  for (const role of heldBy.keys()) {
    const circle = [role];
    for (let next = heldBy.get(role); next && circle.length <= heldBy.size; next = heldBy.get(next)) {
      circle.push(next);
      if (next !== role) continue;
      reading.findings.push(findError('role-circle', ['roles', role], { roles: circle }));
      return {};
    }
  }
  return Object.fromEntries(heldBy);
}
