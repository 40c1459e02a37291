/** Runs from the first row of each record over all its rows, told nothing but the first one. */
import { deriveSeed } from '../../calibrate/streams.ts';
import { shareRuns } from '../../decide/evaluate/share-runs.ts';
import { mixEnsembles } from '../../discover/mixture/mix-forecast.ts';
import { takeDraws } from '../../forecast/ensembles.ts';
import type {
  Episode,
  Failure,
  Intervention,
  Simulate,
  SimulationRequest,
} from '../../simulator/simulation.ts';
import type { ExploreRequest } from '../contract/explore.ts';
import { splitMixedSettings } from '../mixed-settings.ts';
import { outputsOfAll } from '../outputs-of-all.ts';
import type { ExploredRuns } from './explored-runs.ts';
import type { ExploredModel, ExploredSubject } from './explored-subject.ts';

interface OwnRuns {
  readonly model: ExploredModel;
  /** Of each record. */
  readonly count: number;
  /** Run after run, of each first all rows of the first record: rows x outputs. */
  readonly values: Float64Array;
  readonly failures: readonly Failure[];
}

/** `runs`: of each record. Rejects as `simulate` does. */
export async function runFit(
  { models }: ExploredSubject,
  { seed, set }: Pick<ExploreRequest, 'seed' | 'set'>,
  { simulate, signal }: { readonly simulate: Simulate; readonly signal?: AbortSignal },
  runs: number,
): Promise<ExploredRuns[]> {
  const declarations = models.map(({ declaration }) => declaration);
  const { blocks, plan } = shareRuns(
    models.map(({ weight }) => weight),
    runs,
    1,
  );
  const settings = splitMixedSettings(set, declarations);
  const own = await Promise.all(
    models.flatMap((model, k) => {
      const count = blocks[k] ?? 0;
      const of = settings[k];
      if (count === 0 || of === undefined) return [];
      const seedOf = k === 0 ? seed : deriveSeed(seed, 'fit-mixture', k);
      const request = requestOf(model, count, seedOf, of);
      return [
        simulate(request, { ...(signal && { signal }) }).then(
          (result): OwnRuns => ({ model, count, ...result }),
        ),
      ];
    }),
  );
  const names = outputsOfAll(declarations);
  return models[0].episodes.map((episode, index) => ({
    id: episode.id,
    first: 0,
    rows: episode.steps + 1,
    ...(episode.dates && { dates: episode.dates }),
    outputs: names.map((name) => ({
      name,
      get values() {
        const columns = own.map((one) => columnOf(one, index, name));
        const [first] = columns;
        return models.length === 1 && first !== undefined
          ? first
          : mixEnsembles(plan, columns, episode.steps + 1);
      },
    })),
    lost: [],
    failures: own.flatMap((one) =>
      one.failures.filter(({ run }) => run % one.model.episodes.length === index),
    ),
  }));
}

/** One run of each draw, so that the first ones are the same however many there are. */
function requestOf(
  model: ExploredModel,
  count: number,
  seed: number,
  { parameters, policies }: ReturnType<typeof splitMixedSettings>[number],
): SimulationRequest {
  const { program, episodes } = model;
  const to = Math.max(...episodes.map(({ steps }) => steps));
  return {
    program,
    episodes,
    parameters: takeDraws(model, count).parameters,
    sets: count,
    replications: 1,
    mode: { kind: 'rollout' },
    seed,
    streams: 'independent',
    interventions: Object.entries(parameters).map(
      ([parameter, value]): Intervention => ({
        kind: 'set-parameter',
        parameter,
        value,
        from: 0,
        to,
      }),
    ),
    policies,
  };
}

/** Row-major [rows, runs] of one output of one record. */
function columnOf({ model, count, values: all }: OwnRuns, index: number, name: string) {
  const { episodes, declaration } = model;
  const outputs = Object.keys(declaration.outputs);
  const output = outputs.indexOf(name);
  const before = rowsOf(episodes.slice(0, index));
  const each = rowsOf(episodes);
  const rows = rowsOf(episodes.slice(index, index + 1));
  const values = new Float64Array(rows * count);
  for (let run = 0; run < count; run++)
    for (let row = 0; row < rows; row++)
      values[row * count + run] = all[(run * each + before + row) * outputs.length + output]!;
  return values;
}

function rowsOf(episodes: readonly Episode[]): number {
  return episodes.reduce((sum, { steps }) => sum + steps + 1, 0);
}
