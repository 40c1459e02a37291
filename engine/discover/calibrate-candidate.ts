/** The calibration of one candidate during the search: quick, and warm from what its parent learned. */
import { calibrateByCmaEs } from '../calibrate/es/calibrate.ts';
import type { CalibrationProblem } from '../calibrate/problem.ts';
import type { CompiledSimulator } from '../simulator/compile/compile-simulator.ts';
import { programOf } from '../simulator/program-of.ts';
import type { Episode, Simulate } from '../simulator/simulation.ts';

export type Values = Readonly<Record<string, number>>;

/** What a fit looks at: free runs, or single steps from each observed row. */
export type FitMode = NonNullable<CalibrationProblem['mode']>;

export interface CandidateCalibration {
  readonly compiled: CompiledSimulator;
  readonly episodes: readonly Episode[];
  readonly simulate: Simulate;
  readonly mode: FitMode;
  readonly seed: number;
  /** Parameter sets tried at most. */
  readonly budget: number;
  /** Where the search starts; parameters that it does not name start at their default. */
  readonly start?: Values;
  readonly signal?: AbortSignal;
  /** 0..1 of the budget. */
  readonly onProgress?: (share: number) => void;
}

/** Restarts with a larger population while the budget lasts. */
export async function calibrateCandidate({
  compiled,
  episodes,
  simulate,
  mode,
  seed,
  budget,
  start,
  signal,
  onProgress,
}: CandidateCalibration): Promise<Values> {
  const { declaration } = compiled;
  const result = await calibrateByCmaEs(
    {
      program: programOf(compiled),
      declaration,
      episodes,
      simulate,
      mode,
      replications: replicationsFor(episodes),
    },
    {
      seed,
      budget,
      intervals: null,
      restarts: 'ipop',
      ...(start && { start }),
      ...(signal && { signal }),
      onProgress: (progress) => onProgress?.(Math.min(1, progress.done / progress.total)),
    },
  );
  return result.parameters;
}

/** Rows simulated for one parameter set. */
const ROWS = 1600;
const MOST = 32;
const USUAL = 16;
const LEAST = 4;

/**
 * Short series show little each, so that chance decides more: they get more runs for the same work. Where there
 * are many rows, the rows themselves even chance out.
 */
export function replicationsFor(episodes: readonly Episode[]): number {
  const rows = Math.max(
    1,
    episodes.reduce((sum, { steps }) => sum + steps, 0),
  );
  if (rows <= ROWS) return Math.min(MOST, Math.max(USUAL, Math.round(ROWS / rows)));
  return Math.max(LEAST, Math.round((USUAL * ROWS) / rows));
}
