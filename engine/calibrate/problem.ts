/** What is to be calibrated: a simulator, observed episodes, and how predictions are scored against them. */
import type { EnsembleScoreId } from '../score/registry.ts';
import type { Declaration, Prior } from '../simulator/declaration.ts';
import type { Episode, Simulate, SimulationRequest } from '../simulator/simulation.ts';

export interface CalibrationProblem {
  readonly program: SimulationRequest['program'];
  readonly declaration: Pick<Declaration, 'parameters' | 'outputs'>;
  readonly episodes: readonly Episode[];
  readonly simulate: Simulate;
  /** Fitness; default 'crps'. 'mse' is there for parity with published work: it rewards too little spread. */
  readonly score?: EnsembleScoreId;
  /**
   * rollout (default): free runs from the start row, scored on rows 1..T. one-step: each row predicted from
   * the observed row before it.
   */
  readonly mode?: 'rollout' | 'one-step';
  /** Runs of each parameter set and episode; default 20. */
  readonly replications?: number;
  /**
   * What one unit of score is worth in each output; default the mean absolute deviation of its observations.
   * Outputs without a scale here and without observations are not scored.
   */
  readonly scales?: Readonly<Record<string, number>>;
}

/** Priors in the order of the declaration. */
export function priorsOf(problem: CalibrationProblem): Prior[] {
  return Object.values(problem.declaration.parameters).map(({ prior }) => prior);
}
