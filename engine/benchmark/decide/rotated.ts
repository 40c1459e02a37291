/**
 * The ZDT problems turned in space, so that no variable can be improved alone: IHR1 and IHR2 of Igel, Hansen & Roth 2007,
 * "Covariance matrix adaptation for multi-objective optimization".
 */
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import { rotation } from '../test-functions.ts';
import { box, type MultiObjectiveProblem } from './multi-objective.ts';

const DIMENSION = 10;

/** Convex front. `random` draws the rotation. */
export function ihr1(random: RandomSource): MultiObjectiveProblem {
  return turned('ihr1', random, (first, g) => 1 - Math.sqrt(squashed(first) / g));
}

/** Concave front. */
export function ihr2(random: RandomSource): MultiObjectiveProblem {
  return turned('ihr2', random, (first, g) => 1 - (first / g) ** 2);
}

function turned(
  id: string,
  random: RandomSource,
  shape: (first: number, g: number) => number,
): MultiObjectiveProblem {
  const rows = rotation(DIMENSION, random);
  // Beyond it the first coordinate leaves the box whatever the others are.
  const reach = 1 / Math.max(...rows[0]!.map(Math.abs));
  return {
    id,
    variables: box(DIMENSION, -1, 1),
    objectives(x) {
      const [first, ...rest] = rows.map((row) => row.reduce((sum, r, i) => sum + r * x[i]!, 0));
      const g =
        1 + (9 / rest.length) * rest.reduce((sum, y) => sum + y ** 2 / (Math.abs(y) + 0.1), 0);
      const inside = Math.abs(first!) <= reach;
      return [Math.abs(first!), g * (inside ? shape(first!, g) : 1 + Math.abs(first!))];
    },
  };
}

/** h: any number into 0..1. */
function squashed(x: number): number {
  return 1 / (1 + Math.exp(-x / Math.sqrt(DIMENSION)));
}
