/** Several trained flows as one density: each counts the same (Lakshminarayanan et al. 2017). */
import type { RandomSource } from '../../simulator/kernel/samplers.ts';
import { padded } from '../../tensor/backend.ts';
import type { Tensor } from '../../tensor/tape.ts';
import {
  type ContextTape,
  type DensityTape,
  densityConstant,
  type Flow,
  type SampleTape,
} from '../flow/flow.ts';

/** Columns of a tape, by how many are due: the largest still fits the cache. */
const BATCHES = [32, 128, 512];
/** Data sets that are embedded at once. */
const SETS = 64;

export interface FlowMixture {
  readonly dimensions: number;
  /**
   * x: row-major [sets, members * observations], standardised. Gives row-major [sets * perSet, dimensions], set after set;
   * those of a set come from its own `random`, whatever the other sets are.
   */
  sample(
    x: Float64Array,
    sets: number,
    perSet: number,
    random: (set: number) => RandomSource,
  ): Float64Array;
  /** Of row-major [sets * perSet, dimensions] given their set. */
  logDensity(x: Float64Array, sets: number, points: Float64Array, perSet: number): Float64Array;
}

/** The flows have the same shape of data and dimensions. Their tapes are kept and used again. */
export function createFlowMixture(flows: readonly Flow[]): FlowMixture {
  const members = flows.map(createMember);
  const { dimensions } = flows[0]!.spec;
  return {
    dimensions,
    sample(x, sets, perSet, random) {
      const noise = new Float64Array(sets * perSet * dimensions);
      const chosen: number[][] = members.map(() => []);
      for (let set = 0; set < sets; set++) {
        const source = random(set);
        for (let i = 0; i < perSet; i++) {
          const row = set * perSet + i;
          chosen[Math.floor(source.uniform() * members.length)]!.push(row);
          for (let d = 0; d < dimensions; d++) noise[row * dimensions + d] = source.normal();
        }
      }
      const points = new Float64Array(noise.length);
      members.forEach((member, k) => {
        member.sample(member.contexts(x, sets), perSet, noise, chosen[k]!, points);
      });
      return points;
    },
    logDensity(x, sets, points, perSet) {
      const each = members.map((member) =>
        member.logDensity(member.contexts(x, sets), perSet, points),
      );
      return each[0]!.map((_, row) => logMean(each.map((densities) => densities[row]!)));
    },
  };
}

function logMean(values: readonly number[]): number {
  const most = Math.max(...values);
  if (!Number.isFinite(most)) return most;
  return most + Math.log(values.reduce((sum, v) => sum + Math.exp(v - most), 0) / values.length);
}

/** Row-major [sets, features]. */
type Contexts = Float64Array;

function createMember(flow: Flow) {
  const { dimensions } = flow.spec;
  const { features } = flow;
  const contextTapes = kept((batch) => flow.contextTape(batch));
  const sampleTapes = kept((batch) => {
    const tape = flow.sampleTape(batch, { embedded: true });
    tape.prepare();
    return tape;
  });
  const densityTapes = kept((batch) =>
    flow.densityTape(batch, { differentiate: false, embedded: true }),
  );
  const contexts = (x: Float64Array, sets: number): Contexts => {
    const out = new Float64Array(sets * features);
    const tape = contextTapes(sets === 1 ? 4 : SETS);
    const { batch } = tape.tape;
    for (let from = 0; from < sets; from += batch) {
      writeSets(tape, flow.spec, x, from, sets);
      tape.tape.forward();
      readRows(tape.tape.read(tape.context), batch, features, out, (column) =>
        from + column < sets ? from + column : undefined,
      );
    }
    return out;
  };
  return {
    contexts,
    /** Writes those of `rows` into `points`. */
    sample(
      given: Contexts,
      perSet: number,
      noise: Float64Array,
      rows: readonly number[],
      points: Float64Array,
    ) {
      const tape = sampleTapes(batchFor(rows.length));
      const { batch } = tape.tape;
      for (let from = 0; from < rows.length; from += batch) {
        const row = (column: number) => rows[Math.min(from + column, rows.length - 1)]!;
        writeColumns(tape, tape.noise, noise, row);
        writeColumns(tape, tape.x, given, (column) => Math.floor(row(column) / perSet));
        tape.tape.forward();
        readRows(
          tape.tape.read(tape.theta),
          batch,
          dimensions,
          points,
          (column) => rows[from + column],
        );
      }
    },
    logDensity(given: Contexts, perSet: number, points: Float64Array): Float64Array {
      const count = points.length / dimensions;
      const tape = densityTapes(batchFor(count));
      const { batch } = tape.tape;
      const out = new Float64Array(count);
      for (let from = 0; from < count; from += batch) {
        const row = (column: number) => Math.min(from + column, count - 1);
        writeColumns(tape, tape.theta, points, row);
        writeColumns(tape, tape.x, given, (column) => Math.floor(row(column) / perSet));
        tape.tape.forward();
        const densities = tape.tape.read(tape.logDensity);
        out.set(densities.subarray(0, Math.min(batch, count - from)), from);
      }
      return out.map((value) => value + densityConstant(flow.spec));
    },
  };
}

function batchFor(columns: number): number {
  return BATCHES.find((batch) => columns <= batch) ?? BATCHES.at(-1)!;
}

function kept<T>(make: (batch: number) => T): (batch: number) => T {
  const made = new Map<number, T>();
  return (batch) => {
    const tape = made.get(batch) ?? make(padded(batch));
    made.set(batch, tape);
    return tape;
  };
}

/** Row `row(column)` of row-major values becomes each column of the tensor. */
function writeColumns(
  { tape }: DensityTape | SampleTape,
  tensor: Tensor,
  values: Float64Array,
  row: (column: number) => number,
): void {
  const { rows: width, batch } = tensor;
  const columns = new Float64Array(width * batch);
  for (let column = 0; column < batch; column++) {
    const from = row(column) * width;
    for (let i = 0; i < width; i++) columns[i * batch + column] = values[from + i]!;
  }
  tape.write(tensor, columns);
}

/** Data sets from `from` on as columns, member after member; the last one fills what is left. */
function writeSets(
  { tape, x: tensor }: ContextTape,
  { observations, members }: Flow['spec'],
  x: Float64Array,
  from: number,
  sets: number,
): void {
  const { batch } = tape;
  const columns = new Float64Array(observations * members * batch);
  for (let column = 0; column < batch; column++) {
    const start = Math.min(from + column, sets - 1) * members * observations;
    for (let m = 0; m < members; m++) {
      for (let o = 0; o < observations; o++) {
        columns[(o * members + m) * batch + column] = x[start + m * observations + o]!;
      }
    }
  }
  tape.write(tensor, columns);
}

/** Columns of [width, batch] back to rows of `out`; columns without a row are left out. */
function readRows(
  columns: Float64Array,
  batch: number,
  width: number,
  out: Float64Array,
  row: (column: number) => number | undefined,
): void {
  for (let column = 0; column < batch; column++) {
    const to = row(column);
    if (to === undefined) continue;
    for (let i = 0; i < width; i++) out[to * width + i] = columns[i * batch + column]!;
  }
}
