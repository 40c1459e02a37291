/**
 * The forecast of several structures: each with its share of the runs, whole ensembles kept together, so that fans, chances
 * and the simulation error are those of the pooled runs.
 */
import { deriveSeed } from '../calibrate/streams.ts';
import { mixRuns, valuesOf } from '../decide/evaluate/mix-runs.ts';
import { type MemberPlan, planMembers, splitVariance } from '../discover/mixture/mix-forecast.ts';
import {
  type Draws,
  type Ensembles,
  ensemblesFor,
  particlesOf,
  spreadDraws,
} from '../forecast/ensembles.ts';
import type { FilterHealth } from '../forecast/filter-health.ts';
import {
  type Forecast,
  healthOf,
  type TrajectoryForecast,
  trajectoryForecast,
} from '../forecast/forecast-ahead.ts';
import { type AheadInput, type RunsAhead, runAhead } from '../forecast/run-ahead.ts';

/** Its seed is that of the mixture. */
export interface MixedStructure extends Omit<AheadInput, 'seed' | 'horizon'>, Draws {
  readonly weight: number;
}

export interface MixedForecastInput {
  /** Heaviest first; the weights sum to 1. All with the same trajectories. */
  readonly structures: readonly [MixedStructure, ...MixedStructure[]];
  readonly horizon: number;
  /** Runs of each trajectory, about. */
  readonly runs: number;
  /** Runs of an ensemble; default 100. */
  readonly particles?: number;
  readonly seed: number;
  readonly above?: Readonly<Record<string, number>>;
  /** Runs done and in all, of all structures. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface MixedForecast {
  readonly forecast: Forecast;
  /** By trajectory. */
  readonly parts: readonly MixedPart[];
}

interface MixedPart {
  /** Whether the runs of each structure could follow what was observed. */
  readonly filters: readonly FilterHealth[];
  readonly spread: readonly OutputSpread[];
}

/** Where the spread of an output comes from. */
export interface OutputSpread {
  readonly output: string;
  /** By row ahead: share of the variance that is due to not knowing which structure is right, 0 to 1. */
  readonly share: readonly number[];
  /** By structure and row ahead; NaN: none of its runs had a value. */
  readonly means: readonly (readonly number[])[];
}

/**
 * Throws ForecastError, DecideError 'not-together' (mixRuns); rejects as `simulate` does. Of one structure it is that
 * structure's forecast: the heaviest has the seed itself, the others seeds of their own, so that ensembles are independent.
 */
export async function forecastMixture(input: MixedForecastInput): Promise<MixedForecast> {
  const { structures, horizon, above } = input;
  const [first] = structures;
  const plan = planOf(input);
  const { members, particles } = plan;
  const question = { horizon, particles, time: first.declaration.time, above };
  const weights = Float64Array.from(structures, ({ weight }) => weight);
  const trajectories: TrajectoryForecast[] = [];
  const parts: MixedPart[] = [];
  for (const index of first.episodes.keys()) {
    const own = await runAll(input, plan, index);
    const mixed = mixRuns(members, own, { horizon, particles });
    trajectories.push(trajectoryForecast(mixed, question));
    parts.push({
      filters: own.map((runs) => healthOf(runs, question)),
      spread: mixed.outputs.map(({ name }) =>
        spreadOf(name, weights, valuesOf(own, name), horizon),
      ),
    });
  }
  return { forecast: { horizon, runs: members.structure.length, trajectories }, parts };
}

/** Every structure's runs of one trajectory. */
async function runAll(
  { structures, horizon, seed, onProgress }: MixedForecastInput,
  { ensembles, particles, total }: Plan,
  index: number,
): Promise<[RunsAhead, ...RunsAhead[]]> {
  let before = (index * total) / structures[0].episodes.length;
  const run = async (structure: MixedStructure, k: number) => {
    const own = ensembles[k];
    if (own === undefined) throw new Error(`forecast: no plan for structure ${k}`);
    const seedOf = k === 0 ? seed : deriveSeed(seed, 'forecast-mixture', k);
    const done = before;
    before += own.count * particles;
    return runAhead({ ...structure, horizon, seed: seedOf }, { ...own, particles }, index, (part) =>
      onProgress?.(done + part, total),
    );
  };
  const [first, ...others] = structures;
  const made: [RunsAhead, ...RunsAhead[]] = [await run(first, 0)];
  for (const [k, structure] of others.entries()) made.push(await run(structure, k + 1));
  return made;
}

interface Plan {
  readonly members: MemberPlan;
  readonly particles: number;
  /** By structure. */
  readonly ensembles: readonly Ensembles[];
  /** Runs that are made in all, those that are not taken included. */
  readonly total: number;
}

/**
 * Each structure makes as many ensembles as its weight asks for, and never fewer than its mean and filter can be judged by
 * (spreadDraws); of these as many count as keep the proportions.
 */
function planOf({ structures, runs, particles: size }: MixedForecastInput): Plan {
  const wanted = ensemblesFor(runs, size);
  const ensembles = structures.map((one) => spreadDraws(one, Math.ceil(one.weight * wanted)));
  const most = structures.map(({ weight }, k) => (ensembles[k]?.count ?? 0) / weight);
  // Thirds of 39 are 13 but for rounding.
  const count = Math.floor(Math.min(...most) + 1e-9);
  const particles = particlesOf(runs, count);
  const made = ensembles.map((one) => one.count * particles);
  const weights = Float64Array.from(structures, ({ weight }) => weight);
  const [first] = structures;
  return {
    members: planMembers(weights, made, count * particles, particles),
    particles,
    ensembles,
    total: first.episodes.length * made.reduce((sum, own) => sum + own, 0),
  };
}

/** All runs of a structure are used, so that a light one's mean is not that of very few. */
function spreadOf(
  output: string,
  weights: Float64Array,
  values: readonly Float64Array[],
  horizon: number,
): OutputSpread {
  const { within, between } = splitVariance(weights, values, horizon);
  return {
    output,
    share: Array.from(within, (rest, row) => {
      const due = between[row] ?? Number.NaN;
      // Where all runs agree nothing is due to anything.
      return due === 0 ? 0 : due / (due + rest);
    }),
    means: values.map((own) => rowMeans(own, horizon)),
  };
}

function rowMeans(values: Float64Array, rows: number): number[] {
  const width = values.length / rows;
  return Array.from({ length: rows }, (_, row) => {
    const known = values.subarray(row * width, (row + 1) * width).filter(Number.isFinite);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}
