/** A possible range as fields to be filled in, in the form that the range has. */
import type { Prior } from '../../words/prior-words.ts';

export type FieldId = 'low' | 'typical' | 'high' | 'spread' | 'factor';

export interface PriorField {
  readonly id: FieldId;
  readonly label: string;
  /** Undefined: left empty, which is no limit. */
  readonly value: number | undefined;
  readonly isOptional: boolean;
}

const LABELS = {
  low: 'Lowest',
  typical: 'Typical',
  high: 'Highest',
  spread: 'Give or take',
  factor: 'Times more or less',
} as const satisfies Record<FieldId, string>;

/** In the order in which they are read; none for a choice, which is a list of values. */
export function fieldsOf(prior: Prior): readonly PriorField[] {
  switch (prior.kind) {
    case 'uniform':
    case 'log-uniform':
    case 'integer':
      return [field('low', prior.low), field('high', prior.high)];
    case 'beta':
      return [field('low', prior.low), field('typical', meanOf(prior)), field('high', prior.high)];
    case 'normal':
      return [
        field('typical', prior.mean),
        field('spread', prior.sd),
        field('low', prior.low, true),
        field('high', prior.high, true),
      ];
    case 'log-normal':
      return [field('typical', prior.median), field('factor', Math.exp(2 * prior.sigma))];
    case 'choice':
      return [];
    default:
      return prior satisfies never;
  }
}

/** The range with one field filled in anew; a field that it does not have changes nothing. */
export function withField(prior: Prior, id: FieldId, value: number | undefined): Prior {
  if (prior.kind === 'normal' && (id === 'low' || id === 'high')) {
    const { [id]: _, ...rest } = prior;
    return value === undefined ? rest : { ...rest, [id]: value };
  }
  if (value === undefined) return prior;
  switch (prior.kind) {
    case 'uniform':
    case 'log-uniform':
    case 'integer':
      return id === 'low' || id === 'high' ? { ...prior, [id]: value } : prior;
    case 'beta':
      return withBetaField(prior, id, value);
    case 'normal':
      if (id === 'typical') return { ...prior, mean: value };
      return id === 'spread' ? { ...prior, sd: value } : prior;
    case 'log-normal':
      if (id === 'typical') return { ...prior, median: value };
      return id === 'factor' ? { ...prior, sigma: Math.log(value) / 2 } : prior;
    case 'choice':
      return prior;
    default:
      return prior satisfies never;
  }
}

/** What is wrong with it, as a sentence; undefined: nothing. */
export function problemOf(prior: Prior): string | undefined {
  switch (prior.kind) {
    case 'uniform':
    case 'beta':
      if (!(prior.low < prior.high)) return CROSSED;
      return prior.kind === 'beta' && !(prior.a > 0 && prior.b > 0) ? OUTSIDE : undefined;
    case 'log-uniform':
      if (!(prior.low > 0)) return 'The lowest value must be above 0.';
      return prior.low < prior.high ? undefined : CROSSED;
    case 'integer':
      if (!Number.isInteger(prior.low) || !Number.isInteger(prior.high))
        return 'Both must be whole numbers.';
      return prior.low < prior.high ? undefined : CROSSED;
    case 'normal': {
      const { mean, sd, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = prior;
      if (!(sd > 0)) return 'Give or take must be above 0.';
      if (!(low < high)) return CROSSED;
      return low <= mean && mean <= high ? undefined : OUTSIDE;
    }
    case 'log-normal':
      if (!(prior.median > 0)) return 'The typical value must be above 0.';
      return prior.sigma > 0 ? undefined : 'Times more or less must be above 1.';
    case 'choice':
      return prior.values.length > 0 && prior.values.every(Number.isFinite)
        ? undefined
        : 'Give at least one value: numbers with a space between.';
    default:
      return prior satisfies never;
  }
}

const CROSSED = 'The lowest value must be below the highest.';
const OUTSIDE = 'The typical value must lie between the lowest and the highest.';

type Beta = Extract<Prior, { kind: 'beta' }>;

function meanOf({ a, b, low, high }: Beta): number {
  return low + ((high - low) * a) / (a + b);
}

/** How sure the typical value is (a + b) stays; it stays itself when the ends move. */
function withBetaField(prior: Beta, id: FieldId, value: number): Prior {
  const typical = id === 'typical' ? value : meanOf(prior);
  const ends = id === 'low' || id === 'high' ? { ...prior, [id]: value } : prior;
  const share = (typical - ends.low) / (ends.high - ends.low);
  const weight = prior.a + prior.b;
  return { ...ends, a: share * weight, b: (1 - share) * weight };
}

function field(id: FieldId, value: number | undefined, isOptional = false): PriorField {
  return { id, label: isOptional ? `${LABELS[id]}, if any` : LABELS[id], value, isOptional };
}
