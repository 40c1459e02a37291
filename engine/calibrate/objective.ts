/**
 * The loss of parameter sets: simulate all episodes and replications of all sets in one request, with common
 * random numbers, and score each predicted row against the observed one.
 *
 * Loss = mean over outputs of the mean score over all observed rows of all episodes, in units of the output's
 * scale, plus a penalty for failed runs. Rows that were not observed are left out; members that failed too.
 */
import { type EnsembleScore, ensembleScore } from '../score/registry.ts';
import { type Failure, rowsOf, type SimulationRequest } from '../simulator/simulation.ts';
import { CalibrationError } from './error.ts';
import { type Observations, observationsOf, scalesOf } from './observations.ts';
import type { CalibrationProblem } from './problem.ts';

/** Failed runs by reason. */
export type FailureCounts = Readonly<Partial<Record<Failure['reason'], number>>>;

export interface ObjectiveContext {
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Other than those of the problem. */
  readonly replications?: number;
}

export interface Losses {
  /** One a parameter set; finite. */
  readonly losses: Float64Array;
  readonly failures: FailureCounts;
}

export interface Objective {
  readonly observations: Observations;
  /** Losses of `count` parameter sets, row-major [count, parameters]. */
  readonly evaluate: (
    parameters: Float64Array,
    count: number,
    context: ObjectiveContext,
  ) => Promise<Losses>;
  /** The same with each set scored against observations of its own. */
  readonly evaluateAgainst: (
    parameters: Float64Array,
    observationsOfSet: readonly Observations[],
    context: ObjectiveContext,
  ) => Promise<Losses>;
  /** Mean of the replications of one parameter set, laid out like the observations. */
  readonly predictMean: (
    parameters: Float64Array,
    context: ObjectiveContext,
  ) => Promise<Observations>;
}

/**
 * Loss of a set all of whose runs failed at the end; twice that when they failed at once. Scores stay below,
 * so that no failing set beats one that runs.
 */
export const FAILURE_LOSS = 100;
const DEFAULT_REPLICATIONS = 20;
/** Numbers in one simulation result at most (64 MB). */
const RESULT_LIMIT = 8_000_000;

/** Throws CalibrationError: 'no-observations', 'bad-problem'. */
export function createObjective(problem: CalibrationProblem): Objective {
  const score = ensembleScore(problem.score ?? 'crps');
  const replications = problem.replications ?? DEFAULT_REPLICATIONS;
  if (!score.lowerIsBetter) {
    throw new CalibrationError('bad-problem', `score: ${score.id} is no fitness`, {
      hint: 'Calibrate by crps, energy or wis.',
    });
  }
  if (replications < score.members) {
    throw new CalibrationError(
      'bad-problem',
      `replications: ${replications}, too few for ${score.id}`,
      {
        hint: `Ask for at least ${score.members}.`,
      },
    );
  }
  const observations = observationsOf(problem);
  const scales = scalesOf(problem, observations);
  const scoring: Scoring = {
    score,
    scales,
    members: new Float64Array(replications * scales.length),
  };

  const evaluateAgainst: Objective['evaluateAgainst'] = async (parameters, observed, context) => {
    const losses = new Float64Array(observed.length);
    const failures: Partial<Record<Failure['reason'], number>> = {};
    await simulateSets(
      problem,
      parameters,
      observed.length,
      { replications, ...context },
      (ensemble, set) => {
        for (const failure of ensemble.failures) {
          failures[failure.reason] = (failures[failure.reason] ?? 0) + 1;
        }
        losses[set] = saturated(meanScore(ensemble, observed[set]!, scoring)) + penalty(ensemble);
      },
    );
    return { losses, failures };
  };
  return {
    observations,
    evaluate: (parameters, count, context) =>
      evaluateAgainst(parameters, new Array<Observations>(count).fill(observations), context),
    evaluateAgainst,
    predictMean: async (parameters, context) => {
      let means: Observations = [];
      await simulateSets(problem, parameters, 1, { replications, ...context }, (ensemble) => {
        means = meanOf(ensemble);
      });
      return means;
    },
  };
}

/** Runs of one parameter set: for each episode and replication, rows x outputs. */
interface Ensemble {
  readonly values: Float64Array;
  /** Where each episode starts in `values`, and its rows. */
  readonly episodes: readonly { readonly start: number; readonly rows: number }[];
  readonly replications: number;
  readonly outputs: number;
  /** One a run that failed, its first. */
  readonly failures: readonly Failure[];
}

