/** A simulator with its data as a task of simulation-based inference. */
import { rowsOf, type SimulationRequest } from '../../simulator/simulation.ts';
import { CalibrationError } from '../error.ts';
import { type CalibrationProblem, priorsOf } from '../problem.ts';
import { planSummaries, type Trajectory } from './summaries.ts';
import type {
  FailureReason,
  InferenceTask,
  ObservationScale,
  SimulatedSets,
  SimulateSets,
} from './task.ts';

/**
 * raw: every observed number; several trajectories are members of one set. summary: statistics of all trajectories together
 * (summaries.ts).
 */
export const TASK_DATA = ['raw', 'summary'] as const;
export type TaskData = (typeof TASK_DATA)[number];

/** Numbers of a data set up to which all of them are given to the method unless it is told otherwise. */
const RAW_UP_TO = 60;
/** Numbers of a data set that one simulation may have at most. */
const RAW_LIMIT = 40_000;
/** Numbers in one simulation result at most (64 MB). */
const RESULT_LIMIT = 8_000_000;

/** Raw where the data are few and all trajectories have the same length, else summary. */
export function defaultTaskData(problem: CalibrationProblem): TaskData {
  const rows = rowsOfEpisodes(problem);
  const numbers = rows.reduce((sum, count) => sum + count, 0) * seenOutputs(problem).length;
  return numbers <= RAW_UP_TO && rows.every((count) => count === rows[0]) ? 'raw' : 'summary';
}

/**
 * Each parameter set simulates every episode once, freely from its start row, with observation noise. Throws
 * CalibrationError 'no-observations'; 'bad-problem' for raw data of unequal length or beyond 40,000 numbers.
 */
export function taskOfProblem(
  problem: CalibrationProblem,
  data: TaskData = defaultTaskData(problem),
): InferenceTask {
  const seen = seenOutputs(problem);
  const names = Object.keys(problem.declaration.outputs);
  if (seen.length === 0) {
    throw new CalibrationError('no-observations', `outputs: ${names.join(', ')} have no data`, {
      hint: 'Map at least one column of the data to an output of the simulator.',
    });
  }
  const shape = data === 'raw' ? rawShape(problem, seen) : summaryShape(problem, seen);
  const observed = shape.write(observedTrajectories(problem, seen));
  return {
    names: Object.keys(problem.declaration.parameters),
    priors: priorsOf(problem),
    observations: shape.observations,
    members: shape.members,
    ...(shape.channels !== undefined && { channels: shape.channels }),
    labels: shape.labels,
    scales: shape.scales,
    observed,
    simulate: (request, options = {}) => simulateSets(problem, seen, shape, request, options),
  };
}

/** How trajectories become the numbers of a data set. */
interface Shape {
  readonly observations: number;
  readonly members: number;
  readonly channels?: number;
  readonly labels: readonly string[];
  readonly scales: readonly ObservationScale[];
  /** [members * observations] */
  readonly write: (trajectories: readonly Trajectory[]) => Float64Array;
}

function rawShape(problem: CalibrationProblem, seen: readonly number[]): Shape {
  const { episodes } = problem;
  const rows = rowsOfEpisodes(problem);
  const length = rows[0]!;
  if (rows.some((count) => count !== length)) {
    throw new CalibrationError('bad-problem', 'data: records of different length', {
      hint: 'Calibrate on summaries of the records instead of on every number.',
    });
  }
  const given = givenSeries(problem);
  const channels = seen.length + given.length;
  const observations = channels * length;
  if (observations * episodes.length > RAW_LIMIT) {
    const numbers = observations * episodes.length;
    throw new CalibrationError('bad-problem', `data: ${numbers} numbers, too many to use each`, {
      hint: `At most ${RAW_LIMIT}; calibrate on summaries of the records instead.`,
    });
  }
  const outputs = Object.entries(problem.declaration.outputs);
  const kinds = seen.map((output) => outputs[output]![1].kind);
  const named = [...seen.map((output) => outputs[output]![0]), ...given.map(({ name }) => name)];
  return {
    observations,
    members: episodes.length,
    channels,
    labels: named.flatMap((name) => Array.from({ length }, (_, row) => `${name}: row ${row}`)),
    scales: named.flatMap((_, channel) =>
      new Array<ObservationScale>(length).fill(kinds[channel] === 'count' ? 'sqrt' : 'none'),
    ),
    write(trajectories) {
      const x = new Float64Array(observations * episodes.length);
      trajectories.forEach(({ series }, member) => {
        [...series, ...given.map(({ series: own }) => own[member]!)].forEach((values, channel) => {
          x.set(values, member * observations + channel * length);
        });
      });
      return x;
    },
  };
}

function summaryShape(problem: CalibrationProblem, seen: readonly number[]): Shape {
  const outputs = Object.keys(problem.declaration.outputs);
  const plan = planSummaries(
    seen.map((output) => outputs[output]!),
    rowsOfEpisodes(problem),
  );
  return {
    observations: plan.count,
    members: 1,
    labels: plan.labels,
    scales: new Array<ObservationScale>(plan.count).fill('none'),
    write: (trajectories) => plan.compute(trajectories),
  };
}

