/** Which parameter sets gave failing runs, and where: what a calibration tells of failures beside their number. */
import { z } from 'zod';
import type { Failure } from '../simulator/simulation.ts';

export const failureLedgerSchema = z.strictObject({
  /** Parameter sets simulated, and those of them with at least one run that failed. */
  tried: z.int().min(0),
  failed: z.int().min(0),
  /** Failed runs by reason and place: 'not-a-number in module flow' -> 31. */
  places: z.record(z.string(), z.int()),
});
export type FailureLedger = z.infer<typeof failureLedgerSchema>;

export const EMPTY_LEDGER: FailureLedger = { tried: 0, failed: 0, places: {} };

/** `failures`: the first one of each run, set by set. */
export function ledgerOf(failures: readonly (readonly Failure[])[]): FailureLedger {
  const places: Record<string, number> = {};
  for (const { reason, module } of failures.flat()) {
    // 'start', 'observe' and 'inputs' are parts of a simulator, not modules.
    const place = ['start', 'observe', 'inputs'].includes(module) ? module : `module ${module}`;
    const key = `${reason} in ${place}`;
    places[key] = (places[key] ?? 0) + 1;
  }
  return {
    tried: failures.length,
    failed: failures.filter((own) => own.length > 0).length,
    places,
  };
}

export function addLedgers(a: FailureLedger, b: FailureLedger): FailureLedger {
  const places = { ...a.places };
  for (const [key, count] of Object.entries(b.places)) places[key] = (places[key] ?? 0) + count;
  return { tried: a.tried + b.tried, failed: a.failed + b.failed, places };
}
