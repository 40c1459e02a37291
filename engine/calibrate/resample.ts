/**
 * Data that might as well have been seen: predictions plus blocks of residuals drawn from anywhere in the
 * observed episodes (moving-block bootstrap: Kuensch 1989; Liu & Singh 1992).
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
  const starts = values.flatMap((residual, e) => {
    const rows = residual.length / width;
    const places = Array.from({ length: Math.max(1, rows - block + 1) }, (_, row) => ({ e, row }));
    // A block must not start on the row that a rollout was given.
    return places.filter(({ row }) =>
      residual.subarray(row * width, (row + 1) * width).some((value) => !Number.isNaN(value)),
    );
  });
  return predicted.map((means, e) => {
    const drawn = new Float64Array(means.length);
    let source = starts[0]!;
    for (let k = 0; k < means.length; k++) {
      const offset = Math.floor(k / width) % block;
      if (offset === 0 && k % width === 0) source = starts[random.integer(0, starts.length - 1)]!;
      const residual = values[source.e]![(source.row + offset) * width + (k % width)];
      const missing = residual === undefined || Number.isNaN(residual);
      const value = means[k]! + (missing ? values[e]![k]! : residual);
      drawn[k] = Number.isNaN(observed[e]![k]!) ? Number.NaN : possible(value, kinds[k % width]!);
    }
    return drawn;
  });
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
