/** A search for policies as the engine tells of it: extra beds against their cost. */
import type { DecisionSpace } from '../../engine/studio/contract/decision-space.ts';
import type {
  DecisionTrace,
  DecisionView,
  PolicyCard,
  SurfaceRequest,
  SurfaceResult,
} from '../../engine/studio/contract/decision-view.ts';
import type { JobView } from '../../engine/studio/contract/job-view.ts';
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';
import { FITTED_PROJECT } from './calibrate-fixtures.ts';
import { JOB } from './fixtures.ts';

type Aim = ProjectView['aims'][number]['aim'];

export const SPACE: DecisionSpace = {
  timeUnit: 'day',
  records: [{ id: 'ward', last: 59, dates: null }],
  parameters: [],
  inputs: [],
  levers: [
    {
      ...{ name: 'extra_beds', meaning: 'Beds kept open', unit: 'beds', kind: 'resource' },
      ...{ low: 0, high: 40, default: 0, integer: true, recorded: null },
      watches: [
        {
          watch: {
            terms: [{ output: 'occupied_beds', weight: 1 }],
            ...{ delay: 1, window: 1, underway: 0 },
          },
          words: 'occupied beds of yesterday',
        },
        {
          watch: {
            terms: [{ output: 'occupied_beds', weight: 1 }],
            ...{ delay: 1, window: 7, underway: 0 },
          },
          words: 'occupied beds, mean of the last 7 days',
        },
      ],
      kinds: [
        {
          kind: 'threshold',
          numbers: [
            number('above', 'opens above', 'beds', 0, 60, 30),
            number('gap', 'closes so far below', 'beds', 0, 20, 5),
            number('high', 'beds when open', 'beds', 0, 40, 10),
          ],
        },
        { kind: 'constant', numbers: [number('value', 'beds', 'beds', 0, 40, 10)] },
        { kind: 'weekday', numbers: [number('mon', 'Mondays', 'beds', 0, 40, 10)] },
      ],
    },
  ],
  outputs: [
    {
      ...{ name: 'occupied_beds', meaning: 'beds in use', unit: 'beds' },
      observed: { low: 3, mean: 20, high: 41, last: 30 },
    },
  ],
  modules: [],
  fields: [],
  policies: [
    {
      ...{ kind: 'threshold', words: 'more once a line is passed', watches: true },
      use: 'Good where more is needed only now and then.',
    },
    { kind: 'constant', words: 'always the same', use: 'Simple to keep.', watches: false },
    {
      ...{ kind: 'weekday', words: 'by the day of the week', watches: false },
      use: 'Good where weekends differ.',
    },
  ],
  stress: [
    {
      id: 'surge',
      words: 'A surge: admissions 1.3 times as many for two weeks',
      scenario: { name: 'Surge', notes: '', parent: null, changes: [], policies: {} },
    },
  ],
};

function number(
  name: string,
  words: string,
  unit: string,
  low: number,
  high: number,
  start: number,
) {
  return { name, words, unit, low, high, start, integer: true };
}

export const AIM: Aim = {
  name: 'Enough beds at the least cost',
  objectives: [
    {
      direction: 'minimise',
      metric: { series: { kind: 'cost' }, how: 'total', level: null },
      risk: { kind: 'mean' },
    },
    {
      direction: 'minimise',
      metric: { series: { kind: 'named', name: 'extra_beds' }, how: 'peak', level: null },
      risk: { kind: 'mean' },
    },
  ],
  limits: [
    {
      metric: { series: { kind: 'shortage', resource: 'extra_beds' }, how: 'peak', level: null },
      ...{ is: 'at-most', level: 0, chance: 0.95 },
    },
  ],
  choices: [{ lever: 'extra_beds', kinds: ['threshold', 'constant'], watch: null, ranges: {} }],
  ...{ scenario: null, current: {}, horizon: 28 },
};

const MEANS: DecisionView['means'] = {
  resources: [
    {
      ...{ name: 'extra_beds', words: 'extra beds', unit: 'beds', low: 0, high: 40, default: 0 },
      ...{ integer: true, serves: { output: 'occupied_beds', there: 30 } },
    },
  ],
  costs: { currency: '€', items: [{ of: 'extra_beds', per: 'unit', amount: 120 }] },
};