/** Inputs and recorded levers that differ between episodes: a set of trajectories is pooled, and each must tell what drove it. */
function givenSeries({ episodes }: CalibrationProblem) {
  const names = new Set(
    episodes.flatMap(({ inputs, levers }) => [...Object.keys(inputs), ...Object.keys(levers)]),
  );
  return [...names]
    .map((name) => ({
      name,
      series: episodes.map(({ inputs, levers, steps }) => {
        const own = inputs[name] ?? levers[name];
        return Float64Array.from({ length: steps + 1 }, (_, row) => finite(own?.[row]));
      }),
    }))
    .filter(({ series }) => series.some((own) => own.some((v, row) => v !== series[0]![row])));
}

const finite = (value: number | undefined): number =>
  value === undefined || Number.isNaN(value) ? 0 : value;

function observedTrajectories(
  { episodes, declaration }: CalibrationProblem,
  seen: readonly number[],
): Trajectory[] {
  const outputs = Object.keys(declaration.outputs);
  return episodes.map(({ observed, steps }) => ({
    series: seen.map(
      (output) => observed[outputs[output]!] ?? new Float64Array(steps + 1).fill(Number.NaN),
    ),
  }));
}

/** Outputs, by place in the declaration, that have a value after the start row in some episode. */
function seenOutputs({ episodes, declaration }: CalibrationProblem): number[] {
  return Object.keys(declaration.outputs).flatMap((name, output) =>
    episodes.some(({ observed }) => observed[name]?.some((v, row) => row > 0 && !Number.isNaN(v)))
      ? [output]
      : [],
  );
}

function rowsOfEpisodes({ episodes }: CalibrationProblem): number[] {
  return episodes.map((episode) => rowsOf(episode, { kind: 'rollout' }));
}

async function simulateSets(
  problem: CalibrationProblem,
  seen: readonly number[],
  shape: Shape,
  { parameters, count, seed, first }: SimulateSets,
  { signal, onProgress }: Parameters<InferenceTask['simulate']>[1] & {} = {},
): Promise<SimulatedSets> {
  const rows = rowsOfEpisodes(problem);
  const outputs = Object.keys(problem.declaration.outputs).length;
  const perSet = rows.reduce((sum, own) => sum + own, 0) * outputs;
  const width = parameters.length / Math.max(1, count);
  const size = shape.members * shape.observations;
  const x = new Float64Array(count * size);
  const failures: (FailureReason | undefined)[] = new Array(count).fill(undefined);
  const chunk = Math.max(1, Math.floor(RESULT_LIMIT / perSet));
  const mask = observedMask(problem, seen);
  for (let from = 0; from < count; from += chunk) {
    const sets = Math.min(chunk, count - from);
    const request: SimulationRequest = {
      program: problem.program,
      episodes: problem.episodes,
      parameters: parameters.slice(from * width, (from + sets) * width),
      sets,
      replications: 1,
      mode: { kind: 'rollout' },
      seed,
      streams: 'independent',
      firstSet: first + from,
    };
    const result = await problem.simulate(request, {
      ...(signal && { signal }),
      onProgress: (done) => onProgress?.(from + Math.floor(done / rows.length), count),
    });
    for (const { run, reason } of result.failures) {
      failures[from + Math.floor(run / rows.length)] ??= reason;
    }
    for (let set = 0; set < sets; set++) {
      const at = (from + set) * size;
      if (failures[from + set] !== undefined) x.fill(Number.NaN, at, at + size);
      else {
        const values = result.values.subarray(set * perSet, (set + 1) * perSet);
        x.set(shape.write(trajectoriesOf(values, rows, outputs, seen, mask)), at);
      }
    }
  }
  return { x, failures };
}

/** For each episode and seen output the rows that were not observed. */
type Mask = readonly (readonly (readonly number[])[])[];

function observedMask(problem: CalibrationProblem, seen: readonly number[]): Mask {
  return observedTrajectories(problem, seen).map(({ series }) =>
    series.map((values) =>
      Array.from(values).flatMap((value, row) => (Number.isNaN(value) ? [row] : [])),
    ),
  );
}

/** What was not observed is not looked at in a simulation either. */
function trajectoriesOf(
  values: Float64Array,
  rows: readonly number[],
  outputs: number,
  seen: readonly number[],
  mask: Mask,
): Trajectory[] {
  let start = 0;
  return rows.map((length, episode) => {
    const from = start;
    start += length * outputs;
    return {
      series: seen.map((output, at) => {
        const series = Float64Array.from(
          { length },
          (_, row) => values[from + row * outputs + output]!,
        );
        for (const row of mask[episode]![at]!) series[row] = Number.NaN;
        return series;
      }),
    };
  });
}
