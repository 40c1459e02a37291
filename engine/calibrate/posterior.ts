/** What every calibration method gives: a distribution over parameter sets, and how it came about. */

export interface Posterior {
  readonly names: readonly string[];
  /**
   * Row-major [count, names], each within its prior. The same seed gives the same sets; a method that holds a finite
   * sample draws from it with its weights.
   */
  sample(count: number, seed: number): Float64Array;
  /** Log density of row-major [count, names]; absent where the method has none (ABC). -Infinity outside the prior. */
  readonly logDensity?: (parameters: Float64Array, count: number) => Float64Array;
  /** The most plausible set: highest density, or the sample's medoid where there is no density. */
  readonly map: Float64Array;
  /** Present where the method learned the posterior of any data set of its task, not only of the observed one. */
  readonly amortised?: AmortisedPosterior;
}

/** A posterior for every data set that the priors can simulate. x: [members * observations], as in InferenceTask. */
export interface AmortisedPosterior {
  sample(x: Float64Array, count: number, seed: number): Float64Array;
  /** Row-major x [sets, members * observations] -> [sets * perSet, names], set after set: many small samples at once. */
  sampleMany?(x: Float64Array, sets: number, perSet: number, seed: number): Float64Array;
  /** Of row-major [count, names]. */
  logDensity(x: Float64Array, parameters: Float64Array, count: number): Float64Array;
}
