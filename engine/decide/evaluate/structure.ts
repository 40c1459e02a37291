import type { Draws } from '../../forecast/ensembles.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import type { Episode, SimulationRequest } from '../../simulator/simulation.ts';

/** One of the calibrated structures that a course of action is judged by. */
export interface Structure extends Draws {
  /** What people call it. */
  readonly name: string;
  readonly declaration: Declaration;
  readonly program: SimulationRequest['program'];
  readonly episodes: readonly Episode[];
  /** Share of the runs; those of all sum to 1. */
  readonly weight: number;
}

/** Heaviest first. */
export type Structures = readonly [Structure, ...Structure[]];
