/** How much each structure counts in a mixture, from what it said of the held-out points. */
import { listed } from '../../trust/words.ts';
import { bootstrapWeights, weightIntervals } from './bootstrap.ts';
import { cannotTell } from './cannot-tell.ts';
import { type DensityTable, densityTable, type Weighable } from './density-table.ts';
import type { Mixture, WeightedStructure } from './mixture.ts';
import { pseudoBmaWeights } from './pseudo-bma.ts';
import { stackingWeights } from './stacking.ts';

export interface WeighOptions {
  /** Stacking needs 5 clusters; with fewer, pseudo-BMA+ is taken, and a warning says so. */
  readonly method: Mixture['method'];
  readonly seed: number;
  /**
   * How likely each was before any data, in the order of the candidates, on any scale, all above 0 (2 to the minus
   * description length, say). Default: all the same.
   */
  readonly prior?: readonly number[];
  /** Of the bootstrap; default 200 for stacking, 1000 for pseudo-BMA+. */
  readonly replicates?: number;
}

/** With fewer clusters weights mean little. */
const ENOUGH_CLUSTERS = 5;
/** Two intervals that share more than this of the shorter one overlap widely. */
const WIDE_OVERLAP = 0.5;

/**
 * Candidates that behave alike are merged before: here they would share their weight. Of every candidate there is a
 * weight, however small; candidates of equal weight stay in their order.
 */
export function weighStructures(
  candidates: readonly Weighable[],
  { method, seed, prior, replicates }: WeighOptions,
): Mixture {
  if (candidates.length === 0) throw new Error('structures to weigh: none');
  const table = densityTable(candidates);
  const few = table.clusters < ENOUGH_CLUSTERS;
  const taken = few ? 'pseudo-bma+' : method;
  const options = {
    seed,
    ...(replicates !== undefined && { replicates }),
    ...(prior && { prior: sharesOf(prior, candidates) }),
  };
  const { weights, drawn } =
    taken === 'stacking' ? stacked(table, options) : averaged(table, options);
  const intervals = weightIntervals(weights, table.clusters, drawn);
  const structures = candidates
    .map(({ id }, k) => ({ id, weight: weights[k] ?? 0, ...(intervals[k] ?? { low: 0, high: 1 }) }))
    .toSorted((a, b) => rounded(b.weight) - rounded(a.weight));
  const warnings = [
    ...(few ? [fewWarning(table.clusters, method)] : []),
    ...equalWarning(structures, candidates),
  ];
  return { method: taken, structures, warnings: candidates.length === 1 ? [] : warnings };
}

/** Weights are found to about one in a million: what is equal to that is equal. */
function rounded(weight: number): number {
  return Math.round(1e6 * weight);
}

interface Options {
  readonly seed: number;
  readonly replicates?: number;
  readonly prior?: Float64Array;
}

interface Weighed {
  /** [structures]. */
  readonly weights: Float64Array;
  readonly drawn: readonly Float64Array[];
}

function stacked(table: DensityTable, { prior, ...options }: Options): Weighed {
  const given = prior && { prior };
  const { weights } = stackingWeights(table, given);
  const again = (clusterWeights: Float64Array) =>
    stackingWeights(table, { clusterWeights, ...given }).weights;
  return { weights, drawn: bootstrapWeights(table.clusters, again, options) };
}

function averaged(table: DensityTable, options: Options): Weighed {
  const { weights, replicates } = pseudoBmaWeights(table, options);
  return { weights, drawn: replicates };
}

function sharesOf(prior: readonly number[], candidates: readonly Weighable[]): Float64Array {
  const total = prior.reduce((a, b) => a + b, 0);
  return Float64Array.from(candidates, ({ id }, k) => {
    const weight = prior[k] ?? 0;
    if (weight > 0 && Number.isFinite(total)) return weight / total;
    throw new Error(`prior weight of ${id}: ${weight}, must be above 0`);
  });
}

function fewWarning(clusters: number, method: Mixture['method']): string {
  const rest =
    clusters === 0
      ? 'No data were held back on which the models could be compared: the weights are those from before any data.'
      : `The weights rest on only ${clusters} independent ${clusters === 1 ? 'stretch' : 'stretches'} of held-back data: too few to rely on.`;
  return method === 'stacking'
    ? `${rest} The best mix cannot be looked for with fewer than ${ENOUGH_CLUSTERS}; each model is weighed on its own instead.`
    : rest;
}

/** Those that the data cannot tell from the heaviest, if its next one is among them or overlaps with it. */
function equalWarning(
  structures: readonly WeightedStructure[],
  candidates: readonly Weighable[],
): string[] {
  const [heaviest, ...others] = structures;
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const best = heaviest && byId.get(heaviest.id);
  if (heaviest === undefined || best === undefined) return [];
  const equal = others.filter((other, rank) => {
    const candidate = byId.get(other.id);
    if (candidate === undefined) return false;
    return !cannotTell(best, candidate).tells || (rank === 0 && overlapsWidely(heaviest, other));
  });
  if (equal.length === 0) return [];
  const names = equal.map(({ id }) => nameOf(byId.get(id), id));
  return [`The data cannot tell ${nameOf(best, heaviest.id)} from ${listed(names)}.`];
}

function nameOf(candidate: Weighable | undefined, id: string): string {
  return `"${candidate?.name ?? id}"`;
}

function overlapsWidely(a: WeightedStructure, b: WeightedStructure): boolean {
  const shared = Math.min(a.high, b.high) - Math.max(a.low, b.low);
  return shared > WIDE_OVERLAP * Math.min(a.high - a.low, b.high - b.low);
}
