/** Data as a structure would have made them, where and when the real ones were recorded. */
import type { Dataset } from '../data/dataset.ts';
import { episodesOf } from '../data/episodes.ts';
import { programOf } from '../simulator/program-of.ts';
import type { Simulate } from '../simulator/simulation.ts';
import type { Evaluated } from './candidate.ts';
import { ensemblesOf } from './ensembles.ts';

/** One run of each trajectory with the calibrated numbers; what was missing is missing, inputs and levers stay. */
export async function makeUpData(
  { compiled, parameters }: Pick<Evaluated, 'compiled' | 'parameters'>,
  dataset: Dataset,
  { simulate, seed }: { readonly simulate: Simulate; readonly seed: number },
): Promise<Dataset> {
  const { declaration } = compiled;
  const episodes = episodesOf(dataset, declaration);
  const mode = { kind: 'rollout' } as const;
  const { values } = await simulate({
    ...{ program: programOf(compiled), episodes, sets: 1, replications: 1, mode, seed },
    ...{ parameters: Float64Array.from(Object.values(parameters)), streams: 'independent' },
  });
  const made = new Map(
    ensemblesOf(values, episodes, { declaration, members: 1, mode }).map(
      ({ episode, output, observed, ensemble }) => [
        `${episode} ${output}`,
        observed.map((value, row) =>
          Number.isFinite(value) ? (ensemble[row] ?? Number.NaN) : Number.NaN,
        ),
      ],
    ),
  );
  const outputOf = new Map(
    Object.entries(declaration.outputs).map(([name, { column }]) => [column ?? name, name]),
  );
  return {
    ...dataset,
    trajectories: dataset.trajectories.map((trajectory, index) => ({
      ...trajectory,
      values: Object.fromEntries(
        dataset.series.map(({ name, column }) => {
          const output = outputOf.get(column) ?? outputOf.get(name);
          const values = output === undefined ? undefined : made.get(`${index} ${output}`);
          return [name, values ?? trajectory.values[name] ?? new Float64Array(0)];
        }),
      ),
    })),
  };
}
