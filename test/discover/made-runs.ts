/** Free runs made by hand, with laws that are known. */
import type { FreeRun, ObservedOutput } from '../../engine/discover/free-run.ts';

/** One record of outputs an episode, each row-major [rows, members]. */
export function madeRun(
  simulated: readonly Readonly<Record<string, Float64Array>>[],
  members: number,
  observed: readonly ObservedOutput[] = [],
): FreeRun {
  return {
    members,
    episodes: simulated.length,
    observed,
    failures: [],
    simulated: (output, episode) => simulated[episode]?.[output],
    lastRow: (output) => simulated[0]?.[output]?.slice(-members) ?? new Float64Array(0),
  };
}
