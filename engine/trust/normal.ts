/** The standard normal and the binomial distribution, as far as checks need their quantiles. */

/** Distribution function by its power series around 0 (Marsaglia 2004, "Evaluating the normal distribution"). */
export function normalProbability(x: number): number {
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  for (let i = 3; Math.abs(term) > 1e-18; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

/** x with normalProbability(x) = p, 0 < p < 1, by bisection; to about 1e-12 between 1e-6 and 1 - 1e-6. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new Error(`probability: ${p} is not between 0 and 1`);
  const known = quantiles.get(p);
  if (known !== undefined) return known;
  let low = -8;
  let high = 8;
  while (high - low > 1e-13) {
    const middle = (low + high) / 2;
    if (normalProbability(middle) < p) low = middle;
    else high = middle;
  }
  const x = (low + high) / 2;
  // The same few levels are asked for again and again.
  if (quantiles.size < 2000) quantiles.set(p, x);
  return x;
}
const quantiles = new Map<number, number>();

/** Smallest k with P(X <= k) >= p for X ~ Binomial(n, share). */
export function binomialQuantile(n: number, share: number, p: number): number {
  const odds = Math.log(share / (1 - share));
  let logMass = n * Math.log1p(-share);
  let cumulative = 0;
  for (let k = 0; k < n; k++) {
    cumulative += Math.exp(logMass);
    if (cumulative >= p) return k;
    logMass += Math.log((n - k) / (k + 1)) + odds;
  }
  return n;
}
