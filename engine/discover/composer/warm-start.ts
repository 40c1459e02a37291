/** Where a changed model starts from: what was learned about the numbers that it shares with the one it came from. */
import { priorDistribution } from '../../calibrate/prior.ts';
import type { Declaration, Parameter } from '../../simulator/declaration.ts';

/**
 * Values of a parent for a child's parameters of the same name and unit, moved into the child's prior where they lie
 * outside (whole and chosen numbers to the nearest). Left out: others, and values that the prior still rules out.
 */
export function sharedParameters(
  parent: Pick<Declaration, 'parameters'>,
  child: Pick<Declaration, 'parameters'>,
  values: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(child.parameters).flatMap(([name, parameter]) => {
      const value = values[name];
      if (value === undefined || Number.isNaN(value)) return [];
      if (parent.parameters[name]?.unit !== parameter.unit) return [];
      const moved = nearestAllowed(value, parameter.prior);
      return moved === undefined ? [] : [[name, moved]];
    }),
  );
}

function nearestAllowed(value: number, prior: Parameter['prior']): number | undefined {
  const { low, high, logDensity } = priorDistribution(prior);
  const within = Math.min(high, Math.max(low, value));
  const moved =
    prior.kind === 'integer'
      ? Math.round(within)
      : prior.kind === 'choice'
        ? nearest(value, prior.values)
        : within;
  return Number.isFinite(moved) && logDensity(moved) > Number.NEGATIVE_INFINITY ? moved : undefined;
}

function nearest(value: number, allowed: readonly number[]): number {
  return allowed.reduce(
    (best, candidate) => (Math.abs(candidate - value) < Math.abs(best - value) ? candidate : best),
    allowed[0] ?? value,
  );
}
