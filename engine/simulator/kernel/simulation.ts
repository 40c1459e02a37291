/**
 * What can be asked of a compiled simulator and what comes back. Plain data: it crosses processes.
 *
 * Time. A run starts at row 0 (the observed start row) and makes T steps. Step t (1..T) carries the state
 * from the end of day t-1 to the end of day t; `world.t` is t, and inputs, levers and date are those of row t.
 * In `start` they are those of the row that it starts from (row 0; row t-1 in one-step mode).
 */

import type { Intervention } from './intervention.ts';
import type { LeverPolicy, Resource } from './lever-policy.ts';

/** One observed stretch of a system: where a run starts and what drives it. */
export interface Episode {
  readonly id: string;
  /** T: steps after the start row. */
  readonly steps: number;
  /** Output name -> T + 1 observed values, NaN where not observed. Row 0 is what `start` receives. */
  readonly observed: Readonly<Record<string, Float64Array>>;
  /** Input name -> T + 1 values, NaN where missing. */
  readonly inputs: Readonly<Record<string, Float64Array>>;
  /** Lever name -> T + 1 recorded values; a lever that is absent, or a row that is NaN, has the default. */
  readonly levers: Readonly<Record<string, Float64Array>>;
  /** T + 1 ISO dates (YYYY-MM-DD); absent for undated data. */
  readonly dates?: readonly string[];
}

/**
 * Which of the runs are asked for. Run number of (set s, episode e, replication r) is
 * (s * episodes + e) * replications + r; results are in that order whatever the chunks were.
 */
export interface SimulationRequest {
  /** The checked program (compile/): its hash is the cache key in each worker. */
  readonly program: { readonly hash: string; readonly code: string };
  readonly episodes: readonly Episode[];
  /** Row-major [sets, parameters], in the order of the declaration. */
  readonly parameters: Float64Array;
  readonly sets: number;
  readonly replications: number;
  /**
   * rollout: T + 1 rows from the start row (row 0 is what `start` made of it, without noise). one-step: row t
   * (1..T) is one step from the observed row t - 1; T rows. forecast: `replications` particles follow the
   * observations up to row `origin` (bootstrap filter), then run free; T - origin rows, none where the origin is T:
   * then the result is what the filter found (`filters`).
   *
   * `futures`: inputs after the origin that differ from run to run. Run number r of the request goes on with
   * futures[r mod length]: input name -> values of rows origin + 1..T; inputs that it does not name, and values that are NaN,
   * are as the episode has them. Every episode of the request must then have the same number of rows after the origin.
   *
   * `particles`: so many follow the observations, of which `replications`, spread evenly over them, run free; at least
   * `replications`, which is the default.
   *
   * `keep`: the states at the origin are kept where they were computed, for requests that differ only in what comes after
   * it. They are answered faster, to the same numbers. Of some programs and 4000 runs each, the newest.
   */
  readonly mode:
    | { readonly kind: 'rollout' }
    | { readonly kind: 'one-step' }
    | {
        readonly kind: 'forecast';
        readonly origin: number;
        readonly futures?: readonly Readonly<Record<string, Float64Array>>[];
        readonly particles?: number;
        readonly keep?: boolean;
      };
  /** Observation noise added to the outputs (default true). */
  readonly noise?: boolean;
  /** Whole number, 0 <= seed < 2^53. */
  readonly seed: number;
  /**
   * common: replication r has the same streams in every parameter set (common random numbers);
   * independent: the set number is part of the key.
   */
  readonly streams: 'common' | 'independent';
  /** Number of the first replication and the first set in the stream key (default 0). */
  readonly firstReplication?: number;
  readonly firstSet?: number;
  readonly interventions?: readonly Intervention[];
  readonly policies?: Readonly<Record<string, LeverPolicy>>;
  readonly resources?: Readonly<Record<string, Resource>>;
  /**
   * all: each row has, after the outputs, the levers (in the order of the declaration) and the resources (in that of the
   * request) as they were in its step; in row 0 levers as recorded, else default, and resources at their default. Not in one-step mode. Default: outputs.
   */
  readonly record?: 'outputs' | 'all';
  /** Tells what each module changed, see `flows` of the result; in a rollout or forecast of at most 20 runs. */
  readonly flows?: boolean;
  /** Deterministic limits per run; defaults in kernel/budget.ts. */
  readonly budget?: { readonly steps: number; readonly cells: number };
}

