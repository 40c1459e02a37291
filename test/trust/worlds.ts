/** Models that need no simulator: a `Simulate` that draws from a known law. */
import { type Declaration, declarationSchema } from '../../engine/simulator/declaration.ts';
import type { RandomSource } from '../../engine/simulator/kernel/samplers.ts';
import type {
  Episode,
  Failure,
  Simulate,
  SimulationRequest,
} from '../../engine/simulator/simulation.ts';
import { source } from './series.ts';

export function declaration(changes: object = {}): Declaration {
  return declarationSchema.parse({
    contract: 1,
    title: 'a known law',
    description: '',
    time: { unit: 'day' },
    parameters: { sd: { prior: { kind: 'uniform', low: 0, high: 10 }, unit: '', meaning: '' } },
    outputs: { y: { unit: 'beds', kind: 'continuous', meaning: 'the series' } },
    modules: [{ name: 'all', meaning: '', reads: [], writes: [] }],
    ...changes,
  });
}

export function episode(y: Float64Array, changes: Partial<Episode> = {}): Episode {
  return { id: 'a', steps: y.length - 1, observed: { y }, inputs: {}, levers: {}, ...changes };
}

/** `path(y at the origin, row of the origin, parameter sd, random)` gives the next rows one by one. */
export function simulateBy(
  start: (last: number, origin: number, sd: number, random: RandomSource) => () => number,
  requests: SimulationRequest[] = [],
  failures: readonly Failure[] = [],
): Simulate {
  return async (request) => {
    requests.push(request);
    if (request.mode.kind !== 'forecast') throw new Error(`mode: ${request.mode.kind}`);
    const { origin } = request.mode;
    const random = source(request.seed);
    const values: number[] = [];
    for (let set = 0; set < request.sets; set++) {
      for (const { observed, steps } of request.episodes) {
        for (let replication = 0; replication < request.replications; replication++) {
          const next = start(observed.y![origin]!, origin, request.parameters[set]!, random);
          for (let row = origin + 1; row <= steps; row++) values.push(next());
        }
      }
    }
    return { values: Float64Array.from(values), failures };
  };
}

/** The random walk with steps of standard deviation sd. */
export const walkFrom = (last: number, _origin: number, sd: number, random: RandomSource) => {
  let at = last;
  return () => {
    at += random.normal(0, sd);
    return at;
  };
};
