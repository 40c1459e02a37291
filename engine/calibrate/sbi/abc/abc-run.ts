/** What rejection and population ABC share: a pool of all simulations, where they came from, and the sample made of it. */
import { z } from 'zod';
import { readCheckpoint } from '../../method.ts';
import { priorDistribution } from '../../prior.ts';
import { INTERVAL_LEVEL } from '../../result.ts';
import { deriveSeed, openRandom } from '../../streams.ts';
import type { Inference, InferenceOptions } from '../inference.ts';
import { notesOf, UNINFORMED } from '../inference-notes.ts';
import { isUninformed } from '../learn-posterior.ts';
import { priorAsPosterior } from '../prior-posterior.ts';
import {
  drawPriors,
  NOTHING_SIMULATED,
  type Simulated,
  simulatedSchema,
  simulateUpTo,
  tooLittle,
} from '../simulated.ts';
import type { InferenceTask } from '../task.ts';
import { createUnconstrained, type Unconstrained } from '../unconstrained.ts';
import { ABC_SAMPLE, type AbcSample, type AbcSampleInput } from './abc-sample.ts';
import type { Adjustment } from './adjustment.ts';
import { distancesTo, ranked } from './distance.ts';
import { learnFeatures } from './features.ts';
import { drawFromKernels, localKernels, logKernelDensity } from './local-kernels.ts';
import { samplePosterior } from './sample-posterior.ts';
import { type Pool, summarise } from './semi-automatic.ts';
import { shares, weightedQuantiles } from './weights.ts';

export interface AbcSettings {
  /** How accepted sets are moved to the observation; default: chosen by cross-validation. */
  readonly adjustment?: Adjustment;
  /** Whether numbers are replaced by learned summaries; default: where there are many for each parameter. */
  readonly summaries?: boolean;
}

export interface AbcRun {
  /** Sets that were simulated, failed ones included, and those with a result. */
  readonly tried: number;
  readonly valid: number;
  /** Whether any simulated number differs between sets. */
  readonly informed: boolean;
  /** Rounds that were begun after the one from the prior. */
  readonly rounds: number;
  /** Of the prior or of the newest round, until `target` sets were tried. */
  simulate(target: number): Promise<void>;
  /** A new round: draws around the `keep` nearest of all sets. */
  begin(keep: number): Promise<void>;
  /** Share of the newest round's results that are among the `keep` nearest of all. */
  entered(keep: number): number;
  /** `near`: the nearest sets, among which the last choices are made. Throws CalibrationError 'all-failed'. */
  finish(near: number, stopped: Inference['stopped']): Promise<Inference>;
}

/** Fewer results than this are no sample. */
export const LEAST_SETS = 20;
/** Of the allowed time: the rest is for the sample. */
const SIMULATING_SHARE = 0.85;

const checkpointSchema = z.strictObject({
  version: z.literal(1),
  simulated: simulatedSchema,
  /** Of every round after the first one: sets tried and valid before it, and whence it draws. */
  rounds: z
    .array(
      z.strictObject({
        tried: z.int().min(0),
        valid: z.int().min(0),
        kernels: z.strictObject({
          dimension: z.int().min(0),
          centres: z.instanceof(Float64Array),
          factors: z.instanceof(Float64Array),
        }),
      }),
    )
    .readonly(),
});
type Checkpoint = z.infer<typeof checkpointSchema>;
type Round = Checkpoint['rounds'][number];

