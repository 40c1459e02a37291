/** What structures said of made-up points. */

import { openRandom } from '../../../engine/calibrate/streams.ts';
import type { PointScore } from '../../../engine/discover/candidate.ts';
import { densityTable, type Weighable } from '../../../engine/discover/mixture/density-table.ts';

/** A structure with these log densities; `size` points in sequence are of one origin (default 1). */
export function structure(id: string, logDensities: readonly number[], size = 1): Weighable {
  const points = new Map(
    logDensities.map((logDensity, i) => [`o${Math.floor(i / size)}|${i}`, { logDensity }]),
  );
  return { id, points };
}

/** Table of structures, each given by its log densities. */
export function tableOf(columns: readonly (readonly number[])[], size = 1) {
  return densityTable(columns.map((column, k) => structure(`s${k}`, column, size)));
}

export function logNormal(x: number, mean: number, sd: number): number {
  return -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd * Math.sqrt(2 * Math.PI));
}

export function normals(count: number, seed: number, mean = 0, sd = 1): number[] {
  const random = openRandom(seed, 'test', 0);
  return Array.from({ length: count }, () => random.normal(mean, sd));
}

/** Scores of points of one output; the key is 'origin|output i'. */
export function scored(
  pits: readonly number[],
  { size = 1, crps = 0.5, output = 'beds' } = {},
): Map<string, PointScore> {
  return new Map(
    pits.map((pit, i) => [
      `o${Math.floor(i / size)}|${output} ${i}`,
      { output, lead: 1 + (i % size), crps, logDensity: 0, pit },
    ]),
  );
}
