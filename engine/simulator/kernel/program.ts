/**
 * The seam between compile/ (which writes the program's text) and kernel/ (which runs it).
 *
 * `code` of a compiled simulator is the text of a strict-mode JavaScript expression that evaluates to a
 * `ProgramFactory`. It names no global but the allowed ones, holds the injected budget counters, and carries
 * accessors generated from the declaration so that the hot loop never looks a name up. The same text runs in
 * the hardened realm, in plain JavaScript (benchmark, tests) and in an exported script.
 */
import type { RandomSource } from './samplers.ts';

/** What every function of a simulator receives beside the state. */
export interface World {
  /** Number of the step, 1..T; 0 in `start`. */
  t: number;
  /** ISO date of row t, '' when undated. */
  date: string;
  /** 0 = Monday .. 6 = Sunday; (t mod 7) when undated. */
  weekday: number;
  /** Length of one turn of the modules in the declared unit: time.step / time.substeps. */
  dt: number;
  /** 0 .. substeps - 1: which turn of the modules within the row this is; a daily input is best used at 0. */
  substep: number;
  parameters: unknown;
  inputs: unknown;
  levers: unknown;
  random: RandomSource;
}

/** Thrown by injected counters through `stop`; never seen by simulator code (there is no catch). */
export type BudgetStop = (kind: 'steps' | 'cells', line: number) => never;

export type ProgramFactory = (stop: BudgetStop) => ProgramParts;

export interface ProgramParts {
  /** Literal part of the file, as plain data (JSON round trip of the checked declaration). */
  readonly declaration: unknown;
  readonly start: (row: unknown, world: World) => unknown;
  /** In the order of declaration.modules. */
  readonly steps: readonly ((state: unknown, world: World) => void)[];
  readonly observe: (state: unknown, world: World) => unknown;
  /** In the order of declaration.rules. */
  readonly rules: readonly ((state: unknown, world: World) => unknown)[];
  /** Sets the counters: loop turns and calls, and array cells, allowed from now on. */
  readonly setBudget: (steps: number, cells: number) => void;
  /** { name: values[at + i], ... } for parameters, inputs, levers and the observed start row. */
  readonly parametersOf: (values: Float64Array, at: number) => unknown;
  readonly inputsOf: (values: Float64Array, at: number) => unknown;
  readonly leversOf: (values: Float64Array, at: number) => unknown;
  readonly rowOf: (values: Float64Array, at: number) => unknown;
  /** Writes the observed outputs, in the order of the declaration, to target[at..]. */
  readonly writeOutputs: (observed: unknown, target: Float64Array, at: number) => void;
}
