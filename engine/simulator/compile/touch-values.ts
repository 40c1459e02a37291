/** Abstract values of the touch analysis: what a value may be, the variables that hold it, the containers it is in. */
import type { FunctionNode, SyntaxNode } from './nodes.ts';
import type { Binding } from './scopes.ts';

/** Things that a function can touch: 'state:S', 'parameters:beta', 'inputs:x', 'levers:y', 'row:S'; 'state' is all of it. */
export type Thing = string;

/** A function that is passed on, with the variables around it. */
export interface Closure {
  readonly node: FunctionNode;
  readonly variables: Variables;
}

/**
 * What a value may be. `roots`: it is (a part of) these: 'state', 'state:S', 'world', 'parameters', 'row',
 * 'constant:NAME', or 'new:17-23', an object or array that the text makes at that place. `from`: what it was made from.
 */
export interface Value {
  readonly roots: ReadonlySet<string>;
  readonly from: ReadonlySet<Thing>;
  readonly closures: readonly Closure[];
}

export const NOTHING: Value = { roots: new Set(), from: new Set(), closures: [] };

export function union(values: readonly Value[]): Value {
  const some = values.filter((v) => v.roots.size + v.from.size + v.closures.length > 0);
  if (some.length <= 1) return some[0] ?? NOTHING;
  return {
    roots: new Set(some.flatMap((v) => [...v.roots])),
    from: new Set(some.flatMap((v) => [...v.from])),
    closures: [...new Map(some.flatMap((v) => v.closures).map((c) => [c.node, c])).values()],
  };
}

function isMore(value: Value, than: Value): boolean {
  return (
    value.roots.size > than.roots.size ||
    value.from.size > than.from.size ||
    value.closures.length > than.closures.length
  );
}

export class Variables {
  readonly #values = new Map<Binding, Value>();
  readonly #outer: Variables | undefined;
  #changes = 0;

  constructor(outer: Variables | undefined) {
    this.#outer = outer;
  }

  get(binding: Binding): Value | undefined {
    return this.#values.get(binding) ?? this.#outer?.get(binding);
  }

  /** Grows with every change here and around. */
  get changes(): number {
    return this.#changes + (this.#outer?.changes ?? 0);
  }

  /** Adds to what a variable may be. */
  add(binding: Binding, value: Value): void {
    const holder = this.#holderOf(binding) ?? this;
    const known = holder.#values.get(binding);
    const sum = union([known ?? NOTHING, value]);
    if (known && !isMore(sum, known)) return;
    holder.#values.set(binding, sum);
    holder.#changes += 1;
  }

  #holderOf(binding: Binding): Variables | undefined {
    if (this.#values.has(binding) || !this.#outer)
      return this.#values.has(binding) ? this : undefined;
    return this.#outer.#holderOf(binding);
  }
}

/** What the containers made by the text hold, and which parts of the state they have become. */
export class Heap {
  readonly #contents = new Map<string, Value>();
  readonly #kept = new Map<string, Set<string>>();
  /** Grows with every change. */
  changes = 0;

  /** The container that is made at a place, after putting something into it. */
  make(place: SyntaxNode, contents: readonly Value[]): Value {
    const root = `new:${place.start}-${place.end}`;
    this.put(root, union(contents));
    const { from } = this.#contents.get(root) ?? NOTHING;
    return { roots: new Set([root]), from, closures: [] };
  }

  put(root: string, value: Value): void {
    const known = this.#contents.get(root) ?? NOTHING;
    const sum = union([known, value]);
    if (!isMore(sum, known)) return;
    this.#contents.set(root, sum);
    this.changes += 1;
  }

  /** What an element or field of this root may be. */
  elementsOf(root: string): Value {
    if (root.startsWith('new:')) return this.#contents.get(root) ?? NOTHING;
    return { ...NOTHING, roots: new Set([root]) };
  }

  elementOf(value: Value): Value {
    const parts = [...value.roots].map((root) => this.elementsOf(root));
    return union([{ ...NOTHING, from: value.from }, ...parts]);
  }

  /** All roots that a value is or holds, at any depth, and what all of it was made from. */
  reach(value: Value): Value {
    const roots = new Set(value.roots);
    const from = new Set(value.from);
    for (const root of roots) {
      if (!root.startsWith('new:')) continue;
      const inner = this.elementsOf(root);
      for (const other of inner.roots) roots.add(other);
      for (const thing of inner.from) from.add(thing);
    }
    return { roots, from, closures: [] };
  }

  /** A value has become part of the state: changing it later changes that part. */
  keep(value: Value, part: string): void {
    for (const root of this.reach(value).roots) {
      if (!root.startsWith('new:')) continue;
      const parts = this.#kept.get(root) ?? new Set();
      if (parts.has(part)) continue;
      parts.add(part);
      this.#kept.set(root, parts);
      this.changes += 1;
    }
  }

  /** Parts of the state that a container has become. */
  partsOf(root: string): readonly string[] {
    return [...(this.#kept.get(root) ?? [])];
  }
}
