/**
 * Data sets that might as well have been seen, for a bootstrap. Where the runs of the calibrated model scatter as the data do,
 * they are such data sets themselves (parametric bootstrap: Efron & Tibshirani 1993, 6.5): they have the memory of the process,
 * which blocks of a short record cannot have. A stock that adds up its errors, seen for ten days, says far less of its rates than its
 * residuals, put together anew, pretend. Outputs whose scatter the model leaves mostly unexplained get what is missing from blocks
 * of residuals.
 */
import type { Output } from '../simulator/declaration.ts';
import type { Observations } from './observations.ts';
import { type Residuals, resample, residualsOf } from './resample.ts';
import { openRandom } from './streams.ts';

/** Share of the residuals' variance in an output that the runs must have for them to stand for data. */
const EXPLAINED = 0.5;

export interface Predicted {
  readonly mean: Observations;
  /** At least as many as data sets are wanted. */
  readonly runs: readonly Observations[];
}

/** `count` data sets, missing where the data are. `kinds`: of the outputs, in the order of the declaration. */
export function madeUpData(
  observed: Observations,
  { mean, runs }: Predicted,
  kinds: readonly Output['kind'][],
  { count, seed }: { readonly count: number; readonly seed: number },
): readonly Observations[] {
  const residuals = residualsOf(observed, mean, kinds);
  const whole = runs.filter((run) => run.every((values) => !values.some(Number.isNaN)));
  const usable = whole.length >= count ? whole : [];
  const added = usable.length > 0 ? unexplained(residuals, usable) : residuals;
  return Array.from({ length: count }, (_, replicate) =>
    resample(
      { ...added, predicted: usable[replicate] ?? mean },
      openRandom(seed, 'bootstrap/data', replicate),
    ),
  );
}

/** What is to be added to runs: nothing in outputs that scatter enough by themselves, else residuals of the missing variance. */
function unexplained(residuals: Residuals, runs: readonly Observations[]): Residuals {
  const { predicted, observed, kinds, values } = residuals;
  const width = kinds.length;
  const shares = kinds.map((_, output) => {
    const seen = scatter(observed, predicted, observed, output, width);
    let made = 0;
    for (const run of runs) made += scatter(run, predicted, observed, output, width);
    const share = made / runs.length / seen;
    return share < EXPLAINED ? Math.sqrt(1 - share) : 0;
  });
  return { ...residuals, values: values.map((own) => own.map((r, k) => r * shares[k % width]!)) };
}

/** Mean square of the difference where something was observed; NaN where nothing was. */
function scatter(
  values: Observations,
  mean: Observations,
  observed: Observations,
  output: number,
  width: number,
): number {
  let sum = 0;
  let count = 0;
  observed.forEach((seen, e) => {
    for (let k = output; k < seen.length; k += width) {
      if (Number.isNaN(seen[k]!)) continue;
      sum += (values[e]![k]! - mean[e]![k]!) ** 2;
      count++;
    }
  });
  return sum / count;
}
