/** What a field of an abstract value is: parts of the state, what the world holds, the declared numbers. */
import type { KindOf } from './kinds.ts';
import { WORLD_MEMBERS } from './language.ts';
import type { SyntaxNode } from './nodes.ts';
import type { Problems } from './problems.ts';
import type { Scopes } from './scopes.ts';
import type { Closure, Heap, Thing, Value } from './touch-values.ts';

export interface TouchContext {
  readonly scopes: Scopes;
  readonly kindOf: KindOf;
  readonly problems: Problems;
  /** Counts what has been looked at. */
  readonly effort: { visits: number };
  /** Declared names by group; an unknown one is reported. */
  readonly declared: Readonly<
    Record<'parameters' | 'inputs' | 'levers' | 'row', ReadonlySet<string>>
  >;
}

/** Roots whose fields are numbers that the runner hands over; and the random numbers. */
export const GROUPS: ReadonlySet<string> = new Set([
  ...['parameters', 'inputs', 'levers', 'random', 'row'],
]);

export class Fields {
  readonly #context: TouchContext;
  readonly #heap: Heap;
  readonly #reads: Map<Thing, SyntaxNode>;

  constructor(context: TouchContext, heap: Heap, reads: Map<Thing, SyntaxNode>) {
    this.#context = context;
    this.#heap = heap;
    this.#reads = reads;
  }

  /** Field of a value; name undefined: one of its numbered elements. */
  of(object: Value, name: string | undefined, node: SyntaxNode): Value {
    const roots = new Set<string>();
    const from = new Set(object.from);
    const closures: Closure[] = [];
    for (const root of object.roots) {
      if (root === 'state') roots.add(name === undefined ? 'state' : `state:${name}`);
      else if (root === 'world') {
        if (name !== undefined && this.#isInWorld(name, node)) roots.add(name);
      } else if (GROUPS.has(root)) {
        if (name !== undefined) from.add(this.#declared(root, name, node));
      } else {
        const part = this.#heap.elementsOf(root);
        for (const inner of part.roots) roots.add(inner);
        for (const thing of part.from) from.add(thing);
        closures.push(...part.closures);
      }
    }
    return { roots, from, closures };
  }

  /** A copy of parameters, inputs, levers or the row holds their numbers, not them. */
  copied(value: Value, node: SyntaxNode): Value {
    const from = new Set(value.from);
    const groups = [...value.roots].filter((root) => GROUPS.has(root) && root !== 'random');
    for (const group of groups)
      for (const name of this.#context.declared[group as keyof TouchContext['declared']])
        from.add(this.#declared(group, name, node));
    const roots = new Set([...value.roots].filter((root) => !groups.includes(root)));
    return { roots, from, closures: [] };
  }

  /** True for what is more than a number. */
  #isInWorld(name: string, node: SyntaxNode): boolean {
    const members = [...WORLD_MEMBERS].join(', ');
    if (!WORLD_MEMBERS.has(name))
      this.#context.problems.add('declaration', node, `world: ${name}`, `world holds ${members}`);
    return GROUPS.has(name);
  }

  #declared(group: string, name: string, node: SyntaxNode): Thing {
    const thing = `${group}:${name}`;
    if (group === 'random') return thing;
    const names = this.#context.declared[group as keyof TouchContext['declared']];
    if (!names.has(name)) {
      const where = `Declare it in ${group === 'row' ? 'outputs' : group}`;
      const others = names.size > 0 ? `, or use one of: ${[...names].join(', ')}` : '';
      const message = `${group}: ${name} is not declared`;
      this.#context.problems.add('declaration', node, message, where + others);
    }
    if (!this.#reads.has(thing)) this.#reads.set(thing, node);
    return thing;
  }
}
