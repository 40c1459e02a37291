/** What the writers of instrumented code share. */
import type { KindOf } from './kinds.ts';
import type { SyntaxNode } from './nodes.ts';
import type { Scopes } from './scopes.ts';
import type { Wholes } from './wholes.ts';

/** Texts for some children of a node, in place of their own. */
export type Given = ReadonlyMap<SyntaxNode, string>;

export interface Printer {
  /** The author's text, types and comments blank. */
  readonly text: string;
  readonly scopes: Scopes;
  readonly kindOf: KindOf;
  /** The text of a node with its counters. */
  render(node: SyntaxNode): string;
  /** The author's text of a node with its children rendered. */
  plain(node: SyntaxNode, given?: Given): string;
  readonly wholes: Wholes;
  /** Names of fields that are stored to anywhere but in the object that is made with them. */
  readonly assignedFields: ReadonlySet<string>;
  /** A fresh function beside the counters; its name. */
  helper(text: string): string;
  /** A store to this place has been checked already. */
  isChecked(node: SyntaxNode): boolean;
  /** `text`, after taking n cells; at the head of the statements around it where it is reached in any case. */
  charged(n: number, node: SyntaxNode, text: string): string;
  /** A fresh variable. It lives beside the counters: no function comes back to itself, so one place is enough. */
  temporary(): string;
}
