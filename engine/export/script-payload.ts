/** What a script carries of one calibrated simulator as plain data. */
import { priorDistribution } from '../calibrate/prior.ts';
import type { Declaration, Parameter } from '../simulator/declaration.ts';
import type { Episode } from '../simulator/simulation.ts';
import type {
  NothingAhead,
  ScriptCheck,
  ScriptParameter,
  ScriptPayload,
} from './runtime/payload.ts';
import type { AheadChoice } from './script-ahead.ts';

/** A calibrated simulator as it goes into a script. */
export interface ScriptedModel {
  readonly title: string;
  /** As `compileSimulator` gives it. */
  readonly simulator: {
    readonly source: string;
    readonly hash: string;
    readonly code: string;
    readonly declaration: Declaration;
  };
  /** At least one; only the start row of the observations is written into the script. */
  readonly episodes: readonly Episode[];
  /** Row-major [sets, parameters], at least one set: draws of the posterior, or one chosen set. */
  readonly parameterSets: Float64Array;
  readonly sets: number;
  /** Rows after the data that the script can run, or why there are none. */
  readonly ahead: AheadChoice | NothingAhead;
}

/** Throws where there is nothing to run. */
export function refuseEmpty({ simulator, episodes, parameterSets, sets }: ScriptedModel): void {
  const names = Object.keys(simulator.declaration.parameters);
  if (episodes.length === 0) throw new Error('standalone script: no episode');
  if (sets < 1 || parameterSets.length !== sets * names.length)
    throw new Error(
      `parameter sets: expected ${sets} x ${names.length} numbers, got ${parameterSets.length}`,
    );
}

/** Without the rows ahead. `seed`, `runs`: the script's defaults. */
export function payloadOf(
  input: ScriptedModel & { readonly seed: number; readonly runs: number },
  checks: readonly ScriptCheck[],
): Omit<ScriptPayload, 'ahead'> {
  const { declaration } = input.simulator;
  const width = Object.keys(declaration.parameters).length;
  const withNames = <Item extends object>(items: Readonly<Record<string, Item>>) =>
    Object.entries(items).map(([name, item]) => ({ name, ...item }));
  return {
    title: input.title,
    parameters: Object.entries(declaration.parameters).map(([name, item]) =>
      parameterOf(name, item),
    ),
    inputs: withNames(declaration.inputs) as ScriptPayload['inputs'],
    levers: withNames(declaration.levers) as ScriptPayload['levers'],
    outputs: Object.entries(declaration.outputs).map(([name, { unit, meaning, column }]) => ({
      name,
      unit,
      meaning,
      ...(column !== undefined && { column }),
    })),
    modules: declaration.modules.map((module) => module.name),
    state: [...new Set(declaration.modules.flatMap(({ reads, writes }) => [...reads, ...writes]))],
    episodes: input.episodes.map((episode) => ({
      id: episode.id,
      steps: episode.steps,
      start: Object.fromEntries(
        Object.entries(episode.observed).map(([name, values]) => [name, values[0]!]),
      ),
      inputs: numbersOf(episode.inputs),
      levers: numbersOf(episode.levers),
      ...(episode.dates && { dates: episode.dates }),
    })),
    parameterSets: Array.from({ length: input.sets }, (_, set) => [
      ...input.parameterSets.subarray(set * width, (set + 1) * width),
    ]),
    seed: input.seed,
    runs: input.runs,
    checks,
  };
}

function parameterOf(name: string, { prior, unit, meaning }: Parameter): ScriptParameter {
  const { low, high } = priorDistribution(prior);
  return {
    name,
    unit,
    meaning,
    low,
    high,
    ...(prior.kind === 'choice' && { values: prior.values }),
    whole: prior.kind === 'integer',
  };
}

function numbersOf(series: Readonly<Record<string, Float64Array>>) {
  return Object.fromEntries(Object.entries(series).map(([name, values]) => [name, [...values]]));
}
