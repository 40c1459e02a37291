/**
 * The loss of parameter sets: simulate all episodes and replications of all sets in one request, with common
 * random numbers, and score each predicted row against the observed one.
 *
 * Loss = mean over outputs of the mean score over all observed rows of all episodes, in units of the output's
 * scale, plus a penalty for failed runs. Rows that were not observed are left out; members that failed too.
 */
import { ensembleScore } from '../score/registry.ts';
import type { Failure } from '../simulator/simulation.ts';
import { type Ensemble, layoutOf, meanOf, runsOf, simulateSets } from './ensemble.ts';
import { CalibrationError } from './error.ts';
import { type FailureLedger, ledgerOf } from './failure-ledger.ts';
import { type Observations, observationsOf, scalesOf } from './observations.ts';
import type { CalibrationProblem } from './problem.ts';
import { createRowScorer, type RowScorer } from './row-scores.ts';

/** Failed runs by reason. */
export type FailureCounts = Readonly<Partial<Record<Failure['reason'], number>>>;

interface ObjectiveContext {
  readonly seed: number;
  readonly signal?: AbortSignal;
}

export interface Losses {
  /** One a parameter set; finite, lower is better. */
  readonly losses: Float64Array;
  readonly failures: FailureCounts;
  readonly ledger: FailureLedger;
}

export interface Objective {
  readonly observations: Observations;
  /** Losses of `count` parameter sets, row-major [count, parameters]. */
  readonly evaluate: (
    parameters: Float64Array,
    count: number,
    context: ObjectiveContext,
  ) => Promise<Losses>;
  /** The same with each set scored against observations of its own, missing where the data are. */
  readonly evaluateAgainst: (
    parameters: Float64Array,
    observationsOfSet: readonly Observations[],
    context: ObjectiveContext,
  ) => Promise<Losses>;
  /** What one parameter set makes: its mean, and so many of its runs, each laid out like the observations (NaN: it broke). */
  readonly predict: (
    parameters: Float64Array,
    replications: number,
    context: ObjectiveContext,
  ) => Promise<{ readonly mean: Observations; readonly runs: readonly Observations[] }>;
}

/**
 * Loss of a set all of whose runs failed at the end; twice that when they failed at once. Scores stay below,
 * so that no failing set beats one that runs.
 */
export const FAILURE_LOSS = 100;
export const DEFAULT_REPLICATIONS = 20;

/** Throws CalibrationError: 'no-observations', 'bad-problem'. */
export function createObjective(problem: CalibrationProblem): Objective {
  const replications = problem.replications ?? DEFAULT_REPLICATIONS;
  const layout = layoutOf(problem, replications);
  const observations = observationsOf(problem);
  const score = fitnessOf(problem, replications);
  const scorer = createRowScorer(score, layout, observations, scalesOf(problem, observations));

  const evaluateAgainst: Objective['evaluateAgainst'] = async (parameters, observed, context) => {
    const losses = new Float64Array(observed.length);
    const failures: Partial<Record<Failure['reason'], number>> = {};
    const failuresOfSets: (readonly Failure[])[] = [];
    const visit = (ensemble: Ensemble, set: number): void => {
      for (const { reason } of ensemble.failures) failures[reason] = (failures[reason] ?? 0) + 1;
      failuresOfSets.push(ensemble.failures);
      losses[set] = lossOf(ensemble, observed[set]!, scorer);
    };
    await simulateSets(problem, layout, parameters, observed.length, context, visit);
    return { losses, failures, ledger: ledgerOf(failuresOfSets) };
  };
  const predict: Objective['predict'] = async (parameters, replications, context) => {
    const own = layoutOf(problem, replications);
    let predicted: Awaited<ReturnType<Objective['predict']>> = { mean: [], runs: [] };
    await simulateSets(problem, own, parameters, 1, context, (ensemble) => {
      predicted = { mean: meanOf(ensemble), runs: runsOf(ensemble) };
    });
    return predicted;
  };
  return {
    observations,
    predict,
    evaluate: (parameters, count, context) =>
      evaluateAgainst(parameters, new Array<Observations>(count).fill(observations), context),
    evaluateAgainst,
  };
}

function fitnessOf(problem: CalibrationProblem, replications: number) {
  const score = ensembleScore(problem.score ?? 'crps');
  if (!score.lowerIsBetter) {
    throw new CalibrationError('bad-problem', `score: ${score.id} is no fitness`, {
      hint: 'Calibrate by crps, energy or wis.',
    });
  }
  if (replications < score.members) {
    const message = `replications: ${replications}, too few for ${score.id}`;
    throw new CalibrationError('bad-problem', message, {
      hint: `Ask for at least ${score.members}.`,
    });
  }
  return score;
}

function lossOf(ensemble: Ensemble, observed: Observations, scorer: RowScorer): number {
  return saturated(scorer(ensemble, observed)) + penalty(ensemble);
}

/** The identity up to half of FAILURE_LOSS, then bending below it: order is kept. */
function saturated(score: number): number {
  const half = FAILURE_LOSS / 2;
  return score <= half ? score : FAILURE_LOSS - half ** 2 / score;
}

/** Grows with the share of failed runs, and with how early they failed. */
function penalty({ failures, layout: { episodes, replications } }: Ensemble): number {
  let sum = 0;
  for (const { run, step } of failures) {
    const { rows } = episodes[Math.floor(run / replications) % episodes.length]!;
    sum += 1 + Math.min(1, Math.max(0, 1 - step / rows));
  }
  return (FAILURE_LOSS * sum) / (episodes.length * replications);
}
