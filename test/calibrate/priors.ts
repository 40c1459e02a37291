/** One prior of every kind and corner, for the tests. */
import type { Prior } from '../../engine/simulator/declaration.ts';

export const PRIORS: readonly Prior[] = [
  { kind: 'uniform', low: -2, high: 5 },
  { kind: 'log-uniform', low: 0.01, high: 100 },
  { kind: 'normal', mean: 3, sd: 2 },
  { kind: 'normal', mean: 0, sd: 1, low: 0.5, high: 4 },
  { kind: 'normal', mean: 0, sd: 1, low: 9, high: 20 },
  { kind: 'normal', mean: 5, sd: 2, low: 0 },
  { kind: 'log-normal', median: 0.4, sigma: 0.5 },
  { kind: 'beta', a: 2, b: 5, low: 0, high: 1 },
  { kind: 'beta', a: 0.5, b: 0.7, low: 10, high: 20 },
  { kind: 'integer', low: 1, high: 6 },
  { kind: 'choice', values: [7, 1, 30] },
];
