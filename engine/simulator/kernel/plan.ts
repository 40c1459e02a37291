/** A request made ready: names looked up, interventions laid out by row, so that the hot loop only counts. */
import type { Declared, DeclaredLever } from './declared.ts';
import { type BoundPolicy, bindPolicy } from './levers.ts';
import { noiseOf, type OutputNoise } from './noise.ts';
import type { Intervention, SimulationRequest } from './simulation.ts';
import { purposeOf } from './streams.ts';

/** What the driver takes: a request without the program, which it already holds. */
export type DriverRequest = Omit<SimulationRequest, 'program'>;

export interface Plan {
  readonly request: DriverRequest;
  readonly parameters: readonly string[];
  readonly inputs: readonly { readonly name: string; readonly default: number }[];
  readonly levers: readonly DeclaredLever[];
  readonly leverNames: readonly string[];
  /** By lever; undefined: recorded or default. */
  readonly policies: readonly (BoundPolicy | undefined)[];
  readonly outputs: readonly string[];
  /** By output: 0 continuous, 1 count, 2 proportion. */
  readonly kinds: Uint8Array;
  readonly noises: readonly OutputNoise[];
  /** False: no output has noise, or none is asked for. */
  readonly noisy: boolean;
  readonly modules: readonly string[];
  /** By module: its number in the stream key. */
  readonly purposes: readonly number[];
  readonly rules: Declared['rules'];
  readonly parameterChanges: readonly ParameterChange[];
  /** By row 0..longest T: 1 where the parameters differ from the row before; absent: they never do. */
  readonly changed: Uint8Array | undefined;
  /** Row-major [rows, modules]: 1 where the module runs; absent: all always do. */
  readonly enabled: Uint8Array | undefined;
  readonly substeps: number;
  /** time.step / substeps. */
  readonly dt: number;
}

