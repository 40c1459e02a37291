/**
 * The causal graph, derived from the code: which module reads and writes which part of the state, which
 * parameters, inputs and levers it uses, what each output is made from. What a module declares of itself is
 * checked against it: touching what is not declared is refused, declaring what is not touched is a warning.
 */
import type { Declaration } from '../declaration.ts';
import type { KindOf } from './kinds.ts';
import { columnOf, lineOf, type SyntaxNode } from './nodes.ts';
import type { Problems, Warning } from './problems.ts';
import type { Contract, Slot } from './read-contract.ts';
import type { Scopes } from './scopes.ts';
import { stateNames } from './state-names.ts';
import type { TouchContext } from './touch-fields.ts';
import type { Thing } from './touch-values.ts';
import { followFunction, type Touches } from './touches.ts';

type NodeKind = 'module' | 'state' | 'parameter' | 'input' | 'lever' | 'output';

interface GraphNode {
  /** `kind:name`. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
}

/**
 * reads: module or output depends on `from`; writes: module changes `to`; starts: the first value of a state
 * variable is made from `from`; noise: a parameter of an output's observation noise.
 */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'reads' | 'writes' | 'starts' | 'noise';
}

/** Nodes in order of the declaration (state in order of `start`), edges in order of the modules. */
export interface CausalGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

interface GraphSource {
  readonly contract: Contract;
  readonly declaration: Declaration;
  readonly scopes: Scopes;
  readonly kindOf: KindOf;
  readonly problems: Problems;
}

export function deriveGraph(source: GraphSource): {
  readonly graph: CausalGraph;
  readonly warnings: readonly Warning[];
} {
  return new GraphBuilder(source).build();
}

const KIND_OF_GROUP: Readonly<Record<string, NodeKind>> = {
  ...{ state: 'state', parameters: 'parameter', inputs: 'input', levers: 'lever', row: 'output' },
};

class GraphBuilder {
  readonly #source: GraphSource;
  readonly #context: TouchContext;
  readonly #edges = new Map<string, GraphEdge>();
  readonly #warnings: Warning[] = [];
  readonly #used = new Set<Thing>();
  /** Names of the state in order of appearance. */
  readonly #state = new Set<string>();

  constructor(source: GraphSource) {
    this.#source = source;
    const { declaration, scopes, kindOf, problems } = source;
    const namesOf = (group: object): ReadonlySet<string> => new Set(Object.keys(group));
    const declared = {
      parameters: namesOf(declaration.parameters),
      inputs: namesOf(declaration.inputs),
      levers: namesOf(declaration.levers),
      row: namesOf(declaration.outputs),
    };
    this.#context = { scopes, kindOf, problems, declared, effort: { visits: 0 } };
  }

