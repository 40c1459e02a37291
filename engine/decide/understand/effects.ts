/** How the variance that comes from not knowing divides among the factors. */
import type { Factor } from './factor.ts';
import type { VarianceParts } from './variance-parts.ts';

/** A share of variance, 0..1, with its 90 % range by resampling. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface EffectRow {
  readonly factor: Factor;
  /** Share that would go if this factor alone were known. Where factors go together, what it tells of the others counts, too. */
  readonly first: Share;
  /**
   * Share that would be left if all the others were known. Where factors are independent it is no less than `first`: the rest
   * is interaction. Where they go together it may be less: the others tell of this one.
   */
  readonly total: Share;
}

export interface Effects {
  /** Null where there is one replication: chance cannot be told apart, and shares are of all the variance. */
  readonly parts: VarianceParts | null;
  /** Largest total first. Empty where nothing varies. */
  readonly rows: readonly EffectRow[];
  /** Whether the factors were drawn independently of each other, or as the posterior has them. */
  readonly design: 'independent' | 'as-drawn';
  /** Share of the variance that the estimate accounts for, 0..1: less than 1 where a regression does not follow the outcome. */
  readonly explained: number;
  /** Draws (rows of a design) that were left out as a run of them failed, of how many. */
  readonly leftOut: number;
  readonly draws: number;
}

/** A share of variance, cut to 0..1. */
export function shareOf(value: number, low: number, high: number): Share {
  const cut = (share: number): number => Math.min(1, Math.max(0, share));
  return { value: cut(value), low: cut(low), high: cut(high) };
}

export function byTotal(rows: readonly EffectRow[]): EffectRow[] {
  return [...rows].sort((a, b) => b.total.value - a.total.value);
}
