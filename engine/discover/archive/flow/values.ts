/**
 * What a value is made from, and where values stand while the modules of a row are followed: local names, fields of the
 * state, and contents of arrays and objects. An array or object is one box: all that lies in it counts as one.
 */
import type { FunctionNode } from '../../../simulator/compile/nodes.ts';
import type { Binding } from '../../../simulator/compile/scopes.ts';

/** 'state:S', 'input:arrivals', 'lever:order': what stood there before the row. */
export type Origin = string;

export interface Flow {
  /** What the number, or the choice of this value, was made from. */
  readonly origins: ReadonlySet<Origin>;
  /** Arrays and objects that it may be: 'start:queue' (in the state before the row), 'new:120', 'state', 'inputs', ... */
  readonly boxes: ReadonlySet<string>;
  /** Functions that it may be; they stand as arguments only. */
  readonly functions: readonly FunctionNode[];
}

const NONE: ReadonlySet<string> = new Set();
export const NOTHING: Flow = { origins: NONE, boxes: NONE, functions: [] };

export function united(values: readonly Flow[]): Flow {
  const present = values.filter((value) => value !== NOTHING);
  const [first] = present;
  if (first === undefined) return NOTHING;
  if (present.length === 1) return first;
  return {
    origins: unionOf(present.map(({ origins }) => origins)),
    boxes: unionOf(present.map(({ boxes }) => boxes)),
    functions: [...new Set(present.flatMap(({ functions }) => functions))],
  };
}

export function madeFrom(origins: ReadonlySet<Origin>): Flow {
  return origins.size === 0 ? NOTHING : { ...NOTHING, origins };
}

export function boxOf(box: string): Flow {
  return { ...NOTHING, boxes: new Set([box]) };
}

/** The value, chosen or counted by something that was made from these. */
export function withOrigins(value: Flow, origins: ReadonlySet<Origin>): Flow {
  return origins.size === 0 ? value : united([value, madeFrom(origins)]);
}

export function unionOf(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const filled = sets.filter(({ size }) => size > 0);
  if (filled.length < 2) return filled[0] ?? NONE;
  return new Set(filled.flatMap((set) => [...set]));
}

/** A name of the text, or 'state:queue'. */
type Place = Binding | string;

/** What stands where at one point of the row. */
export class Memory {
  readonly #names: Map<Place, Flow>;
  readonly #boxes: Map<string, Flow>;

  constructor(names = new Map<Place, Flow>(), boxes = new Map<string, Flow>()) {
    this.#names = names;
    this.#boxes = boxes;
  }

  copy(): Memory {
    return new Memory(new Map(this.#names), new Map(this.#boxes));
  }

  get(place: Place): Flow {
    return this.#names.get(place) ?? NOTHING;
  }

  /** What stood there is gone. */
  set(place: Place, value: Flow): void {
    this.#names.set(place, value);
  }

  /** Every field of the state. */
  fields(): [name: string, value: Flow][] {
    return [...this.#names].flatMap(([place, value]): [string, Flow][] =>
      typeof place === 'string' ? [[place, value]] : [],
    );
  }

  inside(box: string): Flow {
    return this.#boxes.get(box) ?? NOTHING;
  }

  /** What lay in the box may still lie there. */
  put(box: string, value: Flow): void {
    this.#boxes.set(box, united([this.inside(box), value]));
  }

  /** What the value, and all that lies in it, was made from. */
  wholeOf(value: Flow): ReadonlySet<Origin> {
    const seen = new Set<string>();
    const open = [...value.boxes];
    const origins = [value.origins];
    for (let box = open.pop(); box !== undefined; box = open.pop()) {
      if (seen.has(box)) continue;
      seen.add(box);
      const inside = this.inside(box);
      origins.push(inside.origins);
      open.push(...inside.boxes);
    }
    return unionOf(origins);
  }

  /** Either this or the other may be what happened; true when that adds anything. */
  join(other: Memory): boolean {
    const names = joinInto(this.#names, other.#names);
    return joinInto(this.#boxes, other.#boxes) || names;
  }
}

function joinInto<Key>(target: Map<Key, Flow>, source: ReadonlyMap<Key, Flow>): boolean {
  let changed = false;
  for (const [key, value] of source) {
    const before = target.get(key);
    if (before === value) continue;
    const after = before === undefined ? value : united([before, value]);
    changed ||= before === undefined || sizeOf(after) !== sizeOf(before);
    target.set(key, after);
  }
  return changed;
}

function sizeOf({ origins, boxes, functions }: Flow): number {
  return origins.size + boxes.size + functions.length;
}
