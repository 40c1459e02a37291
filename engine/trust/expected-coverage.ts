/**
 * How often a region that claims to hold a share of the posterior holds the truth: expected coverage, by regions of highest
 * density (Hermans et al. 2022, "A crisis in simulation-based inference? Beware, your posterior approximations can be
 * unfaithful") where there is a density, else by central intervals of each parameter.
 */
import { checkRanks } from './rank-check.ts';
import { freeParameters, type Repeats } from './repeats.ts';
import { countWarnings, ranksOf } from './sbc.ts';
import type { ExpectedCoverage } from './schemas/expected-coverage.ts';
import { percent } from './words.ts';

type Curve = ExpectedCoverage['curves'][number];

const LEVELS = [0.5, 0.8, 0.95];

/** With probability `level` all curves of an honest method are 'as-claimed'. */
export function checkExpectedCoverage(
  repeats: Repeats,
  seed: number,
  level = 0.95,
): ExpectedCoverage {
  const { count, draws, densityRanks } = repeats;
  const curves =
    count === 0
      ? []
      : densityRanks
        ? [jointCurve(densityRanks, draws, level)]
        : centralCurves(repeats, seed, level);
  return {
    regions: densityRanks ? 'highest-density' : 'central',
    dataSets: count,
    curves,
    summary: summary(curves, count),
    warnings: countWarnings(repeats),
  };
}

/** The least region that holds the truth holds the draws that are denser. */
function jointCurve(densityRanks: Int32Array, draws: number, level: number): Curve {
  return curveOf(
    densityRanks.map((rank) => draws - rank),
    draws + 1,
    level,
  );
}

function centralCurves(repeats: Repeats, seed: number, level: number): Curve[] {
  const free = freeParameters(repeats.priors);
  // An odd number of draws: an even number of ranks, two of them at each distance from the middle.
  const draws = repeats.draws - ((repeats.draws + 1) % 2);
  const half = (draws + 1) / 2;
  return free.map((parameter) => {
    const ranks = ranksOf(repeats, parameter, seed, draws);
    const depths = ranks.map((rank) => (rank < half ? half - 1 - rank : rank - half));
    const curve = curveOf(depths, half, 1 - (1 - level) / free.length);
    return { name: repeats.names[parameter]!, ...curve };
  });
}

/** `sizes`: rank, 0 .. possible - 1, of the least region that holds the truth among all regions. */
function curveOf(sizes: Int32Array, possible: number, level: number): Curve {
  const check = checkRanks(sizes, possible, level);
  const add = (values: readonly number[]) => values.map((value, k) => value + check.places[k]!);
  const covered = add(check.difference);
  const outside = check.difference.map((value, k) => {
    if (value < check.low[k]!) return value - check.low[k]!;
    return value > check.high[k]! ? value - check.high[k]! : 0;
  });
  const furthest = outside.reduce(
    (most, value) => (Math.abs(value) > Math.abs(most) ? value : most),
    0,
  );
  return {
    kind: furthest === 0 ? 'as-claimed' : furthest < 0 ? 'too-narrow' : 'too-wide',
    levels: check.places,
    covered,
    low: add(check.low),
    high: add(check.high),
    at: LEVELS.map((level) => ({ level, covered: coveredAt(sizes, level * possible) })),
  };
}

/** Share of sizes below a place, between two whole ones in proportion. */
function coveredAt(sizes: Int32Array, place: number): number {
  const whole = Math.floor(place);
  const below = sizes.filter((size) => size < whole).length;
  const at = sizes.filter((size) => size === whole).length;
  return (below + (place - whole) * at) / sizes.length;
}

function summary(curves: readonly Curve[], dataSets: number): string {
  if (curves.length === 0) return 'No made-up data set could be compared.';
  const worst = curves.toSorted((a, b) => gap(a) - gap(b))[0]!;
  const off =
    curves.find(({ kind }) => kind === 'too-narrow') ??
    curves.find(({ kind }) => kind === 'too-wide');
  const told = off ?? worst;
  const whose = told.name === undefined ? 'all parameters together' : told.name;
  const { level, covered } = off === undefined ? told.at[1]! : furthestOut(off);
  const share = `${percent(level)} ranges of ${whose} held the truth in ${percent(covered)} of ${dataSets} made-up data sets`;
  if (off === undefined) return `The ${share}: within luck of what they claim.`;
  return off.kind === 'too-narrow'
    ? `The ${share}: the method is too sure of itself.`
    : `The ${share}: the ranges are wider than need be, on the safe side.`;
}

/** At 80 % where a curve is beyond its band there, else where it is most so. */
function furthestOut({ levels, covered, low, high, at }: Curve): {
  level: number;
  covered: number;
} {
  const beyond = covered.map((value, k) => Math.max(low[k]! - value, value - high[k]!));
  const usual = levels.findIndex((level) => level >= 0.8);
  if (beyond[usual]! > 0) return at[1]!;
  const k = beyond.indexOf(Math.max(...beyond));
  return { level: levels[k]!, covered: covered[k]! };
}

const gap = ({ at }: Curve): number => at[1]!.covered - at[1]!.level;
