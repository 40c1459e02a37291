/** The different ways to decide all choices of a search, each a smaller search of numbers. */
import { activeOf, endsOf, type Variables } from './variables.ts';

/** A value of every choice that matters; choices that do not, and all numbers, are at their lowest. */
export function combinationsOf(variables: Variables): number[][] {
  let points: number[][] = [variables.map((variable) => endsOf(variable)[0])];
  variables.forEach((variable, i) => {
    if (variable.kind !== 'choice') return;
    points = points.flatMap((point) =>
      activeOf(variables, point)[i]
        ? Array.from({ length: variable.count }, (_, value) => point.with(i, value))
        : [point],
    );
  });
  return points;
}

/** How many there are. */
export function choiceCombinations(variables: Variables): number {
  return combinationsOf(variables).length;
}

/** Positions of the numbers that matter and can vary once the choices are made. */
export function freeOf(variables: Variables, combination: readonly number[]): number[] {
  const active = activeOf(variables, combination);
  return variables.flatMap((variable, i) => {
    const [low, high] = endsOf(variable);
    return variable.kind !== 'choice' && active[i] && low < high ? [i] : [];
  });
}
