/** Pairs of parameters that make up for each other in a sample of sets, in the planner's words. */
import { rankCorrelation } from '../calibrate/rank-correlation.ts';

export interface SampledParameter {
  readonly name: string;
  /** What it is; empty: its name is all that is known. */
  readonly meaning: string;
  /** One for each set. */
  readonly values: Float64Array;
}

export interface Correlated {
  readonly a: string;
  readonly b: string;
  /** Spearman's. */
  readonly value: number;
  readonly text: string;
}

/** Fewer sets show no correlation, and more show none that is stronger. */
const FEWEST_SETS = 20;
const MOST_SETS = 500;
const STRONG = 0.8;

/** Rank correlations beyond .8 in absolute value, strongest first. */
export function hardlyToldApart(parameters: readonly SampledParameter[]): Correlated[] {
  const known = parameters
    .map(({ values, ...about }) => ({
      ...about,
      values: Array.from(values.subarray(0, MOST_SETS)),
    }))
    .filter(({ values }) => values.length >= FEWEST_SETS);
  return known
    .flatMap((a, i) =>
      known.slice(i + 1).map((b) => ({ a, b, value: rankCorrelation(a.values, b.values) })),
    )
    .filter(({ value }) => Math.abs(value) > STRONG)
    .sort((one, other) => Math.abs(other.value) - Math.abs(one.value))
    .map(({ a, b, value }) => ({ a: a.name, b: b.name, value, text: sentence(a, b, value) }));
}

type Named = Pick<SampledParameter, 'name' | 'meaning'>;

function sentence(a: Named, b: Named, value: number): string {
  const [one, other] = [a, b].map(({ name, meaning }) => meaning.trim() || name);
  const way = value > 0 ? 'higher' : 'lower';
  return `${one} and ${other} can hardly be told apart: where the first is higher and the second ${way}, the data fit as well.`;
}
