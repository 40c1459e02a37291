/** Limits that no outcome can keep together. */
import type { Limit, Metric } from '../schemas/aim.ts';

/** How a metric is always at most how another of the same series. */
const AT_MOST: Readonly<Partial<Record<Metric['how'], readonly Metric['how'][]>>> = {
  lowest: ['lowest', 'mean', 'last', 'peak'],
  mean: ['mean', 'peak'],
  last: ['last', 'peak'],
  peak: ['peak'],
  total: ['total'],
};

/**
 * Pairs of which both must hold in some same outcome, since their chances add up to more than 1, and cannot: what must be high is
 * never higher than what must be low, or days are counted on which there can be none.
 */
export function contradictions(limits: readonly Limit[]): (readonly [Limit, Limit])[] {
  return limits.flatMap((a, i) =>
    limits
      .slice(i + 1)
      .filter((b) => a.chance + b.chance > 1 && (excludes(a, b) || excludes(b, a)))
      .map((b) => [a, b] as const),
  );
}

/** Whether `floor`, which asks for much, leaves no room for `roof`, which asks for little. */
function excludes(floor: Limit, roof: Limit): boolean {
  if (!isFloor(floor) || isFloor(roof)) return false;
  if (JSON.stringify(floor.metric.series) !== JSON.stringify(roof.metric.series)) return false;
  const [a, b] = [floor.metric, roof.metric];
  if (a.how === b.how && a.level === b.level) return isEmpty(floor, roof);
  if (a.how === 'time-above' && b.how === 'peak')
    return asksForDays(floor) && a.level !== null && roof.level <= a.level;
  return AT_MOST[a.how]?.includes(b.how) === true && isEmpty(floor, roof);
}

function isFloor({ is }: Limit): boolean {
  return is === 'above' || is === 'at-least';
}

function isEmpty(floor: Limit, roof: Limit): boolean {
  const allowsEqual = floor.is === 'at-least' && roof.is === 'at-most';
  return allowsEqual ? floor.level > roof.level : floor.level >= roof.level;
}

function asksForDays({ is, level }: Limit): boolean {
  return is === 'above' ? level >= 0 : level > 0;
}