interface ParameterChange {
  readonly index: number;
  readonly scale: boolean;
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

const KINDS = { continuous: 0, count: 1, proportion: 2 } as const;

/** Purposes of the streams that belong to no module. */
export const START_PURPOSE = purposeOf('start');
export const NOISE_PURPOSE = purposeOf('noise');
export const RESAMPLE_PURPOSE = purposeOf('resample');
export const SCRATCH_PURPOSE = purposeOf('scratch');

/** Throws an Error of the form `unknown parameter: gama` when the request does not fit the declaration. */
export function planOf(declared: Declared, request: DriverRequest): Plan {
  const parameters = Object.keys(declared.parameters);
  const outputs = Object.keys(declared.outputs);
  const modules = declared.modules.map((module) => module.name);
  const noises = outputs.map((name) => noiseOf(declared.outputs[name]!, parameters));
  const interventions = request.interventions ?? [];
  const rows = request.episodes.reduce((most, episode) => Math.max(most, episode.steps), 0) + 1;
  const parameterChanges = parameterChangesOf(interventions, parameters);
  checkRequest(request, parameters);
  return {
    request,
    parameters,
    inputs: Object.entries(declared.inputs).map(([name, input]) => ({
      name,
      default: input.default ?? Number.NaN,
    })),
    levers: Object.values(declared.levers),
    leverNames: Object.keys(declared.levers),
    policies: policiesOf(declared, request, outputs),
    outputs,
    kinds: Uint8Array.from(outputs, (name) => KINDS[declared.outputs[name]!.kind]),
    noises,
    noisy: (request.noise ?? true) && noises.some((noise) => noise.kind !== 'none'),
    modules,
    purposes: purposesOf(modules),
    rules: declared.rules,
    parameterChanges,
    changed: changedRows(parameterChanges, rows),
    enabled: enabledModules(interventions, modules, rows),
    substeps: declared.time.substeps,
    dt: declared.time.step / declared.time.substeps,
  };
}

function checkRequest(request: DriverRequest, parameters: readonly string[]): void {
  const { sets, replications, mode } = request;
  const expected = sets * parameters.length;
  if (request.parameters.length !== expected)
    throw new Error(
      `parameters: expected ${sets} x ${parameters.length} numbers, got ${request.parameters.length}`,
    );
  if (!Number.isInteger(sets) || !Number.isInteger(replications) || sets < 0 || replications < 0)
    throw new Error(`runs: sets and replications must be whole and not negative`);
  if (mode.kind !== 'forecast') return;
  const { particles = replications } = mode;
  if (!Number.isInteger(particles) || particles < replications)
    throw new Error(`particles: ${particles}, must be whole and at least ${replications}`);
  for (const episode of request.episodes)
    if (!(Number.isInteger(mode.origin) && mode.origin >= 0 && mode.origin <= episode.steps))
      throw new Error(
        `origin of the forecast: ${mode.origin} is no row of episode ${episode.id} (0..${episode.steps})`,
      );
}

/** Two names can share a stream number, once in 2^32: then the streams would not be independent. */
function purposesOf(modules: readonly string[]): readonly number[] {
  const purposes = modules.map(purposeOf);
  const taken = new Set([START_PURPOSE, NOISE_PURPOSE, RESAMPLE_PURPOSE, SCRATCH_PURPOSE]);
  purposes.forEach((purpose, index) => {
    if (taken.has(purpose)) throw new Error(`name of a module is taken: ${modules[index]}`);
    taken.add(purpose);
  });
  return purposes;
}

function policiesOf(
  declared: Declared,
  request: DriverRequest,
  outputs: readonly string[],
): readonly (BoundPolicy | undefined)[] {
  const policies = request.policies ?? {};
  for (const name of Object.keys(policies))
    if (!Object.hasOwn(declared.levers, name)) throw new Error(`unknown lever: ${name}`);
  return Object.entries(declared.levers).map(([name, lever]) => {
    const policy = policies[name];
    return policy === undefined ? undefined : bindPolicy(policy, lever, outputs);
  });
}

function parameterChangesOf(
  interventions: readonly Intervention[],
  parameters: readonly string[],
): readonly ParameterChange[] {
  const changes: ParameterChange[] = [];
  for (const intervention of interventions) {
    if (intervention.kind === 'disable-module') continue;
    const index = parameters.indexOf(intervention.parameter);
    if (index < 0) throw new Error(`unknown parameter: ${intervention.parameter}`);
    const { value, from, to } = intervention;
    changes.push({ index, scale: intervention.kind === 'scale-parameter', value, from, to });
  }
  return changes;
}

function changedRows(changes: readonly ParameterChange[], rows: number): Uint8Array | undefined {
  if (changes.length === 0) return undefined;
  const changed = new Uint8Array(rows);
  for (const { from, to } of changes) {
    if (from < rows) changed[Math.max(0, from)] = 1;
    if (to + 1 >= 0 && to + 1 < rows) changed[to + 1] = 1;
  }
  return changed;
}

function enabledModules(
  interventions: readonly Intervention[],
  modules: readonly string[],
  rows: number,
): Uint8Array | undefined {
  let enabled: Uint8Array | undefined;
  for (const intervention of interventions) {
    if (intervention.kind !== 'disable-module') continue;
    const index = modules.indexOf(intervention.module);
    if (index < 0) throw new Error(`unknown module: ${intervention.module}`);
    enabled ??= new Uint8Array(rows * modules.length).fill(1);
    const last = Math.min(rows - 1, intervention.to);
    for (let row = Math.max(0, intervention.from); row <= last; row++)
      enabled[row * modules.length + index] = 0;
  }
  return enabled;
}

/** The parameters of a set as they are in a row, interventions applied in the order of the list. */
export function parametersAt(plan: Plan, set: number, row: number, target: Float64Array): void {
  const count = plan.parameters.length;
  const all = plan.request.parameters;
  for (let i = 0; i < count; i++) target[i] = all[set * count + i]!;
  for (const change of plan.parameterChanges) {
    if (row < change.from || row > change.to) continue;
    target[change.index] = change.scale ? target[change.index]! * change.value : change.value;
  }
}
