/** A ward whose measures are compared, as the engine tells of it. */
import type {
  CompareRequest,
  CompareResult,
  FlowResult,
} from '../../engine/studio/contract/compare.ts';
import type { DecisionSpace } from '../../engine/studio/contract/decision-space.ts';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import type { StructureView } from '../../engine/studio/contract/structure-view.ts';
import { FITTED_PROJECT } from './calibrate-fixtures.ts';

export type Scenario = ProjectView['scenarios'][number]['scenario'];

const NUMBER = { unit: 'beds', low: 0, high: 12, integer: true };

export const SPACE: DecisionSpace = {
  timeUnit: 'day',
  records: [{ id: 'a', last: 2, dates: ['2024-02-27', '2024-02-28', '2024-02-29'] }],
  parameters: [
    {
      ...{ name: 'mean_stay', meaning: 'average length of stay', unit: 'days', value: 6 },
      ...{ low: 5.5, high: 6.5, priorLow: 2, priorHigh: 20, integer: false },
    },
  ],
  inputs: [{ name: 'arrivals', meaning: 'patients who arrive', unit: 'patients', recent: 4 }],
  levers: [
    {
      ...{ name: 'extra_beds', meaning: 'beds opened', unit: 'beds', kind: 'lever' as const },
      ...{ low: 0, high: 12, default: 0, integer: true, recorded: null },
      watches: [
        {
          watch: {
            terms: [{ output: 'occupied_beds', weight: 1 }],
            ...{ delay: 1, window: 1, underway: 0 },
          },
          words: 'occupied beds the day before',
        },
      ],
      kinds: [
        {
          kind: 'constant',
          numbers: [{ name: 'value', words: 'Extra beds', start: 4, ...NUMBER }],
        },
        {
          kind: 'threshold',
          numbers: [
            { name: 'above', words: 'Opens above', start: 15, ...NUMBER, high: 60 },
            { name: 'gap', words: 'Closes so much below', start: 3, ...NUMBER },
            { name: 'low', words: 'Beds when closed', start: 0, ...NUMBER },
            { name: 'high', words: 'Beds when open', start: 8, ...NUMBER },
          ],
        },
      ],
    },
  ],
  outputs: [
    {
      ...{ name: 'occupied_beds', meaning: 'beds in use', unit: 'patients' },
      observed: { low: 3, mean: 18, high: 30, last: 20 },
    },
  ],
  modules: [
    { name: 'admit', meaning: 'patients are admitted', writes: ['ward'] },
    { name: 'discharge', meaning: 'patients go home', writes: ['ward'] },
  ],
  fields: [{ name: 'ward', meaning: 'patients in the ward' }],
  policies: [
    { kind: 'constant', words: 'Always the same', use: 'The simplest.', watches: false },
    {
      kind: 'threshold',
      words: 'Opens above, closes below',
      use: 'Where it varies.',
      watches: true,
    },
  ],
  stress: [
    {
      ...{ id: 'surge', words: 'A week with 30 % more arrivals' },
      scenario: {
        ...{ name: 'Surge week', notes: '', parent: null, policies: {} },
        changes: [
          {
            ...{ id: 'surge', words: '', from: null, to: null, on: true },
            change: { kind: 'input', how: 'scale', input: 'arrivals', value: 1.3 },
            cost: { once: 0, perStep: 0 },
          },
        ],
      },
    },
  ],
};

export const OPENED: Scenario = {
  ...{ name: 'Beds opened', notes: '', parent: null, policies: {} },
  changes: [
    {
      ...{ id: 'change-1', words: '', from: '2024-03-01', to: '2024-03-02', on: true },
      change: { kind: 'lever', how: 'set', lever: 'extra_beds', value: 5 },
      cost: { once: 0, perStep: 200 },
    },
  ],
};

export const MEASURES_PROJECT: ProjectView = {
  ...FITTED_PROJECT,
  scenarios: [{ id: 'opened', scenario: OPENED }],
};

const LEVELS = [0.05, 0.1, 0.5, 0.9, 0.95];

