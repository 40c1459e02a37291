/** Whether the held-out points tell two structures apart. */
import { studentQuantile90 } from '../student.ts';
import { clusterSums, densityTable, type Weighable } from './density-table.ts';

export interface Difference {
  /** Mean of log density of a minus that of b over their common points, in nats; NaN without any. */
  readonly difference: number;
  /** Of the difference, a cluster being one draw; infinite with fewer than two clusters. */
  readonly standardError: number;
  /** Whether it is larger than chance explains. */
  readonly tells: boolean;
}

/**
 * Student's test of paired differences, one-sided at 90 %, with as many degrees of freedom as clusters less one: 1.3
 * standard errors for many clusters, 3.1 for two.
 */
export function cannotTell(a: Pick<Weighable, 'points'>, b: Pick<Weighable, 'points'>): Difference {
  const table = densityTable([
    { id: 'a', ...a },
    { id: 'b', ...b },
  ]);
  const { clusters, points, cluster } = table;
  const sizes = new Float64Array(clusters);
  for (const at of cluster) sizes[at] = (sizes[at] ?? 0) + 1;
  const sums = clusterSums(table);
  const differences = sizes.map((_, c) => (sums[2 * c] ?? 0) - (sums[2 * c + 1] ?? 0));
  const difference = differences.reduce((x, y) => x + y, 0) / points;
  if (clusters < 2) {
    return { difference, standardError: Number.POSITIVE_INFINITY, tells: false };
  }
  const squares = differences.reduce(
    (sum, value, c) => sum + (value - (sizes[c] ?? 0) * difference) ** 2,
    0,
  );
  const standardError = Math.sqrt((squares * clusters) / (clusters - 1)) / points;
  const tells = Math.abs(difference) > studentQuantile90(clusters - 1) * standardError;
  return { difference, standardError, tells };
}
