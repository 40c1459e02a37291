/** Stated rules, checked on simulated trajectories. */
import type { FreeRun } from '../free-run.ts';
import type { StatedRule } from './stated-rule.ts';

export interface RuleCheck {
  readonly rule: StatedRule;
  /** Share of the runs that break it at least once, 0..1; NaN when no run could be looked at. */
  readonly broken: number;
  /** 'beds never exceed 20: 3 of 100 runs do, first on row 12 with 23'. */
  readonly text: string;
}

/** One check a rule, in the order of the rules; rules on series that the simulator does not give are left out. */
export function checkRules(_run: FreeRun, _rules: readonly StatedRule[]): RuleCheck[] {
  return [];
}
