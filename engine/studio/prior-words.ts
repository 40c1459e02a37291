import type { Prior } from '../simulator/declaration.ts';

/** A range as a planner reads it: '1 to 15', 'about 7, give or take 2'. Without the unit. */
export function priorInWords(prior: Prior): string {
  switch (prior.kind) {
    case 'uniform':
    case 'log-uniform':
    case 'beta':
      return `${short(prior.low)} to ${short(prior.high)}`;
    case 'integer':
      return `a whole number from ${prior.low} to ${prior.high}`;
    case 'normal':
      return `about ${short(prior.mean)}, give or take ${short(prior.sd)}${boundsInWords(prior)}`;
    case 'log-normal':
      return `about ${short(prior.median)}, at most some ${short(Math.exp(2 * prior.sigma))} times more or less`;
    case 'choice':
      return `one of ${prior.values.map(short).join(', ')}`;
    default:
      return prior satisfies never;
  }
}

function boundsInWords({ low, high }: Extract<Prior, { kind: 'normal' }>): string {
  if (low !== undefined && high !== undefined) return `, from ${short(low)} to ${short(high)}`;
  if (low !== undefined) return `, at least ${short(low)}`;
  return high === undefined ? '' : `, at most ${short(high)}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
