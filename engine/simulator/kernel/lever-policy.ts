/**
 * What a policy looks at: the weighted sum of outputs as observed at the end of the step before, or `delay` steps earlier, as
 * the mean over the newest `window` rows that are known by then. Rows in which a term was not observed are left out; NaN
 * where none is left. Up to a forecast's origin, where nothing was observed, it is what the run itself had there.
 */
export interface Watch {
  readonly terms: readonly { readonly output: string; readonly weight: number }[];
  /** Default 0. */
  readonly delay?: number;
  /** Default 1. */
  readonly window?: number;
  /**
   * What the policy itself set in so many newest steps counts in addition: what was ordered and is still underway; up to a
   * forecast's origin what a lever was by the record, and 0 of a resource. Interventions on it count. Default 0.
   */
  readonly underway?: number;
}

/**
 * How a lever or resource is set while a run goes on. It sees only what was observed at the end of the step before: the
 * outputs with their noise, up to a forecast's origin the real observations. What it answers is kept within
 * [low, high] and rounded where whole; what it cannot tell (nothing was observed, or too little to say which clause of a rule
 * holds) is the default; a threshold stays as it was. Up to a forecast's
 * origin the recorded levers hold, policies act after it.
 */
export type LeverPolicy =
  | { readonly kind: 'constant'; readonly value: number }
  /** The value of the last entry whose `from` row has come; the default before the first. */
  | {
      readonly kind: 'schedule';
      readonly entries: readonly { readonly from: number; readonly value: number }[];
    }
  /** Seven values, Monday first (World.weekday). */
  | { readonly kind: 'weekday'; readonly values: readonly number[] }
  /** `start` up to row `from`, `end` from row `to` on, evenly in between. */
  | {
      readonly kind: 'ramp';
      readonly from: number;
      readonly to: number;
      readonly start: number;
      readonly end: number;
    }
  /**
   * With hysteresis: `high` once what it watches was above `above` in each of `after` (default 1) steps in a row, for at least `least`
   * (default 1) steps, until it is below `below`; `low` at first.
   */
  | {
      readonly kind: 'threshold';
      readonly watch: Watch;
      readonly above: number;
      readonly below: number;
      readonly low: number;
      readonly high: number;
      readonly after?: number;
      readonly least?: number;
    }
  /** Base stock: in step 1 and every `every` steps after it: max(0, level - what it watches); 0 in between. */
  | {
      readonly kind: 'order-up-to';
      readonly watch: Watch;
      readonly level: number;
      readonly every: number;
    }
  /** (s, S): in step 1 and every `every` steps after it, where what it watches is at or below `below`: up to `level`; else 0. */
  | {
      readonly kind: 'reorder';
      readonly watch: Watch;
      readonly below: number;
      readonly level: number;
      readonly every: number;
    }
  /** The value of the first clause of which all conditions hold, else `otherwise`. */
  | {
      readonly kind: 'rule';
      readonly clauses: readonly {
        readonly when: readonly {
          readonly watch: Watch;
          readonly is: 'above' | 'below';
          readonly value: number;
        }[];
        readonly value: number;
      }[];
      readonly otherwise: number;
    };

/** What people set beside the model: no function of the simulator sees it. */
export interface Resource {
  readonly low: number;
  readonly high: number;
  readonly default: number;
  readonly integer: boolean;
  readonly policy: LeverPolicy;
}
