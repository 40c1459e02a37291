/** Which kinds of chance a simulator draws from, read from its text. */
import { RANDOM_METHODS } from '../../simulator/compile/language.ts';
import { memberNameOf, type SyntaxNode, walk } from '../../simulator/compile/nodes.ts';
import type { Code } from './read-code.ts';

/**
 * Names of the samplers called in `start`, in modules, and in the functions that these use; sorted, each once. Draws are
 * calls of a member in this language and no other member has such a name, so the text tells them exactly; helpers that
 * nobody calls do not count.
 */
export function distributionsOf({ contract, scopes }: Code): string[] {
  const found = new Set<string>();
  const seen = new Set<SyntaxNode>();
  const open: SyntaxNode[] = [contract.start, ...contract.steps].map(({ node }) => node);
  for (let fn = open.pop(); fn !== undefined; fn = open.pop()) {
    if (seen.has(fn)) continue;
    seen.add(fn);
    walk(fn, (node) => {
      const used = scopes.bindingOf.get(node)?.fn;
      if (used) open.push(used);
      const name = node.type === 'CallExpression' ? memberNameOf(node.callee) : undefined;
      if (name !== undefined && Object.hasOwn(RANDOM_METHODS, name)) found.add(name);
    });
  }
  return [...found].sort();
}
