/** What an exported script carries beside code: plain data, written into it as JavaScript literals. */
import type { Driver } from '../../simulator/kernel/driver.ts';

export interface ScriptParameter {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /** Bounds of the prior; infinite where it has none. */
  readonly low: number;
  readonly high: number;
  /** The only values that the prior allows, if these are few. */
  readonly values?: readonly number[];
  readonly whole: boolean;
}

interface ScriptInput {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /** Column of an input file that it is taken from, if not its own name. */
  readonly column?: string;
  /** Without a default a missing value is an error. */
  readonly default?: number;
}

interface ScriptLever {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  readonly column?: string;
  readonly default: number;
  readonly low: number;
  readonly high: number;
}

interface ScriptOutput {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  readonly column?: string;
}

/** An episode without what a run does not need: of the observations only row 0, where it starts. */
export interface ScriptEpisode {
  readonly id: string;
  readonly steps: number;
  /** Output name -> observed value of row 0, NaN where not observed. */
  readonly start: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly levers: Readonly<Record<string, readonly number[]>>;
  readonly dates?: readonly string[];
}

/** Numbers that the studio computed when it wrote the script. */
export interface ScriptCheck {
  readonly seed: number;
  readonly runs: number;
  /** `hashValues` of all values of these runs. */
  readonly hash: string;
}

export interface ScriptPayload {
  readonly title: string;
  readonly parameters: readonly ScriptParameter[];
  readonly inputs: readonly ScriptInput[];
  readonly levers: readonly ScriptLever[];
  readonly outputs: readonly ScriptOutput[];
  readonly modules: readonly string[];
  readonly episodes: readonly ScriptEpisode[];
  /** One row of numbers per draw of the posterior, in the order of `parameters`. */
  readonly parameterSets: readonly (readonly number[])[];
  readonly seed: number;
  readonly runs: number;
  readonly checks: readonly ScriptCheck[];
}

/** Everything outside that the script touches. */
export interface ScriptHost {
  readonly arguments: readonly string[];
  /** Name that the script was started by, for examples in messages. */
  readonly scriptName: string;
  readonly readText: (path: string) => string;
  readonly writeText: (path: string, chunks: Iterable<string>) => void;
  /** One line to standard output, to standard error. */
  readonly print: (line: string) => void;
  readonly warn: (line: string) => void;
}

export type ScriptDriver = Driver;
