/** Errors of a single predicted series against the observed one; rows where either is NaN are left out. */

type Series = ArrayLike<number>;

export function meanSquaredError(predicted: Series, observed: Series): number {
  return meanOfErrors(predicted, observed, (error) => error * error);
}

export function rootMeanSquaredError(predicted: Series, observed: Series): number {
  return Math.sqrt(meanSquaredError(predicted, observed));
}

export function meanAbsoluteError(predicted: Series, observed: Series): number {
  return meanOfErrors(predicted, observed, Math.abs);
}

/** NaN when no row can be compared. */
function meanOfErrors(
  predicted: Series,
  observed: Series,
  weigh: (error: number) => number,
): number {
  let sum = 0;
  let counted = 0;
  for (let row = 0; row < observed.length; row++) {
    const error = (predicted[row] ?? Number.NaN) - observed[row]!;
    if (Number.isNaN(error)) continue;
    sum += weigh(error);
    counted++;
  }
  return sum / counted;
}
