/** What must be true of every row: outputs are of their kind, rules hold. */
import { Fault } from './fault.ts';
import type { Plan } from './plan.ts';

const COUNT = 1;
const PROPORTION = 2;

/** Index of the first output of target[at..] that is not of its kind, -1 when all are. */
export function firstBadOutput(plan: Plan, target: Float64Array, at: number): number {
  const kinds = plan.kinds;
  for (let i = 0; i < kinds.length; i++) if (isBad(kinds[i]!, target[at + i]!)) return i;
  return -1;
}

export function isBad(kind: number, value: number): boolean {
  // Written so that NaN is bad.
  if (!(value - value === 0)) return true;
  if (kind === COUNT) return !(value >= 0 && Math.floor(value) === value);
  if (kind === PROPORTION) return !(value >= 0 && value <= 1);
  return false;
}

/** The fault of an output that isBad. */
export function outputFault(plan: Plan, index: number, value: number): Fault {
  const detail = `output ${plan.outputs[index]} is ${value}`;
  if (!Number.isFinite(value)) return new Fault('not-a-number', 'output', index, detail);
  if (plan.kinds[index] === PROPORTION) return new Fault('out-of-range', 'output', index, detail);
  if (value < 0) return new Fault('negative-count', 'output', index, detail);
  return new Fault('not-whole', 'output', index, detail);
}

/** To 1e-9 of the larger of the start value and 1 (sums of rounded numbers around 0 are not broken). */
export function isConserved(value: unknown, start: number): boolean {
  return (
    typeof value === 'number' && Math.abs(value - start) <= 1e-9 * Math.max(Math.abs(start), 1)
  );
}

export function ruleFault(plan: Plan, index: number, value: unknown, start: number): Fault {
  const rule = plan.rules[index]!;
  const now = typeof value === 'number' ? `${value}` : typeof value;
  const detail =
    rule.kind === 'conserved'
      ? `rule ${rule.name}: ${now} instead of ${start}`
      : `rule ${rule.name} does not hold`;
  return new Fault('rule-broken', 'rule', index, detail);
}
