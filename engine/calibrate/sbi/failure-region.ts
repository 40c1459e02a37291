/** A region of the prior in words: the one or two bounds that come nearest to it. */
import type { Prior } from '../../simulator/declaration.ts';
import { priorDistribution } from '../prior.ts';

interface Bound {
  readonly parameter: number;
  readonly side: 'above' | 'below';
  readonly value: number;
}

/** Bounds are looked for at these levels of the prior: 2 %, 4 %, ... */
const LEVELS = 50;
/** Overlap with the region (intersection over union) from which bounds are worth saying. */
const NEAR = 0.6;
/** A second bound is said when it makes so much more of the overlap. */
const BETTER = 0.1;

/** `flags`: 1 for sets in the region, of row-major `sets` [flags.length, names]. */
export function describeRegion(
  names: readonly string[],
  priors: readonly Prior[],
  sets: Float64Array,
  flags: Uint8Array,
): string {
  const bounds = boundsOf(priors);
  const everywhere = new Uint8Array(flags.length).fill(1);
  const first = best(bounds, everywhere, names.length, sets, flags);
  if (first === undefined) return 'in no simple part of it';
  const second = best(bounds, first.inside, names.length, sets, flags);
  const isBetter = second !== undefined && second.overlap > first.overlap + BETTER;
  const chosen = isBetter ? [first, second] : [first];
  if (chosen.at(-1)!.overlap < NEAR) return 'where several parameters meet, not beyond one bound';
  return `mostly where ${chosen.map(({ bound }) => words(bound, names)).join(' and ')}`;
}

function boundsOf(priors: readonly Prior[]): Bound[] {
  return priors.flatMap((prior, parameter) => {
    const { quantile } = priorDistribution(prior);
    const values = Array.from({ length: LEVELS - 1 }, (_, i) => quantile((i + 1) / LEVELS));
    return [...new Set(values)].flatMap((value): Bound[] => [
      { parameter, side: 'above', value },
      { parameter, side: 'below', value },
    ]);
  });
}

/** The bound that, within what is inside already, comes nearest to the region. */
function best(
  bounds: readonly Bound[],
  before: Uint8Array,
  width: number,
  sets: Float64Array,
  flags: Uint8Array,
) {
  let found: { bound: Bound; overlap: number; inside: Uint8Array } | undefined;
  for (const bound of bounds) {
    const { parameter, side, value } = bound;
    const inside = before.map((was, i) => {
      const own = sets[i * width + parameter]!;
      return was === 1 && (side === 'above' ? own > value : own < value) ? 1 : 0;
    });
    let both = 0;
    let either = 0;
    flags.forEach((flag, i) => {
      both += flag & inside[i]!;
      either += flag | inside[i]!;
    });
    const overlap = either === 0 ? 0 : both / either;
    if (overlap > (found?.overlap ?? 0)) found = { bound, overlap, inside };
  }
  return found;
}

function words({ parameter, side, value }: Bound, names: readonly string[]): string {
  return `${names[parameter]} ${side === 'above' ? '>' : '<'} ${Number(value.toPrecision(2))}`;
}
