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

/** How an episode goes on after its last observed row. */
export interface ScriptFuture {
  /** Last row in which an output was observed: runs ahead start from the state at its end. */
  readonly origin: number;
  /** Output name -> observed values of rows 0..origin, NaN where not observed. */
  readonly observed: Readonly<Record<string, readonly number[]>>;
  /** Up to this row inputs and levers are those of the episode. */
  readonly known: number;
  /** Values of rows known + 1..origin + horizon. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly levers: Readonly<Record<string, readonly number[]>>;
  /** Of the rows after the episode's last; absent where the data are undated. */
  readonly dates?: readonly string[];
  /**
   * Input name -> values of rows origin + 1..origin + horizon, NaN: as `inputs` has it. Run r takes path r mod length; none:
   * inputs ahead do not differ from run to run.
   */
  readonly paths: readonly Readonly<Record<string, readonly number[]>>[];
}

/** The rows after the data. */
export interface ScriptAhead {
  /** How many. */
  readonly horizon: number;
  /** What inputs are in them, in words; empty: there are none to tell. */
  readonly inputs: string;
  /** One an episode. */
  readonly futures: readonly ScriptFuture[];
  readonly checks: readonly ScriptCheck[];
}

/** Why a script cannot go on after the data, as the end of a sentence. */
export interface NothingAhead {
  readonly why: string;
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
  /** Top-level names of the state that modules read or write. */
  readonly state: readonly string[];
  readonly episodes: readonly ScriptEpisode[];
  /** One row of numbers per draw of the posterior, in the order of `parameters`. */
  readonly parameterSets: readonly (readonly number[])[];
  readonly seed: number;
  readonly runs: number;
  readonly checks: readonly ScriptCheck[];
  readonly ahead: ScriptAhead | NothingAhead;
}

/** One of several structures that explain the same data. */
export interface ScriptStructure {
  /** Id in the studio's project. */
  readonly name: string;
  /** Share of the runs, 0 to 1, and its 90 % range. */
  readonly weight: number;
  readonly low: number;
  readonly high: number;
  readonly payload: ScriptPayload;
}

/** What the script of several structures carries. */
export interface MixturePayload {
  readonly title: string;
  /** Heaviest first; the weights sum to 1. All have the same episodes by id, steps and dates. */
  readonly structures: readonly ScriptStructure[];
  readonly seed: number;
  readonly runs: number;
  /** Of the runs of all structures, as `mixedTrajectories` orders them. */
  readonly checks: readonly ScriptCheck[];
  /** The same of the rows ahead, where all structures have them alike. */
  readonly ahead: { readonly checks: readonly ScriptCheck[] } | NothingAhead;
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
