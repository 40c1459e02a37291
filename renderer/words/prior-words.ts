/** What a number may be before the data are looked at, in the planner's words. */
import type { CalibrationView } from '../../engine/studio/contract/calibration-view.ts';
import { formatNumber, unitWords } from './numbers.ts';

export type Prior = CalibrationView['parameters'][number]['prior'];

/** '1 to 15 days', 'about 7, give or take 2 days'. */
export function priorWords(prior: Prior, unit: string): string {
  const words = unitWords(unit);
  return words === '' ? valuesOf(prior) : `${valuesOf(prior)} ${words}`;
}

/** How likely the values in between are. */
export const PRIOR_KIND_WORDS = {
  uniform: 'Anything between the two, all equally likely',
  'log-uniform': 'Anything between the two, small values as likely as large ones',
  normal: 'Most likely near the typical value',
  'log-normal': 'Near the typical value, half of it as likely as double',
  beta: 'Between the two, most likely near the typical value',
  integer: 'Any whole number between the two, all equally likely',
  choice: 'One of a few values, all equally likely',
} as const satisfies Record<Prior['kind'], string>;

function valuesOf(prior: Prior): string {
  switch (prior.kind) {
    case 'uniform':
    case 'log-uniform':
    case 'integer':
      return between(prior.low, prior.high);
    case 'beta': {
      const { low, high, a, b } = prior;
      return `${between(low, high)}, typically ${formatNumber(low + ((high - low) * a) / (a + b))}`;
    }
    case 'normal':
      return `about ${formatNumber(prior.mean)}, give or take ${formatNumber(prior.sd)}${bounds(prior)}`;
    case 'log-normal': {
      const factor = formatNumber(Math.exp(2 * prior.sigma));
      return `about ${formatNumber(prior.median)}, up to ${factor} times more or less`;
    }
    case 'choice':
      return `one of ${prior.values.map(formatNumber).join(', ')}`;
    default:
      return prior satisfies never;
  }
}

function between(low: number, high: number): string {
  return `${formatNumber(low)} to ${formatNumber(high)}`;
}

function bounds({ low, high }: Extract<Prior, { kind: 'normal' }>): string {
  if (low !== undefined && high !== undefined) return `, within ${between(low, high)}`;
  if (low !== undefined) return `, at least ${formatNumber(low)}`;
  return high === undefined ? '' : `, at most ${formatNumber(high)}`;
}