export const NEW_PROJECT: ProjectView = { ...FITTED_PROJECT, ...MEANS };
export const PROJECT_WITH_AIM: ProjectView = {
  ...NEW_PROJECT,
  aims: [{ id: 'enough-beds', aim: AIM }],
};

/** From 0 to 1, the same each time. */
function wave(i: number, of: number): number {
  return (Math.sin(i * of) + 1) / 2;
}

function point(i: number): DecisionTrace['points'][number] {
  const beds = Math.round(2 + 36 * wave(i, 1.7));
  const waste = wave(i, 2.9);
  const chance = Math.min(0.999, 0.62 + beds / 70 + 0.12 * waste);
  return {
    id: `c${i}`,
    values: [beds * (1100 + 1900 * waste), beds],
    chances: [chance],
    feasible: chance >= 0.95,
    front: waste < 0.05 && chance >= 0.95,
    runs: 300,
  };
}

export const TRACE: DecisionTrace = {
  objectives: [
    { words: 'Total cost, on average', unit: '€', better: 'lower' },
    { words: 'Highest day of extra beds, on average', unit: 'beds', better: 'lower' },
  ],
  limits: ['Keep the shortage of extra beds at most 0 on all days in 95 % of outcomes'],
  points: Array.from({ length: 160 }, (_, i) => point(i)),
  marks: [],
  progress: Array.from({ length: 20 }, (_, i) => ({
    evaluations: 20 * (i + 1),
    value: 1 - 0.8 * Math.exp(-i / 5),
  })),
  measure: 'how much of the wishes is reached, of the best so far',
  evaluations: 400,
};

function card(
  id: string,
  role: PolicyCard['role'],
  [above, gap, high]: readonly [number, number, number],
  cost: number,
  chance: number,
): PolicyCard {
  return {
    ...{ id, role, runs: 2000 },
    policies: {
      extra_beds: { kind: 'threshold', watch: null, values: { above, gap, high }, starts: [] },
    },
    words: [
      high === 0
        ? 'Keep no extra beds.'
        : `Open ${high} extra beds once occupied_beds pass ${above}; close them when they fall below ${above - gap}.`,
    ],
    parameters: [
      {
        ...{ lever: 'extra_beds', name: 'above', words: 'opens above' },
        unit: 'beds',
        value: above,
      },
      {
        ...{ lever: 'extra_beds', name: 'gap', words: 'closes so far below' },
        unit: 'beds',
        value: gap,
      },
      {
        ...{ lever: 'extra_beds', name: 'high', words: 'beds when open' },
        unit: 'beds',
        value: high,
      },
    ],
    objectives: [
      { value: cost, low: cost * 0.97, high: cost * 1.03, p05: cost * 0.55, p95: cost * 1.5 },
      { value: high, low: high, high, p05: high * 0.9, p95: high },
    ],
    limits: [
      {
        ...{ value: chance, low: chance - 0.01, high: Math.min(1, chance + 0.01) },
        holds: chance > 0.96 ? 'yes' : chance < 0.94 ? 'no' : 'unsure',
      },
    ],
    cost: { value: cost, low: cost * 0.97, high: cost * 1.03, p05: cost * 0.55, p95: cost * 1.5 },
    calendar: [
      {
        ...{ lever: 'extra_beds', unit: 'beds' },
        middle: Array.from({ length: 28 }, (_, i) => (i > 8 && i < 20 ? high : 0)),
        low: Array.from({ length: 28 }, () => 0),
        high: Array.from({ length: 28 }, (_, i) => (i > 3 ? high : 0)),
      },
    ],
  };
}

export const CARDS: PolicyCard[] = [
  card('r', 'recommended', [30, 6, 16], 17_800, 0.972),
  card('f1', 'front', [34, 4, 14], 14_100, 0.951),
  card('f2', 'front', [26, 8, 20], 26_400, 0.991),
  card('f3', 'front', [22, 8, 26], 39_800, 0.998),
  card('d', 'do-nothing', [30, 0, 0], 0, 0.41),
  card('t', 'current', [40, 2, 10], 8200, 0.79),
  card('k', 'best-constant', [0, 0, 18], 60_400, 0.968),
];

