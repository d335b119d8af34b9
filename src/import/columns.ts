/** Which column of a table holds what: by its title, or by what a mapping file says of it. */
import { findNearest, foldWord, makeLookup } from '../text/suggestions.js';
import {
  findError,
  type Finding,
  findWarning,
  hasErrors,
  type Place,
  type Problem,
  sortProblems,
} from '../diagnostics/problem.js';
import type { Framework } from '../model/index.js';
import type { Field } from './fields.js';
import type { TableMapping } from './mapping.js';
import type { Table } from './table.js';

/** A column that is imported. */
export interface Column {
  readonly title: string;
  /** Its position in the table, from 0. */
  readonly index: number;
  readonly field: Field;
}

/** The field that a title or a mapping names, perhaps by a former id; `field` is null where its id was retired. */
interface Named {
  readonly field: Field | null;
  readonly isFormer: boolean;
}

/**
 * Finds out what the columns hold.
 * @returns the columns in the order of their fields, and what is wrong with titles and mapping. A title that is nearly an
 *   id is taken for a typing mistake, which is an error; others that are none are left out, with a warning
 */
export function findColumns(
  framework: Framework,
  fields: readonly Field[],
  mapping: TableMapping,
  table: Table,
): { columns: readonly Column[]; problems: readonly Problem[] } {
  const { titles, placeOf } = table;
  const isEmpty = (index: number) => table.rows.every(({ cells }) => (cells[index] ?? '') === '');
  const find = makeFinder(framework, fields);
  const findMapped = makeLookup(Object.entries(mapping.columns ?? {}).map(([title, id]) => [title, { id }]));
  const ignored = new Set((mapping.ignore ?? []).map(foldWord));
  const problems: Problem[] = [];
  const columns: Column[] = [];
  const unknown: { title: string; place: Place }[] = [];
  for (const [index, title] of titles.cells.entries()) {
    const mapped = findMapped(title);
    if (mapped === undefined && (ignored.has(foldWord(title)) || (title === '' && isEmpty(index)))) continue;
    const named = find(mapped?.id ?? title);
    const place = placeOf(titles, index);
    // What is wrong with the mapping is said at its own place.
    if (named === undefined && mapped === undefined) unknown.push({ title: title || place.cell!.column, place });
    if (mapped === undefined)
      problems.push(...describeFormer(title, named, []).map((finding) => problemAt(place, finding)));
    const field = named?.field ?? null;
    if (field === null) continue;
    const same = columns.find((column) => column.field === field);
    if (same === undefined) columns.push({ title, index, field });
    else problems.push(problemAt(place, findError('same-column', [], { id: field.id, first: same.title })));
  }
  const inMapping = checkMapping(mapping, framework, find, {
    ids: fields.map(({ id }) => id),
    titles: titles.cells.filter((title) => title !== ''),
  });
  const free = fields.filter((field) => !columns.some((column) => column.field === field)).map(({ id }) => id);
  const meant = unknown.map((column) => ({ ...column, known: findMeant(column.title, free) }));
  for (const { title, place, known } of meant)
    if (known !== null) problems.push(problemAt(place, findError('unknown-column', [], { title, known })));
  const { cell: _, ...line } = placeOf(titles, 0);
  const leftOut = meant
    .filter(({ known }) => known === null)
    .map(({ title }) => ({ title, near: findNearest(title.toLowerCase(), free) ?? null }));
  if (leftOut.length > 0) problems.push(problemAt(line, findWarning('left-out-columns', [], { columns: leftOut })));
  // A fact under a mistyped title or in a mistyped line of the mapping is not missing; that was reported.
  const given = new Set([
    ...columns.map(({ field }) => field.id),
    ...meant.flatMap(({ known }) => known ?? []),
    ...Object.values(mapping.columns ?? {}),
  ]);
  for (const { id, ask, required } of framework.facts)
    if (required && !given.has(id) && !hasErrors(inMapping))
      problems.push(problemAt(line, findError('missing-column', [], { fact: id, ask })));
  columns.sort((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field));
  return { columns, problems: [...sortProblems(mapping.locate(inMapping)), ...sortProblems(problems)] };
}

