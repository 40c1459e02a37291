/** The test by which structures are told apart: one-sided, at 90 %, an origin or trajectory being one draw. */
import { betaQuantile } from '../calibrate/special.ts';

/** Twice a tail of 10 %. */
const BOTH_TAILS = 0.2;

/** 90 % quantile of Student's t: df / (df + t^2) is Beta(df / 2, 1 / 2) distributed (Abramowitz & Stegun 26.7.1). */
export function studentQuantile90(degrees: number): number {
  const x = betaQuantile(BOTH_TAILS, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}
