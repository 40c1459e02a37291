/** Which candidates of a search are weighed, and how. */
import { deriveSeed } from '../../calibrate/streams.ts';
import { type Evaluated, effectiveScore, type PointScore } from '../candidate.ts';
import { distinctWords } from '../distinct-words.ts';
import { clusterOf } from './density-table.ts';
import type { Mixture } from './mixture.ts';
import { weighStructures } from './weigh.ts';

/** Structures that are weighed; weaker ones would get nothing. */
const MOST_WEIGHED = 6;
/** Nor do those whose error is this many times that of the best. */
const TOO_WEAK = 2;

/** The best ones, without those that are at odds with what was told where the best is not. */
export function worthWeighing(ranked: readonly Evaluated[]): Evaluated[] {
  const [best] = ranked;
  if (best === undefined) return [];
  const limit = TOO_WEAK * effectiveScore(best);
  const contradicts = ({ facts }: Evaluated) => facts.some(({ kind }) => kind === 'contradicts');
  return ranked
    .filter(
      (candidate) =>
        effectiveScore(candidate) <= limit && (contradicts(best) || !contradicts(candidate)),
    )
    .slice(0, MOST_WEIGHED);
}

/**
 * Before any data a structure is the less likely the more numbers it has: half of log(n) each (Schwarz 1978), n being the
 * independent stretches of held-out data.
 */
export function weighCandidates(candidates: readonly Evaluated[], seed: number): Mixture {
  const fewest = Math.min(...candidates.map(({ complexity }) => complexity));
  const names = distinctWords(candidates.map(({ proposal }) => proposal));
  const told = candidates.map(({ proposal: { id }, score }) => ({
    id,
    name: names.get(id) ?? id,
    points: byCluster(score),
  }));
  const clusters = Math.max(1, ...told.map(({ points }) => points.size));
  return weighStructures(told, {
    method: 'pseudo-bma+',
    seed: deriveSeed(seed, 'discover/weights', 0),
    prior: candidates.map(({ complexity }) => clusters ** ((fewest - complexity) / 2)),
  });
}

/** Days of one forecast go right or wrong together: each origin, or trajectory, counts as one value. */
function byCluster({ points }: Evaluated['score']): Map<string, Pick<PointScore, 'logDensity'>> {
  const clusters = Map.groupBy(points, ([key]) => clusterOf(key));
  return new Map(
    [...clusters].map(([cluster, members]) => {
      const total = members.reduce((sum, [, { logDensity }]) => sum + logDensity, 0);
      return [`${cluster}|mean`, { logDensity: total / members.length }];
    }),
  );
}