/**
 * Ids, titles and levels in a mapping file that do not exist, and ids that have moved.
 * @param ids the ids of all fields
 * @param titles the titles of the table
 */
function checkMapping(
  { levels: words = {}, columns = {} }: TableMapping,
  { levels }: Framework,
  find: FindNamed,
  { ids, titles }: { readonly ids: readonly string[]; readonly titles: readonly string[] },
): Finding[] {
  const folded = new Set(titles.map(foldWord));
  const ofColumns = Object.entries(columns).flatMap(([title, id]) => {
    const path = ['columns', title];
    const named = find(id);
    const misnamed = (field: string, found: string, known: readonly string[], atKey: boolean) =>
      findError('unknown-reference', path, { subject: 'the mapping', field, id: found, known }, { atKey });
    return [
      ...(folded.has(foldWord(title)) ? [] : [misnamed('title of a column', title, titles, true)]),
      ...(named === undefined ? [misnamed('fact, condition or question', id, findMeant(id, ids) ?? ids, false)] : []),
      ...describeFormer(id, named, path),
    ];
  });
  const known = [...levels.map(({ id }) => id), 'unknown', 'not-applicable'];
  const ofLevels = Object.entries(words)
    .filter(([, level]) => !known.includes(level))
    .map(([word, level]) => findError('wrong-value', ['levels', word], { found: level, known }));
  return [...ofColumns, ...ofLevels];
}

type FindNamed = (written: string) => Named | undefined;

/** Finds fields by their ids, by the way to them, by what is asked there, and by former ids. */
function makeFinder({ formerIds }: Framework, fields: readonly Field[]): FindNamed {
  const find = makeLookup([
    ...fields.map((field) => [field.id, field] as const),
    ...fields.map((field) => [field.path.join('.'), field] as const),
    ...fields.flatMap((field) => (field.ask === null ? [] : [[field.ask, field] as const])),
  ]);
  // The longest first; what one of its kind took the place of before what is gone.
  const former = Object.values(formerIds)
    .flatMap((ids) => Object.entries(ids))
    .sort(([a, nowA], [b, nowB]) => b.length - a.length || Number(nowA === null) - Number(nowB === null));
  const findFormer = (written: string): Field | null | undefined => {
    const parts = `.${written}.`;
    for (const [was, now] of former) {
      if (!parts.includes(`.${was}.`)) continue;
      if (now === null) return null;
      const field = find(parts.replace(`.${was}.`, `.${now}.`).slice(1, -1));
      if (field !== undefined) return field;
    }
    return undefined;
  };
  return (written) => {
    const field = find(written);
    if (field !== undefined) return { field, isFormer: false };
    const moved = findFormer(written);
    return moved === undefined ? undefined : { field: moved, isFormer: true };
  };
}

/**
 * The ids that a title means but for a typing mistake, at most one letter in four: one, or those that begin as it does up
 * to its dot; null where there is none.
 */
function findMeant(title: string, ids: readonly string[]): readonly string[] | null {
  const near = findNearest(title.toLowerCase(), ids, Math.floor(title.length / 4));
  if (near !== undefined) return [near];
  const start = /^[^.]+\./.exec(title)?.[0].toLowerCase();
  const alike = ids.filter((id) => start !== undefined && id.startsWith(start) && !/\.(?:note|evidence)$/.test(id));
  return alike.length === 0 ? null : alike;
}

/** Warnings about an id that was renamed or retired. */
function describeFormer(id: string, named: Named | undefined, path: Finding['path']): Finding[] {
  if (named?.isFormer !== true) return [];
  if (named.field === null) return [findWarning('retired-id', path, { kind: 'column', id })];
  return [findWarning('renamed-id', path, { kind: 'column', id, now: named.field.id, write: named.field.id })];
}

/** A finding at a place of the table. */
export function problemAt(place: Place, { code, severity, args }: Finding): Problem {
  return { code, severity, place, args } as Problem;
}
