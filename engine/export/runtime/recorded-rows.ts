/** The rows that the data have, or a person's input file, as the kernel takes them. */
import type { Episode } from '../../simulator/kernel/simulation.ts';
import type { ScriptEpisode, ScriptPayload } from './payload.ts';
import type { PolicyFile } from './policy-file/read-policy.ts';
import { trajectoryRequest } from './trajectory-request.ts';

/** Runs of the recorded rows, or of those that an input file has. */
export function requestOf(
  payload: ScriptPayload,
  episodes: readonly ScriptEpisode[],
  parameterSets: readonly (readonly number[])[],
  { seed, runs }: { readonly seed: number; readonly runs: number },
  policy?: PolicyFile,
) {
  return trajectoryRequest({
    episodes: episodes.map((episode) => expanded(episode, payload)),
    parameters: Float64Array.from(parameterSets.flat()),
    sets: parameterSets.length,
    seed,
    runs,
    ...(policy && { ...policy, record: 'all' }),
  });
}

function expanded(episode: ScriptEpisode, { outputs }: ScriptPayload): Episode {
  const { id, steps, start, inputs, levers, dates } = episode;
  const observed = outputs.map(({ name }) => {
    const series = new Float64Array(steps + 1).fill(Number.NaN);
    series[0] = start[name] ?? Number.NaN;
    return [name, series] as const;
  });
  return {
    id,
    steps,
    observed: Object.fromEntries(observed),
    inputs: typed(inputs),
    levers: typed(levers),
    ...(dates && { dates }),
  };
}

export function typed(
  record: Readonly<Record<string, readonly number[]>>,
): Record<string, Float64Array> {
  return Object.fromEntries(
    Object.entries(record).map(([name, values]) => [name, Float64Array.from(values)]),
  );
}
