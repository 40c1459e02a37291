import type { Outcomes } from './evaluation.ts';

/** Of the same course: the runs of `first`, then those of `second`. */
export function joinOutcomes(first: Outcomes, second: Outcomes): Outcomes {
  const failed = (first.failures?.runs ?? 0) + (second.failures?.runs ?? 0);
  const why = first.failures?.why ?? second.failures?.why;
  return {
    metrics: first.metrics.map((values, i) => joined(values, second.metrics[i]!)),
    structure: Uint16Array.from([...first.structure, ...second.structure]),
    set: Uint32Array.from([...first.set, ...second.set]),
    block: first.block,
    failures: why === undefined ? null : { runs: failed, why },
  };
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const all = new Float64Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
