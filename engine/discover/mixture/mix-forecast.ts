/**
 * The forecast of a mixture: runs of its structures in proportion to their weights, each run kept whole over all rows and
 * outputs. And how much of the spread is due to not knowing which structure is right.
 */
import { systematic } from '../../calibrate/sbi/abc/weights.ts';

/** Which run of which structure each member of the mixed ensemble is; the same plan for every output. */
export interface MemberPlan {
  /** [members], position of the structure, ascending. */
  readonly structure: Uint32Array;
  /** [members], column in the ensemble of that structure. */
  readonly member: Uint32Array;
}

/**
 * Of `members` runs each structure has w * members, rounded up or down: equal strides through the weights (Kitagawa 1996)
 * from half a stride on. `available`: runs of each structure, of which those taken are spread evenly over all; where more
 * are wanted than there are, each is taken as often as any other, give or take one. `block`: so many runs in sequence go
 * together (particles of one parameter set), default 1; `members` and `available` are multiples of it.
 */
export function planMembers(
  weights: Float64Array,
  available: readonly number[],
  members: number,
  block = 1,
): MemberPlan {
  for (const count of [members, ...available]) {
    if (count % block !== 0) throw new Error(`runs: ${count}, must be a multiple of ${block}`);
  }
  const structureOfBlock = systematic(weights, members / block, 0.5);
  const structure = new Uint32Array(members);
  const member = new Uint32Array(members);
  const wanted = new Uint32Array(weights.length);
  for (const k of structureOfBlock) wanted[k] = (wanted[k] ?? 0) + 1;
  const used = new Uint32Array(weights.length);
  structureOfBlock.forEach((k, at) => {
    const blocks = (available[k] ?? 0) / block;
    if (blocks === 0) throw new Error(`runs of structure ${k}: none, but its weight is above 0`);
    const order = used[k] ?? 0;
    used[k] = order + 1;
    const taken = Math.floor(((order + 0.5) * blocks) / (wanted[k] ?? 1));
    for (let i = 0; i < block; i++) {
      structure[at * block + i] = k;
      member[at * block + i] = taken * block + i;
    }
  });
  return { structure, member };
}

/** `ensembles`: of one output, row-major [rows, runs of the structure] each. Gives row-major [rows, members]. */
export function mixEnsembles(
  { structure, member }: MemberPlan,
  ensembles: readonly Float64Array[],
  rows: number,
): Float64Array {
  const members = structure.length;
  const mixed = new Float64Array(rows * members);
  structure.forEach((k, at) => {
    const ensemble = ensembles[k] ?? new Float64Array(0);
    const width = ensemble.length / rows;
    for (let row = 0; row < rows; row++) {
      mixed[row * members + at] = ensemble[row * width + (member[at] ?? 0)] ?? Number.NaN;
    }
  });
  return mixed;
}

/** Both [rows], in the squared unit of the output; their sum is the variance of the mixture. NaN: no run had a value. */
export interface VarianceSplit {
  /** Mean of the variances that the structures see: what remains if one knew which is right. */
  readonly within: Float64Array;
  /** Variance of their means: what is due to not knowing which is right. */
  readonly between: Float64Array;
}

/**
 * Law of total variance, by row. `ensembles` as in `mixEnsembles`. Runs without a finite value are left out; a structure
 * that has none on a row leaves its weight to the others there.
 */
export function splitVariance(
  weights: Float64Array,
  ensembles: readonly Float64Array[],
  rows: number,
): VarianceSplit {
  const within = new Float64Array(rows);
  const between = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const parts = ensembles.flatMap((ensemble, k) => {
      const width = ensemble.length / rows;
      const { count, mean, variance } = momentsOf(
        ensemble.subarray(row * width, (row + 1) * width),
      );
      return count > 0 ? [{ weight: weights[k] ?? 0, mean, variance }] : [];
    });
    const total = parts.reduce((sum, { weight }) => sum + weight, 0);
    const centre = parts.reduce((sum, { weight, mean }) => sum + weight * mean, 0) / total;
    within[row] = parts.reduce((sum, { weight, variance }) => sum + weight * variance, 0) / total;
    between[row] =
      parts.reduce((sum, { weight, mean }) => sum + weight * (mean - centre) ** 2, 0) / total;
  }
  return { within, between };
}

/** Of the finite values; the variance is that of the values themselves (divided by their number). */
function momentsOf(values: Float64Array) {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const variance = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finite.length;
  return { count: finite.length, mean, variance };
}
