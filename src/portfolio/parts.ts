/** Parts of a portfolio: one organization, a shard of many, or all. They are joined in any order to the same whole. */
import * as v from 'valibot';
import type { Checked, Problem } from '../diagnostics/problem.js';
import type { Framework } from '../model/index.js';
import { tryOr } from '../files/failures.js';
import { isMapping } from '../yaml/values.js';
import { byText } from '../text/lists.js';
import { FORMAT, type OrganizationRecord, type Portfolio, portfolioSchema } from './schema.js';

/** What a part brings to the whole. */
export type Part = Pick<Portfolio, 'parts' | 'failed' | 'organizations'>;

/** Tells whether a file is a portfolio.json rather than answers. */
export function isPortfolioFile(file: string, text: string): boolean {
  // Most files are answers and need not be parsed for this.
  if (!/\.json$/i.test(file) || !/"portfolio"\s*:/.test(text)) return false;
  return tryOr(() => {
    const data = parse(text);
    return isMapping(data) && Object.hasOwn(data, 'portfolio');
  }, false);
}

/**
 * Reads a portfolio.json.
 * @param framework the framework in use, which must be the one that it was made with
 */
export function readPortfolio(file: string, text: string, framework: Framework): Checked<Part> {
  const fail = (problem: Pick<Problem, 'code' | 'args'>): Checked<Part> => ({
    value: undefined,
    problems: [{ severity: 'error', place: { file }, ...problem } as Problem],
  });
  const read = v.safeParse(portfolioSchema, parse(text), { abortEarly: true });
  if (!read.success)
    return fail({ code: 'not-a-portfolio', args: { where: v.getDotPath(read.issues[0]) ?? 'portfolio' } });
  const { framework: found, parts, failed, organizations, ...lists } = read.output;
  const expected = headOf(framework);
  if (found !== expected.framework)
    return fail({ code: 'other-framework', args: { what: 'overview', found, expected: expected.framework } });
  const isSame = (['conditions', 'questions', 'actions'] as const).every(
    (list) => lists[list].join('\n') === expected[list].join('\n'),
  );
  if (!isSame) return fail({ code: 'other-content', args: { framework: found } });
  const misfit = organizations.findIndex((record) => !fits(record, expected, framework.levels.length));
  if (misfit >= 0) return fail({ code: 'not-a-portfolio', args: { where: `organizations.${misfit}` } });
  return { value: { parts, failed, organizations }, problems: [] };
}

function parse(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ''));
}

/** Tells whether a record has an entry for all that the framework has, and no rank that it has not. */
function fits(
  { conditions, levels, targets, plan }: OrganizationRecord,
  lists: Pick<Portfolio, 'conditions' | 'questions' | 'actions'>,
  ranks: number,
): boolean {
  return (
    conditions.length === lists.conditions.length &&
    levels.length === lists.questions.length &&
    targets.length === lists.questions.length &&
    (plan === null || plan.actions.length === lists.actions.length) &&
    conditions.every((condition) => (condition?.level ?? 0) < ranks) &&
    [...levels, ...targets].every((level) => typeof level !== 'number' || level < ranks)
  );
}

function headOf({ id, version, conditions, actions }: Framework) {
  return {
    portfolio: FORMAT,
    framework: `${id}@${version}`,
    conditions: conditions.map((condition) => condition.id),
    questions: conditions.flatMap(({ questions }) => questions.map((question) => question.id)),
    actions: actions.map((action) => action.id),
  } satisfies Partial<Portfolio>;
}

/** Joins parts to one, in whatever order they come; no input may be in two of them. */
export function joinParts(parts: readonly Part[]): Part {
  return {
    parts: leaveOutWhole([...new Set(parts.flatMap((part) => part.parts))]),
    failed: parts.flatMap((part) => part.failed).sort(byText),
    organizations: parts.flatMap((part) => part.organizations).sort((a, b) => byText(a.input, b.input)),
  };
}

/** Without those of a division whose parts are all there: together they are the whole. */
function leaveOutWhole(parts: readonly string[]): string[] {
  const countOf = (part: string) => Number(part.split('/')[1]);
  return parts
    .filter((part) => parts.filter((other) => countOf(other) === countOf(part)).length < countOf(part))
    .sort((a, b) => countOf(a) - countOf(b) || Number.parseInt(a) - Number.parseInt(b));
}

/** Inputs that stand in more than one of the parts, or twice in one. */
export function findTwice(parts: readonly Part[]): string[] {
  const seen = new Set<string>();
  const inputs = parts.flatMap(({ organizations }) => organizations.map(({ input }) => input));
  return inputs.filter((input) => seen.size === seen.add(input).size);
}

/** The text of portfolio.json: a line for each organization, so that a change of one is a change of one line. */
export function printPortfolio(framework: Framework, { parts, failed, organizations }: Part): string {
  const head = { ...headOf(framework), parts, failed };
  const fields = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const lines = organizations.map((organization) => `    ${JSON.stringify(organization)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n${[...fields, `  "organizations": ${list}`].join(',\n')}\n}\n`;
}
