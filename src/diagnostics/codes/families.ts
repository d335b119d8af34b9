/** All codes, in families. To add one, declare it in the table of its family; docs/problems.md is made from these tables. */
import { ANSWERS_CODES } from './answers-codes.js';
import type { Code } from './code.js';
import { FILE_CODES } from './file-codes.js';
import { FRAMEWORK_CODES } from './framework-codes.js';
import { KEEPER_CODES } from './keeper-codes.js';
import { OVERLAY_CODES } from './overlay-codes.js';
import { OVERVIEW_CODES } from './overview-codes.js';
import { SHAPE_CODES } from './shape-codes.js';
import { TABLE_CODES } from './table-codes.js';
import { TEMPLATE_CODES } from './template-codes.js';
import { YAML_CODES } from './yaml-codes.js';

/** The families in the order of docs/problems.md, with the headings that they have there. */
export const FAMILIES = [
  { title: 'The file as such', codes: FILE_CODES },
  { title: 'YAML and JSON', codes: YAML_CODES },
  { title: 'The shape', codes: SHAPE_CODES },
  { title: 'What must fit together', codes: FRAMEWORK_CODES },
  { title: 'What a keeper of a framework would want to know', codes: KEEPER_CODES },
  { title: 'Overlays', codes: OVERLAY_CODES },
  { title: 'Answers', codes: ANSWERS_CODES },
  { title: 'Tables', codes: TABLE_CODES },
  { title: 'Parts of an overview', codes: OVERVIEW_CODES },
  { title: 'Templates', codes: TEMPLATE_CODES },
] as const;

type Family = (typeof FAMILIES)[number]['codes'];
type CodesOf<F> = F extends unknown ? keyof F : never;
type ArgsOf<F, C> = F extends unknown ? (C extends keyof F ? (F[C] extends Code<infer A> ? A : never) : never) : never;

/** The code of a kind of problem. */
export type ProblemCode = CodesOf<Family>;

/** The arguments of a problem, by its code. */
export type ProblemArgs = { [C in ProblemCode]: ArgsOf<Family, C> };

/** Each code with all that there is to say about it. */
export const CODES = Object.assign({}, ...FAMILIES.map(({ codes }) => codes)) as {
  readonly [C in ProblemCode]: Code<ProblemArgs[C]>;
};

/** The codes that `quiet` in a framework may name: warnings about a framework. Errors are never silenced. */
export const SILENCEABLE: readonly ProblemCode[] = (Object.keys(CODES) as ProblemCode[]).filter(
  (one) => CODES[one].quiet !== undefined,
);
