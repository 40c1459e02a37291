/** What modules changed, run by run (SimulationRequest.flows). */
import type { Plan } from './plan.ts';
import type { Flows } from './simulation.ts';

/** Of one run. */
export interface FlowLog {
  /** Step before the first one noted. */
  readonly origin: number;
  readonly steps: number;
  readonly modules: number;
  readonly fields: readonly string[];
  /** Row-major [steps, modules, fields], [steps, fields]. */
  readonly changes: Float64Array;
  readonly levels: Float64Array;
  /** By field: as it was after whatever acted last. */
  readonly last: Float64Array;
}

/** From this state on, which is that at the end of row `origin`. */
export function openFlowLog(plan: Plan, state: unknown, origin: number, steps: number): FlowLog {
  const record = state as Readonly<Record<string, unknown>>;
  const fields = Object.keys(record).filter((name) => !Number.isNaN(sizeOf(record[name], 0)));
  const modules = plan.modules.length;
  return {
    origin,
    steps,
    modules,
    fields,
    changes: new Float64Array(steps * modules * fields.length).fill(Number.NaN),
    levels: new Float64Array(steps * fields.length).fill(Number.NaN),
    last: new Float64Array(fields.length),
  };
}

/** Before the modules of a step: what events of the state changed is nobody's flow. */
export function beginFlow({ fields, last, ...log }: FlowLog, t: number, state: unknown): void {
  readSizes(fields, state, last);
  const count = log.modules * fields.length;
  const begin = (t - log.origin - 1) * count;
  log.changes.fill(0, begin, begin + count);
}

/** After a turn of module m in step t. */
export function noteFlow(log: FlowLog, t: number, m: number, state: unknown): void {
  const { fields, last, changes, modules } = log;
  const record = state as Readonly<Record<string, unknown>>;
  const begin = ((t - log.origin - 1) * modules + m) * fields.length;
  for (let f = 0; f < fields.length; f++) {
    const now = sizeOf(record[fields[f]!], Number.NaN);
    changes[begin + f]! += now - last[f]!;
    last[f] = now;
  }
}

/** After step t went well. */
export function endFlow({ fields, last, levels, origin }: FlowLog, t: number): void {
  levels.set(last, (t - origin - 1) * fields.length);
}

/** A run failed in step t. */
export function breakFlow(log: FlowLog, t: number): void {
  const begin = Math.max(0, t - log.origin - 1) * log.fields.length;
  log.changes.fill(Number.NaN, begin * log.modules);
  log.levels.fill(Number.NaN, begin);
}

export type FlowOfRun = Pick<FlowLog, 'steps' | 'fields' | 'changes' | 'levels'>;

/** Of a member that ran; without any field where it never started. */
export function flowOfRun({ flow }: { readonly flow: FlowLog | undefined }, steps: number) {
  const none = new Float64Array(0);
  return flow ?? { steps, fields: [], changes: none, levels: none };
}

/** Of all runs, in their order; a run that never started has NaN in all of its steps. */
export function joinFlows(plan: Plan, parts: readonly FlowOfRun[]): Flows {
  const modules = plan.modules.length;
  const fields = [...new Set(parts.flatMap((part) => part.fields))];
  const steps = parts.reduce((sum, part) => sum + part.steps, 0);
  const changes = new Float64Array(steps * modules * fields.length).fill(Number.NaN);
  const levels = new Float64Array(steps * fields.length).fill(Number.NaN);
  let at = 0;
  for (const part of parts) {
    const columns = part.fields.map((name) => fields.indexOf(name));
    spread(part.changes, columns, changes, at * modules, fields.length);
    spread(part.levels, columns, levels, at, fields.length);
    at += part.steps;
  }
  return { fields, changes, levels };
}

/** Rows of `from` into rows row, row + 1... of `to`, number k in column columns[k]. */
function spread(
  from: Float64Array,
  columns: readonly number[],
  to: Float64Array,
  row: number,
  width: number,
): void {
  from.forEach((value, i) => {
    const column = columns[i % columns.length] ?? 0;
    to[(row + Math.floor(i / columns.length)) * width + column] = value;
  });
}

function readSizes(fields: readonly string[], state: unknown, target: Float64Array): void {
  const record = state as Readonly<Record<string, unknown>>;
  for (let f = 0; f < fields.length; f++) target[f] = sizeOf(record[fields[f]!], Number.NaN);
}

/** `ofNaN`: for a number that is none. */
function sizeOf(value: unknown, ofNaN: number): number {
  if (typeof value === 'number') return Number.isNaN(value) ? ofNaN : value;
  return Array.isArray(value) ? value.length : Number.NaN;
}