/** Simulates in as few requests as memory allows, usually one, and hands over set by set. */
async function simulateSets(
  problem: CalibrationProblem,
  parameters: Float64Array,
  count: number,
  context: Required<Pick<ObjectiveContext, 'seed' | 'replications'>> & ObjectiveContext,
  visit: (ensemble: Ensemble, set: number) => void,
): Promise<void> {
  const { replications, seed, signal } = context;
  const mode = { kind: problem.mode ?? 'rollout' } as const;
  const outputs = Object.keys(problem.declaration.outputs).length;
  const width = Object.keys(problem.declaration.parameters).length;
  let size = 0;
  const episodes = problem.episodes.map((episode) => {
    const start = size;
    const rows = rowsOf(episode, mode);
    size += rows * outputs * replications;
    return { start, rows };
  });
  const runs = episodes.length * replications;
  const chunk = Math.max(1, Math.floor(RESULT_LIMIT / size));
  for (let first = 0; first < count; first += chunk) {
    const sets = Math.min(chunk, count - first);
    const request: SimulationRequest = {
      program: problem.program,
      episodes: problem.episodes,
      parameters: parameters.slice(first * width, (first + sets) * width),
      sets,
      replications,
      mode,
      seed,
      streams: 'common',
    };
    const result = await problem.simulate(request, signal && { signal });
    const failures = firstFailures(result.failures, runs, sets);
    for (let set = 0; set < sets; set++) {
      const values = result.values.subarray(set * size, (set + 1) * size);
      visit({ values, episodes, replications, outputs, failures: failures[set]! }, first + set);
    }
  }
}

/** The first failure of each run, by set. */
function firstFailures(failures: readonly Failure[], runs: number, sets: number): Failure[][] {
  const bySet: Failure[][] = Array.from({ length: sets }, () => []);
  const seen = new Map<number, Failure>();
  for (const failure of failures) {
    const known = seen.get(failure.run);
    if (known === undefined || failure.step < known.step) seen.set(failure.run, failure);
  }
  for (const failure of seen.values()) bySet[Math.floor(failure.run / runs)]!.push(failure);
  return bySet;
}

interface Scoring {
  readonly score: EnsembleScore;
  readonly scales: Float64Array;
  /** Scratch for the members of one row. */
  readonly members: Float64Array;
}

/** Mean over outputs of the mean over rows; of a joint score, the mean over rows. 0 when nothing is left. */
function meanScore(ensemble: Ensemble, observed: Observations, scoring: Scoring): number {
  const joint = scoring.score.takes === 'all-outputs';
  const all = Array.from(scoring.scales.keys()).filter((i) => !Number.isNaN(scoring.scales[i]!));
  const groups = joint ? [all] : all.map((output) => [output]);
  let sum = 0;
  for (const outputs of groups) sum += meanRowScore(ensemble, observed, outputs, scoring);
  return sum / groups.length;
}

function meanRowScore(
  ensemble: Ensemble,
  observed: Observations,
  outputs: readonly number[],
  scoring: Scoring,
): number {
  let sum = 0;
  let rows = 0;
  ensemble.episodes.forEach((episode, e) => {
    const seen = observed[e]!;
    for (let row = 0; row < episode.rows; row++) {
      const at = row * ensemble.outputs;
      const present = outputs.filter((output) => !Number.isNaN(seen[at + output]!));
      if (present.length === 0) continue;
      const value = rowScore(ensemble, episode, row, present, seen, scoring);
      if (Number.isNaN(value)) continue;
      sum += value;
      rows++;
    }
  });
  return rows === 0 ? 0 : sum / rows;
}

/** Score of one row in units of the scales; NaN when too few members are left. */
function rowScore(
  { values, replications, outputs }: Ensemble,
  episode: { readonly start: number; readonly rows: number },
  row: number,
  present: readonly number[],
  seen: Float64Array,
  { score, scales, members }: Scoring,
): number {
  const d = present.length;
  const room = members.length >= replications * d ? members : new Float64Array(replications * d);
  let kept = 0;
  for (let r = 0; r < replications; r++) {
    const at = episode.start + (r * episode.rows + row) * outputs;
    let whole = true;
    for (let i = 0; i < d; i++) {
      const value = values[at + present[i]!]!;
      room[kept * d + i] = value / scales[present[i]!]!;
      if (Number.isNaN(value)) whole = false;
    }
    if (whole) kept++;
  }
  if (kept < score.members) return Number.NaN;
  const observed = Float64Array.from(present, (i) => seen[row * outputs + i]! / scales[i]!);
  return score.score(room.subarray(0, kept * d), observed);
}

/** The identity up to half of FAILURE_LOSS, then bending below it: order is kept. */
function saturated(score: number): number {
  const half = FAILURE_LOSS / 2;
  return score <= half ? score : FAILURE_LOSS - half ** 2 / score;
}

/** Grows with the share of failed runs, and with how early they failed. */
function penalty({ failures, episodes, replications }: Ensemble): number {
  let sum = 0;
  for (const { run, step } of failures) {
    const episode = episodes[Math.floor(run / replications) % episodes.length]!;
    sum += 1 + Math.min(1, Math.max(0, 1 - step / episode.rows));
  }
  return (FAILURE_LOSS * sum) / (episodes.length * replications);
}

/** Mean over the replications that did not fail. */
function meanOf({ values, episodes, replications, outputs }: Ensemble): Observations {
  return episodes.map(({ start, rows }) => {
    const size = rows * outputs;
    return Float64Array.from({ length: size }, (_, k) => {
      let sum = 0;
      let kept = 0;
      for (let r = 0; r < replications; r++) {
        const value = values[start + r * size + k]!;
        if (Number.isNaN(value)) continue;
        sum += value;
        kept++;
      }
      return sum / kept;
    });
  });
}
