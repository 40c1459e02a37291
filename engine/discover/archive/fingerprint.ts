/** What makes two structures the same explanation: what acts on what, which distributions, how they behave. */

export interface Fingerprint {
  /** Which output acts on which within a row, and which inputs and levers act on them; sorted, 'I -> S'. */
  readonly links: readonly string[];
  /** Kinds of chance that its code draws from: 'binomial', 'poisson', ...; sorted, each once. */
  readonly distributions: readonly string[];
  /** Summary of runs on a fixed set of probes; the same probes for every candidate of a search. */
  readonly behaviour: readonly number[];
}
