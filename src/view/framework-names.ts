/** What the things of a framework are called in documents, of one plan or of many. */
import type { Action, Amount, Condition, Framework } from '../model/index.js';
import { formatAmount, formatMoney, toThreeFigures } from '../text/numbers.js';

/** A framework with what its things are called. */
export class FrameworkNames {
  readonly framework: Framework;
  protected readonly actions: ReadonlyMap<string, Action>;
  protected readonly conditions: ReadonlyMap<string, Condition>;
  private readonly roles: ReadonlyMap<string, string>;
  private readonly asks: ReadonlyMap<string, string>;

  constructor(framework: Framework) {
    this.framework = framework;
    this.actions = new Map(framework.actions.map((action) => [action.id, action]));
    this.conditions = new Map(framework.conditions.map((condition) => [condition.id, condition]));
    this.roles = new Map(framework.roles.map((role) => [role.id, role.name]));
    this.asks = new Map(
      framework.conditions.flatMap((condition) => condition.questions.map((question) => [question.id, question.ask])),
    );
  }

  action(id: string): Action {
    return this.actions.get(id)!;
  }

  condition(id: string): Condition {
    return this.conditions.get(id)!;
  }

  ask(question: string): string {
    return this.asks.get(question)!;
  }

  role(id: string): string {
    return this.roles.get(id) ?? id;
  }

  /** The name of a fact within a sentence, else the question that asks for it. */
  fact(id: string): string {
    const { name, ask } = this.framework.facts.find((fact) => fact.id === id)!;
    return name ?? `“${ask}”`;
  }

  /** Whole units of currency. */
  money(amount: number): string {
    return formatMoney(amount, this.framework.terms.currency);
  }

  /** A lower and an upper estimate. */
  amount(amount: Amount): string {
    return formatAmount(amount, this.framework.terms.currency);
  }

  /** A lower and an upper estimate to three figures, for sentences. */
  about(amount: Amount): string {
    return this.amount(toThreeFigures(amount));
  }
}
