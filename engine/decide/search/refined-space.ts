/** The neighbourhood of what a search has found, for a second look with more runs. */
import { activeOf, endsOf, type Variable } from './algorithms/variables.ts';
import type { SearchSpace } from './search-task.ts';

/** Part of the whole range that is looked at beyond the best points, on either side. */
const MARGIN = 0.08;
/** Part of the whole range between neighbours. */
const STEP = 0.004;

/**
 * Around `points`, best first. Choices stay as the first has them, so that only numbers are left. Undefined where there is none
 * to vary.
 */
export function refinedSpace(
  space: SearchSpace,
  points: readonly (readonly number[])[],
): SearchSpace | undefined {
  const [best] = points;
  if (best === undefined) return undefined;
  const { variables } = space;
  const alike = points.filter((point) =>
    variables.every(({ kind }, i) => kind !== 'choice' || point[i] === best[i]),
  );
  const active = activeOf(variables, best);
  const places = variables.flatMap(({ kind }, i) => (active[i] && kind !== 'choice' ? [i] : []));
  if (places.length === 0) return undefined;
  return {
    variables: places.map((i) => {
      const values = alike.map((point) => point[i]!);
      return narrowed(variables[i]!, values);
    }),
    starts: alike.map((point) => places.map((i) => point[i]!)),
    whole: (own) => {
      const point = [...best];
      places.forEach((place, i) => {
        point[place] = own[i]!;
      });
      return space.whole(point);
    },
    policiesOf: space.policiesOf,
  };
}

function narrowed(variable: Variable, values: readonly number[]): Variable {
  const [low, high] = endsOf(variable);
  const isWhole = variable.kind === 'integer';
  const part = MARGIN * (high - low);
  const margin = isWhole ? Math.max(1, Math.round(part)) : part;
  return {
    kind: isWhole ? 'integer' : 'real',
    low: Math.max(low, Math.min(...values) - margin),
    high: Math.min(high, Math.max(...values) + margin),
  };
}

/** Points a little to either side of one, along each number: what a search of few steps leaves out. */
export function neighbours(
  { variables, whole }: Pick<SearchSpace, 'variables' | 'whole'>,
  point: readonly number[],
): number[][] {
  return variables.flatMap((variable, i) => {
    const [low, high] = endsOf(variable);
    if (variable.kind === 'choice' || low === high) return [];
    const part = STEP * (high - low);
    const step = variable.kind === 'integer' ? Math.max(1, Math.round(part)) : part;
    return [-2, -1, 1, 2].map((steps) => whole(point.toSpliced(i, 1, point[i]! + steps * step)));
  });
}

/** `count` points evenly between two. */
export function between(
  { whole }: Pick<SearchSpace, 'whole'>,
  from: readonly number[],
  to: readonly number[],
  count: number,
): number[][] {
  return Array.from({ length: count }, (_, k) => {
    const share = (k + 1) / (count + 1);
    return whole(from.map((value, i) => value + share * (to[i]! - value)));
  });
}
