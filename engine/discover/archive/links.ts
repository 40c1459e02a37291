/**
 * The causal graph between what can be seen: which output, input or lever acts on which output within one turn of the
 * modules. Two simulators of the same system have the same links however they cut it into modules and hidden states.
 */
import type { CompiledSimulator } from '../../simulator/compile/compile-simulator.ts';
import type { FunctionNode } from '../../simulator/compile/nodes.ts';
import { TooEntangled } from './flow/control.ts';
import { Follower } from './flow/follow.ts';
import { Memory, NOTHING, type Origin, unionOf } from './flow/values.ts';
import { type Code, readCode } from './read-code.ts';

type Sources = Pick<CompiledSimulator, 'graph' | 'declaration' | 'source' | 'hash'>;

/** Field of the state -> what its value after the modules is made from. */
type RowMap = ReadonlyMap<Origin, ReadonlySet<Origin>>;

interface LinkOptions {
  /**
   * Declared name of an output, input or lever -> its name in links, the one in the data. What is not named does not count:
   * such outputs are hidden states. Default: all that are declared, by their own names.
   */
  readonly names?: Readonly<Record<string, string>>;
  readonly code?: Code;
}

/**
 * 'I -> S' where the next value of what output S observes is made from the state that output I observes, from input or
 * lever I: by data or by a condition, through modules earlier in the same row, and through hidden state of this row or of
 * earlier ones (a pipeline carries a lever to the stock). Sorted; an output that acts on its own next value is linked
 * to itself. A state that no module changes carries nothing.
 *
 * With substeps the order of the modules is a matter of the time step, which vanishes as the step does: each module then sees
 * the state before the turn, so that an epidemic has the same links day by day and in eighths of a day.
 */
export function outputLinks(compiled: Sources, options: LinkOptions = {}): string[] {
  const { graph, declaration } = compiled;
  const { names = ownNames(declaration), code = readCode(compiled) } = options;
  const changed = new Set(graph.edges.flatMap(({ kind, to }) => (kind === 'writes' ? [to] : [])));
  const { row, observed } = flowOf(compiled, code);
  const observers = new Map<Origin, string[]>();
  const links = new Set<string>();
  for (const [declared, origins] of observed) {
    const output = names[declared];
    if (output === undefined) continue;
    for (const from of origins) {
      if (!isGiven(from)) observers.set(from, [...(observers.get(from) ?? []), output]);
      else if (names[nameOf(from)]) links.add(`${names[nameOf(from)]} -> ${output}`);
    }
  }
  const linkFrom = (name: string, origin: Origin) => {
    for (const field of reached(origin, row, observers))
      for (const output of observers.get(field) ?? []) links.add(`${name} -> ${output}`);
  };
  for (const [field, outputs] of observers)
    if (changed.has(field)) for (const output of outputs) linkFrom(output, field);
  for (const [kind, group] of [
    ['input', declaration.inputs],
    ['lever', declaration.levers],
  ] as const)
    for (const declared of Object.keys(group)) {
      const name = names[declared];
      if (name !== undefined) linkFrom(name, `${kind}:${declared}`);
    }
  return [...links].sort();
}

/** How well the links that were found are those that there are. */
export interface LinkScore {
  /** Share of the found links that are there; 1 where none was found. */
  readonly precision: number;
  /** Share of those that are there that were found; 1 where there is none. */
  readonly recall: number;
  /** Harmonic mean of the two; 0..1. */
  readonly f1: number;
}

/** Both as `outputLinks` gives them, of simulators with the same names of outputs, inputs and levers. */
export function linkScore(found: readonly string[], truth: readonly string[]): LinkScore {
  const there = new Set(truth);
  const right = found.filter((link) => there.has(link)).length;
  const total = found.length + truth.length;
  return {
    precision: found.length === 0 ? 1 : right / found.length,
    recall: truth.length === 0 ? 1 : right / truth.length,
    f1: total === 0 ? 1 : (2 * right) / total,
  };
}

