/**
 * Does the mixture as a whole explain the held-out points, or does none of its structures? Its probability integral
 * transform is the weighted mean of theirs (Dawid 1984); where it is honest, the transforms are uniform.
 */
import { binomialQuantile } from '../../trust/binomial-quantile.ts';
import { checkCoverage } from '../../trust/coverage.ts';
import { amount, percent } from '../../trust/words.ts';
import type { PointScore } from '../candidate.ts';
import { clusterOf } from './density-table.ts';

/** A structure with its weight in the mixture. */
export interface MixturePart {
  /** 0..1. */
  readonly weight: number;
  /** 'origin|rest' -> what it said. */
  readonly points: ReadonlyMap<string, PointScore>;
}

export interface NoneFitsOptions {
  /** Mean CRPS of a naive forecast at the same points, in the same unit; absent: no comparison. */
  readonly naive?: number;
  /** The observed value of a point, by which those that are forecast from several origins are known; default: its key. */
  readonly targetOf?: (key: string) => string;
}

/** How often values lay where the mixture said. */
interface LevelCheck {
  readonly output: string;
  /** Central range of this claimed share; 'above': above the middle of the forecast, half of them claimed. */
  readonly part: 0.5 | 0.8 | 0.95 | 'above';
  /** Claimed share. */
  readonly level: number;
  readonly covered: number;
  /** Where luck alone leaves the share. */
  readonly low: number;
  readonly high: number;
}

export interface FitVerdict {
  readonly fits: boolean;
  /** What speaks against it, in sentences; empty when it fits. */
  readonly reasons: readonly string[];
  readonly levels: readonly LevelCheck[];
  /** Least mean CRPS of a structure, infinite where no run gave a value; NaN without points. */
  readonly best: number;
}

const LEVELS = [0.5, 0.8, 0.95] as const;
/** Chance that an honest mixture is called unfit by luck, over all levels and outputs. */
const FALSE_ALARM = 0.05;
/** What is off by less is no reason to look for another model, however sure it is. */
const RELEVANT = 0.1;

/**
 * Ranges that are too wide are no reason: they are cautious, not wrong. The bands are binomial, for as many points as the
 * clusters are worth (trust/coverage.ts), and narrowed to FALSE_ALARM over all looks (Bonferroni).
 */
export function noneFits(
  mixture: readonly MixturePart[],
  { naive, targetOf = (key) => key }: NoneFitsOptions = {},
): FitVerdict {
  const parts = mixture.filter(({ weight }) => weight > 0);
  const transforms = transformsOf(parts);
  const groups = Map.groupBy(transforms, ({ output }) => output);
  // Three levels on one side, the middle on both.
  const tail = FALSE_ALARM / (groups.size * (LEVELS.length + 2));
  const levels = [...groups].flatMap(([output, group]) => {
    const look = (
      part: LevelCheck['part'],
      holds: (pit: number) => boolean,
      among = group,
    ): LevelCheck[] => {
      const hits = among.map(({ key, pit }) => {
        return { inside: holds(pit), origin: clusterOf(key), target: targetOf(key) };
      });
      const level = part === 'above' ? 0.5 : part;
      const check = checkCoverage(hits, level);
      if (check === undefined) return [];
      const { covered, effectivePoints: n } = check;
      const low = binomialQuantile(n, level, tail) / n;
      const high = binomialQuantile(n, level, 1 - tail) / n;
      return [{ output, part, level, covered, low, high }];
    };
    const sided = group.filter(({ pit }) => Number.isFinite(pit) && pit !== 0.5);
    return [
      ...LEVELS.flatMap((level) => look(level, (pit) => Math.abs(pit - 0.5) <= level / 2)),
      ...look('above', (pit) => pit > 0.5, sided),
    ];
  });
  const best = Math.min(...parts.map(({ points }) => meanCrps(points)));
  const reasons = [...reasonsOf(levels), ...naiveReason(best, naive)];
  return { fits: reasons.length === 0, reasons, levels, best };
}

interface Transform {
  readonly key: string;
  readonly output: string;
  /** NaN where no structure gave a value. */
  readonly pit: number;
}

/** Of the points of the first part that all others have. */
function transformsOf(parts: readonly MixturePart[]): Transform[] {
  const [first, ...others] = parts;
  return [...(first?.points ?? [])].flatMap(([key, { output }]) => {
    if (others.some(({ points }) => !points.has(key))) return [];
    const known = parts
      .map(({ weight, points }) => ({ weight, pit: points.get(key)?.pit ?? Number.NaN }))
      .filter(({ pit }) => Number.isFinite(pit));
    const total = known.reduce((sum, { weight }) => sum + weight, 0);
    return [{ key, output, pit: known.reduce((sum, p) => sum + p.weight * p.pit, 0) / total }];
  });
}

function meanCrps(points: ReadonlyMap<string, PointScore>): number {
  return [...points.values()].reduce((sum, { crps }) => sum + crps, 0) / points.size;
}

/** One sentence an output and kind: that of the level which is furthest off. */
function reasonsOf(levels: readonly LevelCheck[]): string[] {
  const off = levels.filter(isOff).map((check) => ({ check, text: sentenceOf(check) }));
  const kinds = Map.groupBy(off, ({ check }) => `${check.output}|${check.part === 'above'}`);
  return [...kinds.values()].flatMap((group) => {
    const [worst] = group.toSorted((a, b) => gapOf(b.check) - gapOf(a.check));
    return worst ? [worst.text] : [];
  });
}

function gapOf({ level, covered }: LevelCheck): number {
  return Math.abs(covered - level);
}

function isOff(check: LevelCheck): boolean {
  if (gapOf(check) < RELEVANT) return false;
  return check.covered < check.low || (check.part === 'above' && check.covered > check.high);
}

function sentenceOf({ output, part, level, covered, low, high }: LevelCheck): string {
  if (part === 'above') {
    return `Values of ${output} lie above the middle of the forecasts ${percent(covered)} of the time; luck alone leaves it between ${percent(low)} and ${percent(high)}.`;
  }
  return `Ranges that should hold ${percent(level)} of the values of ${output} hold ${percent(covered)}; luck alone leaves at least ${percent(low)}.`;
}

function naiveReason(best: number, naive: number | undefined): string[] {
  if (naive === undefined || Number.isNaN(best) || best < naive) return [];
  const typical = Number.isFinite(best)
    ? `the best one's typical error is ${amount(best)}, that of the guess ${amount(naive)}`
    : 'none of them gave a value everywhere';
  return [`None of the models forecasts better than a simple guess: ${typical}.`];
}
