/** Goals to begin with, from what the model tells and what can be set. */
import type { DecisionSpace, LeverView } from '../../../engine/studio/contract/decision-space.ts';
import type { ProjectView } from '../../../engine/studio/contract/project-view.ts';
import type { Aim } from '../../state/aim-store.ts';
import { plainName } from '../../words/numbers.ts';
import { type Limit, type Metric, type Objective, wordsOfResource } from './aim-words.ts';

export interface AimTemplate {
  readonly title: string;
  readonly about: string;
  readonly aim: Aim;
}

type Means = Pick<ProjectView, 'resources' | 'costs'>;

const COST: Objective = {
  direction: 'minimise',
  metric: { series: { kind: 'cost' }, how: 'total', level: null },
  risk: { kind: 'mean' },
};

/** Most levers that a goal looks at (schema). */
const LEVERS = 8;

/** Rows ahead where the person said nothing. */
export const HORIZON = 28;

/** Empty where nothing can be set. */
export function aimTemplates(space: DecisionSpace, means: Means): AimTemplate[] {
  const [output] = space.outputs;
  if (space.levers.length === 0) return [];
  const resource = means.resources.find(({ serves }) => serves !== null);
  return [
    ...(resource ? [enough(resource.name, space, means)] : []),
    ...(output ? [below(output, space, means), tradeOff(output, space, means)] : []),
  ];
}

function enough(resource: string, space: DecisionSpace, { resources }: Means): AimTemplate {
  const words = wordsOfResource(resource, resources);
  return {
    title: `Enough ${words} at the least cost`,
    about: 'It never runs short in 95 of 100 outcomes, and costs no more than it has to.',
    aim: aimOf(`Enough ${words} at the least cost`, [COST], [noShortage(resource)], space),
  };
}

function below(
  output: DecisionSpace['outputs'][number],
  space: DecisionSpace,
  means: Means,
): AimTemplate {
  const words = plainName(output.name);
  const name = `Keep ${words} below a line`;
  const [lever] = space.levers;
  const objective: Objective =
    means.costs.items.length > 0 || !lever
      ? COST
      : {
          ...{ direction: 'minimise', risk: { kind: 'mean' } },
          metric: { series: { kind: 'named', name: lever.name }, how: 'mean', level: null },
        };
  const about = objective === COST ? 'at the least cost' : 'with as little as possible';
  return {
    title: name,
    about: `On all days in 95 of 100 outcomes, ${about}.`,
    aim: aimOf(name, [objective], [belowLine(output)], space),
  };
}

function tradeOff(
  output: DecisionSpace['outputs'][number],
  space: DecisionSpace,
  means: Means,
): AimTemplate {
  const words = plainName(output.name);
  const [lever] = space.levers;
  const against =
    means.costs.items.length > 0 || !lever ? 'cost' : wordsOfResource(lever.name, means.resources);
  const name = `Less ${words} against less ${against}`;
  const peak: Objective = {
    ...{ direction: 'minimise', risk: { kind: 'cvar', level: 0.95 } },
    metric: peakOf(output.name),
  };
  const other: Objective =
    against === 'cost' || !lever
      ? COST
      : { ...COST, metric: { ...peakOf(lever.name), how: 'mean' } };
  return {
    title: name,
    about: 'Two wishes at once: you see every compromise and choose.',
    aim: aimOf(name, [peak, other], [], space),
  };
}

function aimOf(name: string, objectives: Objective[], limits: Limit[], space: DecisionSpace): Aim {
  return {
    ...{ name, objectives, limits, scenario: null, current: {}, horizon: HORIZON },
    choices: space.levers.slice(0, LEVERS).map(choiceOf),
  };
}

/** A lever with the kinds of policies that suit it best. */
export function choiceOf(lever: LeverView): Aim['choices'][number] {
  const kinds = lever.kinds.slice(0, KINDS).map(({ kind }) => kind);
  return {
    lever: lever.name,
    kinds: kinds.length > 0 ? kinds : ['constant'],
    watch: null,
    ranges: {},
  };
}

/** Kinds of policies that are tried where the person chose none: the search is quick, and tells them apart. */
const KINDS = 2;

function peakOf(name: string): Metric {
  return { series: { kind: 'named', name }, how: 'peak', level: null };
}

function noShortage(resource: string): Limit {
  return {
    metric: { series: { kind: 'shortage', resource }, how: 'peak', level: null },
    ...{ is: 'at-most', level: 0, chance: 0.95 },
  };
}

/** Near what was seen at most, so that it means something. */
function belowLine({ name, observed }: DecisionSpace['outputs'][number]): Limit {
  const level = observed ? Number(observed.high.toPrecision(2)) : 1;
  return { metric: peakOf(name), is: 'below', level, chance: 0.95 };
}

/** A sentence to begin with, of a goal that wants one more. */
export function nextObjective(space: DecisionSpace): Objective {
  const [output] = space.outputs;
  return output ? { ...COST, metric: peakOf(output.name) } : COST;
}

export function nextLimit(space: DecisionSpace): Limit {
  const [output] = space.outputs;
  return output
    ? belowLine(output)
    : { metric: COST.metric, is: 'at-most', level: 1000, chance: 0.95 };
}
