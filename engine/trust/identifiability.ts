/**
 * What the data can and cannot tell: parameters that they did not narrow, parameters that press against a bound of their
 * prior, and pairs of which only a combination is known. Works on any sets of parameters, of a posterior or of a bootstrap.
 */
import type { Prior } from '../simulator/declaration.ts';
import { priorScale } from './prior-scale.ts';
import { contractionOf, correlation, LITTLE_CONTRACTION, momentsOf } from './recovery.ts';
import { freeParameters } from './repeats.ts';
import type { Identifiability } from './schemas/identifiability.ts';
import { listed, percent } from './words.ts';

type Pair = Identifiability['pairs'][number];
type AtBound = Identifiability['atBound'][number];

export interface IdentifiabilityInput {
  readonly names: readonly string[];
  /** One for each name. */
  readonly priors: readonly Prior[];
  /** Row-major [count, names]. */
  readonly sets: Float64Array;
  readonly count: number;
}

const STRONG_CORRELATION = 0.8;
const ENOUGH_SETS = 200;
/** Fewest different sets of which a correlation is spoken of at all. */
export const FEWEST_SETS = 20;
/**
 * Within this share of the prior's range a value is at the bound, and a parameter with this share of its sets there piles
 * up.
 */
const BOUND_ZONE = 0.05;
const PILED_SHARE = 0.25;
/** Pairs known this well each (contraction of both) are known well enough, however they move together. */
const KNOWN_WELL = 0.99;
/** Slopes of principal axes that make a product of powers a product, a sum a sum. */
const SLOPES = { low: 0.75, high: 1 / 0.75 };

export function checkIdentifiability(input: IdentifiabilityInput): Identifiability {
  const count = distinctSets(input.sets, input.names.length);
  const free = freeParameters(input.priors).map((parameter) => columnOf(input, parameter));
  const notNarrowed =
    count < FEWEST_SETS ? [] : free.filter(({ contraction }) => contraction < LITTLE_CONTRACTION);
  const atBound = count < FEWEST_SETS ? [] : free.flatMap(boundOf);
  const pairs = count < FEWEST_SETS ? [] : pairsOf(free, count);
  const warnings =
    count < ENOUGH_SETS
      ? [
          `Only ${count} different sets of parameters: which ones the data tell apart is uncertain; ${ENOUGH_SETS} are needed.`,
        ]
      : [];
  const words = notNarrowed.map(({ name }) => name);
  return {
    count,
    notNarrowed: words,
    atBound,
    pairs,
    summary: summary(
      { notNarrowed: words, atBound, pairs, count },
      free.map(({ name }) => name),
    ),
    warnings,
  };
}

/** How many of the sets, row-major [.., width], differ from all others. */
export function distinctSets(sets: Float64Array, width: number): number {
  const rows = new Set<string>();
  for (let at = 0; at < sets.length; at += width) rows.add(sets.subarray(at, at + width).join());
  return rows.size;
}

interface Column {
  readonly name: string;
  readonly prior: Prior;
  readonly values: Float64Array;
  readonly contraction: number;
}

function columnOf({ names, priors, sets, count }: IdentifiabilityInput, parameter: number): Column {
  const values = Float64Array.from(
    { length: count },
    (_, s) => sets[s * names.length + parameter]!,
  );
  const prior = priors[parameter]!;
  return { name: names[parameter]!, prior, values, contraction: contractionOf(prior, values) };
}

/** Only bounded, continuous parameters can press against a bound: many values beside it, the more the nearer. */
function boundOf({ name, prior, values }: Column): AtBound[] {
  const scale = priorScale(prior);
  const range = scale.high - scale.low;
  if (!Number.isFinite(range) || prior.kind === 'integer' || prior.kind === 'choice') return [];
  const places = values.map((value) => (scale.of(value) - scale.low) / range);
  const within = (zone: number, bound: AtBound['bound']) =>
    places.filter((place) => (bound === 'low' ? place : 1 - place) < zone).length / places.length;
  const bound = within(BOUND_ZONE, 'low') > within(BOUND_ZONE, 'high') ? 'low' : 'high';
  const share = within(BOUND_ZONE, bound);
  // A skewed parameter that thins out again towards the bound is not held back by it.
  if (share < PILED_SHARE || within(BOUND_ZONE / 2, bound) < share / 2) return [];
  const text =
    `${name} presses against its ${bound === 'low' ? 'lower' : 'upper'} bound: ${percent(share)} of its ` +
    `plausible values lie right beside it. Widen the bound, or ask whether the model lacks ` +
    `something that ${name} stands in for.`;
  return [{ name, bound, share, text }];
}

function pairsOf(columns: readonly Column[], distinct: number): Pair[] {
  const ranks = columns.map(({ values }) => ranksOf(values));
  const groups = Math.max(2, Math.min(10, Math.floor(distinct / 10)));
  return columns
    .flatMap((first, i) =>
      columns.slice(i + 1).flatMap((second, k) => {
        if (Math.min(first.contraction, second.contraction) > KNOWN_WELL) return [];
        return pairOf([first, second], [ranks[i]!, ranks[i + 1 + k]!], groups) ?? [];
      }),
    )
    .sort((a, b) => b.explained - a.explained);
}

