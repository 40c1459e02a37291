/** Where structures that are equally good on the whole differ: there the data, or the person, could tell them apart. */
import { betaCdf } from '../calibrate/special.ts';
import { percent } from '../trust/words.ts';
import { type HeldOutScore, pairedDifference } from './candidate.ts';
import { bandOf, bandWords, type PlacedPoint, placePoints } from './diagnostics-lead.ts';
import type { Symptom } from './symptoms.ts';

/** A structure by the name that people know it by. */
export interface JudgedStructure {
  readonly name: string;
  readonly score: HeldOutScore;
}

/** A group of held-out points on which one structure is better. */
export interface Disagreement {
  readonly output: string;
  /** 'in the last third', '8 to 14 steps ahead'. */
  readonly where: string;
  readonly better: string;
  readonly worse: string;
  /** Mean CRPS of each there, as a share of the output's own spread. */
  readonly betterCrps: number;
  readonly worseCrps: number;
  /** Chance that structures without a difference show one somewhere, over all groups that were looked at; 0..1. */
  readonly chance: number;
}

/** Structures within this many standard errors of the best are as good; fewer origins tell nothing. */
const AS_GOOD = 2;
const FEWEST_ORIGINS = 5;
const SURELY = 0.01;

/**
 * Of the best structure (first) and those that the held-out points cannot tell from it: for each pair the group of
 * points (an output at leads of one band, or in one third of the judged rows) in which they differ most, where that is not
 * chance by a t test of paired differences with an origin as one draw, over all groups (Bonferroni). The clearest first.
 */
export function disagreementsBetween(structures: readonly JudgedStructure[]): Disagreement[] {
  const [best, ...others] = structures;
  if (best === undefined) return [];
  const groups = groupsOf(placePoints(best.score.points));
  const asGood = others.filter(({ score }) => isAsGood(score, best.score));
  return asGood
    .flatMap((other) => {
      const found = groups.flatMap((group) => differenceIn(group, best, other) ?? []);
      const tests = found.length * asGood.length;
      return found
        .map((one) => ({ ...one, chance: Math.min(1, one.chance * tests) }))
        .filter(({ chance }) => chance < SURELY)
        .toSorted((a, b) => a.chance - b.chance)
        .slice(0, 1);
    })
    .toSorted((a, b) => a.chance - b.chance);
}

/** One for each output: that of the clearest disagreement. */
export function symptomsOfDisagreements(disagreements: readonly Disagreement[]): Symptom[] {
  const byOutput = Map.groupBy(disagreements, ({ output }) => output);
  return [...byOutput].flatMap(([output, [first]]) => {
    if (first === undefined) return [];
    const { where, better, worse, betterCrps, worseCrps } = first;
    const strength = Math.min(1, 0.3 + (worseCrps - betterCrps));
    const evidence = `${where} "${better}" errs by ${percent(betterCrps)} of the usual variation, "${worse}" by ${percent(worseCrps)}`;
    return [{ id: 'structures-disagree', output, strength, evidence } as const];
  });
}

function isAsGood(score: HeldOutScore, best: HeldOutScore): boolean {
  const { mean, standardError, origins } = pairedDifference(score, best);
  return origins >= FEWEST_ORIGINS && mean <= AS_GOOD * standardError;
}

interface Group {
  readonly output: string;
  readonly where: string;
  readonly points: readonly PlacedPoint[];
}

const THIRDS = ['in the first third', 'in the middle third', 'in the last third'];

/** Each point is in one group by lead and in one by time; where a grouping has one group, it tells nothing apart. */
function groupsOf(placed: readonly PlacedPoint[]): Group[] {
  const byOutput = Map.groupBy(placed, ({ output }) => output);
  return [...byOutput].flatMap(([output, points]) => {
    const rows = points.map(({ row }) => row);
    const first = rows.reduce((least, row) => Math.min(least, row), Number.POSITIVE_INFINITY);
    const last = rows.reduce((most, row) => Math.max(most, row), 0);
    const thirdOf = ({ row }: PlacedPoint) =>
      Math.min(2, Math.floor((3 * (row - first)) / Math.max(1, last - first)));
    const ahead = points.filter(({ isStep }) => !isStep);
    const groups = (by: Map<number, PlacedPoint[]>, words: (id: number) => string) =>
      by.size < 2 ? [] : [...by].map(([id, all]) => ({ output, where: words(id), points: all }));
    return [
      ...groups(
        Map.groupBy(ahead, ({ lead }) => bandOf(lead)),
        bandWords,
      ),
      ...groups(Map.groupBy(points, thirdOf), (third) => THIRDS[third] ?? ''),
    ];
  });
}

function differenceIn(
  { output, where, points }: Group,
  best: JudgedStructure,
  other: JudgedStructure,
): Disagreement | undefined {
  const both = points.filter(({ key }) => other.score.points.has(key));
  const own = scoreOf(best, both);
  const theirs = scoreOf(other, both);
  const { mean, standardError, origins } = pairedDifference(own, theirs);
  if (origins < FEWEST_ORIGINS || !Number.isFinite(mean)) return undefined;
  const [better, worse] = mean < 0 ? [best, other] : [other, best];
  const [betterCrps, worseCrps] = mean < 0 ? [own, theirs] : [theirs, own];
  return {
    ...{ output, where, better: better.name, worse: worse.name },
    ...{ betterCrps: betterCrps.value, worseCrps: worseCrps.value },
    chance: mean === 0 ? 1 : chanceOfT(mean / standardError, origins - 1),
  };
}

function scoreOf({ score }: JudgedStructure, group: readonly PlacedPoint[]): HeldOutScore {
  const points = new Map(
    group.flatMap(({ key }) => {
      const point = score.points.get(key);
      return point === undefined ? [] : [[key, point] as const];
    }),
  );
  const sum = [...points.values()].reduce((total, { crps }) => total + crps, 0);
  return { value: sum / points.size, points };
}

/** Two-sided tail of Student's t (Abramowitz & Stegun 26.7.1). */
function chanceOfT(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return 0;
  return betaCdf(degrees / (degrees + t * t), degrees / 2, 0.5);
}
