/**
 * The true simulator of an environment, with its whole state in hand: samples of the next row are drawn from what really
 * was, also from what no column shows (orders on the way, days that patients still stay).
 */
import { openRandom } from '../../calibrate/streams.ts';
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import type { Intervention } from '../../simulator/simulation.ts';

/** Name -> value; the names are those of parameters and levers of the worked simulator (assets/simulators). */
export type TruthParameters = Readonly<Record<string, number>>;

/** One environment's law. A state belongs to whoever made it: `step` changes it in place. */
export interface TruthParts<State> {
  readonly id: string;
  /** What `observe` writes, in its order. */
  readonly features: readonly string[];
  readonly parameters: TruthParameters;
  start(random: RandomSource): State;
  /** Shares nothing with the original. */
  copy(state: State): State;
  step(state: State, parameters: TruthParameters, random: RandomSource): void;
  observe(state: State): readonly number[];
}

interface TruthRequest {
  /** Whole number, 0 <= seed < 2^53. */
  readonly seed: number;
  /** Runs of the same seed and another purpose have nothing to do with each other: 'train', 'validation', 'test'. */
  readonly purpose: string;
  readonly runs: number;
  /** T: steps after the start row. */
  readonly steps: number;
  /** Of a truth's parameters and levers; rows inclusive. Default none. */
  readonly interventions?: readonly Intervention[];
}

/** Trajectories of the truth, and what could have come next at each of their states. */
export interface TruthRuns {
  readonly runs: number;
  readonly steps: number;
  readonly features: readonly string[];
  /** Row-major [runs, steps + 1, features]. */
  readonly values: Float64Array;
  /** Row-major [samples, features]: row `step` (1..steps) drawn anew from the state of the run at row step - 1. */
  next(place: { readonly run: number; readonly step: number }, draw: NextDraw): Float64Array;
}

interface NextDraw {
  readonly samples: number;
  readonly seed: number;
  /** Draws for another purpose are independent. */
  readonly purpose: string;
}

export interface Truth {
  readonly id: string;
  readonly features: readonly string[];
  readonly parameters: TruthParameters;
  readonly simulate: (request: TruthRequest) => TruthRuns;
}

export function createTruth<State>(parts: TruthParts<State>): Truth {
  const { id, features, parameters } = parts;
  return { id, features, parameters, simulate: (request) => simulate(parts, request) };
}

function simulate<State>(parts: TruthParts<State>, request: TruthRequest): TruthRuns {
  const { seed, purpose, runs, steps, interventions = [] } = request;
  const width = parts.features.length;
  const values = new Float64Array(runs * (steps + 1) * width);
  const states: State[] = [];
  const byRow = Array.from({ length: steps + 1 }, (_, row) =>
    parametersAt(parts.parameters, interventions, row),
  );
  for (let run = 0; run < runs; run++) {
    const random = openRandom(seed, `benchmark/${parts.id}/${purpose}`, run);
    const state = parts.start(random);
    for (let row = 0; row <= steps; row++) {
      if (row > 0) parts.step(state, byRow[row] ?? parts.parameters, random);
      values.set(parts.observe(state), (run * (steps + 1) + row) * width);
      states.push(parts.copy(state));
    }
  }
  return {
    ...{ runs, steps, features: parts.features, values },
    next({ run, step }, draw) {
      const state = states[run * (steps + 1) + step - 1];
      if (state === undefined || step < 1 || step > steps)
        throw new RangeError(`truth ${parts.id}: run ${run}, step ${step} was not simulated`);
      const index = run * (steps + 1) + step;
      const random = openRandom(draw.seed, `benchmark/${parts.id}/next/${draw.purpose}`, index);
      const drawn = new Float64Array(draw.samples * width);
      for (let sample = 0; sample < draw.samples; sample++) {
        const next = parts.copy(state);
        parts.step(next, byRow[step] ?? parts.parameters, random);
        drawn.set(parts.observe(next), sample * width);
      }
      return drawn;
    },
  };
}

/** As the kernel does it (kernel/plan.ts): in the order of the list, rows inclusive. */
function parametersAt(
  parameters: TruthParameters,
  interventions: readonly Intervention[],
  row: number,
): TruthParameters {
  const changed: Record<string, number> = { ...parameters };
  for (const intervention of interventions) {
    if (intervention.kind !== 'set-parameter' && intervention.kind !== 'scale-parameter')
      throw new RangeError(`truth: ${intervention.kind} cannot be done`);
    const { kind, parameter, value, from, to } = intervention;
    const before = changed[parameter];
    if (before === undefined)
      throw new RangeError(`truth: ${parameter} is not among its parameters`);
    if (row >= from && row <= to)
      changed[parameter] = kind === 'set-parameter' ? value : before * value;
  }
  return changed;
}