function pairOf(
  [first, second]: readonly [Column, Column],
  [ranksOfFirst, ranksOfSecond]: readonly [Float64Array, Float64Array],
  groups: number,
): Pair | undefined {
  const rankCorrelation = correlation(ranksOfFirst, ranksOfSecond);
  const monotone = Math.abs(rankCorrelation) > STRONG_CORRELATION;
  const curved = Math.max(
    explainedShare(ranksOfFirst, ranksOfSecond, groups),
    explainedShare(ranksOfSecond, ranksOfFirst, groups),
  );
  const explained = Math.max(0, Math.min(1, Math.max(rankCorrelation ** 2, curved)));
  if (!monotone && curved < STRONG_CORRELATION ** 2) return undefined;
  const relation = monotone ? relationOf(first, second, rankCorrelation) : 'curve';
  const names: [string, string] = [first.name, second.name];
  return { names, relation, rankCorrelation, explained, text: pairWords(names, relation) };
}

/**
 * The combination that varies least beside what it would if the two were unrelated, where its exponents, or factors, are
 * about 1.
 */
function relationOf(first: Column, second: Column, rankCorrelation: number): Pair['relation'] {
  const together = rankCorrelation > 0;
  const logarithms = [first.values.map(Math.log), second.values.map(Math.log)] as const;
  const positive = logarithms.every((values) => values.every(Number.isFinite));
  const logarithmic = positive && isOneToOne(...logarithms);
  const linear = isOneToOne(first.values, second.values);
  const fits = (values: readonly [Float64Array, Float64Array]) => correlation(...values) ** 2;
  if (logarithmic && (!linear || fits(logarithms) >= fits([first.values, second.values]))) {
    return together ? 'ratio' : 'product';
  }
  if (linear) return together ? 'difference' : 'sum';
  return together ? 'rising' : 'falling';
}

/** Is one about as spread as the other, so that their sum or difference is what is fixed? */
function isOneToOne(a: Float64Array, b: Float64Array): boolean {
  const slope = Math.sqrt(momentsOf(a).variance / momentsOf(b).variance);
  return slope > SLOPES.low && slope < SLOPES.high;
}

/**
 * Correlation ratio: variance between the means of `b` in `groups` equal groups along `a`, over its variance; less what
 * groups explain by luck alone.
 */
function explainedShare(a: Float64Array, b: Float64Array, groups: number): number {
  const count = a.length;
  const sums = new Float64Array(groups);
  const sizes = new Float64Array(groups);
  a.forEach((rank, i) => {
    const group = Math.min(groups - 1, Math.floor((rank / count) * groups));
    sums[group]! += b[i]!;
    sizes[group]! += 1;
  });
  const { mean, variance } = momentsOf(b);
  if (!(variance > 0)) return 0;
  const between = sums.reduce(
    (sum, value, g) => (sizes[g]! > 0 ? sum + sizes[g]! * (value / sizes[g]! - mean) ** 2 : sum),
    0,
  );
  const within = 1 - between / (variance * (count - 1));
  return 1 - (within * (count - 1)) / Math.max(1, count - groups);
}

/** Ranks from 0; equal values share their mean rank. */
function ranksOf(values: Float64Array): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to += 1;
    for (let k = from; k <= to; k++) ranks[order[k]!] = (from + to) / 2;
    from = to + 1;
  }
  return ranks;
}

function pairWords([a, b]: readonly [string, string], relation: Pair['relation']): string {
  const apart = `${a} and ${b} cannot be told apart`;
  switch (relation) {
    case 'product':
      return `${apart}: only their product is known.`;
    case 'ratio':
      return `${apart}: only their ratio is known.`;
    case 'sum':
      return `${apart}: only their sum is known.`;
    case 'difference':
      return `${apart}: only their difference is known.`;
    case 'rising':
      return `${apart}: where one is higher, the other is too.`;
    case 'falling':
      return `${apart}: where one is higher, the other is lower.`;
    case 'curve':
      return `${apart}: they lie on a curve, and the data do not say where on it.`;
    default:
      return relation satisfies never;
  }
}

function summary(
  found: Pick<Identifiability, 'notNarrowed' | 'atBound' | 'pairs' | 'count'>,
  free: readonly string[],
): string {
  if (found.count < FEWEST_SETS) {
    return 'Too few sets of parameters to say what the data can tell.';
  }
  const parts = [
    ...(found.notNarrowed.length > 0
      ? [`The data say next to nothing of ${listed(found.notNarrowed)}.`]
      : []),
    ...found.pairs.slice(0, 2).map(({ text }) => text),
    ...found.atBound.slice(0, 2).map(({ text }) => text),
  ];
  if (parts.length > 0) return parts.join(' ');
  return free.length === 1
    ? `The data narrow ${free[0]}, the one parameter.`
    : `The data narrow each of the ${free.length} parameters, and tell them apart.`;
}
