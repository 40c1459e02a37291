import { expect, it } from 'vitest';
import { studentQuantile90 } from '../../engine/discover/student.ts';

it.each([
  // Tables of Student's t, one-sided 90 %.
  [1, 3.078],
  [2, 1.886],
  [5, 1.476],
  [10, 1.372],
  [30, 1.31],
  [120, 1.289],
])('with %i degrees of freedom is %f', (degrees, value) => {
  expect(studentQuantile90(degrees)).toBeCloseTo(value, 3);
});