export const FAILURE_REASONS = [
  'not-a-number',
  'negative-count',
  'not-whole',
  'out-of-range',
  'rule-broken',
  'missing-input',
  'step-budget',
  'memory-budget',
  'error',
] as const;

/**
 * Why a run has no (further) values. Its rows from `step` on are NaN; in one-step mode, where every row has its
 * own start, only row `step`. In order of run, then step, whatever the chunks were.
 */
export interface Failure {
  readonly run: number;
  readonly step: number;
  /** The module after which it was first wrong; 'start', 'observe', 'inputs' (the data lack a value), 'state' (an intervention on it) or a module's name. */
  readonly module: string;
  readonly reason: (typeof FAILURE_REASONS)[number];
  /** The output, rule, input or line concerned, in words. */
  readonly detail: string;
}

/**
 * What a forecast's filter had to do to go on: at `row` the observations were so unlikely under every particle that
 * the weights underflowed, and they were flattened. `run` is the first run of the ensemble (set, episode).
 */
export interface Note {
  readonly run: number;
  readonly row: number;
  readonly kind: 'tempered';
  readonly detail: string;
}

/** What the filter of one ensemble (set, episode) found on its way to the origin. */
export interface FilterRecord {
  /** First run of the ensemble. */
  readonly run: number;
  /**
   * Estimate of log p(y_1..y_origin | parameters): the sum over rows of the logarithm of the weighted mean density
   * (its exponential is unbiased; Del Moral 2004). A particle that failed weighs nothing; -Infinity where all did. After
   * weights were flattened (Note) it is a rough figure.
   */
  readonly logLikelihood: number;
  /** Row 1..origin: effective sample size 1 / sum w^2 of the normalised weights, before resampling; 0: all failed. */
  readonly ess: readonly number[];
  /** Rows at whose end the particles were resampled. */
  readonly resampled: readonly number[];
}

/** values: for each run in order, rows x outputs (row-major, outputs in the order of the declaration; see `record`). */
export interface SimulationResult {
  readonly values: Float64Array;
  readonly failures: readonly Failure[];
  /** Absent or empty: nothing to say. */
  readonly notes?: readonly Note[];
  /** In forecast mode: one of each ensemble whose first run was asked for, in the order of the runs. */
  readonly filters?: readonly FilterRecord[];
  /** Where `flows` were asked for. */
  readonly flows?: Flows;
}

/** By run, step (all of a rollout, those after a forecast's origin), module and field: how much the module changed it. */
export interface Flows {
  /** Top-level names of the state that hold a number, or a list (which counts by its length). */
  readonly fields: readonly string[];
  /** Row-major [runs, steps, modules, fields]; NaN after a failure. */
  readonly changes: Float64Array;
  /** Row-major [runs, steps, fields]: at the end of the step. */
  readonly levels: Float64Array;
}

/** Rows that a run of this episode has in this mode. */
export function rowsOf(episode: Pick<Episode, 'steps'>, mode: SimulationRequest['mode']): number {
  switch (mode.kind) {
    case 'rollout':
      return episode.steps + 1;
    case 'one-step':
      return episode.steps;
    case 'forecast':
      return episode.steps - mode.origin;
    default:
      return mode satisfies never;
  }
}

/** Numbers in a row of the result: outputs, and with `record: 'all'` levers and resources. */
export function widthOf(
  declared: { readonly outputs: object; readonly levers: object },
  { record, resources = {} }: Pick<SimulationRequest, 'record' | 'resources'>,
): number {
  const outputs = Object.keys(declared.outputs).length;
  if (record !== 'all') return outputs;
  return outputs + Object.keys(declared.levers).length + Object.keys(resources).length;
}
