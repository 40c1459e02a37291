/** What each structure said of the held-out points that all of them were asked about, as one table of numbers. */
import type { PointScore } from '../candidate.ts';

/** What is needed of a candidate to weigh it. */
export interface Weighable {
  readonly id: string;
  /** For sentences; default: the id. */
  readonly name?: string;
  /** 'origin|rest' -> what it said; points with the same part before '|' are not independent. */
  readonly points: ReadonlyMap<string, Pick<PointScore, 'logDensity'>>;
}

/** Points in the order of the first structure; clusters in the order in which they come up. */
export interface DensityTable {
  readonly structures: number;
  readonly points: number;
  readonly clusters: number;
  /** Natural logarithms of predictive densities, row-major [points, structures]; all finite. */
  readonly values: Float64Array;
  /** [points], each in 0 .. clusters - 1. */
  readonly cluster: Uint32Array;
}

/**
 * A density that is no number or zero counts as a thousandth of the least that another structure gives there: about what
 * a surprise costs at most (score/log-density.ts), so that one failed forecast is dear and does not decide alone.
 */
const WITHOUT_DENSITY = Math.log(1000);

/** Points for which some structure gives a usable density; those that not all structures were asked about are left out. */
export function densityTable(candidates: readonly Weighable[]): DensityTable {
  const [first, ...others] = candidates;
  const keys = [...(first?.points.keys() ?? [])].filter((key) =>
    others.every(({ points }) => points.has(key)),
  );
  const numbers = new Map<string, number>();
  const values: number[] = [];
  const cluster: number[] = [];
  for (const key of keys) {
    const row = candidates.map(({ points }) => points.get(key)?.logDensity ?? Number.NaN);
    const least = Math.min(...row.filter(Number.isFinite));
    if (!Number.isFinite(least)) continue;
    values.push(...row.map((value) => (Number.isFinite(value) ? value : least - WITHOUT_DENSITY)));
    cluster.push(numberOf(clusterOf(key), numbers));
  }
  return {
    structures: candidates.length,
    points: cluster.length,
    clusters: numbers.size,
    values: Float64Array.from(values),
    cluster: Uint32Array.from(cluster),
  };
}

/** The part of a point's key by which it hangs together with others. */
export function clusterOf(key: string): string {
  const bar = key.indexOf('|');
  return bar < 0 ? key : key.slice(0, bar);
}

function numberOf(name: string, numbers: Map<string, number>): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  numbers.set(name, numbers.size);
  return numbers.size - 1;
}

/** Sums over the points of a cluster, row-major [clusters, structures]. */
export function clusterSums({ structures, clusters, values, cluster }: DensityTable): Float64Array {
  const sums = new Float64Array(clusters * structures);
  cluster.forEach((at, point) => {
    for (let k = 0; k < structures; k++) {
      const to = at * structures + k;
      sums[to] = (sums[to] ?? 0) + (values[point * structures + k] ?? 0);
    }
  });
  return sums;
}
