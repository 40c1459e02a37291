/** Hand-written simulators with known answers, behind the same `Simulate` port as compiled ones. */
import type { CalibrationProblem } from '../../engine/calibrate/problem.ts';
import type { Declaration, Prior } from '../../engine/simulator/declaration.ts';
import { createRandom, type RandomSource } from '../../engine/simulator/kernel/samplers.ts';
import {
  type Episode,
  type Failure,
  rowsOf,
  type Simulate,
} from '../../engine/simulator/simulation.ts';

/** Outputs of one step from the outputs before it (the observed ones in one-step mode); NaN is a failure. */
type ToyStep = (
  before: readonly number[],
  parameters: readonly number[],
  random: RandomSource,
) => readonly number[];

export interface Toy {
  readonly priors: Readonly<Record<string, Prior>>;
  readonly outputs: Readonly<Record<string, 'count' | 'continuous' | 'proportion'>>;
  readonly step: ToyStep;
}

function toyDeclaration({ priors, outputs }: Toy): Pick<Declaration, 'parameters' | 'outputs'> {
  const about = { unit: '', meaning: '' };
  return {
    parameters: Object.fromEntries(
      Object.entries(priors).map(([name, prior]) => [name, { prior, ...about }]),
    ),
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, kind]) => [name, { kind, ...about }]),
    ),
  };
}

export function toyProblem(
  toy: Toy,
  episodes: readonly Episode[],
  more: Partial<CalibrationProblem> = {},
): CalibrationProblem {
  return {
    program: { hash: 'toy', code: '' },
    declaration: toyDeclaration(toy),
    episodes,
    simulate: toySimulate(toy),
    ...more,
  };
}

/** Replication r has the same stream in every parameter set; with independent streams each set has its own. */
function toySimulate(toy: Toy): Simulate {
  const names = Object.keys(toy.outputs);
  const width = Object.keys(toy.priors).length;
  const random = createRandom(1);
  return async (request, options) => {
    const { episodes, parameters, sets, replications, mode, seed, streams } = request;
    options?.signal?.throwIfAborted();
    const values = new Float64Array(
      sets *
        replications *
        names.length *
        episodes.reduce((sum, episode) => sum + rowsOf(episode, mode), 0),
    );
    let at = 0;
    const failures: Failure[] = [];
    for (let run = 0; run < sets * episodes.length * replications; run++) {
      const replication = run % replications;
      const e = Math.floor(run / replications) % episodes.length;
      const set = Math.floor(run / replications / episodes.length);
      const own = Array.from(parameters.subarray(set * width, (set + 1) * width));
      const episode = episodes[e]!;
      const word = streams === 'common' ? 0 : 1 + set + (request.firstSet ?? 0);
      random.open(0, seed, replication, e, word);
      const seen = (row: number): number[] => names.map((name) => episode.observed[name]![row]!);
      let state: readonly number[] = seen(0);
      let failed = false;
      const first = mode.kind === 'rollout' ? 0 : 1;
      for (let row = first; row < first + rowsOf(episode, mode); row++) {
        if (mode.kind === 'one-step') state = seen(row - 1);
        if (row > 0 && !failed) state = toy.step(state, own, random.source);
        if (!failed && state.some(Number.isNaN)) {
          failed = true;
          failures.push({ run, step: row, module: 'toy', reason: 'not-a-number', detail: '' });
        }
        for (let i = 0; i < names.length; i++) values[at++] = failed ? Number.NaN : state[i]!;
      }
    }
    return { values, failures };
  };
}

/** Data made by the toy itself. */
export async function toyEpisodes(
  toy: Toy,
  truth: readonly number[],
  start: readonly number[],
  { episodes, steps, seed }: { episodes: number; steps: number; seed: number },
): Promise<Episode[]> {
  const names = Object.keys(toy.outputs);
  const blank: Episode = {
    id: 'blank',
    steps,
    observed: Object.fromEntries(
      names.map((name, i) => [name, new Float64Array(steps + 1).fill(start[i]!)]),
    ),
    inputs: {},
    levers: {},
  };
  const { values } = await toySimulate(toy)({
    program: { hash: 'toy', code: '' },
    episodes: [blank],
    parameters: Float64Array.from(truth),
    sets: 1,
    replications: episodes,
    mode: { kind: 'rollout' },
    seed,
    streams: 'common',
  });
  const size = (steps + 1) * names.length;
  return Array.from({ length: episodes }, (_, e) => ({
    ...blank,
    id: `episode ${e}`,
    observed: Object.fromEntries(
      names.map((name, i) => [
        name,
        values.subarray(e * size, (e + 1) * size).filter((_value, k) => k % names.length === i),
      ]),
    ),
  }));
}