/** Two days; a scenario brings the middle down by the sum of its values. */
export function compared({ runs, scenarios, above, seed }: CompareRequest): CompareResult {
  const level = above.occupied_beds;
  const series = (shift: number): CompareResult['scenarios'][number]['series'] => [
    {
      ...{
        name: 'occupied_beds',
        unit: 'patients',
        meaning: 'beds in use',
        kind: 'output' as const,
      },
      mean: Float64Array.of(20 - shift, 25 - shift),
      quantiles: fan([20 - shift, 25 - shift]),
      difference:
        shift === 0
          ? null
          : { mean: Float64Array.of(-shift, -shift), quantiles: fan([-shift, -shift]) },
      above: level === undefined ? null : Float64Array.of(0.1, 0.25),
    },
    {
      ...{ name: 'extra_beds', unit: 'beds', meaning: 'beds opened', kind: 'lever' as const },
      mean: Float64Array.of(shift, shift),
      quantiles: Float64Array.from(Array(2 * LEVELS.length).fill(shift)),
      difference:
        shift === 0
          ? null
          : {
              mean: Float64Array.of(shift, shift),
              quantiles: Float64Array.from(Array(2 * LEVELS.length).fill(shift)),
            },
      above: null,
    },
  ];
  const estimate = (value: number, error: number) => ({
    ...{ value, low: value - error, high: value + error },
  });
  return {
    ...{ timeUnit: 'day', levels: LEVELS, first: 3, rows: 2, last: 2, runs },
    dates: ['2024-03-01', '2024-03-02'],
    scenarios: [{ id: '', scenario: undefined }, ...scenarios].map(({ id, scenario }) => {
      const shift = scenario ? shiftOf(scenario) : 0;
      const isBroken = scenario?.name === 'Broken';
      return {
        ...{ id, failures: null },
        words: scenario ? scenario.changes.map(({ change }) => `It changes: ${change.kind}.`) : [],
        series: isBroken ? [] : series(shift),
        metrics: isBroken
          ? []
          : [
              {
                metric: {
                  series: { kind: 'named' as const, name: 'occupied_beds' },
                  ...{ how: 'peak' as const, level: null },
                },
                ...{ words: 'Highest day of occupied beds', unit: 'patients' },
                ...{
                  mean: estimate(26 - shift, 1),
                  low: 20 - shift,
                  middle: 25 - shift,
                  high: 33 - shift,
                },
                change: scenario ? estimate(-shift, 0.5) : null,
                lower: scenario ? estimate(0.83, 0.04) : null,
                higher: scenario ? estimate(0.1, 0.03) : null,
              },
            ],
        problem: isBroken
          ? { message: 'change 1: no day like that', hint: 'Take a day of the data.' }
          : null,
      };
    }),
    ...{ conditions: ['Arrivals ahead: as last recorded.'], warnings: [], milliseconds: seed },
  };
}

function shiftOf({ changes }: Scenario): number {
  return changes.reduce(
    (sum, { on, change }) => sum + (on && 'value' in change ? change.value : 0),
    0,
  );
}

function fan(middles: readonly number[]) {
  return Float64Array.from(
    middles.flatMap((middle) => LEVELS.map((level) => middle + 10 * (level - 0.5))),
  );
}

export const FLOW: FlowResult = {
  ...{ title: 'Ward', timeUnit: 'day', first: 3, dates: ['2024-03-01', '2024-03-02'] },
  ...{ modules: ['admit', 'discharge'], fields: ['ward'] },
  changes: Float64Array.of(4, -2, 3, -5),
  levels: Float64Array.of(22, 20),
  outputs: [{ name: 'occupied_beds', values: Float64Array.of(22, 20) }],
};

const node = (kind: 'module' | 'state' | 'output', name: string) => ({
  ...{ id: `${kind}:${name}`, kind, name, meaning: '', unit: '' },
});

export const WARD: StructureView = {
  ...{ title: 'Ward', code: '', parent: null, assumptions: [], modules: [], parameters: [] },
  ...{ levers: [], outputs: [] },
  graph: {
    nodes: [
      node('module', 'admit'),
      node('module', 'discharge'),
      node('state', 'ward'),
      node('output', 'occupied_beds'),
    ],
    edges: [
      { from: 'module:admit', to: 'state:ward', kind: 'writes' },
      { from: 'module:discharge', to: 'state:ward', kind: 'writes' },
      { from: 'state:ward', to: 'output:occupied_beds', kind: 'reads' },
    ],
  },
};
