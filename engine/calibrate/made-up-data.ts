/**
 * Data sets that might as well have been seen, for a bootstrap. Where the runs of the calibrated model scatter as the data do,
 * they are such data sets themselves (parametric bootstrap: Efron & Tibshirani 1993, 6.5): they have the memory of the process,
 * which blocks of a short record cannot have. A stock that adds up its errors, seen for ten days, says far less of its rates than its
 * residuals, put together anew, pretend. Where the model leaves most of the scatter unexplained, blocks of residuals are all there is.
 */
import type { Output } from '../simulator/declaration.ts';
import type { Observations } from './observations.ts';
import { resample, residualsOf } from './resample.ts';
import { openRandom } from './streams.ts';

/** Share of the residuals' variance, for each output, that the runs must have for them to stand for data. */
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
  const whole = runs.filter((run) => run.every((values) => !values.some(Number.isNaN)));
  if (whole.length >= count && doesExplain(observed, mean, whole, kinds.length))
    return whole.slice(0, count).map((run) => masked(run, observed));
  const residuals = residualsOf(observed, mean, kinds);
  return Array.from({ length: count }, (_, replicate) =>
    resample(residuals, openRandom(seed, 'bootstrap/data', replicate)),
  );
}

/** Whether the runs scatter around their mean at least half as much as the data do, in every output. */
function doesExplain(
  observed: Observations,
  mean: Observations,
  runs: readonly Observations[],
  width: number,
): boolean {
  return Array.from({ length: width }, (_, output) => output).every((output) => {
    const seen = scatter(observed, mean, observed, output, width);
    if (seen === undefined) return true;
    let made = 0;
    for (const run of runs) made += scatter(run, mean, observed, output, width) ?? 0;
    return made / runs.length >= EXPLAINED * seen;
  });
}

/** Mean square of the difference where something was observed; undefined where nothing was. */
function scatter(
  values: Observations,
  mean: Observations,
  observed: Observations,
  output: number,
  width: number,
): number | undefined {
  let sum = 0;
  let count = 0;
  observed.forEach((seen, e) => {
    for (let k = output; k < seen.length; k += width) {
      if (Number.isNaN(seen[k]!)) continue;
      sum += (values[e]![k]! - mean[e]![k]!) ** 2;
      count++;
    }
  });
  return count === 0 ? undefined : sum / count;
}

function masked(run: Observations, observed: Observations): Observations {
  return run.map((values, e) =>
    values.map((value, k) => (Number.isNaN(observed[e]![k]!) ? Number.NaN : value)),
  );
}
