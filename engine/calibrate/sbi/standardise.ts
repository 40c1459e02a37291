/** Data sets as a network likes to see them: every place centred, about as wide as the others, no value far out. */
import { z } from 'zod';
import type { InferenceTask } from './task.ts';

export const standardisationSchema = z.strictObject({
  members: z.int().positive(),
  scales: z.array(z.enum(['none', 'log1p', 'sqrt'])).readonly(),
  /** By observation. */
  centres: z.array(z.number()).readonly(),
  spreads: z.array(z.number()).readonly(),
  /** Observations that the network is given, of one member. */
  kept: z.array(z.int().min(0)).readonly(),
  /** [members * observations]: 1 where there is nothing to see; such places stand at the centre. */
  missing: z.array(z.int().min(0).max(1)).readonly(),
});
export type Standardisation = z.infer<typeof standardisationSchema>;

/** Beyond so many spreads, values go on logarithmically. */
const FAR = 4;
/** Sorted values that quantiles are taken from, at most. */
const LOOKED_AT = 20_000;

/**
 * Learned from row-major x [count, members * observations] without failed rows. The spread is the standard deviation, or that of
 * the middle of the values where outliers make the first one much larger. Places are left out that are constant in
 * all simulations, or that were not observed in any member; of a time series every place is kept, so that it stays in order.
 */
export function learnStandardisation(
  task: Pick<InferenceTask, 'observations' | 'members' | 'observed' | 'scales'> & {
    readonly channels?: number | undefined;
  },
  x: Float64Array,
  count: number,
): Standardisation {
  const { observations, members, channels, observed } = task;
  const width = members * observations;
  const places = Array.from({ length: observations }, (_, place) => place);
  const scales = places.map((place) => task.scales?.[place] ?? 'none');
  const missing = Array.from(observed, (value) => (Number.isFinite(value) ? 0 : 1));
  const columns = places.map((place) => {
    const of = (row: number, member: number) => x[row * width + member * observations + place]!;
    const seen = Array.from({ length: members }, (_, member) => member).filter(
      (member) => missing[member * observations + place] === 0,
    );
    return statistics(sampled(seen, count, of, scaleOf(scales[place]!)));
  });
  const kept = places.filter((place) => channels !== undefined || columns[place]!.spread > 0);
  return {
    members,
    scales,
    centres: columns.map(({ centre }) => centre),
    spreads: columns.map(({ spread }) => spread || 1),
    kept,
    missing,
  };
}

/** [count, members * observations] to [count, members * kept]. */
export function standardise(
  { members, scales, centres, spreads, kept, missing }: Standardisation,
  x: ArrayLike<number>,
  count: number,
): Float64Array {
  const observations = centres.length;
  const out = new Float64Array(count * members * kept.length);
  const functions = scales.map(scaleOf);
  let at = 0;
  for (let row = 0; row < count; row++) {
    for (let member = 0; member < members; member++) {
      for (const place of kept) {
        const from = member * observations + place;
        if (missing[from] === 0) {
          const value = functions[place]!(x[row * members * observations + from]!);
          out[at] = drawnIn((value - centres[place]!) / spreads[place]!);
        }
        at += 1;
      }
    }
  }
  return out;
}

function scaleOf(scale: Standardisation['scales'][number]): (value: number) => number {
  switch (scale) {
    case 'none':
      return (value) => value;
    case 'log1p':
      return (value) => Math.log1p(Math.max(0, value));
    case 'sqrt':
      return (value) => Math.sqrt(Math.max(0, value));
    default:
      return scale satisfies never;
  }
}

/** The identity up to FAR; one to one everywhere, with a continuous slope. */
function drawnIn(value: number): number {
  const beyond = Math.abs(value) - FAR;
  if (!(beyond > 0)) return Number.isNaN(value) ? 0 : value;
  return Math.sign(value) * (FAR + Math.log1p(Math.min(beyond, Number.MAX_VALUE)));
}

/** Values of one place, evenly thinned. */
function sampled(
  seen: readonly number[],
  count: number,
  of: (row: number, member: number) => number,
  scale: (value: number) => number,
): Float64Array {
  const total = seen.length * count;
  const size = Math.min(total, LOOKED_AT);
  return Float64Array.from({ length: size }, (_, i) => {
    const at = Math.floor((i * total) / size);
    return scale(of(Math.floor(at / seen.length), seen[at % seen.length]!));
  }).sort();
}

function statistics(sorted: Float64Array): { readonly centre: number; readonly spread: number } {
  const count = sorted.length;
  if (count === 0 || sorted[0] === sorted[count - 1]) return { centre: sorted[0] ?? 0, spread: 0 };
  const mean = sorted.reduce((sum, value) => sum + value / count, 0);
  const deviation = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2 / count, 0));
  const at = (level: number) => sorted[Math.min(count - 1, Math.floor(level * count))]!;
  // Of a normal distribution 95 % lie within 1.96 standard deviations.
  const middle = (at(0.975) - at(0.025)) / 3.92;
  const isHeavy = middle > 0 && !(deviation < 2 * middle);
  return isHeavy ? { centre: at(0.5), spread: middle } : { centre: mean, spread: deviation };
}
