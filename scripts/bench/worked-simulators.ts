import { readFileSync } from 'node:fs';
import {
  type CompiledSimulator,
  compileSimulator,
} from '../../engine/simulator/compile/compile-simulator.ts';
import type { Episode, SimulationRequest } from '../../engine/simulator/simulation.ts';

/** The start row and the daily inputs of each worked simulator (assets/simulators). */
const WORKED = {
  sir: { start: { S: 75, I: 3, R: 0 }, inputs: {} },
  'supply-chain': { start: { inventory: 30, backlog: 0, pipeline: 2 }, inputs: {} },
  'hospital-beds': {
    start: { day: 0, icu: 0, standard: 0, patients0: 0, patients1: 0, patients2: 0, patients: 0 },
    inputs: {},
  },
  'icu-staged-stay': { start: { occupied: 40 }, inputs: { admissions: 12 } },
  ward: { start: { occupied: 10, waiting: 0, arrived: 0, turnedAway: 0 }, inputs: {} },
} as const;

export type WorkedName = keyof typeof WORKED;
export const WORKED_NAMES = Object.keys(WORKED) as WorkedName[];

const STEPS = 60;

export function workedSimulator(name: WorkedName, instrument = true): CompiledSimulator {
  const file = new URL(`../../assets/simulators/${name}.sim.js`, import.meta.url);
  return compileSimulator(readFileSync(file, 'utf8'), { instrument });
}

/** Rollouts of 60 steps as observed episodes, one a run. */
export function episodesFrom(values: Float64Array, outputs: readonly string[]): Episode[] {
  const rows = STEPS + 1;
  return Array.from({ length: values.length / (rows * outputs.length) }, (_, run) => ({
    id: `run ${run}`,
    steps: STEPS,
    observed: Object.fromEntries(
      outputs.map((name, at) => [
        name,
        Float64Array.from(
          { length: rows },
          (_, t) => values[(run * rows + t) * outputs.length + at]!,
        ),
      ]),
    ),
    inputs: {},
    levers: {},
  }));
}

/** 60 steps from the start row, at the declared default parameters. `instrument`: with counters, as it ships. */
export function workedRequest(
  name: WorkedName,
  replications: number,
  { instrument = true } = {},
): SimulationRequest {
  const { declaration, hash, code } = workedSimulator(name, instrument);
  const { start, inputs } = WORKED[name];
  return {
    program: { hash, code },
    episodes: [
      { id: name, steps: STEPS, observed: series(start), inputs: series(inputs), levers: {} },
    ],
    parameters: Float64Array.from(
      Object.entries(declaration.parameters).map(([parameter, { default: value }]) => {
        if (value === undefined) throw new Error(`${name}: ${parameter} has no default`);
        return value;
      }),
    ),
    sets: 1,
    replications,
    mode: { kind: 'rollout' },
    seed: 20240229,
    streams: 'independent',
  };
}

function series(values: Readonly<Record<string, number>>): Record<string, Float64Array> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, new Float64Array(STEPS + 1).fill(value)]),
  );
}