/** Throws CalibrationError 'bad-prior', 'bad-checkpoint'. */
export function createAbcRun(
  task: InferenceTask,
  settings: AbcSettings,
  options: InferenceOptions,
): AbcRun {
  const map = createUnconstrained(task.priors);
  const resumed = readCheckpoint(checkpointSchema, options.resume);
  const state: State = {
    task,
    settings,
    options,
    map,
    simulated: resumed?.simulated ?? NOTHING_SIMULATED,
    rounds: [...(resumed?.rounds ?? [])],
    poolOf: createPool(task, map, options.seed),
  };
  return {
    get tried() {
      return state.simulated.tried;
    },
    get valid() {
      return state.simulated.valid;
    },
    get informed() {
      return !isUninformed(task, state.simulated);
    },
    get rounds() {
      return state.rounds.length;
    },
    simulate: (target) => simulate(state, target),
    begin: (keep) => begin(state, keep),
    entered(keep) {
      const { valid } = state.rounds.at(-1)!;
      const inside = nearest(state, keep).rows.filter((row) => row >= valid);
      return inside.length / Math.max(1, Math.min(keep, state.simulated.valid - valid));
    },
    finish: (near, stopped) => finish(state, near, stopped),
  };
}

interface State {
  readonly task: InferenceTask;
  readonly settings: AbcSettings;
  readonly options: InferenceOptions;
  readonly map: Unconstrained;
  simulated: Simulated;
  readonly rounds: Round[];
  readonly poolOf: (simulated: Simulated, rounds: readonly Round[]) => Pool;
}

async function simulate(state: State, target: number): Promise<void> {
  const { task, options, map, rounds } = state;
  const { seed, simulations, timeUsed } = options;
  const priors = task.priors.map(priorDistribution);
  const round = rounds.at(-1);
  const propose = (first: number, count: number): Float64Array => {
    if (round === undefined) {
      return drawPriors(priors, count, deriveSeed(seed, 'abc/prior', 0), first);
    }
    const open = (draw: number) => openRandom(seed, 'abc/propose', first + draw);
    return map.toParameters(drawFromKernels(round.kernels, count, open), count);
  };
  state.simulated = await simulateUpTo(target, task, state.simulated, {
    ...options,
    total: simulations,
    seed: deriveSeed(seed, 'abc/simulate', 0),
    propose,
    ...(timeUsed && { isOver: () => timeUsed() > SIMULATING_SHARE }),
    words: round === undefined ? 'from the prior' : `round ${rounds.length}`,
    async onChunk(now) {
      state.simulated = now;
      await save(state);
    },
  });
}

async function begin(state: State, keep: number): Promise<void> {
  const { options, simulated, rounds } = state;
  const { pool, rows, threshold } = nearest(state, keep);
  tell(state, pool, rows, threshold);
  const kernels = localKernels(
    pool,
    rows,
    // The next threshold is the median of the distances.
    rows.subarray(0, Math.max(2, rows.length >> 1)),
    openRandom(options.seed, 'abc/kernels', rounds.length),
  );
  rounds.push({ tried: simulated.tried, valid: simulated.valid, kernels });
  await save(state);
}

async function save({ options, simulated, rounds }: State): Promise<void> {
  await options.save?.({ version: 1, simulated, rounds: [...rounds] } satisfies Checkpoint);
}

/** The `keep` nearest of all sets, from the nearest on. */
function nearest(state: State, keep: number) {
  const pool = state.poolOf(state.simulated, state.rounds);
  const { rows, ...summaries } = summarise(pool, settledOf(state), keep, state.settings.summaries);
  const distances = distancesTo(summaries.observed, summaries.values, summaries.spreads);
  const order = ranked(distances).subarray(0, keep);
  const threshold = distances[order.at(-1) ?? 0] ?? Number.NaN;
  return { pool, rows: order.map((place) => rows[place]!), threshold };
}

/** How near the nearest sets come, and which values they have: each counts by its weight in the pool. */
function tell(state: State, pool: Pool, rows: Uint32Array, threshold: number): void {
  const { options, simulated, task } = state;
  const weights = Float64Array.from(rows, (row) => pool.weights[row]!);
  const width = task.names.length;
  const parameters = task.names.flatMap((name, i) => {
    const { low: least, high: most } = priorDistribution(task.priors[i]!);
    if (least === most) return [];
    const values = Float64Array.from(rows, (row) => simulated.parameters[row * width + i]!);
    const tail = (1 - INTERVAL_LEVEL) / 2;
    const [low, value, high] = weightedQuantiles(values, weights, [tail, 0.5, 1 - tail]) as [
      number,
      number,
      number,
    ];
    return [{ name, value, low, high }];
  });
  options.onProgress?.({
    phase: 'simulating',
    done: simulated.tried,
    total: options.simulations,
    unit: 'evaluations',
    ...(Number.isFinite(threshold) && { point: { measure: 'distance', value: threshold } }),
    parameters,
  });
}

