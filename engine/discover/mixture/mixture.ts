/** A distribution over structures: the same shape for whoever forecasts, decides or exports with it. */

export interface WeightedStructure {
  /** Id of the candidate. */
  readonly id: string;
  /** 0..1; all of them sum to 1. */
  readonly weight: number;
  /** 90 % interval of the weight (bootstrap over origins). */
  readonly low: number;
  readonly high: number;
}

export interface Mixture {
  readonly method: 'stacking' | 'pseudo-bma+';
  /** Heaviest first. */
  readonly structures: readonly WeightedStructure[];
  /** What should be known before the weights are relied on, in sentences: too few points, cannot be told apart, none fits. */
  readonly warnings: readonly string[];
}
