/** Risks as people read them: so many of so many outcomes; amounts without half a patient. */
import { formatAmount, formatNumber } from './numbers.ts';

/** 'in 1 of 20 outcomes', 'in fewer than 1 of 1,000 outcomes'. */
export function inFrequencies(chance: number): string {
  if (!Number.isFinite(chance)) return 'in an unknown share of the outcomes';
  if (chance <= 0) return 'in none of the outcomes';
  if (chance >= 1) return 'in all outcomes';
  if (chance < 0.001) return 'in fewer than 1 of 1,000 outcomes';
  if (chance < 0.095) return `in 1 of ${formatNumber(Math.round(1 / chance))} outcomes`;
  if (chance > 0.905 && chance < 0.9995) {
    const others = Math.round(1 / (1 - chance));
    return `in all but 1 of ${formatNumber(others)} outcomes`;
  }
  if (chance >= 0.9995) return 'in more than 999 of 1,000 outcomes';
  return `in ${Math.round(20 * chance)} of 20 outcomes`;
}

/** Beside values of this size a fraction says nothing: nobody is half a patient. */
export function wholeAmount(value: number, unit: string, size = Math.abs(value)): string {
  return formatAmount(size >= 10 ? Math.round(value) : value, unit);
}
