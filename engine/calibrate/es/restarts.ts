/**
 * Restarts of an evolution strategy as one state machine over a frozen JSON state: none; IPOP, each run with twice the
 * population (Auger & Hansen 2005); BIPOP, runs with doubled populations and runs with small ones and small
 * steps, whichever has used less (Hansen 2009, "Benchmarking a BI-population CMA-ES on the BBOB-2009 function
 * testbed").
 */
import { z } from 'zod';
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import { defaultPopulationSize } from './cma-constants.ts';
import {
  EMPTY_HISTORY,
  historySchema,
  remember,
  STOP_REASONS,
  stopReason,
  tolerancesSchema,
} from './stop.ts';
import {
  ALGORITHMS,
  type Algorithm,
  createRun,
  type RunState,
  runOf,
  runStateSchema,
} from './strategies.ts';
import type { Asked } from './strategy.ts';

export const STRATEGIES = ['none', 'ipop', 'bipop'] as const;

const settingsSchema = z.strictObject({
  strategy: z.enum(STRATEGIES),
  /** States of the time when there was one do not name it. */
  algorithm: z.enum(ALGORITHMS).default('cma-es'),
  /** lambda and sigma of the first run. */
  populationSize: z.int().min(2),
  sigma: z.number().positive(),
  active: z.boolean(),
  /** Later runs start anywhere in this box. */
  range: z.array(z.strictObject({ low: z.number(), high: z.number() })).readonly(),
  tolerances: tolerancesSchema,
  floors: z.array(z.number()).readonly(),
  /** Doublings of the population at most; runs with small ones are not counted. */
  restarts: z.int().min(0),
});

export const restartStateSchema = z.strictObject({
  settings: settingsSchema,
  run: runStateSchema,
  regime: z.enum(['first', 'large', 'small']),
  /** Step size at the start of this run. */
  sigma: z.number().positive(),
  history: historySchema,
  /** Evaluations of this run, and of all finished runs by regime (the first one not counted: their rule). */
  runEvaluations: z.int().min(0),
  used: z.strictObject({ large: z.int().min(0), small: z.int().min(0) }),
  /** Evaluations after which a small run gives way: half of the last large run. */
  allowance: z.int().min(0),
  doublings: z.int().min(0),
  finished: z
    .array(
      z.strictObject({
        populationSize: z.int(),
        evaluations: z.int(),
        reason: z.enum([...STOP_REASONS, 'allowance']),
        /** Mean of the search distribution at its end. */
        mean: z.array(z.number()).readonly(),
      }),
    )
    .readonly(),
  /** Lowest value ever told, and where. */
  best: z.strictObject({ point: z.array(z.number()).readonly(), value: z.number() }).nullable(),
  /** Set when no further run may start. */
  done: z.boolean(),
});
export type RestartState = z.infer<typeof restartStateSchema>;

export interface RestartOptions {
  readonly mean: ArrayLike<number>;
  readonly sigma: number;
  /** Default 'none'. */
  readonly strategy?: (typeof STRATEGIES)[number];
  /** Default 'cma-es'. */
  readonly algorithm?: Algorithm;
  readonly populationSize?: number;
  /** CMA-ES only: whether it learns from the worse half as well (default true). */
  readonly active?: boolean;
  /** CMA-ES only: C of the first run, row-major; default the identity. */
  readonly covariance?: ArrayLike<number>;
  /** Box of later starts; default the first start +- 3 sigma. */
  readonly range?: RestartState['settings']['range'];
  readonly tolerances?: z.input<typeof tolerancesSchema>;
  readonly floors?: readonly number[];
  /** Default 9. */
  readonly restarts?: number;
}

