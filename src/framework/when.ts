/**
 * `when` expressions: the Common Expression Language (https://cel.dev) over facts by their ids and the assessed ranks
 * `level["CONDITION"]` and `level["CONDITION.QUESTION"]`. An expression has no side effects and always ends.
 */
import { type ASTNode, Environment, EvaluationError } from '@marcbachmann/cel-js';
import type { FactValue } from '../model/index.js';
import type { FactType } from './schema.js';

/** CEL's type for each type of fact. Dates are text as YYYY-MM-DD, which compares as dates do. */
const CEL_TYPES: Record<FactType, string> = {
  text: 'string',
  integer: 'int',
  number: 'double',
  money: 'double',
  percent: 'double',
  boolean: 'bool',
  date: 'string',
  choice: 'string',
  choices: 'list<string>',
};

/** Words that mean something in every expression, and so cannot name a fact. */
export const EXPRESSION_WORDS: readonly string[] =
  'as bool break bytes cel const continue double else false for function google if import in int let list loop map namespace null null_type optional package return string true type uint var void while'.split(
    ' ',
  );

interface WhenScope {
  readonly facts: readonly { readonly id: string; readonly type: FactType }[];
}

/** The facts and levels that are known when an expression is evaluated; one that is not known has no entry. */
export interface WhenData {
  readonly facts: Readonly<Record<string, FactValue>>;
  /** Ranks by condition id and by question id. */
  readonly levels: ReadonlyMap<string, number>;
}

/** An error in an expression; offsets are in characters of its text. */
export type WhenError =
  | { readonly kind: 'syntax' | 'type'; readonly reason: string; readonly start: number; readonly end: number }
  | { readonly kind: 'unknown-name'; readonly name: string; readonly start: number; readonly end: number };

/** An id in an expression; offsets are in characters of its text. */
export interface NamedId {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** An option in an expression, by its id, and the fact that it is compared with. */
type NamedOption = NamedId & { readonly fact: string };

/** Expressions of one framework, parsed once each. */
export class WhenExpressions {
  private readonly environment: Environment;
  private readonly types: ReadonlyMap<string, FactType>;
  private readonly parsed = new Map<string, ReturnType<Environment['parse']>>();

  constructor(scope: WhenScope) {
    this.types = new Map(scope.facts.map((fact) => [fact.id, fact.type]));
    this.environment = new Environment();
    for (const { id, type } of scope.facts) {
      // A fact that is not yet checked may lack its type, or have an id that it cannot have.
      if (!(type in CEL_TYPES) || id === 'level' || EXPRESSION_WORDS.includes(id) || id in Object.prototype) continue;
      if (!this.environment.hasVariable(id)) this.environment.registerVariable(id, CEL_TYPES[type]);
    }
    this.environment.registerVariable('level', 'map<string, int>');
  }

  /** The error in an expression, or null. Names in `level[...]` are not looked at: see namedLevels. */
  check(expression: string): WhenError | null {
    try {
      const result = this.parse(expression).check();
      if (result.valid && (result.type === 'bool' || result.type === 'dyn')) return null;
      if (result.valid)
        return { kind: 'type', reason: 'it is neither true nor false', start: 0, end: expression.length };
      return describeError(result.error, expression);
    } catch (error) {
      return describeError(error, expression);
    }
  }

  /** The ids in `level["..."]` and `level.…`, with where each stands. */
  namedLevels(expression: string): NamedId[] {
    return listNodes(this.parse(expression).ast).flatMap(readLevel);
  }

  /** The facts that are named, with where each stands; what is no fact of the framework is among them. */
  namedFacts(expression: string): NamedId[] {
    return listNodes(this.parse(expression).ast)
      .filter(({ op, args }) => op === 'id' && args !== 'level')
      .map(({ args, start, end }) => ({ id: args as string, start, end }));
  }

  /** The texts that are compared with a choice by ==, != or in, with where each stands; whether they are its options or not. */
  namedOptions(expression: string): NamedOption[] {
    const choices = [...this.types].filter(([, type]) => type === 'choice' || type === 'choices').map(([id]) => id);
    return listOptions(this.parse(expression).ast, new Map(choices.map((id) => [id, id])));
  }

