/** What became of a proposal. */
import type { CompiledSimulator } from '../simulator/compile/compile-simulator.ts';
import type { FactCheck } from '../trust/facts.ts';
import type { Fingerprint } from './archive/fingerprint.ts';
import type { FitMode } from './calibrate-candidate.ts';
import type { Proposal } from './proposer.ts';
import type { RuleCheck } from './rules/check-rules.ts';
import { studentQuantile90 } from './student.ts';
import type { Symptom } from './symptoms.ts';

/** What a candidate said of one held-out value. */
export interface PointScore {
  /** Name of the output. */
  readonly output: string;
  /** Rows ahead of the last one that it was told. */
  readonly lead: number;
  /** CRPS as a share of the output's own spread; infinite where no run gave a value. */
  readonly crps: number;
  /** Natural logarithm of the predictive density at the value (score/log-density.ts). */
  readonly logDensity: number;
  /** Probability integral transform: share of the ensemble below the value, ties counted half; 0..1. */
  readonly pit: number;
}

/** Held-out error of a candidate; the same points for every candidate of a run. */
export interface HeldOutScore {
  /** Mean CRPS over points, as a share of the data's own spread; lower is better. */
  readonly value: number;
  /** Points of one origin (or of one trajectory) share the part of the key before '|': they are not independent. */
  readonly points: ReadonlyMap<string, PointScore>;
}

/** Quality of the free run from the first day over the rows that may be looked at. */
export interface Fit {
  /** Output -> root mean squared error of the mean run, in the output's unit. */
  readonly rmse: Readonly<Record<string, number>>;
}

/** Compiled, and fit to join the pool. */
export interface Admitted {
  readonly kind: 'admitted';
  readonly proposal: Proposal;
  readonly compiled: CompiledSimulator;
  /** Free numbers besides noise: the proposal's, or the parameters that it declares. */
  readonly complexity: number;
}

export interface Evaluated {
  readonly kind: 'evaluated';
  readonly round: number;
  readonly proposal: Proposal;
  readonly compiled: CompiledSimulator;
  readonly complexity: number;
  /** Behaviour and links, by which different explanations are told from the same one in other words. */
  readonly fingerprint: Fingerprint;
  /** What its calibration looked at: free runs or single steps, whichever judged better. */
  readonly mode: FitMode;
  /** Name -> calibrated value. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly score: HeldOutScore;
  readonly fit: Fit;
  readonly facts: readonly FactCheck[];
  /** What the person says must always hold, on simulated trajectories. */
  readonly rules: readonly RuleCheck[];
  readonly symptoms: readonly Symptom[];
  /** Simulated runs spent. */
  readonly runs: number;
}

/** It did not compile, was not admitted, or every run of it failed. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly round: number;
  readonly proposal: Proposal;
  /** For the person and for whoever wrote it. */
  readonly reason: string;
}

export type Candidate = Evaluated | Rejected;

/** A model that does not agree with what was told counts as if its error were this many times larger. */
const DISAGREEMENT = { contradicts: 2, differs: 1.1, agrees: 1, unknown: 1 } as const;

/** One that breaks what must always hold, in more than this share of its runs, as if it were this many times larger. */
const BREAKS_RULES = { share: 0.05, times: 1.5 };

/** The score by which candidates are ordered. */
export function effectiveScore(candidate: Pick<Evaluated, 'score' | 'facts' | 'rules'>): number {
  return candidate.score.value * disagreement(candidate);
}

function disagreement({ facts, rules }: Pick<Evaluated, 'facts' | 'rules'>): number {
  const broken = rules.some((rule) => rule.broken > BREAKS_RULES.share);
  return Math.max(
    1,
    broken ? BREAKS_RULES.times : 1,
    ...facts.map(({ kind }) => DISAGREEMENT[kind]),
  );
}

/** A simpler model must fit the rows that it was calibrated on nearly as well: their free run is evidence, too. */
const CLEARLY_WORSE = 1.25;

/** With fewer origins a test of paired differences means nothing, and a more complex model must halve the error. */
const ENOUGH_ORIGINS = 5;

/**
 * The best first. Among those that the held-out points cannot tell from the best (a one-sided t test at 90 % of
 * the paired differences, an origin being one draw) the simplest goes first, so that noise does not choose; of
 * equally simple ones that with the highest log density, which sees the whole distribution.
 */
export function rankCandidates(candidates: readonly Evaluated[]): Evaluated[] {
  const sorted = candidates.toSorted((a, b) => effectiveScore(a) - effectiveScore(b));
  const [best] = sorted;
  if (best === undefined) return [];
  const equal = sorted.filter((candidate) => isAsGood(candidate, best));
  const simple = Math.min(...equal.map(({ complexity }) => complexity));
  const simplest = mostHonest(equal.filter(({ complexity }) => complexity === simple)) ?? best;
  return [simplest, ...sorted.filter((candidate) => candidate !== simplest)];
}

/** In the order of the error; with too few origins that alone counts. */
function mostHonest(candidates: readonly Evaluated[]): Evaluated | undefined {
  const [first] = candidates;
  if (first === undefined) return undefined;
  if (pairedDifference(first.score, first.score).origins < ENOUGH_ORIGINS) return first;
  return candidates.toSorted((a, b) => meanLogDensity(b) - meanLogDensity(a))[0];
}

function meanLogDensity({ score: { points } }: Evaluated): number {
  let sum = 0;
  for (const { logDensity } of points.values()) sum += logDensity;
  return sum / points.size;
}

function isAsGood(candidate: Evaluated, best: Evaluated): boolean {
  if (candidate === best) return true;
  // Simplicity is no reason to take a model that is at odds with what was told.
  if (disagreement(candidate) > disagreement(best)) return false;
  const { mean, standardError, origins } = pairedDifference(candidate.score, best.score);
  if (origins < ENOUGH_ORIGINS) return effectiveScore(candidate) <= 2 * effectiveScore(best);
  if (meanRatio(candidate.fit.rmse, best.fit.rmse) > CLEARLY_WORSE) return false;
  const penalty =
    effectiveScore(candidate) - candidate.score.value - (effectiveScore(best) - best.score.value);
  return mean + penalty <= studentQuantile90(origins - 1) * standardError;
}

/** Mean over outputs of one error relative to another. */
function meanRatio(a: Fit['rmse'], b: Fit['rmse']): number {
  const ratios = Object.entries(a).map(([output, error]) => error / (b[output] ?? error));
  return ratios.length === 0 ? 1 : ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
}

export interface PairedDifference {
  readonly mean: number;
  /** 0 with fewer than two origins. */
  readonly standardError: number;
  readonly origins: number;
}

/** Mean of a - b over the common points; standard error with an origin as one draw. */
export function pairedDifference(a: HeldOutScore, b: HeldOutScore): PairedDifference {
  const clusters = new Map<string, number[]>();
  for (const [key, value] of a.points) {
    const other = b.points.get(key);
    if (other === undefined) continue;
    const origin = key.slice(0, key.indexOf('|'));
    clusters.set(origin, [...(clusters.get(origin) ?? []), value.crps - other.crps]);
  }
  const groups = [...clusters.values()];
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  const total = groups.reduce((sum, group) => sum + group.reduce((s, d) => s + d, 0), 0);
  const mean = total / count;
  if (groups.length < 2) return { mean, standardError: 0, origins: groups.length };
  const squares = groups.reduce(
    (sum, group) => sum + group.reduce((s, d) => s + d - mean, 0) ** 2,
    0,
  );
  const standardError = Math.sqrt((squares * groups.length) / (groups.length - 1)) / count;
  return { mean, standardError, origins: groups.length };
}
