/**
 * Deterministic limits of one run. The compiler's counters throw through `stop`; the same run stops at the same
 * line whatever the machine.
 */
import type { BudgetStop } from './program.ts';

export interface Budget {
  /** Loop turns and calls. */
  readonly steps: number;
  /** Array cells made. */
  readonly cells: number;
}

/**
 * Per run: about half a second of plain loops and 40 MB of numbers. A year of a ward with ten thousand patients
 * needs some 2 million turns. In one-step mode it holds per row, in a forecast per particle and row up to the
 * origin and then for the free run.
 */
export const DEFAULT_BUDGET: Budget = { steps: 50_000_000, cells: 5_000_000 };

/** What `stop` throws; simulator code has no catch, so only the driver sees it. */
export class BudgetStopped {
  readonly kind: 'steps' | 'cells';
  readonly line: number;

  constructor(kind: 'steps' | 'cells', line: number) {
    this.kind = kind;
    this.line = line;
  }
}

export const stopForBudget: BudgetStop = (kind, line) => {
  throw new BudgetStopped(kind, line);
};