  /** true, false, or unknown where a fact or level that it needs is missing. */
  evaluate(expression: string, data: WhenData): boolean | 'unknown' {
    const isInteger = (id: string) => this.types.get(id) === 'integer';
    const facts = Object.entries(data.facts).map(([id, value]) => [
      id,
      isInteger(id) ? BigInt(value as number) : value,
    ]);
    const level = new Map([...data.levels].map(([id, rank]) => [id, BigInt(rank)]));
    try {
      return this.parse(expression)({ ...Object.fromEntries(facts), level }) === true;
    } catch (error) {
      if (error instanceof EvaluationError) return 'unknown';
      throw error;
    }
  }

  private parse(expression: string) {
    const parsed = this.parsed.get(expression) ?? this.environment.parse(expression);
    this.parsed.set(expression, parsed);
    return parsed;
  }
}

function describeError(error: unknown, expression: string): WhenError {
  const { code, range, summary } = error as { code?: string; range?: { start: number; end: number }; summary?: string };
  const start = range?.start ?? 0;
  const end = range?.end ?? expression.length;
  if (code === 'unknown_variable') return { kind: 'unknown-name', name: expression.slice(start, end), start, end };
  const isSyntax = (error as Error).name === 'ParseError';
  return { kind: isSyntax ? 'syntax' : 'type', reason: summary ?? (error as Error).message, start, end };
}

/** All nodes of an expression's tree, in the order in which they begin. */
function listNodes(tree: unknown): ASTNode[] {
  if (Array.isArray(tree)) return tree.flatMap(listNodes);
  const { op, args } = (tree ?? {}) as Partial<ASTNode>;
  return op === undefined ? [] : [tree as ASTNode, ...listNodes(args)];
}

/** The id in `level["id"]` or `level.id`; none in any other node. */
function readLevel({ op, args, end }: ASTNode): NamedId[] {
  const [target, key] = (Array.isArray(args) ? args : []) as (ASTNode | string | undefined)[];
  if (typeof target !== 'object' || target.op !== 'id' || target.args !== 'level') return [];
  if (op === '.' && typeof key === 'string') return [{ id: key, start: end - key.length, end }];
  return op === '[]' && typeof key === 'object' && key.op === 'value' && typeof key.args === 'string'
    ? [{ id: key.args, start: key.start, end: key.end }]
    : [];
}

/** Macros that look at each item of a list, which they give a name. */
const MACROS: ReadonlySet<unknown> = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** The texts in an expression's tree that choices are compared with. @param choices the facts by the names that they have */
function listOptions(node: unknown, choices: ReadonlyMap<string, string>): NamedOption[] {
  if (Array.isArray(node)) return node.flatMap((item) => listOptions(item, choices));
  const { op, args } = (node ?? {}) as Partial<ASTNode>;
  if (op === undefined) return [];
  const factOf = (one: unknown): string | undefined => {
    const { op: kind, args: name } = (one ?? {}) as Partial<ASTNode>;
    return kind === 'id' ? choices.get(name as string) : undefined;
  };
  const [first, second, third] = (Array.isArray(args) ? args : []) as unknown[];
  const compared = op === '==' || op === '!=' || op === 'in' ? (factOf(first) ?? factOf(second)) : undefined;
  const item = Array.isArray(third) ? ((third[0] ?? {}) as Partial<ASTNode>) : {};
  const fact = op === 'rcall' && MACROS.has(first) && item.op === 'id' ? factOf(second) : undefined;
  const inner = fact === undefined ? choices : new Map([...choices, [item.args as string, fact]]);
  return [...(compared === undefined ? [] : listTexts([first, second], compared)), ...listOptions(args, inner)];
}

/** The texts on either side of a comparison, alone, in a list, or as one of two. */
function listTexts(nodes: readonly unknown[], fact: string): NamedOption[] {
  return nodes.flatMap((node) => {
    const { op, args, start, end } = (node ?? {}) as Partial<ASTNode>;
    if (op === 'value' && typeof args === 'string') return [{ fact, id: args, start: start!, end: end! }];
    if (op !== 'list' && op !== '?:') return [];
    return listTexts((args as unknown as readonly unknown[]).slice(op === 'list' ? 0 : 1), fact);
  });
}