/** Rows, from the first on, that were drawn from the prior. */
const settledOf = ({ rounds, simulated }: State): number => rounds[0]?.valid ?? simulated.valid;

async function finish(
  state: State,
  near: number,
  stopped: Inference['stopped'],
): Promise<Inference> {
  const { task, options, settings, simulated } = state;
  const { tried, valid, failures } = simulated;
  const about = { simulations: tried, failures, notes: notesOf(task, simulated), stopped };
  const prior = { ...about, posterior: priorAsPosterior(task) };
  if (valid < LEAST_SETS) {
    if (!options.signal?.aborted) throw tooLittle(simulated);
    return prior;
  }
  if (isUninformed(task, simulated)) {
    return { ...prior, stopped: 'converged', notes: [...about.notes, UNINFORMED] };
  }
  if (options.onProgress) {
    const { pool, rows, threshold } = nearest(state, near);
    tell(state, pool, rows, threshold);
  }
  const sample = await options.numerics.run<AbcSampleInput, AbcSample>(ABC_SAMPLE, {
    pool: state.poolOf(simulated, state.rounds),
    settled: settledOf(state),
    near,
    seed: deriveSeed(options.seed, 'abc/sample', 0),
    ...settings,
  });
  return {
    ...about,
    notes: [...about.notes, ...wordsOf(sample)],
    posterior: samplePosterior(task, sample.points, sample.weights),
  };
}

/** Makes the pool of what was simulated; densities that were computed before are not computed again. */
function createPool(task: InferenceTask, map: Unconstrained, seed: number) {
  const known: Float64Array[] = [];
  return (simulated: Simulated, rounds: readonly Round[]): Pool => {
    const { parameters, x, valid, tried } = simulated;
    const { dimension } = map;
    const points = map.toPoints(parameters, valid, openRandom(seed, 'abc/points', 0));
    const slopes = map.logSlope(points, valid);
    const logPrior = map.logPrior(parameters, valid).map((value, i) => value + slopes[i]!);
    // Log of the number of sets that each proposal was to give around a point.
    const expected = logPrior.map((value) => value + Math.log(rounds[0]?.tried ?? tried));
    rounds.forEach(({ kernels, tried: from }, r) => {
      const before = known[r] ?? new Float64Array(0);
      const more = logKernelDensity(kernels, points.subarray(before.length * dimension));
      const densities = new Float64Array(valid);
      densities.set(before);
      densities.set(more, before.length);
      known[r] = densities;
      const log = Math.log((rounds[r + 1]?.tried ?? tried) - from);
      densities.forEach((value, row) => {
        expected[row] = logSum(expected[row]!, value + log);
      });
    });
    const features = learnFeatures(task, x, rounds[0]?.valid ?? valid);
    return {
      points,
      dimension,
      features: features.compute(x, valid),
      inputs: features.count,
      observed: features.compute(task.observed, 1),
      weights: shares(logPrior.map((value, i) => value - expected[i]!)),
    };
  };
}

function logSum(a: number, b: number): number {
  const top = Math.max(a, b);
  if (top === Number.NEGATIVE_INFINITY) return top;
  return top + Math.log1p(Math.exp(Math.min(a, b) - top));
}

const FEW = 200;

function wordsOf({ effective }: AbcSample): string[] {
  return effective < FEW
    ? [
        `the posterior rests on the weight of ${Math.round(effective)} parameter sets: more simulations would sharpen it`,
      ]
    : [];
}
