/** Dated changes as the simulator takes them: interventions on parameters, schedules of levers. */
import {
  changedLever,
  recordedOrDefault,
  scheduleOf,
} from '../../decide/interventions/lever-changes.ts';
import type { FutureEpisode } from '../../forecast/future-episode.ts';
import type { AheadChanges } from '../../forecast/run-ahead.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import type { Intervention, LeverPolicy } from '../../simulator/simulation.ts';
import type { ExploreRequest } from '../contract/explore.ts';

type Question = Pick<ExploreRequest, 'set' | 'changes'>;

/** Changes of names that the structure does not have are left out. */
export function changesAhead(
  { set, changes }: Question,
  { parameters, levers }: Pick<Declaration, 'parameters' | 'levers'>,
  { episode, origin }: Pick<FutureEpisode, 'episode' | 'origin'>,
): AheadChanges {
  const dated = changes.map(({ first, last, ...change }) => ({
    ...change,
    from: origin + first,
    to: origin + last,
  }));
  const interventions = dated
    .filter(({ name }) => Object.hasOwn(parameters, name))
    .map(
      ({ name, how, value, from, to }): Intervention => ({
        kind: how === 'set' ? 'set-parameter' : 'scale-parameter',
        parameter: name,
        value,
        from,
        to,
      }),
    );
  const policies: Record<string, LeverPolicy> = {};
  for (const [name, lever] of Object.entries(levers)) {
    const own = dated.filter((change) => change.name === name);
    if (own.length === 0) continue;
    const recorded = Object.hasOwn(set, name) ? undefined : episode.levers[name];
    const fallback = set[name] ?? lever.default;
    const before = recordedOrDefault(recorded, fallback, origin + 1, episode.steps);
    policies[name] = scheduleOf(changedLever(before, own, origin + 1), origin + 1);
  }
  return { interventions, policies };
}
