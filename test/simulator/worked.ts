import { readFileSync } from 'node:fs';
import { compileSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import { evaluateDriver } from '../../engine/simulator/plain-runner.ts';
import type { Failure, SimulationRequest } from '../../engine/simulator/simulation.ts';

export const WORKED = ['sir', 'supply-chain', 'hospital-beds', 'icu-staged-stay', 'ward'] as const;

const unchanged = (text: string): string => text;

/** Compiles a worked simulator; `change` stands for a person's edit of its text. */
export function compileWorked(
  name: (typeof WORKED)[number],
  change = unchanged,
): ReturnType<typeof compileSimulator> {
  const url = new URL(`../../assets/simulators/${name}.sim.js`, import.meta.url);
  const text = readFileSync(url, 'utf8');
  const changed = change(text);
  if (change !== unchanged && changed === text) throw new Error(`${name}: nothing was edited`);
  return compileSimulator(changed, { file: `${name}.sim.js` });
}

export interface Ask
  extends Partial<Omit<SimulationRequest, 'program' | 'parameters' | 'episodes'>> {
  readonly steps: number;
  /** Values other than the defaults. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Output name -> its start value, or all T + 1 observed values. */
  readonly observed?: Readonly<Record<string, number | readonly number[]>>;
  readonly inputs?: Readonly<Record<string, readonly number[]>>;
  readonly levers?: Readonly<Record<string, number>>;
}

export interface Answer {
  readonly failures: readonly Failure[];
  /** Value of an output in a row (0 = first row of the mode) of every run. */
  readonly column: (output: string, row: number) => number[];
  readonly row: (run: number, row: number) => number[];
}

/** One episode of a compiled simulator, in plain JavaScript. */
export function ask(compiled: ReturnType<typeof compileSimulator>, asked: Ask): Answer {
  const { steps, parameters = {}, observed = {}, inputs = {}, levers = {}, ...rest } = asked;
  const { declaration } = compiled;
  const outputs = Object.keys(declaration.outputs);
  const all = (value: number | readonly number[]): Float64Array =>
    typeof value === 'number' ? new Float64Array(steps + 1).fill(value) : Float64Array.from(value);
  const request = {
    episodes: [
      {
        id: 'e',
        steps,
        observed: mapped(observed, all),
        inputs: mapped(inputs, all),
        levers: mapped(levers, all),
      },
    ],
    parameters: Float64Array.from(
      Object.entries(declaration.parameters),
      ([name, parameter]) => parameters[name] ?? parameter.default ?? Number.NaN,
    ),
    sets: 1,
    replications: 1,
    mode: { kind: 'rollout' },
    seed: 1,
    streams: 'common',
    ...rest,
  } as const;
  const runs = request.replications;
  const { values, failures } = evaluateDriver(compiled.code).run(request, 0, runs);
  const perRun = values.length / runs;
  const at = (run: number, row: number): number => run * perRun + row * outputs.length;
  return {
    failures,
    column: (output, row) =>
      Array.from({ length: runs }, (_, run) => values[at(run, row) + outputs.indexOf(output)]!),
    row: (run, row) => [...values.slice(at(run, row), at(run, row + 1))],
  };
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** How many standard errors the mean of the values lies from what it should be. */
export function zOfMean(values: readonly number[], expected: number): number {
  return (meanOf(values) - expected) / Math.sqrt(varianceOf(values) / values.length);
}
