/** Weights of a finite sample: effective size, draws in proportion to them, logarithms made into shares. */

/** Shares that add up to 1; all of weight -Infinity: each the same. */
export function shares(logWeights: Float64Array): Float64Array {
  const top = logWeights.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const weights = logWeights.map((value) =>
    top === Number.NEGATIVE_INFINITY ? 1 : Math.exp(value - top),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((value) => value / sum);
}

/** 1 / sum of squared shares (Kong 1992). */
export function effectiveSample(weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}

/** `count` rows in proportion to their weights, in ascending order: one uniform number, in equal strides (Kitagawa 1996). */
export function systematic(weights: Float64Array, count: number, uniform: number): Uint32Array {
  const total = weights.reduce((a, b) => a + b, 0);
  const drawn = new Uint32Array(count);
  let row = 0;
  let reached = weights[0] ?? 0;
  for (let i = 0; i < count; i++) {
    const level = ((i + uniform) / count) * total;
    while (reached <= level && row < weights.length - 1) {
      row += 1;
      reached += weights[row]!;
    }
    drawn[i] = row;
  }
  return drawn;
}

/** Of each level the least value that, with those below it, has that share of the weight. */
export function weightedQuantiles(
  values: Float64Array,
  weights: Float64Array,
  levels: readonly number[],
): number[] {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const total = weights.reduce((a, b) => a + b, 0);
  return levels.map((level) => {
    let reached = 0;
    const place = order.find((i) => {
      reached += weights[i]!;
      return reached >= level * total;
    });
    return values[place ?? order.at(-1) ?? 0] ?? Number.NaN;
  });
}
