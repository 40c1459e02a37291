/** A store for which every number is known in advance, and one that wanders. */
import type { CourseSetup } from '../../../engine/decide/evaluate/course-setup.ts';
import type { Structure } from '../../../engine/decide/evaluate/structure.ts';
import type { DatedChange } from '../../../engine/decide/schemas/dated-change.ts';
import type { Means } from '../../../engine/decide/schemas/means.ts';
import type { PolicyChoice } from '../../../engine/decide/schemas/policy-choice.ts';
import type { Scenario } from '../../../engine/decide/schemas/scenario.ts';
import { INPUT_MODELS } from '../../../engine/forecast/input-model.ts';
import { compileSimulator } from '../../../engine/simulator/compile/compile-simulator.ts';
import { createPlainRunner } from '../../../engine/simulator/plain-runner.ts';
import { programOf } from '../../../engine/simulator/program-of.ts';
import type { Episode } from '../../../engine/simulator/simulation.ts';

export const LAST = 27;

const code = (use: string) => `
export default {
  contract: 1,
  title: 'Store',
  description: 'A stock.',
  time: { unit: 'day', step: 1 },
  parameters: {
    used: { prior: { kind: 'uniform', low: 0, high: 50 }, unit: 'boxes/day', meaning: 'used a day' },
  },
  inputs: { delivered: { unit: 'boxes/day', meaning: 'comes in' } },
  levers: { extra: { unit: 'boxes/day', meaning: 'bought in addition', low: 0, high: 50, default: 0 } },
  outputs: { stock: { unit: 'boxes', kind: 'continuous', meaning: 'boxes left' } },
  start(row) { return { stock: row.stock }; },
  modules: [
    {
      name: 'use', meaning: 'in and out', reads: ['stock'], writes: ['stock'],
      step(state, { parameters, inputs, levers, random }) {
        state.stock += inputs.delivered + levers.extra - ${use};
      },
    },
  ],
  observe(state) { return { stock: state.stock }; },
};
`;

/** Deliveries go up by one a day; `used` of 10 is what the stock lost. */
export function record(): Episode {
  const delivered = Float64Array.from({ length: LAST + 1 }, (_, row) => row);
  const stock = new Float64Array(LAST + 1).fill(100);
  for (let row = 1; row <= LAST; row++) stock[row] = stock[row - 1]! + delivered[row]! - 10;
  return { id: 'store', steps: LAST, observed: { stock }, inputs: { delivered }, levers: {} };
}

/** `sets`: numbers of `used`. leverless: certain, and nothing can be bought. */
export function structure(
  use: 'certain' | 'random' | 'leverless',
  sets: readonly number[],
  weight = 1,
): Structure {
  const own = code(use === 'random' ? 'random.normal(parameters.used, 3)' : 'parameters.used');
  const compiled = compileSimulator(
    use === 'leverless' ? own.replace(/ {2}levers: .*\n/, '').replace(' + levers.extra', '') : own,
  );
  return {
    name: `store ${use}`,
    declaration: compiled.declaration,
    program: programOf(compiled),
    episodes: [record()],
    ...{ weight, parameterSets: Float64Array.from(sets), sets: sets.length },
  };
}

export const NOTHING: Means = { resources: [], costs: { currency: '€', items: [] } };

export function setup(
  structures: CourseSetup['structures'],
  more: Partial<CourseSetup> = {},
): CourseSetup {
  const [last] = INPUT_MODELS;
  return {
    ...{ structures, means: NOTHING, record: 0, horizon: 5, since: null, inputs: last },
    simulate: createPlainRunner(),
    ...more,
  };
}

export function scenario(
  changes: readonly (Pick<DatedChange, 'change'> & Partial<DatedChange>)[],
  policies: Scenario['policies'] = {},
): Scenario {
  const plain = { words: '', from: null, to: null, cost: { once: 0, perStep: 0 }, on: true };
  return {
    ...{ name: 'Test', notes: '', parent: null, policies },
    changes: changes.map((change, i) => ({ ...plain, id: `c${i}`, ...change })),
  };
}

export function constant(value: number): PolicyChoice {
  return { kind: 'constant', watch: null, values: { value }, starts: [] };
}
