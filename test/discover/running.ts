/** Runs structures of the composer, which is trusted code, in the test's own process. */
import { priorDistribution } from '../../engine/calibrate/prior.ts';
import { episodesOf } from '../../engine/data/episodes.ts';
import type { Structure } from '../../engine/discover/composer/structure.ts';
import { writeSimulator } from '../../engine/discover/composer/write-simulator.ts';
import {
  type CompiledSimulator,
  compileSimulator,
} from '../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import { programOf } from '../../engine/simulator/program-of.ts';
import type { SimulationResult } from '../../engine/simulator/simulation.ts';
import type { World } from './settings.ts';

export function compiledOf({ setting }: World, structure: Structure): CompiledSimulator {
  return compileSimulator(writeSimulator(setting, structure));
}

/** A plain generator for choices in tests (mulberry32). */
export function chooser(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `sets` draws from the priors, one run each, over all rows. */
export async function atPriorDraws(
  world: World,
  compiled: CompiledSimulator,
  sets = 20,
): Promise<SimulationResult> {
  const uniform = chooser(sets);
  const priors = Object.values(compiled.declaration.parameters).map(({ prior }) =>
    priorDistribution(prior),
  );
  const draws = Array.from({ length: sets }, () =>
    priors.map((prior) => prior.quantile(uniform())),
  );
  return createPlainRunner()({
    program: programOf(compiled),
    episodes: episodesOf(world.dataset, compiled.declaration),
    parameters: Float64Array.from(draws.flat()),
    sets,
    replications: 1,
    mode: { kind: 'rollout' },
    seed: 3,
    streams: 'independent',
  });
}

/** Values of an output (default: the first) by run and row, and their mean by row; failures are refused. */
export async function meansOf(
  world: World,
  compiled: CompiledSimulator,
  parameters: Readonly<Record<string, number>>,
  runs = 200,
  output = 0,
): Promise<{ readonly mean: number[]; readonly runs: number[][] }> {
  const { declaration } = compiled;
  const names = Object.keys(declaration.parameters);
  const missing = names.filter((name) => parameters[name] === undefined);
  if (missing.length > 0) throw new Error(`parameters: ${missing.join(', ')} not given`);
  const result = await createPlainRunner()({
    program: programOf(compiled),
    episodes: episodesOf(world.dataset, declaration),
    parameters: Float64Array.from(names, (name) => parameters[name] ?? Number.NaN),
    sets: 1,
    replications: runs,
    mode: { kind: 'rollout' },
    noise: false,
    seed: 11,
    streams: 'common',
  });
  const [failure] = result.failures;
  if (failure !== undefined) throw new Error(`${failure.module}: ${failure.detail}`);
  const outputs = Object.keys(declaration.outputs).length;
  const rows = result.values.length / runs / outputs;
  const values = Array.from({ length: runs }, (_, run) =>
    Array.from(
      { length: rows },
      (_, row) => result.values[(run * rows + row) * outputs + output] ?? Number.NaN,
    ),
  );
  const mean = Array.from(
    { length: rows },
    (_, row) => values.reduce((sum, run) => sum + (run[row] ?? Number.NaN), 0) / runs,
  );
  return { mean, runs: values };
}
