/** What a person should know of a calibration's result, in sentences; the same for every method. */

import { quantiles } from '../score/quantiles.ts';
import type { Prior } from '../simulator/declaration.ts';
import type { FailureLedger } from './failure-ledger.ts';
import { type PriorDistribution, priorDistribution } from './prior.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { INTERVAL_LEVEL } from './result.ts';

export interface ResultFacts {
  /** Parameters in the order of the declaration, and a prior for each. */
  readonly names: readonly string[];
  readonly priors: readonly Prior[];
  /** One value for each parameter. */
  readonly answer: ArrayLike<number>;
  /** Parameter sets that the data leave possible; below 20 nothing is said of them. */
  readonly sets: readonly (readonly number[])[];
  readonly failures?: FailureLedger;
  readonly misfits?: readonly Misfit[];
}

/** An output whose data the answer does not come near. */
export interface Misfit {
  readonly output: string;
  /** Means over the rows that were observed. */
  readonly seen: number;
  readonly simulated: number;
}

const FEWEST_SETS = 20;
/** Rank correlation from which two parameters count as one. */
const CONFOUNDED = 0.95;
/** Of the prior: a narrower range is known well enough, whatever it goes along with. */
const NARROW = 0.1;
/** Of the range that the prior alone has. */
const UNTOLD = 0.94;
/** Share of the prior beyond an answer that lies at its end. */
const END = 0.01;
/** Discrete priors with fewer values than this have no end and no width to speak of. */
const FEWEST_VALUES = 5;
const PAIRS_NAMED = 5;

export function resultNotes(facts: ResultFacts): string[] {
  const parameters = facts.names.map((name, i) =>
    parameterOf(name, facts.priors[i]!, facts.answer[i]!, columnOf(facts.sets, i)),
  );
  return [
    ...failureNotes(facts.failures),
    ...(facts.misfits ?? []).map(misfitNote),
    ...parameters.filter(isUntold).map(untoldNote),
    ...confoundedNotes(parameters.filter((one) => !isUntold(one))),
    ...parameters.filter((one) => !isUntold(one)).flatMap(endNotes),
  ];
}

interface Parameter {
  readonly name: string;
  readonly distribution: PriorDistribution;
  /** Free, and with values enough to speak of an end or a width. */
  readonly hasWidth: boolean;
  readonly isDiscrete: boolean;
  readonly answer: number;
  /** Values of the sets; empty where there are too few. */
  readonly values: readonly number[];
}

function parameterOf(
  name: string,
  prior: Prior,
  answer: number,
  values: readonly number[],
): Parameter {
  const distribution = priorDistribution(prior);
  const { low, high } = distribution;
  const isDiscrete = prior.kind === 'integer' || prior.kind === 'choice';
  const count = prior.kind === 'choice' ? new Set(prior.values).size : high - low + 1;
  const hasWidth = low < high && (!isDiscrete || count >= FEWEST_VALUES);
  const enough = values.length >= FEWEST_SETS ? values : [];
  return { name, distribution, hasWidth, isDiscrete, answer, values: enough };
}

function columnOf(sets: ResultFacts['sets'], i: number): number[] {
  return sets.map((set) => set[i]!);
}

/** Width of the central range of the sets in probability of the prior, as a share of what the prior itself has. */
function widthOf({ values, distribution }: Parameter): number {
  const tail = (1 - INTERVAL_LEVEL) / 2;
  const [low, high] = quantiles(values.map(distribution.cdf), [tail, 1 - tail]) as [number, number];
  return (high - low) / INTERVAL_LEVEL;
}

function isUntold(parameter: Parameter): boolean {
  return parameter.hasWidth && parameter.values.length > 0 && widthOf(parameter) >= UNTOLD;
}

function untoldNote({ name }: Parameter): string {
  return `${name}: the data say nothing about it: its range is its prior's.`;
}

function endNotes({ name, distribution, hasWidth, isDiscrete, answer }: Parameter): string[] {
  if (!hasWidth) return [];
  const { low, high, cdf } = distribution;
  const atLow = isDiscrete ? answer <= low : cdf(answer) <= END;
  const atHigh = isDiscrete ? answer >= high : cdf(answer) >= 1 - END;
  if (!atLow && !atHigh) return [];
  const end = atLow ? 'lower' : 'upper';
  return [
    `${name} lies at the ${end} end of its prior: widen the prior, or the structure is wrong.`,
  ];
}

function confoundedNotes(parameters: readonly Parameter[]): string[] {
  const wide = parameters.filter(
    (one) => one.hasWidth && one.values.length > 0 && widthOf(one) >= NARROW,
  );
  return wide
    .flatMap((a, i) =>
      wide.slice(i + 1).map((b) => ({ a, b, correlation: rankCorrelation(a.values, b.values) })),
    )
    .filter(({ correlation }) => Math.abs(correlation) >= CONFOUNDED)
    .sort((one, other) => Math.abs(other.correlation) - Math.abs(one.correlation))
    .slice(0, PAIRS_NAMED)
    .map(({ a, b, correlation }) => {
      const other = correlation < 0 ? 'lowering' : 'raising';
      const size = `correlation ${correlation.toFixed(2)}`;
      return `${a.name} and ${b.name} cannot be told apart: raising one is made up for by ${other} the other (${size}).`;
    });
}

function failureNotes(failures: FailureLedger | undefined): string[] {
  if (failures === undefined || failures.failed === 0) return [];
  const [most] = Object.entries(failures.places).sort((a, b) => b[1] - a[1]);
  const mostly = most === undefined ? '' : `, mostly: ${most[0]}`;
  if (failures.failed === failures.tried) {
    return [`Every parameter set tried has runs that fail${mostly}.`];
  }
  const share = Math.round((100 * failures.failed) / failures.tried);
  const size = share === 0 ? 'less than 1 %' : `${share} %`;
  return [`Runs fail in ${size} of the parameter sets tried${mostly}.`];
}

function misfitNote({ output, seen, simulated }: Misfit): string {
  const say = (value: number): string => String(Number(value.toPrecision(3)));
  return `${output}: even the best values found stay far from the data (mean seen ${say(seen)}, simulated ${say(simulated)}): widen the priors, or the structure is wrong.`;
}
