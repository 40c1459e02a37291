/**
 * What a candidate says of the visited states: it knows the columns of the row before, and nothing of what is hidden. (Runs that
 * a particle filter made follow all rows before would know more, but with seven outputs without noise none of 200 is where
 * the system is: measured on the hospital, their predictions are further off than those made from the row.)
 */
import type { Dataset } from '../../data/dataset.ts';
import { episodesOf } from '../../data/episodes.ts';
import type { CompiledSimulator } from '../../simulator/compile/compile-simulator.ts';
import { programOf } from '../../simulator/program-of.ts';
import type { Episode, Simulate } from '../../simulator/simulation.ts';
import { type CandidateShift, type Shift, shiftOfCandidate } from './shifts.ts';
import type { VisitedState } from './trajectories.ts';

export interface GsimCandidate {
  readonly compiled: CompiledSimulator;
  /** Name -> value of every declared parameter. */
  readonly parameters: Readonly<Record<string, number>>;
}

export interface CandidateStepsRequest {
  readonly simulate: Simulate;
  /** The test trajectories as they are seen. */
  readonly dataset: Dataset;
  readonly features: readonly string[];
  readonly states: readonly VisitedState[];
  readonly samples: number;
  readonly seed: number;
  readonly shift?: Shift;
}

export interface CandidateSteps {
  /** [states, samples, features] */
  readonly predicted: Float64Array;
  /** Share of the numbers that it did not give, because a run failed or the output is not there; they count as 0. */
  readonly missing: number;
  /** Whether it could be changed as the shift wants; true without a shift. */
  readonly shifted: boolean;
}

/** Trajectories that are simulated at a time. */
const BATCH = 10;

export async function candidateSteps(
  candidate: GsimCandidate,
  request: CandidateStepsRequest,
): Promise<CandidateSteps> {
  const { states, samples, features, shift } = request;
  const { declaration } = candidate.compiled;
  const found = shift === undefined ? NOTHING : shiftOfCandidate(shift, declaration);
  const size = samples * features.length;
  const predicted = new Float64Array(states.length * size).fill(Number.NaN);
  const positions = Map.groupBy(states.keys(), (position) => states[position]?.run ?? 0);
  const runs = [...positions.keys()];
  for (let first = 0; first < runs.length; first += BATCH) {
    const batch = runs.slice(first, first + BATCH);
    const rowAt = await simulated(candidate, request, batch, found ?? NOTHING);
    batch.forEach((run, episode) => {
      for (const position of positions.get(run) ?? []) {
        const step = states[position]?.step ?? 1;
        for (let sample = 0; sample < samples; sample++)
          predicted.set(rowAt(episode, step, sample), position * size + sample * features.length);
      }
    });
  }
  const isMissing = predicted.map((value) => (Number.isFinite(value) ? 0 : 1));
  return {
    predicted: predicted.map((value) => (Number.isFinite(value) ? value : 0)),
    missing: isMissing.reduce((sum, one) => sum + one, 0) / predicted.length,
    shifted: found !== undefined,
  };
}

const NOTHING: CandidateShift = { interventions: [], levers: {} };

/** One step from every row of some trajectories; the features of (episode, step, sample), NaN where there are none. */
async function simulated(
  { compiled, parameters }: GsimCandidate,
  { simulate, dataset, features, samples, seed }: CandidateStepsRequest,
  runs: readonly number[],
  change: CandidateShift,
): Promise<(episode: number, step: number, sample: number) => number[]> {
  const { declaration } = compiled;
  const trajectories = runs.flatMap((run) => dataset.trajectories[run] ?? []);
  const episodes = episodesOf({ ...dataset, trajectories }, declaration).map((episode) =>
    withLevers(episode, change),
  );
  const steps = episodes[0]?.steps ?? 0;
  const { values } = await simulate({
    ...{ program: programOf(compiled), episodes, sets: 1, replications: samples },
    parameters: Float64Array.from(
      Object.keys(declaration.parameters),
      (name) => parameters[name] ?? Number.NaN,
    ),
    ...{ mode: { kind: 'one-step' }, interventions: change.interventions, seed },
    streams: 'common',
  });
  const outputs = Object.entries(declaration.outputs);
  const columns = features.map((feature) =>
    outputs.findIndex(([name, { column }]) => (column ?? name) === feature),
  );
  return (episode, step, sample) => {
    const row = (episode * samples + sample) * steps + step - 1;
    return columns.map((column) =>
      column < 0 ? Number.NaN : (values[row * outputs.length + column] ?? Number.NaN),
    );
  };
}

function withLevers(episode: Episode, { levers }: CandidateShift): Episode {
  const changed = Object.entries(levers).map(([name, { from, to, value }]) => {
    const usual = episode.levers[name] ?? new Float64Array(episode.steps + 1).fill(Number.NaN);
    return [name, usual.map((old, row) => (row >= from && row <= to ? value : old))] as const;
  });
  return { ...episode, levers: { ...episode.levers, ...Object.fromEntries(changed) } };
}
