/** Chance constraints: how likely it is that a limit holds, and whether that is as likely as wanted. */
import type { Limit } from '../schemas/aim.ts';
import { type Estimate, type RunValues, shareOf } from './estimate.ts';

export interface LimitEstimate extends Estimate {
  /** unsure: the range of simulation error holds the wanted chance. Where all outcomes are wanted: whether all runs held. */
  readonly holds: 'yes' | 'no' | 'unsure';
}

/** Whether the limit holds in a run with this value of its metric. A run that broke does not hold it. */
export function meets({ is, level }: Pick<Limit, 'is' | 'level'>, value: number): boolean {
  switch (is) {
    case 'below':
      return value < level;
    case 'at-most':
      return value <= level;
    case 'above':
      return value > level;
    case 'at-least':
      return value >= level;
    default:
      return is satisfies never;
  }
}

/** By how much it is missed, in the unit of the metric; 0 where it holds. NaN: the run broke. */
export function excess(limit: Pick<Limit, 'is' | 'level'>, value: number): number {
  if (Number.isNaN(value)) return value;
  return meets(limit, value) ? 0 : Math.abs(value - limit.level);
}

/** Chance of holding. Runs that broke count, as not holding. */
export function limitOf(limit: Limit, { values, block }: RunValues): LimitEstimate {
  const share = shareOf({ values: values.map((value) => Number(meets(limit, value))), block });
  return { ...share, holds: holdsOf(share, limit.chance) };
}

function holdsOf({ value, low, high }: Estimate, chance: number): LimitEstimate['holds'] {
  if (chance === 1) return value === 1 ? 'yes' : 'no';
  if (low >= chance) return 'yes';
  return high < chance ? 'no' : 'unsure';
}
