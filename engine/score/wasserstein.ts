/** Exact 1-Wasserstein distance between two samples with uniform weights and Euclidean ground metric. */
import { assign } from './assignment.ts';
import { distance } from './energy.ts';

/**
 * Mean cost of the cheapest plan that turns sample `a` into sample `b`; both row-major [count, dimension].
 * In one dimension by sorting, sizes may differ; in several by linear assignment, sizes must be equal.
 */
export function wasserstein(a: Float64Array, b: Float64Array, dimension: number): number {
  if (dimension === 1) return wassersteinSorted(a.slice().sort(), b.slice().sort());
  if (a.length !== b.length || a.length % dimension !== 0) {
    throw new Error(`sample sizes: ${a.length} and ${b.length} numbers in ${dimension} dimensions`);
  }
  const count = a.length / dimension;
  const costs = new Float64Array(count * count);
  for (let i = 0, at = 0; i < count; i++) {
    for (let j = 0; j < count; j++, at++) {
      costs[at] = distance(a, i * dimension, b, j * dimension, dimension);
    }
  }
  const columnOfRow = assign(costs, count);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += costs[i * count + columnOfRow[i]!]!;
  return sum / count;
}

/** Area between the two empirical quantile functions, walking through the steps of both. */
function wassersteinSorted(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  let level = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const stepA = (i + 1) * b.length;
    const stepB = (j + 1) * a.length;
    const next = Math.min(stepA, stepB);
    sum += (next - level) * Math.abs(a[i]! - b[j]!);
    level = next;
    if (stepA === next) i++;
    if (stepB === next) j++;
  }
  return sum / (a.length * b.length);
}
