/** What makes two structures the same explanation: what acts on what, which distributions, how they behave. */
import type { CompiledSimulator } from '../../simulator/compile/compile-simulator.ts';
import { programOf } from '../../simulator/program-of.ts';
import type { Simulate } from '../../simulator/simulation.ts';
import { distributionsOf } from './distributions.ts';
import { outputLinks } from './links.ts';
import type { Probes } from './probes.ts';
import { readCode } from './read-code.ts';

export interface Fingerprint {
  /** Which output acts on which within a row, and which inputs and levers act on them; sorted, 'I -> S'. */
  readonly links: readonly string[];
  /** Kinds of chance that its code draws from: 'binomial', 'poisson', ...; sorted, each once. */
  readonly distributions: readonly string[];
  /** Summary of runs on a fixed set of probes; the same probes for every candidate of a search. */
  readonly behaviour: readonly number[];
}

export interface FingerprintOptions {
  readonly compiled: CompiledSimulator;
  /** Name -> calibrated value. */
  readonly parameters: Readonly<Record<string, number>>;
  /** From `probesOf` the data and this declaration. */
  readonly probes: Probes;
  readonly simulate: Simulate;
  /** The same for every candidate of a search. */
  readonly seed: number;
}

/** Runs of each probe. */
const RUNS = 32;
/** Shares of a probe's steps after which it is looked at. */
const LOOKS = [0.1, 0.25, 0.5, 0.75, 1];
/** Where more than half of the runs failed, or nothing is predicted: far from all that is seen of others (asinh of 11013). */
const FAILED = 10;

/**
 * Links between the series of the data only, by their names there: what a simulator gives beyond them counts as hidden. behaviour: probe by probe,
 * series by series, at 10, 25, 50, 75 and 100 % of the steps the mean of 32 runs, then their standard deviation: asinh
 * of both in spreads of the data, so that what runs away does not outweigh the rest.
 */
export async function fingerprintOf(options: FingerprintOptions): Promise<Fingerprint> {
  const { compiled, probes } = options;
  const code = readCode(compiled);
  return {
    links: outputLinks(compiled, { names: probes.names, code }),
    distributions: distributionsOf(code),
    behaviour: await behaviourOf(options),
  };
}

async function behaviourOf(options: FingerprintOptions): Promise<number[]> {
  const { compiled, parameters, probes, simulate, seed } = options;
  const { declaration } = compiled;
  const { values } = await simulate({
    program: programOf(compiled),
    episodes: probes.episodes,
    parameters: Float64Array.from(
      Object.keys(declaration.parameters),
      (name) => parameters[name] ?? Number.NaN,
    ),
    sets: 1,
    replications: RUNS,
    mode: { kind: 'rollout' },
    seed,
    streams: 'common',
  });
  const names = Object.keys(declaration.outputs);
  let start = 0;
  return probes.episodes.flatMap(({ steps }) => {
    const run = (steps + 1) * names.length;
    const at = start;
    start += RUNS * run;
    return probes.series.flatMap(({ output, centre, spread }) =>
      LOOKS.flatMap((share) => {
        const row = Math.max(1, Math.round(share * steps));
        const cell = output === undefined ? Number.NaN : row * names.length + names.indexOf(output);
        const ensemble = Array.from({ length: RUNS }, (_, r) => values[at + r * run + cell]);
        return summaryOf(ensemble, centre, spread);
      }),
    );
  });
}

function summaryOf(
  ensemble: readonly (number | undefined)[],
  centre: number,
  spread: number,
): [mean: number, deviation: number] {
  const known = ensemble.filter((value) => value !== undefined && Number.isFinite(value));
  if (2 * known.length <= RUNS) return [FAILED, FAILED];
  // In spreads first: sums of large values stay finite.
  const scaled = known.map((value) => ((value ?? 0) - centre) / spread);
  const mean = scaled.reduce((sum, value) => sum + value / scaled.length, 0);
  const squares = scaled.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [bounded(mean), bounded(Math.sqrt(squares / (scaled.length - 1)))];
}

function bounded(value: number): number {
  return Math.min(FAILED, Math.max(-FAILED, Math.asinh(value)));
}

/** Root mean squared difference of behaviour, in asinh of spreads of the data: 0.1 is about a tenth of the spread. */
export function behaviourDistance(a: Fingerprint, b: Fingerprint): number {
  return rootMeanSquare(differences(a, b));
}

/** Differences of less than this share of the spread of the data are of no interest. */
const OF_NO_INTEREST = 0.01;
/**
 * 95 % of pairs of seeds of one simulator are within 1.2 (intensive care), 1.4 (ward), 1.5 (hospital) and 1.6 (stock), of an
 * epidemic that may die out within 2.6 to 3.4. One structure calibrated twice and run with one seed is within 0.3 of itself;
 * stays of one phase, of two, and short and long ones, calibrated to one wave of intensive care, are 1.9 to 4 apart. To
 * keep a structure twice costs some work, to merge two costs one of them: so the tolerance is on the low side.
 */
const TOLERANCE = 1.7;

/** Same links, same distributions, and behaviour that 32 runs can hardly tell apart: `noiseDistance` of at most 1.7. */
export function sameExplanation(a: Fingerprint, b: Fingerprint): boolean {
  return sameForm(a, b) && noiseDistance(a, b) <= TOLERANCE;
}

/** Same links and distributions. */
export function sameForm(a: Fingerprint, b: Fingerprint): boolean {
  return isSame(a.links, b.links) && isSame(a.distributions, b.distributions);
}

/** Names of explanations in order of appearance, 'explanation 1', ...; the same one for the same explanation. */
export function explanationKeys(fingerprints: readonly Fingerprint[]): string[] {
  const known: Fingerprint[] = [];
  return fingerprints.map((fingerprint) => {
    const at = known.findIndex((other) => sameExplanation(fingerprint, other));
    if (at < 0) known.push(fingerprint);
    return `explanation ${at < 0 ? known.length : at + 1}`;
  });
}

/**
 * Root mean square of the differences of behaviour, each over its standard error: of means sd / sqrt(32), of deviations
 * sd / sqrt(62), and 1 % of the spread of the data beside it. 1 to 2 where only chance differs.
 */
export function noiseDistance(a: Fingerprint, b: Fingerprint): number {
  return rootMeanSquare(
    differences(a, b).map(
      (difference, i) => difference / Math.hypot(errorAt(a, i), errorAt(b, i), OF_NO_INTEREST),
    ),
  );
}

/** Standard error of one value of the behaviour; what failed has none. */
function errorAt({ behaviour }: Fingerprint, i: number): number {
  const isMean = i % 2 === 0;
  const value = behaviour[i] ?? FAILED;
  const deviation = (isMean ? behaviour[i + 1] : value) ?? FAILED;
  if (deviation >= FAILED) return 0;
  const runs = isMean ? RUNS : 2 * (RUNS - 1);
  // The slope of asinh at the value is 1 / cosh of what is kept of it.
  return Math.sinh(deviation) / Math.sqrt(runs) / Math.cosh(value);
}

function differences(a: Fingerprint, b: Fingerprint): number[] {
  if (a.behaviour.length !== b.behaviour.length)
    throw new Error(
      `fingerprints: ${a.behaviour.length} and ${b.behaviour.length} values, of different probes`,
    );
  return a.behaviour.map((value, i) => value - (b.behaviour[i] ?? Number.NaN));
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + (value * value) / values.length, 0));
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
