import { describe, expect, it } from 'vitest';
import {
  meanAbsoluteError,
  meanSquaredError,
  rootMeanSquaredError,
} from '../../engine/score/errors.ts';

describe('errors of a series', () => {
  const predicted = [1, 2, Number.NaN, 4];
  const observed = [1, 5, 3, Number.NaN];

  it('leave out rows where either is missing', () => {
    expect(meanSquaredError(predicted, observed)).toBe(4.5);
    expect(rootMeanSquaredError(predicted, observed)).toBe(Math.sqrt(4.5));
    expect(meanAbsoluteError(predicted, observed)).toBe(1.5);
  });

  it('are undefined when nothing can be compared', () => {
    expect(meanSquaredError([], [Number.NaN])).toBeNaN();
  });
});