  build(): { readonly graph: CausalGraph; readonly warnings: readonly Warning[] } {
    const { contract, declaration } = this.#source;
    const start = this.#follow(contract.start, ['row', 'world']);
    const created = stateNames(
      contract.start.node,
      this.#source.scopes,
      Object.keys(declaration.outputs),
    );
    for (const name of created ?? start.fields.keys()) this.#state.add(name);
    for (const [name, from] of start.fields)
      for (const thing of from) this.#edge(thing, `state:${name}`, 'starts');
    declaration.modules.forEach((module, i) => {
      const touches = this.#follow(contract.steps[i]!, ['state', 'world']);
      this.#checkModule(module, i, touches, created);
      const id = `module:${module.name}`;
      for (const thing of touches.reads.keys()) this.#edge(thing, id, 'reads');
      for (const thing of touches.writes.keys())
        for (const node of this.#expand(thing)) this.#addEdge(id, node, 'writes');
    });
    this.#observe(created);
    for (const rule of contract.rules)
      this.#checkReader(this.#follow(rule, ['state', 'world']), created);
    this.#noise();
    this.#warnUnused();
    return {
      graph: { nodes: this.#nodes(), edges: [...this.#edges.values()] },
      warnings: this.#warnings,
    };
  }

  #follow(slot: Slot, parameters: readonly string[]): Touches {
    const touches = followFunction(slot.node, parameters, this.#context);
    for (const thing of touches.reads.keys()) this.#used.add(thing);
    return touches;
  }

  #checkModule(
    module: Declaration['modules'][number],
    index: number,
    touches: Touches,
    created: ReadonlySet<string> | undefined,
  ): void {
    const { problems, contract } = this.#source;
    const writes = new Set(module.writes);
    const reads = new Set([...module.reads, ...module.writes]);
    this.#checkReader(touches, created);
    const told = (
      things: ReadonlyMap<Thing, SyntaxNode>,
      names: ReadonlySet<string>,
      verb: 'reads' | 'writes',
    ): void => {
      for (const [thing, node] of things)
        for (const name of this.#namesOf(thing))
          if (!names.has(name))
            problems.add(
              'state',
              node,
              `${module.name} ${verb} state.${name} without declaring it`,
              `Add '${name}' to ${verb} of ${module.name}`,
            );
    };
    told(touches.writes, writes, 'writes');
    // What is changed counts as read too: it need not be declared twice.
    const written = [...touches.writes.keys()].flatMap((thing) => this.#namesOf(thing));
    told(touches.reads, new Set([...reads, ...written]), 'reads');
    // A part that is changed in place may be called read as well.
    const really = {
      reads: new Set([...touches.reads.keys()].flatMap((t) => this.#namesOf(t)).concat(written)),
      writes: new Set(written),
    };
    for (const verb of ['reads', 'writes'] as const) {
      for (const [i, name] of module[verb].entries())
        if (!really[verb].has(name))
          this.#warn(
            contract.places.get(`modules.${index}.${verb}.${i}`),
            `${module.name} declares that it ${verb} ${name} but never does`,
          );
    }
  }

  /** State that is touched must have been created by `start`. */
  #checkReader(touches: Touches, created: ReadonlySet<string> | undefined): void {
    for (const things of [touches.reads, touches.writes])
      for (const [thing, node] of things)
        for (const name of this.#namesOf(thing)) {
          this.#state.add(name);
          if (created && !created.has(name))
            this.#source.problems.add(
              'state',
              node,
              `state.${name} is not created by start`,
              `Create it in start: return { ..., ${name}: ... }; it creates ${[...created].join(', ')}`,
            );
        }
  }

  #observe(created: ReadonlySet<string> | undefined): void {
    const { contract, declaration, problems } = this.#source;
    const touches = this.#follow(contract.observe, ['state', 'world']);
    this.#checkReader(touches, created);
    for (const [thing, node] of touches.writes)
      problems.add(
        'assign',
        node,
        `observe changes ${thing.replace(':', '.')}`,
        'Change the state in a module; observe only looks',
      );
    for (const output of Object.keys(declaration.outputs)) {
      const from = touches.fields.get(output);
      if (!from && touches.fields.size > 0)
        problems.add(
          'declaration',
          contract.observe.node,
          `observe: gives no ${output}`,
          `Return { ${output}: ... }`,
        );
      for (const thing of from ?? touches.reads.keys())
        this.#edge(thing, `output:${output}`, 'reads');
    }
  }

  #noise(): void {
    for (const [name, { noise }] of Object.entries(this.#source.declaration.outputs))
      for (const [field, value] of Object.entries(noise ?? {}))
        if (field !== 'kind' && typeof value === 'string') {
          this.#used.add(`parameters:${value}`);
          this.#addEdge(`parameter:${value}`, `output:${name}`, 'noise');
        }
  }

  #warnUnused(): void {
    const { declaration, contract } = this.#source;
    for (const group of ['parameters', 'inputs', 'levers'] as const)
      for (const name of Object.keys(declaration[group]))
        if (!this.#used.has(`${group}:${name}`))
          this.#warn(
            contract.places.get(`${group}.${name}`),
            `${KIND_OF_GROUP[group]} ${name} is used nowhere`,
          );
  }

  #warn(node: SyntaxNode | undefined, message: string): void {
    this.#warnings.push({
      line: node ? lineOf(node) : 1,
      column: node ? columnOf(node) : 1,
      message,
    });
  }

  #namesOf(thing: Thing): readonly string[] {
    if (thing === 'state') return [...this.#state];
    return thing.startsWith('state:') ? [thing.slice('state:'.length)] : [];
  }

  /** Graph nodes that a thing stands for. */
  #expand(thing: Thing): readonly string[] {
    if (thing === 'state') return [...this.#state].map((name) => `state:${name}`);
    const [group = '', name = ''] = thing.split(':');
    const kind = KIND_OF_GROUP[group];
    return kind ? [`${kind}:${name}`] : [];
  }

  #edge(thing: Thing, to: string, kind: GraphEdge['kind']): void {
    for (const from of this.#expand(thing)) this.#addEdge(from, to, kind);
  }

  #addEdge(from: string, to: string, kind: GraphEdge['kind']): void {
    this.#edges.set(`${from} ${kind} ${to}`, { from, to, kind });
  }

  #nodes(): readonly GraphNode[] {
    const { declaration } = this.#source;
    const node =
      (kind: NodeKind) =>
      (name: string): GraphNode => ({ id: `${kind}:${name}`, kind, name });
    return [
      ...declaration.modules.map(({ name }) => name).map(node('module')),
      ...[...this.#state].map(node('state')),
      ...Object.keys(declaration.parameters).map(node('parameter')),
      ...Object.keys(declaration.inputs).map(node('input')),
      ...Object.keys(declaration.levers).map(node('lever')),
      ...Object.keys(declaration.outputs).map(node('output')),
    ];
  }
}
