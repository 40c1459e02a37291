/** Between numbers within their ends and the coordinates of an evolution strategy, in which each one's range is the unit. */
import { defaultPopulationSize } from '../../../calibrate/es/cma-constants.ts';
import { normalQuantile } from '../../../calibrate/special.ts';
import { endsOf, type Variable } from './variables.ts';

/** Any coordinate, mirrored into 0..1, as a value; whole numbers are bins of equal width. */
export function valueAt(variable: Variable, coordinate: number): number {
  const [low, high] = endsOf(variable);
  const turned = Math.abs(coordinate % 2);
  const unit = turned > 1 ? 2 - turned : turned;
  if (variable.kind === 'real') return low + unit * (high - low);
  return Math.min(high, low + Math.floor(unit * (high - low + 1)));
}

/** A coordinate that `valueAt` turns into the value: of whole numbers the middle of the bin. */
export function coordinateOf(variable: Variable, value: number): number {
  const [low, high] = endsOf(variable);
  if (variable.kind === 'real') return (value - low) / (high - low);
  return (value - low + 0.5) / (high - low + 1);
}

/**
 * Least standard deviations that still leave the bin of a whole number with chance 1/(n lambda) (Hamano et al. 2022,
 * "CMA-ES with margin"); 0 for what is not whole.
 */
export function floorsOf(variables: readonly Variable[]): number[] {
  const leaving = 1 / (variables.length * defaultPopulationSize(variables.length));
  return variables.map((variable) => {
    if (variable.kind === 'real') return 0;
    const [low, high] = endsOf(variable);
    return 0.5 / (high - low + 1) / normalQuantile(1 - leaving / 2);
  });
}
