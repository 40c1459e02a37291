/** Trajectories of an environment: as data for whoever learns from them, and as states at which predictions are compared. */
import { openRandom } from '../../calibrate/streams.ts';
import type { Dataset } from '../../data/dataset.ts';
import { GSIM_SIZE, type GsimEnvironment } from './environments.ts';
import { type Shift, shiftOfTruth } from './shifts.ts';
import type { TruthRuns } from './truth.ts';

export type GsimPart = 'train' | 'validation' | 'test';

/** Trajectories of one part; `shift`: of the changed truth. The parts of a seed, and equal parts of two seeds, are independent. */
export function truthRuns(
  { truth }: GsimEnvironment,
  seed: number,
  part: GsimPart,
  shift?: Shift,
): TruthRuns {
  const { steps, runs } = GSIM_SIZE;
  const interventions = shift === undefined ? [] : shiftOfTruth(shift);
  return truth.simulate({ seed, purpose: part, runs, steps, interventions });
}

/** What is seen of trajectories: the features, and the actions beside them. */
export function datasetOfRuns(
  { series, actions }: GsimEnvironment,
  { runs, steps, features, values }: TruthRuns,
  part: GsimPart,
): Dataset {
  const rows = steps + 1;
  const columnOf = (name: string, run: number) => {
    const feature = features.indexOf(name);
    return Float64Array.from({ length: rows }, (_, row) =>
      feature < 0
        ? (actions[name] ?? Number.NaN)
        : (values[(run * rows + row) * features.length + feature] ?? Number.NaN),
    );
  };
  return {
    timeUnit: 'day',
    series,
    trajectories: Array.from({ length: runs }, (_, run) => ({
      id: `${part} ${run + 1}`,
      rows,
      values: Object.fromEntries(series.map(({ name }) => [name, columnOf(name, run)])),
    })),
  };
}

/** Where predictions are compared: of `run`, the step from row step - 1 to row step. */
export interface VisitedState {
  readonly run: number;
  readonly step: number;
}

/** Fewer states: this many trajectories, and of each this many steps. */
export interface Subsample {
  readonly runs: number;
  readonly steps: number;
}

/** In order of run, then step. All of them, or a sample without replacement; of a shift, the steps in which it holds. */
export function visitedStates(
  { runs, steps }: TruthRuns,
  seed: number,
  { shift, subsample }: { readonly shift?: Shift; readonly subsample?: Subsample } = {},
): VisitedState[] {
  const random = openRandom(seed, 'benchmark/gsim/states', 0);
  const choose = (all: number[], count: number) =>
    random
      .shuffle(all)
      .slice(0, count)
      .toSorted((a, b) => a - b);
  const from = Math.max(1, shift?.from ?? 1);
  const to = Math.min(steps, shift?.to ?? steps);
  const everyRun = Array.from({ length: runs }, (_, run) => run);
  const everyStep = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const chosen = subsample === undefined ? everyRun : choose(everyRun, subsample.runs);
  return chosen.flatMap((run) => {
    const own = subsample === undefined ? everyStep : choose([...everyStep], subsample.steps);
    return own.map((step) => ({ run, step }));
  });
}
