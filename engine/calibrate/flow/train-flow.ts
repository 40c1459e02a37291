/**
 * Neural posterior estimation's training: maximise the mean log density of simulated parameters given what they
 * simulated (Papamakarios and Murray 2016; Greenberg et al. 2019), stop when pairs that were set aside no longer gain.
 */
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import type { Backend } from '../../tensor/backend.ts';
import type { AdamOptions } from '../../tensor/parameters.ts';
import { createFlow, type DensityTape, densityConstant, type Flow } from './flow.ts';
import { startLinear } from './linear-start.ts';
import type { FlowSpec } from './spec.ts';

/** Pairs of free parameters (in unconstrained space) and what they simulated, both standardised. */
export interface TrainingPairs {
  readonly count: number;
  /** Row-major [count, dimensions]. */
  readonly theta: Float64Array;
  /** Row-major [count, members * observations], member after member. */
  readonly x: Float64Array;
}

export interface TrainingOptions {
  /** Pairs a step; default 200, rounded to a multiple of 4 and to the number of pairs. */
  readonly batch?: number;
  /** Default 5e-4. */
  readonly rate?: number;
  /** Share of the pairs that is set aside; default .1. */
  readonly validation?: number;
  /** Epochs without gain before it stops; default 20. */
  readonly patience?: number;
  /** Default 2000. */
  readonly epochs?: number;
  /** Largest norm of a gradient; default 5. */
  readonly clip?: number;
  /**
   * Checked and kept is a running mean of the weights (Polyak and Juditsky 1992) that forgets by this factor a step; default
   * 0: the last weights.
   */
  readonly averaging?: number;
  /** How often the rate is cut to CUT of itself, from the best weights on, where training would stop; default 0. */
  readonly cuts?: number;
}

const CUT = 0.3;
const MEMORY = 9;

export interface Epoch {
  /** From 1. */
  readonly epoch: number;
  /** Mean log density of the pairs that are trained on, while they were trained on. */
  readonly training: number;
  /** Of those that are set aside. */
  readonly validation: number;
  /** The best of `validation` so far. */
  readonly best: number;
}

/** Streams of random numbers by what they are for: the first weights, the split, the order of an epoch. */
export type OpenStream = (purpose: 'weights' | 'split' | 'order', index: number) => RandomSource;

export interface FlowTrainer {
  readonly flow: Flow;
  /** True once `patience` epochs brought nothing, or after the last epoch. */
  readonly finished: boolean;
  epoch(): Epoch;
  /** Weights of the best epoch so far. */
  best(): Float64Array;
  /** All that `restore` needs to go on to the same weights. */
  state(): TrainerState;
  restore(state: TrainerState): void;
}

export interface TrainerState {
  readonly epoch: number;
  readonly idle: number;
  /** Of the rate, so far. */
  readonly cuts: number;
  readonly bestScore: number;
  readonly weights: Float64Array;
  readonly average: Float64Array;
  readonly bestWeights: Float64Array;
  readonly optimiser: ReturnType<Flow['parameters']['optimiser']>;
}

export function createTrainer(
  backend: Backend,
  spec: FlowSpec,
  pairs: TrainingPairs,
  open: OpenStream,
  options: TrainingOptions = {},
): FlowTrainer {
  const { rate = 5e-4, validation = 0.1, patience = 20, epochs = 2000 } = options;
  const { cuts = 0, clip = 5 } = options;
  const { training, held } = split(pairs.count, validation, open('split', 0));
  const flow = createFlow(backend, spec, open('weights', 0));
  const check = flow.densityTape(Math.max(4, Math.min(1000, held.length) & ~3), {
    differentiate: false,
  });
  const { parameters } = flow;
  if (flow.start) startLinear(backend, flow.start, spec, pairs, training);
  const stepper = createStepper(flow, pairs, training, options);
  let state = {
    epoch: 0,
    idle: 0,
    cuts: 0,
    bestScore: Number.NEGATIVE_INFINITY,
    bestWeights: parameters.values(),
  };
  const restart = (weights: Float64Array): void => {
    parameters.set(weights);
    stepper.average.set(weights);
  };
  const scoreOfAverage = (): number => {
    const weights = parameters.values();
    parameters.set(stepper.average);
    const score = meanDensity(check, pairs, spec, held);
    parameters.set(weights);
    return score;
  };
  return {
    flow,
    get finished() {
      return (state.idle >= patience && state.cuts >= cuts) || state.epoch >= epochs;
    },
    epoch() {
      if (state.idle >= patience && state.cuts < cuts) {
        restart(state.bestWeights);
        state = { ...state, idle: 0, cuts: state.cuts + 1 };
      }
      const order = shuffled(training, open('order', state.epoch));
      const trained = stepper.pass(order, { rate: rate * CUT ** state.cuts, clip });
      const score = scoreOfAverage();
      const gained = score > state.bestScore;
      state = {
        ...state,
        epoch: state.epoch + 1,
        idle: gained ? 0 : state.idle + 1,
        bestScore: gained ? score : state.bestScore,
        bestWeights: gained ? stepper.average.slice() : state.bestWeights,
      };
      const constant = densityConstant(spec);
      return {
        epoch: state.epoch,
        training: trained + constant,
        validation: score + constant,
        best: state.bestScore + constant,
      };
    },
    best: () => state.bestWeights.slice(),
    state: () => ({
      ...state,
      weights: parameters.values(),
      average: stepper.average.slice(),
      optimiser: parameters.optimiser(),
    }),
    restore({ weights, average, optimiser, ...rest }) {
      state = rest;
      parameters.set(weights);
      stepper.average.set(average);
      parameters.setOptimiser(optimiser);
    },
  };
}

