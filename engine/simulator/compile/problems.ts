/** Gathers what is wrong with a file, so that all of it can be told at once. */
import type { Problem } from '../simulator-error.ts';
import { RULES, type Rule } from './language.ts';
import { columnOf, lineOf, type SyntaxNode } from './nodes.ts';

/** What is allowed but looks like a mistake. */
export interface Warning {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** More than this many problems help nobody. */
const AT_MOST = 200;

export class Problems {
  readonly #found: Problem[] = [];
  readonly #seen = new Set<string>();

  /** Reports a broken rule at a node; the rule's own way out is used when no better hint is given. */
  add(rule: Rule, node: SyntaxNode, message: string, hint: string = RULES[rule].wayOut): void {
    this.addAt(rule, lineOf(node), columnOf(node), message, hint);
  }

  addAt(
    rule: Rule,
    line: number,
    column: number,
    message: string,
    hint: string = RULES[rule].wayOut,
  ): void {
    const key = `${rule} ${line}:${column} ${message}`;
    if (this.#seen.has(key) || this.#found.length >= AT_MOST) return;
    this.#seen.add(key);
    this.#found.push({ rule, line, column, message, hint });
  }

  get any(): boolean {
    return this.#found.length > 0;
  }

  /** In order of line and column. */
  list(): readonly Problem[] {
    return this.#found.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }
}
