/** Which structure makes which of the runs, with which numbers and which chance. */
import { deriveSeed, openRandom } from '../../calibrate/streams.ts';
import type { MemberPlan } from '../../discover/mixture/mix-forecast.ts';
import { takeDraws } from '../../forecast/ensembles.ts';
import { shareRuns } from './share-runs.ts';
import type { Structure } from './structure.ts';

/** Runs that share a draw of the numbers and its state of today: few, so that few runs see many draws. */
export const BLOCK = 10;

/** Blocks first..first + count - 1 of this seed. */
export interface Blocks {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  /** Runs of each. */
  readonly block: number;
}

/** What one structure does of it; only those that have a run. */
export interface Share<Of extends Structure = Structure> {
  readonly structure: Of;
  /** Its number among all. */
  readonly index: number;
  readonly seed: number;
  /** As runAhead takes it. */
  readonly plan: {
    /** Row-major [count, parameters]. */
    readonly parameters: Float64Array;
    readonly count: number;
    readonly particles: number;
    readonly first: number;
  };
  /** By ensemble: number of its draw. */
  readonly sets: Uint32Array;
}

/**
 * draws: `first`: as forecasts take them, the same for every seed. `by-seed`: from another one on for every seed, so that
 * fresh seeds see fresh numbers where fewer ensembles are asked for than there are draws.
 */
export function shareOut<Of extends Structure>(
  structures: readonly Of[],
  { seed, first, count, block }: Blocks,
  draws: 'first' | 'by-seed',
): { readonly shares: readonly Share<Of>[]; readonly members: MemberPlan } {
  const weights = structures.map(({ weight }) => weight);
  const { blocks, before, plan } = shareRuns(weights, count, block, first);
  const shares = structures.flatMap((structure, index): Share<Of>[] => {
    const own = blocks[index] ?? 0;
    if (own === 0) return [];
    const start = before[index] ?? 0;
    const shift =
      draws === 'first'
        ? 0
        : openRandom(seed, 'decide/draws', index).integer(0, structure.sets - 1);
    const { taken, ...ensembles } = takeDraws(structure, own, shift + start);
    return [
      {
        ...{ structure, index, sets: taken },
        // As of the structures of a mixture (forecast-mixture.ts).
        seed: index === 0 ? seed : deriveSeed(seed, 'forecast-mixture', index),
        plan: { ...ensembles, particles: block, first: start },
      },
    ];
  });
  return { shares, members: plan };
}
