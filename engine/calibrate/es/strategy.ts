/** What an evolution strategy is to the driver that runs it: ask and tell as pure functions over a frozen JSON state. */
import type { RandomSource } from '../../simulator/kernel/samplers.ts';

/** Candidates of a generation and the draws behind them. */
export interface Asked {
  /** Row-major [candidates, n]. */
  readonly candidates: Float64Array;
  /** The N(0, 1) draws that they were made of, row-major [candidates, n]; empty where there are none. */
  readonly normals: Float64Array;
}

export interface RunStart {
  /** Length n. */
  readonly mean: readonly number[];
  readonly sigma: number;
  readonly populationSize: number;
  /** Least standard deviation of each coordinate; 0: none. */
  readonly floors: readonly number[];
  /** Box of each coordinate, for strategies that start all over it. */
  readonly range: readonly { readonly low: number; readonly high: number }[];
}

/** What the rules for stopping look at. */
export interface RunView {
  readonly generation: number;
  readonly populationSize: number;
  readonly mean: readonly number[];
  readonly sigma: number;
  readonly floors: readonly number[];
  /** Standard deviation of each coordinate of the search distribution. */
  readonly deviations: readonly number[];
  /** Length of the smoothed last steps, by coordinate; zeros where the strategy has none. */
  readonly drift: readonly number[];
  /** Longest and shortest axis of the distribution in units of sigma; 1 where they are not known. */
  readonly axes: { readonly longest: number; readonly shortest: number };
}

export interface EvolutionStrategy<State> {
  readonly create: (start: RunStart) => State;
  /** Candidates in the next generation. */
  readonly candidates: (state: State) => number;
  readonly ask: (state: State, random: RandomSource) => Asked;
  /** values: one a candidate, lower is better, NaN is worst. */
  readonly tell: (state: State, asked: Asked, values: ArrayLike<number>) => State;
  /** The same search with another population from the next generation on; absent: it keeps its own under noise. */
  readonly resize?: (state: State, populationSize: number) => State;
  readonly view: (state: State) => RunView;
}
