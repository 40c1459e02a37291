/**
 * Explaining a failure. The run is repeated with a trace: after every module the state is searched for NaN, and in
 * the step that failed the outputs and rules are looked at after every module too. The module to blame is the one
 * after which it was wrong and stayed wrong: what is only out of balance between two modules is no fault.
 */
import { isBad, isConserved } from './checks.ts';
import { copyState, findNaN } from './copy-state.ts';
import { Fault, told } from './fault.ts';
import {
  INPUTS,
  type Machine,
  type Member,
  OBSERVE,
  type Probe,
  START,
  STATE,
  type Trace,
} from './member.ts';
import type { Plan } from './plan.ts';
import type { Failure } from './simulation.ts';

/** A trace for running again what failed so. Modules are probed only where a check at the end of the step failed. */
export function createTrace(failure: Failure | undefined): Trace {
  const probed = failure !== undefined && CHECKED.includes(failure.reason);
  return { probeStep: probed ? failure.step : -1, nan: undefined, probes: [] };
}

/** Budgets and missing inputs are told in full at once; running them again would only cost the budget again. */
export function isWorthTracing({ reason }: Failure): boolean {
  return reason === 'error' || CHECKED.includes(reason);
}

const CHECKED: readonly Failure['reason'][] = [
  'not-a-number',
  'negative-count',
  'not-whole',
  'out-of-range',
  'rule-broken',
];

/** Loop turns allowed while probing: the run itself kept its budget when it was first made. */
const AMPLE = 2 ** 31 - 1;

export function traceBefore(machine: Machine, member: Member, t: number): void {
  if (member.trace!.probeStep !== t) return;
  probe(machine, member, t === member.startRow + 1 ? 'start' : '');
}

export function traceModule(machine: Machine, member: Member, t: number, module: string): void {
  const trace = member.trace!;
  const path = findNaN(member.state);
  if (path === undefined) trace.nan = undefined;
  else trace.nan ??= { module, step: t, path };
  if (trace.probeStep === t) probe(machine, member, module);
}

function probe(machine: Machine, member: Member, module: string): void {
  const { parts, plan, random } = machine;
  parts.setBudget(AMPLE, AMPLE);
  random.use(machine.scratchSlot);
  const state = copyState(member.state);
  member.trace!.probes.push({
    module,
    outputs: attempt(() => {
      const outputs = new Float64Array(plan.outputs.length);
      parts.writeOutputs(parts.observe(state, member.world), outputs, 0);
      return outputs;
    }),
    rules: attempt(() => parts.rules.map((rule) => rule(state, member.world))),
  });
  parts.setBudget(AMPLE, AMPLE);
}

function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** The ledger's entry for what a traced run threw in this step. */
export function explain(
  machine: Machine,
  member: Member,
  run: number,
  step: number,
  thrown: unknown,
): Failure {
  const { plan } = machine;
  const now = nameOf(plan, machine.current);
  const { reason, detail } = told(thrown);
  const nan = member.trace?.nan;
  const byNaN =
    nan !== undefined &&
    (reason === 'not-a-number' || reason === 'error' || reason === 'rule-broken');
  if (byNaN) {
    const missing = nan.module === 'start' ? missingAtStart(plan, member, nan.step) : undefined;
    if (missing !== undefined)
      return { run, step, module: 'start', reason: 'missing-input', detail: missing };
    const since = `${nan.path} is NaN since step ${nan.step}`;
    const then = thrown instanceof Fault ? detail : `${now}: ${detail}`;
    return { run, step, module: nan.module, reason: 'not-a-number', detail: `${since}; ${then}` };
  }
  const module =
    thrown instanceof Fault && machine.current !== INPUTS ? blame(plan, member, thrown, now) : now;
  return { run, step, module, reason, detail };
}

function nameOf(plan: Plan, current: number): string {
  if (current === START) return 'start';
  if (current === OBSERVE) return 'observe';
  if (current === INPUTS) return 'inputs';
  if (current === STATE) return 'state';
  return plan.modules[current]!;
}

/** What the row that the run started from lacks, if anything. */
function missingAtStart(plan: Plan, member: Member, row: number): string | undefined {
  const { observed, inputs } = member.episode;
  const output = plan.outputs.findIndex((_, i) =>
    Number.isNaN(observed[row * plan.outputs.length + i]!),
  );
  if (output >= 0) return `output ${plan.outputs[output]} is not observed in row ${row}`;
  const input = plan.inputs.findIndex((_, i) =>
    Number.isNaN(inputs[row * plan.inputs.length + i]!),
  );
  return input < 0 ? undefined : `input ${plan.inputs[input]!.name} has no value in row ${row}`;
}

/** The module after which the failed check was wrong for good. */
function blame(plan: Plan, member: Member, fault: Fault, now: string): string {
  const probes = member.trace?.probes ?? [];
  const value = probes.at(-1)?.outputs?.[fault.index];
  // The state is sound, so the NaN is observe's own.
  if (fault.subject === 'output' && Number.isNaN(value)) return 'observe';
  let first = probes.length;
  while (first > 0 && isWrong(plan, member, probes[first - 1]!, fault)) first--;
  if (probes.length === 0 || first === probes.length) return now;
  // Wrong before the first module, though the step before ended well: time or data have moved.
  return probes[first]!.module || (probes[first + 1]?.module ?? now);
}

function isWrong(plan: Plan, member: Member, probe: Probe, fault: Fault): boolean {
  if (fault.subject === 'output')
    return (
      probe.outputs === undefined || isBad(plan.kinds[fault.index]!, probe.outputs[fault.index]!)
    );
  if (probe.rules === undefined) return true;
  const value = probe.rules[fault.index];
  return plan.rules[fault.index]!.kind === 'conserved'
    ? !isConserved(value, member.conserved[fault.index]!)
    : value !== true;
}
