/**
 * Data that might as well have been seen: predictions plus blocks of residuals drawn from anywhere in the
 * observed episodes. Moving blocks (Kuensch 1989), wrapped around at the ends of an episode so that every row
 * is as likely as any other (circular blocks: Politis & Romano 1992).
 */

import type { Output } from '../simulator/declaration.ts';
import type { RandomSource } from '../simulator/kernel/samplers.ts';
import { blockLength } from './block-length.ts';
import type { Observations } from './observations.ts';

type Kind = Output['kind'];

/** Residuals of all episodes, centred for each output, and the length of the blocks they are drawn in. */
export interface Residuals {
  readonly predicted: Observations;
  readonly observed: Observations;
  readonly kinds: readonly Kind[];
  readonly values: Observations;
  readonly block: number;
}

/** The block is as long as the output with the longest memory needs. */
export function residualsOf(
  observed: Observations,
  predicted: Observations,
  kinds: readonly Kind[],
): Residuals {
  const width = kinds.length;
  const values = observed.map((seen, e) => seen.map((value, k) => value - predicted[e]![k]!));
  kinds.forEach((_, output) => {
    const mean = meanOfOutput(values, output, width);
    for (const residuals of values) {
      for (let k = output; k < residuals.length; k += width) residuals[k] = residuals[k]! - mean;
    }
  });
  const lengths = kinds.map((_, output) => {
    const stretches = values.map((residuals) =>
      Array.from(residuals.filter((_value, k) => k % width === output)),
    );
    return stretches.flat().some((value) => !Number.isNaN(value)) ? blockLength(stretches) : 1;
  });
  return { predicted, observed, kinds, values, block: Math.max(...lengths) };
}

/**
 * One resampled data set, missing where the data are. Rows keep their outputs together. A residual that was
 * not observed leaves the row's own in place. Counts are whole and not negative, proportions lie in 0..1.
 */
export function resample(residuals: Residuals, random: RandomSource): Observations {
  const { predicted, observed, kinds, values, block } = residuals;
  const width = kinds.length;
  const sources = values.flatMap((residual, e) => scoredRows(residual, width, e));
  return predicted.map((means, e) => {
    const drawn = new Float64Array(means.length);
    let source = sources[0]!;
    for (let k = 0; k < means.length; k++) {
      const offset = Math.floor(k / width) % block;
      if (offset === 0 && k % width === 0) source = sources[random.integer(0, sources.length - 1)]!;
      const row = source.first + ((source.row - source.first + offset) % source.count);
      const residual = values[source.episode]![row * width + (k % width)]!;
      const value = means[k]! + (Number.isNaN(residual) ? values[e]![k]! : residual);
      drawn[k] = Number.isNaN(observed[e]![k]!) ? Number.NaN : possible(value, kinds[k % width]!);
    }
    return drawn;
  });
}

/** A row that a block may start on, in an episode whose rows with data are `count` from `first` on. */
interface Source {
  readonly episode: number;
  readonly row: number;
  readonly first: number;
  readonly count: number;
}

/** All rows but the one that a rollout was given. */
function scoredRows(residual: Float64Array, width: number, episode: number): Source[] {
  const first = residual.subarray(0, width).every(Number.isNaN) ? 1 : 0;
  const count = residual.length / width - first;
  return Array.from({ length: count }, (_, i) => ({ episode, row: first + i, first, count }));
}

function possible(value: number, kind: Kind): number {
  switch (kind) {
    case 'count':
      return Math.max(0, Math.round(value));
    case 'proportion':
      return Math.min(1, Math.max(0, value));
    case 'continuous':
      return value;
    default:
      return kind satisfies never;
  }
}

function meanOfOutput(values: Observations, output: number, width: number): number {
  let sum = 0;
  let count = 0;
  for (const residuals of values) {
    for (let k = output; k < residuals.length; k += width) {
      if (Number.isNaN(residuals[k]!)) continue;
      sum += residuals[k]!;
      count++;
    }
  }
  return sum / count;
}
