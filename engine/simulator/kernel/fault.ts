/** What goes wrong in a run, as it is thrown inside the kernel, and how it is told in the ledger. */
import { BudgetStopped } from './budget.ts';
import type { Failure } from './simulation.ts';

/** Thrown by the checks at the end of a step. `subject` and `index` say what failed: which output, rule or input. */
export class Fault {
  readonly reason: Failure['reason'];
  readonly subject: 'output' | 'rule' | 'input';
  readonly index: number;
  readonly detail: string;

  constructor(reason: Failure['reason'], subject: Fault['subject'], index: number, detail: string) {
    this.reason = reason;
    this.subject = subject;
    this.index = index;
    this.detail = detail;
  }
}

/** Reason and words for anything that was thrown. */
export function told(thrown: unknown): Pick<Failure, 'reason' | 'detail'> {
  if (thrown instanceof Fault) return { reason: thrown.reason, detail: thrown.detail };
  if (thrown instanceof BudgetStopped)
    return {
      reason: thrown.kind === 'steps' ? 'step-budget' : 'memory-budget',
      detail: `line ${thrown.line}`,
    };
  return { reason: 'error', detail: messageOf(thrown).slice(0, 500) };
}

/** Nothing of what simulator code threw is called. */
function messageOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown)
    return typeof thrown.message === 'string' ? thrown.message : 'error without a message';
  return `thrown ${typeof thrown}`;
}
