/**
 * The genetic algorithm by which G-Sim was published (Holt et al. 2025, "ES"), for parity: tournaments of 4, simulated
 * binary crossover at rate 1 with eta 8 (Deb & Agrawal 1995), Gaussian mutation of every coordinate with .03 in
 * coordinates scaled to [-1, 1], and of parents and children the better half (EvoTorch). Parents are evaluated again
 * with their children, on the same seeds: who was lucky once does not stay for it.
 */
import { z } from 'zod';
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import { ranking } from './ranking.ts';
import type { EvolutionStrategy } from './strategy.ts';

const vector = z.array(z.number()).readonly();

export const geneticStateSchema = z.strictObject({
  kind: z.literal('genetic'),
  /** Generations told so far; the first one is drawn evenly from the box. */
  generation: z.int().min(0),
  /** Parents, and children of a generation. */
  populationSize: z.int().min(2),
  /** What it would answer now: the best of the population; before the first generation, its start. Length n. */
  mean: vector,
  /** Best first, row-major [populationSize, n]; empty before the first generation. */
  population: vector,
  range: z.array(z.strictObject({ low: z.number(), high: z.number() })).readonly(),
});
export type GeneticState = z.infer<typeof geneticStateSchema>;

/** Of the published runs. */
export const PUBLISHED = { populationSize: 200, generations: 10 } as const;
const TOURNAMENT = 4;
const ETA = 8;
const MUTATION = 0.03;

export const genetic: EvolutionStrategy<GeneticState> = {
  create: ({ mean, populationSize, range }) =>
    Object.freeze({
      kind: 'genetic',
      generation: 0,
      populationSize: 2 * Math.ceil(populationSize / 2),
      mean,
      population: [],
      range,
    }),
  candidates: ({ populationSize, generation }) => (generation === 0 ? 1 : 2) * populationSize,
  ask(state, random) {
    const { population, populationSize, range } = state;
    const candidates =
      population.length === 0
        ? drawn(range, populationSize, random)
        : Float64Array.from([...population, ...children(state, random)]);
    return { candidates, normals: new Float64Array(0) };
  },
  tell(state, { candidates }, values) {
    const n = state.mean.length;
    const best = ranking(values).slice(0, state.populationSize);
    const population = best.flatMap((at) => Array.from(candidates.subarray(at * n, at * n + n)));
    const generation = state.generation + 1;
    return Object.freeze({ ...state, generation, population, mean: population.slice(0, n) });
  },
  view(state) {
    const { mean, generation, populationSize } = state;
    const zeros = mean.map(() => 0);
    const axes = { longest: 1, shortest: 1 };
    const deviations = spreadOf(state);
    return {
      generation,
      populationSize,
      mean,
      sigma: MUTATION,
      floors: zeros,
      deviations,
      drift: zeros,
      axes,
    };
  },
};

function drawn(range: GeneticState['range'], count: number, random: RandomSource): Float64Array {
  return Float64Array.from({ length: count * range.length }, (_, at) => {
    const { low, high } = range[at % range.length]!;
    return random.uniform(low, high);
  });
}

/** As many as there are parents. */
function children(state: GeneticState, random: RandomSource): number[] {
  const { population, populationSize, range } = state;
  const n = range.length;
  const parent = (): readonly number[] => {
    // The population is sorted: the winner of a tournament is the one that stands first.
    let winner = populationSize;
    for (let k = 0; k < TOURNAMENT; k++) {
      winner = Math.min(winner, random.integer(0, populationSize - 1));
    }
    return population.slice(winner * n, winner * n + n);
  };
  return Array.from({ length: populationSize / 2 }, () => {
    const [first, second] = crossed(parent(), parent(), random);
    return [...mutated(first, range, random), ...mutated(second, range, random)];
  }).flat();
}

/** Simulated binary crossover: the children's distance is beta times the parents', around the same middle. */
function crossed(
  a: readonly number[],
  b: readonly number[],
  random: RandomSource,
): [number[], number[]] {
  const betas = a.map(() => {
    const u = random.uniform();
    return (u <= 0.5 ? 2 * u : 1 / (2 * (1 - u))) ** (1 / (ETA + 1));
  });
  const child = (near: readonly number[], far: readonly number[]): number[] =>
    near.map((x, i) => ((1 + betas[i]!) * x + (1 - betas[i]!) * far[i]!) / 2);
  return [child(a, b), child(b, a)];
}

function mutated(
  child: readonly number[],
  range: GeneticState['range'],
  random: RandomSource,
): number[] {
  return child.map((x, i) => {
    const { low, high } = range[i]!;
    return Math.min(high, Math.max(low, x + random.normal(0, (MUTATION * (high - low)) / 2)));
  });
}

/** Standard deviations of the population; before there is one, of the box. */
function spreadOf({ population, range }: GeneticState): number[] {
  const n = range.length;
  const count = population.length / n;
  return range.map(({ low, high }, i) => {
    if (count === 0) return (high - low) / Math.sqrt(12);
    let mean = 0;
    for (let k = 0; k < count; k++) mean += population[k * n + i]! / count;
    let variance = 0;
    for (let k = 0; k < count; k++) variance += (population[k * n + i]! - mean) ** 2 / count;
    return Math.sqrt(variance);
  });
}
