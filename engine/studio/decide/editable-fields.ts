/** Parts of the state that can be edited: numbers and lists. What else a state holds is found out by a step of a run. */
import { fieldsOf } from '../../decide/interventions/known-names.ts';
import type { Episode, Simulate, SimulationRequest } from '../../simulator/simulation.ts';
import type { ExploredModel, ExploredSubject } from '../explore/explored-subject.ts';

/** By structure; those that are declared where the step broke. Rejects as `simulate` does. */
export function editableFields(
  { models }: Pick<ExploredSubject, 'models'>,
  simulate: Simulate,
): Promise<readonly (readonly string[])[]> {
  return Promise.all(
    models.map(async (model) => {
      const request = oneStep(model);
      const { flows } = request === undefined ? {} : await simulate(request);
      const declared = fieldsOf(model.declaration);
      const held = flows?.fields;
      return held === undefined ? declared : declared.filter((name) => held.includes(name));
    }),
  );
}

function oneStep({
  program,
  episodes,
  declaration,
  parameterSets,
}: ExploredModel): SimulationRequest | undefined {
  const [episode] = episodes;
  if (episode === undefined) return undefined;
  return {
    program,
    episodes: [firstStepOf(episode)],
    parameters: parameterSets.slice(0, Object.keys(declaration.parameters).length),
    ...{ sets: 1, replications: 1, mode: { kind: 'rollout' }, seed: 0, streams: 'common' },
    flows: true,
  };
}

function firstStepOf({ id, observed, inputs, levers, dates }: Episode): Episode {
  const cut = (series: Episode['observed']) =>
    Object.fromEntries(Object.entries(series).map(([name, values]) => [name, values.slice(0, 2)]));
  return {
    ...{ id, steps: 1, observed: cut(observed), inputs: cut(inputs), levers: cut(levers) },
    ...(dates && { dates: dates.slice(0, 2) }),
  };
}
