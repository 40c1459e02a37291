import type { SimulationRequest } from '../../simulator/kernel/simulation.ts';

/** What a person asks for: so many trajectories with this seed. */
export interface TrajectoryOrder
  extends Pick<
    SimulationRequest,
    'episodes' | 'parameters' | 'seed' | 'policies' | 'resources' | 'interventions' | 'record'
  > {
  /** Parameter sets at hand: rows of `parameters`. */
  readonly sets: number;
  readonly runs: number;
}

/**
 * The request whose first `runs` runs are meant: as many parameter sets as possible, the same number of
 * replications of each. The studio and exported scripts share this rule, so that the same seed and number of runs
 * are the same trajectories.
 */
export function trajectoryRequest(order: TrajectoryOrder): Omit<SimulationRequest, 'program'> {
  const { episodes, parameters, runs, seed } = order;
  const { policies, resources, interventions, record } = order;
  // A set and a replication stand for one trajectory of every episode.
  const each = Math.ceil(runs / episodes.length);
  const replications = Math.ceil(each / order.sets);
  const sets = Math.ceil(each / replications);
  return {
    episodes,
    parameters: parameters.slice(0, (parameters.length / order.sets) * sets),
    sets,
    replications,
    mode: { kind: 'rollout' },
    seed,
    streams: 'independent',
    ...(policies && { policies }),
    ...(resources && { resources }),
    ...(interventions && { interventions }),
    ...(record && { record }),
  };
}
