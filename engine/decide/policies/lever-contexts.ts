/** All that can be set: levers of the structures, and resources of the project. */
import type { CausalGraph } from '../../simulator/compile/causal-graph.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import { leadTimeIn } from '../meanings.ts';
import type { NameOf } from '../plain-names.ts';
import type { ResourceChoice } from '../schemas/means.ts';
import type { LeverContext, Observed, WatchedOutput } from './lever-context.ts';
import { suggestWatches } from './suggest-watches.ts';

export interface LeverFacts {
  /** Heaviest first. */
  readonly models: readonly {
    readonly declaration: Declaration;
    readonly graph: CausalGraph;
  }[];
  readonly resources: readonly ResourceChoice[];
  readonly names: NameOf;
  /** Of outputs that were observed. */
  readonly observed: Readonly<Record<string, Observed>>;
  /** Lever -> value as last recorded. */
  readonly recorded: Readonly<Record<string, number>>;
  /** Calibrated values of the heaviest structure's parameters. */
  readonly values: Readonly<Record<string, number>>;
  readonly horizon: number;
  readonly firstRow: number;
  /** Of all rows, those ahead included; null: undated. */
  readonly dates: readonly string[] | null;
}

/** A clock is nothing to react to. */
const CLOCK = /^(?:minutes?|hours?|days?|weeks?|months?|years?|steps?) since\b/i;

const ORDER = /\b(?:orders?|ordered|ordering|reorder|purchased?|replenish\w*)\b/i;

/** By name, levers first. Of several structures the heaviest that has a lever tells what it is. */
export function leverContexts(facts: LeverFacts): ReadonlyMap<string, LeverContext> {
  const { models, resources, names } = facts;
  const outputs = watchedOutputs(facts);
  const timeUnit = models[0]?.declaration.time.unit ?? 'step';
  const shared = {
    ...{ outputs, timeUnit, horizon: facts.horizon, firstRow: facts.firstRow, dates: facts.dates },
  };
  const leadTime = leadTimeIn(models[0]?.declaration, facts.values);
  const contexts = new Map<string, LeverContext>();
  for (const { declaration, graph } of models)
    for (const [name, lever] of Object.entries(declaration.levers)) {
      if (contexts.has(name)) continue;
      const { words } = names('lever', name);
      const { unit, meaning, low, high, integer } = lever;
      const isOrder = ORDER.test(name) || ORDER.test(meaning);
      const watched = { name, words: `${words} ${meaning}`, unit, isOrder, serves: null };
      contexts.set(name, {
        ...{ ...shared, name, kind: 'lever', words, unit, low, high, integer, isOrder },
        serves: null,
        default: lever.default,
        recorded: facts.recorded[name] ?? null,
        watches: suggestWatches(watched, outputs, { graph, leadTime, timeUnit }),
      });
    }
  for (const { name, unit, low, high, integer, serves, ...resource } of resources) {
    const { words } = names('lever', name);
    const watched = { name, words, unit, isOrder: false, serves: serves?.output ?? null };
    contexts.set(name, {
      ...{ ...shared, name, kind: 'resource', words, unit, low, high, integer, isOrder: false },
      serves,
      default: resource.default,
      recorded: null,
      watches: suggestWatches(watched, outputs, { leadTime, timeUnit }),
    });
  }
  return contexts;
}

/** Outputs that all structures have: a policy that looks at others could not be followed in some. */
function watchedOutputs({ models, names, observed }: LeverFacts): WatchedOutput[] {
  const [first, ...others] = models.map(({ declaration }) => declaration.outputs);
  return Object.entries(first ?? {})
    .filter(([, { meaning }]) => !CLOCK.test(meaning))
    .filter(([name]) => others.every((outputs) => Object.hasOwn(outputs, name)))
    .map(([name, { unit, kind, meaning }]) => ({
      ...{ name, unit, kind, meaning, words: names('output', name).words },
      observed: observed[name] ?? null,
    }));
}
