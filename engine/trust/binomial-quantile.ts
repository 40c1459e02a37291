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