const estimate = (value: number, give: number) => ({
  value,
  low: value - give,
  high: value + give,
});

export const DECISION: DecisionView = {
  run: '0007-decide',
  subject: { kind: 'simulator', simulator: 'ward' },
  aim: AIM,
  means: MEANS,
  sentences: [
    'Minimise the total cost, on average',
    'Minimise the highest day of extra beds, on average',
    'Keep the shortage of extra beds at most 0 on all days in 95 % of outcomes',
  ],
  dates: Array.from({ length: 28 }, (_, i) => `2024-03-${String(i + 1).padStart(2, '0')}`),
  timeUnit: 'day',
  trace: TRACE,
  cards: CARDS,
  understanding: {
    tornado: [
      {
        ...{ factor: 'mean_stay', unit: 'days', told: true },
        low: { at: '5.5 days', ...estimate(14_000, 400) },
        high: { at: '6.5 days', ...estimate(23_000, 500) },
      },
      {
        ...{ factor: 'admitted_share', unit: '', told: true },
        low: { at: '0.2', ...estimate(15_500, 400) },
        high: { at: '0.8', ...estimate(20_000, 500) },
      },
      {
        ...{ factor: 'beds', unit: 'beds', told: false },
        low: { at: '11 beds', ...estimate(17_600, 400) },
        high: { at: '13 beds', ...estimate(17_900, 500) },
      },
    ],
    shares: [
      { factor: 'mean_stay', alone: estimate(0.52, 0.06), total: estimate(0.61, 0.07) },
      { factor: 'admitted_share', alone: estimate(0.2, 0.05), total: estimate(0.27, 0.06) },
    ],
    chance: estimate(0.35, 0.04),
    boxes: [
      {
        limits: [
          { factor: 'mean_stay', low: 6.3, high: null },
          { factor: 'surge', low: 1.3, high: null },
        ],
        ...{ coverage: 0.82, density: 0.91 },
        words: 'It fails when mean_stay is above 6.3 days and surge is above 1.3.',
      },
    ],
    knowing: [{ factor: 'mean_stay', unit: '€', worth: estimate(2100, 300) }],
    regret: {
      structures: [
        { name: 'Ward with one phase', weight: 0.7 },
        { name: 'Ward with two phases', weight: 0.3 },
      ],
      policies: [
        { id: 'r', by: [300, 900], mixture: 480, worst: 900 },
        { id: 'f1', by: [0, 5200], mixture: 1560, worst: 5200 },
        { id: 'k', by: [42_000, 40_000], mixture: 41_400, worst: 42_000 },
      ],
    },
    stress: [
      {
        ...{ id: 'surge', words: 'A surge: admissions 1.3 times as many for two weeks' },
        objectives: [estimate(29_000, 800), estimate(16, 0)],
        limits: [estimate(0.71, 0.02)],
      },
    ],
    sentences: ['Most of what is not known of the cost comes from mean_stay.'],
  },
  warnings: [],
  ended: 'It no longer got better for 6 rounds.',
};

export const SEARCHED: JobView = {
  ...JOB,
  ...{ job: DECISION.run, kind: 'decide', state: 'finished' },
  ...{ started: '2026-11-22T09:00:00.000Z', ended: '2026-11-22T09:01:00.000Z', seconds: 52 },
  ...{ progress: null, stage: null, secondsLeft: null, discovery: null, decision: TRACE },
};

/** The chance rises with both numbers, the cost with the second. */
export function surface({ points, across, up }: SurfaceRequest): SurfaceResult {
  const steps = Array.from({ length: points }, (_, i) => i);
  const chances = steps.flatMap((y) => steps.map((x) => (x + y) / (2 * (points - 1))));
  const costs = steps.flatMap((y) => steps.map((x) => 1000 * y + 100 * x));
  return {
    across: steps.map((i) => i * (across.name === 'above' ? 5 : 2)),
    up: steps.map((i) => i * (up.name === 'above' ? 5 : 2)),
    objectives: [Float64Array.from(costs), Float64Array.from(costs)],
    limits: [Float64Array.from(chances)],
    notes: ['The number “closes so far below” does nothing here.'],
  };
}