export function createRestarts(options: RestartOptions): RestartState {
  const mean = Array.from(options.mean);
  const settings = {
    strategy: options.strategy ?? 'none',
    algorithm: options.algorithm ?? 'cma-es',
    populationSize: options.populationSize ?? defaultPopulationSize(mean.length),
    sigma: options.sigma,
    active: options.active ?? true,
    range:
      options.range ??
      mean.map((m) => ({ low: m - 3 * options.sigma, high: m + 3 * options.sigma })),
    tolerances: tolerancesSchema.parse(options.tolerances ?? {}),
    floors: options.floors ?? mean.map(() => 0),
    restarts: options.restarts ?? 9,
  } as const;
  const { algorithm, populationSize, active, floors, range } = settings;
  const start = { mean, sigma: options.sigma, populationSize, floors, range };
  const { covariance } = options;
  return Object.freeze({
    settings,
    run: createRun(algorithm, start, { active, ...(covariance && { covariance }) }),
    regime: 'first',
    sigma: options.sigma,
    history: EMPTY_HISTORY,
    runEvaluations: 0,
    used: { large: 0, small: 0 },
    allowance: 0,
    doublings: 0,
    finished: [],
    best: null,
    done: false,
  });
}

/** Candidates of the next generation. */
export function ask(state: RestartState, random: RandomSource): Asked {
  return runOf(state.run).ask(random);
}

/** The state after a generation; starts the next run when this one is over. `random`: used for that only. */
export function tell(
  state: RestartState,
  asked: Asked,
  values: ArrayLike<number>,
  random: RandomSource,
): RestartState {
  const run = runOf(state.run).tell(asked, values);
  const told: RestartState = {
    ...state,
    run,
    history: remember(state.history, values),
    runEvaluations: state.runEvaluations + values.length,
    best: better(state.best, asked.candidates, values),
  };
  const reason =
    stopReason(runOf(run).view(), told.history, state.sigma, state.settings.tolerances) ??
    (state.regime === 'small' && told.runEvaluations >= state.allowance ? 'allowance' : null);
  return Object.freeze(reason === null ? told : nextRun(told, reason, random));
}

/** The same state with another run in the place of the present one (population changed under noise). */
export function withRun(state: RestartState, run: RunState): RestartState {
  return Object.freeze({ ...state, run });
}

function nextRun(
  state: RestartState,
  reason: RestartState['finished'][number]['reason'],
  random: RandomSource,
): RestartState {
  const { settings, regime, runEvaluations } = state;
  const { mean, populationSize } = state.run;
  const finished = [
    ...state.finished,
    { populationSize, evaluations: runEvaluations, reason, mean },
  ];
  const used = {
    large: state.used.large + (regime === 'large' ? runEvaluations : 0),
    small: state.used.small + (regime === 'small' ? runEvaluations : 0),
  };
  const small = settings.strategy === 'bipop' && state.doublings > 0 && used.small < used.large;
  if (settings.strategy === 'none' || (!small && state.doublings >= settings.restarts)) {
    return { ...state, finished, done: true };
  }
  const doublings = small ? state.doublings : state.doublings + 1;
  const start = small ? smallStart(settings, doublings, random) : largeStart(settings, doublings);
  const { algorithm, active, floors, range } = settings;
  const anywhere = range.map(({ low, high }) => random.uniform(low, high));
  return {
    ...state,
    run: createRun(algorithm, { mean: anywhere, floors, range, ...start }, { active }),
    regime: small ? 'small' : 'large',
    sigma: start.sigma,
    history: EMPTY_HISTORY,
    runEvaluations: 0,
    used,
    allowance: regime === 'large' ? Math.floor(runEvaluations / 2) : state.allowance,
    doublings,
    finished,
  };
}

interface Start {
  readonly populationSize: number;
  readonly sigma: number;
}

function largeStart({ populationSize, sigma }: Start, doublings: number): Start {
  return { populationSize: populationSize * 2 ** doublings, sigma };
}

/** lambda_s = lambda (lambda_l / (2 lambda))^(U^2), sigma_s = sigma 10^(-2 U'). */
function smallStart(
  { populationSize, sigma }: Start,
  doublings: number,
  random: RandomSource,
): Start {
  const share = (2 ** doublings / 2) ** (random.uniform() ** 2);
  return {
    populationSize: Math.floor(populationSize * share),
    sigma: sigma * 10 ** (-2 * random.uniform()),
  };
}

function better(
  best: RestartState['best'],
  candidates: Float64Array,
  values: ArrayLike<number>,
): RestartState['best'] {
  let leader = best;
  const n = candidates.length / values.length;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isFinite(value) && value < (leader?.value ?? Number.POSITIVE_INFINITY)) {
      leader = { point: Array.from(candidates.subarray(i * n, (i + 1) * n)), value };
    }
  }
  return leader;
}