/** Steps of Adam and the running mean of the weights after them. */
function createStepper(
  { parameters, spec, densityTape }: Flow,
  pairs: TrainingPairs,
  training: Uint32Array,
  { averaging = 0, ...options }: TrainingOptions,
) {
  const batch = Math.max(4, Math.min(options.batch ?? 200, training.length) & ~3);
  const step = densityTape(batch);
  const loss = new Float64Array(batch).fill(-1 / batch);
  const average = parameters.values();
  /** Gives the mean log density of what it trains on, while it does. */
  const pass = (order: Uint32Array, adam: AdamOptions): number => {
    let sum = 0;
    let steps = 0;
    for (let from = 0; from + batch <= order.length; from += batch) {
      fill(step, pairs, spec, order.subarray(from, from + batch));
      step.tape.forward();
      parameters.clearGradients();
      step.tape.backward(step.logDensity, loss);
      parameters.step(adam);
      const now = parameters.values();
      // The first weights say nothing: the mean of few steps is over the last ninth of them.
      const share = Math.max(1 - averaging, MEMORY / (MEMORY + parameters.steps));
      for (let i = 0; i < now.length; i++) average[i]! += share * (now[i]! - average[i]!);
      sum += step.tape.read(step.logDensity).reduce((a, b) => a + b, 0) / batch;
      steps += 1;
    }
    return sum / steps;
  };
  return { average, pass };
}

/** Mean over all rows; the last batch is filled up with its first rows, which then do not count. */
function meanDensity(
  tape: DensityTape,
  pairs: TrainingPairs,
  spec: FlowSpec,
  rows: Uint32Array,
): number {
  const { batch } = tape.tape;
  let sum = 0;
  for (let from = 0; from < rows.length; from += batch) {
    const count = Math.min(batch, rows.length - from);
    const chosen = Uint32Array.from({ length: batch }, (_, i) => rows[from + (i % count)]!);
    fill(tape, pairs, spec, chosen);
    tape.tape.forward();
    const densities = tape.tape.read(tape.logDensity);
    for (let i = 0; i < count; i++) sum += densities[i]!;
  }
  return sum / rows.length;
}

/** Turns rows of pairs into columns of the tape. */
function fill(
  { tape, theta, x }: DensityTape,
  pairs: TrainingPairs,
  { dimensions, observations, members }: FlowSpec,
  rows: Uint32Array,
): void {
  const batch = rows.length;
  const columns = new Float64Array(dimensions * batch);
  for (let b = 0; b < batch; b++) {
    const from = rows[b]! * dimensions;
    for (let d = 0; d < dimensions; d++) columns[d * batch + b] = pairs.theta[from + d]!;
  }
  tape.write(theta, columns);
  const seen = new Float64Array(observations * members * batch);
  for (let b = 0; b < batch; b++) {
    const from = rows[b]! * observations * members;
    for (let m = 0; m < members; m++) {
      for (let o = 0; o < observations; o++) {
        seen[(o * members + m) * batch + b] = pairs.x[from + m * observations + o]!;
      }
    }
  }
  tape.write(x, seen);
}

function split(count: number, share: number, random: RandomSource) {
  const all = shuffled(
    Uint32Array.from({ length: count }, (_, i) => i),
    random,
  );
  const held = Math.max(1, Math.round(share * count));
  return { training: all.slice(held), held: all.slice(0, held) };
}

/** Fisher and Yates. */
function shuffled(rows: Uint32Array, random: RandomSource): Uint32Array {
  const order = rows.slice();
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}
