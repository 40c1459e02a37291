/** Dated changes as the simulator takes them. */
import type { FutureEpisode } from '../../forecast/future-episode.ts';
import type { AheadChanges } from '../../forecast/run-ahead.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import type { Intervention } from '../../simulator/simulation.ts';
import type { ExploreRequest } from '../contract/explore.ts';

/** Changes of names that the structure does not have are left out. */
export function changesAhead(
  { changes }: Pick<ExploreRequest, 'changes'>,
  { parameters, levers }: Pick<Declaration, 'parameters' | 'levers'>,
  { origin }: Pick<FutureEpisode, 'origin'>,
): AheadChanges {
  const interventions = changes.flatMap(({ name, how, value, first, last }): Intervention[] => {
    const rows = { value, from: origin + first, to: origin + last };
    if (Object.hasOwn(parameters, name))
      return [{ kind: `${how}-parameter`, parameter: name, ...rows }];
    return Object.hasOwn(levers, name) ? [{ kind: `${how}-lever`, lever: name, ...rows }] : [];
  });
  return { interventions };
}
