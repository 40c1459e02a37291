/** Dated changes as the simulator takes them: interventions on parameters, schedules of levers. */
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
  const interventions = changes
    .filter(({ name }) => Object.hasOwn(parameters, name))
    .map(
      ({ name, how, value, first, last }): Intervention => ({
        kind: how === 'set' ? 'set-parameter' : 'scale-parameter',
        parameter: name,
        value,
        from: origin + first,
        to: origin + last,
      }),
    );
  const policies: Record<string, LeverPolicy> = {};
  for (const [name, lever] of Object.entries(levers)) {
    const own = changes.filter((change) => change.name === name);
    if (own.length === 0) continue;
    const before = Float64Array.from({ length: episode.steps - origin }, (_, i) => {
      const recorded = episode.levers[name]?.[origin + 1 + i] ?? Number.NaN;
      return set[name] ?? (Number.isNaN(recorded) ? lever.default : recorded);
    });
    policies[name] = scheduleOf(changed(before, own), origin);
  }
  return { interventions, policies };
}

/** By day ahead; one change after the other. The simulator rounds whole levers and keeps all in their bounds. */
function changed(before: Float64Array, changes: ExploreRequest['changes']): Float64Array {
  const values = before.slice();
  for (const { how, value, first, last } of changes)
    for (let day = first; day <= Math.min(last, values.length); day++)
      values[day - 1] = how === 'set' ? value : values[day - 1]! * value;
  return values;
}

function scheduleOf(values: Float64Array, origin: number): LeverPolicy {
  const entries: { readonly from: number; readonly value: number }[] = [];
  values.forEach((value, i) => {
    if (i === 0 || value !== values[i - 1]) entries.push({ from: origin + 1 + i, value });
  });
  return { kind: 'schedule', entries };
}
