/** When a difference between means is more than chance, told of several of them at once. */
import { betaQuantile } from '../../calibrate/special.ts';

/** Chance that any of the differences is called clear where there is none. */
const FALSE_ALARM = 0.05;

/**
 * Whether a difference is clear by Student's t, two-sided, when `told` differences are judged together (Bonferroni).
 * `degrees`: of freedom of the error. Never where nothing is known of the error.
 */
export function isClear(difference: number, error: number, degrees: number, told: number): boolean {
  if (!(degrees >= 1) || Number.isNaN(difference) || Number.isNaN(error)) return false;
  if (difference === 0) return false;
  return Math.abs(difference) > studentLimit(FALSE_ALARM / told, degrees) * error;
}

/** |t| beyond which `share` of Student's distribution lies: df / (df + t^2) is Beta(df / 2, 1 / 2) (Abramowitz & Stegun 26.7.1). */
function studentLimit(share: number, degrees: number): number {
  const x = betaQuantile(share, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}
