/**
 * A problem of simulation-based inference whose posterior is known: what the methods of engine/calibrate/sbi are measured
 * on. Definitions: Lueckmann et al. 2021, "Benchmarking simulation-based inference".
 */
import { priorDistribution } from '../../calibrate/prior.ts';
import type { InferenceTask } from '../../calibrate/sbi/task.ts';
import { openRandom } from '../../calibrate/streams.ts';
import type { Prior } from '../../simulator/declaration.ts';
import { createRandom, type RandomSource } from '../../simulator/kernel/samplers.ts';
import { purposeOf } from '../../simulator/kernel/streams.ts';

export interface SbiBenchmark {
  readonly id: string;
  readonly names: readonly string[];
  readonly priors: readonly Prior[];
  /** The task whose data are `observed`, [members * observations]. */
  task(observed: Float64Array): InferenceTask;
  /** Parameters from the prior, and an observation that they simulate. */
  draw(seed: number): Drawn;
  /** Row-major [count, names]: independent draws of the exact posterior, made without any inference method. */
  reference(observed: Float64Array, count: number, seed: number): Float64Array;
  /** Row-major [count, names] in the coordinates of the publication, for scores; absent: they are the parameters. */
  readonly published?: (parameters: Float64Array, count: number) => Float64Array;
  /** Log of prior times likelihood up to a constant, of one parameter set; what `reference` draws from. */
  logPosterior(parameters: ArrayLike<number>, observed: Float64Array): number;
}

interface Drawn {
  readonly parameters: Float64Array;
  readonly observed: Float64Array;
}

export interface BenchmarkParts
  extends Pick<
      SbiBenchmark,
      'id' | 'names' | 'priors' | 'reference' | 'logPosterior' | 'published'
    >,
    Pick<InferenceTask, 'observations' | 'members' | 'channels' | 'scales'> {
  /** Writes one observation of `parameters` to `x`, both views of their own set. */
  simulate(parameters: Float64Array, random: RandomSource, x: Float64Array): void;
}

/** Sets to simulate between two looks at whether to stop. */
const CHUNK = 2000;

export function createBenchmark(parts: BenchmarkParts): SbiBenchmark {
  const { id, names, priors, reference, logPosterior } = parts;
  const width = names.length;
  const size = parts.members * parts.observations;
  return {
    id,
    names,
    priors,
    reference,
    logPosterior,
    ...(parts.published !== undefined && { published: parts.published }),
    task: (observed) => ({
      names,
      priors,
      observations: parts.observations,
      members: parts.members,
      ...(parts.channels !== undefined && { channels: parts.channels }),
      ...(parts.scales !== undefined && { scales: parts.scales }),
      observed,
      async simulate({ parameters, count, seed, first }, { signal, onProgress } = {}) {
        const x = new Float64Array(count * size);
        const random = createRandom(1);
        for (let set = 0; set < count; set++) {
          if (set % CHUNK === 0) {
            signal?.throwIfAborted();
            onProgress?.(set, count);
          }
          random.open(0, seed, first + set, purposeOf(`benchmark/${id}`), 0);
          parts.simulate(
            parameters.subarray(set * width, (set + 1) * width),
            random.source,
            x.subarray(set * size, (set + 1) * size),
          );
        }
        onProgress?.(count, count);
        return { x, failures: new Array<undefined>(count).fill(undefined) };
      },
    }),
    draw(seed) {
      const random = openRandom(seed, `benchmark/${id}/draw`, 0);
      const parameters = Float64Array.from(priors, (prior) =>
        priorDistribution(prior).quantile(random.uniform()),
      );
      const observed = new Float64Array(size);
      parts.simulate(parameters, random, observed);
      return { parameters, observed };
    },
  };
}