/** Observed fields that an origin acts on, at once or through hidden ones only. */
function reached(
  origin: Origin,
  row: RowMap,
  observers: ReadonlyMap<Origin, readonly string[]>,
): ReadonlySet<Origin> {
  const found = new Set<Origin>();
  const open = [origin];
  for (let from = open.pop(); from !== undefined; from = open.pop())
    for (const [field, origins] of row) {
      if (!origins.has(from) || found.has(field)) continue;
      found.add(field);
      if (!observers.has(field)) open.push(field);
    }
  return found;
}

interface SystemFlow {
  readonly row: RowMap;
  /** Output -> fields of the state, inputs and levers that it is directly made of. */
  readonly observed: ReadonlyMap<string, ReadonlySet<Origin>>;
}

function flowOf(compiled: Sources, code: Code): SystemFlow {
  const { graph, declaration } = compiled;
  const fields = graph.nodes.flatMap(({ id, kind }) => (kind === 'state' ? [id] : []));
  try {
    const observer = followerAt(fields, code);
    const observed = observer.fieldsOf(code.contract.observe.node);
    const steps = code.contract.steps.map(({ node }) => node);
    const turns = declaration.time.substeps > 1 ? steps.map((step) => [step]) : [steps];
    return { row: mergedRow(turns.map((turn) => followedRow(fields, turn, code))), observed };
  } catch (error) {
    if (!(error instanceof TooEntangled)) throw error;
    return coarseFlow(fields, compiled);
  }
}

/** Before the row: each field is made from itself. */
function followerAt(fields: readonly Origin[], { scopes, kindOf }: Code): Follower {
  const memory = new Memory();
  for (const field of fields) {
    const box = field.replace('state:', 'start:');
    const value = { ...NOTHING, origins: new Set([field]), boxes: new Set([box]) };
    memory.set(field, value);
    memory.put(box, value);
  }
  return new Follower(scopes, kindOf, memory);
}

function followedRow(
  fields: readonly Origin[],
  steps: readonly FunctionNode[],
  code: Code,
): RowMap {
  const follower = followerAt(fields, code);
  for (const step of steps) follower.module(step);
  const { memory } = follower;
  return new Map(memory.fields().map(([field, value]) => [field, memory.wholeOf(value)]));
}

function mergedRow(rows: readonly RowMap[]): RowMap {
  const merged = new Map<Origin, ReadonlySet<Origin>>();
  for (const row of rows)
    for (const [field, origins] of row)
      merged.set(field, unionOf([merged.get(field) ?? new Set(), origins]));
  return merged;
}

/** What a module writes is made from all that it reads: more links than there are, for texts too entangled to follow. */
function coarseFlow(fields: readonly Origin[], { graph, declaration }: Sources): SystemFlow {
  const row = new Map<Origin, ReadonlySet<Origin>>(
    fields.map((field) => [field, new Set([field])]),
  );
  const readBy = (node: string) =>
    graph.edges.flatMap(({ kind, from, to }) => (kind === 'reads' && to === node ? [from] : []));
  for (const { name } of declaration.modules) {
    const read = unionOf(
      readBy(`module:${name}`).map((from) => row.get(from) ?? new Set(isGiven(from) ? [from] : [])),
    );
    for (const { kind, from, to } of graph.edges)
      if (kind === 'writes' && from === `module:${name}`)
        row.set(to, unionOf([row.get(to) ?? new Set(), read]));
  }
  const observed = Object.keys(declaration.outputs).map((output): [string, Set<Origin>] => {
    const read = readBy(`output:${output}`);
    return [output, new Set(read.filter((from) => row.has(from) || isGiven(from)))];
  });
  return { row, observed: new Map(observed) };
}

function ownNames({ outputs, inputs, levers }: Sources['declaration']): Record<string, string> {
  const declared = [outputs, inputs, levers].flatMap(Object.keys);
  return Object.fromEntries(declared.map((name) => [name, name]));
}

function isGiven(node: string): boolean {
  return node.startsWith('input:') || node.startsWith('lever:');
}

function nameOf(node: string): string {
  return node.slice(node.indexOf(':') + 1);
}
