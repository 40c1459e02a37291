import type { SimulationRequest } from '../../../engine/simulator/simulation.ts';

/** A program's text as if the checks of the compiler did not exist: whatever stands here runs. */
export interface RawParts {
  /** Statements beside the functions: state that outlives a run. */
  readonly top?: string;
  /** Body of start(row, world); must return the state. */
  readonly start?: string;
  /** Body of the only module's step(state, world). */
  readonly step?: string;
  /** Body of observe(state, world); must return { x }. */
  readonly observe?: string;
  /** Body of writeOutputs(observed, target, at). */
  readonly writeOutputs?: string;
}

const declaration = {
  contract: 1,
  title: 'raw',
  description: '',
  time: { unit: 'day', step: 1, substeps: 1 },
  assumptions: [],
  parameters: { p: { prior: { kind: 'uniform', low: 0, high: 1 }, unit: '', meaning: '' } },
  inputs: {},
  levers: {},
  outputs: { x: { unit: '', meaning: '', kind: 'continuous' } },
  modules: [{ name: 'only', meaning: '', reads: ['x'], writes: ['x'] }],
  rules: [],
};

/** One output x, one parameter p, one module. Budgets are not counted. */
export function rawProgram(parts: RawParts = {}): SimulationRequest['program'] {
  const code = `(function (stop) {
    'use strict';
    ${parts.top ?? ''}
    return {
      declaration: ${JSON.stringify(declaration)},
      start: (row, world) => { ${parts.start ?? 'return { x: row.x };'} },
      steps: [function step(state, world) { ${parts.step ?? 'state.x += world.random.normal(0, world.parameters.p);'} }],
      observe: (state, world) => { ${parts.observe ?? 'return { x: state.x };'} },
      rules: [],
      setBudget() {},
      parametersOf: (values, at) => ({ p: values[at] }),
      inputsOf: () => ({}),
      leversOf: () => ({}),
      rowOf: (values, at) => ({ x: values[at] }),
      writeOutputs: (observed, target, at) => { ${parts.writeOutputs ?? 'target[at] = observed.x;'} },
    };
  })`;
  return { hash: code, code };
}

/** A random walk from 0: what a well-behaved neighbour runs. */
export const soundProgram = rawProgram();

export function requestOf(
  program: SimulationRequest['program'],
  options: { readonly steps?: number; readonly replications?: number; readonly sets?: number } = {},
): SimulationRequest {
  const { steps = 5, replications = 1, sets = 1 } = options;
  return {
    program,
    episodes: [
      { id: 'only', steps, observed: { x: new Float64Array(steps + 1) }, inputs: {}, levers: {} },
    ],
    parameters: new Float64Array(sets).fill(0.5),
    sets,
    replications,
    mode: { kind: 'rollout' },
    seed: 7,
    streams: 'independent',
  };
}
