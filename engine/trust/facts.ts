/** Does the model agree with what is known besides the series ("in the end 512 of the 763 boys had been ill")? */
import { quantiles } from '../score/quantiles.ts';

export interface StatedFact {
  /** What was counted, in words: 'ever ill'. */
  readonly name: string;
  readonly value: number;
  /** The whole that it is a part of, if any. */
  readonly of?: number;
}

export interface FactCheck {
  /**
   * agrees: inside the range of 95 % of the runs. differs: outside, but the middle run is within the
   * tolerance of the stated value. contradicts: neither. unknown: no run gave a number.
   */
  readonly kind: 'agrees' | 'differs' | 'contradicts' | 'unknown';
  readonly fact: StatedFact;
  /** Range of 95 % of the runs and their median; NaN when unknown. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly text: string;
}

/** A model that is this close to a stated total is imprecise, not refuted. */
export const TOLERANCE = 0.15;

/** `simulated`: the same total in each run; NaN (failed runs) is left out. `tolerance` is relative. */
export function checkFact(
  fact: StatedFact,
  simulated: Float64Array,
  tolerance = TOLERANCE,
): FactCheck {
  const [low, median, high] = quantiles(simulated, [0.025, 0.5, 0.975]) as [number, number, number];
  const kind = compare(fact.value, { low, median, high }, tolerance);
  return { kind, fact, low, median, high, text: sentence(kind, fact, { low, median, high }) };
}

interface Range {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

function compare(value: number, { low, median, high }: Range, tolerance: number) {
  if (!Number.isFinite(median)) return 'unknown';
  if (value >= low && value <= high) return 'agrees';
  return Math.abs(median - value) <= tolerance * Math.abs(value) ? 'differs' : 'contradicts';
}

function sentence(kind: FactCheck['kind'], fact: StatedFact, { low, median, high }: Range): string {
  const stated = `${fact.name}: ${fact.value}${fact.of === undefined ? '' : ` of ${fact.of}`}`;
  const predicted = `the model gives ${short(median)} (${short(low)} to ${short(high)} in 19 of 20 runs)`;
  switch (kind) {
    case 'agrees':
      return `Agrees with what is known (${stated}): ${predicted}.`;
    case 'differs':
      return `A little off what is known (${stated}): ${predicted}.`;
    case 'contradicts':
      return `Contradicts what is known (${stated}): ${predicted}.`;
    case 'unknown':
      return `Cannot be compared with what is known (${stated}): no run gave a number.`;
    default:
      return kind satisfies never;
  }
}

function short(value: number): string {
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
