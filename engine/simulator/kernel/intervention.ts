/**
 * Changes that act on the definition, never on the text of the code, heeded in the order of the list. Rows are inclusive and may
 * lie before a forecast's origin: then what follows the data is under them, too.
 *
 * Inputs: what is recorded (or ahead) becomes this value, is scaled, or has this added. Where all values of the input that
 * the episode has are whole, changed ones stay whole: rounded so that their running total stays within 1/2.
 *
 * Levers and resources: what would be set (by a policy, else as recorded, else the default) becomes this value, is scaled, has this
 * added, or is this at most (cap); after the last of them it is kept within [low, high] and rounded where whole. Up to a forecast's origin recorded levers are
 * changed, resources not at all. What a policy counts as underway is what was really set.
 *
 * Modules: `disable`: not run. `delay`: works `by` steps behind: idle in the first `by` rows, then on the state of today with the
 * day, inputs, levers and parameters of `by` steps before, and after `to` what is behind is made up for before its own turn.
 * `cap`: a module's change of the number `field` of the state is at most `most` a step in either direction; its changes of other numbers
 * are cut by the same share, whole ones to whole ones (toward zero, as running totals of the rises and of the falls in the order of
 * the state, so that what balanced still balances). `replace`: instead of the module these numbers of the state are changed, once a
 * step. Where several act on one module: the last that disables or replaces it holds (then no delay does), else the last that delays
 * it; caps hold beside any of them. What a delay left behind is lost where the module is off or replaced right after it. In one-step
 * mode a module has nothing to make up for.
 *
 * State: in step `at`, before the modules; in row 0 it is the start that is changed. A whole number that is scaled is rounded. A list is
 * made longer by copies of what it holds, spread evenly over it, and shorter evenly; `value` is then its length (set), a factor of
 * it, or how many come in addition. Conserved rules must hold from then on for what the change made of them. A name that the
 * state does not have is a failure of the run.
 */
export type Intervention =
  | {
      readonly kind: 'set-parameter' | 'scale-parameter';
      readonly parameter: string;
      readonly value: number;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'set-input' | 'scale-input' | 'add-input';
      readonly input: string;
      readonly value: number;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'set-lever' | 'scale-lever' | 'add-lever' | 'cap-lever';
      /** Or resource. */
      readonly lever: string;
      readonly value: number;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'disable-module';
      readonly module: string;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'delay-module';
      readonly module: string;
      /** Whole, from 1. */
      readonly by: number;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'cap-module';
      readonly module: string;
      readonly field: string;
      /** Not negative. */
      readonly most: number;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'replace-module';
      readonly module: string;
      readonly changes: readonly {
        readonly field: string;
        readonly how: 'set' | 'add';
        readonly value: number;
      }[];
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'set-state' | 'scale-state' | 'add-state';
      readonly field: string;
      readonly value: number;
      readonly at: number;
    };
