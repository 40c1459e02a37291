/** The scores of the studio, one a row. Pickers, reports and the fitness of a calibration read them here. */
import { crps, fairCrps } from './crps.ts';
import { energyDistance, energyScore } from './energy.ts';
import { meanAbsoluteError, meanSquaredError, rootMeanSquaredError } from './errors.ts';
import { covered, forecastOfEnsemble, weightedIntervalScore } from './interval-score.ts';
import { squaredMmd } from './mmd.ts';
import { wasserstein } from './wasserstein.ts';

interface ScoreRow {
  readonly id: string;
  /** What it measures, for a person. */
  readonly words: string;
  readonly lowerIsBetter: boolean;
  /** No predicted distribution has a better expected score than the true one (Gneiting & Raftery 2007). */
  readonly proper: boolean;
}

/** An ensemble of simulated values against what was then observed. */
export interface EnsembleScore extends ScoreRow {
  readonly of: 'ensemble';
  /** one-output: `observed` has one number; all-outputs: one for each output that was observed. */
  readonly takes: 'one-output' | 'all-outputs';
  /** Proper also for small ensembles drawn from the distribution (Ferro 2014): the ones to calibrate by. */
  readonly fair: boolean;
  /** Fewest members for which it is defined. */
  readonly members: 1 | 2;
  /** `members`: row-major [count, observed.length], without NaN; may be reordered. */
  readonly score: (members: Float64Array, observed: Float64Array) => number;
}

/** Two samples of the same thing; row-major [count, dimension]. */
export interface SampleScore extends ScoreRow {
  readonly of: 'samples';
  readonly score: (a: Float64Array, b: Float64Array, dimension: number) => number;
}

/** A predicted series against the observed one; says nothing of spread. */
export interface SeriesScore extends ScoreRow {
  readonly of: 'series';
  readonly score: (predicted: ArrayLike<number>, observed: ArrayLike<number>) => number;
}

export type Score = EnsembleScore | SampleScore | SeriesScore;

const low = { lowerIsBetter: true } as const;
const ensemble = { of: 'ensemble', takes: 'one-output' } as const;

/** Ensemble scores; the first is the default fitness. */
export const ENSEMBLE_SCORES = [
  {
    id: 'crps',
    words:
      'distance between the predicted distribution and the value seen, fair to small ensembles',
    ...low,
    ...ensemble,
    proper: true,
    fair: true,
    members: 2,
    score: each(fairCrps),
  },
  {
    id: 'energy',
    words: 'distance between the predicted joint distribution of all outputs and the values seen',
    ...low,
    of: 'ensemble',
    takes: 'all-outputs',
    proper: true,
    fair: true,
    members: 2,
    score: energyScore,
  },
  {
    id: 'wis',
    words: 'width of the predicted intervals plus what the value seen missed them by',
    ...low,
    ...ensemble,
    proper: true,
    fair: false,
    members: 2,
    score: each((members, seen) => weightedIntervalScore(forecastOfEnsemble(members), seen)),
  },
  {
    id: 'crps-ensemble',
    words: 'distance between the ensemble as it stands and the value seen',
    ...low,
    ...ensemble,
    proper: true,
    fair: false,
    members: 1,
    score: each(crps),
  },
  {
    id: 'mse',
    words:
      'squared difference of each simulated value from the value seen; rewards too little spread',
    ...low,
    ...ensemble,
    proper: false,
    fair: false,
    members: 1,
    score: each((members, seen) => meanOver(members, (value) => (value - seen) ** 2)),
  },
  {
    id: 'mae',
    words: 'difference of each simulated value from the value seen; rewards too little spread',
    ...low,
    ...ensemble,
    proper: false,
    fair: false,
    members: 1,
    score: each((members, seen) => meanOver(members, (value) => Math.abs(value - seen))),
  },
  {
    id: 'coverage80',
    words: 'share of values seen inside the predicted 80 % interval: should be 0.8',
    lowerIsBetter: false,
    ...ensemble,
    proper: false,
    fair: false,
    members: 2,
    score: each((members, seen) => covered(members, seen, 0.8)),
  },
] as const satisfies readonly EnsembleScore[];

export const SAMPLE_SCORES = [
  {
    id: 'energy-distance',
    words: 'distance between two samples, from the distances between their points',
    ...low,
    of: 'samples',
    proper: true,
    score: energyDistance,
  },
  {
    id: 'wasserstein',
    words: 'how far points must move on average to turn one sample into the other',
    ...low,
    of: 'samples',
    proper: false,
    score: wasserstein,
  },
  {
    id: 'mmd',
    words: 'squared mean discrepancy of two samples under a Gaussian kernel of median width',
    ...low,
    of: 'samples',
    proper: true,
    score: squaredMmd,
  },
] as const satisfies readonly SampleScore[];

export const SERIES_SCORES = [
  {
    id: 'rmse',
    words: 'root of the mean squared error of the predicted series',
    ...low,
    of: 'series',
    proper: false,
    score: rootMeanSquaredError,
  },
  {
    id: 'series-mse',
    words: 'mean squared error of the predicted series',
    ...low,
    of: 'series',
    proper: false,
    score: meanSquaredError,
  },
  {
    id: 'series-mae',
    words: 'mean absolute error of the predicted series',
    ...low,
    of: 'series',
    proper: false,
    score: meanAbsoluteError,
  },
] as const satisfies readonly SeriesScore[];

export const SCORES: readonly Score[] = [...ENSEMBLE_SCORES, ...SAMPLE_SCORES, ...SERIES_SCORES];

export type EnsembleScoreId = (typeof ENSEMBLE_SCORES)[number]['id'];

/** The row of an ensemble score. */
export function ensembleScore(id: EnsembleScoreId): EnsembleScore {
  return ENSEMBLE_SCORES.find((row) => row.id === id) as EnsembleScore;
}

/** A score of one output as the registry calls it. */
function each(score: (members: Float64Array, seen: number) => number): EnsembleScore['score'] {
  return (members, observed) => score(members, observed[0]!);
}

function meanOver(values: Float64Array, weigh: (value: number) => number): number {
  let sum = 0;
  for (const value of values) sum += weigh(value);
  return sum / values.length;
}
