/** Candidates and settings made by hand, for tests of the search itself. */

import type { Dataset, Series } from '../../engine/data/dataset.ts';
import type { Evaluated, PointScore } from '../../engine/discover/candidate.ts';
import type { Proposal, Tried } from '../../engine/discover/proposer.ts';
import { createSetting, type Setting } from '../../engine/discover/setting.ts';

export function proposalOf(id: string, changes: Partial<Proposal> = {}): Proposal {
  return {
    id,
    proposer: 'composer',
    source: '',
    words: [id],
    assumptions: [],
    rationale: '',
    complexity: 1,
    ...changes,
  };
}

/** A proposal that was scored; without a score it could not be run. */
export function triedOf(
  proposal: Proposal,
  score: number | undefined,
  changes: Partial<Tried> = {},
): Tried {
  return { proposal, round: 1, score, standardError: 0, outputs: {}, parameters: {}, ...changes };
}

/** A point of which only the error matters. */
export function pointOf(crps: number): PointScore {
  return { output: 'occupied', lead: 1, crps, logDensity: -crps, pit: 0.5 };
}

export function evaluatedCandidate(
  id: string,
  { complexity = 1, ...changes }: Partial<Evaluated> = {},
): Evaluated {
  return {
    kind: 'evaluated',
    round: 1,
    proposal: proposalOf(id, { complexity }),
    compiled: {} as Evaluated['compiled'],
    complexity,
    fingerprint: { links: [id], distributions: [], behaviour: [] },
    mode: 'rollout',
    parameters: {},
    score: { value: 1, points: new Map() },
    fit: { rmse: {} },
    facts: [],
    rules: [],
    symptoms: [],
    runs: 0,
    ...changes,
  };
}

function seriesOf(name: string, role: Series['role'], use: Series['use'], unit = 'people'): Series {
  return { name, column: name, role, use, unit, kind: 'count' };
}

/** A setting with `rows` rows of a rising and falling wave in every series. */
export function settingOf(description: string, series: readonly Series[], rows = 60): Setting {
  const wave = Float64Array.from(
    { length: rows },
    (_, row) => 5 + Math.round(40 * Math.sin((Math.PI * row) / rows)),
  );
  const dataset: Dataset = {
    timeUnit: 'day',
    series,
    trajectories: [
      { id: '1', rows, values: Object.fromEntries(series.map(({ name }) => [name, wave])) },
    ],
  };
  return createSetting('A test', description, dataset);
}

export const bedSeries = [
  seriesOf('occupied', 'stock', 'output', 'patients'),
  seriesOf('admissions', 'flow', 'input', 'patients/day'),
];
export const fluSeries = [
  seriesOf('in_bed', 'stock', 'output', 'boys'),
  seriesOf('convalescent', 'stock', 'output', 'boys'),
];
export const storeSeries = [
  seriesOf('inventory', 'stock', 'output', 'boxes'),
  seriesOf('backlog', 'stock', 'output', 'boxes'),
  seriesOf('demand', 'demand', 'input', 'boxes/day'),
  seriesOf('orders', 'order', 'lever', 'boxes/day'),
];
export const countSeries = [seriesOf('calls', 'flow', 'output', 'calls')];
