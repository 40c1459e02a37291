/** A model with three fitted numbers, as the engine tells of it. */
import type { CalibrationView } from '../../engine/studio/contract/calibration-view.ts';
import type { StandingView } from '../../engine/studio/contract/standing-view.ts';
import { PROJECT } from './fixtures.ts';

export const FIT: CalibrationView = {
  run: '0002-calibrate',
  simulator: 'ward',
  title: 'Ward with one phase',
  method: {
    id: 'cma-es',
    words: 'moves a cloud of parameter sets',
    kind: 'search',
    because: 'it has 3 numbers and runs quickly',
  },
  rows: 'all',
  ranges: 'bootstrap',
  level: 0.9,
  stopped: 'converged',
  evaluations: 4200,
  parameters: [
    {
      name: 'mean_stay',
      meaning: 'average length of stay',
      unit: 'days',
      value: 6,
      low: 5.5,
      high: 6.5,
      prior: { kind: 'uniform', low: 1, high: 21 },
      priorLow: 2,
      priorHigh: 20,
      narrowed: 0.944,
    },
    {
      name: 'admitted_share',
      meaning: 'share of arrivals that is admitted',
      unit: '1',
      value: 0.4,
      low: 0.1,
      high: 0.9,
      prior: { kind: 'beta', a: 2, b: 2, low: 0, high: 1 },
      priorLow: 0.1,
      priorHigh: 0.9,
      narrowed: 0.02,
    },
    {
      name: 'beds',
      meaning: '',
      unit: 'beds',
      value: 12,
      low: 11,
      high: 13,
      prior: { kind: 'integer', low: 5, high: 30 },
      priorLow: 6,
      priorHigh: 29,
      narrowed: 0.9,
    },
  ],
  sets: [
    new Float64Array([5.6, 6, 6.4]),
    new Float64Array([0.2, 0.4, 0.8]),
    new Float64Array([11, 12, 13]),
  ],
  priorSets: [new Float64Array([3, 9]), new Float64Array([0.3, 0.6]), new Float64Array([8, 20])],
  correlations: [
    {
      a: 'mean_stay',
      b: 'admitted_share',
      value: -0.93,
      text: 'mean_stay and admitted_share cannot be told apart: where one is higher, the other is lower.',
    },
  ],
  notes: ['The first 5 days were not scored.'],
};

export const FITTED_PROJECT = {
  ...PROJECT,
  simulators: [
    {
      id: 'ward',
      title: FIT.title,
      saved: '2026-11-22T09:00:00.000Z',
      proposer: 'composer' as const,
      round: 1,
      parent: null,
      rationale: '',
    },
  ],
};

export const STANDING: StandingView = {
  simulators: [
    { simulator: 'ward', title: FIT.title, calibration: '0002-calibrate', verdict: null },
  ],
  mixture: null,
};
