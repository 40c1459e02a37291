/** A request made ready: names looked up, interventions laid out by row, so that the hot loop only counts. */
import type { Declared, DeclaredLever } from './declared.ts';
import { changedRows } from './interventions/changed-rows.ts';
import { checkedInterventions, type Interventions } from './interventions/checked.ts';
import { type Acts, moduleActs } from './interventions/module-acts.ts';
import { noiseOf, type OutputNoise } from './noise.ts';
import {
  type BoundPolicy,
  bindPolicy,
  lookbackOf,
  looksAtSettings,
} from './policies/bind-policy.ts';
import { type SimulationRequest, widthOf } from './simulation.ts';
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
  readonly resources: readonly BoundPolicy[];
  /** Whether policies set anything. */
  readonly isRuled: boolean;
  /** Rows before a step that policies look at, from 1. */
  readonly lookback: number;
  /** Whether what was set in earlier steps is looked at. */
  readonly keepsSettings: boolean;
  readonly outputs: readonly string[];
  /** Numbers that a row of the result has. */
  readonly width: number;
  /** By output: 0 continuous, 1 count, 2 proportion. */
  readonly kinds: Uint8Array;
  readonly noises: readonly OutputNoise[];
  /** False: no output has noise, or none is asked for. */
  readonly noisy: boolean;
  readonly modules: readonly string[];
  /** By module: its number in the stream key. */
  readonly purposes: readonly number[];
  readonly rules: Declared['rules'];
  readonly interventions: Interventions;
  /** By row 0..longest T: 1 where the parameters differ from the row before; absent: they never do. */
  readonly changed: Uint8Array | undefined;
  /** What modules do in which row; absent: they always run as they are. */
  readonly acts: Acts | undefined;
  readonly substeps: number;
  /** time.step / substeps. */
  readonly dt: number;
}

const KINDS = { continuous: 0, count: 1, proportion: 2 } as const;

/** Purposes of the streams that belong to no module. */
export const START_PURPOSE = purposeOf('start');
export const NOISE_PURPOSE = purposeOf('noise');
export const RESAMPLE_PURPOSE = purposeOf('resample');
export const SCRATCH_PURPOSE = purposeOf('scratch');

/** Runs whose flows are told at most. */
const MOST_FLOWS = 20;

/** Throws an Error of the form `unknown parameter: gama` when the request does not fit the declaration. */
export function planOf(declared: Declared, request: DriverRequest): Plan {
  const parameters = Object.keys(declared.parameters);
  const outputs = Object.keys(declared.outputs);
  const modules = declared.modules.map((module) => module.name);
  const noises = outputs.map((name) => noiseOf(declared.outputs[name]!, parameters));
  const inputs = Object.keys(declared.inputs);
  const interventions = checkedInterventions(request.interventions ?? [], {
    parameters,
    inputs,
    levers: [...Object.keys(declared.levers), ...Object.keys(request.resources ?? {})],
    modules,
  });
  const rows = request.episodes.reduce((most, episode) => Math.max(most, episode.steps), 0) + 1;
  const policies = policiesOf(declared, request, outputs, interventions.levers);
  const resources = resourcesOf(declared, request, outputs, interventions.levers);
  const bound = [...policies, ...resources].filter((policy) => policy !== undefined);
  const hasDelay = interventions.modules.some(({ kind }) => kind === 'delay-module');
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
    policies,
    resources,
    isRuled: bound.length > 0,
    lookback: bound.reduce((most, policy) => Math.max(most, lookbackOf(policy)), 1),
    keepsSettings: hasDelay || bound.some(looksAtSettings),
    outputs,
    width: widthOf(declared, request),
    kinds: Uint8Array.from(outputs, (name) => KINDS[declared.outputs[name]!.kind]),
    noises,
    noisy: (request.noise ?? true) && noises.some((noise) => noise.kind !== 'none'),
    modules,
    purposes: purposesOf(modules),
    rules: declared.rules,
    interventions,
    changed: changedRows(interventions.parameters, rows),
    acts: moduleActs(interventions.modules, modules.length, rows),
    substeps: declared.time.substeps,
    dt: declared.time.step / declared.time.substeps,
  };
}

function checkRequest(request: DriverRequest, parameters: readonly string[]): void {
  const { sets, replications, mode, episodes } = request;
  const expected = sets * parameters.length;
  if (request.parameters.length !== expected)
    throw new Error(
      `parameters: expected ${sets} x ${parameters.length} numbers, got ${request.parameters.length}`,
    );
  if (!Number.isInteger(sets) || !Number.isInteger(replications) || sets < 0 || replications < 0)
    throw new Error(`runs: sets and replications must be whole and not negative`);
  if (request.record === 'all' && mode.kind === 'one-step')
    throw new Error('record: all, not in one-step mode');
  if (request.flows === true) {
    const runs = sets * episodes.length * replications;
    if (mode.kind === 'one-step') throw new Error('flows: not in one-step mode');
    if (runs > MOST_FLOWS) throw new Error(`flows: of ${runs} runs, at most ${MOST_FLOWS}`);
  }
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
  changes: Interventions['levers'],
): readonly (BoundPolicy | undefined)[] {
  const policies = request.policies ?? {};
  for (const name of Object.keys(policies))
    if (!Object.hasOwn(declared.levers, name)) throw new Error(`unknown lever: ${name}`);
  return Object.entries(declared.levers).map(([name, lever], slot) => {
    const policy = policies[name];
    const own = changes.filter(({ index }) => index === slot);
    return policy === undefined ? undefined : bindPolicy(policy, lever, outputs, own);
  });
}

function resourcesOf(
  declared: Declared,
  { resources = {} }: DriverRequest,
  outputs: readonly string[],
  changes: Interventions['levers'],
): readonly BoundPolicy[] {
  const levers = Object.keys(declared.levers).length;
  return Object.entries(resources).map(([name, { policy, ...range }], k) => {
    if (Object.hasOwn(declared.levers, name) || outputs.includes(name))
      throw new Error(`name of a resource is taken: ${name}`);
    if (!(range.low <= range.high))
      throw new Error(`range of resource ${name}: ${range.low} to ${range.high}`);
    const own = changes.filter(({ index }) => index === levers + k);
    return bindPolicy(policy, range, outputs, own);
  });
}
